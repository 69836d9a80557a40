package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/samples"
)

// judged says which step mends a problem of the truth file, and how it is measured.
var judged = []struct {
	problem, step string
	measure       garble.Measure
}{
	{"mojibake", "clean.mojibake", garble.Changes}, {oneByte, "clean.mojibake", garble.Changes}, {"markup", "clean.markup", garble.Bytes}, {"table", "clean.tables", garble.Cells},
	{"glued", "clean.spacing", garble.Changes}, {"spacing", "clean.spacing", garble.Changes}, {"casing", "clean.casing", garble.Changes}, {"paragraph", "clean.paragraphs", garble.Changes}, {blankLines, "clean.paragraphs", garble.Changes}, {lineEnds, "clean.whitespace", garble.Changes},
	{"gibberish", "redact.gibberish", garble.Bytes}, {"boilerplate", "redact.boilerplate", garble.Bytes}, {"repeat", "redact.repeats", garble.Bytes},
	{"email", "redact.pii", garble.Bytes}, {"phone", "redact.pii", garble.Bytes}, {"ip", "redact.pii", garble.Bytes}, {"card", "redact.pii", garble.Bytes}, {"secret", "redact.secrets", garble.Bytes},
}

// truthRow is one problem of testdata's truth file. Misses are of marked spans; false alarms are changes in
// documents that are all right, and elsewhere those that no mark covers, which may be argued about.
type truthRow struct {
	problem, step string
	tally         tally
	elsewhere     int64
	skipped       string
}

func (b *bench) measureTruth() ([]truthRow, error) {
	docs, err := samples.Load(filepath.Join(b.root, "testdata", "gen", "docs"))
	if err != nil {
		return nil, fmt.Errorf("load the truth: %w", err)
	}
	var rows []truthRow
	for _, j := range judged {
		row, err := b.truthRow(docs, j.problem, j.step, j.measure)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (b *bench) truthRow(docs []samples.Doc, problem, step string, m garble.Measure) (truthRow, error) {
	row := truthRow{problem: problem, step: step}
	spec := b.find(step)
	if spec == nil {
		row.skipped = "no step " + step
		return row, nil
	}
	texts := make([]string, len(docs))
	for i, d := range docs {
		t, _, _ := truthText(d, problem)
		texts[i] = t.Damaged
	}
	args, _ := arguments(spec, "")
	outcomes, err := b.run(spec, args, texts)
	if err != nil {
		return row, err
	}
	for i, d := range docs {
		t, others, right := truthText(d, problem)
		got := score(t, asCut(garble.Kind{Step: step}, outcomes[i]), m, others)
		if !right {
			row.elsewhere += got.wrong
			got.wrong = 0
		}
		row.tally.add(got)
	}
	return row, nil
}

// truthText makes a text of a document: marks of the problem are its plants. What other marks say is mended
// before, as the steps before would in a recipe, so that a step is judged by its own problem; those that lie
// across a plant or say nothing of what should stand there may be changed or not. Right says that the
// document needs no mending at all.
func truthText(d samples.Doc, problem string) (t garble.Text, others []garble.Span, right bool) {
	var first []change
	for _, p := range d.Problems {
		span := garble.Span{Start: p.Start, End: p.End}
		switch {
		case p.Problem == "none":
			right = true
		case p.Column != "" || p.Text == nil || beyondHelp(p):
		case named(p) == problem:
			plant := garble.Plant{Kind: problem, Start: p.Start, End: p.End, Text: *p.Text, Room: span}
			if p.Should != nil {
				plant.Want = *p.Should
			}
			t.Plants = append(t.Plants, plant)
		case p.Should != nil && !(problem == "table" && p.Problem == "markup"): // clean.tables needs the tags
			first = append(first, change{p.Start, p.End, *p.Should})
		default:
			others = append(others, span)
		}
	}
	t.Plants = apart(t.Plants)
	t.Damaged, others = mendFirst(d.Text, t.Plants, others, first)
	t.Clean = t.Damaged
	return t, others, right
}

// mendFirst makes the changes that lie apart from the plants, or within one that is to be removed as a whole, and
// moves the spans along; the other changes become spans that may be changed or not.
func mendFirst(text string, plants []garble.Plant, others []garble.Span, first []change) (string, []garble.Span) {
	slices.SortStableFunc(first, func(a, b change) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	var made []change
	for _, c := range first {
		inside := len(made) > 0 && c.start < made[len(made)-1].end
		if inside || slices.ContainsFunc(plants, func(p garble.Plant) bool {
			return c.start < p.End && p.Start < c.end && !(p.Want == "" && p.Start <= c.start && c.end <= p.End && c.end-c.start < p.End-p.Start)
		}) {
			others = append(others, garble.Span{Start: c.start, End: c.end})
			continue
		}
		made = append(made, c)
	}
	return applied(text, made), moved(text, plants, others, made)
}

// applied returns the text after changes that stand in order.
func applied(text string, made []change) string {
	var b strings.Builder
	at := 0
	for _, c := range made {
		b.WriteString(text[at:c.start])
		b.WriteString(c.with)
		at = c.end
	}
	return b.String() + text[at:]
}

// moved says where plants and spans stand after changes; a place within a change moves to its end.
func moved(text string, plants []garble.Plant, others []garble.Span, made []change) []garble.Span {
	to := func(i int) int {
		shift := 0
		for _, c := range made {
			if c.end <= i {
				shift += len(c.with) - (c.end - c.start)
			} else if c.start < i {
				return c.start + shift + len(c.with)
			}
		}
		return i + shift
	}
	after := applied(text, made)
	for i := range plants {
		p := &plants[i]
		p.Start, p.End = to(p.Start), to(p.End)
		p.Room, p.Text = garble.Span{Start: p.Start, End: p.End}, after[p.Start:p.End]
	}
	out := make([]garble.Span, len(others))
	for i, o := range others {
		out[i] = garble.Span{Start: to(o.Start), End: to(o.End)}
	}
	return out
}

// beyondHelp says whether a problem is a loss that no step can know: of a letter that was stored in a charset
// without it nothing is left, and a step that puts one there is wrong.
func beyondHelp(p samples.Problem) bool {
	return p.Problem == "mojibake" && strings.HasPrefix(p.Detail, "us-ascii")
}

// What the truth file calls by one name and several steps, or none, take care of.
const (
	blankLines = "spacing, blank lines"
	lineEnds   = "spacing, line ends"
	oneByte    = "mojibake, one byte a letter" // clean.mojibake says that it leaves it alone
)

func named(p samples.Problem) string {
	switch {
	case p.Problem == "mojibake" && !strings.HasPrefix(p.Detail, "utf-8"):
		return oneByte
	case p.Problem != "spacing" || p.Text == nil || !strings.Contains(*p.Text, "\n"):
		return p.Problem
	case strings.Count(*p.Text, "\n") == 1 && strings.TrimSpace(*p.Text) == "":
		return lineEnds
	}
	return blankLines
}

// apart sorts plants and leaves those out that lie within another.
func apart(plants []garble.Plant) []garble.Plant {
	slices.SortStableFunc(plants, func(a, b garble.Plant) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	end := 0
	return slices.DeleteFunc(plants, func(p garble.Plant) bool {
		inside := p.Start < end
		end = max(end, p.End)
		return inside
	})
}
