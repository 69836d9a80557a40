package dedupe

import (
	"fmt"
	"sync"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Substrings is the transform dedupe.substrings.
var Substrings = transform.Spec{
	Name:    "dedupe.substrings",
	Summary: "Cuts passages of many words that stand in the set already, wherever in a document",
	Doc:     substringsDoc,
	Short:   "words",
	Params: append([]transform.Param{
		{Name: "words", Type: transform.ParamInt, Default: 50, Min: transform.Bound(2), Max: transform.Bound(sketch.MaxWindow),
			Doc: "How many words in a row must be the same. Fifty are copied; quotations, names of laws and set phrases are shorter."},
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "case"}, Enum: sketch.Names(),
			Doc: "What is taken for equal beside punctuation and white space: composed accents, letters in another case, digits in a run."},
		{Name: "copies", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "How many stay of what repeats, by `priority` and `keep`: one, or with 0 none."},
		{Name: "min_left", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(1),
			Doc: "A document with repeats that has fewer words left counts as emptied."},
		{Name: "emptied", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "keep"},
			Doc: "What becomes of it: it is rejected by the rule emptied, with its text as it was, or kept with what is left."},
	}, cuttingPolicy("Cut the others, or say in the columns `<step>__repeats` and `<step>__share` how many stretches and which share of the words would go.")...),
	On:        transform.OnText,
	Kinds:     func(a transform.Args) []string { return cuttingKinds(a, "passage") },
	Reads:     readsPolicy,
	Writes:    writesSubstrings,
	Check:     checkCutting,
	EditsText: true,
	Rejects:   true,
	Version:   1,
	New:       newSubstrings,
	Examples: []transform.Example{
		{Note: "A notice in the middle of an article stands in another one already. What is around it stays apart.", Args: "8",
			Docs: []string{"Fog at the pier.\n\nThe ferry is back in service and the pilots return to work on Monday.\n\nMore tomorrow.",
				"Sun on the hills.\n\nThe FERRY is back in service, and the pilots return to work on Monday!\n\nThe vines are in leaf."},
			Gives: []string{"Fog at the pier.\n\nThe ferry is back in service and the pilots return to work on Monday.\n\nMore tomorrow.", "Sun on the hills.\n\nThe vines are in leaf."}},
		{Note: "Within a document too; of a text that goes round, one round is left.", Args: "{words: 4}",
			Docs: []string{"one two three one two three one two three one two three", "ho ho ho ho ho ho ho ho"}, Gives: []string{"one two three", "ho"}},
		{Note: "Without the first copy.", Args: "{words: 4, copies: 0}",
			Docs: []string{"Accept all of our cookies. Fog in the valley.", "Accept all of our cookies. Sun on the hills."}, Gives: []string{"Fog in the valley.", "Sun on the hills."}},
		{Note: "A document of which nothing is left is rejected.", Args: "{words: 3}",
			Docs: []string{"a b c d e f", "g h i j", "b c d e"}, Gives: []string{"a b c d e f", "g h i j"}},
		{Note: "Label in place of cutting: how many stretches would go, and which share of the words they are.", Args: "{words: 3, on_match: label}",
			Docs: []string{"a b c d e f", "x a b c y d e f"}, Rows: []string{"substrings__repeats=0 substrings__share=0.0", "substrings__repeats=2 substrings__share=0.75"}},
	},
}

const substringsDoc = `Texts are seen as rows of words. Any ` + "`words`" + ` of them in a row that stand in the set before repeat, and
all words that lie in such a row go: every passage of at least that length that is a copy, from its first
word to its last, just as a suffix array would find it. What stands before is decided by (priority, keep,
source order) of the documents, then by the place in the document. With ` + "`copies: 0`" + ` whatever stands there more than
once goes everywhere.

A word is a run of letters, digits and their marks, with apostrophes between letters, points and commas between
digits; in scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Myanmar …) each character is one.
Punctuation and white space are not compared. Cuts lie between words. Signs go with the words that they are
attached to, and of the white space on both sides of a cut the one with more line feeds stays, so that
no words are glued and paragraphs stay apart. With several columns passages lie within one of them and may repeat
one of another.

The search is exact: each row of words has an anchor among the runs of half as many words in it, the same
in every copy (winnowing: Schleimer, Wilkerson, Aiken 2003). Only around anchors that the set holds more than once
passages are compared, by 128 bits of the SHA-256 of their words. Everything spills, so that memory does not
grow with the set. The manifest counts the stretches that were cut (repeats) and their words
(repeated_words), those of rejected documents among them.

A document that has fewer than ` + "`min_left`" + ` words left is rejected by the rule emptied, as it was. No document is named for
it: its words may stand in several. Whether words repeat does not depend on what is cut elsewhere, as with a
suffix array: a row across the seam of two passages, whose first copy is all made of passages that stand
earlier, goes with both, and then stands nowhere in this order. Copies of whole documents are found here too, but dedupe.exact and dedupe.near before this step cost less
and say so document by document.`

