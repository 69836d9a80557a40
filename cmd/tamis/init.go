package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
			"Nothing is ever overwritten.",
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 0, 1); err != nil {
				return err
			}
			dir := c.Args().First()
			if dir == "" {
				dir = "."
			}
			files, err := writeStarter(dir)
			if err != nil {
				return err
			}
			v.print(nextText(dir, files))
			return nil
		},
	}
}

// writeStarter writes all files or, where one of them is there already, none.
func writeStarter(dir string) ([]string, error) {
	files, err := starterFiles()
	if err != nil {
		return nil, err
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
		if err := writeNew(filepath.Join(dir, f), "starter/"+f); err != nil {
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
func writeNew(path, from string) error {
	b, err := starter.ReadFile(from)
	if err != nil {
		return err
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
func nextText(dir string, files []string) string {
	var b strings.Builder
	documents := 0
	for _, f := range files {
		if strings.HasPrefix(f, "documents/") {
			documents++
			continue
		}
		fmt.Fprintf(&b, "wrote %s\n", safe(filepath.Join(dir, f)))
	}
	fmt.Fprintf(&b, "wrote %s in %s\n\nnext:\n", plural(documents, "document"), safe(filepath.Join(dir, "documents")))
	if dir != "." {
		fmt.Fprintf(&b, "  cd %s\n", safe(shellWord(dir)))
	}
	b.WriteString("  tamis try recipe.yaml      before and after, nothing written\n  tamis run recipe.yaml      build the release\n")
	return b.String()
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
