// Package samples makes the documents of testdata/documents and the truth about them from readable sources.
//
// The sources are the txtar files of testdata/gen/docs: a section is a document, its name the place
// where it will stand, and marks in the text say what is wrong there. So the truth can't drift from
// the text. testdata/README.md describes the notation and the truth file.
package samples

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// Doc is one document of the collection.
type Doc struct {
	Source   string // the section's name: a file, or <file of records>/<word>
	Document string // its origin below testdata/documents: file, or file#record
	Front    Front
	Text     string // as decoded, in UTF-8, line ends as in the file
	Title    string
	Problems []Problem
	body     string // with marks
	inText   []Problem
	inTitle  []Problem
}

// Front is what stands before the text of a section, one @key a line.
type Front struct {
	ID, Title, URL, Created, Author, Score string    // fields of records
	Charset                                string    // WHATWG name; "" for UTF-8
	BOM, CRLF, NoEnd                       bool      // a mark before, CR LF line ends, no newline at the end
	CopyOf                                 string    // section whose text stands here
	Swaps                                  []swap    // changes to that text
	Whole                                  []Problem // of the document as a whole
}

// swap replaces the first occurrence of old in a copied text.
type swap struct{ old, new string }

// Load reads the sources in dir and resolves copies and marks, in the order of the documents' names.
// The error names the section.
func Load(dir string) ([]Doc, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("load samples: no *.txtar in %s", dir)
	}
	slices.Sort(paths)
	var docs []Doc
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			return nil, fmt.Errorf("load samples: %w", err)
		}
		for _, f := range txtar.Parse(data).Files {
			d, err := section(f.Name, string(f.Data))
			if err != nil {
				return nil, fmt.Errorf("load samples: %s: %w", f.Name, err)
			}
			docs = append(docs, d)
		}
	}
	return finish(docs)
}

// section splits a section into its front and its body.
func section(name, data string) (Doc, error) {
	d := Doc{Source: name, Document: name}
	for strings.HasPrefix(data, "@") {
		line, rest, _ := strings.Cut(data, "\n")
		key, value, _ := strings.Cut(line[1:], " ")
		if err := d.Front.set(key, strings.TrimSpace(value)); err != nil {
			return d, err
		}
		data = rest
	}
	d.body = data
	return d, nil
}

func (f *Front) set(key, value string) error {
	fields := map[string]*string{"id": &f.ID, "title": &f.Title, "url": &f.URL, "created": &f.Created,
		"author": &f.Author, "score": &f.Score, "charset": &f.Charset, "copy-of": &f.CopyOf}
	flags := map[string]*bool{"bom": &f.BOM, "crlf": &f.CRLF, "no-end": &f.NoEnd}
	switch {
	case fields[key] != nil:
		*fields[key] = value
	case flags[key] != nil:
		*flags[key] = true
	case key == "swap":
		old, new, ok := strings.Cut(value, " => ")
		if !ok {
			return fmt.Errorf("@swap wants: old => new")
		}
		f.Swaps = append(f.Swaps, swap{old, new})
	case key == "problem":
		name, argument, _ := strings.Cut(value, " ")
		f.Whole = append(f.Whole, wholeProblem(name, argument))
	default:
		return fmt.Errorf("unknown key @%s", key)
	}
	return nil
}

// wholeProblem is a problem of a document as a whole; the argument of a *-of names the other one.
func wholeProblem(name, argument string) Problem {
	if strings.HasSuffix(name, "-of") {
		return Problem{Problem: name, Of: argument, whole: true}
	}
	return Problem{Problem: name, Detail: argument, whole: true}
}

