package filter

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text/spacy"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// runOver runs a step over texts.
func runOver(t *testing.T, spec transform.Spec, args string, texts []string) (*steptest.Set, []schema.Doc) {
	t.Helper()
	set := steptest.New(t, spec, args, texts, nil)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return set, docs
}

func fineWebOracle(definition, s string) oracle {
	lines := selected(strings.Split(s, "\n"), func(l string) bool { return strip(l) != "" })
	o := oracle{"lines": float64(len(lines))}
	o["end_mark_lines"] = ratio(countOf(lines, func(l string) bool {
		r, _ := utf8.DecodeLastRuneInString(l)
		return r == '.' || r == '!' || r == '?' || r >= 0x80 && r != '…' && unicode.Is(unicode.Sentence_Terminal, r)
	}), len(lines))
	o["short_lines"] = ratio(countOf(lines, func(l string) bool { return utf8.RuneCountInString(l) <= 30 }), len(lines))
	copied, seen := 0, map[string]bool{}
	for _, l := range lines {
		if seen[l] {
			copied += utf8.RuneCountInString(l)
		}
		seen[l] = true
	}
	o["duplicate_line_chars"] = ratio(copied, utf8.RuneCountInString(strings.ReplaceAll(s, "\n", "")))
	if len(lines) == 0 {
		o["duplicate_line_chars"] = ratio(0, 0)
	}
	words := len(fields(s))
	if definition == "datatrove" {
		words = len(spacy.Words(s, nil))
	}
	o["newlines_per_word"] = ratio(strings.Count(s, "\n"), words)
	return o
}

// linesPage is a text of lines that are short, long, equal, blank, marked or not.
func linesPage(r *rand.Rand) string {
	lines := []string{"", " ", "\u3000", "Home", "Home", "Menu.", "Menu. ", "The ferry leaves at seven now.", "The ferry leaves at seven nows.", "Паром уходит в семь часов утра", "Паром уходит в семь часов утрам", "The ferry leaves the harbour at seven in the morning!",
		"港口。", "end”", "end…", "end‽", "\r", "x\r", "?", "it’s 3.14, isn't it?"}
	var b strings.Builder
	for n := r.IntN(9); n > 0; n-- {
		b.WriteString(lines[r.IntN(len(lines))])
		if r.IntN(8) > 0 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestFineWebAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 1))
	var texts []string
	for range 6000 {
		texts = append(texts, linesPage(r))
	}
	for _, d := range fineWebDesign.definitions {
		set, docs := runOver(t, FineWeb, "{on_fail: label, definition: "+d.name+"}", texts)
		for i := range docs {
			compareMetrics(t, set, &docs[i], fineWebOracle(d.name, texts[i]))
		}
	}
}

func TestC4ParagraphsAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(32, 1))
	var texts []string
	for range 3000 {
		var lines []string
		for range 1 + r.IntN(6) {
			lines = append(lines, strings.Repeat([]string{"x", "é", "漢"}[r.IntN(3)], 198+r.IntN(4)*r.IntN(2)))
		}
		texts = append(texts, strings.Join(lines, "\n"))
	}
	set, docs := runOver(t, C4Paragraphs, "", texts)
	for i := range docs {
		var lengths []int
		for _, l := range strings.Split(texts[i], "\n") {
			lengths = append(lengths, utf8.RuneCountInString(l))
		}
		slices.Sort(lengths)
		slices.Reverse(lengths)
		third := 0
		if len(lengths) > 2 {
			third = lengths[2]
		}
		compareMetrics(t, set, &docs[i], oracle{"lines": float64(len(lengths)), "third_longest": float64(third)})
		if docs[i].Kept() != (third >= 200) {
			t.Fatalf("%v: %s", lengths, steptest.Reject(&docs[i]))
		}
	}
}

// The oracle of filter.refinedweb-lines runs DCLM's modifiers one after the other.

var (
	counterRE = regexp.MustCompile(`^[^\pL\pN_]*\p{Nd}(?:,|\.|\p{Nd})*[kmb]?[\s\x{85}\x{A0}\x{3000}\x1c]+(?:likes|shares|comments|retweets|reposts|quotes|bookmarks|upvotes|downvotes|downloads|views|followers)[^\pL\pN_]*$`)
	cartRE    = regexp.MustCompile(`(?i)[\s\x{A0}\x{3000}\x1c]?[iİı]tem[sſ] [iİı]n cart`)
	moreRE    = regexp.MustCompile(`(?i)[\s\x{A0}\x{3000}\x1c]?read more...$`)
	signRE    = regexp.MustCompile(`(?i)^[sſ][iİı]gn-[iİı]n[\s\x{A0}\x{3000}\x1c]?`)
)

