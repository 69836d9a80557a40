package spill

import "encoding/binary"

// A record in memory and on disk: uvarint(len key) uvarint(len payload) key payload.

// appendRecord adds one record to b.
func appendRecord(b, key, payload []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(key)))
	b = binary.AppendUvarint(b, uint64(len(payload)))
	b = append(b, key...)
	return append(b, payload...)
}

// parseRecord returns the first record of b and the bytes it takes; size 0 where b holds none.
func parseRecord(b []byte) (key, payload []byte, size int) {
	if len(b) > 2 && b[0] < 0x80 && b[1] < 0x80 { // nearly every record
		k, p := 2+int(b[0]), 2+int(b[0])+int(b[1])
		if p > len(b) {
			return nil, nil, 0
		}
		return b[2:k:k], b[k:p:p], p
	}
	return parseLong(b)
}

func parseLong(b []byte) (key, payload []byte, size int) {
	kn, a := binary.Uvarint(b)
	if a <= 0 || kn > maxField {
		return nil, nil, 0
	}
	pn, c := binary.Uvarint(b[a:])
	if c <= 0 || pn > maxField {
		return nil, nil, 0
	}
	start := a + c
	k, p := start+int(kn), start+int(kn)+int(pn)
	if p > len(b) {
		return nil, nil, 0
	}
	return b[start:k:k], b[k:p:p], p
}

// prefixOf returns the first eight bytes of key as a number that sorts like them; short keys are
// filled with zeros, so equal numbers need a look at the bytes.
func prefixOf(key []byte) uint64 {
	if len(key) >= 8 {
		return binary.BigEndian.Uint64(key)
	}
	var p uint64
	for i, c := range key {
		p |= uint64(c) << (56 - 8*i)
	}
	return p
}

// Block is one worker's own buffer of records, so that workers meet at the Sorter once a batch
// and not once a record. The zero Block is empty and ready.
type Block struct {
	data []byte
	n    int
	err  error
}

// Add copies one record into the block. Keys and payloads are at most 1 GiB; a longer one is
// reported by Sorter.Append.
func (b *Block) Add(key, payload []byte) {
	if len(key) > maxField || len(payload) > maxField {
		b.err = errTooLong
		return
	}
	b.data = appendRecord(b.data, key, payload)
	b.n++
}

// Len returns the number of records.
func (b *Block) Len() int { return b.n }

// Bytes returns the size of the records as they are kept.
func (b *Block) Bytes() int { return len(b.data) }

// Reset empties the block and keeps its memory.
func (b *Block) Reset() { b.data, b.n, b.err = b.data[:0], 0, nil }
