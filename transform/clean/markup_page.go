package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// page is what the passes know about one text.
type page struct {
	keep *[kindMarkdown + 1]bool
	way  int // what becomes of Markdown

	text       string
	has        signs
	signed     string // the text whose signs those are
	ready      bool
	code       []text.CodeSpan
	lines      []rowLine
	markdown   bool // the text is Markdown, and may hold tags by right
	left       bool // the text is a program, or too many pieces: it is left as it is
	tags       []pageTag
	asks       int              // how often it was asked whether the text speaks of markup
	speaks     int8             // 1: it may, -1: it does not
	directives [2]int8          // 1: the text holds directives with conditions behind @ or #, -1: it does not
	misses     int              // braces with a slash that nothing opens
	open       map[string]int32 // by the name of an element, the last tag that is still open
	high       int              // the most tags or pieces since the page was taken
	witness    int              // tags that can be nothing else
	junk       []junk
	sure       int  // pieces of broken tags that can be nothing else
	lone       int  // lines of a bracket alone; more than proof accounts for are marks of the text's own
	quoting    bool // lines that say something begin with >, or end with it as the examples of Vim's manual do
	proof      int  // the most of both that the text had since its first round: tags go before what they prove
}

// rowLine is a line: [start,end) is what it says, with its indent, next the start of the one behind it.
type rowLine struct {
	start, end, next int
	code             bool
}

func (l rowLine) of(s string) string { return s[l.start:l.end] }

// said returns what the line says without white space around it, no-break spaces included.
func (l rowLine) said(s string) string { return trimWhite(s[l.start:l.end]) }

func (l rowLine) blank(s string) bool { return l.said(s) == "" }

func trimWhite(s string) string {
	for s != "" {
		switch n := len(s); {
		case s[0] == ' ' || s[0] == '\t' || s[0] == '\r':
			s = s[1:]
		case s[n-1] == ' ' || s[n-1] == '\t' || s[n-1] == '\r':
			s = s[:n-1]
		case n > 1 && s[0] == 0xC2 && s[1] == 0xA0:
			s = s[2:]
		case n > 1 && s[n-1] == 0xA0 && s[n-2] == 0xC2:
			s = s[:n-2]
		default:
			return s
		}
	}
	return s
}

// maxKept is how many tags and pieces a page has room for between two texts, some 5 MB of them.
const maxKept = 1 << 16

// free drops what the page holds of a text and hands it back.
func (p *page) free() {
	p.text, p.signed, p.ready, p.keep, p.proof = "", "", false, nil, 0
	if cap(p.lines) > 1<<16 {
		p.lines, p.code = nil, nil
	}
	if p.high = max(p.high, len(p.tags), len(p.junk)); cap(p.tags) > maxKept || cap(p.junk) > maxKept {
		p.tags, p.junk = nil, nil
	} else { // what they name must not outlive the text
		clear(p.tags[:min(p.high, cap(p.tags))])
		clear(p.junk[:min(p.high, cap(p.junk))])
	}
	clear(p.open)
	p.high = 0
	pagePool.Put(p)
}

// signs returns the signs of a text, which it remembers.
func (p *page) signs(s string) signs {
	if s != p.signed {
		p.signed, p.has = s, signsOf(s)
	}
	return p.has
}

// read learns a text. It does nothing for one that it knows.
func (p *page) read(s string) {
	if p.ready && p.text == s {
		return
	}
	p.text, p.ready, p.has = s, true, p.signs(s)
	p.high = max(p.high, len(p.tags), len(p.junk))
	p.lines, p.code, p.tags, p.junk = p.lines[:0], p.code[:0], p.tags[:0], p.junk[:0]
	p.markdown, p.witness, p.sure, p.asks, p.speaks, p.misses, p.directives = false, 0, 0, 0, 0, 0, [2]int8{}
	if p.left = text.CountLines(s) > maxPieces || strings.Count(s, "`") > maxPieces; p.left {
		return
	}
	if p.has.any(signOther) || indents(s) {
		p.code = text.AppendCode(p.code, s)
	}
	p.lines = appendLines(p.lines, s, p.code)
	if p.left = program(s, p.lines); p.left {
		return
	}
	p.findTags()
	kinds, uses := 0, 0
	if p.has.any(signHash | signOther | signBracket | signStar) {
		kinds, uses = markdownSigns(s, p.lines, p.code)
	}
	p.markdown = kinds >= 2 && p.layout() <= 2*(kinds+uses) || kinds > 0 && p.commentsOnly()
	p.findJunk()
	p.absorb()
	p.proof = max(p.proof, p.witness+p.sure)
	p.countLone()
	p.left = len(p.tags) > maxPieces || len(p.junk) > maxPieces
}

