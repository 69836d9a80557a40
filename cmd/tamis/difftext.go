package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/changes"
)

// diffText tells a comparison to people: how the releases were made, how many documents differ, then cause
// by cause with the first documents of each.
type diffText struct {
	v       *voice
	d       *changes.Diff
	a, b    string // what the releases are called
	explain [2]string
	limit   int64
	paint   paint
	view    diffView
}

func newDiffText(v *voice, c *cli.Context, d *changes.Diff) *diffText {
	t := &diffText{v: v, d: d, a: d.A.Manifest.Version, b: d.B.Manifest.Version, limit: int64(c.Int("limit")), paint: paint{v.outColor}}
	if d.A.Manifest.Name != d.B.Manifest.Name {
		t.a, t.b = d.A.Manifest.Name+" "+t.a, d.B.Manifest.Name+" "+t.b
	}
	if t.a == t.b {
		t.a, t.b = "the first", "the second"
	}
	t.a, t.b = safe(t.a), safe(t.b)
	for i := range t.explain {
		t.explain[i] = "tamis explain " + shellWord(c.Args().Get(i))
		if c.IsSet("out") {
			t.explain[i] += " --out " + shellWord(c.String("out"))
		}
	}
	t.view = diffView{paint: t.paint, width: v.outWidth()}
	return t
}

func (t *diffText) print(c *cli.Context) error {
	for _, u := range t.d.Unknown {
		t.v.say("diff: %s", u)
	}
	if t.d.Empty() {
		t.v.say("diff: no difference: %s", plural(int(t.d.Totals.Same), "document"))
		return nil
	}
	t.v.print(t.head() + t.settings() + t.totals())
	return t.causes(c)
}

func (t *diffText) head() string {
	a, b := t.d.A.Manifest, t.d.B.Manifest
	if a.Name != b.Name {
		return t.paint.bold(fmt.Sprintf("%s %s → %s %s", safe(a.Name), safe(a.Version), safe(b.Name), safe(b.Version))) + "\n"
	}
	return t.paint.bold(fmt.Sprintf("%s %s → %s", safe(a.Name), safe(a.Version), safe(b.Version))) + "\n"
}

func (t *diffText) totals() string {
	n := t.d.Totals
	parts := []string{countText(n.Same) + " the same"}
	for _, p := range []struct {
		n    int64
		word string
	}{{n.Added, "added"}, {n.Removed, "removed"}, {n.Changed, "changed"}, {n.Moved, "moved"}} {
		if p.n > 0 {
			parts = append(parts, countText(p.n)+" "+p.word)
		}
	}
	a, b := t.d.A.Manifest.Accounting, t.d.B.Manifest.Accounting
	s := fmt.Sprintf("\ndocuments  %s → %s: %s\n", countText(n.Same+n.Changed+n.Moved+n.Removed), countText(n.Same+n.Changed+n.Moved+n.Added),
		strings.Join(parts, ", "))
	s += fmt.Sprintf("rejected   %s → %s%s\n", countText(a.Rejected), countText(b.Rejected), rejectedOtherwise(n.RejectedOtherwise))
	return s + t.splits() + t.columns()
}

// splits says, where B keeps the splits of A, whether it did.
func (t *diffText) splits() string {
	if p := t.d.B.Manifest.Previous; p == "" || p != t.d.A.Digest {
		return ""
	}
	n := t.d.Totals
	both := plural(int(n.Same+n.Changed+n.Moved), "document")
	if moved := t.d.Columns["split"]; moved > 0 {
		return fmt.Sprintf("splits     of the %s that both hold %s are in another one\n", both, countText(moved))
	}
	return fmt.Sprintf("splits     none of the %s that both hold changes its split\n", both)
}

func rejectedOtherwise(n int64) string {
	if n == 0 {
		return ""
	}
	return ", " + countText(n) + " by another step or rule"
}

// columns counts the differences by column.
func (t *diffText) columns() string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(t.d.Columns)) {
		parts = append(parts, safe(name)+" "+countText(t.d.Columns[name]))
	}
	if len(parts) == 0 {
		return ""
	}
	return "columns    " + strings.Join(parts, ", ") + "\n"
}

// causes prints the documents under what made them differ.
func (t *diffText) causes(c *cli.Context) error {
	l := &causeList{t: t, at: -1}
	err := t.d.Show(c.Context, t.limit, c.Bool("text"), sizeOf(c, "memory"), func(x *changes.Change, p *changes.Pair) error {
		if l.at < 0 || !under(x, t.d.Causes[l.at]) {
			l.next(x)
		}
		l.shown++
		t.v.print("       " + t.document(x) + "\n")
		if p != nil {
			t.v.print(t.pair(p))
		}
		return nil
	})
	if err != nil {
		return err
	}
	l.end()
	if l.elided && !c.IsSet("limit") {
		t.v.say("diff: there are more; --limit 0 lists all")
	}
	return nil
}

