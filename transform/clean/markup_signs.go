package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// signs says which of the signs that markup is made of stand in a text. One scan finds them all, so
// that prose is passed by at the speed of memory.
type signs uint32

const (
	signLess signs = 1 << iota
	signMore
	signAnd
	signBracket
	signBrace
	signQuote
	signEqual
	signSlash
	signPercent
	signDollar
	signStar
	signHash
	signParen
	signPipe
	signDash
	signSemicolon
	signOther // of Markdown alone: _ ~ ` + \
	signAt
	signHigh // a byte of a character beyond ASCII
)

var signTable = makeSigns()

func makeSigns() (t [256]signs) {
	for i, b := range []byte("<>&[{'=/%$*#)|-;") {
		t[b] = 1 << i
	}
	t['}'], t['@'] = signBrace, signAt
	for _, b := range []byte("_~`+\\") {
		t[b] = signOther
	}
	for b := 0x80; b < len(t); b++ {
		t[b] = signHigh
	}
	return t
}

// signsOf returns the signs of a text.
func signsOf(s string) (has signs) {
	for ; len(s) >= 4; s = s[4:] {
		has |= signTable[s[0]] | signTable[s[1]] | signTable[s[2]] | signTable[s[3]]
	}
	for i := 0; i < len(s); i++ {
		has |= signTable[s[i]]
	}
	return has
}

// any says whether one of some signs is there.
func (has signs) any(some signs) bool { return has&some != 0 }

func mayFrontMatter(s string, has signs) bool {
	return has.any(signDash|signOther) && (strings.HasPrefix(s, "---\n") || strings.HasPrefix(s, "+++\n") || strings.HasPrefix(s, "---\r\n"))
}

func mayTag(s string, has signs) bool { return has.any(signLess|signMore) || mayStrange(s, has) }

func mayBroken(s string, has signs) bool {
	return has.any(signLess|signMore) || has.any(signEqual) && strings.Contains(s, `="`) || has.any(signSlash) && maySlug(s)
}

// maySlug says whether a text may hold the name of an element behind a slash that begins a word: `/tr`.
func maySlug(s string) bool {
	for at := 0; ; at++ {
		n := strings.IndexByte(s[at:], '/')
		if n < 0 {
			return false
		}
		at += n
		if at > 0 && s[at-1] > ' ' && s[at-1] != '-' {
			continue
		}
		from := skipBlanks(s, at+1, len(s))
		if e, _ := joinedName(s, from); e != 0 {
			return true
		}
		if text.ElementNamed(s[from:nameEnd(s, from, len(s))]) != 0 || strings.HasPrefix(s[at:], "/>") {
			return true
		}
	}
}

func mayLost(s string, has signs) bool {
	return mayBroken(s, has) || has.any(signPipe) && strings.Contains(s, "|-")
}

func mayEntity(s string, has signs) bool {
	if has.any(signSemicolon) && endsReference(s, "nbsp", "amp") {
		return true
	}
	if has.any(signHash) && has.any(signSemicolon) && nextEntity(s, 0) >= 0 || has.any(signHigh) && (strings.Contains(s, "＆") || strings.Contains(s, "﹠")) {
		return true
	}
	for at := 0; has.any(signAnd); at++ {
		n := strings.IndexByte(s[at:], '&')
		if n < 0 {
			return false
		}
		at += n
		if at+1 < len(s) && (s[at+1] == '#' || text.Letter(s[at+1]) || s[at+1] == ' ' && strings.IndexByte(s[at:min(len(s), at+12)], ';') > 0) {
			return true
		}
	}
	return false
}

// endsReference says whether one of two names stands before a semicolon. Those are rare in a text, and the
// letters of a name are not.
func endsReference(s, name, other string) bool {
	for at := 0; ; at++ {
		n := strings.IndexByte(s[at:], ';')
		if n < 0 {
			return false
		}
		if at += n; strings.HasSuffix(s[:at], name) || strings.HasSuffix(s[:at], other) {
			return true
		}
	}
}

