package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// ticks strips the backquotes from words that are no code: letters, digits and blanks.
func (w *markdownScan) ticks(c text.CodeSpan) {
	s := w.text
	w.at = c.End
	if !w.strip || s[c.Start] != '`' || strings.IndexByte(s[c.Start:c.End], '\n') >= 0 {
		return
	}
	from, to := c.Start, c.End
	for s[from] == '`' && from < to-1 {
		from++
	}
	for s[to-1] == '`' && to > from {
		to--
	}
	for i := from; i < to; i++ {
		if !wordy(s[i]) && s[i] != ' ' {
			return
		}
	}
	if to > from {
		w.cut(c.Start, from)
		w.cut(to, c.End)
	}
}

// escape cuts the backslash before a sign that means nothing where it stands.
func (w *markdownScan) escape() {
	s := w.text
	if w.at+1 >= w.end || !w.strip && !w.normal {
		return
	}
	if strings.IndexByte("_.-!()#+=,:;?'\"$%&@/^", s[w.at+1]) >= 0 && w.at > 0 && w.text[w.at-1] != '\\' {
		at := w.at
		if s[at+1] == '_' && !(at > 0 && wordy(s[at-1]) && at+2 < w.end && wordy(s[at+2])) {
			w.at += 2 // it would begin or end slanted words
			return
		}
		begins := at
		for begins > 0 && isBlank(s[begins-1]) {
			begins--
		}
		if begins == 0 || s[begins-1] == '\n' {
			w.at += 2
			return
		}
		w.cut(at, at+1)
		w.at++
		return
	}
	w.at += 2
}

// emphasis strips the signs around **strong**, *slanted* and ~~struck~~ words, or writes them in one
// way; those that have lost their other end go.
func (w *markdownScan) emphasis() {
	s, c, n := w.text, w.text[w.at], 0
	for w.at+n < w.end && s[w.at+n] == c {
		n++
	}
	at := w.at
	w.at += n
	if !w.strip && !w.normal || n > 3 || c == '~' && n != 2 {
		return
	}
	if !opens(s, at, at+n, w.end, c != '_' && n > 1) {
		return
	}
	stop := closingMark(s, at+n, w.end, c, n)
	if stop < 0 {
		return
	}
	if c == '_' && n == 2 && dunders[s[at+n:stop]] {
		w.at = stop + n
		return
	}
	if w.strip {
		w.around(at, at+n, stop, stop+n)
		return
	}
	if c == '_' {
		w.edits.Replace(at, at+n, "***"[:n], kindMarkdown)
		end := w.end
		w.end = stop
		w.words()
		w.end = end
		w.edits.Replace(stop, stop+n, "***"[:n], kindMarkdown)
		w.at = stop + n
	}
}

// opens says whether signs at [at,to) can begin marked words: a word follows, and none stands
// before, unless such signs may stand within one or its script has no blanks.
func opens(s string, at, to, end int, inWord bool) bool {
	if to >= end || s[to] <= ' ' {
		return false
	}
	if at == 0 {
		return true
	}
	wide := s[to] >= utf8.RuneSelf
	return s[at-1] != '\\' && (!letterBefore(s, at) || inWord && (wide || !digit(s[at-1])) || wide && (s[at-1] >= utf8.RuneSelf || digit(s[at-1])))
}

// letterBefore says whether a letter or a digit stands before a place.
func letterBefore(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// letterAt says whether a letter or a digit stands at a place.
func letterAt(s string, at int) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

// closingMark returns where n signs stand that end marked words, -1 for none in the line.
func closingMark(s string, at, end int, c byte, n int) int {
	for i := at; i < min(end, at+1000); {
		if s[i] == '`' {
			return -1
		}
		if s[i] != c || s[i-1] == '\\' {
			i++
			continue
		}
		m := 0
		for i+m < end && s[i+m] == c {
			m++
		}
		if m == n && s[i-1] > ' ' && (i+m == len(s) || !letterAt(s, i+m) || c != '_' && n > 1 || s[i+m] >= utf8.RuneSelf && s[i-1] >= utf8.RuneSelf) {
			return i
		}
		i += m
	}
	return -1
}
