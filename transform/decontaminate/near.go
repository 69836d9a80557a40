package decontaminate

import (
	"context"
	"slices"
	"sync"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Near is the transform decontaminate.near.
var Near = transform.Spec{
	Name:    "decontaminate.near",
	Summary: "Finds documents that hold an item of an evaluation set, edited or not",
	Doc:     nearDoc,
	Short:   "set",
	Params: slices.Concat(setParams, []transform.Param{
		{Name: "threshold", Type: transform.ParamFloat, Default: 0.8, Min: transform.Bound(0.1), Max: transform.Bound(1),
			Doc: "Which share of the different rows of words of an item a document must hold close to each other."},
		{Name: "ngram", Type: transform.ParamInt, Default: int64(3), Min: transform.Bound(1), Max: transform.Bound(sketch.MaxLength),
			Doc: "Words of a row. A word that was changed takes as many rows as a row has words: of three, one word in twenty leaves about 0.86 of them, of five 0.77."},
		{Name: "min_words", Type: transform.ParamInt, Default: int64(8), Min: transform.Bound(1), Max: transform.Bound(1 << 20),
			Doc: "Items of fewer words are not looked for: what is so short stands in many texts."},
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "case"}, Enum: []string{"nfc", "case"},
			Doc: "What is taken for equal beside punctuation and white space: composed accents, letters in another case."},
		{Name: "on_match", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "cut", "label"},
			Doc: "Drop the document; cut the items; or say so in the columns `<step>__failed`, `<step>__similarity` and `<step>__spans`."},
		{Name: "margin", Type: transform.ParamInt, Default: int64(0), Min: transform.Bound(0), Max: transform.Bound(1 << 20),
			Doc: "With `on_match: cut`, how many characters go on both sides too, up to the next border of a word."},
		{Name: "min_left", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(1),
			Doc: "With `on_match: cut`, a document that has fewer words left is rejected by the rule emptied."},
	}),
	On:        transform.OnText,
	Kinds:     cutKinds,
	Writes:    writesMatches,
	Check:     checkNear,
	Roles:     []string{"query"},
	EditsText: true,
	Rejects:   true,
	Version:   1,
	New:       newNear,
	Examples:  nearExamples,
}

func checkNear(a transform.Args) []transform.Fault {
	faults := checkActing(a)
	if a.Int("min_words") < a.Int("ngram") {
		faults = append(faults, transform.Fault{Param: "min_words", Message: "min_words is less than ngram", Hint: "an item must have a row; ngram at least"})
	}
	return faults
}

// near is decontaminate.near with its arguments.
type near struct {
	rows      rowRule
	fold      sketch.Shingling
	key       sketch.Key
	threshold float64
	acting
}

func newNear(a transform.Args) (transform.Step, error) {
	x := &near{key: sketch.NewKey(a.Seed), threshold: a.Float("threshold"), acting: newActing(a, nearRule)}
	x.rows = rowRule{n: int(a.Int("ngram")), query: true, overlaps: true, parts: true, fewest: int(a.Int("min_words"))}
	x.fold.Take(a.Strings("normalise"))
	return x, nil
}

// Other implements transform.Gatherer.
func (x *near) Other() string { return "set" }

// Gather implements transform.Gatherer.
func (x *near) Gather(room int64) transform.Gathering {
	return newMaker(room, x.rows, newOwnReader(x.fold, x.key), x.key, func(m *maker) transform.Mapper { return newSoughtNear(x, m) })
}

// soughtNear is decontaminate.near with the table of its set.
type soughtNear struct {
	*near
	*rare
	seekers sync.Pool
}

func newSoughtNear(x *near, m *maker) *soughtNear {
	s := &soughtNear{near: x, rare: newRare(m, x.threshold)}
	s.seekers.New = func() any {
		return &nearSeeker{seeker: seeker{table: m.table, words: newOwnReader(x.fold, x.key), rows: sketch.NewRows(x.key)}, rare: s.rare}
	}
	return s
}

// Map implements transform.Mapper.
func (m *soughtNear) Map(_ context.Context, d *schema.Doc) error {
	s := m.seekers.Get().(*nearSeeker)
	defer m.seekers.Put(s)
	f := finding{table: s.table}
	for i, slot := range m.on {
		f.add(i, s.near(d.Str(slot), m.threshold))
	}
	return m.act(d, &s.seeker, &f)
}
