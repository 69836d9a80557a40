package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// sourceLike says whether the text is Markdown or about programs.
func (p *setter) sourceLike() bool {
	if p.sheet.aboutCode() || strings.Count(p.s, "](") >= 2 || strings.Count(p.s, "`") >= 8 || strings.Count(p.s, "**") >= 4 {
		return true
	}
	marked, all := 0, 0
	for i := range p.sheet.lines {
		l := &p.sheet.lines[i]
		said := p.s[l.text:l.stop]
		if l.blank() || l.protected {
			continue
		}
		if len(said) > 2 && said[0] == '#' && strings.HasPrefix(strings.TrimLeft(said, "#"), " ") {
			return true
		}
		if all++; sourceRow(said) {
			marked++
		}
	}
	return marked >= 3 && marked*10 >= all || p.sheet.aboutSoftware()
}

// aboutSoftware says whether words of the trade are many, six and one in twenty: notes to programs
// are wrapped by custom, even where they hold no code. Those that nobody else uses count twice.
func (p *sheet) aboutSoftware() bool {
	if p.trade == 0 {
		p.trade = -1
		if p.language() == text.English && p.tradeful() {
			p.trade = 1
		}
	}
	return p.trade > 0
}

// tradeful counts; the words must stand on two lines at least and on a third of all.
func (p *sheet) tradeful() bool {
	hits, words, lines, all := 0, 0, 0, 0
	var low [24]byte
	for i := range p.lines {
		l, before := &p.lines[i], hits
		for at := l.text; at < l.stop && !l.protected && words < 4000; words++ {
			start, end := text.NextRun(p.s[:l.stop], at)
			if at = end; end-start > len(low) || start == end {
				continue
			}
			word := lowerASCII(low[:0], p.s[start:end])
			if ownWords[string(word)] {
				hits += 2
			} else if tradeWords[string(word)] {
				hits++
			}
		}
		if !l.blank() && !l.protected && words < 4000 {
			all++
			if hits > before {
				lines++
			}
		}
	}
	return lines >= 2 && lines*3 >= all && hits >= 6 && hits*20 >= max(words, min(len(p.s), 24000)/12)
}

func lowerASCII(dst []byte, s string) []byte {
	for i := range len(s) {
		b := s[i]
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		dst = append(dst, b)
	}
	return dst
}

// ownWords are words that only texts about programs use.
var ownWords = wordsOf(`api apis boolean compiler config cpu github goroutine http json linux mutex nil parser readme repository runtime struct unix
	cli sql url urls html css xml yaml toml sdk localhost changelog dependencies metadata stdin stdout filename regex async callback localhost`)

// tradeWords are words of manuals, licences and comments of programs.
var tradeWords = wordsOf(`api apis argument arguments array benchmark benchmarks binary bit bits boolean buffer bug bugs build builds byte
	bytes cache code command compile compiler config constant copyright cpu data debug default dependencies directory docs
	documentation encoding error errors execute field file files flag flags format function functions generated
	github goroutine hash header http implementation implements input install instructions integer interface issue issues json
	kernel key keys library libraries license licenses linux list lock loop map maps memory merge method methods module modules
	mutex nil null object output package packages parameter parameters parse parser pointer process program programs
	queue read readme reader release repository return returns runtime script section server slice software source
	string strings struct symbol symbols syntax system test testing tests thread tool tools type types unix user value
	values variable variables version vector windows write writer`)

// sourceRow says whether a line holds what Markdown and texts about programs do: a name with capitals
// inside, a call, code between backquotes, a link, a tag.
func sourceRow(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		switch b := s[i]; {
		case b == '`', b == '(' && s[i+1] == ')', b == '(' && s[i-1] == ']', b == '_' && wordly(s[i-1]) && wordly(s[i+1]):
			return true
		case b >= 'A' && b <= 'Z' && s[i-1] >= 'a' && s[i-1] <= 'z', b == '<' && (s[i+1] == '/' || s[i+1] == '!'):
			return true
		case b == '.' && i >= 2 && letterly(s[i-1]) && letterly(s[i-2]) && s[i+1] >= 'A' && s[i+1] <= 'Z':
			return true
		}
	}
	return false
}
