package catalog

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

var update = flag.Bool("update", false, "rewrite goldens and docs/reference.md")

const root = "../.."

// A golden is testdata/transform/<name>/<case>.txtar: `args` (YAML, may be left out), one `in/…`
// per document in order, with `given/…` for its columns, `other/…` for the documents of another set, `file/…` for lists and models, and what the step makes of them: `out/…`
// for kept documents, `edits` and `outcome` for all. A file *.q holds one quoted string a line (for
// characters that one cannot see); other texts stand as they are, without the line feed that ends
// the file.
func TestGolden(t *testing.T) {
	for _, spec := range All {
		dir := filepath.Join(root, "testdata", "transform", spec.Name)
		files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
		if err != nil || len(files) == 0 {
			t.Errorf("%s has no goldens in %s: %v", spec.Name, dir, err)
		}
		for _, file := range files {
			t.Run(spec.Name+"/"+strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file, spec.Name) })
		}
	}
}

func golden(t *testing.T, file, name string) {
	old, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := txtar.Format(rerun(t, name, txtar.Parse(old)))
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got, old) {
		t.Errorf("%s differs; `make golden` would write\n%s", file, got)
	}
}

// rerun returns the archive with its inputs as they are and the rest made anew.
func rerun(t *testing.T, name string, old *txtar.Archive) *txtar.Archive {
	out := &txtar.Archive{Comment: old.Comment}
	args, texts, given, names, other, files := "", []string{}, []string{}, []string{}, []string{}, map[string]string{}
	for _, f := range old.Files {
		body := string(f.Data)
		switch kind, rest, _ := strings.Cut(f.Name, "/"); kind {
		case "args":
			args = strings.TrimSuffix(body, "\n")
		case "in":
			texts, names, given = append(texts, unwrap(t, f.Name, body)), append(names, rest), append(given, "")
		case "file":
			files[rest] = unwrap(t, f.Name, body)
		case "other":
			other = append(other, unwrap(t, f.Name, body))
		case "given":
			given[len(given)-1] = strings.TrimSuffix(body, "\n")
		default:
			continue
		}
		out.Files = append(out.Files, f)
	}
	s := steptest.NewWith(t, *Find(name), args, texts, given, files).Against(other)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i := range docs {
		if docs[i].Kept() && docs[i].Text() != texts[i] {
			out.Files = append(out.Files, txtar.File{Name: "out/" + names[i], Data: []byte(wrap(names[i], docs[i].Text()))})
		}
	}
	out.Files = append(out.Files, txtar.File{Name: "outcome", Data: outcome(s, docs, names)})
	if edits := editTable(s, docs, names); len(edits) > 0 {
		out.Files = append(out.Files, txtar.File{Name: "edits", Data: edits})
	}
	return out
}

func outcome(s *steptest.Set, docs []schema.Doc, names []string) []byte {
	var b bytes.Buffer
	for i := range docs {
		switch d := &docs[i]; {
		case !d.Kept():
			fmt.Fprintf(&b, "%s rejected: %s\n", names[i], steptest.Reject(d))
		case d.Text() == d.Original(schema.SlotText):
			fmt.Fprintf(&b, "%s\n", strings.TrimSpace(names[i]+" kept, text as it was  "+s.Row(d)))
		default:
			fmt.Fprintf(&b, "%s\n", strings.TrimSpace(names[i]+" kept, text edited  "+s.Row(d)))
		}
	}
	return b.Bytes()
}

func editTable(s *steptest.Set, docs []schema.Doc, names []string) []byte {
	var b bytes.Buffer
	for i := range docs {
		for _, row := range s.Edits(&docs[i]) {
			fmt.Fprintf(&b, "%s %s\n", names[i], row)
		}
	}
	return b.Bytes()
}

func unwrap(t *testing.T, name, body string) string {
	if !strings.HasSuffix(name, ".q") {
		return strings.TrimSuffix(body, "\n")
	}
	var b strings.Builder
	for line := range strings.Lines(body) {
		text, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		b.WriteString(text)
	}
	return b.String()
}

func wrap(name, text string) string {
	if !strings.HasSuffix(name, ".q") {
		return text + "\n"
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strconv.QuoteToASCII(line) + "\n")
	}
	return b.String()
}

// docs/reference.md is what the Specs say.
func TestReference(t *testing.T) {
	file := filepath.Join(root, "docs", "reference.md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, Reference(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, Reference()) {
		t.Errorf("docs/reference.md is not what the Specs say: run `make reference` (%v)", err)
	}
}

// The catalog for programs holds every transform and every parameter.
func TestJSON(t *testing.T) {
	var all []struct {
		Name   string
		Params []struct{ Name, Type, Doc string }
	}
	if err := json.Unmarshal(JSON(), &all); err != nil {
		t.Fatal(err)
	}
	for i, spec := range All {
		if all[i].Name != spec.Name || len(all[i].Params) != len(spec.Params) {
			t.Errorf("%s stands as %+v", spec.Name, all[i])
		}
	}
}
