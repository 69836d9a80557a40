package redact

import (
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// drop is a unit that may go in another's stead.
type drop struct {
	gone, stays int32
	words       int32
	near        bool // what goes holds words that what stays has not
	swaps       bool // and in their place what stays holds others
}

// A text is about programs where one in codeWords of its words is an identifier, an operator or code.
// There a manual says the same of many functions, a form rather than a copy: only what makes up codeShare of the text is one.
const (
	codeWords = 200
	codeShare = 0.35
)

// judge compares the pairs that candidates found and marks the units that go.
func (r *repeater) judge() {
	r.heads = r.heads[:0]
	for i := range r.units {
		r.heads = append(r.heads, int32(i))
	}
	r.markCode()
	r.drops, r.swaps = r.drops[:0], r.swaps[:0]
	for i := range r.units {
		if u := &r.units[i]; u.match >= 0 && u.form&(formShort|formFixed) == 0 && !r.verse(i) {
			r.compareAll(r.head(u.match), int32(i))
		}
	}
	r.swapsInRuns()
	r.dropForms()
	r.manual = ofPrograms(r.s)
	if r.manual {
		r.onlyRuns()
	}
	for _, x := range r.drops {
		r.units[x.gone].form |= formGone
	}
	for _, x := range r.drops {
		r.widen(x)
	}
	r.runs()
	r.tables()
}

// ofPrograms says whether a text is about programs: by its identifiers, operators and code, and by its
// qualified names (encoding.TextMarshaler) and links to names ([Reader]). Glued sentences have no
// second capital.
func ofPrograms(s string) bool {
	s = s[:min(len(s), 1<<16)]
	cues, words := text.CodeCues(s, len(s))
	for i := 1; i+1 < len(s); i++ {
		if c := s[i]; (c == '.' && text.Letter(s[i-1]) && camel(s[i+1:]) || c == '[' && s[i-1] == ' ') && s[i+1] >= 'A' && s[i+1] <= 'Z' {
			cues++
		}
	}
	words = max(words, len(s)/8)
	return cues >= 8 && cues*codeWords > words
}

// camel says whether a word has a capital behind a small letter.
func camel(s string) bool {
	for i := 1; i < len(s) && text.Letter(s[i]); i++ {
		if s[i] <= 'Z' && s[i-1] >= 'a' {
			return true
		}
	}
	return false
}

// head returns the unit that stays in the stead of u.
func (r *repeater) head(u int32) int32 {
	for r.heads[u] != u {
		u = r.heads[u]
	}
	return u
}

// markCode takes units within code out of the comparison.
func (r *repeater) markCode() {
	spans, hint := text.AppendCode(nil, r.s), 0
	for i := range r.units {
		u := &r.units[i]
		if text.InCode(spans, int(u.start), &hint) && spans[hint].End >= int(u.end) {
			u.form |= formFixed
		}
	}
}

// verse says whether unit i is one of several short lines that stand together and do not end as
// sentences do.
func (r *repeater) verse(i int) bool {
	u := &r.units[i]
	if u.end-u.start > 80 || u.form&formListed != 0 {
		return false
	}
	beside, open := 0, 0
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(r.units) {
			continue
		}
		v := &r.units[k]
		lo, hi := min(v.end, u.end), max(v.start, u.start)
		if strings.Count(r.s[lo:hi], "\n") > 1 || v.end-v.start > 80 {
			continue
		}
		beside++
		if !closed(r.s[v.start:v.end]) {
			open++
		}
	}
	return beside > 0 && (open > 0 || !closed(r.s[u.start:u.end]))
}

// maxRivals bounds how many blocks are tried that are nearly the same as the one that most windows lead to.
const maxRivals = 4

// compareAll decides about unit b, which looks like the earlier unit a, or like one that was told from a.
func (r *repeater) compareAll(a, b int32) {
	n := len(r.swaps)
	if r.compare(a, b); len(r.swaps) == n {
		return
	}
	for k := n - 1; k >= max(0, n-maxRivals); k-- {
		rival := r.swaps[k].gone
		if rival == a {
			rival = r.swaps[k].stays
		} else if r.swaps[k].stays != a {
			continue
		}
		drops := len(r.drops)
		r.compare(r.head(rival), b)
		if len(r.drops) > drops {
			r.swaps = r.swaps[:n]
			return
		}
		r.swaps = r.swaps[:n+1]
	}
}

