package redact

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// view is a text as a reader takes it in: digits of other scripts and full-width characters as those
// of ASCII, entities and escapes as the characters they stand for, nothing where a character has no
// width. A text that holds any of these is scanned a second time in this form.
type view struct {
	text []byte
	from []int32 // where in the text each byte of the view begins, and the end of the text
}

// plainForm returns what stands in a view for the first character of s, and how many bytes it takes
// the place of; 0 where the character stands for itself. b 0 says that nothing is left of it.
func plainForm(s string) (b byte, n int) {
	switch s[0] {
	case '&':
		return entityForm(s)
	case '%':
		return escapeForm(s, len("%"))
	case '=':
		return escapeForm(s, len("="))
	case '\\':
		if strings.HasPrefix(s, `\u00`) {
			return escapeForm(s, len(`\u00`))
		}
		return escapeForm(s, len(`\x`))
	case '(', '[', '{':
		if n, _ := bracketed(s, 0, dotWords); n > 0 {
			return '.', n // 192[.]0[.]2[.]1
		}
	}
	return wideForm(s)
}

// viewed are the bytes that plainForm looks at.
var viewed = scan.Bytes("&%=\\([{\x80-\xFF")

// escapeForm reads two hexadecimal digits behind a prefix. Only what obfuscates is read: the at sign,
// the dot and the slash.
func escapeForm(s string, prefix int) (b byte, n int) {
	if len(s) < prefix+2 || prefix == 2 && s[1]|0x20 != 'x' {
		return 0, 0
	}
	switch strings.ToLower(s[prefix : prefix+2]) {
	case "40":
		return '@', prefix + 2
	case "2e":
		return '.', prefix + 2
	case "2f":
		return '/', prefix + 2
	}
	return 0, 0
}

// namedForms are the entities whose characters private values hold.
var namedForms = [...]struct {
	name string
	b    byte
}{{"&commat;", '@'}, {"&period;", '.'}, {"&lowbar;", '_'}, {"&nbsp;", ' '}, {"&shy;", 0}, {"&zwnj;", 0}, {"&colon;", ':'}, {"&sol;", '/'}, {"&hyphen;", '-'}, {"&dash;", '-'}, {"&plus;", '+'}}

// entityForm reads an entity, also one that was escaped twice.
func entityForm(s string) (b byte, n int) {
	lead := 1
	if strings.HasPrefix(s, "&amp;") {
		lead = len("&amp;")
	}
	if at(s, lead) != '#' {
		for _, e := range namedForms {
			if strings.HasPrefix(s[lead:], e.name[1:]) {
				return e.b, lead + len(e.name) - 1
			}
		}
		return 0, 0
	}
	from, base := lead+1, 10
	if at(s, from)|0x20 == 'x' {
		from, base = from+1, 16
	}
	end := hexBytes.End(s[:min(len(s), from+7)], from)
	code, err := strconv.ParseUint(s[from:end], base, 32)
	if err != nil || code >= utf8.RuneSelf && code != 0xA0 && code != 0xAD || code < ' ' {
		return 0, 0
	}
	if at(s, end) == ';' {
		end++
	}
	switch code {
	case 0xA0:
		return ' ', end
	case 0xAD:
		return 0, end
	}
	return byte(code), end
}

// wideForm reads a character of another script.
func wideForm(s string) (b byte, n int) {
	if s[0] < utf8.RuneSelf {
		return 0, 0
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return byte(r - 0xFF01 + '!'), n
	case r == 0x3000:
		return ' ', n
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r == 0x2060, r == 0xFEFF, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return 0, n
	case r == 0x2212:
		return '-', n
	case r >= 0x1D7CE && r <= 0x1D7FF:
		return byte('0' + (r-0x1D7CE)%10), n
	}
	for _, zero := range zeros {
		if r >= zero && r <= zero+9 {
			return byte('0' + r - zero), n
		}
	}
	return 0, 0
}

// zeros are the digits 0 of the scripts that have their own.
var zeros = [...]rune{0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810}

// of makes the view of a text.
func (v *view) of(s string) {
	v.text, v.from = v.text[:0], v.from[:0]
	for i := 0; i < len(s); {
		b, n := byte(0), 0
		if viewed[s[i]] {
			b, n = plainForm(s[i:])
		}
		switch {
		case n == 0:
			v.text, v.from = append(v.text, s[i]), append(v.from, int32(i))
			i++
			continue
		case b != 0:
			v.text, v.from = append(v.text, b), append(v.from, int32(i))
		}
		i += n
	}
	v.from = append(v.from, int32(len(s)))
}

// again scans the view of the text and brings what is found back to the text's own places.
func (p *piiScan) again() {
	s, first := p.s, len(p.out)
	p.view.of(s)
	p.s = string(p.view.text)
	p.pass()
	p.s = s
	for i := range p.out[first:] {
		f := &p.out[first+i]
		last := int(p.view.from[f.end-1])
		f.start, f.end = int(p.view.from[f.start]), last+max(1, widthAt(s, last))
	}
}

// widthAt returns how many bytes stand for one byte of the view at a place.
func widthAt(s string, i int) int {
	if _, n := plainForm(s[i:]); n > 0 {
		return n
	}
	return 1
}
