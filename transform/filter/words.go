package filter

import (
	"crypto/sha256"
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.words, in the order of its design.
const (
	wordsListed = iota
	wordsRatio
	wordsLines
	wordsSpared
)

// wordsInLine is the number of the rule by which lines fail.
const wordsInLine = 0

var flanked = []string{"tamis", "c4", "datatrove", "dclm"}

// wordsRules are the rules of the design, and wordsJudged the metrics that they judge by.
var (
	wordsRules = []transform.Rule{
		wordsInLine: {Name: "listed", Metric: "listed_lines", Param: "max_in_line", Lines: true, In: flanked},
		{Name: "many-listed", Metric: "listed", Fails: transform.Above, Param: "max_listed", In: flanked},
		{Name: "listed-ratio", Metric: "listed_ratio", Fails: transform.Above, Param: "max_ratio"},
	}
	wordsJudged = []int{wordsLines, wordsListed, wordsRatio}
)

var wordsDesign = design{
	name:    "filter.words",
	summary: "Drops texts that hold words or phrases of a list, or too large a share of them",
	doc: `The filter of bad words of C4 (Raffel et al. 2020) and of those that came after, with a list of your own by path: a word or phrase on each line; empty
lines and those that begin with # are left out. Lists for languages stand in the rows of ` + "`by`" + `; a document of a language without one has that of the step, and where there is
none passes. The manifest pins each list by its digest, and the reason of a rejected document names the line of the list, not what stands there.

All copies of all entries are found in one pass; those that overlap are one. A list has at most 8 MB and takes about 20 bytes for each of its own in memory, beside ` + "`--memory`" + `.

What a word means is not known: lists of this kind hit texts about health, law and minorities hardest (Dodge et al. 2021). Letters that stand for others (w0rd), and a letter
with its accent in another form, are other letters; clean.unicode before this step makes the forms one.`,
	definitions: []definition{
		{"tamis", "Case folded as Unicode has it; no letter, mark, digit or _ beside an entry where it begins or ends with one of a script that puts spaces between words; a space of a phrase stands for any white space."},
		{"c4", "tensorflow_datasets c4_utils.py: small letters; nothing that Python's \\w takes beside an entry. With `anywhere` for ja, th and zh, as it has it. What is spared is drawn by the text, there by the url."},
		{"datatrove", "Hugging Face datatrove 0.10, C4BadWordsFilter: the same rule; it draws what is spared at random, and stops where a language has no list."},
		{"dclm", "DataComp-LM substring_filter with exact_word (c4.yaml): small letters, Python's \\b on both sides, which asks for the opposite beside an entry that begins with a mark. It reads entries as regular expressions; here they are words."},
		{"data-juicer", "data-juicer 1.6, flagged_words_filter without tokenizer: the share of words between white space that are an entry, small, without what is no letter or mark at their ends. It strips a list of characters of its own, nearly the same."},
	},
	metrics: []transform.Metric{
		wordsListed: {Name: "listed", Whole: true, Doc: "Places where entries of the list stand; 0 for a document that is spared."},
		wordsRatio:  {Name: "listed_ratio", Doc: "Share of the words between white space that hold some of them."},
		wordsLines:  {Name: "listed_lines", Whole: true, Doc: "Lines with more of them than `max_in_line`.", In: flanked},
		wordsSpared: {Name: "spared", Whole: true, Doc: "Such places of a document that would fail and that `keep_fraction` spares; 0 for any other."},
	},
	thresholds: []threshold{
		{name: "max_in_line", value: 0, doc: "Most places in a line; 0 as all of those have it whose rule this is."},
		{name: "max_listed", value: 0, other: map[string]any{"tamis": nil, "c4": nil, "datatrove": nil, "dclm": nil}, doc: "Most places in a text."},
		{name: "max_ratio", value: 0.045, max: transform.Bound(1), other: map[string]any{"tamis": nil, "c4": nil, "datatrove": nil, "dclm": nil}, doc: "Greatest share of words; 0.045 in data-juicer."},
	},
	rules: wordsRules,
	params: []transform.Param{
		{Name: "words", Type: transform.ParamList, Doc: "The list."},
		{Name: "anywhere", Type: transform.ParamBool, Default: false, Doc: "Entries count inside of words too: for languages that don't put spaces between words."},
		{Name: "keep_fraction", Type: transform.ParamFloat, Default: 0.0, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "Share of the documents that would fail which are spared, so that what is written about such words isn't lost; drawn by the text and the recipe's seed. 0 in C4's English."},
	},
	vary:    []string{"words", "anywhere"},
	lines:   true,
	version: 2,
	check:   checkWords,
	build:   newWords,
	examples: []transform.Example{
		{Note: "Words and phrases, whatever their case, not inside of other words.", Args: "{words: bad.txt}", Files: map[string]string{"bad.txt": "darn\nblast it\n"},
			Docs: []string{"Darn!", "She darned it.", "Blast\nit all", "a blast"}, Gives: []string{"She darned it.", "a blast"}},
		{Note: "Lists by language.", Args: "{by: {language: {en: {words: en.txt}, ja: {words: ja.txt, anywhere: true}}}}", Files: map[string]string{"en.txt": "darn\n", "ja.txt": "畜生\n"},
			Docs: []string{"oh darn", "この畜生め", "oh darn"}, Given: []string{"language=en", "language=ja", "language=de"}, Gives: []string{"oh darn"}},
		{Note: "Lines are cut in place of dropping.", Args: "{words: bad.txt, on_fail: redact-lines}", Files: map[string]string{"bad.txt": "darn\n"},
			Docs: []string{"A fine day.\nThe darn boat sank.\nThe end."}, Gives: []string{"A fine day.\nThe end."}},
		{Note: "data-juicer asks for the share of words.", Args: "{definition: data-juicer, words: bad.txt, max_ratio: 0.25}", Files: map[string]string{"bad.txt": "darn\n"},
			Docs: []string{"Darn, the boat sank.", "Darn, a darn, boat."}, Gives: []string{"Darn, the boat sank."}},
	},
}

// Words is the transform filter.words.
var Words = wordsDesign.spec()

func checkWords(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	if juicer := a.String("definition") == "data-juicer"; juicer && a.String("on_fail") == redactLines {
		faults = append(faults, transform.Fault{Param: "on_fail", Message: "definition data-juicer has no rule about lines"})
	} else if juicer && a.Bool("anywhere") {
		faults = append(faults, transform.Fault{Param: "anywhere", Message: "definition data-juicer compares whole words"})
	}
	given := a.Has("words")
	for _, row := range a.Table("by").Rows {
		given = given || row.Value.Has("words")
	}
	if !given {
		faults = append(faults, transform.Fault{Message: "filter.words names no list", Hint: "write {words: path}, or {by: {language: {en: {words: path}}}}"})
	}
	return faults
}

// listedWords finds the entries of a list by one definition.
type listedWords struct {
	list     *wordList
	runes    []int32 // by entry, its characters
	fold     [utf8.RuneSelf]byte
	wide     func(rune) rune
	gaps     bool // white space is one space
	fits     func(l *listedWords, entry int, s string, start, end int) bool
	whole    *entrySet // of data-juicer
	perLine  int       // most in a line, -1 where lines don't matter
	spare    float64
	bars     []wordsBar
	seed     uint64
	anywhere bool
}

func newWords(a transform.Args) (measurer, error) {
	l := &listedWords{wide: lowerRune, fits: flankedByMarks, perLine: -1, spare: a.Values["keep_fraction"].(float64), seed: a.Seed, anywhere: a.Bool("anywhere")}
	if most, on := a.Number("max_in_line"); on {
		l.perLine = int(most)
	}
	l.bars = barsOfWords(a)
	switch a.String("definition") {
	case "data-juicer":
		var err error
		l.whole, err = newEntrySet(a, "words", appendLower)
		return l, err
	case "tamis":
		l.wide, l.gaps, l.fits = foldRune, true, apartByScript
	case "dclm":
		l.fits = betweenBoundaries
	}
	for c := range l.fold {
		l.fold[c] = byte(foldRune(rune(c)))
	}
	var err error
	if l.list, err = newWordList(a, "words", l.form); err == nil && l.list != nil {
		l.runes = l.list.runes
	}
	return l, err
}

// wordsBar is a rule in force with the metric that it judges.
type wordsBar struct {
	transform.Bar
	metric int
}

// barsOfWords are the rules in force. Lines that would be cut are as good a reason to spare a document as one for
// which it would go.
func barsOfWords(a transform.Args) (bars []wordsBar) {
	a = a.With(transform.Args{Values: map[string]any{"on_fail": drop}})
	for i, r := range wordsRules {
		if r.Of(a.String("definition")) {
			bars = append(bars, wordsBar{r.Bar(a), wordsJudged[i]})
		}
	}
	return bars
}

// form is how an entry is compared.
func (l *listedWords) form(dst []byte, entry string) []byte {
	gap := false
	for _, r := range entry {
		if l.gaps && text.IsSpace(r) {
			gap = true
			continue
		}
		if gap {
			dst, gap = append(dst, ' '), false
		}
		dst = utf8.AppendRune(dst, l.wide(r))
	}
	return dst
}

// lowerRune makes letters small, with one small sigma.
func lowerRune(r rune) rune {
	if r = unicode.ToLower(r); r == 'ς' {
		return 'σ'
	}
	return r
}

func (l *listedWords) measure(v *text.View, m *sheet) {
	b := &m.buf.lists
	defer b.release()
	b.hits = b.hits[:0]
	words := v.Words(text.Plain)
	all := len(words)
	switch {
	case l.whole != nil:
		all = l.wholeWords(v, words, b)
	case l.list != nil:
		l.find(v.Text(), b)
	}
	n := len(b.hits)
	m.count(wordsListed, n)
	m.count(wordsLines, 0)
	m.count(wordsSpared, 0)
	m.share(wordsRatio, touched(words, b.hits), all)
	if n == 0 {
		return
	}
	if l.list != nil {
		for metric := range wordsSpared {
			m.because(metric, l.list.name, int(l.list.lines[b.hits[0].entry]))
		}
		l.lines(v, b.hits, m)
	}
	if l.fails(m) && l.spared(v.Text()) {
		m.count(wordsListed, 0)
		m.count(wordsLines, 0)
		m.count(wordsSpared, n)
		m.share(wordsRatio, 0, all)
		m.cuts = m.cuts[:0]
	}
}

// fails says whether the text, or a line of it, fails a rule: of such ones alone some are spared, so that the fraction
// is one of what would be lost.
func (l *listedWords) fails(m *sheet) bool {
	for i := range l.bars {
		if l.bars[i].Stops(m.values[l.bars[i].metric]) {
			return true
		}
	}
	return false
}

// spared says whether a text is one of those that keep_fraction keeps: more of them with a larger one.
func (l *listedWords) spared(s string) bool {
	if l.spare == 0 {
		return false
	}
	h := sha256.New()
	var seed [8]byte
	binary.BigEndian.PutUint64(seed[:], l.seed)
	h.Write(seed[:])
	h.Write([]byte(s))
	var sum [sha256.Size]byte
	return float64(binary.BigEndian.Uint64(h.Sum(sum[:0]))>>11) < float64(l.spare*(1<<53))
}

// find leaves the places of entries in b.hits, in order, those that overlap as one.
func (l *listedWords) find(s string, b *listBuffers) {
	state, gap := uint32(0), false
	var char [utf8.UTFMax]byte
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if l.gaps && text.IsSpace(r) {
			if i += n; !gap {
				state, gap = l.list.Next(state, ' '), true
			}
			continue
		}
		gap = false
		i += n
		if r < utf8.RuneSelf {
			state = l.list.Next(state, l.fold[r])
		} else {
			for _, c := range char[:utf8.EncodeRune(char[:], l.wide(r))] {
				state = l.list.Next(state, c)
			}
		}
		if l.list.Any(state) {
			l.take(s, state, i, b)
		}
	}
}

