package sample

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// world is a set of documents whose columns a test knows.
type world struct {
	texts, given   []string
	class, author  []string
	words, counted []int
}

func drawn(t *rapid.T) world {
	var w world
	classes, authors, texts := rapid.IntRange(1, 4).Draw(t, "classes"), rapid.IntRange(1, 30).Draw(t, "authors"), rapid.SampledFrom([]int{3, 1000}).Draw(t, "texts")
	for range rapid.IntRange(1, 50).Draw(t, "documents") {
		body := fmt.Sprint("text", rapid.IntRange(1, texts).Draw(t, "text")) + strings.Repeat(" word", rapid.IntRange(0, 6).Draw(t, "words"))
		w.texts, w.words = append(w.texts, body), append(w.words, text.CountWords(body))
		w.class = append(w.class, fmt.Sprint("c", rapid.IntRange(1, classes).Draw(t, "class")))
		w.author = append(w.author, fmt.Sprint("a", rapid.IntRange(1, authors).Draw(t, "author")))
		w.counted = append(w.counted, rapid.IntRange(-1, 9).Draw(t, "count"))
		n := len(w.texts) - 1
		w.given = append(w.given, fmt.Sprintf("class=%s author=%s count=%d", w.class[n], w.author[n], w.counted[n]))
	}
	return w
}

