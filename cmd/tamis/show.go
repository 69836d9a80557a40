package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/expr"
	"github.com/tamis-data/tamis/schema"
)

// releaseHelp says what a RELEASE argument may be.
const releaseHelp = "RELEASE is a folder, NAME@VERSION below --out, or NAME (the latest, else the\nnewest draft)."

// showCommand prints documents of a release.
func showCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "show",
		ArgsUsage: "RELEASE [ID...]",
		Usage:     "documents of a release, safely printed",
		Description: releaseHelp + "\n" +
			"Control characters and bidirectional marks of a document are shown as escapes.\n" +
			"--cluster shows the document that stayed, then those that went for it or were\n" +
			"labelled, the least similar first, each beside the one kept in its place: what\n" +
			"only that one has in [-…-], what only the copy has in {+…+}; in two columns\n" +
			"where the terminal is wide enough. A dropped text is as it was when it was\n" +
			"dropped: later steps changed the other one alone. What dedupe.against found in\n" +
			"another release is put beside the document where that release is here.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "split", Usage: "documents of one `SPLIT`"},
			&cli.StringFlag{Name: "where", Usage: "documents for which an `EXPRESSION` over the columns holds"},
			&cli.StringFlag{Name: "cluster", Usage: "the documents that steps found to be copies of one another; `ID` is that of any of them"},
			&cli.IntFlag{Name: "limit", Value: 5, Usage: "at most `N` documents; 0 for all"},
			stagedFlag(),
			outFlag(),
		},
		Action: func(c *cli.Context) error { return show(v, c) },
	}
}

// stagedFlag reaches the result of a run that a limit stopped.
func stagedFlag() cli.Flag {
	return &cli.BoolFlag{Name: "staged", Usage: "the result that a limit kept from being published; RELEASE is its NAME"}
}

func show(v *voice, c *cli.Context) error {
	if err := wantArgs(c, 1, 1<<20); err != nil {
		return err
	}
	release, err := openRelease(v, c)
	if err != nil {
		return err
	}
	if c.IsSet("cluster") {
		return showCluster(v, c, release)
	}
	keep, err := newSelection(c, release)
	if err != nil {
		return err
	}
	shown, more, err := showRows(v, c, release, keep)
	if err != nil {
		return err
	}
	if shown == 0 && keep.ids == nil {
		v.say("show: no document to show")
	}
	if more && !c.IsSet("limit") {
		v.say("show: there are more; --limit 0 shows all")
	}
	return keep.missing()
}

// showRows prints the chosen documents up to the limit and says whether there are more.
func showRows(v *voice, c *cli.Context, release *export.Release, keep *selection) (shown int, more bool, err error) {
	for row, err := range rowsOf(c, release) {
		if err = errors.Join(err, c.Context.Err()); err != nil {
			return shown, false, err
		}
		ok, err := keep.row(row)
		if err != nil {
			return shown, false, err
		}
		if !ok {
			continue
		}
		if keep.limit > 0 && shown == keep.limit {
			return shown, true, nil
		}
		v.print(documentText(row, paint{v.outColor}))
		shown++
	}
	return shown, false, nil
}

// openRelease loads what the first argument names, and says which release a NAME stood for.
func openRelease(v *voice, c *cli.Context) (*export.Release, error) {
	name := c.Args().First()
	if c.Bool("staged") {
		return openStaged(c.String("out"), name)
	}
	return openNamed(v, c, name)
}

// openNamed loads a release by its folder or name.
func openNamed(v *voice, c *cli.Context, name string) (*export.Release, error) {
	dir, err := export.Resolve(c.String("out"), name)
	if err != nil {
		return nil, err
	}
	release, err := export.Load(dir)
	if err == nil && !strings.Contains(name, "@") && !export.IsRelease(name) {
		v.say("%s: %s, %s", c.Command.Name, dir, chosenText(release.Manifest.Version))
	}
	return release, err
}

// chosenText says why a version was chosen where a NAME alone was given.
func chosenText(version string) string {
	if export.IsDraft(version) {
		return "the newest draft, since there is no release"
	}
	return "the latest"
}

