package recipe

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/transform"
)

// maxPattern bounds one RE2 pattern. Matching is linear in the text and in the pattern.
const maxPattern = 4096

// valueReader reads the value of one parameter.
type valueReader struct {
	*checker
	draft *draft
	path  string // of the parameter, as `rules[0].pattern`
	// within and row name where in a ParamTable the parameter stands; "" outside of one.
	within, row string
}

// value reads a parameter in the type that Args holds.
func (v valueReader) value(p transform.Param, n *node) (any, bool) {
	v.draft.params[v.path] = n
	if p.Nullable && n.kind == nullNode {
		return transform.Null{}, true
	}
	switch p.Type {
	case transform.ParamBool:
		return keep(v.boolean(n, p.Name))
	case transform.ParamInt:
		i, ok := v.integer(n, p.Name)
		return i, ok && v.inRange(p, n, float64(i))
	case transform.ParamFloat:
		f, ok := v.float(n, p.Name)
		return f, ok && v.inRange(p, n, f)
	case transform.ParamScalar:
		return v.scalar(p, n)
	case transform.ParamString, transform.ParamExpr, transform.ParamColumn:
		return v.word(p, n)
	case transform.ParamStrings, transform.ParamColumns:
		return v.words(p, n)
	case transform.ParamRatios:
		return v.ratios(p, n)
	case transform.ParamSizes:
		return v.sizes(p, n)
	case transform.ParamNumbers:
		return v.numbers(p, n)
	case transform.ParamMap:
		return v.mapOf(p, n)
	case transform.ParamObject:
		return v.object(p, n)
	case transform.ParamObjects:
		return v.objects(p, n)
	case transform.ParamTable:
		return v.table(p, n)
	case transform.ParamList, transform.ParamModel, transform.ParamDocuments:
		return v.resource(p, n)
	}
	panic(fmt.Sprintf("parameter %s of %s has the unknown type %q", p.Name, v.draft.spec.Name, p.Type))
}

func keep[T any](value T, ok bool) (any, bool) { return value, ok }

func (v valueReader) inRange(p transform.Param, n *node, value float64) bool {
	if p.Min != nil && value < *p.Min || p.Max != nil && value > *p.Max {
		v.problem(n, percentHint(p, n, value), "%s must be %s", p.Name, rangeText(p))
		return false
	}
	return true
}

// percentHint says how a share is written that was given as a percentage.
func percentHint(p transform.Param, n *node, value float64) string {
	if p.Max == nil || *p.Max != 1 || value <= 1 || value > 100 {
		return ""
	}
	return fmt.Sprintf("it is a share of 1: write %s for %s %%", numberText(math.Round(value*1e7)/1e9), n.text)
}

func rangeText(p transform.Param) string {
	switch {
	case p.Max == nil:
		return "at least " + numberText(*p.Min)
	case p.Min == nil:
		return "at most " + numberText(*p.Max)
	}
	return "from " + numberText(*p.Min) + " to " + numberText(*p.Max)
}

// scalar reads a bool, int, float or string, whichever is written.
func (v valueReader) scalar(p transform.Param, n *node) (any, bool) {
	switch {
	case n.kind == scalarNode && n.style == 'p' && (n.text == "true" || n.text == "false"):
		return n.text == "true", true
	case n.kind == scalarNode && n.style == 'p' && numberLike.MatchString(n.text):
		if strings.ContainsAny(n.text, ".eE") && !strings.HasPrefix(n.text, "0x") {
			return keep(v.float(n, p.Name))
		}
		return keep(v.integer(n, p.Name))
	}
	return keep(v.str(n, p.Name))
}

// word reads a string parameter and notes the columns it may name.
func (v valueReader) word(p transform.Param, n *node) (any, bool) {
	s, ok := v.str(n, p.Name)
	if !ok || !v.allowed(p, n, s) {
		return nil, false
	}
	switch p.Type {
	case transform.ParamExpr:
		v.draft.exprs = append(v.draft.exprs, expression{n, s, p})
	case transform.ParamColumn:
		v.draft.names = append(v.draft.names, reference{n, s})
	}
	return s, true
}

func (v valueReader) words(p transform.Param, n *node) (any, bool) {
	list, nodes, ok := v.strings(n, p.Name)
	if !ok {
		return nil, false
	}
	for i, s := range list {
		ok = v.allowed(p, nodes[i], s) && ok
		if p.Type == transform.ParamColumns {
			v.draft.names = append(v.draft.names, reference{nodes[i], s})
		}
	}
	return list, ok
}

