// Package split puts documents into the splits of a release.
package split

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"regexp"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Hash is the transform split.hash.
var Hash = transform.Spec{
	Name:    "split.hash",
	Summary: "Puts every document into a split by a hash of its content, cluster, id, host or column",
	Doc:     hashDoc,
	Params: []transform.Param{
		{Name: "ratios", Type: transform.ParamRatios, Required: true, Doc: "Names of the splits with their shares, which sum to 1, in the order in which they share out the range of the hash."},
		{Name: "by", Type: transform.ParamString,
			Doc: "What stays together: `cluster` (default where a dedupe step stands before), `content` (default elsewhere), `id`, `url-host`, or the name of a column."},
	},
	Short:   "ratios",
	Reads:   readsHash,
	Check:   checkHash,
	Version: 1,
	New:     newHash,
	Examples: []transform.Example{
		{Note: "Equal texts always stand in the same split.", Args: "{ratios: {train: 0.5, test: 0.5}}",
			Docs: []string{"one", "two", "three", "one"}, Rows: []string{"split=test", "split=test", "split=train", "split=test"}},
		{Note: "All pages of a host stay together; www. and the port do not count.", Args: "{ratios: {train: 0.5, test: 0.5}, by: url-host}",
			Docs: []string{"a", "b", "c"}, Given: []string{"url=https://www.example.org/1", "url=http://example.org:8080/2", "url=https://example.net/"},
			Rows: []string{"url=https://www.example.org/1 split=train", "url=http://example.org:8080/2 split=train", "url=https://example.net/ split=train"}},
		{Note: "All documents of an author stay together.", Args: "{ratios: {train: 0.8, validation: 0.1, test: 0.1}, by: author}",
			Docs: []string{"a", "b", "c", "d"}, Given: []string{"author=Ada", "author=Ada", "author=Bo", "author=Cy"},
			Rows: []string{"author=Ada split=train", "author=Ada split=train", "author=Bo split=train", "author=Cy split=train"}},
	},
}

const hashDoc = `Nothing but the document and the recipe's seed decides, so a document stays in its split when others
come or go. The number h is the first 64 bits, big-endian, of

    sha256("tamis/split" 0x00, seed as 8 bytes big-endian, key)

and a document is in the first split whose upper end lies above h; the upper end of a split is
floor(2^64 × sum of the shares up to it ÷ sum of all), shares taken as whole billionths. When a share
grows at the cost of the next, documents move across that one border only.

The key is a byte for its kind and: for ` + "`content`" + ` the first 16 bytes of the SHA-256 of the original, for
` + "`cluster`" + ` the smallest of those of the cluster's members, for the others the value. For ` + "`url-host`" + ` that
is the host of the url in lower case, without user, port and a leading www. A document without a
value is taken by its content. Shares hold in the mean: of 1,000 documents some 10 more or fewer are
in a split of a tenth.`

// What the key is made of.
const (
	byContent = 'c' // also of documents without a value, so clusters of one are split like contents
	byValue   = 'v'
	byHost    = 'h'
)

// words are the values of `by` that are no columns.
var words = map[string]bool{"content": true, "cluster": true, "url-host": true}

func readsHash(a transform.Args) []string {
	switch by := a.String("by"); {
	case by == "url-host":
		return []string{"url"}
	case by != "" && !words[by]:
		return []string{by}
	}
	return nil
}

var splitName = regexp.MustCompile(`^[A-Za-z0-9_]{1,64}$`)

func checkHash(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	fault := func(hint, format string, args ...any) {
		faults = append(faults, transform.Fault{Param: "ratios", Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	var sum float64
	seen := map[string]bool{}
	for _, r := range a.Ratios("ratios") {
		if sum += r.Value; r.Value <= 0 || r.Value > 1 || math.IsNaN(r.Value) {
			fault("", "the share of %s is %v, not between 0 and 1", r.Name, r.Value)
		}
		if !splitName.MatchString(r.Name) {
			fault("loaders take letters, digits and _ alone", "%q cannot name a split", r.Name)
		}
		if seen[r.Name] {
			fault("", "split %s stands there twice", r.Name)
		}
		seen[r.Name] = true
	}
	if len(faults) == 0 && math.Abs(sum-1) > 1e-6 {
		fault("", "the shares sum to %.6g, not to 1", sum)
	}
	return faults
}

// hash is split.hash with its arguments.
type hash struct {
	classes []string
	upper   []uint64 // ends of all classes but the last
	by      string
	slot    int
}

func newHash(a transform.Args) (transform.Step, error) {
	h := &hash{by: a.String("by"), slot: -1}
	switch {
	case h.by == "" && a.Clustered:
		h.by = "cluster"
	case h.by == "":
		h.by = "content"
	case h.by == "url-host":
		h.slot = a.Slot("url")
	case !words[h.by]:
		if h.slot = a.Slot(h.by); h.slot < 0 {
			return nil, fmt.Errorf("by: no column is named %q", h.by)
		}
	}
	var parts []uint64
	for _, r := range a.Ratios("ratios") {
		h.classes = append(h.classes, r.Name)
		parts = append(parts, uint64(math.Round(r.Value*1e9)))
	}
	h.upper = ends(parts)
	return h, nil
}

// ends returns floor(2^64 × sum of the parts so far ÷ sum of all) for all parts but the last.
func ends(parts []uint64) []uint64 {
	var all, sum uint64
	for _, p := range parts {
		all += p
	}
	var out []uint64
	for _, p := range parts[:max(0, len(parts)-1)] {
		if sum += p; sum >= all {
			out = append(out, math.MaxUint64)
			continue
		}
		end, _ := bits.Div64(sum, 0, all)
		out = append(out, end)
	}
	return out
}

// Classes implements transform.Assigner.
func (h *hash) Classes() []string { return h.classes }

// Key implements transform.Assigner.
func (h *hash) Key(d *schema.Doc) []byte {
	switch {
	case h.by == "cluster":
		return append([]byte{byContent}, d.Group[:]...)
	case h.by == "url-host":
		if host := host(d.Str(h.slot)); host != "" {
			return append([]byte{byHost}, host...)
		}
	case h.slot >= 0 && !d.Values[h.slot].IsNull():
		return transform.AppendValue([]byte{byValue}, d.Values[h.slot])
	}
	return append([]byte{byContent}, d.Content[:16]...)
}

// Assign implements transform.Assigner.
func (h *hash) Assign(key []byte, seed uint64) int {
	b := make([]byte, 0, 64)
	b = append(b, "tamis/split\x00"...)
	b = binary.BigEndian.AppendUint64(b, seed)
	sum := sha256.Sum256(append(b, key...))
	n := binary.BigEndian.Uint64(sum[:8])
	for i, end := range h.upper {
		if n < end {
			return i
		}
	}
	return len(h.upper)
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
