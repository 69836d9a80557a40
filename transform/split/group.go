package split

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// byParam says what stays together, for every step that splits by a key.
var byParam = transform.Param{Name: "by", Type: transform.ParamString,
	Doc: "What stays together: `cluster` (default where a dedupe step stands before), `content` (default elsewhere), `id`, `url-host`, or the name of a column."}

// What the key is made of.
const (
	byContent = 'c' // also of documents without a value, so clusters of one are split like contents
	byValue   = 'v'
	byHost    = 'h'
)

// words are the values of `by` that are no columns.
var words = map[string]bool{"content": true, "cluster": true, "url-host": true}

func readsGroup(a transform.Args) []string {
	switch by := a.String("by"); {
	case by == "url-host":
		return []string{"url"}
	case by != "" && !words[by]:
		return []string{by}
	}
	return nil
}

// group makes the key of what stays together.
type group struct {
	by   string
	slot int
}

func newGroup(a transform.Args) (group, error) {
	g := group{by: a.String("by"), slot: -1}
	switch {
	case g.by == "" && a.Clustered:
		g.by = "cluster"
	case g.by == "":
		g.by = "content"
	case g.by == "url-host":
		g.slot = a.Slot("url")
	case !words[g.by]:
		if g.slot = a.Slot(g.by); g.slot < 0 {
			return g, fmt.Errorf("by: no column is named %q", g.by)
		}
	}
	return g, nil
}

// key is equal for documents that stay together.
func (g group) key(d *schema.Doc) []byte {
	switch {
	case g.by == "cluster":
		return append([]byte{byContent}, d.Group[:]...)
	case g.by == "url-host":
		if host := host(d.Str(g.slot)); host != "" {
			return append([]byte{byHost}, host...)
		}
	case g.slot >= 0 && !d.Values[g.slot].IsNull():
		return transform.AppendValue([]byte{byValue}, d.Values[g.slot])
	}
	return append([]byte{byContent}, d.Content[:16]...)
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

// host returns the host of a url in lower case, without user, port and a leading www.; "" where
// there is none.
func host(url string) string {
	_, rest, ok := strings.Cut(url, "//")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		rest = rest[:i]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if strings.HasPrefix(rest, "[") { // an IPv6 address holds colons itself
		rest, _, _ = strings.Cut(rest, "]")
	} else {
		rest, _, _ = strings.Cut(rest, ":")
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(rest), "."), "www.")
}
