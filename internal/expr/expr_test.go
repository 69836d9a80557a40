package expr_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/tamis-data/tamis/internal/expr"
	"github.com/tamis-data/tamis/schema"
)

func kind(k schema.Kind) schema.Type { return schema.Type{Kind: k} }

// columns are those of every document and one of each further type.
func columns() []schema.Column {
	return append(schema.BuiltinColumns(),
		schema.Column{Name: "words", Type: kind(schema.Int32)},
		schema.Column{Name: "score", Type: kind(schema.Float).OrNull()},
		schema.Column{Name: "good", Type: kind(schema.Bool).OrNull()},
		schema.Column{Name: "tags", Type: schema.ListOf(kind(schema.String))},
		schema.Column{Name: "sizes", Type: schema.ListOf(kind(schema.Int32))},
		schema.Column{Name: "quality__mean", Type: kind(schema.Float), Metric: true},
		schema.Column{Name: "big", Type: kind(schema.Int64)},
		schema.Column{Name: "in", Type: kind(schema.String)},
	)
}

// doc has a title of Ünïcode, no url, words 7, no score, good, two tags.
func doc() *schema.Doc {
	return &schema.Doc{Values: []schema.Value{
		schema.StringValue("news/1"), schema.StringValue("One text.\nTwo lines."), schema.StringValue("Ünïcode"), {},
		schema.TimeValue(1706659200000000), schema.StringValue("news"), schema.StringValue("news/1.txt"),
		schema.Int32Value(7), {}, schema.BoolValue(true),
		schema.ListValue([]schema.Value{schema.StringValue("a"), schema.StringValue("b")}),
		schema.ListValue([]schema.Value{schema.Int32Value(3), schema.Int32Value(5)}),
		schema.FloatValue(4.5), schema.Int64Value(9223372036854775807), schema.StringValue("x"),
	}}
}

func show(v schema.Value) string {
	if v.Kind() == schema.List {
		var out []string
		for _, e := range v.List() {
			out = append(out, show(e))
		}
		return "[" + strings.Join(out, " ") + "]"
	}
	p, err := expr.Compile("x ?? \"nil\"", expr.Columns([]schema.Column{{Name: "x", Type: kind(schema.String).OrNull()}}))
	if err != nil {
		panic(err)
	}
	if v.IsNull() {
		v, _ = p.Eval(&schema.Doc{Values: []schema.Value{v}})
		return v.Str()
	}
	p, err = expr.Compile("string(x)", expr.Columns([]schema.Column{{Name: "x", Type: kind(v.Kind())}}))
	if err != nil {
		panic(err)
	}
	v, _ = p.Eval(&schema.Doc{Values: []schema.Value{v}})
	return v.Str()
}

