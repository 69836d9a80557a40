package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// declarations remembers what is not closed in a text, so that it is looked for once.
type declarations struct {
	text string
	none [4]bool
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
		n := strings.Index(rest[2:], d[1])
		if n < 0 {
			w.none[i] = true
			continue
		}
		if i == 3 && n > 400 {
			continue
		}
		t.End, t.kind, t.certain = at+2+n+len(d[1]), kindComment, true
		if t.marks = i == 1; t.marks {
			w.section(&t)
		}
		return t, true
	}
	t.End, ok = tornComment(w.text, at)
	t.kind, t.certain = kindComment, ok
	return t, ok
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

// section makes a script of a section of characters whose marks a script has commented out: //<![CDATA[
func (w *declarations) section(t *pageTag) {
	s := w.text
	if t.start < 2 || s[t.start-2:t.start] != "//" && s[t.start-2:t.start] != "/*" {
		return
	}
	t.start -= 2
	t.kind, t.marks = kindScript, false
	if strings.HasPrefix(s[t.End:], "*/") {
		t.End += 2
	}
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
