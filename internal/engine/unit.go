package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// unitBytes is how much of small files one checkpoint covers: small enough that one changed file
// costs little to do again, large enough that 100,000 files are not 100,000 checkpoints.
const unitBytes = 64 << 20

// unit is a run of whole input files whose documents share one checkpoint in each stretch.
type unit struct {
	first, n int    // files [first, first+n)
	known    bool   // the digests of its inputs are known, and so its keys
	key      key    // what the stretch before left of it, where known
	next     key    // what the stretch at work leaves of it, where known
	spool    string // the file that key names; none while they wait in memory, a temporary one of those that don't
	waiting  waiting
}

// spoolKey stands in the head of every checkpoint; what one was made from is in its name.
var spoolKey = sha256.Sum256([]byte("tamis checkpoint 1"))

// key names a checkpoint by what it was made from.
type key [32]byte

func (k key) String() string { return hex.EncodeToString(k[:16]) }

// keyOf hashes parts that JSON can tell apart.
func keyOf(parts ...any) key {
	b, err := json.Marshal(parts)
	if err != nil {
		panic(err) // parts are our own plain values
	}
	return sha256.Sum256(b)
}

// units groups the files, in order, up to a size together.
func units(files []read.File, most int64) []unit {
	var out []unit
	var size int64
	for i, f := range files {
		if len(out) == 0 || size+f.Size > most {
			out = append(out, unit{first: i})
			size = 0
		}
		out[len(out)-1].n++
		size += f.Size
	}
	return out
}

// stepKey is what of a step decides its output.
func (b *build) stepKey(n *node) any {
	s := b.r.Steps[n.n]
	return []any{s.Name, s.Spec.Name, s.Spec.Version, s.Private, plainArgs(s.Args), b.r.Seed}
}

// firstKey is the key of a unit's documents as read, before any step.
func (b *build) firstKey(u unit) key {
	parts := []any{"tamis/unit", schema.FormatVersion, read.Version, b.layoutKey(), b.r.Limits.Document, b.r.Private}
	for i := u.first; i < u.first+u.n; i++ {
		f := b.files[i]
		parts = append(parts, b.sources[f.Source], f.Name, hex.EncodeToString(b.tallies[i].SHA256[:]))
	}
	return keyOf(parts...)
}

func (b *build) layoutKey() key { return keyOf(b.r.Layout.Columns, b.r.Layout.Steps) }

// unitKey is the key of a unit's documents behind stretch s.
func (b *build) unitKey(s int, before key, decided key) key {
	parts := []any{"tamis/stretch", before, decided}
	st := b.stretches[s]
	if st.settle != nil && st.settle.n >= 0 {
		parts = append(parts, b.stepKey(st.settle))
	}
	for k := st.first; k < st.last; k++ {
		parts = append(parts, b.stepKey(b.nodes[k]))
	}
	return keyOf(parts...)
}

func (b *build) spoolPath(k key) string {
	return filepath.Join(b.work.checkpoints, k.String()+".spool")
}

// hashed says that the digests of all inputs are known, so that checkpoints can be looked for.
func (b *build) hashed() bool {
	for _, t := range b.tallies {
		if !t.known {
			return false
		}
	}
	return true
}

// fileSize is the size of a file, 0 where there is none.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
