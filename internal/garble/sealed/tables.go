package sealed

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
)

// tight writes pipes without blanks or outer ones, with colons that align.
func tight(t garble.Table) string {
	lines := strings.Split(t.Joined("|"), "\n")
	rule := strings.TrimSuffix(strings.Repeat(":--|", len(t[0])), "|")
	return strings.Join(append([]string{lines[0], rule}, lines[1:]...), "\n")
}

// shell writes a table as psql does.
func shell(t garble.Table) string {
	lines := strings.Split(padded(t, " ", " | ", ""), "\n")
	rule := strings.Map(func(r rune) rune {
		if r == '|' {
			return '+'
		}
		return '-'
	}, lines[0])
	return strings.Join(append([]string{lines[0], rule}, lines[1:]...), "\n")
}

// boxed draws lines round the cells.
func boxed(t garble.Table) string {
	lines := strings.Split(padded(t, "│ ", " │ ", " │"), "\n")
	rule := strings.Map(func(r rune) rune {
		if r == '│' {
			return '┼'
		}
		return '─'
	}, lines[0])
	return strings.Join(append([]string{lines[0], rule}, lines[1:]...), "\n")
}

// ragged has leading pipes, a rule of another length, and blanks that nobody counted.
func ragged(t garble.Table) string {
	var lines []string
	for i, row := range t {
		lines = append(lines, "|"+strings.Join(row, "   |")+"|  ")
		if i == 0 {
			lines = append(lines, "| :---: "+strings.Repeat("| --- ", len(row)-1)+"|")
		}
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " ")
}

// wide parts columns by four blanks at least, numbers to the right.
func wide(t garble.Table) string { return padded(t, "  ", "    ", "") }

func padded(t garble.Table, before, between, behind string) string {
	width := make([]int, len(t[0]))
	for _, row := range t {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var lines []string
	for _, row := range t {
		cells := make([]string, len(row))
		for i, cell := range row {
			blanks := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if cells[i] = cell + blanks; cell[0] <= '9' {
				cells[i] = blanks + cell
			}
		}
		lines = append(lines, strings.TrimRight(before+strings.Join(cells, between)+behind, " "))
	}
	return strings.Join(lines, "\n")
}

var debris = []string{"|-", "|}", "{|", "| : |", "||||", "|–|–|", "---|", "- | -", "┌──┬──┐", "└──┴──┘", "|  |\n|  |", "+---", "| | |\n|:-:|:-:|", ":---:", "|_|_|", "·|·|·", "---+---+---"}

func tableKinds() []garble.Kind {
	kind := func(name, choose string, m garble.Measure, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "tables/" + name, Step: "clean.tables", Choose: choose, Measure: m, Plant: plant}
	}
	var kinds []garble.Kind
	for _, d := range []struct {
		name  string
		write func(garble.Table) string
	}{{"tight", tight}, {"shell", shell}, {"boxed", boxed}, {"wide", wide}} {
		kinds = append(kinds,
			kind(d.name, "keep", garble.Cells, func(p *garble.Page) {
				t := garble.NewTable(p.Rand)
				garble.PlantTable(p, d.write(t), t.GitHub())
			}),
			kind(d.name+"-cut", "cut", garble.Bytes, func(p *garble.Page) { garble.PlantTable(p, d.write(garble.NewTable(p.Rand)), "") }))
	}
	return append(kinds, kind("ragged-cut", "cut", garble.Bytes, func(p *garble.Page) { garble.PlantTable(p, ragged(garble.NewTable(p.Rand)), "") }),
		kind("debris", "keep", garble.Bytes, func(p *garble.Page) { garble.PlantLines(p, debris) }))
}
