package clean

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// A vote's key: what is voted on, the language, the word in small letters (with its neighbour, for
// the three kinds that have one; of voteWord first the word, then the language, so that Learn sees all
// languages of a word in a row), 0x00, how it was written: 's' small ('r' beside a capital), 'A' + form alone, 'C' + form in
// a row of capitals; of a sentence's first word 'S' for small and 'T' for a capital.
const (
	voteWord    = 'w' // inside of a sentence
	voteFirst   = 'f' // the first word of a sentence
	voteBehind  = 'b' // behind a word with a capital: Secretary ¦ rubio
	voteBefore  = 'a' // before a word with a capital: minister ¦ Lindqvar
	voteOf      = 'o' // behind a word with a capital and a function word: Secretary of ¦ state
	voteStop    = 'p' // before a full stop that a small word ('s') or a capital ('T') follows
	voteTongue  = 't' // texts of the language
	maxPerDoc   = 20  // votes of one text on one spelling: nobody stuffs the ballot
	maxVoteWord = 40  // bytes; longer words are not voted on
)

// Observe implements transform.Learner.
func (c *casing) Observe(d *schema.Doc, add func(key []byte, n int64)) {
	w := walks.Get().(*walk)
	defer walks.Put(w)
	b := ballots.Get().(*ballot)
	defer ballots.Put(b)
	for _, slot := range c.on {
		s := d.Str(slot)
		if s == "" {
			continue
		}
		w.open(s)
		b.tongue = w.page.language()
		add([]byte{voteTongue, byte(b.tongue), 0}, 1)
		if w.page.aboutCode() || b.tongue == text.German {
			b.stopsOnly = true
		}
		for w.next() {
			b.segment(w)
		}
		b.stopsOnly = false
		b.castSmalls(add)
	}
	b.cast(add)
}

// castSmalls hands over the words written small in one column.
func (b *ballot) castSmalls(add func(key []byte, n int64)) {
	for i := range b.smalls.slots {
		slot := &b.smalls.slots[i]
		if slot.n == 0 {
			continue
		}
		b.key = append(append(b.key[:0], voteWord), slot.word...)
		b.key = append(b.key, 1, byte(b.tongue), 0, 's')
		add(b.key, min(int64(slot.n), maxPerDoc))
	}
	b.smalls.reset()
}

// ballot collects the votes of one document.
type ballot struct {
	tongue    text.Tongue
	stopsOnly bool
	counts    map[string]int64
	smalls    wordCounts // words written small inside of sentences, by far most of the votes
	key       []byte
}

var ballots = sync.Pool{New: func() any { return &ballot{counts: map[string]int64{}} }}

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
		if !b.stopsOnly && c.free && c.shape != noCaseWord && c.end-c.start > 1 && c.end-c.start <= maxVoteWord {
			b.word(w, i)
		}
	}
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
		if c.shape == smallWord && w.titleWord(i) {
			return 0
		}
	}
	return 0
}

// tally counts the words of a segment that begin with a capital or small, its first and function words
// aside, and says whether it is a heading or a line of names: most begin with a capital.
func (w *walk) tally() (capitals, smalls int, heading bool) {
	s := w.page.s
	long := w.end-w.start > 160
	for i := range w.words {
		c := &w.words[i]
		switch {
		case c.begins == atLine || c.shape == noCaseWord || c.end-c.start < 2:
		case c.shape == smallWord:
			if long && capitals > 0 && smalls > 2 {
				return capitals, smalls, false // running text
			}
			if c.end-c.start > 3 && !text.FunctionWord(s[c.start:c.end]) {
				smalls++
			}
		default:
			capitals++
		}
	}
	return capitals, smalls, w.end-w.start <= 160 && capitals >= 2*smalls && !endsInStop(s[w.start:w.end])
}

func endsInStop(s string) bool {
	s = strings.TrimRight(s, " \"'”’»)")
	return s != "" && strings.IndexByte(".?!:;,", s[len(s)-1]) >= 0 || strings.HasSuffix(s, "…")
}

// stop votes on what stands before a full stop.
func (b *ballot) stop(w *walk, before, after *cased) {
	if before.end+1 > len(w.page.s) || w.page.s[before.end] != '.' || after.shape == noCaseWord || before.end-before.start > maxVoteWord {
		return
	}
	tag := "T"
	if after.shape == smallWord {
		tag = "s"
	}
	b.vote(voteStop, strings.ToLower(w.page.s[before.start:before.end]), "", tag)
}

