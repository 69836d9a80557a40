package redact

import (
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// maxPeriod is the longest cycle of a run, in bytes: eight characters of three bytes.
const maxPeriod = 24

// leastCycles is how often a cycle is said in a run: a path that names a folder and a file alike is none.
const leastCycles = 5

// Runs that hold more than their least number of characters: of words that are said again ("la la
// la"), and of numbers.
const (
	sungRun   = 120
	numberRun = 80
)

// findRuns adds to the marks the stretches of a window in which a short cycle repeats.
func (w *dumpScan) findRuns(g *gibberish, from, to int) {
	b := unsafe.Slice(unsafe.StringData(w.s), len(w.s))
	floor := from
	for i := from; i+8+maxPeriod <= to; {
		word := binary.LittleEndian.Uint64(b[i:])
		p := 1
		for p <= maxPeriod && binary.LittleEndian.Uint64(b[i+p:min(i+p+8, len(b))]) != word {
			if p++; i+p+8 > to {
				p = maxPeriod + 1
			}
		}
		if p > maxPeriod {
			i += 8
			continue
		}
		start, end := i, i+p+8
		for start > floor && b[start-1] == b[start-1+p] {
			start--
		}
		for end < to && b[end] == b[end-p] {
			end++
		}
		floor = end
		w.run(g, start, end, p)
		i = max(i+8, end-7)
	}
}

// run adds a run where it is long enough for what it is made of.
func (w *dumpScan) run(g *gibberish, start, end, period int) {
	for start < end && !utf8.RuneStart(w.s[start]) {
		start++
	}
	for end > start && end < len(w.s) && !utf8.RuneStart(w.s[end]) {
		end--
	}
	start, end = trimSpace(w.s, start, end)
	if end-start < g.minChars || end-start < leastCycles*period || blankCycle(w.s[start:min(end, start+period)]) {
		return
	}
	chars, _ := countChars(w.s[start:end])
	cycle := w.s[start:min(end, start+period)]
	if chars < w.runNeed(g, cycle) || w.ruled(start, end, cycle) {
		return
	}
	w.marks = append(w.marks, dump{start, end, dumpRun})
}

func blankCycle(s string) bool { return strings.TrimSpace(s) == "" }

// runNeed is how many characters a run of a cycle must have.
func (w *dumpScan) runNeed(g *gibberish, cycle string) int {
	spaced := strings.ContainsAny(cycle, " \t\n")
	letters := strings.ContainsFunc(cycle, unicode.IsLetter)
	switch {
	case spaced && letters:
		return max(sungRun, g.minChars)
	case spaced && strings.ContainsFunc(cycle, unicode.IsDigit):
		return max(numberRun, g.minChars)
	}
	return g.minChars
}

// ruled says whether a run is the rule of a heading, a frame or a table, which touches the lines that it
// belongs to; or leads the eye to a number, or is a blank to fill in.
func (w *dumpScan) ruled(start, end int, cycle string) bool {
	if strings.ContainsAny(cycle, "|+") && strings.ContainsAny(cycle, "-=:") {
		return true
	}
	if strings.Trim(cycle, "-=_~*#+.:^\"' –—─━═•·…/\\") != "" || end-start > 400 {
		return false
	}
	from, to := start, end
	for from > 0 && w.s[from-1] != '\n' {
		if from--; from < start-400 {
			return false
		}
	}
	for to < len(w.s) && w.s[to] != '\n' {
		if to++; to > end+400 {
			return false
		}
	}
	if strings.TrimSpace(w.s[from:start]) != "" || strings.TrimSpace(w.s[end:to]) != "" {
		return strings.Trim(cycle, "_.… ·-–—*") == ""
	}
	return end-start <= 100 && (w.wordsIn(from-1, -1) || w.wordsIn(to+1, 1))
}

// wordsIn says whether the line at a place, or the one that ends there, holds anything.
func (w *dumpScan) wordsIn(at, by int) bool {
	for at >= 0 && at < len(w.s) {
		if by < 0 {
			if at--; at < 0 {
				return false
			}
		}
		b := w.s[at]
		if b == '\n' {
			return false
		}
		if !asciiSpace(b) {
			return true
		}
		if by > 0 {
			at++
		}
	}
	return false
}
