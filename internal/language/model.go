// Package language says which language a text is in, from a model of its own that is compiled in.
//
// The script comes first: it decides some twenty languages by itself, and leaves each text a few to choose from.
// Between these a linear model decides, as fastText's does (Joulin et al., 2016): parts of words have rows of small
// whole numbers, whose mean is multiplied with a row for each language. Sums are of integers, so that they are the
// same in any order and on any processor.
package language

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:embed model.bin
var embedded []byte

// dims is the length of a row.
const dims = 32

// Undetermined is the language of a text that says too little, as ISO 639-2 has it.
const Undetermined = "und"

// other is the class of what is none of the languages, in the model.
const other = "other"

// Model tells languages apart. It is not changed by use and may be shared.
type Model struct {
	groups [scripts]*group
}

// group tells the languages of one script apart.
type group struct {
	languages []string
	shift     uint     // buckets are 1 << (32 - shift)
	checks    []uint16 // of each bucket: which of the parts that fall there has the row
	rows      []byte   // each number is 128 more than it says
	outputs   []int16  // a row for each language
	bias      []int32
	cool      [coolings]int32 // what scores are divided by, by the number of parts, in 1/1024
	scale     float64         // of a product of a row and an output
}

// coolings is how many sizes of texts have a temperature of their own: each is twice as large as the one before.
const coolings = 16

// Default returns the model that is compiled in.
var Default = sync.OnceValue(func() *Model {
	m, err := Read(embedded)
	if err != nil {
		panic(err) // the binary was built with a file that the tests refuse
	}
	return m
})

const magic = "tamislg1"

// maxModel bounds what a model unpacks to.
const maxModel = 16 << 20

// Read reads a model as Write wrote it.
func Read(data []byte) (*Model, error) {
	if !strings.HasPrefix(string(data[:min(len(data), len(magic))]), magic) {
		return nil, errors.New("read language model: it does not begin as one")
	}
	plain, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data[len(magic):])), maxModel))
	if err != nil {
		return nil, fmt.Errorf("read language model: %w", err)
	}
	r := &reader{data: plain}
	m := &Model{}
	for n := r.uint(1); n > 0 && r.err == nil; n-- {
		script := r.uint(1)
		if script >= uint64(scripts) {
			return nil, fmt.Errorf("read language model: script %d", script)
		}
		m.groups[script] = r.group()
	}
	if r.err != nil || len(r.data) > 0 {
		return nil, fmt.Errorf("read language model: it is damaged (%v, %d bytes left)", r.err, len(r.data))
	}
	return m, nil
}

// reader takes a model file apart; after an error all it gives is zero.
type reader struct {
	data []byte
	err  error
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.err, r.data = fmt.Errorf("%d bytes where %d should follow", len(r.data), n), nil
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) uint(bytes int) (n uint64) {
	for i, b := range r.take(bytes) {
		n |= uint64(b) << (8 * i)
	}
	return n
}

func (r *reader) group() *group {
	g := &group{languages: strings.Fields(string(r.take(int(r.uint(2)))))}
	bits := uint(r.uint(1))
	if bits > 20 {
		r.take(-1)
		return g
	}
	g.shift = 32 - bits
	g.scale = float64(r.uint(4)) / (1 << 32)
	for i := range g.cool {
		g.cool[i] = max(1, int32(r.uint(2)))
	}
	for range g.languages {
		g.bias = append(g.bias, int32(r.uint(4)))
	}
	outputs := r.take(2 * dims * len(g.languages))
	for i := 0; i < len(outputs); i += 2 {
		g.outputs = append(g.outputs, int16(binary.LittleEndian.Uint16(outputs[i:])))
	}
	checks := r.take(2 << bits)
	for i := 0; i < len(checks); i += 2 {
		g.checks = append(g.checks, binary.LittleEndian.Uint16(checks[i:]))
	}
	for _, b := range r.take(dims << bits) {
		g.rows = append(g.rows, b^0x80)
	}
	if n := len(g.languages); n == 0 || n > maxLanguages {
		r.take(-1)
	}
	return g
}

// Languages lists what the model tells apart, each script's in order of the model, scripts of one language first.
func (m *Model) Languages() []string {
	var out []string
	seen := map[string]bool{other: true, "": true}
	add := func(code string) {
		if !seen[code] {
			seen[code] = true
			out = append(out, code)
		}
	}
	for s := range scripts {
		add(only[s])
	}
	for _, g := range m.groups {
		if g != nil {
			for _, code := range g.languages {
				add(code)
			}
		}
	}
	return out
}