// compare decides about unit b, which looks like the earlier unit a.
func (r *repeater) compare(a, b int32) {
	x, ua, ub := &r.aligner, &r.units[a], &r.units[b]
	if a == b || ua.form&(formShort|formFixed) != 0 {
		return
	}
	x.a = appendWords(x.a[:0], r.s[ua.start:ua.end])
	x.b = appendWords(x.b[:0], r.s[ub.start:ub.end])
	saidA, saidB := said(x.a), said(x.b)
	least := r.minWords
	if ua.form&ub.form&formListed != 0 {
		least *= 2 // points of an agenda, options of a manual
	}
	if min(saidA, saidB) < least {
		return
	}
	slack := 1 + int(r.maxLoss*float64(min(len(x.a), len(x.b))))
	if !x.align(max(len(x.a)-len(x.b), len(x.b)-len(x.a)) + 2*slack) {
		return
	}
	spareA := r.spare(x.a, x.lostA) && r.partOf(x.lostA, x.lostB, len(x.a), len(x.b))
	spareB := r.spare(x.b, x.lostB) && r.partOf(x.lostB, x.lostA, len(x.b), len(x.a))
	switch {
	case spareB && !(r.longest && spareA && len(x.lostA) == 0 && len(x.lostB) > 2):
		r.offer(drop{b, a, int32(saidB), len(x.lostB) > 0, r.swapped(ua, ub)})
	case spareA && r.longest:
		r.offer(drop{a, b, int32(saidA), len(x.lostA) > 0, r.swapped(ua, ub)})
	}
}

// offer takes a drop, but not one of a short block that says something else in a place.
func (r *repeater) offer(x drop) {
	if x.swaps && x.words < swapWords {
		r.swaps = append(r.swaps, x)
		return
	}
	r.take(x)
}

func (r *repeater) take(x drop) {
	r.heads[x.gone] = x.stays
	r.drops = append(r.drops, x)
}

// partOf says whether a block of n words, of which lost are not in the other one of m words, is a copy of
// all of it or of one stretch of it: words gathered from a longer text are another sentence. Other
// lists the words that the longer one has more, from the last to the first.
func (r *repeater) partOf(lost, other []int32, n, m int) bool {
	if float64(m-n) <= r.maxLoss*float64(m) {
		return true
	}
	within := len(other)
	for k := 0; k < len(other) && int(other[k]) == m-1-k; k++ {
		within--
	}
	for k := 0; k < len(other) && int(other[len(other)-1-k]) == k; k++ {
		within--
	}
	return len(lost) == 0 && float64(within) <= r.maxLoss*float64(n)
}

// spare says whether words may be lost: few, and none that tells one statement from another.
func (r *repeater) spare(ws []copied, lost []int32) bool {
	if float64(len(lost)) > max(r.maxLoss*float64(len(ws)), min(1, 10*r.maxLoss)) {
		return false
	}
	for _, i := range lost {
		if ws[i].strong {
			return false
		}
	}
	return true
}

// dropForms takes back what differs in words where three or more blocks do: a form filled in anew.
func (r *repeater) dropForms() {
	count := map[int32]int{}
	for _, x := range r.drops {
		if x.near {
			count[r.head(x.stays)]++
		}
	}
	r.drops = slices.DeleteFunc(r.drops, func(x drop) bool { return x.near && count[r.head(x.stays)] > 2 })
}

