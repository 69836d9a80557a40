package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// wordFilter says what may become of a word: first by a byte for each of many hashes, which tells nearly all
// words that are not in it, then by its table.
type wordFilter struct {
	marks []uint8
	mask  uint64
	table map[uint64]uint8
}

// What a filter says of a word.
const (
	maySure   = 1 << iota // it may change anywhere
	mayBeside             // it may change beside a capital
	mayPair               // it may change beside certain neighbours: the filter is asked about the pair
	mayTwo                // it may change beside the other word of a name of two
	mayMonth              // it is a month or a word
	precedes              // it stands before names: mr, senator
	changes   = maySure | mayBeside | mayPair | mayTwo | mayMonth
)

// filterMost bounds a filter: 4 MiB, which for a table of its full size says yes wrongly to one word in eight.
const filterMost = 1 << 22

func newWordFilter(entries int) wordFilter {
	size := uint64(1 << 14)
	for size < 16*uint64(entries) && size < filterMost {
		size *= 2
	}
	return wordFilter{marks: make([]uint8, size), mask: size - 1, table: make(map[uint64]uint8, entries)}
}

// pairHash is the hash by which a filter knows a word and its neighbour.
func pairHash(word, neighbour uint64) uint64 {
	return (word>>tongueBits ^ neighbour*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
}

func (f *wordFilter) add(hash uint64, how uint8) {
	f.marks[hash>>tongueBits&f.mask] |= how
	f.table[hash>>tongueBits] |= how
}

func (f *wordFilter) has(hash uint64) uint8 {
	if f.marks[hash>>tongueBits&f.mask] == 0 {
		return 0
	}
	return f.table[hash>>tongueBits]
}

// candidate returns the first place at or after `at`, where a line begins, of a small word or of a line
// that the step may change, len(s) where there is none. *line is where the current line begins;
// headings are asked about at its end.
//
// A page, where it is given, says whether the text is about programs: there no line but one with a function
// word begins a sentence, and none is a heading.
func (r *recaser) candidate(s string, at int, line *int, page *sheet) int {
	*line = max(*line, at)
	var last, before text.Run // the two words before
	for at < len(s) {
		if at = r.plain(s, at, &last, &before); at == len(s) {
			break
		}
		b := s[at]
		if !startsWord[b] {
			if at++; b == '\n' {
				if from := *line; r.heading(s[from:at-1]) && !page.known() {
					*line = at
					return from
				}
				*line = at
			}
			continue
		}
		run := text.NextWord(s[:min(len(s), at+wordWindow)], at)
		if run.Start == run.End {
			at = max(at+1, run.Start)
			continue
		}
		if at = run.End; run.Shape == text.Small && (r.mayChange(s, &run, &last, &before) || r.begins(s, run.Start) && (text.FunctionSet(run.Hash) != 0 || !page.known())) {
			return run.Start
		}
		last, before = run, last
	}
	if from := *line; from < len(s) && r.heading(s[from:]) && !page.known() {
		*line = len(s)
		return from
	}
	return len(s)
}

// plain goes over words that surely stay: small ones that the filter does not know, behind a space and a
// letter or comma, where the word before is small too. Most words are.
func (r *recaser) plain(s string, at int, last, before *text.Run) int {
	if at < 2 || last.Shape != text.Small || last.End-last.Start < 2 {
		return at
	}
	for s[at-1] == ' ' && insideSentence[s[at-2]] && s[at-2] < utf8.RuneSelf {
		n, hash, small := text.ShortWord(s, at)
		if !small || n < 2 || r.filter.marks[hash>>tongueBits&r.filter.mask] != 0 {
			break
		}
		*before, *last = *last, text.Run{Start: at, End: at + n, Hash: hash}
		if at += n; s[at] == ' ' {
			at++
		}
	}
	return at
}

// insideSentence marks the bytes behind which, and a space, no sentence begins.
var insideSentence = func() (t [256]bool) {
	for b := range t {
		t[b] = b == ',' || wordly(byte(b))
	}
	return t
}()

// mayChange says whether a small word may change inside of a sentence.
func (r *recaser) mayChange(s string, run, last, before *text.Run) bool {
	if last.Shape == text.Title && r.filter.has(last.Hash)&precedes != 0 && run.Start-last.End <= 2 {
		return true
	}
	if last.End-last.Start == 1 && before.Shape == text.Title && run.Start == last.End+2 && s[last.End] == '.' {
		return true // Ada M. vexley
	}
	how := r.filter.has(run.Hash)
	switch {
	case how == 0:
		return false
	case how&maySure != 0 || how&mayBeside != 0 && besideCapital(s, run.Start, run.End):
		return true
	case how&mayMonth != 0 && (timeHashes[last.Hash] || digitNear(s, run.Start, run.End) || run.Start > 0 && s[run.Start-1] == '-'):
		return true
	case how&mayTwo != 0 && r.besideOther(s, run, last):
		return true
	case how&mayPair == 0:
		return false
	}
	if last.Shape != text.Small && r.pairs(run, last) || before.Shape != text.Small && r.pairs(run, before) {
		return true
	}
	if run.End+1 >= len(s) || s[run.End] != ' ' || !raisedByte(s[run.End+1]) {
		return false
	}
	next := text.NextWord(s[:min(len(s), run.End+wordWindow)], run.End)
	return r.pairs(run, &next)
}

// besideOther says whether the other word of a name of two stands beside a word.
func (r *recaser) besideOther(s string, run, last *text.Run) bool {
	if r.filter.has(pairHash(run.Hash, last.Hash))&mayTwo != 0 {
		return true
	}
	if run.End+1 >= len(s) || s[run.End] != ' ' && s[run.End] != '-' {
		return false
	}
	next := text.NextWord(s[:min(len(s), run.End+wordWindow)], run.End)
	return r.filter.has(pairHash(run.Hash, next.Hash))&mayTwo != 0
}

func (r *recaser) pairs(word, neighbour *text.Run) bool {
	return r.filter.has(pairHash(word.Hash, neighbour.Hash))&mayPair != 0
}

// digitNear says whether a digit stands a space and perhaps a comma away from a word.
func digitNear(s string, at, end int) bool {
	if end+2 < len(s) && (s[end] == ' ' && digit(s[end+1]) || s[end] == ',' && digit(s[end+2])) {
		return true
	}
	return at >= 2 && s[at-1] == ' ' && (digit(s[at-2]) || at >= 4 && digit(s[at-4])) // 3 May, 3rd May
}

// wordWindow is how far a word is read at once.
const wordWindow = 4096

// startsWord and inWords mark the bytes that begin a word and those inside of one. Of characters that
// begin with 0xE2 (quotes, dashes) none is a letter that has capitals, but for a few of dead scripts.
var startsWord, inWords = func() (starts, inside [256]bool) {
	for b := range starts {
		starts[b] = b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0xC3 && b != 0xE2
		inside[b] = starts[b] || b >= 0x80 && b < 0xC0
	}
	return starts, inside
}()

// besideCapital says whether a capital stands near the word [at,end): right behind it or among the two
// words before it.
func besideCapital(s string, at, end int) bool {
	if end+1 < len(s) && (s[end] == ' ' || s[end] == '-') && raisedByte(s[end+1]) {
		return true
	}
	if end+4 < len(s) && s[end:end+4] == " of " && raisedByte(s[end+4]) {
		return true
	}
	from := at
	for words := 0; words < 2 && from > 0 && at-from < 2*maxVoteWord; words++ {
		from--
		for from > 0 && inWords[s[from-1]] {
			from--
		}
		if raisedByte(s[from]) {
			return true
		}
	}
	return false
}

// raisedByte says whether a character that begins with b may be a capital.
func raisedByte(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 0xC3 && b != 0xE2 }

// begins says whether a small word at a place may begin a sentence or line.
func (r *recaser) begins(s string, at int) bool {
	if !r.sentences {
		return false
	}
	if at > 1 && s[at-1] == ' ' && insideSentence[s[at-2]] && (s[at-2] < utf8.RuneSelf || inLetters(s, at-2)) {
		return false // most words
	}
	k := at - 1
	for k >= 0 && (s[k] == '"' || s[k] >= 0x80 && !inLetters(s, k)) {
		k--
	}
	switch {
	case k < 0 || s[k] == '|':
		return true
	case s[k] == '\n':
		return lineMayBegin(s, k, at)
	case s[k] != ' ':
		return false
	}
	for k > 0 && s[k-1] == ' ' {
		k--
	}
	if k == 0 {
		return true
	}
	switch b := s[k-1]; b {
	case '.':
		return k < 3 || s[k-3] != ' ' && s[k-3] != '.' || !wordly(s[k-2]) // U.S. and e.g. end no sentence
	case '?', '!', '|':
		return true
	case '\n':
		return lineMayBegin(s, k-1, at)
	case '"':
		return k >= 2 && (s[k-2] == '.' || s[k-2] == '?' || s[k-2] == '!')
	case ']':
		return k >= 3 && digit(s[k-2])
	case '-', '*', '+', '>', '#', ')', ':': // of an item or a label, at the beginning of the line
		return strings.IndexByte(s[max(0, k-labelLength):k], '\n') >= 0 || k <= labelLength
	default:
		return b >= 0x80 && !inLetters(s, k-1) && (strings.ContainsAny(s[max(0, k-4):k], ".?!") || strings.IndexByte(s[max(0, k-labelLength):k], '\n') >= 0 || k <= labelLength)
	}
}

// labelLength is the length in bytes of a bullet, a number or a label before what a line says.
const labelLength = 10

// lineMayBegin says whether the line behind the line feed at k, whose first word stands at a place, may
// begin a sentence: the line above is blank or ends with more than a letter or a comma, or the line is long.
func lineMayBegin(s string, k, at int) bool {
	for k > 0 && (s[k-1] == ' ' || s[k-1] == '\r') {
		k--
	}
	if k == 0 {
		return true
	}
	if b := s[k-1]; !wordly(b) && b != ',' && b != ';' {
		return true
	} else if r, _ := utf8.DecodeLastRuneInString(s[:k]); b >= utf8.RuneSelf && (!unicode.IsLetter(r) || caseless(r)) {
		return true
	}
	n := strings.IndexByte(s[at:], '\n')
	return n < 0 || n >= longLine || n < 80 && inTable(s, at)
}

func inTable(s string, at int) bool { return strings.IndexByte(s[at:min(len(s), at+80)], '|') >= 0 }

// inLetters says whether the byte beyond ASCII at a place belongs to a letter.
func inLetters(s string, at int) bool {
	from := at
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	return startsWord[s[from]]
}

// heading says whether a line may be a heading, or hold a cell, with a small word too many.
func (r *recaser) heading(line string) bool {
	if !r.headings || len(line) < 8 {
		return false
	}
	for {
		n := strings.IndexByte(line, '|')
		if n < 0 {
			return headingLike(line)
		}
		if headingLike(strings.Trim(line[:n], " ")) {
			return true
		}
		line = strings.TrimLeft(line[n+1:], " ")
	}
}

func headingLike(line string) bool {
	if len(line) < 8 || len(line) > 160 || line[0] >= 'a' && line[0] <= 'z' || strings.IndexByte(".?!:;,", line[len(line)-1]) >= 0 {
		return false
	}
	capitals, smalls, last := 0, 0, byte(' ')
	for i := 0; i < len(line); i++ {
		b := line[i]
		if !inWords[last] && b >= 'A' && b <= 'z' {
			if b <= 'Z' {
				capitals++
			} else if i+3 < len(line) && inWords[line[i+3]] && inWords[line[i+2]] {
				smalls++
			}
		}
		last = b
	}
	return capitals >= 2 && smalls > 0 && capitals >= smalls
}
