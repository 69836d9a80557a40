package read

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"github.com/tamis-data/tamis/schema"
)

// codec is a charset and how it was found.
type codec struct {
	name  string // WHATWG, lower case
	from  string // bom | declared | valid | detected | format
	enc   encoding.Encoding
	units units
}

// utf8Codec is what most inputs are in.
func utf8Codec(from string) codec { return codec{name: "utf-8", from: from, units: units{width: 1}} }

// codecOf returns the codec of a WHATWG label.
func codecOf(label, from string) (codec, error) {
	enc, err := htmlindex.Get(label)
	if err != nil {
		return codec{}, fmt.Errorf("unknown charset %q", label)
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" {
		return codec{}, fmt.Errorf("unknown charset %q", label)
	}
	c := codec{name: name, from: from, enc: enc, units: units{width: 1}}
	if name == "utf-16le" || name == "utf-16be" {
		c.units = units{width: 2, big: name == "utf-16be"}
	}
	return c, nil
}

// CheckCharset says whether a label names a charset; "" is none and fine.
func CheckCharset(label string) error {
	if label == "" {
		return nil
	}
	_, err := codecOf(label, "declared")
	return err
}

// bom returns the charset that a byte order mark at the front states, and its length.
func bom(b []byte) (c codec, n int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return utf8Codec("bom"), 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return utf16Codec(false, "bom"), 2
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return utf16Codec(true, "bom"), 2
	}
	return codec{}, 0
}

func utf16Codec(big bool, from string) codec {
	name := "utf-16le"
	if big {
		name = "utf-16be"
	}
	return codec{name: name, from: from, units: units{width: 2, big: big}}
}

// textCodec finds the charset of a whole text: its mark, what is declared, UTF-8 where it is that,
// then what the bytes look like. Skip is the length of the mark.
func textCodec(declared string, b []byte) (c codec, skip int, why string) {
	if c, skip = bom(b); skip > 0 {
		return c, skip, ""
	}
	if declared != "" {
		c, err := codecOf(declared, "declared")
		if err != nil {
			return codec{}, 0, err.Error()
		}
		return c, 0, ""
	}
	if wide, big := looksWide(b); wide {
		return utf16Codec(big, "detected"), 0, ""
	}
	if utf8.Valid(b) {
		return utf8Codec("valid"), 0, ""
	}
	return guess(b), 0, ""
}

// recordCodec finds the charset of a file of records from its head. JSON is UTF-8 unless something
// says otherwise.
func recordCodec(declared, format string, head []byte) (c codec, skip int, why string) {
	// A character that the end of the head cuts says nothing about the charset.
	whole := head
	for i := 0; i < utf8.UTFMax && len(whole) > 0 && len(head) == headBytes; i++ {
		if r, n := utf8.DecodeLastRune(whole); r != utf8.RuneError || n > 1 {
			break
		}
		whole = whole[:len(whole)-1]
	}
	if !utf8.Valid(whole) {
		whole = head
	}
	c, skip, why = textCodec(declared, whole)
	if format == formatJSONL && (c.from == "valid" || c.from == "detected" && c.units.width == 1) {
		return utf8Codec("format"), 0, ""
	}
	if format != formatJSONL && c.name == "iso-2022-jp" {
		return codec{}, 0, "iso-2022-jp hides quotes and delimiters: convert the file"
	}
	return c, skip, why
}

// looksWide says whether bytes look like UTF-16 without a mark: in Western and many other texts
// every other byte of most characters is zero, and hardly any of the rest.
func looksWide(b []byte) (wide, big bool) {
	b = b[:min(len(b), 4096)&^1]
	if len(b) < 4 {
		return false, false
	}
	var zeros [2]int
	for i, c := range b {
		if c == 0 {
			zeros[i&1]++
		}
	}
	half := len(b) / 2
	switch {
	case zeros[1]*10 >= half*4 && zeros[0]*20 <= half:
		return true, false
	case zeros[0]*10 >= half*4 && zeros[1]*20 <= half:
		return true, true
	}
	return false, false
}

const (
	// guessWindow bounds the detector, which takes some ten MB a second.
	guessWindow = 64 << 10
	// leastConfidence: below it the detector is asked in vain and the text is read as UTF-8, with
	// U+FFFD where it is none.
	leastConfidence = 0.5
)

// guess asks what charset invalid UTF-8 may be. Text that is UTF-8 but for a few bytes is UTF-8.
func guess(b []byte) codec {
	if good, bad := multibyte(b); good > 4*bad {
		return utf8Codec("detected")
	}
	first := bytes.IndexFunc(b, func(r rune) bool { return r >= utf8.RuneSelf })
	from := max(0, min(first, len(b))-guessWindow/4)
	window := b[from:min(len(b), from+guessWindow)]
	r := chardet.Detect(window)
	if r.Confidence < leastConfidence {
		return utf8Codec("detected")
	}
	for _, label := range []string{r.Encoding, r.Charset} { // MacCyrillic is x-mac-cyrillic to the web
		if c, err := codecOf(cyrillicOf(strings.ToLower(label), window), "detected"); err == nil && c.units.width == 1 {
			return c
		}
	}
	return utf8Codec("detected")
}