// onlyRuns leaves of what would go the runs of blocks that repeat a run of blocks and are codeShare of the text: a
// page that was extracted twice.
func (r *repeater) onlyRuns() {
	slices.SortFunc(r.drops, func(a, b drop) int { return int(a.gone - b.gone) })
	kept := r.drops[:0]
	for i := 0; i < len(r.drops); {
		j := i + 1
		for j < len(r.drops) && r.drops[j].gone-r.drops[j-1].gone <= 16 && r.drops[j].gone-r.drops[j-1].gone == r.drops[j].stays-r.drops[j-1].stays {
			j++
		}
		if size := int(r.units[r.drops[j-1].gone].end - r.units[r.drops[i].gone].start); float64(size) >= codeShare*float64(len(r.s)) && j-i > 1 {
			kept = append(kept, r.drops[i:j]...)
		}
		i = j
	}
	r.drops = kept
}

// widen takes the short lines above and below a unit that goes, as far as they are those of the
// copy that stays: a heading, the rest of a list.
func (r *repeater) widen(x drop) {
	for _, step := range []int32{-1, 1} {
		for k := step; ; k += step {
			g, s := x.gone+k, x.stays+k
			if min(g, s) < 0 || int(max(g, s)) >= len(r.units) {
				break
			}
			ug, us := &r.units[g], &r.units[s]
			if ug.form&formGone != 0 || us.form&formGone != 0 || !r.equal(ug, us) {
				break
			}
			ug.form |= formGone
			r.heads[g] = s
		}
	}
}

// equal says whether two units are the same but for capitals.
func (r *repeater) equal(a, b *unit) bool {
	if a.end-a.start != b.end-b.start {
		return false
	}
	return foldedHash(r.s[a.start:a.end]) == foldedHash(r.s[b.start:b.end])
}

// runs marks runs of short lines that repeat an earlier run: lists, tables, the whole text.
func (r *repeater) runs() {
	for i := 0; i < len(r.units); {
		j := i + 1
		if r.units[i].match < 0 {
			i = j
			continue
		}
		for j < len(r.units) && r.units[j].match == r.units[j-1].match+1 && r.units[j].match < int32(i) {
			j++
		}
		if r.runRepeats(i, j) {
			for k := i; k < j; k++ {
				r.units[k].form |= formGone
			}
		}
		i = j
	}
}

// runRepeats says whether units [i,j), each like the one that it matches, are one copy.
func (r *repeater) runRepeats(i, j int) bool {
	from := int(r.units[i].match)
	if j-i < 3 || r.units[from].form&formGone != 0 {
		return false
	}
	listed, size, fixed := 0, 0, false
	for k := i; k < j; k++ {
		u, v := &r.units[k], &r.units[from+k-i]
		if !r.equal(u, v) {
			return false
		}
		fixed = fixed || u.form&formFixed != 0
		if u.form&formListed != 0 {
			listed++
		}
		size += int(u.end - u.start)
	}
	whole := from == 0 && j == len(r.units) && from+(j-i) == i
	if head := &r.units[i]; head.form&formListed == 0 && r.s[head.end-1] == ':' && j-i > 3 {
		listed++ // what the points are
	}
	return whole && size >= minBlock || !r.manual && !fixed && listed*5 >= (j-i)*4 && size >= minBlock
}

// cut hands over what goes, run by run, with the blank lines below it.
func (r *repeater) cut(e *schema.Edits) {
	for i := 0; i < len(r.units); {
		if r.units[i].form&formGone == 0 {
			i++
			continue
		}
		j := i + 1
		for j < len(r.units) && r.units[j].form&formGone != 0 {
			j++
		}
		kind := r.kindOf(i, j)
		start, end := int(r.units[i].start), int(r.units[j-1].end)
		if r.masks[kind] == "" {
			start, end = extentOf(r.s, r.units, i, j)
		}
		e.Replace(start, end, r.masks[kind], kind)
		i = j
	}
}

// kindOf names a run of units that go.
func (r *repeater) kindOf(i, j int) uint8 {
	kind := uint8(repeatLines)
	for _, x := range r.drops {
		if int(x.gone) < i || int(x.gone) >= j {
			continue
		}
		if x.near {
			return repeatNear
		}
		kind = repeatExact
	}
	return kind
}

// lineStart returns where the line begins in which a place stands.
func lineStart(s string, at int) int {
	for at > 0 && s[at-1] != '\n' {
		at--
	}
	return at
}
