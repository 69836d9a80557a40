package redact

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// What a stretch must gain to be a dump: bits of evidence with its lines for itself, and beside
// words in a line, where a name or a number may look like one.
const (
	gainLines  = 40 * bit
	gainInline = 60 * bit
)

// segment finds the stretches of atoms with the most evidence: a stretch begins where evidence begins
// to add up and ends where it was highest before a loss that the words around a dump make.
func (w *dumpScan) segment(g *gibberish) {
	for i := 0; i < len(w.atoms); {
		if w.atoms[i].score <= 0 {
			i++
			continue
		}
		i = w.stretch(g, i)
	}
}

// stretch takes the stretch that begins with atom i and returns the atom to go on with.
func (w *dumpScan) stretch(g *gibberish, i int) int {
	sum, best, last, plain := 0, 0, i, 0
	for k := i; k < len(w.atoms); k++ {
		a := &w.atoms[k]
		if k := w.atoms[last].kind; a.closed && (best < 400*bit || k != dumpLog && k != dumpTrace && k != dumpData) {
			break
		}
		sum += a.score
		if a.kind != dumpRun && a.kind != dumpInventory { // what they gain says nothing of what lies between them
			plain += max(0, a.score)
		}
		if sum > best || sum == best && a.score > 0 {
			best, last = sum, k
		}
		if sum <= 0 || sum < best-allowance(plain) || k-last > maxGap {
			break
		}
	}
	first, next := w.widen(i, last)
	next = w.tail(first, next)
	before := len(w.found)
	w.report(g, w.atoms[first:next], best)
	if len(w.found) == before {
		return last + 1 // what stands behind may be a dump of its own
	}
	return next
}

// tail takes the last line of a block of encoded lines with it, which may be too short to tell, and the
// bracket that closes rows of bytes.
func (w *dumpScan) tail(first, next int) int {
	if next >= len(w.atoms) || next == 0 {
		return next
	}
	a, b := &w.atoms[next-1], &w.atoms[next]
	gap := w.s[a.end:b.start]
	if !strings.HasPrefix(strings.TrimLeft(gap, " \t\r,;="), "\n") || strings.Count(gap, "\n") != 1 || b.closed || b.start == b.end {
		return next
	}
	end, _ := text.NextLine(w.s, b.start)
	from, to := trimSpace(w.s, b.start, end)
	if b.end < to && !allSigns(w.s[b.end:to]) || b.start > from {
		return next
	}
	line := w.s[from:to]
	switch kind := kindOf(w.atoms[first:next]); {
	case strings.Trim(line, "})];,") == "" && (kind == dumpHex || kind == dumpData || kind == dumpCode):
		return next + 1
	case kind == dumpBase64 && encodedLine(line) && a.end-a.start >= 40 && len(line) <= a.end-a.start+1,
		kind == dumpHex && a.end-a.start >= 32 && len(line) <= a.end-a.start && hexRun(line) == len(line):
		return next + 1
	}
	return next
}

func allSigns(s string) bool {
	for i := 0; i < len(s); i++ {
		if !asciiSign(s[i]) && !asciiSpace(s[i]) {
			return false
		}
	}
	return s != ""
}

// encodedLine says whether a line may be the last of base64: its alphabet alone, padded, mixed, or
// short and no word.
func encodedLine(l string) bool {
	bare := strings.TrimRight(l, "=")
	for i := 0; i < len(bare); i++ {
		if !alnum(bare[i]) && bare[i] != '+' && bare[i] != '/' && bare[i] != '-' && bare[i] != '_' {
			return false
		}
	}
	return len(bare) < len(l) || strings.ContainsAny(bare, "0123456789+/") || strings.ToLower(bare[min(1, len(bare)):]) != bare[min(1, len(bare)):]
}

