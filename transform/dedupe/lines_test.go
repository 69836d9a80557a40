package dedupe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// gone stands for a rejected document in the tables of these tests.
const gone = "(gone)"

func runLines(t testing.TB, args string, texts, given []string) []string {
	t.Helper()
	s := steptest.New(t, Lines, args, texts, given)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range docs {
		if !docs[i].Kept() {
			out = append(out, gone)
			continue
		}
		out = append(out, docs[i].Text())
	}
	return out
}

// What is left around a cut: breaks and spaces go along, nothing is glued, no gap stays.
func TestLinesLeaveSoundText(t *testing.T) {
	const nav = "home news about"
	for _, x := range []struct{ args, text, want string }{
		{"", "nav\nA\nB\n", "A\nB\n"},
		{"", "A\nnav\nB\n", "A\nB\n"},
		{"", "A\nB\nnav\n", "A\nB\n"},
		{"", "A\nB\nnav", "A\nB"},
		{"", "A\n\nnav\n\nB", "A\n\nB"},
		{"", "A\n\nnav\nB", "A\n\nB"},
		{"", "A\nnav\n\nB", "A\n\nB"},
		{"", "A\nnav\n\nnav\nB", "A\n\nB"},
		{"", "A\n\n\n\nnav\nB", "A\n\n\n\nB"},
		{"", "A  \nnav\n\n  B", "A  \n\n  B"},
		{"", "A\r\nnav\r\nB\r\n", "A\r\nB\r\n"},
		{"", "A\r\nnav\r\n\r\nB", "A\r\n\r\nB"},
		{"", "A\r\nnav", "A"},
		{"", "\n\n  nav\n  \n  A", "  A"},
		{"", "A\n\u00a0\nnav\nB", "A\n\u00a0\nB"},
		{"", "A\n  nav \nB", "A\nB"},
		{"", "nav", gone},
		{"", " \n nav\r\n\nnav\n", gone},
		{"{emptied: keep}", " \n nav\r\n\nnav\n", ""},
		{"", "", ""},
		{"", "\n\n", "\n\n"},
		{"paragraph", "A\nB\n\nnav\n\nC", "A\nB\n\nC"},
		{"paragraph", "A\n\n\nnav\n\nC", "A\n\n\nC"},
		{"paragraph", "nav\n\nC\n", "C\n"},
		{"paragraph", "A\n \nnav\n", "A\n"},
		{"paragraph", "A\nnav\n\nB", "A\nnav\n\nB"},
		{"paragraph", "A\n\n nav\n\n B", "A\n\n B"},
		{"{unit: sentence, run: 1}", "One. nav. Two. Three", "One. Two. Three"},
		{"{unit: sentence, run: 1}", "nav. One.\nTwo.", "One.\nTwo."},
		{"{unit: sentence, run: 1}", "One. nav.\nTwo.", "One.\nTwo."},
		{"{unit: sentence, run: 1}", "One.\nnav. Two.", "One.\nTwo."},
		{"{unit: sentence, run: 1}", "One.\n\n  nav.\n  Two.", "One.\n\n  Two."},
		{"{unit: sentence, run: 1}", "One.  nav. ", "One. "},
		{"{unit: sentence, run: 1}", "一。nav。二。", "一。二。"},
		{"{unit: sentence, run: 1}", "一。nav. 二。", "一。 二。"},
		{"{unit: sentence, run: 1}", "One. nav.", "One."},
	} {
		texts := []string{}
		for _, end := range []string{"", ".", "。"} { // the copies that stay
			texts = append(texts, nav+end)
		}
		texts = append(texts, strings.ReplaceAll(strings.ReplaceAll(x.text, "nav", nav), nav+".", "H"+nav[1:]+"."))
		texts[1] = "H" + nav[1:] + "."
		args := x.args
		switch {
		case args == "" || args == "paragraph":
			args = "{unit: " + cmp.Or(x.args, "line") + ", min_chars: 4}"
		default:
			args = strings.Replace(args, "}", ", min_chars: 4}", 1)
		}
		want := strings.ReplaceAll(x.want, "nav", nav)
		if got := runLines(t, args, texts, nil)[3]; got != want {
			t.Errorf("%s %q: %q, want %q", args, x.text, got, want)
		}
	}
}

