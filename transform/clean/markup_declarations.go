package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// declarations remembers what is not closed in a text, so that it is looked for once.
type declarations struct {
	text  string
	none  [4]bool
	close int // where the next --> stands, once one was looked for
}

var declared = [4][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}}

// tagAt returns the tag, comment or declaration that begins at a place.
func (w *declarations) tagAt(at int) (t pageTag, ok bool) {
	t.start, t.mate, t.kind = at, -1, kindTag
	rest := w.text[at:]
	if len(rest) < 3 || rest[1] != '!' && rest[1] != '?' {
		if t.Tag, ok = text.ParseTag(w.text, at); !ok {
			t.End, ok = tornComment(w.text, at)
			t.kind, t.certain = kindComment, ok
		}
		return t, ok
	}
	for i, d := range declared {
		if !strings.HasPrefix(rest, d[0]) || w.none[i] {
			continue
		}
		if i >= 2 && !declares(rest) {
			continue
		}
		n := w.next(at+2, i) - at - 2
		if n < 0 {
			w.none[i] = true
			continue
		}
		if i == 3 && n > 400 {
			continue
		}
		t.End, t.kind, t.certain = at+2+n+len(d[1]), kindComment, true
		switch i {
		case 0:
			w.comment(&t)
		case 1:
			w.section(&t)
		}
		return t, true
	}
	if t.End, ok = tornComment(w.text, at); !ok {
		t.End, ok = unclosed(w.text, at)
	}
	t.kind, t.certain = kindComment, ok
	return t, ok
}

// unclosed returns where `<!--[if lt IE 9]>` ends, or a program whose `?>` was lost: with its line. Of a comment
// that nothing closes the mark goes.
func unclosed(s string, at int) (end int, ok bool) {
	_, line := beside(s, at, at, 0, 400)
	if strings.HasPrefix(line, "<!--[if ") {
		n := strings.Index(line[:min(len(line), 80)], "]>")
		return at + n + 2, n > 0
	}
	if strings.HasPrefix(line, "<!--") && at > 0 && s[at-1] == ' ' {
		return at + len("<!--"), true
	}
	if len(line) < 400 && strings.HasPrefix(line, "<?php ") && strings.ContainsAny(line, "$;(") {
		return at + len(line), true
	}
	return 0, false
}

// next returns where the end of a declaration stands at or behind a place, less than it for none.
func (w *declarations) next(at, i int) int {
	if i == 0 && w.close >= at { // many comments may lack their end before one that has it
		return w.close
	}
	n := at + strings.Index(w.text[at:], declared[i][1])
	if i == 0 {
		w.close = n
	}
	return n
}

// maxTorn is how long a comment may be whose dashes were changed.
const maxTorn = 600

// tornComment returns where the comment ends that begins at a place with dashes that were made long or
// moved: `<!– more –>`, `<–! more –>`, `< ! -- more -- >`.
func tornComment(s string, at int) (end int, ok bool) {
	i, mark := at+1, false
	dashes := 0
	for n := 0; n < 8 && i < len(s); n++ {
		switch size := dash(s, i); {
		case size > 0:
			dashes++
			i += size
			continue
		case s[i] == '!' && !mark:
			mark = true
		case s[i] != ' ' || dashes > 0 && mark:
			n = 8
			continue
		}
		i++
	}
	if !mark || dashes == 0 {
		return 0, false
	}
	rest := s[i:min(len(s), i+maxTorn)]
	for k := 0; k < len(rest); k++ {
		if rest[k] != '>' {
			if rest[k] == '<' || rest[k] == '\n' {
				return 0, false
			}
			continue
		}
		if before := strings.TrimRight(rest[:k], " "); dashBefore(before) {
			return i + k + 1, true
		}
	}
	return 0, false
}

// dash returns the length of the dash at a place, of any length of line, 0 for none.
func dash(s string, at int) int {
	switch {
	case at < len(s) && s[at] == '-':
		return 1
	case strings.HasPrefix(s[at:], "–"), strings.HasPrefix(s[at:], "—"):
		return len("–")
	}
	return 0
}

func dashBefore(s string) bool {
	return strings.HasSuffix(s, "-") || strings.HasSuffix(s, "–") || strings.HasSuffix(s, "—")
}

// section makes a script of a section of characters whose marks a script has commented out: //<![CDATA[. Of
// others the marks go.
func (w *declarations) section(t *pageTag) {
	s, from := w.text, t.start
	for from > 0 && isBlank(s[from-1]) {
		from--
	}
	if from < 2 || s[from-2:from] != "//" && s[from-2:from] != "/*" {
		t.head, t.tail = uint8(len("<![CDATA[")), uint8(len("]]>"))
		return
	}
	t.start = from - 2
	t.kind = kindScript
	if gap := skipBlanks(s, t.End, len(s)); strings.HasPrefix(s[gap:], "*/") {
		t.End = gap + 2
	}
}

// comment leaves of a comment what it can't mean to hide: of one for old browsers whose end is that of another
// comment, and of one that holds another or reads like a page of prose or paragraphs of it, the marks alone go.
func (w *declarations) comment(t *pageTag) {
	s := w.text
	if t.End < t.start+len("<!---->") {
		return
	}
	body := s[t.start+len("<!--") : t.End-len("-->")]
	if strings.HasPrefix(body, "[if ") {
		n := strings.Index(body[:min(len(body), 80)], "]>")
		if n < 0 {
			return
		}
		head, hidden, closed := len("<!--")+n+len("]>"), body[n+2:], strings.HasSuffix(body, "<![endif]")
		if !closed {
			t.End = t.start + head
		} else if strings.Count(hidden, "<") == 1 { // it hides words and no tags
			t.head, t.tail = uint8(head), uint8(len("<![endif]-->"))
		}
		return
	}
	alone := strings.HasPrefix(strings.TrimLeft(body, " \t\r"), "\n") && strings.HasSuffix(strings.TrimRight(body, " \t"), "\n")
	if n := strings.Index(body, "<!--"); n >= 0 {
		if sentences(body[:n]) > 0 {
			t.End = t.start + len("<!--")
		}
		return
	}
	if n := sentences(body); n > 1 && alone && len(body) > 160 || n > 2 && !alone && strings.Contains(body, "\n\n") || n > 3 && len(body) > 600 {
		t.head, t.tail = uint8(len("<!--")), uint8(len("-->"))
	}
}

// sentences counts the sentences in a text that reads like prose, none in one that holds signs of code.
func sentences(s string) (n int) {
	if strings.IndexByte(s, '<') >= 0 || strings.IndexByte(s, '{') >= 0 {
		return 0
	}
	for s != "" {
		end, next := text.NextLine(s, 0)
		if l := trimWhite(s[:end]); l != "" && text.Prose(l) {
			n++
			for _, stop := range [...]string{". ", "! ", "? ", "。", "।", "؟ ", "۔ "} {
				n += strings.Count(l[:len(l)-1], stop)
			}
		}
		s = s[next:]
	}
	return n
}

// declares says whether <! or <? begins a declaration or an instruction: a word follows.
func declares(s string) bool {
	for _, word := range []string{"<!doctype", "<!element", "<!entity", "<!attlist", "<!notation", "<![if", "<![endif", "<?xml", "<?php", "<?=", "<? ", "<?mso", "<?import"} {
		if len(s) >= len(word) && strings.EqualFold(s[:len(word)], word) {
			return true
		}
	}
	return false
}
