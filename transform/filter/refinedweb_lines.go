package filter

import (
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.refinedweb-lines, in the order of its design.
const (
	refinedWords = iota
	refinedCapitals
	refinedDigits
	refinedCounters
	refinedShort
	refinedPhrases
	refinedRemoved
)

// Rules of filter.refinedweb-lines that cut, by their number in the design, and the edit that is none.
const (
	refinedCapitalLine = 1
	refinedDigitLine   = 2
	refinedCounterLine = 3
	refinedShortLine   = 4
	refinedPhrase      = 5
	refinedMargin      = 7
)

var refinedWebDesign = design{
	name:    "filter.refinedweb-lines",
	summary: "Cuts lines of capitals, numbers, counters and buttons, and drops pages that lose many words by it, as RefinedWeb does",
	doc: `The line-wise rules of RefinedWeb (Penedo et al. 2023, "The RefinedWeb Dataset for Falcon LLM", appendix G.2) as DataComp-LM runs them
(baselines/mappers/modifiers.py with dclm_baseline_refinedweb.yaml), the last step of its chain behind Gopher's rules. The paper names no
numbers and few phrases; those here are DCLM's.

The rules take turns: lines of capitals go, then those of digits, counters of social media (` + "`3 likes`, `1.5K shares`" + `), lines of one word, and in lines of
up to ten words the phrases ` + "`items in cart`" + `, ` + "`read more`" + ` with three more characters at the end (DCLM's pattern has its dots for any character) and
` + "`sign-in`" + ` at the start; a line of which nothing is left goes whole. Empty lines stay, and white space at both ends of what is left goes (kind ` + "`margin`" + `).

A page is dropped where more than a twentieth of its words went. By default (` + "`on_fail: redact-lines`" + `) the others are cut, each line as an
edit with the name of its rule. With ` + "`label` or `drop`" + ` nothing is edited, and all is measured as if it were.`,
	metrics: []transform.Metric{
		refinedWords:    {Name: "words", Whole: true, Doc: "Words that begin with a letter or digit."},
		refinedCapitals: {Name: "uppercase_lines", Whole: true, Doc: "Lines that fail by capitals."},
		refinedDigits:   {Name: "numeric_lines", Whole: true, Doc: "Lines that fail by digits."},
		refinedCounters: {Name: "counter_lines", Whole: true, Doc: "Lines that are counters."},
		refinedShort:    {Name: "short_lines", Whole: true, Doc: "Lines that fail for want of words."},
		refinedPhrases:  {Name: "phrase_lines", Whole: true, Doc: "Short lines that hold a phrase of buttons."},
		refinedRemoved:  {Name: "removed_words", Doc: "Share of the words that go with all of these."},
	},
	thresholds: []threshold{
		{name: "min_words", value: 1, doc: "Least number of words of a page; DCLM drops pages without any."},
		{name: "max_uppercase", value: 0.5, max: transform.Bound(1), doc: "Greatest share of capitals of a line's code points; 0.5 in DCLM."},
		{name: "max_numeric", value: 0.999999, max: transform.Bound(1), doc: "Greatest share of digits; 0.999999 in DCLM, which says all."},
		{name: "counters", value: true, doc: "A line must not be a counter."},
		{name: "min_line_words", value: 2, doc: "Least number of words of a line between white space; 2 in DCLM."},
		{name: "max_phrase_line", value: 10, doc: "Greatest number of words of a line in which phrases of buttons are cut; 10 in DCLM and the paper."},
		{name: "max_removed_words", value: 0.05, max: transform.Bound(1), doc: "Greatest share of words that may go; 0.05 in the paper."},
	},
	rules: []transform.Rule{
		{Name: "no-words", Metric: "words", Fails: transform.Below, Param: "min_words"},
		{Name: "uppercase", Metric: "uppercase_lines", Param: "max_uppercase", Lines: true},
		{Name: "numeric", Metric: "numeric_lines", Param: "max_numeric", Lines: true},
		{Name: "counter", Metric: "counter_lines", Param: "counters", Lines: true},
		{Name: "short-line", Metric: "short_lines", Param: "min_line_words", Lines: true},
		{Name: "phrase", Metric: "phrase_lines", Param: "max_phrase_line", Lines: true},
		{Name: "removed-words", Metric: "removed_words", Fails: transform.Above, Param: "max_removed_words"},
	},
	edits:   []string{"margin"},
	lines:   true,
	onFail:  redactLines,
	version: 2,
	build:   newRefinedWeb,
	examples: []transform.Example{
		{Note: "Lines of a page's furniture are cut.", Args: "{max_removed_words: 0.5}",
			Docs:  []string{"SIGN UP NOW\n2024\n3 likes\nMenu\nThe ferry leaves the harbour at seven. Read more...\nIt comes back before noon."},
			Gives: []string{"The ferry leaves the harbour at seven.\nIt comes back before noon."}},
		{Note: "A page that loses more than a twentieth of its words is dropped.", Args: "",
			Docs: []string{"SIGN UP NOW\nThe ferry leaves the harbour at seven."}, Gives: []string{}},
		{Note: "Label in place of cutting: all rules that fail.", Args: "{on_fail: label}",
			Docs: []string{"MENU\nThe ferry leaves the harbour at seven."}, Rows: []string{"refinedweb_lines__failed=[uppercase, removed-words]"}},
	},
}

// RefinedWebLines is the transform filter.refinedweb-lines.
var RefinedWebLines = refinedWebDesign.spec()

// refinedWeb holds the thresholds of lines.
type refinedWeb struct {
	capitals, digits     most
	counters             bool
	minWords, phraseLine int
}

// most is a threshold for shares.
type most struct {
	share float64
	on    bool
}

// above says whether n of all is more.
func (s most) above(n, all int) bool { return s.on && all > 0 && float64(n)/float64(all) > s.share }

func newRefinedWeb(a transform.Args) (measurer, error) {
	r := &refinedWeb{counters: switched(a, "counters"), minWords: -1, phraseLine: -1}
	r.capitals.share, r.capitals.on = a.Number("max_uppercase")
	r.digits.share, r.digits.on = a.Number("max_numeric")
	if n, on := a.Number("min_line_words"); on {
		r.minWords = int(n)
	}
	if n, on := a.Number("max_phrase_line"); on {
		r.phraseLine = int(n)
	}
	return r, nil
}

func (r *refinedWeb) measure(v *text.View, m *sheet) {
	w := refinedWalk{refinedWeb: r, m: m, v: v, s: v.Text()}
	w.run()
	words := refinedTokens(v)
	m.count(refinedWords, words)
	for i := refinedCapitals; i <= refinedPhrases; i++ {
		m.count(i, w.counts[i])
	}
	if words > 0 {
		m.set(refinedRemoved, float64(w.removed)/float64(words))
	}
}

// refinedTokens counts words as filter.gopher-quality does by DCLM: those that begin with a letter or digit.
func refinedTokens(v *text.View) (n int) {
	s := v.Text()
	for _, w := range v.Words(text.Plain) {
		if dclmCounts(s, int(w.Start)) {
			n++
		}
	}
	return n
}

// dclmCounts says whether DCLM counts the word that begins at a place.
func dclmCounts(s string, start int) bool {
	kind := starts[s[start]]
	return (kind&(isLetter|isDigit) != 0 || kind == 0 && alphanumericAt(s, start)) && (start == 0 || fastTextSpace(s[start-1]))
}