// multibyte counts the characters of more than one byte and the runs of bytes that are none.
func multibyte(b []byte) (good, bad int) {
	broken := false
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i, broken = i+1, false
			continue
		}
		_, n := utf8.DecodeRune(b[i:])
		switch {
		case n > 1:
			good, broken = good+1, false
		case !broken:
			bad, broken = bad+1, true
		}
		i += n
	}
	return good, bad
}

// decode returns bytes as valid UTF-8. What can't be decoded stands as U+FFFD, one for each run of
// such bytes, and is returned with its place; off is the place of b in the stream. The result may
// share b's memory.
func (c *codec) decode(b []byte, off int64) ([]byte, []schema.Undecodable) {
	switch {
	case c.units.width == 2:
		return decodeWide(b, off, c.units)
	case c.name == "utf-8":
		if utf8.Valid(b) {
			return b, nil
		}
		return decodeUTF8(b, off)
	}
	out, _, err := transform.Bytes(c.enc.NewDecoder(), b)
	if err == nil && !bytes.ContainsRune(out, utf8.RuneError) {
		return out, nil
	}
	return decodeSlowly(c.enc.NewDecoder(), b, off)
}

// mending gathers decoded text and the runs that could not be decoded.
type mending struct {
	out  []byte
	src  []byte
	off  int64
	bad  int // where the open run began; -1 for none
	runs []schema.Undecodable
}

// lose says that src[i:] begins with bytes that can't be decoded.
func (m *mending) lose(i int) {
	if m.bad < 0 {
		m.bad = i
		m.out = utf8.AppendRune(m.out, utf8.RuneError)
	}
}

// settle ends an open run before src[i].
func (m *mending) settle(i int) {
	if m.bad >= 0 {
		m.runs = append(m.runs, schema.Undecodable{Start: m.off + int64(m.bad), Bytes: string(m.src[m.bad:i])})
		m.bad = -1
	}
}

func decodeUTF8(b []byte, off int64) ([]byte, []schema.Undecodable) {
	m := mending{src: b, off: off, bad: -1, out: make([]byte, 0, len(b)+len(b)/8)}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			m.lose(i)
		} else {
			m.settle(i)
			m.out = append(m.out, b[i:i+n]...)
		}
		i += n
	}
	m.settle(len(b))
	return m.out, m.runs
}

func decodeWide(b []byte, off int64, u units) ([]byte, []schema.Undecodable) {
	m := mending{src: b, off: off, bad: -1, out: make([]byte, 0, len(b))}
	for i := 0; i < len(b); {
		r := rune(u.at(b, i))
		n := 2
		if utf16.IsSurrogate(r) {
			if r = utf16.DecodeRune(r, rune(u.at(b, i+2))); r != utf8.RuneError {
				n = 4
			} else {
				r = -1
			}
		}
		if r < 0 { // half a unit at the end, or half a pair
			m.lose(i)
			i = min(i+2, len(b))
			continue
		}
		m.settle(i)
		m.out = utf8.AppendRune(m.out, r)
		i += n
	}
	m.settle(len(b))
	return m.out, m.runs
}

// decodeSlowly goes character by character to learn which bytes a decoder gave up on.
func decodeSlowly(d *encoding.Decoder, b []byte, off int64) ([]byte, []schema.Undecodable) {
	m := mending{src: b, off: off, bad: -1, out: make([]byte, 0, len(b)+len(b)/2)}
	var dst [64]byte
	for i := 0; i < len(b); {
		got, used := decodeOne(d, dst[:], b[i:])
		if bytes.ContainsRune(got, utf8.RuneError) {
			m.lose(i)
		} else if len(got) > 0 {
			m.settle(i)
			m.out = append(m.out, got...)
		}
		i += used
	}
	m.settle(len(b))
	return m.out, m.runs
}

// decodeOne decodes the shortest front of b that the decoder takes; no charset has characters or
// escapes of more than eight bytes.
func decodeOne(d *encoding.Decoder, dst, b []byte) (got []byte, used int) {
	for n := 1; n <= min(8, len(b)); n++ {
		nd, ns, _ := d.Transform(dst, b[:n], n == len(b))
		if ns > 0 {
			return dst[:nd], ns
		}
	}
	return []byte(string(utf8.RuneError)), 1
}

// tooBroken says that so much of a text could not be decoded that it is none in this charset. Without
// a bound the runs of a binary file would take several times its size in memory.
func tooBroken(runs []schema.Undecodable, size int) bool { return len(runs) > 1024+size/64 }
