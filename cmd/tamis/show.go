package main

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/expr"
	"github.com/tamis-data/tamis/schema"
)

// showCommand prints documents of a release.
func showCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "show",
		ArgsUsage: "RELEASE [ID...]",
		Usage:     "documents of a release, safely printed",
		Description: "RELEASE is a folder, NAME@VERSION below --out, or NAME (the latest, else the newest draft).\n" +
			"Control characters and bidirectional marks of a document are shown as escapes.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "split", Usage: "documents of one `SPLIT`"},
			&cli.StringFlag{Name: "where", Usage: "documents for which an `EXPRESSION` over the columns holds"},
			&cli.StringFlag{Name: "cluster", Usage: "documents of the cluster that `ID` survived"},
			&cli.IntFlag{Name: "limit", Value: 5, Usage: "at most `N` documents; 0 for all"},
			&cli.BoolFlag{Name: "staged", Usage: "the result that a limit kept from being published; RELEASE is its NAME"},
			outFlag(),
		},
		Action: func(c *cli.Context) error { return show(v, c) },
	}
}

func show(v *voice, c *cli.Context) error {
	if err := wantArgs(c, 1, 1<<20); err != nil {
		return err
	}
	release, err := openRelease(c)
	if err != nil {
		return err
	}
	keep, err := newSelection(c, release)
	if err != nil {
		return err
	}
	shown := 0
	for row, err := range rowsOf(c, release) {
		if err != nil {
			return err
		}
		if err := c.Context.Err(); err != nil {
			return err
		}
		ok, err := keep.row(row)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		v.print(documentText(row, paint{v.outColor}))
		if shown++; shown == keep.limit {
			break
		}
	}
	return keep.missing()
}

// openRelease loads what the first argument names.
func openRelease(c *cli.Context) (*export.Release, error) {
	if c.Bool("staged") {
		return export.Load(export.Staged(c.String("out"), c.Args().First()))
	}
	dir, err := export.Resolve(c.String("out"), c.Args().First())
	if err != nil {
		return nil, err
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
	cluster string
	where   *expr.Program
	columns []schema.Column
	limit   int
}

func newSelection(c *cli.Context, r *export.Release) (*selection, error) {
	s := &selection{cluster: c.String("cluster"), limit: c.Int("limit")}
	if s.limit < 0 {
		return nil, usageErr("show: --limit is not negative")
	}
	if split := c.String("split"); split != "" {
		if _, ok := r.Manifest.Accounting.Splits[split]; !ok {
			return nil, usageErr("show: the release has no split %q", split)
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
	if s.cluster != "" && r.Str("cluster") != s.cluster && r.Str("id") != s.cluster {
		return false, nil
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
