package decontaminate

import (
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// The rules by which documents are rejected, and the kind of the edits.
const (
	overlapRule = "overlap"
	nearRule    = "near-overlap"
	emptiedRule = "emptied"
	overlapKind = "overlap"
)

// Columns of a step that labels.
const (
	failedColumn     = "__failed"
	similarityColumn = "__similarity"
	spansColumn      = "__spans"
)

// Bounds of what is said of one document: a hostile one may hold every item of a set.
const (
	mostSpans = 1000
	mostLinks = 64
)

func cutKinds(a transform.Args) []string {
	if a.String("on_match") != "cut" {
		return nil
	}
	return []string{overlapKind}
}

func writesMatches(a transform.Args) []schema.Column {
	if a.String("on_match") != "label" {
		return nil
	}
	str, whole := schema.Type{Kind: schema.String}, schema.Type{Kind: schema.Int32}
	fields := []schema.Field{{Name: "item", Type: str}, {Name: "overlap", Type: schema.Type{Kind: schema.Float}}}
	for _, border := range [...]string{"start", "end", "char_start", "char_end"} {
		fields = append(fields, schema.Field{Name: border, Type: whole})
	}
	on := "text"
	if len(a.OnNames) > 0 {
		on = a.OnNames[0]
	}
	return []schema.Column{
		{Name: failedColumn, Type: schema.ListOf(str), Doc: "Holds the rule where the document shares words with the evaluation set."},
		{Name: similarityColumn, Type: schema.Type{Kind: schema.Float}.OrNull(), Doc: "The greatest overlap of its spans; null without one."},
		{Name: spansColumn, Type: schema.ListOf(schema.StructOf(fields...)), Spans: on, Doc: "What it shares, each with the item of the evaluation set and the overlap."},
	}
}

// acting is what becomes of a document with matches.
type acting struct {
	rule     string
	on       []int
	names    []string // of these columns
	onMatch  string
	failed   int // slots of the columns; -1 where it does not label
	measured int
	spans    int
	margin   int
	minLeft  int
}

func newActing(a transform.Args, rule string) acting {
	x := acting{rule: rule, on: a.On, names: a.OnNames, onMatch: a.String("on_match"), failed: -1, margin: int(a.Int("margin")), minLeft: int(a.Int("min_left"))}
	if x.onMatch == "label" {
		x.failed, x.measured, x.spans = a.Slot(failedColumn), a.Slot(similarityColumn), a.Slot(spansColumn)
	}
	return x
}

func checkActing(a transform.Args) []transform.Fault {
	faults := transform.CheckDocuments(a, "query")
	onMatch := a.String("on_match")
	if onMatch == "label" && len(a.OnNames) > 1 {
		faults = append(faults, transform.Fault{Param: "on", Message: "the spans of a column point into one text, so that the step labels one column",
			Hint: "name the step twice, each with its `on`"})
	}
	for _, p := range []struct {
		name string
		off  int64
	}{{"margin", 0}, {"min_left", 1}} {
		if onMatch != "cut" && a.Int(p.name) != p.off {
			faults = append(faults, transform.Fault{Param: p.name, Message: p.name + " changes nothing where nothing is cut", Hint: "write on_match: cut, or leave it out"})
		}
	}
	return faults
}

// finding is what a document shares with a set.
type finding struct {
	*table
	columns []columnMatches
	whole   bool  // it is too much to be cut
	all     match // with this share
}

// columnMatches are those of one of the columns that the step works on.
type columnMatches struct {
	column  int
	matches []match
}

func (f *finding) add(column int, ms []match) {
	if len(ms) > 0 {
		f.columns = append(f.columns, columnMatches{column, ms})
	}
}

// best is the match with the greatest share, and its column.
func (f *finding) best() (m match, column int) {
	for i, c := range f.columns {
		if b := best(c.matches); i == 0 || b.share() > m.share() {
			m, column = b, c.column
		}
	}
	return m, column
}

// act drops the document, cuts it or labels it.
func (x *acting) act(d *schema.Doc, s *seeker, f *finding) error {
	if x.failed >= 0 {
		x.label(d, f)
	}
	if len(f.columns) == 0 {
		return nil
	}
	x.link(d, f)
	switch x.onMatch {
	case "drop":
		x.drop(d, f)
	case "cut":
		if !f.whole {
			return x.cut(d, s, f)
		}
		x.drop(d, f)
	}
	return nil
}

// link names the items in the ledger, in the order of their spans.
func (x *acting) link(d *schema.Doc, f *finding) {
	seen := make([]int, 0, 8)
	for _, c := range f.columns {
		for _, m := range c.matches {
			if len(seen) == mostLinks {
				return
			}
			if !slices.Contains(seen, m.item) {
				seen = append(seen, m.item)
				d.Links = append(d.Links, schema.Link{Step: d.Step(), Kept: schema.OtherOrdinal(f.items[m.item].ord), Similarity: m.share()})
			}
		}
	}
}

func (x *acting) drop(d *schema.Doc, f *finding) {
	m, column := f.best()
	detail := fmt.Sprintf("bytes %d to %d: %d of %d rows", m.start, m.end, m.found, m.of)
	if len(x.on) > 1 {
		detail = x.names[column] + ", " + detail
	}
	if f.whole {
		detail = fmt.Sprintf("%d of %d rows; %s", f.all.found, f.all.of, detail)
	}
	d.Drop(schema.Reject{Rule: x.rule, Detail: detail, Kept: 1 + schema.OtherOrdinal(f.items[m.item].ord), Similarity: m.share()})
}

func (x *acting) label(d *schema.Doc, f *finding) {
	d.Set(x.failed, schema.ListValue(nil))
	var list []schema.Value
	for _, c := range f.columns {
		m, _ := f.best()
		d.Set(x.failed, schema.ListValue([]schema.Value{schema.StringValue(x.rule)}))
		d.Set(x.measured, schema.FloatValue(m.share()))
		for _, m := range c.matches[:min(len(c.matches), mostSpans)] {
			list = append(list, schema.StructValue(schema.StringValue(f.items[m.item].id), schema.FloatValue(m.share()), schema.Int32Value(int32(m.start)), schema.Int32Value(int32(m.end)),
				schema.Int32Value(0), schema.Int32Value(0)))
		}
	}
	d.Set(x.spans, schema.ListValue(list))
}
