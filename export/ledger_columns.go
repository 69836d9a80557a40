package export

import (
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// Types of the ledger's columns.
var (
	typeString = schema.Type{Kind: schema.String}
	typeInt    = schema.Type{Kind: schema.Int64}
	typeFloat  = schema.Type{Kind: schema.Float}
)

// DataColumns returns the columns of data/ for a layout: what is exported, then cluster and split.
func DataColumns(l *schema.Layout) []schema.Column {
	cols := make([]schema.Column, 0, len(l.Export)+2)
	for _, slot := range l.Export {
		cols = append(cols, l.Columns[slot])
	}
	return append(cols,
		schema.Column{Name: "cluster", Type: typeString.OrNull(), Doc: "Id of the document that stands for its cluster of duplicates; null outside of any."},
		schema.Column{Name: "split", Type: typeString, Doc: "The split it belongs to."})
}

// rejectColumns are the columns of data/, where what a document was dropped before getting is null.
func rejectColumns(l *schema.Layout) []schema.Column {
	cols := DataColumns(l)
	for i := range cols {
		if i < len(l.Export) && given(l.Export[i]) {
			continue
		}
		cols[i].Type = cols[i].Type.OrNull()
	}
	return cols
}

// given says whether a slot has a value in every document that a reader handed over.
func given(slot int) bool {
	return slot == schema.SlotID || slot == schema.SlotText || slot == schema.SlotSource || slot == schema.SlotOrigin
}

// copiesColumn is there where a recipe can make copies alone.
const copiesColumn = "copies"

// documentColumns are the columns of ledger/documents, the metrics of the layout last.
func documentColumns(l *schema.Layout) []schema.Column {
	cols := []schema.Column{
		{Name: "doc", Type: typeInt, Doc: "Ordinal: number of the source file × 2^40 + number of the record in it."},
		{Name: "id", Type: typeString, Doc: "Id of the document."},
		{Name: "origin", Type: typeString, Doc: "Where it stands in the inputs."},
		{Name: "outcome", Type: typeString, Doc: "kept or rejected."},
		{Name: "step", Type: typeString.OrNull(), Doc: "Step that rejected it; read where that was the reader."},
		{Name: "rule", Type: typeString.OrNull(), Doc: "Rule of that step."},
		{Name: "value", Type: typeFloat.OrNull(), Doc: "What the rule measured."},
		{Name: "threshold", Type: typeFloat.OrNull(), Doc: "What it was held against."},
		{Name: "detail", Type: typeString.OrNull(), Doc: "A few words more."},
		{Name: "kept_id", Type: typeString.OrNull(), Doc: "Id of the document kept in its place."},
		keptIn,
		{Name: "similarity", Type: typeFloat.OrNull(), Doc: "To that document."},
		{Name: "cluster", Type: typeString.OrNull(), Doc: "Id of the document that stands for its cluster."},
		{Name: "split", Type: typeString.OrNull(), Doc: "Its split; null where rejected."},
		{Name: "bytes_in", Type: typeInt, Doc: "Bytes of its original text."},
		{Name: "bytes_out", Type: typeInt, Doc: "Bytes of its released text; 0 where rejected."},
		{Name: "original_sha256", Type: typeString.OrNull(), Doc: "sha256 of its original text, hex; null in a recipe with a private step."},
		{Name: "title_original_sha256", Type: typeString.OrNull(), Doc: "The same of its title; null without one."},
	}
	cols = withoutOthers(l, cols)
	if l.CopySlot() >= 0 {
		cols = append(cols, schema.Column{Name: copiesColumn, Type: typeInt, Doc: "Rows of data/ that it has beside its own."})
	}
	for _, slot := range metricSlots(l) {
		c := l.Columns[slot]
		c.Type = c.Type.OrNull()
		cols = append(cols, c)
	}
	return cols
}

func metricSlots(l *schema.Layout) []int {
	var slots []int
	for i, c := range l.Columns {
		if c.Metric {
			slots = append(slots, i)
		}
	}
	return slots
}

func editColumns() []schema.Column {
	return []schema.Column{
		{Name: "doc", Type: typeInt, Doc: "Ordinal of the document."},
		{Name: "column", Type: typeString, Doc: "Column that was edited."},
		{Name: "seq", Type: typeInt, Doc: "Number of the row within document and column, from 0."},
		{Name: "step", Type: typeString.OrNull(), Doc: "Step that did it; null for kind coarse."},
		{Name: "kind", Type: typeString, Doc: "Kind of edit, as the step names it; coarse: too many to tell apart."},
		{Name: "start", Type: typeInt, Doc: "Byte in the original."},
		{Name: "char_start", Type: typeInt, Doc: "Code point in the original."},
		{Name: "out_start", Type: typeInt, Doc: "Byte in the released text."},
		{Name: "out_char_start", Type: typeInt, Doc: "Code point in the released text."},
		{Name: "removed_bytes", Type: typeInt, Doc: "Bytes taken out of the original."},
		{Name: "removed_chars", Type: typeInt, Doc: "The same in code points."},
		{Name: "inserted_bytes", Type: typeInt, Doc: "Bytes put in their place."},
		{Name: "inserted_chars", Type: typeInt, Doc: "The same in code points."},
		{Name: "removed", Type: typeString.OrNull(), Doc: "What was taken out; null where private."},
		{Name: "inserted", Type: typeString, Doc: "What was put in its place."},
	}
}

func readColumns() []schema.Column {
	undecodable := schema.ListOf(schema.StructOf(
		schema.Field{Name: "start", Type: typeInt}, schema.Field{Name: "hex", Type: typeString}))
	return []schema.Column{
		{Name: "doc", Type: typeInt, Doc: "Ordinal of the document."},
		{Name: "file", Type: typeString, Doc: "Input file."},
		{Name: "byte_start", Type: typeInt, Doc: "Its place there, in bytes of the decompressed stream; rows in columnar files."},
		{Name: "byte_end", Type: typeInt, Doc: "Where it ends, exclusive."},
		{Name: "reader", Type: typeString, Doc: "Reader and its version."},
		{Name: "charset", Type: typeString.OrNull(), Doc: "Charset it was decoded from; null where the format fixes it."},
		{Name: "charset_from", Type: typeString.OrNull(), Doc: "bom, declared, valid, detected or format."},
		{Name: "method", Type: typeString, Doc: "How its text was taken out."},
		{Name: "undecodable", Type: undecodable, Doc: "Bytes that stand as U+FFFD in the original: place in the input file, hex."},
	}
}

func clusterColumns(l *schema.Layout) []schema.Column {
	return withoutOthers(l, []schema.Column{
		{Name: "doc", Type: typeInt, Doc: "Ordinal of the document."},
		{Name: "id", Type: typeString, Doc: "Its id."},
		{Name: "kept_id", Type: typeString, Doc: "Id of the document it was found to be a duplicate of."},
		keptIn,
		{Name: "step", Type: typeString, Doc: "Step that found it."},
		{Name: "similarity", Type: typeFloat, Doc: "Of the two."},
		{Name: "cluster", Type: typeString.OrNull(), Doc: "Id of the document that stands for the whole cluster."},
	})
}

// keptIn is a column where a step compares with another set alone: other releases stay as they are.
var keptIn = schema.Column{Name: "kept_in", Type: typeString.OrNull(), Doc: "The other set that kept_id is of, as the manifest's resources name it; null: this release."}

// withKeptIn adds it to the columns to be read where the release has it.
func (r *Release) withKeptIn(name string, columns ...string) []string {
	t := tableNamed(r.Manifest, name)
	if t != nil && slices.ContainsFunc(t.Columns, func(c schema.ManifestColumn) bool { return c.Name == keptIn.Name }) {
		columns = append(slices.Clone(columns), keptIn.Name)
	}
	return columns
}

// here says that what a row names was kept in this release, not in another set.
func here(row Row) bool { return row.Value(keptIn.Name).IsNull() }

func withoutOthers(l *schema.Layout, cols []schema.Column) []schema.Column {
	if l.Compares() {
		return cols
	}
	return slices.DeleteFunc(cols, func(c schema.Column) bool { return c.Name == keptIn.Name })
}

func quarantineColumns() []schema.Column {
	return []schema.Column{
		{Name: "file", Type: typeString, Doc: "Input file."},
		{Name: "byte_start", Type: typeInt, Doc: "First byte that could not be read, in the decompressed stream; row in columnar files."},
		{Name: "byte_end", Type: typeInt, Doc: "Where the range ends, exclusive."},
		{Name: "line", Type: typeInt.OrNull(), Doc: "Line, from 1; null where the format has none."},
		{Name: "rows", Type: typeInt, Doc: "Rows lost, in columnar files."},
		{Name: "bytes_unread", Type: typeInt, Doc: "Compressed bytes behind the damage that were not read."},
		{Name: "reason", Type: typeString, Doc: "Why."},
	}
}
