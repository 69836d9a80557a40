// Package dedupe finds documents that say the same thing.
package dedupe

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Exact is the transform dedupe.exact.
var Exact = transform.Spec{
	Name:    "dedupe.exact",
	Summary: "Keeps one of all documents that are equal after a declared normalisation",
	Doc:     exactDoc,
	Params: []transform.Param{
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "spaces"}, Enum: text.FoldNames(),
			Doc: "What is taken for equal; `[]` compares bytes. Line breaks and composed accents differ between copies that everybody calls equal, case and digits do not."},
		{Name: "by", Type: transform.ParamColumn, Doc: "Compare this column in place of the text: a url, an id of the source."},
		{Name: "priority", Type: transform.ParamStrings, Doc: "Names of sources: of duplicates the one from the source that stands first here stays; sources not named come last."},
		{Name: "keep", Type: transform.ParamString, Default: "first",
			Doc: "Which one stays within a priority: `first` or `last` in source order, `longest`, `max(column)`, `min(column)`; then the first."},
		{Name: "on_match", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "label"},
			Doc: "Drop the others, or keep them and say so in the column `<step>__failed`."},
	},
	On:      transform.OnText,
	Reads:   readsExact,
	Writes:  writesExact,
	Check:   checkExact,
	Rejects: true,
	Version: 1,
	New:     newExact,
	Examples: []transform.Example{
		{Note: "Spaces and line ends do not count.", Docs: []string{"The same\ntext.", "Another text.", "The  same text.\n"}, Gives: []string{"The same\ntext.", "Another text."}},
		{Note: "By a column; null is equal to nothing.", Args: "{by: url}", Docs: []string{"a", "b", "c", "d"},
			Given: []string{"url=https://example.org/1", "url=https://example.org/1", "url=null", "url=null"}, Gives: []string{"a", "c", "d"}},
		{Note: "The best one stays.", Args: "{normalise: [case], keep: max(stars)}", Docs: []string{"Same", "same", "SAME"},
			Given: []string{"stars=1", "stars=4", "stars=null"}, Gives: []string{"same"}},
		{Note: "Label in place of dropping.", Args: "{on_match: label}", Docs: []string{"one", "one", "two"},
			Rows: []string{"exact__failed=[]", "exact__failed=[duplicate]", "exact__failed=[]"}},
	},
}

const exactDoc = `Documents are equal where the columns of ` + "`on`" + ` are, each normalised, in order; they are compared by 128
bits of the SHA-256 of them, with their lengths, so that nothing slides from one into the next. A
document without any of these columns is equal to nothing; an empty text is equal to an empty text.

The one that stays is the smallest by (priority, keep, source order); null is worst in ` + "`max`" + ` and
` + "`min`" + `, ` + "`longest`" + ` counts code points of the text, strings count with their first 13 bytes. The others are
rejected by the rule duplicate, with the one kept in their place; all of them form a cluster, whether
they are dropped or labelled.`

func readsExact(a transform.Args) []string {
	if _, column := keepColumn(a.String("keep")); column != "" {
		return []string{column}
	}
	return nil
}

// failedColumn is the column of a step that labels; the plan puts the step's name before it.
const failedColumn = "__failed"

func writesExact(a transform.Args) []schema.Column {
	if a.String("on_match") != "label" {
		return nil
	}
	return []schema.Column{{Name: failedColumn, Type: schema.ListOf(schema.Type{Kind: schema.String}),
		Doc: "Holds duplicate where the document is equal to one that was kept in its place."}}
}

