package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/tamis-data/tamis/internal/threshold"
	"github.com/tamis-data/tamis/transform"
)

// thresholdView sets the answer of `thresholds` for people.
type thresholdView struct {
	paint    paint
	terminal bool // else bars are drawn in ASCII
	width    int  // cells; 0 for helpCells
}

// text is the whole answer: what was changed first, then filter by filter.
func (w thresholdView) text(r *threshold.Result) string {
	if w.width <= 0 {
		w.width = helpCells
	}
	var b strings.Builder
	if r.Changed {
		b.WriteString(w.turns(r) + "\n")
	}
	for i, f := range r.Filters {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(w.filter(f))
	}
	b.WriteString(skippedText(r))
	return b.String()
}

// turns says what the changed thresholds would do, filter by filter and to the release.
func (w thresholdView) turns(r *threshold.Result) string {
	var b strings.Builder
	for _, f := range r.Filters {
		if f.Turn == nil {
			continue
		}
		for _, c := range f.Turn.Changes {
			fmt.Fprintf(&b, "%s: %s\n", w.paint.bold(safe(f.Step)), changeText(f, c))
		}
		b.WriteString(w.turned(f.Turn.Pass, "would pass", "", f.Turn.Passing))
		kept := ""
		if f.Turn.OfKept < f.Turn.Fail {
			kept = ", " + countText(f.Turn.OfKept) + " of them released now"
		}
		b.WriteString(w.turned(f.Turn.Fail, "would fail", kept, f.Turn.Failing))
	}
	return b.String() + w.whole(r)
}

func changeText(f *threshold.Filter, c threshold.Change) string {
	of := ""
	if c.Value != "" {
		of = " for " + f.By + " " + c.Value
	}
	return safe(fmt.Sprintf("%s %s to %s%s", c.Threshold, limitOrOff(c.Was), limitOrOff(c.Now), of))
}

func limitOrOff(v *float64) string {
	if v == nil {
		return "off"
	}
	return metricText(*v)
}

// turned counts decisions of one direction and names the nearest documents.
func (w thresholdView) turned(n int64, verb, more string, near []threshold.Near) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s %s%s\n", plural(int(n), "document"), verb, more)
	for _, d := range near {
		fmt.Fprintf(&b, "    %s  %s\n", safe(d.ID), w.paint.dim(safe(d.Metric)+" "+metricText(d.Value)))
	}
	return b.String()
}

// whole is what the changes come to for the release.
func (w thresholdView) whole(r *threshold.Result) string {
	s := fmt.Sprintf("released: %s now, %s would leave", countText(r.Kept), countText(r.Leaving))
	if r.GoingOn > 0 {
		s += ", " + countText(r.GoingOn) + " would go on"
		if len(r.Later) > 0 {
			s += " to steps that have not seen them: " + safe(strings.Join(r.Later, ", "))
		} else {
			s += " to the end"
		}
	}
	return strings.Join(wrap(s, w.width), "\n  ") + "\n"
}

// filter tells of one filter: its rules in a table, then metric by metric.
func (w thresholdView) filter(f *threshold.Filter) string {
	var b strings.Builder
	b.WriteString(w.head(f))
	b.WriteString("\n" + w.rules(f))
	for _, m := range f.Metrics {
		b.WriteString("\n" + w.metric(f, m))
	}
	return b.String()
}

func (w thresholdView) head(f *threshold.Filter) string {
	what := f.Transform
	if f.Definition != "" {
		what += ", definition " + f.Definition
	}
	s := fmt.Sprintf("%s  %s\n", w.paint.bold(safe(f.Step)), safe(what+", on_fail "+f.OnFail))
	s += fmt.Sprintf("%s measured, %s fail", plural(int(f.Reached), "document"), countText(f.Failed))
	if f.Before > 0 {
		s += fmt.Sprintf("; %s rejected before, not measured", countText(f.Before))
	}
	s += "\n"
	if f.Otherwise > 0 {
		s += fmt.Sprintf("%s rejected for another reason than a metric\n", plural(int(f.Otherwise), "document"))
	}
	if f.Unknown > 0 {
		s += fmt.Sprintf("%s not judged: their %s is not in the release\n", plural(int(f.Unknown), "document"), safe(f.By))
	}
	return s + w.paint.red(contradictedText(f))
}

// contradictedText says that the metrics give another decision than the ledger has, which makes all counts doubtful.
func contradictedText(f *threshold.Filter) string {
	switch {
	case f.Contradicted == 0:
		return ""
	case f.By != "":
		return fmt.Sprintf("%s decided otherwise in the ledger: a later step changed their %s\n", plural(int(f.Contradicted), "document"), safe(f.By))
	}
	return fmt.Sprintf("%s decided otherwise in the ledger than by their metrics\n", plural(int(f.Contradicted), "document"))
}

