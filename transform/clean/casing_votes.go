package clean

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// What is voted on.
const (
	voteWord   = 'w' // a word inside of a sentence
	voteFirst  = 'f' // the first word of a sentence
	voteBehind = 'b' // a word behind one with a capital: Secretary ¦ rubio
	voteBefore = 'a' // before one with a capital: minister ¦ Lindqvar
	voteOf     = 'o' // behind one with a capital and a function word: Secretary of ¦ state
	voteStop   = 'p' // what stands before a full stop that a small word or one with a capital follows
	voteTongue = 't' // texts of a language
)

// How a word was written.
const (
	tagSmall        = 's'
	tagSmallArticle = 'd' // small, behind an article or another determiner
	tagSmallBeside  = 'r' // small, beside a capital
	tagSmallStop    = 'e' // small, before a full stop: perhaps short for a longer word
	tagAlone        = 'A' // with a capital, alone among small words
	tagArticle      = 'D' // the same behind an article or another determiner
	tagRow          = 'C' // in a row of words with capitals
	tagCapital      = 'T' // of first words and stops: a capital
)

const (
	maxPerDoc   = 20 // votes of one text on one spelling: nobody stuffs the ballot
	maxVoteWord = 40 // bytes; longer words are not voted on
)

var boxes = sync.Pool{New: func() any { return new(ballotBox) }}

// Observe implements transform.Learner.
func (c *casing) Observe(d *schema.Doc, add func(key []byte, n int64)) {
	t := c.Tally()
	t.Observe(d)
	t.Flush(add)
	t.(*tallier).free()
}

// Tally implements transform.Tallying.
func (c *casing) Tally() transform.Tally {
	return &tallier{casing: c, box: boxes.Get().(*ballotBox)}
}

// tallier counts the votes of a batch.
type tallier struct {
	*casing
	box *ballotBox
}

// Observe implements transform.Tally.
func (t *tallier) Observe(d *schema.Doc) {
	w := walks.Get().(*walk)
	defer walks.Put(w)
	t.box.doc++
	for _, slot := range t.on {
		if s := d.Str(slot); s != "" && t.casing.votes(s) {
			w.open(s)
			w.sampled = true
			b := ballot{box: t.box, tongue: w.page.language(), stopsOnly: !w.page.plain() && w.page.aboutCode()}
			b.box.cast(vote{word: uint64(b.tongue), what: voteTongue, tag: tagSmall}, "")
			b.stopsOnly = b.stopsOnly || b.tongue == text.German
			for w.next() {
				b.segment(w)
			}
		}
	}
}

// Flush implements transform.Tally.
func (t *tallier) Flush(add func(key []byte, n int64)) { t.box.flush(add) }

func (t *tallier) free() { boxes.Put(t.box) }

// ballot casts the votes of one column of a document.
type ballot struct {
	box       *ballotBox
	tongue    text.Tongue
	stopsOnly bool
}

// segment votes on the words of a segment.
func (b *ballot) segment(w *walk) {
	if w.verse || w.cell >= 0 || len(w.words) < 3 {
		return
	}
	capitals, smalls, heading := w.tally()
	if heading || capitals == 0 && !w.words[0].capital() || smalls == 0 {
		return
	}
	for i := w.label(); i < len(w.words); i++ {
		c := &w.words[i]
		if c.begins == atStop && i > 0 && c.stop == '.' {
			b.stop(w, &w.words[i-1], c)
		}
		if b.stopsOnly || !c.free || c.shape == text.Uncased || c.end-c.start < 2 || c.end-c.start > maxVoteWord {
			continue
		}
		if c.shape == text.Small && c.begins == atInside && !w.besideCapital(i) {
			switch {
			case c.function != 0 && c.end-c.start < 4:
			case c.end < w.end && w.page.s[c.end] == '.':
				b.box.cast(vote{word: inTongue(c.hash, b.tongue), what: voteWord, tag: tagSmallStop}, "")
			default:
				b.box.small(inTongue(c.hash, b.tongue), w.behindDeterminer(i))
			}
			continue
		}
		b.word(w, i)
	}
}

