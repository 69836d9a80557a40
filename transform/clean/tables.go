package clean

import (
	"context"
	"slices"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Tables is the transform clean.tables.
var Tables = transform.Spec{
	Name:    "clean.tables",
	Summary: "Mends tables, makes sentences of them or cuts them, and lists their cells",
	Doc:     tablesDoc,
	Params: []transform.Param{
		{Name: "to", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "text", "cut"},
			Doc: "`keep`: GitHub's syntax, which most readers know; `text`: a line of words for each row, for models that learn from words; `cut`: nothing."},
		{Name: "column", Type: transform.ParamBool, Default: false,
			Doc: "Write the cells into the column `tables`; off by default, since few want it and it costs about as much as the text."},
	},
	Short:     "to",
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return tablesKinds },
	Writes:    tablesColumns,
	EditsText: true,
	Version:   1,
	New:       newTables,
	Examples: []transform.Example{
		{Note: "Pipes at the ends of lines alone, or one too many, become GitHub's syntax.",
			Docs:  []string{"Date | Event | Outcome |\n---|---|---|\nMay 2 | Strike | Cranes stop |\nMay 11 | Offer | Taken |"},
			Gives: []string{"| Date | Event | Outcome |\n|---|---|---|\n| May 2 | Strike | Cranes stop |\n| May 11 | Offer | Taken |"}},
		{Note: "A line of words for each row.", Args: "text",
			Docs:  []string{"| Plan | Cost |\n|---|---|\n| Bridge | 12 |\n| Ferry | 3 |\n"},
			Gives: []string{"Plan: Bridge; Cost: 12.\nPlan: Ferry; Cost: 3.\n"}},
		{Note: "Nothing of them, with the cells in a column.", Args: "{to: cut, column: true}",
			Docs: []string{"Two plans.\n\n| Plan | Cost |\n|---|---|\n| Bridge | 12 |\n\nBoth fell."},
			Rows: []string{`tables=[{0, 0, 0, Plan, Bridge}, {0, 0, 1, Cost, "12"}]`}},
		{Note: "Tables of tabs, semicolons, columns and wikis; a right table stays as it is.",
			Docs: []string{"name;boat;berth\n\"Brenn, O.\";Swallow;14\n\"Voss, H.\";;16", "Day       Open   Shut\nMonday      8     16\nTuesday     9     17",
				"{|\n! Boat !! Built\n|-\n| Swallow || 1921\n|}", "| a   | b |\n|-----|---|\n| 1   | 2 |"},
			Gives: []string{"| name | boat | berth |\n|---|---|---|\n| Brenn, O. | Swallow | 14 |\n| Voss, H. | | 16 |", "| Day | Open | Shut |\n|---|---|---|\n| Monday | 8 | 16 |\n| Tuesday | 9 | 17 |",
				"| Boat | Built |\n|---|---|\n| Swallow | 1921 |", "| a   | b |\n|-----|---|\n| 1   | 2 |"}},
		{Note: "What programs draw, and what lost its line ends.",
			Docs:  []string{"+--------+-------+\n| Port   | Boats |\n+--------+-------+\n| Brenn  |    12 |\n| Pell   |     9 |\n+--------+-------+", "Fares: | Zone | Crowns | |---|---| | A | 12 | | B | 18 |"},
			Gives: []string{"| Port | Boats |\n|---|---|\n| Brenn | 12 |\n| Pell | 9 |", "Fares:\n\n| Zone | Crowns |\n|---|---|\n| A | 12 |\n| B | 18 |"}},
		{Note: "What is left where a table lost its words; a list in columns stays.",
			Docs:  []string{"The quay was shut.\n\n| | |\n|---|---|\n\nIt opened in May. |---|---|", "Swell     the rise of the sea that comes from far away\nEbb       the water that goes back to where it was before\nTide      both of them, one behind the other, twice a day"},
			Gives: []string{"The quay was shut.\n\nIt opened in May.", "Swell     the rise of the sea that comes from far away\nEbb       the water that goes back to where it was before\nTide      both of them, one behind the other, twice a day"}},
		{Note: "What is left of a table in broken tags.",
			Docs:  []string{"< td >Maris Point< td /> < td >Oldhaven< td />\nHarbour Tonnes\n2,400 after a cut.< td /> tr >\n1,100, as before.< td /> tr >"},
			Gives: []string{"Harbour Tonnes\n\n| | |\n|---|---|\n| Maris Point | 2,400 after a cut. |\n| Oldhaven | 1,100, as before. |"}},
	},
}

