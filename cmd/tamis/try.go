package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/schema"
)

// tryContext is how many unchanged characters stand on each side of an edit: half a line.
const tryContext = 60

// tryCommand shows documents before and after.
func tryCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "try",
		ArgsUsage: "RECIPE",
		Usage:     "documents before and after, nothing written",
		Description: "Removed text stands in [-…-], inserted text in {+…+}, on a terminal in the\n" +
			"colour of its kind. What a private step removes is shown nowhere: its kind and\n" +
			"length stand there.",
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "doc", Usage: "all documents whose id or origin holds `ID`, in place of a sample"},
			&cli.BoolFlag{Name: "stats", Usage: "a table of the edits by step and kind in place of the documents"},
			&cli.IntFlag{Name: "sample", Value: 5, Usage: "try `N` documents, the same ones each time"},
			setFlag(),
		}, placeFlags(), effortFlags()),
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 1, 1); err != nil {
				return err
			}
			if c.Int("sample") < 1 {
				return usageErr("try: --sample is at least 1")
			}
			r, err := mustRecipe(v, c)
			if err != nil {
				return err
			}
			o, err := engineOptions(v, c)
			if err != nil {
				return err
			}
			t, err := engine.Try(c.Context, r, o, engine.TryOptions{Doc: c.String("doc"), Sample: c.Int("sample")})
			if err != nil {
				return runError(err)
			}
			if c.Bool("stats") {
				v.print(trialStats(t))
				return nil
			}
			v.print(trialText(t, paint{v.outColor}))
			return nil
		},
	}
}

// trialText shows all documents of a trial and where the learned tables come from.
func trialText(t *engine.Trial, p paint) string {
	var b strings.Builder
	for i := range t.Docs {
		b.WriteString(triedText(t, &t.Docs[i], p) + "\n")
	}
	b.WriteString(legend(t, p))
	b.WriteString(trialEnd(t))
	return b.String()
}

// trialEnd says what Judges and Learners went by and how many documents there were.
func trialEnd(t *engine.Trial) string {
	var b strings.Builder
	for _, l := range t.Learned {
		fmt.Fprintf(&b, "%s: %s\n", safe(l.Step), learnedText(l.From, len(t.Docs), t.Ran))
	}
	of := "all there are"
	if !t.All || t.Seen > len(t.Docs) {
		of = "of " + countText(int64(t.Seen)) + " looked at"
	}
	fmt.Fprintf(&b, "%s, %s\n", plural(len(t.Docs), "document"), of)
	return b.String()
}

// learnedText says what a Judge or Learner went by. A sample knows little of what recurs in a set.
// A work folder keeps what the last run under a name decided, which may have been one of another recipe.
func learnedText(from string, n int, ran bool) string {
	switch {
	case from != "sample":
		return "knows the whole set, from the last run"
	case ran:
		return "knows " + theseText(n) + " alone: the last run of that name had other inputs or steps (recipes of one name take a --work each)"
	}
	return "knows " + theseText(n) + " alone; after a run it knows the whole set"
}

func theseText(n int) string {
	if n == 1 {
		return "this document"
	}
	return "these " + plural(n, "document")
}

// triedText shows one document: its verdict, its edits, and the columns that steps set.
func triedText(t *engine.Trial, d *engine.Tried, p paint) string {
	var b strings.Builder
	name := d.Doc.Str(schema.SlotID)
	if name == "" {
		name = d.Doc.Str(schema.SlotOrigin)
	}
	fmt.Fprintf(&b, "%s  %s\n", p.bold(safe(name)), verdictText(t, d, p))
	for _, slot := range editedSlots(d) {
		if slot != schema.SlotText {
			fmt.Fprintf(&b, "%s: ", safe(t.Layout.Columns[slot].Name))
		}
		b.WriteString(editsOf(t, d, slot, p))
	}
	b.WriteString(newColumns(t, d))
	return b.String()
}

func verdictText(t *engine.Trial, d *engine.Tried, p paint) string {
	r := d.Doc.Reject
	if r == nil && d.Doc.Copies > 0 {
		return fmt.Sprintf("kept, in %s", plural(int(d.Doc.Copies)+1, "row"))
	}
	if r == nil {
		return "kept"
	}
	step := "read"
	if r.Step >= 0 && r.Step < len(t.Layout.Steps) {
		step = t.Layout.Steps[r.Step].Name
	}
	s := "rejected by " + step + " (" + r.Rule + ")"
	if r.HasValue {
		s += ": " + measured(r.Value, r.Threshold)
	}
	return p.red(safe(s))
}

// editedSlots lists the text and all other columns with edits, in order.
func editedSlots(d *engine.Tried) []int {
	slots := []int{schema.SlotText}
	for _, r := range d.Rows {
		if !slices.Contains(slots, r.Slot) {
			slots = append(slots, r.Slot)
		}
	}
	return slots
}

func editsOf(t *engine.Trial, d *engine.Tried, slot int, p paint) string {
	var rows []schema.Row
	for _, r := range d.Rows {
		if r.Slot == slot {
			rows = append(rows, r)
		}
	}
	view := editView{paint: p, context: tryContext, names: &kindNames{t.Layout}}
	return view.render(d.Before.Str(slot), rows)
}

// newColumns lists the columns that steps filled.
func newColumns(t *engine.Trial, d *engine.Tried) string {
	var parts []string
	for slot := schema.SlotFirst; slot < min(len(t.Layout.Columns), len(d.Doc.Values)); slot++ {
		v := d.Doc.Values[slot]
		if v.IsNull() || slot < len(d.Before.Values) && !d.Before.Values[slot].IsNull() {
			continue
		}
		parts = append(parts, safe(t.Layout.Columns[slot].Name)+"="+cellText(v))
	}
	if d.Doc.Split >= 0 && d.Doc.Split < len(t.Splits) && d.Doc.Kept() {
		parts = append(parts, "split="+safe(t.Splits[d.Doc.Split]))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "  ") + "\n"
}
