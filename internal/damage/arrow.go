package damage

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// seekBuffer is what the IPC writer wants: it only ever asks where it is.
type seekBuffer struct{ bytes.Buffer }

func (b *seekBuffer) Seek(int64, int) (int64, error) { return int64(b.Len()), nil }

// goodArrow returns an IPC file of three batches of ten rows.
func goodArrow(file string) ([]byte, error) {
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "id", Type: arrow.BinaryTypes.String},
		{Name: "text", Type: arrow.BinaryTypes.String},
	}, nil)
	var b seekBuffer
	w, err := ipc.NewFileWriter(&b, ipc.WithSchema(schema))
	if err != nil {
		return nil, err
	}
	for n := range groups {
		if err := w.Write(arrowBatch(schema, file, n)); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return b.Bytes(), err
}

func arrowBatch(schema *arrow.Schema, file string, batch int) arrow.Record {
	rb := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer rb.Release()
	for n := batch * groupRows; n < (batch+1)*groupRows; n++ {
		rb.Field(0).(*array.StringBuilder).Append(fmt.Sprintf("a%d", n))
		rb.Field(1).(*array.StringBuilder).Append(Story(file, n))
	}
	return rb.NewRecord()
}

func arrowFiles() ([]Bad, error) {
	var all []Bad
	for _, a := range []struct {
		file, what        string
		documents, places int
		atLeast           bool
		harm              func(data []byte) []byte
	}{
		{"arrow/good.txt", "a good Arrow file that calls itself a text", 30, 0, false, func(d []byte) []byte { return d }},
		{"arrow/cut.arrow", "a file cut in the middle, its footer gone", 10, 1, true, func(d []byte) []byte { return d[:len(d)/2] }},
		{"arrow/footer.arrow", "a footer that says it is longer than the file", 30, 1, true, longArrowFooter},
		{"arrow/offsets.arrow", "value offsets that point far behind the values of the second batch", 20, 1, false, lyingOffsets},
		{"arrow/length.arrow", "a footer that gives the second batch half a terabyte", 20, 1, false, lyingBlock},
		{"arrow/magic.arrow", "the magic bytes alone", 0, 1, true, func([]byte) []byte { return []byte("ARROW1\x00\x00\x00\x00\x00\x00ARROW1") }},
	} {
		good, err := goodArrow(a.file)
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", a.file, err)
		}
		e := Expectation{File: a.file, Damage: a.what, Documents: a.documents, Places: a.places, AtLeast: a.atLeast, Bytes: -1}
		if a.places > 0 {
			e.Reasons = []string{"arrow", "footer", "offset", "length", "corrupt", "crash"}
		}
		all = append(all, Bad{e, a.harm(good)})
	}
	return all, nil
}

func longArrowFooter(data []byte) []byte {
	binary.LittleEndian.PutUint32(data[len(data)-10:], 0x7FFFFFF0)
	return data
}

// lyingOffsets breaks the last value offset of the texts of the second batch. Offsets stand right
// before the values, padded to 8 (or 64) bytes, and the last one is the length of the values.
func lyingOffsets(data []byte) []byte {
	first := bytes.Index(data, fmt.Appendf(nil, "Entry %d of", groupRows))
	for at := first - 4; at > 0; at -= 4 {
		if binary.LittleEndian.Uint32(data[at:]) != 0 {
			binary.LittleEndian.PutUint32(data[at:], 0x7FFFFFFF)
			break
		}
	}
	return data
}

// lyingBlock makes the length of the second batch's body in the footer absurd. A message begins with
// four bytes 0xFF, the first one is the schema's; the footer holds, for each batch, where it begins, the length
// of its head and that of its body, eight bytes each.
func lyingBlock(data []byte) []byte {
	at := 0
	for range 3 {
		at += bytes.Index(data[at:], []byte{0xFF, 0xFF, 0xFF, 0xFF}) + 4
	}
	begins := binary.LittleEndian.AppendUint64(nil, uint64(at-4))
	block := bytes.LastIndex(data, begins)
	binary.LittleEndian.PutUint64(data[block+16:], 1<<39)
	return data
}
