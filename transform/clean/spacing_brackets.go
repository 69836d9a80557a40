package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// beforeBracket decides about a letter or a mark before an opening bracket: prose stands in it.
func (sp *spacer) beforeBracket(i int) int {
	s := sp.s
	inside, ok := sp.inside(i)
	if !ok || strings.HasPrefix(inside, `"`) && strings.HasSuffix(inside, `"`) || sp.page.aboutCode() || !sp.page.line().prose(6) {
		return -1
	}
	end := i
	if b := s[i-1]; strings.IndexByte(",;.?!", b) >= 0 {
		if r, _ := decode(inside, 0); naturalWords(inside) < 2 || b != ',' && b != ';' && !unicode.IsUpper(r) {
			return -1
		}
		end--
	}
	left := wordBefore(s, end, max(0, end-chunkReach))
	if r, _ := utf8.DecodeLastRuneInString(left.text); r >= 0xAC00 && r < 0xD7B0 && end == i {
		return -1 // Korean has none there
	}
	if left.letters < 2 || left.upper > 1 || !left.plain() || left.digits {
		return -1
	}
	if at := end - len(left.text); at > 0 && s[at-1] == '.' && left.initial && naturalWords(inside) >= 2 && strings.IndexByte(inside, ',') < 0 {
		return i // a sentence that begins with the word
	} else if at > 0 && s[at-1] < utf8.RuneSelf && strings.IndexByte(" \n\t(\"'-", s[at-1]) < 0 {
		return -1 // the end of a name
	}
	if end < i || bracketed(inside, left) || left.function() && left.letters >= 3 && !codeWords[left.text] && sp.gluedBehind(i+2+len(inside)) && wordOf(inside).letters >= 3 {
		return i
	}
	return -1
}

// gluedBehind says whether a word of small letters begins at a place, as no ending in brackets has it behind it.
func (sp *spacer) gluedBehind(at int) bool {
	w := wordAfter(sp.s, min(at, len(sp.s)), min(len(sp.s), at+chunkReach))
	return w.letters >= 2 && w.upper == 0 && w.plain()
}

// codeWords stand before a bracket in programs.
var codeWords = wordsOf("for while not with until def die use let per")

// behindBracket decides about a closing bracket before a letter.
func (sp *spacer) behindBracket(i int) int {
	s := sp.s
	floor := max(0, i-1-sentenceReach)
	from := strings.LastIndexByte(s[floor:i-1], '(') + floor
	right := wordAfter(s, i, min(len(s), i+chunkReach))
	if s[i-1] == ']' {
		return sp.behindNote(i, right)
	}
	if after, _ := decode(s, i); s[i-1] != ')' || from < floor || attaches(after) || from > 0 && strings.IndexByte(" ,;.?!\n", s[from-1]) < 0 && !inWordBefore(s, from) || sp.page.aboutCode() || right.letters < 2 && !unicased(right) && !sp.lone(right, i) || !right.plain() || !sp.page.line().prose(6) {
		return -1
	}
	inside := s[from+1 : i-1]
	if strings.HasSuffix(inside, "-") || strings.IndexByte(inside, '\n') >= 0 || !bracketed(inside, word{letters: 5}) {
		return -1
	}
	return i
}

// behindNote decides about the mark of a note, [2], before a word: behind the end of a part of a sentence, or
// before a function word, since chemists write benzo[2]furan.
func (sp *spacer) behindNote(i int, right word) int {
	s := sp.s
	from := strings.LastIndexByte(s[max(0, i-5):i-1], '[') + max(0, i-5)
	if from < max(1, i-5) || i-from < 3 || !allDigits(wordOf(s[from+1:i-1])) || right.letters < 2 || !right.plain() || sp.page.aboutCode() {
		return -1
	}
	if f := sp.page.line(); f.words < 6 || f.natural*4 < f.words*3 { // the brackets are no symbols here
		return -1
	}
	if strings.IndexByte(".,;:?!", s[from-1]) >= 0 && (s[from-1] != '.' || right.initial || unicased(right)) || right.function() && inWordBefore(s, from) {
		return i
	}
	return -1
}

