package label

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/transform/steptest"
)

// Over several columns the counts are sums; a null column counts nothing.
func TestCountsOverColumns(t *testing.T) {
	s := steptest.New(t, Counts, "{on: [text, title]}", []string{"one two\nthree", "four"}, []string{"title=\"A headline\"", "title=null"})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{`title="A headline" bytes=23 chars=23 words=5 lines=3`, `title=null bytes=4 chars=4 words=1 lines=1`} {
		if got := s.Row(&docs[i]); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// Bytes, characters and lines are what the plain ways of counting give.
func TestCountsPlainly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab é漢🚀\n"))).Draw(t, "text")
		s, problems := steptest.Plan(Counts, "", []string{text}, nil)
		if s == nil {
			t.Fatal(problems)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for range strings.Lines(text) {
			lines++
		}
		at := func(name string) int { return int(docs[0].Values[s.Plan.Layout.Slot(name)].Int()) }
		if at("bytes") != len(text) || at("chars") != len([]rune(text)) || at("chars") != utf8.RuneCountInString(text) || at("lines") != lines {
			t.Fatalf("%q: %s", text, s.Row(&docs[0]))
		}
	})
}

func TestCountsFaults(t *testing.T) {
	for _, args := range []string{"{prefix: 1_}", "{prefix: 'a b'}", "{prefix: A}"} {
		if s, _ := steptest.Plan(Counts, args, []string{""}, nil); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
