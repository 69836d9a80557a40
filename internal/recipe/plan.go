package recipe

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/expr"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// planner follows the columns along the steps and builds them.
type planner struct {
	*checker
	table  *table
	steps  []planned
	broken bool // a step was wrong, so that columns may be missing for that reason alone
	open   []missing
}

// planned is a draft with what the plan found out about it.
type planned struct {
	*draft
	step    Step
	visible map[string]int // slots by name as the step sees them
	reads   []int          // slots, `on` included
	kinds   []string
	faulty  bool // Spec.Check found something
}

// missing is a column that a step names and that is not there.
type missing struct {
	node  *node
	name  string
	step  int
	known []string
	gone  string // the step that dropped or renamed it before
	line  int    // for expressions: place inside the node
	col   int
	width int
	in    bool // the place is inside the node
}

// plan numbers columns, checks what steps read and write, and builds the steps.
func (c *checker) plan() {
	p := &planner{checker: c, table: c.newTable()}
	for i, d := range c.drafts {
		p.step(i, d)
	}
	p.index()
	p.arrange()
	p.reportMissing()
	p.checkOrder()
	p.checkPrivate()
	p.finish()
}

// step plans one step.
func (p *planner) step(i int, d *draft) {
	s := planned{draft: d, step: Step{Spec: d.spec, Name: d.name, Prefix: d.prefix, Pos: d.at.pos(), Resources: d.files,
		Refresh: d.refresh != nil, BeforeRedaction: d.before != nil}}
	if d.spec == nil {
		p.broken = true
		p.steps = append(p.steps, s)
		return
	}
	before := len(p.problems) + len(p.open)
	s.columnsOf(p, i)
	d.args.Seed, d.args.Clustered, d.args.Sources = p.recipe.Seed, p.clustered(), p.sourceNames()
	d.args.Splits = p.splits()
	s.visible = p.table.snapshot()
	d.args = p.scoped(d.args, s.visible, s.visible)
	for _, e := range d.exprs {
		s.reads = append(s.reads, p.expression(i, &s, e)...)
	}
	p.tables(&s)
	if d.ok && len(p.problems)+len(p.open) == before {
		p.declarations(i, &s)
	}
	d.ok = d.ok && len(p.problems)+len(p.open) == before
	p.broken = p.broken || !d.ok
	s.step.Args = d.args
	for i, f := range s.step.Resources {
		s.step.Resources[i] = f.pinned(d.args)
	}
	if d.ok && s.open() {
		p.build(&s)
	}
	p.steps = append(p.steps, s)
}

// open hands over what was read of the step's files, and says whether the step can be built: a set is the engine's to
// open.
func (s *planned) open() bool {
	all := true
	for i, r := range s.step.Resources {
		if s.opened[i] == nil {
			all = false
			continue
		}
		s.step.Give(r, s.opened[i])
	}
	return all
}

// columnsOf resolves `on` and the parameters that name columns.
func (s *planned) columnsOf(p *planner, i int) {
	switch {
	case s.on != nil:
		for j, name := range s.onNames {
			if slot, ok := p.lookUp(i, s.onNodes[j], name); ok {
				p.checkOn(s, s.onNodes[j], slot)
				s.args.On = append(s.args.On, slot)
			}
		}
	case s.spec.On == transform.OnProse:
		s.args.On = p.stillThere(schema.SlotText, schema.SlotTitle)
	case s.spec.On == transform.OnText:
		s.args.On = p.stillThere(schema.SlotText)
	case s.spec.On == transform.OnURL:
		s.args.On = p.stillThere(schema.SlotURL)
	}
	s.args.OnNames = nil
	for _, slot := range s.args.On {
		s.args.OnNames = append(s.args.OnNames, p.table.nameOf(slot))
	}
	s.reads = append(s.reads, s.args.On...)
	for _, r := range s.names {
		if slot, ok := p.lookUp(i, r.node, r.name); ok {
			s.reads = append(s.reads, slot)
		}
	}
}

// tables holds the columns by which arguments differ to strings, and the values that are named to those there can be.
func (p *planner) tables(s *planned) {
	for _, param := range s.spec.Params {
		if param.Type != transform.ParamTable || s.args.Values[param.Name] == nil {
			continue
		}
		t := s.args.Table(param.Name)
		slot, ok := p.table.visible[t.Column]
		if !ok {
			continue
		}
		if k := p.table.columns[slot].Type.Kind; k != schema.String {
			p.problem(s.nodeOf(t.Column), "", "%s needs a column of strings, and %s is %s", param.Name, t.Column, p.table.columns[slot].Type)
			continue
		}
		by, known := p.valuesOf(slot)
		for _, row := range t.Rows {
			if known != nil && !contains(known, row.Name) {
				p.problem(s.rows[param.Name+"."+row.Name], valueHint(row.Name, known, by), "%s is never %q", t.Column, row.Name)
			}
		}
	}
}

