package clean

import (
	"encoding/binary"
	"maps"
	"slices"
)

// bytes returns the table in one order, for its digest.
func (v *votes) bytes() []byte {
	out := binary.BigEndian.AppendUint32([]byte{byte(v.main)}, uint32(v.tongues))
	put := func(s string) { out = append(binary.AppendUvarint(out, uint64(len(s))), s...) }
	for _, key := range slices.Sorted(maps.Keys(v.words)) {
		out = binary.BigEndian.AppendUint64(out, key)
		put(v.words[key].form)
		out = append(out, boolByte(v.words[key].strong), boolByte(v.words[key].weak))
	}
	for _, key := range slices.SortedFunc(maps.Keys(v.beside), compareBeside) {
		out = binary.BigEndian.AppendUint64(append(out, key.what), key.word)
		out = binary.BigEndian.AppendUint64(out, key.neighbour)
		put(v.beside[key])
	}
	for _, key := range slices.Sorted(maps.Keys(v.facts)) {
		out = append(binary.BigEndian.AppendUint64(out, key), byte(v.facts[key]))
	}
	return out
}

func boolByte(b bool) byte {
	if b {
		return 1
	}
	return 0
}
