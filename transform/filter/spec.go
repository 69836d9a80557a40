package filter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// spec makes the Spec of a design.
func (f *design) spec() transform.Spec {
	s := transform.Spec{
		Name: f.name, Summary: f.summary, Doc: f.page(), Params: f.parameters(), On: f.where(),
		Writes: f.writes, Defaults: f.defaults, Metrics: f.metrics, Rules: f.rules, Check: f.faults,
		Rejects: true, EditsText: f.lines, Version: f.version, New: f.step, Examples: f.examples,
	}
	if f.lines {
		s.Kinds = f.kinds
	}
	return s
}

func (f *design) column() string {
	if f.onURL {
		return "url"
	}
	return "text"
}

func (f *design) where() transform.On {
	if f.onURL {
		return transform.OnURL
	}
	return transform.OnText
}

// parameters are those of the design, with those that every filter has.
func (f *design) parameters() []transform.Param {
	var ps []transform.Param
	if len(f.definitions) > 0 {
		ps = append(ps, transform.Param{Name: "definition", Type: transform.ParamString, Default: f.definitions[0].name, Enum: f.names(),
			Doc: "Whose reading of the heuristic."})
	}
	for _, t := range f.thresholds {
		ps = append(ps, f.parameter(t))
	}
	ps = append(ps, f.params...)
	ps = append(ps, transform.Param{Name: "by", Type: transform.ParamTable, Fields: f.varying(),
		Doc: "Thresholds that differ by the value of a column, as `{language: {fr: {…}}}`; a value that is not named has those above."})
	onFail := transform.Param{Name: "on_fail", Type: transform.ParamString, Default: drop, Enum: []string{drop, label},
		Doc: "Drop the document, or list the rules that it fails in `<step>__failed`."}
	if f.lines {
		onFail.Enum = append(onFail.Enum, redactLines)
		onFail.Doc = "Drop the document, list the rules that it fails in `<step>__failed`, or cut the lines that fail and drop by the other rules."
	}
	if f.onFail != "" {
		onFail.Default = f.onFail
	}
	return append(ps, onFail)
}

// parameter is a threshold as a recipe gives it. Its default stands here only where every definition has it.
func (f *design) parameter(t threshold) transform.Param {
	p := transform.Param{Name: t.name, Type: transform.ParamFloat, Nullable: true, Min: t.min, Max: t.max, Doc: t.doc}
	switch t.value.(type) {
	case int:
		p.Type = transform.ParamInt
	case bool:
		p.Type, p.Nullable = transform.ParamBool, false
	}
	if p.Min == nil && p.Type != transform.ParamBool {
		p.Min = transform.Bound(0)
	}
	if f.everywhere(t) {
		p.Default = t.value
		return p
	}
	p.Doc += " By default " + f.defaultsText(t) + "."
	return p
}

// everywhere says whether every definition has a threshold, and the same.
func (f *design) everywhere(t threshold) bool {
	for _, d := range f.definitions {
		if !f.uses(t.name, d.name) {
			return false
		}
	}
	return len(t.other) == 0 && t.value != nil
}

// defaultsText says which definition has which value.
func (f *design) defaultsText(t threshold) string {
	var parts []string
	for _, d := range f.definitions {
		if !f.uses(t.name, d.name) {
			continue
		}
		text := "null"
		if v := t.of(d.name); v != nil {
			text = fmt.Sprint(v)
		}
		if n := len(parts) - 1; n >= 0 && strings.HasSuffix(parts[n], " "+text) {
			parts[n] = strings.TrimSuffix(parts[n], " "+text) + ", " + d.name + " " + text
		} else {
			parts = append(parts, d.name+" "+text)
		}
	}
	return strings.Join(parts, "; ")
}

// of is the value of a threshold by a definition, nil where it is off.
func (t threshold) of(definition string) any {
	if v, differs := t.other[definition]; differs {
		return v
	}
	return t.value
}

// varying are the parameters that may stand in a row of `by`.
func (f *design) varying() []transform.Param {
	var ps []transform.Param
	for _, t := range f.thresholds {
		p := f.parameter(threshold{name: t.name, value: t.value, min: t.min, max: t.max})
		p.Default, p.Doc = nil, "As above."
		ps = append(ps, p)
	}
	for _, p := range f.params {
		if slices.Contains(f.vary, p.Name) {
			p.Default, p.Doc, p.Required = nil, "As above.", false
			ps = append(ps, p)
		}
	}
	return ps
}

func (f *design) names() []string {
	var names []string
	for _, d := range f.definitions {
		names = append(names, d.name)
	}
	return names
}

// in says whether something is part of a definition.
func in(definitions []string, name string) bool {
	return definitions == nil || slices.Contains(definitions, name)
}

// uses says whether a definition has a parameter, by a rule or by its declaration.
func (f *design) uses(param, definition string) bool {
	for _, t := range f.thresholds {
		if t.name == param && slices.Contains(t.in, definition) {
			return true
		}
	}
	return slices.ContainsFunc(f.rules, func(r transform.Rule) bool { return r.Param == param && in(r.In, definition) })
}

// definition is the one that the arguments name, "" where there is one alone.
func (f *design) definition(a transform.Args) string {
	if len(f.definitions) == 0 {
		return ""
	}
	return a.String("definition")
}

// defaults are the thresholds of the definition.
func (f *design) defaults(a transform.Args) map[string]any {
	out, name := map[string]any{}, f.definition(a)
	for _, t := range f.thresholds {
		if !f.uses(t.name, name) {
			continue
		}
		switch v := t.of(name).(type) {
		case nil:
			out[t.name] = transform.Null{}
		case int:
			out[t.name] = int64(v)
		default:
			out[t.name] = v
		}
	}
	return out
}

