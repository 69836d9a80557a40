package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// group is a run of digits.
type group struct{ start, end int }

// maxGroups is how many groups of digits are looked at together; a longer chain, as in a table, is
// looked at in parts.
const maxGroups = 16

// cluster is a chain of groups with at most three separators between two, or a part of one.
type cluster struct {
	groups    [maxGroups]group
	gaps      [maxGroups]gap // before each group but the first
	n         int
	end       int
	continued bool // groups stand before it
	more      bool // the chain goes on
}

// gap is what stands between two groups.
type gap struct {
	kind  byte // the most telling separator: - . / or a space
	paren bool // a bracket closes
	loose bool // the groups may belong to two numbers
}

// separators are what may stand between two groups of a number, beside Unicode's own spaces and
// hyphens.
var separators = scan.Bytes(" ./()-")

// wideSeparators are the others: no-break, thin and narrow spaces, hyphens, en dash.
var wideSeparators = []string{"\u00A0", "\u2009", "\u202F", "\u2010", "\u2011", "\u2012", "\u2013"}

func wideGap(s string, i int) int {
	if b := at(s, i); b != 0xC2 && b != 0xE2 {
		return 0
	}
	for _, w := range wideSeparators {
		if strings.HasPrefix(s[i:], w) {
			return len(w)
		}
	}
	return 0
}

// gather fills in the chain of groups that begins at a digit.
func (c *cluster) gather(s string, i int) {
	c.n, c.end, c.continued, c.more = 0, i, false, false
	for c.n < maxGroups {
		end := digitBytes.End(s, i)
		c.groups[c.n] = group{i, end}
		if c.n > 0 {
			c.gaps[c.n] = gapOf(s[c.end:i])
		}
		c.n++
		c.end = end
		if i = nextGroup(s, end); i < 0 {
			return
		}
	}
	c.more = true
}

// nextGroup returns where the group behind one that ends at a place starts, -1 for none.
func nextGroup(s string, end int) int {
	i := end
	for n := 0; i < len(s) && n <= 3; n++ {
		switch b := s[i]; {
		case digitBytes[b]:
			if i == end {
				return -1
			}
			return i
		case separators[b], b == '\n' && s[i-1] == ')':
			i++
		default:
			w := wideGap(s, i)
			if w == 0 {
				return -1
			}
			i += w
		}
	}
	return -1
}

// digits looks at the number, or the token with digits in it, at a place.
func (p *piiScan) digits(i int) int {
	if end := p.hexMAC(i); end > 0 {
		return end
	}
	if wordBytes[at(p.s, i-1)] || wordBytes[at(p.s, digitBytes.End(p.s, i))] {
		if end := p.token(i); end > 0 {
			return end
		}
	}
	if end := p.ibanApart(i); end > 0 {
		return end
	}
	if end := p.ipv4(i); end > 0 {
		return end
	}
	if end := hetuEnd(p.s, i); end > 0 {
		return p.add(i, end, piiID)
	}
	c := &p.chain
	c.gather(p.s, i)
	if end := p.lettered(c); end > 0 {
		return end
	}
	p.addresses(i, c)
	for {
		next := p.numbers(c)
		if !c.more {
			return c.end
		}
		c.gather(p.s, c.groups[next].start)
		c.continued = true
	}
}

// numbers looks for numbers among the groups of a chain, the longest first from each group on. It
// returns the group to go on with where the chain does.
func (p *piiScan) numbers(c *cluster) int {
	if c.digits() < minDigits && c.n < 3 {
		return c.n
	}
	last := c.n
	if c.more {
		last = maxGroups - maxRun
	}
	a := p.apartDigits(c)
	for a < last {
		used := 0
		for b := min(c.n, a+maxRun); b > a && used == 0; b-- {
			if p.number(c, a, b) {
				used = b - a
			}
		}
		a += max(used, 1)
	}
	return a
}

// apartDigits takes a telephone number that is written digit by digit, behind a word for it: call 2 0 2 …
// It returns the group to go on with.
func (p *piiScan) apartDigits(c *cluster) int {
	n := 0
	for n < c.n && c.groups[n].end-c.groups[n].start == 1 && (n == 0 || c.gaps[n].kind == c.gaps[max(1, n-1)].kind) {
		n++
	}
	if n < minDigits || !before(p.s, c.groups[0].start).is(cuePhone, 1) {
		return 0
	}
	p.add(c.groups[0].start, c.groups[n-1].end, piiPhone)
	return n
}

