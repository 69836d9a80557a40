package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// lines returns the end of the lines from i on that are what is left of a style sheet as a whole, i if
// they are none: rules, statements with @, comments, declarations without their selector, selectors
// without their declarations, closing brackets.
func (w *styleScan) lines(i int) int {
	s, lines := w.text, w.page.lines
	if said := lines[i].said(s); said == "" || !cssByte(said[0]) {
		return i
	}
	at, end := lines[i].start, i
	firm, loose := 0, 0 // pieces that can be nothing else, and others
	for at < len(s) {
		stop, sure := cssPiece(s, at)
		if stop == 0 {
			break
		}
		if sure {
			firm++
		} else if loose++; firm == 0 && loose > 200 {
			break
		}
		at = text.SkipWhite(s, stop)
		for end < len(lines) && lines[end].next <= at {
			end++
		}
		if end < len(lines) && lines[end].start < stop && trimWhite(s[min(stop, lines[end].end):lines[end].end]) == "" {
			end++
		}
		if end < len(lines) && lines[end].start < stop {
			break // words follow in the line
		}
	}
	if firm == 0 && loose > 0 && strings.Trim(s[lines[i].start:at], "} \t\r\n") == "" && strings.IndexByte(s, '{') < 0 {
		firm++ // brackets that close what is not there
	}
	if firm == 0 {
		w.toldCSS = end
		return i
	}
	return end
}

func cssByte(b byte) bool { return nameLetter(b) || strings.IndexByte(".#@*:[/}-_&$", b) >= 0 }

// cssPiece returns where the piece of a style sheet ends that begins at a place, 0 for none, and
// whether it can be nothing else.
func cssPiece(s string, at int) (end int, sure bool) {
	at = text.SkipWhite(s, at)
	if at == len(s) {
		return 0, false
	}
	if stop := skipComment(s, at); stop > at {
		return at + len(strings.TrimRight(s[at:stop], " \t\r\n")), false
	}
	if stop := cssRule(s, at, 0); stop > 0 {
		return stop, true
	}
	lineEnd := lineEnd(s, at)
	line := strings.TrimRight(s[at:lineEnd], " \t\r")
	switch {
	case s[at] == '}':
		return at + 1, false
	case s[at] == '@':
		return cssStatement(s, at)
	case strings.HasSuffix(line, "{") && len(line) > 2 && strings.ContainsAny(line[:1], ".#@") && cssSelector(strings.TrimSpace(line[:len(line)-1])):
		return at + len(line), true
	case strings.HasSuffix(line, ",") && strings.ContainsAny(line[:1], ".#") && cssSelector(strings.TrimSpace(line[:len(line)-1])):
		return at + len(line), false
	}
	return cssLoose(s, at, lineEnd)
}

// cssStatement reads `@import url(…);` and its like.
func cssStatement(s string, at int) (end int, sure bool) {
	for _, word := range []string{"@import", "@charset", "@namespace", "@include", "@extend", "@use"} {
		if !strings.HasPrefix(s[at:], word) {
			continue
		}
		if n := strings.IndexAny(s[at:min(len(s), at+400)], ";\n{"); n > 0 && s[at+n] == ';' && strings.ContainsAny(s[at:at+n], "\"'(.") {
			return at + n + 1, true
		}
	}
	for _, word := range []string{"@layer ", "@tailwind ", "@apply "} {
		if strings.HasPrefix(s[at:], word) {
			if n := strings.IndexAny(s[at:min(len(s), at+400)], ";\n{"); n > 0 && s[at+n] == ';' {
				return at + n + 1, false
			}
		}
	}
	return 0, false
}

// cssLoose reads declarations in a line that lost the selector before them: `color: #333;`. They are
// sure if a bracket closes them or three of them stand in a row.
func cssLoose(s string, at, end int) (stop int, sure bool) {
	number, known, i := 0, 0, at
	if s[at] == '$' {
		stop, _ = cssDeclaration(s, at)
		return stop, false
	}
	for i < len(s) && number < 200 {
		next, name := cssDeclaration(s, i)
		if next == 0 || s[next-1] != ';' {
			break
		}
		number++
		if cssKnown(name) {
			known++
		}
		if known == 0 && number > 8 {
			break
		}
		stop = next
		i = text.SkipWhite(s, next)
	}
	closed := number > 0 && i < len(s) && s[i] == '}'
	if closed {
		stop = i + 1
	}
	if known == 0 || known*2 < number || number < 3 && !closed {
		return 0, false
	}
	return stop, true
}

// inLine finds a rule of a style sheet, or a statement of a script, within the line from a place on.
func (w *styleScan) inLine(l rowLine, at int) (from, to int) {
	s, hint := w.text, 0
	for at < l.end {
		n := strings.IndexByte(s[at:l.end], '{')
		if n < 0 {
			break
		}
		open := at + n
		at = open + 1
		if text.InCode(w.page.code, open, &hint) {
			continue
		}
		if from, to = w.ruleAround(l, open); to > from && !speaksOfStyle(s[l.start:min(l.end, l.start+400)]) {
			return from, to
		}
	}
	if l.code {
		return 0, 0
	}
	return w.statements(l, max(w.from, l.start))
}

// maxSelector is how long a word of a selector may be.
const maxSelector = 120

// ruleAround returns the rule whose declarations begin at a {, with the rules that touch it.
func (w *styleScan) ruleAround(l rowLine, open int) (from, to int) {
	s := w.text
	floor := max(w.from, l.start)
	from = open
	for n := 0; from > floor && n < 40; n++ {
		k := from
		for k > floor && isBlank(s[k-1]) {
			k--
		}
		word := k
		for word > floor && k-word < maxSelector && !isBlank(s[word-1]) && s[word-1] != '}' && s[word-1] < 0x80 {
			word--
		}
		if k-word == maxSelector {
			return 0, 0
		}
		if word == k || !cssSelector(s[word:k]) && strings.Trim(s[word:k], ">+~,") != "" && strings.IndexByte(s[word:k], '@') != 0 && !mediaWord(s, word, k) {
			break
		}
		from = word
	}
	for from < open && isBlank(s[from]) {
		from++
	}
	sign := strings.IndexByte(".#@:*[", s[from]) >= 0
	if from == open || !sign && from > l.start && s[from-1] < 0x80 && s[from-1] != '}' && strings.IndexByte(s[from:open], '.') < 0 && strings.IndexByte(s[from:open], '#') < 0 {
		return 0, 0
	}
	to = cssRule(s, from, 0)
	if to == 0 {
		return 0, 0
	}
	for {
		gap := text.SkipWhite(s, to)
		next := cssRule(s, gap, 0)
		if next == 0 || gap >= l.end && gap > to {
			break
		}
		to = next
	}
	if gap := skipBlanks(s, to, len(s)); from > l.start && isBlank(s[from-1]) || from == l.start {
		to = gap
	}
	return from, to
}

// mediaWord says whether a word stands in the condition of an @ rule: `@media screen and (…)`.
func mediaWord(s string, from, to int) bool {
	word := s[from:to]
	return strings.ContainsAny(word, "()") && strings.ContainsAny(word, ":)") || word == "and" || word == "screen" || word == "only" || word == "print" || word == "all" ||
		strings.HasSuffix(s[:from], "@keyframes ") || strings.HasSuffix(s[:from], "@media ")
}
