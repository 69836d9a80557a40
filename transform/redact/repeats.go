package redact

import (
	"context"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Repeats is the transform redact.repeats.
var Repeats = transform.Spec{
	Name:    "redact.repeats",
	Summary: "Cuts blocks that repeat another block of the same document, whole or nearly; the most complete copy stays",
	Doc:     repeatsDoc,
	Params: []transform.Param{
		{Name: "keep", Type: transform.ParamString, Default: "longest", Enum: []string{"longest", "first"},
			Doc: "Which copy stays: `longest` the one that says most, the first of two that say about the same; `first` always the first, and a later one that says more stays beside it."},
		{Name: "max_loss", Type: transform.ParamFloat, Default: 0.1, Min: transform.Bound(0), Max: transform.Bound(0.5),
			Doc: "A copy is cut where at most this share of its words is not in the one that stays; 0 for exact copies and parts alone. A tenth is a word or two of a sentence: a correction, not another statement."},
		{Name: "min_words", Type: transform.ParamInt, Default: int64(8), Min: transform.Bound(3),
			Doc: "A block with fewer words is cut only as part of a longer run that repeats: headings, refrains, answers and rows of tables recur rightly."},
		{Name: "sentences", Type: transform.ParamBool, Default: false,
			Doc: "Cut also single sentences of at least `min_words` words that stood in the text before, word for word. Off: speeches, contracts and poems repeat sentences on purpose."},
		{Name: "replace", Type: transform.ParamString, Default: "", Doc: "What stands in place of a copy; `{kind}` is its kind. Nothing by default, so that the text flows on."},
	},
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return repeatKinds },
	EditsText: true,
	Version:   1,
	New:       newRepeats,
	Examples: []transform.Example{
		{Note: "A paragraph that the page shows twice, the second time without its last words.",
			Docs:  []string{"The lock was built in 1911, when barges were half as wide as they are today, and has leaked since.\n\nNobody mends it.\n\nThe lock was built in 1911, when barges were half as wide as they are today.\n\nThe town pays."},
			Gives: []string{"The lock was built in 1911, when barges were half as wide as they are today, and has leaked since.\n\nNobody mends it.\n\nThe town pays."}},
		{Note: "The more complete copy stays, wherever it stands.",
			Docs:  []string{"Ein Kran hob am Montag die alte Glocke aus dem Turm der Kirche.\n\nDanach war es still.\n\nEin Kran hob am Montag die alte Glocke aus dem Turm der Kirche; sie wiegt vier Tonnen und kommt ins Museum."},
			Gives: []string{"Danach war es still.\n\nEin Kran hob am Montag die alte Glocke aus dem Turm der Kirche; sie wiegt vier Tonnen und kommt ins Museum."}},
		{Note: "A mask in its place.", Args: `{replace: "<{kind}>"}`,
			Docs:  []string{"Le marché couvert ouvre chaque matin à six heures, sauf le lundi.\n\nLe marché couvert ouvre chaque matin à six heures, sauf le lundi.\n\nOn y trouve de tout."},
			Gives: []string{"Le marché couvert ouvre chaque matin à six heures, sauf le lundi.\n\n<repeat>\n\nOn y trouve de tout."}},
		{Note: "Another number, another name: another statement. Refrains and short answers stay.",
			Docs:  []string{"In the spring of 2021 the harbour counted 340 boats that wintered at the lower quay.\n\nIn the spring of 2022 the harbour counted 355 boats that wintered at the lower quay.\n\nRow, row,\nrow to the shore.\n\nRow, row,\nrow to the shore."},
			Gives: []string{"In the spring of 2021 the harbour counted 340 boats that wintered at the lower quay.\n\nIn the spring of 2022 the harbour counted 355 boats that wintered at the lower quay.\n\nRow, row,\nrow to the shore.\n\nRow, row,\nrow to the shore."}},
	},
}