func TestEval(t *testing.T) {
	for _, c := range []struct{ src, typ, want string }{
		{`words`, "int64", "7"},
		{`words > 3 && title == "Ünïcode"`, "bool", "true"},
		{`len(title)`, "int64?", "7"},
		{`bytes(title)`, "int64?", "9"},
		{`bytes(text) == len(text)`, "bool", "true"},
		{`lower(title) + "!" + upper("é")`, "string?", "ünïcode!É"},
		{`trim("  a b\n")`, "string", "a b"},
		{`text contains "Two" and not (text startsWith "Two") and text endsWith "."`, "bool", "true"},
		{`text matches "(?m)^Two"`, "bool", "true"},
		{`text not matches "Three"`, "bool", "true"},
		{`source in ["news", "wiki"]`, "bool", "true"},
		{`"b" in tags`, "bool", "true"},
		{`"c" not in tags`, "bool", "true"},
		{`tags contains "a"`, "bool", "true"},
		{`5 in sizes`, "bool", "true"},
		{`words in [1, 7.0]`, "bool", "true"},
		{`tags == ["a", "b"]`, "bool", "true"},
		{`len(tags)`, "int64", "2"},
		{`tags[0]`, "string?", "a"},
		{`tags[-1]`, "string?", "b"},
		{`tags[2]`, "string?", "nil"},
		{`sizes[1]`, "int64?", "5"},
		{`metric("quality", "mean") < 5`, "bool", "true"},
		{`column("in")`, "string", "x"},
		{`created >= date("2024-01-31T01:00:00+01:00")`, "bool", "true"},
		{`string(created)`, "string?", "2024-01-31T00:00:00Z"},
		{`words > 5 ? "long" : "short"`, "string", "long"},
		{`words > 5 ? 1 : 2.5`, "float64", "1"},
		{`words > 9 ? 1 : nil`, "int64?", "nil"},
		{`1 < words < 9`, "bool", "true"},
		{`if words > 9 { 1 } else { 2 }`, "int64", "2"},
		// numbers
		{`7 / 2`, "float64", "3.5"},
		{`-7 % 3`, "int64", "-1"},
		{`1 + 2 * 3 - 4`, "int64", "3"},
		{`0.1 + 0.2`, "float64", "0.30000000000000004"},
		{`round(2.5)`, "float64", "3"},
		{`floor(-2.5)`, "float64", "-3"},
		{`ceil(2.1)`, "float64", "3"},
		{`round(words)`, "int64", "7"},
		{`abs(-3)`, "int64", "3"},
		{`abs(-3.5)`, "float64", "3.5"},
		{`min(3, 1.5, words)`, "float64", "1.5"},
		{`max("a", "b")`, "string", "b"},
		{`min(score, 3)`, "float64", "3"},
		{`int("12")`, "int64?", "12"},
		{`int("x")`, "int64?", "nil"},
		{`int(-2.9)`, "int64", "-2"},
		{`float("2.50")`, "float64?", "2.5"},
		{`string(1.0)`, "string", "1"},
		{`-big - 1`, "int64", "-9223372036854775808"},
		// null
		{`url == nil`, "bool", "true"},
		{`url != nil`, "bool", "false"},
		{`url == "x"`, "bool", "false"},
		{`url != "x"`, "bool", "true"},
		{`score > 0`, "bool", "false"},
		{`score <= 0`, "bool", "false"},
		{`not (score > 0)`, "bool", "true"},
		{`score + 1`, "float64?", "nil"},
		{`score ?? 2`, "float64", "2"},
		{`len(url)`, "int64?", "nil"},
		{`url contains "x"`, "bool", "false"},
		{`url in ["x"]`, "bool", "false"},
		{`url matches "x"`, "bool", "false"},
		{`(nil ?? url) ?? "none"`, "string", "none"},
		{`nil == nil`, "bool", "true"},
		{`score > 1 or good`, "bool", "true"},
	} {
		p, err := expr.Compile(c.src, expr.Columns(columns()))
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		v, err := p.Eval(doc())
		if err != nil || show(v) != c.want || p.Type().String() != c.typ {
			t.Errorf("%s = %s %s, %v; want %s %s", c.src, show(v), p.Type(), err, c.want, c.typ)
		}
	}
}

func TestCompileErrors(t *testing.T) {
	for _, c := range []struct {
		src    string
		offset int
		want   string
	}{
		{`words > `, 7, `the expression ends too early`},
		{`wrods > 3`, 0, `unknown column "wrods"`},
		{`words > 3 && titel == nil`, 13, `unknown column "titel"`},
		{`"é" + nope`, 6, `unknown column "nope"`},
		{`len(words)`, 4, `int64 has no length`},
		{`words + "a"`, 6, `int64 + string is not possible`},
		{`words > "a"`, 6, `int64 > string is no comparison`},
		{`words == "a"`, 6, `int64 and string can't be compared`},
		{`words and good`, 0, `this must be true or false, not int64`},
		{`now()`, 0, `function "now" is not available`},
		{`env("HOME")`, 0, `function "env" is not available`},
		{`map(tags, #)`, 0, `function "map" is not available`},
		{`any(tags, {# == "a"})`, 0, `function "any" is not available`},
		{`1..1000000000`, 1, `operator .. is not available`},
		{`2 ** 3`, 2, `operator ** is not available`},
		{`let x = 1; x`, 4, `a variable can't stand in an expression`},
		{`{"a": 1}`, 0, `a map can't stand in an expression`},
		{`text[1:2]`, 4, `a slice can't stand in an expression`},
		{`text.foo`, 5, `string has no members`},
		{`text matches title`, 13, `the pattern of matches must be a quoted string`},
		{`text matches "a(b"`, 13, "missing closing ): `a(b`"},
		{`date("2024-01-31")`, 5, `date takes a time with a zone, as "2024-01-31T00:00:00Z"`},
		{`date(title)`, 5, `date takes a quoted time with a zone, as "2024-01-31T00:00:00Z"`},
		{`metric("x", "y")`, 0, `no step "x" before this one measures "y"`},
		{`words ? 1 : 2`, 0, `this must be true or false, not int64`},
		{`good ? 1 : "a"`, 11, `the two ways give int64 and string`},
		{`[1, "a"]`, 4, `a list holds one type, not int64 and string`},
		{`[]`, 0, `an empty list has no type`},
		{`lower(text, text)`, 0, `lower has 2 arguments: write lower(string)`},
		{`99999999999999999999`, 20, ``},
		{strings.Repeat("1+", 3000) + "1", 0, `expression is longer than 4096 bytes`},
		{"text == \"\xff\"", 0, `expression is not valid UTF-8`},
	} {
		_, err := expr.Compile(c.src, expr.Columns(columns()))
		var e *expr.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if c.want != "" && (e.Message != c.want || e.Offset != c.offset) {
			t.Errorf("%s: %d %q, want %d %q", c.src, e.Offset, e.Message, c.offset, c.want)
		}
	}
}

