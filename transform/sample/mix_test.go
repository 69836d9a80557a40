package sample

import (
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/transform/steptest"
)

// rowsOf runs a mix in some order of the documents: how many rows each has, 0 where it was rejected.
func rowsOf(t *rapid.T, tb testing.TB, args string, w world) ([]int, error) {
	s := steptest.New(tb, Mix, args, w.texts, w.given)
	docs := s.Docs()
	if err := s.Run(docs, rapid.Permutation(indexes(len(docs))).Draw(t, "order")); err != nil {
		return nil, err
	}
	out := make([]int, len(docs))
	for i := range docs {
		if docs[i].Kept() {
			out[i] = 1 + int(docs[i].Copies)
		}
	}
	return out, nil
}

// quotas is the oracle's apportionment, by big numbers.
func quotas(total int64, weights []int64) []int64 {
	all, left := int64(0), total
	for _, w := range weights {
		all += w
	}
	out, rest := make([]int64, len(weights)), make([]int64, len(weights))
	for i, w := range weights {
		q, r := new(big.Int).QuoRem(new(big.Int).Mul(big.NewInt(total), big.NewInt(w)), big.NewInt(all), new(big.Int))
		out[i], rest[i] = q.Int64(), r.Int64()
		left -= out[i]
	}
	for ; left > 0; left-- {
		i := slices.Index(rest, slices.Max(rest))
		out[i], rest[i] = out[i]+1, -1
	}
	return out
}

// Each class gives what its weight asks: to the document, or in words by less than the largest; none stands there more
// often than allowed or more than once more often than another of its class; and those that do come first.
func TestMixAgainstOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := drawn(rt)
		classes := slices.Compact(slices.Sorted(slices.Values(w.class)))
		words, times := rapid.Bool().Draw(rt, "words"), rapid.IntRange(1, 5).Draw(rt, "times")
		count := func(i int) int { return 1 }
		args := "{weights: {"
		if words {
			count = func(i int) int { return w.words[i] }
		}
		var weights, holds []int64
		for _, c := range classes {
			weight, n := int64(rapid.IntRange(1, 9).Draw(rt, "weight")), int64(0)
			for i := range w.texts {
				if w.class[i] == c {
					n += int64(count(i))
				}
			}
			weights, holds = append(weights, weight), append(holds, n)
			args += fmt.Sprintf("%s: %d, ", c, weight)
		}
		most := greatest(holds, weights, int64(times))
		total := most
		args = strings.TrimSuffix(args, ", ") + fmt.Sprintf("}, by: class, upsample: %d", times)
		if words {
			args += ", count: words"
		}
		if most > 0 && rapid.Bool().Draw(rt, "given") {
			total = rapid.Int64Range(1, most).Draw(rt, "total")
			args += fmt.Sprintf(", total: %d", total)
		}
		rows, err := rowsOf(rt, t, args+"}", w)
		if err != nil {
			rt.Fatal(args, err)
		}
		asked := quotas(total, weights)
		for k, c := range classes {
			got, largest, fewest, often := int64(0), int64(0), times+1, 0
			var inOrder []int
			for _, i := range w.inOrder("") {
				if w.class[i] == c {
					got, largest = got+int64(rows[i]*count(i)), max(largest, int64(count(i)))
					fewest, often = min(fewest, rows[i]), max(often, rows[i])
					inOrder = append(inOrder, rows[i])
				}
			}
			if lack := asked[k] - got; lack < 0 || lack > 0 && lack >= largest || !words && lack != 0 {
				rt.Fatalf("%s}: class %s gives %d of %d", args, c, got, asked[k])
			}
			if often > times || often-fewest > 1 || !slices.IsSortedFunc(inOrder, func(a, b int) int { return b - a }) {
				rt.Fatalf("%s}: class %s has rows %v", args, c, inOrder)
			}
		}
	})
}

// greatest is the largest total of which each class can give its share, found by trying.
func greatest(holds, weights []int64, times int64) int64 {
	all := int64(0)
	for _, w := range weights {
		all += w
	}
	for total := int64(1); ; total++ {
		for i, w := range weights {
			if total*w > holds[i]*times*all {
				return total - 1
			}
		}
	}
}