// indents says whether a line of the text may be indented as code is.
func indents(s string) bool {
	return strings.HasPrefix(s, " ") || strings.HasPrefix(s, "\t") || strings.Contains(s, "\n\t") || strings.Contains(s, "\n  ") || strings.Contains(s, "\n \t")
}

// countLone counts the lines of a bracket alone, and sees whether the text quotes.
func (p *page) countLone() {
	p.lone, p.quoting = 0, false
	if !p.has.any(signLess | signMore) {
		return
	}
	for i, l := range p.lines {
		said := l.said(p.text)
		switch n := len(said); {
		case n == 0 || said[0] != '<' && said[0] != '>' && said[n-1] != '>':
		case n == 1:
			p.lone++
		case !p.quoting && !bracketLine(said) && !p.junkIn(i):
			p.quoting = said[0] == '>' || n > 1 && said[n-2:] == " >" || n > 1 && said[n-2:] == ":>"
		}
	}
}

// maxPieces is how many lines, tags or pieces of broken tags a text may have: more are found in lists of
// data and in what was made to fill memory alone. 2^19 of each take 110 MB.
const maxPieces = 1 << 19

// holdsTags says whether tags and entities are part of what the text is.
func (p *page) holdsTags() bool { return p.markdown && p.way != markdownStrip }

func appendLines(lines []rowLine, s string, code []text.CodeSpan) []rowLine {
	hint := 0
	for at := 0; at < len(s); {
		end, next := text.NextLine(s, at)
		l := rowLine{start: at, end: end, next: next}
		if end > at && s[end-1] == '\r' {
			l.end--
		}
		l.code = text.InCode(code, at, &hint) && code[hint].End >= end
		lines = append(lines, l)
		at = next
	}
	return lines
}

// program says whether a text is a program or data as a whole: at least five lines, most of which
// end or begin as only code does, and next to no sentences. Lines of tags count for neither side.
func program(s string, lines []rowLine) bool {
	code, all := 0, 0
	for _, l := range lines {
		if l.end > l.start && plainEnds[s[l.start]] && plainEnds[s[l.end-1]] && !l.code {
			all++ // most lines of prose: no white space at either end, and no sign of code
			continue
		}
		line := l.said(s)
		if line == "" || line[0] == '<' || line[0] == '>' || line[0] == '|' || l.code || wikiLine(line) {
			continue
		}
		all++
		if codeLine(line) {
			code++
		}
	}
	if code < 5 || code*2 <= all {
		return false
	}
	sentences, words := 0, 0
	for _, l := range lines {
		if line := l.said(s); line != "" && !codeLine(line) && proseSentence(line) {
			sentences++
			words += len(line)
		}
	}
	return sentences*8 < code && words*4 < len(s)
}

// wikiLine says whether a line begins or ends with the double brackets of a wiki.
func wikiLine(line string) bool {
	return len(line) > 1 && (line[:2] == "[[" || line[:2] == "{{" || line[:2] == "}}" || line[len(line)-2:] == "]]" || line[len(line)-2:] == "}}")
}

// proseSentence says whether a line is one of prose: it begins with a letter, reads like words and ends as a
// sentence does.
func proseSentence(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return (unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)) && text.Prose(line) && afterSentence(line, 0, len(line)) && strings.IndexByte(line, ';') < 0
}

// plainEnds are the bytes that tell, at both ends of a line, that it is none of code, of tags or of a wiki.
var plainEnds = func() (t [256]bool) {
	for b := range t {
		t[b] = text.Letter(byte(b)) && strings.IndexByte("irdf", byte(b)) < 0 || digit(byte(b)) || strings.IndexByte(".!?:", byte(b)) >= 0
	}
	return t
}()

func codeLine(said string) bool {
	switch said[len(said)-1] {
	case ';':
		n := strings.LastIndexAny(said[max(0, len(said)-12):], "&#")
		return n < 0 || !only(said[max(0, len(said)-12)+n+1:len(said)-1], small+capitals+digits) // the end of a reference is none of a statement
	case '{', '}', '\\':
		return true
	case ',', ')', ']', '(', '[':
		return !text.Prose(said)
	}
	if strings.IndexByte("/#irdf${}", said[0]) < 0 {
		return false
	}
	for _, begins := range [...]string{"//", "/*", "#include", "import ", "return ", "def ", "func ", "$ ", "{", "}"} {
		if strings.HasPrefix(said, begins) {
			return true
		}
	}
	return false
}

