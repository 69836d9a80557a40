package read

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"github.com/tamis-data/tamis/schema"
)

// got is all that reading one file gave.
type got struct {
	docs    []schema.Doc
	places  []schema.Place
	framing int64
	tally   Tally
}

// readBytes reads data as a file of that name and holds the result to the accounting law.
func readBytes(t testing.TB, name string, data []byte, s Source, o Options) got {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return readPath(t, name, path, s, o)
}

func readPath(t testing.TB, name, path string, s Source, o Options) got {
	t.Helper()
	g, err := readAll(name, path, s, o)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.law(data, o.filled().Limit); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, g)
	}
	return g
}

func readAll(name, path string, s Source, o Options) (g got, err error) {
	r, err := Open(File{Path: path, Name: name}, s, o)
	if err != nil {
		return g, err
	}
	defer r.Close()
	for {
		c, err := r.Next()
		if errors.Is(err, io.EOF) {
			g.tally = r.Done()
			return g, nil
		}
		if err != nil {
			return g, err
		}
		docs, places, framing, err := c.Parse()
		if err != nil {
			return g, err
		}
		g.docs, g.places, g.framing = append(g.docs, docs...), append(g.places, places...), g.framing+framing
	}
}

// law is the first law on one file: documents, framing and places are all there is of the stream, in
// order and without overlap; and documents are what they say.
func (g got) law(data []byte, limit int64) error {
	if g.tally.SHA256 != sha256.Sum256(data) || g.tally.Size != int64(len(data)) {
		return errors.New("digest or size of the file is wrong")
	}
	sum, rows, at := g.framing, int64(0), int64(0)
	places := g.places
	last := int64(-1)
	for i := range g.docs {
		d := &g.docs[i]
		for len(places) > 0 && places[0].Start <= d.Read.Start {
			sum, rows = sum+places[0].End-places[0].Start, rows+places[0].Rows
			if places[0].Start < at || places[0].End < places[0].Start {
				return fmt.Errorf("place %+v is out of order", places[0])
			}
			at, places = places[0].End, places[1:]
		}
		if d.Read.Start < at || d.Read.End < d.Read.Start {
			return fmt.Errorf("document at %d..%d is out of order", d.Read.Start, d.Read.End)
		}
		at, sum, rows = d.Read.End, sum+d.Read.End-d.Read.Start, rows+1
		if d.Ord <= last {
			return fmt.Errorf("ordinal %d after %d", d.Ord, last)
		}
		last = d.Ord
		if err := sound(d, limit); err != nil {
			return err
		}
	}
	for _, p := range places {
		if p.Start < at || p.End < p.Start {
			return fmt.Errorf("place %+v is out of order", p)
		}
		at, sum, rows = p.End, sum+p.End-p.Start, rows+p.Rows
	}
	for _, p := range g.places {
		if p.Reason == "" {
			return errors.New("a place without a reason")
		}
	}
	if g.tally.Columnar {
		if rows != g.tally.Rows {
			return fmt.Errorf("%d rows accounted for, %d in the file", rows, g.tally.Rows)
		}
		return nil
	}
	if sum != g.tally.Stream || at > g.tally.Stream {
		return fmt.Errorf("%d bytes accounted for, %d in the stream", sum, g.tally.Stream)
	}
	return nil
}

func sound(d *schema.Doc, limit int64) error {
	for i, v := range d.Values {
		if v.Kind() == schema.String && !utf8.ValidString(v.Str()) {
			return fmt.Errorf("column %d of %d is not UTF-8", i, d.Ord)
		}
	}
	switch {
	case d.Values[schema.SlotText].Kind() != schema.String:
		return fmt.Errorf("document %d has no text", d.Ord)
	case int64(len(d.Text())) > limit:
		return fmt.Errorf("document %d is beyond the limit", d.Ord)
	case d.Content != sha256.Sum256([]byte(d.Text())) || !bytes.Equal(d.Group[:], d.Content[:16]):
		return fmt.Errorf("document %d has the wrong digest", d.Ord)
	case d.Split != -1:
		return fmt.Errorf("document %d has a split", d.Ord)
	}
	return nil
}

// String shows documents as origin|id|title|text and places as range, line, rows and reason.
func (g got) String() string {
	var b strings.Builder
	for i := range g.docs {
		d := &g.docs[i]
		fmt.Fprintf(&b, "%s %q", d.Str(schema.SlotOrigin), d.Text())
		for _, slot := range []int{schema.SlotID, schema.SlotTitle, schema.SlotURL} {
			if v := d.Values[slot]; !v.IsNull() {
				fmt.Fprintf(&b, " %q", v.Str())
			}
		}
		for _, v := range d.Values[schema.SlotFirst:] {
			b.WriteString(" " + show(v))
		}
		if c := d.Values[schema.SlotCreated]; !c.IsNull() {
			fmt.Fprintf(&b, " @%d", c.Int())
		}
		for _, u := range d.Read.Undecodable {
			fmt.Fprintf(&b, " bad %d:%q", u.Start, u.Bytes)
		}
		b.WriteString("\n")
	}
	for _, p := range g.places {
		fmt.Fprintf(&b, "lost %d..%d", p.Start, p.End)
		if p.Line > 0 {
			fmt.Fprintf(&b, " line %d", p.Line)
		}
		if p.Rows > 0 {
			fmt.Fprintf(&b, " rows %d", p.Rows)
		}
		if p.BytesUnread > 0 {
			fmt.Fprintf(&b, " unread %d", p.BytesUnread)
		}
		fmt.Fprintf(&b, ": %s\n", p.Reason)
	}
	return b.String()
}

func show(v schema.Value) string {
	switch v.Kind() {
	case schema.Null:
		return "null"
	case schema.String:
		return fmt.Sprintf("%q", v.Str())
	case schema.Bool:
		return fmt.Sprint(v.Bool())
	case schema.Float:
		return fmt.Sprint(v.Float())
	case schema.List:
		parts := make([]string, len(v.List()))
		for i, e := range v.List() {
			parts[i] = show(e)
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	return fmt.Sprint(v.Int())
}

// want compares a result with lines that one can read; framing is given first where not 0.
func (g got) want(t *testing.T, framing int64, lines ...string) {
	t.Helper()
	want := strings.Join(lines, "\n")
	if got := strings.TrimSuffix(g.String(), "\n"); got != want || g.framing != framing {
		t.Errorf("got framing %d\n%s\nwant framing %d\n%s", g.framing, got, framing, want)
	}
}

func gz(t testing.TB, parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		if _, err := io.WriteString(w, p); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func zst(t testing.TB, parts ...string) []byte {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	var b []byte
	for _, p := range parts {
		b = w.EncodeAll([]byte(p), b)
	}
	return b
}
