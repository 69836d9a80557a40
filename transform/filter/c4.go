package filter

import (
	"math"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/internal/text/spacy"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.c4, in the order of its design.
const (
	c4Chars = iota
	c4Lines
	c4LongWords
	c4OpenLines
	c4ShortLines
	c4Lorem
	c4Javascript
	c4Brackets
	c4Policy
	c4Sentences
	c4Citations
)

// Rules of filter.c4 that cut lines, by their number in the design, and the edits that are no rules.
const (
	c4LongWord   = 1
	c4NoEndMark  = 2
	c4ShortLine  = 3
	c4ScriptLine = 5
	c4PolicyLine = 7
	c4Citation   = 10
	c4Margin     = 11
	c4LineEnd    = 12
)

var c4Design = design{
	name:    "filter.c4",
	summary: "Cuts lines that are no sentences, and drops pages with few sentences, lorem ipsum or curly brackets, as C4 does",
	doc: `The rules of the Colossal Clean Crawled Corpus (Raffel et al. 2020, "Exploring the Limits of Transfer Learning", section 2.2),
made for English web pages: a line stays where it ends with a mark and holds some words, lines about scripts and cookies go,
and what is left must hold some sentences. ` + "`definition`" + ` names the implementation to follow; the first one made C4.

By default (` + "`on_fail: redact-lines`" + `) lines that fail are cut, each as an edit with the name of its rule, and the page is judged by what
is left. Marks of citations (` + "`[12]`, `[edit]`, `[citation needed]`" + `) are cut as kind ` + "`citation`" + `, white space around lines and at both ends
as ` + "`margin`" + `, where the definition cuts it, and other line ends than a line feed become one as ` + "`line-end`" + `. With ` + "`label` or `drop`" + `
nothing is edited, and all is measured as if it were.

A line fails by the first rule that it does not pass, and goes no further: a curly bracket in a line that is cut drops no page but where the
definition says so. Sentences are those of Unicode's rules but for datatrove, which counts spaCy's; C4 itself and DCLM count with
NLTK's Punkt, a trained model that knows abbreviations.

What else belongs to C4 are other steps: the words of a list (filter.words), the language (label.language and filter.where), repeated lines (dedupe.lines).`,
	definitions: []definition{
		{"tfds", "TensorFlow Datasets c4_utils.py, which made C4: lines by every line end, without white space around them; five words; a mark is . ? ! or \", no ellipsis; " +
			"three sentences; lorem ipsum, { and policies are looked for in lines that passed the rules before."},
		{"datatrove", "Hugging Face datatrove 0.10: as tfds, but ' is a mark too, three words, which are counted before citations go, five sentences by spaCy's rules. FineWeb sets `end_mark: false`."},
		{"dolma", "AI2 dolma 1.2, tagger c4_v2 with the mixer of c4-replication: each line by itself, three words, an ellipsis is a mark; javascript, { and lorem ipsum anywhere drop the page; " +
			"no rule about long words, policies, citations and sentences."},
		{"dclm", "DataComp-LM c4.yaml: lines by line feeds, white space behind a mark is left alone, empty lines stay; five words, three sentences. DCLM asks for three sentences once more after its deduplication."},
		{"tamis", "The paper's text: marks and closing quotation marks of any script, no ellipsis; javascript as a word; lorem ipsum and { anywhere drop the page; blank lines stay."},
	},
	metrics: []transform.Metric{
		c4Chars:      {Name: "chars", Whole: true, Doc: "Code points of the text as it is at this step."},
		c4Lines:      {Name: "lines", Whole: true, Doc: "Lines."},
		c4LongWords:  {Name: "long_word_lines", Whole: true, Doc: "Lines that fail by a long word.", In: c4Sequence},
		c4OpenLines:  {Name: "open_lines", Whole: true, Doc: "Lines that fail for want of a mark at their end."},
		c4ShortLines: {Name: "short_lines", Whole: true, Doc: "Lines that fail for want of words."},
		c4Lorem:      {Name: "lorem_ipsum", Whole: true, Doc: "Lines that hold `lorem ipsum`."},
		c4Javascript: {Name: "javascript_lines", Whole: true, Doc: "Lines that hold `javascript`."},
		c4Brackets:   {Name: "curly_brackets", Whole: true, Doc: "Lines that hold {."},
		c4Policy:     {Name: "policy_lines", Whole: true, Doc: "Lines that fail by a phrase of policies.", In: c4Sequence},
		c4Sentences:  {Name: "sentences", Whole: true, Doc: "Sentences of the lines that stay.", In: c4Sequence},
		c4Citations:  {Name: "citations", Whole: true, Doc: "Marks of citations in lines without a long word.", In: c4Sequence},
	},
	thresholds: []threshold{
		{name: "max_chars", value: 190000, other: map[string]any{"datatrove": nil, "dolma": nil, "tamis": nil}, doc: "Greatest length of a page in code points; 190,000 in tfds and DCLM."},
		{name: "max_word_length", value: 1000, doc: "Greatest length of a word of a line in code points; 1,000 in all that have the rule."},
		{name: "end_mark", value: true, doc: "A line must end with a mark. FineWeb switched it off."},
		{name: "min_line_words", value: 5, other: map[string]any{"datatrove": 3, "dolma": 3}, doc: "Least number of words of a line; 5 in the paper."},
		{name: "max_lorem_ipsum", value: 0, doc: "Most lines with `lorem ipsum`, whatever its case; none in the paper."},
		{name: "javascript", value: true, doc: "A line must not hold `javascript`, whatever its case."},
		{name: "max_javascript", value: 0, doc: "Most lines with `javascript`, whatever its case."},
		{name: "max_curly_brackets", value: 0, doc: "Most lines with {; none in the paper."},
		{name: "policy", value: true, doc: "A line must not hold one of the six phrases of the paper: terms of use, privacy policy, cookie policy, uses cookies, use of cookies, use cookies."},
		{name: "min_sentences", value: 3, other: map[string]any{"datatrove": 5}, doc: "Least number of sentences of a page; 3 in the paper."},
		{name: "citations", value: true, in: c4Sequence, doc: "Take marks of citations out of lines."},
	},
	rules: []transform.Rule{
		{Name: "long-page", Metric: "chars", Fails: transform.Above, Param: "max_chars"},
		{Name: "long-word", Metric: "long_word_lines", Param: "max_word_length", Lines: true, In: c4Sequence},
		{Name: "no-end-mark", Metric: "open_lines", Param: "end_mark", Lines: true},
		{Name: "short-line", Metric: "short_lines", Param: "min_line_words", Lines: true},
		{Name: "lorem-ipsum", Metric: "lorem_ipsum", Fails: transform.Above, Param: "max_lorem_ipsum"},
		{Name: "javascript", Metric: "javascript_lines", Param: "javascript", Lines: true, In: c4Sequence},
		{Name: "curly-bracket", Metric: "curly_brackets", Fails: transform.Above, Param: "max_curly_brackets"},
		{Name: "policy", Metric: "policy_lines", Param: "policy", Lines: true, In: c4Sequence},
		{Name: "javascript-page", Metric: "javascript_lines", Fails: transform.Above, Param: "max_javascript", In: []string{"dolma"}},
		{Name: "few-sentences", Metric: "sentences", Fails: transform.Below, Param: "min_sentences", In: c4Sequence},
	},
	edits:   []string{"citation", "margin", "line-end"},
	lines:   true,
	onFail:  redactLines,
	version: 2,
	build:   newC4,
	examples: []transform.Example{
		{Note: "Lines that are no sentences are cut, and marks of citations.", Args: "{min_sentences: 2}",
			Docs:  []string{"Home | About | Contact\nThe ferry leaves the harbour at seven [2].\nPlease enable JavaScript to see the timetable.\nIt comes back before the storm."},
			Gives: []string{"The ferry leaves the harbour at seven .\nIt comes back before the storm."}},
		{Note: "A page must hold sentences, and no curly bracket.", Args: "",
			Docs: []string{"One sentence is not enough here.", "We had fish. We had bread. Then { came for dinner again."}, Gives: []string{}},
		{Note: "FineWeb's way: lines need no mark.", Args: "{definition: datatrove, end_mark: false, min_sentences: 1}",
			Docs: []string{"Boats for hire\nEight boats lie in the harbour"}, Gives: []string{"Boats for hire\nEight boats lie in the harbour"}},
		{Note: "Label in place of cutting: all rules that fail.", Args: "{on_fail: label}",
			Docs: []string{"Home\nWe use cookies on this page."}, Rows: []string{"c4__failed=[no-end-mark, policy, few-sentences]"}},
	},
}

// c4Sequence are the definitions by which a line goes from rule to rule.
var c4Sequence = []string{"tfds", "datatrove", "dclm", "tamis"}

// C4 is the transform filter.c4.
var C4 = c4Design.spec()

// c4 measures by one definition.
type c4 struct {
	*c4Look
	maxWord, minWords                     int
	endMark, javascript, policy, citation bool
}

// c4Look is how a definition looks at lines.
type c4Look struct {
	textLines   bool // lines by every line end, else by line feeds
	bare        bool // white space around a line goes
	blank       bool // empty lines stay
	space       bool // and so do those of white space
	wordsBefore bool // words are counted before citations go
	wholePage   bool // lorem ipsum and { are looked for in lines that are cut too
	apart       bool // each line by each rule
	trims       bool // white space at both ends of the text goes
	ends        func(line string) bool
	sentences   func(line string) int
	phrases     *phrases
}

var c4Looks = map[string]*c4Look{
	"tfds":      {textLines: true, bare: true, trims: true, ends: endsTFDS, sentences: text.CountSentences, phrases: c4Phrases},
	"datatrove": {textLines: true, bare: true, trims: true, wordsBefore: true, ends: endsDatatrove, sentences: spacy.CountSentences, phrases: c4Phrases},
	"dolma":     {wholePage: true, apart: true, ends: endsDolma, phrases: c4Phrases},
	"dclm":      {blank: true, trims: true, ends: endsDCLM, sentences: text.CountSentences, phrases: c4DCLMPhrases},
	"tamis":     {textLines: true, blank: true, space: true, wholePage: true, trims: true, ends: endsTamis, sentences: text.CountSentences, phrases: c4WordPhrases},
}

func newC4(a transform.Args) (measurer, error) {
	c := &c4{c4Look: c4Looks[a.String("definition")], maxWord: math.MaxInt, minWords: -1}
	if n, on := a.Number("max_word_length"); on {
		c.maxWord = int(n)
	}
	if n, on := a.Number("min_line_words"); on {
		c.minWords = int(n)
	}
	c.endMark, c.javascript, c.policy, c.citation = switched(a, "end_mark"), switched(a, "javascript"), switched(a, "policy"), switched(a, "citations")
	return c, nil
}
