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
	{"mojibake", "clean.mojibake", garble.Changes}, {"markup", "clean.markup", garble.Bytes}, {"table", "clean.tables", garble.Cells},
	{"glued", "clean.spacing", garble.Changes}, {"spacing", "clean.spacing", garble.Changes}, {"casing", "clean.casing", garble.Changes}, {"paragraph", "clean.paragraphs", garble.Changes}, {blankLines, "clean.paragraphs", garble.Changes},
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
		texts[i] = d.Text
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

// truthText makes a text of a document: marks of the problem are its plants, those of other problems
// may be changed or not. Right says that the document needs no mending at all.
func truthText(d samples.Doc, problem string) (t garble.Text, others []garble.Span, right bool) {
	t = garble.Text{Damaged: d.Text, Clean: d.Text}
	for _, p := range d.Problems {
		switch {
		case p.Problem == "none":
			right = true
		case p.Column != "" || p.Text == nil:
		case named(p) != problem:
			others = append(others, garble.Span{Start: p.Start, End: p.End})
		default:
			plant := garble.Plant{Kind: problem, Start: p.Start, End: p.End, Text: *p.Text, Room: garble.Span{Start: p.Start, End: p.End}}
			if p.Should != nil {
				plant.Want = *p.Should
			}
			t.Plants = append(t.Plants, plant)
		}
	}
	t.Plants = apart(t.Plants)
	return t, others, right
}

// blankLines is what the truth file calls spacing, where lines are too many: another step's.
const blankLines = "spacing, blank lines"

func named(p samples.Problem) string {
	if p.Problem == "spacing" && p.Text != nil && strings.Contains(*p.Text, "\n") {
		return blankLines
	}
	return p.Problem
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
