package schema

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The oracle is the piece table written a second time, slowly: one cell for every byte that ever
// was, nothing merged, nothing clever. It shares no code with the table.
type oracle struct {
	orig  string
	cells []cell
	spare []cell
}

type cell struct {
	c    byte
	what fate
	by   who
}

type fate uint8

const (
	live fate = iota // in the original and in the text
	dead             // in the original alone
	born             // in the text alone
	mark             // no byte
)

type who struct{ step, kind int }

func (w who) less(v who) bool {
	return w.step < v.step || w.step == v.step && w.kind < v.kind
}

// change is an edit in the oracle's terms.
type change struct {
	start, end int
	with       string
	kind       int
}

func newOracle(orig string) *oracle {
	o := &oracle{orig: orig}
	for i := range len(orig) {
		o.cells = append(o.cells, cell{c: orig[i]})
	}
	return o
}

func (o *oracle) text() string {
	b := make([]byte, 0, len(o.cells))
	for _, c := range o.cells {
		if c.what == live || c.what == born {
			b = append(b, c.c)
		}
	}
	return string(b)
}

// apply makes the changes from right to left, so that places stay what they were.
func (o *oracle) apply(changes []change, step int, private bool) {
	list := normal(o.text(), changes, private)
	for i := len(list) - 1; i >= 0; i-- {
		o.change(list[i], who{step, list[i].kind}, private)
	}
}

func (o *oracle) change(x change, by who, private bool) {
	out := o.spare[:0]
	at, placed := 0, false
	place := func() {
		for i := range len(x.with) {
			out = append(out, cell{x.with[i], born, by})
		}
		if private {
			out = append(out, cell{what: mark, by: by})
		}
		placed = true
	}
	for _, c := range o.cells {
		if c.what == dead || c.what == mark {
			out = append(out, c)
			continue
		}
		if at == x.start && !placed {
			place()
		}
		switch {
		case at < x.start || at >= x.end:
			out = append(out, c)
		case c.what == live:
			out = append(out, cell{c.c, dead, by})
		}
		at++
	}
	if !placed {
		place()
	}
	o.cells, o.spare = out, o.cells
}

// normal is the canonical form of a list, by definition: on code points, one rule after the other.
func normal(text string, changes []change, private bool) []change {
	var list []change
	for _, x := range changes {
		if x.start == x.end && x.with == "" {
			continue
		}
		if n := len(list); n > 0 && list[n-1].end == x.start && list[n-1].kind == x.kind {
			list[n-1].end, list[n-1].with = x.end, list[n-1].with+x.with
			continue
		}
		list = append(list, x)
	}
	if private {
		return list
	}
	var out []change
	for _, x := range list {
		if x = x.trimmed(text); x.start < x.end || x.with != "" {
			out = append(out, x)
		}
	}
	return out
}

func (x change) trimmed(text string) change {
	a, b := []rune(text[x.start:x.end]), []rune(x.with)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		x.start += utf8.RuneLen(a[0])
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		x.end -= utf8.RuneLen(a[len(a)-1])
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	x.with = string(b)
	return x
}

// rows are the canonical rows by the rule of reference edits.md §3.
func (o *oracle) rows() []Row {
	w := &oracleRows{orig: o.orig, text: o.text()}
	for i := 0; i < len(o.cells); {
		if o.cells[i].what == live {
			w.at, w.out, i = w.at+1, w.out+1, i+1
			continue
		}
		j := i
		for j < len(o.cells) && o.cells[j].what != live {
			j++
		}
		w.hunk(o.cells[i:j])
		i = j
	}
	return w.rows
}

type oracleRows struct {
	orig, text string
	at, out    int
	rows       []Row
}

type cellRun struct {
	by who
	n  int
}

func (w *oracleRows) hunk(cells []cell) {
	if by, ok := smallestMark(cells); ok {
		w.add(by, len(pick(cells, dead)), len(pick(cells, born)), true)
		return
	}
	dels, inss := runs(pick(cells, dead)), runs(pick(cells, born))
	for len(dels) > 0 {
		d, n := dels[0], 0
		if dels = dels[1:]; len(inss) > 0 && inss[0].by == d.by {
			n, inss = inss[0].n, inss[1:]
		}
		w.add(d.by, d.n, n, false)
	}
	for _, r := range inss {
		w.add(r.by, 0, r.n, false)
	}
}

func smallestMark(cells []cell) (by who, ok bool) {
	for _, c := range pick(cells, mark) {
		if !ok || c.by.less(by) {
			by, ok = c.by, true
		}
	}
	return by, ok
}

func pick(cells []cell, what fate) []cell {
	var out []cell
	for _, c := range cells {
		if c.what == what {
			out = append(out, c)
		}
	}
	return out
}

func runs(cells []cell) (rs []cellRun) {
	for _, c := range cells {
		if n := len(rs); n > 0 && rs[n-1].by == c.by {
			rs[n-1].n++
			continue
		}
		rs = append(rs, cellRun{c.by, 1})
	}
	return rs
}

