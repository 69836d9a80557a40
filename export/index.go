package export

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// IndexPart is how many numbers of a record stand in one row of ledger/index: a document may have millions,
// and no row shall be larger than a page should be.
const IndexPart = 4096

// Columns of ledger/index by name.
const (
	IndexID         = "id"
	IndexNumber     = "part"
	IndexParameters = "parameters"
	IndexKeys       = "keys"
	IndexRecord     = "record"
)

func indexColumns() []schema.Column {
	return []schema.Column{
		{Name: IndexID, Type: typeString, Doc: "Id of a document of data/."},
		{Name: IndexNumber, Type: typeInt, Doc: "Number of the row within the document, from 0."},
		{Name: IndexParameters, Type: typeString, Doc: "What keys and records were made by: JSON, the same in every row."},
		{Name: IndexKeys, Type: schema.ListOf(typeInt), Doc: "Keys of the document; none beyond part 0."},
		{Name: IndexRecord, Type: schema.ListOf(typeInt), Doc: "A part of its record: two numbers of the exact key, then the shingles."},
	}
}

// Index writes what the index holds of a kept document: keys, and a record of 8-byte numbers, little
// endian. Documents come in source order.
func (t *Tables) Index(id string, keys []uint64, record []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.ready(); err != nil {
		return err
	}
	return t.ledger.addIndex(id, keys, record)
}

func (l *ledger) addIndex(id string, keys []uint64, record []byte) error {
	total := int64(0)
	for part := int64(0); part == 0 || len(record) > 0; part++ {
		l.numbers = l.numbers[:0]
		for _, k := range keys {
			l.numbers = append(l.numbers, schema.Int64Value(int64(k)))
		}
		n := len(l.numbers)
		for len(record) >= 8 && len(l.numbers)-n < IndexPart {
			l.numbers = append(l.numbers, schema.Int64Value(int64(binary.LittleEndian.Uint64(record))))
			record = record[8:]
		}
		l.row = append(l.row[:0], schema.StringValue(id), schema.Int64Value(part), schema.StringValue(l.t.o.Index),
			schema.ListValue(l.numbers[:n:n]), schema.ListValue(l.numbers[n:]))
		b, err := l.index.add(l.row, nil)
		if err != nil {
			return err
		}
		total, keys = total+b, nil
	}
	return l.index.endDocument(id, total)
}

// IndexOf returns the parameters of a file of an index, and false where the file is none.
func IndexOf(path string) (parameters string, ok bool, err error) {
	cols, rows, err := TableColumns(path)
	same := func(a, b schema.Column) bool { return a.Name == b.Name }
	if err != nil || !slices.EqualFunc(cols, indexColumns(), same) || rows == 0 {
		return "", false, nil // whoever reads it as documents says what is wrong with it
	}
	err = ReadColumns(path, []string{IndexParameters}, func(_ []schema.Column, row []schema.Value) error {
		parameters = row[0].Str()
		return errStop
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return parameters, true, err
}
