package clean

// findJoins decides which lines are joined. The first measure in which the text looks wrapped counts.
func (p *setter) findJoins() {
	if p.blank*3 >= len(p.sheet.lines) {
		if p.collect(1, inRunes); p.doubleSpaced() {
			p.gap = 1
		}
	}
	if p.gap == 0 {
		p.collect(0, inRunes)
	}
	if len(p.breaks) == 0 || p.flows() {
		return
	}
	if p.joinMeasured() || !p.southeast {
		return
	}
	p.phrases = true
	p.collect(p.gap, inRunes)
	p.joinMeasured()
}

// joinMeasured joins by the first measure in which the text looks wrapped.
func (p *setter) joinMeasured() bool {
	for measure := inRunes; measure < measures; measure++ {
		if measure > 0 && !p.collect(p.gap, measure) {
			return false
		}
		if p.joinAll() {
			return true
		}
	}
	return false
}

// doubleSpaced says whether a blank line stands behind nearly every line, as in drafts: lines go on
// across most of them.
func (p *setter) doubleSpaced() bool {
	goes, weak, apart, together := 0, 0, 0, 0
	for i := range p.breaks {
		b := &p.breaks[i]
		if b.next == b.row+1 {
			together++
			continue
		}
		apart++
		if r, _ := decode(p.s, p.sheet.lines[b.next].text); !b.is(breakGoes) || b.is(breakComma) || smallLetter(r) && !letterEnd(p.s, p.sheet.lines[b.row].stop) {
			continue
		} else if smallLetter(r) || b.is(breakMid) && !b.is(breakTight) {
			goes++
		} else {
			weak++
		}
	}
	if together*2 > apart {
		return false
	}
	return (goes >= 2 && (goes+weak)*2 >= apart || weak >= 6 && weak*3 >= 2*apart) && p.evenly()
}

// evenly says whether most lines that go on are about as long as the longest: in scripts without capitals, of
// which some have no full stop either, a short paragraph looks as if it went on, and so do entries of a log.
func (p *setter) evenly() bool {
	widest, full, all := 0, 0, 0
	for i := range p.breaks {
		if b := &p.breaks[i]; b.is(breakGoes) {
			widest = max(widest, int(b.length))
		}
	}
	for i := range p.breaks {
		if b := &p.breaks[i]; b.is(breakGoes) {
			if all++; b.full(widest) {
				full++
			}
		}
	}
	return full*4 >= 3*all
}

// flows joins the lines of a mail written as format=flowed, where each line that goes on ends in a
// blank and no other does; and of one whose breaks stand before the blank instead of in its place.
func (p *setter) flows() bool { return p.flowsBy(breakFlows, 1) || p.flowsBy(breakLeads, 2) }

// flowsBy joins where a trait stands at each break that goes on and at few others, of which so many in
// three must go on.
func (p *setter) flowsBy(trait uint16, sure int) bool {
	flowed, goes, stray, pointed := 0, 0, 0, 0
	for i := range p.breaks {
		switch b := &p.breaks[i]; {
		case b.is(trait):
			if flowed++; b.is(breakGoes) {
				goes++
			}
			if b.is(breakComma) {
				pointed++
			}
		case b.is(breakGoes):
			stray++
		}
	}
	if flowed < 3 || goes*3 < flowed*sure || stray*8 > goes || p.padded || trait == breakLeads && pointed*3 > flowed {
		return false
	}
	for i := range p.breaks {
		if b := &p.breaks[i]; b.is(trait) && b.length >= minWrapped {
			p.joins[b.row] = int(b.next)
		}
	}
	return true
}

// joinAll joins the lines of paragraphs wrapped to a width, that of the whole text or one of their own.
func (p *setter) joinAll() bool {
	p.width = p.commonWidth()
	common := p.width > 0
	any := p.joinEach(p.widthOf)
	if any && !common && p.width > 0 { // what single paragraphs have shown helps with the rest
		p.joinEach(func(own []lineBreak) int {
			if t := p.tallied(own, p.width); t.fullAll == t.all && t.over == 0 {
				return p.width
			}
			return 0
		})
	}
	return any
}

// joinEach joins the lines of each paragraph to which widthOf gives a width.
func (p *setter) joinEach(widthOf func([]lineBreak) int) (any bool) {
	for from := 0; from < len(p.breaks); {
		to := from + 1
		for to < len(p.breaks) && !p.breaks[to].first {
			to++
		}
		if w := widthOf(p.breaks[from:to]); w > 0 {
			p.join(p.breaks[from:to], w)
			any = true
		}
		from = to
	}
	return any
}

// widthOf returns the width of a paragraph, 0 where it is not wrapped.
func (p *setter) widthOf(own []lineBreak) int {
	if p.width > 0 {
		if t := p.tallied(own, p.width); t.widest*4 >= p.width*3 && t.over == 0 && t.full*5 >= t.goes*4 {
			return p.width
		}
	}
	for _, w := range p.widths(own) {
		if w >= minWrapped && p.wrapped(own, w) {
			if w >= 40 {
				p.width = max(p.width, w)
			}
			return w
		}
	}
	return 0
}

// widths returns the lengths of the three longest lines.
func (p *setter) widths(own []lineBreak) (top [3]int) {
	for i := range own {
		n := int(own[i].length)
		for k := range top {
			if n == top[k] {
				break
			}
			if n > top[k] {
				n, top[k] = top[k], n
			}
		}
	}
	return top
}

