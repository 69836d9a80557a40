package redact

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Boilerplate is the transform redact.boilerplate.
var Boilerplate = transform.Spec{
	Name:    "redact.boilerplate",
	Summary: "Cuts what a page says of itself: consent, sharing, subscribing, navigation, read more, copyright, hashtags, teasers",
	Doc:     boilerplateDoc,
	Params: []transform.Param{
		{Name: "kinds", Type: transform.ParamStrings, Default: defaultBoiler, Enum: boilerKindNames,
			Doc: "What is cut. By default all but `bylines`, `credits` and `datelines`: who wrote a text, where and when, and whose its pictures are, is something that people ask of a text."},
		{Name: "inline", Type: transform.ParamBool, Default: true,
			Doc: "Cut also sentences at the end or the beginning of a paragraph, and what stands in brackets, as `(source link)`; else whole blocks alone."},
		{Name: "replace", Type: transform.ParamString, Default: "", Doc: "What stands in place of what is cut; `{kind}` is its kind. Nothing by default, so that the text flows on."},
	},
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return boilerKindNames },
	EditsText: true,
	Version:   1,
	New:       newBoilerplate,
	Examples: []transform.Example{
		{Note: "A news page, and the text of it.",
			Docs:  []string{"Home > News > Region\n\nBridge open again\n\nBridge open again – The Valley Post\n\nThe bridge below the mill has been open again since Monday. Walkers had waited for two years.\n\nShare on Facebook | Tweet | Copy link\n\nRead also: Mill gets a new wheel\n\nThe council will count the walkers until autumn (source link).\n\n#bridge #mill #walking\n\n© 2024 The Valley Post. All rights reserved."},
			Gives: []string{"Bridge open again\n\nThe bridge below the mill has been open again since Monday. Walkers had waited for two years.\n\nThe council will count the walkers until autumn."}},
		{Note: "Texts about cookies, copyright and newsletters are texts.",
			Docs:  []string{"Browsers keep cookies for a year unless a law says otherwise, and most laws do.\n\nThe copyright of the songs fell to a niece, who shared it with the choir.\n\nFollow the river to the second bridge, then subscribe to its pace."},
			Gives: []string{"Browsers keep cookies for a year unless a law says otherwise, and most laws do.\n\nThe copyright of the songs fell to a niece, who shared it with the choir.\n\nFollow the river to the second bridge, then subscribe to its pace."}},
		{Note: "Masks, and bylines on request.", Args: `{kinds: [bylines, subscribe, teaser], replace: "<{kind}>"}`,
			Docs:  []string{"Nach dem Hochwasser stand das Wasser noch drei Tage in den Kellern der ...\n\nVon Petra Lindwurm, 3. Mai 2024\n\nNach dem Hochwasser stand das Wasser noch drei Tage in den Kellern der Altstadt.\n\nJetzt unseren Newsletter abonnieren"},
			Gives: []string{"<teaser>\n\n<bylines>\n\nNach dem Hochwasser stand das Wasser noch drei Tage in den Kellern der Altstadt.\n\n<subscribe>"}},
	},
}

const boilerplateDoc = `A block (a paragraph, or a line that stands for itself) is cut where two independent signs or more say that the
page speaks and not the text: what its words mean in the language of pages, how much else it says, its
shape (parts between bars, arrows or bullets, a colon behind its first words, an ©), what stands beside
it. The words are lists by sense (what one does with a page; networks; accounts; law; sections of a
site) in some 30 languages, compared without capitals, accents and hyphens; they are words, not sentences. The measure is
the share of letters in such words and function words: "Share this article" says nothing else,
"Share prices fell" does. Names count neither way.

Labels that no heading is called go alone ("Log in", "Read more"); where a line does not tell, two words of a pair do:
back and the list, more and articles, this site and its cookies. Headings that are marked as such stay.
A block of its own words alone is not enough where it is one word, as a heading may be: "Contact", "News". Three
or more such lines in a row, or one beside what is cut, are a menu. Under "Related articles" titles go
with it that stand directly below, or that are all that follows to the end.

- ` + "`site_title`" + `: among the first blocks, a headline repeated with a site's name behind or before it.
- ` + "`teaser`" + `: a block that ends in … and whose words begin another block.
- ` + "`hashtags`" + `: blocks of hashtags alone, glued (` + "`#A#B`" + `) or spaced, and lists of tags behind "Tags:".
- ` + "`datelines`" + `: ` + "`LONDON, 3 May (Reuters) —`" + ` before the first sentence of a paragraph.

Not cut: code, tables, sentences in the middle of a paragraph, blocks of a set that only their recurrence
tells (redact.recurring does that), and what no list knows. Lines that were broken at a width count as one block.`

// boilerStep is redact.boilerplate with its arguments.
type boilerStep struct {
	on     []int
	kinds  uint32
	inline bool
	masks  []string
}