// widen takes the tokens between a stretch and the ends of its lines with it where none is a word: numbers,
// and tokens that alone would say little. It returns the first atom and the one behind the last.
func (w *dumpScan) widen(i, last int) (int, int) {
	first := i
	for first > 0 && i-first < maxGap && w.neutral(first-1) && !strings.Contains(w.s[w.atoms[first-1].end:w.atoms[first].start], "\n") {
		first--
	}
	few := 0
	if last-i >= 8 {
		few = 3 // of so many words that are none a few may look like some
	}
	for k := first; few > 0 && k > 0 && first-k < few && w.sameLine(k-1) && w.weak(k-1); {
		if k--; k == 0 || !w.sameLine(k-1) {
			first = k
		}
	}
	if first > 0 && !strings.Contains(w.s[w.atoms[first-1].end:w.atoms[first].start], "\n") || w.atoms[first].start < w.floor() {
		first = i
	}
	next := last + 1
	for k := next; few > 0 && k < len(w.atoms) && k-next < few && w.sameLine(k-1) && w.weak(k); {
		if k++; k == len(w.atoms) || !w.sameLine(k-1) {
			next = k
		}
	}
	for next < len(w.atoms) && next-last < maxGap && w.neutral(next) && !strings.Contains(w.s[w.atoms[next-1].end:w.atoms[next].start], "\n") {
		next++
	}
	if next < len(w.atoms) && !strings.Contains(w.s[w.atoms[next-1].end:w.atoms[next].start], "\n") {
		next = last + 1
	}
	return first, next
}

// sameLine says whether atom k and the one behind it stand in one line.
func (w *dumpScan) sameLine(k int) bool {
	return !w.atoms[k+1].closed && !strings.Contains(w.s[w.atoms[k].end:w.atoms[k+1].start], "\n")
}

// weak says whether an atom speaks for language, but not much.
func (w *dumpScan) weak(k int) bool {
	a := &w.atoms[k]
	return a.score > -6*bit && !a.closed && a.start < a.end
}

// neutral says whether an atom is no word.
func (w *dumpScan) neutral(k int) bool {
	a := &w.atoms[k]
	return a.score > -bit && !a.closed && a.start < a.end
}

// floor is where the last dump ends.
func (w *dumpScan) floor() int {
	if len(w.found) == 0 {
		return 0
	}
	return w.found[len(w.found)-1].end
}

// maxGap bounds how far a stretch is followed behind its best end, so that time is linear.
const maxGap = 128

// allowance is how much language a dump may hold: a word or two, more in a long one.
func allowance(best int) int { return min(max(best/4, 12*bit), 36*bit) }

// report adds a stretch to what was found where it is long enough, surely one, and not to be kept.
func (w *dumpScan) report(g *gibberish, atoms []atom, gain int) {
	d := dump{start: atoms[0].start, end: atoms[len(atoms)-1].end, kind: kindOf(atoms)}
	opens, closes := w.alone(&d)
	if opens && (d.kind == dumpHex || d.kind == dumpData || d.kind == dumpCode) {
		d.start = w.opener(d.start)
	}
	chars, spaces := countChars(w.s[d.start:d.end])
	need := gainLines
	if !opens || !closes {
		need = gainInline
	}
	switch {
	case (!opens || !closes) && len(atoms) > 1 && mostlyWords(atoms):
		for i := range atoms {
			if atoms[i].score >= gainInline {
				w.report(g, atoms[i:i+1], atoms[i].score)
			}
		}
	case g.keep[d.kind], chars < g.minChars, gain < need:
	case d.kind == dumpTokens && (w.uneven(atoms, gain) || w.repeats(atoms)):
	case d.kind == dumpCode && !atoms[0].fixed && spaces*9 > chars: // written for people: it has blanks
	case len(atoms) == 1 && !atoms[0].fixed && w.name(d, chars, opens && closes):
	default:
		w.found = append(w.found, d)
	}
}

// uneven says whether words whose letters follow one another in a way unknown here are yet those of a
// language, since some of its letters are so much more frequent than others: two letters drawn from a
// text are the same in 6 or 7 of 100 draws, from random letters of an alphabet of 26 or 32 in 4 or 3.
// Latin letters need no such doubt: of 500 languages written in them none was taken for random.
// Where the pairs are as odd as those of a hand on the keys this does not count.
func (w *dumpScan) uneven(atoms []atom, gain int) bool {
	var counts [256]int
	letters, latin, digits := 0, 0, 0
	for i := range atoms {
		for _, r := range w.s[atoms[i].start:atoms[i].end] {
			if class := text.PairClass(r); class > 0 {
				counts[class]++
				letters++
				latin += btoi(class <= 26)
			} else if r >= '0' && r <= '9' {
				digits++
			}
		}
	}
	if latin*2 > letters || digits*20 > letters || gain > letters*bit {
		return false
	}
	if letters < 60 {
		return letters > 0 // too few to tell, and not odd enough
	}
	same := 0
	for _, n := range counts {
		same += n * (n - 1)
	}
	return same*100 > letters*(letters-1)*5
}

