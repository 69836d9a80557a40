package recipe

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// declarations asks a Spec what the step does to columns, and does it to the table.
func (p *planner) declarations(i int, s *planned) {
	spec, args := s.spec, s.args
	if spec.Check != nil {
		for _, f := range spec.Check(args) {
			p.fault(s, f)
		}
		if s.faulty { // its other functions count on sound arguments
			return
		}
	}
	if spec.Reads != nil {
		for _, name := range spec.Reads(args) {
			if slot, ok := p.lookUp(i, s.nodeOf(name), name); ok {
				s.reads = append(s.reads, slot)
			}
		}
	}
	if spec.Kinds != nil {
		s.kinds = spec.Kinds(args)
	}
	s.step.Private = spec.Private != nil && spec.Private(args)
	if spec.Edits(args) {
		s.step.Edits = slices.Clone(args.On)
	}
	p.drops(i, s)
	p.renames(i, s)
	p.writes(s)
}

// fault reports what Spec.Check found, at the parameter.
func (p *planner) fault(s *planned, f transform.Fault) {
	n := s.at
	for name := f.Param; name != ""; {
		if found := s.params[name]; found != nil {
			n = found
			break
		}
		if name == "on" && s.on != nil {
			n = s.on
			break
		}
		name = name[:max(strings.LastIndexAny(name, ".["), 0)]
	}
	s.faulty = true
	p.problem(n, f.Hint, "%s", f.Message)
}

// nodeOf returns the place in the step where a column is named, else the step's own.
func (d *draft) nodeOf(name string) *node {
	if n := d.keys[name]; n != nil {
		return n
	}
	for _, key := range slices.Sorted(maps.Keys(d.params)) {
		n := d.params[key]
		if n.kind == scalarNode && n.text == name {
			return n
		}
		for _, it := range n.items {
			if it.text == name {
				return it
			}
		}
	}
	return d.at
}

// drops hides the columns that the step drops.
func (p *planner) drops(i int, s *planned) {
	if s.spec.Drops == nil {
		return
	}
	for _, name := range s.spec.Drops(s.args) {
		slot, ok := p.lookUp(i, s.nodeOf(name), name)
		switch {
		case !ok:
		case mustStay(slot):
			p.problem(s.nodeOf(name), "title, url and created can be dropped", "column %q can't be dropped", name)
		default:
			p.table.drop(name, fmt.Sprintf("%s on line %d drops it", s.name, s.at.line))
		}
	}
}

// mustStay says whether every release has a column: its readers count on it.
func mustStay(slot int) bool { return fixedSlot(slot) || slot == schema.SlotText }

// renames gives columns their new names. Renamed onto a string column that is there, a column's
// values take that one's place, which is an edit of it.
func (p *planner) renames(i int, s *planned) {
	if s.spec.Renames == nil {
		return
	}
	all := s.spec.Renames(s.args)
	line := fmt.Sprintf("on line %d", s.at.line)
	for _, old := range slices.Sorted(maps.Keys(all)) {
		name, n := all[old], s.nodeOfRename(old)
		slot, ok := p.lookUp(i, s.nodeOf(old), old)
		if !ok {
			continue
		}
		if mustStay(slot) {
			p.problem(n, "", "column %q can't be renamed", old)
			continue
		}
		target, taken := p.table.visible[name]
		switch {
		case taken && p.replaces(s, n, slot, target):
			p.table.drop(old, fmt.Sprintf("%s %s moves it to %q", s.name, line, name))
			s.step.Edits = append(s.step.Edits, target)
			s.reads = append(s.reads, slot)
		case !taken && p.newName(n, name):
			p.table.rename(old, name, fmt.Sprintf("%s %s renames it to %q", s.name, line, name))
		}
	}
}

// nodeOfRename is where the new name of a column stands.
func (d *draft) nodeOfRename(old string) *node {
	for _, key := range slices.Sorted(maps.Keys(d.params)) {
		if strings.HasSuffix(key, "."+old) {
			return d.params[key]
		}
	}
	return d.nodeOf(old)
}

// replaces says whether a step may put the values of one column in place of another's; it reports
// why not.
func (p *planner) replaces(s *planned, n *node, from, onto int) bool {
	a, b := p.table.columns[from], p.table.columns[onto]
	switch {
	case !s.spec.EditsText || fixedSlot(onto) || b.Type.Kind != schema.String:
		p.problem(n, "", "column %q is there already", b.Name)
	case a.Type.Kind != schema.String || a.Type.Nullable && !b.Type.Nullable:
		p.problem(n, "", "column %q is %s and can't take the values of %q, which is %s", b.Name, b.Type, a.Name, a.Type)
	default:
		return true
	}
	return false
}