func newBoilerplate(a transform.Args) (transform.Step, error) {
	st := &boilerStep{on: a.On, inline: a.Bool("inline"), masks: masksOf(a.String("replace"), boilerKindNames)}
	for _, kind := range a.Strings("kinds") {
		st.kinds |= 1 << slices.Index(boilerKindNames, kind)
	}
	return st, nil
}

// boiler works on one text; its buffers are kept from text to text.
type boiler struct {
	*boilerStep
	lex     *lexicon
	s       string
	front   int // where the fields above the text end
	units   []unit
	marks   []mark
	cuts    []cut
	rd      reader
	f       traits
	aligner aligner
}

// mark is what was found about a unit.
type mark struct {
	kind   uint8
	senses wordSense // of its words, where it is weak
	weak   bool      // of a page's own words alone, and too few to tell
	list   bool      // a heading under which titles stand
	long   bool      // too long for a menu
}

// cut is a stretch that goes, within a unit that stays.
type cut struct {
	start, end int
	kind       uint8
}

var boilers = sync.Pool{New: func() any { return new(boiler) }}

// Map implements transform.Mapper.
func (st *boilerStep) Map(_ context.Context, d *schema.Doc) error {
	b := boilers.Get().(*boiler)
	defer b.release()
	b.boilerStep, b.lex = st, theLexicon()
	for _, slot := range st.on {
		if err := settleWith(d, slot, b.pass); err != nil {
			return err
		}
	}
	return nil
}

func (b *boiler) release() {
	b.s, b.boilerStep = "", nil
	if cap(b.units) > keptUnits || cap(b.rd.tokens) > keptUnits || cap(b.aligner.a) > keptUnits {
		*b = boiler{}
	}
	boilers.Put(b)
}

// pass fills e with what is to be cut from s.
func (b *boiler) pass(s string, e *schema.Edits) {
	b.s, b.cuts, b.front = s, b.cuts[:0], frontMatter(s)
	b.units = splitUnits(b.units[:0], s)
	b.marks = append(b.marks[:0], make([]mark, len(b.units))...)
	found := false
	for i := range b.units {
		b.marks[i] = b.look(i)
		found = found || b.marks[i].kind != boilNone || b.marks[i].weak
	}
	found = b.teasers() || found
	found = b.siteTitles() || found
	if !found && len(b.cuts) == 0 {
		return
	}
	b.menus()
	b.atEnds()
	b.titlesBelow()
	b.spareCode()
	b.orderCuts()
	b.write(e)
}

// orderCuts sorts the cuts within units; a blank that two of them want goes with the first.
func (b *boiler) orderCuts() {
	slices.SortStableFunc(b.cuts, func(x, y cut) int { return cmp.Compare(x.start, y.start) })
	at, kept := 0, b.cuts[:0]
	for _, c := range b.cuts {
		c.start = max(c.start, at)
		if c.start < c.end {
			kept = append(kept, c)
			at = c.end
		}
	}
	b.cuts = kept
}

// spareCode takes back what lies within code.
func (b *boiler) spareCode() {
	spans, hint := text.AppendCode(nil, b.s), 0
	if len(spans) == 0 {
		return
	}
	for i := range b.units {
		if text.InCode(spans, int(b.units[i].start), &hint) {
			b.marks[i].kind = boilNone
		}
	}
	hint = 0
	b.cuts = slices.DeleteFunc(b.cuts, func(c cut) bool { return text.InCode(spans, c.start, &hint) })
}

// write hands over what goes, from the first to the last.
func (b *boiler) write(e *schema.Edits) {
	c := 0
	for i := 0; i < len(b.units); {
		u := &b.units[i]
		if b.marks[i].kind == boilNone {
			for ; c < len(b.cuts) && b.cuts[c].end <= int(u.end); c++ {
				b.replace(e, b.cuts[c].start, b.cuts[c].end, b.cuts[c].kind)
			}
			i++
			continue
		}
		j := i + 1
		for j < len(b.units) && b.marks[j].kind != boilNone {
			j++
		}
		for c < len(b.cuts) && b.cuts[c].start < int(b.units[j-1].end) {
			c++
		}
		b.run(e, i, j)
		i = j
	}
}

// run hands over units [i,j), all of which go: stretches of one kind, each with its mask.
func (b *boiler) run(e *schema.Edits, i, j int) {
	start, end := extentOf(b.s, b.units, i, j)
	for i < j {
		kind, k := b.marks[i].kind, i+1
		for k < j && b.marks[k].kind == kind {
			k++
		}
		switch to := end; {
		case b.masks[kind] != "":
			b.replace(e, int(b.units[i].start), int(b.units[k-1].end), kind)
		default:
			if k < j {
				to = lineStart(b.s, int(b.units[k].start))
			}
			e.Cut(start, to, kind)
		}
		if k < j {
			start = lineStart(b.s, int(b.units[k].start))
		}
		i = k
	}
}

// replace puts the mask of a kind in a place, unless it stands there already.
func (b *boiler) replace(e *schema.Edits, start, end int, kind uint8) {
	if b.s[start:end] != b.masks[kind] {
		e.Replace(start, end, b.masks[kind], kind)
	}
}
