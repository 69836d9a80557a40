package label

import (
	"context"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Rewritten is the transform label.rewritten.
var Rewritten = transform.Spec{
	Name:    "label.rewritten",
	Summary: "Scores signs that a program rewrote a text: wrong articles and verbs, lost capitals, glued marks, odd synonyms",
	Doc:     rewrittenDoc,
	Params: []transform.Param{
		mostSpans("rewritten_signs"),
	},
	On:      transform.OnText,
	Writes:  rewrittenColumns,
	Check:   oneText,
	Version: 2,
	New:     newRewritten,
	Examples: []transform.Example{
		{Note: "A word was exchanged and the one before it was not; the verb as well.", Docs: []string{"It was a important step, and the talks can led to peace."},
			Rows: []string{"rewritten=60 rewritten_signs=[{article, 7, 18, 7, 18}, {verb, 39, 46, 39, 46}]"}},
		{Note: "Marks that lost their space, a sentence and a country that lost their capital.",
			Docs: []string{"The port reopened,and the ships left. the crews, all of them, sailed to ukraine.As it was late, they slept."},
			Rows: []string{"rewritten=40 rewritten_signs=[{glued, 9, 21, 9, 21}, {capital, 38, 41, 38, 41}, {capital, 72, 79, 72, 79}, {glued, 72, 82, 72, 82}]"}},
		{Note: "Source text is no evidence, and what stands around it is.", Docs: []string{"A struct holds it:\n\ntype T struct {\n\tA int\n\tB error\n}\n\nIt was a important step, and it has two fields."},
			Rows: []string{"rewritten=30 rewritten_signs=[{article, 62, 73, 62, 73}]"}},
		{Note: "Right as they are: an hour, a university, an MP, a one-off, an 11-year-old, the can.", Docs: []string{"In an hour a university gave an MP and a European a one-off prize for an 11-year-old plan, and the can led the parade."},
			Rows: []string{"rewritten=0 rewritten_signs=[]"}},
	},
}

const rewrittenDoc = `Programs that rewrite a text to pass it off as another exchange words for synonyms and join pieces, and what they leave behind is a
kind of mistake that people seldom make. Columns: ` + "`rewritten`" + `, points for each 1,000 words (of a text of less than 100 words as if it had 100),
rounded down; ` + "`rewritten_signs`" + `, a list of structs (kind, start, end, char_start, char_end) of what was found, in the order of the text.

| kind | points | what |
|---|---|---|
| article | 3 | a before a vowel's sound, an before a consonant's: "a important", "An chance". By sound: hour, one, university, European, letters of acronyms (an MP), numbers (an 11-year-old). What is said both ways (an historic, a URL) is right |
| verb | 3 | a past form behind can, will, must …, behind did not, behind to, or one that is no participle behind have: "can led", "did not went" |
| agreement | 2 | "these is", "they has", "he have", at the beginning of a clause |
| phrase | 2 | a fixed phrase with a word that nobody says there: "residential product", "sound communication routes", from a list of ours |
| capital | 1 | a sentence, a headline, a country, people, month or weekday without its capital; half a name ("United states"); a surname behind an office that elsewhere in the text has one |
| glued | 1 | a comma, semicolon or stop between words and no space |

What a text does throughout is its style, not a slip: without capitals at its sentences, with most commas glued, or with "an half" and "an uniform" as two hundred
years ago, it gets no points for those; nor does a text about programs, told by its identifiers and operators. Source text within prose is no evidence of anything: what
is marked as code, lines that read like a program, a command or data, and short lines beside them, as the fields of a structure. Articles, verbs,
agreement and phrases are looked at in English alone, capitals of sentences and glued marks in any language with capitals.

A rank, no verdict: people who write in haste or in a language that is not their own make some of these mistakes, and good rewriting leaves none. The phrases
follow the kind that Cabanac, Labbé and Magazinov (2021) call tortured; irregular verbs and sounds are tables of ours. Precision and recall stand in docs/bench/labels.md.
Put it before clean.casing and clean.spacing, which mend some of the signs.`

func rewrittenColumns(a transform.Args) []schema.Column {
	return []schema.Column{
		{Name: "rewritten", Type: schema.Type{Kind: schema.Int64}, Doc: "Points of signs of automatic rewriting for each 1,000 words."},
		spansColumn(a, "rewritten_signs", "Signs of automatic rewriting.", schema.Field{Name: "kind", Type: schema.Type{Kind: schema.String}}),
	}
}

type rewritten struct{ on, score, slot, most int }

func newRewritten(a transform.Args) (transform.Step, error) {
	return &rewritten{on: a.On[0], score: a.Slot("rewritten"), slot: a.Slot("rewritten_signs"), most: int(a.Int("most"))}, nil
}

// fewestWords is what a shorter text counts as: one slip in a line is no rewritten text.
const fewestWords = 100

// Map implements transform.Mapper.
func (x *rewritten) Map(_ context.Context, d *schema.Doc) error {
	r := readers.Get().(*reader)
	defer r.put()
	points := int64(0)
	var out spanList
	for _, g := range r.read(d.Str(x.on)) {
		points += signPoints[g.kind]
		if len(out.list) < x.most {
			out.add(int(g.start), int(g.end), schema.StringValue(signNames[g.kind]))
		}
	}
	d.Set(x.score, schema.Int64Value(points*1000/max(r.count, fewestWords)))
	d.Set(x.slot, out.value())
	return nil
}

// signKind is what a sign of rewriting is.
type signKind uint8

const (
	articleSign signKind = iota
	verbSign
	agreementSign
	phraseSign
	capitalSign
	gluedSign
	sentenceSign // a capitalSign at the beginning of a sentence: dropped where it is the text's habit
	nameSign     // a capitalSign of a word that the text else writes with a capital
	surnameSign  // a capitalSign of a word behind an office: dropped where the text never gives it a capital there
)

var (
	signNames  = [...]string{"article", "verb", "agreement", "phrase", "capital", "glued", "capital", "capital", "capital"}
	signPoints = [...]int64{3, 3, 2, 2, 1, 1, 1, 1, 1}
)

// sign is one sign at [start,end) of a text.
type sign struct {
	start, end uint32
	kind       signKind
	hash       uint64 // of a surnameSign; of others what may be the text's habit
}

// reader looks for signs.
type reader struct {
	s         string
	english   bool
	code      bool     // it is about programs, which glue and write small as they like
	namesCode bool     // it names some, as strings.Builder
	table     *phrases // names
	grammar   *phrases
	text      lines
	words     []word // of the line
	head      bool
	capitals  bool   // the words of the line say something by their capitals
	last      string // the line with words before it
	lastEnd   int    // where that ends
	lineEnd   int    // where the line ends
	signs     []sign
	marked    []text.CodeSpan // what is marked as code
	count     int64           // words
	begun     int64           // sentences that begin with a capital
	small     int64           // and those that don't
	spaced    int64           // commas with a space
	glued     int64           // and those without
	archaic   int64           // an half, an uniform
	modern    int64           // and a half, a uniform
	surnames  map[uint64]bool
	proper    map[uint64]cases // of words with a capital within sentences
}

var readers = sync.Pool{New: func() any { return &reader{surnames: map[uint64]bool{}, proper: map[uint64]cases{}} }}

func (r *reader) put() {
	r.s, r.last = "", ""
	r.text.close()
	if cap(r.marked) > keptEntities {
		r.marked = nil
	}
	if cap(r.signs) <= keptEntities && len(r.surnames)+len(r.proper) <= keptEntities {
		clear(r.surnames)
		clear(r.proper)
		readers.Put(r)
	}
}

// read returns the signs of a text.
func (r *reader) read(s string) []sign {
	r.s, r.table, r.grammar, r.signs, r.last = s, names(), grammar(), r.signs[:0], ""
	r.count, r.begun, r.small, r.spaced, r.glued, r.archaic, r.modern = 0, 0, 0, 0, 0, 0, 0
	r.text.open(s)
	r.english = isEnglish(s)
	r.code, r.namesCode = aboutCode(s)
	if r.english {
		r.text.each(r.learn)
	}
	r.text.each(r.line)
	r.drop()
	r.dropSource()
	return r.signs
}

// aboutCode says whether a text is about programs: four cues and more, and one in 60 words of its head; and whether it
// names code: one cue that is more than a pH or a macOS.
func aboutCode(s string) (about, names bool) {
	cues, words := text.CodeCues(s, 1<<16)
	return cues >= 4 && 60*cues >= words, cues > 0 && (strings.ContainsAny(s, "`_={") || strings.Contains(s, "()") || strings.Contains(s, "::"))
}

// isEnglish says whether a text is English: by its function words, of a short text by one in eight of them.
func isEnglish(s string) bool {
	t := text.TongueOf(s)
	if t != text.NoTongue {
		return t == text.English
	}
	words, english := 0, 0
	for at := 0; words < 100; words++ {
		w := text.NextWord(s, at)
		if w.Start == w.End {
			break
		}
		if text.FunctionSet(w.Hash)&(1<<text.English) != 0 {
			english++
		}
		at = w.End
	}
	return english > 0 && 8*english >= words
}

func (r *reader) line(from, to int, words []word) {
	r.words, r.count = words, r.count+int64(len(words))
	said := r.s[from:to]
	r.lineEnd = to
	r.head = headline(words) && len(words) <= headingMostWords && !stopped(said)
	r.capitals = !r.code && !shouted(words)
	if r.capitals {
		r.lineStart(from, to)
	}
	for i := range words {
		if !r.code {
			r.marks(i)
		}
		if i > 0 && r.capitals {
			r.sentence(i)
		}
		if !r.english {
			continue
		}
		if r.capitals {
			r.names(i)
		}
		if v := r.grammar.word(words[i].hash); v != 0 {
			r.article(i, v)
			r.verb(i, v)
			r.agreement(i, v)
		}
		if n := oddAt(words, i); n > 0 {
			r.sign(phraseSign, i, n)
		}
	}
	r.last, r.lastEnd = said, to
}

// sign notes a sign of n words from word i on.
func (r *reader) sign(kind signKind, i, n int) {
	r.note(sign{start: uint32(r.words[i].start), end: uint32(r.words[i+n-1].end), kind: kind, hash: r.words[i].hash})
}

// mostSigns bounds the signs that are held of a text: a quarter of a million, of one that consists of them.
const mostSigns = 1 << 18

func (r *reader) note(g sign) {
	if len(r.signs) < mostSigns {
		r.signs = append(r.signs, g)
	}
}

// drop takes out what is the text's habit, and words behind offices that are no surnames.
func (r *reader) drop() {
	kept := r.signs[:0]
	for _, g := range r.signs {
		switch {
		case g.kind == sentenceSign && r.small > r.begun,
			g.kind == gluedSign && g.hash != 0 && r.glued > 2*r.spaced+2,
			g.kind == articleSign && g.hash == archaicArticle && r.archaic > 2 && r.archaic > r.modern,
			g.kind == surnameSign && !r.surnames[g.hash],
			g.kind == nameSign && !r.proper[g.hash].lost(),
			g.kind == capitalSign && r.begun == 0 && r.small > 1:
			continue
		}
		kept = append(kept, g)
	}
	r.signs = kept
}

// marks takes commas, semicolons and stops between words without a space; hash 0 says that the habit does not matter.
func (r *reader) marks(i int) {
	w := &r.words[i]
	switch w.gap {
	case gapComma:
		r.spaced++
	case gapGlued:
		if before := &r.words[i-1]; before.letters(r.s) > 1 && (before.start == 0 || r.s[before.start-1] != '/') {
			r.glued++
			r.pair(i, 1)
		}
	case gapStop:
		if r.gluedStop(i) {
			r.pair(i, 0)
		}
	case gapOther:
		before := &r.words[i-1]
		if w.start == before.end+1 && r.s[before.end] == ';' && w.shape != text.Upper && r.semicolon(before.start, w.end) {
			r.pair(i, 0)
		}
	}
}

// semicolon says whether the words [from,to) with a semicolon between them are no entity and no fields of a record.
func (r *reader) semicolon(from, to int) bool {
	if from > 0 && strings.IndexByte("&#;\"", r.s[from-1]) >= 0 {
		return false
	}
	return to == len(r.s) || r.s[to] != ';' && r.s[to] != '"'
}

func (r *reader) pair(i int, hash uint64) {
	r.note(sign{start: uint32(r.words[i-1].start), end: uint32(r.words[i].end), kind: gluedSign, hash: hash})
}

// gluedStop says whether a stop ends a sentence and the next one begins right behind it: "winter.As the". Names of
// files and hosts have no space behind their second word, and a word before the stop that begins in a sentence.
func (r *reader) gluedStop(i int) bool {
	w, before := &r.words[i], &r.words[i-1]
	if w.shape != text.Title || before.end-before.start < 3 || before.gap == gapStop {
		return false
	}
	if w.end < len(r.s) && r.s[w.end] != ' ' && r.s[w.end] != ',' && r.s[w.end] != '\'' || w.end == len(r.s) {
		return false
	}
	if before.start > 0 && r.s[before.start-1] != ' ' && r.s[before.start-1] != '\n' && r.s[before.start-1] != '-' {
		return false
	}
	function := text.FunctionSet(w.hash) != 0
	if r.namesCode {
		return function && before.shape == text.Small
	}
	return before.shape == text.Small && (function || before.end-before.start > 3 && w.end-w.start > 1 && r.grammar.word(w.hash)&isExtension == 0) || function && w.end-w.start > 1
}