// writes are the metrics of the definition, and the label where one is asked for.
func (f *design) writes(a transform.Args) []schema.Column {
	var cols []schema.Column
	for _, m := range f.metrics {
		if !in(m.In, f.definition(a)) {
			continue
		}
		c := schema.Column{Name: m.Name, Metric: true, Doc: m.Doc, Type: schema.Type{Kind: schema.Float, Nullable: true}}
		if m.Whole {
			c.Type = schema.Type{Kind: schema.Int64}
		}
		cols = append(cols, c)
	}
	if a.String("on_fail") == label {
		cols = append(cols, failedLabel)
	}
	return cols
}

// failedLabel is the column of on_fail: label.
var failedLabel = schema.Column{Name: failedColumn, Type: schema.ListOf(schema.Type{Kind: schema.String}),
	Doc: "Rules of the step that the document did not pass."}

// kinds are the rules by which lines are cut, numbered as the design's rules are.
func (f *design) kinds(a transform.Args) []string {
	if a.String("on_fail") != redactLines {
		return nil
	}
	var kinds []string
	for _, r := range f.rules {
		kinds = append(kinds, r.Name)
	}
	return append(kinds, f.edits...)
}

// faults are arguments that can't be together.
func (f *design) faults(a transform.Args) []transform.Fault {
	faults := f.strangers("", a, a)
	switch n := len(a.OnNames); n {
	case 1:
	case 0:
		faults = append(faults, transform.Fault{Message: fmt.Sprintf("%s measures column %s, which is gone", f.name, f.column()), Hint: "name a column that is there: on: …"})
	default:
		faults = append(faults, transform.Fault{Param: "on", Message: fmt.Sprintf("%s measures one column, and `on` names %d", f.name, n), Hint: "write on: " + f.column() + ", or let the step stand once for each"})
	}
	faults = append(faults, f.crossed("", a, a)...)
	table := a.Table("by")
	for _, row := range table.Rows {
		at := "by." + row.Name
		if len(row.Value.Values) == 0 {
			faults = append(faults, transform.Fault{Param: at, Message: fmt.Sprintf("%s %s differs in nothing", table.Column, row.Name), Hint: "name a threshold, or leave the row out"})
		}
		faults = append(faults, f.strangers(at+".", row.Value, a)...)
		faults = append(faults, f.crossed(at+".", row.Value, a.With(row.Value))...)
	}
	if f.check != nil {
		faults = append(faults, f.check(a)...)
	}
	return faults
}

// strangers are thresholds that the definition has no rule for.
func (f *design) strangers(at string, given, a transform.Args) []transform.Fault {
	var faults []transform.Fault
	name := f.definition(a)
	for _, t := range f.thresholds {
		if given.Has(t.name) && !f.uses(t.name, name) {
			faults = append(faults, transform.Fault{Param: at + t.name, Message: fmt.Sprintf("definition %s has no rule with %s", name, t.name), Hint: "those that have are: " + strings.Join(f.having(t.name), ", ")})
		}
	}
	return faults
}

// having are the definitions with a threshold.
func (f *design) having(param string) []string {
	return slices.DeleteFunc(f.names(), func(name string) bool { return !f.uses(param, name) })
}

// crossed are a least and a greatest value between which nothing lies, one of them given.
func (f *design) crossed(at string, given, a transform.Args) []transform.Fault {
	var faults []transform.Fault
	for _, name := range f.numbers() {
		what, isMin := strings.CutPrefix(name, "min_")
		least, ok := a.Number(name)
		most, both := a.Number("max_" + what)
		if isMin && ok && both && least > most && (given.Has(name) || given.Has("max_"+what)) {
			faults = append(faults, transform.Fault{Param: at + name, Message: fmt.Sprintf("%s is greater than max_%s, which is %s: nothing passes", name, what, number(most)),
				Hint: fmt.Sprintf("the least comes first: %s ≤ max_%s", name, what)})
		}
	}
	return faults
}

// numbers are the names of all parameters that may be a number.
func (f *design) numbers() []string {
	var names []string
	for _, t := range f.thresholds {
		names = append(names, t.name)
	}
	for _, p := range f.params {
		if p.Type == transform.ParamInt || p.Type == transform.ParamFloat {
			names = append(names, p.Name)
		}
	}
	return names
}

// switched says whether a threshold that is a bool is true; a definition without it has none.
func switched(a transform.Args, name string) bool {
	on, _ := a.Values[name].(bool)
	return on
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// page is the design's text, with its definitions, metrics and rules as tables.
func (f *design) page() string {
	var b strings.Builder
	b.WriteString(f.doc)
	if len(f.definitions) > 0 {
		b.WriteString("\n\n| definition | |\n|---|---|\n")
		for _, d := range f.definitions {
			fmt.Fprintf(&b, "| %s | %s |\n", d.name, d.doc)
		}
	}
	b.WriteString("\nMeasured of every document, in ledger/documents as `<step>__<metric>`:\n\n| metric | | definitions |\n|---|---|---|\n")
	for _, m := range f.metrics {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", m.Name, m.Doc, inText(m.In))
	}
	b.WriteString("\nRules, in the order in which they are tried; what can't be measured fails none:\n\n| rule | fails where | definitions |\n|---|---|---|\n")
	for _, r := range f.rules {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.Name, failsText(r), inText(r.In))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func failsText(r transform.Rule) string {
	switch {
	case r.Lines && r.Param != "":
		return r.Metric + " > 0: a line fails by `" + r.Param + "`"
	case r.Lines || r.Param == "":
		return r.Metric + " > 0"
	}
	return fmt.Sprintf("%s %s `%s`", r.Metric, r.Fails, r.Param)
}

func inText(definitions []string) string {
	if definitions == nil {
		return "all"
	}
	return strings.Join(definitions, ", ")
}