// mostlyWords says whether a stretch holds more words than pieces of a dump, as a sentence that names two
// digests.
func mostlyWords(atoms []atom) bool {
	words, pieces := 0, 0
	for i := range atoms {
		switch {
		case atoms[i].fixed:
			return false
		case atoms[i].score <= -2*bit:
			words++
		case atoms[i].score > 0:
			pieces++
		}
	}
	return words >= pieces
}

// repeats says whether words come again as they do in a language: one in twelve. Random ones do not.
func (w *dumpScan) repeats(atoms []atom) bool {
	var seen [1 << 10]uint16
	words, again := 0, 0
	for i := range atoms[:min(len(atoms), 400)] {
		a := &atoms[i]
		if a.end-a.start < 4 {
			continue
		}
		hash := uint32(2166136261)
		for k := a.start; k < a.end; k++ {
			hash = (hash ^ uint32(w.s[k]|0x20)) * 16777619
		}
		words++
		slot := &seen[hash&(1<<10-1)]
		if *slot == uint16(hash>>16)|1 {
			again++
		}
		*slot = uint16(hash>>16) | 1
	}
	return words >= 16 && again*12 >= words
}

// opener returns where the line above a dump begins, if it opens a bracket for it: name = {, else at.
func (w *dumpScan) opener(at int) int {
	to := at
	for to > 0 && asciiSpace(w.s[to-1]) && at-to < 80 {
		to--
	}
	if to == at || to == 0 || strings.IndexByte("{[(", w.s[to-1]) < 0 || strings.Count(w.s[to:at], "\n") != 1 {
		return at
	}
	from := to
	for from > 0 && w.s[from-1] != '\n' {
		if from--; to-from > 120 {
			return at
		}
	}
	if line := w.s[from:to]; from < w.floor() || !strings.Contains(line, "=") && len(line) > 2 {
		return at
	}
	from, _ = trimSpace(w.s, from, to)
	return from
}

// kindOf returns the kind with the most evidence.
func kindOf(atoms []atom) dumpKind {
	var sums [dumpKinds]int
	for i := range atoms {
		if atoms[i].score > 0 {
			sums[atoms[i].kind] += atoms[i].score
		}
	}
	kind := dumpKind(0)
	for k := range sums {
		if sums[k] > sums[kind] {
			kind = dumpKind(k)
		}
	}
	return kind
}

// alone says whether a stretch has its first and its last line for itself, and widens it by the
// punctuation that goes with it where it has.
func (w *dumpScan) alone(d *dump) (opens, closes bool) {
	from := d.start
	for from > 0 && w.s[from-1] != '\n' && (asciiSpace(w.s[from-1]) || asciiSign(w.s[from-1])) {
		from--
	}
	if opens = from == 0 || w.s[from-1] == '\n'; opens {
		d.start, _ = trimSpace(w.s, from, d.end)
	}
	to := d.end
	for to < len(w.s) && w.s[to] != '\n' && (asciiSpace(w.s[to]) || asciiSign(w.s[to])) {
		to++
	}
	if closes = to == len(w.s) || w.s[to] == '\n'; closes && opens {
		_, d.end = trimSpace(w.s, d.start, to)
	}
	return opens, closes
}

// name says whether a single token may be a name in a sentence: a digest, an address of a wallet, a key.
func (w *dumpScan) name(d dump, chars int, alone bool) bool {
	switch {
	case d.kind == dumpRun || d.kind == dumpInventory || d.kind == dumpNoise:
		return false
	case alone:
		return false
	case d.kind == dumpHex:
		return chars == 40 || chars == 56 || chars == 64 || chars == 96 || chars == 128
	}
	return chars <= 64 || d.kind == dumpTokens && chars <= 80 // sha256:… is 71
}

// countChars returns the characters that are no white space, and the others.
func countChars(s string) (chars, spaces int) {
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			i++
			if asciiSpace(b) {
				spaces++
			} else {
				chars++
			}
			continue
		}
		if n := wideSpace(s, i); n > 0 {
			i, spaces = i+n, spaces+1
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i, chars = i+n, chars+1
	}
	return chars, spaces
}

// asciiSign says whether b is printable ASCII and neither a letter nor a digit.
func asciiSign(b byte) bool {
	return b > ' ' && b < 0x7F && !(b|0x20 >= 'a' && b|0x20 <= 'z') && !(b >= '0' && b <= '9')
}
