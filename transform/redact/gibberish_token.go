package redact

import (
	"strings"
	"unicode/utf8"
)

// token takes the token at a place, or the row of tokens that belong together; it returns where to go on.
func (w *dumpScan) token(at, stop int) int {
	at = skipSpace(w.s, at, stop)
	if at >= stop {
		return stop
	}
	if next := tagEnd(w.s, at, stop); next > at {
		w.add(at, next, -bit, dumpCode)
		return next
	}
	end := tokenEnd(w.s, at, stop)
	if next := w.phrase(at, end, stop); next > at {
		return next
	}
	if w.plainWord(at, end) {
		return end
	}
	if next := w.hexRow(at, end, stop); next > at {
		return next
	}
	if next := w.numberRow(at, end, stop); next > at {
		return next
	}
	w.pieces(at, end)
	return end
}

// maxTag bounds a tag, in bytes.
const maxTag = 400

// tagEnd returns where the tag ends that begins at a place, 0 where none does: tags are for clean.markup.
func tagEnd(s string, at, stop int) int {
	if s[at] != '<' || at+2 >= stop || s[at+1] != '/' && s[at+1] != '?' && !(s[at+1]|0x20 >= 'a' && s[at+1]|0x20 <= 'z') {
		return 0
	}
	k := strings.IndexByte(s[at:min(stop, at+maxTag)], '>')
	if k < 0 {
		return 0
	}
	return at + k + 1
}

// phrase takes what begins with a word and is known by what follows: a frame of a trace that has lost its
// line feed, a statement of an export. It returns where it ends, 0 where none begins.
func (w *dumpScan) phrase(at, end, stop int) int {
	switch w.s[at:end] {
	case "at":
		next := skipSpace(w.s, end, stop)
		to := tokenEnd(w.s, next, stop)
		if to < stop && w.s[to] == ' ' && to+1 < stop && w.s[to+1] == '(' {
			to = tokenEnd(w.s, to+1, stop)
		}
		if t := w.s[next:to]; strings.HasSuffix(t, ")") && strings.IndexByte(t, '.') > 0 && (sourcePlace(t) || strings.HasSuffix(t, "(Native Method)")) {
			w.atoms = append(w.atoms, atom{start: at, end: to, score: frameScore, kind: dumpTrace, fixed: true})
			return to
		}
	case "INSERT":
		to := stop
		if k := strings.IndexByte(w.s[at:stop], ';'); k >= 0 {
			to = at + k + 1
		}
		if score := exportLine(w.s[at:to]); score > 0 && strings.Contains(w.s[at:to], "),") {
			w.atoms = append(w.atoms, atom{start: at, end: to, score: score + gainInline, kind: dumpData, fixed: true})
			return to
		}
	}
	return 0
}

// plainWord takes a token that is a word of small Latin letters, perhaps with a large one before and a mark
// behind: nearly all of a text.
func (w *dumpScan) plainWord(at, end int) bool {
	stop := end
	if b := w.s[stop-1]; b == '.' || b == ',' {
		stop--
	}
	if stop-at < 3 || stop-at > 23 || w.s[at] < 'A' {
		return false
	}
	sum, last := 0, uint8(0)
	for i := at; i < stop; i++ {
		class := quickClasses[w.s[i]]
		if class == 0 || class >= quickPoint || w.s[i] < 'a' && i > at {
			return false
		}
		sum += int(quickPairs[int(last)<<5|int(class)])
		last = class
	}
	sum += int(quickPairs[int(last)<<5])
	x := tokenTraits{letters: stop - at, pairs: sum}
	score, kind := 0, dumpTokens
	if !keyword(w.s[at:stop]) {
		score, kind = x.word()
	}
	if score <= -2*bit {
		w.words++
	}
	w.add(at, stop, score, kind)
	return true
}

// skipSpace returns the first place at or behind one that holds no white space.
func skipSpace(s string, at, stop int) int {
	for at < stop {
		if asciiSpace(s[at]) {
			at++
			continue
		}
		n := wideSpace(s, at)
		if n == 0 {
			return at
		}
		at += n
	}
	return stop
}

// maxDumpToken bounds a token: in scripts without spaces a paragraph is one.
const maxDumpToken = 1 << 10

// tokenEnd returns where the token ends that begins at a place.
func tokenEnd(s string, at, stop int) int {
	limit := min(stop, at+maxDumpToken)
	for at < limit {
		b := s[at]
		if asciiSpace(b) || b >= 0xC2 && wideSpace(s, at) > 0 {
			return at
		}
		at++
	}
	for at < stop && !utf8.RuneStart(s[at]) {
		at++
	}
	return at
}

// pieces cuts a token where a script that writes no spaces meets ASCII: in it a dump may stand without
// a space around it. Where ASCII is short it belongs to its word.
func (w *dumpScan) pieces(at, end int) {
	for at < end {
		cut := at
		for cut < end && w.s[cut] < utf8.RuneSelf {
			cut++
		}
		if cut-at >= 16 || cut == end {
			w.piece(at, cut)
			at = cut
			continue
		}
		for ascii := 0; cut < end && ascii < 16; cut++ {
			if ascii++; w.s[cut] >= utf8.RuneSelf {
				ascii = 0
			}
		}
		if cut < end || cut-at > 16 && allASCII(w.s[cut-16:cut]) {
			cut -= 16
		}
		w.piece(at, cut)
		at = cut
	}
}

func allASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// piece judges a token without the punctuation around it.
func (w *dumpScan) piece(at, end int) {
	if at == end {
		return
	}
	from, to := bareWord(w.s, at, end)
	if from == to {
		w.signs(at, end)
		return
	}
	score, kind := w.judge(w.s[from:to])
	switch {
	case score <= 0:
		if score <= -2*bit {
			w.words++
		}
		w.add(from, to, score, kind)
	case kind == dumpCode || kind == dumpNoise:
		w.add(at, end, score, kind)
	case kind == dumpBase64:
		for to < end && w.s[to] == '=' {
			to++
		}
		w.add(from, to, score, kind)
	default:
		w.add(from, to, score, kind)
	}
}

// bareWord returns a token without the punctuation at its ends.
func bareWord(s string, at, end int) (int, int) {
	for at < end && asciiSign(s[at]) {
		at++
	}
	for end > at && asciiSign(s[end-1]) {
		end--
	}
	return at, end
}

// signs judges a token of punctuation alone: a smiley or a bar says nothing, a curse of many signs does.
func (w *dumpScan) signs(at, end int) {
	score, differ := 0, 0
	for i := at + 1; i < end; i++ {
		if w.s[i] != w.s[i-1] {
			differ++
		}
	}
	if differ >= 4 {
		score = differ * bit * 3 / 2
	}
	w.add(at, end, score, dumpNoise)
}
