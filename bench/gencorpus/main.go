// Command gencorpus writes English-like documents for `make bench`: JSONL with id, text and source.
//
//	go run ./bench/gencorpus -mb 300 -o build/bench-300.jsonl [-truth build/bench-300.truth.jsonl] [-edits 1,3,5,10,20]
//
// The same size and seed give the same bytes on every machine, and a smaller set is the beginning of a
// larger one. Words follow a Zipf law over 40,000 generated forms, lengths a log-normal one with a
// median near 2 kB; one document in twenty is an exact copy of an earlier one, one in twenty a near
// copy. -truth says which. It compresses like prose (docs/bench says how well), which random words don't.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

func main() {
	mb := flag.Int64("mb", 30, "size in MB (10^6 bytes); the last document may go beyond it")
	out := flag.String("o", "", "file to write; standard output without it")
	truth := flag.String("truth", "", "file that says which documents are copies, as JSONL: id, of, kind")
	edits := flag.String("edits", "", "percents of the words that near copies change, as 1,3,5,10,20: each copy one of them; without it about 3")
	seed := flag.Uint64("seed", 1, "another seed gives another set")
	flag.Parse()
	rates, err := percents(*edits)
	if err == nil {
		err = run(*mb*1_000_000, *seed, rates, *out, *truth, flag.NArg())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gencorpus:", err)
		os.Exit(1)
	}
}

// percents reads the list of -edits.
func percents(list string) (out []int, err error) {
	if list == "" {
		return nil, nil
	}
	for _, s := range strings.Split(list, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 100 {
			return nil, fmt.Errorf("-edits: %q is no percent", s)
		}
		out = append(out, n)
	}
	return out, nil
}

func run(size int64, seed uint64, rates []int, out, truth string, extra int) error {
	if size <= 0 || extra > 0 {
		return errors.New("give a positive -mb and no further words")
	}
	docs, err := create(out, os.Stdout)
	if err != nil {
		return err
	}
	copies, err := create(truth, discard{})
	if err != nil {
		return err
	}
	if err := Write(docs, copies, size, seed, rates); err != nil {
		return err
	}
	return errors.Join(docs.Close(), copies.Close())
}

// discard is where the truth goes that nobody asked for.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) Close() error                { return nil }

func create(path string, or io.WriteCloser) (io.WriteCloser, error) {
	if path == "" {
		return or, nil
	}
	return os.Create(path)
}

// Write writes documents to docs until they hold size bytes, and a line for each copy to truth.
func Write(docs, truth io.Writer, size int64, seed uint64, rates []int) error {
	d, t := bufio.NewWriterSize(docs, 1<<20), bufio.NewWriter(truth)
	g := newGenerator(seed)
	g.rates = rates
	for written, n := int64(0), uint64(0); written < size; n++ {
		line, kind, of := g.document(n)
		written += int64(len(line))
		if _, err := d.Write(line); err != nil {
			return err
		}
		if kind != original {
			fmt.Fprintf(t, `{"id":"%s","of":"%s","kind":"%s"%s}`+"\n", name(n), name(of), kinds[kind], rateField(kind, g.rate(n)))
		}
	}
	return errors.Join(d.Flush(), t.Flush())
}

// rateField says how many percent of its words a near copy changed, where that was asked for.
func rateField(kind, percent int) string {
	if kind != near || percent == 0 {
		return ""
	}
	return fmt.Sprintf(`,"percent":%d`, percent)
}

// name is the id of document n.
func name(n uint64) string {
	s := strconv.FormatUint(n, 10)
	return "doc-" + "00000000"[min(8, len(s)):] + s
}
