package redact

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// gibberishKinds are the kinds of redact.gibberish; dumpKind numbers them.
var gibberishKinds = []string{"inventory", "base64", "hex", "code", "log", "trace", "tokens", "data", "noise", "run"}

// dumpKind is an index into gibberishKinds.
type dumpKind uint8

const (
	dumpInventory dumpKind = iota
	dumpBase64
	dumpHex
	dumpCode
	dumpLog
	dumpTrace
	dumpTokens
	dumpData
	dumpNoise
	dumpRun
	dumpKinds
)

// Gibberish is the transform redact.gibberish.
var Gibberish = transform.Spec{
	Name:    "redact.gibberish",
	Summary: "Cuts stretches that are not language: inventories, base64, hex, packed code, logs, tokens, runs",
	Doc:     gibberishDoc,
	Params: []transform.Param{
		{Name: "keep", Type: transform.ParamStrings, Default: []string{}, Enum: gibberishKinds,
			Doc: "Kinds that stay. `code` also keeps all that stands in fences, in indented code and between backquotes: for manuals."},
		{Name: "min_chars", Type: transform.ParamInt, Default: int64(40), Min: transform.Bound(16),
			Doc: "A stretch with fewer characters, white space aside, stays: 40 is the length of a SHA-1, and what is shorter in a sentence is a name (a commit, an order number, a smiley, a shout), not a dump."},
		{Name: "replace", Type: transform.ParamString, Default: "",
			Doc: "What stands in place of a stretch; `{kind}` is its kind. Nothing by default: a dump says nothing that the text would miss, a mask in its place would be one more thing that is not language, and the ledger keeps what stood there."},
	},
	Short:     "keep",
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return gibberishKinds },
	Check:     checkGibberish,
	EditsText: true,
	Version:   1,
	New:       func(a transform.Args) (transform.Step, error) { return newGibberish(a), nil },
	Examples:  gibberishExamples,
}

// gibberish is redact.gibberish with its arguments.
type gibberish struct {
	on       []int
	keep     [dumpKinds]bool
	minChars int
	masks    []string // of each kind, nil where stretches are cut
}

func newGibberish(a transform.Args) *gibberish {
	g := &gibberish{on: a.On, minChars: int(a.Int("min_chars"))}
	for _, name := range a.Strings("keep") {
		g.keep[slices.Index(gibberishKinds, name)] = true
	}
	if replace := a.String("replace"); replace != "" {
		for _, kind := range gibberishKinds {
			g.masks = append(g.masks, strings.ReplaceAll(replace, "{kind}", kind))
		}
	}
	return g
}

// checkGibberish refuses a replacement that is a dump itself.
func checkGibberish(a transform.Args) []transform.Fault {
	faults := twice(a.Strings("keep"))
	for i := range faults {
		faults[i].Param = "keep"
	}
	g := newGibberish(a)
	for _, mask := range g.masks {
		if len(newDumpScan().find(g, mask)) > 0 {
			return append(faults, transform.Fault{Param: "replace", Message: "the replacement would itself be taken for a dump", Hint: "a word, as <{kind}>"})
		}
	}
	return faults
}

// dumpScans are the buffers of scans, kept from text to text.
var dumpScans = sync.Pool{New: func() any { return newDumpScan() }}

// Map implements transform.Mapper.
func (g *gibberish) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range g.on {
		if err := g.column(d, slot); err != nil {
			return err
		}
	}
	return nil
}

// column cuts until nothing is found: what stood around a dump may be one when it is gone. Should a
// text of hostile design go on, all of it goes.
func (g *gibberish) column(d *schema.Doc, slot int) error {
	w := dumpScans.Get().(*dumpScan)
	defer w.free()
	for round := 0; ; round++ {
		s := d.Str(slot)
		found := w.find(g, s)
		if len(found) == 0 {
			return nil
		}
		e := d.Edit(slot)
		if round == maxRounds {
			e.Cut(0, len(s), uint8(found[0].kind))
			return d.Apply(e)
		}
		last := 0
		for _, f := range found {
			last = g.edit(e, s, f, last)
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
}

// edit replaces a stretch, or cuts it with the white space that only it had need of. The last edit ended at
// floor; it returns where this one ends.
func (g *gibberish) edit(e *schema.Edits, s string, f dump, floor int) int {
	if g.masks != nil {
		e.Replace(f.start, f.end, g.masks[f.kind], uint8(f.kind))
		return f.end
	}
	start, end := cutRoom(s, f.start, f.end)
	start, end = max(start, floor), max(end, floor)
	e.Cut(start, end, uint8(f.kind))
	return end
}

// cutRoom widens a stretch by the white space that goes with it: its indent and line feed where it has
// its lines for itself, with the blank lines behind it where some stand before it; one of the two
// spaces around it within a line.
func cutRoom(s string, start, end int) (int, int) {
	from, to := start, end
	for from > 0 && (s[from-1] == ' ' || s[from-1] == '\t') {
		from--
	}
	for to < len(s) && (s[to] == ' ' || s[to] == '\t' || s[to] == '\r') {
		to++
	}
	opens, closes := from == 0 || s[from-1] == '\n', to == len(s) || s[to] == '\n'
	switch {
	case opens && closes:
		return cutLines(s, from, to)
	case closes:
		return from, end
	case opens, from < start && to > end:
		return start, to
	}
	return start, end
}

// cutLines widens whole lines by their line feed, else by the one before; and by blank lines, so that
// those of one side stay.
func cutLines(s string, from, to int) (int, int) {
	if to == len(s) {
		for from > 0 && s[from-1] == '\n' && (from == 1 || s[from-2] == '\n') {
			from--
		}
		if from > 0 && s[from-1] == '\n' {
			from--
		}
		return from, to
	}
	to++
	if from == 0 || from > 1 && s[from-2] == '\n' {
		for to < len(s) {
			end, next := text.NextLine(s, to)
			if strings.Trim(s[to:end], " \t\r") != "" {
				break
			}
			to = next
		}
	}
	return from, to
}
