package language

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"strings"
)

// Dims, Other and Coolings are what a trainer has to know of the model.
const (
	Dims     = dims
	Other    = other
	Coolings = coolings
)

// Group is what a trainer learned of the languages of one script.
type Group struct {
	Script    Script
	Languages []string
	Bits      uint       // of the number of buckets
	Parts     []uint32   // by bucket: the hash of the part that has the row, 0 for none
	Rows      []int8     // by bucket
	Outputs   []int16    // by language
	Bias      []int32    // by language, in products of a row and an output
	Scale     float64    // of such a product
	Cool      [16]uint16 // by the length in bits of the number of parts, in 1/1024
}

// Write returns the file of a model.
func Write(groups []Group) ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte(byte(len(groups)))
	put := func(v any) { binary.Write(&b, binary.LittleEndian, v) }
	for _, g := range groups {
		names := strings.Join(g.Languages, " ")
		put(uint8(g.Script))
		put(uint16(len(names)))
		b.WriteString(names)
		put(uint8(g.Bits))
		put(uint32(g.Scale*(1<<32) + 0.5))
		put(g.Cool)
		put(g.Bias)
		put(g.Outputs)
		for _, h := range g.Parts {
			c := uint16(0)
			if h != 0 {
				c = check(h, 32-g.Bits)
			}
			put(c)
		}
		put(g.Rows)
	}
	packed := bytes.NewBufferString(magic)
	w, err := flate.NewWriter(packed, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return nil, err
	}
	err = w.Close()
	return packed.Bytes(), err
}

// Words calls each with the words of s as a model sees them: small letters between < and >, the script, and the hashes of
// the parts. All are gone with the next word.
func Words(s string, each func(word []byte, script Script, parts []uint32)) {
	var w word
	var parts []uint32
	w.split(s, func(w *word) {
		parts = w.grams(parts[:0])
		each(w.bytes, w.script, parts)
	})
}

// ScriptOf returns the script with the code of ISO 15924, None for an unknown one.
func ScriptOf(code string) Script {
	for s, name := range scriptNames {
		if name == code {
			return Script(s)
		}
	}
	return None
}
