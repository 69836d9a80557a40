package split

import (
	"crypto/sha256"
	"encoding/binary"
	"math"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// byParam says what stays together, for every step that splits by a key.
var byParam = transform.Param{Name: "by", Type: transform.ParamString,
	Doc: "What stays together: `cluster` (default where a dedupe step stands before), `content` (default elsewhere), `id`, `url-host`, or the name of a column."}

func readsGroup(a transform.Args) []string { return transform.GroupReads(a.String("by")) }

// group makes the key of what stays together.
type group struct {
	transform.Group
	itself bool // nothing does: a group for each document
}

// byPlace begins the key of a document that is a group by itself; no other key begins so.
const byPlace = 'p'

// newGroup takes clusters where there are some, contents elsewhere.
func newGroup(a transform.Args) (group, error) {
	by := a.String("by")
	switch {
	case by == "" && a.Clustered:
		by = "cluster"
	case by == "":
		by = "content"
	}
	g, err := transform.NewGroup("by", by, a)
	return group{Group: g}, err
}

// key is equal for documents that stay together.
func (g group) key(d *schema.Doc) []byte {
	if g.itself {
		return binary.BigEndian.AppendUint64([]byte{byPlace}, uint64(d.Ord))
	}
	return g.Key(d)
}

// keyHash is the number that a key has in a recipe with this seed.
func keyHash(key []byte, seed uint64) [32]byte {
	b := make([]byte, 0, 64)
	b = append(b, "tamis/split\x00"...)
	b = binary.BigEndian.AppendUint64(b, seed)
	return sha256.Sum256(append(b, key...))
}

// runKey orders groups by their hash: documents of one group are a run of claims. The last bit is set, so that
// the key zero is free for what a step wants to know before.
func runKey(key []byte, seed uint64) transform.Key {
	sum := keyHash(key, seed)
	return transform.Key{Hi: binary.BigEndian.Uint64(sum[:8]), Lo: binary.BigEndian.Uint64(sum[8:16]) | 1}
}

// shares returns the names of splits and their shares in billionths.
func shares(ratios []transform.Pair[float64]) (classes []string, parts []uint64) {
	for _, r := range ratios {
		classes = append(classes, r.Name)
		parts = append(parts, uint64(math.Round(r.Value*1e9)))
	}
	return classes, parts
}