// TestRunErrors: what goes wrong on a document names the place, never a value.
func TestRunErrors(t *testing.T) {
	for src, want := range map[string]string{
		`big + 1`:                   "integer overflow (column 5 of the expression)",
		`big * -2`:                  "integer overflow (column 5 of the expression)",
		`-1 - big - 1`:              "integer overflow (column 10 of the expression)",
		`1 / (words - 7)`:           "division by zero (column 3 of the expression)",
		`1 % (words - 7)`:           "division by zero (column 3 of the expression)",
		`1e308 * words`:             "result is no finite number (column 7 of the expression)",
		`int(1e300)`:                "integer overflow (column 1 of the expression)",
		`abs(-big - 1)`:             "integer overflow (column 1 of the expression)",
		`words == 7 && 1 / 0 > 1.0`: "division by zero (column 17 of the expression)",
	} {
		p, err := expr.Compile(src, expr.Columns(columns()))
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if _, err = p.Eval(doc()); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
}

// TestBombs: neither compiling nor running takes long, whatever is nested in what.
func TestBombs(t *testing.T) {
	chain := "words"
	for range 60 {
		chain = "(1 < (" + chain + ") < 3 ? 1 : 2)"
	}
	for name, src := range map[string]string{
		"chained comparisons": chain,
		"parentheses":         strings.Repeat("(", 2000) + "1" + strings.Repeat(")", 2000),
		"minus":               strings.Repeat("-", 4000) + "1",
		"list":                "words in [" + strings.Repeat("1,", 2000) + "1]",
		"pattern":             `text matches "((((a{30}){30}){30}){30})"`,
	} {
		p, err := expr.Compile(src, expr.Columns(columns()))
		if err != nil {
			continue
		}
		if _, err := p.Eval(doc()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStringLimit(t *testing.T) {
	p, err := expr.Compile("text + text", expr.Columns(columns()))
	if err != nil {
		t.Fatal(err)
	}
	d := doc()
	d.Values[schema.SlotText] = schema.StringValue(strings.Repeat("x", expr.MaxString/2+1))
	if _, err := p.Eval(d); err == nil {
		t.Error("no error beyond MaxString")
	}
}

func TestColumnsAndSlots(t *testing.T) {
	p, err := expr.Compile(`words > 1 and metric("quality", "mean") > words and text != ""`, expr.Columns(columns()))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.Columns(), " "); got != "words quality__mean text" {
		t.Errorf("columns %q", got)
	}
	if s := p.Slots(); len(s) != 3 || s[0] != 7 || s[1] != 12 || s[2] != schema.SlotText {
		t.Errorf("slots %v", s)
	}
}

// TestShared runs one program on many goroutines.
func TestShared(t *testing.T) {
	p, err := expr.Compile(`lower(text) contains "two" && words in [7] && text matches "T.o"`, expr.Columns(columns()))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			d := doc()
			for range 200 {
				if v, err := p.Eval(d); err != nil || !v.Bool() {
					t.Error(v, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestNoAllocations(t *testing.T) {
	p, err := expr.Compile(`words >= 20 || len(text) < 100 && source in ["news", "x"] && metric("quality", "mean") * 2 < 10`, expr.Columns(columns()))
	if err != nil {
		t.Fatal(err)
	}
	d := doc()
	if n := testing.AllocsPerRun(100, func() { _, _ = p.Eval(d) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkEval(b *testing.B) {
	p, err := expr.Compile(`source == "news" && words >= 5 && len(title) < 100 && metric("quality", "mean") < 9`, expr.Columns(columns()))
	if err != nil {
		b.Fatal(err)
	}
	d := doc()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = p.Eval(d)
	}
}

func FuzzCompile(f *testing.F) {
	for _, s := range []string{`words > 3 && title == "x"`, `a ? b : c`, `tags[0] ?? "x"`, `1 < 2 < 3`, `x.y()`, `[1,2]`, "`raw`", `date("")`, `a?.b`, `not not good`, `if good {1} else if good {2} else {3}`} {
		f.Add(s)
	}
	scope := expr.Columns(columns())
	f.Fuzz(func(t *testing.T, src string) {
		p, err := expr.Compile(src, scope)
		if err != nil {
			var e *expr.Error
			if !errors.As(err, &e) || e.Message == "" || e.Offset < 0 {
				t.Fatalf("%#v", err)
			}
			return
		}
		v, err := p.Eval(doc())
		if err != nil {
			return
		}
		if k := p.Type().Kind; !v.IsNull() && v.Kind() != k {
			t.Fatalf("type %s, value of kind %s", p.Type(), v.Kind())
		}
		if v.IsNull() && !p.Type().Nullable {
			t.Fatalf("null of type %s", p.Type())
		}
	})
}
