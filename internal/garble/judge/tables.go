package judge

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
)

// subject is what a table of a page is about: its head and what may stand in each column; ‹ › are drawn.
type subject struct {
	head    []string
	columns [][]string
}

var subjects = []subject{
	{[]string{"Item", "Qty", "Price"}, [][]string{{"Rope, 10 m", "Lamp oil", "Canvas", "Brass hook", "Tar"}, {"‹n›"}, {"$‹n›.‹D2›", "$‹d3›.‹D2›"}}},
	{[]string{"Jahr", "Einwohner", "Veränderung", "Quelle"}, [][]string{{"19‹D2›", "18‹D2›"}, {"‹n›.‹D3›"}, {"+‹n›,‹D1› %", "-‹n›,‹D1› %"}, {"Volkszählung", "Schätzung", "Kirchenbuch"}}},
	{[]string{"Ligne", "Départ", "Arrivée"}, [][]string{{"Maravel–Kestrin", "Orwenby express", "Le Quai"}, {"0‹D1›h‹d2›"}, {"1‹D1›h‹d2›"}}},
	{[]string{"Player", "Club", "Apps", "Goals"}, [][]string{{"H. Vexley", "T. Brellin", "M. Castrane", "O. Kestrin"}, {"Oldhaven Town", "Pellworth", "Maravel SC"}, {"‹n›"}, {"‹n›"}}},
	{[]string{"Producto", "Unidad", "Precio"}, [][]string{{"Aceite", "Harina de trigo", "Miel", "Queso fresco"}, {"kg", "litro", "docena"}, {"‹n›,‹D2› €"}}},
	{[]string{"Показатель", "2019", "2020", "2021"}, [][]string{{"Грузы, тыс. т", "Пассажиры", "Суда"}, {"‹d4›"}, {"‹d4›"}, {"‹d4›"}}},
	{[]string{"Name", "Role", "Since"}, [][]string{{"Ruth Dalverton", "Samuel Orwenby", "Mira Castrane"}, {"Chair", "Treasurer", "Harbour pilot"}, {"May 20‹D2›", "June 20‹D2›"}}},
	{[]string{"品名", "数量"}, [][]string{{"米", "茶", "干鱼", "灯油"}, {"‹d2›", "‹d3›"}}},
	{[]string{"Substance", "Melting point (°C)", "Density"}, [][]string{{"Copper", "Tin", "Lead", "Zinc"}, {"‹d3›", "‹d4›"}, {"‹n›.‹D2›"}}},
}

func newTable(r *garble.Rand) garble.Table {
	s := garble.Pick(r, subjects)
	t := garble.Table{s.head}
	for range r.Between(3, 7) {
		row := make([]string, len(s.head))
		for i := range row {
			row[i] = r.Shapes(s.columns[i])
		}
		t = append(t, row)
	}
	return t
}

// widths returns how many characters each column needs; ideographs count as two.
func widths(t garble.Table) []int {
	out := make([]int, len(t[0]))
	for _, row := range t {
		for i, cell := range row {
			out[i] = max(out[i], across(cell))
		}
	}
	return out
}

func across(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r >= 0x2e80 {
			n++
		}
	}
	return n
}

// ruled writes rows of padded cells, with rules above, below the head, between rows and at the end; an
// empty rule is left out.
func ruled(t garble.Table, before, between, behind string, rule func(place string, widths []int) string) string {
	w := widths(t)
	var lines []string
	add := func(place string) {
		if s := rule(place, w); s != "" {
			lines = append(lines, s)
		}
	}
	add("top")
	for i, row := range t {
		cells := make([]string, len(row))
		for j, cell := range row {
			cells[j] = cell + strings.Repeat(" ", w[j]-across(cell))
		}
		lines = append(lines, strings.TrimRight(before+strings.Join(cells, between)+behind, " "))
		switch {
		case i == 0:
			add("head")
		case i < len(t)-1:
			add("row")
		}
	}
	add("end")
	return strings.Join(lines, "\n")
}

// dashes draws a rule of one sign with corners between columns.
func dashes(w []int, left, sign, cross, right string, extra int) string {
	parts := make([]string, len(w))
	for i, n := range w {
		parts[i] = strings.Repeat(sign, n+extra)
	}
	return left + strings.Join(parts, cross) + right
}

