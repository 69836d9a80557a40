package threshold

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

const onFailLabel = "label"

// choose finds the filters in the manifest, changes what Sets changes, and leaves those that were asked for.
func (x *explorer) choose() error {
	x.columns, x.order = slices.Clone(heads), map[string]int{}
	have := x.r.Columns(export.TableDocuments)
	for i, s := range x.r.Manifest.Steps {
		x.order[s.Name] = i
		if f, why := x.newFilter(i, s, have); f != nil {
			x.filters = append(x.filters, f)
		} else if why != "" {
			x.res.Skipped = append(x.res.Skipped, Skipped{s.Name, s.Rejected, why})
		}
	}
	if err := x.applySets(); err != nil {
		return err
	}
	if err := x.narrow(); err != nil {
		return err
	}
	x.filters = slices.DeleteFunc(x.filters, func(f *Filter) bool { return !f.shown && f.changed == nil })
	for _, f := range x.filters {
		f.place(&x.columns)
	}
	x.res.Later = x.later()
	return nil
}

// later are the steps that reject behind the first filter that may let more documents go on.
func (x *explorer) later() []string {
	var out []string
	for _, f := range x.filters {
		if f.changed == nil || f.OnFail == onFailLabel {
			continue
		}
		for _, s := range x.r.Manifest.Steps[f.index+1:] {
			if spec := x.o.Find(s.Transform); spec != nil && spec.Rejects {
				out = append(out, s.Name)
			}
		}
		break
	}
	return out
}

// newFilter makes a Filter of a step; nil and the reason where its decisions can't be judged from the ledger, nil
// and "" where it rejects nothing by measuring.
func (x *explorer) newFilter(i int, s schema.ManifestStep, have []string) (*Filter, string) {
	spec := x.o.Find(s.Transform)
	switch {
	case spec == nil:
		return nil, ""
	case len(spec.Rules) == 0:
		if spec.Rejects && strings.HasPrefix(s.Transform, "filter.") {
			return nil, s.Transform + " writes no metric into the ledger"
		}
		return nil, ""
	case spec.Version != s.Version:
		return nil, fmt.Sprintf("made by version %d of %s, and this program has version %d: its rules may differ", s.Version, s.Transform, spec.Version)
	}
	f := &Filter{Step: s.Name, Transform: s.Transform, spec: spec, index: i, was: spec.Recorded(s.Args)}
	f.now, f.Definition, f.OnFail, f.By = f.was, f.was.String("definition"), f.was.String("on_fail"), f.was.Table("by").Column
	for _, m := range spec.Metrics {
		column := transform.Prefix(s.Name) + "__" + m.Name
		if slices.Contains(have, column) {
			f.Metrics = append(f.Metrics, &Metric{Name: m.Name, Doc: m.Doc, Whole: m.Whole, column: column})
		}
	}
	if len(f.Metrics) == 0 {
		return nil, "its metrics are not in the ledger"
	}
	return f, ""
}

// named says whether a word of the command line means the step.
func (f *Filter) named(word string) bool {
	_, after, _ := strings.Cut(f.Step, ".")
	return word != "" && (word == f.Step || word == after || word == transform.Prefix(f.Step))
}

// find returns the filter that a word means.
func (x *explorer) find(word string) (*Filter, error) {
	var known []string
	for _, f := range x.filters {
		if f.named(word) {
			return f, nil
		}
		known = append(known, f.Step)
	}
	for _, s := range x.res.Skipped {
		if s.Step == word {
			return nil, wrong("%s: %s", word, s.Why)
		}
	}
	if len(known) == 0 {
		return nil, wrong("the release has no filter that measures, so no %q", word)
	}
	return nil, wrong("the release has no filter %q; %s", word, meant(word, known, "it has "))
}

// meant is the hint behind an unknown word.
func meant(word string, known []string, list string) string {
	if s := diag.Suggest(word, known); s != "" {
		return "did you mean " + s + "?"
	}
	return list + strings.Join(known, ", ")
}

