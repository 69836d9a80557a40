package filter

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/internal/text/spacy"
	"github.com/tamis-data/tamis/transform/steptest"
)

// The oracle of filter.c4 says what each definition does in the plainest way: on copies of the lines, with regular
// expressions, one rule after the other over the whole page where the reference does so.

var (
	citationRE = regexp.MustCompile(`\[\p{Nd}*\]|\[edit\]|\[citation needed\]`)
	policies   = []string{"terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"}
)

// pythonLower is str.lower as far as ASCII comes out.
func pythonLower(s string) string {
	return strings.NewReplacer("\u0130", "i\u0307", "\u212A", "k").Replace(strings.Map(func(r rune) rune {
		if r < 0x80 {
			return unicode.ToLower(r)
		}
		return r
	}, s))
}

// pythonFold is what a regular expression without case compares.
func pythonFold(s string) string {
	return pythonLower(strings.NewReplacer("\u0130", "i", "\u0131", "i", "\u017F", "s").Replace(s))
}

func holdsOneOf(s string, pieces ...string) bool {
	return slices.ContainsFunc(pieces, func(p string) bool { return strings.Contains(s, p) })
}

// c4Oracle is what is left of a text, and what was counted.
type c4Oracle struct {
	text string
	oracle
}

func newC4Oracle(s string, lines int) *c4Oracle {
	o := &c4Oracle{oracle: oracle{"chars": float64(utf8.RuneCountInString(s)), "lines": float64(lines)}}
	for _, name := range []string{"long_word_lines", "open_lines", "short_lines", "lorem_ipsum", "javascript_lines", "curly_brackets", "policy_lines", "sentences", "citations"} {
		o.oracle[name] = 0
	}
	return o
}

func hasLong(line string) bool {
	return slices.ContainsFunc(fields(line), func(w string) bool { return utf8.RuneCountInString(w) > 1000 })
}

func pageOracle(definition, s string) *c4Oracle {
	switch definition {
	case "dolma":
		return dolmaPage(s)
	case "dclm":
		return dclmPage(s)
	case "tamis":
		return tamisPage(s)
	}
	return tfdsPage(s, definition == "datatrove")
}

func tfdsPage(s string, datatrove bool) *c4Oracle {
	lines := textLines(s)
	o := newC4Oracle(s, len(lines))
	marks, least := []string{".", "?", "!", `"`}, 5
	if datatrove {
		marks, least = append(marks, "'"), 3
	}
	var stay []string
	for _, line := range lines {
		line = strip(line)
		before := len(fields(line))
		if hasLong(line) {
			o.oracle["long_word_lines"]++
			continue
		}
		o.oracle["citations"] += float64(len(citationRE.FindAllString(line, -1)))
		line = citationRE.ReplaceAllString(line, "")
		words := len(fields(line))
		if datatrove {
			words = before
		}
		low := pythonLower(line)
		if !endsIn(line, marks...) || endsIn(line, "...") {
			o.oracle["open_lines"]++
			continue
		}
		if words < least {
			o.oracle["short_lines"]++
			continue
		}
		if holdsOneOf(low, "lorem ipsum") {
			o.oracle["lorem_ipsum"]++
		}
		if holdsOneOf(low, "javascript") {
			o.oracle["javascript_lines"]++
			continue
		}
		if holdsOneOf(line, "{") {
			o.oracle["curly_brackets"]++
		}
		if holdsOneOf(low, policies...) {
			o.oracle["policy_lines"]++
			continue
		}
		if datatrove {
			o.oracle["sentences"] += float64(len(spacy.Sentences(line, nil)))
		} else {
			o.oracle["sentences"] += float64(len(text.AppendSentences(line, nil)))
		}
		stay = append(stay, line)
	}
	o.text = strip(strings.Join(stay, "\n"))
	return o
}

