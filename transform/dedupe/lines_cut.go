package dedupe

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// stretch is a part of a text.
type stretch struct{ start, end int }

// Settle implements transform.Judge: it cuts what the verdicts name, unless nothing else would be left.
func (x *lines) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if x.labels() {
		return x.label(d, vs)
	}
	if len(vs) == 0 {
		return nil
	}
	cuts := make([][]stretch, len(x.on))
	touched, left := false, false
	for column, slot := range x.on {
		body := d.Str(slot)
		parts := going(vs, column)
		for _, part := range parts {
			cuts[column] = x.cutPart(cuts[column], body, part)
		}
		touched = touched || len(parts) > 0
		left = left || leaves(body, cuts[column])
	}
	switch {
	case !touched:
		return nil
	case !left && !x.keepEmpty:
		d.Drop(emptied(onlyOther(vs)))
		return nil
	}
	return x.apply(d, cuts)
}

func (x *lines) apply(d *schema.Doc, cuts [][]stretch) error {
	for column, slot := range x.on {
		if len(cuts[column]) == 0 {
			continue
		}
		e := d.Edit(slot)
		for _, c := range cuts[column] {
			e.Cut(c.start, c.end, 0)
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
	return nil
}

// label says what would be cut. Characters of white space that go along with a unit don't count as its.
func (x *lines) label(d *schema.Doc, vs []transform.Verdict) error {
	units, gone, all := 0, 0, 0
	for column, slot := range x.on {
		body := d.Str(slot)
		all += utf8.RuneCountInString(body)
		if len(vs) == 0 {
			continue
		}
		for _, p := range going(vs, column) {
			x.each(body[p.start:p.end], func(start, end int) {
				units++
				gone += utf8.RuneCountInString(body[p.start+start : p.start+end])
			})
		}
	}
	d.Set(x.recurring, schema.Int64Value(int64(units)))
	d.Set(x.share, schema.FloatValue(float64(gone)/float64(max(all, 1))))
	return nil
}

// emptied says that all of a document stands in other ones; in one, where that is known.
func emptied(other int64) schema.Reject {
	r := schema.Reject{Rule: "emptied"}
	if other >= 0 {
		r.Kept, r.Similarity = 1+other, 1
	}
	return r
}

// onlyOther returns the document that holds a copy of all that goes, -1 where there are several or none.
func onlyOther(vs []transform.Verdict) int64 {
	other := int64(-1)
	for i, v := range vs {
		if v.Kind != transform.Cut {
			continue
		}
		if i > 0 && other >= 0 && v.Other != other {
			return -1
		}
		if other = v.Other; other < 0 {
			return -1
		}
	}
	return other
}

// going returns what goes of a column, in order and apart: what lies in a claim that is cut and in none that
// stays.
func going(vs []transform.Verdict, column int) []stretch {
	var cut, stay []stretch
	for _, v := range vs {
		switch {
		case v.Num != int64(column):
		case v.Kind == transform.Cut:
			cut = unpack(cut, v)
		default:
			stay = unpack(stay, v)
		}
	}
	return without(united(cut), united(stay))
}

// united sorts stretches and makes one of those that meet.
func united(ss []stretch) []stretch {
	slices.SortFunc(ss, func(a, b stretch) int { return cmp.Or(a.start-b.start, a.end-b.end) })
	out := ss[:0]
	for _, s := range ss {
		if n := len(out) - 1; n >= 0 && s.start <= out[n].end {
			out[n].end = max(out[n].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

// without returns what lies in a and in none of b, both in order.
func without(a, b []stretch) []stretch {
	if len(b) == 0 {
		return a
	}
	var out []stretch
	for _, s := range a {
		for len(b) > 0 && b[0].end <= s.start {
			b = b[1:]
		}
		at := s.start
		for _, hole := range b {
			if hole.start >= s.end {
				break
			}
			if hole.start > at {
				out = append(out, stretch{at, hole.start})
			}
			at = max(at, hole.end)
		}
		if at < s.end {
			out = append(out, stretch{at, s.end})
		}
	}
	return out
}

// cutPart appends the cuts that take units out and leave a sound text. Between what stands before and behind them
// there is one gap in place of several: the widest.
func (x *lines) cutPart(cuts []stretch, body string, part stretch) []stretch {
	before := stretch{x.gapStart(body, part.start), part.start}
	stays, most, last := before, width(body, before), -1
	take := func(gap stretch) {
		if w := width(body, gap); w > most {
			stays, most = gap, w
		}
	}
	x.each(body[part.start:part.end], func(start, end int) {
		if last >= 0 {
			take(stretch{last, part.start + start})
		}
		last = part.start + end
	})
	take(stretch{last, part.end})
	switch {
	case before.start == 0 && part.end == len(body):
		return append(cuts, stretch{0, len(body)})
	case before.start == 0:
		return append(cuts, stretch{0, part.end})
	case part.end == len(body):
		return append(cuts, stretch{before.start, last})
	}
	for _, c := range [2]stretch{{before.start, stays.start}, {stays.end, part.end}} {
		if c.start < c.end {
			cuts = append(cuts, c)
		}
	}
	return cuts
}

// width says how far a gap parts what stands on its two sides: by its line breaks, then by whether it is there.
func width(body string, gap stretch) int {
	return 2*strings.Count(body[gap.start:gap.end], "\n") + min(gap.end-gap.start, 1)
}

// gapStart returns where the white space before a unit begins. Between lines it begins with a line break: what
// stands before that is the end of a line.
func (x *lines) gapStart(body string, at int) int {
	start := at
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(body[:start])
		if !unicode.IsSpace(r) {
			break
		}
		start -= n
	}
	if x.unit == bySentence || start == 0 {
		return start
	}
	if i := strings.IndexByte(body[start:at], '\n'); i >= 0 {
		if i > 0 && body[start+i-1] == '\r' {
			i--
		}
		return start + i
	}
	return at
}

// leaves says whether anything but white space is left of a text behind its cuts.
func leaves(body string, cuts []stretch) bool {
	at := 0
	for _, c := range cuts {
		if firstInk(body, at, c.start) < c.start {
			return true
		}
		at = c.end
	}
	return firstInk(body, at, len(body)) < len(body)
}
