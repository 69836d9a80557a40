package schema

import (
	"math"
	"slices"
)

// Doc is one document on its way through the chain. A Doc belongs to one goroutine at a time.
type Doc struct {
	// Ord is the ordinal: source file number × 2^40 + record number (DESIGN.md §4).
	Ord int64
	// Values holds the columns by slot of the Layout; Values[SlotText] is the text as it is now.
	Values []Value
	// Read says how its reader got the original.
	Read Read
	// Content is the sha256 of the original text, TitleContent of the original title (zero where null).
	Content, TitleContent [32]byte
	// Reject is set where a step dropped the document; nil while it is kept.
	Reject *Reject
	// Links are the duplicates a Judge found it to be of, in the order of the steps.
	Links []Link
	// Group is the key of its cluster: the smallest Content[:16] of the members; its own without one.
	Group [16]byte
	// Cluster is 1 + the ordinal of the survivor of its cluster; 0 without one.
	Cluster int64
	// Split is the class that a split step gave it, an index into the plan's splits; -1 before.
	Split int
	// Marks are what steps compared the document by, for those who compare it once more.
	Marks []Mark
	// Copies is how many rows it has in data/ beside its own.
	Copies int64
	// Taken are the numbers, ascending, that other documents' ids have taken from its copies.
	Taken []int64
	// Detail says in a few words, none of the text, what else the ledger is to tell of a kept document; "" for nothing.
	Detail string

	tables  []*Table     // by slot; nil while a column has no edits
	sights  []sight      // of steps that may run again
	edited  uint32       // how often Apply changed a text
	losses  []SpanLosses // by slot of the column that holds the spans; nil while none was lost
	step    uint16       // the step at work: its number in the layout
	layout  *Layout
	scratch *Scratch
}

// Read says how a document's original came about: one row of ledger/reads.
type Read struct {
	File        int   // number of the input file in the run
	Start, End  int64 // byte range in the decompressed stream; row range for columnar files
	Reader      string
	Charset     string // WHATWG name, "" where the format fixes it
	CharsetFrom string // bom | declared | valid | detected | format
	Method      string // how text was taken out: line, file, row, …
	Undecodable []Undecodable
}

// Undecodable is a run of input bytes that stands as U+FFFD in the original.
type Undecodable struct {
	Start int64  // place in the input file, in bytes of the decompressed stream
	Bytes string // the bytes as they stand there
}

// Mark is what a step compared a document by. The tag tells the step and its arguments; the words are the step's own.
type Mark struct {
	Tag   uint64
	Words []uint64
}

// Marked returns what the document was marked with by the tag.
func (d *Doc) Marked(tag uint64) (words []uint64, ok bool) {
	for _, m := range d.Marks {
		if m.Tag == tag {
			return m.Words, true
		}
	}
	return nil, false
}

// Reject says why a document was dropped.
type Reject struct {
	Step       int     // number in the layout; -1: the reader
	Rule       string  // which rule of the step
	Value      float64 // what was measured, where HasValue
	Threshold  float64 // what it was held against, where HasValue
	HasValue   bool
	Detail     string // a few words; never text of the document
	Kept       int64  // 1 + ordinal of the document kept in its place; 0 for none, below 0 of the step's other set
	Similarity float64
}

// Link says that a document is a duplicate of another one.
type Link struct {
	Step       int   // number in the layout
	Kept       int64 // ordinal of the other, kept one; below 0 of the step's other set
	Similarity float64
}

// Documents of another set have ordinals of their own, as documents of the run have, below zero.

// OtherOrdinal returns the ordinal by which a document of another set is told apart from those of the run.
func OtherOrdinal(ord int64) int64 { return ord | math.MinInt64 }

// OtherRecord returns what OtherOrdinal was given.
func OtherRecord(ord int64) int64 { return ord & math.MaxInt64 }

// Scratch holds buffers that a worker reuses from document to document.
type Scratch struct {
	edits    Edits
	composer composer
	spans    spanBuffers
	finds    []span
	keep     keep
}

// Begin makes d ready for step number n of the layout; the engine calls it before each step.
func (d *Doc) Begin(l *Layout, n int, s *Scratch) { d.layout, d.step, d.scratch = l, uint16(n), s }

// Step returns the number in the layout of the step at work.
func (d *Doc) Step() int { return int(d.step) }

// sight is when a step read the document.
type sight struct {
	step   uint16
	edited uint32
}

// Saw notes that the step at work has read the document as it is now. The note does not last beyond the
// document's stay in memory.
func (d *Doc) Saw() { d.sights = append(d.sights, sight{d.step, d.edited}) }

// SeenBy says whether a step noted that it read the document, and no text of it was edited since.
func (d *Doc) SeenBy(step int) bool {
	return slices.Contains(d.sights, sight{uint16(step), d.edited})
}

// Text returns the text as it is now.
func (d *Doc) Text() string { return d.Values[SlotText].str }

// Str returns a string column as it is now, "" where null.
func (d *Doc) Str(slot int) string { return d.Values[slot].str }

// Kept says whether no step has dropped d.
func (d *Doc) Kept() bool { return d.Reject == nil }

// Drop sets d aside by the step at work. The first drop stands.
func (d *Doc) Drop(r Reject) {
	if d.Reject == nil {
		r.Step = int(d.step)
		d.Reject = &r
	}
}

// Set gives a column a value. For the text of a column that steps work on use Edit instead:
// Set leaves no record.
func (d *Doc) Set(slot int, v Value) { d.Values[slot] = v }

// Original returns a string column as the reader handed it over, "" where null.
func (d *Doc) Original(slot int) string {
	if t := d.Table(slot); t != nil {
		return t.Original()
	}
	return d.Values[slot].str
}

// Table returns the record of a column's edits, nil where it has none.
func (d *Doc) Table(slot int) *Table {
	if slot >= len(d.tables) {
		return nil
	}
	return d.tables[slot]
}