// valuesOf lists the values that a column can have, and the step that says so; nil where nobody does.
func (p *planner) valuesOf(slot int) (by string, values []string) {
	for _, s := range p.steps {
		if s.spec != nil && s.spec.Values != nil && slices.Contains(s.step.Writes, slot) {
			return s.name, s.spec.Values(s.step.Args)[p.table.columns[slot].Name]
		}
	}
	return "", nil
}

// valueHint lists the values that begin like one that can't be. Codes are too short to guess the one that was meant.
func valueHint(value string, known []string, by string) string {
	first := strings.ToLower(value[:min(len(value), 1)])
	alike := slices.DeleteFunc(slices.Clone(known), func(s string) bool { return !strings.HasPrefix(s, first) })
	if len(alike) == 0 || first == "" {
		return fmt.Sprintf("none of the %d values that %s knows begins so", len(known), by)
	}
	return fmt.Sprintf("of the %d values that %s knows begin so: %s", len(known), by, strings.Join(alike, ", "))
}

func (p *planner) stillThere(slots ...int) []int {
	return slices.DeleteFunc(slots, func(slot int) bool { return p.table.gone[slot] })
}

// checkOn reports a column that a step can't work on.
func (p *planner) checkOn(s *planned, n *node, slot int) {
	col := p.table.columns[slot]
	switch {
	case col.Type.Kind != schema.String:
		p.problem(n, "", "%s works on strings, and %q is %s", s.spec.Name, col.Name, col.Type)
	case s.spec.EditsText && fixedSlot(slot):
		p.problem(n, "", "column %q can't be edited", col.Name)
	}
}

// fixedSlot says whether the engine alone writes a slot.
func fixedSlot(slot int) bool {
	return slot == schema.SlotID || slot == schema.SlotSource || slot == schema.SlotOrigin
}

// lookUp finds a column as of the step; what is missing is reported once all steps are known.
func (p *planner) lookUp(i int, n *node, name string) (int, bool) {
	slot, ok := p.table.visible[name]
	if !ok {
		p.open = append(p.open, missing{node: n, name: name, step: i, known: p.table.names(), gone: p.table.removed[name]})
	}
	return slot, ok
}

// scoped gives arguments the functions that look columns up: columns as of the step, and with own
// those that the step itself writes.
func (p *planner) scoped(a transform.Args, visible, own map[string]int) transform.Args {
	columns := slices.Clone(p.table.columns)
	metrics := maps.Clone(p.table.metrics)
	prefixes := p.prefixes()
	a.Slot = func(name string) int {
		if slot, ok := own[name]; ok {
			return slot
		}
		return -1
	}
	a.Column = func(name string) (schema.Column, bool) {
		if slot, ok := own[name]; ok {
			col := columns[slot]
			col.Name = name
			return col, true
		}
		return schema.Column{}, false
	}
	scope := scopeOf(columns, visible, metrics, prefixes)
	a.Eval = func(src string) (func(*schema.Doc) (schema.Value, error), schema.Type, error) {
		prog, err := expr.Compile(src, scope)
		if err != nil {
			return nil, schema.Type{}, err
		}
		return prog.Eval, prog.Type(), nil
	}
	for name, v := range a.Values {
		switch v := v.(type) {
		case transform.Args:
			a.Values[name] = p.scoped(v, visible, own)
		case []transform.Args:
			for i := range v {
				v[i] = p.scoped(v[i], visible, own)
			}
		}
	}
	return a
}

// prefixes maps what a step may be called in metric() to its prefix.
func (p *planner) prefixes() map[string]string {
	m := map[string]string{}
	for _, s := range p.steps {
		m[s.name], m[s.prefix] = s.prefix, s.prefix
	}
	return m
}

func scopeOf(columns []schema.Column, visible, metrics map[string]int, prefixes map[string]string) expr.Scope {
	return expr.Scope{
		Column: func(name string) (int, schema.Column, bool) {
			slot, ok := visible[name]
			if !ok {
				return -1, schema.Column{}, false
			}
			return slot, columns[slot], true
		},
		Metric: func(step, name string) (int, schema.Column, bool) {
			slot, ok := metrics[prefixes[step]+"__"+name]
			if !ok {
				return -1, schema.Column{}, false
			}
			return slot, columns[slot], true
		},
		MetricHint: func(step, name string) string { return metricHint(metrics, prefixes, step, name) },
	}
}

// expression checks an expression where it stands, and returns the slots it reads.
func (p *planner) expression(i int, s *planned, e expression) []int {
	scope := scopeOf(p.table.columns, p.table.visible, p.table.metrics, p.prefixes())
	prog, err := expr.Compile(e.text, scope)
	if err != nil {
		p.expressionError(i, e, err)
		return nil
	}
	if want := e.param.Result; want != nil && !fits(prog.Type(), *want) {
		p.problem(e.node, boolHint(*want), "%s must give %s, and this gives %s", e.param.Name, saidType(*want), prog.Type())
	} else if want == nil && !scalar(prog.Type()) {
		p.problem(e.node, "", "%s must give one value, and this gives %s", e.param.Name, prog.Type())
	}
	return prog.Slots()
}

