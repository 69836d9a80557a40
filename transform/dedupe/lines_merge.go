package dedupe

import (
	"encoding/binary"

	"github.com/tamis-data/tamis/transform"
)

// Merge implements transform.Merger, so that a document of millions of lines is told in little: what meets is one
// stretch, and a verdict holds several with holes between them, as many as there is room for in OtherContent, which
// a cut has no use for. A hole is two numbers, the length of what stands before it and its own; a zero ends them.
func (x *lines) Merge(into *transform.Verdict, next transform.Verdict) bool {
	if into.Kind != next.Kind || into.Num != next.Num || next.Start < into.Start {
		return false
	}
	if next.Start > into.End && !addHole(into, next.Start) {
		return false
	}
	into.End = max(into.End, next.End)
	if into.Other != next.Other {
		into.Other = -1
	}
	return true
}

// addHole goes on behind a hole from the verdict's end to a place; false where there is no room.
func addHole(v *transform.Verdict, to int32) bool {
	used, last := 0, v.Start
	eachHole(v, func(start, end int32, n int) { used, last = n, end })
	room := binary.AppendUvarint(make([]byte, 0, 2*binary.MaxVarintLen32), uint64(v.End-last))
	room = binary.AppendUvarint(room, uint64(to-v.End))
	if used+len(room) > len(v.OtherContent) {
		return false
	}
	copy(v.OtherContent[used:], room)
	return true
}

// eachHole calls found with the holes of a verdict and the bytes that they take up to there.
func eachHole(v *transform.Verdict, found func(start, end int32, used int)) {
	at, rest := v.Start, v.OtherContent[:]
	for len(rest) > 0 && rest[0] != 0 {
		before, n := binary.Uvarint(rest)
		hole, m := binary.Uvarint(rest[max(n, 0):])
		if n <= 0 || m <= 0 {
			return
		}
		rest = rest[n+m:]
		start := at + int32(before)
		at = start + int32(hole)
		found(start, at, len(v.OtherContent)-len(rest))
	}
}

// unpack appends the stretches of a verdict.
func unpack(ss []stretch, v transform.Verdict) []stretch {
	at := int(v.Start)
	eachHole(&v, func(start, end int32, _ int) {
		ss = append(ss, stretch{at, int(start)})
		at = int(end)
	})
	return append(ss, stretch{at, int(v.End)})
}