// bracketed says whether what stands in brackets is prose, behind a word: a year, two words, or one that
// is too long to be an ending. Its spaces at the ends don't count.
func bracketed(inside string, left word) bool {
	apart := strings.HasPrefix(inside, " ")
	if inside = strings.Trim(inside, " "); isYear(inside) {
		return true
	}
	switch n := naturalWords(inside); {
	case n >= 2:
		return true
	case n == 0:
		return false
	}
	w := wordOf(inside)
	if unicased(w) {
		return w.letters >= 3 && left.letters >= 3
	}
	return left.letters >= 3 && apart && w.letters >= 2 || left.letters >= 5 && (w.letters >= 5 || w.upper == w.letters && w.letters >= 2) && !endings[inside]
}

// endings of German and others that stand in brackets behind a word.
var endings = wordsOf("innen ungen heiten keiten ierte")

// inside returns what stands in the brackets that open at i, on one line.
func (sp *spacer) inside(i int) (string, bool) {
	stretch := sp.s[i+1 : min(len(sp.s), i+1+sentenceReach)]
	end := strings.IndexAny(stretch, "()\n")
	if end < 0 || stretch[end] != ')' {
		return "", false
	}
	return stretch[:end], true
}

func isYear(s string) bool {
	return len(s) == 4 && (s[0] == '1' && s[1] >= '5' || s[0] == '2' && s[1] == '0') && allDigits(wordOf(s)) && s[1] <= '9'
}

// naturalWords returns the number of words of s where it is prose, numbers included behind a word.
func naturalWords(s string) int {
	n, numbers := 0, 0
	for at := 0; at < len(s); {
		if s[at] == ' ' {
			at++
			continue
		}
		end := at
		for end < len(s) && s[end] != ' ' {
			end++
		}
		part := s[at:end]
		at = end
		w := wordOf(strings.Trim(part, ",.;:'’\"“”"))
		if w.letters == 0 && !w.digits || w.camel || w.digits && w.letters > 0 || strings.IndexByte(part[:len(part)-1], ',') >= 0 || strings.ContainsAny(part, "=<>{}[]_*&|\\/+@#") {
			return 0
		}
		if w.letters > 1 || w.letters == 1 && unicased(w) || w.function() {
			n++
		} else if w.digits {
			numbers++
		}
	}
	if n > 0 {
		n += numbers
	}
	return n
}

// opened cuts the spaces behind an opening bracket.
func (sp *spacer) opened(l *row, i int) {
	s := sp.s
	end := i
	for end < l.stop && s[end] == ' ' {
		end++
	}
	sp.done = end
	if !sp.brackets || l.table || end >= l.stop || !wordly(s[end]) && s[end] != '"' || i < 2 || !sp.page.line().prose(4) || sp.page.aboutCode() || sp.spacedBrackets() {
		return
	}
	before, free := s[i-2], i-1 == l.text || strings.IndexByte(" \"", s[i-2]) >= 0 || s[i-2] >= utf8.RuneSelf
	if s[i-1] == '[' || !free {
		close := byte(')')
		if s[i-1] == '[' {
			close = ']'
		}
		inside := s[end:min(len(s), end+sentenceReach)]
		n := strings.IndexByte(inside, close)
		if n < 0 || naturalWords(strings.Trim(inside[:n], " ")) < 2 || !free && !letterly(before) {
			return
		}
	}
	sp.e.Cut(i, end, kindBrackets)
}

// matched says whether the bracket that closes at a place was opened before on its line, with prose behind it.
func (sp *spacer) matched(l *row, start, at int) bool {
	open := byte('(')
	if sp.s[at] == ']' {
		open = '['
	}
	floor := max(l.start, at-2*sentenceReach)
	from := strings.LastIndexByte(sp.s[floor:start], open)
	if from < 0 {
		return false
	}
	inside := sp.s[floor+from+1 : start]
	return strings.IndexByte(inside, sp.s[at]) < 0 && (open == '(' || naturalWords(strings.Trim(inside, " ")) >= 2)
}

// spacedBrackets says whether the text puts spaces inside of its brackets by custom.
func (sp *spacer) spacedBrackets() bool {
	sp.habit.count(sp.s)
	return sp.habit.bracketSpaced > 6 && sp.habit.bracketTight == 0
}
