package main

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// whyText says in words why a document was rejected: what was measured, how much it was, and where the step draws the
// line. Of a filter by an expression it is the expression. "" where the first line of the account says it all.
func whyText(m *schema.Manifest, a *export.Account) string {
	for _, s := range m.Steps {
		spec := catalog.Find(s.Transform)
		if spec == nil || s.Name != a.Step || spec.Version != s.Version {
			continue
		}
		if expr, ok := s.Args["expr"].(string); ok && len(spec.Rules) == 0 {
			return "not true of it: " + expr
		}
		return measuredText(spec, argsFor(spec.Recorded(s.Args), a), a)
	}
	return ""
}

// measuredText is the rule of a filter that rejected a document, in words.
func measuredText(spec *transform.Spec, args transform.Args, a *export.Account) string {
	for _, r := range spec.Rules {
		if r.Name != a.Rule || !r.Of(args.String("definition")) || a.Value == nil {
			continue
		}
		bar := r.Bar(args)
		s := fmt.Sprintf("%s: %s; %s %s a document fails", metricDoc(spec, r.Metric), metricText(*a.Value), sideWords[bar.Fails], metricText(bar.Limit))
		if r.Param == "" {
			return s
		}
		if r.Lines {
			return s + ", a line by " + lineRule(args, r)
		}
		return s + " (" + r.Param + ")"
	}
	return ""
}

// lineRule is the parameter by which lines fail, with its value where it is a number.
func lineRule(args transform.Args, r transform.Rule) string {
	if v, ok := args.Number(r.Param); ok {
		return r.Param + " " + metricText(v)
	}
	return r.Param
}

// metricDoc is what a metric is, for people.
func metricDoc(spec *transform.Spec, name string) string {
	for _, m := range spec.Metrics {
		if m.Name == name {
			return strings.TrimSuffix(m.Doc, ".")
		}
	}
	return name
}

var sideWords = map[transform.Compare]string{transform.Below: "below", transform.AtMost: "at or below", transform.Above: "above", transform.AtLeast: "at or above"}

// cutText says of a metric that counts lines that they were cut by a rule; "" where none was or the step cuts none.
func cutText(r transform.Rule, args transform.Args, value *float64) string {
	if !r.Lines || value == nil || *value == 0 || args.String("on_fail") != transform.RedactLines {
		return ""
	}
	return "lines cut by " + r.Name
}
