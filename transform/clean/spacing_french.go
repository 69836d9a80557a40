package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// frenchHere says whether a line has the spaces of French: by its own words, else by the text's
// language and its quotes. The answer for a line is kept.
func (sp *spacer) frenchHere(l *row) bool {
	if sp.frenchLine != l.start+1 {
		sp.frenchLine, sp.french = l.start+1, sp.frenchLooks(l)
	}
	return sp.french
}

func (sp *spacer) frenchLooks(l *row) bool {
	sp.habit.count(sp.s)
	french, others := 0, 0
	stretch := sp.s[l.text:min(l.stop, l.text+4*sentenceReach)]
	for at := 0; at < len(stretch); {
		start, end := text.NextRun(stretch, at)
		if at = end; end-start > 16 || start == end {
			continue
		}
		low := strings.ToLower(stretch[start:end])
		if text.French.Has(low) {
			french++
		} else if text.FunctionWord(low) {
			others++
		}
	}
	tongue := sp.page.language()
	switch {
	case others >= 3 && others > 2*french:
		return false
	case sp.habit.guillemets || tongue == text.French:
		return true
	}
	return french > others && (tongue == text.NoTongue || french >= 3 && french > 2*others)
}

// frenchAt says whether French stands around the mark at a place, be it a sentence in a text of another
// language; where a narrow no-break space stands before the mark somebody has set it.
func (sp *spacer) frenchAt(l *row, at int) bool {
	return at >= 3 && sp.s[at-3:at] == "\u202F" || sp.frenchHere(l) || sp.frenchNear(l, at)
}

// nearReach is how far around a mark its language is read.
const nearReach = 48

// frenchNear counts words that French has and the text's language has not, and those of the latter that
// French has not.
func (sp *spacer) frenchNear(l *row, at int) bool {
	tongue := sp.page.language()
	from := max(l.text, at-nearReach)
	if n := strings.LastIndexAny(sp.s[from:at], ".?!«“„"); n >= 0 {
		from += n
	}
	stretch := sp.s[from:min(l.stop, at+nearReach)]
	french, own := 0, 0
	var buf [16]byte
	for k := 0; k < len(stretch); {
		start, end := text.NextRun(stretch, k)
		if k = end; start == end || end-start > len(buf) {
			continue
		}
		low := string(lowerASCII(buf[:0], stretch[start:end]))
		if f, o := text.French.Has(low), tongue.Has(low) || tongue == text.NoTongue && text.FunctionWord(low); f && (!o || tongue == text.NoTongue) {
			french++
		} else if o && !f {
			own++
		}
	}
	return french >= 2 && french > own
}

// guillemetsTight says whether the text sets its guillemets without spaces inside: where it has such, or
// where its language, English and French aside, does.
func (sp *spacer) guillemetsTight(l *row, at int) bool {
	sp.habit.count(sp.s)
	q := &sp.habit.quotes
	if sp.frenchAt(l, at) {
		return false
	}
	t := sp.page.language()
	return q[0].opens+q[1].opens > 0 || t != text.NoTongue && t != text.English && t != text.French
}