const tablesDoc = `A table is told by its structure: cells that agree over rows. Code is left alone. It is one of these:

- lines with pipes and a line of dashes under the first, whatever pipes stand at their ends (none, the
  leading ones, the trailing ones, escaped ones), with a blank line behind each too, and all on one line; the
  dashes may have become long ones or slipped to the end;
- lines with pipes and no dashes, two or more: the same number of cells in three of four, pipes at their ends,
  or else three lines of short cells under a header; ¦ and ｜ are pipes as well;
- what programs draw: MySQL, psql, Org mode, the grids of reStructuredText, box drawing of any weight. The rows
  have as many cells as the rules have runs of dashes; lines between two rules are one row where rules stand
  between all rows. A frame with one column is no table, and drawings with arrows are none;
- columns with two blanks between them in all lines (one before and behind numbers, as in the output of ps, df,
  R and pandas), under a header, with or without a rule; wide characters of East Asia count twice. The simple and
  multi-line tables of reStructuredText and Pandoc are among them: a rule with blanks between its runs tells the
  columns;
- tables of MediaWiki, DokuWiki, Confluence, MoinMoin, Textile, Creole and LaTeX, and tables in tags of HTML,
  whole or broken (clean.markup puts the same together, so that either may go first);
- three lines or more (two of three columns) cut by tabs, semicolons or commas into as many cells, quotes around
  those that hold the separator;
- cells that stand a line or a paragraph each, where numbers prove the number of columns: each column holds
  numbers alone or words alone, one at least of each, under a header of words.

Lists stay as they are. Two columns are a list where the first holds bullets, numbers of items or names with a
colon, where the second holds sentences (terms with what they mean, a play's speakers), addresses in all rows,
or where more than 40 rows hold no column of numbers. Aligned lines are none where rows begin with options or
with small letters, where cells end as sentences do, or where there is neither a header nor a column of numbers:
commands, poems in two halves, logs, two columns of prose, tables of contents with dots, chess diagrams.

With ` + "`keep`" + ` a table that is right already is not touched: pipes at both ends of all lines, dashes under the
header, as many cells in all rows. The others are written in GitHub's syntax, rows filled up to the same number of
cells; a table without a header gets an empty one, and a blank line parts it from the text behind it. Tables in
quotes keep the marks of quoting.

With ` + "`text`" + ` a row becomes ` + "`Header: cell; header: cell.`" + ` with the marks of the table's script (：；。 in
Chinese and Japanese, ؛ in Arabic, । in Hindi); two columns without a header become ` + "`cell: cell.`" + `

Debris goes in all three modes: lines of pipes, dashes, corners, empty fields or names of tags without their
brackets, alone between blank lines or among lines of prose, and runs of them within a line; a header without rows
right before the same table with them. Debris of a table in broken tags is put together only where its rows are
certain: every row ends in a piece of a tag, or has as many cells as the others. A line of cells that ran together
is taken apart where its cells stand in the text elsewhere. Of two such tables with the same rows, one behind the
other, the second goes, and so does one that is a part of the next. All other words stay: nothing is cut that is
not said again.

The column ` + "`tables`" + ` holds for each cell the numbers of its table, row and column from 0, the header of
its column and what it says; rows under the header are counted. With ` + "`text`" + ` and ` + "`cut`" + ` it holds the tables that were
there before.`

// Kinds of edits, by index.
const (
	kindPipes = iota
	kindPlain
	kindDebris
)

var tablesKinds = []string{"pipes", "plain", "debris"}

const tablesName = "tables"

func tablesColumns(a transform.Args) []schema.Column {
	if !a.Bool("column") {
		return nil
	}
	number := schema.Type{Kind: schema.Int32}
	cell := schema.StructOf(schema.Field{Name: "table", Type: number}, schema.Field{Name: "row", Type: number}, schema.Field{Name: "column", Type: number},
		schema.Field{Name: "header", Type: schema.Type{Kind: schema.String, Nullable: true}}, schema.Field{Name: "cell", Type: schema.Type{Kind: schema.String}})
	return []schema.Column{{Name: tablesName, Type: schema.ListOf(cell), Doc: "The cells of the tables of the text, row by row."}}
}

// tables is clean.tables with its arguments.
type tables struct {
	on   []int
	to   string
	slot int // of the column, -1 for none
}

func newTables(a transform.Args) (transform.Step, error) {
	t := &tables{on: a.On, to: a.String("to"), slot: -1}
	if a.Bool("column") {
		t.slot = a.Slot(tablesName)
	}
	return t, nil
}

// Map implements transform.Mapper.
func (t *tables) Map(_ context.Context, d *schema.Doc) error {
	c := cellList{wanted: t.slot >= 0}
	for _, slot := range t.on {
		if !mayTable(d.Str(slot)) {
			continue
		}
		if err := t.settle(d, slot, &c); err != nil {
			return err
		}
	}
	if t.slot >= 0 {
		d.Set(t.slot, schema.ListValue(c.values))
	}
	return nil
}

