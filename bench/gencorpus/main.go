// Command gencorpus writes English-like documents for `make bench`: JSONL with id, text and source.
//
//	go run ./bench/gencorpus -mb 300 -o build/bench-300.jsonl [-truth build/bench-300.truth.jsonl] [-edits 1,3,5,10,20]
//	go run ./bench/gencorpus -grid 200 -lengths 30,100,300,1000 -edits 1,3,5,10,20 -o grid.jsonl -truth grid.truth.jsonl
//	go run ./bench/gencorpus -hostile same|cluster|band|plain -docs 100000 -o hostile.jsonl
//
// The same size and seed give the same bytes on every machine, and a smaller set is the beginning of a
// larger one. Words follow a Zipf law over 40,000 generated forms, lengths a log-normal one with a
// median near 2 kB; one document in twenty is an exact copy of an earlier one, one in twenty a near
// copy. -truth says which. It compresses like prose (docs/bench says how well), which random words don't.
// -grid writes as many pairs of original and copy for each length and percent; -hostile documents that
// a search for near-duplicates could drown in.
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

	"github.com/klauspost/compress/zstd"
)

func main() {
	var o options
	flag.Int64Var(&o.mb, "mb", 30, "size in MB (10^6 bytes); the last document may go beyond it")
	flag.StringVar(&o.out, "o", "", "file to write; standard output without it")
	flag.StringVar(&o.truth, "truth", "", "file that says which documents are copies, as JSONL: id, of, kind")
	flag.StringVar(&o.edits, "edits", "", "percents of the words that near copies change, as 1,3,5,10,20: each copy one of them; without it about 3")
	flag.Uint64Var(&o.seed, "seed", 1, "another seed gives another set")
	flag.IntVar(&o.grid, "grid", 0, "pairs for each of -lengths and -edits, in place of a set of -mb")
	flag.StringVar(&o.lengths, "lengths", "30,100,300,1000", "words of the documents of -grid")
	flag.StringVar(&o.hostile, "hostile", "", "same, cluster, band or plain: -docs documents of one kind, in place of a set of -mb")
	flag.IntVar(&o.docs, "docs", 100_000, "documents of -hostile")
	flag.Parse()
	if err := o.run(flag.NArg()); err != nil {
		fmt.Fprintln(os.Stderr, "gencorpus:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	mb                                  int64
	seed                                uint64
	grid, docs                          int
	out, truth, edits, lengths, hostile string
}

// numbers reads a list of whole numbers from 1 to most.
func numbers(flag, list string, most int) (out []int, err error) {
	if list == "" {
		return nil, nil
	}
	for _, s := range strings.Split(list, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > most {
			return nil, fmt.Errorf("%s: %q is not from 1 to %d", flag, s, most)
		}
		out = append(out, n)
	}
	return out, nil
}

func (o options) run(extra int) error {
	rates, err := numbers("-edits", o.edits, 100)
	if err != nil {
		return err
	}
	lengths, err := numbers("-lengths", o.lengths, 1_000_000)
	switch {
	case err != nil:
		return err
	case o.mb <= 0 || o.docs <= 0 || o.grid < 0 || extra > 0:
		return errors.New("give positive numbers and no further words")
	case o.grid > 0 && len(rates) == 0:
		return errors.New("-grid needs -edits")
	case o.hostile != "" && hostile[o.hostile] == nil:
		return fmt.Errorf("-hostile %s: same, cluster, band or plain", o.hostile)
	}
	docs, err := create(o.out, os.Stdout)
	if err != nil {
		return err
	}
	copies, err := create(o.truth, discard{})
	if err != nil {
		return err
	}
	return errors.Join(o.write(docs, copies, lengths, rates), docs.Close(), copies.Close())
}

// write writes the set that was asked for.
func (o options) write(docs, truth io.Writer, lengths, rates []int) error {
	switch {
	case o.grid > 0:
		return Grid(docs, truth, o.seed, o.grid, lengths, rates)
	case o.hostile != "":
		return Hostile(docs, o.hostile, o.seed, o.docs)
	}
	return Write(docs, truth, o.mb*1_000_000, o.seed, rates)
}

// discard is where the truth goes that nobody asked for.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) Close() error                { return nil }

// create opens a file to write, compressed where its name ends in .zst.
func create(path string, or io.WriteCloser) (io.WriteCloser, error) {
	if path == "" {
		return or, nil
	}
	f, err := os.Create(path)
	if err != nil || !strings.HasSuffix(path, ".zst") {
		return f, err
	}
	z, err := zstd.NewWriter(f, zstd.WithEncoderLevel(zstd.SpeedDefault))
	return packed{z, f}, err
}

// packed is a compressed file.
type packed struct {
	*zstd.Encoder
	file *os.File
}

func (p packed) Close() error { return errors.Join(p.Encoder.Close(), p.file.Close()) }

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
