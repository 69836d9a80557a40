package expr

import (
	"math"
	"math/bits"
	"regexp"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/tamis-data/tamis/schema"
)

func (c *compiler) unary(n *ast.UnaryNode) (operand, error) {
	if n.Operator == "not" || n.Operator == "!" {
		return c.not(n)
	}
	o, err := c.node(n.Node)
	if err != nil {
		return o, err
	}
	at := placeOf(n)
	if !number(o.typ) {
		return o, at.errorf("%s takes a number, not %s", n.Operator, o.typ)
	}
	if n.Operator == "+" {
		return o, nil
	}
	zero := fixed(schema.Int64Value(0), schema.Type{Kind: schema.Int64})
	out, err := arithmetic(at, "-", zero, o)
	if err == nil && o.fixed != nil {
		if v, failed := out.eval(nil); failed == nil {
			out.fixed, out.eval = &v, func(*schema.Doc) (schema.Value, error) { return v, nil }
		}
	}
	return out, err
}

func (c *compiler) not(n *ast.UnaryNode) (operand, error) {
	o, err := c.boolean(n.Node)
	if err != nil {
		return o, err
	}
	return operand{typ: schema.Type{Kind: schema.Bool}, at: placeOf(n), eval: func(d *schema.Doc) (schema.Value, error) {
		v, err := o.eval(d)
		return schema.BoolValue(!v.Bool()), err
	}}, nil
}

func (c *compiler) binary(n *ast.BinaryNode) (operand, error) {
	at := placeOf(n)
	switch n.Operator {
	case "and", "&&":
		return c.logic(n, false)
	case "or", "||":
		return c.logic(n, true)
	}
	left, err := c.node(n.Left)
	if err != nil {
		return left, err
	}
	right, err := c.node(n.Right)
	if err != nil {
		return right, err
	}
	switch n.Operator {
	case "==", "!=":
		return equality(at, n.Operator == "==", left, right)
	case "<", "<=", ">", ">=":
		return ordering(at, n.Operator, left, right)
	case "in":
		return membership(at, left, right)
	case "contains", "startsWith", "endsWith":
		return search(at, n.Operator, left, right)
	case "matches":
		return matches(left, right)
	case "??":
		return coalesce(at, left, right)
	case "+", "-", "*", "/", "%":
		return arithmetic(at, n.Operator, left, right)
	}
	return operand{}, at.errorf("operator %s is not available", n.Operator)
}

// logic compiles and (stop = false) and or (stop = true); the right side is left alone where the
// left one decides.
func (c *compiler) logic(n *ast.BinaryNode, stop bool) (operand, error) {
	left, err := c.boolean(n.Left)
	if err != nil {
		return left, err
	}
	right, err := c.boolean(n.Right)
	if err != nil {
		return right, err
	}
	return operand{typ: schema.Type{Kind: schema.Bool}, at: placeOf(n), eval: func(d *schema.Doc) (schema.Value, error) {
		v, err := left.eval(d)
		if err != nil || v.Bool() == stop {
			return schema.BoolValue(stop), err
		}
		v, err = right.eval(d)
		return schema.BoolValue(v.Bool()), err
	}}, nil
}

// pair evaluates two operands and combines their values.
func pair(a, b operand, f func(x, y schema.Value) (schema.Value, error)) evalFunc {
	return func(d *schema.Doc) (schema.Value, error) {
		x, err := a.eval(d)
		if err != nil {
			return schema.Value{}, err
		}
		y, err := b.eval(d)
		if err != nil {
			return schema.Value{}, err
		}
		return f(x, y)
	}
}

// test makes an operand of a question about two values that is false where one is null.
func test(at place, a, b operand, f func(x, y schema.Value) bool) operand {
	return operand{typ: schema.Type{Kind: schema.Bool}, at: at,
		eval: pair(a, b, func(x, y schema.Value) (schema.Value, error) {
			return schema.BoolValue(!x.IsNull() && !y.IsNull() && f(x, y)), nil
		})}
}

