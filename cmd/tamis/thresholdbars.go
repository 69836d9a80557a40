package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/threshold"
	"github.com/tamis-data/tamis/transform"
)

// histogram draws the bins, with a line at each threshold between them.
func (w thresholdView) histogram(f *threshold.Filter, m *threshold.Metric) string {
	marks := marksOf(f, m)
	bins := withoutGaps(m.Bins, marks)
	labels, counts := make([]string, len(bins)), make([]string, len(bins))
	left, right, most := 0, 0, int64(1)
	for i := range bins {
		labels[i], counts[i] = binText(m, &bins[i]), countText(bins[i].Count)
		left, right, most = max(left, cells(labels[i])), max(right, len(counts[i])), max(most, bins[i].Count)
	}
	room := w.width - left - right - 7
	if room < leastBar {
		room = 0
	}
	var b strings.Builder
	for i := range bins {
		from := m.Min
		if bins[i].From != nil {
			from = *bins[i].From
		}
		marks = w.marksUpTo(&b, marks, from)
		bar := w.bar(&bins[i], most, room)
		fmt.Fprintf(&b, "  %s%s  %s%s  %s%s\n", strings.Repeat(" ", left-cells(labels[i])), labels[i], bar.drawn, strings.Repeat(" ", room-bar.cells), strings.Repeat(" ", right-len(counts[i])), counts[i])
	}
	w.marksUpTo(&b, marks, math.Inf(1))
	return b.String()
}

// leastBar is the room below which bars say nothing: a terminal narrower than that has the numbers alone.
const leastBar = 4

// withoutGaps makes one bin of each three or more empty ones that follow one another with no threshold between: a
// far-off document would else draw a page of nothing.
func withoutGaps(bins []threshold.Bin, marks []mark) []threshold.Bin {
	var out []threshold.Bin
	for i := 0; i < len(bins); i++ {
		end := i + 1
		for bins[i].Count == 0 && end < len(bins) && bins[end].Count == 0 && !markAt(marks, bins[end]) {
			end++
		}
		if end-i < 3 {
			out = append(out, bins[i])
			continue
		}
		out = append(out, threshold.Bin{From: bins[i].From, To: bins[end-1].To})
		i = end - 1
	}
	return out
}

// markAt says whether a threshold stands before a bin.
func markAt(marks []mark, b threshold.Bin) bool {
	return b.From == nil || slices.ContainsFunc(marks, func(m mark) bool { return m.at == *b.From })
}

// mark is a threshold in a histogram.
type mark struct {
	at   float64
	text string
}

// marksOf are the usual thresholds of a metric, in order, those that are only tried included.
func marksOf(f *threshold.Filter, m *threshold.Metric) []mark {
	var out []mark
	for _, r := range f.Rules {
		if r.Metric != m.Name || r.Value != "" {
			continue
		}
		if r.Was != nil {
			out = addMark(out, mark{threshold.Edge(*r.Was, r.Fails, m.Whole), fmt.Sprintf("%s %s: fails %s", markName(r), metricText(*r.Was), sideText(r.Fails))})
		}
		if r.Now != nil {
			out = addMark(out, mark{threshold.Edge(*r.Now, r.Fails, m.Whole), fmt.Sprintf("%s set to %s: would fail %s", markName(r), metricText(*r.Now), sideText(r.Fails))})
		}
	}
	return out
}

func markName(r *threshold.Rule) string {
	if r.Threshold == "" || r.Lines {
		return safe(r.Name)
	}
	return safe(r.Threshold)
}

func sideText(c transform.Compare) string {
	return map[transform.Compare]string{transform.Below: "below", transform.AtMost: "up to here", transform.Above: "above", transform.AtLeast: "from here"}[c]
}

func addMark(list []mark, m mark) []mark {
	i := len(list)
	for i > 0 && list[i-1].at > m.at {
		i--
	}
	return append(list[:i:i], append([]mark{m}, list[i:]...)...)
}

// marksUpTo writes the marks that stand before a bin that begins there, and returns the others.
func (w thresholdView) marksUpTo(b *strings.Builder, marks []mark, from float64) []mark {
	for len(marks) > 0 && marks[0].at <= from {
		rule := "-- "
		if w.terminal {
			rule = "── "
		}
		b.WriteString("  " + w.paint.bold(strings.TrimSpace(w.fit("  "+rule+marks[0].text))) + "\n")
		marks = marks[1:]
	}
	return marks
}

// drawnBar is a bar with the cells that it takes.
type drawnBar struct {
	drawn string
	cells int
}

// bar draws a bin: first those that fail, then those that pass.
func (w thresholdView) bar(n *threshold.Bin, most int64, room int) drawnBar {
	fails, passes := "x", "#"
	if w.terminal {
		fails, passes = "▒", "█"
	}
	all := barCells(n.Count, most, room)
	bad := 0
	if n.Fails > 0 {
		bad = max(1, int(math.Round(float64(all)*float64(n.Fails)/float64(n.Count))))
	}
	if n.Fails < n.Count && bad == all {
		bad = max(0, all-1)
	}
	if room == 0 {
		return drawnBar{}
	}
	if n.Fails > 0 && n.Fails < n.Count && all < 2 {
		all, bad = 2, 1
	}
	return drawnBar{w.paint.red(strings.Repeat(fails, bad)) + strings.Repeat(passes, all-bad), all}
}

// barCells is the length of a bar: one cell at least for what is there.
func barCells(n, most int64, room int) int {
	if n == 0 {
		return 0
	}
	return max(1, int(math.Round(float64(room)*float64(n)/float64(most))))
}

// binText is the range of a bin: 20 to 49 of whole numbers, 0.2 to 0.3 of others, where the end belongs to the next.
func binText(m *threshold.Metric, n *threshold.Bin) string {
	switch {
	case n.From == nil && n.To == nil:
		return "all"
	case n.From == nil:
		return "below " + binNumber(*n.To)
	case m.Min == m.Max || *n.From == m.Max:
		return binNumber(m.Max)
	case n.To == nil:
		return "from " + binNumber(*n.From)
	case m.Whole && *n.To == *n.From+1:
		return binNumber(*n.From)
	case m.Whole:
		return binNumber(*n.From) + " to " + binNumber(*n.To-1)
	}
	return binNumber(*n.From) + " to " + binNumber(*n.To)
}

func binNumber(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return countText(int64(v))
	}
	return metricText(v)
}
