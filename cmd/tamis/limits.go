package main

import (
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
func limitTexts(m *schema.Manifest, a *export.Account) map[string]string {
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
			if text := ruleText(r.Bar(args), metricOf(a, name)); text != "" {
				out[name] += ", " + text
			}
		}
	}
	return out
}

// argsFor are a step's arguments for a document: those of the row of `by` that its column names come first.
func argsFor(args transform.Args, a *export.Account) transform.Args {
	for _, c := range a.Columns {
		if c.Column.Name == args.Table("by").Column && !c.Value.IsNull() {
			return args.Row("by", c.Value.Str())
		}
	}
	return args
}

// ruleText says how a value stands to a rule, "" where one of them is missing.
func ruleText(b transform.Bar, value *float64) string {
	if value == nil || b.Off {
		return ""
	}
	verb := "passes"
	if b.Stops(*value) {
		verb = "fails"
	}
	return fmt.Sprintf("%s %s (%s %s)", verb, b.Rule.Name, b.Fails, metricText(b.Limit))
}

// metricText writes a measured number: a whole one in full, a share in six digits.
func metricText(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

func metricOf(a *export.Account, name string) *float64 {
	for _, m := range a.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
