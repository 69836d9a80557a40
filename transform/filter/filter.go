// Package filter sets documents aside by rule: where an expression is not true, all but the best, what published
// heuristics hold for poor text.
//
// # How to write a heuristic
//
// A filter is a design: it measures numbers of a text and holds them against thresholds. From it come the
// parameters, the reference, the ledger's columns, labels, `by:` and what explain shows; none of that is said again.
//
//   - metrics are what is measured, numbered by constants in their order. All of them are measured of every document,
//     whichever rule fails, and go to ledger/documents as <step>__<name>.
//   - thresholds are parameters: name, a sentence with the reason and the source, the value, and other where a
//     definition has another value (nil: off). null in a recipe switches a threshold's rules off. One that is a bool
//     switches a rule about lines on; `in` names the definitions that have it, where no rule does.
//   - rules say which metric fails how by which threshold, in the order in which they are tried: the first that
//     fails is the reason in the ledger. `in` names the definitions that have a rule or a metric.
//     Without a parameter a rule fails above 0.
//   - definitions name whose method it is; the first one is the default.
//   - build makes the measurer for given arguments. It is called once for the recipe's own arguments and once for each
//     row of `by:`. measure(v, m) asks the shared view v for words, lines and counts (never splits by itself) and
//     calls m.set(metric, value); what can't be measured (a share of no words) stays unset: null in the ledger, and no
//     rule fails by it.
//   - lines: true adds on_fail: redact-lines. measure then also calls m.line(rule, n) for each line n of v.Lines()
//     that fails, in order; the name of the rule is the kind of the edit. Where more changes than whole lines, it
//     calls m.edit in place of m.line; edits names the kinds that are no rules, numbered behind them.
//
// A measurer runs on many goroutines: it holds arguments alone. What it needs beyond the view it takes from m.buf, or
// from a sync.Pool. No allocation per word, integer counts, one division at the end. gopher_quality.go is an example.
package filter

import (
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// design declares a filter.
type design struct {
	name, summary, doc string
	definitions        []definition
	metrics            []transform.Metric
	thresholds         []threshold
	rules              []transform.Rule
	params             []transform.Param // beyond definition, thresholds, by and on_fail
	vary               []string          // those of params that `by` may change
	lines              bool
	edits              []string // kinds of edits beside the rules, numbered behind them
	onURL              bool     // measures the url unless `on` names another column
	onFail             string   // the default; "" for drop
	version            int
	examples           []transform.Example
	check              func(transform.Args) []transform.Fault
	build              func(transform.Args) (measurer, error)
}

// definition is one implementation's reading of a heuristic.
type definition struct {
	name string
	doc  string // what is its own, and where it is from
}

// threshold is a parameter that rules hold metrics against.
type threshold struct {
	name     string
	doc      string         // a sentence: what it is about, why this value
	value    any            // int, float64 or bool, by which the parameter has its type
	other    map[string]any // by definition, where it differs; nil is off
	min, max *float64       // bounds of the parameter
	in       []string       // definitions that have it beside those with a rule
}

// measurer measures one text.
type measurer interface {
	measure(v *text.View, m *sheet)
}

// How a filter treats a document that fails.
const (
	drop        = "drop"
	label       = "label"
	redactLines = transform.RedactLines
)

// failedColumn is the column of a filter that labels; the plan puts the step's name before it.
const failedColumn = "__failed"