func TestLinesKeep(t *testing.T) {
	texts := []string{"one\nx\none", "one\nyy", "one\nzzz\none"}
	given := []string{"n=2 source=a", "n=null source=b", "n=7 source=c"}
	for args, want := range map[string]string{
		"":                                  "one,x|yy|zzz",
		"keep: last":                        "x|yy|zzz,one",
		"keep: longest":                     "x|yy|one,zzz",
		"keep: max(n)":                      "x|yy|one,zzz",
		"keep: min(n)":                      "one,x|yy|zzz",
		"priority: [b]":                     "x|one,yy|zzz",
		"priority: [b, c], keep: last":      "x|one,yy|zzz",
		"copies: 2":                         "one,x,one|yy|zzz",
		"copies: 3":                         "one,x,one|one,yy|zzz",
		"copies: 4, keep: last":             "x,one|one,yy|one,zzz,one",
		"copies: 0":                         "x|yy|zzz",
		"copies: 0, recurs: 6":              "one,x,one|one,yy|one,zzz,one",
		"copies: 0, recurs: 5":              "x|yy|zzz",
		"count: documents":                  "one,x,one|yy|zzz",
		"count: documents, copies: 2":       "one,x,one|one,yy|zzz",
		"count: documents, copies: 3":       "one,x,one|one,yy|one,zzz,one",
		"count: documents, recurs: 4":       "one,x,one|one,yy|one,zzz,one",
		"min_chars: 4":                      "one,x,one|one,yy|one,zzz,one",
		"run: 2":                            "one,x,one|one,yy|one,zzz,one",
		"normalise: [case], copies: 0":      "x|yy|zzz",
		"copies: 1, recurs: 2, keep: first": "one,x|yy|zzz",
	} {
		if !strings.Contains(args, "min_chars") {
			args = strings.TrimSuffix("min_chars: 1, "+args, ", ")
		}
		got := strings.ReplaceAll(strings.Join(runLines(t, "{"+args+"}", texts, given), "|"), "\n", ",")
		if got != want {
			t.Errorf("%s: %s, want %s", args, got, want)
		}
	}
}

func TestLinesRuns(t *testing.T) {
	for _, x := range []struct{ args, texts, want string }{
		{"run: 3", "a a a a a", "a a a"},                               // the copy that stays is whole
		{"run: 3", "a b c d|x a b c d y", "a b c d|x y"},               // windows join
		{"run: 3", "a b c|a b c d|b c d", "a b c|b c d|" + gone},       // b c d stays where it stands first
		{"run: 3", "a b c|x a b y", "a b c|x a b y"},                   // two in a row are no run of three
		{"run: 3, copies: 0", "a a a a|b", gone + "|b"},                // nothing stays
		{"run: 2, keep: last", "a b|a b x|a b", gone + "|x|a b"},       // from the end
		{"run: 2, keep: last", "a b x a b", "x a b"},                   // and within a document
		{"run: 2, copies: 2", "a b|a b|a b x", "a b|a b|x"},            // two copies
		{"run: 2, count: documents", "a b a b|a b", "a b a b|" + gone}, // a document keeps all of its own
	} {
		texts := strings.Split(strings.ReplaceAll(x.texts, " ", "\n"), "|")
		got := strings.ReplaceAll(strings.Join(runLines(t, "{min_chars: 1, "+x.args+"}", texts, nil), "|"), "\n", " ")
		if got != x.want {
			t.Errorf("%s %q: %q, want %q", x.args, x.texts, got, x.want)
		}
	}
}

