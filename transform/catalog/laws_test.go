package catalog

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// Every Spec says all that the parser, the reference and the tests need.
func TestSpecsAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, spec := range All {
		t.Run(spec.Name, func(t *testing.T) {
			room, word, ok := strings.Cut(spec.Name, ".")
			if !ok || room == "" || word == "" || seen[spec.Name] {
				t.Errorf("name %q is not room.word, once", spec.Name)
			}
			seen[spec.Name] = true
			if spec.Summary == "" || strings.HasSuffix(spec.Summary, ".") || spec.Doc == "" {
				t.Error("summary (without full stop) or doc is missing")
			}
			if spec.Version < 1 || spec.New == nil || len(spec.Examples) < 3 {
				t.Errorf("version %d, %d examples", spec.Version, len(spec.Examples))
			}
			if spec.EditsText && spec.Kinds == nil {
				t.Error("edits text without naming kinds")
			}
			checkParams(t, spec.Params)
			if spec.Short != "" && !slices.ContainsFunc(spec.Params, func(p transform.Param) bool { return p.Name == spec.Short }) {
				t.Errorf("short parameter %q is not declared", spec.Short)
			}
			for _, x := range spec.Examples {
				if x.Note == "" || len(x.Docs) == 0 {
					t.Errorf("example %q is incomplete", x.Note)
				}
			}
		})
	}
}

func checkParams(t *testing.T, params []transform.Param) {
	for _, p := range params {
		if p.Name == "" || p.Type == "" || !strings.HasSuffix(p.Doc, ".") {
			t.Errorf("parameter %q has no type or no sentence", p.Name)
		}
		if p.Required && p.Default != nil {
			t.Errorf("parameter %q is required and has a default", p.Name)
		}
		checkParams(t, p.Fields)
	}
}

