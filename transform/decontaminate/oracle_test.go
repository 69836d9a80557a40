package decontaminate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

// plainItem is an item as a list of its rows, by their words, found the plain way.
func plainItem(query, text []string, n, least int, inQuery, across bool) (rows []string) {
	all := slices.Concat(query, text)
	for s := 0; s+n <= len(all); s++ {
		switch {
		case s+n <= len(query) && !inQuery:
		case s < len(query) && s+n > len(query) && !across:
		default:
			rows = append(rows, strings.Join(all[s:s+n], " "))
		}
	}
	if least > 0 && len(all) < n && len(all) >= least {
		rows = append(rows, strings.Join(all, " "))
	}
	return rows
}

// plainSpan is what a document shares with a set.
type plainSpan struct {
	from, to int // words
	item     int
	found    int
	of       int
}

// plainSpans compares every row of a document with every row of every item.
func plainSpans(doc []string, items [][]string) (out []plainSpan) {
	type found struct {
		from, to int
		row      string
	}
	var hits []found
	for from := range doc {
		for to := len(doc); to > from; to-- {
			row := strings.Join(doc[from:to], " ")
			if slices.ContainsFunc(items, func(rows []string) bool { return slices.Contains(rows, row) }) {
				hits = append(hits, found{from, to, row})
			}
		}
	}
	for len(hits) > 0 {
		s := plainSpan{from: hits[0].from, to: hits[0].to}
		n := 0
		var rows []string
		for ; n < len(hits) && (n == 0 || hits[n].from < s.to); n++ {
			s.to = max(s.to, hits[n].to)
			if !slices.Contains(rows, hits[n].row) {
				rows = append(rows, hits[n].row)
			}
		}
		hits = hits[n:]
		most := 0
		for i := range items {
			leads, has := false, 0
			for _, row := range rows {
				leads = leads || slices.IndexFunc(items, func(rows []string) bool { return slices.Contains(rows, row) }) == i
				if slices.Contains(items[i], row) {
					has++
				}
			}
			if leads && has > most {
				s.item, most = i, has
			}
		}
		different := slices.Compact(slices.Sorted(slices.Values(items[s.item])))
		s.of = len(different)
		for _, row := range rows {
			if slices.Contains(different, row) {
				s.found++
			}
		}
		out = append(out, s)
	}
	return out
}

// randomWords draws from few words, with stretches of what was drawn before.
func randomWords(rng *rand.Rand, n int, before [][]string) (out []string) {
	for len(out) < n {
		if len(before) > 0 && rng.IntN(6) == 0 {
			if b := before[rng.IntN(len(before))]; len(b) > 0 {
				from := rng.IntN(len(b))
				out = append(out, b[from:from+1+rng.IntN(len(b)-from)]...)
				continue
			}
		}
		out = append(out, fmt.Sprintf("w%d", rng.IntN(5)))
	}
	return out
}

// spansOf reads the column of spans back, as words of the document.
func spansOf(t *testing.T, d *schema.Doc, doc []string) (out []plainSpan) {
	var starts, ends []int
	at := 0
	for _, w := range doc {
		starts, ends = append(starts, at), append(ends, at+len(w))
		at += len(w) + 1
	}
	for _, v := range d.Values[len(d.Values)-1].List() {
		m := v.List()
		var s plainSpan
		if _, err := fmt.Sscanf(m[0].Str(), "other/%d", &s.item); err != nil {
			t.Fatal(err)
		}
		s.item--
		s.from, s.to = slices.Index(starts, int(m[2].Int())), slices.Index(ends, int(m[3].Int()))+1
		out = append(out, s)
	}
	return out
}

// What is found in random texts is what comparing everything with everything finds.
func TestOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 5))
	total := 0
	for round := range 400 {
		n := 2 + rng.IntN(4)
		least := 1 + rng.IntN(n)
		inQuery, across := rng.IntN(2) == 0, rng.IntN(2) == 0
		var texts [][]string
		var items [][]string
		var other, docs []string
		for range 1 + rng.IntN(6) {
			query, text := randomWords(rng, rng.IntN(6), texts), randomWords(rng, rng.IntN(9), texts)
			texts = append(texts, text)
			other = append(other, strings.Join(query, " ")+"\t"+strings.Join(text, ", "))
			items = append(items, plainItem(query, text, n, least, inQuery, across))
		}
		var words [][]string
		for range 8 {
			words = append(words, randomWords(rng, rng.IntN(14), texts))
			docs = append(docs, strings.Join(words[len(words)-1], " "))
		}
		args := fmt.Sprintf("{set: s.jsonl, ngram: %d, min_words: %d, query_ngrams: %t, overlap_ngrams: %t, on_match: label}", n, least, inQuery, across)
		s := steptest.New(t, NGrams, args, docs, nil).Against(other)
		got := s.Docs()
		if err := s.Run(got, nil); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			want := plainSpans(words[i], items)
			spans := spansOf(t, &got[i], words[i])
			total += len(want)
			if !slices.EqualFunc(spans, want, func(a, b plainSpan) bool { return a.from == b.from && a.to == b.to && a.item == b.item }) {
				t.Fatalf("round %d, %s\nitems %q\n%q\nhas %v\nnot %v", round, args, other, docs[i], spans, want)
			}
			for k, v := range got[i].Values[len(got[i].Values)-1].List() {
				if share := float64(want[k].found) / float64(want[k].of); v.List()[1].Float() != share {
					t.Fatalf("overlap %v, not %d of %d: %s\n%q\n%q", v.List()[1].Float(), want[k].found, want[k].of, args, other, docs[i])
				}
			}
		}
	}
	if total < 500 {
		t.Errorf("only %d spans", total)
	}
}
