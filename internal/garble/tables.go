package garble

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Table is a table's cells; the first row is its head.
type Table [][]string

var tableHeads = [][]string{
	{"Topic", "Position", "Response"}, {"Date", "Event", "Outcome"}, {"Month", "Ferries", "Passengers", "Delay"},
	{"Port", "Boats"}, {"Measure", "Before", "After"}, {"Team", "Won", "Lost", "Points"},
}

var tableCells = []string{"Grain tariffs", "Open until June", "Under review", "Joint patrol agreed", "Not decided", "Oldhaven", "Lower Quay",
	"A second survey", "Vote postponed", "Costs shared", "Signed by both", "New lamps", "Three crews", "Waiting list", "Roof repaired"}

// NewTable draws a table of three to six rows.
func NewTable(r *Rand) Table {
	head := Pick(r, tableHeads)
	t := Table{head}
	for range r.Between(3, 6) {
		row := make([]string, len(head))
		for i := range row {
			row[i] = Pick(r, tableCells)
			if i > 0 && r.Percent(35) {
				row[i] = fmt.Sprint(r.Between(3, 4800))
			}
		}
		t = append(t, row)
	}
	return t
}

// GitHub returns the table as GitHub writes one: what clean.tables makes of every dialect.
func (t Table) GitHub() string {
	var b strings.Builder
	for i, row := range t {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat("---|", len(row)) + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Trailing returns the table with pipes behind cells and none before the first.
func (t Table) Trailing() string {
	var b strings.Builder
	for i, row := range t {
		b.WriteString(strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.TrimSuffix(strings.Repeat("---|", len(row)), "|") + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Aligned returns the table in columns of blanks.
func (t Table) Aligned() string {
	width := make([]int, len(t[0]))
	for _, row := range t {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell)+3)
		}
	}
	var lines []string
	for _, row := range t {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell + strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell)))
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return strings.Join(lines, "\n")
}

// Joined returns the table with sep between cells.
func (t Table) Joined(sep string) string {
	var lines []string
	for _, row := range t {
		lines = append(lines, strings.Join(row, sep))
	}
	return strings.Join(lines, "\n")
}

// PlantTable plants a table as a dialect writes it; right is what should stand there. An empty
// right means that the table is to go, with the blank line behind it.
func PlantTable(p *Page, damaged, right string) {
	for _, at := range p.Some(p.Breaks(), 1) {
		if right == "" {
			p.Insert(at.Start, damaged+"\n\n")
			return
		}
		p.insertClean(at.Start, right+"\n\n")
		p.Replace(at.Start, at.Start+len(right), damaged)
	}
}

// tableDebris is what is left where a table's cells were lost.
var tableDebris = []string{"|", "| |", "|---|---|", "---|---|---|", "| | | |", "|  |  |", "--- | ---", "|:---|---:|", "||", "+----+----+", "| |\n|---|", "|\n|\n|"}

func plantTableDebris(p *Page) { PlantLines(p, tableDebris) }

func tableKinds() []Kind {
	tables := func(name, choose string, m Measure, plant func(p *Page)) Kind {
		return Kind{Name: "tables/" + name, Step: "clean.tables", Choose: choose, Measure: m, Plant: plant}
	}
	keep := func(name string, dialect func(Table) string) Kind {
		return tables(name, "keep", Cells, func(p *Page) {
			t := NewTable(p.Rand)
			PlantTable(p, dialect(t), t.GitHub())
		})
	}
	cut := func(name string, dialect func(Table) string) Kind {
		return tables(name, "cut", Bytes, func(p *Page) { PlantTable(p, dialect(NewTable(p.Rand)), "") })
	}
	tabs := func(t Table) string { return t.Joined("\t") }
	return []Kind{
		keep("trailing", Table.Trailing), keep("aligned", Table.Aligned), keep("tabs", tabs),
		cut("pipes-cut", Table.GitHub), cut("trailing-cut", Table.Trailing), cut("aligned-cut", Table.Aligned), cut("tabs-cut", tabs),
		tables("debris", "keep", Bytes, plantTableDebris),
	}
}
