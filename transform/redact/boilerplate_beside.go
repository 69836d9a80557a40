package redact

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// menus marks lines of a page's own words that stand in a row, or beside what goes.
func (b *boiler) menus() {
	if b.kinds>>boilNavigation&1 == 0 {
		return
	}
	for i := 0; i < len(b.marks); {
		if b.marks[i].kind == boilNone && !b.marks[i].weak {
			i++
			continue
		}
		j, weak, sure := b.menuEnd(i)
		if weak+sure >= 4 || weak+sure == 3 && (sure > 0 || b.besides(i, i+1) && b.besides(i+1, i+2)) || sure > 0 && weak > 0 && b.tight(i, j) {
			for k := i; k < j; k++ {
				if b.marks[k].kind == boilNone {
					b.marks[k].kind = boilNavigation
				}
			}
		}
		i = j
	}
}

// atEnds marks lines of a page's own words at the beginning and the end of a text, where a page's acts stand; at
// the end its places do too.
func (b *boiler) atEnds() {
	if !slices.ContainsFunc(b.marks, func(m mark) bool { return m.long }) {
		return // no text that the lines could be around
	}
	acts := senseShare | senseNet | senseSign | senseSubscribe | senseLetter | senseComment | senseNavSure | senseFollow
	for i := range b.marks {
		if !b.endMark(i, acts) {
			break
		}
	}
	for i := len(b.marks) - 1; i > 0; i-- {
		if !b.endMark(i, acts|senseNav|senseLegal|senseRelated|senseApp) {
			break
		}
	}
}

// endMark marks unit i if it is such a line; false where the text begins.
func (b *boiler) endMark(i int, acts wordSense) bool {
	m := &b.marks[i]
	if m.kind == boilNone && m.weak && m.senses&acts != 0 && b.kinds>>boilNavigation&1 != 0 {
		m.kind = boilNavigation
	}
	return m.kind != boilNone
}

// menuEnd returns where the run of lines ends that begins at i; one unknown short line may stand
// between two of them.
func (b *boiler) menuEnd(i int) (j, weak, sure int) {
	for j = i; j < len(b.marks); j++ {
		switch m := &b.marks[j]; {
		case m.kind != boilNone:
			sure++
		case m.weak:
			weak++
		case j > i && j+1 < len(b.marks) && b.marks[j+1].weak && b.marks[j-1].weak && b.roleLike(j) && b.besides(j-1, j) && b.besides(j, j+1):
		default:
			return j, weak, sure
		}
	}
	return j, weak, sure
}

// tight says whether no blank line stands within units [i,j).
func (b *boiler) tight(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if !b.besides(k-1, k) {
			return false
		}
	}
	return true
}

// titlesBelow marks the titles under a heading as "Related articles": those directly below it, and
// all that follow to the end where nothing but titles does.
func (b *boiler) titlesBelow() {
	for i := range b.marks {
		if !b.marks[i].list || b.marks[i].kind != boilReadMore {
			continue
		}
		j := i + 1
		for j < len(b.marks) && b.besides(j-1, j) && b.titleLike(j) {
			j++
		}
		if k := b.titlesToEnd(j); k == len(b.marks) && k-i > 2 && k-i <= 24 {
			j = k
		}
		for k := i + 1; k < j; k++ {
			if b.marks[k].kind == boilNone {
				b.marks[k].kind = boilReadMore
			}
		}
	}
}

func (b *boiler) titlesToEnd(j int) int {
	for j < len(b.marks) && (b.marks[j].kind != boilNone || b.titleLike(j) && !b.spoken(j)) {
		j++
	}
	return j
}

// spoken says whether a unit holds or ends a sentence, of whatever kind: a text may go on with it.
func (b *boiler) spoken(i int) bool {
	s := b.s[b.units[i].start:b.units[i].end]
	r, _ := utf8.DecodeLastRuneInString(s)
	return len(s) > 120 || strings.ContainsRune(".?!。？！।۔؟”\"»“’", r) || sentenceEnd(s, 0, len(s)) < len(s)
}

// titleLike says whether a unit is a line that may be a title: several words, no stop at its end.
func (b *boiler) titleLike(i int) bool {
	s := b.s[b.units[i].start:b.units[i].end]
	r, _ := utf8.DecodeLastRuneInString(s)
	return len(s) <= 160 && len(s) >= 12 && !strings.ContainsRune(".。।۔:;,", r) && !strings.Contains(s, "\n") && !strings.Contains(s, "   ") && s[0] != '#' && s[0] != '>' && !b.inTable(i)
}

// maxTeasers bounds the teasers of a text that are looked for; one with more units that end in an ellipsis is
// left, so that a second pass has no others to look for.
const maxTeasers = 64

// teasers marks units that end in an ellipsis and whose words begin a sentence of another unit.
func (b *boiler) teasers() bool {
	if b.kinds>>boilTeaser&1 == 0 {
		return false
	}
	var open []int32
	for i := range b.units {
		if head := b.teaser(i); len(head) >= minBlock*3/4 {
			open = append(open, int32(i))
		}
		if len(open) > maxTeasers {
			return false
		}
	}
	found := false
	for _, i := range open {
		if b.marks[i].kind == boilNone && b.repeated(int(i), b.teaser(int(i))) {
			b.marks[i].kind = boilTeaser
			found = true
		}
	}
	return found
}

// teaser returns unit i without the ellipsis at its end, "" where there is none.
func (b *boiler) teaser(i int) string {
	head, _ := withoutEllipsis(b.s[b.units[i].start:b.units[i].end], b.linkOn)
	return head
}