// finish resolves copies and marks, gives the documents their origins and sorts them by file.
func finish(docs []Doc) ([]Doc, error) {
	byName := map[string]*Doc{}
	for i := range docs {
		if byName[docs[i].Source] != nil {
			return nil, fmt.Errorf("load samples: two sections %s", docs[i].Source)
		}
		byName[docs[i].Source] = &docs[i]
	}
	for i := range docs {
		if err := docs[i].resolve(byName); err != nil {
			return nil, fmt.Errorf("load samples: %s: %w", docs[i].Source, err)
		}
	}
	number(docs)
	for i := range docs {
		if err := docs[i].collect(byName); err != nil {
			return nil, fmt.Errorf("load samples: %s: %w", docs[i].Source, err)
		}
	}
	slices.SortStableFunc(docs, func(a, b Doc) int { return strings.Compare(file(a), file(b)) })
	return docs, nil
}

// number gives the records of a file their places, in the order of the sections: the line on which
// they begin, or the row.
func number(docs []Doc) {
	next := map[string]int{}
	for i := range docs {
		d := &docs[i]
		f := file(*d)
		if f == d.Source {
			continue
		}
		if next[f] == 0 {
			next[f] = 1
			if strings.HasSuffix(f, ".csv") {
				next[f] = 2 // line 1 names the columns
			}
		}
		d.Document = fmt.Sprintf("%s#%d", f, next[f])
		next[f]++
		if strings.HasSuffix(f, ".csv") {
			next[f] += strings.Count(d.Text, "\n")
		}
	}
}

// file returns the file that a document stands in.
func file(d Doc) string {
	for _, ext := range recordExts {
		if at := strings.Index(d.Source, ext+"/"); at >= 0 {
			return d.Source[:at+len(ext)]
		}
	}
	return d.Source
}

var recordExts = []string{".jsonl.zst", ".csv", ".parquet"}

// resolve fills in Text and Title and takes their marks.
func (d *Doc) resolve(all map[string]*Doc) error {
	body, err := d.source(all)
	if err != nil {
		return err
	}
	if d.Front.NoEnd || file(*d) != d.Source {
		body = strings.TrimSuffix(body, "\n")
	}
	if d.Front.CRLF {
		body = strings.ReplaceAll(body, "\n", "\r\n")
	}
	if d.Text, d.inText, err = parseMarks(body); err != nil {
		return err
	}
	if d.Title, d.inTitle, err = parseMarks(d.Front.Title); err != nil {
		return fmt.Errorf("title: %w", err)
	}
	return nil
}

// source returns the text with marks, its own or the swapped copy of another's.
func (d *Doc) source(all map[string]*Doc) (string, error) {
	if d.Front.CopyOf == "" {
		return d.body, nil
	}
	from := all[d.Front.CopyOf]
	if from == nil || from.Front.CopyOf != "" {
		return "", fmt.Errorf("@copy-of %s: no such section, or a copy itself", d.Front.CopyOf)
	}
	body := from.body + d.body
	for _, s := range d.Front.Swaps {
		if !strings.Contains(body, s.old) {
			return "", fmt.Errorf("@swap: nothing to swap: %s", s.old)
		}
		body = strings.Replace(body, s.old, s.new, 1)
	}
	return body, nil
}

// collect puts the problems of document, title and text in order and names the documents they speak of.
func (d *Doc) collect(all map[string]*Doc) error {
	for i := range d.inTitle {
		d.inTitle[i].Column = "title"
	}
	for _, p := range slices.Concat(d.whole(), d.inTitle, d.inText) {
		if p.whole {
			p.End = len(d.Text)
		}
		if p.Of != "" {
			if all[p.Of] == nil {
				return fmt.Errorf("@problem %s: no section %s", p.Problem, p.Of)
			}
			p.Of = all[p.Of].Document
		}
		p.Document = d.Document
		d.Problems = append(d.Problems, p)
	}
	return nil
}

// whole returns the problems of the document as a whole; a copy without changes is a duplicate.
func (d *Doc) whole() []Problem {
	if d.Front.CopyOf == "" || len(d.Front.Swaps) > 0 || d.body != "" {
		return d.Front.Whole
	}
	return append(slices.Clone(d.Front.Whole), Problem{Problem: "duplicate-of", Of: d.Front.CopyOf, whole: true})
}
