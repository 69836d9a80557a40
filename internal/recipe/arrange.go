package recipe

import (
	"regexp"
	"strings"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/schema"
)

// Names of the columns of data/ that are no slot of a document.
const (
	columnCluster = "cluster"
	columnSplit   = "split"
)

// ExportColumn is a column of data/ that export names.
type ExportColumn struct {
	Name string
	Slot int // -1: cluster
	Desc bool
	Pos  diag.Pos
	node *node
}

// sortedShape is `sorted(column)` or `sorted(column desc)`; a column's name has no spaces.
var sortedShape = regexp.MustCompile(`^sorted\( *([A-Za-z_][A-Za-z0-9_]*)( +desc)? *\)$`)

// order reads export.order; a column is looked up once the steps are planned.
func (c *checker) order(n *node) {
	e, s := &c.recipe.Export, ""
	if !c.text(n, "order", &s) {
		return
	}
	m := sortedShape.FindStringSubmatch(s)
	switch known := []string{"source", "shuffle", "sorted(column)", "sorted(column desc)"}; {
	case s == known[0] || s == known[1]:
		e.Order = s
	case m != nil && m[2] == "":
		e.Sort, e.Order = &ExportColumn{Name: m[1], node: n}, "sorted("+m[1]+")"
	case m != nil:
		e.Sort, e.Order = &ExportColumn{Name: m[1], Desc: true, node: n}, "sorted("+m[1]+" desc)"
	case strings.HasPrefix(s, "sorted"):
		c.problem(n, "write sorted(created), or sorted(created desc) for the greatest first", "order can't be %q", s)
	default:
		c.problem(n, meant(s, known), "order can't be %q", s)
	}
}

// subsets reads export.subsets, the name of a column.
func (c *checker) subsets(n *node) {
	var name string
	if n == nil || n.kind == nullNode || !c.text(n, "subsets", &name) {
		return
	}
	c.recipe.Export.Subsets = &ExportColumn{Name: name, node: n}
}

// arrange finds the columns of order and subsets among those that are released.
func (p *planner) arrange() {
	e := &p.recipe.Export
	if col := e.Sort; col != nil && p.released(col) {
		p.checkSorted(col)
	}
	if col := e.Subsets; col != nil && p.released(col) {
		p.checkSubsets(col)
	}
}

// released gives a column of data/ its slot.
func (p *planner) released(col *ExportColumn) bool {
	col.Pos = col.node.pos()
	if col.Name == columnCluster || col.Name == columnSplit {
		col.Slot = -1
		return true
	}
	slot, ok := p.lookUp(len(p.steps), col.node, col.Name)
	col.Slot = slot
	return ok
}

func (p *planner) typeOf(col *ExportColumn) schema.Type {
	if col.Slot < 0 {
		return schema.Type{Kind: schema.String, Nullable: true}
	}
	return p.table.columns[col.Slot].Type
}

func (p *planner) checkSorted(col *ExportColumn) {
	switch t := p.typeOf(col); {
	case col.Name == columnSplit:
		p.problem(col.node, "sort by another column", "every file holds one split, so that there is nothing to sort by it")
	case !scalar(t):
		p.problem(col.node, "write what counts of it into a column of its own with column.set, as len("+col.Name+")",
			"rows can't be sorted by %q, which is %s", col.Name, t)
	}
}

// checkSubsets holds the column to what can be the name of a folder.
func (p *planner) checkSubsets(col *ExportColumn) {
	t := p.typeOf(col)
	switch {
	case col.Name == columnSplit:
		p.problem(col.node, "leave it out", "every file holds one split already")
	case col.Slot == schema.SlotID || col.Slot == schema.SlotText:
		p.problem(col.node, "name a column of few values, as source or language", "%q differs from document to document, and each value of subsets is a folder", col.Name)
	case t.Kind == schema.Time:
		p.problem(col.node, "write the year or month into a column of its own with column.set", "subsets can't be made by %q, which is %s", col.Name, t)
	case t.Kind == schema.Float:
		p.problem(col.node, "write a class into a column of its own with column.set", "subsets can't be made by %q, which is %s", col.Name, t)
	case !scalar(t):
		p.problem(col.node, "name a column with one value for each document", "subsets can't be made by %q, which is %s", col.Name, t)
	}
}