// kept runs a step in some order of the documents.
func kept(t *rapid.T, tb testing.TB, spec transform.Spec, args string, w world) []bool {
	s := steptest.New(tb, spec, args, w.texts, w.given)
	docs := s.Docs()
	if err := s.Run(docs, rapid.Permutation(indexes(len(docs))).Draw(t, "order")); err != nil {
		t.Fatal(err)
	}
	out := make([]bool, len(docs))
	for i := range docs {
		out[i] = docs[i].Kept()
	}
	return out
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// inOrder is the plain twin of the order: indexes sorted by the hash as the Doc writes it, then by place.
func (w world) inOrder(key string) []int {
	hash := func(i int) []byte {
		b := append([]byte("tamis/sample\x00"), make([]byte, 8)...) // the seed is 0
		if key == "author" {
			b = append(b, 'v', byte(schema.String), 0, 0, 0, 0, 0, 0, 0, byte(len(w.author[i])))
			b = append(b, w.author[i]...)
		} else {
			content := sha256.Sum256([]byte(w.texts[i]))
			b = append(append(b, 'c'), content[:16]...)
		}
		sum := sha256.Sum256(b)
		return sum[:16]
	}
	order := indexes(len(w.texts))
	slices.SortStableFunc(order, func(a, b int) int { return bytes.Compare(hash(a), hash(b)) })
	return order
}

// oracle takes from one class, by whole groups of equal names, until the next has no room; short says that the class
// ended before.
func oracle(order []int, limit int, count func(int) int, name func(int) string) (out map[int]bool, sum, most int, short bool) {
	out = map[int]bool{}
	for len(order) > 0 {
		group := name(order[0])
		n, size := 0, 0
		for n < len(order) && name(order[n]) == group {
			n, size = n+1, size+count(order[n])
		}
		if most = max(most, size); sum+size > limit {
			return out, sum, most, false
		}
		for _, i := range order[:n] {
			out[i] = true
		}
		order, sum = order[n:], sum+size
	}
	return out, sum, most, sum < limit
}

// Each step keeps what the definition says: of all or of each class, singly or by groups, counting documents, words
// or a column.
func TestTakeAgainstOracle(t *testing.T) {
	for _, unit := range []string{"documents", "words", "column"} {
		rapid.Check(t, func(rt *rapid.T) {
			w := drawn(rt)
			spec, param, count := w.counting(unit)
			limit, key, by := rapid.IntRange(0, 60).Draw(rt, "limit"), rapid.SampledFrom([]string{"", "author"}).Draw(rt, "key"), rapid.Bool().Draw(rt, "by")
			args := fmt.Sprintf("{%s: %d", param, limit)
			if key != "" {
				args += ", key: author"
			}
			if by {
				args += ", by: class"
			}
			got := kept(rt, t, spec, args+"}", w)
			classes := map[string][]int{}
			for _, i := range w.inOrder(key) {
				switch n := count(i); {
				case n < 0 && got[i]:
					rt.Fatalf("document %d without a count stays", i)
				case n < 0:
				case by:
					classes[w.class[i]] = append(classes[w.class[i]], i)
				default:
					classes[""] = append(classes[""], i)
				}
			}
			name := func(i int) string {
				if key != "" {
					return w.author[i]
				}
				return fmt.Sprint(i)
			}
			for class, order := range classes {
				want, sum, most, short := oracle(order, limit, count, name)
				for _, i := range order {
					if got[i] != want[i] {
						rt.Fatalf("%s of class %q: document %d stays %v, not %v", args, class, i, got[i], want[i])
					}
				}
				if lack := limit - sum; lack < 0 || !short && lack > 0 && lack >= most {
					rt.Fatalf("%s of class %q: %d, the largest %d", args, class, sum, most)
				}
			}
		})
	}
}

func (w world) counting(unit string) (spec transform.Spec, param string, count func(int) int) {
	switch unit {
	case "documents":
		return Size, "n", func(int) int { return 1 }
	case "words":
		return Tokens, "budget", func(i int) int { return w.words[i] }
	}
	return Tokens, "column: count, budget", func(i int) int { return w.counted[i] }
}

// A larger sample holds the smaller one, and exactly n documents stay where each goes by itself.
func TestTakeNests(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawn(rt)
		spec, param, _ := w.counting(rapid.SampledFrom([]string{"documents", "words", "column"}).Draw(rt, "unit"))
		rest := rapid.SampledFrom([]string{"", ", by: class", ", key: author", ", by: class, key: content"}).Draw(rt, "rest")
		limit := rapid.IntRange(0, 40).Draw(rt, "limit")
		less := kept(rt, t, spec, fmt.Sprintf("{%s: %d%s}", param, limit, rest), w)
		more := kept(rt, t, spec, fmt.Sprintf("{%s: %d%s}", param, limit+rapid.IntRange(0, 20).Draw(rt, "more"), rest), w)
		n := 0
		for i := range less {
			if less[i] && !more[i] {
				rt.Fatalf("%s %d%s: document %d stays in the smaller one alone", param, limit, rest, i)
			}
			if less[i] {
				n++
			}
		}
		if want := min(limit, len(less)); spec.Name == Size.Name && rest == "" && n != want {
			rt.Fatalf("%d of %d stay, not %d", n, len(less), want)
		}
	})
}

// filter.sample and sample.size share an order: what the text of the Doc says of it is what the step does.
func TestOrder(t *testing.T) {
	s := steptest.New(t, Size, "1", []string{"one"}, nil)
	d := s.Docs()[0]
	content := sha256.Sum256([]byte("one"))
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64([]byte("tamis/sample\x00"), 0), append([]byte{'c'}, content[:16]...)...))
	if got := s.Step().(*take).rank(&d); !bytes.Equal(got[:], sum[:16]) {
		t.Errorf("rank %x, not %x", got, sum[:16])
	}
}

// notesOf runs the Judge by hand: what it notes does not come out of a run of steptest.
func notesOf(t *testing.T, spec transform.Spec, args string, texts, given []string) map[string]int64 {
	t.Helper()
	s := steptest.New(t, spec, args, texts, given)
	j := s.Step().(transform.Sitter)
	runs := map[transform.Key][]transform.Claim{}
	docs := s.Docs()
	for i := range docs {
		j.Claims(&docs[i], func(k transform.Key, r transform.Rank, note []byte) {
			runs[k] = append(runs[k], transform.Claim{Key: k, Rank: r, Ord: docs[i].Ord, Note: slices.Clone(note)})
		})
	}
	sitting := j.Sit()
	for _, k := range slices.SortedFunc(maps.Keys(runs), func(a, b transform.Key) int {
		return strings.Compare(fmt.Sprintf("%016x%016x", a.Hi, a.Lo), fmt.Sprintf("%016x%016x", b.Hi, b.Lo))
	}) {
		slices.SortStableFunc(runs[k], func(a, b transform.Claim) int { return bytes.Compare(a.Rank[:], b.Rank[:]) })
		if err := sitting.Decide(slices.Values(runs[k]), func(transform.Claim, transform.Verdict) {}); err != nil {
			t.Fatal(err)
		}
	}
	return sitting.Notes()
}

