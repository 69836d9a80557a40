package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// autolink cuts <https://…>, a link without words, where Markdown is stripped. One that is what its sentence
// speaks of, behind a colon, in brackets or alone in its line, loses its brackets alone.
func (w *markdownScan) autolink() {
	s, at := w.text, w.at
	n := strings.IndexAny(s[at+1:min(w.end, at+2000)], "> <")
	if n < 0 || s[at+1+n] != '>' || !scheme(s[at+1:at+1+n]) {
		return
	}
	end := at + n + 2
	before, _ := beside(s, at, at, 200, 0)
	before = strings.TrimRight(before, " \t")
	r, _ := utf8.DecodeLastRuneInString(before)
	if before == "" && trimWhite(s[end:w.end]) == "" || strings.ContainsRune(":：([（", r) && before != "" {
		w.cut(at, at+1)
		w.cut(end-1, end)
		return
	}
	if before == "" || at > 0 && isBlank(s[at-1]) {
		end = skipBlanks(s, end, w.end)
	}
	w.cut(at, end)
}

// scheme says whether an address begins with the name of a way to reach it and two slashes.
func scheme(s string) bool {
	for _, name := range [...]string{"https://", "http://", "ftp://"} {
		if len(s) > len(name) && strings.EqualFold(s[:len(name)], name) {
			return true
		}
	}
	return false
}

// highlight strips ==words==, which formulas and programs don't write so: nothing but words stands between.
func (w *markdownScan) highlight() {
	s, at := w.text, w.at
	w.at++
	if !strings.HasPrefix(s[at:w.end], "==") || strings.HasPrefix(s[at+2:w.end], "=") || at > 0 && (s[at-1] == '=' || wordy(s[at-1]) && s[at-1] < utf8.RuneSelf) {
		return
	}
	n := strings.Index(s[at+2:min(w.end, at+400)], "==")
	if n < 2 || isBlank(s[at+2]) || isBlank(s[at+1+n]) || strings.ContainsAny(s[at+2:at+2+n], "=(){}<>;&|!") {
		return
	}
	stop := at + 2 + n
	if stop+2 < w.end && (s[stop+2] == '=' || wordy(s[stop+2]) && s[stop+2] < utf8.RuneSelf) {
		return
	}
	w.around(at, at+2, stop, stop+2)
}

// inlineNote cuts `^[a note within its sentence]` behind a word.
func (w *markdownScan) inlineNote() {
	s, at := w.text, w.at
	w.at++
	if at == 0 || !strings.HasPrefix(s[at:w.end], "^[") || !afterWord(s, at) {
		return
	}
	if end := matching(s, at+1, w.end, '[', ']'); end > at+2 && strings.IndexByte(s[at+2:end], ' ') > 0 {
		w.cut(at, end+1)
	}
}

// attributes cuts `{.class #name width=50%}` behind a picture, a link or marked words.
func (w *markdownScan) attributes() {
	s, at := w.text, w.at
	w.at++
	if at > 0 && strings.IndexByte(")`*_", s[at-1]) >= 0 {
		if end := attributesEnd(s, at, w.end); end > 0 {
			w.cut(at, end)
		}
	}
}

// attributesEnd returns where the attributes in braces end that begin at a place, 0 for none.
func attributesEnd(s string, at, end int) int {
	n := strings.IndexByte(s[at:min(end, at+200)], '}')
	if n < 3 {
		return 0
	}
	for _, word := range strings.Fields(s[at+1 : at+n]) {
		name, value, set := strings.Cut(word, "=")
		if len(word) < 2 || strings.IndexByte(".#:", word[0]) < 0 && (!set || value == "" || !only(name, small+"-")) {
			return 0
		}
	}
	return at + n + 1
}

// around cuts the marks [from,to) and [stop,end) and works on what stands between.
func (w *markdownScan) around(from, to, stop, end int) {
	w.cut(from, to)
	last := w.end
	w.end = stop
	w.words()
	w.end = last
	w.cut(stop, end)
}

// looseReference says whether [words][8] can be nothing but a link whose address was cut off: words of more
// than digits, no letter right before them, and a number.
func (w *markdownScan) looseReference(open, close int, name string) bool {
	s := w.text
	if name == "" || !only(name, digits) || len(name) > 3 || open > 0 && (letterBefore(s, open) && s[open-1] < utf8.RuneSelf && s[open+1] < utf8.RuneSelf || s[open-1] == ']') {
		return false
	}
	letters := 0
	for _, r := range s[open+1 : close] {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1 || letters == 1 && s[open+1] >= utf8.RuneSelf
}

// dunders are names that Python writes between double underscores.
var dunders = wordSet(`init new del main name file doc str repr dict class all slots call len iter next enter exit eq ne lt gt le ge hash
	bool add sub mul getattr setattr delattr getitem setitem delitem contains version author module path bytes format import builtins future
	annotations qualname bases mro subclasses weakref package loader spec cache debug func line attribute declspec stdcall cdecl`)
