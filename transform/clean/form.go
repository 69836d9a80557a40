package clean

import (
	"slices"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tamis-data/tamis/schema"
)

// form is a Unicode normal form.
type form struct {
	norm     norm.Form
	split    norm.Form // the form that takes characters apart for it
	works    bool      // false for none
	composes bool
	quick    func(s string, at int, cuts bool) int // quickNFC, nil for other forms
}

func formNamed(name string) form {
	switch name {
	case "nfc":
		return form{norm: norm.NFC, split: norm.NFD, works: true, composes: true, quick: quickNFC}
	case "nfd":
		return form{norm: norm.NFD, split: norm.NFD, works: true}
	case "nfkc":
		return form{norm: norm.NFKC, split: norm.NFKD, works: true, composes: true}
	case "nfkd":
		return form{norm: norm.NFKD, split: norm.NFKD, works: true}
	}
	return form{}
}

// normal says whether s is quickly seen to be in the form; false may also mean that it takes a
// closer look.
func (f form) normal(s string) bool { return !f.works || f.span(s, 0) == len(s) }

// span returns how far s is seen to be in the form from a border of segments on: len(s), or a
// border.
func (f form) span(s string, at int) int {
	if f.quick != nil {
		return f.quick(s, at, false)
	}
	start := at + f.norm.QuickSpanString(s[at:])
	for start < len(s) && start > at && !f.norm.PropertiesString(s[start:]).BoundaryBefore() {
		_, n := utf8.DecodeLastRuneInString(s[:start])
		start -= n
	}
	return start
}

// buffers hold one segment in its form.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// edit fills e with one replacement for each segment that is not in the form. A segment reaches
// from a character that nothing before it can change to the next such one, so the form of the
// whole is the segments' forms in a row.
func (f form) edit(s string, e *schema.Edits) {
	p := buffers.Get().(*[]byte)
	defer buffers.Put(p)
	for at := 0; at < len(s); {
		start := f.span(s, at)
		if start == len(s) {
			return
		}
		end := f.segmentEnd(s, start)
		*p = f.append((*p)[:0], s[start:end])
		if string(*p) != s[start:end] {
			e.Replace(start, end, string(*p), kindForm)
		}
		at = end
	}
}

// segmentEnd returns the next border of segments after the one at start.
func (f form) segmentEnd(s string, start int) int {
	_, n := decode(s, start)
	for end := start + n; end < len(s); end += n {
		p := f.norm.PropertiesString(s[end:])
		if p.BoundaryBefore() {
			return end
		}
		if n = p.Size(); n == 0 {
			n = 1
		}
	}
	return len(s)
}

// streamSafe is the number of marks in a row above which x/text inserts U+034F in place of giving
// the form that Unicode defines.
const streamSafe = 30

// append appends the form of a segment.
func (f form) append(dst []byte, segment string) []byte {
	if utf8.RuneCountInString(segment) <= streamSafe/2 { // a character takes apart to at most two marks and a base, but for NFKC
		return f.norm.AppendString(dst, segment)
	}
	return f.appendExact(dst, segment)
}

// appendExact is the definition: take apart, put marks in order, put together. It is for segments
// of any length.
func (f form) appendExact(dst []byte, segment string) []byte {
	marks := f.takeApart(segment)
	for i := 0; i < len(marks); {
		j := i
		for j < len(marks) && marks[j].ccc != 0 {
			j++
		}
		slices.SortStableFunc(marks[i:j], func(a, b mark) int { return int(a.ccc) - int(b.ccc) })
		i = j + 1
	}
	if f.composes {
		marks = compose(marks)
	}
	for _, m := range marks {
		dst = utf8.AppendRune(dst, m.r)
	}
	return dst
}

// mark is a character with its canonical combining class.
type mark struct {
	r   rune
	ccc uint8
}

func (f form) takeApart(segment string) []mark {
	var marks []mark
	for _, r := range segment {
		for _, p := range f.split.String(string(r)) {
			marks = append(marks, mark{p, norm.NFD.PropertiesString(string(p)).CCC()})
		}
	}
	return marks
}

// compose joins each character with the last starter where Unicode has one character for both and
// nothing between blocks it.
func compose(marks []mark) []mark {
	out := marks[:0]
	starter := -1
	for _, m := range marks {
		if starter >= 0 && !blocked(out[starter+1:], m) {
			if r, ok := pair(out[starter].r, m.r); ok {
				out[starter].r = r
				continue
			}
		}
		out = append(out, m)
		if m.ccc == 0 {
			starter = len(out) - 1
		}
	}
	return out
}

func blocked(between []mark, m mark) bool {
	if len(between) == 0 {
		return false
	}
	last := between[len(between)-1].ccc
	return last == 0 || last >= m.ccc
}

// pair returns the primary composite of two characters.
func pair(a, b rune) (rune, bool) {
	s := norm.NFC.String(string(a) + string(b))
	r, n := utf8.DecodeRuneInString(s)
	return r, n == len(s)
}
