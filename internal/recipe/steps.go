package recipe

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/transform"
)

// maxSteps bounds the chain: edits and rejects number their step in 16 bits, and expressions and
// columns are looked up along it.
const maxSteps = 1000

// draft is a step as read from the tree, before columns are known.
type draft struct {
	spec    *transform.Spec // nil where the transform is unknown
	name    string
	prefix  string
	at      *node // its key
	as      *node
	on      *node // nil where not given
	onNames []string
	onNodes []*node
	refresh *node
	before  *node
	params  map[string]*node // by parameter, `rules[0].name` in objects
	keys    map[string]*node // the keys of parameters that are mappings
	rows    map[string]*node // the keys of rows of tables, by parameter and row as `by.fr`
	args    transform.Args
	// misspelt are the parameters that keys which are none were most likely meant for.
	misspelt []string
	names    []reference  // parameters that name columns
	exprs    []expression // parameters that are expressions
	files    []Resource
	// fileNodes are where files stand, and opened what they hold where Options.Open read them.
	fileNodes []*node
	opened    [][]byte
	ok        bool // nothing is wrong with it so far
}

// reference is the name of a column in the recipe.
type reference struct {
	node *node
	name string
}

// expression is a ParamExpr in the recipe.
type expression struct {
	node  *node
	text  string
	param transform.Param
}

// stepKeys are the keys that stand beside a step's name.
func stepKeys() []string { return []string{"as", "on", "refresh", "before_redaction"} }

func isStepKey(s string) bool { return contains(stepKeys(), s) }

func (c *checker) steps(n *node) {
	if n == nil || n.kind == nullNode {
		return
	}
	if n.kind != listNode {
		c.wrongKind(n, listNode, "steps")
		return
	}
	if len(n.items) > maxSteps {
		c.problem(n, "", "more than %d steps", maxSteps)
		return
	}
	named := map[string]*draft{}
	for _, it := range n.items {
		d := c.draft(it)
		if d == nil {
			continue
		}
		c.drafts = append(c.drafts, d)
		if first := named[d.name]; first != nil {
			c.problem(d.nameNode(), "give this one a name with `as:`", "step %q stands twice: the first one is on line %d", d.name, first.at.line)
			continue
		}
		named[d.name] = d
	}
}

// nameNode is where the step's name stands.
func (d *draft) nameNode() *node {
	if d.as != nil {
		return d.as
	}
	return d.at
}

// draft reads one entry of steps; nil where not even a name is there.
func (c *checker) draft(n *node) *draft {
	d := &draft{params: map[string]*node{}, keys: map[string]*node{}, rows: map[string]*node{}, ok: true}
	d.args.Values = map[string]any{}
	var value *node
	switch n.kind {
	case scalarNode:
		d.at = n
	case mapNode:
		if d.at, value = c.stepEntry(n, d); d.at == nil {
			return nil
		}
	default:
		c.wrongKind(n, mapNode, "a step")
		return nil
	}
	before := len(c.problems)
	d.spec = c.specs[d.at.text]
	if d.spec == nil {
		c.problem(d.at, meant(d.at.text, c.specs.names()), "unknown transform %q", d.at.text)
	} else {
		c.arguments(d, value)
	}
	c.stepOptions(n, d)
	d.ok = d.ok && len(c.problems) == before
	return d
}

// stepEntry finds the one key of an entry that names its transform.
func (c *checker) stepEntry(n *node, d *draft) (key, value *node) {
	for _, e := range n.entries {
		switch {
		case isStepKey(e.key.text):
		case key == nil:
			key, value = e.key, e.value
		case c.specs[key.text] != nil && c.specs[e.key.text] == nil:
			known := stepKeys()
			if c.specs[key.text] != nil {
				for _, p := range c.specs[key.text].Params {
					if p.Name == e.key.text {
						c.problem(e.key, "indent it below "+key.text+", or write "+key.text+": {"+p.Name+": …}", "parameter %q stands beside its step", p.Name)
						known = nil
					}
				}
			}
			if known != nil {
				c.problem(e.key, meant(e.key.text, known), "unknown key %q beside step %s", e.key.text, key.text)
			}
			d.ok = false
		default:
			c.problem(e.key, "begin it on a line of its own with `- `", "a second step %q in one entry", e.key.text)
			d.ok = false
		}
	}
	if key == nil {
		c.problem(n, "", "this entry names no transform")
	}
	return key, value
}

