package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// enough is how many tags have to be witnesses before a further one is not asked what stands beside it.
const enough = 16

// judge says of a tag whether it can be nothing but markup, and whether it is meant itself.
func (p *page) judge(t *pageTag) {
	if t.kind != kindTag {
		t.spared = quoted(p.text, t.start, t.End) || t.kind == kindComment && t.End-t.start < 80 && p.aboutTags(t) || t.head > 0 && p.namesMarks(t)
	} else {
		t.certain = t.Element != 0 && (t.Valued || t.mate >= 0 || t.Closed && t.Element&text.Word == 0)
		if t.Closing && t.Element&text.Odd != 0 && t.mate < 0 {
			t.certain = t.start == 0 || p.text[t.start-1] == '\n'
		}
		if t.Element == 0 && strings.Count(t.Name, ":") <= 1 && strings.ContainsAny(t.Name, ":-_") {
			t.certain = t.Valued || t.mate >= 0 || t.Closed && strings.IndexByte(t.Name, ':') > 0
		}
		if t.Element == 0 && t.Valued && text.BeginsElement(t.Name) { // `<t` before a line that begins with an attribute
			at := t.start + 1 + len(t.Name)
			t.certain = t.certain || p.text[at] == '\n'
		}
		t.certain = t.certain || t.mate < 0 && p.holdsCode(t)
		t.certain = t.certain || t.strange && (t.Closing || t.Closed || t.Element&text.Odd != 0)
		t.spared = quoted(p.text, t.start, t.End)
	}
	if t.certain && !t.spared && (p.witness >= enough || !p.aboutTags(t)) {
		p.witness++
	}
}

// holdsCode says whether a tag of a script or a style sheet that lost its counterpart touches what such hold.
func (p *page) holdsCode(t *pageTag) bool {
	if t.Element&text.Hidden == 0 || !strings.EqualFold(t.Name, "script") && !strings.EqualFold(t.Name, "style") {
		return false
	}
	if t.Closing {
		before := strings.TrimRight(p.text[max(0, t.start-40):t.start], " \t\r\n")
		return before != "" && strings.IndexByte(";})", before[len(before)-1]) >= 0
	}
	behind := strings.TrimLeft(p.text[t.End:min(len(p.text), t.End+80)], " \t\r\n")
	if n := strings.IndexByte(behind, '\n'); n >= 0 {
		behind = behind[:n]
	}
	return strings.ContainsAny(behind, "{=(") && !text.Prose(behind)
}

// namesMarks says whether the marks of a section stand in a sentence as words, behind one about XML.
func (p *page) namesMarks(t *pageTag) bool {
	s, end := p.text, t.start+int(t.head)
	if t.start == 0 || !isBlank(s[t.start-1]) || end == len(s) || !isBlank(s[end]) {
		return false
	}
	before, behind := beside(s, t.start, end, 200, 80)
	return speaksOf(before, markupWords) || speaksOf(behind, markupWords)
}

// quoted says whether [start,end) fills a pair of quotes, or stands in round brackets alone.
func quoted(s string, start, end int) bool {
	if start == 0 || end == len(s) {
		return false
	}
	a, b := s[start-1], s[end]
	if a < 0x80 && b < 0x80 {
		return a == '"' && b == '"' || a == '\'' && b == '\'' || a == '(' && b == ')' || a == '`' && b == '`'
	}
	for _, q := range quotePairs {
		if strings.HasSuffix(s[:start], q[0]) && strings.HasPrefix(s[end:], q[1]) {
			return true
		}
	}
	return false
}

var quotePairs = [...][2]string{{"“", "”"}, {"‘", "’"}, {"«", "»"}, {"„", "“"}, {"« ", " »"}, {"« ", " »"}, {"「", "」"}, {"『", "』"}, {"„", "”"}, {"”", "”"}, {"»", "«"}}

// fewAsks is how often the words beside a place are looked at before the whole text is, once.
const fewAsks = 8

// maySpeak says whether the text may hold a word by which a line says that it speaks of markup.
func (p *page) maySpeak() bool {
	if p.asks++; p.asks <= fewAsks {
		return true
	}
	if p.speaks == 0 {
		p.speaks = -1
		if markupWords.anyOf(p.text) {
			p.speaks = 1
		}
	}
	return p.speaks > 0
}

