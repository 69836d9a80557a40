package read

import (
	"io"

	"github.com/tamis-data/tamis/schema"
)

// textBody reads a file that is one document: its original is the text as it is.
type textBody struct {
	in      *input
	st      *stream
	charset string
	done    bool
}

func newTextBody(in *input, s Source, st *stream) *textBody {
	return &textBody{in: in, st: st, charset: s.Charset}
}

func (b *textBody) next() (*Chunk, error) {
	if b.done {
		return nil, io.EOF
	}
	b.done = true
	data, err := b.whole()
	if err != nil {
		return nil, err
	}
	c := &Chunk{in: b.in, data: data, line: 1, records: 1}
	switch {
	case b.st.broken != nil:
		c.data, c.places = nil, b.st.cut(nil, 0, 0)
	case int64(len(data)) > b.in.limit:
		if err := b.st.discard(); err != nil {
			return nil, err
		}
		c.data, c.places = nil, b.lost()
	default:
		charset := b.charset
		c.parse = func(c *Chunk, out *batch) { parseText(c, out, charset) }
	}
	return c, nil
}

// lost is the place of a text that is too long; what damage follows is of the same record.
func (b *textBody) lost() []schema.Place {
	p := schema.Place{End: b.st.off, Reason: tooLong}
	if b.st.broken != nil {
		p.BytesUnread = b.st.broken.unread
		p.Reason += "; " + b.st.broken.reason
	}
	return []schema.Place{p}
}

// whole reads the text, or as much of it as shows that it is too long.
func (b *textBody) whole() ([]byte, error) {
	buf := make([]byte, 0, b.st.room(int(b.in.limit)+1))
	for int64(len(buf)) <= b.in.limit {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := b.st.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return buf, nil
}

func (b *textBody) tally() Tally { return Tally{Stream: b.st.off} }
func (b *textBody) close() error { return b.st.close() }

func parseText(c *Chunk, b *batch, declared string) {
	codec, skip, why := textCodec(declared, c.data)
	if why != "" {
		b.lose(0, int64(len(c.data)), 0, why)
		return
	}
	in := *c.in
	in.codec, in.want = codec, textOnly
	b.in = &in
	out, runs := codec.decode(c.data[skip:], int64(skip))
	b.framing += int64(skip)
	reason := ""
	if tooBroken(runs, len(c.data)) {
		reason = "too many bytes that are not " + codec.name
	} else {
		b.expect(1)
		b.reset()[0] = cell{kind: text, s: stringOf(out)}
		b.undec = runs
		reason = b.take(1, int64(skip), int64(len(c.data)), methodFile)
	}
	if reason != "" {
		b.lose(int64(skip), int64(len(c.data)), 0, reason)
	}
}

// textOnly is what a file without fields gives.
var textOnly = []field{{name: "text", slot: schema.SlotText, typ: schema.BuiltinColumns()[schema.SlotText].Type, role: true}}
