package filter

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// lineLook is how a definition looks at lines.
type lineLook struct {
	textLines bool // lines by every line end, else by line feeds
	trim      bool // white space around a line is left out
	empty     bool // lines of white space alone count too
	bullets   string
	spaced    string // bullets only before white space or the end
	ellipses  []string
	fold      bool // ellipses in whatever case
}

var (
	tamisLines = lineLook{trim: true, bullets: "•●◦▪▫‣⁃∙○■□◘⦾⦿·", spaced: "-*–—", ellipses: []string{"...", "…", ". . ."}}
	// datatrove strips at the end that it looks at, which is the same.
	datatroveLines = lineLook{textLines: true, trim: true, empty: true, bullets: "•-", ellipses: []string{"...", "…"}}
	dolmaLines     = lineLook{empty: true, bullets: "*-", ellipses: []string{"…"}}
	dclmLines      = lineLook{trim: true, bullets: "●•*-", ellipses: []string{"...", ". . .", "…"}}
	nemoLines      = lineLook{trim: true, fold: true, bullets: "•‣⁃⁌⁍∙○●◘◦⦾⦿", ellipses: []string{"...", "[...]", "…", "(...)", "[…]", "-»", "read more..", "read more"}}
)

// count returns the lines that begin with a bullet, those that end with an ellipsis, and all that count.
func (l *lineLook) count(v *text.View) (bullets, ellipses, all int) {
	lines := v.LineBlocks()
	if l.textLines {
		lines = v.TextLineBlocks()
	}
	for lines.Next() {
		b, e, n := l.block(v.Text(), lines.Spans)
		bullets, ellipses, all = bullets+b, ellipses+e, all+n
	}
	return bullets, ellipses, all
}

// block is count for some of the lines.
func (l *lineLook) block(s string, lines []text.Span) (bullets, ellipses, all int) {
	for _, span := range lines {
		line := span.Of(s)
		if l.trim {
			line = text.Trim(line)
		}
		switch {
		case line != "" || l.empty:
			all++
		case text.Trim(line) == "":
			continue
		}
		if l.bullet(line) {
			bullets++
		}
		if l.ellipsis(line) {
			ellipses++
		}
	}
	return bullets, ellipses, all
}

func (l *lineLook) bullet(line string) bool {
	if line == "" || starts[line[0]]&(isLetter|isDigit) != 0 {
		return false
	}
	r, n := utf8.DecodeRuneInString(line)
	if strings.ContainsRune(l.bullets, r) {
		return true
	}
	if !strings.ContainsRune(l.spaced, r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(line[n:])
	return n == len(line) || text.IsSpace(next)
}

// ellipsis says whether a line ends with one.
func (l *lineLook) ellipsis(line string) bool {
	if line == "" {
		return false
	}
	if c := line[len(line)-1]; c|0x20 >= 'a' && c|0x20 <= 'z' && !(l.fold && c|0x20 == 'e') {
		return false
	}
	for _, mark := range l.ellipses {
		tail := line[max(len(line)-len(mark), 0):]
		if tail == mark || l.fold && strings.EqualFold(tail, mark) {
			return true
		}
	}
	return false
}