// aboutTags says whether a tag stands beside words, in its line, that speak of tags.
func (p *page) aboutTags(t *pageTag) bool {
	if !p.maySpeak() {
		return false
	}
	before, behind := beside(p.text, t.start, t.End, 48, 32)
	words := tagWords
	switch {
	case t.kind == kindComment:
		words = markupWords
	case t.Valued:
		words = languageWords
	}
	return speaksOf(before, words) || speaksOf(behind, words)
}

// The words by which a line says that it speaks of markup: names of its languages; of tags, in many
// languages; and of entities, comments and places to fill.
var (
	languageWords = vocabularyOf("html html5 xhtml xml sgml markup bbcode wikitext")
	tagWords      = vocabularyOf("html html5 xhtml xml sgml markup bbcode wikitext tag tags element elements balise balises élément etiqueta etiquetas elemento тег теги тега 标签 タグ 태그")
	placeWords    = vocabularyOf("html xml bbcode wikitext markdown template templates mustache jinja handlebars liquid placeholder placeholders syntax")
	formatWords   = vocabularyOf("format formats formatting formatted printf interpolation interpolated variable variables string strings shell logging")
	markupWords   = vocabularyOf(`html html5 xhtml xml sgml markup bbcode wikitext tag tags element elements balise balises élément etiqueta etiquetas elemento тег теги тега 标签 タグ 태그
		svg markdown template templates mustache jinja handlebars liquid entity entities escaped escapes unescapes placeholder placeholders comment comments`)
)

// vocabulary is a set of words in lower case; begins tells by the first three bytes, in one case, that a
// word is none of them, so that most words of a text need no further look.
type vocabulary struct {
	set    map[string]bool
	begins [1 << 6]uint64
}

func vocabularyOf(list string) *vocabulary {
	w := &vocabulary{set: wordSet(list)}
	for word := range w.set {
		r, n := utf8.DecodeRuneInString(word)
		for _, form := range []string{word, strings.ToUpper(word), string(unicode.ToUpper(r)) + word[n:]} {
			h := beginning(form)
			w.begins[h>>6] |= 1 << (h & 63)
		}
	}
	return w
}

// beginning returns a number of twelve bits for the first three bytes of a word, without regard to case.
func beginning(word string) uint32 {
	return (uint32(word[0]|0x20)*0x9E5 + uint32(word[1]|0x20)*0x193 + uint32(word[2]|0x20)) & 0xFFF
}

func (w *vocabulary) holds(word string) bool {
	if h := beginning(word); w.begins[h>>6]&(1<<(h&63)) == 0 {
		return false
	}
	if w.set[word] {
		return true
	}
	var buf [64]byte
	low := buf[:0]
	for _, r := range word[:min(len(word), 40)] {
		low = utf8.AppendRune(low, unicode.ToLower(r))
	}
	return w.set[string(low)]
}

