package samples

import (
	"errors"
	"io"
	"path/filepath"
	"testing"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// TestReadersGiveTheOriginals: the truth's offsets count in what the readers hand over, charsets
// found out by themselves, under the origins that it names.
func TestReadersGiveTheOriginals(t *testing.T) {
	sources := []read.Source{
		{Name: "text", Path: "**/*.txt"}, {Name: "notes", Path: "notes/*.md"},
		{Name: "archive", Path: "archive.jsonl.zst", Fields: map[string]string{"text": "body", "title": "headline"}},
		{Name: "letters", Path: "letters.csv", Fields: map[string]string{"title": "title"}},
		{Name: "survey", Path: "survey.parquet", Fields: map[string]string{"title": "title"}},
	}
	files, err := read.Find(filepath.Join(testdata, "documents"), sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]schema.Doc{}
	for _, f := range files {
		for _, d := range readAll(t, f, sources[f.Source]) {
			got[d.Str(schema.SlotOrigin)] = d
		}
	}
	docs := load(t)
	for _, d := range docs {
		r, ok := got[d.Document]
		if !ok {
			t.Errorf("%s: not read", d.Document)
			continue
		}
		if r.Text() != d.Text || r.Str(schema.SlotTitle) != d.Title && file(d) != d.Source {
			t.Errorf("%s (%s, %s): read as %.80q, not %.80q", d.Document, r.Read.Charset, r.Read.CharsetFrom, r.Text(), d.Text)
		}
		if want := d.Front.Charset; want != "" && r.Read.Charset != want {
			t.Errorf("%s: charset %s, not %s", d.Document, r.Read.Charset, want)
		}
	}
	if len(got) != len(docs) {
		t.Errorf("%d documents read of %d", len(got), len(docs))
	}
}

func readAll(t *testing.T, f read.File, s read.Source) (out []schema.Doc) {
	t.Helper()
	r, err := read.Open(f, s, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		c, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		docs, places, _, err := c.Parse()
		if err != nil || len(places) > 0 {
			t.Fatalf("%s: %v %+v", f.Name, err, places)
		}
		out = append(out, docs...)
	}
}
