package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// script returns the end of the lines from i on that are statements of a script, i if they are none:
// a paragraph of lines that are code, one of which is a script's beyond doubt, or three that look like it
// in a text that doesn't speak of programs.
func (w *styleScan) script(i int) int {
	s, lines := w.text, w.page.lines
	firm, rich, loose, end := false, false, 0, i
	for k := i; k < len(lines) && !w.fenced(k); k++ {
		said := lines[k].said(s)
		if said == "" {
			if !firm || k+1 == len(lines) || !goesOn(lines[k+1].said(s)) {
				break
			}
			continue
		}
		sure, classes := scriptLine(said)
		if !sure && classes < 2 && !codeLine(said) && !goesOn(said) {
			break
		}
		if classes > 1 {
			loose++
		}
		firm, rich = firm || sure, rich || classes > 2
		end = k + 1
	}
	if end > i && !firm && loose > 0 && (loose >= 2 && end > i+2 || end == i+1 && rich) {
		firm = !w.speaksOfCode()
	}
	if !firm {
		w.told = end
		return i
	}
	return end
}

// fenced says whether a line is code by its marks, and not by its indent alone.
func (w *styleScan) fenced(line int) bool {
	l := w.page.lines[line]
	return l.code && !isBlank(w.text[l.start])
}

// goesOn says whether a line goes on with a statement or an object, and is none by itself.
func goesOn(said string) bool {
	if said == "" {
		return false
	}
	if strings.Trim(said, "(){}[];,") == "" || said == "else" || strings.HasPrefix(said, "//") || strings.HasPrefix(said, "} ") {
		return true
	}
	if said[0] != '"' && said[0] != '\'' {
		return false
	}
	n := strings.IndexByte(said[1:], said[0])
	return n > 0 && n < 60 && n+2 < len(said) && said[n+2] == ':' // a member: "name": value
}

// hosts are names by which a script of a page reaches the page it is in, and the services it calls.
var hosts = []string{"document.", "window.", "jQuery", "$('", "$(\"", "$(document", "$(window", "$(function", "dataLayer", "gtag(", "_gaq", "ga('", "googletag",
	"adsbygoogle", "addEventListener", "getElement", "createElement", "querySelector", "fbq(", "location.href", "_q.push(", "console.log(", "= {\"",
	"onload", "require([", "define([", "top.location", "self.", "localStorage", "sessionStorage", "navigator.", "XMLHttpRequest", ".innerHTML",
	".className", ".parentNode", "appendChild", "__doPostBack", "swfobject", "\"@context\"", "\"@type\"", "$.", "wp.", "elementor", "ytcfg", "javascript:", "void(0)", "\\/"}

// idioms are what scripts are made of, and other languages too, by class: a line that holds several
// classes is code.
var idioms = [][]string{
	{"function(", "function (", "typeof ", "var ", "let ", "const ", "new Date", "undefined"},
	{".push(", "setTimeout(", "setInterval(", ".call(", ".apply(", ".init(", ".ready(", ".on(", ".setup(", ".cmd"},
	{"('", "(\"", "['", "[\"", "= '", "= \"", "=\"", "='", ": '", ": \"", ":'", ":\"", ",'", ",\"", ", '", ", \"", "(`"},
	{"({", "});", "})", "[{", "={", "= {", "{}", "[]", "{ }", "}}"},
	{"||", "&&", "=== ", "===", "!==", "=>", "+=", "++", "?:", "!="},
	{"return ", "if (", "if(", "else{", "else {", "try {", "try{", "catch", "for (", "for(", "new "},
	{" = ", "null", "true", "false", ":true", ":false"},
}

// opensScript are words that begin a statement of JavaScript.
var opensScript = []string{"var ", "let ", "const ", "function ", "new ", "(function", "!function", ";(function", "if(", "if (", "try{", "try {", "window.", "document.", "$("}

// scriptLine says of a line whether it is a statement of a page's script beyond doubt, and how many classes
// of what statements are made of it shows: it ends as they do and is made of signs as much as they are.
func scriptLine(said string) (sure bool, classes int) {
	if strings.Contains(said, "; //") {
		if n := strings.LastIndex(said, "; //"); n > 0 {
			said = said[:n+1]
		}
	}
	if len(said) < 12 || declaresType(said) || strings.IndexByte(";})]", said[len(said)-1]) < 0 && said[len(said)-1] != ',' && said[len(said)-1] != '{' {
		return false, 0
	}
	signs := 0
	for i := 0; i < len(said); i++ {
		if strings.IndexByte("(){}[];=.'\"|&!:_$", said[i]) >= 0 {
			signs++
		}
	}
	if signs*10 <= len(said) {
		return false, 0
	}
	ways := holds(said, hosts)
	for _, class := range idioms {
		if holds(said, class) > 0 {
			classes++
		}
	}
	if callAlone(said) {
		classes += 2
	} else if memberCall(said) {
		classes++
	}
	ends := said[len(said)-1] != ',' || said[0] == '"'
	begins := false
	for _, word := range opensScript {
		begins = begins || strings.HasPrefix(said, word)
	}
	sure = ends && (declaresName(said) || setsName(said) || ways > 0 && ways+classes > 1 || classes > 3 || classes == 3 && begins)
	if !ends || said[len(said)-1] == '{' {
		classes = min(classes, 1)
	}
	return sure, classes
}

