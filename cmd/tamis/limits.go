package main

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// limitTexts says of each metric of a document, by its name in the ledger, which rules it passes and fails. The
// thresholds are those that the manifest holds, for the document's own value where they differ by a column.
func limitTexts(m *schema.Manifest, a *export.Account, p paint) map[string]string {
	out := map[string]string{}
	for _, s := range m.Steps {
		spec := catalog.Find(s.Transform)
		if spec == nil || spec.Version != s.Version || len(spec.Rules) == 0 {
			continue
		}
		args := argsFor(spec.Recorded(s.Args), a)
		for _, r := range spec.Rules {
			if !r.Of(args.String("definition")) {
				continue
			}
			name := transform.Prefix(s.Name) + "__" + r.Metric
			if text := cmp.Or(ruleText(r.Bar(args), metricOf(a, name), p), cutText(r, args, metricOf(a, name))); text != "" {
				out[name] += ", " + text
			}
		}
	}
	return out
}

// argsFor are a step's arguments for a document: those of the row of `by` that its column names come first. With steps
// that only divide documents `by` is a word, and says nothing of limits.
func argsFor(args transform.Args, a *export.Account) transform.Args {
	by, ok := args.Values["by"].(transform.Table)
	for _, c := range a.Columns {
		if ok && c.Column.Name == by.Column && !c.Value.IsNull() {
			return args.Row("by", c.Value.Str())
		}
	}
	return args
}

// ruleText says how a value stands to a rule, "" where one of them is missing.
func ruleText(b transform.Bar, value *float64, p paint) string {
	if value == nil || b.Off {
		return ""
	}
	rule := fmt.Sprintf("%s (%s %s)", b.Rule.Name, b.Fails, metricText(b.Limit))
	if b.Stops(*value) {
		return p.red("fails " + rule)
	}
	return "passes " + rule
}

// metricText writes a measured number: a whole one in full, a share in six digits.
func metricText(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

// othersCommand is what to type to see how all documents stand to the threshold that rejected this one, "" where no
// metric of the ledger did.
func othersCommand(m *schema.Manifest, a *export.Account, release string) string {
	for _, s := range m.Steps {
		spec := catalog.Find(s.Transform)
		if spec == nil || s.Name != a.Step || spec.Version != s.Version {
			continue
		}
		for _, r := range spec.Rules {
			if r.Name == a.Rule && metricOf(a, transform.Prefix(s.Name)+"__"+r.Metric) != nil {
				return "tamis thresholds " + release + " --filter " + s.Name + " --metric " + r.Metric
			}
		}
	}
	return ""
}

func metricOf(a *export.Account, name string) *float64 {
	for _, m := range a.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
