package schema

import (
	"encoding/binary"
	"math"
)

// binaryVersion is the first byte of a document's binary form. The form lives in --work alone and
// never in a release: another version of tamis starts anew rather than read it.
const binaryVersion = 5

// AppendBinary appends the whole state of d to b, for spooling: values, verdicts, how it was read,
// and the records of its edits with their originals and marks. The form holds lengths before
// contents and is not compressed; layout and scratch are left out. Two documents of equal state
// give equal bytes.
func (d *Doc) AppendBinary(b []byte) []byte {
	b = append(b, binaryVersion)
	b = binary.AppendVarint(b, d.Ord)
	b = binary.AppendUvarint(b, uint64(d.step))
	b = binary.AppendVarint(b, d.Cluster)
	b = binary.AppendVarint(b, int64(d.Split))
	b = binary.AppendVarint(b, d.Copies)
	b = appendString(b, d.Detail)
	b = append(b, d.Group[:]...)
	b = append(b, d.Content[:]...)
	b = append(b, d.TitleContent[:]...)
	b = d.Read.appendBinary(b)
	b = d.appendVerdicts(b)
	b = d.appendMarks(b)
	b = appendValues(b, d.Values)
	return d.appendTables(b)
}

func (r *Read) appendBinary(b []byte) []byte {
	b = binary.AppendVarint(b, int64(r.File))
	b = binary.AppendVarint(b, r.Start)
	b = binary.AppendVarint(b, r.End)
	b = appendString(b, r.Reader)
	b = appendString(b, r.Charset)
	b = appendString(b, r.CharsetFrom)
	b = appendString(b, r.Method)
	b = binary.AppendUvarint(b, uint64(len(r.Undecodable)))
	for _, u := range r.Undecodable {
		b = binary.AppendVarint(b, u.Start)
		b = appendString(b, u.Bytes)
	}
	return b
}

func (d *Doc) appendVerdicts(b []byte) []byte {
	b = appendBool(b, d.Reject != nil)
	if r := d.Reject; r != nil {
		b = binary.AppendVarint(b, int64(r.Step))
		b = appendString(b, r.Rule)
		b = appendBool(b, r.HasValue)
		b = appendFloat(b, r.Value)
		b = appendFloat(b, r.Threshold)
		b = appendString(b, r.Detail)
		b = binary.AppendVarint(b, r.Kept)
		b = appendFloat(b, r.Similarity)
	}
	b = binary.AppendUvarint(b, uint64(len(d.Links)))
	for _, l := range d.Links {
		b = binary.AppendVarint(b, int64(l.Step))
		b = binary.AppendVarint(b, l.Kept)
		b = appendFloat(b, l.Similarity)
	}
	return b
}

func (d *Doc) appendMarks(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(d.Marks)))
	for _, m := range d.Marks {
		b = binary.LittleEndian.AppendUint64(b, m.Tag)
		b = binary.AppendUvarint(b, uint64(len(m.Words)))
		for _, w := range m.Words {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
	}
	return b
}

func appendValues(b []byte, vs []Value) []byte {
	b = binary.AppendUvarint(b, uint64(len(vs)))
	for _, v := range vs {
		b = append(b, byte(v.kind))
		switch v.kind {
		case Null:
		case String:
			b = appendString(b, v.str)
		case List, Struct:
			b = appendValues(b, v.list)
		case Float:
			b = binary.LittleEndian.AppendUint64(b, v.num)
		default:
			b = binary.AppendVarint(b, int64(v.num))
		}
	}
	return b
}

// appendTables writes columns with a record, then those that lost spans.
func (d *Doc) appendTables(b []byte) []byte {
	var edited, lost uint64
	for _, t := range d.tables {
		if t != nil {
			edited++
		}
	}
	for _, l := range d.losses {
		if l != (SpanLosses{}) {
			lost++
		}
	}
	b = binary.AppendUvarint(b, edited)
	for slot, t := range d.tables {
		if t != nil {
			b = binary.AppendUvarint(b, uint64(slot))
			b = t.appendBinary(b)
		}
	}
	b = binary.AppendUvarint(b, lost)
	for slot, l := range d.losses {
		if l != (SpanLosses{}) {
			b = binary.AppendUvarint(b, uint64(slot))
			b = binary.AppendUvarint(b, uint64(l.Cut))
			b = binary.AppendUvarint(b, uint64(l.Gone))
		}
	}
	return b
}

// appendBinary writes the pieces and, of the original, what the text no longer holds: the rest is in
// the column's value, and a spool is read and written as often as there are barriers.
func (t *Table) appendBinary(b []byte) []byte {
	b = appendBool(b, t.coarse)
	b = binary.AppendUvarint(b, uint64(len(t.pieces)))
	removed := 0
	for _, p := range t.pieces {
		b = binary.AppendUvarint(b, uint64(p.n))
		b = binary.AppendUvarint(b, uint64(p.tag))
		if p.op() == opDel {
			removed += int(p.n)
		}
	}
	if t.lean {
		return appendString(b, t.removed)
	}
	b = binary.AppendUvarint(b, uint64(removed))
	at := 0
	for _, p := range t.pieces {
		switch p.op() {
		case opKeep:
			at += int(p.n)
		case opDel:
			b = append(b, t.orig[at:at+int(p.n)]...)
			at += int(p.n)
		}
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendFloat(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
}