func dolmaPage(s string) *c4Oracle {
	lines := strings.SplitAfter(s, "\n")
	o := newC4Oracle(s, len(lines))
	for _, name := range []string{"long_word_lines", "policy_lines", "sentences", "citations"} {
		delete(o.oracle, name)
	}
	for _, whole := range lines {
		line := strip(pythonLower(whole))
		if holdsOneOf(line, "lorem ipsum") {
			o.oracle["lorem_ipsum"]++
		}
		if holdsOneOf(line, "javascript") {
			o.oracle["javascript_lines"]++
		}
		if holdsOneOf(line, "{") {
			o.oracle["curly_brackets"]++
		}
		open, short := !endsIn(line, ".", "?", "!", `"`), len(fields(line)) < 3
		if open {
			o.oracle["open_lines"]++
		}
		if short {
			o.oracle["short_lines"]++
		}
		if !open && !short {
			o.text += whole
		}
	}
	return o
}

// pass keeps the lines for which cut is false, and counts the others.
func (o *c4Oracle) pass(name string, cut func(line string) bool) {
	o.text = strings.Join(selected(strings.Split(o.text, "\n"), func(line string) bool {
		if cut(line) {
			o.oracle[name]++
			return false
		}
		return true
	}), "\n")
}

func (o *c4Oracle) seen(name string, is func(line string) bool) {
	o.oracle[name] += float64(countOf(strings.Split(o.text, "\n"), is))
}

var (
	dclmMarkRE     = regexp.MustCompile(`[.!?"\x{2026}]$`)
	dclmEllipsisRE = regexp.MustCompile(`(?:\.\.\.|\x{2026})$`)
)

func dclmPage(s string) *c4Oracle {
	o := newC4Oracle(s, strings.Count(s, "\n")+1)
	o.text = s
	o.pass("long_word_lines", hasLong)
	o.oracle["citations"] = float64(len(citationRE.FindAllString(o.text, -1)))
	o.text = citationRE.ReplaceAllString(o.text, "")
	rtrim := func(l string) string { return strings.TrimPrefix(strip("x"+l), "x") }
	o.pass("open_lines", func(l string) bool {
		return l != "" && !dclmMarkRE.MatchString(rtrim(l)) || dclmEllipsisRE.MatchString(rtrim(l))
	})
	o.pass("short_lines", func(l string) bool { return l != "" && len(fields(l)) < 5 })
	o.seen("lorem_ipsum", func(l string) bool { return holdsOneOf(pythonLower(l), "lorem ipsum") })
	o.pass("javascript_lines", func(l string) bool { return holdsOneOf(pythonFold(l), "javascript") })
	o.seen("curly_brackets", func(l string) bool { return holdsOneOf(l, "{") })
	o.pass("policy_lines", func(l string) bool { return holdsOneOf(pythonFold(l), policies...) })
	o.text = strip(o.text)
	o.oracle["sentences"] = float64(len(text.AppendSentences(o.text, nil)))
	return o
}

func tamisPage(s string) *c4Oracle {
	lines := textLines(s)
	o := newC4Oracle(s, len(lines))
	scriptRE := regexp.MustCompile(`(?:^|[^\pL\pN])javascript(?:$|[^\pL\pN])`)
	rest := s
	for i, line := range lines {
		end := strings.Index(rest, line) + len(line)
		next := len(rest)
		if i+1 < len(lines) {
			next = end + lineEndAt(rest[end:])
		}
		feed := rest[end:next]
		rest = rest[next:]
		clean := line
		if !hasLong(line) {
			o.oracle["citations"] += float64(len(citationRE.FindAllString(line, -1)))
			clean = citationRE.ReplaceAllString(line, "")
		}
		low := pythonLower(clean)
		if holdsOneOf(low, "lorem ipsum") {
			o.oracle["lorem_ipsum"]++
		}
		if holdsOneOf(low, "{") {
			o.oracle["curly_brackets"]++
		}
		bare := strip(clean)
		r, _ := utf8.DecodeLastRuneInString(bare)
		marked := endsIn(bare, ".", "!", "?", `"`) && !endsIn(bare, "...") || r >= 0x80 && (unicode.In(r, unicode.Sentence_Terminal, unicode.Pf) || r == '」' || r == '』')
		switch {
		case hasLong(line):
			o.oracle["long_word_lines"]++
		case bare == "":
			o.text += clean + feed
		case !marked:
			o.oracle["open_lines"]++
		case len(fields(clean)) < 5:
			o.oracle["short_lines"]++
		case scriptRE.MatchString(low):
			o.oracle["javascript_lines"]++
		case holdsOneOf(low, policies...):
			o.oracle["policy_lines"]++
		default:
			o.oracle["sentences"] += float64(len(text.AppendSentences(clean, nil)))
			o.text += clean + feed
		}
	}
	o.text = strip(o.text)
	return o
}

