// Package dedupe finds documents that say the same thing.
package dedupe

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// policy is what all steps of this room share: which of several documents stays, and what becomes of
// the others.
type policy struct {
	rule       string            // by which the others are rejected
	priority   map[string]uint16 // by source, from 0
	keep       string
	keepSlot   int
	failed     int // slots of the columns; -1 where it drops
	size       int
	similarity int
	yes, no    schema.Value // what stands in failed
}

func policyParams() []transform.Param {
	return []transform.Param{
		{Name: "priority", Type: transform.ParamStrings, Doc: "Names of sources: of duplicates the one from the source that stands first here stays; sources not named come last."},
		{Name: "keep", Type: transform.ParamString, Default: "first",
			Doc: "Which one stays within a priority: `first` or `last` in source order, `longest`, `max(column)`, `min(column)`; then the first."},
		{Name: "on_match", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "label"},
			Doc: "Drop the others, or keep them and say so in the columns `<step>__failed`, `cluster_size` and `similarity`."},
		{Name: "columns", Type: transform.ParamString, Enum: []string{"plain", "step"},
			Doc: "Names of the columns where it labels: `plain`, as where it is absent, or `step`: `<step>__cluster_size` and `<step>__similarity`, for a second step that labels. Names never change because of another step."},
	}
}

// cuttingPolicy is the policy of steps that cut what stands elsewhere, in place of dropping documents; onMatch is
// the Doc of what they do with it.
func cuttingPolicy(onMatch string) []transform.Param {
	p := policyParams()[:2]
	p[0].Doc = "Names of sources: copies in the source that stands first here stay; sources not named come last."
	p[1].Doc = "Whose copies stay within a priority: those in the `first` or `last` document in source order, the `longest`, or that of `max(column)` or `min(column)`; then the first."
	return append(p, transform.Param{Name: "on_match", Type: transform.ParamString, Default: "cut", Enum: []string{"cut", "label"}, Doc: onMatch})
}

// checkCutting is Spec.Check of such a step: what says when a document counts as emptied says nothing where none does.
func checkCutting(a transform.Args) []transform.Fault {
	faults := checkPolicy(a)
	label, keep := a.String("on_match") == "label", a.String("emptied") == "keep"
	if label && keep {
		faults = append(faults, transform.Fault{Param: "emptied", Message: "emptied changes nothing with on_match: label, which empties no document", Hint: "leave it out"})
	}
	if a.Has("min_left") && a.Int("min_left") > 1 {
		switch {
		case label:
			faults = append(faults, transform.Fault{Param: "min_left", Message: "min_left changes nothing with on_match: label, which empties no document", Hint: "leave it out"})
		case keep:
			faults = append(faults, transform.Fault{Param: "min_left", Message: "min_left changes nothing with emptied: keep, which keeps what is left of a document",
				Hint: "leave it out, or write emptied: drop"})
		}
	}
	return faults
}

// cuttingKinds is Spec.Kinds of such a step: one that labels edits nothing.
func cuttingKinds(a transform.Args, kind string) []string {
	if a.String("on_match") == "label" {
		return nil
	}
	return []string{kind}
}

// cutting leaves out what the columns of a step that drops whole documents follow from.
func cutting(a transform.Args) transform.Args {
	a.Values = maps.Clone(a.Values)
	delete(a.Values, "on_match")
	return a
}

const policyDoc = `The one that stays is the smallest by (priority, keep, source order); null is worst in ` + "`max`" + ` and
` + "`min`" + `, ` + "`longest`" + ` counts code points of the text, strings count with their first 13 bytes. The others
name the one kept in their place; all of them form a cluster, whether they are dropped or labelled.
Labelled, ` + "`cluster_size`" + ` counts the documents that this step finds to be one, 1 where there is no other,
and ` + "`similarity`" + ` is that to the one that stays, null for that one itself. Both are this step's alone, while the
cluster is that of the links of all dedupe steps; where a second step labels, ` + "`columns: step`" + ` tells theirs apart.`

func readsPolicy(a transform.Args) []string {
	if _, column := keepColumn(a.String("keep")); column != "" {
		return []string{column}
	}
	return nil
}

// Columns of a step that labels; the plan puts the step's name before the first.
const (
	failedColumn     = "__failed"
	sizeColumn       = "cluster_size"
	similarityColumn = "similarity"
)

func writesPolicy(a transform.Args) []schema.Column {
	if a.String("on_match") != "label" {
		return nil
	}
	size, similarity := labelColumns(a)
	return []schema.Column{
		{Name: failedColumn, Type: schema.ListOf(schema.Type{Kind: schema.String}), Doc: "Holds the rule where another document was kept in the place of this one."},
		{Name: size, Type: schema.Type{Kind: schema.Int64}, Doc: "Documents that the step found to be one, 1 where there is no other."},
		{Name: similarity, Type: schema.Type{Kind: schema.Float}.OrNull(), Doc: "Similarity to the document that stays; null for that one itself."},
	}
}

