package label

import (
	"context"
	"math"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Readability is the transform label.readability.
var Readability = transform.Spec{
	Name:    "label.readability",
	Summary: "Measures the lengths of sentences and words, Flesch's reading ease and how many of the words differ",
	Doc: `Columns: ` + "`sentences`" + `, those with a word in them; ` + "`sentence_length`" + `, words per sentence; ` + "`word_length`" + `, code
points per word; ` + "`syllables`" + ` per word; ` + "`flesch`" + `, the reading ease (about 0 to 100, high is easy); ` + "`flesch_grade`" + `, the
Flesch–Kincaid grade, years of school in the US, English alone; ` + "`type_token`" + `, the share of different words. Words are those of
label.counts, sentences those of dedupe.lines. What can't be measured (of a text without words) is null. Over several columns all counts
are sums.

Reading ease is a − b × words per sentence − c × syllables per word:

| language | a, b, c | source |
|---|---|---|
| en | 206.835, 1.015, 84.6 | Flesch 1948; grade 0.39, 11.8, −15.59: Kincaid et al. 1975 |
| de | 180, 1, 58.5 | Amstad 1978 |
| es | 206.84, 1.02, 60 | Fernández Huerta 1959, as corrected by Law 2011 |
| fr | 207, 1.015, 73.6 | Kandel and Moles 1958 |
| it | 217, 1.3, 60 | Franchina and Vacca 1986 |
| nl | 206.835, 0.93, 77 | Douma 1960 |
| pt | 248.835, 1.015, 84.6 | Martins et al. 1996 |
| ru | 206.835, 1.3, 60.1 | Oborneva 2006 |

Syllables are counted by letters, without a dictionary: a vowel is one, and of two vowels side by side the second begins another where the
language parts them (Spanish, Italian and Portuguese: two of a, e, o or one with an accent; Russian: all; German and Dutch: all but their
diphthongs; English and French: few). A silent e at the end of a word (English also -ed, -es; French -es, -ent) is none. A word has at least one, and a
word of another script or of digits exactly one. The language is named in the recipe, or stands in a column; of a document in a language
that is not in the table ` + "`syllables`, `flesch`" + ` and the grade are null.

The share of different words falls with a text's length, so it is measured in windows: the mean over windows of ` + "`window`" + ` words that
follow one another, what is left at the end not counted (Johnson 1944); a shorter text is one window. Case is ignored.`,
	Params: []transform.Param{
		{Name: "language", Type: transform.ParamString, Default: "en", Enum: readLanguages(), Doc: "Language of the texts, for syllables and formula."},
		{Name: "language_from", Type: transform.ParamColumn, Doc: "Column that holds each document's language, as label.language writes it, in place of `language`."},
		{Name: "window", Type: transform.ParamInt, Default: int64(100), Min: transform.Bound(10), Max: transform.Bound(10000),
			Doc: "Words of a window for `type_token`; 100 is the customary one, which half of all web pages fill."},
		{Name: "prefix", Type: transform.ParamString, Default: "", Doc: "Put before the names of the columns: needed where the step stands twice."},
	},
	On:      transform.OnText,
	Reads:   func(a transform.Args) []string { return columnsOf(a.String("language_from")) },
	Writes:  readabilityColumns,
	Check:   checkReadability,
	Version: 1,
	New:     newReadability,
	Examples: []transform.Example{
		{Note: "Short words and short sentences are easy.", Docs: []string{"The cat sat on the mat. It was a sunny day."},
			Rows: []string{"sentences=2 sentence_length=5.5 word_length=2.82 syllables=1.09 flesch=109.0 flesch_grade=-0.6 type_token=0.9091"}},
		{Note: "Long ones are not.", Docs: []string{"International organisations regularly negotiate complicated administrative agreements concerning environmental responsibilities."},
			Rows: []string{"sentences=1 sentence_length=10.0 word_length=11.8 syllables=4.3 flesch=-167.1 flesch_grade=39.1 type_token=1.0"}},
		{Note: "The language stands in a column; of one without a formula the lengths are measured.", Args: "{language_from: lang}",
			Docs: []string{"Der Hund schläft heute im Garten.", "Talo on punainen.", ""}, Given: []string{"lang=de", "lang=fi", "lang=null"},
			Rows: []string{"lang=de sentences=1 sentence_length=6.0 word_length=4.5 syllables=1.33 flesch=96.0 flesch_grade=null type_token=1.0",
				"lang=fi sentences=1 sentence_length=3.0 word_length=4.67 syllables=null flesch=null flesch_grade=null type_token=1.0",
				"lang=null sentences=0 sentence_length=null word_length=null syllables=null flesch=null flesch_grade=null type_token=null"}},
	},
}

func columnsOf(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// The columns of label.readability in their order.
const (
	readSentences = iota
	readSentenceLength
	readWordLength
	readSyllables
	readFlesch
	readGrade
	readTypeToken
	readColumns
)

var readNames = [readColumns]string{"sentences", "sentence_length", "word_length", "syllables", "flesch", "flesch_grade", "type_token"}

func readabilityColumns(a transform.Args) []schema.Column {
	docs := [readColumns]string{"Sentences of the text.", "Words per sentence.", "Code points per word.", "Syllables per word.",
		"Flesch reading ease: high is easy.", "Flesch–Kincaid grade: years of school.", "Share of different words in windows of words."}
	var out []schema.Column
	for i, name := range readNames {
		t := schema.Type{Kind: schema.Float}.OrNull()
		if i == readSentences {
			t = schema.Type{Kind: schema.Int64}
		}
		out = append(out, schema.Column{Name: a.String("prefix") + name, Type: t, Doc: docs[i]})
	}
	return out
}

func checkReadability(a transform.Args) []transform.Fault { return checkCounts(a) }

// readability is label.readability with its arguments.
type readability struct {
	on       []int
	slots    [readColumns]int
	language *readLanguage
	from     int // slot of the language; -1 for none
	window   int
}

func newReadability(a transform.Args) (transform.Step, error) {
	r := &readability{on: a.On, language: readLanguageOf(a.String("language")), from: -1, window: int(a.Int("window"))}
	if name := a.String("language_from"); name != "" {
		r.from = a.Slot(name)
	}
	for i, name := range readNames {
		r.slots[i] = a.Slot(a.String("prefix") + name)
	}
	return r, nil
}

// Looks implements transform.Looker.
func (r *readability) Looks() {}

// Map implements transform.Mapper.
func (r *readability) Map(_ context.Context, d *schema.Doc) error {
	language := r.language
	if r.from >= 0 {
		language = readLanguageOf(d.Str(r.from))
	}
	t := reading{kinds: kindPool.Get().(*kinds)}
	t.kinds.begin(r.window)
	for _, slot := range r.on {
		t.add(text.Look(d, slot), language)
	}
	t.typeToken = t.kinds.share()
	kindPool.Put(t.kinds)
	for i, v := range t.values(language) {
		d.Set(r.slots[i], v)
	}
	return nil
}

// reading is what was counted of a document.
type reading struct {
	sentences, words, chars, syllables int
	typeToken                          schema.Value
	kinds                              *kinds
}

func (t *reading) add(v *text.View, language *readLanguage) {
	s, words := v.Text(), v.Words(text.Own)
	t.words += len(words)
	t.chars += v.WordChars(text.Own)
	for _, w := range words {
		t.kinds.add(w.Of(s))
		if language != nil {
			t.syllables += language.syllables(w.Of(s))
		}
	}
	next := 0
	for _, sentence := range v.Sentences(text.Own) {
		from := next
		for next < len(words) && words[next].Start < sentence.End {
			next++
		}
		if next > from {
			t.sentences++
		}
	}
}

// values are the columns in their order.
func (t *reading) values(language *readLanguage) [readColumns]schema.Value {
	out := [readColumns]schema.Value{readSentences: schema.Int64Value(int64(t.sentences)), readTypeToken: t.typeToken}
	if t.sentences == 0 || t.words == 0 {
		return out
	}
	length := float64(t.words) / float64(t.sentences)
	out[readSentenceLength] = rounded(length, 100)
	out[readWordLength] = rounded(float64(t.chars)/float64(t.words), 100)
	if language == nil {
		return out
	}
	each := float64(t.syllables) / float64(t.words)
	out[readSyllables] = rounded(each, 100)
	out[readFlesch] = rounded(language.base-float64(language.length*length)-float64(language.each*each), 10)
	if language.graded {
		out[readGrade] = rounded(float64(0.39*length)+float64(11.8*each)-15.59, 10)
	}
	return out
}

// rounded keeps a number to 1/parts: what is left of it is the same on every processor.
func rounded(x, parts float64) schema.Value {
	return schema.FloatValue(math.Round(float64(x*parts)) / parts)
}

// kinds counts different words in windows.
type kinds struct {
	window, words, found int // of the window at work
	sum, windows         int // of those that were filled
	slots                []uint64
	buf                  []byte
}

var kindPool = sync.Pool{New: func() any { return new(kinds) }}

func (k *kinds) begin(window int) {
	size := 16
	for size < 2*window {
		size *= 2
	}
	if len(k.slots) != size {
		k.slots = make([]uint64, size)
	}
	clear(k.slots)
	*k = kinds{window: window, slots: k.slots, buf: k.buf}
}

// add takes the next word. Words are told apart by 64 bits: a wrong one in 10^19 pairs moves a share by 1/window.
func (k *kinds) add(word string) {
	k.buf = text.Fold{Case: true}.Append(k.buf[:0], word)
	h := uint64(14695981039346656037)
	for _, b := range k.buf {
		h = (h ^ uint64(b)) * 1099511628211
	}
	h |= 1
	mask := uint64(len(k.slots) - 1)
	at := h * 0x9e3779b97f4a7c15 >> 20 & mask
	for k.slots[at] != 0 && k.slots[at] != h {
		at = (at + 1) & mask
	}
	if k.slots[at] == 0 {
		k.slots[at] = h
		k.found++
	}
	if k.words++; k.words == k.window {
		k.sum, k.windows = k.sum+k.found, k.windows+1
		k.words, k.found = 0, 0
		clear(k.slots)
	}
}

// share is the mean over the windows, null without words.
func (k *kinds) share() schema.Value {
	sum, of := k.sum, k.windows*k.window
	if of == 0 {
		sum, of = k.found, k.words
	}
	if of == 0 {
		return schema.Value{}
	}
	return rounded(float64(sum)/float64(of), 10000)
}
