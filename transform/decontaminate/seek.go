package decontaminate

import (
	"cmp"
	"slices"

	"github.com/tamis-data/tamis/internal/sketch"
)

// seeker holds texts against a table. It belongs to one goroutine.
type seeker struct {
	*table
	words reader
	rows  *sketch.Rows

	ids     []uint32 // of the words of the text at hand
	spans   []place
	hits    []hit
	places  []uint32 // of the rows of a match
	holders []holder
}

// place is where a word lies, and in which line.
type place struct{ start, end, line int32 }

// hit is a row of words of the text that an item has.
type hit struct {
	from, to int    // words of the text
	row      uint32 // the first place that has it
}

// keptWords is how many words of a text stay in memory from one document to the next.
const keptWords = 1 << 18

// seek finds the rows of a text that items have, in order; of those that begin at one word the longer first. They are
// valid until the next text.
func (s *seeker) seek(text string) []hit {
	s.hits = s.hits[:0]
	if !s.maybe(text) {
		return nil
	}
	s.read(text)
	for from := range s.ids {
		s.at(from)
	}
	return s.hits
}

// maybe says whether there may be a row: most texts have none, and are read once, by hash alone.
func (s *seeker) maybe(text string) bool {
	found := false
	if s.distant {
		s.words.hashes(text, s.n, func(rows []uint64) bool {
			found = s.table.rows.any(rows, s.has)
			return !found
		})
	}
	if s.least > 0 && !found {
		s.words.hashes(text, s.least, func(rows []uint64) bool {
			found = s.begins.any(rows, func(h uint64) bool { return s.has(headHash(h)) })
			return !found
		})
	}
	return found
}

// read takes the words of a text.
func (s *seeker) read(text string) {
	if cap(s.ids) > keptWords {
		s.ids, s.spans = nil, nil
	}
	s.ids, s.spans = s.ids[:0], s.spans[:0]
	s.rows.Begin()
	s.words.each(text, func(w word) {
		s.rows.Push(w.form)
		s.ids = append(s.ids, s.forms[string(w.form)])
		s.spans = append(s.spans, place{int32(w.start), int32(w.end), int32(w.line)})
	})
}

// at finds the rows that begin at a word.
func (s *seeker) at(from int) {
	if to := from + s.n; s.distant && s.whole(from, to) {
		if h := s.rows.Hash(from, to); s.table.rows.may(h) {
			s.hit(h, from, to)
		}
	}
	if s.least == 0 || !s.whole(from, from+s.least) || !s.begins.may(s.rows.Hash(from, from+s.least)) {
		return
	}
	for _, m := range s.short {
		if to := from + m; s.whole(from, to) {
			s.hit(salted(s.rows.Hash(from, to), m), from, to)
		}
	}
}

// whole says that a row lies within the text, and within a line where lines count.
func (s *seeker) whole(from, to int) bool {
	return to <= len(s.ids) && s.spans[from].line == s.spans[to-1].line
}

func (s *seeker) hit(h uint64, from, to int) {
	if row, ok := s.find(h, s.ids[from:to]); ok {
		s.hits = append(s.hits, hit{from, to, row})
	}
}

// match is a stretch of a text that items have.
type match struct {
	from, to   int // words
	start, end int // bytes
	item       int
	found, of  int // rows
}

// share is how much of what was to be found was found.
func (m match) share() float64 { return float64(m.found) / float64(m.of) }

// stretches joins rows that overlap, and names an item for each stretch. Its share is that of its different rows
// that the stretch has.
func (s *seeker) stretches(hits []hit) (out []match) {
	for len(hits) > 0 {
		n, to := 1, hits[0].to
		for n < len(hits) && hits[n].from < to {
			to = max(to, hits[n].to)
			n++
		}
		m := match{from: hits[0].from, to: to, start: int(s.spans[hits[0].from].start), end: int(s.spans[to-1].end)}
		m.item = s.item(hits[:n])
		m.found, m.of = s.shared(m.item), len(s.gramsOf(m.item))
		out = append(out, m)
		hits = hits[n:]
	}
	return out
}

// named is how many items are looked at for the name of a stretch: a hostile one may have a row of each of many.
const named = 16

// holder is an item and how many of some rows stand in it first.
type holder struct{ item, rows int }

// item is the item that has most of the rows, of those that most of them stand in first; then the first of the set.
// It keeps the different rows in places.
func (s *seeker) item(hits []hit) int {
	s.places, s.holders = s.places[:0], s.holders[:0]
	for _, h := range hits {
		s.places = append(s.places, h.row)
	}
	slices.Sort(s.places)
	s.places = slices.Compact(s.places)
	for _, p := range s.places { // ascending, so that the rows of an item follow each other
		if n := len(s.holders); n == 0 || p >= s.end(s.holders[n-1].item) {
			s.holders = append(s.holders, holder{item: s.itemAt(p)})
		}
		s.holders[len(s.holders)-1].rows++
	}
	slices.SortStableFunc(s.holders, func(a, b holder) int { return cmp.Compare(b.rows, a.rows) })
	most, best := 0, 0
	for _, h := range s.holders[:min(len(s.holders), named)] {
		if n := s.shared(h.item); n > most || n == most && h.item < best {
			best, most = h.item, n
		}
	}
	return best
}

// shared counts the rows in places that an item has.
func (s *seeker) shared(item int) (n int) {
	own := s.gramsOf(item)
	for _, p := range s.places {
		if _, ok := slices.BinarySearch(own, p); ok {
			n++
		}
	}
	return n
}

// best is the match with the greatest share, the first of equal ones.
func best(ms []match) match {
	return slices.MaxFunc(ms, func(a, b match) int { return cmp.Compare(a.share(), b.share()) })
}