// numberHint is what to do where a string meets a number; "" where none does.
func numberHint(a, b operand) string {
	for range 2 {
		if a.typ.Kind == schema.String && (b.typ.Kind == schema.Int64 || b.typ.Kind == schema.Int32 || b.typ.Kind == schema.Float) {
			return "numbers stand without quotes, and len(text) is how many characters a text has"
		}
		a, b = b, a
	}
	return ""
}

func equality(at place, want bool, a, b operand) (operand, error) {
	if _, ok := commonType(a.typ, b.typ); !ok || a.typ.Kind == schema.Struct || structs(a.typ) || structs(b.typ) {
		return operand{}, at.errorf("%s and %s can't be compared", a.typ, b.typ).hinted(numberHint(a, b))
	}
	return operand{typ: schema.Type{Kind: schema.Bool}, at: at,
		eval: pair(a, b, func(x, y schema.Value) (schema.Value, error) {
			return schema.BoolValue(equal(x, y) == want), nil
		})}, nil
}

// structs says whether t is a list of structs.
func structs(t schema.Type) bool { return t.Kind == schema.List && t.Elem.Kind == schema.Struct }

func ordering(at place, op string, a, b operand) (operand, error) {
	t, ok := commonType(a.typ, b.typ)
	if !ok || t.Kind == schema.Bool || t.Kind == schema.List || t.Kind == schema.Struct {
		return operand{}, at.errorf("%s %s %s is no comparison", a.typ, op, b.typ).hinted(numberHint(a, b))
	}
	holds := map[string]func(int) bool{
		"<": func(c int) bool { return c < 0 }, "<=": func(c int) bool { return c <= 0 },
		">": func(c int) bool { return c > 0 }, ">=": func(c int) bool { return c >= 0 },
	}[op]
	return test(at, a, b, func(x, y schema.Value) bool { return holds(compare(x, y)) }), nil
}

// membership compiles x in list. A list of literal strings becomes a set.
func membership(at place, a, b operand) (operand, error) {
	if b.typ.Kind != schema.List {
		return operand{}, b.at.errorf("in takes a list on its right, not %s", b.typ)
	}
	if _, ok := commonType(a.typ, widenType(*b.typ.Elem)); !ok || structs(b.typ) || a.typ.Kind == schema.List {
		return operand{}, at.errorf("%s can't be in %s", a.typ, b.typ)
	}
	if b.fixed != nil && a.typ.Kind == schema.String {
		set := make(map[string]bool, len(b.fixed.List()))
		for _, v := range b.fixed.List() {
			set[v.Str()] = true
		}
		return test(at, a, b, func(x, _ schema.Value) bool { return set[x.Str()] }), nil
	}
	return test(at, a, b, func(x, y schema.Value) bool {
		for _, v := range y.List() {
			if equal(x, v) {
				return true
			}
		}
		return false
	}), nil
}

func widenType(t schema.Type) schema.Type {
	if t.Kind == schema.Int32 {
		t.Kind = schema.Int64
	}
	return t
}

// search compiles contains, startsWith and endsWith on strings, and list contains element.
func search(at place, op string, a, b operand) (operand, error) {
	if op == "contains" && a.typ.Kind == schema.List {
		return membership(at, b, a)
	}
	f := map[string]func(s, sub string) bool{
		"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix,
	}[op]
	for _, o := range []operand{a, b} {
		if o.typ.Kind != schema.String {
			return operand{}, o.at.errorf("%s takes strings, not %s", op, o.typ)
		}
	}
	return test(at, a, b, func(x, y schema.Value) bool { return f(x.Str(), y.Str()) }), nil
}