// narrow marks what is shown: what was asked for, else what was changed, else all.
func (x *explorer) narrow() error {
	for _, f := range x.filters {
		f.shown = len(x.o.Sets) == 0 || f.changed != nil
	}
	if x.o.Filter != "" {
		only, err := x.find(x.o.Filter)
		if err != nil {
			return err
		}
		for _, f := range x.filters {
			f.shown = f == only
		}
	}
	if x.o.Filter != "" || x.o.Metric != "" || len(x.o.Sets) > 0 {
		x.res.Skipped = nil
	}
	if x.o.Metric != "" {
		return x.narrowMetric()
	}
	for _, f := range x.filters {
		for _, m := range f.Metrics {
			m.shown = x.o.Filter != "" || f.changed == nil || f.touched(m)
		}
	}
	return nil
}

func (x *explorer) narrowMetric() error {
	found, known := false, []string{}
	for _, f := range x.filters {
		has := false
		for _, m := range f.Metrics {
			m.shown = m.Name == x.o.Metric
			has = has || m.shown
			if f.shown {
				known = append(known, m.Name)
			}
		}
		found = found || has && f.shown
		f.shown = f.shown && has
	}
	if !found {
		return wrong("no filter shown has a metric %q; %s", x.o.Metric, meant(x.o.Metric, known, "they have "))
	}
	return nil
}

// touched says whether a changed threshold judges by a metric.
func (f *Filter) touched(m *Metric) bool {
	return slices.ContainsFunc(f.spec.Rules, func(r transform.Rule) bool {
		return r.Metric == m.Name && slices.ContainsFunc(f.changed, func(c Change) bool { return c.Threshold == r.Param })
	})
}

// applySets takes step.threshold=value and step.by.column.value.threshold=value.
func (x *explorer) applySets() error {
	for _, set := range x.o.Sets {
		path, value, ok := strings.Cut(set, "=")
		if !ok {
			return wrong("%q is not step.threshold=value", set)
		}
		f, rest, err := x.stepOf(path)
		if err != nil {
			return err
		}
		if err := x.set(f, rest, value); err != nil {
			return err
		}
	}
	for _, f := range x.filters {
		if err := f.crossed(); err != nil {
			return err
		}
	}
	return nil
}

// stepOf takes the step off a path; names of steps may hold points themselves.
func (x *explorer) stepOf(path string) (*Filter, string, error) {
	for i := len(path) - 1; i > 0; i-- {
		if path[i] != '.' {
			continue
		}
		for _, f := range x.filters {
			if f.named(path[:i]) {
				return f, path[i+1:], nil
			}
		}
	}
	i := strings.LastIndexByte(path, '.')
	if i <= 0 {
		return nil, "", wrong("%q names no step: write step.threshold=value", path)
	}
	_, err := x.find(path[:i])
	return nil, "", err
}

// set changes a threshold of a filter.
func (x *explorer) set(f *Filter, path, value string) error {
	own, threshold := "", path
	if rest, isRow := strings.CutPrefix(path, "by."); isRow {
		column, rest, ok := strings.Cut(rest, ".")
		i := strings.LastIndexByte(rest, '.')
		if !ok || i <= 0 {
			return wrong("%s.%s: write %s.by.column.value.threshold=…", f.Step, path, f.Step)
		}
		if f.By != "" && f.By != column {
			return wrong("%s differs by %s, not by %s", f.Step, f.By, column)
		}
		if !slices.Contains(x.r.Columns(export.TableData), column) {
			return wrong("%s.%s: the release has no column %q", f.Step, path, column)
		}
		f.By, own, threshold = column, rest[:i], rest[i+1:]
	}
	v, err := f.valueOf(threshold, value)
	if err != nil {
		return err
	}
	f.changed = append(f.changed, f.change(own, threshold, v))
	if own == "" {
		f.now = f.now.With(transform.Args{Values: map[string]any{threshold: v}})
	} else {
		f.now = withRow(f.now, f.By, own, threshold, v)
	}
	return nil
}

