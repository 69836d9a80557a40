// Command quality measures the steps that mend and redact, and writes docs/bench/quality.md: precision and
// recall on generated damage of two halves (packages garble and garble/sealed, which step authors
// know, and garble/judge, which they don't), on testdata's truth file, and how much the steps change in clean text.
//
//	go run ./bench/quality                     from the root of the repository; the page goes to docs/bench/quality.md
//	go run ./bench/quality -o - -only spacing  one room, to the terminal
//	go run ./bench/quality -o - -only markup/tags -show 5   also misses and false alarms of open kinds
//
// The page depends on the steps, the seed and the texts alone; time goes to standard error.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/tamis-data/tamis/transform/catalog"
)

func main() {
	var opt options
	out := flag.String("o", "docs/bench/quality.md", "file to write; - is standard output")
	flag.Uint64Var(&opt.seed, "seed", 1, "another seed draws other texts")
	flag.IntVar(&opt.texts, "texts", 60, "texts a kind, at least one of each of its languages")
	flag.StringVar(&opt.only, "only", "", "room or kind: markup, markup/tags")
	flag.StringVar(&opt.root, "root", ".", "root of the repository")
	flag.IntVar(&opt.show, "show", 0, "show that many misses and false alarms of each open kind; never of sealed ones")
	docs := flag.String("docs", "", "write Go's documentation there as JSONL, for bench/mend.py, and measure nothing")
	flag.Parse()
	run := func() error { return write(*out, opt) }
	if *docs != "" {
		run = func() error { return writeDocs(*docs) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "quality:", err)
		os.Exit(1)
	}
}

// options says what is measured.
type options struct {
	seed  uint64
	texts int
	only  string
	root  string
	show  int
}

func write(out string, opt options) error {
	start := time.Now()
	b := bench{options: opt, runner: runner{catalog.All}}
	page, err := b.page()
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "quality: %.1f s\n", time.Since(start).Seconds())
	if out == "-" {
		_, err = os.Stdout.Write(page)
		return err
	}
	return os.WriteFile(out, page, 0o644)
}

// writeDocs writes the documentation of the standard library, a document a package.
func writeDocs(out string) error {
	root, _, err := goPlaces()
	if err != nil {
		return err
	}
	texts, err := goDocs(root)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i, text := range texts {
		if err := enc.Encode(map[string]string{"id": fmt.Sprintf("go-%d", i), "text": text, "source": "go"}); err != nil {
			return err
		}
	}
	return os.WriteFile(out, b.Bytes(), 0o644)
}
