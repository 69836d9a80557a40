package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// Lengths in bytes of which redact.repeats thinks.
const (
	minBlock  = 40 // a shorter line is compared only as part of a run
	wrapLeast = 40 // a line that was broken at a width is at least this long
	wrapMost  = 200
	maxUnits  = 1 << 20
)

// unit is a block of a text: a line, or lines that were broken at a width.
type unit struct {
	start, end int32  // bytes, without the line feed
	windows    int32  // that were looked up
	match      int32  // the earlier unit most like it, -1 for none
	hash       uint32 // of a short one, its bytes folded
	form       uint8
}

// Forms of units, as bits.
const (
	formShort  = 1 << iota // only as part of a run
	formListed             // item of a list, row of a table
	formFixed              // code, a mask: never cut for itself
	formGone               // cut, by judge
)

// split cuts the text into units.
func (r *repeater) split() {
	r.units = splitUnits(r.units[:0], r.s)
	for i := range r.units {
		r.sized(i)
	}
}

// splitUnits appends the units of a text; blank lines are none.
func splitUnits(units []unit, s string) []unit {
	open := false // the last line may go on in the next
	for at := 0; at < len(s) && len(units) < maxUnits; {
		end, next := text.NextLine(s, at)
		from, to := trimmed(s, at, end)
		at = next
		if from == to {
			open = false
			continue
		}
		if open && continues(s[from:to]) {
			last := &units[len(units)-1]
			last.end, last.form = int32(to), 0
		} else {
			units = append(units, unit{start: int32(from), end: int32(to), match: -1, form: formOf(s[from:to])})
		}
		open = to-from >= wrapLeast && to-from <= wrapMost && !closed(s[from:to])
	}
	return units
}

// extentOf returns the bytes that go with units [i,j): their lines and the blank ones on one side, so that
// as many stay as stood on the other; at the end of a text all but a last line feed.
func extentOf(s string, units []unit, i, j int) (start, end int) {
	start, end = lineStart(s, int(units[i].start)), len(s)
	if j < len(units) {
		end = lineStart(s, int(units[j].start))
		if i == 0 {
			return start, end
		}
		above, below := s[units[i-1].end:units[i].start], s[units[j-1].end:units[j].start]
		if strings.Count(above, "\n") < strings.Count(below, "\n") {
			return int(units[i-1].end), int(units[j-1].end)
		}
		return start, end
	}
	if i == 0 {
		return 0, end
	}
	if s[end-1] == '\n' {
		end--
	}
	return int(units[i-1].end), end
}

// sized marks a unit short where it is.
func (r *repeater) sized(i int) {
	u := &r.units[i]
	if u.end-u.start < minBlock {
		u.form |= formShort
	}
	if u.form&formShort != 0 {
		u.hash = foldedHash(r.s[u.start:u.end])
	}
}

// trimmed returns the borders of a line without blanks at its ends.
func trimmed(s string, at, end int) (int, int) {
	for at < end && s[at] <= ' ' {
		at++
	}
	for end > at && s[end-1] <= ' ' {
		end--
	}
	return at, end
}

// closed says whether a line ends as a sentence does, or with a sign.
func closed(l string) bool {
	b := l[len(l)-1]
	return b < 0x80 && !text.Letter(b) && b != ',' && b != '-' && (b < '0' || b > '9') || strings.HasSuffix(l, "。") || strings.HasSuffix(l, "”") || strings.HasSuffix(l, "…")
}

// continues says whether a line may go on a sentence that the line before began: it starts with a
// small letter or one of a script that has no capitals.
func continues(l string) bool {
	b := l[0]
	return b >= 'a' && b <= 'z' || b >= 0xC3 && b != 0xE2 || b == '(' || b >= '0' && b <= '9' && len(l) > wrapLeast
}

// formOf says what a line is by its first bytes and its pipes.
func formOf(l string) uint8 {
	switch b := l[0]; {
	case b == '|' || strings.IndexByte(l, '|') >= 0 && strings.Count(l, "|") >= 2 || strings.IndexByte(l, '\t') >= 0:
		return formShort | formListed
	case b == '<' && l[len(l)-1] == '>' && len(l) < 64:
		return formShort | formFixed
	case len(l) > 2 && (b == '-' || b == '*' || b == '+') && l[1] == ' ', strings.HasPrefix(l, "•"):
		return formListed
	case b >= '0' && b <= '9' && len(l) > 3 && (l[1] == '.' || l[1] == ')' || l[2] == '.' || l[2] == ')'):
		return formListed
	case b == '>' || b == '#':
		return formListed
	}
	return 0
}
