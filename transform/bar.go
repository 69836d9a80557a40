package transform

import (
	"encoding/json"
	"slices"
	"strings"
)

// Bar is a rule with the threshold that it has for given arguments: what a filter judges by, and what the
// ledger's readers judge by again.
type Bar struct {
	Rule  Rule
	Fails Compare
	Limit float64
	Off   bool // no document fails by it
}

// RedactLines is the value of on_fail with which the lines that fail are cut, and no document fails by them.
const RedactLines = "redact-lines"

// Of says whether a definition has the rule.
func (r Rule) Of(definition string) bool { return r.In == nil || slices.Contains(r.In, definition) }

// Bar gives the rule its threshold. One about lines fails where there is such a line; a bool can switch it on.
// Without a parameter the threshold is 0.
func (r Rule) Bar(a Args) Bar {
	limit, on := a.Number(r.Param)
	if r.Lines {
		on = on || r.Param == "" || a.Values[r.Param] == any(true)
		return Bar{r, Above, 0, !on || a.String("on_fail") == RedactLines}
	}
	return Bar{r, r.Fails, limit, !on && r.Param != ""}
}

// Stops says whether a document with this value fails. NaN is what could not be measured, and fails nothing.
func (b *Bar) Stops(value float64) bool {
	return !b.Off && b.Fails.Fails(value, b.Limit) && value == value
}

// Prefix is what stands before the names of a step's metrics in the ledger and of its labels: its name after the
// dot, with _ for -.
func Prefix(step string) string {
	if _, after, dotted := strings.Cut(step, "."); dotted {
		step = after
	}
	return strings.NewReplacer("-", "_", ".", "_").Replace(step)
}

// Recorded turns a step's arguments as a manifest holds them back into Args: numbers, strings, lists of strings,
// tables and null. What a manifest holds the digest of is not among them.
func (s *Spec) Recorded(args map[string]any) Args { return recorded(s.Params, args) }

func recorded(params []Param, args map[string]any) Args {
	out := Args{Values: map[string]any{}}
	for _, p := range params {
		if v, given := args[p.Name]; given {
			out.Values[p.Name] = p.recorded(v)
		}
	}
	return out
}

// recorded turns one argument back, to nil where its type has no such form: anybody may have written a manifest.
func (p *Param) recorded(v any) any {
	switch p.Type {
	case ParamBool:
		return as[bool](v, p.Nullable)
	case ParamString, ParamExpr, ParamColumn:
		return as[string](v, p.Nullable)
	case ParamInt, ParamFloat:
		if n, ok := v.(json.Number); ok {
			return p.number(n)
		}
		return as[Null](v, p.Nullable)
	case ParamStrings, ParamColumns:
		if list, ok := v.([]any); ok {
			return stringsOf(list)
		}
	case ParamTable:
		if rows, ok := v.(map[string]any); ok {
			return p.table(rows)
		}
	}
	return nil
}

// as returns v where it is a T, Null where it is null and may be.
func as[T any](v any, nullable bool) any {
	if v, ok := v.(T); ok {
		return v
	}
	if v == nil && nullable {
		return Null{}
	}
	return nil
}

func (p *Param) number(v json.Number) any {
	if n, err := v.Int64(); err == nil && p.Type == ParamInt {
		return n
	}
	if f, err := v.Float64(); err == nil && p.Type == ParamFloat {
		return f
	}
	return nil
}

func stringsOf(vs []any) any {
	var out []string
	for _, v := range vs {
		s, ok := v.(string)
		if !ok {
			return nil
		}
		out = append(out, s)
	}
	return out
}

// table turns a ParamTable back, its rows in order of their names.
func (p *Param) table(v map[string]any) Table {
	var t Table
	for column, rows := range v {
		t.Column = column
		byName, _ := rows.(map[string]any)
		for name, row := range byName {
			args, _ := row.(map[string]any)
			t.Rows = append(t.Rows, Pair[Args]{name, recorded(p.Fields, args)})
		}
	}
	slices.SortFunc(t.Rows, func(a, b Pair[Args]) int { return strings.Compare(a.Name, b.Name) })
	return t
}

// Row returns the arguments for a value of the column of a ParamTable: what its row gives, before a's own.
func (a Args) Row(table, value string) Args {
	for _, row := range a.Table(table).Rows {
		if row.Name == value {
			return a.With(row.Value)
		}
	}
	return a
}

// With returns a with the arguments of row in place of its own.
func (a Args) With(row Args) Args {
	out := a
	out.Values = make(map[string]any, len(a.Values))
	for name, v := range a.Values {
		out.Values[name] = v
	}
	for name, v := range row.Values {
		out.Values[name] = v
	}
	return out
}