// newName checks a name that a step gives. The name of a built-in is free once that was dropped.
func (p *planner) newName(n *node, name string) bool {
	if isBuiltin(name) && p.table.removed[name] == "" || name == "cluster" || name == "split" || !columnShape.MatchString(name) {
		return p.columnName(n, name)
	}
	for _, other := range p.table.names() {
		if strings.EqualFold(other, name) {
			p.problem(n, "", "columns %q and %q differ in case alone; readers take them for one", other, name)
			return false
		}
	}
	return true
}

// writes gives the columns that the step writes their slots. The step itself finds them by the
// names it declared: a metric `words` of a step with the prefix quality becomes quality__words,
// and a name that begins with __ gets the prefix before it.
func (p *planner) writes(s *planned) {
	own := maps.Clone(s.visible)
	if s.spec.Writes != nil {
		for _, col := range s.spec.Writes(s.args) {
			if slot, ok := p.write(s, col); ok {
				own[col.Name] = slot
				s.step.Writes = append(s.step.Writes, slot)
			} else if s.spec.Apart != "" {
				break // one hint mends them all
			}
		}
	}
	s.args = p.scoped(s.args, s.visible, own)
}

// write gives one column its slot, or says that the step edits one that is there.
func (p *planner) write(s *planned, col schema.Column) (int, bool) {
	n := s.nodeOf(col.Name)
	if col.Metric {
		col.Name = s.prefix + "__" + col.Name
		if _, taken := p.table.metrics[col.Name]; taken {
			p.problem(n, "give the step another name with `as:`", "metric %q is measured twice", col.Name)
			return 0, false
		}
		return p.table.add(col), true
	}
	if strings.HasPrefix(col.Name, "__") {
		col.Name = s.prefix + col.Name
	}
	if slot, taken := p.table.visible[col.Name]; taken {
		return slot, p.rewrite(s, n, slot, col)
	}
	if !p.newName(n, col.Name) {
		return 0, false
	}
	if col.Spans != "" {
		if _, ok := p.table.visible[col.Spans]; !ok {
			p.problem(n, "", "column %q points into %q, which is not there", col.Name, col.Spans)
			return 0, false
		}
	}
	return p.table.add(col), true
}

// rewrite checks a step that writes a column which is there: an edit where the step edits text,
// else a column written twice.
func (p *planner) rewrite(s *planned, n *node, slot int, col schema.Column) bool {
	old := p.table.columns[slot]
	switch {
	case slot < schema.SlotFirst && (!s.spec.EditsText || fixedSlot(slot) || old.Type.Kind != schema.String):
		p.problem(n, "", "column %q is built in and can't be written", old.Name)
	case !s.spec.EditsText || old.Type.Kind != schema.String:
		hint := s.apart(old.Name)
		if hint == "" {
			hint = fmt.Sprintf("give the first one another name in between, on a line of its own: column.rename: {%s: …}", old.Name)
		}
		p.problem(n, hint, "column %q is written twice: %s", old.Name, p.writtenBy(slot))
	case col.Type.Kind != schema.String || col.Type.Nullable && !old.Type.Nullable:
		p.problem(n, "", "column %q is %s and can't be set to %s", old.Name, old.Type, col.Type)
	default:
		if !slices.Contains(s.step.Edits, slot) {
			s.step.Edits = append(s.step.Edits, slot)
		}
		return true
	}
	return false
}

// apart is the hint for a step whose columns can have other names.
func (s *planned) apart(column string) string {
	if slices.ContainsFunc(s.spec.Params, func(p transform.Param) bool { return p.Name == "prefix" }) {
		return fmt.Sprintf("write prefix: second_ among the arguments of %s, and its column is second_%s", s.name, column)
	}
	if s.spec.Apart == "" {
		return ""
	}
	return fmt.Sprintf("write %s among the arguments of %s, and its column is %s__%s", s.spec.Apart, s.name, s.prefix, column)
}

func (p *planner) writtenBy(slot int) string {
	for _, s := range p.steps {
		if slices.Contains(s.step.Writes, slot) {
			return fmt.Sprintf("%s on line %d writes it too", s.name, s.at.line)
		}
	}
	return "its source has it"
}
