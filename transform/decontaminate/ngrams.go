// Package decontaminate finds what evaluation sets hold in documents to train on.
package decontaminate

import (
	"context"
	"slices"
	"sync"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// NGrams is the transform decontaminate.ngrams.
var NGrams = transform.Spec{
	Name:    "decontaminate.ngrams",
	Summary: "Finds documents that hold rows of words of an evaluation set",
	Doc:     ngramsDoc,
	Short:   "set",
	Params: slices.Concat(setParams, []transform.Param{
		{Name: "definition", Type: transform.ParamString, Default: "tamis", Enum: []string{"tamis", "datatrove", "dclm"},
			Doc: "What a word is, which rows of an item are looked for, and when a document has too many: see below."},
		{Name: "ngram", Type: transform.ParamInt, Min: transform.Bound(2), Max: transform.Bound(sketch.MaxLength),
			Doc: "Words of a row. Default: 13, as of GPT-3 and DCLM; 12 with `datatrove`. Set phrases are shorter, questions often little longer."},
		{Name: "min_words", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(sketch.MaxLength),
			Doc: "An item of fewer words than a row, but so many, is looked for whole. Default: 8, the least that GPT-3 compared; `datatrove` and `dclm` look for none."},
		{Name: "query_ngrams", Type: transform.ParamBool, Doc: "Look for rows of the query alone. Default: true; false with `datatrove`, whose query is what stands before the answer."},
		{Name: "overlap_ngrams", Type: transform.ParamBool, Default: true, Doc: "Look for rows that begin in the query and end in the text."},
		{Name: "threshold", Type: transform.ParamFloat, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "Of `dclm` alone: above which share of rows a line goes, and the document. Default: 0.8."},
		{Name: "normalise", Type: transform.ParamStrings, Enum: []string{"nfc", "case"},
			Doc: "Of `tamis` alone: what is taken for equal beside punctuation and white space. Default: both, composed accents and letters in another case."},
		{Name: "on_match", Type: transform.ParamString, Enum: []string{"drop", "cut", "label"},
			Doc: "Drop the document; cut what it shares with items; or say so in the columns `<step>__failed`, `<step>__similarity` and `<step>__spans`. Default: drop; cut with `dclm`, as bff does."},
		{Name: "margin", Type: transform.ParamInt, Default: int64(0), Min: transform.Bound(0), Max: transform.Bound(1 << 20),
			Doc: "With `on_match: cut`, how many characters go on both sides too, up to the next border of a word. GPT-3 took 200."},
		{Name: "min_left", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(1),
			Doc: "With `on_match: cut`, a document that has fewer words left is rejected by the rule emptied."},
	}),
	On:        transform.OnText,
	Kinds:     cutKinds,
	Writes:    writesMatches,
	Check:     checkNGrams,
	Defaults:  ngramsDefaults,
	Roles:     []string{"query"},
	EditsText: true,
	Rejects:   true,
	Version:   1,
	New:       newNGrams,
	Examples:  ngramsExamples,
}

// setParams are those of every step of the room.
var setParams = transform.DocumentsParams("set", "The evaluation set: a file, a folder or a glob of files, or the folder of a release. Several sets are several steps.")

// definition is what one of the definitions fixes.
type definition struct {
	ngram, minWords int
	query           bool
	onMatch         string
	reader          func(*ngrams) reader
}

var definitions = map[string]definition{
	"tamis":     {13, 8, true, "drop", func(x *ngrams) reader { return newOwnReader(x.fold, x.key) }},
	"datatrove": {12, 0, false, "drop", func(x *ngrams) reader { return newPeerReader(x.key) }},
	"dclm":      {13, 0, true, "cut", func(x *ngrams) reader { return newMarkReader(x.key) }},
}

func ngramsDefaults(a transform.Args) map[string]any {
	d := definitions[a.String("definition")]
	out := map[string]any{"ngram": int64(d.ngram), "query_ngrams": d.query, "on_match": d.onMatch}
	switch a.String("definition") {
	case "tamis":
		n := int64(d.ngram)
		if a.Has("ngram") {
			n = a.Int("ngram")
		}
		out["min_words"], out["normalise"] = min(int64(d.minWords), n), []string{"nfc", "case"}
	case "dclm":
		out["threshold"] = 0.8
	}
	return out
}

// ngrams is decontaminate.ngrams with its arguments.
type ngrams struct {
	definition definition
	rows       rowRule
	fold       sketch.Shingling
	key        sketch.Key
	threshold  float64 // of lines; below 0 where one row is enough
	acting
}

func newNGrams(a transform.Args) (transform.Step, error) {
	x := &ngrams{definition: definitions[a.String("definition")], key: sketch.NewKey(a.Seed), threshold: -1, acting: newActing(a, overlapRule)}
	x.rows = rowRule{n: int(a.Int("ngram")), query: a.Bool("query_ngrams"), overlaps: a.Bool("overlap_ngrams")}
	if a.Has("min_words") {
		x.rows.least = int(a.Int("min_words"))
	}
	if a.Has("threshold") {
		x.threshold = a.Float("threshold")
	}
	x.fold.Take(a.Strings("normalise"))
	return x, nil
}

// Other implements transform.Gatherer.
func (x *ngrams) Other() string { return "set" }

// Gather implements transform.Gatherer.
func (x *ngrams) Gather(room int64) transform.Gathering {
	return newMaker(room, x.rows, x.definition.reader(x), x.key, func(m *maker) transform.Mapper { return newSought(x, m.table) })
}

// sought is decontaminate.ngrams with the table of its set.
type sought struct {
	*ngrams
	seekers sync.Pool
}

func newSought(x *ngrams, t *table) *sought {
	m := &sought{ngrams: x}
	m.seekers.New = func() any { return &seeker{table: t, words: x.definition.reader(x), rows: sketch.NewRows(x.key)} }
	return m
}

// Map implements transform.Mapper.
func (m *sought) Map(_ context.Context, d *schema.Doc) error {
	s := m.seekers.Get().(*seeker)
	defer m.seekers.Put(s)
	f := finding{table: s.table}
	for i, slot := range m.on {
		text := d.Str(slot)
		hits := s.seek(text)
		if len(hits) == 0 {
			continue
		}
		if m.threshold < 0 {
			f.add(i, s.stretches(hits))
			continue
		}
		lines, all := s.lines(hits, m.threshold)
		if f.add(i, lines); all.of > 0 && all.share() > m.threshold {
			f.whole, f.all = true, all
		}
	}
	return m.act(d, s, &f)
}
