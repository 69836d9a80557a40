package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

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
		if spec == nil || spec.Version != s.Version {
			continue
		}
		args := argsFor(s.Args, a)
		for _, r := range spec.Rules {
			if !ruleIn(r, args) {
				continue
			}
			name := metricPrefix(s) + "__" + r.Metric
			if text := ruleText(r, args, metricOf(a, name)); text != "" {
				out[name] += ", " + text
			}
		}
	}
	return out
}

// metricPrefix is what stands before a step's metrics: its name after the dot, with _ for -.
func metricPrefix(s schema.ManifestStep) string {
	name := s.Name
	if _, after, dotted := strings.Cut(name, "."); dotted {
		name = after
	}
	return strings.NewReplacer("-", "_", ".", "_").Replace(name)
}

// argsFor are a step's arguments, with those of the row of `by` that the document's column names.
func argsFor(args map[string]any, a *export.Account) map[string]any {
	table, _ := args["by"].(map[string]any)
	for column, rows := range table {
		for _, c := range a.Columns {
			if c.Column.Name != column {
				continue
			}
			own, _ := rows.(map[string]any)[c.Value.Str()].(map[string]any)
			return overlaid(args, own)
		}
	}
	return args
}

func overlaid(args, own map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range args {
		out[name] = v
	}
	for name, v := range own {
		out[name] = v
	}
	return out
}

// ruleIn says whether the definition that a step follows has a rule.
func ruleIn(r transform.Rule, args map[string]any) bool {
	if r.In == nil {
		return true
	}
	for _, name := range r.In {
		if args["definition"] == name {
			return true
		}
	}
	return false
}

// ruleText says how a value stands to a rule, "" where one of them is missing.
func ruleText(r transform.Rule, args map[string]any, value *float64) string {
	limit, on := numberOf(args[r.Param])
	fails := r.Fails
	if r.Lines {
		limit, on, fails = 0, on || r.Param == "", transform.Above
	}
	if value == nil || !on {
		return ""
	}
	verb := "passes"
	if fails.Fails(*value, limit) {
		verb = "fails"
	}
	return fmt.Sprintf("%s %s (%s %s)", verb, r.Name, fails, metricText(limit))
}

// metricText writes a measured number: a whole one in full, a share in six digits.
func metricText(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

func numberOf(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case json.Number:
		f, err := v.Float64()
		return f, err == nil
	}
	return 0, false
}

func metricOf(a *export.Account, name string) *float64 {
	for _, m := range a.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}
