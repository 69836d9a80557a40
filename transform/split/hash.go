// Package split puts documents into the splits of a release.
package split

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"regexp"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Hash is the transform split.hash.
var Hash = transform.Spec{
	Name:    "split.hash",
	Summary: "Puts every document into a split by a hash of its content, cluster, id, host or column",
	Doc:     hashDoc,
	Params: []transform.Param{
		{Name: "ratios", Type: transform.ParamRatios, Doc: "Names of the splits with their shares, which sum to 1, in the order in which they share out the range of the hash; this or sizes."},
		{Name: "sizes", Type: transform.ParamSizes, Doc: "Names of the splits with the number of documents of each, `rest` for the one that takes what is left: `{test: 1000, train: rest}`."},
		byParam,
		previousParam,
	},
	Short:   "ratios",
	Reads:   readsGroup,
	Check:   checked(checkHash),
	Classes: hashClasses,
	Rejects: true,
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
		{Note: "Two documents for the test, the rest to train with.", Args: "{sizes: {test: 2, train: rest}}",
			Docs: []string{"one", "two", "three", "four", "five"}, Rows: []string{"split=train", "split=train", "split=test", "split=train", "split=test"}},
		{Note: "An author with three documents has no room in a test of two.", Args: "{sizes: {test: 2, train: rest}, by: author}",
			Docs: []string{"a", "b", "c", "d", "e"}, Given: []string{"author=Ada", "author=Bo", "author=Ada", "author=Ada", "author=Cy"}, Rows: []string{"author=Ada split=train", "author=Bo split=test", "author=Ada split=train", "author=Ada split=train", "author=Cy split=test"}},
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
in a split of a tenth.

With ` + "`sizes`" + ` groups, which are what the key holds together, are taken in the order of h and as many bits again. Each goes
whole into the first split, in the order of the recipe, that has room for all of it, else into the one that takes the rest. So a
split holds exactly as many documents as it should where every group is one document, and else falls short by less than the largest
group; it falls short by more where the set is too small, which is no error. What each split holds, what it lacks (` + "`missing_…`" + `) and
how large the largest group is stands in the manifest's notes. Which documents are in a split depends on the whole set: when others
come or go, some may move.

` + previousDoc

// previousDoc is what previous does, for the reference; it is the same for every step that splits.
const previousDoc = `With ` + "`previous`" + ` documents stay where an earlier release had them. One is found there by its id, else by its original (where neither recipe has
a private step), else by its released text. The group of a document that is found goes where that one was, new members too; where it
touches several splits, into the most protected one: those called test before validation (valid, val, dev, eval), before any others, before
train, by the name up to its first ` + "`_`" + `, of equal ones the one declared later. An earlier document of a lower split is then rejected by rule
` + "`split.contact`" + `, or moved, as ` + "`contact`" + ` says. Members that a step dropped before count too, so that whoever was kept for a test document
follows it. What the step says by itself, rejections included, holds for groups that touch no earlier document, with the others counted
beforehand. The ledger's detail says of each document what it was found by; the manifest's notes say how many were seen before
(` + "`seen_before`" + `), would have moved (` + "`would_have_moved`" + `), went along as new ones (` + "`with_seen`" + `) and met (` + "`contact_rejected`, `contact_moved`" + `),
and of how many groups ` + "`split.contact`" + ` leaves no document (` + "`contact_emptied`" + `). A split of the earlier release that holds documents must be
declared. docs/splits.md tells a story of three releases.`

var splitName = regexp.MustCompile(`^[A-Za-z0-9_]{1,64}$`)

func checkHash(a transform.Args) []transform.Fault {
	if a.Has("ratios") == a.Has("sizes") {
		return []transform.Fault{{Message: "give either ratios or sizes", Hint: "ratios: {train: 0.9, test: 0.1} for shares, sizes: {test: 1000, train: rest} for numbers"}}
	}
	if a.Has("sizes") {
		return checkSizes(a)
	}
	return checkRatios(a)
}

// checkRatios holds names and shares to their form.
func checkRatios(a transform.Args) []transform.Fault {
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

// hash is split.hash by ratios, with its arguments.
type hash struct {
	classes []string
	upper   []uint64 // ends of all classes but the last
	group   group
}

func newHash(a transform.Args) (transform.Step, error) {
	if a.Has("sizes") {
		return newSized(a)
	}
	g, err := newGroup(a)
	if err != nil {
		return nil, err
	}
	h := &hash{group: g}
	var parts []uint64
	h.classes, parts = shares(a.Ratios("ratios"))
	h.upper = ends(parts)
	if !a.Has("previous") {
		return h, nil
	}
	begin := func() transform.Sitting {
		return &filling{classes: h.classes, counts: make([]int64, len(h.classes)), choose: h.byKey}
	}
	r := &ranked{classes: h.classes, group: g, seed: a.Seed, begin: begin}
	return newStable(r, a, r.kin), nil
}

func hashClasses(a transform.Args) (names []string) {
	for _, s := range a.Map("sizes") {
		names = append(names, s.Name)
	}
	for _, r := range a.Ratios("ratios") {
		names = append(names, r.Name)
	}
	return names
}

// byKey chooses for a group what Assign does for its documents: a run's key begins with the same number.
func (h *hash) byKey(_ *filling, key transform.Key, _ int64) int { return h.place(key.Hi) }

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
func (h *hash) Key(d *schema.Doc) []byte { return h.group.key(d) }

// Assign implements transform.Assigner.
func (h *hash) Assign(key []byte, seed uint64) int {
	sum := keyHash(key, seed)
	return h.place(binary.BigEndian.Uint64(sum[:8]))
}

func (h *hash) place(n uint64) int {
	for i, end := range h.upper {
		if n < end {
			return i
		}
	}
	return len(h.upper)
}