// allowed checks a string against the parameter's words, and compiles it where it is a pattern.
func (v valueReader) allowed(p transform.Param, n *node, s string) bool {
	if p.Enum != nil && !contains(p.Enum, s) {
		v.problem(n, meant(s, p.Enum), "%s can't be %q", p.Name, s)
		return false
	}
	if !p.Regexp {
		return true
	}
	if len(s) > maxPattern {
		v.problem(n, "", "pattern is longer than %d bytes", maxPattern)
		return false
	}
	if _, err := regexp.Compile(s); err != nil {
		v.problem(n, patternHint(s), "%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		return false
	}
	return true
}

func patternHint(s string) string {
	if strings.Contains(s, "(?=") || strings.Contains(s, "(?!") || strings.Contains(s, "(?<") && !strings.Contains(s, "(?<name") {
		return "patterns are RE2: there is no looking ahead or behind"
	}
	return ""
}

// splitShape is what the names of ratios look like: they become names of files and of splits in
// loaders, which take words alone.
var splitShape = regexp.MustCompile(`^[A-Za-z0-9_]{1,64}$`)

// ratios reads shares by name, in order; they must add up to 1.
func (v valueReader) ratios(p transform.Param, n *node) (any, bool) {
	if n.kind != mapNode || len(n.entries) == 0 {
		v.problem(n, "write {train: 0.9, test: 0.1}", "%s must be a mapping of names to shares", p.Name)
		return nil, false
	}
	var out []transform.Pair[float64]
	sum, ok := 0.0, true
	for _, e := range n.entries {
		if !splitShape.MatchString(e.key.text) {
			v.problem(e.key, "", "name of a share must be letters, digits and _")
			ok = false
		}
		f, good := v.float(e.value, "a share")
		if good && (f < 0 || f > 1) {
			v.problem(e.value, "", "a share must be from 0 to 1")
			good = false
		}
		out, sum, ok = append(out, transform.Pair[float64]{Name: e.key.text, Value: f}), sum+f, ok && good
	}
	if ok && math.Abs(sum-1) > 1e-9 { // ten decimal shares err by less than 1e-15
		v.problem(n, "", "%s add up to %s, not to 1", p.Name, numberText(math.Round(sum*1e9)/1e9))
		return nil, false
	}
	return out, ok
}

// sizes reads whole numbers, or rest, by name.
func (v valueReader) sizes(p transform.Param, n *node) (any, bool) {
	if n.kind != mapNode || len(n.entries) == 0 {
		v.problem(n, "write {test: 1000, train: rest}", "%s must be a mapping of names to numbers of documents", p.Name)
		return nil, false
	}
	var out []transform.Pair[string]
	ok := true
	for _, e := range n.entries {
		if !splitShape.MatchString(e.key.text) {
			v.problem(e.key, "", "name of a split must be letters, digits and _")
			ok = false
		}
		if e.value.kind != scalarNode || e.value.text != "rest" && !countShape.MatchString(e.value.text) {
			v.problem(e.value, "write 1000, or rest for what is left", "a size must be a number of documents or rest")
			ok = false
			continue
		}
		out = append(out, transform.Pair[string]{Name: e.key.text, Value: e.value.text})
	}
	return out, ok
}

// countShape is a number of documents: up to 10^15, more than ordinals tell apart.
var countShape = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})$`)

// numbers reads numbers from 0 by name, in order.
func (v valueReader) numbers(p transform.Param, n *node) (any, bool) {
	if n.kind != mapNode || len(n.entries) == 0 {
		v.problem(n, "write {news: 2, books: 1}", "%s must be a mapping of names to numbers", p.Name)
		return nil, false
	}
	var out []transform.Pair[float64]
	ok := true
	for _, e := range n.entries {
		f, good := v.float(e.value, "a value of "+p.Name)
		if good && (f < 0 || f > 1e15) {
			v.problem(e.value, "", "a value of %s must be from 0 to 1e15", p.Name)
			good = false
		}
		v.draft.params[v.path+"."+e.key.text] = e.value
		out, ok = append(out, transform.Pair[float64]{Name: e.key.text, Value: f}), ok && good
	}
	return out, ok
}

// mapOf reads strings by name, in order.
func (v valueReader) mapOf(p transform.Param, n *node) (any, bool) {
	if n.kind != mapNode {
		v.wrongKind(n, mapNode, p.Name)
		return nil, false
	}
	var out []transform.Pair[string]
	ok := true
	for _, e := range n.entries {
		s, good := v.str(e.value, "a value of "+p.Name)
		good = good && v.allowed(p, e.value, s)
		v.draft.params[v.path+"."+e.key.text], v.draft.keys[e.key.text] = e.value, e.key
		out, ok = append(out, transform.Pair[string]{Name: e.key.text, Value: s}), ok && good
	}
	return out, ok
}

// object reads a mapping of declared fields.
func (v valueReader) object(p transform.Param, n *node) (any, bool) {
	var known []string
	for _, f := range p.Fields {
		known = append(known, f.Name)
	}
	before := len(v.problems)
	if n.kind == scalarNode {
		v.problem(n, objectForm(p, n.text), "%s must be a mapping, not a value", p.Name)
		return nil, false
	}
	if !v.keys(n, p.Name, known) {
		return nil, false
	}
	args := transform.Args{Values: map[string]any{}}
	for _, f := range p.Fields {
		child := n.get(f.Name)
		if child == nil {
			if f.Required {
				v.problem(n, "", "%s needs %s", p.Name, f.Name)
			}
			args.Values[f.Name] = defaultOf(f)
			continue
		}
		inner := v
		inner.path += "." + f.Name
		if value, ok := inner.value(f, child); ok {
			args.Values[f.Name] = value
		}
	}
	return args, len(v.problems) == before
}

// objectForm is the hint for a bare value where a mapping belongs: the value is most likely that of the one field
// that must be there.
func objectForm(p transform.Param, value string) string {
	name := ""
	for _, f := range p.Fields {
		if f.Required && name != "" {
			return ""
		}
		if f.Required {
			name = f.Name
		}
	}
	if name == "" {
		return ""
	}
	return fmt.Sprintf("write %s: {%s: %s}", p.Name, name, value)
}

func (v valueReader) objects(p transform.Param, n *node) (any, bool) {
	if n.kind != listNode {
		v.wrongKind(n, listNode, p.Name)
		return nil, false
	}
	out, ok := []transform.Args{}, true
	for i, it := range n.items {
		inner := v
		inner.path += fmt.Sprintf("[%d]", i)
		v.draft.params[inner.path] = it
		value, good := inner.object(p, it)
		if args, is := value.(transform.Args); is {
			out = append(out, args)
		}
		ok = ok && good
	}
	return out, ok
}

// table reads fields by the value of a column: `{language: {fr: {min_words: 30}}}`. A field that is not written
// stays absent.
func (v valueReader) table(p transform.Param, n *node) (any, bool) {
	if n.kind != mapNode || len(n.entries) != 1 || n.entries[0].value.kind != mapNode {
		v.problem(n, "write "+tableForm(p, n), "%s must be one column, with the values of it that differ", p.Name)
		return nil, false
	}
	e := n.entries[0]
	if len(e.value.entries) == 0 {
		v.problem(e.key, "write "+tableForm(p, e.key)+", or leave "+p.Name+" out", "%s names no value of %s", p.Name, e.key.text)
		return nil, false
	}
	v.draft.names = append(v.draft.names, reference{e.key, e.key.text})
	v.draft.keys[e.key.text] = e.key
	out, ok := transform.Table{Column: e.key.text}, true
	for _, row := range e.value.entries {
		inner := v
		inner.within, inner.row = v.path, row.key.text
		inner.path += "." + row.key.text
		v.draft.params[inner.path], v.draft.rows[inner.path] = row.value, row.key
		if row.value.kind == scalarNode {
			v.problem(row.value, fmt.Sprintf("write %s: {%s: %s}", row.key.text, p.Fields[0].Name, row.value.text), "row %s of %s must be a mapping, not a value", row.key.text, p.Name)
			ok = false
			continue
		}
		fields, good := inner.givenFields(p, row.value)
		out.Rows, ok = append(out.Rows, transform.Pair[transform.Args]{Name: row.key.text, Value: fields}), ok && good
	}
	return out, ok
}

// tableForm is how a table is written, for the column that was named alone, if one was.
func tableForm(p transform.Param, n *node) string {
	column, value := "language", "fr"
	if n.kind == scalarNode && asShape.MatchString(n.text) && n.text != column {
		column, value = n.text, "…"
	}
	return fmt.Sprintf("{%s: {%s: {%s: …}}}", column, value, p.Fields[0].Name)
}

// givenFields reads a mapping of declared fields without their defaults.
func (v valueReader) givenFields(p transform.Param, n *node) (transform.Args, bool) {
	bare := p
	bare.Fields = slices.Clone(p.Fields)
	for i := range bare.Fields {
		bare.Fields[i].Default, bare.Fields[i].Required = nil, false
	}
	value, ok := v.object(bare, n)
	args, is := value.(transform.Args)
	if !is {
		return transform.Args{}, false
	}
	maps.DeleteFunc(args.Values, func(_ string, v any) bool { return v == nil })
	return args, ok
}
