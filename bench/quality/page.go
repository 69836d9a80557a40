package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// page measures everything that was asked for and writes the page.
func (b *bench) page() ([]byte, error) {
	if err := b.measureKinds(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	b.head(&out)
	b.summary(&out)
	b.kindTable(&out)
	b.guardTable(&out)
	if b.only != "" {
		return out.Bytes(), nil
	}
	if err := b.truthTable(&out); err != nil {
		return nil, err
	}
	if err := b.alarmTables(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

const intro = `# Quality of the steps that mend and redact

Written by ` + "`make quality`" + ` (bench/quality); seed %d, %d texts a kind. Nothing here depends on the machine, Go's
documentation and the READMEs of the last section aside, which are those of the Go and the modules in use.

Each text is clean prose in one of 37 languages, beside it sentences that only look like damage, and damage of one
kind. **Open** kinds (internal/garble, and with a 2 behind their names internal/garble/sealed, once the judge's) may be used
while a step is built; **sealed** ones (internal/garble/judge: other shapes, words, languages) were written by somebody
who had not seen the steps, and no step author reads them. (The authors of spacing, paragraphs and casing have seen rows of
this table, never texts, when their work was done; nothing followed from it.)

- *bytes*: removed bytes against planted ones, white space aside. What a redacting step puts in place doesn't count.
- *changes*: a change is right where the text around it comes out exactly as the clean text.
- *tables*: a table is right where every cell stands in its place as GitHub writes tables.
- *exact*: texts that came out as the clean text (in *bytes*: runs of white space taken as one blank).

`

func (b *bench) head(out *bytes.Buffer) { fmt.Fprintf(out, intro, b.seed, b.texts) }

// bars are what issue 4 asks of a step: precision and recall.
var bars = map[string][2]float64{
	"clean.mojibake": {0.99, 0.99}, "clean.markup": {0.99, 0.99}, "clean.tables": {0.99, 0.99}, "clean.spacing": {0.995, 0.9}, "clean.casing": {0.995, 0.9},
	"clean.paragraphs": {0.995, 0.9}, "redact.gibberish": {0.99, 0.99}, "redact.boilerplate": {0.99, 0.99}, "redact.repeats": {0.99, 0.99},
	"redact.pii": {0.97, 0.97}, "redact.secrets": {0.97, 0.97},
}

// pooled sums up the measured kinds of a step in one half: all their bytes or changes together, the
// means over kinds, and the smallest recall.
type pooled struct {
	sum                      tally
	kinds                    int
	precision, recall, worst float64
}

func (b *bench) pool(step, half string) pooled {
	p := pooled{worst: 1}
	for _, x := range b.results {
		if x.step != step || x.half != half || x.skipped != "" {
			continue
		}
		p.kinds++
		p.sum.add(x.tally)
		p.precision += x.tally.precision()
		p.recall += x.tally.recall()
		p.worst = min(p.worst, x.tally.recall())
	}
	return p
}

func (b *bench) summary(out *bytes.Buffer) {
	out.WriteString("## By step\n\nAll kinds of a step together, and the means over its kinds, each of the same weight.\n\n" +
		"| step | bar | half | kinds | precision | recall | mean precision | mean recall | worst recall | meets the bar |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, step := range alarmed {
		bar, ok := bars[step]
		if !ok {
			continue
		}
		for _, half := range []string{"open", "sealed"} {
			p := b.pool(step, half)
			if p.kinds == 0 {
				fmt.Fprintf(out, "| %s | %.3g / %.3g | %s | 0 | | | | | | not measured |\n", step, bar[0], bar[1], half)
				continue
			}
			n := float64(p.kinds)
			meets := map[bool]string{true: "yes", false: "no"}[p.sum.precision() >= bar[0] && p.sum.recall() >= bar[1]]
			fmt.Fprintf(out, "| %s | %.3g / %.3g | %s | %d | %s | %s | %s | %s | %s | %s |\n", step, bar[0], bar[1], half, p.kinds,
				number(p.sum.precision()), number(p.sum.recall()), number(p.precision/n), number(p.recall/n), number(p.worst), meets)
		}
	}
	out.WriteString("\n")
}

func number(f float64) string { return fmt.Sprintf("%.4f", f) }

var measureNames = map[garble.Measure]string{garble.Bytes: "bytes", garble.Changes: "changes", garble.Cells: "tables"}

func (b *bench) kindTable(out *bytes.Buffer) {
	for _, half := range []string{"open", "sealed"} {
		fmt.Fprintf(out, "## By kind: %s\n\n| kind | step | measure | planted | hit | missed | wrong | precision | recall | exact |\n|---|---|---|---|---|---|---|---|---|---|\n", half)
		for _, r := range b.results {
			switch {
			case r.half != half:
			case r.skipped != "":
				fmt.Fprintf(out, "| %s | %s | – | | | | | | | %s |\n", r.kind, r.step, r.skipped)
			default:
				t := r.tally
				fmt.Fprintf(out, "| %s | %s | %s | %d | %d | %d | %d | %s | %s | %d of %d%s |\n", r.kind, r.step, measureNames[r.measure],
					t.hit+t.miss, t.hit, t.miss, t.wrong, number(t.precision()), number(t.recall()), t.exact, t.texts, failures(t.failed))
			}
		}
		out.WriteString("\n")
	}
}

// failures names the texts on which a step gave up, which no step may.
func failures(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", **%d failed**", n)
}

// guardTable shows for each negative how many of its bytes each step changed; zeros stay out.
func (b *bench) guardTable(out *bytes.Buffer) {
	out.WriteString("## Lookalikes\n\nBytes that a step changed in what only looks like damage, of those it saw; a pair that isn't listed was left alone.\n\n| step | lookalike | bytes | changed |\n|---|---|---|---|\n")
	for _, step := range slices.Sorted(maps.Keys(b.guards)) {
		var seen, changed int64
		for _, kind := range slices.Sorted(maps.Keys(b.guards[step])) {
			n := b.guards[step][kind]
			seen, changed = seen+n[0], changed+n[1]
			if n[1] > 0 {
				fmt.Fprintf(out, "| %s | %s | %d | %d |\n", step, kind, n[0], n[1])
			}
		}
		fmt.Fprintf(out, "| **%s** | all | %d | %d |\n", step, seen, changed)
	}
	out.WriteString("\n")
}

func (b *bench) truthTable(out *bytes.Buffer) error {
	rows, err := b.measureTruth()
	if err != nil {
		return err
	}
	out.WriteString("## testdata/truth.jsonl\n\n*Wrong* counts in documents that are all right; *elsewhere* is what no mark covers in others, which may be right.\n\n" +
		"| problem | step | marked | hit | missed | wrong | elsewhere | recall |\n|---|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		if r.skipped != "" {
			fmt.Fprintf(out, "| %s | %s | | | | | | %s |\n", r.problem, r.step, r.skipped)
			continue
		}
		t := r.tally
		fmt.Fprintf(out, "| %s | %s | %d | %d | %d | %d | %d | %s |\n", r.problem, r.step, t.hit+t.miss, t.hit, t.miss, t.wrong, r.elsewhere, number(t.recall()))
	}
	out.WriteString("\n")
	return nil
}

func (b *bench) alarmTables(out *bytes.Buffer) error {
	libraries, err := b.libraries()
	if err != nil {
		return err
	}
	out.WriteString("## False alarms on clean text\n\nBytes removed or inserted in 10,000; in brackets those that are no white space. The bar for clean.* and redact.gibberish is 1.\n\n")
	var head, rule strings.Builder
	rows := map[string]string{}
	for _, l := range libraries {
		alarms, err := b.measureAlarms(l)
		if err != nil {
			return err
		}
		fmt.Fprintf(&head, " %s |", l.name)
		rule.WriteString("---|")
		for _, a := range alarms {
			rows[a.step] += fmt.Sprintf(" %.2f (%.2f), %d texts%s |", a.rate(a.changed), a.rate(a.visible), a.texts, failures(a.failed))
		}
		fmt.Fprintf(out, "- **%s**: %s; %d texts, %d bytes\n", l.name, l.about, len(l.texts), total(l.texts))
	}
	fmt.Fprintf(out, "\n| step |%s\n|---|%s\n", head.String(), rule.String())
	for _, step := range append(slices.Clone(alarmed), together) {
		if rows[step] != "" {
			fmt.Fprintf(out, "| %s |%s\n", step, rows[step])
		}
	}
	return nil
}

func total(texts []string) (n int) {
	for _, t := range texts {
		n += len(t)
	}
	return n
}
