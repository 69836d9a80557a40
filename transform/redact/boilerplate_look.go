package redact

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sizes in bytes.
const (
	lookAlways = 48   // a shorter unit is read whole
	lookNames  = 100  // where bylines are asked for, whose words no list has
	lookMost   = 1600 // a longer one is never boilerplate as a whole
	lookEnds   = 400  // what is read at both ends of a long one
	looseMost  = 300  // up to here common words of pages make a unit worth a look
	sparse     = 120  // bytes to a page's word beyond which a long unit is no boilerplate as a whole
	nearEnd    = 160  // a page's word so near to an end may be of a sentence that goes
)

// look judges unit i.
func (b *boiler) look(i int) mark {
	u := &b.units[i]
	s := b.s[u.start:u.end]
	if u.form&formFixed != 0 || int(u.start) < b.front || b.inTable(i) {
		return mark{kind: boilNone}
	}
	if b.kinds>>boilTags&1 != 0 && hashtagLine(s) {
		return mark{kind: boilTags}
	}
	m := mark{kind: boilNone, long: len(s) > lookNames*3/2}
	if b.kinds>>boilSource&1 != 0 && b.viaLine(s) {
		return mark{kind: boilSource}
	}
	h := b.hits(s)
	if h.n == 0 {
		return m
	}
	if len(s) <= lookMost && h.n*sparse*charSize(s[h.first%len(s)]) >= len(s) {
		b.whole(i, s, &m)
	}
	if m.kind == boilNone && b.inline && len(s) > lookAlways/2 {
		b.within(u, s, h)
	}
	return m
}

// frontMatter returns where the fields end that stand above a text between two lines of ---.
func frontMatter(s string) int {
	if !strings.HasPrefix(s, "---\n") {
		return 0
	}
	return max(0, strings.Index(s[:min(len(s), frontMost)], "\n---\n"))
}

// frontMost is the most that such fields have, in bytes.
const frontMost = 8 << 10

// viaLine says whether a line is a bracket that says by whom a text came: (via The Post).
func (b *boiler) viaLine(s string) bool {
	if len(s) > longestBracket || s[0] != '(' && s[0] != '[' || !strings.HasPrefix(strings.ToLower(s[1:]), "via ") || strings.IndexByte(")]", s[len(s)-1]) < 0 {
		return false
	}
	b.rd.read(s[len("(via "):])
	b.f.observe(b.rd.tokens)
	return b.f.odd == 0 && b.f.digits == 0 && b.f.words > 0 && b.f.words <= 6
}

// whole judges unit i as a whole.
func (b *boiler) whole(i int, s string, m *mark) {
	b.rd.read(s)
	b.f.observe(b.rd.tokens)
	b.f.ends, b.f.pointed = endsSentence(s), b.f.arrows > 0 || strings.ContainsAny(s[:min(len(s), lookNames)], "›»→←«‹↑▲▼⟩➔▸")
	b.f.marked, b.f.asks = strings.IndexByte("#-*+|`", s[0]) >= 0 || b.underlined(i), s[len(s)-1] == '?'
	m.list = b.f.has(senseRelated|senseAlso) && !b.f.has(senseMore) && b.f.only(0)
	if m.kind = judgeLine(&b.f, b.kinds); m.kind != boilNone {
		if b.f.stop && len(s) > lookAlways && b.hidesText(s) || s[0] == '#' && m.kind > boilSignIn {
			m.kind = boilNone
		}
		return
	}
	m.weak = b.f.words <= 5 && judgeLine(&b.f, ^uint32(0)) == boilNone && b.f.only(0) && !b.f.stop && s[0] != '#' && b.f.senses&^(senseGlue|sensePage|senseMonth|senseRole|senseCredit|senseLead|senseOnly|senseReader|pairSenses) != 0
	m.senses = b.f.senses
	if b.kinds>>boilBylines&1 != 0 && b.nameLine(i) {
		m.kind = boilBylines
	}
}

// underlined says whether a rule of = or - stands below unit i, as below a heading.
func (b *boiler) underlined(i int) bool {
	if i+1 == len(b.units) {
		return false
	}
	below := b.s[b.units[i+1].start:b.units[i+1].end]
	return len(below) > 2 && (strings.Trim(below, "=") == "" || strings.Trim(below, "-") == "")
}