// crossed is an error where a changed threshold leaves nothing between a least and a greatest value, as a recipe with
// it would be refused.
func (f *Filter) crossed() error {
	for _, c := range f.changed {
		a := f.now.Row("by", c.Value)
		what := strings.TrimPrefix(strings.TrimPrefix(c.Threshold, "min_"), "max_")
		least, one := a.Number("min_" + what)
		most, both := a.Number("max_" + what)
		if one && both && least > most {
			return wrong("%s: min_%s %s is greater than max_%s %s, so that nothing passes", f.Step, what, number(least), what, number(most))
		}
	}
	return nil
}

// change says what a threshold was and would be.
func (f *Filter) change(own, threshold string, v any) Change {
	c := Change{Threshold: threshold, Value: own}
	if was, on := f.was.Row("by", own).Number(threshold); on {
		c.Was = &was
	}
	if now, on := (transform.Args{Values: map[string]any{threshold: v}}).Number(threshold); on {
		c.Now = &now
	}
	return c
}

// withRow returns arguments with a threshold changed in a row of `by`.
func withRow(a transform.Args, column, value, threshold string, v any) transform.Args {
	one := transform.Args{Values: map[string]any{threshold: v}}
	t := transform.Table{Column: column, Rows: slices.Clone(a.Table("by").Rows)}
	i := slices.IndexFunc(t.Rows, func(r transform.Pair[transform.Args]) bool { return r.Name == value })
	if i < 0 {
		t.Rows = append(t.Rows, transform.Pair[transform.Args]{Name: value, Value: one})
	} else {
		t.Rows[i].Value = t.Rows[i].Value.With(one)
	}
	return a.With(transform.Args{Values: map[string]any{"by": t}})
}

// valueOf reads the value of a threshold, and says why it can't be changed here where it can't.
func (f *Filter) valueOf(threshold, value string) (any, error) {
	var known []string
	lines := false
	for _, r := range f.spec.Rules {
		if !r.Of(f.Definition) {
			continue
		}
		if r.Param == threshold && r.Lines {
			lines = true
		}
		if r.Param != "" && !r.Lines && !slices.Contains(known, r.Param) {
			known = append(known, r.Param)
		}
	}
	i := slices.IndexFunc(f.spec.Params, func(p transform.Param) bool { return p.Name == threshold })
	switch {
	case lines:
		return nil, wrong("%s judges lines by %s, and the ledger holds their number alone: try another value with tamis try", f.Step, threshold)
	case slices.Contains(known, threshold):
		return readValue(f.Step, f.spec.Params[i], value)
	case i >= 0 && slices.ContainsFunc(f.spec.Rules, func(r transform.Rule) bool { return r.Param == threshold }):
		return nil, wrong("definition %s of %s has no rule with %s; %s", f.Definition, f.Step, threshold, meant(threshold, known, "it has "))
	case i >= 0:
		return nil, wrong("%s of %s changes what is measured, which the ledger can't tell: try another value with tamis try", threshold, f.Step)
	}
	return nil, wrong("%s has no threshold %q; %s", f.Step, threshold, meant(threshold, known, "it has "))
}

// readValue reads a number within the bounds of a parameter, or null.
func readValue(step string, p transform.Param, value string) (any, error) {
	if value == "null" {
		return transform.Null{}, nil
	}
	v, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
		return nil, wrong("%s.%s: %q is no number and not null", step, p.Name, value)
	case p.Type == transform.ParamInt && v != math.Trunc(v):
		return nil, wrong("%s.%s: %s is not a whole number", step, p.Name, value)
	case p.Min != nil && v < *p.Min:
		return nil, wrong("%s.%s: %s is less than %s", step, p.Name, value, number(*p.Min))
	case p.Max != nil && v > *p.Max:
		return nil, wrong("%s.%s: %s is more than %s", step, p.Name, value, number(*p.Max))
	}
	return v, nil
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
