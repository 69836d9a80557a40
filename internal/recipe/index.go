package recipe

import (
	"slices"

	"github.com/tamis-data/tamis/transform"
)

// indexSpec is the Spec that declares how an index is made, nil where the catalog has none.
func (s specIndex) indexSpec() *transform.Spec {
	for _, name := range s.names() {
		if s[name].Index != nil {
			return s[name]
		}
	}
	return nil
}

// index reads export.ledger.index, which takes parameters as a step does; nothing behind it takes the
// defaults.
func (c *checker) index(n *node) {
	spec := c.specs.indexSpec()
	if n == nil || n.kind == badNode {
		return
	}
	if spec == nil || n.kind != mapNode && n.kind != nullNode {
		c.wrongKind(n, mapNode, "index")
		return
	}
	own := &transform.Spec{Name: "index", Params: spec.Index.Params, On: transform.OnText}
	d := &draft{spec: own, name: own.Name, at: n, params: map[string]*node{}, keys: map[string]*node{}, ok: true}
	d.args.Values = map[string]any{}
	before := len(c.problems)
	given := map[string]*node{}
	if n.kind == mapNode {
		given = c.given(d, n)
	}
	for _, p := range own.Params {
		c.argument(d, p, given[p.Name])
	}
	d.ok = len(c.problems) == before
	c.indexed = d
}

// index makes ready what the index is made by: columns as they are released.
func (p *planner) index() {
	d := p.indexed
	if d == nil {
		return
	}
	s := planned{draft: d, step: Step{Spec: d.spec, Name: d.name}}
	before := len(p.problems) + len(p.open)
	s.columnsOf(p, len(p.steps))
	d.args.Seed = p.recipe.Seed
	for i, slot := range d.args.On {
		if !slices.Contains(p.table.export(), slot) {
			p.problem(d.at, "", "an index is made of what is released, and column %q is not", d.args.OnNames[i])
		}
	}
	if len(d.args.On) == 0 {
		p.problem(d.at, "name a column in `on`", "the text is not released")
	}
	spec := p.specs.indexSpec()
	for _, f := range spec.Index.Check(d.args) {
		p.fault(&s, f)
	}
	if d.ok && len(p.problems)+len(p.open) == before {
		p.recipe.Export.Index = &Index{Args: d.args, Indexer: spec.Index.New(d.args), Version: spec.Version, params: spec.Index.Params}
	}
}