// digits returns how many digits the groups have together.
func (c *cluster) digits() int {
	n := 0
	for _, g := range c.groups[:c.n] {
		n += g.end - g.start
	}
	return n
}

// maxRun is how many groups one number can have: +33 1 23 45 67 89, with an access code before.
const maxRun = 8

// number is a candidate: groups of a chain with what stands around and between them.
type number struct {
	s          string
	start, end int // with an opening bracket and a plus sign
	sizes      [maxRun]int
	n          int // groups
	digits     [32]byte
	nd         int // digits
	plus       bool
	paren      bool // a group stands in brackets
	sep        byte // what stands between all groups: - . / or a space; 'm' where they differ, 0 for one group
	rest       byte // the same without the first: 08-465 004 00
	alone      bool // nothing of the chain of the same look is left over
	hint       hint
	hinted     int // 1 + the start that the hint is for, 0: none was looked up
}

// minDigits is the length of the shortest number that is looked at.
const minDigits = 7

// number looks at groups [a, b) of a chain and says whether they are taken, or known to be
// something else.
func (p *piiScan) number(c *cluster, a, b int) bool {
	x := &p.x
	*x = number{s: p.s, start: c.groups[a].start, end: c.groups[b-1].end, hint: x.hint, hinted: x.hinted}
	switch {
	case !x.fill(c, a, b):
		return false
	case x.nd < minDigits:
		return x.shape(2, 2, 2) && x.apart(c, a, b) && p.insurance(x)
	case !x.apart(c, a, b):
		return false
	}
	x.alone = !x.alike(c, a, b)
	kind, ok := p.classify(x)
	if ok {
		p.add(x.start, x.end, kind)
	}
	return ok
}

// classify says what a number is, the most certain first. Findings of kinds that are not wanted
// count too: an account number is no telephone number for that.
func (p *piiScan) classify(x *number) (kind uint8, ok bool) {
	switch {
	case x.date():
		return piiNothing, true
	case x.card():
		return piiCard, true
	case x.ssn():
		return piiSSN, true
	case x.id(), x.named():
		return piiID, true
	case p.phone(x):
		return piiPhone, true
	}
	return 0, false
}

// fill copies the digits and says what stands between the groups; false for too many digits.
func (x *number) fill(c *cluster, a, b int) bool {
	for i := a; i < b; i++ {
		g := c.groups[i]
		if x.nd+g.end-g.start > len(x.digits) {
			return false
		}
		x.nd += copy(x.digits[x.nd:], x.s[g.start:g.end])
		x.sizes[x.n] = g.end - g.start
		x.n++
		if i > a {
			x.between(c.gaps[i])
		}
	}
	x.open()
	inside := x.s[x.start:x.end]
	return !x.paren && !strings.Contains(inside, "(") || strings.Count(inside, "(") == strings.Count(inside, ")") && strings.Count(inside, "(") < 2+strings.Count(inside, "(0)")
}

// between notes the separators between two groups.
func (x *number) between(g gap) {
	x.paren = x.paren || g.paren
	kind := g.kind
	switch {
	case x.n == 2:
	case x.rest == 0:
		x.rest = kind
	case x.rest != kind:
		x.rest = 'm'
	}
	if x.sep == 0 || x.sep == kind || x.paren && x.n == 2 {
		x.sep = kind
		return
	}
	x.sep = 'm'
}

// gapOf says what stands between two groups. The wide hyphens and the wide spaces begin with 0xE2.
func gapOf(sep string) gap {
	g := gap{kind: ' '}
	for i := range len(sep) {
		switch b := sep[i]; {
		case b == '-' || b == 0xE2 && sep[i+2] >= 0x90 && sep[i+2] <= 0x93:
			g.kind = '-'
		case b == '.' && g.kind != '-', b == '/' && g.kind == ' ':
			g.kind = b
		case b == ')':
			g.paren = true
		case b == ' ' || b == '(' || b == 0xC2:
			g.loose = true
		}
	}
	return g
}

