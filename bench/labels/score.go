package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
)

// tally counts what was marked, what was found of it, and what was found elsewhere.
type tally struct{ marked, hit, wrong int }

func (t tally) recall() string    { return rate(t.hit, t.marked) }
func (t tally) precision() string { return rate(t.hit, t.hit+t.wrong) }

func rate(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.4f", float64(n)/float64(of))
}

// tallies by kind.
type tallies map[string]*tally

func (t tallies) of(kind string) *tally {
	if t[kind] == nil {
		t[kind] = new(tally)
	}
	return t[kind]
}

func (t tallies) kinds() []string { return slices.Sorted(maps.Keys(t)) }

// compare holds elements against marks. With whole a mark is found where an element of its kind has its borders; else where one
// overlaps it.
func (t tallies) compare(s *story, rows []row, whole bool, show *int) {
	text := s.text.String()
	used := make([]bool, len(rows))
	for _, m := range s.marks {
		t.of(m.kind).marked++
		hit := false
		for i, r := range rows {
			same := r.start == m.start && r.end == m.end
			if r.words[0] == m.kind && (same || !whole && r.start < m.end && m.start < r.end) {
				hit, used[i] = true, true
			}
		}
		if hit {
			t.of(m.kind).hit++
		} else {
			shown(show, "missed %s %q in %q", m.kind, text[m.start:m.end], around(text, m.start, m.end))
		}
	}
	for i, r := range rows {
		if !used[i] {
			t.of(r.words[0]).wrong++
			shown(show, "wrong %s %q in %q", r.words[0], text[r.start:r.end], around(text, r.start, r.end))
		}
	}
}

func around(text string, start, end int) string {
	return text[max(0, start-40):min(len(text), end+40)]
}

func shown(show *int, format string, args ...any) {
	if *show > 0 {
		*show--
		fmt.Fprintf(os.Stderr, format+"\n", args...)
	}
}

// comparePairs holds questions with their answers against those of a page: both with their borders, labels aside.
func (t tallies) comparePairs(s *story, rows []row, show *int) {
	text := s.text.String()
	found := map[[4]int]bool{}
	for i := 0; i+1 < len(rows); i += 2 {
		found[[4]int{rows[i].start, rows[i].end, rows[i+1].start, rows[i+1].end}] = true
	}
	for i := 0; i+1 < len(s.marks); i++ {
		q, a := s.marks[i], s.marks[i+1]
		if q.kind != "question" || a.kind != "answer" {
			continue
		}
		t.of("pair").marked++
		key := [4]int{behindLabel(text, q), q.end, behindLabel(text, a), a.end}
		if found[key] {
			t.of("pair").hit++
			delete(found, key)
		} else {
			shown(show, "missed pair %q", text[q.start:a.end])
		}
	}
	t.of("pair").wrong += len(found)
	for k := range found {
		shown(show, "wrong pair %q", text[k[0]:k[3]])
	}
}

// behindLabel returns where a question or answer begins behind the label that the page gave it.
func behindLabel(text string, m mark) int {
	for _, labels := range labelPairs {
		for _, l := range labels {
			if len(l) < m.end-m.start && text[m.start:m.start+len(l)] == l {
				return m.start + len(l)
			}
		}
	}
	return m.start
}
