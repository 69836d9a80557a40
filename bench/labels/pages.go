package main

import (
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

var (
	titlesMade   = []string{"Ferry Back in Service After Nine Days", "Why the bridge at Tollund stays closed", "COUNCIL VOTES ON NEW TOLL", "A Winter Without Trams", "Harbour: What Comes Next?", "the Price of Rye Rises Again"}
	headingsMade = []string{"What Changes in Spring", "The Tolls", "Who pays for the repairs", "in Conclusion", "Background", "A Look Back at the Strike", "How the Port Reacted", "Next steps"}
	bulletsMade  = []string{"Two more trips a day.", "No lorries before June", "The fare stays at four crowns, for children at two.", "A new canteen that is open at night", "Repairs: in summer, at once and by the port itself."}
	bylinesMade  = []string{"By Hanna Vexley", "Von Tomas Brellin", "By Peter Quenlin and Anna Solgaard", "12 March 2023", "Updated 14:02", "Written by Elena Fenwick, Staff Writer", "Martin Holmberg"}
	quotesMade   = []string{"“Nobody counts the gulls, but everybody feeds them.”", "\"The road is older than the town, and it will outlive both of us.\""}
	asksMade     = []string{"When does the ferry sail?", "What does a ticket cost?", "Can I take a bicycle on board?", "Who repairs the bridge?", "Is the museum open on Sundays?", "How long will the works take?"}
	answersMade  = []string{"It sails at seven and at nine, and on Sundays at ten.", "Four crowns, for children two; dogs travel free in winter.", "Yes, there is room for six of them on the lower deck.", "The port does, and the state pays half of it."}
	cellsMade    = []string{"Tolls", "Repairs", "Ferries", "On its own bank", "In summer", "At once", "Twice as often", "Free on Sundays", "31 hours", "Refused"}
	labelPairs   = [][2]string{{"Q: ", "A: "}, {"Q. ", "A. "}, {"Question: ", "Answer: "}, {"**Q:** ", "**A:** "}, {"Frage: ", "Antwort: "}, {"P: ", "R: "}}
)

// pageMaker makes a page of blocks.
type pageMaker struct {
	*garble.Rand
	story
	sep string // between blocks: a line feed or two
	md  bool
}

// blockPage makes a text and says what its blocks are.
func blockPage(r *garble.Rand) *story {
	m := &pageMaker{Rand: r, sep: garble.Pick(r, []string{"\n", "\n\n", "\n\n"}), md: r.Percent(30)}
	if r.Percent(85) {
		m.title()
	}
	if r.Percent(50) && len(m.marks) > 0 {
		m.block("byline", garble.Pick(r, bylinesMade))
	}
	m.paragraph()
	for range r.Between(1, 4) {
		if r.Percent(60) {
			m.heading()
			m.paragraph()
		}
		m.piece()
		m.paragraph()
	}
	if r.Percent(45) {
		m.questions()
	}
	return &m.story
}

func (m *pageMaker) block(kind, text string) {
	if m.text.Len() > 0 {
		m.put(m.sep)
	}
	m.marked(kind, text)
}

func (m *pageMaker) title() {
	t := garble.Pick(m.Rand, titlesMade)
	switch {
	case m.md:
		t = "# " + t
	case m.Percent(20):
		t = "Title: " + t
	}
	m.block("title", t)
}

func (m *pageMaker) heading() {
	h := garble.Pick(m.Rand, headingsMade)
	switch {
	case m.md && m.Percent(80):
		h = "## " + h
	case m.md:
		h = "**" + h + "**"
	}
	m.block("heading", h)
}

func (m *pageMaker) paragraph() {
	lang := garble.Pick(m.Rand, []string{"en", "en", "en", "de", "fr", "es"})
	text := strings.Join(prose.Mix(m.Rand.Rand, lang, m.Between(2, 4)), " ")
	if m.sep == "\n\n" && m.Percent(30) {
		text = wrap(text, m.Between(60, 78))
	}
	m.block("paragraph", text)
}

// wrap breaks a text at a width.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for i, w := range strings.Fields(text) {
		if i > 0 && column+len(w) >= width {
			b.WriteByte('\n')
			column = 0
		} else if i > 0 {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(w)
		column += len(w)
	}
	return b.String()
}

// piece appends a list, a table or a quotation.
func (m *pageMaker) piece() {
	switch m.IntN(4) {
	case 0, 1:
		m.list()
	case 2:
		m.block("table", m.table())
	default:
		if m.Percent(50) {
			m.block("quote", garble.Pick(m.Rand, quotesMade))
		} else {
			m.block("quote", "> "+strings.Join(prose.Mix(m.Rand.Rand, "en", 1), " ")+"\n> It rains again.")
		}
	}
}

func (m *pageMaker) list() {
	sign := garble.Pick(m.Rand, []string{"- ", "* ", "• ", "1", "–\u00a0"})
	n := m.Between(2, 5)
	for i := range n {
		mark := sign
		if sign == "1" {
			mark = string(rune('1'+i)) + ". "
		}
		if m.sep == "\n\n" && i > 0 {
			m.put("\n")
			m.marked("bullet", mark+garble.Pick(m.Rand, bulletsMade))
			continue
		}
		m.block("bullet", mark+garble.Pick(m.Rand, bulletsMade))
	}
}

func (m *pageMaker) table() string {
	columns, rows := m.Between(2, 4), m.Between(2, 4)
	between, edge, rule := " | ", "", m.Percent(60)
	switch m.IntN(3) {
	case 0:
		edge = "|"
	case 1:
		between, rule = "\t", false
	}
	var lines []string
	for i := range rows {
		var cells []string
		for range columns {
			cells = append(cells, garble.Pick(m.Rand, cellsMade))
		}
		line := strings.Join(cells, between)
		if edge != "" {
			line = "| " + line + " |"
		}
		lines = append(lines, line)
		if i == 0 && rule {
			lines = append(lines, edge+strings.Repeat("---|", columns-1)+"---"+edge)
		}
	}
	return strings.Join(lines, "\n")
}

// questions appends pairs with labels, or without below a heading that announces them.
func (m *pageMaker) questions() {
	labels := [2]string{}
	if m.Percent(65) {
		labels = garble.Pick(m.Rand, labelPairs)
	} else {
		m.block("heading", garble.Pick(m.Rand, []string{"Frequently Asked Questions", "FAQ", "Häufige Fragen"}))
	}
	for i := range m.Between(2, 5) {
		m.block("question", labels[0]+garble.Pick(m.Rand, asksMade))
		m.marks[len(m.marks)-1].number = i + 1
		m.block("answer", labels[1]+garble.Pick(m.Rand, answersMade))
		m.marks[len(m.marks)-1].number = i + 1
	}
}
