package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// judge says of a tag whether it can be nothing but markup, and whether it is meant itself.
func (p *page) judge(t *pageTag) {
	if t.kind != kindTag {
		t.spared = quoted(p.text, t.start, t.End) || t.kind == kindComment && t.End-t.start < 80 && p.aboutTags(t)
	} else {
		t.certain = t.Element != 0 && (t.Valued || t.mate >= 0 || t.Closed && t.Element&text.Word == 0)
		if t.Closing && t.Element&text.Odd != 0 && t.mate < 0 {
			t.certain = t.start == 0 || p.text[t.start-1] == '\n'
		}
		if t.Element == 0 && strings.Count(t.Name, ":") <= 1 && strings.ContainsAny(t.Name, ":-") {
			t.certain = t.Valued || t.mate >= 0
		}
		t.spared = quoted(p.text, t.start, t.End)
	}
	if t.certain && !t.spared && !p.aboutTags(t) {
		p.witness++
	}
}

// quoted says whether [start,end) fills a pair of quotes, or stands in round brackets alone.
func quoted(s string, start, end int) bool {
	if start == 0 || end == len(s) {
		return false
	}
	switch a, b := s[start-1], s[end]; {
	case a == '"' && b == '"', a == '\'' && b == '\'', a == '(' && b == ')', a == '`' && b == '`':
		return true
	}
	for _, q := range [][2]string{{"“", "”"}, {"‘", "’"}, {"«", "»"}, {"„", "“"}, {"« ", " »"}} {
		if strings.HasSuffix(s[:start], q[0]) && strings.HasPrefix(s[end:], q[1]) {
			return true
		}
	}
	return false
}

// aboutTags says whether a tag stands beside words, in its line, that speak of tags.
func (p *page) aboutTags(t *pageTag) bool {
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
	languageWords = wordSet("html html5 xhtml xml sgml markup bbcode wikitext")
	tagWords      = wordSet("html html5 xhtml xml sgml markup bbcode wikitext tag tags element elements balise balises élément etiqueta etiquetas elemento тег теги тега 标签 タグ 태그")
	markupWords   = wordSet(`html html5 xhtml xml sgml markup bbcode wikitext tag tags element elements balise balises élément etiqueta etiquetas elemento тег теги тега 标签 タグ 태그
		svg markdown entity entities escaped escapes unescapes placeholder placeholders comment comments`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func speaksOfMarkup(s string) bool { return speaksOf(s, markupWords) }

func speaksOf(s string, words map[string]bool) bool {
	for at := 0; at < len(s); {
		from := at
		for at < len(s) && (text.Letter(s[at]) || s[at] >= 0x80 || '0' <= s[at] && s[at] <= '9') {
			at++
		}
		if n := at - from; n > 2 && n < 14 && (words[s[from:at]] || words[strings.ToLower(s[from:at])]) {
			return true
		}
		if at == from {
			if n := strings.IndexByte(s[at:], '>'); s[at] == '<' && n > 0 {
				at += n // the names of tags speak of nothing
			}
			at++
		}
	}
	return false
}

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
	if t.Element == 0 || t.Element&text.Word != 0 && !(t.Closing && p.witness > 0) {
		return false
	}
	glued := p.glued(t)
	switch {
	case t.Closing:
		return p.witness > 0 || glued
	case t.Element&(text.Void|text.Loose) != 0:
		return p.witness > 1 || glued && !p.generic(t) && !p.aboutTags(t)
	}
	return p.witness > 1 && !p.generic(t)
}

// glued says whether a tag touches what stands before or behind it, or the border of its line.
func (p *page) glued(t *pageTag) bool {
	s := p.text
	before := t.start == 0 || s[t.start-1] != ' '
	behind := t.End == len(s) || s[t.End] != ' '
	return before || behind && strings.IndexByte(",.;:!?)", s[min(t.End, len(s)-1)]) < 0
}

// generic says whether a tag could be the argument of a generic type: List<p>.
func (p *page) generic(t *pageTag) bool {
	return t.Element&text.Odd == 0 && t.start > 0 && (text.Letter(p.text[t.start-1]) || p.text[t.start-1] == '_' || '0' <= p.text[t.start-1] && p.text[t.start-1] <= '9') &&
		(t.End == len(p.text) || !text.Letter(p.text[t.End]))
}
