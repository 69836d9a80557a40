package decontaminate

// lines finds the lines of which more than a share of the rows stand in items, and says which share of all rows do.
// It is what bff does with a filter that holds the items.
func (s *seeker) lines(hits []hit, threshold float64) (out []match, all match) {
	if len(hits) == 0 {
		return nil, all
	}
	for from := 0; from < len(s.spans); {
		to := from + 1
		for to < len(s.spans) && s.spans[to].line == s.spans[from].line {
			to++
		}
		n := 0
		for n < len(hits) && hits[n].from < to {
			n++
		}
		m := match{from: from, to: to, start: int(s.spans[from].start), end: int(s.spans[to-1].end), found: n, of: max(to-from-s.n+1, 0)}
		all.found, all.of = all.found+m.found, all.of+m.of
		if m.of > 0 && m.share() > threshold {
			m.item = s.item(hits[:n])
			out = append(out, m)
		}
		hits, from = hits[n:], to
	}
	return out, all
}