// take notes the longest entry that fits of those that end at a place.
func (l *listedWords) take(s string, state uint32, end int, b *listBuffers) {
	for entry, next := l.list.Found(state); entry >= 0; entry, next = l.list.Found(next) {
		start := l.back(s, end, int(l.runes[entry]))
		if !l.anywhere && !l.fits(l, entry, s, start, end) {
			continue
		}
		h := hit{int32(start), int32(end), int32(entry)}
		for n := len(b.hits); n > 0 && b.hits[n-1].end > h.start; n = len(b.hits) {
			h.start = min(h.start, b.hits[n-1].start)
			b.hits = b.hits[:n-1]
		}
		b.hits = append(b.hits, h)
		return
	}
}

// back goes n characters back from a place, white space as one where gaps are.
func (l *listedWords) back(s string, i, n int) int {
	for ; n > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
		for l.gaps && text.IsSpace(r) {
			before, size := utf8.DecodeLastRuneInString(s[:i])
			if size == 0 || !text.IsSpace(before) {
				break
			}
			i -= size
		}
	}
	return i
}

// lines notes lines with more than may be; a place that goes on in the next line is one of both.
func (l *listedWords) lines(v *text.View, hits []hit, m *sheet) {
	if l.perLine < 0 {
		return
	}
	at, failing := 0, 0
	for b := v.LineBlocks(); b.Next(); {
		for i, line := range b.Spans {
			for at < len(hits) && hits[at].end <= line.Start {
				at++
			}
			count := 0
			for k := at; k < len(hits) && hits[k].start < line.End && count <= l.perLine; k++ {
				count++
			}
			if count > l.perLine {
				m.line(wordsInLine, b.First+i)
				failing++
			}
		}
	}
	m.count(wordsLines, failing)
}

