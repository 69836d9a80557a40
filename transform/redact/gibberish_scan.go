package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// bit is the unit of evidence: eighths of a bit, as text.PairScore counts.
const bit = 8

// dump is a stretch that is not language, half-open bytes.
type dump struct {
	start, end int
	kind       dumpKind
}

// atom is a piece of the text and how much likelier it is in a dump than in language; less than 0
// where it speaks for language.
type atom struct {
	start, end int
	score      int // eighths of a bit
	kind       dumpKind
	fixed      bool // a line or block known by its form
	closed     bool // nothing may be added over this border: a blank line, a line of prose
}

// dumpScan looks for dumps. It is kept from text to text.
type dumpScan struct {
	s       string
	atoms   []atom
	marks   []dump // runs and inventories of the window, in order
	orders  []dump // inventories alone
	found   []dump
	code    []text.CodeSpan
	coded   bool // code is that of this text
	words   int  // words of language in the current line
	nested  bracketScan
	slow    bool // without the quick look, for tests
	form    formScan
	tagDead int  // up to here no run of tags begins
	hexEnd  int  // up to here no row of hex bytes begins
	numEnd  int  // up to here no row of numbers begins
	frame   bool // the line before is one of a trace
	hexed   bool // the line before is one of a hexdump
	failed  bool // the line before names an error
	uu      bool // the line before is one of uuencode
}

func newDumpScan() *dumpScan { return &dumpScan{} }

// keptAtoms is what a scan keeps from one text to the next: 2 MB.
const keptAtoms = 1 << 16

func (w *dumpScan) free() {
	if cap(w.atoms) > keptAtoms || cap(w.found) > keptAtoms || cap(w.marks) > keptAtoms || cap(w.orders) > keptAtoms || cap(w.code) > keptAtoms {
		*w = dumpScan{}
	}
	w.s = ""
	dumpScans.Put(w)
}

// find returns the dumps of a text in order. They are valid until the next call.
func (w *dumpScan) find(g *gibberish, s string) []dump {
	w.s, w.found, w.coded = s, w.found[:0], false
	for at := 0; at < len(s); {
		from, to := at, len(s)
		if !w.slow && g.minChars >= 40 { // the quick look is made for stretches of that size
			if from, to = suspects(s, at); from == len(s) {
				break
			}
		}
		w.window(g, from, to)
		if at = to; len(w.found) > 0 { // a block of brackets may end behind its window
			at = max(at, w.found[len(w.found)-1].end)
		}
	}
	return w.found
}

// window looks for the dumps of whole lines.
func (w *dumpScan) window(g *gibberish, from, to int) {
	w.atoms, w.marks = w.atoms[:0], w.marks[:0]
	w.hexEnd, w.numEnd, w.frame, w.uu = from, from, false, false
	w.hexed, w.failed = false, false
	w.form, w.tagDead = formScan{}, from
	w.nested = bracketScan{}
	w.findRuns(g, from, to)
	w.findOrders(from, to)
	w.lines(from, to)
	if g.keep[dumpCode] {
		w.spare()
	}
	w.segment(g)
}

// spare lets nothing that stands in code be part of a dump.
func (w *dumpScan) spare() {
	if !w.coded {
		w.code, w.coded = text.AppendCode(w.code[:0], w.s), true
	}
	k := 0
	for i := range w.atoms {
		a := &w.atoms[i]
		for k < len(w.code) && w.code[k].End <= a.start {
			k++
		}
		if k < len(w.code) && w.code[k].Start < a.end {
			a.score, a.closed = -1000*bit, true
		}
	}
}

func (w *dumpScan) add(start, end, score int, kind dumpKind) {
	w.atoms = append(w.atoms, atom{start: start, end: end, score: score, kind: kind})
}

// lines goes through the lines of a window: what is known as a line, as a block of brackets, as a run or an
// inventory is one atom, all else is taken token by token.
func (w *dumpScan) lines(from, to int) {
	mark := 0
	for at := from; at < to; {
		end, next := text.NextLine(w.s, at)
		next = min(next, to)
		if stop := w.line(at, min(end, to), &mark); stop > next {
			_, next = text.NextLine(w.s, stop)
			next = min(max(next, stop), to)
		}
		at = next
	}
}