// behindDeterminer says whether a small article or the like stands before word i, or a small word that verbs
// follow: should close. Names stand behind neither.
func (w *walk) behindDeterminer(i int) bool {
	return i > 0 && w.words[i].joined == ' ' && w.words[i-1].function != 0 && w.words[i-1].shape == text.Small && (determiners[w.words[i-1].hash] || verbMarkers[w.words[i-1].hash])
}

// besideCapital says whether a neighbour of word i is written with a capital.
func (w *walk) besideCapital(i int) bool {
	return i > 0 && w.words[i-1].capital() || i+1 < len(w.words) && w.words[i+1].capital() || i > 1 && w.words[i-2].capital()
}

// labelWords is how many words the label of an item has at most: Nuclear Arms Control: …
const labelWords = 8

// label returns the index of the first word behind a label in capitals that the segment begins with,
// 0 where there is none.
func (w *walk) label() int {
	if !w.first {
		return 0
	}
	for i := 1; i < min(labelWords, len(w.words)); i++ {
		c := &w.words[i]
		if gap := w.page.s[w.words[i-1].end:c.start]; gap[0] == ':' {
			return i
		}
		if c.shape == text.Small && w.titleWord(i) {
			return 0
		}
	}
	return 0
}

// tally counts the words of a segment that begin with a capital or small, its first and function words
// aside, and says whether it is a heading or a line of names: most begin with a capital.
func (w *walk) tally() (capitals, smalls int, heading bool) {
	long := w.end-w.start > 160
	for i := range w.words {
		c := &w.words[i]
		switch {
		case c.begins == atLine || c.shape == text.Uncased || c.end-c.start < 2:
		case c.shape == text.Small:
			if long && capitals > 0 && smalls > 2 {
				return capitals, smalls, false // running text
			}
			if c.function == 0 && c.end-c.start > 3 {
				smalls++
			}
		default:
			capitals++
		}
	}
	return capitals, smalls, !long && capitals >= 2*smalls && !endsInStop(w.page.s[w.start:w.end])
}

func endsInStop(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)")
	return s != "" && strings.IndexByte(".?!:;,", s[len(s)-1]) >= 0 || strings.HasSuffix(s, "…")
}

// stop votes on what stands before a full stop.
func (b *ballot) stop(w *walk, before, after *cased) {
	if before.end != after.stopAt || after.shape == text.Uncased || utf8.RuneCountInString(w.said(before)) > maxStop {
		return
	}
	v := vote{word: inTongue(before.hash, b.tongue), what: voteStop, tag: tagCapital}
	if after.shape == text.Small {
		v.tag = tagSmall
	}
	b.box.cast(v, "")
}

// maxStop is the length of the longest abbreviation that is learned.
const maxStop = 6

// word votes on word i of a segment.
func (b *ballot) word(w *walk, i int) {
	c := &w.words[i]
	v := vote{word: inTongue(c.hash, b.tongue), what: voteFirst, tag: tagSmall}
	if c.closed && c.stop != '.' {
		return // said he, or a sentence: nobody knows
	}
	if c.begins == atLine || c.begins == atStop {
		if c.capital() {
			v.tag = tagCapital
		}
		b.box.cast(v, "")
		return
	}
	if c.begins == atMark || c.function != 0 && c.end-c.start < 4 {
		return
	}
	form := ""
	row := w.behind(i) != nil || c.joined == '-' && w.capitalAt(i-1, c.joined) || i+1 < len(w.words) && w.words[i+1].joined != 0 && w.words[i+1].joined != ',' && w.words[i+1].capital()
	switch v.what = voteWord; {
	case c.shape == text.Small && !row:
		if c.end < w.end && w.page.s[c.end] == '.' {
			v.tag = tagSmallStop
			b.box.cast(v, "")
		} else {
			b.box.small(v.word, w.behindDeterminer(i))
		}
	case c.shape == text.Small:
		v.tag = tagSmallBeside
		b.box.cast(v, "")
	default:
		form = w.page.s[c.start:c.end]
		v.form = formHash(form, c.shape)
		switch {
		case row:
			v.tag = tagRow
		case w.behindDeterminer(i):
			v.tag = tagArticle
		default:
			v.tag = tagAlone
		}
		b.box.cast(v, form)
		v.tag = tagRow
	}
	b.neighbours(w, i, v, form)
}