// anyOf says whether some text holds one of the words, the names of tags included.
func (w *vocabulary) anyOf(s string) bool {
	for at := 0; at < len(s); at++ {
		from := at
		for at < len(s) && speechByte[s[at]] {
			at++
		}
		if n := at - from; n > 2 && w.holds(s[from:at]) {
			return true
		}
	}
	return false
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func speaksOfMarkup(s string) bool { return speaksOf(s, markupWords) }

// speaksOf says whether some text holds one of some words.
func speaksOf(s string, some *vocabulary) bool {
	for at := 0; at < len(s); {
		from := at
		for at < len(s) && speechByte[s[at]] {
			at++
		}
		if n := at - from; n > 2 && n < 28 && some.holds(s[from:at]) {
			return true
		}
		if at == from {
			if s[at] == '<' {
				if n := strings.IndexByte(s[at:], '>'); n > 0 {
					at += n // the names of tags speak of nothing
				} else if at+1 < len(s) && (s[at+1] == '?' || s[at+1] == '!') {
					return false
				}
			}
			at++
		}
	}
	return false
}

// speechByte says which bytes words are made of.
var speechByte = func() (t [256]bool) {
	for b := range t {
		t[b] = text.Letter(byte(b)) || digit(byte(b)) || b >= 0x80
	}
	return t
}()

// goes says whether a tag is to be cut.
func (p *page) goes(t *pageTag) bool {
	if t.spared || p.keep[t.kind] {
		return false
	}
	if t.kind != kindTag {
		return true
	}
	if t.certain {
		return p.witness > 0
	}
	if t.Element == 0 && t.mate >= 0 && p.witness > 1 {
		return true // a name of its own among tags of HTML
	}
	if t.Element != 0 && !t.strange && t.alone && t.End-t.start < 80 && (t.Closing || p.proof > 1 || t.Element&text.Odd != 0 && !p.speaksAtAll()) && !p.aboutTags(t) {
		return true
	}
	if t.torn {
		return true
	}
	if t.strange || t.Element == 0 || t.Element&text.Word != 0 && !(t.Closing && p.witness > 0) {
		return false
	}
	glued := p.glued(t)
	switch {
	case !t.Closing && t.Element&text.Phrase != 0 && p.opensWord(t):
		return true
	case t.Closing:
		return p.witness > 0 || glued || !p.aboutTags(t)
	case t.Element&(text.Void|text.Loose) != 0:
		return p.witness > 1 || (glued || p.proof > 1) && !p.generic(t) && !p.aboutTags(t)
	}
	return (p.witness > 1 || p.proof > 1 && !p.aboutTags(t)) && !p.generic(t)
}

// speaksAtAll says whether the text names a language of markup or a part of one anywhere.
func (p *page) speaksAtAll() bool {
	p.asks = max(p.asks, fewAsks)
	return p.maySpeak()
}

// absorb takes sure pieces of broken tags into the lone tags that they touch: `<i <i>`, `</p <p>`.
func (p *page) absorb() {
	for i := range p.tags {
		t := &p.tags[i]
		if t.kind != kindTag || t.Element == 0 || t.certain || t.Closing || t.spared || t.strange {
			continue
		}
		n, _ := slices.BinarySearchFunc(p.junk, t.start, func(j junk, at int) int { return j.start - at })
		if n > 0 && p.absorbs(&p.junk[n-1]) && p.junk[n-1].end <= t.start && trimWhite(p.text[p.junk[n-1].end:t.start]) == "" {
			if t.torn = true; i == 0 || p.tags[i-1].End <= p.junk[n-1].start {
				t.start = p.junk[n-1].start
			}
		}
		if n < len(p.junk) && p.absorbs(&p.junk[n]) && p.junk[n].start >= t.End && trimWhite(p.text[t.End:p.junk[n].start]) == "" {
			t.End, t.torn = p.junk[n].end, true
		}
	}
}

func (p *page) absorbs(j *junk) bool { return j.sure && !j.whole && j.element&text.Grid == 0 }

// glued says whether a tag touches what stands before or behind it, or the border of its line.
func (p *page) glued(t *pageTag) bool {
	s := p.text
	before := t.start == 0 || s[t.start-1] != ' '
	behind := t.End == len(s) || s[t.End] != ' '
	return before || behind && strings.IndexByte(",.;:!?)", s[min(t.End, len(s)-1)]) < 0
}

// opensWord says whether a tag that nothing closes stands as one does that begins marked words: a word
// touches it, none stands right before it, and the line doesn't speak of tags.
func (p *page) opensWord(t *pageTag) bool {
	s := p.text
	if t.End == len(s) || !wordy(s[t.End]) {
		return false
	}
	return (t.start == 0 || s[t.start-1] <= ' ' || strings.IndexByte("(\"'>-", s[t.start-1]) >= 0) && !p.aboutTags(t)
}

// generic says whether a tag could be the argument of a generic type: List<p>.
func (p *page) generic(t *pageTag) bool {
	return t.Element&text.Odd == 0 && t.start > 0 && (text.Letter(p.text[t.start-1]) || p.text[t.start-1] == '_' || '0' <= p.text[t.start-1] && p.text[t.start-1] <= '9') &&
		(t.End == len(p.text) || !text.Letter(p.text[t.End]))
}