// markdownSigns counts the different constructs of Markdown that a text uses (headings, fences, links,
// pictures, code in a line, strong words), and how often it uses those that are countable. A heading
// that begins the text counts twice.
func markdownSigns(s string, lines []rowLine, code []text.CodeSpan) (kinds, uses int) {
	var headings, fences, ticks int
	begun := false
	for _, l := range lines {
		if l.code || l.end == l.start {
			continue
		}
		if headingLevel(l.of(s)) > 0 {
			if headings++; !begun {
				kinds++
			}
		}
		begun = begun || s[l.start] != '<' && s[l.start] != ' ' && s[l.start] != '-'
	}
	for _, c := range code {
		switch {
		case s[c.Start] != '`' && s[c.Start] != '~':
		case strings.IndexByte(s[c.Start:c.End], '\n') < 0:
			ticks++
		default:
			fences++
		}
	}
	link, picture := markdownLinks(s)
	for _, has := range []bool{headings > 0, fences > 0, ticks > 0, link, picture, strongWords(s)} {
		if has {
			kinds++
		}
	}
	return kinds, headings + 2*fences + ticks
}

// headingLevel returns the number of # that begin a heading, 0 for none.
func headingLevel(l string) (n int) {
	for n < len(l) && l[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n+1 >= len(l) || l[n] != ' ' || l[n+1] == ' ' {
		return 0
	}
	return n
}

// markdownLinks says whether a text holds [words](target) and ![words](target).
func markdownLinks(s string) (link, picture bool) {
	for at := 0; ; {
		n := strings.Index(s[at:], "](")
		if n < 0 || link && picture {
			return link, picture
		}
		at += n
		if open := strings.LastIndexByte(s[max(0, at-256):at], '['); open >= 0 && closesSoon(s[at+2:]) {
			open += max(0, at-256)
			if open > 0 && s[open-1] == '!' {
				picture = true
			} else {
				link = true
			}
		}
		at += 2
	}
}

// closesSoon says whether a target without blanks ends in a bracket.
func closesSoon(s string) bool {
	n := strings.IndexAny(s[:min(len(s), 512)], ") \n")
	return n > 0 && s[n] != '\n'
}

// strongWords says whether a text holds **words**.
func strongWords(s string) bool {
	at := strings.Index(s, "**")
	for at >= 0 && at+2 < len(s) {
		rest := s[at+2 : min(len(s), at+202)]
		n := strings.Index(rest, "**")
		if n > 0 && rest[0] > ' ' && rest[0] != '*' && rest[n-1] > ' ' && strings.IndexByte(rest[:n], '\n') < 0 {
			return true
		}
		next := strings.Index(s[at+2:], "**")
		if next < 0 {
			return false
		}
		at += 2 + next
	}
	return false
}

// commentsOnly says whether no tag stands in the text but comments, which one sign of Markdown explains.
func (p *page) commentsOnly() bool {
	for i := range p.tags {
		if p.tags[i].kind != kindComment {
			return false
		}
	}
	return len(p.tags) > 0 && strings.IndexByte(p.text, '&') < 0
}

// layout counts the tags that lay out a page, which a Markdown text rarely needs.
func (p *page) layout() (n int) {
	for i := range p.tags {
		t := &p.tags[i]
		if t.Element&(text.Cell|text.Line) != 0 || t.Element&text.Hidden != 0 || strings.EqualFold(t.Name, "span") || strings.EqualFold(t.Name, "body") {
			n++
		}
	}
	return n
}

// beside returns the bytes of the line before and behind [start,end), at most so many: a whole line may
// be the whole text, and is not to be looked at for each of its tags.
func beside(s string, start, end, back, ahead int) (before, behind string) {
	before = s[max(0, start-back):start]
	if n := strings.LastIndexByte(before, '\n'); n >= 0 {
		before = before[n+1:]
	}
	behind = s[end:min(len(s), end+ahead)]
	if n := strings.IndexByte(behind, '\n'); n >= 0 {
		behind = behind[:n]
	}
	return before, behind
}

func lineStart(s string, at int) int { return strings.LastIndexByte(s[:at], '\n') + 1 }

func lineEnd(s string, at int) int {
	if n := strings.IndexByte(s[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(s)
}
