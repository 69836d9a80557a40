package schema

import "slices"

// Slots of the columns that every document has; declared columns and labels follow from SlotFirst.
const (
	SlotID = iota
	SlotText
	SlotTitle   // null where there is none
	SlotURL     // null where there is none
	SlotCreated // null where there is none
	SlotSource
	SlotOrigin
	SlotFirst
)

// Column declares one column of a document.
type Column struct {
	Name string
	Type Type
	// Spans names the column whose text the spans of this one point into; "" where it holds none.
	// The type is then list<struct<…>> with int32 fields start, end and, where wanted,
	// char_start, char_end. Later edits of that text move them (reference edits.md §5.5).
	Spans string
	// Whole makes a span that an edit cuts into null, in place of keeping the rest.
	Whole bool
	// Metric marks a number that a filter computed: it stands in ledger/documents alone,
	// as <step>__<name>, never in data/.
	Metric bool
	// Copy marks the number of a row among those of its document: 1 for its own, n for the one with the id <id>-n.
	Copy bool `json:",omitempty"`
	// Doc is a sentence for the card and the reference.
	Doc string
}

// StepInfo is what documents and the ledger know of a step of the chain.
type StepInfo struct {
	Name    string   // as in the ledger: its `as`, else the transform's name
	Private bool     // nothing it took may be given away (DESIGN.md §4)
	Kinds   []string // kinds of its edits, named by index in Edit
	Other   string   `json:",omitempty"` // the other set that it compares with, as a release names it; "" for none
}

// Layout numbers the columns and steps of one run. The plan makes it before the first byte is
// read; every document of the run points to it. Slots are never reused, so a dropped or renamed
// column keeps its slot and Export says what is written.
type Layout struct {
	Columns []Column   // by slot
	Steps   []StepInfo // by number in the chain
	Export  []int      // slots of data/, in order, without cluster and split
	// SpanSlots lists, for each slot, the slots of the columns with spans into it; nil where none.
	SpanSlots [][]int
	// EditCap is the greatest number of pieces a column's record may have: limits.document / 8.
	EditCap int
	// TextCap is limits.document: no column's text grows beyond it.
	TextCap int
}

// BuiltinColumns returns the columns of every document, by slot.
func BuiltinColumns() []Column {
	str := Type{Kind: String}
	return []Column{
		{Name: "id", Type: str, Doc: "Name of the document, unique in the release."},
		{Name: "text", Type: str, Doc: "The text as released."},
		{Name: "title", Type: str.OrNull(), Doc: "Its title, where the source has one."},
		{Name: "url", Type: str.OrNull(), Doc: "Where it was published, where the source says so."},
		{Name: "created", Type: Type{Kind: Time, Nullable: true}, Doc: "When it was published, UTC, where the source says so."},
		{Name: "source", Type: str, Doc: "Name of the source in the recipe."},
		{Name: "origin", Type: str, Doc: "Where it stands in the inputs: path, and #record for files of records."},
	}
}

// CopyColumn is the name of the column that tells the rows of one document apart.
const CopyColumn = "copy"

// CopySlot returns the slot of that column, -1 in a recipe that makes no copies.
func (l *Layout) CopySlot() int {
	return slices.IndexFunc(l.Columns, func(c Column) bool { return c.Copy })
}

// Compares says that a step compares with another set, so that the ledger names documents of it.
func (l *Layout) Compares() bool {
	return slices.ContainsFunc(l.Steps, func(s StepInfo) bool { return s.Other != "" })
}

// Slot returns the slot of the column of that name, the latest where a name was renamed away
// and written again, or -1.
func (l *Layout) Slot(name string) int {
	for i := len(l.Columns) - 1; i >= 0; i-- {
		if l.Columns[i].Name == name {
			return i
		}
	}
	return -1
}