// linkOn says whether a short text is a link to the rest of another.
func (b *boiler) linkOn(s string) bool {
	b.rd.read(s)
	for i := range b.rd.tokens {
		if b.rd.tokens[i].senses&(senseMore|senseGlue|sensePage|senseNav) == 0 {
			return false
		}
	}
	return len(b.rd.tokens) > 0
}

// longestLink is the most that a link to the rest may have behind an ellipsis, in bytes.
const longestLink = 60

// withoutEllipsis cuts …, ..., […], (more…) and a link to the rest behind them off; false where there is none.
func withoutEllipsis(s string, linkOn func(string) bool) (string, bool) {
	from, at, size := max(0, len(s)-longestLink), -1, 0
	for _, dots := range []string{"…", "...", "⋯", ". . ."} {
		if n := strings.LastIndex(s[from:], dots); n >= 0 && from+n > at {
			at, size = from+n, len(dots)
		}
	}
	if at < 0 {
		return "", false
	}
	head, tail := s[:at], strings.Trim(s[at+size:], " \u00a0[]()（）»→>›|:")
	if tail != "" && (linkOn == nil || !linkOn(tail)) {
		return "", false
	}
	if open := strings.LastIndexAny(head, "(["); open > from && linkOn != nil && linkOn(head[open:]) {
		head = head[:open]
	}
	head = strings.TrimRight(head, " \u00a0.…[(,;:–—-")
	return head, head != ""
}

// repeated says whether another unit has the words of head, the last of which may be cut.
func (b *boiler) repeated(i int, head string) bool {
	key := head[:runeFloor(head, min(24, len(head)))]
	x := &b.aligner
	x.a = appendWords(x.a[:0], head)
	if said(x.a) < 4 {
		return false
	}
	for at, tries := 0, 0; tries < 8; tries++ {
		n := strings.Index(b.s[at:], key)
		if n < 0 {
			return false
		}
		at += n
		if j := b.unitAt(at); j != i && j >= 0 {
			body := b.s[at:min(int(b.units[j].end), runeFloor(b.s, at+2*len(head)+64))]
			x.b = appendWords(x.b[:0], body)
			last := len(x.a) - 1
			if last < len(x.b)-1 && sameWords(x.a[:last], x.b) && strings.HasPrefix(body[x.b[last].start:], head[x.a[last].start:]) {
				return true
			}
		}
		at += len(key)
	}
	return false
}

// runeFloor returns the border of a character at or before a place.
func runeFloor(s string, at int) int {
	if at >= len(s) {
		return len(s)
	}
	for at > 0 && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

func sameWords(a, b []copied) bool {
	for i := range a {
		if a[i].hash != b[i].hash {
			return false
		}
	}
	return true
}

// unitAt returns the unit that holds a place, -1 where none does.
func (b *boiler) unitAt(at int) int {
	lo, hi := 0, len(b.units)
	for lo < hi {
		if mid := (lo + hi) / 2; int(b.units[mid].end) <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(b.units) && int(b.units[lo].start) <= at {
		return lo
	}
	return -1
}

// Site titles are looked for among so many units, of at most so many bytes.
const (
	titleUnits = 8
	titleBytes = 300
)

// siteTitles marks units near the beginning that repeat a headline with a site's name behind or before it.
func (b *boiler) siteTitles() bool {
	if b.kinds>>boilSiteTitle&1 == 0 {
		return false
	}
	found := false
	for i := range min(titleUnits, len(b.units)) {
		u := &b.units[i]
		s := b.s[u.start:u.end]
		if len(s) > titleBytes || b.marks[i].kind != boilNone || s[len(s)-1] == '.' || strings.IndexByte("*-+|", s[0]) >= 0 {
			continue
		}
		for at := 0; at < len(s); {
			n, size := nextSeparator(s[at:])
			if n < 0 {
				break
			}
			if b.headline(i, s[:at+n], s[at+n+size:]) || b.headline(i, s[at+n+size:], s[:at+n]) {
				b.marks[i].kind = boilSiteTitle
				found = true
				break
			}
			at += n + size
		}
	}
	return found
}

var titleSeparators = []string{" – ", " — ", " | ", " - ", " :: ", " • ", " · ", " » ", " « ", " › ", " ‹ ", " / ", " ~ ", "｜", " ＊ ", " - ", "_"}

// nextSeparator returns the first place of a sign that parts a headline from a site's name.
func nextSeparator(s string) (at, size int) {
	at = -1
	for _, sep := range titleSeparators {
		if n := strings.Index(s, sep); n > 0 && (at < 0 || n < at) {
			at, size = n, len(sep)
		}
	}
	return at, size
}

// headline says whether head is the headline of another of the first units, and site short enough for a name.
func (b *boiler) headline(i int, head, site string) bool {
	x := &b.aligner
	x.a = appendWords(x.a[:0], site)
	if n := said(x.a); n == 0 && site == "" || n > 10 {
		return false
	}
	x.a = appendWords(x.a[:0], head)
	if said(x.a) < 2 {
		return false
	}
	for j := range min(titleUnits, len(b.units)) {
		u := &b.units[j]
		if j == i || u.end-u.start > titleBytes || b.marks[j].kind == boilSiteTitle {
			continue
		}
		x.b = appendWords(x.b[:0], b.s[u.start:u.end])
		if len(x.a) == len(x.b) && sameWords(x.a, x.b) {
			return true
		}
		if said(x.a) >= 5 && len(x.b) >= len(x.a) && x.align(len(x.b)-len(x.a)+2*(len(x.a)/8)) && len(x.lostA)*8 <= len(x.a) {
			return true
		}
	}
	return false
}