// saidType is a type as people say it.
func saidType(t schema.Type) string {
	if t.Kind == schema.Bool {
		return "true or false"
	}
	return t.String()
}

func boolHint(want schema.Type) string {
	if want.Kind != schema.Bool {
		return ""
	}
	return "compare it with something, as in words > 20 or language == \"en\""
}

func scalar(t schema.Type) bool {
	return t.Kind != schema.List && t.Kind != schema.Struct && t.Kind != schema.Null
}

// fits says whether a result may be used where want is asked for: its kind, an integer for a
// float; null is as false for a bool and must be allowed for all else.
func fits(t, want schema.Type) bool {
	if t.Nullable && !want.Nullable && want.Kind != schema.Bool {
		return false
	}
	if want.Kind == schema.List && t.Kind == schema.List {
		return t.Elem.Kind == want.Elem.Kind
	}
	return t.Kind == want.Kind || t.Kind == schema.Int64 && (want.Kind == schema.Float || want.Kind == schema.Int32)
}

// expressionError maps an error inside an expression to its place in the file.
func (p *planner) expressionError(i int, e expression, err error) {
	var at *expr.Error
	if !errors.As(err, &at) {
		p.problem(e.node, "", "%s", err.Error())
		return
	}
	line, col, exact := e.node.at(at.Offset)
	width := max(at.Width, 1)
	if !exact || e.node.text != e.text {
		line, col, width = e.node.line, e.node.col, e.node.width
	}
	if at.Unknown != "" {
		p.open = append(p.open, missing{node: e.node, name: at.Unknown, step: i, known: p.table.names(),
			gone: p.table.removed[at.Unknown], line: line, col: col, width: width, in: true})
		return
	}
	problem := e.node.src.problem(line, col, width, at.Message)
	problem.Hint = at.Hint
	p.problems = append(p.problems, problem)
}

// reportMissing says of each column that was not there whether it comes later, is gone, or never
// was. Behind a step that is wrong itself nobody knows, so nothing is said.
func (p *planner) reportMissing() {
	for _, m := range p.open {
		message, hint := fmt.Sprintf("unknown column %q", m.name), meant(m.name, m.known)
		if slot, ok := p.table.metrics[m.name]; ok {
			message, hint = metricAsColumn(m, p.table.columns[slot], p.steps[:m.step])
		} else if by := p.writer(m.name, m.step); by != nil {
			message = fmt.Sprintf("column %q is read before it is written", m.name)
			hint = fmt.Sprintf("%s on line %d writes it: move that step up", by.name, by.at.line)
		} else if m.gone != "" {
			message = fmt.Sprintf("column %q is gone: %s", m.name, m.gone)
			hint = ""
		} else if p.brokenBefore(m.step) {
			continue
		} else if diag.Suggest(m.name, m.known) == "" {
			hint = cmp.Or(p.writtenElsewhere(m.name), hint)
		}
		problem := m.node.src.problem(m.node.line, m.node.col, m.node.width, message)
		if m.in {
			problem = m.node.src.problem(m.line, m.col, m.width, message)
		}
		problem.Hint = hint
		p.problems = append(p.problems, problem)
	}
}

// writtenElsewhere names the transform that writes a column with no arguments beyond the required ones, of those that
// the recipe does not have; "" where none does.
func (p *planner) writtenElsewhere(name string) string {
	for i := range p.opt.Catalog {
		s := &p.opt.Catalog[i]
		if s.Writes == nil || !strings.HasPrefix(s.Name, "label.") {
			continue
		}
		a := transform.Args{Values: map[string]any{}}
		for _, param := range s.Params {
			a.Values[param.Name] = defaultOf(param)
		}
		if slices.ContainsFunc(s.Writes(a), func(c schema.Column) bool { return c.Name == name && !c.Metric }) {
			return s.Name + " writes it: put that step above this one"
		}
	}
	return ""
}

// brokenBefore says whether a step before number i was wrong and might have written a column.
func (p *planner) brokenBefore(i int) bool {
	for _, s := range p.steps[:i] {
		if !s.ok && (s.spec == nil || s.spec.Writes != nil || s.spec.Renames != nil) {
			return true
		}
	}
	return false
}

// writer finds the step behind number i that writes a column, nil where none does.
func (p *planner) writer(name string, i int) *planned {
	for j := i; j < len(p.steps); j++ {
		for _, slot := range p.steps[j].step.Writes {
			if p.table.columns[slot].Name == name && slot >= schema.SlotFirst+len(p.declared) {
				return &p.steps[j]
			}
		}
	}
	return nil
}

func (p *planner) sourceNames() []string {
	var out []string
	for _, s := range p.recipe.Sources {
		out = append(out, s.Name)
	}
	return out
}

// clustered says whether a dedupe step stands before the one at work.
func (p *planner) clustered() bool {
	return slices.ContainsFunc(p.steps, func(s planned) bool { return strings.HasPrefix(s.at.text, "dedupe.") })
}
