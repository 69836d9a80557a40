package dedupe

import (
	"fmt"
	"sync"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Near is the transform dedupe.near.
var Near = transform.Spec{
	Name:    "dedupe.near",
	Summary: "Keeps one of all documents that share most of their words in the same order",
	Doc:     nearDoc,
	Short:   "threshold",
	Params: append([]transform.Param{
		{Name: "threshold", Type: transform.ParamFloat, Default: 0.8, Min: transform.Bound(0.1), Max: transform.Bound(1),
			Doc: "Jaccard similarity of the shingles from which on two documents are near-duplicates. One word in twenty changed leaves about 0.63 of the 5-word shingles, one in a hundred 0.91."},
		{Name: "shingle", Type: transform.ParamObject, Fields: shingleFields, Default: map[string]int{"words": 5},
			Doc: "What a shingle is: `{words: n}` or `{characters: n}`. Longer ones tell apart what shares phrases, shorter ones find more."},
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "case"}, Enum: sketch.Names(),
			Doc: "What is taken for equal beside punctuation and white space: composed accents, letters in another case, digits in a run."},
		{Name: "bands", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(256),
			Doc: "Bands of the signature; with `rows`. Where both are absent they are solved from the threshold, 23 × 6 for 0.8."},
		{Name: "rows", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(128), Doc: "Values in a band; with `bands`, and 1,024 values at most."},
		{Name: "probes", Type: transform.ParamInt, Default: 8, Min: transform.Bound(1), Max: transform.Bound(1024),
			Doc: "With how many documents at the start of a long run of one band, and how many before it, each is compared. All in up to 17 documents meet with 8."},
		{Name: "mode", Type: transform.ParamString, Default: "components", Enum: []string{"components", "pairs"},
			Doc: "`components`: whatever is linked, over others too, is one cluster. `pairs`: a document goes only for a kept one that it is itself near to."},
	}, policyParams()...),
	On:      transform.OnText,
	Reads:   readsPolicy,
	Writes:  writesPolicy,
	Apart:   apartPolicy,
	Check:   checkNear,
	Rejects: true,
	Version: 2,
	New:     newNear,
	Examples: []transform.Example{
		{Note: "One word of fourteen changed, and another layout: half of the 3-word shingles or more are the same.", Args: "{threshold: 0.5, shingle: {words: 3}}",
			Docs: []string{"The ferry is back in service, and the pilots return to work on Monday morning.",
				"The ferry is back in service,\nand the pilots return to work on Tuesday morning!", "The pilots say that the ferry will not be back in service before the winter."},
			Gives: []string{"The ferry is back in service, and the pilots return to work on Monday morning.", "The pilots say that the ferry will not be back in service before the winter."}},
		{Note: "The third is near to the second, which is near to the first: one cluster. Without chains it stays.", Args: "{threshold: 0.5, shingle: {words: 1}, mode: pairs}",
			Docs:  []string{"a b c d e f g h", "c d e f g h i j", "e f g h i j k l"},
			Gives: []string{"a b c d e f g h", "e f g h i j k l"}},
		{Note: "Chinese has no spaces: shingles are of characters.", Args: "{threshold: 0.6, shingle: {words: 2}}",
			Docs: []string{"渡轮今天恢复通航。", "渡轮今天已恢复通航", "明天停航。"}, Gives: []string{"渡轮今天恢复通航。", "明天停航。"}},
		{Note: "Label in place of dropping; empty texts are no copies of each other.", Args: "{threshold: 0.5, shingle: {words: 1}, on_match: label, keep: longest}",
			Docs: []string{"one two three", "one two three four", "", ""},
			Rows: []string{"near__failed=[near-duplicate] cluster_size=2 similarity=0.75", "near__failed=[] cluster_size=2 similarity=null",
				"near__failed=[] cluster_size=1 similarity=null", "near__failed=[] cluster_size=1 similarity=null"}},
		{Note: "Behind another step that labels.", Args: "{threshold: 0.5, shingle: {words: 1}, on_match: label, columns: step}",
			Docs: []string{"one two three", "one two three four"},
			Rows: []string{"near__failed=[] near__cluster_size=2 near__similarity=null", "near__failed=[near-duplicate] near__cluster_size=2 near__similarity=0.75"}},
	},
}

var shingleFields = []transform.Param{
	{Name: "words", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(sketch.MaxLength), Doc: "Words in a shingle."},
	{Name: "characters", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(sketch.MaxLength), Doc: "Characters in a shingle, whatever the script."},
}