// garbage returns valid UTF-8 of the characters that break things: marks, joiners, controls, white
// space, pipes, fences, letters of many scripts.
func garbage(r *rand.Rand) string {
	pieces := []string{"a", "B", "7", " ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\v", "\u0085", "\u2028", "\u00A0", "\u3000", "\u200B", "\u200C", "\u200D",
		"\u00AD", "\uFEFF", "\u202E", "\u0000", "\u009F", "\uFFFD", "\uFFFE", "\uE000", "\U000E0061", "\U000E007F", "\U0001F3F4", "👩", "🚀", "\uFE0F", "e\u0301", "\u0301", "\u0323",
		"é", "ﬁ", "\u212B", "ᄀ", "ᅡ", "ᆨ", "가", "می", "خ", "क", "्", "ष", "漢", "かな", "カナ", "|", "| a |", "|---|", "```", "~~~", "    ", "- ", "'", ".", ",", "ada@example.org", "555-0100", "same line\n"}
	var b strings.Builder
	for n := r.IntN(40); n > 0; n-- {
		if r.IntN(12) == 0 {
			b.WriteRune(rune(r.IntN(0x11000)))
			continue
		}
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return strings.ToValidUTF8(b.String(), "?")
}

// hostile returns a Set of an example's step over garbage, with the example's columns.
func hostile(t *testing.T, spec transform.Spec, x transform.Example, r *rand.Rand) *steptest.Set {
	var texts, given []string
	for i := 0; i < 12; i++ {
		texts = append(texts, garbage(r))
		if len(x.Given) > 0 {
			given = append(given, x.Given[i%len(x.Given)])
		}
	}
	for i := 0; i < 3; i++ { // copies, and the example's own texts
		texts = append(texts, texts[i], x.Docs[i%len(x.Docs)])
		if len(x.Given) > 0 {
			given = append(given, x.Given[i%len(x.Given)], x.Given[i%len(x.Given)])
		}
	}
	return steptest.NewWith(t, spec, x.Args, texts, given, x.Files).Against(append(slices.Clone(x.Other), texts[0]))
}

// Rounds of garbage for each example.
const rounds = 25

func forEachHostile(t *testing.T, f func(t *testing.T, spec transform.Spec, s *steptest.Set, r *rand.Rand)) {
	forEachExample(t, func(t *testing.T, spec transform.Spec, x transform.Example) {
		r := rand.New(rand.NewPCG(7, uint64(len(x.Note))))
		for range rounds {
			f(t, spec, hostile(t, spec, x, r), r)
			if t.Failed() {
				return
			}
		}
	})
}

func run(t *testing.T, s *steptest.Set, order []int) []schema.Doc {
	t.Helper()
	docs := s.Docs()
	if err := s.Run(docs, order); err != nil {
		t.Fatal(err)
	}
	return docs
}

// Whatever the order in which documents come, alone or together, a step does the same to each.
func TestLawOrderFree(t *testing.T) {
	forEachHostile(t, func(t *testing.T, _ transform.Spec, s *steptest.Set, r *rand.Rand) {
		first := run(t, s, nil)
		again := run(t, s, r.Perm(len(first)))
		for i := range first {
			if a, b := s.Story(&first[i]), s.Story(&again[i]); a != b {
				t.Fatalf("in another order\n%s\nnot\n%s", b, a)
			}
		}
	})
}

// A step that declares that it edits no text leaves it; the edits of one that does, applied to the
// original, are its text, and every text is valid UTF-8.
func TestLawReplay(t *testing.T) {
	forEachHostile(t, func(t *testing.T, spec transform.Spec, s *steptest.Set, _ *rand.Rand) {
		before, after := s.Docs(), run(t, s, nil)
		for i := range after {
			for _, slot := range []int{schema.SlotText, schema.SlotTitle} {
				replayed(t, spec, &before[i], &after[i], slot)
			}
		}
	})
}

func replayed(t *testing.T, spec transform.Spec, before, after *schema.Doc, slot int) {
	t.Helper()
	old, now := before.Str(slot), after.Str(slot)
	if !spec.EditsText && old != now {
		t.Fatalf("text changed from %+q to %+q by a step that edits none", old, now)
	}
	if !utf8.ValidString(now) {
		t.Fatalf("%+q became %+q", old, now)
	}
	if before.Values[slot].IsNull() {
		return // set, not edited
	}
	var rows []schema.Row
	after.Rows(func(r schema.Row) {
		if r.Slot == slot {
			rows = append(rows, r)
		}
	})
	if got, err := schema.Replay(old, rows); err != nil || got != now {
		t.Fatalf("the edits of %+q give %+q, the text is %+q: %v", old, got, now, err)
	}
}

// A step writes the columns that it declares and no others.
func TestLawDeclaredColumns(t *testing.T) {
	forEachHostile(t, func(t *testing.T, _ transform.Spec, s *steptest.Set, _ *rand.Rand) {
		step := s.Plan.Steps[0]
		before, after := s.Docs(), run(t, s, nil)
		for i := range after {
			for slot := range after[i].Values {
				if slices.Contains(step.Writes, slot) || slices.Contains(step.Edits, slot) {
					continue
				}
				if a, b := before[i].Values[slot], after[i].Values[slot]; string(transform.AppendValue(nil, a)) != string(transform.AppendValue(nil, b)) {
					t.Fatalf("column %s changed, which is not declared", s.Plan.Layout.Columns[slot].Name)
				}
			}
			if !after[i].Kept() && !step.Spec.Rejects {
				t.Fatal("a document was dropped by a step that declares it rejects none")
			}
		}
	})
}

// A second run of a clean or redact step does nothing: of a Learner, the Mapper that it returned.
func TestLawIdempotent(t *testing.T) {
	forEachHostile(t, func(t *testing.T, spec transform.Spec, s *steptest.Set, _ *rand.Rand) {
		if !strings.HasPrefix(spec.Name, "clean.") && !strings.HasPrefix(spec.Name, "redact.") {
			return
		}
		docs := s.Docs()
		m, err := s.Mapper(docs)
		if err != nil {
			t.Fatal(err)
		}
		var scratch schema.Scratch
		for i := range docs {
			once, twice := mapped(t, m, s, &docs[i], &scratch)
			if once != twice {
				t.Fatalf("a second run makes %+q of %+q", twice, once)
			}
		}
	})
}

func mapped(t *testing.T, m transform.Mapper, s *steptest.Set, d *schema.Doc, scratch *schema.Scratch) (once, twice string) {
	t.Helper()
	for _, out := range []*string{&once, &twice} {
		d.Begin(s.Plan.Layout, 0, scratch)
		if err := m.Map(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		*out = d.Text()
	}
	return once, twice
}

// What a private step's Finder finds in a text is all of what the step takes out of it, and it
// finds nothing in what the step leaves.
func TestLawFinder(t *testing.T) {
	forEachHostile(t, func(t *testing.T, spec transform.Spec, s *steptest.Set, _ *rand.Rand) {
		f, ok := s.Step().(transform.Finder)
		if spec.Private == nil {
			return
		}
		if !ok {
			t.Fatal("a private step is no Finder")
		}
		for _, d := range run(t, s, nil) {
			f.Find(d.Text(), func(start, end int) { t.Errorf("left %q in %+q", d.Text()[start:end], d.Text()) })
			last := 0
			f.Find(d.Original(schema.SlotText), func(start, end int) {
				if start < last || end <= start {
					t.Error("spans are not in order")
				}
				last = end
			})
			if d.Text() != d.Original(schema.SlotText) && last == 0 {
				t.Errorf("changed %+q without finding anything", d.Original(schema.SlotText))
			}
		}
	})
}

// Every Mapper survives any valid text: the fuzzer looks for one that does not.
func FuzzMappers(f *testing.F) {
	f.Add("a\u200D\u0301 |\t| \r\n```\n x  y \n```", "same line\nsame line\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "\uFFFD"), strings.ToValidUTF8(b, "\uFFFD")
		for _, spec := range All {
			x := spec.Examples[0]
			if len(x.Given) > 0 {
				continue
			}
			s := steptest.NewWith(t, spec, x.Args, []string{a, b, a}, nil, x.Files)
			before, after := s.Docs(), run(t, s, nil)
			for i := range after {
				replayed(t, spec, &before[i], &after[i], schema.SlotText)
			}
		}
	})
}

func ExampleFind() {
	fmt.Println(Find("split.hash").Summary)
	// Output: Puts every document into a split by a hash of its content, cluster, id, host or column
}