// openStaged loads the result that a limit kept from being published.
func openStaged(out, name string) (*export.Release, error) {
	dir := export.Staged(out, name)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("no staged result of %s in %s: only a run that a limit stopped keeps one", name, out)
	}
	return export.Load(dir)
}

func rowsOf(c *cli.Context, r *export.Release) iter.Seq2[export.Row, error] {
	if split := c.String("split"); split != "" {
		return r.SplitRows(split)
	}
	return r.Rows(export.TableData)
}

// selection says which rows are shown.
type selection struct {
	ids     map[string]bool // asked for → seen; nil for all
	where   *expr.Program
	columns []schema.Column
	limit   int
}

func newSelection(c *cli.Context, r *export.Release) (*selection, error) {
	s := &selection{limit: c.Int("limit")}
	if s.limit < 0 {
		return nil, usageErr("show: --limit is not negative")
	}
	if split := c.String("split"); split != "" {
		if _, ok := r.Manifest.Accounting.Splits[split]; !ok {
			names := strings.Join(slices.Sorted(maps.Keys(r.Manifest.Accounting.Splits)), ", ")
			return nil, usageErr("show: the release has no split %q; it has %s", split, names)
		}
	}
	if ids := c.Args().Tail(); len(ids) > 0 {
		s.ids, s.limit = map[string]bool{}, 0
		for _, id := range ids {
			s.ids[id] = false
		}
	}
	return s, s.compile(c.String("where"), r)
}

// compile prepares --where over the columns of data/.
func (s *selection) compile(src string, r *export.Release) error {
	if src == "" {
		return nil
	}
	for _, t := range r.Manifest.Tables {
		if t.Name == export.TableData {
			for _, c := range t.Columns {
				typ, err := schema.ParseType(c.Type)
				if err != nil {
					continue // lists of structs: expressions know their length alone
				}
				s.columns = append(s.columns, schema.Column{Name: c.Name, Type: typ})
			}
		}
	}
	p, err := expr.Compile(src, expr.Columns(s.columns))
	if err != nil {
		return usageErr("show: --where: %s", err)
	}
	if p.Type().Kind != schema.Bool {
		return usageErr("show: --where gives %s, not true or false", p.Type())
	}
	s.where = p
	return nil
}

// row says whether a row is to be shown.
func (s *selection) row(r export.Row) (bool, error) {
	if s.ids != nil {
		if _, ok := s.ids[r.Str("id")]; !ok {
			return false, nil
		}
		s.ids[r.Str("id")] = true
	}
	if s.where == nil {
		return true, nil
	}
	d := schema.Doc{Values: make([]schema.Value, len(s.columns))}
	for i, c := range s.columns {
		d.Values[i] = r.Value(c.Name)
	}
	v, err := s.where.Eval(&d)
	var bad *expr.Error
	if errors.As(err, &bad) {
		return false, nil // as in a filter: what cannot be computed does not hold
	}
	return v.Bool(), err
}

// missing names the ids that no row had.
func (s *selection) missing() error {
	var absent []string
	for id, seen := range s.ids {
		if !seen {
			absent = append(absent, id)
		}
	}
	if len(absent) == 0 {
		return nil
	}
	slices.Sort(absent)
	return fmt.Errorf("show: no document %s; tamis explain says what became of one", strings.Join(absent, ", "))
}

// documentText prints one row: its id, its columns, its text.
func documentText(r export.Row, p paint) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.bold("── "+safe(r.Str("id"))))
	var parts []string
	for _, c := range r.Columns() {
		if c.Name == "id" || c.Name == "text" || r.Value(c.Name).IsNull() {
			continue
		}
		parts = append(parts, safe(c.Name)+"="+cellText(r.Value(c.Name)))
	}
	b.WriteString(p.dim(strings.Join(parts, "  ")) + "\n\n")
	b.WriteString(strings.TrimRight(safeLines(r.Str("text")), "\n") + "\n\n")
	return b.String()
}
