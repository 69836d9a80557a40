package text

import "strings"

// Reading is what a line reads like.
type Reading uint8

// The readings.
const (
	Unclear Reading = iota // too short to tell, such as a heading or a field of a structure
	Words                  // a sentence or a part of one, also behind the mark of a comment
	Source                 // a line of a program, of a command or of data
)

// sourceRead is how much of a line is read to tell.
const sourceRead = 1 << 10

// ReadingOf tells source text from prose by one line: source has what only texts about programs hold (CodeCues), a bracket
// right behind a word, a mark that ends statements, or too many signs for words.
func ReadingOf(l string) Reading {
	said := strings.Trim(l[:min(len(l), sourceRead)], " \t\r")
	bare := uncommented(said)
	if bare == "" {
		return Unclear
	}
	// A sentence may name pH or macOS; one that names two things for ten words is about code, and not of use as prose.
	if cues, words := CodeCues(said, sourceRead); cues > 0 && (cues > 1 && cues*10 >= words || !Prose(bare)) {
		return Source
	}
	letters, digits, signs := 0, 0, 0
	for i := 0; i < len(bare); i++ {
		switch b := bare[i]; {
		case b >= 0x80 || Letter(b):
			letters++
		case '0' <= b && b <= '9':
			digits++
		case b == '(' && i > 0 && i+1 < len(bare) && alnum(bare[i-1]) && !plural(bare[i:]):
			signs += 6 // a call, not "the word (in brackets)"
		case strings.IndexByte("={};|\\$@_`#~+*^<>[]()&/", b) >= 0:
			signs++
		}
	}
	switch last := bare[len(bare)-1]; {
	case signs*4 > letters+digits, len(bare) == len(said) && (last == '{' || last == '}' || last == ';') && (signs-1)*24 > letters:
		return Source
	case Prose(bare) || letters >= 40 && signs*16 <= letters:
		return Words
	}
	return Unclear
}

// plural says whether what a bracket holds is an ending: word(s), the(se).
func plural(s string) bool {
	n := strings.IndexByte(s, ')')
	return n > 1 && n <= 3 && Letter(s[1])
}

// uncommented takes the marks that begin a comment off a line.
func uncommented(l string) string {
	for _, mark := range [...]string{"//", "/*", "#", "--", "*", "%", ";"} {
		if rest, ok := strings.CutPrefix(l, mark); ok {
			return strings.TrimLeft(rest, "/*#-!% \t")
		}
	}
	return l
}

// sourceAround is how many lines before and behind are looked at to tell what an unclear one belongs to.
const sourceAround = 8

// InSource says whether the line [at,end) of a text is source text: by itself, or because it is unclear and the
// next line with a reading, above or below without an empty one between, is source.
func InSource(s string, at, end int) bool {
	switch ReadingOf(s[at:end]) {
	case Source:
		return true
	case Words:
		return false
	}
	return sourceAbove(s, at) || sourceBelow(s, end)
}

func sourceAbove(s string, at int) bool {
	for range sourceAround {
		if at == 0 {
			return false
		}
		end := at - 1
		at = strings.LastIndexByte(s[:end], '\n') + 1
		if r := ReadingOf(s[at:end]); r != Unclear {
			return r == Source
		}
		if strings.TrimSpace(s[at:min(end, at+sourceRead)]) == "" {
			return false
		}
	}
	return false
}

func sourceBelow(s string, end int) bool {
	for range sourceAround {
		if end >= len(s) {
			return false
		}
		at := end + 1
		end, _ = NextLine(s, at)
		if r := ReadingOf(s[at:end]); r != Unclear {
			return r == Source
		}
		if strings.TrimSpace(s[at:min(end, at+sourceRead)]) == "" {
			return false
		}
	}
	return false
}
