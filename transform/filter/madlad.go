package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.madlad, in the order of its design.
const (
	madladSentences = iota
	madladQuestionable
	madladCase
	madladLength
	madladTechnical
	madladCursed
)

var madladDesign = design{
	name:    "filter.madlad",
	summary: "Drops texts of few sentences, or of which too many are questionable by MADLAD-400's rules: capitals, length, technical characters, cursed strings",
	doc: `The page filter of MADLAD-400 (Kudugunta et al. 2023, section 2.3): a text needs five sentences, and at most a fifth of them may be questionable. A sentence is questionable
by any of these: more than half of its words begin with a capital, of at least twelve; it has fewer than 20 or more than 500 characters; more than a fifth of it are digits and {}+/()>; it holds a cursed string.

The fifth rule, another language than the text's, is not computed here: it asks for the language of each sentence. Nor are the paper's cursed strings built in:
` + "`cursed`" + ` takes a list of strings, one a line, as they are written. Definition tamis has some signs of its own in place of them: the character that stands for broken
ones, filler Latin, braces and tags of templates, leaders of five stops, dashes, equals signs or underscores, and (` + "`bars`" + `) a bar at the end, with which rows of tables end.

Lengths are in characters of whatever script, as published: a sentence of Chinese, Japanese or Korean says in 20 characters what English says in 60, so that
good short sentences fail. The defaults stay with the publication; who filters such texts gives other lengths ` + "`by: {language: {zh: {min_length: 7, max_length: 170}}}`" + `, a third of the published ones,
or null for any. Rows of a table are mostly short and have many digits: they fail by other rules too where ` + "`bars`" + ` is off.

What is no number of sentences is a share of them; of a text without sentences no share is measured.`,
	definitions: []definition{
		{"tamis", "Sentences by the rules of label.counts, which a line ends too; lengths in characters."},
		{"datamap", "AI2 datamap-rs, map_fxn.rs: sentences between runs of . ! ? and white space, the marks left out, so that lines are parts of one; lengths in bytes; no signs beside `cursed`, which takes no expressions here."},
	},
	metrics: []transform.Metric{
		madladSentences:    {Name: "sentences", Whole: true, Doc: "Sentences."},
		madladQuestionable: {Name: "questionable", Doc: "Share of sentences that are questionable by any rule."},
		madladCase:         {Name: "list_case", Doc: "Share with too many capitals."},
		madladLength:       {Name: "odd_length", Doc: "Share that is too short or too long."},
		madladTechnical:    {Name: "technical", Doc: "Share with too many technical characters."},
		madladCursed:       {Name: "cursed_sentences", Doc: "Share with a cursed string."},
	},
	thresholds: []threshold{
		{name: "min_sentences", value: 5, doc: "Least number of sentences; 5 in the paper."},
		{name: "max_questionable", value: 0.2, max: transform.Bound(1), doc: "Greatest share of questionable sentences; 0.2 in the paper."},
	},
	rules: []transform.Rule{
		{Name: "few-sentences", Metric: "sentences", Fails: transform.Below, Param: "min_sentences"},
		{Name: "questionable", Metric: "questionable", Fails: transform.Above, Param: "max_questionable"},
	},
	params: []transform.Param{
		{Name: "max_capitals", Type: transform.ParamFloat, Default: 0.5, Nullable: true, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "Greatest share of a sentence's words that begin with a capital; 0.5 in the paper, null for any."},
		{Name: "capitals_from", Type: transform.ParamInt, Default: int64(12), Min: transform.Bound(1), Doc: "Number of words from which capitals are looked at; 12 in the paper."},
		{Name: "min_length", Type: transform.ParamInt, Default: int64(20), Nullable: true, Min: transform.Bound(0), Doc: "Least length of a sentence; 20 in the paper, null for any."},
		{Name: "max_length", Type: transform.ParamInt, Default: int64(500), Nullable: true, Min: transform.Bound(0), Doc: "Greatest length of a sentence; 500 in the paper, null for any."},
		{Name: "max_technical", Type: transform.ParamFloat, Default: 0.2, Nullable: true, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "Greatest share of technical characters; 0.2 in the paper, null for any."},
		{Name: "bars", Type: transform.ParamBool,
			Doc: "A bar at the end of a sentence is a cursed string, so that rows of tables are questionable; false lets rows and the rule below a table's head be. By definition: on in tamis, off in datamap."},
		{Name: "cursed", Type: transform.ParamList, Doc: "Strings that no sentence may hold, case and all."},
	},
	vary:    []string{"max_capitals", "capitals_from", "min_length", "max_length", "max_technical", "bars", "cursed"},
	version: 1,
	build:   newMadlad,
	examples: []transform.Example{
		{Note: "Few sentences fail, and so do many that are odd.", Args: "{min_sentences: 2}",
			Docs:  []string{"The ferry is back in the harbour.", "The ferry is back in the harbour. It sails at nine and at noon.", "The ferry is back in the harbour. OK. It sails at nine and at noon."},
			Gives: []string{"The ferry is back in the harbour. It sails at nine and at noon."}},
		{Note: "A list of strings that no sentence may hold.", Args: "{min_sentences: 1, cursed: cursed.txt}", Files: map[string]string{"cursed.txt": "Click here\n"},
			Docs: []string{"Click here to see the ferry.", "They click here and there."}, Gives: []string{"They click here and there."}},
		{Note: "Lengths by language: a sentence of Chinese is short in characters.", Args: "{min_sentences: 2, by: {language: {zh: {min_length: 7, max_length: 170}}}}",
			Docs: []string{"渡轮七点离开港口。中午之前会回来的。", "渡轮七点离开港口。中午之前会回来的。"}, Given: []string{"language=zh", "language=null"}, Gives: []string{"渡轮七点离开港口。中午之前会回来的。"}},
		{Note: "Rows of tables, where they are to stay.", Args: "{min_sentences: 2, bars: false}",
			Docs:  []string{"| The ferry leaves at seven | the north |\n|-----------|-----|\n| It comes back before noon | the south |\n| It rests there till evening | the pier |\n| It leaves again after that | the bay |"},
			Gives: []string{"| The ferry leaves at seven | the north |\n|-----------|-----|\n| It comes back before noon | the south |\n| It rests there till evening | the pier |\n| It leaves again after that | the bay |"}},
		{Note: "datamap takes lines without a mark for one sentence.", Args: "{definition: datamap, min_sentences: 2, on_fail: label}",
			Docs: []string{"The ferry is back in the harbour\nIt sails at nine and at noon", "The ferry is back in the harbour. It sails at nine."},
			Rows: []string{"madlad__failed=[few-sentences]", "madlad__failed=[questionable]"}},
	},
}

