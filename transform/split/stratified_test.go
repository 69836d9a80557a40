package split

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// percents is the oracle's apportionment: of n, by shares in hundredths.
func percents(n int, parts []int) []int {
	out, rest, left := make([]int, len(parts)), make([]int, len(parts)), n
	for i, p := range parts {
		out[i], rest[i] = n*p/100, n*p%100
		left -= out[i]
	}
	for ; left > 0; left-- {
		i := slices.Index(rest, slices.Max(rest))
		out[i]++
		rest[i] = -1
	}
	return out
}

// within counts the documents of each class in each split.
func within(classes []string, got []int, splits int) map[string][]int {
	out := map[string][]int{}
	for i, c := range classes {
		if out[c] == nil {
			out[c] = make([]int, splits)
		}
		if got[i] >= 0 {
			out[c][got[i]]++
		}
	}
	return out
}

// Where every group is one document each class is split to the document, and tiny classes together are.
func TestStratifiedSingles(t *testing.T) {
	parts := []int{70, 20, 10}
	rapid.Check(t, func(rt *rapid.T) {
		var texts, given, classes []string
		for i := range rapid.IntRange(1, 90).Draw(rt, "documents") {
			class := fmt.Sprint("c", rapid.IntRange(0, 9).Draw(rt, "class")*rapid.IntRange(0, 1).Draw(rt, "rare"))
			texts, classes = append(texts, fmt.Sprint(i)), append(classes, class)
			given = append(given, "class="+class)
		}
		got := splitOf(rt, t, Stratified, "{column: class, ratios: {a: 0.7, b: 0.2, c: 0.1}}", texts, given)
		pooled := slices.Clone(classes)
		for i, c := range classes {
			if len(slices.DeleteFunc(slices.Clone(classes), func(o string) bool { return o != c })) < 10 {
				pooled[i] = "pool"
			}
		}
		for class, n := range within(pooled, got, 3) {
			if want := percents(n[0]+n[1]+n[2], parts); !slices.Equal(n, want) {
				rt.Fatalf("class %s is split %v, not %v", class, n, want)
			}
		}
	})
}

// Groups of one class stay together, and a split errs by less than the largest of them; the notes say by how much.
func TestStratifiedGroups(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts, given := drawn(rt)
		var classes []string
		for i, g := range given {
			classes = append(classes, fmt.Sprint("c", len(authorOf(g))%3))
			given[i] = authorOf(g) + " class=" + classes[i]
		}
		got := splitOf(rt, t, Stratified, "{column: class, ratios: {a: 0.6, b: 0.25, c: 0.15}, by: author, min_class: 0}", texts, given)
		noStraddle(rt, given, got)
		most, notes := largest(groupsInOrder(given)), notesOf(t, given, texts)
		greatest := 0
		for class, n := range within(classes, got, 3) {
			all := n[0] + n[1] + n[2]
			for i, p := range []int{60, 25, 15} {
				off := n[i]*100 - all*p
				if off = max(off, -off); off >= most*100 {
					rt.Fatalf("class %s is split %v, the largest group %d", class, n, most)
				}
				greatest = max(greatest, (off+99)/100)
			}
		}
		if int(notes["greatest_deviation_documents"]) != greatest || int(notes["largest_group"]) != most {
			rt.Fatalf("notes %v, greatest deviation %d, largest group %d", notes, greatest, most)
		}
	})
}

