package main

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
)

// removed stands for the one that stays where a tool does not name it.
const removed = -1

// outcome is what became of each document.
type outcome struct {
	stays      []int // number of the document that stays for it: itself where it was kept
	similarity []float64
	named      bool // removed documents name the one that stays
}

func newOutcome(n int) outcome {
	o := outcome{stays: make([]int, n), similarity: make([]float64, n)}
	for i := range o.stays {
		o.stays[i] = i
	}
	return o
}

// ofRelease reads the links of a release.
func ofRelease(dir string, s *set) (outcome, error) {
	o := newOutcome(len(s.ids))
	o.named = true
	files, err := filepath.Glob(filepath.Join(dir, "ledger", "clusters-*.parquet"))
	if err == nil && files == nil {
		err = fmt.Errorf("%s holds no ledger", dir)
	}
	for _, f := range files {
		if err == nil {
			err = export.ReadColumns(f, []string{"id", "kept_id", "similarity"}, func(_ []schema.Column, row []schema.Value) error {
				n := s.number[row[0].Str()]
				o.stays[n], o.similarity[n] = s.number[row[1].Str()], row[2].Float()
				return nil
			})
		}
	}
	return o, err
}

// measure is what is asked for.
type measure struct {
	threshold   float64
	bands, rows int
	planted     bool // look at the planted copies alone
}

// result is what is printed.
type result struct {
	Documents int      `json:"documents"`
	TextBytes int64    `json:"text_bytes"`
	Removed   int      `json:"removed"`
	Unplanted int      `json:"removed_unplanted"` // in no planted pair
	Pairs     int      `json:"pairs_at_threshold"`
	Recall    float64  `json:"recall_pairs"`     // at most one of the two was kept
	Linked    float64  `json:"linked_pairs"`     // one stays for both; only where that is told
	Vain      int      `json:"removed_in_vain"`  // no other document is near enough to it
	Wrong     int      `json:"wrong_similarity"` // only where it is told
	Planted   []*tally `json:"planted"`
}

// tally counts planted copies of one kind and length.
type tally struct {
	cell
	Pairs    int     `json:"pairs"`
	Found    int     `json:"found"`    // at most one of the two was kept
	Reaching int     `json:"reaching"` // of Pairs, those at or above the threshold
	Right    int     `json:"right"`    // of Found, those at or above the threshold
	Theory   float64 `json:"theory"`   // mean chance of a shared band
	Verified float64 `json:"verified"` // the same, where pairs below the threshold are told apart
}

func (m measure) score(s *set, copies []copied, o outcome) result {
	r := result{Documents: len(s.ids), TextBytes: s.bytes, Planted: m.tallies(s, copies, o)}
	in := make([]bool, len(s.ids))
	for _, c := range copies {
		in[c.a], in[c.b] = true, true
	}
	for i, stays := range o.stays {
		if stays != i {
			r.Removed++
			r.Unplanted += count(!in[i])
		}
	}
	if !m.planted {
		m.all(s, o, &r)
	}
	return r
}

// all looks at every pair at the threshold and at whatever was removed.
func (m measure) all(s *set, o outcome, r *result) {
	partner := make([]bool, len(s.ids))
	found, linked := 0, 0
	s.pairs(m.threshold, func(a, b int) {
		partner[a], partner[b] = true, true
		r.Pairs++
		found += count(o.found(a, b))
		linked += count(o.named && o.stays[a] == o.stays[b])
	})
	r.Recall, r.Linked = share(found, r.Pairs), share(linked, r.Pairs)
	for i, stays := range o.stays {
		if stays != i {
			r.Vain += count(!partner[i])
			r.Wrong += count(o.named && o.similarity[i] != s.similarity(i, stays))
		}
	}
}

// count is 1 for true.
func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// tallies counts the copies, shortest and least edited first.
func (m measure) tallies(s *set, copies []copied, o outcome) (out []*tally) {
	cells := map[cell]*tally{}
	for _, c := range copies {
		t := cells[c.cell]
		if t == nil {
			t = &tally{cell: c.cell}
			cells[c.cell], out = t, append(out, t)
		}
		m.add(t, s.similarity(c.a, c.b), o.found(c.a, c.b))
	}
	for _, t := range out {
		t.Theory, t.Verified = t.Theory/float64(t.Pairs), t.Verified/float64(t.Pairs)
	}
	slices.SortFunc(out, func(a, b *tally) int { return cmp.Or(cmp.Compare(a.Words, b.Words), cmp.Compare(a.Kind, b.Kind)) })
	return out
}

func (m measure) add(t *tally, similarity float64, found bool) {
	t.Pairs++
	chance := 1 - math.Pow(1-math.Pow(similarity, float64(m.rows)), float64(m.bands))
	t.Theory += chance
	if found {
		t.Found++
	}
	if similarity < m.threshold {
		return
	}
	t.Reaching++
	t.Verified += chance
	if found {
		t.Right++
	}
}

// found says that not both stay.
func (o outcome) found(a, b int) bool { return o.stays[a] != a || o.stays[b] != b }

// share is a part of a whole; of nothing, all.
func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}
