package export

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/tamis-data/tamis/schema"
)

// jsonEncoder turns row groups into lines of JSON. Each row group is a gzip member or zstd frame
// of its own, so that row groups are compressed side by side; readers see one stream.
type jsonEncoder struct {
	zstd  *zstd.Encoder
	gzip  *gzip.Writer
	lines []byte
}

// jsonExt is the extension of the files for a compression, "" for an unknown one.
func jsonExt(compression string) string {
	return map[string]string{"none": "jsonl", "gzip": "jsonl.gz", "zstd": "jsonl.zst"}[compression]
}

func newJSONEncoder(p Physical) (*jsonEncoder, error) {
	e := &jsonEncoder{}
	var err error
	switch p.Compression {
	case "none":
	case "zstd":
		e.zstd, err = newZstd(p.Level)
	case "gzip":
		e.gzip, err = newGzip(p.Level)
	default:
		err = fmt.Errorf("jsonl compression %q is none of none, gzip, zstd", p.Compression)
	}
	return e, err
}

func newGzip(level string) (*gzip.Writer, error) {
	n, ok := map[string]int{"": gzip.DefaultCompression, "default": gzip.DefaultCompression,
		"fastest": gzip.BestSpeed, "better": gzip.BestCompression}[level]
	if !ok {
		return nil, fmt.Errorf("unknown compression level %q", level)
	}
	return gzip.NewWriterLevel(nil, n)
}

// group returns the lines of a row group, compressed; the bytes belong to the caller.
func (e *jsonEncoder) group(cols []*column, rows int) ([]byte, error) {
	e.lines = appendLines(e.lines[:0], cols, rows)
	switch {
	case e.zstd != nil:
		return e.zstd.EncodeAll(e.lines, nil), nil
	case e.gzip != nil:
		var out bytes.Buffer
		e.gzip.Reset(&out)
		if _, err := e.gzip.Write(e.lines); err != nil {
			return nil, err
		}
		err := e.gzip.Close()
		return out.Bytes(), err
	}
	return bytes.Clone(e.lines), nil
}

// appendLines appends one object a line, members in the order of the columns.
func appendLines(b []byte, cols []*column, rows int) []byte {
	at := make([]int, len(cols))
	for i := range rows {
		b = append(b, '{')
		for k, c := range cols {
			if k > 0 {
				b = append(b, ',')
			}
			b = append(appendJSONString(b, []byte(c.name)), ':')
			b = c.appendJSON(b, i, &at[k])
		}
		b = append(b, '}', '\n')
	}
	return b
}

func (c *column) appendJSON(b []byte, i int, at *int) []byte {
	switch {
	case c.isNull(i):
		return append(b, "null"...)
	case c.typ.Kind == schema.String:
		return appendJSONString(b, c.str(i))
	case c.typ.Kind != schema.List:
		return appendJSONNumber(b, c.typ.Kind, c.nums[i])
	}
	b = append(b, '[')
	for k := range c.lens[i] {
		if k > 0 {
			b = append(b, ',')
		}
		b = c.appendJSONElement(b, *at)
		*at++
	}
	return append(b, ']')
}

func (c *column) appendJSONElement(b []byte, e int) []byte {
	if c.typ.Elem.Kind != schema.Struct {
		return c.kids[0].appendJSON(b, e, nil)
	}
	if c.gone != nil && c.gone[e] {
		return append(b, "null"...)
	}
	for k, kid := range c.kids {
		b = append(b, "{,"[min(k, 1)])
		b = append(appendJSONString(b, []byte(kid.name)), ':')
		b = kid.appendJSON(b, e, nil)
	}
	return append(b, '}')
}

func appendJSONNumber(b []byte, k schema.Kind, v uint64) []byte {
	switch k {
	case schema.Bool:
		return strconv.AppendBool(b, v != 0)
	case schema.Float:
		return appendJSONFloat(b, math.Float64frombits(v))
	case schema.Time:
		return appendTime(append(b, '"'), int64(v))
	}
	return strconv.AppendInt(b, int64(v), 10)
}

// appendJSONFloat writes the shortest digits that give the same number back, always with a point
// or an exponent, so that a column of floats stays one where a reader guesses types.
func appendJSONFloat(b []byte, f float64) []byte {
	format := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	start := len(b)
	b = strconv.AppendFloat(b, f, format, -1, 64)
	if bytes.ContainsAny(b[start:], ".e") {
		return b
	}
	return append(b, ".0"...)
}

// appendTime writes RFC 3339 in UTC with microseconds where there are any, and the closing quote.
// Years beyond 9999 or before 0 are written with the digits and sign they have.
func appendTime(b []byte, micros int64) []byte {
	t := time.UnixMicro(micros).UTC()
	b = t.AppendFormat(b, "2006-01-02T15:04:05.999999")
	return append(b, 'Z', '"')
}

const hexDigits = "0123456789abcdef"

// appendJSONString quotes a string: what JSON demands is escaped and nothing else, HTML neither.
func appendJSONString(b, s []byte) []byte {
	b = append(b, '"')
	from := 0
	for i, c := range s {
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		b = appendEscape(b, c)
		from = i + 1
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// jsonFile is a file of lines.
type jsonFile struct {
	out *shardFile
	how Physical
}

func newJSONFile(out *shardFile, _ []schema.Column, how Physical) (shardWriter, error) {
	return &jsonFile{out, how}, nil
}

func (f *jsonFile) commit(g *encoded) error {
	_, err := f.out.Write(g.lines)
	return err
}

// finish makes a file without rows one that readers take: no bytes at all are no gzip or zstd stream.
func (f *jsonFile) finish() error {
	if f.out.rows > 0 {
		return nil
	}
	empty, err := f.how.nothing()
	if err != nil {
		return err
	}
	_, err = f.out.Write(empty)
	return err
}

// nothing is what a stream of no bytes is when it is compressed.
func (p Physical) nothing() ([]byte, error) {
	switch p.Compression {
	case "gzip":
		e := &jsonEncoder{gzip: gzip.NewWriter(nil)}
		return e.group(nil, 0)
	case "zstd":
		e, err := zstd.NewWriter(nil, zstd.WithZeroFrames(true), zstd.WithEncoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return e.EncodeAll(nil, nil), e.Close()
	}
	return nil, nil
}
