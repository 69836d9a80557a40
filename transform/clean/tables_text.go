package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stops are the marks that a line of words is made of: what stands behind a header, between cells, and
// at the end.
type stops struct{ colon, semicolon, stop string }

var latinStops = stops{": ", "; ", "."}

// stopsOf returns the marks of the script in which a table is written, by its first letter that tells.
func (g *grid) stopsOf() stops {
	for _, r := range g.rows {
		for _, c := range r {
			if st, ok := cellStops(c); ok {
				return st
			}
		}
	}
	for _, c := range g.header {
		if st, ok := cellStops(c); ok {
			return st
		}
	}
	return latinStops
}

// cellStops returns the marks of the script of a cell's first letter.
func cellStops(c string) (st stops, ok bool) {
	for _, r := range c {
		switch {
		case r < 0x530:
			if unicode.IsLetter(r) {
				return latinStops, true
			}
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			return stops{"：", "；", "。"}, true
		case unicode.Is(unicode.Arabic, r):
			return stops{": ", "؛ ", "."}, true
		case unicode.In(r, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Oriya):
			return stops{": ", "; ", "।"}, true
		case unicode.Is(unicode.Ethiopic, r):
			return stops{"፦ ", "፤ ", "።"}, true
		case unicode.Is(unicode.Armenian, r):
			return stops{": ", "; ", "։"}, true
		case unicode.Is(unicode.Khmer, r):
			return stops{"៖ ", "; ", "។"}, true
		case unicode.In(r, unicode.Thai, unicode.Lao):
			return stops{": ", "; ", ""}, true
		case unicode.IsLetter(r):
			return latinStops, true
		}
	}
	return st, false
}

// sentences returns the table as a line of words for each row: `Header: cell; header: cell.`
func (g *grid) sentences() string {
	var b strings.Builder
	if g.before != "" {
		b.WriteString(g.before + "\n\n")
	}
	st := g.stopsOf()
	for i, r := range g.rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(g.prefix)
		g.sentence(&b, r, st)
	}
	if len(g.rows) == 0 {
		b.WriteString(g.prefix)
		g.sentence(&b, g.header, st)
	}
	return b.String()
}

// sentence writes one row. A cell that is a sentence itself ends as one, so that no mark is doubled.
func (g *grid) sentence(b *strings.Builder, cells []string, st stops) {
	last := ""
	for i, c := range cells {
		if c == "" {
			continue
		}
		switch {
		case last == "":
		case endsSentence(last) && !abbreviated(last):
			b.WriteByte(' ')
		case !wordsIn(g.header) && g.columns() == 2:
			b.WriteString(st.colon) // what and what of it
		default:
			b.WriteString(st.semicolon)
		}
		if i < len(g.header) && g.header[i] != "" && len(g.rows) > 0 {
			g.headerWords(b, plainCell(g.header[i]), st)
		}
		last = plainCell(c)
		b.WriteString(last)
	}
	if last != "" && !endsSentence(last) {
		b.WriteString(st.stop)
	}
}

// abbreviated says whether the stop behind words is one of an abbreviation: its last word is short with a
// capital, or holds another stop.
func abbreviated(words string) bool {
	word := words[strings.LastIndexByte(words, ' ')+1:]
	return strings.HasSuffix(word, ".") && (len(word) < 5 && !startsSmall(word) || strings.IndexByte(word[:len(word)-1], '.') >= 0)
}

// headerWords writes a header with a colon behind it, unless it ends in one or in a question mark.
func (g *grid) headerWords(b *strings.Builder, h string, st stops) {
	b.WriteString(h)
	switch r, _ := utf8.DecodeLastRuneInString(h); r {
	case ':', '：', '?', '？', '؟':
		b.WriteByte(' ')
	default:
		b.WriteString(st.colon)
	}
}

// plainCell returns a cell without the signs that its pipes needed: a slash stands for them, since the
// line must not be taken for a row again.
func plainCell(c string) string {
	if strings.IndexByte(c, '|') < 0 {
		return c
	}
	return strings.ReplaceAll(strings.ReplaceAll(c, `\|`, "/"), "|", "/")
}