// notesOf runs the Judge by hand: what it notes does not come out of a run of steptest.
func notesOf(t *testing.T, given, texts []string) map[string]int64 {
	s := steptest.New(t, Stratified, "{column: class, ratios: {a: 0.6, b: 0.25, c: 0.15}, by: author, min_class: 0}", texts, given)
	j := s.Step().(transform.Sitter)
	runs := map[transform.Key]map[transform.Rank][]transform.Claim{}
	docs := s.Docs()
	for i := range docs {
		j.Claims(&docs[i], func(k transform.Key, r transform.Rank, note []byte) {
			if runs[k] == nil {
				runs[k] = map[transform.Rank][]transform.Claim{}
			}
			runs[k][r] = append(runs[k][r], transform.Claim{Key: k, Rank: r, Ord: docs[i].Ord, Note: slices.Clone(note)})
		})
	}
	sitting := j.Sit()
	for _, k := range slices.SortedFunc(maps.Keys(runs), compareKeys) {
		var run []transform.Claim
		for _, claims := range runs[k] {
			run = append(run, claims...)
		}
		if err := sitting.Decide(slices.Values(run), func(transform.Claim, transform.Verdict) {}); err != nil {
			t.Fatal(err)
		}
	}
	return sitting.Notes()
}

func compareKeys(a, b transform.Key) int {
	return strings.Compare(fmt.Sprintf("%016x%016x", a.Hi, a.Lo), fmt.Sprintf("%016x%016x", b.Hi, b.Lo))
}

// Groups of several classes stay together too, whatever becomes of tiny classes.
func TestStratifiedMixedGroups(t *testing.T) {
	for _, tiny := range []string{"pool", "b", "reject"} {
		rapid.Check(t, func(rt *rapid.T) {
			texts, given := drawn(rt)
			seen := map[string]int{}
			for i, g := range given {
				class := rapid.IntRange(0, 4).Draw(rt, "class")
				given[i] = fmt.Sprintf("%s class=%d", authorOf(g), class)
				seen[fmt.Sprint(class)]++
			}
			got := splitOf(rt, t, Stratified, "{column: class, ratios: {a: 0.6, b: 0.4}, by: author, min_class: 7, tiny: "+tiny+"}", texts, given)
			where := map[string]int{}
			for i, g := range given {
				rejected := tiny == "reject" && seen[g[len(g)-1:]] < 7
				if rejected != (got[i] < 0) {
					rt.Fatalf("%s: %s in %d", tiny, g, got[i])
				}
				if before, ok := where[authorOf(g)]; ok && !rejected && before != got[i] {
					rt.Fatalf("%s stands in %d and %d", authorOf(g), before, got[i])
				} else if !rejected {
					where[authorOf(g)] = got[i]
				}
			}
		})
	}
}

// apportion gives what the oracle gives, for any number.
func TestApportion(t *testing.T) {
	s := &stratified{parts: []uint64{700_000_000, 200_000_000, 100_000_000}, all: 1_000_000_000}
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		n := r.IntN(100_000)
		q := s.apportion(int64(n))
		for i, want := range percents(n, []int{70, 20, 10}) {
			if q.want[i] != int64(want) {
				t.Fatalf("of %d: %v", n, q.want)
			}
		}
	}
}

// A column with a value for each document is no class.
func TestStratifiedManyClasses(t *testing.T) {
	s := steptest.New(t, Stratified, "{column: class, ratios: {a: 0.5, b: 0.5}}", []string{"x"}, []string{"class=1"}).Step().(*stratified)
	err := s.Decide(func(yield func(transform.Claim) bool) {
		for i := range mostClasses + 2 {
			if !yield(transform.Claim{Rank: transform.Rank{byte(i), byte(i >> 8), byte(i >> 16)}}) {
				return
			}
		}
	}, func(transform.Claim, transform.Verdict) {})
	if err == nil {
		t.Error("passes")
	}
}

func TestStratifiedFaults(t *testing.T) {
	for _, args := range []string{"{column: class}", "{ratios: {a: 1}}", "{column: class, ratios: {a: 1}, tiny: b}", "{column: class, ratios: {pool: 1}}",
		"{column: class, ratios: {a: 1}, min_class: -1}", "{column: class, ratios: {a: 0, b: 1}}"} {
		if s, _ := steptest.Plan(Stratified, args, []string{""}, []string{"class=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