// The break of a paragraph inside of a run that goes stays.
func TestLinesRunOverABreak(t *testing.T) {
	got := runLines(t, "{unit: sentence, run: 2, min_chars: 1}", []string{"One. Two.", "Aa.  One.\n\nTwo.\nBb.", "Cc. One.\n\nTwo. One. Two. Dd."}, nil)
	if want := []string{"One. Two.", "Aa.\n\nBb.", "Cc.\n\nDd."}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Who emptied a document is named where it is one other.
func TestLinesEmptied(t *testing.T) {
	s := steptest.New(t, Lines, "{min_chars: 1}", []string{"a\nb", "c", "b\na", "a\nc"}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if r := docs[2].Reject; r == nil || r.Rule != "emptied" || r.Kept != 1+docs[0].Ord || r.Similarity != 1 || docs[2].Text() != "b\na" {
		t.Errorf("%+v", docs[2].Reject)
	}
	if r := docs[3].Reject; r == nil || r.Kept != 0 {
		t.Errorf("%+v", docs[3].Reject)
	}
}

func TestLinesColumns(t *testing.T) {
	s := steptest.New(t, Lines, "{on: [title, text], min_chars: 1}", []string{"b\na\nb", "a", "d"}, []string{"title=a", "title=e", "title=null"})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if got := docs[0].Str(schema.SlotTitle) + "|" + docs[0].Text() + "|" + docs[1].Str(schema.SlotTitle) + "|" + docs[1].Text() + "|" + docs[2].Text(); got != "a|b|e||d" {
		t.Error(got)
	}
}

func TestLinesSays(t *testing.T) {
	for s, want := range map[string]int{"": 0, "a, 1!": 2, "é ѣ": 2, "渡轮": 4, "ひカ한": 6, "-- ٣ --": 1, "abcdefghijklmnop": 10} {
		if got := says(s, 10); got != want {
			t.Errorf("%q says %d, want %d", s, got, want)
		}
	}
}

func TestLinesFaults(t *testing.T) {
	for _, args := range []string{"{unit: word}", "{run: 0}", "{run: 101}", "{recurs: 1}", "{copies: -1}", "{keep: none}", "{emptied: reject}", "{on_match: drop}", "{min_chars: 0}", "{priority: [nobody]}"} {
		if s, _ := steptest.Plan(Lines, args, []string{"x"}, nil); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}

// plainUnits takes a text apart in the plainest way: what is compared, and the text between.
func plainUnits(kind, s string) (units []string) {
	blank := func(l string) bool { return strings.TrimSpace(l) == "" }
	var paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			units = append(units, strings.Join(paragraph, "\n"))
		}
		paragraph = nil
	}
	for _, l := range strings.Split(s, "\n") {
		l = strings.TrimSuffix(l, "\r")
		switch {
		case kind == "paragraph" && blank(l):
			flush()
		case kind == "paragraph":
			paragraph = append(paragraph, l)
		case kind == "line" && !blank(l):
			units = append(units, l)
		case kind == "sentence":
			for l = strings.TrimLeftFunc(l, unicode.IsSpace); l != ""; l = strings.TrimLeftFunc(l, unicode.IsSpace) {
				end := text.SentenceEnd(l, 0)
				units = append(units, strings.TrimSpace(l[:end]))
				l = l[end:]
			}
		}
	}
	flush()
	return units
}

// linesOracle is dedupe.lines by its definition: every run against every other. It returns the units that are left.
type linesOracle struct {
	unit            string
	run             int
	copies, recurs  int
	documents, last bool
	texts           []string
}

func (o linesOracle) left() (left [][]string) {
	type place struct{ doc, at int }
	places := map[string][]place{}
	units := make([][]string, len(o.texts))
	for i, t := range o.texts {
		units[i] = plainUnits(o.unit, t)
		for at := 0; at+o.run <= len(units[i]); at++ {
			var parts []string
			for _, u := range units[i][at : at+o.run] {
				parts = append(parts, strings.Join(strings.Fields(u), " "))
			}
			key := strings.Join(parts, "\x00")
			if says(key, 1) == 0 {
				continue
			}
			places[key] = append(places[key], place{i, at})
		}
	}
	goes, stays := map[place]bool{}, map[place]bool{}
	for _, ps := range places {
		if o.last {
			slices.Reverse(ps)
		}
		numbers, n := make([]int, len(ps)), 0
		for i := range ps {
			if i == 0 || !o.documents || ps[i].doc != ps[i-1].doc {
				n++
			}
			numbers[i] = n
		}
		if n < o.recurs {
			continue
		}
		for i, p := range ps {
			for k := range o.run {
				if at := (place{p.doc, p.at + k}); numbers[i] > o.copies {
					goes[at] = true
				} else {
					stays[at] = true
				}
			}
		}
	}
	for i := range units {
		var kept []string
		for at, u := range units[i] {
			if p := (place{i, at}); !goes[p] || stays[p] {
				kept = append(kept, u)
			}
		}
		left = append(left, kept)
	}
	return left
}

// drawLines draws a few documents of few distinct units, with breaks and spaces of all kinds.
func drawLines(t *rapid.T) []string {
	piece := rapid.SampledFrom([]string{"a", "b", "c  d", "c d", "x. Y", "x. Y. Z", "一。二。", "\u00a0", "  e", "F.  "})
	gap := rapid.SampledFrom([]string{"\n", "\n", "\n", "\n\n", "\r\n", " \n", "\n \t\n\n", ". "})
	document := rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 6).Draw(t, "pieces") {
			b.WriteString(piece.Draw(t, "piece") + gap.Draw(t, "gap"))
		}
		return b.String()
	})
	return rapid.SliceOfN(document, 1, 6).Draw(t, "texts")
}