// org writes a table as Emacs does.
func org(t garble.Table) string {
	return ruled(t, "| ", " | ", " |", func(place string, w []int) string {
		if place != "head" {
			return ""
		}
		return dashes(w, "|", "-", "+", "|", 2)
	})
}

// grid has a rule between all rows, a double one below the head, as reStructuredText has it.
func grid(t garble.Table) string {
	return ruled(t, "| ", " | ", " |", func(place string, w []int) string {
		sign := "-"
		if place == "head" {
			sign = "="
		}
		return dashes(w, "+", sign, "+", "+", 2)
	})
}

// client is a box as database clients print it.
func client(t garble.Table) string {
	return ruled(t, "| ", " | ", " |", func(place string, w []int) string {
		if place == "row" {
			return ""
		}
		return dashes(w, "+", "-", "+", "+", 2)
	})
}

// simple has rules of equals signs above, below the head and at the end.
func simple(t garble.Table) string {
	return ruled(t, "", "   ", "", func(place string, w []int) string {
		if place == "row" {
			return ""
		}
		return dashes(w, "", "=", "   ", "", 0)
	})
}

// underlined has dashes below each word of the head.
func underlined(t garble.Table) string {
	return ruled(t, "", "  ", "", func(place string, w []int) string {
		if place != "head" {
			return ""
		}
		return dashes(w, "", "-", "  ", "", 0)
	})
}

// doubled is a box of double lines.
func doubled(t garble.Table) string {
	return ruled(t, "║ ", " ║ ", " ║", func(place string, w []int) string {
		switch place {
		case "top":
			return dashes(w, "╔", "═", "╦", "╗", 2)
		case "head":
			return dashes(w, "╠", "═", "╬", "╣", 2)
		case "end":
			return dashes(w, "╚", "═", "╩", "╝", 2)
		}
		return ""
	})
}

// leading has pipes before cells and none at the end of a line.
func leading(t garble.Table) string {
	lines := strings.Split(t.Joined(" | "), "\n")
	rule := "|---" + strings.Repeat(" | ---", len(t[0])-1)
	return "| " + strings.Join(append([]string{lines[0] + "\n" + rule}, lines[1:]...), "\n| ")
}

// loose has a blank line between all rows, as pages have it whose every row became a paragraph.
func loose(t garble.Table) string { return strings.ReplaceAll(t.GitHub(), "\n", "\n\n") }

var debris = []string{"| --- | --- |\n| | |", "|:--|:-:|--:|", "¦ ¦ ¦", "═══╬═══", "+=====+=====+", "| |\n| |\n| |", "|  |  |  |  |  |", "--|--|--", "| - | - |", "|—|—|", "╔══╦══╗\n╚══╩══╝", "│ │ │", "+--+\n|  |\n+--+", "|---:|", "||\n||", "| :---- | ----: |", "-|-", "├───┼───┤"}

func tableKinds() []garble.Kind {
	kind := func(name, choose string, m garble.Measure, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "tables/" + name, Step: "clean.tables", Choose: choose, Measure: m, Plant: plant}
	}
	keep := func(name string, write func(garble.Table) string) garble.Kind {
		return kind(name, "keep", garble.Cells, func(p *garble.Page) {
			t := newTable(p.Rand)
			garble.PlantTable(p, write(t), t.GitHub())
		})
	}
	cut := func(name string, write func(garble.Table) string) garble.Kind {
		return kind(name+"-cut", "cut", garble.Bytes, func(p *garble.Page) { garble.PlantTable(p, write(newTable(p.Rand)), "") })
	}
	tabbed := func(t garble.Table) string { return t.Joined("\t") }
	return []garble.Kind{
		keep("org", org), keep("grid", grid), keep("simple", simple), keep("underlined", underlined), keep("tabbed", tabbed),
		cut("client", client), cut("simple", simple), cut("doubled", doubled), cut("leading", leading), cut("loose", loose), cut("tabbed", tabbed),
		kind("debris", "keep", garble.Bytes, func(p *garble.Page) { garble.PlantLines(p, debris) }),
	}
}
