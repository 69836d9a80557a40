package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// headingMost bounds a heading: 140 bytes hold the longest headlines of news; 18 words are more than any.
const (
	headingMost      = 140
	headingMostWords = 18
)

// headings tells headings and the title from paragraphs of one line.
func (p *page) headings() {
	p.titled()
	for i := len(p.blocks) - 1; i >= 0; i-- { // from the end, since headings may follow each other
		b := &p.blocks[i]
		if b.kind != paragraphBlock || !b.single || !p.headlike(b.from, b.to) {
			continue
		}
		if bold(p.s[b.from:b.to]) || p.faq(b) && len(p.words) <= 5 || p.heads(i) {
			b.kind, b.level = headingBlock, 2
		}
	}
	p.demote()
	p.title()
}

// demote takes runs of more headings than a page has in a row for what they mostly are: cells of a lost table, a menu.
func (p *page) demote() {
	for i := 0; i < len(p.blocks); {
		n := i
		for n < len(p.blocks) && p.blocks[n].kind == headingBlock && p.shapely(n) {
			n++
		}
		for k := i; n-i > 4 && k < n; k++ {
			p.blocks[k].kind, p.blocks[k].level = paragraphBlock, 0
		}
		i = max(n, i+1)
	}
}

// shapely says whether block n is a heading for its shape alone.
func (p *page) shapely(n int) bool { b := &p.blocks[n]; return b.said == b.from && b.level == 2 }

// heads says whether something stands below block i that it may be the heading of.
func (p *page) heads(i int) bool {
	b := &p.blocks[i]
	length := b.to - b.from
	if i+1 == len(p.blocks) {
		return false
	}
	next := &p.blocks[i+1]
	switch next.kind {
	case bulletBlock, tableBlock, codeBlock, quoteBlock:
		return p.cased(b.from, b.to) || next.apart || len(p.words) <= 8 && unicode.IsUpper(begins(p.s[b.from:b.to]))
	case headingBlock:
		return p.cased(b.from, b.to) || b.apart && next.apart || i == 0 && p.byline(next) != noByline
	case paragraphBlock:
		words := next.to - next.from
		return words > 60 && (3*words > 4*length || p.cased(b.from, b.to)) && ended(p.s[next.from:next.to]) ||
			words > 2*length && words > 100 || p.byline(next) != noByline && (i == 0 || p.cased(b.from, b.to))
	}
	return false
}

// headlike says whether a line may be a heading: short, without a mark of a sentence behind it, and with
// letters.
func (p *page) headlike(from, to uint32) bool {
	said := p.s[from:to]
	if len(said) > headingMost || len(said) < 2 || strings.Contains(said, "|") || strings.HasPrefix(said, "<") || brokenMarkup(said) {
		return false
	}
	if label, _ := labelled(said); questionLabels[label] || answerLabels[label] {
		return false
	}
	trimmed := strings.TrimRight(said, "\"'”’»)]*_ ")
	r, _ := utf8.DecodeLastRuneInString(trimmed)
	switch {
	case strings.ContainsRune(".,;…。、،", r):
		return false
	case r == ':' && !p.cased(from, to):
		return false
	}
	return !p.manyWords(from, to) && !strings.HasPrefix(said, "#") && !strings.Contains(said, "://")
}

func (p *page) manyWords(from, to uint32) bool {
	p.words = appendWords(p.words[:0], p.s, int(from), int(to))
	return len(p.words) == 0 || len(p.words) > headingMostWords || p.sentences()
}

// sentences says whether the words at hand hold the end of a sentence within: "Yes. We do"
func (p *page) sentences() bool {
	for i := 1; i < len(p.words); i++ {
		w, before := &p.words[i], &p.words[i-1]
		switch between := p.s[before.end:w.start]; w.gap {
		case gapStopSpace:
			if before.end-before.start > 1 && w.capital() && !abbreviated(p.s, p.words, i-1) && before.shape != text.Title {
				return true
			}
		case gapEnd, gapDigits:
			if w.capital() && (strings.Contains(between, "? ") || strings.Contains(between, "! ") || strings.Contains(between, ". ") && i > 2) {
				return true
			}
		}
	}
	return false
}

// cased says whether a line is written as a headline: its longer words have capitals, or it is all in capitals.
func (p *page) cased(from, to uint32) bool {
	if to-from > headingMost {
		return false
	}
	p.words = appendWords(p.words[:0], p.s, int(from), int(to))
	return headline(p.words)
}

// headline says whether words are written as in a headline: of those of four letters and more that are no function words four
// in five have a capital, and there are two or more.
func headline(words []word) bool {
	large, small := 0, 0
	for i := range words {
		w := &words[i]
		if w.end-w.start < 4 && w.shape != text.Upper || w.gap == gapApostrophe {
			continue
		}
		switch {
		case w.capital():
			large++
		case w.shape == text.Small && text.FunctionSet(w.hash) == 0:
			small++
		}
	}
	return large >= 2 && large >= 4*small
}

func bold(said string) bool {
	return len(said) > 4 && (strings.HasPrefix(said, "**") && strings.HasSuffix(said, "**") && strings.Count(said, "**") == 2 ||
		strings.HasPrefix(said, "__") && strings.HasSuffix(said, "__") && strings.Count(said, "__") == 2)
}

