package main

import (
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

// result is what is printed.
type result struct {
	Documents int                `json:"documents"`
	TextBytes int64              `json:"text_bytes"`
	Removed   int                `json:"removed"`
	Planted   map[string]float64 `json:"recall_planted"` // by kind
	Pairs     int                `json:"pairs_at_threshold"`
	Recall    float64            `json:"recall_pairs"`
	Vain      int                `json:"removed_in_vain"` // no other document is near enough to it
	Wrong     int                `json:"wrong_similarity"`
}

// commonest bounds the documents of a shingle that pairs are looked for by: two documents of any
// similarity worth finding share rarer ones.
const commonest = 60

func score(s *set, copies []copied, o outcome, threshold float64) result {
	r := result{Documents: len(s.ids), TextBytes: s.bytes, Planted: map[string]float64{}}
	partner := make([]bool, len(s.ids))
	found := 0
	s.pairs(commonest, func(a, b int) {
		if s.similarity(a, b) < threshold {
			return
		}
		partner[a], partner[b] = true, true
		r.Pairs++
		if o.joined(a, b) {
			found++
		}
	})
	r.Recall = float64(found) / float64(max(r.Pairs, 1))
	all, hit := map[string]int{}, map[string]int{}
	for _, c := range copies {
		all[c.kind]++
		if o.stays[c.a] != c.a || o.stays[c.b] != c.b {
			hit[c.kind]++
		}
	}
	for kind, n := range all {
		r.Planted[kind] = math.Round(float64(hit[kind])/float64(n)*10000) / 10000
	}
	for i, stays := range o.stays {
		if stays == i {
			continue
		}
		r.Removed++
		if !partner[i] {
			r.Vain++
		}
		if o.named && o.similarity[i] != s.similarity(i, stays) {
			r.Wrong++
		}
	}
	return r
}

// joined says that a pair was found: one stays for both, or, where that is not told, not both stay.
func (o outcome) joined(a, b int) bool {
	if o.named {
		return o.stays[a] == o.stays[b]
	}
	return slices.Contains([]bool{o.stays[a] == removed, o.stays[b] == removed}, true)
}