// fixedGap is what a blank line costs behind a line known by its form.
const fixedGap = -6 * bit

// line takes one line; it returns where a block that begins in it ends, 0 without one.
func (w *dumpScan) line(at, end int, mark *int) int {
	start, stop := trimSpace(w.s, at, end)
	if start == stop {
		gap := -24 * bit
		if n := len(w.atoms); n > 0 && w.atoms[n-1].fixed {
			gap = fixedGap // logs and traces have blank lines
		}
		w.atoms = append(w.atoms, atom{start: at, end: at, score: gap})
		w.frame = false
		w.form.head = false
		return 0
	}
	if kind, score := w.known(start, stop); score != 0 && !strings.HasPrefix(w.s[start:stop], `{"`) {
		if n := len(w.atoms); score < formMost && n > 0 && w.atoms[n-1].start == w.atoms[n-1].end && w.atoms[n-1].score == fixedGap {
			w.atoms[n-1].score *= 2 // a list for people may stand below a dump
		}
		w.atoms = append(w.atoms, atom{start: start, end: stop, score: score, kind: kind, fixed: true})
		return 0
	}
	if tableRow(w.s[start:stop]) {
		w.atoms = append(w.atoms, atom{start: start, end: stop, score: -12 * bit, closed: true})
		return 0
	}
	w.words = 0
	first := len(w.atoms)
	if next := w.entries(start, stop); next > 0 {
		start = next
	}
	block := w.tokens(start, stop, mark)
	switch last := len(w.atoms) - 1; {
	case w.words >= 4 && !gains(w.atoms[first:]):
		w.atoms = append(w.atoms, atom{start: stop, end: stop, score: -30 * bit, closed: true})
	case w.words > 0 && w.atoms[last].score <= -2*bit: // a sentence goes on behind a dump
		w.atoms = append(w.atoms, atom{start: stop, end: stop, score: -12 * bit})
	}
	return block
}

// gains says whether any atom speaks for a dump.
func gains(atoms []atom) bool {
	for i := range atoms {
		if atoms[i].score > 2*bit {
			return true
		}
	}
	return false
}

// tokens takes a line token by token.
func (w *dumpScan) tokens(at, stop int, mark *int) int {
	for at < stop {
		for *mark < len(w.marks) && w.marks[*mark].end <= at {
			*mark++
		}
		limit := stop
		if *mark < len(w.marks) && w.marks[*mark].start < stop {
			m := w.marks[*mark]
			if m.start <= at {
				w.add(max(at, m.start), min(m.end, stop), markScore(m, stop), m.kind)
				if m.end > stop { // the rest is taken with the lines behind
					return 0
				}
				at = m.end
				continue
			}
			limit = m.start
		}
		if b := w.bracketed(at, limit); b > at {
			w.nested.words = w.words
			if b >= stop {
				return b
			}
			at = b
			continue
		}
		at = skipSpace(w.s, at, limit)
		if at < limit {
			if next := w.tagRun(at, limit); next > at {
				at = next
				continue
			}
		}
		at = w.token(at, limit)
	}
	return 0
}

// markScore is what a run or an inventory is worth, so much for each byte.
func markScore(m dump, stop int) int { return (min(m.end, stop) - m.start + 8) * 2 * bit }

// trimSpace returns [from,to) without white space at its ends.
func trimSpace(s string, from, to int) (int, int) {
	for from < to && asciiSpace(s[from]) {
		from++
	}
	for to > from && asciiSpace(s[to-1]) {
		to--
	}
	return from, to
}

func asciiSpace(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }

// wideSpace returns the length of a white space beyond ASCII at a place, 0 for none.
func wideSpace(s string, at int) int {
	if s[at] != 0xC2 && s[at] != 0xE2 && s[at] != 0xE3 {
		return 0
	}
	r, n := utf8.DecodeRuneInString(s[at:])
	if unicode.IsSpace(r) || r == 0x200B {
		return n
	}
	return 0
}

// tableRow says whether a line is a row of a table in pipes, whose cells are for clean.tables.
func tableRow(l string) bool {
	return len(l) < 1000 && l[0] == '|' && l[len(l)-1] == '|' && strings.Count(l, "|") >= 3 && strings.Trim(l, "|") != ""
}
