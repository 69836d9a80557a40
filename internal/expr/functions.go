package expr

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"

	"github.com/tamis-data/tamis/schema"
)

// function is one function that expressions may call.
type function struct {
	name     string
	min, max int
	usage    string
	compile  func(c *compiler, at place, args []operand) (operand, error)
}

// functions is the whole list: pure, total but for the errors of the package comment, the same on
// every machine. There is no clock, no randomness, no environment, and no date without a zone.
func functions() []function {
	return []function{
		{"abs", 1, 1, "abs(number)", compileAbs},
		{"bytes", 1, 1, "bytes(string)", compileBytes},
		{"ceil", 1, 1, "ceil(number)", rounding(math.Ceil)},
		{"column", 1, 1, `column("name")`, compileColumn},
		{"date", 1, 1, `date("2024-01-31T00:00:00Z")`, compileDate},
		{"float", 1, 1, "float(number or string)", compileFloat},
		{"floor", 1, 1, "floor(number)", rounding(math.Floor)},
		{"int", 1, 1, "int(number or string)", compileInt},
		{"len", 1, 1, "len(string or list)", compileLen},
		{"lower", 1, 1, "lower(string)", mapping(strings.ToLower)},
		{"max", 1, 16, "max(a, b, …)", extreme(1)},
		{"metric", 2, 2, `metric("step", "name")`, (*compiler).metric},
		{"min", 1, 16, "min(a, b, …)", extreme(-1)},
		{"round", 1, 1, "round(number)", rounding(math.Round)},
		{"string", 1, 1, "string(value)", compileString},
		{"trim", 1, 1, "trim(string)", mapping(strings.TrimSpace)},
		{"upper", 1, 1, "upper(string)", mapping(strings.ToUpper)},
	}
}

// Functions lists how each function is called, in alphabetical order, for the reference.
func Functions() []string {
	var out []string
	for _, f := range functions() {
		out = append(out, f.usage)
	}
	return out
}

// call compiles a call of a function by name.
func (c *compiler) call(at place, name string, nodes []ast.Node) (operand, error) {
	all := functions()
	i := slices.IndexFunc(all, func(f function) bool { return f.name == name })
	if i < 0 {
		return operand{}, unknownFunction(at, name, all)
	}
	f := all[i]
	if len(nodes) < f.min || len(nodes) > f.max {
		return operand{}, at.errorf("%s has %d arguments: write %s", name, len(nodes), f.usage)
	}
	args := make([]operand, len(nodes))
	for i, n := range nodes {
		o, err := c.node(n)
		if err != nil {
			return o, err
		}
		args[i] = o
	}
	return f.compile(c, at, args)
}

func unknownFunction(at place, name string, all []function) error {
	e := at.errorf("function %q is not available", name)
	if name == "" {
		e.Message = "methods are not available"
	}
	var names []string
	for _, f := range all {
		names = append(names, f.name)
	}
	e.Hint = "there are " + strings.Join(names, ", ")
	return e
}

// one makes an operand of a function of one argument that gives null for null.
func one(at place, t schema.Type, a operand, f func(schema.Value) (schema.Value, error)) operand {
	t.Nullable = t.Nullable || a.typ.Nullable
	return operand{typ: t, at: at, eval: func(d *schema.Doc) (schema.Value, error) {
		v, err := a.eval(d)
		if err != nil || v.IsNull() {
			return schema.Value{}, err
		}
		return f(v)
	}}
}

func mapping(f func(string) string) func(*compiler, place, []operand) (operand, error) {
	return func(_ *compiler, at place, args []operand) (operand, error) {
		if args[0].typ.Kind != schema.String {
			return operand{}, args[0].at.errorf("this must be a string, not %s", args[0].typ)
		}
		return one(at, schema.Type{Kind: schema.String}, args[0], func(v schema.Value) (schema.Value, error) {
			return schema.StringValue(f(v.Str())), nil
		}), nil
	}
}

func rounding(f func(float64) float64) func(*compiler, place, []operand) (operand, error) {
	return func(_ *compiler, at place, args []operand) (operand, error) {
		if !number(args[0].typ) {
			return operand{}, args[0].at.errorf("this must be a number, not %s", args[0].typ)
		}
		if args[0].typ.Kind == schema.Int64 {
			return args[0], nil
		}
		return one(at, schema.Type{Kind: schema.Float}, args[0], func(v schema.Value) (schema.Value, error) {
			return schema.FloatValue(f(v.Float())), nil
		}), nil
	}
}

func compileLen(_ *compiler, at place, args []operand) (operand, error) {
	switch args[0].typ.Kind {
	case schema.String:
		return one(at, schema.Type{Kind: schema.Int64}, args[0], func(v schema.Value) (schema.Value, error) {
			return schema.Int64Value(int64(utf8.RuneCountInString(v.Str()))), nil
		}), nil
	case schema.List:
		return one(at, schema.Type{Kind: schema.Int64}, args[0], func(v schema.Value) (schema.Value, error) {
			return schema.Int64Value(int64(len(v.List()))), nil
		}), nil
	}
	return operand{}, args[0].at.errorf("%s has no length", args[0].typ)
}

func compileBytes(_ *compiler, at place, args []operand) (operand, error) {
	if args[0].typ.Kind != schema.String {
		return operand{}, args[0].at.errorf("bytes takes a string, not %s", args[0].typ)
	}
	return one(at, schema.Type{Kind: schema.Int64}, args[0], func(v schema.Value) (schema.Value, error) {
		return schema.Int64Value(int64(len(v.Str()))), nil
	}), nil
}