// cellList collects what the column holds.
type cellList struct {
	wanted bool
	values []schema.Value
	tables int
}

func (c *cellList) add(g *grid) {
	if c.wanted {
		c.values = g.cells(c.values, c.tables)
		c.tables++
	}
}

// settle repeats until no table is left to write. What does not settle goes back to what it was.
func (t *tables) settle(d *schema.Doc, slot int, c *cellList) error {
	p := pagePool.Get().(*page)
	defer p.free()
	p.keep, p.way = &keepNothing, markdownKeep
	before := d.Str(slot)
	for range maxRounds {
		s := d.Str(slot)
		p.readRows(s)
		e := d.Edit(slot)
		if !p.left {
			t.pass(p, e, c)
		}
		if e.Len() == 0 {
			return nil
		}
		if err := d.Apply(e); err != nil || d.Str(slot) == s {
			return err
		}
	}
	e := d.Edit(slot)
	e.Replace(0, len(d.Str(slot)), before, kindPipes)
	return d.Apply(e)
}

var keepNothing [kindMarkdown + 1]bool

// pass writes all tables of the text anew. The column gets them when they leave the text, or when
// none is left to write.
func (t *tables) pass(p *page, e *schema.Edits, c *cellList) {
	scan := tableScans.Get().(*tableScan)
	defer scan.free()
	grids := scan.findTables(p)
	for i := range grids {
		t.write(p, &grids[i], e)
		if t.to != "keep" && !grids[i].again {
			c.add(&grids[i])
		}
	}
	if t.to == "keep" && e.Len() == 0 {
		for i := range grids {
			c.add(&grids[i])
		}
	}
}

// findTables returns the tables of a text in order. They hold until the scan is freed.
func (t *tableScan) findTables(p *page) []grid {
	t.open(p)
	lost := p.lostGrids()
	if mayDrawn(p.text) {
		t.pipeTables()
	}
	t.grids = mergeGrids(lost, t.grids)
	p.copies(t.grids)
	t.grids = slices.DeleteFunc(t.grids, func(g grid) bool { return g.empty() && !g.again })
	known := len(t.grids)
	t.tableDebris()
	t.grids = mergeGrids(t.grids[:known:known], t.grids[known:])
	known = len(t.grids)
	t.plainTables()
	t.grids = mergeGrids(t.grids[:known:known], t.grids[known:])
	return t.grids
}

func (t *tables) write(p *page, g *grid, e *schema.Edits) {
	kind := uint8(kindPipes)
	switch {
	case g.lost:
		kind = kindDebris
	case g.plain:
		kind = kindPlain
	}
	switch {
	case g.again:
		p.cutGrid(g, e, kind)
	case t.to == "text":
		p.write(g, g.sentences(), e, kind)
	case t.to == "cut":
		p.cutGrid(g, e, kind)
	default:
		if words := g.markdown(); !g.right && (g.lost || words != p.text[g.start:g.end]) {
			p.write(g, words, e, kind)
		} else if p.swallows(g) {
			e.Insert(g.end+1, "\n", kind)
		}
	}
}

// swallows says whether the line behind a table would be read as a row of it: words, and no mark that
// begins a block.
func (p *page) swallows(g *grid) bool {
	at := g.end + 1
	if at >= len(p.text) || p.text[g.end] != '\n' || blankAhead(p.text, at) {
		return false
	}
	return wordy(p.text[at]) && separator(p.text[at:lineEnd(p.text, at)]) == sepNone
}

// cutGrid cuts a table with its last line feed and, where blank lines stand on both sides, those
// behind it. A line that stood inside it and says more than the table stays.
func (p *page) cutGrid(g *grid, e *schema.Edits, kind uint8) {
	s, to := p.text, g.end
	if g.inline {
		e.Cut(g.start, to, kind)
		return
	}
	if g.before != "" {
		e.Between(s[g.start:g.end], g.start, g.before, kind)
		return
	}
	if g.start > 0 && s[g.start-1] != '\n' {
		p.cutInside(g, e, kind)
		return
	}
	if to < len(s) && s[to] == '\r' {
		to++
	}
	if to < len(s) && s[to] == '\n' {
		to++
	}
	if g.start == 0 || g.start > 1 && s[g.start-2] == '\n' {
		for to < len(s) && blankAhead(s, to) {
			to = min(lineEnd(s, to)+1, len(s))
		}
	}
	e.Cut(g.start, to, kind)
}

// cutInside cuts a table that begins within a line; a blank parts the words around it.
func (p *page) cutInside(g *grid, e *schema.Edits, kind uint8) {
	if g.end < len(p.text) && p.text[g.end] != '\n' && p.text[g.end] != '\r' {
		e.Replace(g.start, g.end, " ", kind)
		return
	}
	e.Cut(g.start, g.end, kind)
}
