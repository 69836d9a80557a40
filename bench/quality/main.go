// Command quality measures the steps that mend and redact, and writes docs/bench/quality.md: precision and
// recall on generated damage of two halves (package garble, which step authors know, and its sealed
// half, which they don't), on testdata's truth file, and how much the steps change in clean text.
//
//	go run ./bench/quality                     from the root of the repository; the page goes to docs/bench/quality.md
//	go run ./bench/quality -o - -only spacing  one room, to the terminal
//	go run ./bench/quality -o - -only markup/tags -show 5   also misses and false alarms of open kinds
//
// The page depends on the steps, the seed and the texts alone; time goes to standard error.
package main

import (
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
	flag.Parse()
	if err := write(*out, opt); err != nil {
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