// tally is what the breaks of a paragraph are like, held against a width.
type tally struct {
	all, goes, full int // full: of those that go on
	over            int // lines longer than the width
	pointed, mid    int
	widest          int
	fullAll         int
	loose           int // neither full nor the end of a paragraph by their looks
}

func (p *setter) tallied(own []lineBreak, width int) (t tally) {
	t.all = len(own)
	for i := range own {
		b := &own[i]
		full := b.full(width)
		if int(b.length) > width+wrapSlack(width)/2 { // not wrapped, a paragraph by itself
			if t.all--; b.is(breakGoes) {
				t.over++
			}
			continue
		}
		if b.is(breakGoes) {
			if t.goes++; full {
				t.full++
			}
			if b.is(breakMid) {
				t.mid++
			}
		}
		if full {
			t.fullAll++
		} else if !b.is(breakStop) {
			t.loose++
		}
		if b.is(breakComma | breakStop) {
			t.pointed++
		}
		t.widest = max(t.widest, int(b.length))
	}
	return t
}

// wrapped says whether the lines of a paragraph, by themselves, were wrapped to a width.
func (p *setter) wrapped(own []lineBreak, width int) bool {
	t := p.tallied(own, width)
	loose := t.goes - t.full
	switch {
	case t.goes == 0 || t.over*6 > t.all || loose*6 > t.goes:
		return false
	case t.goes >= 3 || t.goes == 2 && t.all >= 3 && t.loose == 0:
		return t.goes*4 >= t.all && (t.pointed*2 <= t.all+1 || t.mid*3 >= t.goes && t.full == t.goes) && (t.mid > 0 || width >= 40 || t.pointed*4 <= t.all)
	}
	wide := width >= 40 || t.mid > 0 && width >= 28 || t.goes == 2 && t.pointed == 0 && width >= 32 || own[0].is(breakTight)
	return loose == 0 && wide && (t.pointed*2 <= t.all || t.mid > 0 || width >= 60) && p.fewFit(own)
}

// fewFit holds a paragraph with one or two broken lines to more: it begins as sentences do, and both
// sides of a break are prose.
func (p *setter) fewFit(own []lineBreak) bool {
	first := int(own[0].row)
	if r, _ := decode(p.s, p.sheet.lines[first].text); smallLetter(r) && (first == 0 || p.sheet.lines[first-1].blank() && !p.afterComma(first-1)) {
		return false
	}
	for i := range own {
		if !own[i].is(breakGoes) {
			continue
		}
		if own[i].is(breakTight) {
			continue
		}
		a, b := p.sheet.factsAt(int(own[i].row)), p.sheet.factsAt(int(own[i].next))
		if !a.prose(5) || (a.symbols+b.symbols)*10 > a.words || b.natural*2 < b.words {
			return false
		}
	}
	return true
}

// afterComma says whether the line before a blank one ends in a comma, as a salutation does.
func (p *setter) afterComma(blank int) bool {
	rows := p.sheet.lines
	return blank > 0 && !rows[blank-1].blank() && p.s[rows[blank-1].stop-1] == ','
}

// commonWidth returns the width to which most broken lines of the text were wrapped, 0 for none.
func (p *setter) commonWidth() int {
	var lengths [maxWrapped + 1]int32
	goes := 0
	for i := range p.breaks {
		if b := &p.breaks[i]; b.is(breakGoes) && b.length >= minWrapped {
			lengths[b.length]++
			goes++
		}
	}
	if goes < 3 {
		return 0
	}
	tried, above := 0, 0
	for w := maxWrapped; w >= 24 && tried < 6 && above*5 <= goes; w-- {
		if lengths[w] == 0 {
			continue
		}
		if tried++; p.commonTo(w, goes-above) {
			return w
		}
		above += int(lengths[w])
	}
	return 0
}

// commonTo says whether four of five broken lines are full at a width; those of paragraphs far
// narrower, as verse beside the wrapped text, don't count.
func (p *setter) commonTo(width, goes int) bool {
	var sum tally
	for from := 0; from < len(p.breaks); {
		to := from + 1
		for to < len(p.breaks) && !p.breaks[to].first {
			to++
		}
		if t := p.tallied(p.breaks[from:to], width); t.widest*4 >= width*3 {
			sum.all, sum.goes, sum.full, sum.pointed, sum.over, sum.mid = sum.all+t.all, sum.goes+t.goes, sum.full+t.full, sum.pointed+t.pointed, sum.over+t.over, sum.mid+t.mid
		}
		from = to
	}
	return sum.goes >= 3 && sum.goes*2 >= goes && sum.full*5 >= sum.goes*4 && sum.over*5 <= sum.goes && (width >= 45 || sum.pointed*2 <= sum.all)
}

// join joins the lines of a paragraph that are full at its width, and those that go on by their words.
func (p *setter) join(own []lineBreak, width int) {
	for i := range own {
		b := &own[i]
		n := int(b.length)
		if n < minWrapped && n*2 < width || n > width+wrapSlack(width) || !p.letterNear(int(b.row), int(b.next)) {
			continue
		}
		room := width - n - int(b.word)
		limit := width / 6 // a noun of German, a name
		switch {
		case b.is(breakGoes):
			limit = width / 3
		case b.is(breakStop) && (b.is(breakHangs) || p.gap > 0):
			continue // the first line of a paragraph, or a blank line between two
		case b.is(breakStop):
			limit = wrapSlack(width)
		}
		if room < limit {
			p.joins[b.row] = int(b.next)
		}
	}
}
