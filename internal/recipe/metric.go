package recipe

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// metricHint says which number of an earlier step was meant where metric(step, name) is none: another of that
// step, or that of a step with nearly that name.
func metricHint(metrics map[string]int, prefixes map[string]string, step, name string) string {
	measured := map[string][]string{} // by prefix
	for _, full := range slices.Sorted(maps.Keys(metrics)) {
		prefix, metric, _ := strings.Cut(full, "__")
		measured[prefix] = append(measured[prefix], metric)
	}
	if prefix, ok := prefixes[step]; ok {
		if known := measured[prefix]; known != nil {
			return meant(name, known)
		}
		return fmt.Sprintf("%s measures nothing", step)
	}
	if len(measured) == 0 {
		return "no step before this one measures anything; filters do"
	}
	return meant(step, slices.Sorted(maps.Keys(measured)))
}

// metricAsColumn says how a number that a filter measured is asked for, where it was named like a column: it stands
// in the ledger under that name and not in data/. Of a step behind this one it is not known yet.
func metricAsColumn(m missing, c schema.Column, before []planned) (message, hint string) {
	message = fmt.Sprintf("%q is a metric and no column", m.name)
	prefix, metric, _ := strings.Cut(c.Name, "__")
	if !slices.ContainsFunc(before, func(s planned) bool { return s.prefix == prefix }) {
		return message, fmt.Sprintf("%s measures it, which stands below: move that step up", prefix)
	}
	if !m.in {
		return message, fmt.Sprintf("column.set makes a column of it: {column: %s, expr: 'metric(\"%s\", \"%s\")'}", metric, prefix, metric)
	}
	return message, fmt.Sprintf("write metric(%q, %q)", prefix, metric)
}