func (w *oracleRows) add(by who, del, ins int, private bool) {
	if del == 0 && ins == 0 {
		return
	}
	r := Row{
		Slot: SlotText, Seq: len(w.rows), Step: by.step, Kind: uint8(by.kind), Private: private,
		Start: w.at, CharStart: utf8.RuneCountInString(w.orig[:w.at]),
		OutStart: w.out, OutCharStart: utf8.RuneCountInString(w.text[:w.out]),
		RemovedBytes: del, InsertedBytes: ins,
		Removed: w.orig[w.at : w.at+del], Inserted: w.text[w.out : w.out+ins],
	}
	r.RemovedChars, r.InsertedChars = utf8.RuneCountInString(r.Removed), utf8.RuneCountInString(r.Inserted)
	if private {
		r.Removed = ""
	}
	w.rows = append(w.rows, r)
	w.at, w.out = w.at+del, w.out+ins
}

// mask lays a mark into every hunk without one whose removed bytes a find covers; it sees the
// original within margin of what was removed by hunks without a mark.
func (o *oracle) mask(margin int, find func(string, func(start, end int))) {
	seen, hit := make([]bool, len(o.orig)), make([]bool, len(o.orig))
	o.openHunks(func(start, end int, _ []cell) {
		for i := max(0, start-margin); i < min(len(seen), end+margin); i++ {
			seen[i] = true
		}
	})
	growToRunes(o.orig, seen)
	for i := 0; i < len(seen); i++ {
		if j := i + run(seen[i:]); j > i {
			find(o.orig[i:j], func(start, end int) {
				for k := start; k < end; k++ {
					hit[i+k] = true
				}
			})
			o.seenBySteps(i, j, find, hit)
			i = j
		}
	}
	marks := map[int]who{}
	o.openHunks(func(start, end int, cells []cell) {
		if slices.Contains(hit[start:end], true) {
			marks[start] = slices.MinFunc(slices.Concat(pick(cells, dead), pick(cells, born)), func(a, b cell) int {
				if a.by.less(b.by) {
					return -1
				}
				return 1
			}).by
		}
	})
	o.addMarks(marks)
}

// seenBySteps looks at a window once for each step that removed something there, the first one aside, without
// the bytes that the steps before it removed.
func (o *oracle) seenBySteps(from, to int, find func(string, func(start, end int)), hit []bool) {
	by := map[int]int{}
	var steps []int
	o.openHunks(func(start, end int, cells []cell) {
		for k, c := range pick(cells, dead) {
			if at := start + k; start < to && end > from {
				by[at] = c.by.step
				steps = append(steps, c.by.step)
			}
		}
	})
	slices.Sort(steps)
	for _, step := range slices.Compact(steps)[min(1, len(steps)):] {
		var text []byte
		var places []int
		for k := from; k < to; k++ {
			if s, gone := by[k]; !gone || s >= step {
				text, places = append(text, o.orig[k]), append(places, k)
			}
		}
		find(string(text), func(start, end int) {
			if start < end {
				for k := places[start]; k <= places[end-1]; k++ {
					hit[k] = true
				}
			}
		})
	}
}

// openHunks yields the removed range and the cells of hunks without a mark that removed something.
func (o *oracle) openHunks(yield func(start, end int, cells []cell)) {
	at := 0
	for i := 0; i < len(o.cells); i++ {
		if o.cells[i].what == live {
			at++
			continue
		}
		j := i
		for j < len(o.cells) && o.cells[j].what != live {
			j++
		}
		cells := o.cells[i:j]
		n := len(pick(cells, dead))
		if n > 0 && len(pick(cells, mark)) == 0 {
			yield(at, at+n, cells)
		}
		at, i = at+n, j-1
	}
}

func growToRunes(text string, seen []bool) {
	for i := range text {
		end := i + utf8.RuneLen([]rune(text[i:])[0])
		if slices.Contains(seen[i:end], true) {
			for k := i; k < end; k++ {
				seen[k] = true
			}
		}
	}
}

func run(bs []bool) int {
	n := 0
	for n < len(bs) && bs[n] {
		n++
	}
	return n
}

// addMarks puts a mark before the first dead cell at a place of the original.
func (o *oracle) addMarks(marks map[int]who) {
	var out []cell
	at := 0
	for _, c := range o.cells {
		if by, ok := marks[at]; ok && c.what == dead {
			out = append(out, cell{what: mark, by: by})
			delete(marks, at)
		}
		out = append(out, c)
		if c.what == live || c.what == dead {
			at++
		}
	}
	o.cells = out
}

// member carries a span by asking of each byte of the new text whether it belongs to it. Gone: nil.
func member(text string, s span, changes []change, private bool) (moved *span, cut bool) {
	var in []bool
	at := 0
	for _, x := range changes {
		if !private {
			x = x.trimmed(text)
		}
		if x.start == x.end && x.with == "" {
			continue
		}
		for ; at < x.start; at++ {
			in = append(in, s.start <= at && at < s.end)
		}
		at = x.end
		within := s.start <= x.start && x.end <= s.end
		if x.start == x.end {
			within = s.start < x.start && x.end < s.end
		}
		for range len(x.with) {
			in = append(in, within)
		}
		for _, border := range [2]int{s.start, s.end} {
			cut = cut || x.start < border && border < x.end
		}
	}
	for ; at < len(text); at++ {
		in = append(in, s.start <= at && at < s.end)
	}
	first := slices.Index(in, true)
	if first < 0 {
		return nil, cut
	}
	return &span{first, first + strings.Count(asBits(in), "1")}, cut
}

func asBits(in []bool) string {
	var b strings.Builder
	for _, v := range in {
		if v {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}