// breaksBetween returns the line breaks between the units of a text, found one after the other.
func breaksBetween(body string, units []string) (breaks []int) {
	at := 0
	for i, u := range units {
		start := at + strings.Index(body[at:], u)
		if i > 0 {
			breaks = append(breaks, strings.Count(body[at:start], "\n"))
		}
		at = start + len(u)
	}
	return breaks
}

// What is left is what the definition leaves, apart from each other as far as they were.
func TestLinesAgainstOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := linesOracle{unit: rapid.SampledFrom([]string{"line", "paragraph", "sentence"}).Draw(t, "unit"), run: rapid.IntRange(1, 3).Draw(t, "run"),
			copies: rapid.IntRange(0, 2).Draw(t, "copies"), recurs: rapid.IntRange(2, 3).Draw(t, "recurs"),
			documents: rapid.Bool().Draw(t, "documents"), last: rapid.Bool().Draw(t, "last"), texts: drawLines(t)}
		args := fmt.Sprintf("{unit: %s, run: %d, copies: %d, recurs: %d, min_chars: 1", o.unit, o.run, o.copies, o.recurs)
		if o.documents {
			args += ", count: documents"
		}
		if o.last {
			args += ", keep: last"
		}
		s, problems := steptest.Plan(Lines, args+"}", o.texts, nil)
		if s == nil {
			t.Fatal(problems)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i, want := range o.left() {
			all := plainUnits(o.unit, o.texts[i])
			if !docs[i].Kept() {
				if len(want) > 0 || len(all) == 0 {
					t.Fatalf("%s: document %d of %q is rejected", args, i, o.texts)
				}
				continue
			}
			got := plainUnits(o.unit, docs[i].Text())
			if !slices.Equal(got, want) || len(want) == 0 && len(all) > 0 {
				t.Fatalf("%s: document %d of %q is %q, want %q", args, i, o.texts, docs[i].Text(), want)
			}
			if len(want) == len(all) && docs[i].Text() != o.texts[i] {
				t.Fatalf("%s: document %d of %q changed to %q", args, i, o.texts, docs[i].Text())
			}
		}
	})
}