var asShape = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,40}$`)

// stepOptions reads the keys beside a step's name.
func (c *checker) stepOptions(n *node, d *draft) {
	d.name = d.at.text
	_, short, dotted := strings.Cut(d.name, ".")
	if !dotted {
		short = d.name
	}
	d.as = n.get("as")
	if d.as != nil && c.text(d.as, "as", &d.name) {
		short = d.name
		if !asShape.MatchString(d.name) {
			c.problem(d.as, "", "name of a step must be small letters, digits, - and _")
		}
	}
	d.prefix = strings.NewReplacer("-", "_", ".", "_").Replace(short)
	d.refresh = c.flag(n, "refresh", "end")
	d.before = c.flag(n, "before_redaction", "ok")
	if on := n.get("on"); on != nil {
		c.on(d, on)
	}
}

// flag reads a key that has one word; nil where it is absent.
func (c *checker) flag(n *node, key, word string) *node {
	v := n.get(key)
	if v == nil || v.kind == badNode {
		return nil
	}
	if v.kind != scalarNode || v.text != word {
		c.problem(v, "write "+key+": "+word+", or leave it out", "%s can only be %s", key, word)
		return nil
	}
	return v
}

// on reads the columns a step works on, from beside or from inside its parameters.
func (c *checker) on(d *draft, n *node) {
	switch {
	case d.on != nil:
		c.problem(n, "", "on stands both inside and beside the step")
		return
	case d.spec != nil && d.spec.On == transform.OnNone:
		c.problem(n, "", "%s does not work on chosen columns", d.at.text)
		return
	}
	names, nodes, ok := c.strings(n, "on")
	if !ok {
		return
	}
	if len(names) == 0 {
		c.problem(n, "leave it out for the default", "on names no column")
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			c.problem(nodes[i], "", "column %q stands twice", name)
		}
	}
	d.on, d.onNames, d.onNodes = n, names, nodes
}

// arguments reads a step's parameters: nothing, a mapping, or the value of its short parameter.
func (c *checker) arguments(d *draft, value *node) {
	spec := d.spec
	given := map[string]*node{}
	switch {
	case value == nil || value.kind == nullNode || value.kind == badNode:
	case value.kind == mapNode && !shortMapping(spec, value):
		given = c.given(d, value)
	case spec.Short != "":
		given[spec.Short] = value
	default:
		c.problem(value, c.bareHint(spec, value), "%s takes parameters: write %s: {name: value}", spec.Name, spec.Name)
		return
	}
	before := len(c.problems)
	for _, p := range spec.Params {
		c.argument(d, p, given[p.Name])
	}
	if spec.Defaults != nil && len(c.problems) == before {
		for name, v := range spec.Defaults(d.args) {
			if d.args.Values[name] == nil {
				d.args.Values[name] = v
			}
		}
	}
}

// shortMapping says whether a mapping is the value of the short parameter itself, as in
// `column.rename: {headline: title}`: the parameter is a mapping, and no key is a parameter's name.
func shortMapping(spec *transform.Spec, value *node) bool {
	mapping := false
	for _, p := range spec.Params {
		if value.get(p.Name) != nil {
			return false
		}
		if p.Name == spec.Short {
			mapping = p.Type == transform.ParamMap || p.Type == transform.ParamSizes || p.Type == transform.ParamRatios || p.Type == transform.ParamObject
		}
	}
	return mapping && value.get("on") == nil && len(value.entries) > 0
}

// given sorts the keys of a mapping of parameters.
func (c *checker) given(d *draft, value *node) map[string]*node {
	given := map[string]*node{}
	known := []string{}
	for _, p := range d.spec.Params {
		known = append(known, p.Name)
	}
	if d.spec.On != transform.OnNone {
		known = append(known, "on")
	}
	for _, e := range value.entries {
		switch {
		case contains(known, e.key.text) && e.key.text != "on":
			given[e.key.text] = e.value
		case e.key.text == "on":
			c.on(d, e.value)
		case isStepKey(e.key.text):
			c.problem(e.key, "write it on a line of its own, as far in as "+d.spec.Name, "%q stands beside the step's name, not inside", e.key.text)
		default:
			if m := diag.Suggest(e.key.text, known); m != "" && given[m] == nil {
				d.misspelt = append(d.misspelt, m)
			}
			c.problem(e.key, cmp.Or(meant(e.key.text, known), listedBy(d.spec)), "unknown parameter %q for %s", e.key.text, d.spec.Name)
		}
	}
	return given
}

// argument reads one parameter or takes its default.
func (c *checker) argument(d *draft, p transform.Param, n *node) {
	if n == nil {
		if p.Required {
			if contains(d.misspelt, p.Name) { // told already
				return
			}
			c.problem(d.at, neededHint(d.spec, p), "%s needs %s", d.at.text, p.Name)
			return
		}
		d.args.Values[p.Name] = defaultOf(p)
		c.takeDefault(d, p)
		return
	}
	v := valueReader{checker: c, draft: d, path: p.Name}
	if value, ok := v.value(p, n); ok {
		d.args.Values[p.Name] = value
	}
}

// neededHint says how a parameter that is missing is given and what it is.
func neededHint(spec *transform.Spec, p transform.Param) string {
	form := fmt.Sprintf("%s: {%s: …}", spec.Name, p.Name)
	if spec.Short == p.Name {
		form = spec.Name + ": …"
	}
	return fmt.Sprintf("write %s; %s: %s", form, p.Name, strings.TrimSuffix(p.Doc, "."))
}

// bareHint says which parameter a bare value may have been meant for.
func (c *checker) bareHint(spec *transform.Spec, value *node) string {
	if value.kind == scalarNode {
		for _, p := range spec.Params {
			if p.Type == transform.ParamList {
				return fmt.Sprintf("write %s: {%s: %s}", spec.Name, p.Name, value.text)
			}
		}
	}
	return listedBy(spec)
}

// listedBy says where a transform's parameters can be read up.
func listedBy(spec *transform.Spec) string {
	if len(spec.Params) == 0 {
		return ""
	}
	return fmt.Sprintf("`tamis transforms %s` lists its parameters", spec.Name)
}

// takeDefault keeps the expression or names of columns of a default, so that they are checked too.
func (c *checker) takeDefault(d *draft, p transform.Param) {
	switch v := d.args.Values[p.Name].(type) {
	case string:
		switch p.Type {
		case transform.ParamExpr:
			d.exprs = append(d.exprs, expression{d.at, v, p})
		case transform.ParamColumn:
			d.names = append(d.names, reference{d.at, v})
		}
	case []string:
		if p.Type == transform.ParamColumns {
			for _, name := range v {
				d.names = append(d.names, reference{d.at, name})
			}
		}
	}
}

// defaultOf returns a parameter's default in the type that Args holds, nil where absent is a value.
func defaultOf(p transform.Param) any {
	switch v := p.Default.(type) {
	case int:
		if p.Type == transform.ParamFloat {
			return float64(v)
		}
		return int64(v)
	case int64:
		if p.Type == transform.ParamFloat {
			return float64(v)
		}
	case []string:
		return slices.Clone(v)
	case map[string]float64:
		return sortedPairs(v)
	case map[string]string:
		return sortedPairs(v)
	case map[string]int:
		return fieldsOf(v)
	}
	return p.Default
}

// fieldsOf makes an object of a default's fields.
func fieldsOf(fields map[string]int) transform.Args {
	a := transform.Args{Values: map[string]any{}}
	for name, n := range fields {
		a.Values[name] = int64(n)
	}
	return a
}

func sortedPairs[T any](m map[string]T) []transform.Pair[T] {
	var out []transform.Pair[T]
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, transform.Pair[T]{Name: k, Value: m[k]})
	}
	return out
}
