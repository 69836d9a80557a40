package samples

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// File is a file to be written below testdata.
type File struct {
	Name string // with slashes
	Data []byte
}

// Files returns every file that the documents make: documents/… and truth.jsonl, in order of names.
func Files(docs []Doc) ([]File, error) {
	byFile := map[string][]Doc{}
	for _, d := range docs {
		byFile[file(d)] = append(byFile[file(d)], d)
	}
	var out []File
	for name, ds := range byFile {
		data, err := encode(name, ds)
		if err != nil {
			return nil, fmt.Errorf("make %s: %w", name, err)
		}
		out = append(out, File{"documents/" + name, data})
	}
	truth, err := truthLines(docs)
	out = append(out, File{"truth.jsonl", truth})
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return out, err
}

// encode makes one file by the end of its name.
func encode(name string, docs []Doc) ([]byte, error) {
	switch {
	case strings.HasSuffix(name, ".jsonl.zst"):
		return encodeJSONL(docs)
	case strings.HasSuffix(name, ".csv"):
		return encodeCSV(docs)
	case strings.HasSuffix(name, ".parquet"):
		return encodeParquet(docs)
	default:
		return encodeText(docs[0])
	}
}

func encodeText(d Doc) ([]byte, error) {
	enc, err := charset(d.Front)
	if err != nil || enc == nil {
		return []byte(d.Text), err
	}
	return enc.NewEncoder().Bytes([]byte(d.Text))
}

// charset returns the encoding of a text file, nil for plain UTF-8.
func charset(f Front) (encoding.Encoding, error) {
	mark := unicode.IgnoreBOM
	if f.BOM {
		mark = unicode.UseBOM
	}
	switch f.Charset {
	case "":
		if f.BOM {
			return unicode.UTF8BOM, nil
		}
		return nil, nil
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, mark), nil
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, mark), nil
	}
	return htmlindex.Get(f.Charset)
}

// jsonRecord is a line of a JSONL file; the names are those of the recipe in DESIGN.md §3.
type jsonRecord struct {
	URL      string  `json:"url"`
	Headline *string `json:"headline"`
	Date     *string `json:"date,omitempty"`
	Author   string  `json:"author,omitempty"`
	Score    any     `json:"score,omitempty"`
	Body     string  `json:"body"`
}

func encodeJSONL(docs []Doc) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, d := range docs {
		r := jsonRecord{URL: d.Front.URL, Headline: optional(d.Title), Date: optional(d.Front.Created), Author: d.Front.Author, Score: number64(d.Front.Score), Body: d.Text}
		if err := enc.Encode(r); err != nil {
			return nil, err
		}
	}
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return nil, err
	}
	defer w.Close()
	return w.EncodeAll(b.Bytes(), nil), nil
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// number64 writes a score as a number where it is one, else as it stands.
func number64(s string) any {
	if s == "" {
		return nil
	}
	if json.Valid([]byte(s)) {
		return json.Number(s)
	}
	return s
}

func encodeCSV(docs []Doc) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"id", "title", "author", "created", "score", "text"}}
	for _, d := range docs {
		f := d.Front
		rows = append(rows, []string{f.ID, d.Title, f.Author, f.Created, f.Score, d.Text})
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// parquetRecord is a row of a Parquet file.
type parquetRecord struct {
	ID        string     `parquet:"id"`
	Title     *string    `parquet:"title,optional"`
	Published *time.Time `parquet:"published,optional,timestamp(microsecond)"`
	Author    string     `parquet:"author"`
	Text      string     `parquet:"text,plain"`
}

func encodeParquet(docs []Doc) ([]byte, error) {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[parquetRecord](&b, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("tamis", "samples", ""))
	for _, d := range docs {
		published, err := date(d.Front.Created)
		if err != nil {
			return nil, err
		}
		r := parquetRecord{ID: d.Front.ID, Title: optional(d.Title), Published: published, Author: d.Front.Author, Text: d.Text}
		if _, err := w.Write([]parquetRecord{r}); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

func date(s string) (*time.Time, error) {
	if s == "" {
		return nil, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	return &t, err
}

func truthLines(docs []Doc) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, d := range docs {
		for _, p := range d.Problems {
			if err := enc.Encode(p); err != nil {
				return nil, err
			}
		}
	}
	return b.Bytes(), nil
}

// Write brings testdata up to date: files that differ are written, documents without a source
// removed. It returns the names of both.
func Write(testdata string) ([]string, error) {
	stale, files, err := compare(testdata)
	if err != nil {
		return nil, err
	}
	want := map[string][]byte{}
	for _, f := range files {
		want[f.Name] = f.Data
	}
	for _, name := range stale {
		path := filepath.Join(testdata, filepath.FromSlash(name))
		data, ok := want[name]
		if !ok {
			err = os.Remove(path)
		} else if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
			err = os.WriteFile(path, data, 0o644)
		}
		if err != nil {
			return nil, fmt.Errorf("write samples: %w", err)
		}
	}
	return stale, nil
}

// Stale returns the names of the files below testdata that are not what their sources make.
func Stale(testdata string) ([]string, error) {
	stale, _, err := compare(testdata)
	return stale, err
}

func compare(testdata string) (stale []string, files []File, err error) {
	docs, err := Load(filepath.Join(testdata, "gen", "docs"))
	if err != nil {
		return nil, nil, err
	}
	if files, err = Files(docs); err != nil {
		return nil, nil, err
	}
	known := map[string]bool{}
	for _, f := range files {
		known[f.Name] = true
		got, err := os.ReadFile(filepath.Join(testdata, filepath.FromSlash(f.Name)))
		if err != nil || !bytes.Equal(got, f.Data) {
			stale = append(stale, f.Name)
		}
	}
	orphans, err := strangers(testdata, known)
	return append(stale, orphans...), files, err
}

// strangers returns the files of testdata/documents that no source makes.
func strangers(testdata string, known map[string]bool) ([]string, error) {
	var out []string
	root := os.DirFS(testdata)
	err := walkFiles(root, "documents", func(name string) {
		if !known[name] {
			out = append(out, name)
		}
	})
	return out, err
}