// A second time the step finds nothing in single units.
func TestLinesIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		args := fmt.Sprintf("{unit: %s, run: 1, copies: %d, recurs: %d, min_chars: 1, count: %s, keep: %s}",
			rapid.SampledFrom([]string{"line", "paragraph", "sentence"}).Draw(t, "unit"), rapid.IntRange(0, 3).Draw(t, "copies"),
			rapid.IntRange(2, 3).Draw(t, "recurs"), rapid.SampledFrom([]string{"occurrences", "documents"}).Draw(t, "count"),
			rapid.SampledFrom([]string{"first", "last", "longest"}).Draw(t, "keep"))
		texts := drawLines(t)
		var kept [2][]string
		for i := range kept {
			s, problems := steptest.Plan(Lines, args, texts, nil)
			if s == nil {
				t.Fatal(problems)
			}
			docs := s.Docs()
			if err := s.Run(docs, nil); err != nil {
				t.Fatal(err)
			}
			for k := range docs {
				if docs[k].Kept() {
					kept[i] = append(kept[i], docs[k].Text())
				}
			}
			if texts = kept[i]; len(texts) == 0 {
				return
			}
		}
		if !slices.Equal(kept[0], kept[1]) {
			t.Fatalf("%s: %q, then %q", args, kept[0], kept[1])
		}
	})
}

// Between two units that stay there are as many line breaks as the widest gap between them had.
func TestLinesKeepTheWidestGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		want, wide, units := []int{}, 0, []string{}
		for i := range rapid.IntRange(1, 8).Draw(t, "lines") {
			unit := fmt.Sprint("own", i)
			if rapid.Bool().Draw(t, "goes") {
				unit = "goes"
			} else {
				if units = append(units, unit); len(units) > 1 {
					want = append(want, wide)
				}
				wide = 0
			}
			breaks := rapid.IntRange(1, 3).Draw(t, "breaks")
			wide = max(wide, breaks)
			b.WriteString(unit + strings.Repeat("\n", breaks))
		}
		s, problems := steptest.Plan(Lines, "{min_chars: 1}", []string{"goes", b.String()}, nil)
		if s == nil {
			t.Fatal(problems)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		if d := &docs[1]; d.Kept() && !slices.Equal(breaksBetween(d.Text(), units), want) {
			t.Fatalf("%q from %q", d.Text(), b.String())
		}
	})
}

// Merged verdicts say what the single ones do, in few.
func TestLinesMerge(t *testing.T) {
	x := &lines{}
	rapid.Check(t, func(t *rapid.T) {
		var single, merged []transform.Verdict
		at := int32(rapid.IntRange(0, 3).Draw(t, "start"))
		for range rapid.IntRange(1, 60).Draw(t, "cuts") {
			at += rapid.SampledFrom([]int32{0, 0, 1, 7, 200, 1 << 20}).Draw(t, "hole")
			end := at + rapid.SampledFrom([]int32{1, 20, 300, 1 << 21}).Draw(t, "length")
			v := transform.Verdict{Kind: transform.Cut, Start: at, End: end, Other: int64(rapid.IntRange(0, 1).Draw(t, "other"))}
			single = append(single, v)
			if n := len(merged) - 1; n < 0 || !x.Merge(&merged[n], v) {
				merged = append(merged, v)
			}
			at = end - rapid.SampledFrom([]int32{0, 0, 1}).Draw(t, "overlap")
		}
		if !slices.Equal(going(single, 0), going(merged, 0)) || onlyOther(single) != onlyOther(merged) {
			t.Fatalf("%v are %v, not %v", merged, going(merged, 0), going(single, 0))
		}
	})
	many := transform.Verdict{Kind: transform.Cut, End: 2}
	for n := int32(1); n <= 9; n++ {
		if got := x.Merge(&many, transform.Verdict{Kind: transform.Cut, Start: 10 * n, End: 10*n + 2}); got != (n <= 8) {
			t.Errorf("hole %d: %v", n, got)
		}
	}
}
