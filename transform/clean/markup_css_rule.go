package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

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
