package decontaminate

import (
	"cmp"
	"slices"
)

// nearSeeker finds items that texts hold for the most part. It belongs to one goroutine.
type nearSeeker struct {
	seeker
	*rare
	hashes     []uint64 // of the rows of the text at hand, as far as it was read
	byRow      []hit    // hits, by row and then by place
	candidates []int
	own        []spot // the rows of a candidate in the text, in order
	counts     []int  // of its rows in a window
	matches    []match
}

// spot is a row of a candidate that begins at a word of the text; row counts within the candidate.
type spot struct{ from, row int }

// near finds the stretches of a text that hold a share of the different rows of an item. Those that overlap are one,
// named for the item with the greatest share, then the first of the set.
func (s *nearSeeker) near(text string, threshold float64) []match {
	s.matches = s.matches[:0]
	if !s.promises(text, threshold) {
		return nil
	}
	s.read(text)
	s.hits = s.hits[:0]
	for from := range s.ids {
		s.at(from)
	}
	s.choose()
	for _, item := range s.candidates {
		s.hold(item, threshold)
	}
	return s.joined()
}

// choose makes the candidates: items that a rare row of the text leads to.
func (s *nearSeeker) choose() {
	s.byRow = append(s.byRow[:0], s.hits...)
	slices.SortFunc(s.byRow, func(a, b hit) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.from, b.from)) })
	s.candidates = s.candidates[:0]
	for i, h := range s.byRow {
		if i > 0 && s.byRow[i-1].row == h.row {
			continue
		}
		for _, lead := range s.rare.from(h.row) {
			s.candidates = append(s.candidates, int(lead&lowSlot))
		}
	}
	slices.Sort(s.candidates)
	s.candidates = slices.Compact(s.candidates)
}

// hold looks for windows of the text that hold enough rows of an item.
func (s *nearSeeker) hold(item int, threshold float64) {
	rows := s.gramsOf(item)
	need := enough(len(rows), threshold)
	if s.gather(rows) < need {
		return
	}
	words := int(s.end(item) - s.items[item].from)
	s.counts = append(s.counts[:0], make([]int, len(rows))...)
	m := match{item: item, of: len(rows)}
	left, held := 0, 0
	for right, p := range s.own {
		if s.counts[p.row]++; s.counts[p.row] == 1 {
			held++
		}
		for p.from+s.n-s.own[left].from > windowOf(words, s.n) || s.counts[s.own[left].row] > 1 {
			if s.counts[s.own[left].row]--; s.counts[s.own[left].row] == 0 {
				held--
			}
			left++
		}
		from, to := s.own[left].from, s.own[right].from+s.n
		if m.found > 0 && from >= m.to {
			s.matches = append(s.matches, m)
			m.found = 0
		}
		if held >= need && held > m.found {
			m.from, m.to, m.found = from, to, held
		}
	}
	if m.found > 0 {
		s.matches = append(s.matches, m)
	}
}

// windowOf is how many words of a text an item may be spread over: a quarter more than it has, and a row.
func windowOf(words, n int) int { return words + words/4 + n }

// gather finds where the rows of an item stand in the text, and says how many different ones do.
func (s *nearSeeker) gather(rows []uint32) (different int) {
	s.own = s.own[:0]
	for i, row := range rows {
		at, ok := slices.BinarySearchFunc(s.byRow, row, func(h hit, row uint32) int { return cmp.Compare(h.row, row) })
		if ok {
			different++
		}
		for ; at < len(s.byRow) && s.byRow[at].row == row; at++ {
			s.own = append(s.own, spot{s.byRow[at].from, i})
		}
	}
	slices.SortFunc(s.own, func(a, b spot) int { return cmp.Compare(a.from, b.from) })
	return different
}

// joined joins matches that overlap.
func (s *nearSeeker) joined() (out []match) {
	slices.SortFunc(s.matches, func(a, b match) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.item, b.item)) })
	for _, m := range s.matches {
		n := len(out) - 1
		if n < 0 || m.from >= out[n].to {
			out = append(out, m)
			continue
		}
		last := &out[n]
		last.to = max(last.to, m.to)
		if m.share() > last.share() || m.share() == last.share() && m.item < last.item {
			last.item, last.found, last.of = m.item, m.found, m.of
		}
	}
	for i := range out {
		m := &out[i]
		m.start, m.end = int(s.spans[m.from].start), int(s.spans[m.to-1].end)
	}
	return out
}
