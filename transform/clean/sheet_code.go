package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// codeRead is how much of a text is read to tell whether it is about programs.
const codeRead = 1 << 20

// aboutCode says whether the text is about programs, where `strings.Builder` is a name and not two
// sentences without a space: six cues at least and one in 120 words, or
// three and one in eight. News of every day hold none, a
// page with one sentence about a file a few.
func (p *sheet) aboutCode() bool {
	if p.technical == 0 {
		p.technical = technicalOf(p.s)
	}
	return p.technical > 0
}

// namesCode says whether the text is about programs or names a few: one cue in 300 words.
func (p *sheet) namesCode() bool { return p.aboutCode() || p.technical == -2 }

// known says whether there is a sheet and its text is about programs.
func (p *sheet) known() bool { return p != nil && p.aboutCode() }

// plain says whether the text holds none of the signs that nearly all texts about programs hold; one search for
// each of them costs less than counting cues.
func (p *sheet) plain() bool {
	for _, b := range []byte("`_={") {
		if strings.IndexByte(p.s, b) >= 0 {
			return false
		}
	}
	return !strings.Contains(p.s, "()") && !strings.Contains(p.s, "::") && !strings.Contains(p.s, "->")
}

// technicalOf says of a text whether it is about programs: 1, -1 where it is not, -2 where it names code. Spacing,
// casing and paragraphs each count anew: an answer remembered by a hash could be another text's, and a step
// depends on its document alone.
func technicalOf(s string) int8 {
	cues, words := text.CodeCuesUntil(s, codeRead, 6, 120)
	words = max(words, min(len(s), codeRead)/12) // Chinese has no spaces to count words by
	switch {
	case cues >= 6 && cues*120 >= words || cues >= 3 && cues*8 >= words:
		return 1
	case cues >= 2 && cues*300 >= words || cues == 1 && words < 60:
		return -2
	}
	return -1
}