// Madlad is the transform filter.madlad.
var Madlad = madladDesign.spec()

// madlad judges sentences.
type madlad struct {
	by                           *text.Splitter
	chars                        bool // lengths in characters
	own                          bool // signs of our own
	bars                         bool // a bar at the end is one
	capitals, technical          float64
	from, shortest, longest      int
	anyCapitals, anyLetters, max bool // rules that are off
	cursed                       *wordList
}

func newMadlad(a transform.Args) (measurer, error) {
	own := a.String("definition") == "tamis"
	f := &madlad{by: markedSentences, own: own, bars: own, chars: own, from: int(a.Int("capitals_from"))}
	if own {
		f.by = text.Own
	}
	if bars, given := a.Values["bars"].(bool); given {
		f.bars = bars
	}
	var on bool
	f.capitals, on = a.Number("max_capitals")
	f.anyCapitals = !on
	f.technical, on = a.Number("max_technical")
	f.anyLetters = !on
	if n, on := a.Number("min_length"); on {
		f.shortest = int(n)
	}
	n, on := a.Number("max_length")
	f.longest, f.max = int(n), on
	var err error
	f.cursed, err = newWordList(a, "cursed", appendAsIs)
	return f, err
}

// markedSentences are datamap's.
var markedSentences = &text.Splitter{Name: "datamap", Words: text.AppendWords, Sentences: appendMarked}

