package expr

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/tamis-data/tamis/schema"
)

// compiler turns a syntax tree into functions.
type compiler struct {
	scope   Scope
	visits  int
	columns []string
	slots   []int
	seen    map[string]bool
}

// operand is a compiled node: its type, how to compute it and where it stands.
type operand struct {
	typ   schema.Type
	eval  evalFunc
	fixed *schema.Value // its value where it is a literal
	at    place
}

// place is a span of the expression in code points.
type place struct{ offset, width int }

func (p place) errorf(format string, args ...any) *Error {
	return &Error{Offset: p.offset, Width: max(p.width, 1), Message: fmt.Sprintf(format, args...)}
}

// hinted returns e with what to do.
func (e *Error) hinted(hint string) *Error {
	e.Hint = hint
	return e
}

func placeOf(n ast.Node) place {
	l := n.Location()
	return place{l.From, l.To - l.From}
}

func (c *compiler) node(n ast.Node) (operand, error) {
	c.visits++
	if c.visits > MaxNodes {
		return operand{}, placeOf(n).errorf("expression has more than %d parts", MaxNodes)
	}
	switch n := n.(type) {
	case *ast.NilNode:
		return literal(n, schema.Value{}, schema.Type{Kind: schema.Null, Nullable: true}), nil
	case *ast.BoolNode:
		return literal(n, schema.BoolValue(n.Value), schema.Type{Kind: schema.Bool}), nil
	case *ast.IntegerNode:
		return literal(n, schema.Int64Value(int64(n.Value)), schema.Type{Kind: schema.Int64}), nil
	case *ast.FloatNode:
		return literal(n, schema.FloatValue(n.Value), schema.Type{Kind: schema.Float}), nil
	case *ast.StringNode:
		return literal(n, schema.StringValue(strings.ToValidUTF8(n.Value, "\uFFFD")), schema.Type{Kind: schema.String}), nil
	case *ast.IdentifierNode:
		return c.column(placeOf(n), n.Value)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.ConditionalNode:
		return c.conditional(n)
	case *ast.ArrayNode:
		return c.array(n)
	case *ast.MemberNode:
		return c.index(n)
	case *ast.CallNode:
		return c.call(placeOf(n), calleeName(n), n.Arguments)
	case *ast.BuiltinNode:
		return c.call(placeOf(n), n.Name, n.Arguments)
	}
	return operand{}, placeOf(n).errorf("%s can't stand in an expression", nounOf(n))
}

// nounOf names a part of expr-lang that expressions of a recipe do without.
func nounOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MapNode:
		return "a map"
	case *ast.SliceNode:
		return "a slice"
	case *ast.VariableDeclaratorNode:
		return "a variable"
	case *ast.PredicateNode, *ast.PointerNode:
		return "a function of one's own"
	case *ast.SequenceNode:
		return "a second expression"
	case *ast.BytesNode:
		return "a byte string"
	case *ast.ChainNode:
		return "?."
	}
	return "this"
}

func calleeName(n *ast.CallNode) string {
	if id, ok := n.Callee.(*ast.IdentifierNode); ok {
		return id.Value
	}
	return ""
}

func literal(n ast.Node, v schema.Value, t schema.Type) operand {
	o := fixed(v, t)
	o.at = placeOf(n)
	return o
}

func fixed(v schema.Value, t schema.Type) operand {
	return operand{typ: t, fixed: &v, eval: func(*schema.Doc) (schema.Value, error) { return v, nil }}
}

// column compiles the reading of a column.
func (c *compiler) column(at place, name string) (operand, error) {
	slot, col, ok := c.scope.Column(name)
	if !ok {
		e := at.errorf("unknown column %q", name)
		e.Unknown = name
		return operand{}, e
	}
	c.use(name, slot)
	return slotOperand(at, slot, col.Type), nil
}

func (c *compiler) use(name string, slot int) {
	if !c.seen[name] {
		c.seen[name] = true
		c.columns, c.slots = append(c.columns, name), append(c.slots, slot)
	}
}

// slotOperand reads a slot; int32 widens to int64. A column that is never null by its type may
// still be null in a document where a step has not run (a rejected one), so eval returns what is
// there.
func slotOperand(at place, slot int, t schema.Type) operand {
	o := operand{typ: t, at: at}
	o.eval = func(d *schema.Doc) (schema.Value, error) { return d.Values[slot], nil }
	if t.Kind == schema.Int32 {
		o.typ.Kind = schema.Int64
		o.eval = func(d *schema.Doc) (schema.Value, error) { return widen(d.Values[slot]), nil }
	}
	return o
}

func widen(v schema.Value) schema.Value {
	if v.Kind() == schema.Int32 {
		return schema.Int64Value(v.Int())
	}
	return v
}