func checkExact(a transform.Args) []transform.Fault {
	var faults []transform.Fault
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

// exact is dedupe.exact with its arguments.
type exact struct {
	on       []int
	fold     text.Fold
	priority map[string]uint16 // by source, from 0
	keep     string
	keepSlot int
	label    int // slot of the column, -1 where it drops
}

func newExact(a transform.Args) (transform.Step, error) {
	x := &exact{on: a.On, fold: text.NewFold(a.Strings("normalise")), priority: map[string]uint16{}, label: -1}
	if a.Has("by") {
		x.on = []int{a.Slot(a.String("by"))}
	}
	for i, name := range a.Strings("priority") {
		x.priority[name] = uint16(i)
	}
	var column string
	if x.keep, column = keepColumn(a.String("keep")); column != "" {
		c, ok := a.Column(column)
		if !ok || !transform.Scalar(c.Type) {
			return nil, fmt.Errorf("keep: %q is no column that documents can be ordered by", column)
		}
		x.keepSlot = a.Slot(column)
	}
	if a.String("on_match") == "label" {
		x.label = a.Slot(failedColumn)
	}
	return x, nil
}

// Claims implements transform.Judge: one claim, unless every column is null.
func (x *exact) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	if !slices.ContainsFunc(x.on, func(slot int) bool { return !d.Values[slot].IsNull() }) {
		return
	}
	emit(x.key(d), x.rank(d), nil)
}

// hasher is what one document needs to be keyed.
type hasher struct {
	sha  hash.Hash
	part []byte
}

var hashers = sync.Pool{New: func() any { return &hasher{sha: sha256.New()} }}

// key hashes the columns, each as its kind, its length and its normalised bytes.
func (x *exact) key(d *schema.Doc) transform.Key {
	h := hashers.Get().(*hasher)
	defer hashers.Put(h)
	h.sha.Reset()
	for _, slot := range x.on {
		v := d.Values[slot]
		h.part = h.part[:0]
		if v.Kind() == schema.String {
			h.part = x.fold.Append(h.part, v.Str())
		} else {
			h.part = transform.AppendValue(h.part, v)
		}
		var head [9]byte
		head[0] = byte(v.Kind())
		binary.BigEndian.PutUint64(head[1:], uint64(len(h.part)))
		h.sha.Write(head[:])
		h.sha.Write(h.part)
	}
	h.part = h.sha.Sum(h.part[:0])
	return transform.Key{Hi: binary.BigEndian.Uint64(h.part), Lo: binary.BigEndian.Uint64(h.part[8:])}
}

// rank is the priority in 2 bytes, then what `keep` asks for; equal ranks are in source order.
func (x *exact) rank(d *schema.Doc) transform.Rank {
	var r transform.Rank
	p, ok := x.priority[d.Str(schema.SlotSource)]
	if !ok {
		p = ^uint16(0)
	}
	binary.BigEndian.PutUint16(r[:], p)
	switch x.keep {
	case "last":
		binary.BigEndian.PutUint64(r[2:], ^uint64(d.Ord))
	case "longest":
		transform.PutOrder(r[2:], schema.Int64Value(int64(utf8.RuneCountInString(d.Text()))), true)
	case "max", "min":
		transform.PutOrder(r[2:], d.Values[x.keepSlot], x.keep == "max")
	}
	return r
}

// Decide implements transform.Judge: the first of a run stays, the others are linked to it.
func (x *exact) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	var kept transform.Claim
	first := true
	for c := range run {
		if first {
			kept, first = c, false
			continue
		}
		rule(c, transform.LinkTo(kept, 1))
	}
	return nil
}

var (
	unique    = schema.ListValue(nil)
	duplicate = schema.ListValue([]schema.Value{schema.StringValue("duplicate")})
)

// Settle implements transform.Judge.
func (x *exact) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if x.label >= 0 {
		d.Set(x.label, unique)
	}
	for _, v := range vs {
		d.Links = append(d.Links, schema.Link{Step: d.Step(), Kept: v.Other, Similarity: v.Similarity})
		if x.label >= 0 {
			d.Set(x.label, duplicate)
			continue
		}
		d.Drop(schema.Reject{Rule: "duplicate", Kept: 1 + v.Other, Similarity: v.Similarity})
	}
	return nil
}