// What a set or a class lacks is said, also of a class or set that is not there at all.
func TestTakeSaysWhatLacks(t *testing.T) {
	texts, given := []string{"one", "two", "three"}, []string{"class=a", "class=a", "class=b"}
	for args, want := range map[string]map[string]int64{
		"2":                 {"documents": 2, "classes": 1, "short_classes": 0, "lacking": 0, "largest": 1},
		"7":                 {"documents": 3, "classes": 1, "short_classes": 1, "lacking": 4, "largest": 1},
		"{n: 2, by: class}": {"documents": 3, "classes": 2, "short_classes": 1, "lacking": 1, "largest": 1},
		"{n: 0, by: class, sizes: {a: 1, b: 4, c: 9}}": {"documents": 2, "classes": 2, "short_classes": 2, "lacking": 12, "largest": 1, "lacking_b": 3, "lacking_c": 9},
	} {
		if got := notesOf(t, Size, args, texts, given); !maps.Equal(got, want) {
			t.Errorf("%s: %v, not %v", args, got, want)
		}
	}
	want := map[string]int64{"documents": 1, "units": 2, "classes": 1, "short_classes": 0, "lacking": 0, "largest": 2}
	if got := notesOf(t, Tokens, "3", []string{"one two", "three four"}, nil); !maps.Equal(got, want) {
		t.Errorf("a budget in which the second has no room: %v, not %v", got, want)
	}
	if got := notesOf(t, Size, "3", nil, nil); got["lacking"] != 3 || got["short_classes"] != 1 {
		t.Errorf("an empty set: %v", got)
	}
}

// Counts as large as they can be do not wrap round.
func TestTakeHugeCounts(t *testing.T) {
	w := world{texts: []string{"a", "b", "c"}}
	for range w.texts {
		w.given = append(w.given, fmt.Sprintf("count=%d key=1", int64(math.MaxInt64)))
	}
	for args, want := range map[string]int{"{budget: 9223372036854775806, column: count}": 0, "{budget: 9223372036854775807, column: count}": 1,
		"{budget: 9223372036854775806, column: count, key: key}": 0} {
		s := steptest.New(t, Tokens, args, w.texts, w.given)
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		n := 0
		for i := range docs {
			if docs[i].Kept() {
				n++
			}
		}
		if n != want {
			t.Errorf("%s keeps %d, not %d", args, n, want)
		}
	}
}

func TestTakeFaults(t *testing.T) {
	given := []string{"class=a stars=0.5 count=3 tags=x"}
	for _, args := range []string{"-1", "{by: class}", "{n: 1, sizes: {a: 1}}", "{n: 1, by: class, sizes: {a: 0.5}}", "{n: 1, by: class, sizes: {a: -1}}", "{n: 1, by: nothing}",
		"{n: 1, by: count, sizes: {a: 1}}", "{n: 1, by: class, sizes: {}}", "{n: 1, key: nothing}", "{n: many}"} {
		if s, _ := steptest.Plan(Size, args, []string{""}, given); s != nil {
			t.Errorf("%s passes", args)
		}
	}
	for _, args := range []string{"{budget: 1, column: stars}", "{budget: 1, column: class}", "{column: count}", "{budget: 1, budgets: {a: 2}}"} {
		if s, _ := steptest.Plan(Tokens, args, []string{""}, given); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