// apartPolicy is Spec.Apart of the steps with these columns.
const apartPolicy = "columns: step"

// labelColumns returns the names of the columns; the plan puts the step's name before those with __.
func labelColumns(a transform.Args) (size, similarity string) {
	if a.Has("columns") && a.String("columns") == "step" {
		return "__" + sizeColumn, "__" + similarityColumn
	}
	return sizeColumn, similarityColumn
}

func checkPolicy(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	if a.Has("columns") && a.String("on_match") != "label" {
		faults = append(faults, transform.Fault{Param: "columns", Message: "columns are written where on_match is label alone", Hint: "add on_match: label, or leave columns out"})
	}
	if word, _ := keepColumn(a.String("keep")); word == "" {
		faults = append(faults, transform.Fault{Param: "keep", Message: fmt.Sprintf("unknown choice %q", a.String("keep")),
			Hint: "first, last, longest, max(column) or min(column)"})
	}
	for i, name := range a.Strings("priority") {
		switch {
		case slices.Contains(a.Strings("priority")[:i], name):
			faults = append(faults, transform.Fault{Param: "priority", Message: fmt.Sprintf("source %q stands there twice", name)})
		case a.Sources != nil && !slices.Contains(a.Sources, name):
			faults = append(faults, transform.Fault{Param: "priority", Message: fmt.Sprintf("no source is named %q", name),
				Hint: "the sources are " + strings.Join(a.Sources, ", ")})
		}
	}
	return faults
}

// keepColumn takes `keep` apart: first, last and longest alone, max and min with their column; two
// empty strings where it is none of them.
func keepColumn(keep string) (word, column string) {
	switch keep {
	case "first", "last", "longest":
		return keep, ""
	}
	word, rest, ok := strings.Cut(keep, "(")
	column, closed := strings.CutSuffix(rest, ")")
	if column = strings.TrimSpace(column); !ok || !closed || column == "" || word != "max" && word != "min" {
		return "", ""
	}
	return word, column
}

func newPolicy(a transform.Args, rule string) (policy, error) {
	p := policy{rule: rule, priority: map[string]uint16{}, failed: -1, no: schema.ListValue(nil),
		yes: schema.ListValue([]schema.Value{schema.StringValue(rule)})}
	for i, name := range a.Strings("priority") {
		p.priority[name] = uint16(i)
	}
	var column string
	if p.keep, column = keepColumn(a.String("keep")); column != "" {
		c, ok := a.Column(column)
		if !ok || !transform.Scalar(c.Type) {
			return p, fmt.Errorf("keep: %q is no column that documents can be ordered by", column)
		}
		p.keepSlot = a.Slot(column)
	}
	if a.String("on_match") == "label" {
		size, similarity := labelColumns(a)
		p.failed, p.size, p.similarity = a.Slot(failedColumn), a.Slot(size), a.Slot(similarity)
	}
	return p, nil
}

// ranked says that the one that stays is not just the first in source order.
func (p *policy) ranked() bool { return len(p.priority) > 0 || p.keep != "first" }

func (p *policy) labels() bool { return p.failed >= 0 }

// rank is the priority in 2 bytes, then what `keep` asks for; equal ranks are in source order.
func (p *policy) rank(d *schema.Doc) transform.Rank {
	var r transform.Rank
	n, ok := p.priority[d.Str(schema.SlotSource)]
	if !ok {
		n = ^uint16(0)
	}
	binary.BigEndian.PutUint16(r[:], n)
	switch p.keep {
	case "last":
		binary.BigEndian.PutUint64(r[2:], ^uint64(d.Ord))
	case "longest":
		transform.PutOrder(r[2:], schema.Int64Value(int64(utf8.RuneCountInString(d.Text()))), true)
	case "max", "min":
		transform.PutOrder(r[2:], d.Values[p.keepSlot], p.keep == "max")
	}
	return r
}

// Settle is transform.Judge's and transform.Verifier's: a Link says that another document stays for d,
// a Class that d stays for others; Num is the size of the cluster.
func (p *policy) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if p.labels() {
		d.Set(p.failed, p.no)
		d.Set(p.size, schema.Int64Value(1))
	}
	for _, v := range vs {
		if p.labels() {
			d.Set(p.size, schema.Int64Value(v.Num))
		}
		if v.Kind != transform.Link {
			continue
		}
		d.Links = append(d.Links, schema.Link{Step: d.Step(), Kept: v.Other, Similarity: v.Similarity})
		if p.labels() {
			d.Set(p.failed, p.yes)
			d.Set(p.similarity, schema.FloatValue(v.Similarity))
			continue
		}
		d.Drop(schema.Reject{Rule: p.rule, Kept: 1 + v.Other, Similarity: v.Similarity})
	}
	return nil
}
