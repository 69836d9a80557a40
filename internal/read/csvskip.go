package read

import (
	"io"

	"github.com/tamis-data/tamis/schema"
)

// stray says whether a record that went on beyond the limit looks like an unclosed quote rather than a
// long text: of the lines behind its first, as far as the buffer goes, at least three and all but one
// in a hundred are whole records as wide as the header, which has at least two columns. Where it
// errs, lines of a text become documents, so it asks for much; the other error costs more of the file,
// but loudly.
func (b *csvBody) stray(buf []byte, pos int) bool {
	if b.width < 2 {
		return false
	}
	good, bad := 0, 0
	for at := b.form.after(buf, pos); at >= 0; {
		end, next, how := b.form.record(buf, at, false)
		switch {
		case how == csvMore:
			at = -1
			continue
		case how == csvWhole && b.form.width(buf[at:end]) == b.width:
			good++
		default:
			bad++
			next = b.form.after(buf, at)
		}
		at = next
	}
	return good >= 3 && good >= 99*bad
}

// pass goes over a record beyond the limit without holding it, up to the line end outside quotes.
func (b *csvBody) pass(buf []byte, pos int) error {
	if b.columns == nil {
		return b.loseAll(buf, pos, "header "+tooLong)
	}
	skip := csvSkip{form: b.form, fresh: true}
	p := schema.Place{Start: b.off + int64(pos), Line: b.lineAt(buf, pos), Reason: tooLong}
	used, done := skip.feed(buf[pos:])
	rest := buf[pos+used:]
	for !done && !b.ended {
		next := make([]byte, 64<<10+len(rest))
		n, err := b.st.fill(next[copy(next, rest):])
		if err != nil && err != io.EOF {
			return err
		}
		b.ended = err == io.EOF
		next = next[:len(rest)+n]
		used, done = skip.feed(next)
		rest = next[used:]
	}
	if p.End = b.st.off; done {
		p.End -= int64(len(rest) + skip.newline)
		b.out.framing += int64(skip.newline)
		b.out.places = append(b.out.places, p)
	} else { // the stream ended in the record
		rest = nil
		b.lost(p)
	}
	b.jump = &jump{rest: rest, off: b.st.off - int64(len(rest)), line: p.Line + skip.lines}
	return nil
}

// csvSkip finds the end of a record that comes in pieces.
type csvSkip struct {
	form    csvForm
	fresh   bool // at the start of a field
	quoted  bool
	maybe   bool // behind a quote that closes, unless another follows
	cr      bool // the last unit was a carriage return
	lines   int64
	newline int // length of the line end
}

// feed takes whole units of b and returns how many bytes it took and whether the record ended.
func (s *csvSkip) feed(b []byte) (used int, done bool) {
	w := s.form.units.width
	for ; used+w <= len(b); used += w {
		c := s.form.at(b, used)
		if c == '\n' {
			s.lines++
		}
		if s.quoted && !s.maybe {
			s.maybe = c == '"'
			continue
		}
		if s.maybe && c == '"' {
			s.maybe = false
			continue
		}
		s.quoted, s.maybe = s.fresh && c == '"', false
		if c == '\n' {
			s.newline = w
			if s.cr {
				s.newline = 2 * w
			}
			return used + w, true
		}
		s.fresh, s.cr = c == int(s.form.comma), c == '\r'
	}
	return used, false
}