func lineEndAt(s string) int {
	if strings.HasPrefix(s, "\r\n") {
		return 2
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// webPage is a text of lines around each rule of C4.
func webPage(r *rand.Rand) string {
	pieces := []string{"the", "ferry", "Leaves. At", "seven", "naïve", "кот", "漢字", "3.14", "Dr.", "lorem ipsum", "Lorem  ipsum", "LOREM IPSUM", "lorem", "ipsum", "lorem İpsum",
		"javascript", "JavaScript", "javascripts", "xjavascript", "javaſcript", "JAVASCRıPT", "java[1]script", "{", "a{b}", "}", "terms of use", "Terms of Use", "Privacy Policy,", "cookie policy", "coo\u212Aie policy", "uses cookies", "USE OF COOKIES", "use cookies", "uſe cookies", "use  cookies",
		"[1]", "[]", "[12]", "[٣]", "[edit]", "[Edit]", "[citation needed]", "[1", "[[2]]", "[1[3]", "[a]", "]",
		strings.Repeat("x", 1000), strings.Repeat("y", 1001), strings.Repeat("é", 1000), strings.Repeat("é", 1001), "日本。", "end”"}
	ends := []string{".", "!", "?", `"`, "'", "...", "…", ". ", ".\t", "", "", ":", "。", "”", ". [1]", ".[2]", ".[edit] ", "....", "\u3000.", ". . ."}
	feeds := []string{"\n", "\n", "\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x1c", "\u0085", " \n ", ""}
	seps := []string{" ", " ", " ", " ", "  ", "\u00A0", "\t", "\u3000", ""}
	var b strings.Builder
	for n := r.IntN(6); n >= 0; n-- {
		many := len(pieces)
		if r.IntN(3) > 0 {
			many = 9
		}
		for k := r.IntN(9); k > 0; k-- {
			b.WriteString(pieces[r.IntN(many)])
			b.WriteString(seps[r.IntN(len(seps))])
		}
		b.WriteString(ends[r.IntN(len(ends))])
		b.WriteString(feeds[r.IntN(len(feeds))])
	}
	return b.String()
}

const c4Open = ", max_chars: null, max_lorem_ipsum: null, max_curly_brackets: null"

func TestC4AgainstOracle(t *testing.T) {
	for _, d := range c4Design.definitions {
		t.Run(d.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(21, uint64(len(d.name))))
			var texts []string
			for range 6000 {
				texts = append(texts, webPage(r))
			}
			open := c4Open + ", min_sentences: null"
			if d.name == "dolma" {
				open = c4Open + ", max_javascript: null"
			}
			labels := steptest.New(t, C4, "{on_fail: label, definition: "+d.name+"}", texts, nil)
			cuts := steptest.New(t, C4, "{definition: "+d.name+open+"}", texts, nil)
			labelled, cut := labels.Docs(), cuts.Docs()
			if err := labels.Run(labelled, nil); err != nil {
				t.Fatal(err)
			}
			if err := cuts.Run(cut, nil); err != nil {
				t.Fatal(err)
			}
			for i, s := range texts {
				want := pageOracle(d.name, s)
				compareMetrics(t, labels, &labelled[i], want.oracle)
				if got := cut[i].Text(); !cut[i].Kept() || got != want.text {
					t.Fatalf("%+q becomes %+q (%s), not %+q", s, got, steptest.Reject(&cut[i]), want.text)
				}
			}
		})
	}
}