func compileAbs(_ *compiler, at place, args []operand) (operand, error) {
	t := args[0].typ
	if !number(t) {
		return operand{}, args[0].at.errorf("abs takes a number, not %s", t)
	}
	return one(at, t, args[0], func(v schema.Value) (schema.Value, error) {
		switch {
		case v.Kind() == schema.Float:
			return schema.FloatValue(math.Abs(v.Float())), nil
		case v.Int() < 0:
			return intOp(at, "-", 0, v.Int())
		}
		return v, nil
	}), nil
}

// extreme compiles min (sign -1) and max (sign 1) of several numbers, strings or timestamps.
func extreme(sign int) func(*compiler, place, []operand) (operand, error) {
	return func(_ *compiler, at place, args []operand) (operand, error) {
		t := args[0].typ
		all := true
		for _, a := range args {
			common, ok := commonType(t, a.typ)
			if !ok || a.typ.Kind == schema.Bool || a.typ.Kind == schema.List {
				return operand{}, a.at.errorf("%s and %s have no order", t, a.typ)
			}
			t, all = common, all && a.typ.Nullable
		}
		t.Nullable = all
		for i := range args {
			args[i] = toKind(args[i], t.Kind)
		}
		return operand{typ: t, at: at, eval: func(d *schema.Doc) (schema.Value, error) {
			var best schema.Value
			for _, a := range args {
				v, err := a.eval(d)
				if err != nil {
					return v, err
				}
				if best.IsNull() || !v.IsNull() && compare(v, best)*sign > 0 {
					best = v
				}
			}
			return best, nil
		}}, nil
	}
}

// compileInt converts to a whole number, towards zero; null where a string does not parse.
func compileInt(_ *compiler, at place, args []operand) (operand, error) {
	t := schema.Type{Kind: schema.Int64}
	switch args[0].typ.Kind {
	case schema.Int64:
		return args[0], nil
	case schema.Float:
		return one(at, t, args[0], func(v schema.Value) (schema.Value, error) {
			f := math.Trunc(v.Float())
			if f < math.MinInt64 || f >= math.MaxInt64 {
				return schema.Value{}, at.errorf("integer overflow")
			}
			return schema.Int64Value(int64(f)), nil
		}), nil
	case schema.String:
		return one(at, t.OrNull(), args[0], func(v schema.Value) (schema.Value, error) {
			n, err := strconv.ParseInt(strings.TrimSpace(v.Str()), 10, 64)
			if err != nil {
				return schema.Value{}, nil
			}
			return schema.Int64Value(n), nil
		}), nil
	}
	return operand{}, args[0].at.errorf("%s is no number", args[0].typ)
}

// compileFloat converts to a float; null where a string does not parse.
func compileFloat(_ *compiler, at place, args []operand) (operand, error) {
	switch args[0].typ.Kind {
	case schema.Int64, schema.Float:
		return toKind(args[0], schema.Float), nil
	case schema.String:
		return one(at, schema.Type{Kind: schema.Float, Nullable: true}, args[0], func(v schema.Value) (schema.Value, error) {
			f, err := strconv.ParseFloat(strings.TrimSpace(v.Str()), 64)
			if err != nil {
				return schema.Value{}, nil
			}
			return schema.FloatValue(f), nil
		}), nil
	}
	return operand{}, args[0].at.errorf("%s is no number", args[0].typ)
}

// compileString writes a scalar as JSON would, a timestamp as RFC 3339 in UTC.
func compileString(_ *compiler, at place, args []operand) (operand, error) {
	k := args[0].typ.Kind
	if k == schema.List || k == schema.Struct || k == schema.Null {
		return operand{}, args[0].at.errorf("string takes a scalar, not %s", args[0].typ)
	}
	return one(at, schema.Type{Kind: schema.String}, args[0], func(v schema.Value) (schema.Value, error) {
		return schema.StringValue(format(v)), nil
	}), nil
}

func format(v schema.Value) string {
	switch v.Kind() {
	case schema.Bool:
		return strconv.FormatBool(v.Bool())
	case schema.Float:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	case schema.Time:
		return time.UnixMicro(v.Int()).UTC().Format(time.RFC3339Nano)
	case schema.String:
		return v.Str()
	}
	return strconv.FormatInt(v.Int(), 10)
}

// compileDate reads a literal point in time; it must name its zone.
func compileDate(_ *compiler, at place, args []operand) (operand, error) {
	if args[0].fixed == nil || args[0].typ.Kind != schema.String {
		return operand{}, args[0].at.errorf(`date takes a quoted time with a zone, as "2024-01-31T00:00:00Z"`)
	}
	t, err := time.Parse(time.RFC3339Nano, args[0].fixed.Str())
	if err != nil {
		return operand{}, args[0].at.errorf(`date takes a time with a zone, as "2024-01-31T00:00:00Z"`)
	}
	o := fixed(schema.TimeValue(t.UnixMicro()), schema.Type{Kind: schema.Time})
	o.at = at
	return o, nil
}

// compileColumn reads a column whose name is no word of the expression language.
func compileColumn(c *compiler, at place, args []operand) (operand, error) {
	if args[0].fixed == nil || args[0].typ.Kind != schema.String {
		return operand{}, args[0].at.errorf("column takes a quoted name")
	}
	return c.column(at, args[0].fixed.Str())
}
