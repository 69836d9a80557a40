package read

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
)

// A chunk holds a bounded number of documents, however short their lines: each takes a kilobyte
// beside its text. What is read stays the same.
func TestManyShortRecords(t *testing.T) {
	const n = 3*mostRecords + 5
	for name, data := range map[string]string{
		"f.jsonl":     strings.Repeat("{\"text\":\"a\"}\n", n),
		"empty.jsonl": strings.Repeat("\n", n) + "{\"text\":\"a\"}",
		"f.csv":       "text\n" + strings.Repeat("a\n", n),
	} {
		t.Run(name, func(t *testing.T) {
			most, chunks := chunkSizes(t, name, data)
			if most > mostRecords+1 || chunks < 4 {
				t.Errorf("%d chunks, the largest of %d documents", chunks, most)
			}
			whole := readBytes(t, name, []byte(data), Source{}, Options{})
			parts := readBytes(t, name, []byte(data), Source{}, Options{BatchBytes: 1000})
			if whole.String() != parts.String() || whole.framing != parts.framing {
				t.Error("the batch size changes what is read")
			}
		})
	}
}

func chunkSizes(t *testing.T, name, data string) (most, chunks int) {
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open(File{Path: path, Name: name}, Source{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for ; ; chunks++ {
		c, err := r.Next()
		if err == io.EOF {
			return most, chunks
		}
		if err != nil {
			t.Fatal(err)
		}
		docs, _, _, err := c.Parse()
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) > c.Records() {
			t.Errorf("%d documents of a chunk that announced %d", len(docs), c.Records())
		}
		most = max(most, c.Records())
	}
}

// Every line begins a quote that the next ones never close: to look from each line to the end of the
// file would be quadratic, so the search for the next good record is given up.
func TestBrokenQuotesWithoutEnd(t *testing.T) {
	data := "text,b\n" + strings.Repeat("\",x\",\"\n", 40_000)
	for _, batch := range []int{64, 1 << 12, 4 << 20} {
		g := readBytes(t, "f.csv", []byte(data), Source{}, Options{BatchBytes: batch})
		if len(g.docs) != 0 || len(g.places) != 2 || g.places[0].End != g.places[1].Start {
			t.Fatalf("batch %d: %d documents\n%v", batch, len(g.docs), g.places)
		}
		if p := g.places[1]; p.Start != 434 || p.End != int64(len(data)) || !strings.Contains(p.Reason, "too many broken quotes") {
			t.Errorf("batch %d: %+v", batch, p)
		}
	}
}

// A name that is not UTF-8 is shown with its bytes written out, since it becomes an id, an origin and
// JSON. Two files that are shown alike are both found.
func TestNamesThatAreNotUTF8(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the file system takes no such names")
	}
	dir := tree(t, "d/a\xff.txt", "d/a\\xff.txt", "d/\xe2\x80\xae.txt", "d/new\nline.txt")
	files, err := Find(dir, []Source{{Path: "d"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, f.Name)
		if _, err := os.Stat(f.Path); err != nil {
			t.Error(err)
		}
	}
	want := []string{`d/a\xff.txt`, `d/a\xff.txt`, "d/new\nline.txt", "d/\u202e.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A few hundred bytes that promise a hundred million rows are one place, at once.
func TestMoreRowsThanBytes(t *testing.T) {
	const rows = 100_000_000
	schema := arrow.NewSchema([]arrow.Field{{Name: "text", Type: arrow.Null, Nullable: true}}, nil)
	rec := array.NewRecord(schema, []arrow.Array{array.NewNull(rows)}, rows)
	var b bytes.Buffer
	w := ipc.NewWriter(&b, ipc.WithSchema(schema))
	if err := errors.Join(w.Write(rec), w.Close()); err != nil {
		t.Fatal(err)
	}
	readBytes(t, "f.arrow", b.Bytes(), Source{}, Options{}).want(t, 0,
		fmt.Sprintf("lost 0..%d rows %d: Arrow: record batch 0: more rows than the file has bytes for", rows, rows))
}
