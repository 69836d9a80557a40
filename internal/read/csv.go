package read

import (
	"io"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// csvBody cuts a stream into blocks of whole records, RFC 4180 with any number of columns, comma or
// tab between them. A quote within an unquoted field is a character like others. The header is
// framing, as are blank lines. Records are numbered by the line they begin on.
type csvBody struct {
	in    *input
	st    *stream
	form  csvForm
	batch int
	skip  int // length of the byte order mark, until it was skipped
	carry []byte
	off   int64 // of carry in the stream
	line  int64
	ended bool

	columns []int // of the wanted fields; nil until the header was read
	width   int
	hurt    *hurt
	jump    *jump
	told    bool // the damage of the stream, if any, is in a place already
	done    bool
	full    bool   // the chunk under way holds as many records as it may; carry may hold more
	looked  int64  // bytes looked through for records behind broken ones
	out     *Chunk // under way
	mark    lineMark
}

// hurt is a record whose quotes don't close: everything up to the next plausible record is lost.
type hurt struct {
	start, line int64
	reason      string
	mid         bool // within a line whose front was dropped
}

// jump says where to go on after the stream was read past the buffer.
type jump struct {
	rest      []byte
	off, line int64
}

// lineMark remembers the number of a line in the buffer, so that newlines are counted once.
type lineMark struct {
	pos  int
	line int64
}

func newCSVBody(in *input, o Options, st *stream, skip int, format string) *csvBody {
	f := csvForm{units: in.codec.units, comma: ','}
	if format == formatTSV {
		f.comma = '\t'
	}
	return &csvBody{in: in, st: st, form: f, batch: o.BatchBytes, skip: skip, line: 1}
}

func (b *csvBody) tally() Tally { return Tally{Stream: b.st.off} }
func (b *csvBody) close() error { return b.st.close() }

func (b *csvBody) next() (*Chunk, error) {
	if b.done {
		return nil, io.EOF
	}
	buf, err := b.more()
	if err != nil {
		return nil, err
	}
	b.out = &Chunk{in: b.in}
	if b.skip > 0 {
		n := min(b.skip, len(buf))
		b.out.framing, b.skip = int64(n), 0
		buf, b.off = buf[n:], b.off+int64(n)
	}
	b.out.off, b.out.line = b.off, b.line
	b.mark = lineMark{line: b.line}
	used, err := b.records(buf)
	if err != nil {
		return nil, err
	}
	if b.ended && b.jump == nil && !b.full {
		used, b.done = b.end(buf), true
	}
	return b.emit(buf, used), nil
}

func (b *csvBody) more() ([]byte, error) {
	if b.ended || b.full {
		return b.carry, nil
	}
	buf, n := b.st.nextBuffer(b.carry, b.batch, b.in.limit)
	k, err := b.st.fill(buf[n:])
	if err == io.EOF {
		b.ended, err = true, nil
	}
	return buf[:n+k], err
}

// emit hands out what was found in buf[:used] and carries the rest.
func (b *csvBody) emit(buf []byte, used int) *Chunk {
	c := b.out
	c.data, c.records = buf[:used:used], len(c.ends)
	if len(c.ends) > 0 {
		columns, width, form := b.columns, b.width, b.form
		c.parse = func(c *Chunk, out *batch) { parseRecords(c, out, form, columns, width) }
	}
	b.carry, b.line, b.off = buf[used:], b.lineAt(buf, used), b.off+int64(used)
	if j := b.jump; j != nil {
		b.carry, b.line, b.off, b.jump = j.rest, j.line, j.off, nil
	}
	return c
}

// lineAt returns the number of the line at buf[pos].
func (b *csvBody) lineAt(buf []byte, pos int) int64 {
	if pos < b.mark.pos {
		return b.mark.line - b.form.lines(buf[pos:b.mark.pos])
	}
	b.mark = lineMark{pos, b.mark.line + b.form.lines(buf[b.mark.pos:pos])}
	return b.mark.line
}

// records finds the records of buf and returns where the first one that is not whole begins.
func (b *csvBody) records(buf []byte) (used int, err error) {
	b.full = false
	for pos := 0; pos < len(buf); {
		if len(b.out.ends) >= mostRecords {
			b.full = true
			return pos, nil
		}
		if b.hurt != nil && b.tired(pos) {
			b.heal(b.off + int64(pos))
			return pos, b.loseAll(buf, pos, "too many broken quotes to find the next record")
		}
		if b.hurt != nil {
			next, more := b.recover(buf, pos)
			if more {
				return next, nil
			}
			pos = next
			continue
		}
		end, next, how := b.form.record(buf, pos, b.ended)
		switch {
		case how == csvWhole:
			if lost := b.whole(buf, pos, end, next); lost != "" {
				return pos, b.loseAll(buf, pos, lost)
			}
			pos = next
		case how == csvMore && int64(len(buf)-pos) <= b.in.limit+4:
			return pos, nil
		case how == csvMore && !b.stray(buf, pos):
			return pos, b.pass(buf, pos)
		default:
			b.hurt = &hurt{start: b.off + int64(pos), line: b.lineAt(buf, pos), reason: how.String()}
			pos = b.behind(buf, pos)
		}
	}
	return len(buf), nil
}

// behind returns the place of the next line, the end of buf where there is none.
func (b *csvBody) behind(buf []byte, pos int) int {
	if after := b.form.after(buf, pos); after >= 0 {
		return after
	}
	b.hurt.mid = true
	return len(buf) - len(buf)%b.form.units.width
}

// whole takes one well-formed record. Lost says why the file is, where the header does not do.
func (b *csvBody) whole(buf []byte, pos, end, next int) (lost string) {
	switch {
	case end == pos:
		b.out.framing += int64(next - pos)
	case b.columns == nil:
		if lost = b.header(buf[pos:end]); lost == "" {
			b.out.framing += int64(next - pos)
		}
	default:
		b.out.ends = append(b.out.ends, span{pos, end})
		b.out.framing += int64(next - end)
	}
	return lost
}

// recover looks whether a record at buf[pos] is plausible after a broken one: well formed and as
// wide as the header. It returns where to go on, and whether that takes more bytes.
func (b *csvBody) recover(buf []byte, pos int) (next int, more bool) {
	if b.hurt.mid {
		after := b.form.after(buf, pos)
		if after < 0 {
			return len(buf) - len(buf)%b.form.units.width, true
		}
		b.hurt.mid = false
		return after, false
	}
	end, next, how := b.form.record(buf, pos, b.ended)
	switch {
	case how == csvMore && int64(len(buf)-pos) <= b.in.limit+4:
		return pos, true
	case how == csvWhole && end > pos && b.columns != nil && b.form.width(buf[pos:end]) == b.width:
		b.heal(b.off + int64(pos))
		return pos, false
	}
	if next == 0 { // nothing closed it
		next = len(buf)
	}
	b.looked += min(int64(next-pos), b.in.limit)
	next = b.behind(buf, pos)
	return next, b.hurt.mid
}

// tired says that the lines up to buf[pos] took so much looking ahead, each of them beginning quotes that
// go on and on, that the search is given up: it must stay linear. What counts are bytes of the
// stream, so that it does not depend on the batch size.
func (b *csvBody) tired(pos int) bool { return b.looked > 16<<20+16*(b.off+int64(pos)) }

// heal closes the lost stretch at a place of the stream.
func (b *csvBody) heal(end int64) {
	b.out.places = append(b.out.places,
		schema.Place{Start: b.hurt.start, End: end, Line: b.hurt.line, Reason: b.hurt.reason})
	b.hurt = nil
}

// end settles what is open at the end of the stream. A record that damage cut is the damage's.
func (b *csvBody) end(buf []byte) (used int) {
	start, line := b.off+int64(len(buf)), b.lineAt(buf, len(buf))
	n := len(b.out.ends)
	switch {
	case b.hurt != nil && (b.st.broken == nil || b.told):
		b.heal(start)
	case b.hurt != nil:
		start, line = b.hurt.start, b.hurt.line
	case b.st.broken != nil && n > 0 && b.out.ends[n-1].end == len(buf):
		last := b.out.ends[n-1].start
		b.out.ends = b.out.ends[:n-1]
		start, line = b.off+int64(last), b.lineAt(buf, last)
	}
	if !b.told {
		b.out.places = b.st.cut(b.out.places, start, line)
	}
	return len(buf)
}

// loseAll makes everything from buf[pos] one place.
func (b *csvBody) loseAll(buf []byte, pos int, reason string) error {
	if err := b.st.discard(); err != nil {
		return err
	}
	p := schema.Place{Start: b.off + int64(pos), End: b.st.off, Line: b.lineAt(buf, pos), Reason: reason}
	b.lost(p)
	b.jump, b.ended = &jump{off: b.st.off, line: p.Line}, true
	return nil
}

// lost adds a place that reaches to the end of the stream; damage there is part of it.
func (b *csvBody) lost(p schema.Place) {
	if b.st.broken != nil {
		p.BytesUnread, p.Reason = b.st.broken.unread, p.Reason+"; "+b.st.broken.reason
	}
	b.told = true
	b.out.places = append(b.out.places, p)
}

// header finds the wanted fields; without them the whole file is lost.
func (b *csvBody) header(raw []byte) (lost string) {
	src, _ := b.in.codec.decode(raw, 0)
	names, _ := b.form.split(src, nil, nil)
	b.width = len(names)
	b.columns, lost = match(b.in.want, names)
	return lost
}

// match gives each wanted field its column.
func match(want []field, names []cell) (columns []int, reason string) {
	columns = make([]int, len(want))
	for k, f := range want {
		columns[k] = -1
		for i, name := range names {
			if strings.TrimSpace(name.s) != f.name {
				continue
			}
			if columns[k] >= 0 {
				return nil, "two columns " + f.name + " in the header"
			}
			columns[k] = i
		}
		if columns[k] < 0 && (f.role || !f.optional) {
			return nil, "no column " + f.name + " in the header"
		}
	}
	return columns, ""
}

// parseRecords makes documents of the records of a chunk.
func parseRecords(c *Chunk, b *batch, form csvForm, columns []int, width int) {
	b.expect(len(c.ends))
	line, at := c.line, 0
	var fields []cell
	for _, r := range c.ends {
		line += form.lines(c.data[at:r.start])
		at = r.start
		reason := ""
		if fields, reason = csvRecord(c, b, form, r, columns, width, fields); reason == "" {
			reason = b.take(line, c.off+int64(r.start), c.off+int64(r.end), methodRow)
		}
		if reason != "" {
			b.lose(c.off+int64(r.start), c.off+int64(r.end), line, reason)
		}
	}
}

// csvRecord fills the batch's cells from one record.
func csvRecord(c *Chunk, b *batch, form csvForm, r span, columns []int, width int, fields []cell) ([]cell, string) {
	raw := c.data[r.start:r.end]
	if int64(len(raw)) > c.in.limit {
		return fields, tooLong
	}
	src, runs := c.in.codec.decode(raw, c.off+int64(r.start))
	if tooBroken(runs, len(raw)) {
		return fields, "too many bytes that are not " + c.in.codec.name
	}
	if fields, b.arena = form.split(src, fields[:0], b.arena); len(fields) != width {
		return fields, ragged(len(fields), width)
	}
	cells := b.reset()
	b.undec = runs
	for k, at := range columns {
		if at >= 0 {
			cells[k] = blankCell(fields[at], &c.in.want[k])
		}
	}
	return fields, ""
}

// blankCell makes an empty cell null where its column can be.
func blankCell(c cell, f *field) cell {
	if c.s == "" && f.typ.Nullable {
		return cell{kind: null}
	}
	return c
}
