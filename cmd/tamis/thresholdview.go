package main

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/threshold"
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
			b.WriteString(w.fit(fmt.Sprintf("%s: %s\n", w.paint.bold(safe(f.Step)), changeText(f, c))))
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
	return w.fit(s + w.paint.red(contradictedText(f)))
}

// fit breaks lines of words that are wider than the terminal; what goes to a file or a pipe stays as it is.
func (w thresholdView) fit(s string) string {
	if !w.terminal {
		return s
	}
	return wrapped(s, w.width)
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
	if rows = dropBlankColumns(rows); w.terminal && tableCells(rows) > w.width {
		return w.stacked(rows)
	}
	return table(rows, "<<<<>>>>")
}

// stacked sets the table of rules one below the other, where a terminal is too narrow for it.
func (w thresholdView) stacked(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows[1:] {
		b.WriteString(w.fit(strings.TrimRight(r[0]+"  "+r[1], " ")+"\n") + w.fit("  "+r[2]+"\n"))
		var counts []string
		for col := 4; col < len(r); col++ {
			if rows[0][col] != blank && r[col] != "" {
				counts = append(counts, rows[0][col]+" "+r[col])
			}
		}
		b.WriteString(w.fit("  " + strings.Join(counts, ", ") + "\n"))
	}
	return b.String()
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
	b.WriteString(w.fit(fmt.Sprintf("%s  %s\n", w.paint.bold(safe(m.Name)), safe(strings.TrimSuffix(m.Doc, ".")))))
	if m.Unset > 0 {
		b.WriteString(w.fit(fmt.Sprintf("  %s had nothing to measure\n", plural(int(m.Unset), "document"))))
	}
	if len(f.Metrics) > 1 && flat(f, m) {
		return b.String() + w.fit(fmt.Sprintf("  %s in each of %s, and none fails\n", metricText(m.Min), plural(int(m.Measured), "document")))
	}
	b.WriteString(w.histogram(f, m))
	for _, r := range f.Rules {
		if r.Metric == m.Name {
			b.WriteString(w.nearest(f, r))
		}
	}
	return b.String()
}

// flat says that a metric is the same in all documents and fails none, and that no threshold of it was changed: there
// is nothing to draw.
func flat(f *threshold.Filter, m *threshold.Metric) bool {
	if m.Measured == 0 || m.Min != m.Max {
		return false
	}
	for _, r := range f.Rules {
		if r.Metric == m.Name && (r.Stops > 0 || r.Changed) {
			return false
		}
	}
	return true
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