// hidesText says whether one of the sentences read is a text's own: eight words, of which not two are a
// page's, nor three of four letters.
func (b *boiler) hidesText(s string) bool {
	rest := b.rd.tokens
	for at := 0; at < len(s) && len(rest) > 0; {
		at = sentenceEnd(s, at, len(s))
		n := 0
		for n < len(rest) && int(rest[n].start) < at {
			n++
		}
		var f traits
		f.observe(rest[:n])
		rest = rest[n:]
		if f.words >= 8 && f.listed < 2 && f.cover() < .75 {
			return true
		}
	}
	return false
}

// hits are the words of pages that a unit holds.
type hits struct {
	n           int
	first, last int // bytes
}

// hits looks for words that boilerplate has, at the ends alone where a unit is long. A short one
// counts as full of them: it is read anyway.
func (b *boiler) hits(s string) (h hits) {
	filter := &b.lex.sure
	if len(s) <= looseMost {
		filter = &b.lex.weak
	}
	switch {
	case len(s) <= lookAlways, len(s) <= lookNames && b.kinds>>boilBylines != 0:
		return hits{len(s), 0, len(s)}
	case len(s) <= 2*lookEnds:
		b.lex.search(filter, s, 0, &h)
	default:
		b.lex.search(filter, s[:lookEnds], 0, &h)
		b.lex.search(filter, s[len(s)-lookEnds:], len(s)-lookEnds, &h)
	}
	return h
}

// charSize returns how many bytes letters have in the script that a byte is of.
func charSize(b byte) int {
	switch {
	case b >= 0xE0:
		return 3
	case b >= 0xC0:
		return 2
	}
	return 1
}

// inTable says whether unit i is a row of a table: a line with pipes at its ends beside another one.
func (b *boiler) inTable(i int) bool {
	if !pipeRow(b.s, &b.units[i]) {
		return false
	}
	return i > 0 && pipeRow(b.s, &b.units[i-1]) || i+1 < len(b.units) && pipeRow(b.s, &b.units[i+1])
}

func pipeRow(s string, u *unit) bool { return s[u.start] == '|' || s[u.end-1] == '|' }

// search adds the words of s whose first four bytes are in the filter, and which the lists know. In
// ASCII it goes from word to word, eight bytes at a time.
func (lex *lexicon) search(filter *anchors, s string, at int, h *hits) {
	fresh := true // a word may begin here
	for i := 0; i+4 <= len(s); {
		c := s[i]
		if c <= '@' {
			i, fresh = i+1, true
			continue
		}
		if fresh || c >= 0xE0 {
			w := uint32(c) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
			if filter.has(anchorHash(w)) && lex.knows(s[i:], filter == &lex.sure) || w&0xFFFF == 0xA9C2 {
				h.add(at + i)
			}
		}
		fresh = c == 0xC2 || c == 0xE2 // signs, which part words as blanks do
		switch {
		case c >= 0x80:
			i += leadSize[c>>4]
		case i+9 > len(s):
			i++
		default:
			w := load(s, i+1)
			ends := ((w-0x41*onesBits)&^w | w) & highBits
			i += 1 + bits.TrailingZeros64(ends)>>3
		}
	}
}

// leadSize gives the length of a character by the upper half of its first byte.
var leadSize = [16]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4}

func (h *hits) add(at int) {
	if h.n == 0 {
		h.first = at
	}
	h.last = at
	h.n++
}

// knows says whether a phrase of the lists begins s; a letter with an accent is taken to be part of one.
func (lex *lexicon) knows(s string, sure bool) bool {
	at, senses := int32(0), ^commonSenses
	if sure {
		senses = sureSenses
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == '-', c == '\'', c == '\n':
			c = ' '
		case c == 0xE2 || c >= 0xC3 && c < 0xE0:
			return true
		}
		if at = lex.step(at, c, false); at == 0 {
			return false
		}
		node := &lex.nodes[at]
		if node.stem&senses != 0 || node.exact&senses != 0 && (i+1 == len(s) || !ofWord(s[i+1]) || c >= 0x80) {
			return true
		}
	}
	return false
}

