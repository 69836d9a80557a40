package clean

import (
	"strings"
	"unicode/utf8"
)

// unreader undoes wrong charsets, a step at a time.
type unreader struct {
	traits                      *traits
	spaces, lost, stretches, c1 bool
}

// mendPath is the way from a text to what it was: the edits of each step, of the text that the steps
// before it left.
type mendPath struct {
	steps []mendEdits
	text  string // where it leads
}

// patience is how many times its length the path of a text may read, beside a little for short ones
// and its share of what a column may take. What people wrote takes ten times at most, since each
// layer of wrong charsets doubles the text (120,000 texts of interop/ftfy). Text made for it
// can ask for a step a letter; that is left as it is.
const (
	patience  = 16
	forShort  = 1 << 10
	forColumn = 4 << 20
)

// settle finds the path of a text, one segment of a column of so many bytes.
func (m *unreader) settle(s string, column int) mendPath {
	work := patience*len(s) + forShort + forColumn*len(s)/max(column, 1)
	return m.path(s, &work)
}

// path takes steps until nothing changes. Work is how many bytes may still be read; below 0 there is
// no path.
func (m *unreader) path(s string, work *int) mendPath {
	p := mendPath{text: s}
	for {
		var e mendEdits
		if *work -= len(p.text); *work >= 0 {
			m.step(p.text, &e, work)
		}
		if *work < 0 {
			return mendPath{text: s}
		}
		if len(e.list) == 0 {
			return p
		}
		p.steps, p.text = append(p.steps, e), e.apply(p.text)
	}
}

// step fills e with the next edits of a text, with none where it is as it should be, or past help.
func (m *unreader) step(s string, e *mendEdits, work *int) {
	if !m.traits.suspicious(s) {
		return
	}
	possible := m.traits.possible(s)
	for i := range wrongCharsets {
		if c := &wrongCharsets[i]; possible>>c.kind&1 != 0 && m.reread(s, c, e) {
			return
		}
		e.reset()
	}
	if m.stretches && m.mendStretches(s, e, work) {
		return
	}
	if m.c1 || possible&latin1 != 0 && definedC1s(s) {
		mendC1s(s, e)
	}
}

// reread reads the whole text once more; false where that fails.
func (m *unreader) reread(s string, c *wrongCharset, e *mendEdits) bool {
	r := reading{text: s, charset: c, spaces: m.spaces && c.spaced, lost: m.lost && c.loose}
	return r.read(e)
}

// mendStretches mends, each by itself, the stretches that look like nothing but UTF-8 read in a
// Windows charset, in a text that no charset explains as a whole.
func (m *unreader) mendStretches(s string, e *mendEdits, work *int) bool {
	var before role
	for at := 0; at < len(s); {
		n, last := 0, before
		if before&roleBlocks == 0 {
			n, last = m.traits.stretch(s[at:])
		}
		if n == 0 {
			r, size := utf8.DecodeRuneInString(s[at:])
			at, before = at+size, m.traits.of(r).role
			continue
		}
		if n < len(s) {
			m.mendStretch(s, at, at+n, e, work)
		}
		at, before = at+n, last
	}
	return len(e.list) > 0
}

// mendStretch takes a stretch its whole path at once, under the kind of the first step.
func (m *unreader) mendStretch(s string, start, end int, e *mendEdits, work *int) {
	if !m.traits.suspicious(s[start:end]) {
		return
	}
	if p := m.path(s[start:end], work); len(p.steps) > 0 {
		e.add(start, end, p.text, p.steps[0].list[0].kind)
	}
}

// stretch returns the length of the stretch that s begins with, 0 for none, and the role of its last
// character.
func (t *traits) stretch(s string) (n int, last role) {
	for {
		size, role := t.letter(s[n:])
		if size == 0 {
			return n, last
		}
		n, last = n+size, role
	}
}

// letter returns the length of what looks like one letter at the beginning of s, 0 for none, and
// the role of its last character.
func (t *traits) letter(s string) (n int, last role) {
	if s == "" || s[0] < utf8.RuneSelf {
		return 0, 0
	}
	first, n := utf8.DecodeRuneInString(s)
	rest := 0
	switch x := t.of(first).role; {
	case x&roleFirst2 != 0:
		rest = 1
	case x&roleFirst3 != 0:
		rest = 2
	case x&roleFirst4 != 0:
		rest = 3
	default:
		return 0, 0
	}
	for range rest {
		r, size := utf8.DecodeRuneInString(s[n:])
		if last = t.of(r).role; size == 0 || last&roleInner == 0 {
			return 0, 0
		}
		n += size
	}
	return n, last
}

// mendC1s reads C1 control characters as Windows-1252: in Latin-1 nobody writes them.
func mendC1s(s string, e *mendEdits) {
	eachC1(s, func(at int, b byte, r rune) bool {
		if r != rune(b) {
			e.addRune(at, at+2, r, mendC1)
		}
		return true
	})
}

// definedC1s says whether Windows-1252 has a character for each C1 control character of s.
func definedC1s(s string) bool {
	defined := true
	eachC1(s, func(_ int, b byte, r rune) bool {
		defined = r != rune(b)
		return defined
	})
	return defined
}

// eachC1 shows the C1 control characters of s, each with its place, its byte and what Windows-1252
// has for that, as long as show says so.
func eachC1(s string, show func(at int, b byte, r rune) bool) {
	for at := 0; ; at += 2 {
		i := strings.IndexByte(s[at:], 0xC2)
		if i < 0 {
			return
		}
		at += i
		if b := s[at+1]; b < 0xA0 && !show(at, b, wrongCharsets[mendWindows1252].char(b)) {
			return
		}
	}
}
