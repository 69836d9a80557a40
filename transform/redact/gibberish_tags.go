package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// Bounds of a run of tags: one tag, what stands between two of them, and how many words of that.
const (
	maxRunTag  = 2000
	maxTagText = 160
	maxTagWord = 6
)

// tagRun takes a run of tags with values between them: XML and its relatives. Elements of HTML count for nothing,
// since they are for clean.markup and what stands in them is text. It returns where the run ends, 0 where
// none begins.
func (w *dumpScan) tagRun(at, stop int) int {
	if at < w.tagDead || w.s[at] != '<' {
		return 0
	}
	score, tags, closers, end := 0, 0, 0, at
	for i := at; i < stop; {
		next := tagClose(w.s, i, stop)
		if next == 0 {
			break
		}
		worth, closes := tagWorth(w.s[i:next])
		score, closers, tags, end = score+worth, closers+closes, tags+1, next
		next = tagValue(w.s, next, stop)
		if next == 0 {
			break
		}
		i = next
	}
	if closers == 0 && tags > 1 {
		score = min(score, formHint) // <src> <dst>: places to fill in
	}
	if score <= 0 {
		w.tagDead = max(end, at+1)
		return 0
	}
	w.atoms = append(w.atoms, atom{start: at, end: end, score: score, kind: dumpData, fixed: true})
	return end
}

// tagClose returns where the tag ends that begins at a place, 0 where none does.
func tagClose(s string, at, stop int) int {
	if at+2 >= stop || s[at] != '<' {
		return 0
	}
	if b := s[at+1]; b != '/' && b != '?' && b != '!' && b != '_' && !(b|0x20 >= 'a' && b|0x20 <= 'z') {
		return 0
	}
	limit := min(stop, at+maxRunTag)
	if strings.HasPrefix(s[at:limit], "<![CDATA[") {
		if k := strings.Index(s[at:limit], "]]>"); k > 0 && plainWords(s[at+9:at+k]) <= maxTagWord {
			return at + k + 3
		}
		return 0
	}
	for i := at + 1; i < limit; i++ {
		switch s[i] {
		case '>':
			return i + 1
		case '<':
			return 0
		}
	}
	return 0
}

// tagValue returns where the next tag begins behind one, 0 where words stand before it or none follows.
func tagValue(s string, at, stop int) int {
	k := strings.IndexByte(s[at:min(stop, at+maxTagText)], '<')
	if k < 0 || k > 0 && plainWords(s[at:at+k]) > maxTagWord || wideText(s[at:at+k]) {
		return 0
	}
	return at + k
}

// wideText says whether a text of letters beyond ASCII is longer than a name.
func wideText(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		n += btoi(s[i] >= 0x80)
	}
	return n > 60
}

// tagWorth judges a tag: one of no element of HTML says five bits, its attributes say more. closes is 1
// where it ends an element, or states a value.
func tagWorth(t string) (worth, closes int) {
	switch {
	case strings.HasPrefix(t, "<?xml"), strings.HasPrefix(t, "<?"):
		return 16 * bit, 1
	case strings.HasPrefix(t, "<!["):
		return 8 * bit, 1
	case strings.HasPrefix(t, "<!"):
		return 0, 0
	}
	from := 1 + btoi(t[1] == '/')
	to := from
	for to < len(t) && (alnum(t[to]) || strings.IndexByte(":_-.", t[to]) >= 0) {
		to++
	}
	name := t[from:to]
	if name == "" || text.ElementNamed(name) != 0 && !drawn(name) {
		return 0, 0
	}
	values := min(strings.Count(t, `="`)+strings.Count(t, `='`), 12)
	return (5 + 3*values + 3*btoi(strings.IndexByte(name, ':') > 0)) * bit, btoi(from == 2 || values > 0 || t[len(t)-2] == '/')
}

// drawings are elements that hold no text for people, though HTML, or what clean.markup knows, has them.
var drawings = [...]string{"svg", "path", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use", "symbol", "stop", "clippath", "mask", "tspan", "metadata", "item", "guid", "pubdate", "channel", "rss"}

// drawn says whether an element is one of drawings or feeds.
func drawn(name string) bool {
	for _, d := range drawings {
		if strings.EqualFold(name, d) {
			return true
		}
	}
	return false
}