// touched counts the words that a place overlaps; both stand in order.
func touched(words []text.Span, hits []hit) (n int) {
	at := 0
	for _, w := range words {
		for at < len(hits) && hits[at].end <= w.Start {
			at++
		}
		if at == len(hits) {
			return n
		}
		if hits[at].start < w.End {
			n++
		}
	}
	return n
}

// wholeWords notes the words that are entries, and returns how many words have a letter or mark.
func (l *listedWords) wholeWords(v *text.View, words []text.Span, b *listBuffers) (all int) {
	for _, w := range words {
		s, start := trimToLetters(w.Of(v.Text()))
		if s == "" {
			continue
		}
		all++
		b.words = appendLower(b.words[:0], s)
		if l.whole.line(b.words) > 0 {
			b.hits = append(b.hits, hit{w.Start + int32(start), w.Start + int32(start+len(s)), 0})
		}
	}
	return all
}

// trimToLetters takes what is no letter or mark off the ends of a word.
func trimToLetters(s string) (trimmed string, start int) {
	for start < len(s) {
		r, n := utf8.DecodeRuneInString(s[start:])
		if isLetterOrMark(r) {
			break
		}
		start += n
	}
	s = s[start:]
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if isLetterOrMark(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s, start
}

func isLetterOrMark(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.In(r, unicode.L, unicode.M)
}

// around returns what stands beside a span; nothing is a space.
func around(s string, start, end int) (before, after rune) {
	before, after = ' ', ' '
	if start > 0 {
		before, _ = utf8.DecodeLastRuneInString(s[:start])
	}
	if end < len(s) {
		after, _ = utf8.DecodeRuneInString(s[end:])
	}
	return before, after
}

// flankedByMarks is (\W|^)(entry)(\W|$).
func flankedByMarks(_ *listedWords, _ int, s string, start, end int) bool {
	before, after := around(s, start, end)
	return !wordRune(before) && !wordRune(after)
}

// betweenBoundaries is \b(entry)\b.
func betweenBoundaries(l *listedWords, entry int, s string, start, end int) bool {
	before, after := around(s, start, end)
	return wordRune(before) != wordRune(l.list.edges[entry].first) && wordRune(after) != wordRune(l.list.edges[entry].last)
}

// apartByScript asks for no letter beside an entry that begins or ends with one, but in scripts without spaces.
func apartByScript(l *listedWords, entry int, s string, start, end int) bool {
	before, after := around(s, start, end)
	e := l.list.edges[entry]
	return !(holds(e.first) && holds(before)) && !(holds(e.last) && holds(after))
}

// holds says whether a character holds on to its neighbours.
func holds(r rune) bool {
	if r < utf8.RuneSelf {
		return wordRune(r)
	}
	return (wordRune(r) || unicode.Is(unicode.M, r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
