package redact

import (
	"strings"
	"unicode/utf8"
)

// hexRow takes a row of tokens that are bytes or words in hexadecimal, all of one width: 4f 3a 00 ff, 0x4f, 0x3a,
// \x4f\x3a, %E3%81. It returns where the row ends, 0 where none begins.
func (w *dumpScan) hexRow(at, end, stop int) int {
	if at < w.hexEnd || end-at > 24 {
		return 0
	}
	width := hexWidth(w.s[at:end])
	if width == 0 {
		return 0
	}
	n, digits, letters, last := 0, 0, 0, at
	for k := at; k < stop; {
		e := tokenEnd(w.s, k, stop)
		if k == e || hexWidth(w.s[k:e]) != width {
			break
		}
		n++
		d, l := hexMix(w.s[k:e])
		digits, letters, last = digits+d, letters+l, e
		for k = e; k < stop && asciiSpace(w.s[k]); {
			k++
		}
	}
	binary := n >= 8 && width == 8 && strings.Trim(w.s[at:last], "01 \t") == ""
	if !binary && (n < 6 || letters < 3 || digits < 3 || letters*12 < digits) {
		w.hexEnd = last
		return 0
	}
	w.add(at, last, n*width*bit*3/2, dumpHex)
	return last
}

// hexWidth returns how many hexadecimal digits a token has, without its prefix and comma; 0 where it is
// no byte or word.
func hexWidth(t string) int {
	if b := t[0]; b|0x20 > 'f' && b|0x20 <= 'z' || len(t) < 2 || t[1]|0x20 > 'f' && t[1]|0x20 <= 'z' && t[1]|0x20 != 'x' {
		return 0
	}
	t = strings.TrimRight(t, ",;:h")
	t = strings.TrimLeft(t, "{([")
	for _, prefix := range [...]string{"0x", "0X", `\x`, "%", "$", "#"} {
		if rest, ok := strings.CutPrefix(t, prefix); ok {
			t = rest
			break
		}
	}
	if len(t) != 2 && len(t) != 4 && len(t) != 8 && len(t) != 16 {
		return 0
	}
	for i := 0; i < len(t); i++ {
		if !hexDigit(t[i]) {
			return 0
		}
	}
	return len(t)
}

func hexDigit(b byte) bool { return isDigits(b) || b|0x20 >= 'a' && b|0x20 <= 'f' }

func isDigits(b byte) bool { return b >= '0' && b <= '9' }

func hexMix(t string) (digits, letters int) {
	for i := 0; i < len(t); i++ {
		switch {
		case isDigits(t[i]):
			digits++
		case t[i]|0x20 >= 'a' && t[i]|0x20 <= 'f':
			letters++
		}
	}
	return digits, letters
}

// numberRow takes a row of tokens that are numbers nobody reads: many, with many decimals or glued by
// commas, or the path of a drawing. It returns where the row ends, 0 where none begins.
func (w *dumpScan) numberRow(at, end, stop int) int {
	if b := w.s[at]; at < w.numEnd || b >= utf8.RuneSelf || end-at > 1 && lowerCase(w.s[at+1]) || !numeric(w.s[at:end]) {
		return 0
	}
	worth, small, path, tokens, last := 0, 0, 0, 0, at
	for k := at; k < stop; {
		e := tokenEnd(w.s, k, stop)
		if !numeric(w.s[k:e]) {
			break
		}
		t := w.s[k:e]
		worth += numbersWorth(t)
		tokens++
		switch {
		case len(t) <= 5 && t[len(t)-1] == ',':
			small++
		case strings.ContainsAny(t, "MLHVCSQTAZmlhvcsqtaz"):
			path++
		}
		last = e
		for k = e; k < stop && asciiSpace(w.s[k]); {
			k++
		}
	}
	w.numEnd = last
	if small >= 40 { // bytes, weights: nobody reads forty numbers in a row
		worth += small * bit
	}
	if path >= 4 && path*6 >= tokens {
		worth += tokens * 2 * bit
	}
	if worth < 12*bit {
		return 0
	}
	w.add(at, last, worth, dumpData)
	return last
}

// numeric says whether a token is made of numbers, their signs, and single letters of paths.
func numeric(t string) bool {
	digits, letters := 0, 0
	for i := 0; i < len(t); i++ {
		b := t[i]
		switch {
		case isDigits(b):
			digits++
		case strings.IndexByte(",.-+;:[]()|", b) >= 0:
		case strings.IndexByte("MLHVCSQTAZmlhvcsqtazeE", b) >= 0:
			letters++
			if i > 0 && t[i-1]|0x20 >= 'a' && t[i-1]|0x20 <= 'z' && t[i-1]|0x20 != 'z' {
				return false
			}
		default:
			return false
		}
	}
	return digits > 0 && letters <= digits || len(t) == 1 && letters == 1 && t != "a" && t != "A" && t[0]|0x20 != 'e'
}

// numbersWorth is what the numbers of a token are worth: two bits for one of four decimals or more, one
// for each that is glued to the next by a comma without grouping thousands, one for a letter of a path.
func numbersWorth(t string) int {
	worth, decimals, whole, point, glued, groups := 0, 0, 0, false, 0, 0
	number := func() {
		switch {
		case decimals >= 6:
			worth += 3 * bit
		case decimals >= 4:
			worth += 2 * bit
		}
		decimals, whole, point = 0, 0, false
	}
	for i := 0; i < len(t); i++ {
		b := t[i]
		switch {
		case isDigits(b) && point:
			decimals++
		case isDigits(b):
			whole++
		case b == '.':
			if point {
				number()
			}
			point = true
		default:
			if (b == ',' || b == ';') && i+1 < len(t) {
				glued++
				if i+4 <= len(t) && isDigits(t[i+1]) && isDigits(t[i+2]) && isDigits(t[i+3]) && (i+4 == len(t) || !isDigits(t[i+4])) {
					groups++
				}
			}
			if b|0x20 >= 'a' && b|0x20 <= 'z' {
				worth += bit
			}
			number()
		}
	}
	number()
	if glued >= 2 && glued > groups {
		worth += (glued - groups) * bit
	}
	return worth
}
