package filter

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/zeebo/xxh3"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// A list has an entry on each line. White space around it is left out, and so are empty lines and those that begin
// with #.

// Bounds of a list: bytes of one that is looked up as a whole, of one whose entries are looked for, and of such an entry.
const (
	maxSet   = 1 << 30
	maxWords = 8 << 20
	maxEntry = 256
)

// listOf returns the bytes of a list, nil where the recipe names none. Whoever opened it has seen to it that it is
// UTF-8 and has an entry.
func listOf(a transform.Args, name string, most int) ([]byte, error) {
	data := a.Bytes(name)
	if len(data) > most {
		return nil, &transform.FileFault{Param: name, Message: fmt.Sprintf("%d bytes are more than the %d that such a list may have", len(data), most),
			Hint: "a list whose entries are looked for anywhere takes 20 times its bytes in memory: keep the entries that matter"}
	}
	return bytes.TrimPrefix(data, []byte("\uFEFF")), nil
}

// saysNothing is a list of whose entries nothing is left in the form that they are compared in.
func saysNothing(name string) error {
	return &transform.FileFault{Param: name, Message: "none of its entries has a letter or digit", Hint: "entries are compared by these"}
}

// entries yields the entries of a list with their lines.
func entries(data []byte) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		n := 0
		for line := range bytes.Lines(data) {
			n++
			if entry := text.Trim(string(line)); entry != "" && entry[0] != '#' && !yield(n, entry) {
				return
			}
		}
	}
}

// entrySet finds whole strings in a list of any length: a table of places in one buffer, compared byte for byte.
type entrySet struct {
	name  string
	data  []byte
	ends  []uint32 // by entry
	lines []uint32
	slots []uint32 // 1 + entry
}

// newEntrySet makes the set of a list's entries in the form that they are compared in; nil where there is no list.
func newEntrySet(a transform.Args, name string, form func(dst []byte, entry string) []byte) (*entrySet, error) {
	data, err := listOf(a, name, maxSet)
	if data == nil || err != nil {
		return nil, err
	}
	s := &entrySet{name: name}
	for line, entry := range entries(data) {
		before := len(s.data)
		if s.data = form(s.data, entry); len(s.data) > before {
			s.ends, s.lines = append(s.ends, uint32(len(s.data))), append(s.lines, uint32(line))
		}
	}
	if len(s.ends) == 0 {
		return nil, saysNothing(name)
	}
	size := 8
	for size < 2*len(s.ends) {
		size *= 2
	}
	s.slots = make([]uint32, size)
	for i := range s.ends {
		if at, taken := s.look(s.entry(i)); !taken {
			s.slots[at] = uint32(i + 1)
		}
	}
	return s, nil
}

func (s *entrySet) entry(i int) []byte {
	if i == 0 {
		return s.data[:s.ends[0]]
	}
	return s.data[s.ends[i-1]:s.ends[i]]
}

func (s *entrySet) look(what []byte) (slot int, taken bool) {
	for slot = int(xxh3.Hash(what)) & (len(s.slots) - 1); s.slots[slot] != 0; slot = (slot + 1) & (len(s.slots) - 1) {
		if bytes.Equal(s.entry(int(s.slots[slot]-1)), what) {
			return slot, true
		}
	}
	return slot, false
}

// line returns the line of an entry, 0 where it is none.
func (s *entrySet) line(what []byte) int {
	if s == nil {
		return 0
	}
	if slot, is := s.look(what); is {
		return int(s.lines[s.slots[slot]-1])
	}
	return 0
}

// wordList finds the entries of a list in texts.
type wordList struct {
	*text.Matcher
	name    string
	lengths []int32 // by number, in bytes
	runes   []int32 // and in characters
	lines   []int32
	edges   []edges
}

// edges says of an entry whether it begins and ends with a character of words.
type edges struct{ first, last rune }

// newWordList makes the list of entries in the form in which texts are read; nil where there is no list.
func newWordList(a transform.Args, name string, form func(dst []byte, entry string) []byte) (*wordList, error) {
	data, err := listOf(a, name, maxWords)
	if data == nil || err != nil {
		return nil, err
	}
	var given []string
	var lines []int
	for line, entry := range entries(data) {
		if len(entry) > maxEntry {
			return nil, &transform.FileFault{Param: name, Message: fmt.Sprintf("line %d has more than the %d bytes that an entry may have", line, maxEntry),
				Hint: "an entry is a word or phrase on a line of its own"}
		}
		if what := string(form(nil, entry)); what != "" {
			given, lines = append(given, what), append(lines, line)
		}
	}
	if len(given) == 0 {
		return nil, saysNothing(name)
	}
	sorted, was := text.SortedStrings(given)
	w := &wordList{Matcher: text.NewMatcher(sorted), name: name}
	for i, s := range sorted {
		first, _ := utf8.DecodeRuneInString(s)
		last, _ := utf8.DecodeLastRuneInString(s)
		w.runes = append(w.runes, int32(utf8.RuneCountInString(s)))
		w.lengths, w.lines, w.edges = append(w.lengths, int32(len(s))), append(w.lines, int32(lines[was[i]])), append(w.edges, edges{first, last})
	}
	return w, nil
}

