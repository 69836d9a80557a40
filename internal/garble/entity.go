package garble

import (
	"fmt"
	"strings"
)

// Named lists the characters that old pages write by name.
var Named = map[rune]string{'’': "rsquo", '‘': "lsquo", '“': "ldquo", '”': "rdquo", '„': "bdquo", '«': "laquo", '»': "raquo", '–': "ndash",
	'—': "mdash", '…': "hellip", '&': "amp", '"': "quot", '°': "deg", '±': "plusmn", 'é': "eacute", 'è': "egrave", 'à': "agrave", 'ê': "ecirc",
	'ç': "ccedil", 'ä': "auml", 'ö': "ouml", 'ü': "uuml", 'ß': "szlig", 'ñ': "ntilde", 'ó': "oacute", 'á': "aacute", 'í': "iacute", 'ú': "uacute",
	'ã': "atilde", 'õ': "otilde", 'ô': "ocirc", 'å': "aring", 'ø': "oslash", 'æ': "aelig", '\u00a0': "nbsp", 'α': "alpha", 'ο': "omicron"}

// Entity writes a character as a reference, by name where it has one and named is set.
func Entity(r *Rand, c rune, named bool) string {
	if name := Named[c]; name != "" && named {
		return "&" + name + ";"
	}
	if r.Percent(50) {
		return fmt.Sprintf("&#%d;", c)
	}
	return fmt.Sprintf("&#x%X;", c)
}

// telling says whether a writer of HTML would escape the character.
func telling(_, c, _ rune) bool { return Named[c] != "" || c == '\'' || c > 0x7f && c < 0x3000 }

func plantEntities(p *Page) {
	for _, s := range p.Some(p.Runes(telling), 6) {
		c := []rune(p.clean[s.Start:s.End])[0]
		p.Replace(s.Start, s.End, Entity(p.Rand, c, true))
	}
	for _, s := range p.Some(p.Starts(), 1) { // the space before it, doubled by one that does not break
		p.Insert(s.Start, "&nbsp;")
	}
}

// plantDoubled escapes every telling character of the document twice.
func plantDoubled(p *Page) {
	for _, s := range p.Runes(telling) {
		c := []rune(p.clean[s.Start:s.End])[0]
		p.Replace(s.Start, s.End, strings.Replace(Entity(p.Rand, c, true), "&", "&amp;", 1))
	}
}