// metric compiles metric("step", "name").
func (c *compiler) metric(at place, args []operand) (operand, error) {
	for _, a := range args {
		if a.fixed == nil || a.typ.Kind != schema.String {
			return operand{}, a.at.errorf("metric takes two quoted names, of a step and of its number")
		}
	}
	step, name := args[0].fixed.Str(), args[1].fixed.Str()
	if c.scope.Metric != nil {
		if slot, col, ok := c.scope.Metric(step, name); ok {
			c.use(col.Name, slot)
			return slotOperand(at, slot, col.Type.OrNull()), nil
		}
	}
	e := at.errorf("no step %q before this one measures %q", step, name)
	if c.scope.MetricHint != nil {
		e.Hint = c.scope.MetricHint(step, name)
	}
	return operand{}, e
}

// conditional compiles a ? b : c and if a { b } else { c }.
func (c *compiler) conditional(n *ast.ConditionalNode) (operand, error) {
	cond, err := c.boolean(n.Cond)
	if err != nil {
		return operand{}, err
	}
	yes, err := c.node(n.Exp1)
	if err != nil {
		return operand{}, err
	}
	no, err := c.node(n.Exp2)
	if err != nil {
		return operand{}, err
	}
	yes, no, t, ok := unify(yes, no)
	if !ok {
		return operand{}, no.at.errorf("the two ways give %s and %s", yes.typ, no.typ)
	}
	return operand{typ: t, at: cond.at, eval: func(d *schema.Doc) (schema.Value, error) {
		v, err := cond.eval(d)
		if err != nil {
			return v, err
		}
		if v.Bool() {
			return yes.eval(d)
		}
		return no.eval(d)
	}}, nil
}

// boolean compiles a node that must be a bool.
func (c *compiler) boolean(n ast.Node) (operand, error) {
	o, err := c.node(n)
	if err != nil {
		return o, err
	}
	if o.typ.Kind != schema.Bool && o.typ.Kind != schema.Null {
		return o, o.at.errorf("this must be true or false, not %s", o.typ)
	}
	return o, nil
}

// array compiles a list of scalars of one type.
func (c *compiler) array(n *ast.ArrayNode) (operand, error) {
	items := make([]operand, len(n.Nodes))
	elem := schema.Type{Kind: schema.Null, Nullable: true}
	for i, child := range n.Nodes {
		o, err := c.node(child)
		if err != nil {
			return o, err
		}
		if o.typ.Kind == schema.List || o.typ.Kind == schema.Null {
			return o, o.at.errorf("a list holds scalars, not %s", o.typ)
		}
		common, ok := commonType(elem, o.typ)
		if !ok {
			return o, o.at.errorf("a list holds one type, not %s and %s", elem, o.typ)
		}
		elem, items[i] = common, o
		elem.Nullable = false
	}
	at := placeOf(n)
	if len(items) == 0 {
		return operand{}, at.errorf("an empty list has no type")
	}
	return listOf(at, items, elem), nil
}

func listOf(at place, items []operand, elem schema.Type) operand {
	o := operand{typ: schema.ListOf(elem), at: at}
	constant := true
	for i := range items {
		items[i] = toKind(items[i], elem.Kind)
		constant = constant && items[i].fixed != nil
	}
	o.eval = func(d *schema.Doc) (schema.Value, error) {
		vs := make([]schema.Value, 0, len(items))
		for _, it := range items {
			v, err := it.eval(d)
			if err != nil {
				return v, err
			}
			if !v.IsNull() { // lists hold no nulls
				vs = append(vs, v)
			}
		}
		return schema.ListValue(vs), nil
	}
	if constant {
		v, _ := o.eval(nil) // literals have no errors
		o.fixed, o.eval = &v, func(*schema.Doc) (schema.Value, error) { return v, nil }
	}
	return o
}

// index compiles list[i]: null beyond the ends, negative from the end.
func (c *compiler) index(n *ast.MemberNode) (operand, error) {
	list, err := c.node(n.Node)
	if err != nil {
		return list, err
	}
	if list.typ.Kind != schema.List || list.typ.Elem.Kind == schema.Struct {
		return list, placeOf(n).errorf("%s has no members", list.typ)
	}
	i, err := c.node(n.Property)
	if err != nil {
		return i, err
	}
	if i.typ.Kind != schema.Int64 {
		return i, i.at.errorf("a place in a list is a whole number, not %s", i.typ)
	}
	t := list.typ.Elem.OrNull()
	if t.Kind == schema.Int32 {
		t.Kind = schema.Int64
	}
	return operand{typ: t, at: list.at, eval: func(d *schema.Doc) (schema.Value, error) {
		l, err := list.eval(d)
		if err != nil {
			return l, err
		}
		v, err := i.eval(d)
		if err != nil || v.IsNull() {
			return schema.Value{}, err
		}
		return element(l.List(), v.Int()), nil
	}}, nil
}

func element(l []schema.Value, i int64) schema.Value {
	if i < 0 {
		i += int64(len(l))
	}
	if i < 0 || i >= int64(len(l)) {
		return schema.Value{}
	}
	return widen(l[i])
}
