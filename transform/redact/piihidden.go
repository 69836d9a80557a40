package redact

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// Words that people write for the at sign and the dot, in brackets or between spaces. What the sign is
// called in the larger languages of Europe and Asia.
var (
	atWords = wordSet(`at att aet ät æt a à @ chez arroba arobase arobas chiocciola собака собачка małpa kukac zavináč snabel-a snabela krøllalfa
krollalfa apenstaartje apestaartje klammeraffe miukumauku afna majmunče monkey atsign at-sign at-zeichen atzeichen παπάκι שטרודל アット アットマーク あっと 골뱅이 艾特 圈a ここに@を入れる`)
	dotWords = wordSet(`dot . d0t punkt punto ponto point точка kropka nokta punt tečka tecka bodka piste pont punct punktum pika točka tocka крапка τελεία נקודה نقطة
点 ドット 닷 점 period dottie`)
)

// spelledAts and spelledDots are those that are looked for as words of the text, with spaces around.
// " at " is too short for the table and said too often.
const (
	spelledAts = `arroba|arobase|arobas|chiocciola|собака|собачка|małpa|kukac|zavináč|snabel-a|snabela|krøllalfa|apenstaartje|apestaartje|
klammeraffe|miukumauku|at-sign|at sign|at-zeichen|παπάκι`
	spelledDots = `punkt` // the others are words of a language beside "at"
)

// spelledBook is the table of both.
type spelledBook struct {
	words []string
	grams *scan.Grams
	dots  int // from this word on they are dots
	exact int // from this word on they are said in small letters alone: a dot, then signs in quotes
	cues  int // from this word on they speak of mail
}

var spelledSigns = sync.OnceValue(func() *spelledBook {
	b := &spelledBook{}
	var words []string
	for _, w := range strings.Split(strings.ReplaceAll(spelledAts, "\n", ""), "|") {
		words = append(words, " "+w+" ")
	}
	b.dots = len(words)
	for _, w := range strings.Split(spelledDots, "|") {
		words = append(words, " "+w+" ")
	}
	words = append(words, "골뱅이", "アットマーク") // no spaces around
	for _, q := range quotePairs {
		if w := q[0] + "at" + q[1] + " "; len(w) >= 7 {
			words = append(words, w)
		}
	}
	b.cues = len(words)
	words = append(words, " e-mail ", " e-mail:", " email ", " email: ", "mail me ", "mail me: ", "mail us ", "mail to ", "mail an ", "write to ", "mail is ", "mailed ", " mail: ")
	b.exact = len(words)
	words = append(words, " dot ", "'at' ", "\"at\" ", "`at` ")
	b.words, b.grams = words, scan.NewGrams(words)
	return b
})

// spelled looks for addresses whose at sign or dots are words of the text: `name at host dot com`.
func (p *piiScan) spelled() {
	book := spelledSigns()
	book.grams.Each(p.s, func(word, start, end int) {
		switch {
		case word >= book.exact:
			if p.s[start:end] != book.words[word] {
				return
			}
			if word == book.exact {
				p.dotted(start)
				return
			}
			p.assemble(start, end, false)
		case word >= book.cues:
			p.plainAt(end)
		case word < book.dots || p.s[start] != ' ':
			p.assemble(start, end, p.s[start] == ' ')
		default:
			p.dotted(start)
		}
	})
	each(p.s, "DOT", p.glued)
	each(p.s, "AT ", func(i int) {
		if at(p.s, i-1) == ' ' { // spaces are everywhere, capitals are not
			p.assemble(i-1, i+len("AT "), true)
		}
	})
	p.spelledDigits()
}

