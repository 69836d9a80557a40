package split

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// drawn is a set of documents, each of an author: few authors make large groups.
func drawn(t *rapid.T) (texts, given []string) {
	authors := rapid.IntRange(1, 60).Draw(t, "authors")
	for i := range rapid.IntRange(1, 60).Draw(t, "documents") {
		texts = append(texts, fmt.Sprint("text ", i))
		given = append(given, fmt.Sprintf("author=a%d date=2024-01-%02d", rapid.IntRange(1, authors).Draw(t, "author"), rapid.IntRange(1, 28).Draw(t, "day")))
	}
	return texts, given
}

// splitOf runs a step in some order of the documents and returns the class of each, -1 where it was rejected.
func splitOf(t *rapid.T, tb testing.TB, spec transform.Spec, args string, texts, given []string) []int {
	s := steptest.New(tb, spec, args, texts, given)
	order := rapid.Permutation(indexes(len(texts))).Draw(t, "order")
	docs := s.Docs()
	if err := s.Run(docs, order); err != nil {
		t.Fatal(err)
	}
	out := make([]int, len(docs))
	for i := range docs {
		if out[i] = docs[i].Split; !docs[i].Kept() {
			out[i] = -1
		}
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

func authorOf(given string) string {
	author, _, _ := bytes.Cut([]byte(given), []byte(" "))
	return string(author)
}

// groupsInOrder is the plain twin of the runs: documents of each author, ordered by the hash of the key.
func groupsInOrder(given []string) [][]int {
	members, hashes := map[string][]int{}, map[string][]byte{}
	for i, g := range given {
		author := authorOf(g)
		members[author] = append(members[author], i)
		value := author[len("author="):]
		key := append([]byte{'v', byte(schema.String), 0, 0, 0, 0, 0, 0, 0, byte(len(value))}, value...)
		sum := keyHash(key, 0)
		hashes[author] = sum[:16]
	}
	names := slices.SortedFunc(maps.Keys(members), func(a, b string) int { return bytes.Compare(hashes[a], hashes[b]) })
	var out [][]int
	for _, n := range names {
		out = append(out, members[n])
	}
	return out
}

// noStraddle holds that an author's documents stand in one split.
func noStraddle(t *rapid.T, given []string, got []int) {
	seen := map[string]int{}
	for i, g := range given {
		if before, ok := seen[authorOf(g)]; ok && before != got[i] {
			t.Fatalf("%s stands in %d and %d", authorOf(g), before, got[i])
		}
		seen[authorOf(g)] = got[i]
	}
}

func largest(groups [][]int) int {
	return len(slices.MaxFunc(groups, func(a, b []int) int { return cmp.Compare(len(a), len(b)) }))
}

func counts(got []int, k int) []int {
	n := make([]int, k)
	for _, c := range got {
		n[c]++
	}
	return n
}

// Sizes are those of the definition: exact where groups are single, else short by less than the largest group.
func TestSizesAgainstOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts, given := drawn(rt)
		want := []int{rapid.IntRange(0, 20).Draw(rt, "test"), rapid.IntRange(0, 20).Draw(rt, "validation")}
		got := splitOf(rt, t, Hash, fmt.Sprintf("{sizes: {test: %d, validation: %d, train: rest}, by: author}", want[0], want[1]), texts, given)
		groups, filled := groupsInOrder(given), []int{0, 0}
		for _, g := range groups {
			class := 2
			for i := range filled {
				if class == 2 && filled[i]+len(g) <= want[i] {
					class = i
					filled[i] += len(g)
				}
			}
			for _, d := range g {
				if got[d] != class {
					rt.Fatalf("document %d of %v in %d, not %d", d, g, got[d], class)
				}
			}
		}
		noStraddle(rt, given, got)
		n, most := counts(got, 3), largest(groups)
		for i := range want {
			if lack := want[i] - n[i]; lack < 0 || n[2] > 0 && lack >= most {
				rt.Fatalf("split %d holds %d of %d, the largest group %d", i, n[i], want[i], most)
			}
		}
	})
}

// Folds differ by no more than the largest group, and are those of the definition.
func TestFoldsAgainstOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts, given := drawn(rt)
		k := rapid.IntRange(2, 7).Draw(rt, "k")
		got := splitOf(rt, t, Folds, fmt.Sprintf("{k: %d, by: author}", k), texts, given)
		groups, filled := groupsInOrder(given), make([]int, k)
		for _, g := range groups {
			class := slices.Index(filled, slices.Min(filled))
			filled[class] += len(g)
			for _, d := range g {
				if got[d] != class {
					rt.Fatalf("document %d in fold %d, not %d", d, got[d], class)
				}
			}
		}
		noStraddle(rt, given, got)
		if n := counts(got, k); slices.Max(n)-slices.Min(n) > largest(groups) {
			rt.Fatalf("folds hold %v, the largest group %d", n, largest(groups))
		}
	})
}

func TestRankedFaults(t *testing.T) {
	for _, args := range []string{"{sizes: {a: 1, b: 2}}", "{sizes: {a: rest, b: rest}}", "{sizes: {a: -1, b: rest}}", "{sizes: {}}",
		"{sizes: {a: 1.5, b: rest}}", "{sizes: {a: rest}, ratios: {a: 1}}", "{by: id}", "{sizes: {a/b: rest}}"} {
		if s, _ := steptest.Plan(Hash, args, []string{""}, nil); s != nil {
			t.Errorf("%s passes", args)
		}
	}
	for _, args := range []string{"1", "0", "{k: 3, by: nothing}"} {
		if s, _ := steptest.Plan(Folds, args, []string{""}, nil); s != nil {
			t.Errorf("folds: %s passes", args)
		}
	}
}