// word votes on word i of a segment.
func (b *ballot) word(w *walk, i int) {
	c := &w.words[i]
	s := w.page.s
	form := s[c.start:c.end]
	low := form
	if c.shape != smallWord {
		low = strings.ToLower(form)
	}
	if c.begins == atLine || c.begins == atStop {
		if c.capital() {
			b.vote(voteFirst, low, "", "T")
		} else {
			b.vote(voteFirst, low, "", "S")
		}
		return
	}
	if c.begins == atMark || text.FunctionWord(low) && c.end-c.start < 4 {
		return
	}
	row := w.behind(i) != "" || c.joined == '-' && w.capitalAt(i-1, c.joined) || i+1 < len(w.words) && w.words[i+1].joined != 0 && w.words[i+1].joined != ',' && w.words[i+1].capital()
	tag := "s"
	if c.shape != smallWord {
		if tag = "A" + form; row {
			tag = "C" + form
		}
	}
	if tag == "s" && !row {
		b.smalls.add(low)
	} else if tag == "s" {
		b.vote(voteWord, low, "", "r")
	} else {
		b.vote(voteWord, low, "", tag)
		tag = "C" + form
	}
	b.neighbours(w, i, low, tag)
}

// capitalAt says whether word i, joined with the next one by a space or hyphen, has a capital.
func (w *walk) capitalAt(i int, joined byte) bool {
	return i >= 0 && (joined == ' ' || joined == '-') && w.words[i].capital() && w.words[i].free
}

// neighbours votes on a word beside its neighbours with capitals.
func (b *ballot) neighbours(w *walk, i int, low, tag string) {
	if behind := w.behind(i); behind != "" && w.words[i-1].begins == atInside {
		b.vote(voteBehind, behind, low, tag)
	}
	if before := w.before(i); before != "" {
		b.vote(voteBefore, before, low, tag)
	}
	if of := w.of(i); of != "" && w.words[i-2].begins == atInside && b.tongue == text.English {
		b.vote(voteOf, of, low, tag)
	}
}

// behind returns the word with a capital right before word i, "" for none: function words that begin
// a sentence do not count.
func (w *walk) behind(i int) string {
	c := &w.words[i]
	if c.joined != ' ' || !w.capitalAt(i-1, c.joined) {
		return ""
	}
	p := &w.words[i-1]
	form := w.page.s[p.start:p.end]
	if len(form) > maxVoteWord || text.FunctionWord(strings.ToLower(form)) {
		return ""
	}
	return form
}

// before returns the word with a capital right behind word i.
func (w *walk) before(i int) string {
	if i+1 >= len(w.words) || w.words[i+1].joined != ' ' || !w.words[i+1].capital() || !w.words[i+1].free {
		return ""
	}
	n := &w.words[i+1]
	if n.end-n.start < 2 || n.end-n.start > maxVoteWord {
		return ""
	}
	return w.page.s[n.start:n.end]
}

// of returns the word with a capital and the small function word before word i.
func (w *walk) of(i int) string {
	c := &w.words[i]
	if i < 2 || c.joined != ' ' || w.words[i-1].shape != smallWord || !w.capitalAt(i-2, w.words[i-1].joined) || w.words[i-1].joined != ' ' {
		return ""
	}
	s := w.page.s
	if middle := s[w.words[i-1].start:w.words[i-1].end]; !text.FunctionWord(middle) {
		return ""
	}
	if first := s[w.words[i-2].start:w.words[i-2].end]; len(first) > maxVoteWord || text.FunctionWord(strings.ToLower(first)) {
		return ""
	}
	return s[w.words[i-2].start:w.words[i-1].end]
}

// vote counts one vote.
func (b *ballot) vote(what byte, a, c, tag string) {
	if b.key = append(b.key[:0], what); what == voteWord {
		b.key = append(append(b.key, a...), 1, byte(b.tongue))
	} else {
		b.key = append(append(b.key, byte(b.tongue)), a...)
	}
	if c != "" {
		b.key = append(append(b.key, 1), c...)
	}
	b.key = append(append(b.key, 0), tag...)
	if n, ok := b.counts[string(b.key)]; ok {
		b.counts[string(b.key)] = min(n+1, maxPerDoc)
		return
	}
	b.counts[string(b.key)] = 1
}

// cast hands the votes over and empties the ballot.
func (b *ballot) cast(add func(key []byte, n int64)) {
	for key, n := range b.counts {
		b.key = append(b.key[:0], key...)
		add(b.key, n)
	}
	if len(b.counts) > 1<<14 {
		b.counts = map[string]int64{}
	}
	clear(b.counts)
}

// raised returns a word with a capital at its beginning, as the language writes it.
func raised(word string, t text.Tongue) string {
	r, n := utf8.DecodeRuneInString(word)
	if t == text.Turkish && r == 'i' {
		return "İ" + word[n:]
	}
	if t == text.Dutch && strings.HasPrefix(word, "ij") {
		return "IJ" + word[2:]
	}
	return string(unicode.ToTitle(r)) + word[n:]
}