// rules is a table of the thresholds and what each does.
func (w thresholdView) rules(f *threshold.Filter) string {
	rows := [][]string{{"rule", safe(f.By), "fails where", "threshold", "fails", "first", "alone", "would fail"}}
	if f.By == "" {
		rows[0][1] = " "
	}
	for _, r := range f.Rules {
		would := ""
		if r.Changed {
			would = countText(r.StopsNow)
		}
		rows = append(rows, []string{safe(r.Name), safe(r.Value), conditionText(r), safe(r.Threshold), countText(r.Stops), countText(r.First), countText(r.Alone), would})
	}
	return table(dropBlankColumns(rows), "<<<<>>>>")
}

// conditionText is words < 50, or words < 50 (40) where it was changed.
func conditionText(r *threshold.Rule) string {
	if r.Was == nil && !r.Changed {
		return safe(r.Metric) + " off"
	}
	s := safe(r.Metric) + " " + string(r.Fails) + " " + limitOrOff(r.Was)
	if r.Changed {
		s += " (" + limitOrOff(r.Now) + ")"
	}
	return s
}

// metric draws one metric, with the documents nearest to its thresholds.
func (w thresholdView) metric(f *threshold.Filter, m *threshold.Metric) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", w.paint.bold(safe(m.Name)), safe(strings.TrimSuffix(m.Doc, ".")))
	if m.Unset > 0 {
		fmt.Fprintf(&b, "  %s had nothing to measure\n", plural(int(m.Unset), "document"))
	}
	b.WriteString(w.histogram(f, m))
	for _, r := range f.Rules {
		if r.Metric == m.Name {
			b.WriteString(w.nearest(f, r))
		}
	}
	return b.String()
}

// nearest names the documents on both sides of a threshold.
func (w thresholdView) nearest(f *threshold.Filter, r *threshold.Rule) string {
	if r.Was == nil || len(r.Failing)+len(r.Passing) == 0 {
		return ""
	}
	s := fmt.Sprintf("  nearest to %s (%s %s", safe(r.Name), r.Fails, metricText(*r.Was))
	if r.Value != "" {
		s += ", " + safe(f.By+" "+r.Value)
	}
	rows := [][]string{}
	add := func(verb string, list []threshold.Near) {
		for _, n := range list {
			rows = append(rows, []string{"   ", verb, metricText(n.Value), safe(n.ID)})
		}
	}
	add("fails", r.Failing)
	add("passes", r.Passing)
	return s + ")\n" + table(rows, "<<><")
}

// histogram draws the bins, with a line at each threshold between them.
func (w thresholdView) histogram(f *threshold.Filter, m *threshold.Metric) string {
	labels, counts := make([]string, len(m.Bins)), make([]string, len(m.Bins))
	left, right, most := 0, 0, int64(1)
	for i := range m.Bins {
		labels[i], counts[i] = binText(m, &m.Bins[i]), countText(m.Bins[i].Count)
		left, right, most = max(left, cells(labels[i])), max(right, len(counts[i])), max(most, m.Bins[i].Count)
	}
	room := max(10, w.width-left-right-7)
	marks := marksOf(f, m)
	var b strings.Builder
	for i := range m.Bins {
		from := m.Min
		if m.Bins[i].From != nil {
			from = *m.Bins[i].From
		}
		marks = w.marksUpTo(&b, marks, from)
		bar := w.bar(&m.Bins[i], most, room)
		fmt.Fprintf(&b, "  %s%s  %s%s  %s%s\n", strings.Repeat(" ", left-cells(labels[i])), labels[i], bar.drawn, strings.Repeat(" ", room-bar.cells), strings.Repeat(" ", right-len(counts[i])), counts[i])
	}
	w.marksUpTo(&b, marks, math.Inf(1))
	return b.String()
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
		b.WriteString("  " + w.paint.bold(rule+marks[0].text) + "\n")
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

// skippedText names the filters that the ledger can't judge again, with what they rejected.
func skippedText(r *threshold.Result) string {
	if len(r.Skipped) == 0 {
		return ""
	}
	var b strings.Builder
	if len(r.Filters) > 0 {
		b.WriteString("\n")
	}
	for _, s := range r.Skipped {
		fmt.Fprintf(&b, "%s  not judged again: %s\n", safe(s.Step), safe(s.Why))
		if rejected := rejectedText(s.Rejected); rejected != "" {
			fmt.Fprintf(&b, "  rejected %s\n", rejected)
		}
	}
	return b.String()
}
