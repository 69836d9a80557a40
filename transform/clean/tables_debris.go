package clean

import (
	"strings"
	"unicode"

	"github.com/tamis-data/tamis/internal/text"
)

// tableDebris appends what is left where a table lost its words: lines of pipes, dashes and corners
// that no table found holds, and runs of them within a line.
func (t *tableScan) tableDebris() {
	known, taken := len(t.grids), 0
	for i := 0; i < len(t.page.lines); i++ {
		l := t.page.lines[i]
		for taken < known && t.grids[taken].end < l.start {
			taken++
		}
		if l.end == l.start || taken < known && t.grids[taken].start <= l.start || l.code && t.coded(i) {
			continue
		}
		if !mayDebris(l.of(t.s)) {
			t.debrisIn(l)
			continue
		}
		to, sure := t.debrisRun(i)
		if !sure || !t.loose(i, to) {
			t.debrisIn(l)
			continue
		}
		t.grids = append(t.grids, grid{start: l.start, end: t.page.lines[to].end, again: true})
		i = to
	}
}

// mayDebris says, fast, whether a line may hold no words: by how it begins.
func mayDebris(l string) bool {
	if b := l[0]; b|0x20 >= 'a' && b|0x20 <= 'z' {
		return mayRemain(l)
	}
	return l[0] > '9' || l[0] < '0'
}

// debrisRun returns the last of the lines from i on that hold no words, and whether one of them is
// surely what is left of a table.
func (t *tableScan) debrisRun(i int) (to int, sure bool) {
	to = i - 1
	for to+1 < len(t.page.lines) && !t.coded(to+1) && !t.blank(to+1) {
		certain := t.debrisLine(to+1, sure)
		if !certain && !unworded(t.of(to+1)) {
			break
		}
		sure = sure || certain
		to++
	}
	return max(to, i), sure
}

