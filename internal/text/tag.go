package text

import "strings"

// Tag is a tag of HTML that stands whole in a text: <name …>, </name>, <name … />.
type Tag struct {
	Name    string
	Element Element
	End     int  // behind the >
	Closing bool // </name>
	Closed  bool // <name/>
	Valued  bool // it has an attribute that can be nothing else: name="value", or a known flag
}

// maxTag is how long a tag may be: pictures are written into attributes.
const maxTag = 1 << 18

// ParseTag reads the tag that begins at a place, where a < stands; false where there is none. The
// name may be any; what stands behind it must be attributes, so that `a <b and c> d` is no tag.
func ParseTag(s string, at int) (t Tag, ok bool) {
	if len(s)-at > maxTag {
		s = s[:at+maxTag]
	}
	i := at + 1
	if n := slash(s, i); n > 0 { // </b>, and <\/b> out of a string of a script
		t.Closing = true
		i += n
	}
	from := i
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	if i == from || !Letter(s[from]) {
		return t, false
	}
	t.Name = s[from:i]
	t.Element = ElementNamed(t.Name)
	words := false // what stands behind the name may be words
	for {
		gap := SkipWhite(s, i)
		if gap == len(s) || gap-i > 1 && strings.Count(s[i:gap], "\n") > 1 {
			return t, false // no tag goes on behind a blank line
		}
		switch {
		case s[gap] == '>':
			t.End = gap + 1
			return t, t.Valued || !words
		}
		if n := slash(s, gap); n > 0 && gap+n < len(s) && s[gap+n] == '>' {
			t.Closed, t.End = true, gap+n+1
			return t, t.Valued || !words
		}
		if t.Valued && gap == i && s[gap] == '"' && s[gap-1] == '"' {
			i++ // a quote was written twice
			continue
		}
		next, valued := attribute(s, gap)
		if next < 0 || gap == i && !t.Valued {
			return t, false
		}
		t.Valued, words = t.Valued || valued, words || !valued && !bareNames[strings.ToLower(s[gap:next])]
		i = next
	}
}

// slash returns the length of a slash at a place, escaped or not, 0 for none.
func slash(s string, at int) int {
	switch {
	case at < len(s) && s[at] == '/':
		return 1
	case at+1 < len(s) && s[at] == '\\' && s[at+1] == '/':
		return 2
	}
	return 0
}

// attribute reads one attribute and returns where it ends, -1 where there is none, and whether it
// has a value or is a flag of HTML.
func attribute(s string, at int) (end int, valued bool) {
	i := at
	for i < len(s) && attributeByte(s[i]) {
		i++
	}
	if bound := boundName(s, at); i == at && bound > 0 {
		end = value(s, bound)
		return end, end >= 0
	}
	if i == at || s[at] == '-' || s[at] == '.' || '0' <= s[at] && s[at] <= '9' {
		return -1, false
	}
	name := s[at:i]
	eq := SkipWhite(s, i)
	if eq == len(s) || s[eq] != '=' {
		return i, flags[strings.ToLower(name)]
	}
	end = value(s, SkipWhite(s, eq+1))
	return end, end >= 0
}

// boundName returns where the value begins of an attribute with signs in its name, as frameworks write
// them: (click)="…", [src]="…", *for="…"; 0 where there is none.
func boundName(s string, at int) int {
	i := at
	for i < len(s) && i-at < 40 && (attributeByte(s[i]) || strings.IndexByte("()[]*#", s[i]) >= 0) {
		i++
	}
	if i+1 < len(s) && s[i] == '=' && (s[i+1] == '"' || s[i+1] == '\'') {
		return i + 1
	}
	return 0
}

// value returns where an attribute's value ends, quoted or bare; quotes may have been made curly.
func value(s string, at int) int {
	if at == len(s) {
		return -1
	}
	for _, q := range quotes {
		if strings.HasPrefix(s[at:], q[0]) {
			from := at + len(q[0])
			rest := s[from:]
			if len(q[1]) > 1 && len(rest) > maxCurly {
				rest = rest[:maxCurly]
			}
			n := strings.Index(rest, q[1])
			if n < 0 {
				return -1
			}
			return from + n + len(q[1])
		}
	}
	i := at
	for i < len(s) && s[i] > ' ' && strings.IndexByte("\"'<>=`", s[i]) < 0 {
		i++
	}
	if i == at {
		return -1
	}
	if s[i-1] == '/' && i < len(s) && s[i] == '>' {
		i-- // <br clear=all/>
	}
	return i
}

// maxCurly is how long a value in curly quotes may be: other than a straight one, an opening one does
// not end the one before it, so each would search the whole text.
const maxCurly = 1 << 9

var quotes = [][2]string{{`"`, `"`}, {`'`, `'`}, {"”", "”"}, {"“", "”"}, {"″", "″"}, {"’", "’"}, {"‘", "’"}}

// flags are the attributes of HTML without a value that are seen in pages.
var flags = map[string]bool{"allowfullscreen": true, "async": true, "checked": true, "compact": true, "controls": true, "defer": true,
	"disabled": true, "hidden": true, "ismap": true, "itemscope": true, "muted": true, "multiple": true, "nofollow": true, "noshade": true,
	"nowrap": true, "readonly": true, "required": true, "reversed": true, "selected": true, "webkitallowfullscreen": true, "mozallowfullscreen": true}

// bareNames are attributes that are no flags but stand without a value where it was lost: <code style>. They
// prove nothing.
var bareNames = map[string]bool{"style": true, "class": true, "href": true, "src": true, "alt": true, "title": true, "id": true, "lang": true, "dir": true,
	"align": true, "valign": true, "width": true, "height": true, "target": true, "rel": true, "colspan": true, "rowspan": true}

func nameByte(b byte) bool {
	return Letter(b) || '0' <= b && b <= '9' || b == ':' || b == '-' || b == '_'
}

func attributeByte(b byte) bool { return nameByte(b) || b == '.' || b == '@' }

// Letter says whether b is a letter of ASCII.
func Letter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// SkipWhite returns the first place at or after `at` of a byte that is no ASCII white space.
func SkipWhite(s string, at int) int {
	for at < len(s) && (s[at] == ' ' || '\t' <= s[at] && s[at] <= '\r') {
		at++
	}
	return at
}
