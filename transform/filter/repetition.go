package filter

import (
	"strings"
	"unsafe"

	"github.com/tamis-data/tamis/internal/text"
)

// repetition is how a definition looks at what a text repeats.
type repetition struct {
	words             *text.Splitter
	lines, paragraphs *pieceRule // no paragraphs: nil
	top               func(g *grams, v *text.View, m *sheet, metric int)
	duplicate         func(g *grams, v *text.View, m *sheet, metric int)
}

var repetitions = map[string]*repetition{
	"tamis": {
		words:      text.Plain,
		lines:      &pieceRule{cut: (*text.View).LineBlocks, known: (*text.View).LineCopies, trim: true, skip: blank, chars: charsOfPieces},
		paragraphs: &pieceRule{cut: (*text.View).ParagraphBlocks, known: (*text.View).ParagraphCopies, trim: true, skip: blank, chars: charsOfPieces},
		top:        tamisTop, duplicate: duplicateWords,
	},
	"datatrove": {
		words:      datatroveWords,
		lines:      &pieceRule{cut: (*text.View).LineBlocks, known: (*text.View).LineCopies, skip: inner, lone: afterInner, chars: charsOfText},
		paragraphs: &pieceRule{cut: (*text.View).ParagraphBlocks, bare: true, chars: charsOfText},
		top:        datatroveTop, duplicate: datatroveDuplicate,
	},
	"dolma": {
		words: text.Plain,
		lines: &pieceRule{cut: (*text.View).LineBlocks, known: (*text.View).LineCopies, first: true, chars: charsOfWords},
		top:   dolmaTop, duplicate: dolmaDuplicate,
	},
	"dclm": {
		words:      text.Own,
		lines:      &pieceRule{cut: (*text.View).LineBlocks, known: (*text.View).LineCopies, trim: true, skip: blank, first: true, alone: true, chars: charsOfPieces},
		paragraphs: &pieceRule{cut: (*text.View).PairBlocks, trim: true, skip: blank, first: true, alone: true, chars: charsOfPieces},
		top:        dclmTop, duplicate: duplicateWords,
	},
	"nemo": {
		words:      text.Plain,
		lines:      &pieceRule{cut: (*text.View).LineBlocks, known: (*text.View).LineCopies, skip: blank, chars: charsOfPieces},
		paragraphs: &pieceRule{cut: (*text.View).PairBlocks, chars: charsOfPieces},
		top:        nemoTop, duplicate: nemoDuplicate,
	},
}

// measure implements measurer.
func (r *repetition) measure(v *text.View, m *sheet) {
	c := r.lines.count(v, m)
	m.count(repeatedLines, c.all)
	r.lines.put(v, m, c, repeatedLineShare, repeatedLineChars)
	if r.paragraphs != nil {
		c = r.paragraphs.count(v, m)
		r.paragraphs.put(v, m, c, repeatedParagraphShare, repeatedParagraphChars)
	}
	g := &m.buf.grams
	g.read(v, r.words)
	for metric := topGram; metric <= lastTopGram; metric++ {
		g.next()
		r.top(g, v, m, metric)
	}
	for metric := duplicateGram; metric <= lastDuplicateGram; metric++ {
		g.next()
		r.duplicate(g, v, m, metric)
	}
}

// tamisTop: the characters of the words in a place of the most frequent n-gram, each word once; nothing where none stands twice.
func tamisTop(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		return
	}
	chars := 0
	if top, _, count := g.longestTop(); count > 1 {
		chars = g.covered(top)
	}
	m.share(metric, chars, v.WordChars(g.by))
}

// datatroveTop: the first most frequent n-gram, joined with spaces, times its count, which may be 1.
func datatroveTop(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		return
	}
	at, count := g.firstTop()
	m.share(metric, count*(g.length(at)+g.n-1), v.TextChars())
}

// dolmaTop is datatroveTop without spaces.
func dolmaTop(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		return
	}
	at, count := g.firstTop()
	m.share(metric, count*g.length(at), v.WordChars(g.by))
}

// dclmTop: the longest of the most frequent n-grams times its count; an n-gram that stands once is not held against anything.
func dclmTop(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		return
	}
	_, length, count := g.longestTop()
	if count == 1 {
		length = 0
	}
	m.share(metric, count*length, v.WordChars(g.by))
}

// nemoTop: what is missing when the most frequent n-gram, joined with single spaces, is taken out of the text wherever
// it stands, inside of words too. NeMo takes any of several; here it is the first one. A text with fewer words is all repetition.
func nemoTop(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		m.set(metric, 1)
		return
	}
	at, _ := g.firstTop()
	joined := m.buf.joined.bytes[:0]
	for i, id := range g.ids[at : int(at)+g.n] {
		if i > 0 {
			joined = append(joined, ' ')
		}
		joined = append(joined, g.firsts[id].Of(v.Text())...)
	}
	m.buf.joined.bytes = joined
	count := strings.Count(v.Text(), unsafe.String(unsafe.SliceData(joined), len(joined)))
	m.share(metric, count*(g.length(at)+g.n-1), v.TextChars())
}

// duplicateWords: the characters of the words in any n-gram that stands more than once, its first place too, each word once.
func duplicateWords(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() > 0 {
		m.share(metric, g.covered(anyGram), v.WordChars(g.by))
	}
}

// datatroveDuplicate: each n-gram that stood before, where the search goes on behind it.
func datatroveDuplicate(g *grams, v *text.View, m *sheet, metric int) {
	j := &m.buf.joined
	if g.n == leastWords {
		j.read(v.Text(), v.Words(g.by))
	}
	m.share(metric, j.repeated(g, g.n), v.TextChars())
}

// dolmaDuplicate: the characters of all n-grams that stand more than once, of those of all n-grams; a word counts as
// often as n-grams hold it.
func dolmaDuplicate(g *grams, _ *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		return
	}
	chars := 0
	for _, at := range g.at {
		chars += g.length(at)
	}
	m.share(metric, chars, g.allChars())
}

// nemoDuplicate: the characters of each n-gram that stood before and the spaces between them, without those that the
// n-grams before it have brought.
func nemoDuplicate(g *grams, v *text.View, m *sheet, metric int) {
	if g.all() == 0 {
		m.set(metric, 1)
		return
	}
	first := m.buf.lengthsOf(len(g.counts))
	clear(first)
	chars, end := 0, 0
	for j, at := range g.at {
		if id := g.is[j]; first[id] == 0 {
			first[id] = 1
			continue
		}
		from, to := max(end, int(at)), int(at)+g.n
		chars += g.span(from, to) + min(to-from, g.n-1)
		end = to
	}
	m.share(metric, chars, v.TextChars())
}