// open takes in an opening bracket that is closed within, and a plus sign.
func (x *number) open() {
	if x.paren && at(x.s, x.start-1) == '(' && strings.IndexByte(x.s[x.start:x.end], ')') < strings.IndexByte(x.s[x.start:x.end]+"(", '(') {
		x.start--
	}
	switch {
	case at(x.s, x.start-1) == '+' && !wordBytes[at(x.s, x.start-2)]:
		x.plus = true
		x.start--
		if x.paren && at(x.s, x.start-1) == '(' && strings.Count(x.s[x.start:x.end], ")") > strings.Count(x.s[x.start:x.end], "(") {
			x.start--
		}
	case strings.HasSuffix(x.s[:x.start], "＋"):
		x.plus = true
		x.start -= len("＋")
	}
}

// apart says whether nothing before or behind makes the number a part of something else.
func (x *number) apart(c *cluster, a, b int) bool {
	if a > 0 && !c.gaps[a].loose || b < c.n && !c.gaps[b].loose {
		return false
	}
	return (a > 0 || x.freeBefore()) && (b < c.n || x.freeBehind())
}

// alike says whether the groups before a and from b on look like those between.
func (x *number) alike(c *cluster, a, b int) bool {
	return a == 0 && c.continued && x.sep == ' ' || a > 0 && c.gaps[a].kind == x.sep || b < c.n && c.gaps[b].kind == x.sep
}

// freeBefore says whether what stands before the number leaves it a number of its own.
func (x *number) freeBefore() bool {
	b := at(x.s, x.start-1)
	switch {
	case x.start == 0:
		return true
	case b == ':':
		return !digitBytes[at(x.s, x.start-2)]
	case b == ',' || b == '.':
		return x.plus || !alnumBytes[at(x.s, x.start-2)] || b == '.' && letterBefore(x.s, x.start-1) && x.context().is(cuePhone, 0)
	case b == '=' && (x.plus || x.n > 1 || x.nd > 14):
		return true
	case b == '=' || b == '/':
		return x.context().is(cuePhone|cueCard|cueID, 0) || b == '/' && (strings.HasSuffix(x.s[:x.start], "tel:/") || strings.HasSuffix(x.s[:x.start], "wa.me/"))
	case b == ' ':
		return strings.IndexByte("$", at(x.s, x.start-2)) < 0 && !(at(x.s, x.start-2) == '#' && !x.context().is(cueID, 0)) && !strings.HasSuffix(x.s[:x.start-1], "€") && !strings.HasSuffix(x.s[:x.start-1], "£") && !strings.HasSuffix(x.s[:x.start-1], "№")
	case b >= 0x80:
		return !letterBefore(x.s, x.start) && !strings.HasSuffix(x.s[:x.start], "€") && !strings.HasSuffix(x.s[:x.start], "£") && !strings.HasSuffix(x.s[:x.start], "№")
	}
	return strings.IndexByte("\n\r\t()[]{}<>\"'*|;!?~`", b) >= 0
}

// freeBehind says the same of what follows.
func (x *number) freeBehind() bool {
	b, next := at(x.s, x.end), at(x.s, x.end+1)
	switch {
	case x.end == len(x.s):
		return true
	case b == '.' || b == ',':
		return !digitBytes[next] && (b == ',' || !alnumBytes[next] || next >= 'A' && next <= 'Z')
	case b == '-' || b == '/' || b == ':':
		return !alnumBytes[next]
	case b == '\'' || b == '"':
		return true
	case b == '@':
		return false
	case b >= 0x80:
		return !letterAt(x.s, x.end) && !strings.HasPrefix(x.s[x.end:], "€") && !strings.HasPrefix(x.s[x.end:], "°") && !strings.HasPrefix(x.s[x.end:], "£")
	}
	return extension(x.s, x.end) > x.end || !wordBytes[b] && strings.IndexByte("%$#&=\\^+", b) < 0
}

// context returns the hint before the number, looked up once for all candidates that start there.
func (x *number) context() hint {
	if x.hinted != x.start+1 {
		x.hint, x.hinted = before(x.s, x.start), x.start+1
	}
	return x.hint
}

// other says whether the words before say that it is no personal number.
func (x *number) other() bool {
	h := x.context()
	return h.is(cueOther|cueVersion, 1) && h.bytes <= 24 || strings.HasSuffix(x.s[:x.start], "#")
}

// text returns the digits.
func (x *number) text() []byte { return x.digits[:x.nd] }

// shape says whether the groups have these sizes.
func (x *number) shape(sizes ...int) bool {
	if x.n != len(sizes) {
		return false
	}
	for i, size := range sizes {
		if x.sizes[i] != size {
			return false
		}
	}
	return true
}
