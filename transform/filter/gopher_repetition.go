package filter

import (
	"fmt"

	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.gopher-repetition, in the order of its design.
const (
	repeatedLines = iota
	repeatedLineShare
	repeatedLineChars
	repeatedParagraphShare
	repeatedParagraphChars
	topGram // of 2 words, then of 3 and 4
	_
	lastTopGram
	duplicateGram // of 5 words, and so on to 10
	_
	_
	_
	_
	lastDuplicateGram
	repetitionMetrics
)

// topLimits and duplicateLimits are the thresholds of the paper's table A1, by the number of words.
var (
	topLimits       = map[int]float64{2: 0.20, 3: 0.18, 4: 0.16}
	duplicateLimits = map[int]float64{5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.10}
)

var (
	haveParagraphs = []string{"tamis", "datatrove", "dclm", "nemo"}
	dropEmpty      = []string{"tamis", "datatrove", "dclm"}
)

var gopherRepetitionDesign = design{
	name:    "filter.gopher-repetition",
	summary: "Drops texts that repeat themselves by Gopher's rules: lines, paragraphs, the most frequent 2- to 4-grams, repeated 5- to 10-grams",
	doc: `The repetition rules of MassiveText (Rae et al. 2021, "Scaling Language Models", appendix A.1.1 and table A1). A
short text that is fine can fail by its most frequent n-gram, most of all where a definition scores one that stands once.

The paper leaves open whether the first of several equal lines is a duplicate, which n-gram counts when several are the most frequent,
whether overlapping n-grams count twice and what characters are held against. Each implementation answers in its own way:
the same text scores up to three times as much by one as by another. ` + "`definition`" + ` names the one to follow.

Lengths are in code points. All numbers are counted, whichever rule fails, and exactly: lines by their bytes, n-grams by the
numbers of their words. The time is that of reading the text, whatever is in it.

The filter reads the text as it is at this step; it cuts nothing. dedupe.lines and dedupe.substrings cut what repeats between
documents. A list, a poem with a refrain or a table may fail by right of the rule and be good text all the same.`,
	definitions: []definition{
		{"tamis", "The paper's text, taken literally: a duplicate is a copy behind the first, lines and paragraphs without white space around them and without empty ones; " +
			"the characters of words that an n-gram covers, each once, of those of all words; of the most frequent n-grams the longest, and none that stands once."},
		{"datatrove", "Hugging Face datatrove 0.10 (FineWeb): copies behind the first; lines between runs of line feeds; the first most frequent n-gram with its spaces times its count, also where that is 1; " +
			"repeated n-grams as found going on behind each, compared with their words joined; all of the characters of the text."},
		{"dolma", "AI2 dolma 1.2, tagger gopher_v1 with the thresholds of dolma-v1_5 cc-head: all copies, empty lines too; the first most frequent n-gram times its count, also where that is 1; " +
			"the characters of repeated n-grams of those of all n-grams; no paragraphs."},
		{"dclm", "DataComp-LM content_filters.py with dclm_baseline_refinedweb.yaml: all copies, of lines without white space around them; a single line or paragraph passes; " +
			"the longest of the most frequent n-grams times its count, none that stands once; words in any repeated n-gram, each once. Its words are those of UAX #29 that begin with a letter or digit: here by tamis' own rules after it."},
		{"nemo", "NVIDIA NeMo Curator, heuristic filters: copies behind the first; empty paragraphs count; the most frequent n-gram taken out of the text as it is written (NeMo takes any of several, this the first); " +
			"new characters of each repeated n-gram with spaces; a text of fewer words than n fails."},
	},
	metrics:    repetitionMetricList(),
	thresholds: repetitionThresholds(),
	rules:      repetitionRules(),
	version:    1,
	build: func(a transform.Args) (measurer, error) {
		return repetitions[a.String("definition")], nil
	},
	examples: []transform.Example{
		{Note: "Half of the lines are copies.", Args: "{}",
			Docs:  []string{"Share this page\nShare this page\nShare this page\nThe fair opens on Friday.", "The fair opens on Friday.\nThere is a band, and bread."},
			Gives: []string{"The fair opens on Friday.\nThere is a band, and bread."}},
		{Note: "Label in place of dropping: all rules that fail.", Args: "{on_fail: label}",
			Docs: []string{"buy now buy now buy now buy now", "The fair opens on Friday and closes on Sunday."},
			Rows: []string{"gopher_repetition__failed=[top-2-gram, top-3-gram, top-4-gram, duplicate-5-gram, duplicate-6-gram]", "gopher_repetition__failed=[]"}},
		{Note: "By datatrove a short text fails by an n-gram that stands once.", Args: "{definition: datatrove}",
			Docs: []string{"The fair opens on Friday."}, Gives: []string{}},
		{Note: "Thresholds are parameters, by language too, and null switches a rule off.",
			Args:  "{max_top_2_gram: null, max_top_3_gram: null, max_top_4_gram: null, by: {language: {fr: {max_duplicate_lines: 0.6}}}}",
			Docs:  []string{"la mer\nla mer\nle vent", "the sea\nthe sea\nthe wind"},
			Given: []string{"language=fr", "language=en"}, Gives: []string{}},
	},
}

// GopherRepetition is the transform filter.gopher-repetition.
var GopherRepetition = gopherRepetitionDesign.spec()

func repetitionMetricList() []transform.Metric {
	all := make([]transform.Metric, repetitionMetrics)
	all[repeatedLines] = transform.Metric{Name: "lines", Whole: true, Doc: "Lines that are counted."}
	all[repeatedLineShare] = transform.Metric{Name: "duplicate_lines", Doc: "Share of lines that are copies."}
	all[repeatedLineChars] = transform.Metric{Name: "duplicate_line_chars", Doc: "Share of characters in those."}
	all[repeatedParagraphShare] = transform.Metric{Name: "duplicate_paragraphs", Doc: "Share of paragraphs that are copies.", In: haveParagraphs}
	all[repeatedParagraphChars] = transform.Metric{Name: "duplicate_paragraph_chars", Doc: "Share of characters in those.", In: haveParagraphs}
	for metric, n := topGram, 2; metric <= lastTopGram; metric, n = metric+1, n+1 {
		all[metric] = transform.Metric{Name: fmt.Sprintf("top_%d_gram", n), Doc: fmt.Sprintf("Share of characters in the most frequent %d-gram.", n)}
	}
	for metric, n := duplicateGram, leastWords; metric <= lastDuplicateGram; metric, n = metric+1, n+1 {
		all[metric] = transform.Metric{Name: fmt.Sprintf("duplicate_%d_gram", n), Doc: fmt.Sprintf("Share of characters in repeated %d-grams.", n)}
	}
	return all
}

func repetitionThresholds() []threshold {
	share := func(name string, value float64, of string) threshold {
		return threshold{name: name, value: value, max: nil, doc: fmt.Sprintf("Greatest share %s; %.2f in the paper.", of, value)}
	}
	chars := share("max_duplicate_line_chars", 0.20, "of characters in copies of lines")
	chars.other = map[string]any{"dolma": 0.30}
	chars.doc = "Greatest share of characters in copies of lines; 0.20 in the paper, 0.30 in dolma's mix."
	all := []threshold{
		{name: "min_lines", value: 1, doc: "Least number of lines that hold something: an empty text fails, as in datatrove and DCLM."},
		share("max_duplicate_lines", 0.30, "of lines that are copies"),
		share("max_duplicate_paragraphs", 0.30, "of paragraphs that are copies"),
		chars,
		share("max_duplicate_paragraph_chars", 0.20, "of characters in copies of paragraphs"),
	}
	for n := 2; n <= 4; n++ {
		all = append(all, share(fmt.Sprintf("max_top_%d_gram", n), topLimits[n], fmt.Sprintf("of characters in the most frequent %d-gram", n)))
	}
	for n := leastWords; n <= 10; n++ {
		all = append(all, share(fmt.Sprintf("max_duplicate_%d_gram", n), duplicateLimits[n], fmt.Sprintf("of characters in repeated %d-grams", n)))
	}
	return all
}

// repetitionRules are in the order of their implementations: datatrove looks at paragraphs first.
func repetitionRules() []transform.Rule {
	above := func(rule, metric string, definitions ...string) transform.Rule {
		return transform.Rule{Name: rule, Metric: metric, Fails: transform.Above, Param: "max_" + metric, In: definitions}
	}
	rules := []transform.Rule{
		{Name: "empty", Metric: "lines", Fails: transform.Below, Param: "min_lines", In: dropEmpty},
		above("duplicate-paragraphs", "duplicate_paragraphs", "datatrove"),
		above("duplicate-paragraph-chars", "duplicate_paragraph_chars", "datatrove"),
		above("duplicate-lines", "duplicate_lines"),
		above("duplicate-paragraphs", "duplicate_paragraphs", "tamis", "dclm", "nemo"),
		above("duplicate-line-chars", "duplicate_line_chars"),
		above("duplicate-paragraph-chars", "duplicate_paragraph_chars", "tamis", "dclm", "nemo"),
	}
	for n := 2; n <= 4; n++ {
		rules = append(rules, above(fmt.Sprintf("top-%d-gram", n), fmt.Sprintf("top_%d_gram", n)))
	}
	for n := leastWords; n <= 10; n++ {
		rules = append(rules, above(fmt.Sprintf("duplicate-%d-gram", n), fmt.Sprintf("duplicate_%d_gram", n)))
	}
	return rules
}
