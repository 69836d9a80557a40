package changes

import (
	"encoding/binary"
)

// entry is what one release says of an id: its row of data/ and its row of the ledger, as they were
// sorted. Of several rows in the ledger it is that of the kept document, else the first one read; the
// others are counted.
type entry struct {
	id           string
	data, ledger []byte // nil where there is none
	repeats      int
	copies       uint64 // further rows of data/
}

func (e *entry) take(payload []byte) {
	switch {
	case len(payload) > 0 && payload[0] == kindData:
		e.data = payload
	case len(payload) > 0 && payload[0] == kindCopy:
		e.copies++
	case e.ledger == nil:
		e.ledger = payload
	default:
		e.repeats++
	}
}

// encode and decodeEntry carry an entry through a sorter.
func (e *entry) encode(b []byte) []byte {
	return binary.AppendUvarint(appendBytes(appendBytes(appendBytes(b, e.id), e.data), e.ledger), e.copies)
}

func decodeEntry(b []byte) (*entry, error) {
	d := &decoder{b: b}
	e := &entry{id: d.str()}
	if p := d.bytes(); len(p) > 0 {
		e.data = append([]byte{}, p...)
	}
	if p := d.bytes(); len(p) > 0 {
		e.ledger = append([]byte{}, p...)
	}
	e.copies = d.uint()
	if d.bad {
		return nil, errRecord
	}
	return e, nil
}

// cells are the row's number in data/ and its values.
func (e *entry) cells() (row uint64, cells [][]byte, err error) {
	if len(e.data) == 0 {
		return 0, nil, errRecord
	}
	d := &decoder{b: e.data[1:]}
	row = d.uint()
	for len(d.b) > 0 {
		cells = append(cells, d.bytes())
	}
	if d.bad {
		return 0, nil, errRecord
	}
	return row, cells, nil
}

// account is a row of the ledger.
type account struct {
	kept             bool
	doc              uint64
	step, rule       string
	value, threshold *float64
	keptID, keptIn   string
	moved            bool   // into another split, for contact
	original, title  string // 16 bytes of a digest, "" where the ledger holds none
	file             string
	start, end       int64
	edits            []editSum
}

// account takes the ledger's row apart; nil where there is none.
func (e *entry) account() (*account, error) {
	if e == nil || len(e.ledger) < 9 {
		return nil, nil
	}
	d := &decoder{b: e.ledger[9:]}
	a := &account{kept: e.ledger[0] == kindKept, doc: binary.BigEndian.Uint64(e.ledger[1:])}
	a.step, a.rule = d.str(), d.str()
	a.value, a.threshold = d.float(), d.float()
	a.keptID, a.keptIn = d.str(), d.str()
	a.moved = d.str() != ""
	a.original, a.title = d.str(), d.str()
	a.file = d.str()
	a.start, a.end = d.int(), d.int()
	a.edits = d.edits()
	if d.bad {
		return nil, errRecord
	}
	return a, nil
}

// rejected says that the release read the document and set it aside.
func (e *entry) rejected() bool {
	return e != nil && e.data == nil && len(e.ledger) > 0 && e.ledger[0] == kindRejected
}

// kept says that it stands in data/.
func (e *entry) kept() bool { return e != nil && e.data != nil }

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.b, d.bad = nil, true
		return 0
	}
	d.b = d.b[n:]
	return v
}
