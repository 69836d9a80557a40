package read

import (
	"bytes"
	"io"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// lineBody cuts a stream into blocks of whole lines.
type lineBody struct {
	in    *input
	st    *stream
	batch int
	skip  int    // length of the byte order mark, until it was skipped
	whole []byte // lines read and not yet handed out; they stand before carry
	carry []byte
	off   int64 // in the stream, of what is not yet handed out
	line  int64 // number of the line that it begins with
	ended bool
	tail  []schema.Place // of the damage that ended the stream: comes with the last lines
}

func newLineBody(in *input, o Options, st *stream, skip int) *lineBody {
	return &lineBody{in: in, st: st, batch: o.BatchBytes, skip: skip, line: 1}
}

func (b *lineBody) tally() Tally { return Tally{Stream: b.st.off} }
func (b *lineBody) close() error { return b.st.close() }

func (b *lineBody) next() (*Chunk, error) {
	if b.skip > 0 {
		return b.mark()
	}
	if len(b.whole) > 0 {
		return b.part(), nil
	}
	for !b.ended {
		buf, err := b.more()
		if err != nil {
			return nil, err
		}
		cut := b.in.codec.units.lastNewline(buf)
		if b.ended {
			return b.last(buf, cut), nil
		}
		if cut > 0 {
			return b.emit(buf, cut), nil
		}
		if b.carry = buf; int64(len(buf)) > b.in.limit+int64(2*b.in.codec.units.width) {
			return b.long()
		}
	}
	return nil, io.EOF
}

// mark takes the byte order mark off the front.
func (b *lineBody) mark() (*Chunk, error) {
	n, err := b.st.fill(make([]byte, b.skip))
	if err != nil && err != io.EOF {
		return nil, err
	}
	b.skip, b.off = 0, int64(n)
	return &Chunk{in: b.in, framing: int64(n)}, nil
}

// more returns carry with what follows it, in memory of its own.
func (b *lineBody) more() ([]byte, error) {
	buf, n := b.st.nextBuffer(b.carry, b.batch, b.in.limit)
	k, err := b.st.fill(buf[n:])
	if err == io.EOF {
		b.ended, err = true, nil
	}
	return buf[:n+k], err
}

// emit hands out buf[:cut], or the first part of it, and carries the rest.
func (b *lineBody) emit(buf []byte, cut int) *Chunk {
	b.whole, b.carry = buf[:cut:cut], buf[cut:]
	return b.part()
}

// part hands out whole lines, no more than a chunk may hold.
func (b *lineBody) part() *Chunk {
	cut, n := b.in.codec.units.afterLines(b.whole, mostRecords)
	c := &Chunk{in: b.in, data: b.whole[:cut:cut], off: b.off, line: b.line, records: n + 1, parse: parseLines}
	b.off += int64(cut)
	b.line += int64(n)
	if b.whole = b.whole[cut:]; len(b.whole) == 0 {
		c.places = b.tail
		b.whole, b.tail = nil, nil
	}
	return c
}

// last hands out the end of the stream. Where damage ended it, the line it cut is the damage's.
func (b *lineBody) last(buf []byte, cut int) *Chunk {
	if b.st.broken == nil {
		cut = len(buf)
	}
	line := b.line
	if b.st.broken != nil {
		line += b.in.codec.units.lines(buf[:cut])
	}
	b.tail = b.st.cut(nil, b.off+int64(cut), line)
	return b.emit(buf, cut)
}

// long passes over the rest of a line that is beyond the limit, holding none of it.
func (b *lineBody) long() (*Chunk, error) {
	u := b.in.codec.units
	start, line := b.off, b.line
	tail := b.carry[len(b.carry)-u.width:] // the last unit read: a carriage return ends the line too
	b.off += int64(len(b.carry))
	b.carry = nil
	for {
		buf := make([]byte, 64<<10+u.width)
		n, err := b.st.fill(buf[copy(buf, tail):])
		buf = buf[:len(tail)+n]
		if i := u.index(buf, len(tail), '\n'); i >= 0 {
			end := b.off + int64(u.trimEnd(buf, i)-len(tail))
			next := b.off + int64(i+u.width-len(tail))
			b.carry, b.off, b.line = buf[i+u.width:], next, line+1
			b.ended = false // what is carried is still to be handed out
			return b.lost(start, end, line, next-end), ended(err)
		}
		b.off += int64(n)
		if err == io.EOF {
			b.ended = true
			c := b.lost(start, b.off, line, 0)
			if b.st.broken != nil {
				c.places = b.st.cut(nil, start, line)
			}
			return c, nil
		}
		if err != nil {
			return nil, err
		}
		tail = buf[len(buf)-u.width:]
	}
}

// ended takes the end of the stream for no error: the next read meets it again.
func ended(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

func (b *lineBody) lost(start, end, line, framing int64) *Chunk {
	return &Chunk{in: b.in, framing: framing,
		places: []schema.Place{{Start: start, End: end, Line: line, Reason: tooLong}}}
}

// parseLines makes documents of the lines of a chunk.
func parseLines(c *Chunk, b *batch) {
	u := c.in.codec.units
	b.expect(c.records)
	p := newLineParser(c, b)
	line := c.line
	for i := 0; i < len(c.data); line++ {
		end, next := len(c.data), len(c.data)
		if lf := u.index(c.data, i, '\n'); lf >= 0 {
			end, next = u.trimEnd(c.data[i:], lf-i)+i, lf+u.width
		}
		p.line(i, end, line)
		b.framing += int64(next - end)
		i = next
	}
}

// lineParser takes the lines of one chunk.
type lineParser struct {
	c     *Chunk
	b     *batch
	valid bool // the whole chunk is UTF-8
	twice bool // some field is wanted twice
	scan  jsonScan
}

func newLineParser(c *Chunk, b *batch) *lineParser {
	p := &lineParser{c: c, b: b, scan: jsonScan{want: c.in.want}, twice: wantedTwice(c.in.want)}
	p.valid = c.in.codec.name == "utf-8" && utf8.Valid(c.data)
	return p
}

func (p *lineParser) line(start, end int, line int64) {
	raw := p.c.data[start:end]
	from, to := p.c.off+int64(start), p.c.off+int64(end)
	if int64(len(raw)) > p.c.in.limit {
		p.b.lose(from, to, line, tooLong)
		return
	}
	src, ok := p.decode(raw)
	if !ok {
		p.b.lose(from, to, line, "not valid "+p.c.in.codec.name)
		return
	}
	if blank(src) {
		p.b.framing += int64(len(raw))
		return
	}
	if reason := p.record(src, line, from, to); reason != "" {
		p.b.lose(from, to, line, reason)
	}
}

func (p *lineParser) decode(raw []byte) ([]byte, bool) {
	if p.valid {
		return raw, true
	}
	src, runs := p.c.in.codec.decode(raw, 0)
	return src, len(runs) == 0
}

func (p *lineParser) record(src []byte, line, from, to int64) (reason string) {
	cells := p.b.reset()
	if reason = p.scan.object(src, cells); reason != "" {
		return reason
	}
	if p.scan.escaped { // some wanted field has escapes
		for i := range cells {
			if cells[i].kind == text && cells[i].n == hasEscapes {
				cells[i].s = p.unescape(src, cells[i].s, from)
			}
		}
	}
	p.spread(cells)
	return p.b.take(line, from, to, methodLine)
}

// unescape decodes a string in the memory of its line: an arena of its own would take as much memory
// as the chunk. Half a surrogate pair becomes U+FFFD, and its escape is kept with its place; in a line
// that was not UTF-8, with the line's.
func (p *lineParser) unescape(src []byte, s string, from int64) string {
	at := offsetIn(src, s)
	return stringOf(unescape(src[at:at+len(s)], func(i int, escape string) {
		place := from
		if p.c.in.codec.name == "utf-8" {
			place += int64(at + i)
		}
		p.b.undec = append(p.b.undec, schema.Undecodable{Start: place, Bytes: escape})
	}))
}

// spread copies a field that two roles or columns want from the first of them.
func (p *lineParser) spread(cells []cell) {
	if !p.twice {
		return
	}
	for k := range cells {
		for j := 0; j < k && cells[k].kind == missing; j++ {
			if p.c.in.want[j].name == p.c.in.want[k].name {
				cells[k] = cells[j]
			}
		}
	}
}

// wantedTwice says whether two fields have one name.
func wantedTwice(want []field) bool {
	for k := range want {
		for j := range k {
			if want[j].name == want[k].name {
				return true
			}
		}
	}
	return false
}

func blank(b []byte) bool {
	return len(b) == 0 || b[0] <= ' ' && len(bytes.Trim(b, " \t\r\n")) == 0
}