// each calls found with each place of a word.
func each(s, word string, found func(int)) {
	for i := strings.Index(s, word); i >= 0; {
		found(i)
		next := strings.Index(s[i+1:], word)
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

// dotted looks for the address to which a dot that is spelled at a place belongs.
func (p *piiScan) dotted(i int) {
	start := labelBytes.Start(p.s, i, maxLabel)
	if start == i {
		return
	}
	for _, sign := range [...]string{" at ", " ät ", " æt "} {
		if hasFold(p.s, start-len(sign), sign) {
			p.assemble(start-len(sign), start, true)
			return
		}
	}
}

// plainAt looks for `name at host.com` behind a word that speaks of mail.
func (p *piiScan) plainAt(from int) {
	window := p.s[from:min(len(p.s), from+2*maxLocal)]
	sign := strings.Index(window, " at ")
	if sign < 0 {
		return
	}
	i := from + sign
	start, to := localStart(p.s, i), i+len(" at ")
	if start == i || start > from+24 || domainEnd(p.s, to) < 0 {
		return
	}
	name := p.s[start:i]
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 && scan.TopLevel(name[dot+1:]) {
		return // a page, or a file
	}
	p.assemble(i, to, true)
}

// hidden looks for an address whose at sign stands in brackets at a place.
func (p *piiScan) hidden(i int) int {
	n, tight := bracketed(p.s, i, atWords)
	if n == 0 {
		if digitBytes[at(p.s, i-1)] && !p.folded {
			p.wide(i)
		}
		return i + 1
	}
	short := n == len("(a)") && p.s[i+1] != '@'
	if short && tight && (!alnumBytes[at(p.s, i-1)] || !alnumBytes[at(p.s, i+n)]) || n == len("( a )") && !tight {
		if !p.spelledHost(i + n) {
			return i + 1 // (a) begins an item of a list
		}
	}
	return p.assemble(i, i+n, false)
}

// spelledHost says whether a host with a dot in brackets follows.
func (p *piiScan) spelledHost(i int) bool {
	end := labelBytes.End(p.s, skipOn(p.s, i))
	n, _ := bracketed(p.s, skipOn(p.s, end), dotWords)
	return n > 0
}

// maxSign is the length of the longest word in brackets.
const maxSign = 26

// signBytes are what words for signs are made of.
var signBytes = scan.Bytes("A-Za-z0@. \x80-\xFF-")

// bracketed returns the length of a word of a set that stands in brackets, or in two, at a place;
// 0 for none. Tight says that no spaces are within.
func bracketed(s string, i int, words func() *scan.Words) (n int, tight bool) {
	if i < 0 || i >= len(s) {
		return 0, false
	}
	if strings.IndexByte("([{<", s[i]) < 0 {
		n := inQuotes(s, i, words)
		return n, n > 0
	}
	from := i + 1
	if at(s, from) == s[i] {
		from++
	}
	width := from - i
	to := from
	for to < len(s) && to-from < maxSign && signBytes[s[to]] {
		to++
	}
	if to == from || to == len(s) || strings.IndexByte(")]}>", s[to]) < 0 || width == 2 && at(s, to+1) != s[to] {
		return 0, false
	}
	word := strings.Trim(s[from:to], " ")
	if word == "" || !is(words, word) && !is(words, strings.ToLower(word)) {
		return 0, false
	}
	return to + width - i, len(word) == to-from
}

// quotePairs are the quotes in which words for signs stand.
var quotePairs = [...][2]string{{"'", "'"}, {"\"", "\""}, {"‘", "’"}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"`", "`"}, {"*", "*"}, {"_", "_"}}

// inQuotes returns the length of a word of a set that stands in quotes at a place, 0 for none.
func inQuotes(s string, i int, words func() *scan.Words) int {
	for _, q := range quotePairs {
		if !strings.HasPrefix(s[i:], q[0]) {
			continue
		}
		from := i + len(q[0])
		to := strings.Index(s[from:min(len(s), from+maxSign)], q[1])
		if to > 0 && (is(words, s[from:from+to]) || is(words, strings.ToLower(s[from:from+to]))) {
			return from + to + len(q[1]) - i
		}
	}
	return 0
}

// stroke looks for an address whose signs stand between two of the same stroke, the first of them at
// a place: name-at-host-dot-com, name_at_host_dot_com.
func (p *piiScan) stroke(i int) int {
	c := p.s[i]
	if at(p.s, i+1)|0x20 != 'a' || at(p.s, i+2)|0x20 != 't' || at(p.s, i+3) != c {
		return i + 1
	}
	to := i + len("-at-")
	if c == '*' || c == '|' {
		return p.assemble(i, to, false)
	}
	start := localStart(p.s, skipBack(p.s, i))
	end := p.strokeHost(skipOn(p.s, to), c)
	if end < 0 || start == skipBack(p.s, i) {
		return i + 1
	}
	return p.add(start, end, piiEmail)
}

// strokeHost returns where a host ends whose dots stand between strokes, -1 for none.
func (p *piiScan) strokeHost(i int, c byte) int {
	good := -1
	for labels := range 6 {
		end := alnumBytes.End(p.s, i)
		if end == i {
			return good
		}
		if labels > 0 && scan.TopLevel(p.s[i:end]) {
			good = end
		}
		next := skipOn(p.s, end)
		if at(p.s, next) != c || !hasFold(p.s, next+1, "dot") || at(p.s, next+len("-dot")) != c {
			return good
		}
		i = skipOn(p.s, next+len("-dot-"))
	}
	return good
}

// assemble looks for the parts of an address around an at sign that is spelled in [from, to).
// Plain says that the sign is a word of its own that may mean something else.
func (p *piiScan) assemble(from, to int, plain bool) int {
	start := p.localParts(from)
	end := p.hostParts(to)
	if start < 0 || end < 0 || plain && innocent(p.s[start:from]) {
		return to
	}
	return p.add(start, end, piiEmail)
}

// localParts returns where the name before an at sign starts, with dots that are spelled; -1 for none.
func (p *piiScan) localParts(from int) int {
	start := localStart(p.s, skipBack(p.s, from))
	if start == skipBack(p.s, from) {
		return -1
	}
	for range 3 {
		dot := dotBefore(p.s, start)
		if dot < 0 || localStart(p.s, dot) == dot {
			break
		}
		start = localStart(p.s, dot)
	}
	return start
}

// skipBack leaves out up to two spaces before a place.
func skipBack(s string, i int) int {
	for range 2 {
		if at(s, i-1) == ' ' {
			i--
		}
	}
	return i
}

func skipOn(s string, i int) int {
	for range 2 {
		if at(s, i) == ' ' {
			i++
		}
	}
	return i
}

// dotBefore returns where a spelled dot that ends at a place starts, -1 for none.
func dotBefore(s string, end int) int {
	if hasFold(s, end-len(" dot "), " dot ") {
		return end - len(" dot ")
	}
	back := skipBack(s, end)
	if back == 0 || alnumBytes[s[back-1]] {
		return -1
	}
	for n := 3; n <= maxSign; n++ {
		if k, _ := bracketed(s, back-n, dotWords); k == n {
			return skipBack(s, back-n)
		}
	}
	return -1
}

// hostParts returns where the host behind an at sign ends, with dots that are spelled; -1 for none.
func (p *piiScan) hostParts(to int) int {
	i, good := skipOn(p.s, to), -1
	if end := domainEnd(p.s, i); end > 0 {
		good = end
	}
	for labels := 1; labels < 6; labels++ {
		end := labelBytes.End(p.s, i)
		if end == i {
			break
		}
		if labels > 1 && scan.TopLevel(p.s[i:end]) {
			good = max(good, end)
		}
		if i = dotAfter(p.s, end); i < 0 {
			break
		}
	}
	return good
}

// dotAfter returns where what follows a dot, spelled or not, starts; -1 for none.
func dotAfter(s string, i int) int {
	from := skipOn(s, i)
	switch {
	case at(s, i) == '.':
		return i + 1
	case strings.HasPrefix(s[i:], " . "):
		return i + len(" . ")
	}
	if n, _ := bracketed(s, from, dotWords); n > 0 {
		return skipOn(s, from+n)
	}
	if from == i {
		return -1
	}
	end := from
	for end < len(s) && end-from < maxSign && s[end] > ' ' {
		end++
	}
	if end == from+1 || end-from > 14 || at(s, end) != ' ' || !is(dotWords, s[from:end]) && !is(dotWords, strings.ToLower(s[from:end])) {
		return -1
	}
	return end + 1
}

// innocents are words before `at host dot com` or `@ host.com` that make it no address.
var innocents = wordSet(`us me him her them it you look looking visit visited site website online page found find
available here there more see read meet met stay live lives work works worked start started arrive arrived aim aimed and or is was are
were be been shop store order buy sold play plays listen watch join follow followed event events tonight today tomorrow dinner lunch
headquartered based located hosted registered staying speaking tickets blog posted published by via from thanks cc hi hey hello dear with
rt for photo credit docs code download information info source sources home homepage support help news details video audio live`)

func innocent(name string) bool { return is(innocents, strings.TrimSpace(name)) }
