package main

import (
	"cmp"
	"encoding/json"
	"hash/maphash"
	"math"
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

// readSet reads all documents, with the shingles of those that are wanted.
func readSet(path string, words int, wanted func(id string) bool) (*set, error) {
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
		var hs []uint64
		if wanted(d.ID) {
			hs = shinglesOf(d.Text, words, seed)
		}
		s.shingles = append(s.shingles, hs)
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

// pairs calls f with every pair of documents at or above a similarity, once. Two sets of similarity t share
// one of the first n − ⌈t·n⌉ + 1 of the n shingles of each, in any order that is the same for both (here
// that of the hashes): whoever shares none of those is not looked at, and nobody is missed.
func (s *set) pairs(threshold float64, f func(a, b int)) {
	seen := map[[2]uint32]bool{}
	postings := s.prefixes(threshold)
	for i := 0; i < len(postings); {
		n := i + 1
		for n < len(postings) && postings[n].shingle == postings[i].shingle {
			n++
		}
		for x := i; x < n; x++ {
			for y := x + 1; y < n; y++ {
				a, b := postings[x].doc, postings[y].doc
				if p := [2]uint32{a, b}; !seen[p] {
					seen[p] = true
					if s.similarity(int(a), int(b)) >= threshold {
						f(int(a), int(b))
					}
				}
			}
		}
		i = n
	}
}

// posting is a shingle and a document that has it.
type posting struct {
	shingle uint64
	doc     uint32
}

// prefixes are the first shingles of all documents, sorted.
func (s *set) prefixes(threshold float64) (out []posting) {
	for d, hs := range s.shingles {
		least := int(math.Ceil(threshold*float64(len(hs)) - 1e-9)) // shingles that a partner has too
		for _, h := range hs[:min(len(hs), len(hs)-least+1)] {
			out = append(out, posting{h, uint32(d)})
		}
	}
	slices.SortFunc(out, func(a, b posting) int { return cmp.Or(cmp.Compare(a.shingle, b.shingle), cmp.Compare(a.doc, b.doc)) })
	return out
}