// appendMarked appends what stands between marks that white space follows; what is white space alone counts not.
func appendMarked(s string, dst []text.Span) []text.Span {
	start := 0
	for i := 0; i < len(s); {
		if !endMark(s[i]) {
			i++
			continue
		}
		end := i
		for i < len(s) && endMark(s[i]) {
			i++
		}
		behind := skipWhite(s, i)
		if behind == i {
			continue
		}
		dst = appendFilled(text.Room(dst, i, len(s)), s, start, end)
		start, i = behind, behind
	}
	return appendFilled(dst, s, start, len(s))
}

func endMark(c byte) bool { return c == '.' || c == '!' || c == '?' }

func skipWhite(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

func appendFilled(dst []text.Span, s string, start, end int) []text.Span {
	if skipWhite(s[:end], start) == end {
		return dst
	}
	return append(dst, text.Span{Start: int32(start), End: int32(end)})
}

func (f *madlad) measure(v *text.View, m *sheet) {
	sentences := v.Sentences(f.by)
	words := v.Words(text.Own)
	var failing [madladCursed + 1]int
	for _, at := range sentences {
		for len(words) > 0 && words[0].Start < at.Start {
			words = words[1:]
		}
		n := 0
		for n < len(words) && words[n].End <= at.End {
			n++
		}
		f.judge(v, at, words[:n], &failing)
		words = words[n:]
	}
	m.count(madladSentences, len(sentences))
	for metric := madladQuestionable; metric <= madladCursed; metric++ {
		m.share(metric, failing[metric], len(sentences))
	}
}

// judge counts by which rules a sentence is questionable.
func (f *madlad) judge(v *text.View, at text.Span, words []text.Span, failing *[madladCursed + 1]int) {
	s, length := at.Of(v.Text()), int(at.End-at.Start)
	if f.chars {
		length = v.Chars(at)
	}
	odd := [...]bool{
		madladCase:      f.listCase(v.Text(), words),
		madladLength:    length < f.shortest || f.max && length > f.longest,
		madladTechnical: !f.anyLetters && float64(technicals(s)) > float64(float64(length)*f.technical),
		madladCursed:    f.isCursed(s),
	}
	any := false
	for rule, is := range odd {
		if is {
			failing[rule]++
			any = true
		}
	}
	if any {
		failing[madladQuestionable]++
	}
}

func (f *madlad) listCase(s string, words []text.Span) bool {
	if f.anyCapitals || len(words) < f.from {
		return false
	}
	n := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w.Of(s)); unicode.IsUpper(r) {
			n++
		}
	}
	return float64(n) > float64(float64(len(words))*f.capitals)
}

var technical = [256]bool{'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'{': true, '}': true, '+': true, '/': true, '(': true, ')': true, '>': true}

func technicals(s string) (n int) {
	for i := range len(s) {
		if technical[s[i]] {
			n++
		}
	}
	return n
}

// ownSigns are in small letters.
var ownSigns = func() *text.Matcher {
	sorted, _ := text.SortedStrings([]string{"\uFFFD", "lorem ipsum", "dolor sit amet", "{{", "}}", "</", ".....", "-----", "=====", "_____"})
	return text.NewMatcher(sorted)
}()

func (f *madlad) isCursed(s string) bool {
	if f.bars && s != "" && s[len(s)-1] == '|' || f.own && holdsAny(ownSigns, s, true) && (f.bars || !tableRule(s)) {
		return true
	}
	return f.cursed != nil && holdsAny(f.cursed.Matcher, s, false)
}

// tableRule says whether a line is the rule below a table's head.
func tableRule(s string) bool {
	return strings.Contains(s, "|") && strings.Trim(s, "|-:=+ \t") == ""
}

func holdsAny(m *text.Matcher, s string, fold bool) bool {
	state := uint32(0)
	for i := range len(s) {
		c := s[i]
		if fold && c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if state = m.Next(state, c); m.Any(state) {
			return true
		}
	}
	return false
}