// declaresName says whether a line begins with the declaration of a variable: `var page="home";`.
func declaresName(said string) bool {
	for _, word := range [...]string{"var ", "let ", "const "} {
		if rest, ok := strings.CutPrefix(said, word); ok && said[len(said)-1] == ';' {
			n := 0
			for n < len(rest) && (nameLetter(rest[n]) || rest[n] == '_' || rest[n] == '$') {
				n++
			}
			return n > 0 && strings.HasPrefix(strings.TrimLeft(rest[n:], " "), "=")
		}
	}
	return false
}

// setsName says whether a line gives a value to a name with an underscore, as the scripts of advertisements do:
// `google_ad_width = 728;`.
func setsName(said string) bool {
	n := 0
	for n < len(said) && (nameLetter(said[n]) || said[n] == '_') {
		n++
	}
	value, ok := strings.CutPrefix(strings.TrimLeft(said[n:], " "), "=")
	value = strings.TrimLeft(value, " ")
	return ok && strings.IndexByte(said[:n], '_') > 0 && len(value) > 1 && said[len(said)-1] == ';' && (value[0] == '"' || value[0] == '\'' || digit(value[0]))
}

// declaresType says whether a line begins with a variable and its type, as Go has them: no script of a page does.
func declaresType(said string) bool {
	rest, ok := strings.CutPrefix(said, "var ")
	if !ok {
		return false
	}
	n := nameEnd(rest, 0, len(rest))
	return n > 0 && n+1 < len(rest) && rest[n] == ' ' && (text.Letter(rest[n+1]) && !strings.HasPrefix(rest[n+1:], "in ") || strings.IndexByte("*[", rest[n+1]) >= 0)
}

// memberCall says whether a line begins with a call of something's member: `jwplayer("x").setup(`.
func memberCall(said string) bool {
	n := 0
	for n < len(said) && (nameLetter(said[n]) || said[n] == '_' || said[n] == '$') {
		n++
	}
	return n > 1 && n+1 < len(said) && (said[n] == '.' && text.Letter(said[n+1]) || said[n] == '(' && strings.Contains(said[n:], ").")) && strings.IndexByte(said, '(') > 0
}

// callAlone says whether a line is one call with a string among its arguments: `show_banner("top");`.
func callAlone(said string) bool {
	n := 0
	for n < len(said) && (nameLetter(said[n]) || said[n] == '_' || said[n] == '.' || said[n] == '$') {
		n++
	}
	return n > 4 && n < len(said) && said[n] == '(' && strings.HasSuffix(said, ");") && strings.ContainsAny(said[n+1:n+2], "\"'") && strings.ContainsAny(said[:n], "_.")
}

// holds counts the words that a line holds.
func holds(said string, words []string) (n int) {
	for _, w := range words {
		if strings.Contains(said, w) {
			n++
		}
	}
	return n
}

// speaksOfCode says whether the text holds words about programs.
func (w *styleScan) speaksOfCode() bool {
	if w.technical == 0 {
		w.technical = -1
		for _, word := range []string{"code", "Code", "program", "function", "script", "variable", "library", "compile", "API", "`"} {
			for _, l := range w.page.lines {
				if said := l.of(w.text); text.Prose(said) && strings.Contains(said, word) {
					w.technical = 1
				}
			}
		}
	}
	return w.technical > 0
}

// maxStarts is how many places of a line are looked at for the beginning of a statement.
const maxStarts = 12

// statements finds statements of a script behind or before a sentence in one line.
func (w *styleScan) statements(l rowLine, at int) (from, to int) {
	s := w.text
	line := s[at:l.end]
	if !strings.Contains(line, ");") && !strings.Contains(line, "};") && !strings.Contains(line, "})") {
		return 0, 0
	}
	for tries, k := 0, at; k < l.end && tries < maxStarts; {
		if codeToken(s, k, l.end) {
			tries++
			if stop := statementsEnd(s, k, l.end); stop > k {
				return k, skipBlanks(s, stop, l.end)
			}
		}
		n := strings.IndexAny(s[k:l.end], ".!?")
		for n >= 0 && k+n+1 < l.end && !isBlank(s[k+n+1]) {
			next := strings.IndexAny(s[k+n+1:l.end], ".!?")
			if next < 0 {
				return 0, 0
			}
			n += next + 1
		}
		if n < 0 {
			return 0, 0
		}
		k = skipBlanks(s, k+n+1, l.end)
	}
	return 0, 0
}

// codeToken says whether a word begins at a place that holds a sign of code, or is a word of JavaScript.
func codeToken(s string, at, end int) bool {
	n := strings.IndexByte(s[at:end], ' ')
	if n < 0 {
		n = end - at
	}
	word := s[at : at+n]
	return word == "var" || word == "let" || word == "const" || word == "function" || word == "if" || strings.ContainsAny(strings.TrimRight(word, ".,;:!?)"), ".(_=[{|")
}

// statementsEnd returns where the first statements end that are a script's beyond doubt, reach for the page and
// are followed by the end of the line or by a word with a capital; 0 for none.
func statementsEnd(s string, at, end int) int {
	tries := 0
	for k := at + 1; k <= end && tries < maxStarts; k++ {
		if b := s[k-1]; b != ';' && b != '}' && b != ')' || k < end && !isBlank(s[k]) {
			continue
		}
		if rest := strings.TrimLeft(s[k:end], " "); rest != "" && !beginsProse(rest) {
			continue
		}
		tries++
		said := s[at:k]
		if text.Prose(said) {
			return 0
		}
		if sure, _ := scriptLine(said); sure && holds(said, hosts) > 0 {
			return k
		}
	}
	return 0
}

// beginsProse says whether words of prose begin with a capital, or a letter of a script without case.
func beginsProse(rest string) bool {
	return rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= 0x80
}
