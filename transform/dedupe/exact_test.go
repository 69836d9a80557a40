package dedupe

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

func runExact(t testing.TB, args string, texts, given []string) []schema.Doc {
	t.Helper()
	s := steptest.New(t, Exact, args, texts, given)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs
}

// keptOf returns the texts of the kept documents, space-separated.
func keptOf(docs []schema.Doc) string {
	var out []string
	for i := range docs {
		if docs[i].Kept() {
			out = append(out, docs[i].Text())
		}
	}
	return strings.Join(out, " ")
}

func TestExactKeep(t *testing.T) {
	texts := []string{"a1", "b22", "c3", "d"}
	given := []string{"k=x n=2 s=2024-01-02 source=one", "k=x n=null s=2023-01-01 source=two", "k=x n=7 s=2025-12-31 source=one", "k=x n=2 s=null source=three"}
	for args, want := range map[string]string{
		"{by: k}":                                     "a1",
		"{by: k, keep: last}":                         "d",
		"{by: k, keep: longest}":                      "b22",
		"{by: k, keep: max(n)}":                       "c3",
		"{by: k, keep: min(n)}":                       "a1",
		"{by: k, keep: max(s)}":                       "c3",
		"{by: k, keep: min( s )}":                     "b22",
		"{by: k, priority: [two]}":                    "b22",
		"{by: k, priority: [three, one]}":             "d",
		"{by: k, priority: [one], keep: last}":        "c3",
		"{by: k, priority: [one, two], keep: min(n)}": "a1",
	} {
		docs := runExact(t, args, texts, given)
		if got := keptOf(docs); got != want {
			t.Errorf("%s keeps %q, not %q", args, got, want)
		}
		for i := range docs {
			d := &docs[i]
			if d.Kept() {
				continue
			}
			survivor := docs[d.Reject.Kept-2] // 1 + ordinal, and ordinals count from 1
			if survivor.Text() != want || len(d.Links) != 1 || d.Links[0].Kept != survivor.Ord || d.Reject.Rule != "duplicate" || d.Reject.Similarity != 1 {
				t.Errorf("%s rejects %q: %+v, links %+v", args, d.Text(), *d.Reject, d.Links)
			}
		}
	}
}

// Columns are one key, and nothing slides from one into the next; a null is no empty string.
func TestExactColumns(t *testing.T) {
	docs := runExact(t, "{on: [text, title]}", []string{"a", "ab", "a", "a", "a", "a"}, []string{"title=bc", "title=c", "title=bc", "title=\"\"", "title=null", "title=null"})
	if got := keptOf(docs); got != "a ab a a" {
		t.Errorf("kept %q", got)
	}
	docs = runExact(t, "{by: n}", []string{"a", "b", "c", "d", "e"}, []string{"n=1", "n=1.0", "n=null", "n=null", "n=2.5"})
	if got := keptOf(docs); got != "a c d e" {
		t.Errorf("by a number kept %q", got)
	}
}

// What is kept has one document of every folded text, the first.
func TestExactAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringOf(rapid.SampledFrom([]rune("aA b\n"))), 1, 20).Draw(t, "texts")
		s, problems := steptest.Plan(Exact, "{normalise: [case, spaces]}", texts, nil)
		if s == nil {
			t.Fatal(problems)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		first := map[string]int64{}
		for i := range docs {
			key := strings.ToLower(strings.Join(strings.Fields(texts[i]), " "))
			ord, seen := first[key]
			if !seen {
				first[key] = docs[i].Ord
			}
			if docs[i].Kept() == seen || seen && docs[i].Reject.Kept != 1+ord {
				t.Fatalf("document %d of %q", i, texts)
			}
		}
	})
}

func TestExactFaults(t *testing.T) {
	for _, args := range []string{"{keep: best}", "{keep: max()}", "{keep: max(nothing)}", "{keep: sum(n)}", "{priority: [nobody]}", "{priority: [documents, documents]}", "{by: nothing}", "{normalise: [soundex]}", "{columns: step}",
		"{url: [scheme]}", "{on: [title], by: n}"} {
		if s, _ := steptest.Plan(Exact, args, []string{"x"}, []string{"n=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}

func BenchmarkExactKey(b *testing.B) {
	text := strings.Repeat("The ferry is back in service, and the pilots return to work.\n", 40)
	s := steptest.New(b, Exact, "", []string{text}, nil)
	docs := s.Docs()
	x := s.Step().(*exact)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		x.key(&docs[0])
	}
}

func ExampleExact() {
	fmt.Println(keepColumn("max(stars)"))
	// Output: max stars
}