// matches compiles a search for an RE2 pattern, which must be a literal: patterns are checked
// before the first document and never built from one.
func matches(a, b operand) (operand, error) {
	if a.typ.Kind != schema.String {
		return operand{}, a.at.errorf("matches takes a string, not %s", a.typ)
	}
	if b.fixed == nil || b.typ.Kind != schema.String {
		return operand{}, b.at.errorf("the pattern of matches must be a quoted string")
	}
	pattern := b.fixed.Str()
	if len(pattern) > MaxPattern {
		return operand{}, b.at.errorf("the pattern is longer than %d bytes", MaxPattern)
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return operand{}, b.at.errorf("%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return test(a.at, a, b, func(x, _ schema.Value) bool { return re.MatchString(x.Str()) }), nil
}

func coalesce(at place, a, b operand) (operand, error) {
	x, y, t, ok := unify(a, b)
	if !ok {
		return operand{}, at.errorf("?? joins one type, not %s and %s", a.typ, b.typ)
	}
	t.Nullable = b.typ.Nullable
	return operand{typ: t, at: at, eval: func(d *schema.Doc) (schema.Value, error) {
		v, err := x.eval(d)
		if err != nil || !v.IsNull() {
			return v, err
		}
		return y.eval(d)
	}}, nil
}

// arithmetic compiles + - * / % on numbers and + on strings. / gives a float, as in expr-lang.
func arithmetic(at place, op string, a, b operand) (operand, error) {
	x, y, t, ok := unify(a, b)
	switch {
	case ok && op == "+" && t.Kind == schema.String:
		return nullable(at, t, x, y, func(v, w schema.Value) (schema.Value, error) { return join(at, v.Str(), w.Str()) }), nil
	case !ok || !number(t) || op == "%" && t.Kind == schema.Float:
		return operand{}, at.errorf("%s %s %s is not possible", a.typ, op, b.typ)
	case op == "/" || t.Kind == schema.Float:
		t.Kind = schema.Float
		return nullable(at, t, x, y, func(v, w schema.Value) (schema.Value, error) {
			return floatOp(at, op, v.Float(), w.Float())
		}), nil
	}
	return nullable(at, t, x, y, func(v, w schema.Value) (schema.Value, error) {
		return intOp(at, op, v.Int(), w.Int())
	}), nil
}

// nullable makes an operand of a function that gives null where an argument is null.
func nullable(at place, t schema.Type, a, b operand, f func(x, y schema.Value) (schema.Value, error)) operand {
	return operand{typ: t, at: at, eval: pair(a, b, func(x, y schema.Value) (schema.Value, error) {
		if x.IsNull() || y.IsNull() {
			return schema.Value{}, nil
		}
		return f(x, y)
	})}
}

func join(at place, a, b string) (schema.Value, error) {
	if len(a)+len(b) > MaxString {
		return schema.Value{}, at.errorf("string is longer than %d bytes", MaxString)
	}
	return schema.StringValue(a + b), nil
}

// floatOp does one operation; the explicit conversion keeps a CPU from fusing it with the next.
func floatOp(at place, op string, a, b float64) (schema.Value, error) {
	var r float64
	switch op {
	case "+":
		r = float64(a + b)
	case "-":
		r = float64(a - b)
	case "*":
		r = float64(a * b)
	case "/":
		if b == 0 {
			return schema.Value{}, at.errorf("division by zero")
		}
		r = float64(a / b)
	}
	if math.IsInf(r, 0) || math.IsNaN(r) {
		return schema.Value{}, at.errorf("result is no finite number")
	}
	return schema.FloatValue(r), nil
}

func intOp(at place, op string, a, b int64) (schema.Value, error) {
	r, over := int64(0), false
	switch op {
	case "+":
		r = a + b
		over = (a >= 0) == (b >= 0) && (r >= 0) != (a >= 0)
	case "-":
		r = a - b
		over = (a >= 0) != (b >= 0) && (r >= 0) != (a >= 0)
	case "*":
		r, over = multiply(a, b)
	case "%":
		if b == 0 {
			return schema.Value{}, at.errorf("division by zero")
		}
		if b != -1 { // the one case that would overflow gives 0
			r = a % b
		}
	}
	if over {
		return schema.Value{}, at.errorf("integer overflow")
	}
	return schema.Int64Value(r), nil
}

func multiply(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	negative := (a < 0) != (b < 0)
	if hi != 0 || lo > 1<<63 || lo == 1<<63 && !negative {
		return 0, true
	}
	if negative {
		return -int64(lo), false
	}
	return int64(lo), false
}

func magnitude(v int64) uint64 {
	if v < 0 {
		return -uint64(v)
	}
	return uint64(v)
}
