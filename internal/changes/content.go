package changes

import (
	"bytes"
	"errors"
)

// digestBytes is what a key of an original begins with; that of a text begins with its own length.
const digestBytes = 16

// joinOriginals joins documents whose ids changed by their originals: of those that are equal the first
// of A and the first of B in the order of ids, then the second ones, and so on.
func (c *comparison) joinOriginals() error {
	return c.joinContent(c.byOriginal, originalHead,
		func(x, y *entry) error { return c.both(x, y, SameOriginal) }, c.fileText)
}

// joinTexts joins those that are left by their released texts, in the same manner.
func (c *comparison) joinTexts() error {
	return c.joinContent(c.byText, textHead, func(x, y *entry) error { return c.both(x, y, SameText) }, c.fileRest)
}

// fileRest keeps those that no text joins for a last look, at what the other release rejected.
func (c *comparison) fileRest(i int, e *entry) error {
	acc, err := e.account()
	if err != nil {
		return err
	}
	if c.originals && acc != nil && acc.original != "" {
		return c.rest[i].add([]byte(acc.original+e.id), e.encode(nil))
	}
	return c.absent(i, e)
}

// joinRejected joins what is left with documents that the other release alone read, under another id, and
// rejected.
func (c *comparison) joinRejected() error {
	for i, change := range []string{Removed, Added} {
		err := c.joinContent([2]*writer{c.rest[i], c.rejects[1-i]}, originalHead,
			func(x, y *entry) error { return c.gone(change, x, y, y.id) },
			func(j int, e *entry) error {
				if j == 0 {
					return c.absent(i, e)
				}
				return nil
			})
		if err != nil {
			return err
		}
	}
	return nil
}

func originalHead(key []byte) []byte { return key[:min(digestBytes, len(key))] }

// textHead is the encoded cell and the zero behind it.
func textHead(key []byte) []byte {
	d := &decoder{b: key}
	d.bytes()
	return key[:min(len(key)-len(d.b)+1, len(key))]
}

// joinContent goes through two sorted lists whose keys begin with a digest and end with an id.
func (c *comparison) joinContent(lists [2]*writer, head func([]byte) []byte, pair func(x, y *entry) error, alone func(int, *entry) error) error {
	var streams [2]*stream
	for i, w := range lists {
		s, err := c.sorted(w)
		if err != nil {
			return err
		}
		streams[i] = newStream(s)
		defer streams[i].stop()
	}
	x, y := streams[0], streams[1]
	for x.ok || y.ok {
		order := 0
		switch {
		case !x.ok:
			order = 1
		case !y.ok:
			order = -1
		default:
			order = bytes.Compare(head(x.key), head(y.key))
		}
		if err := c.meet(x, y, order, pair, alone); err != nil {
			return err
		}
	}
	return errors.Join(x.err, y.err, c.ctx.Err())
}

func (c *comparison) meet(x, y *stream, order int, pair func(x, y *entry) error, alone func(int, *entry) error) error {
	if order != 0 {
		i, s := 0, x
		if order > 0 {
			i, s = 1, y
		}
		e, err := decodeEntry(s.payload)
		if err != nil {
			return err
		}
		s.advance()
		return alone(i, e)
	}
	a, err := decodeEntry(x.payload)
	if err != nil {
		return err
	}
	b, err := decodeEntry(y.payload)
	if err != nil {
		return err
	}
	x.advance()
	y.advance()
	return pair(a, b)
}
