// Command substrings plants copies of passages in a set, and says what a release of tamis cut of them.
//
//	go run ./bench/substrings -docs base.jsonl -planted set.jsonl -truth truth.jsonl
//	go run ./bench/substrings -truth truth.jsonl -release DIR
//
// One document in four gets a passage of an earlier one, of 20, 49, 50, 60, 100, 200 or 400 words in turn,
// at a place between two words. Of these it prints one line of JSON: by words, how many were planted, how
// many of them went wholly, and the share of their bytes that went.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"unicode"
)

func main() {
	docs := flag.String("docs", "", "set to plant copies in, JSONL with id and text")
	planted := flag.String("planted", "", "file for the set with copies")
	truth := flag.String("truth", "", "file of what was planted, JSONL with id, words, start, end")
	release := flag.String("release", "", "release of tamis to be measured")
	flag.Parse()
	if err := run(*docs, *planted, *truth, *release); err != nil {
		fmt.Fprintln(os.Stderr, "substrings:", err)
		os.Exit(1)
	}
}

func run(docs, planted, truth, release string) error {
	if release != "" {
		return score(truth, release, os.Stdout)
	}
	in, err := os.Open(docs)
	if err != nil {
		return err
	}
	defer in.Close() // it is only read
	set, err := os.Create(planted)
	if err != nil {
		return err
	}
	told, err := os.Create(truth)
	if err != nil {
		return errors.Join(err, set.Close())
	}
	return errors.Join(plant(in, set, told), set.Close(), told.Close())
}

// lengths are the words of the passages planted, in turn.
var lengths = []int{20, 49, 50, 60, 100, 200, 400}

// poolSize is how many of the earlier documents passages are taken from.
const poolSize = 3000

// copied is a passage that was planted: its place in the bytes of the text.
type copied struct {
	ID    string `json:"id"`
	Words int    `json:"words"`
	Start int64  `json:"start"`
	End   int64  `json:"end"`
}

type document struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Source string `json:"source"`
}

func plant(in io.Reader, set, truth io.Writer) error {
	r := rand.New(rand.NewPCG(7, 1))
	var pool []string
	turn := 0
	docs, told := bufio.NewWriter(set), bufio.NewWriter(truth)
	out, say := json.NewEncoder(docs), json.NewEncoder(told)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d document
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return err
		}
		if len(pool) > 0 && r.IntN(4) == 0 {
			if c, ok := insert(&d, pool[r.IntN(len(pool))], lengths[turn%len(lengths)], r); ok {
				if err := say.Encode(c); err != nil {
					return err
				}
			}
			turn++
		}
		if len(pool) < poolSize {
			pool = append(pool, d.Text)
		} else {
			pool[r.IntN(poolSize)] = d.Text
		}
		if err := out.Encode(d); err != nil {
			return err
		}
	}
	return errors.Join(lines.Err(), docs.Flush(), told.Flush())
}

// insert puts so many words of another text into a document; false where that has not as many.
func insert(d *document, from string, words int, r *rand.Rand) (c copied, ok bool) {
	theirs, ours := wordsOf(from), wordsOf(d.Text)
	if len(theirs) <= words || len(ours) == 0 {
		return c, false
	}
	first := r.IntN(len(theirs) - words)
	passage := from[theirs[first][0]:theirs[first+words-1][1]]
	at := ours[r.IntN(len(ours))][0]
	d.Text = d.Text[:at] + passage + " " + d.Text[at:]
	return copied{d.ID, words, int64(at), int64(at + len(passage))}, true
}

// wordly says that a character makes a word.
func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordsOf returns the places of the words: what holds a letter or digit between white space. Where a
// hyphen joins two they count as one, so that a passage has at least as many words as it is said to have.
func wordsOf(text string) (out [][2]int) {
	at := 0
	for _, w := range strings.Fields(text) {
		at += strings.Index(text[at:], w)
		if strings.ContainsFunc(w, wordly) {
			out = append(out, [2]int{at, at + len(w)})
		}
		at += len(w)
	}
	return out
}
