package filter

import (
	"fmt"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.gopher-quality, in the order of its design.
const (
	gopherWords = iota
	gopherMeanLength
	gopherMedianLength
	gopherHashes
	gopherEllipses
	gopherSymbols
	gopherBullets
	gopherEllipsisLines
	gopherLetterWords
	gopherStopWords
)

var gopherQualityDesign = design{
	name:    "filter.gopher-quality",
	summary: "Drops texts that fail Gopher's quality rules: length, lengths of words, symbols, bullets, ellipses, letters, stop words",
	doc: `The quality rules of MassiveText (Rae et al. 2021, "Scaling Language Models", appendix A.1.1), made for English web
pages. The paper leaves open what a word is, what a bullet is and how stop words are counted; the implementations that are
in use answer differently, so that one text can pass by one and fail by another. ` + "`definition`" + ` names the one to follow.

A word is a run between white space but for datatrove. That suits scripts that put spaces between words: a Chinese or
Thai text has few and long ones and fails. For other languages give stop words and word lengths of their own with ` + "`by`" + `.

The filter reads the text as it is at this step. It does not look at the language, and says nothing about whether a text
is true, well written or safe.`,
	definitions: []definition{
		{"tamis", "The paper's text, taken literally: symbols apart, distinct stop words whatever their case and without marks around them, " +
			"words that hold a letter or a digit counted and measured, shares over all runs; bullets of any kind, - and * only before white space; empty lines left out."},
		{"datatrove", "Hugging Face datatrove 0.10 (FineWeb): words by spaCy's rules for English, those of punctuation alone neither counted nor measured; " +
			"distinct stop words as written; bullets • and -; lines by every line end."},
		{"dolma", "AI2 dolma 1.2, tagger gopher_v1 with the thresholds of dolma-v1_5 cc-head: the median length of words; words that hold # or …; " +
			"stop words counted with repeats; bullets * and - at the very start; lines that end with …."},
		{"dclm", "DataComp-LM content_filters.py with dclm_baseline_refinedweb.yaml: counts words that begin with a letter or digit; `#`, `...`, `. . .` and `…` summed; " +
			"stop words counted with repeats, whatever their case; bullets ● • * -; lines without white space around them, empty ones left out."},
		{"nemo", "NVIDIA NeMo Curator, heuristic filters: words that are an ellipsis or to more than half runs of #; stop words counted with repeats, as written; " +
			"twelve bullets, without - and *; letters as Unicode's Alphabetic."},
	},
	metrics: []transform.Metric{
		gopherWords:         {Name: "words", Whole: true, Doc: "Words that are counted."},
		gopherMeanLength:    {Name: "mean_word_length", Doc: "Mean length of those words in code points.", In: []string{"tamis", "datatrove", "dclm", "nemo"}},
		gopherMedianLength:  {Name: "median_word_length", Doc: "Median length of words in code points.", In: []string{"dolma"}},
		gopherHashes:        {Name: "hash_ratio", Doc: "# for each word.", In: []string{"tamis", "datatrove"}},
		gopherEllipses:      {Name: "ellipsis_ratio", Doc: "`...` and … for each word.", In: []string{"tamis", "datatrove"}},
		gopherSymbols:       {Name: "symbol_ratio", Doc: "Symbols, or words that are or hold some, for each word.", In: []string{"dolma", "dclm", "nemo"}},
		gopherBullets:       {Name: "bullet_lines", Doc: "Share of lines that begin with a bullet."},
		gopherEllipsisLines: {Name: "ellipsis_lines", Doc: "Share of lines that end with an ellipsis."},
		gopherLetterWords:   {Name: "letter_words", Doc: "Share of words that hold a letter."},
		gopherStopWords:     {Name: "stop_words", Whole: true, Doc: "Stop words: distinct ones, or with repeats."},
	},
	thresholds: []threshold{
		{name: "min_words", value: 50, doc: "Least number of words; 50 in the paper."},
		{name: "max_words", value: 100000, doc: "Greatest number of words; 100,000 in the paper."},
		{name: "min_word_length", value: 3.0, doc: "Least mean or median length of words; 3 in the paper."},
		{name: "max_word_length", value: 10.0, doc: "Greatest mean or median length of words; 10 in the paper."},
		{name: "max_symbol_ratio", value: 0.1, doc: "Most symbols for each word, # and ellipses apart or together; 0.1 in the paper."},
		{name: "max_bullet_lines", value: 0.9, max: transform.Bound(1), doc: "Greatest share of lines that begin with a bullet; 0.9 in the paper."},
		{name: "max_ellipsis_lines", value: 0.3, max: transform.Bound(1), doc: "Greatest share of lines that end with an ellipsis; 0.3 in the paper."},
		{name: "min_letter_words", value: 0.8, max: transform.Bound(1), doc: "Least share of words that hold a letter; 0.8 in the paper, which DCLM has as at most 0.2 without."},
		{name: "min_stop_words", value: 2, doc: "Least number of stop words; 2 in the paper."},
	},
	rules: []transform.Rule{
		{Name: "few-words", Metric: "words", Fails: transform.Below, Param: "min_words"},
		{Name: "many-words", Metric: "words", Fails: transform.Above, Param: "max_words"},
		{Name: "short-words", Metric: "mean_word_length", Fails: transform.Below, Param: "min_word_length", In: []string{"tamis", "datatrove", "dclm", "nemo"}},
		{Name: "long-words", Metric: "mean_word_length", Fails: transform.Above, Param: "max_word_length", In: []string{"tamis", "datatrove", "dclm", "nemo"}},
		{Name: "short-words", Metric: "median_word_length", Fails: transform.Below, Param: "min_word_length", In: []string{"dolma"}},
		{Name: "long-words", Metric: "median_word_length", Fails: transform.Above, Param: "max_word_length", In: []string{"dolma"}},
		{Name: "hashes", Metric: "hash_ratio", Fails: transform.Above, Param: "max_symbol_ratio", In: []string{"tamis", "datatrove"}},
		{Name: "ellipses", Metric: "ellipsis_ratio", Fails: transform.Above, Param: "max_symbol_ratio", In: []string{"tamis", "datatrove"}},
		{Name: "symbols", Metric: "symbol_ratio", Fails: transform.Above, Param: "max_symbol_ratio", In: []string{"dolma", "dclm", "nemo"}},
		{Name: "bullets", Metric: "bullet_lines", Fails: transform.Above, Param: "max_bullet_lines"},
		{Name: "ellipsis-lines", Metric: "ellipsis_lines", Fails: transform.Above, Param: "max_ellipsis_lines"},
		{Name: "few-letters", Metric: "letter_words", Fails: transform.Below, Param: "min_letter_words"},
		{Name: "few-stop-words", Metric: "stop_words", Fails: transform.Below, Param: "min_stop_words"},
	},
	params: []transform.Param{
		{Name: "stop_words", Type: transform.ParamStrings, Default: []string{"the", "be", "to", "of", "and", "that", "have", "with"},
			Doc: "Words of which a text must hold some: the paper's eight of English, in small letters."},
	},
	vary:    []string{"stop_words"},
	version: 1,
	check:   checkGopherQuality,
	build:   newGopherQuality,
	examples: []transform.Example{
		{Note: "Few words fail; the thresholds are parameters.", Args: "{min_words: 5}",
			Docs: []string{"Too few words", "The fox and the hen live near the farm."}, Gives: []string{"The fox and the hen live near the farm."}},
		{Note: "Label in place of dropping: all rules that fail.", Args: "{min_words: 4, on_fail: label}",
			Docs: []string{"### ### one", "To be or not to be, that is the question."},
			Rows: []string{"gopher_quality__failed=[few-words, hashes, few-letters, few-stop-words]", "gopher_quality__failed=[]"}},
		{Note: "Another language has stop words of its own, and null switches a rule off.",
			Args:  "{min_words: null, by: {language: {de: {stop_words: [der, die, das, und]}, zh: {min_stop_words: null, max_word_length: null}}}}",
			Docs:  []string{"Der Fuchs und die Henne wohnen hier.", "狐狸和母鸡住在农场附近的一个小村庄里", "Le renard et la poule vivent ici."},
			Given: []string{"language=de", "language=zh", "language=fr"},
			Gives: []string{"Der Fuchs und die Henne wohnen hier.", "狐狸和母鸡住在农场附近的一个小村庄里"}},
		{Note: "datatrove takes - for a bullet, NeMo does not.", Args: "{definition: datatrove, min_words: null, min_stop_words: null}",
			Docs: []string{"- one thing and more\n- other things as well"}, Gives: []string{}},
		{Note: "The same list by NeMo's rules.", Args: "{definition: nemo, min_words: null, min_stop_words: null}",
			Docs: []string{"- one thing and more\n- other things as well"}, Gives: []string{"- one thing and more\n- other things as well"}},
	},
}

// GopherQuality is the transform filter.gopher-quality.
var GopherQuality = gopherQualityDesign.spec()

func checkGopherQuality(a transform.Args) []transform.Fault {
	faults := checkStopWords("stop_words", a)
	for _, row := range a.Table("by").Rows {
		faults = append(faults, checkStopWords("by."+row.Name+".stop_words", row.Value)...)
	}
	return faults
}

func checkStopWords(param string, a transform.Args) []transform.Fault {
	if n := len(a.Strings("stop_words")); n > maxStopWords {
		return []transform.Fault{{Param: param, Message: fmt.Sprintf("%d stop words are more than %d", n, maxStopWords)}}
	}
	for _, w := range a.Strings("stop_words") {
		if w == "" || len(text.AppendFields(w, nil)) != 1 || len(w) > maxStopWord {
			return []transform.Fault{{Param: param, Message: "a stop word is one word of at most 64 bytes, without white space"}}
		}
	}
	return nil
}

// gopherQuality measures by one definition: how it counts words, and how it looks at lines.
type gopherQuality struct {
	words func(v *text.View, stops *stopWords, m *sheet)
	lines lineLook
	stops *stopWords
}

func newGopherQuality(a transform.Args) (measurer, error) {
	g := &gopherQuality{stops: newStopWords(a.Strings("stop_words"))}
	switch a.String("definition") {
	case "datatrove":
		g.words, g.lines = gopherDatatroveWords, datatroveLines
	case "dolma":
		g.words, g.lines = gopherDolmaWords, dolmaLines
	case "dclm":
		g.words, g.lines = gopherDCLMWords, dclmLines
	case "nemo":
		g.words, g.lines = gopherNemoWords, nemoLines
	default:
		g.words, g.lines = gopherTamisWords, tamisLines
	}
	return g, nil
}

func (g *gopherQuality) measure(v *text.View, m *sheet) {
	g.words(v, g.stops, m)
	bullets, ellipses, all := g.lines.count(v)
	m.share(gopherBullets, bullets, all)
	m.share(gopherEllipsisLines, ellipses, all)
}
