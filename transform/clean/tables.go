package clean

import (
	"context"
	"slices"
	"strings"

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
			Doc: "`keep`: GitHub's syntax, `text`: a line of words for each row, `cut`: nothing."},
		{Name: "column", Type: transform.ParamBool, Default: false,
			Doc: "Write the cells into the column `tables`."},
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
		{Note: "What is left of a table in broken tags.",
			Docs:  []string{"< td >Maris Point< td /> < td >Oldhaven< td />\nHarbour Tonnes\n2,400 after a cut.< td /> tr >\n1,100, as before.< td /> tr >"},
			Gives: []string{"Harbour Tonnes\n\n| | |\n|---|---|\n| Maris Point | 2,400 after a cut. |\n| Oldhaven | 1,100, as before. |"}},
	},
}

const tablesDoc = `A table is one of these, outside of code:

- lines with pipes and a line of dashes between them, whatever pipes stand at their ends; a line of
  dashes that has slipped to the end counts; lines that all begin and end with a pipe need none;
- tables of MediaWiki;
- tables in tags of HTML, whole or broken (clean.markup puts the same together, so that either may go first);
- three lines or more with the same number of tabs, or of semicolons with no blank behind them (three
  columns or more, quotes around cells);
- three lines or more whose words stand in columns with two blanks between them, with a line of
  dashes under the first or a column of numbers; lists of options and commands are left alone.

With ` + "`keep`" + ` a table that is right already is not touched: pipes at both ends of all lines or of none,
dashes under the header, no row longer than it. The others are written in GitHub's syntax; a table
without a header gets an empty one, and a blank line parts it from the text behind it.

Debris of a table in broken tags is put together only where its rows are certain: every row ends in a
piece of a tag, or has as many cells as the others. A line of cells that ran together is taken apart
where its cells stand in the text elsewhere. The rest is left as text; clean.markup cuts the pieces.

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
		p.read(s)
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
	grids := findTables(p)
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

// findTables returns the tables of a text in order.
func findTables(p *page) []grid {
	grids := p.lostGrids()
	s := p.text
	if strings.IndexByte(s, '|') >= 0 {
		grids = mergeGrids(grids, pipeTables(p, nil))
	}
	grids = slices.DeleteFunc(grids, func(g grid) bool { return g.empty() && !g.again })
	if strings.IndexByte(s, '|') >= 0 || strings.Contains(s, "+-") {
		grids = mergeGrids(grids, tableDebris(p, nil))
	}
	grids = mergeGrids(grids, plainTables(p, nil))
	return slices.DeleteFunc(grids, func(g grid) bool { return g.empty() && !g.again })
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
	return wordy(p.text[at]) && !hasCells(p.text[at:lineEnd(p.text, at)])
}

// cutGrid cuts a table with its last line feed and, where blank lines stand on both sides, those
// behind it. A line that stood inside it and says more than the table stays.
func (p *page) cutGrid(g *grid, e *schema.Edits, kind uint8) {
	s, to := p.text, g.end
	if g.before != "" {
		e.Between(s[g.start:g.end], g.start, g.before, kind)
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

// mayTable says, fast, whether a text may hold a table.
func mayTable(s string) bool {
	return strings.IndexByte(s, '|') >= 0 || strings.Contains(s, "+-") || mayPiece(s) || strings.IndexByte(s, '\t') >= 0 || maySemicolons(s) || mayColumns(s)
}

// maySemicolons says whether a semicolon touches what stands behind it, on two lines or more.
func maySemicolons(s string) bool {
	for at, n := 0, 0; ; at++ {
		i := strings.IndexByte(s[at:], ';')
		if i < 0 {
			return false
		}
		at += i
		if at+1 < len(s) && s[at+1] > ' ' {
			if n++; n > 3 {
				return true
			}
		}
	}
}

// mayColumns says whether two blanks stand inside a line.
func mayColumns(s string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], "  ")
		if i < 0 {
			return false
		}
		at += i
		from := at
		for at < len(s) && s[at] == ' ' {
			at++
		}
		if from > 0 && s[from-1] != '\n' && at < len(s) && s[at] != '\n' {
			return true
		}
	}
}