// listBuffers are what a text is held against lists in.
type listBuffers struct {
	host, address, words []byte
	seen                 []uint32 // by entry, the look in which it was found last
	look                 uint32
	hits                 []hit
}

// hit is an entry that stands in a text.
type hit struct{ start, end, entry int32 }

// begin makes b ready for a look at entries.
func (b *listBuffers) begin(entries int) {
	if b.look++; b.look == 0 || len(b.seen) < entries {
		b.seen, b.look = make([]uint32, max(entries, len(b.seen))), 1
	}
}

// new says whether an entry is found for the first time in this look.
func (b *listBuffers) new(entry int) bool {
	if b.seen[entry] == b.look {
		return false
	}
	b.seen[entry] = b.look
	return true
}

// keptBytes is how much room a buffer may have and be kept for the next text.
const keptBytes = 1 << 20

// release gives back what a huge text took.
func (b *listBuffers) release() {
	for _, p := range []*[]byte{&b.host, &b.address, &b.words} {
		if cap(*p) > keptBytes {
			*p = nil
		}
	}
	if cap(b.hits) > keptBytes/16 {
		b.hits = nil
	}
}

// distinct counts the entries that stand in s, spaces of s left out where glued says so, and returns the line of the
// first one found. What an entry ends with has been seen with it, so that each is seen once.
func (w *wordList) distinct(s []byte, glued bool, b *listBuffers) (n, line int) {
	if w == nil {
		return 0, 0
	}
	b.begin(len(w.lines))
	state := uint32(0)
	for _, c := range s {
		if glued && c == ' ' {
			continue
		}
		state = w.Next(state, c)
		for entry, next := w.Found(state); entry >= 0 && b.new(entry); entry, next = w.Found(next) {
			if n++; n == 1 {
				line = int(w.lines[entry])
			}
		}
	}
	return n, line
}

// apart is distinct for entries between the word boundaries of Python's \b, of those that overlap the first and longest.
func (w *wordList) apart(s []byte, b *listBuffers) (n, line int) {
	if w == nil {
		return 0, 0
	}
	b.hits = b.hits[:0]
	state := uint32(0)
	for i, c := range s {
		state = w.Next(state, c)
		for entry, next := w.Found(state); entry >= 0; entry, next = w.Found(next) {
			if start := i + 1 - int(w.lengths[entry]); w.bounded(entry, s, start, i+1) {
				b.hits = append(b.hits, hit{int32(start), int32(i + 1), int32(entry)})
			}
		}
	}
	slices.SortFunc(b.hits, func(x, y hit) int { return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(y.end, x.end)) })
	b.begin(len(w.lines))
	end := int32(0)
	for _, h := range b.hits {
		if h.start < end {
			continue
		}
		if end = h.end; b.new(int(h.entry)) {
			if n++; n == 1 {
				line = int(w.lines[h.entry])
			}
		}
	}
	return n, line
}

// bounded says whether \b holds on both sides.
func (w *wordList) bounded(entry int, s []byte, start, end int) bool {
	before, _ := utf8.DecodeLastRune(s[:start])
	after, _ := utf8.DecodeRune(s[end:])
	return (start > 0 && wordRune(before)) != wordRune(w.edges[entry].first) && (end < len(s) && wordRune(after)) != wordRune(w.edges[entry].last)
}

// wordRune says what Python's \w takes for part of a word.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// foldRune is Unicode's simple case folding: what differs in case alone becomes one character.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if r == 'ı' {
		return r
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// appendLower appends the small letters of s, with one small sigma.
func appendLower(dst []byte, s string) []byte {
	for _, r := range s {
		switch r = unicode.ToLower(r); r {
		case 'ς':
			r = 'σ'
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// appendAsIs is the form of entries that are compared as they stand.
func appendAsIs(dst []byte, s string) []byte { return append(dst, s...) }

// stringOf sees bytes that don't change meanwhile as a string.
func stringOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// remove takes every copy of a string out of b.
func remove(b []byte, what string) []byte {
	out := b[:0]
	for len(b) > 0 {
		at := bytes.Index(b, []byte(what))
		if at < 0 {
			at = len(b)
		}
		out = append(out, b[:at]...)
		b = b[min(at+len(what), len(b)):]
	}
	return out
}

// removeAny takes the bytes that a string names out of b.
func removeAny(b []byte, cut string) []byte {
	return slices.DeleteFunc(b, func(c byte) bool { return strings.IndexByte(cut, c) >= 0 })
}
