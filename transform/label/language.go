package label

import (
	"context"
	"slices"

	"github.com/tamis-data/tamis/internal/language"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Language is the transform label.language.
var Language = transform.Spec{
	Name:    "label.language",
	Summary: "Says which language a text is in, by a built-in model or one of fastText",
	Doc: `Columns: ` + "`language`" + `, ISO 639-1 where it has a code, else ISO 639-3, ` + "`und`" + ` for a text that says too little or belongs to none;
and ` + "`language_score`" + ` from 0 to 1 in steps of 0.001, how likely the language is. Both are the same on every processor.

The **built-in model** knows ` + languageCount + ` languages and takes no file. The script decides first: most letters are of one, and some twenty
scripts mean one language (Bengali letters are taken for Bengali, Tibetan ones for Tibetan; ideographs with kana for Japanese). Among the
languages of one script parts of words decide, of one to five characters, each with a row of 32 small numbers, by a linear model as fastText's
(Joulin et al., 2016). The score is that likelihood times the share of the script. Chinese is ` + "`zh`" + ` in either form, Bokmål ` + "`no`" + `, as lid.176 has it. A language
it doesn't know is ` + "`und`" + ` at best, its closest relative at worst; so is a text of random letters. Words beside digits, slashes and other signs of
code are passed over. What it was made from and how it was measured: docs/language.md and docs/bench/language.md.

With ` + "`model`" + ` a supervised **fastText** model is read, plain (.bin) or quantized (.ftz), as lid.176.ftz; its labels stand in ` + "`language`" + ` without
` + "`__label__`" + ` and without a script (` + "`eng_Latn`" + ` is ` + "`en`" + `), and the probabilities are those of fastText (to the last bit in 10,331 texts compared), then rounded. White space ends a word for it, a line feed too.

` + "`by: paragraph`" + ` judges each stretch between blank lines by itself: ` + "`languages`" + ` lists them, 262,144 at most, and language is the one of most bytes, with its mean score
times its share. ` + "`by: script`" + ` adds ` + "`script`" + `, the ISO 15924 code of most letters (Zyyy where there are none). Several columns count as one text.`,
	Params: []transform.Param{
		{Name: "model", Type: transform.ParamModel, Doc: "Path of a fastText model. Default: the built-in one."},
		{Name: "by", Type: transform.ParamString, Default: "document", Enum: []string{"document", "paragraph", "script"}, Doc: "What is judged: the document; its paragraphs too; the document with its script."},
		{Name: "min_score", Type: transform.ParamFloat, Default: 0.4, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "Below it the language is `und`. At 0.4 that turns 9 news sentences in 1,000 into `und`, 5 of them wrong ones; of single words 171, 140 of them wrong (docs/bench/language.md)."},
		{Name: "sample", Type: transform.ParamInt, Default: int64(0), Min: transform.Bound(0), Max: transform.Bound(1 << 30),
			Doc: "Of a text longer than this many bytes only sixteen pieces, evenly spread and together that long, are judged; 0 judges all. A text of one language needs no more than 4096."},
		{Name: "prefix", Type: transform.ParamString, Default: "", Doc: "Put before the names of the columns, as in `raw_` for raw_language: needed where the step stands twice."},
	},
	On:      transform.OnText,
	Writes:  languageColumns,
	Values:  languageValues,
	Check:   checkLanguage,
	Version: 1,
	New:     newLanguage,
	Examples: []transform.Example{
		{Note: "A sentence is enough; a number says nothing.", Docs: []string{"The harbour was closed because of the storm.", "Der Hafen blieb wegen des Sturms geschlossen.", "12 345"},
			Rows: []string{"language=en language_score=1.0", "language=de language_score=0.983", "language=und language_score=0.0"}},
		{Note: "Each paragraph by itself.", Args: "{by: paragraph}", Docs: []string{"The harbour was closed because of the storm.\n\nDer Hafen blieb geschlossen.\n"},
			Rows: []string{"language=en language_score=0.611 languages=[{0, 44, 0, 44, en}, {46, 74, 46, 74, de}]"}},
		{Note: "The script beside it.", Args: "{by: script, prefix: text_}", Docs: []string{"Порт закрыли из-за шторма.", "港は嵐のため閉鎖された。", "🚀"},
			Rows: []string{"text_language=ru text_language_score=0.889 text_script=Cyrl", "text_language=ja text_language_score=0.929 text_script=Jpan",
				"text_language=und text_language_score=0.0 text_script=Zyyy"}},
	},
}

// languageCount is said in the reference; a test holds it to the model.
const languageCount = "117"

func checkLanguage(a transform.Args) []transform.Fault {
	faults := checkCounts(a)
	if a.String("by") == "paragraph" && len(a.OnNames) > 1 {
		faults = append(faults, transform.Fault{Param: "by", Message: "paragraphs are those of one column", Hint: "name one column in `on`"})
	}
	return faults
}

// languageValues are what the built-in model can say. A model from a path says what it was taught, in codes of its own.
func languageValues(a transform.Args) map[string][]string {
	if a.Has("model") {
		return nil
	}
	known := slices.Sorted(slices.Values(language.Default().Languages()))
	if !slices.Contains(known, language.Undetermined) {
		known = append(known, language.Undetermined)
	}
	return map[string][]string{a.String("prefix") + "language": known}
}

func languageColumns(a transform.Args) []schema.Column {
	name := func(s string) string { return a.String("prefix") + s }
	out := []schema.Column{
		{Name: name("language"), Type: schema.Type{Kind: schema.String}, Doc: "Language of the text: ISO 639-1, else 639-3; und where it is unsure."},
		{Name: name("language_score"), Type: schema.Type{Kind: schema.Float}, Doc: "How likely that language is, from 0 to 1."},
	}
	switch a.String("by") {
	case "paragraph":
		on := "text"
		if len(a.OnNames) > 0 {
			on = a.OnNames[0]
		}
		out = append(out, schema.Column{Name: name("languages"), Type: schema.ListOf(languageSpan), Spans: on, Doc: "Language of each paragraph of the text."})
	case "script":
		out = append(out, schema.Column{Name: name("script"), Type: schema.Type{Kind: schema.String}, Doc: "Script of most letters of the text: ISO 15924."})
	}
	return out
}

var languageSpan = schema.StructOf(
	schema.Field{Name: "start", Type: schema.Type{Kind: schema.Int32}}, schema.Field{Name: "end", Type: schema.Type{Kind: schema.Int32}},
	schema.Field{Name: "char_start", Type: schema.Type{Kind: schema.Int32}}, schema.Field{Name: "char_end", Type: schema.Type{Kind: schema.Int32}},
	schema.Field{Name: "language", Type: schema.Type{Kind: schema.String}})

// language is label.language with its arguments.
type languages struct {
	on                               []int
	slot, score, paragraphs, writing int // -1 where not written
	sample                           int
	judges                           *judges
}

func newLanguage(a transform.Args) (transform.Step, error) {
	js, err := newJudges(a)
	if err != nil {
		return nil, err
	}
	l := &languages{on: a.On, sample: int(a.Int("sample")), judges: js, paragraphs: -1, writing: -1}
	slot := func(s string) int { return a.Slot(a.String("prefix") + s) }
	l.slot, l.score = slot("language"), slot("language_score")
	switch a.String("by") {
	case "paragraph":
		l.paragraphs = slot("languages")
	case "script":
		l.writing = slot("script")
	}
	return l, nil
}

// Map implements transform.Mapper.
func (l *languages) Map(_ context.Context, d *schema.Doc) error {
	j := l.judges.get()
	defer l.judges.put(j)
	v := verdict{}
	if l.paragraphs >= 0 {
		v = l.eachParagraph(d, j)
	} else {
		for _, slot := range l.on {
			j.add(d.Str(slot), l.sample)
		}
		v = j.result()
	}
	d.Set(l.slot, schema.StringValue(v.language))
	d.Set(l.score, schema.FloatValue(float64(v.score)/1000))
	if l.writing >= 0 {
		d.Set(l.writing, schema.StringValue(v.script))
	}
	return nil
}
