// Command dedupe holds what a deduplicator kept of a set against the truth.
//
//	go run ./bench/dedupe -docs set.jsonl -truth set.truth.jsonl -threshold 0.8 (-release DIR | -kept ids.txt)
//
// The set and its truth are those of bench/gencorpus with -edits or -grid. It prints one line of JSON: of all pairs
// whose true similarity is at or above the threshold, the share of which at most one was kept; what was
// removed in vain; and of the planted copies the same by percent of edited words and length, with what theory
// expects of -bands and -rows. The true similarity is that of sets of 5-word shingles, cut by a few plain lines
// of its own; all pairs at the threshold are found, by a join that misses none. Any tool can be measured by
// the ids it kept; of a release of tamis the clusters and every similarity are checked too.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	docs := flag.String("docs", "", "the set, JSONL with id and text")
	truth := flag.String("truth", "", "its planted copies, JSONL with id, of, kind, percent")
	threshold := flag.Float64("threshold", 0.8, "similarity from which on a pair is to be found")
	words := flag.Int("words", 5, "words in a shingle")
	release := flag.String("release", "", "release of tamis to be measured")
	kept := flag.String("kept", "", "or a file with the ids that were kept, one a line")
	bands := flag.Int("bands", 0, "bands of the tool's signature, with -rows: what theory expects")
	rows := flag.Int("rows", 0, "rows of a band")
	flag.Parse()
	m := measure{threshold: *threshold, bands: *bands, rows: *rows}
	if err := run(*docs, *truth, m, *words, *release, *kept); err != nil {
		fmt.Fprintln(os.Stderr, "dedupe:", err)
		os.Exit(1)
	}
}

func run(docs, truth string, m measure, words int, release, kept string) error {
	s, err := readSet(docs, words)
	if err != nil {
		return err
	}
	copies, err := readCopies(truth, s)
	if err != nil {
		return err
	}
	var o outcome
	switch {
	case release != "":
		o, err = ofRelease(release, s)
	case kept != "":
		o, err = ofList(kept, s)
	default:
		err = errors.New("give -release or -kept")
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(m.score(s, copies, o))
}

// eachLine calls f with each line of a file.
func eachLine(path string, f func(line []byte) error) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close() // nothing was written
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if err := f(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// copied is a planted copy: numbers of the copy and of its original.
type copied struct {
	a, b int
	cell
}

// cell is what planted copies are told apart by.
type cell struct {
	Kind  string `json:"kind"`  // exact, or the percent of edited words
	Words int    `json:"words"` // of the original, where the truth tells it
}

func readCopies(path string, s *set) (out []copied, err error) {
	err = eachLine(path, func(line []byte) error {
		var c struct {
			ID, Of, Kind   string
			Percent, Words int
		}
		if err := json.Unmarshal(line, &c); err != nil {
			return err
		}
		if c.Kind == "near" {
			c.Kind = fmt.Sprintf("%02d%%", c.Percent)
		}
		a, known := s.number[c.ID]
		b, too := s.number[c.Of]
		if !known || !too {
			return fmt.Errorf("%s: %s or %s is not in the set", path, c.ID, c.Of)
		}
		out = append(out, copied{a, b, cell{c.Kind, c.Words}})
		return nil
	})
	return out, err
}

// ofList reads the ids that a tool kept.
func ofList(path string, s *set) (outcome, error) {
	o := newOutcome(len(s.ids))
	for i := range o.stays {
		o.stays[i] = removed
	}
	err := eachLine(path, func(line []byte) error {
		id := strings.TrimSpace(string(line))
		n, ok := s.number[id]
		if !ok {
			return fmt.Errorf("%s: %q is not in the set", path, id)
		}
		o.stays[n] = n
		return nil
	})
	return o, err
}
