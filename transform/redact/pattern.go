package redact

import (
	"context"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Pattern is the transform redact.pattern.
var Pattern = transform.Spec{
	Name:    "redact.pattern",
	Summary: "Replaces what your own patterns match, private by default",
	Doc:     patternDoc,
	Params: []transform.Param{
		{Name: "patterns", Type: transform.ParamObjects, Required: true, Doc: "What to look for.", Fields: []transform.Param{
			{Name: "kind", Type: transform.ParamString, Required: true, Doc: "What it is called in the ledger: `[a-z0-9_-]+`; patterns may share a kind."},
			{Name: "pattern", Type: transform.ParamString, Required: true, Regexp: true, Doc: "An RE2 pattern of at most 1,000 bytes."},
			{Name: "replace", Type: transform.ParamString, Doc: "What stands in its place, for this pattern alone."},
		}},
		{Name: "replace", Type: transform.ParamString, Default: "<{kind}>", Doc: "What stands in place of a match; `{kind}` is the kind, all else is literal."},
		{Name: "private", Type: transform.ParamBool, Default: true, Doc: "Nothing that was taken may be given away by any file of the release."},
	},
	Short:     "patterns",
	On:        transform.OnProse,
	Kinds:     patternKinds,
	Private:   func(a transform.Args) bool { return a.Bool("private") },
	Check:     checkPatterns,
	EditsText: true,
	Version:   1,
	New:       newPattern,
	Examples: []transform.Example{
		{Note: "Mail addresses.", Args: `{patterns: [{kind: email, pattern: '[\w.+-]+@[\w-]+(\.[\w-]+)+'}]}`,
			Docs: []string{"Write to ada@example.org or call."}, Gives: []string{"Write to <email> or call."}},
		{Note: "Where two patterns overlap the earlier match counts, then the earlier pattern.",
			Args: `{patterns: [{kind: order, pattern: 'no\. \d+'}, {kind: number, pattern: '\d+'}], replace: "[{kind}]"}`,
			Docs: []string{"Order no. 1234 of 56 parts"}, Gives: []string{"Order [order] of [number] parts"}},
		{Note: "A match that forms when another one goes is found too.",
			Args: `{patterns: [{kind: cut, pattern: 'ab', replace: ""}]}`,
			Docs: []string{"x aabb y"}, Gives: []string{"x  y"}},
	},
}

const patternDoc = `The patterns are RE2 in Go's syntax: no look-around and no back-references, and in exchange time linear
in the text. A pattern finds what Perl would: of all ways to match at the leftmost place the first
alternative that leads to a match (` + "`a|ab`" + ` takes the a of "ab"; write the longer one first). ` + "`(?i)`" + `
ignores case, ` + "`(?m)`" + ` lets ^ and $ match at lines, ` + "`(?s)`" + ` lets . match a line feed.

Each pattern's matches are found from left to right; where matches of several overlap, the one that
starts first counts, then the one whose pattern stands first, and the other is looked for again in
what is left. This is repeated until no pattern matches, so a second run does nothing. A replacement
that one of the patterns matches is refused. Empty matches are never replaced. Should a text of
hostile design go on matching for 64 rounds, the replacement of the first pattern stands in place of
all of it.

Texts are first searched for a string that a match must hold (the @ of a mail address) or a run of
characters long enough, and the pattern runs only there: give a pattern something literal and do
not let it begin or end with ` + "`.*`" + `.`

// The limits of patterns. Written ones stay below 300 bytes and 500 instructions; x{1000} nests to
// a program that takes a second a megabyte.
const (
	maxPatterns     = 200
	maxPatternBytes = 1000
	maxInstructions = 5000
	maxRounds       = 64
)

// entry is one pattern of the recipe.
type entry struct{ kind, pattern, replace string }

func entries(a transform.Args) []entry {
	var out []entry
	for _, o := range a.Objects("patterns") {
		p := entry{kind: o.String("kind"), pattern: o.String("pattern"), replace: a.String("replace")}
		if o.Has("replace") {
			p.replace = o.String("replace")
		}
		p.replace = strings.ReplaceAll(p.replace, "{kind}", p.kind)
		out = append(out, p)
	}
	return out
}

func patternKinds(a transform.Args) []string {
	var kinds []string
	for _, p := range entries(a) {
		if !slices.Contains(kinds, p.kind) {
			kinds = append(kinds, p.kind)
		}
	}
	return kinds
}

// patternStep is redact.pattern with its arguments.
type patternStep struct {
	on       []int
	finders  []*finder
	kinds    []uint8  // of each finder
	replaces []string // of each finder
}

func newPattern(a transform.Args) (transform.Step, error) {
	p := &patternStep{on: a.On}
	names := patternKinds(a)
	for _, e := range entries(a) {
		f, err := newFinder(e.pattern)
		if err != nil {
			return nil, err
		}
		p.finders = append(p.finders, f)
		p.kinds = append(p.kinds, uint8(slices.Index(names, e.kind)))
		p.replaces = append(p.replaces, e.replace)
	}
	return p, nil
}

// Map implements transform.Mapper.
func (p *patternStep) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range p.on {
		if err := p.column(d, slot); err != nil {
			return err
		}
	}
	return nil
}

func (p *patternStep) column(d *schema.Doc, slot int) error {
	for round := 0; ; round++ {
		s := d.Str(slot)
		hits := p.hits(s)
		if len(hits) == 0 {
			return nil
		}
		e := d.Edit(slot)
		if round == maxRounds {
			e.Replace(0, len(s), p.replaces[0], p.kinds[0])
			return d.Apply(e)
		}
		for _, h := range first(hits) {
			e.Replace(h.start, h.end, p.replaces[h.pattern], p.kinds[h.pattern])
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
}

// Find implements transform.Finder: the spans that any of the patterns matches, joined where they
// overlap, so that also what lost to an earlier match is covered.
func (p *patternStep) Find(text string, found func(start, end int)) {
	hits := p.hits(text)
	for i := 0; i < len(hits); {
		start, end := hits[i].start, hits[i].end
		for i++; i < len(hits) && hits[i].start < end; i++ {
			end = max(end, hits[i].end)
		}
		found(start, end)
	}
}

// hit is a match of one pattern.
type hit struct{ start, end, pattern int }

// hits returns all matches of all patterns, by start, then by pattern; nil, without allocation,
// where there are none.
func (p *patternStep) hits(s string) []hit {
	var hits []hit
	for i, f := range p.finders {
		hits = f.appendHits(hits, s, i)
	}
	slices.SortFunc(hits, func(a, b hit) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return a.pattern - b.pattern
	})
	return hits
}

// first drops every hit that overlaps one before it.
func first(hits []hit) []hit {
	kept, end := hits[:0], 0
	for _, h := range hits {
		if h.start >= end {
			kept, end = append(kept, h), h.end
		}
	}
	return kept
}