// Columns of a step that labels.
const (
	repeatsColumn    = "__repeats"
	wordsShareColumn = "__share"
)

func writesSubstrings(a transform.Args) []schema.Column {
	if a.String("on_match") != "label" {
		return nil
	}
	return []schema.Column{
		{Name: repeatsColumn, Type: schema.Type{Kind: schema.Int64}, Doc: "Stretches of words that stand in the set already."},
		{Name: wordsShareColumn, Type: schema.Type{Kind: schema.Float}, Doc: "Share of the words that lie in them."},
	}
}

// substrings is dedupe.substrings with its arguments.
type substrings struct {
	on      []int
	minLeft int // 0 where emptied documents are kept
	how     transform.Tracing
	repeats int // slots of the columns; -1 where it cuts
	share   int
	finders sync.Pool
	policy
}

// passageFinder is what one goroutine needs: Passages and the texts of a document.
type passageFinder struct {
	*sketch.Passages
	texts []string
}

func newSubstrings(a transform.Args) (transform.Step, error) {
	p, err := newPolicy(cutting(a), "emptied")
	if err != nil {
		return nil, err
	}
	x := &substrings{on: a.On, policy: p, repeats: -1, how: transform.Tracing{Ranked: p.ranked(), All: a.Int("copies") == 0}}
	if a.String("emptied") == "drop" {
		x.minLeft = int(a.Int("min_left"))
	}
	if a.String("on_match") == "label" {
		x.repeats, x.share = a.Slot(repeatsColumn), a.Slot(wordsShareColumn)
	}
	var fold sketch.Shingling
	fold.Take(a.Strings("normalise"))
	words, key := int(a.Int("words")), sketch.NewKey(a.Seed)
	x.finders.New = func() any { return &passageFinder{Passages: sketch.NewPassages(fold, words, key)} }
	return x, nil
}

// take returns a finder with the document's texts; a null is an empty one.
func (x *substrings) take(d *schema.Doc) *passageFinder {
	f := x.finders.Get().(*passageFinder)
	f.texts = f.texts[:0]
	for _, slot := range x.on {
		f.texts = append(f.texts, d.Str(slot))
	}
	return f
}

func (x *substrings) give(f *passageFinder) {
	clear(f.texts)
	x.finders.Put(f)
}

// Tracing implements transform.Tracer.
func (x *substrings) Tracing() transform.Tracing { return x.how }

// Keys implements transform.Tracer: one for each anchor.
func (x *substrings) Keys(d *schema.Doc, keys []uint64) []uint64 {
	f := x.take(d)
	defer x.give(f)
	return f.AppendKeys(keys, f.texts)
}

// Rank implements transform.Tracer.
func (x *substrings) Rank(d *schema.Doc) transform.Rank { return x.rank(d) }

// Passages implements transform.Tracer: the windows that share an anchor, as one.
func (x *substrings) Passages(d *schema.Doc, shared func(uint64) bool, found func(transform.Passage)) {
	f := x.take(d)
	defer x.give(f)
	f.Whole(f.texts, shared, func(key uint64, start, end int, digest sketch.Digest) {
		found(transform.Passage{Key: key, Start: int32(start), End: int32(end), Digest: digest})
	})
}

// Parts implements transform.Tracer: the windows one by one.
func (x *substrings) Parts(d *schema.Doc, asked func(int32) bool, found func(transform.Passage)) {
	f := x.take(d)
	defer x.give(f)
	f.Windows(f.texts, func(start int) bool { return asked(int32(start)) }, func(start, end int, digest sketch.Digest) {
		found(transform.Passage{Start: int32(start), End: int32(end), Digest: digest})
	})
}

// Settle implements transform.Tracer.
func (x *substrings) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if x.repeats >= 0 {
		d.Set(x.repeats, schema.Int64Value(int64(len(vs))))
		d.Set(x.share, schema.FloatValue(0))
	}
	if len(vs) == 0 {
		return nil
	}
	c := passageCutter{vs: vs}
	lists := make([][]passage, len(x.on))
	for i, slot := range x.on {
		lists[i] = c.column(d.Str(slot))
	}
	if c.next < len(vs) {
		return fmt.Errorf("a passage lies behind word %d, the last", c.words)
	}
	if x.repeats >= 0 {
		d.Set(x.share, schema.FloatValue(float64(c.cut)/float64(c.words)))
		return nil
	}
	if left := c.words - c.cut; left < x.minLeft {
		d.Drop(schema.Reject{Rule: x.rule, HasValue: true, Value: float64(left), Threshold: float64(x.minLeft)})
		return nil
	}
	for i, slot := range x.on {
		if err := cutPassages(d, slot, lists[i]); err != nil {
			return err
		}
	}
	return nil
}
