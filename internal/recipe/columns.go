package recipe

import (
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// declared is a column that sources carry.
type declared struct {
	schema.Column
	at      *node
	sources int
}

// declare gives a source's column its slot; the same name in several sources is one column, of
// one type but for null.
func (c *checker) declare(at *node, name string, t schema.Type) int {
	for i := range c.declared {
		d := &c.declared[i]
		if d.Name == name {
			if !d.Type.OrNull().Equal(t.OrNull()) {
				c.problem(at, "", "column %q is %s here and %s on line %d", name, t, d.Type, d.at.line)
			}
			d.Type.Nullable = d.Type.Nullable || t.Nullable
			d.sources++
			return schema.SlotFirst + i
		}
		if strings.EqualFold(d.Name, name) {
			c.problem(at, "", "columns %q and %q differ in case alone; readers take them for one", d.Name, name)
		}
	}
	col := schema.Column{Name: name, Type: t, Doc: "Carried through from the source."}
	c.declared = append(c.declared, declared{col, at, 1})
	return schema.SlotFirst + len(c.declared) - 1
}

// widenDeclared allows null in columns that a source does not have.
func (c *checker) widenDeclared() {
	for i := range c.declared {
		if c.declared[i].sources < len(c.recipe.Sources) {
			c.declared[i].Type.Nullable = true
		}
	}
}

// table is the columns of the plan as it grows along the steps.
type table struct {
	columns []schema.Column
	visible map[string]int // slot by name, as of the step at work; metrics aside
	gone    map[int]bool   // slots that are dropped
	metrics map[string]int // slot by <prefix>__<name>
	removed map[string]string
	spans   [][]int // by slot: the slots with spans into it
}

func (c *checker) newTable() *table {
	t := &table{visible: map[string]int{}, gone: map[int]bool{}, metrics: map[string]int{}, removed: map[string]string{}}
	for _, col := range schema.BuiltinColumns() {
		t.add(col)
	}
	for _, d := range c.declared {
		t.add(d.Column)
	}
	return t
}

// add gives a column the next slot.
func (t *table) add(col schema.Column) int {
	slot := len(t.columns)
	t.columns = append(t.columns, col)
	t.spans = append(t.spans, nil)
	if col.Metric {
		t.metrics[col.Name] = slot
		return slot
	}
	t.visible[col.Name] = slot
	if into, ok := t.visible[col.Spans]; ok && col.Spans != "" {
		t.spans[into] = append(t.spans[into], slot)
	}
	return slot
}

// drop hides a column from later steps; by names who did it.
func (t *table) drop(name, by string) {
	t.gone[t.visible[name]] = true
	delete(t.visible, name)
	t.removed[name] = by
}

// rename gives a visible column another name.
func (t *table) rename(old, name, by string) {
	slot := t.visible[old]
	delete(t.visible, old)
	t.visible[name] = slot
	t.columns[slot].Name = name
	t.removed[old] = by
}

// nameOf returns the name under which a slot is visible, "" where it is dropped.
func (t *table) nameOf(slot int) string {
	if t.gone[slot] {
		return ""
	}
	return t.columns[slot].Name
}

// names lists the visible columns by slot.
func (t *table) names() []string {
	var out []string
	for slot := range t.columns {
		if name := t.nameOf(slot); name != "" && !t.columns[slot].Metric {
			out = append(out, name)
		}
	}
	return out
}

// snapshot copies what names mean now, for the functions that a step keeps.
func (t *table) snapshot() map[string]int {
	m := make(map[string]int, len(t.visible))
	for k, v := range t.visible {
		m[k] = v
	}
	return m
}

// export lists the slots of data/ in order: built-in, declared, then labels, which is their order.
func (t *table) export() []int {
	var out []int
	for slot, col := range t.columns {
		if !t.gone[slot] && !col.Metric {
			out = append(out, slot)
		}
	}
	return out
}

// holdsText says whether a value of the type can hold a string.
func holdsText(t schema.Type) bool {
	switch t.Kind {
	case schema.String:
		return true
	case schema.List:
		return holdsText(*t.Elem)
	case schema.Struct:
		for _, f := range t.Fields {
			if holdsText(f.Type) {
				return true
			}
		}
	}
	return false
}
