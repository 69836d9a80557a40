package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// findWidth returns the width at which the text was wrapped, 0 where it was not.
func (p *setter) findWidth() int {
	width, breaks := 0, 0
	rows := p.sheet.lines
	for i := 0; i+1 < len(rows); i++ {
		if p.goesOn(i) {
			width = max(width, p.length(i))
			breaks++
		}
	}
	if breaks == 0 || breaks < 3 && (width < 40 || !p.fewFit()) || width < minWrapped || width > maxWrapped {
		return 0
	}
	full, wide, pointed, widest := 0, 0, 0, 0
	for i := 0; i+1 < len(rows); i++ {
		if i == 0 || rows[i-1].blank() {
			widest = p.widest(i)
		}
		if !p.mayJoin(i) {
			continue
		}
		if widest*4 < width*3 { // verse beside the wrapped text
			if p.goesOn(i) {
				breaks--
			}
			continue
		}
		if p.goesOn(i) {
			if p.length(i)+1+p.firstWord(i+1) > width-wrapSlack(width) {
				full++
			}
			if p.length(i+1) > width+width/4 {
				wide++
			}
		}
		if b := p.s[rows[i].stop-1]; b == ',' || b == ';' {
			pointed++
		}
	}
	if full*5 < breaks*4 || wide > breaks/5 || width < 45 && pointed*2 > breaks {
		return 0
	}
	return width
}

// widest returns the length of the longest line from i to the next blank one.
func (p *setter) widest(i int) int {
	n := 0
	for ; i < len(p.sheet.lines) && !p.sheet.lines[i].blank(); i++ {
		n = max(n, p.length(i))
	}
	return n
}

// fewFit holds a text with one or two broken lines to more: most are between lines of prose, in a
// paragraph that begins with a capital.
func (p *setter) fewFit() bool {
	rows := p.sheet.lines
	first, good, bad := 0, 0, 0
	for i := 0; i+1 < len(rows); i++ {
		if i == 0 || rows[i-1].blank() {
			first = i
		}
		if !p.goesOn(i) {
			continue
		}
		r, _ := decode(p.s, rows[first].text)
		a, b := p.sheet.factsAt(i), p.sheet.factsAt(i+1)
		if unicode.IsLower(r) || !a.prose(5) || (a.symbols+b.symbols)*10 > a.words || b.natural*2 < b.words {
			bad++
		} else {
			good++
		}
	}
	return good > bad
}

// wrapSlack is how much room a full line may leave beside the next word: some wrap a little early,
// and a word is not parted everywhere.
func wrapSlack(width int) int { return 3 + width/16 }

// mayJoin says whether line i and the next one could be lines of one paragraph.
func (p *setter) mayJoin(i int) bool {
	rows := p.sheet.lines
	l, next := &rows[i], &rows[i+1]
	if l.blank() || next.blank() || l.protected || next.protected || l.table || next.table {
		return false
	}
	if l.end-l.stop >= 2 && p.s[l.stop] == ' ' && p.s[l.stop+1] == ' ' || p.s[l.stop-1] == '\\' {
		return false // Markdown's line break
	}
	said, below := p.s[l.text:l.stop], p.s[next.text:next.stop]
	return said[0] != '#' && said[0] != '>' && itemOf(below) == 0 && bulletAt(below) == 0 && below[0] != '>' && below[0] != '#' && below[0] != '|'
}

