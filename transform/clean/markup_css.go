package clean

import (
	"strings"
	"unicode/utf8"

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

// cssRule returns where the rule ends that begins at a place, 0 if there is none.
func cssRule(s string, at, depth int) int {
	at = skipComment(s, at)
	if !beginsSelector(s, at) {
		return 0
	}
	n := strings.IndexAny(s[at:min(len(s), at+2000)], "{};")
	if n < 1 || s[at+n] != '{' {
		return 0
	}
	sel := strings.TrimSpace(s[at : at+n])
	if !cssSelector(sel) {
		return 0
	}
	stop, known, items := cssBody(s, at+n+1, depth)
	if stop == 0 || !known && (items > 0 || strings.IndexByte(".#@:", sel[0]) < 0 || strings.IndexByte(sel, '\n') >= 0) {
		return 0
	}
	return stop
}

// beginsSelector says, by its first word, whether a selector may stand at a place: most lines of prose need
// no search for their bracket.
func beginsSelector(s string, at int) bool {
	if at == len(s) {
		return false
	}
	if s[at] == '@' || s[at] == ',' || s[at] == '>' {
		return true
	}
	for i := at; i < len(s); i++ {
		switch b := s[i]; {
		case b == ' ' || b == ',' || b == '>' || b == '\n' || b == '\t' || b == '\r' || b == '{':
			return i > at && selectorWord(s[at:i])
		case b == '}' || b == ';':
			return false
		case b < ' ' || b >= utf8.RuneSelf || i-at > maxSelector:
			return true // it takes a closer look
		}
	}
	return false
}

// cssSelector says whether a selector stands here, and no sentence: it begins with a sign or an
// element's name, and every word in it is one of these.
func cssSelector(sel string) bool {
	if sel == "" {
		return false
	}
	if sel[0] == '@' {
		return len(sel) > 2 && (text.Letter(sel[1]) || sel[1] == '-') && len(sel) < 400 && strings.Count(sel, "\n") < 4
	}
	for _, word := range strings.FieldsFunc(sel, func(r rune) bool {
		return r == ' ' || r == ',' || r == '>' || r == '\n' || r == '\t' || r == '\r'
	}) {
		if !selectorWord(word) {
			return false
		}
	}
	return strings.Trim(sel, "* ,>") != ""
}

func selectorWord(word string) bool {
	if strings.IndexByte(".#", word[0]) >= 0 {
		return len(word) > 1 && (nameLetter(word[1]) || strings.IndexByte("-_\\", word[1]) >= 0) && (text.Letter(word[1]) || word[0] == '.' && !digit(word[1]) || len(word) > 4)
	}
	if strings.IndexByte("*:[&%+~", word[0]) >= 0 {
		return true
	}
	n := nameEnd(word, 0, len(word))
	if n > 0 && n < len(word) && (word[n] == '-' || word[n] == '|') { // a custom element
		return text.Letter(word[0]) && strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-_:.#|[]()") == ""
	}
	if n == 0 || n < len(word) && strings.IndexByte(".#:[%*+~", word[n]) < 0 {
		return strings.Trim(word, "0123456789n.%()") == ""
	}
	return text.ElementNamed(word[:n]) != 0 || word == "from" || word == "to" || strings.Trim(word, "0123456789.%") == "" || strings.HasSuffix(word, ")")
}

// cssBody returns the end of what stands in a rule, the } included, 0 if it is no such thing; whether a
// property or a rule in it is known; and how many items it has.
func cssBody(s string, at, depth int) (end int, known bool, items int) {
	for items = range 4000 {
		at = skipComment(s, at)
		if at < len(s) && s[at] == ';' {
			at = skipComment(s, at+1)
		}
		if at == len(s) {
			return 0, false, items
		}
		if s[at] == '}' {
			return at + 1, known, items
		}
		if next, name := cssDeclaration(s, at); next > 0 {
			known = known || cssKnown(name)
			at = next
			continue
		}
		if next, _ := cssStatement(s, at); next > 0 {
			at = next
			continue
		}
		if s[at] == '@' && strings.HasPrefix(s[at:], "@include ") {
			if n := strings.IndexAny(s[at:min(len(s), at+200)], ";{}\n"); n > 0 && s[at+n] == ';' {
				at += n + 1
				continue
			}
		}
		if depth >= 3 {
			return 0, false, items
		}
		next := cssRule(s, at, depth+1)
		if next == 0 {
			return 0, false, items
		}
		known, at = true, next
	}
	return 0, false, items
}

// cssDeclaration reads `name: value;`, or without its ; before a }.
func cssDeclaration(s string, at int) (end int, name string) {
	i := at
	for i < len(s) && (nameLetter(s[i]) || s[i] == '-' || s[i] == '_' || s[i] == '*' && i == at || s[i] == '$' && i == at) {
		i++
	}
	name = s[at:i]
	colon := text.SkipWhite(s, i)
	if name == "" || len(name) > 60 || colon == len(s) || s[colon] != ':' || colon-i > 2 {
		return 0, ""
	}
	quote := byte(0)
	depth := 0
	for k := colon + 1; k < len(s) && k < colon+4000; k++ {
		switch b := s[k]; {
		case quote != 0:
			if b == quote {
				quote = 0
			} else if b == '\n' {
				return 0, ""
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '(':
			depth++
		case b == ')':
			depth--
		case b == ';' && depth <= 0:
			return k + 1, name
		case b == '}':
			return k, name
		case b == '{':
			return 0, ""
		case b == '\n' && depth <= 0 && !closesRule(s, k) && s[k-1] != ',' && (k < 2 || s[k-1] != '\r' || s[k-2] != ','):
			return 0, ""
		}
	}
	return 0, ""
}

// closesRule says whether a rule ends behind the line that ends at a place.
func closesRule(s string, at int) bool {
	at = text.SkipWhite(s, at)
	return at < len(s) && s[at] == '}'
}

// skipComment returns the first place behind white space and comments.
func skipComment(s string, at int) int {
	for {
		at = text.SkipWhite(s, at)
		if !strings.HasPrefix(s[at:], "/*") {
			return at
		}
		n := strings.Index(s[at:min(len(s), at+4000)], "*/")
		if n < 0 {
			return at
		}
		at += n + 2
	}
}

// cssKnown says whether a name is a property of style sheets, by its first part.
func cssKnown(name string) bool {
	if strings.HasPrefix(name, "-webkit-") || strings.HasPrefix(name, "-moz-") || strings.HasPrefix(name, "-ms-") || strings.HasPrefix(name, "-o-") || strings.HasPrefix(name, "-khtml-") || strings.HasPrefix(name, "--") {
		return true
	}
	part, _, _ := strings.Cut(strings.TrimLeft(name, "*_"), "-")
	return cssParts[part] || cssParts[strings.ToLower(part)]
}

var cssParts = func() map[string]bool {
	m := map[string]bool{}
	for _, part := range strings.Fields(`align animation appearance aspect backdrop backface background border bottom box break caption caret clear clip color
		column columns contain content counter cursor direction display empty fill filter flex float flow font gap grid height hyphens image inset justify left
		letter line list margin mask max min mix mso object opacity order orphans outline overflow overscroll padding page perspective place
		pointer position quotes resize right row scroll scrollbar speak src stroke tab table text top touch transform transition unicode
		user vertical visibility white widows width will word writing z zoom`) {
		m[part] = true
	}
	return m
}()
