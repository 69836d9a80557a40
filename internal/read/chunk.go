package read

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"unsafe"

	"github.com/tamis-data/tamis/schema"
)

// Chunk is a part of a file, whole records of it. Its memory belongs to the documents parsed from it
// and is never used again.
type Chunk struct {
	in      *input
	data    []byte
	off     int64          // place of data[0] in the stream; number of the first row
	line    int64          // number of the line that data begins with
	ends    []span         // records of a CSV
	rows    []cell         // of a columnar file, one for each wanted field
	held    int            // bytes that the rows take
	records int            // documents it gives at most
	beyond  int64          // bytes of their texts that are no part of it
	places  []schema.Place // found by the sequential part
	framing int64          // counted by the sequential part
	parse   func(*Chunk, *batch)
}

// span is a record within a chunk's data.
type span struct{ start, end int }

// Size returns about how many bytes of memory the chunk holds.
func (c *Chunk) Size() int { return len(c.data) + c.held }

// Records returns how many documents the chunk gives at most. A document takes about a kilobyte
// beside its text, so that a million lines of a byte need a bound of their own.
func (c *Chunk) Records() int { return c.records }

// Beyond returns how many bytes of the texts that Parse made are no part of the chunk's memory: those
// that were decoded from another charset or had quotes taken out, and all of a columnar file.
func (c *Chunk) Beyond() int64 { return c.beyond }

// mostRecords is where a chunk of lines or CSV ends, whatever its bytes: at most 20 MB of documents.
// Texts of 256 bytes and more fill a batch before that.
const mostRecords = 1 << 14

// Parse makes the documents of a chunk. Any number of chunks can be parsed at once, but each of them
// only once: escapes are decoded where they stand. Framing counts the bytes that are neither a document's nor a place's. The places come in
// order. An error is a bug.
func (c *Chunk) Parse() (docs []schema.Doc, places []schema.Place, framing int64, err error) {
	b := &batch{in: c.in, framing: c.framing}
	if c.parse != nil {
		c.parse(c, b)
	}
	places = mergePlaces(b.places, c.places)
	for i := range places {
		places[i].File = c.in.file.Number
	}
	if len(b.docs) > 0 && int64(len(b.docs))+b.docs[0].Ord-1 >= int64(c.in.file.Number+1)<<40 {
		return nil, nil, 0, fmt.Errorf("read %s: more than 2^40 records", c.in.file.Name)
	}
	c.beyond = b.beyond(c.data)
	return b.docs, places, b.framing, nil
}

// beyond counts the bytes of texts that do not lie in data. What else a document holds is small.
func (b *batch) beyond(data []byte) (n int64) {
	for i := range b.docs {
		for _, f := range b.in.want {
			if s := b.docs[i].Values[f.slot].Str(); !within(data, s) {
				n += int64(len(s))
			}
		}
	}
	return n
}

// within says that s, unless it is empty, lies in the memory of data.
func within(data []byte, s string) bool {
	return len(s) == 0 || len(data) > 0 && uintptr(offsetIn(data, s)) < uintptr(len(data))
}

// mergePlaces merges two ordered lists.
func mergePlaces(a, b []schema.Place) []schema.Place {
	if len(a) == 0 {
		return b
	}
	out := make([]schema.Place, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0].Start < a[0].Start {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// batch gathers what Parse returns. Its memory is made once a chunk: documents, cells and strings
// of a chunk are a handful of allocations.
type batch struct {
	in      *input
	docs    []schema.Doc
	values  []schema.Value
	names   []byte // origins
	arena   []byte // unquoted cells of a CSV
	places  []schema.Place
	framing int64
	cells   []cell
	undec   []schema.Undecodable
}

// expect makes room for n documents.
func (b *batch) expect(n int) {
	b.docs = make([]schema.Doc, 0, n)
	b.values = make([]schema.Value, n*b.in.slots)
	b.names = make([]byte, 0, n*(len(b.in.file.Name)+14))
}

// reset makes the cells ready for a record.
func (b *batch) reset() []cell {
	if b.cells == nil {
		b.cells = make([]cell, len(b.in.want))
	}
	clear(b.cells)
	b.undec = nil
	return b.cells
}

// lose quarantines a record.
func (b *batch) lose(start, end, line int64, reason string) {
	b.places = append(b.places, schema.Place{Start: start, End: end, Line: line, Reason: reason})
}

// take makes the record's cells a document, or says why it can't.
func (b *batch) take(record, start, end int64, method string) (reason string) {
	if len(b.values) < b.in.slots {
		b.values = make([]schema.Value, b.in.slots)
	}
	d := schema.Doc{
		Ord:    int64(b.in.file.Number)<<40 | record,
		Values: b.values[:b.in.slots:b.in.slots],
		Split:  -1,
		Read: schema.Read{File: b.in.file.Number, Start: start, End: end, Reader: b.in.reader,
			Charset: b.in.codec.name, CharsetFrom: b.in.codec.from, Method: method, Undecodable: b.undec},
	}
	for i := range b.in.want {
		if reason = b.put(&d, &b.in.want[i], b.cells[i]); reason != "" {
			clear(d.Values)
			return reason
		}
	}
	b.values = b.values[b.in.slots:]
	d.Values[schema.SlotSource] = schema.StringValue(b.in.source)
	d.Values[schema.SlotOrigin] = schema.StringValue(b.origin(record, method))
	sign(&d)
	b.docs = append(b.docs, d)
	return ""
}

// sign sets the digests that go on from the original.
func sign(d *schema.Doc) {
	d.Content = sha256.Sum256(bytesOf(d.Text()))
	if t := d.Values[schema.SlotTitle]; !t.IsNull() {
		d.TitleContent = sha256.Sum256(bytesOf(t.Str()))
	}
	copy(d.Group[:], d.Content[:])
}

// put sets the slot of one field.
func (b *batch) put(d *schema.Doc, f *field, c cell) (reason string) {
	switch f.slot {
	case schema.SlotText:
		if c.kind == missing || c.kind == null {
			return "no text"
		}
		if int64(len(c.s)) > b.in.limit && c.kind == text || c.kind == oversize {
			return tooLong
		}
	case schema.SlotID:
		if c.kind == number || c.kind == integer {
			c = cell{kind: text, s: c.literal()}
		}
		if c.kind == missing || c.kind == null || c.kind == text && c.s == "" {
			return "no id in field " + f.name
		}
	case schema.SlotCreated:
		d.Values[f.slot], _ = convert(c, f.typ)
		return ""
	}
	v, ok := convert(c, f.typ)
	if !ok && !f.optional {
		return f.mismatch(c)
	}
	d.Values[f.slot] = v
	return ""
}

const tooLong = "longer than limits.document"

// origin says where the document stands.
func (b *batch) origin(record int64, method string) string {
	if method == methodFile {
		return b.in.file.Name
	}
	from := len(b.names)
	b.names = append(b.names, b.in.file.Name...)
	b.names = append(b.names, '#')
	b.names = strconv.AppendInt(b.names, record, 10)
	return stringOf(b.names[from:])
}

// Methods of taking a text out of an input.
const (
	methodFile = "file"
	methodLine = "line"
	methodRow  = "row"
)

// stringOf returns b as a string without copying; b must never change again.
func stringOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf returns the bytes of s without copying; they must not be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