func mayWiki(s string, has signs) bool {
	return has.any(signBracket) && (strings.Contains(s, "[[") || strings.Contains(s, "[citation needed]") || strings.Contains(s, "[http")) ||
		has.any(signBrace) && (strings.Contains(s, "{{") || strings.Contains(s, "{|")) ||
		has.any(signOther) && (strings.Contains(s, "__NO") || strings.Contains(s, "__TOC__")) || has.any(signPipe) && (strings.Contains(s, "px|") || strings.Contains(s, "|}\n")) ||
		has.any(signBrace) && strings.Contains(s, "}}") || has.any(signQuote) && strings.Contains(s, "'''") || has.any(signEqual) && strings.Contains(s, "==\n")
}

func mayBBCode(s string, has signs) bool {
	return has.any(signBracket) && (has.any(signEqual|signStar) || has.any(signSlash) && (strings.Contains(s, "[/") || strings.Contains(s, "[ /") || strings.Contains(s, "[img]")) ||
		strings.HasPrefix(s, "[") || strings.Contains(s, "\n["))
}

func mayTemplate(s string, has signs) bool {
	return has.any(signBrace) || has.any(signLess) && (strings.Contains(s, "<#") || strings.Contains(s, "<%") || strings.Contains(s, "<<")) ||
		has.any(signBracket) && (strings.Contains(s, "[[") || strings.Contains(s, "[%") || has.any(signOther) && (strings.Contains(s, "+]") || strings.Contains(s, "~]")) || has.any(signHash) && strings.Contains(s, "[#") || strings.Contains(s, "!]")) || has.any(signPercent) && (percents(s) || has.any(signOther) && strings.Contains(s, "_NAME%")) ||
		has.any(signPipe) && strings.Contains(s, "*|") || has.any(signHash) && (strings.Contains(s, "##") || strings.Contains(s, "#end") || strings.Contains(s, "#set(")) ||
		has.any(signDollar) && strings.Contains(s, "_") || has.any(signAt) && strings.Contains(s, "@@") || has.any(signParen) && (has.any(signAt) && mayDirective(s, '@') || has.any(signHash) && mayDirective(s, '#')) || has.any(signHigh) && has.any(signOther) && strings.Contains(s, "«")
}

// percents says whether a percent sign stands before another or before a bracket.
func percents(s string) bool {
	for at := 0; ; at++ {
		n := strings.IndexByte(s[at:], '%')
		if n < 0 {
			return false
		}
		if at += n; at+1 < len(s) && (s[at+1] == '%' || s[at+1] == '(') {
			return true
		}
	}
}

// mayDirective says whether a text may hold a word of a template language behind @ or #.
func mayDirective(s string, sign byte) bool {
	for at := 0; ; at++ {
		n := strings.IndexByte(s[at:], sign)
		if n < 0 {
			return false
		}
		at += n
		if directives[s[at+1:nameEnd(s, at+1, len(s))]] {
			return true
		}
	}
}

func mayStyle(s string, has signs) bool {
	return has.any(signBrace) || has.any(signSemicolon) && (has.any(signParen) && strings.Contains(s, ");") || has.any(signEqual) && (strings.Contains(s, "\";") || strings.Contains(s, "';")) || has.any(signHash) && endsReference(s, "px", "auto")) ||
		has.any(signParen) && has.any(signBracket) && strings.Contains(s, ".push([") || has.any(signSlash) && strings.Contains(s, "/*")
}

// mayLinks is for Markdown that is kept: links without words and notes without a text alone are cut.
func mayLinks(s string, has signs) bool {
	return has.any(signBracket) && (strings.Contains(s, "](") || strings.Contains(s, "[^"))
}

func mayMarkdown(s string, has signs) bool {
	return has.any(signParen) && strings.Contains(s, "](") || has.any(signBracket|signStar|signHash|signDash|signEqual|signMore|signOther)
}
