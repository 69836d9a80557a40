// Command mangle makes mended and mangled copies of documents, and holds a release of them to what a
// deduplication should have found.
//
//	go run ./bench/mangle -texts FOLDER -out copies.jsonl
//	go run ./bench/mangle -release DIR -keep longest -threshold 0.5 -words 3
//	go run ./bench/mangle -release DIR -splits
//
// The first writes each text of the folder and 20 copies of it, always the same ones: words changed at
// several rates, another case, white space, mojibake, HTML around, boilerplate before and behind,
// paragraphs moved, ends cut off, commas glued. The second prints how many of the copies share the
// cluster of their document and whether the survivor is the one that `keep` asks for, with the true
// similarity of each copy not found. One below the threshold can't be found but over others; one at or above
// it that is not found, a wrong survivor, or two documents in one cluster fail it. The third holds a release that kept
// all copies to its splits: those of a document stand in one.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	texts := flag.String("texts", "", "folder of .txt files")
	out := flag.String("out", "", "JSONL to write: id, text, rank")
	release := flag.String("release", "", "release to be scored")
	keep := flag.String("keep", "longest", "the survivor declared: first, longest or max(rank)")
	threshold := flag.Float64("threshold", 0.5, "similarity from which on a copy is to be found")
	words := flag.Int("words", 3, "words in a shingle")
	splits := flag.Bool("splits", false, "look at the splits alone")
	all := flag.Bool("all", false, "fail if any copy is not found, whatever its similarity")
	flag.Parse()
	var err error
	switch {
	case *texts != "" && *out != "":
		err = write(*texts, *out)
	case *release != "" && *splits:
		err = straddling(*release)
	case *release != "":
		err = score(*release, *keep, *threshold, *words, *all)
	default:
		err = errors.New("nothing to do: -texts and -out, or -release")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mangle:", err)
		os.Exit(1)
	}
}

// line is a document of the set; the rank is for a policy that has nothing to do with place or length.
type line struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Rank int    `json:"rank"`
}

func write(folder, out string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		return errors.Join(err, fmt.Errorf("no .txt in %s", folder))
	}
	slices.Sort(files)
	var set []line
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		set = append(set, copiesOf(strings.TrimSuffix(filepath.Base(f), ".txt"), string(b))...)
	}
	// The documents stand between the copies, and no document before its copies or behind them.
	shuffle(set)
	var b strings.Builder
	for _, l := range set {
		raw, err := json.Marshal(l)
		if err != nil {
			return err
		}
		b.Write(append(raw, '\n'))
	}
	return os.WriteFile(out, []byte(b.String()), 0o644)
}