// unworded says whether a line holds no letter and no digit.
func unworded(l string) bool {
	if len(l) > 200 {
		return false
	}
	for _, r := range l {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// debrisLine says whether a line holds what is left of a table alone: |---|---|, | |, +----+, ┌──┬──┐;
// inside says that the line before does.
func (t *tableScan) debrisLine(i int, inside bool) bool {
	l := t.of(i)
	if l == "" || len(l) > maxRow {
		return false
	}
	if strings.IndexByte(l, '&') >= 0 {
		l = pipeEntities.Replace(l)
	}
	if said := trimWhite(l); said == "|}" || strings.HasPrefix(said, "{|") && (said == "{|" || strings.Contains(said, "=")) {
		return true
	}
	if ruleByte(l) == ruleNone && !isBlank(l[0]) && l[0] != '\\' {
		return emptyFields(l) || wordless(trimWhite(l)) || latexRule(l) || !t.page.markdown && tagRemains(l)
	}
	r, ok := readRule(l)
	switch {
	case !ok:
		return wordless(trimWhite(l)) || latexRule(l)
	case isBlank(l[0]):
		return (inside || r.segments > 1 && r.crosses > 1 || r.segments == 0 && r.crosses > 2 && !r.drawn) && !r.gapsOnly()
	case r.crosses == 0:
		return r.segments > 1 && r.longest > 2
	}
	return r.segments > 0 || strings.Trim(trimWhite(l), "+ ") != "" || r.crosses > 2 && r.gaps
}

// pipeEntities writes the characters that empty cells of pages are made of.
var pipeEntities = strings.NewReplacer("&nbsp;", " ", "&#160;", " ", "&#124;", "|", "&vert;", "|", "&VerticalLine;", "|")

// emptyFields says whether a line is a row of fields of which none says anything: ;;;; or "","", or of
// DokuWiki or LaTeX: ^ ^ ^, & & \\.
func emptyFields(l string) bool {
	l = trimWhite(l)
	switch {
	case len(l) < 3:
		return false
	case strings.Trim(l, `; "`) == "":
		return strings.Count(l, ";") > 1
	case strings.Trim(l, `, "`) == "":
		return strings.Count(l, ",") > 1
	case strings.Trim(l, "^ |") == "":
		return strings.Count(l, "^ ") > 1
	}
	return strings.Trim(l, `& \`) == "" && l[0] == '&' && strings.HasSuffix(l, `\\`)
}

// wordless says whether a line is a row whose cells hold marks for no value alone.
func wordless(l string) bool {
	return len(l) > 4 && strings.Count(l, "|") > 1 && strings.Trim(l, "| .…*-–—?•·~=_\t\u00A0") == ""
}

// gapsOnly says whether the rule has a drawn frame with holes, as drawings of boxes have.
func (t *tableRule) gapsOnly() bool { return t.drawn && t.gaps }

// loose says whether the lines [from,to] belong to nothing: blank lines stand around them, or prose
// around a line under a header.
func (t *tableScan) loose(from, to int) bool {
	before, behind := from == 0 || t.blank(from-1), to+1 == len(t.page.lines) || t.blank(to+1)
	if before && behind {
		return true
	}
	for k := from; k <= to; k++ {
		r, ok := readRule(t.of(k))
		if !ok || r.crosses < 1 || r.segments < 2 && (r.segments > 0 || r.crosses < 2 || isBlank(t.of(k)[0])) || r.drawn && r.box {
			return false
		}
	}
	return (before || t.prosaic(from-1)) && (behind || t.prosaic(to+1))
}

// prosaic says whether a line reads like words of a text, and is no drawing.
func (t *tableScan) prosaic(i int) bool { return prosaic(t.page.lines[i].said(t.s)) }

func prosaic(said string) bool {
	letters := 0
	for k := range len(said) {
		if letterly(said[k]) {
			letters++
		}
	}
	return letters > 3 && letters*3 >= len(said)*2 && cellWords(said) > 1 && separator(said) == sepNone && !strings.Contains(said, "  ")
}

// debrisIn appends the runs of pipes and dashes among the words of a line.
func (t *tableScan) debrisIn(l rowLine) {
	for at := l.start; at < l.end; {
		n := strings.IndexByte(t.s[at:l.end], '|')
		if n < 0 {
			return
		}
		from, to := at+n, at+n
		for from > l.start && ruleRune(rune(t.s[from-1])) != ruleNone {
			from--
		}
		for to < l.end && ruleRune(rune(t.s[to])) != ruleNone {
			to++
		}
		at = to
		if from == l.start && to == l.end || !t.remains(l, from, to) || t.inTicks(from) {
			continue
		}
		for from < to && t.s[from] == ' ' && from > l.start {
			from++
		}
		for to > from && t.s[to-1] == ' ' {
			to--
		}
		if to == l.end || t.blankTo(to, l.end) {
			for from > l.start && isBlank(t.s[from-1]) {
				from--
			}
		} else if to < l.end && isBlank(t.s[to]) {
			to++
		}
		t.grids = append(t.grids, grid{start: from, end: to, again: true, inline: true})
	}
}

func (t *tableScan) blankTo(from, to int) bool { return strings.Trim(t.s[from:to], " \t\r") == "" }

// remains says whether [from,to) within a line is what a table left: dashes between pipes, or pipes with
// nothing between them where the line begins or ends.
func (t *tableScan) remains(l rowLine, from, to int) bool {
	r, ok := readRule(t.s[from:to])
	if !ok || from > l.start && t.s[from] != ' ' && t.s[from-1] != ' ' {
		return false
	}
	if r.segments > 1 && r.longest > 2 && r.crosses > 1 && strings.Contains(t.s[from:to], "--") {
		return true
	}
	words := trimWhite(t.s[l.start:from])
	if from == l.start {
		words = trimWhite(t.s[to:l.end])
	}
	return r.segments == 0 && r.gaps && r.crosses > 2 && (from == l.start || to == l.end) && prosaic(words)
}

// inTicks says whether a place is code within a line.
func (t *tableScan) inTicks(at int) bool {
	if t.hint >= len(t.page.code) || t.page.code[t.hint].Start > at {
		t.hint = 0
	}
	return text.InCode(t.page.code, at, &t.hint)
}
