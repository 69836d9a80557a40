package clean

import (
	"strings"
)

// imageParams returns the length of the parameters of a picture that lost its link: `thumb|right|200px|`.
func imageParams(l string) (n int) {
	number := 0
	for {
		at := strings.IndexByte(l[n:min(len(l), n+24)], '|')
		if at < 1 {
			break
		}
		word := strings.TrimSpace(l[n : n+at])
		if px, is := strings.CutSuffix(word, "px"); !imageWords[word] && !(is && px != "" && only(px, digits+"x")) {
			break
		}
		number++
		n += at + 1
	}
	if number < 2 {
		return 0
	}
	return n
}

var imageWords = wordSet("thumb thumbnail frame frameless border left right center none upright mini miniatur gauche droite vignette miniatura miniaturadeimagen izquierda derecha destra sinistra links rechts мини слева справа")

// signature cuts ~~~~.
func (w *wikiScan) signature() {
	n := w.at
	for n < len(w.text) && w.text[n] == '~' {
		n++
	}
	if n-w.at > 5 {
		w.at = n
		return
	}
	w.cut(w.swallow(w.at, n))
}

// line looks at the beginning of a line: a redirection, what is left of a box of facts, of a picture, of a
// table. It says whether it went on.
func (w *wikiScan) line() bool {
	s, at := w.text, w.at
	if at == len(s) || at > 0 && s[at-1] != '\n' || at < w.done {
		return false
	}
	end := lineEnd(s, at)
	l := strings.TrimRight(s[at:end], " \t\r")
	next := min(end+1, len(s))
	switch {
	case l == "":
	case strings.HasPrefix(l, "#REDIRECT [[") || strings.HasPrefix(l, "#redirect [["), l == "}}", l == "{{":
		w.cut(at, next)
		return true
	case l == "|-", l == "|}", strings.HasPrefix(l, "{|") && strings.IndexByte(l[2:], '|') < 0:
		w.cut(at, next)
		return true
	case cellAttributes(l) > 0:
		w.cut(at, at+cellAttributes(l))
		return true
	case imageParams(l) > 0:
		w.cut(at, at+imageParams(l))
		return true
	case fact(l):
		if stop := w.facts(at); stop > at {
			w.cut(at, stop)
			return true
		}
	}
	return false
}

// cellAttributes returns the length of what stands before the words of a cell: `| align="center" | `.
func cellAttributes(l string) int {
	if l[0] != '|' && l[0] != '!' || len(l) < 8 {
		return 0
	}
	n := strings.IndexByte(l[1:], '|')
	if n < 5 || !shortcode(strings.TrimRight(l[1:1+n], " ")) {
		return 0
	}
	return skipBlanks(l, n+2, len(l))
}

// fact says whether a line is one of a box of facts: `| name = value`.
func fact(l string) bool {
	if l[0] != '|' || len(l) < 3 {
		return false
	}
	name, _, ok := strings.Cut(l[1:], "=")
	return ok && len(name) < 60 && strings.TrimSpace(name) != "" && strings.IndexAny(name, "|[{<\"") < 0
}

// facts returns the end of the lines from a place on that are facts, up to the }} that closes their box.
func (w *wikiScan) facts(at int) int {
	s := w.text
	for n := 0; n < 400 && at < len(s); n++ {
		end := lineEnd(s, at)
		l := strings.TrimRight(s[at:end], " \t\r")
		switch {
		case strings.HasSuffix(l, "}}") && (len(l) == 2 || strings.Count(l, "}}") > strings.Count(l, "{{")):
			return min(end+1, len(s))
		case l == "" || !fact(l):
			return 0
		}
		at = min(end+1, len(s))
	}
	return 0
}

// heading leaves of == words == the words.
func (w *wikiScan) heading() {
	end := lineEnd(w.text, w.at)
	n := wikiHeading(w.text[w.at:end])
	if n == 0 {
		w.at = end
		return
	}
	l := strings.TrimRight(w.text[w.at:end], " \t\r")
	words := strings.Trim(l[n:len(l)-n], " \t")
	from := w.at + strings.Index(w.text[w.at:end], words)
	w.edits.Cut(w.at, from, kindWiki)
	w.cut(from+len(words), end)
}

// wikiHeading returns the number of signs around the words of a heading, 0 for none.
func wikiHeading(l string) (n int) {
	l = strings.TrimRight(l, " \t\r")
	for n < len(l) && l[n] == '=' {
		n++
	}
	if n < 2 || n > 6 || len(l) <= 2*n || l[len(l)-n:] != l[:n] || l[len(l)-n-1] == '=' || strings.Trim(l[n:len(l)-n], " =") == "" {
		return 0
	}
	return n
}

// switchWord cuts __TOC__ and its like.
func (w *wikiScan) switchWord() {
	rest := w.text[w.at+2 : min(len(w.text), w.at+24)]
	n := strings.Index(rest, "__")
	if n > 2 && strings.Trim(rest[:n], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		w.cut(w.swallow(w.at, w.at+2+n+2))
	}
}
