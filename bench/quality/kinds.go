package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/judge"
	"github.com/tamis-data/tamis/internal/garble/sealed"
)

// half is one of the two sets of kinds.
type half struct {
	name      string
	kinds     []garble.Kind
	negatives []garble.Negative
}

// halves returns the open half, which may be read and shown, and the judge's. Package sealed was the judge's once.
func halves() []half {
	return []half{
		{"open", slices.Concat(garble.Open(), sealed.Kinds()), slices.Concat(garble.Negatives(), sealed.Negatives())},
		{"sealed", judge.Kinds(), judge.Negatives()},
	}
}

// result is what a step did to the texts of one kind.
type result struct {
	half, kind, step string
	measure          garble.Measure
	tally            tally
	skipped          string // why it was not measured; "" where it was
}

// guarded counts, for a step and a kind of negative, the bytes that stood in guards and those changed.
type guarded map[string]map[string]*[2]int64

// bench collects all that the page shows.
type bench struct {
	options
	runner
	results []result
	guards  guarded
}

// wanted says whether a room or kind was asked for.
func (b *bench) wanted(kind string) bool {
	return b.only == "" || kind == b.only || strings.HasPrefix(kind, b.only+"/")
}

// measureKinds runs every kind of both halves.
func (b *bench) measureKinds() error {
	b.guards = guarded{}
	for _, h := range halves() {
		for _, k := range h.kinds {
			if !b.wanted(k.Name) {
				continue
			}
			r, err := b.measureKind(h, k)
			if err != nil {
				return fmt.Errorf("%s %s: %w", h.name, k.Name, err)
			}
			b.results = append(b.results, r)
		}
	}
	return nil
}

func (b *bench) measureKind(h half, k garble.Kind) (result, error) {
	r := result{half: h.name, kind: k.Name, step: k.Step, measure: k.Measure}
	spec := b.find(k.Step)
	if spec == nil {
		r.skipped = "no step " + k.Step
		return r, nil
	}
	args, ok := arguments(spec, k.Choose)
	if !ok {
		r.skipped = "no option " + k.Choose
		return r, nil
	}
	texts := k.Texts(b.seed, max(b.texts, len(k.Langs)), h.negatives)
	outcomes, err := b.run(spec, args, damaged(texts))
	if err != nil {
		return r, err
	}
	shown := b.show
	for i, t := range texts {
		o := asCut(k, outcomes[i])
		got := score(t, o, k.Measure, nil)
		r.tally.add(got)
		b.guards.add(k.Step, t, o)
		if o.err != nil {
			fmt.Fprintf(os.Stderr, "quality: %s %s, text %d: %v\n", h.name, k.Name, i, o.err)
		}
		if h.name == "open" && shown > 0 && got.miss+got.wrong+int64(1-got.exact) > 0 {
			shown--
			show(k, t, o)
		}
	}
	return r, nil
}

// asCut takes what a redacting step put in place of what it cut out of its outcome: which mask it
// sets is not judged.
func asCut(k garble.Kind, o outcome) outcome {
	if !strings.HasPrefix(k.Step, "redact.") {
		return o
	}
	out := outcome{changes: slices.Clone(o.changes), err: o.err}
	var b strings.Builder
	shift, at := 0, 0
	for i, c := range o.changes {
		start := c.start + shift
		b.WriteString(o.text[at:start])
		at = start + len(c.with)
		shift += len(c.with) - (c.end - c.start)
		out.changes[i].with = ""
	}
	out.text = b.String() + o.text[at:]
	return out
}

func damaged(texts []garble.Text) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.Damaged
	}
	return out
}

// add counts the changes within the guards of a text.
func (g guarded) add(step string, t garble.Text, o outcome) {
	if g[step] == nil {
		g[step] = map[string]*[2]int64{}
	}
	for _, x := range t.Guards {
		n := g[step][x.Kind]
		if n == nil {
			n = new([2]int64)
			g[step][x.Kind] = n
		}
		n[0] += int64(x.End - x.Start)
		for _, c := range o.changes {
			if c.start == c.end && x.Start < c.start && c.start < x.End {
				n[1] += int64(len(c.with))
			}
			n[1] += max(0, int64(min(c.end, x.End)-max(c.start, x.Start)))
		}
	}
}

// show prints the places of one open text that the step got wrong.
func show(k garble.Kind, t garble.Text, o outcome) {
	fmt.Fprintf(os.Stderr, "--- %s (%s)\n", k.Name, t.Lang)
	for _, r := range regions(t, o) {
		is, should := r.is(t.Damaged), r.should(t.Damaged)
		if is == should || k.Measure == garble.Bytes && oneBlank(is) == oneBlank(should) || k.Measure == garble.Cells && cells(is) == cells(should) {
			continue
		}
		fmt.Fprintf(os.Stderr, "%q\n   in    %q\n   gives %q\n   not   %q\n", t.Damaged[r.start:r.end], around(t.Damaged, r), is, should)
	}
}

// oneBlank makes one blank of every run of white space.
func oneBlank(s string) string { return blanks.ReplaceAllString(s, " ") }

var blanks = regexp.MustCompile(`[\s\p{Z}]+`)

// around returns a region with a little of the text on both sides.
func around(s string, r region) string {
	return strings.ToValidUTF8(s[max(0, r.start-30):min(len(s), r.end+30)], "")
}