func dclmTokens(s string) int {
	return countOf(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n\r\t\v\f\x00", r) }), func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	})
}

func shareHolding(line string, is func(rune) bool) float64 {
	n := 0
	for _, r := range line {
		if is(r) {
			n++
		}
	}
	return ratio(n, utf8.RuneCountInString(line))
}

func refinedOracle(s string) *c4Oracle {
	o := &c4Oracle{s, oracle{"uppercase_lines": 0, "numeric_lines": 0, "counter_lines": 0, "short_lines": 0}}
	before := dclmTokens(s)
	o.pass("uppercase_lines", func(l string) bool {
		return l != "" && shareHolding(l, func(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r) }) > 0.5
	})
	o.text = strip(o.text)
	o.pass("numeric_lines", func(l string) bool {
		return l != "" && shareHolding(l, func(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune("²①", r) }) > 0.999999
	})
	o.text = strip(o.text)
	o.pass("counter_lines", func(l string) bool { return counterRE.MatchString(pythonLower(l)) })
	o.text = strip(o.text)
	o.pass("short_lines", func(l string) bool { return l != "" && len(fields(l)) < 2 })
	for _, re := range []*regexp.Regexp{cartRE, moreRE, signRE} {
		var stay []string
		for _, l := range strings.Split(o.text, "\n") {
			if len(fields(l)) <= 10 {
				left := re.ReplaceAllString(l, "")
				if l != "" && strip(left) == "" {
					continue
				}
				l = left
			}
			stay = append(stay, l)
		}
		o.text = strip(strings.Join(stay, "\n"))
	}
	o.oracle["words"] = float64(before)
	o.oracle["removed_words"] = ratio(before-dclmTokens(o.text), before)
	return o
}

func refinedPage(r *rand.Rand) string {
	pieces := []string{"ferry", "leaves", "seven", "7", "12", "²", "①", "A", "AB", "ÄÖ", "Ж", "Ⅷ", "HOME", "3 likes", "1,5K Shares!", "2.m views", "5 LIKES", "٣ comments", "x3 likes", "- 7 retweets -", "7  follo\u212Aers", "4 li\u212Aes",
		"items in cart", "3 Items In Cart", "ıtemſ in cart", "itemsitems in cart in cart", "Read more...", "read more now", "READ MORE!!!", "read more", "read more…", "Sign-in", "sign-in ", "ſİgn-ın", "sign-items in cartin", "...", "--", "one two three four five six", "漢字 漢字"}
	seps := []string{" ", " ", " ", "", "  ", "\u00A0", "\t", "\u3000", "\x1c"}
	feeds := []string{"\n", "\n", "\n", "\n\n", " \n", "\n ", "\r\n"}
	var b strings.Builder
	for n := r.IntN(7); n >= 0; n-- {
		for k := r.IntN(5); k > 0; k-- {
			b.WriteString(pieces[r.IntN(len(pieces))])
			b.WriteString(seps[r.IntN(len(seps))])
		}
		b.WriteString(feeds[r.IntN(len(feeds))])
	}
	return b.String()
}

func TestRefinedWebAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 1))
	var texts []string
	for range 20000 {
		texts = append(texts, refinedPage(r))
	}
	labels, labelled := runOver(t, RefinedWebLines, "{on_fail: label}", texts)
	_, cut := runOver(t, RefinedWebLines, "{max_removed_words: null, min_words: null}", texts)
	for i, s := range texts {
		want := refinedOracle(s)
		got := metricsOf(labels, &labelled[i])
		want.oracle["phrase_lines"] = got["phrase_lines"]
		compareMetrics(t, labels, &labelled[i], want.oracle)
		if cut[i].Text() != want.text {
			t.Fatalf("%+q becomes %+q, not %+q", s, cut[i].Text(), want.text)
		}
	}
}

// Small, odd and huge texts: no panic, linear time, and what is left can be read again.
func TestWebFiltersExtremes(t *testing.T) {
	texts := []string{"", "word", "one line and no end of it", " \n\t\u3000\n ", "\n\n\n", strings.Repeat("The cat and the hen. ", 1<<20/21),
		strings.Repeat("x\n\n", 1<<16), strings.Repeat("javascript ", 1<<16), strings.Repeat("[1", 1<<16), strings.Repeat("{\n", 1<<16), strings.Repeat("a", 1<<18), strings.Repeat("漢", 1<<16),
		strings.Repeat("items in cart ", 1<<16), strings.Repeat("items in cart\n", 1<<16), strings.Repeat(" \r", 1<<16), strings.Repeat("p\u212A", 1<<18)}
	for _, spec := range []transform.Spec{C4, C4Paragraphs, FineWeb, RefinedWebLines} {
		for _, args := range []string{"", "{on_fail: label}"} {
			runOver(t, spec, args, texts)
		}
	}
	for _, d := range c4Design.names() {
		runOver(t, C4, "{definition: "+d+"}", texts)
	}
}

// What is quadratic takes minutes for these texts of ten million bytes: one line of sentences, lines that all go,
// and citations without end. Each filter and definition takes some tenths of a second.
func TestWebFiltersOverHugeTexts(t *testing.T) {
	const size = 10_000_000
	for _, unit := range []string{"The cat and the hen. ", "x\n\n", "[12] "} {
		texts := []string{strings.Repeat(unit, size/len(unit))}
		for _, spec := range []transform.Spec{C4Paragraphs, FineWeb, RefinedWebLines} {
			runOver(t, spec, "", texts)
		}
		for _, d := range c4Design.names() {
			runOver(t, C4, "{definition: "+d+"}", texts)
		}
	}
}