const nearDoc = `Two documents are linked where the Jaccard similarity of their sets of shingles, those that both have
out of all that either has, is at least ` + "`threshold`" + `; how often one stands there doesn't count. Every link is checked on the whole sets; shingles are
equal where 64-bit hashes keyed by the recipe's seed are. With ` + "`mode: components`" + ` a cluster is
whatever is linked, over any number of documents; with ` + "`mode: pairs`" + ` documents are looked at in the order in which
they would stay, and one goes only for a document that stays and that it is linked with itself.
` + "`similarity`" + ` is that to the one that stays, which in a chain may be lower than the threshold. The others are
rejected by the rule near-duplicate.

A word is a run of letters, digits and their marks; all else separates. In scripts without spaces
(Chinese, Japanese, Thai, Lao, Khmer, Myanmar …) each character with its marks is a word; Tibetan
marks its syllables, and each is one. With ` + "`characters`" + `
every character counts, a run of white space as one space. A text with fewer words than a shingle has is one
shingle, all of its words; one without any word too, by its characters; an empty text has none and is a
duplicate of nothing. With several columns shingles lie within one and count apart for each.

Which pairs are looked at follows from bands of a signature (fast similarity sketching, Dahlgaard,
Knudsen, Thorup 2017): two documents of similarity s share one of b bands of r rows with a
probability of about 1 − (1 − s^r)^b. Solved from the threshold t, r is the largest number for which the
fewest bands with 1 − (1 − t^r)^b ≥ 0.999 make at most 144 values, and at least 3 unless that takes more than
256 bands: 23 × 6 for 0.8, 26 × 4 for 0.7, 52 × 3 for 0.5, 105 × 3 for 0.4. In a run of documents that share a band each is compared
with the first ` + "`probes`" + ` of the run and the ` + "`probes`" + ` before it, in the order in which they would stay. The
manifest counts the pairs (candidate_pairs) and the runs that are longer than that compares each with
each (long_runs).

` + policyDoc

func checkNear(a transform.Args) []transform.Fault {
	return append(checkPolicy(a), checkShingles(a)...)
}

func checkShingles(a transform.Args) (faults []transform.Fault) {
	switch {
	case a.Has("bands") != a.Has("rows"):
		faults = append(faults, transform.Fault{Message: "bands and rows stand together or not at all", Hint: "leave both out to have them solved from the threshold"})
	case a.Has("bands") && a.Int("bands")*a.Int("rows") > sketch.MaxValues:
		faults = append(faults, transform.Fault{Param: "rows", Message: fmt.Sprintf("bands × rows is more than %d", sketch.MaxValues)})
	}
	if a.Object("shingle").Has("words") == a.Object("shingle").Has("characters") {
		faults = append(faults, transform.Fault{Param: "shingle", Message: "a shingle is of words or of characters", Hint: "{words: 5}"})
	}
	return faults
}

// near is dedupe.near with its arguments.
type near struct {
	on        []int
	threshold float64
	pairing   transform.Pairing
	sketchers sync.Pool
	policy
}

// nearSketcher is what one goroutine needs: a Sketcher and the texts of a document.
type nearSketcher struct {
	*sketch.Sketcher
	texts []string
}

func newNear(a transform.Args) (transform.Step, error) {
	p, err := newPolicy(a, "near-duplicate")
	if err != nil {
		return nil, err
	}
	x := newShingler(a, a.Strings("normalise"))
	x.policy = p
	x.pairing = transform.Pairing{Probes: int(a.Int("probes")), Ranked: p.ranked(), Chains: a.String("mode") == "components"}
	return x, nil
}

// newShingler makes the part that knows keys, records and how near they are.
func newShingler(a transform.Args, normalise []string) *near {
	x := &near{on: a.On, threshold: a.Float("threshold")}
	shingling, key := nearShingling(a, normalise), sketch.NewKey(a.Seed)
	bands, rows := nearBands(a)
	x.sketchers.New = func() any {
		return &nearSketcher{Sketcher: sketch.NewSketcher(shingling, bands, rows, key)}
	}
	return x
}

func nearBands(a transform.Args) (bands, rows int) {
	if a.Has("bands") {
		return int(a.Int("bands")), int(a.Int("rows"))
	}
	return sketch.Solve(a.Float("threshold"))
}

func nearShingling(a transform.Args, normalise []string) sketch.Shingling {
	var s sketch.Shingling
	if o := a.Object("shingle"); o.Has("characters") {
		s.Length, s.Characters = int(o.Int("characters")), true
	} else {
		s.Length = int(o.Int("words"))
	}
	s.Take(normalise)
	return s
}

// take returns a sketcher with the document's texts; a null is an empty one.
func (x *near) take(d *schema.Doc) *nearSketcher {
	s := x.sketchers.Get().(*nearSketcher)
	s.texts = s.texts[:0]
	for _, slot := range x.on {
		s.texts = append(s.texts, d.Str(slot))
	}
	return s
}

func (x *near) give(s *nearSketcher) {
	clear(s.texts)
	x.sketchers.Put(s)
}

// Pairing implements transform.Verifier.
func (x *near) Pairing() transform.Pairing { return x.pairing }

// Keys implements transform.Verifier: one for each band.
func (x *near) Keys(d *schema.Doc, keys []uint64) []uint64 {
	s := x.take(d)
	defer x.give(s)
	return s.AppendKeys(keys, s.texts)
}

// Rank implements transform.Verifier.
func (x *near) Rank(d *schema.Doc) transform.Rank { return x.rank(d) }

// Record implements transform.Verifier: the whole set of shingles.
func (x *near) Record(d *schema.Doc, rec []byte) []byte {
	s := x.take(d)
	defer x.give(s)
	return s.AppendRecord(rec, s.texts)
}

// Linked implements transform.Verifier.
func (x *near) Linked(a, b []byte) bool {
	return sketch.Reaches(a, b, x.threshold) && sketch.Similarity(a, b) >= x.threshold
}

// Similarity implements transform.Verifier.
func (x *near) Similarity(a, b []byte) float64 { return sketch.Similarity(a, b) }
