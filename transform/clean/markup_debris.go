package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// bracketLine says whether a line holds nothing but brackets and the ends of comments.
func bracketLine(said string) bool {
	return said != "" && len(said) < 200 && strings.Trim(said, "<> \t/!-–—\u00A0") == "" && strings.ContainsAny(said, "<>")
}

// maxDebris is how long a line of debris may be.
const maxDebris = 400

// debrisLine says whether a line holds nothing but what is left of tags: brackets, slashes, dashes of
// comments, names of elements, beginnings of attributes; and whether that is sure, since one of the
// names is no word.
func debrisLine(said string) (is, sure bool) {
	if is, sure = debrisOf(said); (is || sure) && strings.Contains(said, "---") {
		return false, false // a long arrow is drawn, and no end of a comment
	}
	return is, sure
}

func debrisOf(said string) (is, sure bool) {
	if said == "" {
		return false, false
	}
	if b := said[0]; len(said) > maxDebris || b != '<' && b != '>' && b != '/' && b != '-' && dash(said, 0) == 0 && !nameLetter(b) {
		end := strings.TrimLeft(said, "\"' ")
		return strings.Trim(said, "<>") == "" || end != said && (end == ">" || end == "/>" || end == "/ >"), end == "/>" && end != said // the end of a value
	}
	if name := strings.TrimLeft(said, "</ "); said[0] == '<' && len(name) < 6 && (said[1:] == name || said[1] == '/') && text.BeginsElement(name) {
		return true, len(name) > 2 && text.ElementNamed(name) == 0 // `<stro`
	}
	d := debrisReader{text: said}
	for d.at < len(said) {
		if !d.next() {
			return false, false
		}
	}
	if d.brackets == 0 && d.names == 0 {
		return d.attributes > 0 && d.slashes == 0, false
	}
	if d.brackets == 0 {
		slashed := d.slashes > 0 && (d.slashes >= d.names || d.odd && d.names > 1)
		return d.names > 0 && (slashed || d.names > 1 && d.grid == d.names), d.odd && slashed
	}
	one := d.names == 0 || d.names == 1 && (d.slashes > 0 || said[0] == '<' || said[len(said)-1] == '>')
	return (d.odd || one) && !d.selector, d.odd && !d.selector
}

// debrisReader goes through a line.
type debrisReader struct {
	text                     string
	at                       int
	brackets, slashes, names int
	attributes               int
	grid                     int  // names of parts of tables that are no words
	odd                      bool // a name is no word
	selector                 bool // a > stands between two names, without more
}

// next takes a sign, a name or an attribute; false for anything else.
func (d *debrisReader) next() bool {
	s := d.text
	switch b := s[d.at]; {
	case b == '<' || b == '>':
		d.brackets++
		if b == '>' && strings.IndexByte(s, '<') < 0 && d.slashes == 0 && d.names > 0 && trimWhite(s[d.at+1:]) != "" && nameLetter(trimWhite(s[d.at+1:])[0]) {
			d.selector = true
		}
		d.at++
	case b == '/':
		d.slashes++
		d.at++
	case b == ' ' || b == '\t' || b == '-' || b == '!':
		d.at++
	case b >= 0x80:
		r, n := utf8.DecodeRuneInString(s[d.at:])
		d.at += n
		return r == '–' || r == '—' || r == 0xA0
	default:
		return d.word()
	}
	return true
}

// word takes the name of an element, also one torn apart by a blank, or an attribute.
func (d *debrisReader) word() bool {
	s := d.text
	stop := nameEnd(s, d.at, len(s))
	name := s[d.at:stop]
	e := text.ElementNamed(name)
	if stop+1 < len(s) && s[stop] == ' ' && stop-d.at < 3 {
		if joined, end := joinedName(s, d.at); joined != 0 {
			e, stop = joined, end
		}
	}
	if e != 0 {
		d.names++
		d.odd = d.odd || e&text.Odd != 0
		if e&text.Odd != 0 && e&text.Grid != 0 {
			d.grid++
		}
		d.at = stop
		return true
	}
	if stop > d.at && stop < len(s) && s[stop] == '=' && attributeName(name) {
		d.odd = true
		d.attributes++
		d.at = stop + 1
		if d.at < len(s) && (s[d.at] == '"' || s[d.at] == '\'') {
			if n := strings.IndexByte(s[d.at+1:], s[d.at]); n >= 0 {
				d.at += n + 2
			} else {
				d.at = len(s)
			}
		}
		return true
	}
	return false
}

// joinedName reads the longest name of an element that blanks tore apart: `d i v`, `t body`.
func joinedName(s string, at int) (e text.Element, end int) {
	var name [12]byte
	n := 0
	for i, parts := at, 0; parts < 10; parts++ {
		stop := nameEnd(s, i, len(s))
		if stop == i || n+stop-i > len(name) {
			return e, end
		}
		n += copy(name[n:], s[i:stop])
		if joined := text.ElementNamed(string(name[:n])); parts > 0 && (joined&text.Odd != 0 || joined != 0 && parts > 1 && parts == n-1) {
			e, end = joined, stop
		}
		if stop+1 >= len(s) || s[stop] != ' ' {
			return e, end
		}
		i = stop + 1
	}
	return e, end
}

// attributeNames are attributes of HTML that are seen in debris; events are those that begin with on.
var (
	attributeNames = wordSet(`accesskey action align alt bgcolor border cellpadding cellspacing charset class color colspan content
		contenteditable data datetime dir disabled face frameborder height href hreflang hspace id itemid itemprop itemscope itemtype lang loading
		media method name nowrap onclick placeholder poster property rel role rowspan scope scrolling sizes src srcset style tabindex
		target title type usemap valign value vspace width xmlns`)
	events = wordSet(`blur change click dblclick error focus keydown keypress keyup load mousedown mousemove mouseout mouseover mouseup
		resize scroll select submit touchstart unload`)
)
