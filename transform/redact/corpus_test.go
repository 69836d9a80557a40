package redact

import (
	"bufio"
	"encoding/json"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

const documents = "../../testdata/documents"

// planted is a line of testdata/truth.jsonl.
type planted struct {
	Document, Column, Problem, Text string
	Start, End                      int
}

func truth(t *testing.T) []planted {
	t.Helper()
	f, err := os.Open("../../testdata/truth.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []planted
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var p planted
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if p.Column == "" && strings.HasSuffix(p.Document, ".txt") {
			all = append(all, p)
		}
	}
	return all
}

// What was planted in testdata is found, every byte; where there is no problem nothing is.
func TestTruth(t *testing.T) {
	pii, keys := masked(t, PII, ""), masked(t, Secrets, "")
	steps := map[string]*masker{"email": pii, "phone": pii, "ip": pii, "card": pii, "secret": keys}
	n := 0
	for _, p := range truth(t) {
		b, err := os.ReadFile(filepath.Join(documents, p.Document))
		if err != nil || !utf8.Valid(b) {
			continue
		}
		text := string(b)
		switch step := steps[p.Problem]; {
		case p.Problem == "none":
			for _, m := range []*masker{pii, keys} {
				for _, f := range m.find(nil, text) {
					t.Errorf("%s: took %q", p.Document, text[f.start:f.end])
				}
			}
		case step != nil && !strings.Contains(p.Text, "<b>"): // a tag in an address is clean.markup's first
			n++
			if left := uncovered(step.find(nil, text), p.Start, p.End); left > 0 {
				t.Errorf("%s: %d bytes of %q are left", p.Document, left, p.Text)
			}
		}
	}
	if n < 30 {
		t.Errorf("%d planted values", n)
	}
}

// uncovered returns how many bytes of [start, end) no finding covers.
func uncovered(found []finding, start, end int) int {
	n := end - start
	for _, f := range found {
		n -= max(0, min(end, f.end)-max(start, f.start))
	}
	return n
}

// goDocs are the texts that Go comes with: its documentation and what its packages say of themselves.
func goDocs(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, dir := range []string{"doc", "src"} {
		_ = filepath.WalkDir(filepath.Join(build.Default.GOROOT, dir), func(path string, d fs.DirEntry, err error) error {
			if err == nil && (d.Name() == "doc.go" || slices.Contains([]string{".md", ".html"}, filepath.Ext(path))) && !strings.Contains(path, "testdata") {
				files = append(files, path)
			}
			return nil
		})
	}
	return files
}

// In right text hardly anything is taken. Addresses for mail are what they are, also in Go's
// documentation; of all else less than 1 byte in 10,000 may go.
func TestFalseAlarms(t *testing.T) {
	pii, keys := masked(t, PII, ""), masked(t, Secrets, "")
	total, taken := 0, 0
	for _, file := range goDocs(t) {
		b, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		text := string(b)
		total += len(text)
		for _, m := range []*masker{pii, keys} {
			for _, f := range m.find(nil, text) {
				if m.kinds[f.kind] != "email" {
					taken += f.end - f.start
					t.Logf("%s: %s %q", filepath.Base(file), m.kinds[f.kind], text[f.start:f.end])
				}
			}
		}
	}
	if total < 100_000 {
		t.Skip("Go's documentation is not here")
	}
	if taken*10_000 > total {
		t.Errorf("%d of %d bytes were taken", taken, total)
	}
}