// capitalAt says whether word i, joined with the next one by a space or hyphen, has a capital.
func (w *walk) capitalAt(i int, joined byte) bool {
	return i >= 0 && (joined == ' ' || joined == '-') && w.words[i].capital() && w.words[i].free
}

// formHash tells the forms of a word apart. Most are told by their shape and first letter.
func formHash(form string, shape text.Shape) uint64 {
	first, _ := utf8.DecodeRuneInString(form)
	h := uint64(shape)<<32 | uint64(first)
	if shape == text.Mixed {
		for i := 0; i < len(form); i++ {
			h = (h ^ uint64(form[i])) * 0x100000001B3
		}
	}
	return h
}

// neighbours votes on a word beside its neighbours with capitals.
func (b *ballot) neighbours(w *walk, i int, v vote, form string) {
	if form == "" {
		v.tag = tagSmall
	}
	cast := func(what byte, neighbour *cased) {
		v.what, v.neighbour = what, neighbour.hash
		b.box.cast(v, form)
	}
	if behind := w.behind(i); behind != nil && behind.begins == atInside {
		cast(voteBehind, behind)
	}
	if before := w.before(i); before != nil {
		cast(voteBefore, before)
	}
	if of := w.of(i); of != nil && of.begins == atInside && b.tongue == text.English {
		cast(voteOf, of)
	}
}

// behind returns the word with a capital right before word i, nil for none: function words that begin
// a sentence do not count.
func (w *walk) behind(i int) *cased {
	c := &w.words[i]
	if c.joined != ' ' || !w.capitalAt(i-1, c.joined) {
		return nil
	}
	if p := &w.words[i-1]; p.end-p.start <= maxVoteWord && p.function == 0 {
		return p
	}
	return nil
}

// before returns the word with a capital right behind word i.
func (w *walk) before(i int) *cased {
	if i+1 >= len(w.words) || w.words[i+1].joined != ' ' || !w.words[i+1].capital() || !w.words[i+1].free {
		return nil
	}
	if n := &w.words[i+1]; n.end-n.start >= 2 && n.end-n.start <= maxVoteWord {
		return n
	}
	return nil
}

// of returns the word with a capital before the small function word that stands before word i.
func (w *walk) of(i int) *cased {
	c := &w.words[i]
	if i < 2 || c.joined != ' ' || w.words[i-1].shape != text.Small || !w.capitalAt(i-2, w.words[i-1].joined) || w.words[i-1].joined != ' ' {
		return nil
	}
	if p := &w.words[i-2]; w.words[i-1].function != 0 && p.end-p.start <= maxVoteWord && p.function == 0 {
		return p
	}
	return nil
}

// said returns a word as it is written, "" for none.
func (w *walk) said(c *cased) string {
	if c == nil {
		return ""
	}
	return w.page.s[c.start:c.end]
}

// raise stands for a word's own form with a capital at its beginning.
const raise = "\x00"

// capitalOf returns how many bytes a word's first letter has and its capital, as the language writes it.
func capitalOf(word string, t text.Tongue) (int, string) {
	if b := word[0]; b >= 'a' && b <= 'z' {
		switch {
		case b == 'i' && t == text.Turkish:
			return 1, "İ"
		case b == 'i' && t == text.Dutch && strings.HasPrefix(word, "ij"):
			return 2, "IJ"
		}
		return 1, largeLetters[b-'a' : b-'a'+1]
	}
	r, n := utf8.DecodeRuneInString(word)
	return n, string(unicode.ToTitle(r))
}

const largeLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
