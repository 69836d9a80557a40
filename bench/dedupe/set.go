package main

import (
	"cmp"
	"encoding/json"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
)

// set is the documents with their shingles, as sorted hashes of strings.
type set struct {
	ids      []string
	number   map[string]int
	shingles [][]uint64
	bytes    int64
}

func readSet(path string, words int) (*set, error) {
	s := &set{number: map[string]int{}}
	seed := maphash.MakeSeed()
	err := eachLine(path, func(line []byte) error {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		s.number[d.ID] = len(s.ids)
		s.ids = append(s.ids, d.ID)
		s.bytes += int64(len(d.Text))
		s.shingles = append(s.shingles, shinglesOf(d.Text, words, seed))
		return nil
	})
	return s, err
}

// shinglesOf cuts a text into its different runs of words.
func shinglesOf(text string, words int, seed maphash.Seed) (out []uint64) {
	ws := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	if len(ws) < words {
		return []uint64{maphash.String(seed, strings.Join(ws, " "))}
	}
	for i := 0; i+words <= len(ws); i++ {
		out = append(out, maphash.String(seed, strings.Join(ws[i:i+words], " ")))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// similarity is the Jaccard similarity of two documents.
func (s *set) similarity(a, b int) float64 {
	x, y := s.shingles[a], s.shingles[b]
	both := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch cmp.Compare(x[i], y[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// pairs calls f with every pair of documents that shares a shingle of at most common documents, once.
func (s *set) pairs(common int, f func(a, b int)) {
	type posting struct {
		shingle uint64
		doc     uint32
	}
	var all []posting
	for d, hs := range s.shingles {
		for _, h := range hs {
			all = append(all, posting{h, uint32(d)})
		}
	}
	slices.SortFunc(all, func(a, b posting) int { return cmp.Or(cmp.Compare(a.shingle, b.shingle), cmp.Compare(a.doc, b.doc)) })
	seen := map[[2]uint32]bool{}
	for i := 0; i < len(all); {
		n := i + 1
		for n < len(all) && all[n].shingle == all[i].shingle {
			n++
		}
		for x := i; x < n && n-i <= common; x++ {
			for y := x + 1; y < n; y++ {
				if p := [2]uint32{all[x].doc, all[y].doc}; !seen[p] {
					seen[p] = true
					f(int(p[0]), int(p[1]))
				}
			}
		}
		i = n
	}
}