// titleLabels stand before the title in exports of web pages.
var titleLabels = []string{"title:", "headline:", "titel:", "titre:", "título:", "titolo:", "заголовок:"}

// titled takes a first line that says of itself that it is the title.
func (p *page) titled() {
	if len(p.blocks) == 0 {
		return
	}
	b := &p.blocks[0]
	if n := labelOf(p.s[b.from:b.to], titleLabels); n > 0 && b.single && b.to-b.from < 400 {
		b.kind, b.level, b.said = titleBlock, 1, b.from+uint32(n)
	}
}

// labelOf returns the length of the label that a text begins with, the spaces behind it included; 0 for none.
func labelOf(said string, labels []string) int {
	for _, label := range labels {
		if len(said) > len(label) && strings.EqualFold(said[:len(label)], label) {
			rest := strings.TrimLeft(said[len(label):], " \t")
			return len(said) - len(rest)
		}
	}
	return 0
}

// title makes a title of the first heading, where no more than a line or two stand before it.
func (p *page) title() {
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.kind == titleBlock:
			return
		case b.kind == headingBlock && b.level <= 2:
			b.kind, b.level = titleBlock, 1
			return
		case i == 2 || b.kind != paragraphBlock || b.to-b.from > headingMost || ended(p.s[b.from:b.to]):
			return
		}
	}
}

// bylineKind says what a line tells of who wrote a text and when.
type bylineKind uint8

const (
	noByline    bylineKind = iota
	saidByline             // by a word that says so
	namedByline            // a name alone
	datedByline            // a date alone
)

// bylines tells lines about who wrote a text and when, near its beginning and its end.
func (p *page) bylines() {
	for i := range p.blocks {
		b := &p.blocks[i]
		near := i < 8 || i >= len(p.blocks)-3
		if !near || !b.single || b.kind != paragraphBlock && b.kind != headingBlock && (b.kind != titleBlock || i == 0) {
			continue
		}
		k := p.byline(b)
		if k == saidByline || k != noByline && i > 0 && i < 8 {
			b.kind, b.level = bylineBlock, 0
		}
	}
}

// bylineWords stand before a name, in several languages.
var bylineWords = func() *phrases {
	p := new(phrases)
	p.addWords(1, "by von par por di door av af autor author auteur autore автор text texte testo texto tekst foto photo photos photograph")
	p.add(1, "written by|reporting by|edited by|editing by|posted by|published by|story by|words by|report by|photo by|text by")
	p.addWords(2, "published updated posted modified created veröffentlicht aktualisiert publié publicado pubblicato gepubliceerd")
	p.add(2, "last updated|first published|last modified")
	return p
}()

// byline says what a line tells of who wrote the text and when.
func (p *page) byline(b *block) bylineKind {
	said := p.s[b.from:b.to]
	if len(said) > 90 || strings.HasSuffix(said, "?") || strings.HasSuffix(said, "!") {
		return noByline
	}
	p.words = appendWords(p.words[:0], p.s, int(b.from), int(b.to))
	if len(p.words) == 0 || len(p.words) > 12 {
		return noByline
	}
	value, n := bylineWords.at(p.words, 0)
	switch {
	case value == 1 && n < len(p.words) && p.names(n) >= 1 && begins(said) != 0:
		return saidByline
	case value == 2 && (n == len(p.words) || strings.ContainsAny(said, "0123456789")) && len(p.words) <= n+5:
		return saidByline
	case p.dated(said):
		return datedByline
	case len(p.words) <= 4 && p.names(0) >= 2 && names().word(p.words[0].hash)&isFirstName != 0 && !strings.ContainsAny(said, ":0123456789"):
		return namedByline
	}
	return noByline
}

// names returns how many words from i on are of a name and nothing else, up to a comma or a bar; 0 where one is no name.
func (p *page) names(i int) (n int) {
	for k := i; k < len(p.words); k++ {
		w := &p.words[k]
		if k > i && (w.gap == gapComma || w.gap == gapOther || w.gap == gapDigits) {
			break
		}
		switch {
		case w.capital() && text.FunctionSet(w.hash)&(1<<text.English) == 0, w.shape == text.Uncased:
			n++
		case k > i && (names().word(w.hash)&isParticle != 0 || p.s[w.start:w.end] == "and" || p.s[w.start:w.end] == "und" || p.s[w.start:w.end] == "y"):
		default:
			return 0
		}
	}
	return n
}

// dated says whether a line is a date or a time and little else.
func (p *page) dated(said string) bool {
	digits, month := 0, false
	for i := 0; i < len(said); i++ {
		if said[i] >= '0' && said[i] <= '9' {
			digits++
		}
	}
	for i := range p.words {
		v := names().word(p.words[i].hash)
		if v&(isMonth|isDay) == 0 && p.words[i].letters(p.s) > 3 {
			return false
		}
		month = month || v&isMonth != 0
	}
	return month && digits >= 3 && len(p.words) <= 5 && !unicode.IsPunct(rune(said[len(said)-1]))
}
