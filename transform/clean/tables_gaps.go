package clean

import "strings"

// wideGap says whether a gap of one blank before column n parts cells, the first row's aside: numbers
// stand behind it and half of the rows have more blanks there, or numbers end before it and words begin
// right behind it, as those of the first row do.
func (t *tableScan) wideGap(n, rows int) bool {
	wide, seen, behind, before := 0, 0, 0, 0
	for k := range t.lines {
		l := &t.lines[k]
		if l.rule || l.blank || l.to-l.from < 2 {
			continue
		}
		seen++
		g := t.gapAt(l, n)
		if seen == 1 && !g.begins {
			before = -rows
		}
		if g.split {
			wide++
		}
		if seen > 1 && g.numberBehind {
			behind++
		}
		if seen > 1 && g.numberBefore && g.begins {
			before++
		}
	}
	return rows > 2 && (behind == rows-1 && wide*2 >= rows || before == rows-1)
}

// gapFacts is what stands around a gap of one blank in one line.
type gapFacts struct{ split, begins, numberBehind, numberBefore bool }

func (t *tableScan) gapAt(l *columnLine, n int) (g gapFacts) {
	g.split = true
	for _, s := range t.segments[l.from:l.to] {
		inside := s.from < n-1 && n-1 < s.to
		g.split = g.split && !inside
		if s.to <= n {
			g.numberBefore = numberCell(lastWord(t.s[s.start:s.end]))
			continue
		}
		at := s.start
		if inside {
			at = t.byteAt(s, n)
			g.numberBefore = numberCell(lastWord(strings.TrimRight(t.s[s.start:at], " ")))
		}
		g.begins = inside || s.from == n
		g.numberBehind = numberCell(firstWord(t.s[at:s.end]))
		return g
	}
	return g
}

func firstWord(s string) string {
	s = strings.TrimLeft(s, " ")
	if n := strings.IndexByte(s, ' '); n > 0 {
		s = s[:n]
	}
	return s
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }
