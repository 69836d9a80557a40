package export

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"

	"github.com/tamis-data/tamis/schema"
)

// The logical digest of a table is a sha256 over its values alone, so that it stays when a file is
// encoded anew. Anyone can compute it from the Parquet, Arrow or JSONL files:
//
//	row     = its cells in the order of the columns
//	cell    = 00                                   null
//	        | 01 | 02                              false | true
//	        | 03 + 8 bytes                         int32, int64, timestamp (microseconds), little-endian
//	        | 04 + 8 bytes                         float64, IEEE 754 bits, little-endian
//	        | 05 + 1 byte of length + the bytes    string of at most 64 bytes
//	        | 06 + its sha256, 32 bytes            string of more than 64 bytes
//	        | 07 + 4 bytes of count + elements     list, little-endian
//	        | 08 + its members                     struct
//	part    = sha256(rows of the files of one split, in order; of all files in a ledger table)
//	digest  = sha256("tamis/logical/1" 0x00
//	          + number of columns, for each: name, type      numbers 4 bytes, little-endian;
//	          + number of parts, for each: name, 8 bytes     texts as 4 bytes of length + bytes;
//	            of rows (little-endian), part                type as schema.Type.String writes it
//	          )
//
// A long string enters as its own sha256, since the digest of a text without edits is known before
// the row is written; it is not hashed twice.
const logicalMagic = "tamis/logical/1\x00"

// longString is the length from which a string enters the logical digest as its sha256. A sha256 in
// hex, of which ledger/documents has one a row, is just short of it.
const longString = 65

const (
	cellNull = iota
	cellFalse
	cellTrue
	cellInt
	cellFloat
	cellShort
	cellLong
	cellList
	cellStruct
)

func floatBits(v float64) uint64 { return math.Float64bits(v) }

// partDigest is the digest of one part of a table under way.
type partDigest struct {
	name string
	hash hash.Hash
	rows int64
}

func newPartDigest(name string) *partDigest { return &partDigest{name: name, hash: sha256.New()} }

// tableDigest puts the parts of a table together: sha256:<hex>.
func tableDigest(cols []schema.Column, parts []*partDigest) string {
	b := []byte(logicalMagic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(cols)))
	for _, c := range cols {
		b = appendBlock(b, []byte(c.Name))
		b = appendBlock(b, []byte(c.Type.String()))
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(parts)))
	for _, p := range parts {
		b = appendBlock(b, []byte(p.name))
		b = binary.LittleEndian.AppendUint64(b, uint64(p.rows))
		b = p.hash.Sum(b)
	}
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// appendRow appends the logical form of row i of a row group.
func appendRow(b []byte, cols []*column, i int, at []int) []byte {
	for k, c := range cols {
		b = c.appendCell(b, i, &at[k])
	}
	return b
}

// appendRows appends the logical form of all rows of a row group.
func appendRows(b []byte, cols []*column, rows int) []byte {
	at := make([]int, len(cols)) // next element of each list
	for i := range rows {
		b = appendRow(b, cols, i, at)
	}
	return b
}

// appendCell appends the logical form of value i; at is the next element where c is a list.
func (c *column) appendCell(b []byte, i int, at *int) []byte {
	switch {
	case c.isNull(i):
		return append(b, cellNull)
	case c.typ.Kind == schema.String:
		return c.appendTextCell(b, i)
	case c.typ.Kind != schema.List:
		return appendNumber(b, c.typ.Kind, c.nums[i])
	}
	n := c.lens[i]
	b = binary.LittleEndian.AppendUint32(append(b, cellList), n)
	for ; n > 0; n-- {
		b = c.appendElement(b, *at)
		*at++
	}
	return b
}

func (c *column) appendElement(b []byte, e int) []byte {
	if c.typ.Elem.Kind == schema.Struct {
		if c.gone != nil && c.gone[e] {
			return append(b, cellNull)
		}
		b = append(b, cellStruct)
	}
	for _, k := range c.kids {
		b = k.appendCell(b, e, nil)
	}
	return b
}

func (c *column) appendTextCell(b []byte, i int) []byte {
	if c.know != nil && c.know[i] && len(c.str(i)) >= longString {
		return append(append(b, cellLong), c.sums[32*i:32*i+32]...)
	}
	return appendText(b, c.str(i))
}

func appendText(b, s []byte) []byte {
	if len(s) < longString {
		return append(append(b, cellShort, byte(len(s))), s...)
	}
	sum := sha256.Sum256(s)
	return append(append(b, cellLong), sum[:]...)
}

func appendNumber(b []byte, k schema.Kind, v uint64) []byte {
	switch k {
	case schema.Bool:
		return append(b, cellFalse+byte(v))
	case schema.Float:
		return binary.LittleEndian.AppendUint64(append(b, cellFloat), v)
	}
	return binary.LittleEndian.AppendUint64(append(b, cellInt), v)
}

// appendValue appends the logical form of a value that was read back.
func appendValue(b []byte, v schema.Value) []byte {
	switch v.Kind() {
	case schema.Null:
		return append(b, cellNull)
	case schema.String:
		return appendText(b, []byte(v.Str()))
	case schema.List:
		b = binary.LittleEndian.AppendUint32(append(b, cellList), uint32(len(v.List())))
	case schema.Struct:
		b = append(b, cellStruct)
	default:
		return appendNumber(b, v.Kind(), numOf(v))
	}
	for _, e := range v.List() {
		b = appendValue(b, e)
	}
	return b
}