// What can't be mixed as the recipe says fails with the reason, whatever the set.
func TestMixLacks(t *testing.T) {
	texts := []string{"a", "b", "c"}
	given := []string{"class=x count=1", "class=x count=0", "class=y count=0"}
	for args, want := range map[string]string{
		"{weights: {x: 1}, by: class}":                                           "1 documents are of a class without a weight",
		"{weights: {x: 1, y: 1, z: 1}, by: class}":                               "nothing is there of class z",
		"{weights: {x: 1, y: 1}, by: class, count: count}":                       "nothing is there of class y",
		"{weights: {x: 1, y: 1}, by: class, total: 3}":                           "",
		"{weights: {y: 1, x: 1}, by: class, total: 3}":                           "class y gives 1 with upsample: 1, and a total of 3 asks more; these weights allow a total of 2",
		"{weights: {x: 1, y: 1}, by: class, total: 10, upsample: 4}":             "class y gives 4",
		"{weights: {x: 1}, by: class, unnamed: reject, total: 5}":                "class x gives 2",
		"{weights: {x: 1, y: 0}, by: class}":                                     "",
		"{weights: {x: 1, z: 0}, by: class, unnamed: reject}":                    "",
		"{weights: {x: 1, y: 1}, by: class, total: 8, upsample: 4}":              "",
		"{weights: {x: 1}, by: class, unnamed: reject, key: class}":              "",
		"{weights: {x: 1e-9, y: 1000000}, by: class}":                            "",
		"{weights: {x: 1e-9, y: 1000000}, by: class, upsample: 100, total: 100}": "",
	} {
		s := steptest.New(t, Mix, args, texts, given)
		err := s.Run(s.Docs(), nil)
		switch {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, not %s", args, err, want)
		}
	}
	if notesOf(t, Mix, "{weights: {documents: 1}, by: source}", nil, nil)["asked"] != 0 {
		t.Error("an empty set gives something")
	}
}

// The notes count rows and documents, and what counts nothing stays or goes as its class's weight says.
func TestMixNotes(t *testing.T) {
	texts, given := []string{"a", "b"}, []string{"class=x", "class=y"}
	want := map[string]int64{"copies": 2, "most_rows": 3, "asked": 4, "got": 4, "asked_x": 1, "got_x": 1, "documents_x": 1, "asked_y": 3, "got_y": 3, "documents_y": 1}
	if got := notesOf(t, Mix, "{weights: {x: 1, y: 2}, by: class, upsample: 3}", texts, given); !maps.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	given = []string{"class=x count=2", "class=y count=0", "class=y count=1"}
	for args, kept := range map[string]int64{"{weights: {x: 1, y: 0}, by: class, count: count}": 0, "{weights: {x: 1e6, y: 1e-9}, by: class, count: count, total: 2}": 1} {
		if got := notesOf(t, Mix, args, []string{"a", "text 7", "text 9"}, given)["documents_y"]; got != kept {
			t.Errorf("%s keeps %d of y", args, got)
		}
	}
}

// Counts as large as they can be do not wrap round.
func TestMixHugeCounts(t *testing.T) {
	given := []string{fmt.Sprint("class=x count=", int64(math.MaxInt64)), fmt.Sprint("class=y count=", int64(math.MaxInt64))}
	for _, times := range []int{1, 2, 100} {
		args := fmt.Sprintf("{weights: {x: 1, y: 1.000000001}, by: class, count: count, upsample: %d}", times)
		notes := notesOf(t, Mix, args, []string{"a", "b"}, given)
		for name, n := range notes {
			if n < 0 {
				t.Errorf("%s: %s is %d", args, name, n)
			}
		}
		if n := notes["asked_x"]; n > math.MaxInt64/2 || n < math.MaxInt64/2-math.MaxInt64/100_000_000 {
			t.Errorf("%s: %d is asked of x", args, n)
		}
	}
}

func TestMixFaults(t *testing.T) {
	given := []string{"class=a stars=0.5 count=3 source=news"}
	for _, args := range []string{"", "{weights: {}}", "{weights: {news: 0}}", "{weights: {news: -1}}", "{weights: {mews: 1}}", "{weights: {news: 1e7}}", "{weights: {news: 1e-12}}",
		"{weights: {a: 1}, by: count}", "{weights: {a: 1}, by: nothing}", "{weights: {a: 1}, by: class, total: 0}", "{weights: {news: 1}, upsample: 0}", "{weights: {news: 1}, upsample: 101}",
		"{weights: {news: 1}, count: stars}", "{weights: {news: 1}, count: nothing}", "{weights: {news: 1}, only: [train]}", "{weights: {news: 1}, unnamed: keep}"} {
		if s, _ := steptest.Plan(Mix, args, []string{""}, given); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
