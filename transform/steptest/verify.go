package steptest

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// party is a document that a Verifier has keys for.
type party struct {
	d    *schema.Doc
	rank transform.Rank
	keys []uint64
	rec  []byte
}

// verify does what the contract of a Verifier says, word by word.
func (r *runner) verify(v transform.Verifier) error {
	parties, err := r.parties(v)
	if err != nil {
		return err
	}
	stays := staysFor(v.Pairing(), len(parties), func(a, b int) bool { return v.Linked(parties[a].rec, parties[b].rec) }, candidates(v.Pairing().Probes, parties))
	size := map[int]int64{}
	for i, s := range stays {
		if s != i {
			size[s]++
		}
	}
	verdicts := map[int64][]transform.Verdict{}
	for i, s := range stays {
		kept := parties[s].d
		switch {
		case s != i:
			verdicts[parties[i].d.Ord] = []transform.Verdict{{Kind: transform.Link, Other: kept.Ord, OtherContent: [16]byte(kept.Content[:16]),
				Similarity: v.Similarity(parties[i].rec, parties[s].rec), Num: size[s] + 1}}
		case size[i] > 0:
			verdicts[kept.Ord] = []transform.Verdict{{Kind: transform.Class, Other: kept.Ord, Num: size[i] + 1}}
		}
	}
	return r.each(func(d *schema.Doc) error { return v.Settle(d, verdicts[d.Ord]) })
}

// parties asks the Verifier about all documents and puts them in order of rank.
func (r *runner) parties(v transform.Verifier) ([]party, error) {
	var out []party
	err := r.each(func(d *schema.Doc) error {
		p := party{d: d, keys: v.Keys(d, nil)}
		if len(p.keys) == 0 {
			return nil
		}
		if v.Pairing().Ranked {
			p.rank = v.Rank(d)
		}
		p.rec = v.Record(d, nil)
		out = append(out, p)
		return nil
	})
	slices.SortFunc(out, func(a, b party) int {
		return cmp.Or(bytes.Compare(a.rank[:], b.rank[:]), cmp.Compare(a.d.Ord, b.d.Ord))
	})
	return out, err
}

// candidates returns the pairs, better document first, that share a key and are near enough in its run.
func candidates(probes int, parties []party) map[[2]int]bool {
	runs := map[uint64][]int{}
	for i, p := range parties {
		for _, k := range p.keys {
			if run := runs[k]; len(run) == 0 || run[len(run)-1] != i {
				runs[k] = append(run, i)
			}
		}
	}
	out := map[[2]int]bool{}
	for _, run := range runs {
		for i, b := range run {
			for j, a := range run[:i] {
				if j < probes || j >= i-probes {
					out[[2]int{a, b}] = true
				}
			}
		}
	}
	return out
}

// staysFor returns for each document the one that stays for it, itself where it stays.
func staysFor(how transform.Pairing, n int, linked func(a, b int) bool, pairs map[[2]int]bool) []int {
	stays := make([]int, n)
	for i := range stays {
		stays[i] = i
	}
	if !how.Chains {
		for b := range n {
			for a := range b {
				if stays[a] == a && pairs[[2]int{a, b}] && linked(a, b) {
					stays[b] = a
					break
				}
			}
		}
		return stays
	}
	for changed := true; changed; {
		changed = false
		for p := range pairs {
			if a, b := stays[p[0]], stays[p[1]]; a != b && linked(p[0], p[1]) {
				stays[p[0]], stays[p[1]], changed = min(a, b), min(a, b), true
			}
		}
	}
	return stays
}
