package redact

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/laws"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// Texts without boilerplate cost no allocation.
func TestBlocksMissIsFree(t *testing.T) {
	body := freshProse(20<<10, 0)
	for _, spec := range []transform.Spec{Boilerplate, Repeats} {
		s := steptest.New(t, spec, "", []string{body}, nil)
		docs, scratch := s.Docs(), schema.Scratch{}
		docs[0].Begin(s.Plan.Layout, 0, &scratch)
		m := s.Step().(transform.Mapper)
		if n := testing.AllocsPerRun(20, func() { _ = m.Map(t.Context(), &docs[0]) }); n > 0 {
			t.Errorf("%s: %v allocations", spec.Name, n)
		}
	}
}

func BenchmarkBoilerplate(b *testing.B) {
	benchStep(b, Boilerplate, "6kB", freshProse(6<<10, 0))
	benchStep(b, Boilerplate, "200kB", freshProse(200<<10, 0))
	benchStep(b, Boilerplate, "200kB-wrapped", freshProse(200<<10, 76))
	english := strings.Repeat(strings.ReplaceAll(plainProse[:600], "\n", " ")+"\n\n", 300)
	benchStep(b, Boilerplate, "english", english)
}

var blockHostile = []string{"<", "(", "@", "a", "\u0301", "#", "#a", "#a ", "|", "| ", ">", "a > ", "…", "a…\n", "...\n", "share ", "share\n", "read more ", "home | ", "cookie ", "©", "(c)", "(source link) ", "[read more] ",
	"read more. ", "Home\n", "a b c d e f\n", "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2\n\n", "The same words come again and again in the same order here.\n\n", "– ", " | a", "漢", "漢。", "แ", "ا", "\n", "\n\n", " ", "| a | b |\n", "- a\n", "1. x y z\n", "```\n", "By A B\n", "2024 ", "x - y\n"}

// Work grows with the text and no faster.
func TestBlocksHostile(t *testing.T) {
	for _, spec := range []transform.Spec{Boilerplate, Repeats} {
		for _, piece := range blockHostile {
			laws.Linear(t, fmt.Sprintf("%s of %q", spec.Name, piece), 1<<19, func(size int) {
				mapped(t, spec, allOf(spec), strings.Repeat(piece, size/len(piece)))
			})
		}
	}
}

// allOf asks for all kinds and options of a step.
func allOf(spec transform.Spec) string {
	if spec.Name == Repeats.Name {
		return "{sentences: true}"
	}
	return "{kinds: [" + strings.Join(boilerKindNames, ", ") + "]}"
}

// Whatever the text, both steps do nothing to what they left, and keep its characters whole.
func FuzzBlocks(f *testing.F) {
	for i, piece := range blockHostile {
		f.Add(piece + blockHostile[(i+7)%len(blockHostile)] + "\n" + strings.Repeat(blockHostile[(i*5+3)%len(blockHostile)], 3))
	}
	f.Add(Boilerplate.Examples[0].Docs[0])
	f.Add(Repeats.Examples[0].Docs[0])
	var sets []*steptest.Set
	for _, spec := range []transform.Spec{Boilerplate, Repeats} {
		sets = append(sets, steptest.New(f, spec, allOf(spec), []string{""}, nil), steptest.New(f, spec, `{replace: "<{kind}>"}`, []string{""}, nil))
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, set := range sets {
			once := runOn(t, set, s)
			if twice := runOn(t, set, once); twice != once {
				t.Fatalf("%q became %q and then %q", s, once, twice)
			}
		}
	})
}

func runOn(t *testing.T, set *steptest.Set, s string) string {
	t.Helper()
	docs := set.Docs()
	docs[0].Values[schema.SlotText] = schema.StringValue(s)
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}