const repeatsDoc = `Pages are extracted twice: for the phone and for the desk, as a teaser and as the article, a table once
whole and once half lost. A block (a paragraph; lines wrapped at a width are one) repeats another where its
words, in order, stand in the other; capitals, punctuation and white space do not count. A list, a
table or a whole document that comes twice is cut as one run of lines, headings with it.

**How much may differ.** Of two blocks that are alike, the one that goes may hold at most ` + "`max_loss`" + ` of its words
beyond the one that stays, and none of these may be a number, hold a digit or a capital: those are what
forms, tables and annual reports differ in. Where both have words of their own in one place, and not the same
word with a typing error, a block of fewer than 60 words is another statement (the largest, the smallest), unless it
stands in a run of copies. The ledger has every word that was cut. Where three or more blocks
differ from one another like this, they are a form filled in several times, and all stay. Texts about
programs say the same of many functions: there only
runs of blocks are cut that make up a third of the text, as where a page was extracted twice, and no lists.

Left: shorter blocks, verse (blocks of short lines), table rows, code, and single sentences unless
` + "`sentences`" + ` asks for them. Copies over several documents are dedupe's and redact.recurring's.

Method: windows of four words (characters, where a script sets no spaces) are looked up in a table of all before
(a sample of those of longer blocks in texts beyond 16 KiB); blocks that share a fifth of their windows are compared
word by word by Myers' difference algorithm, at most 400 differences. Time grows with the text. Lines beyond the first million of
a text are left.`

// Kinds of edits of redact.repeats, by index.
const (
	repeatExact = iota
	repeatNear
	repeatLines
	repeatSentence
)

var repeatKinds = []string{"repeat", "near_repeat", "repeated_lines", "repeated_sentence"}

// repeatsStep is redact.repeats with its arguments.
type repeatsStep struct {
	on        []int
	longest   bool
	maxLoss   float64
	minWords  int
	sentences bool
	masks     []string
}

func newRepeats(a transform.Args) (transform.Step, error) {
	st := &repeatsStep{on: a.On, longest: a.String("keep") == "longest", maxLoss: a.Float("max_loss"),
		minWords: int(a.Int("min_words")), sentences: a.Bool("sentences"), masks: masksOf(a.String("replace"), repeatKinds)}
	return st, nil
}

// masksOf returns what stands in place of each kind.
func masksOf(replace string, kinds []string) []string {
	out := make([]string, len(kinds))
	for i, kind := range kinds {
		out[i] = strings.ReplaceAll(replace, "{kind}", kind)
	}
	return out
}

// repeater works on one text; its buffers are kept from text to text.
type repeater struct {
	*repeatsStep
	s       string
	units   []unit
	prints  prints
	votes   votes
	aligner aligner
	drops   []drop
	swaps   []drop  // those of short blocks that say something else in a place: copies only in a run of copies
	manual  bool    // the text is about programs
	heads   []int32 // by unit: the copy that stays in its stead, itself where it stays
}

var repeaters = sync.Pool{New: func() any { return new(repeater) }}

// Map implements transform.Mapper.
func (st *repeatsStep) Map(_ context.Context, d *schema.Doc) error {
	r := repeaters.Get().(*repeater)
	defer r.release()
	r.repeatsStep = st
	for _, slot := range st.on {
		if err := settleWith(d, slot, r.pass); err != nil {
			return err
		}
	}
	return nil
}

// keptUnits and keptSlots are what a worker keeps from one text to the next.
const (
	keptUnits = 1 << 15
	keptSlots = 1 << 19
)

// release gives the buffers back, but those of a huge text.
func (r *repeater) release() {
	r.s, r.repeatsStep = "", nil
	if cap(r.units) > keptUnits || len(r.prints.slots) > keptSlots || cap(r.aligner.a) > keptUnits {
		*r = repeater{}
	}
	repeaters.Put(r)
}

// maxPasses ends what a mask that is itself taken for what it masks would begin.
const maxPasses = 16

// settleWith runs passes over a column until one finds nothing to do.
func settleWith(d *schema.Doc, slot int, pass func(text string, e *schema.Edits)) error {
	for range maxPasses {
		e := d.Edit(slot)
		pass(d.Str(slot), e)
		if e.Len() == 0 {
			return nil
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
	return nil
}

// pass fills e with the blocks that repeat another; where there is none, with the sentences that do.
func (r *repeater) pass(s string, e *schema.Edits) {
	if r.blocks(s, e); e.Len() == 0 && r.sentences {
		r.repeatedSentences(s, e)
	}
}

// blocks fills e with the blocks of s that repeat another.
func (r *repeater) blocks(s string, e *schema.Edits) {
	if len(s) < 2*minBlock {
		return
	}
	r.s = s
	r.split()
	if !r.candidates() {
		return
	}
	r.judge()
	r.cut(e)
}
