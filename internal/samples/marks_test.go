package samples

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func describe(ps []Problem) []string {
	var out []string
	for _, p := range ps {
		line := fmt.Sprintf("%s %d-%d %q", p.Problem, p.Start, p.End, *p.Text)
		if p.Should != nil {
			line += fmt.Sprintf(" -> %q", *p.Should)
		}
		out = append(out, line)
	}
	return out
}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		in, text string
		problems []string
	}{
		{"plain", "plain", nil},
		{"a⟦glued:,b⇒, b⟧c", "a,bc", []string{`glued 1-3 ",b" -> ", b"`}},
		{"x ⟦email:a@example.org⟧", "x a@example.org", []string{`email 2-15 "a@example.org"`}},
		{"x⟦markup:<b>⟧y", "x<b>y", []string{`markup 1-4 "<b>" -> ""`}},
		{"⟦boilerplate:mail ⟦email:a@example.org⟧!⟧", "mail a@example.org!", []string{`boilerplate 0-19 "mail a@example.org!" -> ""`, `email 5-18 "a@example.org"`}},
		{"⟦control:⟦U+200B U+0007⟧⟧.", "\u200b\a.", []string{`control 0-4 "\u200b\a" -> ""`}},
		{"⟦mojibake!cp1252:é⟧", "Ã©", []string{`mojibake 0-4 "Ã©" -> "é"`}},
	} {
		text, ps, err := parseMarks(c.in)
		if err != nil || text != c.text || !reflect.DeepEqual(describe(ps), c.problems) {
			t.Errorf("%s\n got %q %q %v\nwant %q %q", c.in, text, describe(ps), err, c.text, c.problems)
		}
	}
}

func TestBrokenMarksAreErrors(t *testing.T) {
	for _, in := range []string{"a⟧", "⟦a", "⟦a:b", "⟦a b:c⟧", "⟦:c⟧", "⟦a:b⇒c", "⟦a:b⇒⟦c:d⟧⟧", "⟦U+zz⟧", "⟦U+200B",
		"⟦mojibake!klingon:x⟧", "⟦mojibake!cp1252:plain⟧", "⟦gibberish!inventory:text⟧", "⟦mojibake!cp1252:é"} {
		if text, _, err := parseMarks(in); err == nil {
			t.Errorf("%s: taken as %q", in, text)
		}
	}
}

// TestMarksPointAtTheirText is the law behind the truth file, on marks that nobody wrote.
func TestMarksPointAtTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{"word ", "é", "\n", "⟦email:a@b⟧", "⟦glued:a,b⇒a, b⟧", "⟦table:|a⟦casing:x⇒X⟧|⇒a⟧", "⟦U+1F600⟧"})).Draw(t, "pieces")
		text, ps, err := parseMarks(strings.Join(pieces, ""))
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range ps {
			if text[p.Start:p.End] != *p.Text {
				t.Fatalf("[%d,%d) is %q, not %q", p.Start, p.End, text[p.Start:p.End], *p.Text)
			}
			if i > 0 && p.Start < ps[i-1].Start {
				t.Fatal("not in order")
			}
		}
	})
}

func FuzzMarks(f *testing.F) {
	f.Add("a⟦glued:,b⇒, b⟧c ⟦boilerplate:x ⟦email:y⟧⟧ ⟦U+200B⟧ ⟦mojibake!cp1251:ж⟧")
	f.Fuzz(func(t *testing.T, in string) {
		text, ps, err := parseMarks(in)
		if err != nil {
			return
		}
		for _, p := range ps {
			if text[p.Start:p.End] != *p.Text {
				t.Fatalf("%q: [%d,%d) is not %q", in, p.Start, p.End, *p.Text)
			}
		}
	})
}

func TestSections(t *testing.T) {
	d, err := section("a.txt", "@title T\n@crlf\n@swap old => new\n@problem language de\n@problem near-duplicate-of b.txt\nbody\n@not a key\n")
	if err != nil || d.body != "body\n@not a key\n" || d.Front.Title != "T" || !d.Front.CRLF || len(d.Front.Whole) != 2 {
		t.Errorf("%+v %v", d, err)
	}
	if d.Front.Whole[0].Detail != "de" || d.Front.Whole[1].Of != "b.txt" || d.Front.Swaps[0] != (swap{"old", "new"}) {
		t.Errorf("%+v", d.Front)
	}
	if _, err := section("a.txt", "@titel T\n"); err == nil {
		t.Error("an unknown key is taken")
	}
}