// causeList goes through the causes while their documents are printed.
type causeList struct {
	t      *diffText
	at     int // the cause at hand
	shown  int64
	hint   string // what to type about its first document
	elided bool   // documents were left out
}

// next begins the cause of a change.
func (l *causeList) next(x *changes.Change) {
	l.end()
	kind := ""
	if l.at >= 0 {
		kind = l.t.d.Causes[l.at].Change
	}
	l.at, l.shown, l.hint = l.at+1, 0, l.t.hint(x)
	c := l.t.d.Causes[l.at]
	if c.Change != kind {
		l.t.v.print("\n" + l.t.paint.bold(c.Change) + "\n")
	}
	l.t.v.print(fmt.Sprintf("%5s  %s\n", countText(c.Documents), l.t.why(c)))
}

// end counts what was not shown of a cause, and says where more is told.
func (l *causeList) end() {
	if l.at < 0 {
		return
	}
	if more := l.t.d.Causes[l.at].Documents - l.shown; more > 0 {
		l.elided = true
		l.t.v.print("       and " + countText(more) + " more\n")
	}
	if l.hint != "" {
		l.t.v.print("       " + l.t.paint.dim("see "+l.hint) + "\n")
	}
}

func under(x *changes.Change, c changes.Cause) bool {
	return x.Change == c.Change && x.Reason == c.Reason && x.Step == c.Step && x.Rule == c.Rule
}

// hint is what to type to see what happened to the first document of a cause.
func (t *diffText) hint(x *changes.Change) string {
	id, at := x.ID, 1
	switch {
	case x.Reason == changes.NewFile || x.Reason == changes.NewInFile || x.Reason == changes.NoLedger || x.Reason == changes.NotRead:
		return ""
	case x.Reason == changes.Quarantined:
		return ""
	case x.Change == changes.Added:
		at = 0
	}
	if x.As != "" {
		id = x.As
	}
	return safe(t.explain[at] + " " + shellWord(id))
}

// document is one line about a document.
func (t *diffText) document(x *changes.Change) string {
	s := safe(x.ID)
	if x.From != "" {
		s = safe(x.From) + " → " + s
	}
	var more []string
	if x.As != "" {
		more = append(more, "as "+safe(x.As))
	}
	if x.Value != nil && x.Threshold != nil {
		more = append(more, measured(*x.Value, *x.Threshold))
	}
	if x.KeptID != "" {
		more = append(more, safe(x.KeptID)+" is kept")
	}
	switch {
	case x.SplitA == x.SplitB:
	case x.SplitB == "":
		more = append(more, "was in "+safe(x.SplitA))
	case x.SplitA == "":
		more = append(more, "is in "+safe(x.SplitB))
	default:
		more = append(more, safe(x.SplitA)+" → "+safe(x.SplitB))
	}
	if other := otherColumns(x); len(other) > 0 {
		more = append(more, "differs in "+safe(strings.Join(other, ", ")))
	}
	for _, e := range x.Edits {
		more = append(more, editsText(e))
	}
	if len(more) > 0 {
		s += "  " + strings.Join(more, "; ")
	}
	return s
}

// otherColumns are those that differ, but for those that the line tells otherwise.
func otherColumns(x *changes.Change) []string {
	var out []string
	for _, c := range x.Columns {
		told := c == "split" || x.Change == changes.Moved && (c == "origin" || c == "source")
		if !told {
			out = append(out, c)
		}
	}
	return out
}

func editsText(e changes.EditChange) string {
	name := e.Step
	if name == "" {
		name = "edits"
	}
	if e.A == e.B {
		return safe(name+" "+e.Kind) + " elsewhere"
	}
	return fmt.Sprintf("%s %s → %s", safe(name+" "+e.Kind), countText(int64(e.A)), countText(int64(e.B)))
}

// pair shows what became of title and text.
func (t *diffText) pair(p *changes.Pair) string {
	var b strings.Builder
	if p.TitleA != p.TitleB {
		b.WriteString("\n" + t.view.render(safeLines(p.TitleA), safeLines(p.TitleB)))
	}
	if p.TextA != p.TextB {
		b.WriteString("\n" + t.view.render(safeLines(p.TextA), safeLines(p.TextB)))
	}
	if b.Len() == 0 {
		return ""
	}
	return strings.TrimRight(b.String(), "\n") + "\n\n"
}