func ofWord(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// hashtagLine says whether a line is nothing but hashtags: two or more, or one that is no word of
// everyday. In the glued form a tag may have several words.
func hashtagLine(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) < 3 || s[0] != '#' && !strings.HasPrefix(s, "＃") || len(s) > 600 {
		return false
	}
	tags, joined := 0, false
	for s != "" {
		var tag string
		s = s[strings.IndexAny(s, "#＃")+sizeAt(s, strings.IndexAny(s, "#＃")):]
		end := strings.IndexAny(s, "#＃")
		if end < 0 {
			end = len(s)
		}
		tag, s = s[:end], s[end:]
		tag = strings.TrimRight(tag, " \t,;|/·")
		if !tagLike(tag) {
			return false
		}
		joined = joined || strings.ContainsFunc(tag[1:], unicode.IsUpper) && !strings.Contains(tag, " ") || tag[0] >= 0x80
		tags++
	}
	return tags > 1 || joined
}

func sizeAt(s string, at int) int {
	_, n := utf8.DecodeRuneInString(s[at:])
	return n
}

// directives are what stands behind a # in programs.
var directives = map[string]bool{"define": true, "undef": true, "if": true, "ifdef": true, "ifndef": true, "else": true, "elif": true, "endif": true, "include": true, "import": true, "pragma": true, "error": true, "region": true, "endregion": true}

// endsSentence says whether the last sign of a text ends a sentence; calls on a page end in ! too.
func endsSentence(s string) bool {
	if strings.HasSuffix(s, "...") {
		return false // waiting for something
	}
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"”»’) "))
	return strings.ContainsRune(".?。？।۔؟", r)
}

// tagLike says whether a text between two # can be a tag.
func tagLike(tag string) bool {
	r, _ := utf8.DecodeRuneInString(tag)
	word, _, _ := strings.Cut(tag, " ")
	if tag == "" || directives[word] || !unicode.IsLetter(r) && !unicode.IsDigit(r) || len(tag) > 80 || strings.Count(tag, " ") > 4 {
		return false
	}
	digits := true
	for _, r := range tag {
		if strings.ContainsRune(".!?:;,()[]{}<>\"=\n", r) {
			return false
		}
		digits = digits && unicode.IsDigit(r)
	}
	return !digits
}

// nameLine says whether unit i is a name with a role or a short line below it, near the beginning.
func (b *boiler) nameLine(i int) bool {
	if i == 0 || i > 8 {
		return false
	}
	if b.isName() && i+1 < len(b.units) && b.besides(i, i+1) && b.roleBelow(i, i+1) {
		return true
	}
	if !b.besides(i-1, i) || !b.roleBelow(i-1, i) {
		return false
	}
	u := &b.units[i-1]
	b.rd.read(b.s[u.start:u.end])
	b.f.observe(b.rd.tokens)
	return b.isName()
}

// roleBelow says whether unit j, below the name in unit i, says what its holder is: with a word for it, or
// with a few words where a teaser or hashtags say that a page's head is here.
func (b *boiler) roleBelow(i, j int) bool {
	if !b.roleLike(j) {
		return false
	}
	for k := range i {
		s := b.s[b.units[k].start:b.units[k].end]
		if _, cut := withoutEllipsis(s, nil); cut || hashtagLine(s) {
			return true
		}
	}
	u := &b.units[j]
	b.rd.read(b.s[u.start:u.end])
	b.f.observe(b.rd.tokens)
	return b.f.has(senseRole)
}

// isName says whether the tokens read are a person's name: two or three words with capitals, unknown to the lists.
func (b *boiler) isName() bool {
	n := len(b.rd.tokens)
	if n < 2 || n > 3 {
		return false
	}
	for i := range b.rd.tokens {
		tok := &b.rd.tokens[i]
		if tok.form&tokenCapital == 0 || tok.senses != 0 || tok.gap != ' ' && tok.gap != '.' || tok.letters < 1 {
			return false
		}
	}
	return true
}

// besides says whether units i and j stand on lines without a blank one between.
func (b *boiler) besides(i, j int) bool {
	return strings.Count(b.s[b.units[i].end:b.units[j].start], "\n") == 1
}

// roleLike says whether a unit is a line of up to four words without a stop.
func (b *boiler) roleLike(i int) bool {
	s := b.s[b.units[i].start:b.units[i].end]
	r, _ := utf8.DecodeRuneInString(s)
	return len(s) < 60 && strings.Count(s, " ") <= 3 && unicode.IsUpper(r) && !strings.ContainsAny(s, ".!?:|#")
}
