package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
)

// tally counts what a step hit, missed, and changed without need: bytes, changes or tables.
type tally struct {
	hit, miss, wrong int64
	texts, exact     int // texts seen, and those that came out as the clean text
	failed           int // texts on which the step gave up
}

func (t *tally) add(o tally) {
	t.hit += o.hit
	t.miss += o.miss
	t.wrong += o.wrong
	t.texts += o.texts
	t.exact += o.exact
	t.failed += o.failed
}

// precision and recall are 1 where there was nothing to be wrong about.
func (t tally) precision() float64 { return share(t.hit, t.hit+t.wrong) }
func (t tally) recall() float64    { return share(t.hit, t.hit+t.miss) }

func share(a, b int64) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// score holds what a step did against the truth of a text. Changes within free count for nothing.
func score(t garble.Text, o outcome, m garble.Measure, free []garble.Span) tally {
	var got tally
	switch m {
	case garble.Bytes:
		got = scoreBytes(t, o, free)
	case garble.Changes:
		got = scoreRegions(t, o, free, func(s string) string { return s })
	case garble.Cells:
		got = scoreRegions(t, o, free, cells)
	}
	got.texts = 1
	if o.err != nil {
		got.failed = 1
	}
	if settled(o.text, m) == settled(t.Clean, m) {
		got.exact = 1
	}
	return got
}

// settled makes texts equal that differ in white space alone, where bytes are counted, or in how a
// table is set, where cells are.
func settled(s string, m garble.Measure) string {
	switch m {
	case garble.Bytes:
		return strings.Join(strings.Fields(s), " ")
	case garble.Cells:
		return cells(s)
	}
	return s
}

// What a byte of the text is to the truth.
const (
	keep = iota
	cut  // planted: to be removed
	free // may go or stay
)

// scoreBytes counts removed bytes, white space aside.
func scoreBytes(t garble.Text, o outcome, spans []garble.Span) tally {
	want := truthMask(t, spans)
	removed := make([]bool, len(t.Damaged))
	var got tally
	for _, c := range o.changes {
		for i := c.start; i < c.end; i++ {
			removed[i] = true
		}
		if c.start == c.end && !touches(t, spans, c) {
			got.wrong += visible(c.with)
		}
	}
	for _, p := range unmended(t, o) {
		for i := p.Start; i < p.End; i++ {
			removed[i] = false // replaced by something wrong: not hit
		}
	}
	for i, r := range t.Damaged {
		size := int64(utf8.RuneLen(r))
		switch {
		case unicode.IsSpace(r):
		case want[i] == cut && removed[i]:
			got.hit += size
		case want[i] == cut:
			got.miss += size
		case want[i] == keep && removed[i]:
			got.wrong += size
		}
	}
	return got
}

func truthMask(t garble.Text, spans []garble.Span) []uint8 {
	mask := make([]uint8, len(t.Damaged))
	paint := func(start, end int, with uint8) {
		for i := start; i < end; i++ {
			mask[i] = with
		}
	}
	for _, s := range spans {
		paint(s.Start, s.End, free)
	}
	for _, p := range t.Plants {
		paint(p.Room.Start, p.Room.End, free)
	}
	for _, p := range t.Plants {
		pre, suf := common(p.Text, p.Want)
		paint(p.Start, p.End, free)
		paint(p.Start+pre, p.End-suf, cut)
	}
	return mask
}

// common returns what a planted text shares with the right one at its ends: a ledger's row has neither.
func common(a, b string) (pre, suf int) {
	for pre < min(len(a), len(b)) && a[pre] == b[pre] {
		pre++
	}
	for pre > 0 && pre < len(a) && !utf8.RuneStart(a[pre]) {
		pre--
	}
	for suf < min(len(a), len(b))-pre && a[len(a)-1-suf] == b[len(b)-1-suf] {
		suf++
	}
	for suf > 0 && !utf8.RuneStart(a[len(a)-suf]) {
		suf--
	}
	return pre, suf
}

// touches says whether an insertion stands at a plant or a free span.
func touches(t garble.Text, spans []garble.Span, c change) bool {
	return slices.ContainsFunc(t.Plants, func(p garble.Plant) bool { return p.Room.Start <= c.end && c.start <= p.Room.End }) ||
		slices.ContainsFunc(spans, func(s garble.Span) bool { return s.Start <= c.end && c.start <= s.End })
}

// unmended returns the plants in whose place something should stand and something else does, white
// space aside.
func unmended(t garble.Text, o outcome) []garble.Plant {
	var out []garble.Plant
	for _, r := range regions(t, o) {
		if settled(r.is(t.Damaged), garble.Bytes) == settled(r.should(t.Damaged), garble.Bytes) {
			continue
		}
		for _, p := range r.plants {
			if p.Want != "" {
				out = append(out, p)
			}
		}
	}
	return out
}

func visible(s string) (n int64) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n += int64(utf8.RuneLen(r))
		}
	}
	return n
}

// cells writes the cells of a GitHub table, a row a line, whatever blanks and rules it has; other
// lines stand as they are.
func cells(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			out = append(out, line)
			continue
		}
		if strings.Trim(line, "|-: ") == "" {
			continue
		}
		row := strings.Split(strings.Trim(line, "|"), "|")
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		out = append(out, "|"+strings.Join(row, "|"))
	}
	return strings.Join(slices.DeleteFunc(out, func(l string) bool { return l == "" }), "\n")
}
