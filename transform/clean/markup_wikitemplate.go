package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// countTemplates counts {{name|…}} with a second pipe or a named argument, {{Infobox …}} and {{citation needed}}.
func countTemplates(s string) (n int) {
	for at := strings.Index(s, "{{"); at >= 0; {
		name, rest, end := templateName(s, at)
		_, known := wordTemplates[strings.ToLower(name)]
		if end > 0 && (known && rest != "" || strings.ContainsAny(rest, "|=") || strings.EqualFold(name, "citation needed") || strings.HasPrefix(strings.ToLower(name), "infobox")) {
			n++
		}
		next := strings.Index(s[at+2:], "{{")
		if next < 0 {
			break
		}
		at += 2 + next
	}
	return n
}

// templateName returns the name of the template at a place and what stands behind its pipe, up to the
// first brackets; end is 0 if it is none. A name is words, without the dots of a variable.
func templateName(s string, at int) (name, rest string, end int) {
	from := at + 2
	n := strings.IndexAny(s[from:min(len(s), from+400)], "{}")
	if n < 1 {
		return "", "", 0
	}
	name, rest, _ = strings.Cut(s[from:from+n], "|")
	name = strings.TrimRight(name, " \n")
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) || strings.ContainsAny(name, ".()$\"") {
		return "", "", 0
	}
	return name, rest, from + n
}

// wordTemplates are templates that show one of their arguments: the last, or for false the first.
var wordTemplates = map[string]bool{"lang": true, "transl": true, "transliteration": true, "nowrap": true, "nobr": true, "small": true, "big": true,
	"smaller": true, "larger": true, "em": true, "strong": true, "nobold": true, "noitalic": true, "script": true, "abbr": false, "tooltip": false, "sic": false}

// template cuts {{…}}, templates in it included; of one that shows its words, the rest of it.
func (w *wikiScan) template() {
	s := w.text
	r, _ := utf8.DecodeRuneInString(s[w.at+2:])
	if w.at+2 >= len(s) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' && r != '\n' {
		return
	}
	name, rest, end := templateName(s, w.at)
	if whole := end > 0 && strings.HasPrefix(s[end:], "}}"); whole && w.measure(name, rest, end) {
		return
	} else if whole && rest != "" && strings.IndexByte(rest, '=') < 0 {
		last, known := wordTemplates[strings.ToLower(name)]
		if known || strings.HasPrefix(strings.ToLower(name), "lang-") {
			w.show(end, rest, last || !known)
			return
		}
	}
	if end := w.nested(w.at, "{{", "}}", 1); end > 0 {
		from, to := w.swallow(w.at, end)
		w.cut(max(from, 0), to)
	}
}

// measure writes {{convert|12|km|mi}} as the words that it shows first: 12 km; false for another template.
func (w *wikiScan) measure(name, rest string, end int) bool {
	if name = strings.ToLower(name); name != "convert" && name != "cvt" {
		return false
	}
	args, n := strings.Split(rest, "|"), 2
	if len(args) > 3 && ranges[strings.TrimSpace(args[1])] {
		n = 4
	}
	if len(args) < n || args[0] == "" || !digit(args[0][len(args[0])-1]) || args[n-1] == "" || strings.Contains(strings.Join(args[:n], ""), "=") {
		return false
	}
	at := end - len(rest)
	w.cut(w.at, at)
	for i, arg := range args[:n] {
		if at += len(arg); i+1 < n {
			w.edits.Replace(at, at+1, " ", kindWiki)
			at++
		}
	}
	w.cut(at, end+2)
	return true
}

// ranges are words between the two numbers of a {{convert}}.
var ranges = map[string]bool{"to": true, "-": true, "–": true, "and": true, "or": true, "by": true, "x": true, "×": true, "±": true}

// show cuts all of a template but its last or first argument.
func (w *wikiScan) show(end int, rest string, last bool) {
	from, to := end-len(rest), end
	if last {
		from += strings.LastIndexByte(rest, '|') + 1
	} else if n := strings.IndexByte(rest, '|'); n >= 0 {
		to = from + n
	}
	w.cut(w.at, from)
	w.cut(to, end+2)
}

// ref cuts <ref …>…</ref> with what it says.
func (w *wikiScan) ref() {
	t, ok := text.ParseTag(w.text, w.at)
	if !ok || t.Name != "ref" {
		return
	}
	if t.Closed {
		w.cut(w.at, t.End)
		return
	}
	if n := strings.Index(w.text[t.End:min(len(w.text), t.End+4000)], "</ref>"); n >= 0 {
		w.cut(w.at, t.End+n+len("</ref>"))
	}
}
