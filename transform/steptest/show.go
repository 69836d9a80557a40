package steptest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// pair is one column of Given.
type pair struct {
	name, value string
	quoted      bool
}

var pairPattern = regexp.MustCompile(`([a-z0-9_]+)=("(?:[^"\\]|\\.)*"|\S*)`)

func parsePairs(s string) []pair {
	var out []pair
	for _, m := range pairPattern.FindAllStringSubmatch(s, -1) {
		p := pair{name: m[1], value: m[2]}
		if text, err := strconv.Unquote(m[2]); err == nil && m[2][0] == '"' {
			p.value, p.quoted = text, true
		}
		out = append(out, p)
	}
	return out
}

// kind reads the type of a value off how it is written.
func (p pair) kind() schema.Kind {
	if p.quoted {
		return schema.String
	}
	switch p.value {
	case "true", "false":
		return schema.Bool
	case "null":
		return schema.Null
	}
	if _, err := strconv.ParseInt(p.value, 10, 64); err == nil {
		return schema.Int64
	}
	if _, err := strconv.ParseFloat(p.value, 64); err == nil {
		return schema.Float
	}
	return schema.String
}

// cell returns the value in a column of a kind.
func (p pair) cell(kind schema.Kind) schema.Value {
	if p.kind() == schema.Null {
		return schema.Value{}
	}
	switch kind {
	case schema.Bool:
		return schema.BoolValue(p.value == "true")
	case schema.Int64:
		n, _ := strconv.ParseInt(p.value, 10, 64)
		return schema.Int64Value(n)
	case schema.Float:
		f, _ := strconv.ParseFloat(p.value, 64)
		return schema.FloatValue(f)
	}
	return schema.StringValue(p.value)
}

// columns returns the columns that Given declares with their types, in order of appearance: the
// widest of all rows, with null allowed where a row says so.
func (s *Set) columns() []pair {
	var names []string
	kinds, nullable := map[string]schema.Kind{}, map[string]bool{}
	for _, row := range s.given {
		for _, p := range row {
			if builtin(p.name) >= 0 || p.name == "source" {
				continue
			}
			if !slices.Contains(names, p.name) {
				names = append(names, p.name)
			}
			nullable[p.name] = nullable[p.name] || p.kind() == schema.Null
			if k := p.kind(); k != schema.Null && (kinds[p.name] == schema.Null || k > kinds[p.name]) {
				kinds[p.name] = k
			}
		}
	}
	var out []pair
	for _, name := range names {
		t := schema.Type{Kind: kinds[name], Nullable: nullable[name]}
		out = append(out, pair{name: name, value: t.String()})
	}
	return out
}

// sources returns the names of the sources that Given names, or one.
func (s *Set) sources() []string {
	var out []string
	for i := range s.given {
		if name := s.source(i); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	if out == nil {
		out = []string{"documents"}
	}
	return out
}

func (s *Set) source(i int) string {
	if i < len(s.given) {
		for _, p := range s.given[i] {
			if p.name == "source" {
				return p.value
			}
		}
	}
	return "documents"
}

// Row shows the columns of a document as transform.Example.Rows does: those of Given, those that
// the step writes, and its split, as the release would have them.
func (s *Set) Row(d *schema.Doc) string {
	var out []string
	for _, slot := range s.Plan.Layout.Export {
		if slot >= schema.SlotFirst || s.shown[slot] {
			out = append(out, s.Plan.Layout.Columns[slot].Name+"="+showValue(d.Values[slot]))
		}
	}
	if a, ok := s.step.Step.(interface{ Classes() []string }); ok && d.Split >= 0 {
		out = append(out, "split="+a.Classes()[d.Split])
	}
	if d.Copies > 0 { // as in ledger/documents
		out = append(out, "copies="+strconv.FormatInt(d.Copies, 10))
	}
	return strings.Join(out, " ")
}

var bare = regexp.MustCompile(`^[A-Za-z_/][^\s"\[\]]*$`)

func showValue(v schema.Value) string {
	switch v.Kind() {
	case schema.Null:
		return "null"
	case schema.Bool:
		return strconv.FormatBool(v.Bool())
	case schema.Float:
		if s := strconv.FormatFloat(v.Float(), 'g', -1, 64); strings.ContainsAny(s, ".e") {
			return s
		}
		return strconv.FormatFloat(v.Float(), 'f', 1, 64)
	case schema.String:
		if s := v.Str(); bare.MatchString(s) && s != "true" && s != "false" && s != "null" {
			return s
		}
		return strconv.Quote(v.Str())
	case schema.List:
		var parts []string
		for _, e := range v.List() {
			parts = append(parts, showValue(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case schema.Struct:
		var parts []string
		for _, e := range v.List() {
			parts = append(parts, showValue(e))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return strconv.FormatInt(v.Int(), 10)
}

// Edits shows the final rows of a document's edits, one a line: column, kind, where it stood, where
// it stands, what went and what came.
func (s *Set) Edits(d *schema.Doc) []string {
	var out []string
	kinds := s.Plan.Layout.Steps[0].Kinds
	d.Rows(func(r schema.Row) {
		removed := strconv.QuoteToASCII(r.Removed)
		if r.Private {
			removed = "(private)"
		}
		out = append(out, fmt.Sprintf("%s %s [%d,%d) -> [%d,%d) %s -> %s", s.Plan.Layout.Columns[r.Slot].Name, kinds[r.Kind],
			r.Start, r.Start+r.RemovedBytes, r.OutStart, r.OutStart+r.InsertedBytes, removed, strconv.QuoteToASCII(r.Inserted)))
	})
	return out
}

// Reject shows why a document was dropped, "" for a kept one.
func Reject(d *schema.Doc) string {
	r := d.Reject
	if r == nil {
		return ""
	}
	out := r.Rule
	if r.HasValue {
		out += fmt.Sprintf(" value=%v threshold=%v", r.Value, r.Threshold)
	}
	if r.Detail != "" {
		out += " (" + r.Detail + ")"
	}
	switch {
	case r.Kept > 0:
		out += fmt.Sprintf(" kept=%d similarity=%v", r.Kept-1, r.Similarity)
	case r.Kept < 0:
		out += fmt.Sprintf(" other=%d similarity=%v", schema.OtherRecord(r.Kept-1), r.Similarity)
	}
	return out
}

// Story shows all that the step did to a document: equal stories mean equal results.
func (s *Set) Story(d *schema.Doc) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q title=%s %s\n", d.Ord, d.Text(), showValue(d.Values[schema.SlotTitle]), s.Row(d))
	for _, e := range s.Edits(d) {
		fmt.Fprintf(&b, "  %s\n", e)
	}
	if !d.Kept() {
		fmt.Fprintf(&b, "  rejected: %s\n", Reject(d))
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "  link: step %d, document %d, similarity %v\n", l.Step, l.Kept, l.Similarity)
	}
	return b.String()
}