// goesOn says whether line i surely goes on in the next: it ends without a stop, and the next begins
// small or in a script without capitals.
func (p *setter) goesOn(i int) bool {
	rows := p.sheet.lines
	if !p.mayJoin(i) || rows[i].stop-rows[i].text < minWrapped {
		return false
	}
	if b := p.s[rows[i].stop-1]; b == '.' || b == '?' || b == '!' || b == ':' || b == ';' {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(p.s[:rows[i].stop])
	if strings.ContainsRune("।。።۔؟", last) {
		return false
	}
	r, _ := decode(p.s, rows[i+1].text)
	return unicode.IsLower(r) || caseless(r) && !scriptWithoutSpaces(r)
}

// length is the number of characters of a line with its indent.
func (p *setter) length(i int) int {
	l := &p.sheet.lines[i]
	return l.text - l.start + utf8.RuneCountInString(p.s[l.text:l.stop])
}

// firstWord is the number of characters of a line up to the first space.
func (p *setter) firstWord(i int) int {
	l := &p.sheet.lines[i]
	said := p.s[l.text:l.stop]
	if n := strings.IndexByte(said[:min(len(said), maxWrapped)], ' '); n >= 0 {
		said = said[:n]
	}
	return utf8.RuneCountInString(said[:min(len(said), maxWrapped)])
}

// wraps says whether line i of a wrapped text goes on in the next: it is full, or nearly and goes on by
// its words.
func (p *setter) wraps(i int) bool {
	if p.width == 0 || !p.mayJoin(i) {
		return false
	}
	n := p.length(i)
	if n < minWrapped || n > p.width+wrapSlack(p.width) || !p.letterNear(i) {
		return false
	}
	room := p.width - n - 1 - p.firstWord(i+1)
	if p.goesOn(i) {
		return room < p.width/4
	}
	if b := p.s[p.sheet.lines[i].stop-1]; wordly(b) || b == ',' {
		return room < p.width/6 // a noun of German, a name
	}
	return room < wrapSlack(p.width) && !p.hangs(i)
}

// letterNear says whether the lines are words and not numbers or rules where they meet.
func (p *setter) letterNear(i int) bool {
	l, next := &p.sheet.lines[i], &p.sheet.lines[i+1]
	b, a := p.s[l.stop-1], p.s[next.text]
	return (wordly(b) || strings.IndexByte(".,;:?!\"')%-", b) >= 0) && (wordly(a) || strings.IndexByte("\"'([", a) >= 0)
}

// hangs says whether the next line is indented where this one is not: the first line of a paragraph.
func (p *setter) hangs(i int) bool {
	l, next := &p.sheet.lines[i], &p.sheet.lines[i+1]
	b := p.s[l.stop-1]
	return next.columns > l.columns && strings.IndexByte(".?!\"", b) >= 0
}

// hyphen says whether line i ends within a word, and whether its hyphen belongs to it.
func (p *setter) hyphen(i int, source bool) (keep, ok bool) {
	l, next := &p.sheet.lines[i], &p.sheet.lines[i+1]
	if !p.hyphens || source && p.width == 0 || l.stop-l.text < 3 || p.s[l.stop-1] != '-' || !p.mayJoin(i) {
		return false, false
	}
	left := wordBefore(p.s, l.stop-1, max(l.text, l.stop-1-chunkReach))
	right := wordAfter(p.s, next.text, min(next.stop, next.text+chunkReach))
	if left.letters < 2 || left.digits || right.letters < 2 || right.digits || right.initial || right.upper > 0 || left.camel || !left.spaced {
		return false, false
	}
	if l.text < l.stop-1-len(left.text) && p.s[l.stop-2-len(left.text)] == '-' {
		return true, true
	}
	return p.compound(left.text, right.text), true
}

// compound says whether the text writes the two with a hyphen, or each of them by itself and never
// both in one.
func (p *setter) compound(left, right string) bool {
	if suspended[right] || hyphenPrefixes[strings.ToLower(left)] {
		return true
	}
	p.countWords()
	low := strings.ToLower(left)
	if p.words[low+"-"+right] > 0 {
		return true
	}
	if p.words[low+right] > 0 {
		return false
	}
	return len(low) >= 4 && len(right) >= 4 && p.words[low] > 0 && p.words[right] > 0
}

// countWords collects the words of the text and its compounds of two, without those at line ends.
func (p *setter) countWords() {
	if p.words != nil {
		return
	}
	p.words = map[string]int{}
	before, beforeEnd := "", -1
	for at := 0; ; {
		start, end := text.NextRun(p.s, at)
		if start == end {
			return
		}
		at = end
		if end-start > maxVoteWord {
			continue
		}
		word := strings.ToLower(p.s[start:end])
		if beforeEnd > 0 && start == beforeEnd+1 && p.s[beforeEnd] == '-' {
			p.words[before+"-"+word]++
		}
		broken := end+1 < len(p.s) && p.s[end] == '-' && (p.s[end+1] == '\n' || p.s[end+1] == '\r')
		half := start >= 2 && p.s[start-1] == '\n' && strings.HasSuffix(strings.TrimRight(p.s[max(0, start-4):start], " \r\n"), "-")
		if !broken && !half {
			p.words[word]++
		}
		before, beforeEnd = word, end
	}
}

// suspended follow a hyphen that stands for the rest of a word: pre- and post-war.
var suspended = wordsOf("and or und oder bzw et ou y o e i lub a en of och eller og и или та або")

// hyphenPrefixes keep their hyphen.
var hyphenPrefixes = wordsOf("self non well ex half cross long short high low ill so-called vice mid all")

// unhyphen joins line i with the next one, with or without the hyphen.
func (p *setter) unhyphen(i int, keep bool) {
	l, next := &p.sheet.lines[i], &p.sheet.lines[i+1]
	right := wordAfter(p.s, next.text, min(next.stop, next.text+chunkReach))
	switch {
	case keep && suspended[right.text]:
		p.e.Replace(l.stop, next.text, " ", kindHyphen)
	case keep:
		p.e.Cut(l.stop, next.text, kindHyphen)
	default:
		p.e.Cut(l.stop-1, next.text, kindHyphen)
	}
}

// findIndents decides how much of each line's indent goes. A stretch is a run of indented lines,
// blank ones aside, and what stands in fences among them.
func (p *setter) findIndents() {
	rows := p.sheet.lines
	indented, all := 0, 0
	for i := range rows {
		if !rows[i].blank() {
			all++
			if rows[i].text > rows[i].start {
				indented++
			}
		}
	}
	for i := 0; i < len(rows); {
		if rows[i].blank() || rows[i].text == rows[i].start {
			i++
			continue
		}
		j, stretch := p.stretch(i)
		apart := (i == 0 || rows[i-1].blank()) && (j == len(rows) || rows[j-1].blank())
		if apart && (stretch.long >= 2 || stretch.long == 1 && stretch.lines <= 3 || 2*indented >= all && p.mostlyProse(i, j)) {
			p.cutIndents(i, j, stretch.least)
		}
		i = j
	}
}

// stretched is what a stretch of indented lines has.
type stretched struct {
	lines, least int // lines that say something, bytes of the smallest indent
	long         int // lines as long as only prose has them
}

// stretch returns the end of the indented stretch that begins with line i, blank lines at its end included.
func (p *setter) stretch(i int) (j int, t stretched) {
	rows := p.sheet.lines
	t.least = 1 << 30
	code := false
	for j = i; j < len(rows) && (rows[j].blank() || rows[j].text > rows[j].start); j++ {
		if rows[j].blank() {
			continue
		}
		if j == i || rows[j-1].blank() {
			code = p.codeBlock(j)
		}
		if code {
			continue
		}
		t.lines++
		t.least = min(t.least, rows[j].text-rows[j].start)
		if l := &rows[j]; l.stop-l.text >= 100 && !l.protected && itemOf(p.s[l.text:l.stop]) == 0 {
			t.long++
		}
	}
	return j, t
}

// cutIndents cuts an indent from the lines [i,j), blocks of code aside.
func (p *setter) cutIndents(i, j, n int) {
	rows := p.sheet.lines
	first, code := -1, false
	for k := i; k < j; k++ {
		if rows[k].blank() {
			continue
		}
		if k == i || rows[k-1].blank() {
			code = p.codeBlock(k)
		}
		if code {
			continue
		}
		if first < 0 {
			first = k
		}
		if p.sameIndent(first, k, n) {
			p.cuts[k] = n
		}
	}
}

// codeBlock says whether the lines from i to the next blank one are code by their looks: one of them
// ends in a brace or a semicolon, calls or assigns something.
func (p *setter) codeBlock(i int) bool {
	rows := p.sheet.lines
	for ; i < len(rows) && !rows[i].blank(); i++ {
		said := p.s[rows[i].text:rows[i].stop]
		if b := said[len(said)-1]; b == '{' || b == '}' || b == ';' || strings.HasSuffix(said, "):") {
			return true
		}
		if len(said) < longLine && (strings.Contains(said, " = ") || strings.Contains(said, ":=") || strings.Contains(said, "()")) {
			return true
		}
	}
	return false
}

// mostlyProse says whether most of the lines [i,j) are running text.
func (p *setter) mostlyProse(i, j int) bool {
	prose, all := 0, 0
	for k := i; k < j; k++ {
		if p.sheet.lines[k].blank() {
			continue
		}
		all++
		if f := p.sheet.factsAt(k); f.prose(3) {
			prose++
		}
	}
	return prose*2 > all
}

// sameIndent says whether line k begins with the same bytes as line i, as far as they are cut.
func (p *setter) sameIndent(i, k, n int) bool {
	a, b := &p.sheet.lines[i], &p.sheet.lines[k]
	return p.s[a.start:a.start+n] == p.s[b.start:b.start+n]
}
