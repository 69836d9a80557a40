package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks that a line break has parted from their words, and dashes with a space on one side.

// lineMark moves the mark at i, the first character of a line, to the end of the line above, l.
func (sp *spacer) lineMark(l *row, i int) {
	s, at := sp.s, sp.page.at
	if at+1 >= len(sp.page.lines) || !sp.before || l.blank() || l.table || !endsWord(s, l.stop) {
		return
	}
	below := &sp.page.lines[at+1]
	if below.protected || below.table || below.text != i || sp.page.aboutCode() || sp.page.aboutSoftware() || !sp.page.line().prose(5) || !sp.page.near(1).prose(3) {
		return
	}
	to := i + 1
	for to < below.stop && s[to] == ' ' {
		to++
	}
	right := wordAfter(s, to, min(below.stop, to+chunkReach))
	if !right.plain() || right.camel || right.allCaps() || right.letters < 2 && !sp.lone(right, to) || sp.marksLines(at, s[i]) {
		return
	}
	if s[i] != ',' && s[i] != ';' && (!right.initial && !unicased(right) || s[i] == '.' && to == i+1 && !right.function()) {
		return
	}
	sp.e.Insert(l.stop, markOnly[s[i]], kindBefore)
	sp.e.Cut(i, to, kindBefore)
	sp.done = to
}

var markOnly = [128]string{',': ",", '.': ".", ';': ";", '?': "?", '!': "!"}

// marksLines says whether one of the lines around the line below `at` begins with the same mark, as items do.
func (sp *spacer) marksLines(at int, mark byte) bool {
	for _, k := range []int{at - 1, at, at + 2, at + 3} {
		if k >= 0 && k < len(sp.page.lines) {
			if l := &sp.page.lines[k]; !l.blank() && sp.s[l.text] == mark {
				return true
			}
		}
	}
	return false
}

// dashAt says whether a long dash stands at a place.
func dashAt(s string, at int) bool {
	return at >= 0 && at+2 < len(s) && s[at] == 0xE2 && s[at+1] == 0x80 && (s[at+2] == 0x93 || s[at+2] == 0x94)
}

// leansLeft says whether a dash stands at a place with a word before it and a blank behind, leansRight whether one
// with a blank before it ends there.
func leansLeft(s string, i int) bool  { return spacedDash(s, i) && inWordBefore(s, i) }
func leansRight(s string, i int) bool { return i >= 4 && s[i-4] == ' ' && dashAt(s, i-3) }

// dash returns where the dash that leans at i lacks its other space, -1 for nowhere: where the text has spaces on
// both sides of such dashes elsewhere. Spanish and Polish set the dashes of dialogue to one side.
func (sp *spacer) dash(l *row, i int) int {
	s, at := sp.s, i
	if leansRight(s, i) {
		at = i - 3
	}
	sp.habit.count(s)
	h := sp.habit.dashes[s[at+2]-0x93]
	if sp.page.aboutCode() || !sp.page.line().prose(6) || h.both == 0 || h.left+h.right > h.both+1 || h.left > 0 && h.right > 0 {
		return -1
	}
	end := at
	if at < i {
		end--
	}
	left, right := wordBefore(s, end, max(l.text, end-chunkReach)), wordAfter(s, at+3, min(l.stop, at+3+chunkReach))
	if at == i {
		right = wordAfter(s, at+4, min(l.stop, at+4+chunkReach))
	}
	if !left.plain() || !right.plain() || left.letters < 2 || right.letters < 2 && !right.function() || right.digits || suspends[right.text] {
		return -1
	}
	return i
}

// suspends are words behind a part of a compound: pre– and post-war.
var suspends = wordsOf("and or to und oder bzw et ou y o e i u och eller og en of ja tai")

// dashHabit counts the dashes of a kind by where they have spaces.
type dashHabit struct{ both, left, right int }

// dash counts the dash at a place.
func (h *habits) dash(s string, i int) {
	d := &h.dashes[s[i+2]-0x93]
	if i == 0 || i+3 >= len(s) {
		return
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := decode(s, i+3)
	switch {
	case before == ' ' && after == ' ':
		d.both++
	case before == ' ' && unicode.IsLetter(after):
		d.right++
	case after == ' ' && (unicode.IsLetter(before) || strings.ContainsRune(",.?!", before)):
		d.left++
	}
}
