package filter

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// entry is a document of the oracle: null scores are -1.
type entry struct{ ord, score, class int }

// slowTop sorts each class and keeps the first n or ceil(share) of it.
func slowTop(all []entry, n int, percent int, descending bool) map[int]bool {
	kept := map[int]bool{}
	for class := range 3 {
		var of []entry
		for _, e := range all {
			if e.class == class {
				of = append(of, e)
			}
		}
		slices.SortStableFunc(of, func(a, b entry) int {
			switch {
			case a.score < 0 || b.score < 0:
				return cmp.Compare(b.score, a.score) * boolSign(a.score < 0 != (b.score < 0))
			case descending:
				return cmp.Compare(b.score, a.score)
			}
			return cmp.Compare(a.score, b.score)
		})
		limit := n
		if percent >= 0 {
			limit = (len(of)*percent + 99) / 100
		}
		for _, e := range of[:min(limit, len(of))] {
			kept[e.ord] = true
		}
	}
	return kept
}

func boolSign(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestTopAgainstSort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var all []entry
		var texts, given []string
		for i := range 1 + r.IntN(30) {
			e := entry{i, r.IntN(6) - 1, r.IntN(3)}
			score := fmt.Sprint(e.score)
			if e.score < 0 {
				score = "null"
			}
			all, texts = append(all, e), append(texts, "x")
			given = append(given, fmt.Sprintf("score=%s class=c%d", score, e.class))
		}
		given[0] += " score=1" // the column has a type even where all are null
		all[0].score = max(all[0].score, 1)
		given[0] = fmt.Sprintf("score=%d class=c%d", all[0].score, all[0].class)
		n, percent, order := r.IntN(5), -1, []string{"asc", "desc"}[r.IntN(2)]
		args := fmt.Sprintf("{by: score, within: class, order: %s, n: %d}", order, n)
		if r.IntN(2) == 0 {
			percent = r.IntN(101)
			args = fmt.Sprintf("{by: score, within: class, order: %s, share: 0.%02d}", order, percent)
			if percent == 100 {
				args = fmt.Sprintf("{by: score, within: class, order: %s, share: 1.0}", order)
			}
		}
		s := steptest.New(t, Top, args, texts, given)
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		want := slowTop(all, n, percent, order == "desc")
		for i := range docs {
			if docs[i].Kept() != want[i] {
				t.Fatalf("%s over %v: document %d kept %v, not %v", args, all, i, docs[i].Kept(), want[i])
			}
		}
	}
}

// Shares are exact where floats are not: 0.1 of 30 is 3.
func TestTopShares(t *testing.T) {
	for _, c := range []struct {
		share       uint64
		count, want int64
	}{{100_000_000, 30, 3}, {100_000_000, 31, 4}, {billion, 7, 7}, {0, 7, 0}, {333_333_333, 3, 1}, {1, 1 << 40, 1100}} {
		s := top{share: c.share, shares: true}
		got := s.limitOf(uint64(c.count))
		if got != c.want {
			t.Errorf("%d billionths of %d are %d, not %d", c.share, c.count, got, c.want)
		}
	}
}

func TestTopFaults(t *testing.T) {
	for _, args := range []string{"{by: score}", "{by: score, n: 1, share: 0.5}", "{by: nothing, n: 1}"} {
		if s, _ := steptest.Plan(Top, args, []string{"x"}, []string{"score=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}

// Within a run the order of claims alone decides; the share needs the run twice.
var _ transform.Judge = (*top)(nil)
