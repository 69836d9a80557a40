package redact

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// Words that people write in brackets for the at sign and the dot.
var (
	atWords  = []string{"at", "ät", "æt", "aet", "arroba", "chez", "@", "a", "собака"}
	dotWords = []string{"dot", ".", "punkt", "punto", "point", "ponto", "d0t", "точка"}
)

// atEntities and dotEntities stand for the sign where HTML or a URL was not decoded.
var (
	atEntities  = []string{"&#64;", "&#064;", "&#x40;", "&commat;", "%40", "＠"}
	dotEntities = []string{"&#46;", "&#046;", "&#x2e;", "&period;", "%2e", "．"}
)

// hidden looks for an address whose at sign is written in another way, which starts at a place.
func (p *piiScan) hidden(i int) int {
	if b := p.s[i]; b == '&' || b == '%' || b >= 0x80 {
		return p.entity(i)
	}
	if b := at(p.s, i+1); b != ' ' && b < 0x80 && strings.IndexByte("aAcC@", b) < 0 {
		return i + 1 // most brackets
	}
	n := bracketed(p.s, i, atWords)
	if n == 0 {
		return i + 1
	}
	if tight := n == len("(a)"); tight && (!alnumBytes[at(p.s, i-1)] || !alnumBytes[at(p.s, i+n)]) {
		return i + 1 // (a) begins an item of a list
	}
	return p.assemble(i, i+n, false)
}

// entity looks for an at sign as HTML or a URL writes it.
func (p *piiScan) entity(i int) int {
	for _, entity := range atEntities {
		if hasFold(p.s, i, entity) {
			return p.assemble(i, i+len(entity), false)
		}
	}
	return i + 1
}

// bracketed returns the length of one of the words in brackets at a place, 0 for none.
func bracketed(s string, i int, words []string) int {
	open := strings.IndexByte("([{<", at(s, i))
	if open < 0 || i >= len(s) {
		return 0
	}
	from := i + 1
	if at(s, from) == ' ' {
		from++
	}
	for _, w := range words {
		if !hasFold(s, from, w) {
			continue
		}
		to := from + len(w)
		if at(s, to) == ' ' {
			to++
		}
		if at(s, to) == ")]}>"[open] {
			return to + 1 - i
		}
	}
	return 0
}

// spelled looks for addresses whose dots are words: `name at host dot com`.
func (p *piiScan) spelled(dot string) {
	for i := strings.Index(p.s, dot); i >= 0; {
		if from := p.wordAt(i); from > 0 {
			p.assemble(from, from+len(" at "), true)
		}
		next := strings.Index(p.s[i+1:], dot)
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

// shouted looks for addresses whose at sign is a word in capitals: `name AT host.com`.
func (p *piiScan) shouted() {
	const sign = " AT "
	for i := strings.Index(p.s, sign); i >= 0; {
		p.assemble(i, i+len(sign), true)
		next := strings.Index(p.s[i+1:], sign)
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

// wordAt returns where the " at " before the host that ends at a place stands, -1 for none.
func (p *piiScan) wordAt(end int) int {
	start := labelBytes.Start(p.s, end, maxLabel)
	if start == end || !hasFold(p.s, start-len(" at "), " at ") {
		return -1
	}
	return start - len(" at ")
}

// spaced looks for an address with spaces around its at sign.
func (p *piiScan) spaced(from, to int) int {
	if at(p.s, from-1) != ' ' || at(p.s, to) != ' ' {
		return to
	}
	return p.assemble(from, to, true)
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
	for n := 3; n <= 12; n++ {
		if i := skipBack(s, end) - n; i >= 0 && bracketed(s, i, dotWords) == n {
			return skipBack(s, i)
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
	switch from := skipOn(s, i); {
	case at(s, i) == '.':
		return i + 1
	case hasFold(s, i, " dot "):
		return i + len(" dot ")
	case strings.HasPrefix(s[i:], " . "):
		return i + len(" . ")
	case bracketed(s, from, dotWords) > 0:
		return skipOn(s, from+bracketed(s, from, dotWords))
	}
	for _, entity := range dotEntities {
		if hasFold(s, i, entity) {
			return i + len(entity)
		}
	}
	return -1
}

// innocents are words before `at host dot com` or `@ host.com` that make it no address.
var innocents = sync.OnceValue(func() *scan.Words {
	return scan.NewWords(strings.Fields(`us me him her them it you look looking visit visited site website online page found find
available here there more see read meet met stay live lives work works worked start started arrive arrived aim aimed and or is was are
were be been shop store order buy sold play plays listen watch join follow followed event events tonight today tomorrow dinner lunch
headquartered based located hosted registered staying speaking tickets blog posted published`))
})

func innocent(name string) bool {
	_, ok := innocents().Is(strings.TrimSpace(name))
	return ok
}
