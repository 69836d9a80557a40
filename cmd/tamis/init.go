package main

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// starter is what init writes: a recipe, documents that it finds something to do in, a Makefile.
//
//go:embed all:starter
var starter embed.FS

// initCommand writes the starter into a folder.
func initCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "init",
		ArgsUsage: "[DIR]",
		Usage:     "a starter recipe, example documents and a Makefile",
		Description: "DIR is the working folder where it is not given, and is made when needed.\n" +
			"Where it, or documents/ in it, holds documents already, the recipe reads those\n" +
			"and no examples are written. Nothing is ever overwritten.",
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 0, 1); err != nil {
				return err
			}
			dir := c.Args().First()
			if dir == "" {
				dir = "."
			}
			pattern := ownDocuments(dir)
			files, err := writeStarter(dir, pattern)
			if err != nil {
				return err
			}
			v.print(nextText(dir, pattern, files))
			return nil
		},
	}
}

// examples is what the starter's recipe and Makefile read.
const examples = "documents/*.txt"

// documentEnds are names of files that hold documents, and of those that tell about others.
var documentEnds = []string{".txt", ".md", ".jsonl", ".csv", ".tsv", ".parquet", ".arrow", ".jsonl.gz", ".jsonl.zst", ".csv.gz", ".txt.gz"}

// ownDocuments returns the pattern of the documents that a folder holds already, of the sort that there
// are most of; "" where there are none.
func ownDocuments(dir string) string {
	for _, sub := range []string{"documents", ""} {
		entries, err := os.ReadDir(filepath.Join(dir, sub))
		if err != nil {
			continue
		}
		counts := map[string]int{}
		for _, e := range entries {
			if e.Type().IsRegular() {
				counts[documentEnd(e.Name())]++
			}
		}
		delete(counts, "")
		best := ""
		for _, end := range documentEnds { // in one order, so that the same folder gives the same recipe
			if counts[end] > counts[best] {
				best = end
			}
		}
		if best != "" {
			return path.Join(sub, "*"+best)
		}
	}
	return ""
}

// documentEnd returns the longest end that a name of a document has, "" where it is none.
func documentEnd(name string) string {
	about := strings.HasPrefix(name, "README") || strings.HasPrefix(name, "LICENSE") || strings.HasPrefix(name, "CHANGELOG")
	found := ""
	for _, end := range documentEnds {
		if !about && !strings.HasPrefix(name, ".") && strings.HasSuffix(name, end) && len(end) > len(found) {
			found = end
		}
	}
	return found
}

// writeStarter writes all files or, where one of them is there already, none; without the examples where
// there is a pattern of other documents.
func writeStarter(dir, pattern string) ([]string, error) {
	files, err := starterFiles()
	if err != nil {
		return nil, err
	}
	if pattern != "" {
		files = slices.DeleteFunc(files, func(f string) bool { return strings.HasPrefix(f, "documents/") })
	}
	var there []string
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(dir, f)); err == nil {
			there = append(there, filepath.Join(dir, f))
		}
	}
	if len(there) > 0 {
		return nil, fmt.Errorf("init: nothing was written, since this is there already: %s", strings.Join(there, ", "))
	}
	for _, f := range files {
		if err := writeNew(filepath.Join(dir, f), "starter/"+f, pattern); err != nil {
			return nil, fmt.Errorf("init: %w", err)
		}
	}
	return files, nil
}

// starterFiles lists the paths below starter/, with forward slashes, in order.
func starterFiles() ([]string, error) {
	var out []string
	err := fs.WalkDir(starter, "starter", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, strings.TrimPrefix(path, "starter/"))
		}
		return err
	})
	return out, err
}

// writeNew writes one file that must not exist.
func writeNew(path, from, pattern string) error {
	b, err := starter.ReadFile(from)
	if err != nil {
		return err
	}
	if pattern != "" {
		b = bytes.Replace(b, []byte("path: "+examples), []byte(`path: "`+pattern+`"`), 1)
		b = bytes.Replace(b, []byte("$(wildcard documents/*)"), []byte("$(wildcard "+pattern+")"), 1)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// nextText says what was written and what to type now.
func nextText(dir, pattern string, files []string) string {
	var b strings.Builder
	documents := 0
	for _, f := range files {
		if strings.HasPrefix(f, "documents/") {
			documents++
			continue
		}
		fmt.Fprintf(&b, "wrote %s\n", safe(filepath.Join(dir, f)))
	}
	if pattern != "" {
		fmt.Fprintf(&b, "the recipe reads your own documents, %s%s\n\nnext:\n", safe(filepath.Join(dir, pattern)), fieldsText(pattern))
	} else {
		fmt.Fprintf(&b, "wrote %s in %s\n\nnext:\n", plural(documents, "document"), safe(filepath.Join(dir, "documents")))
	}
	if dir != "." {
		fmt.Fprintf(&b, "  cd %s\n", safe(shellWord(dir)))
	}
	b.WriteString("  tamis try recipe.yaml      before and after, nothing written\n  tamis run recipe.yaml      build the release\n")
	return b.String()
}

// fieldsText says what a recipe over records needs to be told.
func fieldsText(pattern string) string {
	for _, end := range []string{".txt", ".md", ".txt.gz"} {
		if strings.HasSuffix(pattern, end) {
			return ""
		}
	}
	return ";\nsay in it which field is the text where that is not text: fields: {text: body}"
}

// shellWord quotes a path where a shell would take it apart.
func shellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+", r)
	}
	if strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return shellQuote(s)
}
