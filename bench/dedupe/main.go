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
	planted := flag.Bool("planted", false, "look at the planted copies alone: sooner done with a large set")
	flag.Parse()
	m := measure{threshold: *threshold, bands: *bands, rows: *rows, planted: *planted}
	if err := run(*docs, *truth, m, *words, *release, *kept); err != nil {
		fmt.Fprintln(os.Stderr, "dedupe:", err)
		os.Exit(1)
	}
}

func run(docs, truth string, m measure, words int, release, kept string) error {
	plan, err := readTruth(truth)
	if err != nil {
		return err
	}
	s, err := readSet(docs, words, m.wanted(plan))
	if err != nil {
		return err
	}
	copies, err := numbered(plan, s)
	if err != nil {
		return fmt.Errorf("%s: %w", truth, err)
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

// planted is a line of the truth.
type planted struct {
	ID, Of, Kind   string
	Percent, Words int
}

func readTruth(path string) (out []planted, err error) {
	err = eachLine(path, func(line []byte) error {
		var p planted
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		if p.Kind == "near" {
			p.Kind = fmt.Sprintf("%02d%%", p.Percent)
		}
		out = append(out, p)
		return nil
	})
	return out, err
}

// wanted says whose shingles are needed.
func (m measure) wanted(plan []planted) func(id string) bool {
	if !m.planted {
		return func(string) bool { return true }
	}
	ids := map[string]bool{}
	for _, p := range plan {
		ids[p.ID], ids[p.Of] = true, true
	}
	return func(id string) bool { return ids[id] }
}

func numbered(plan []planted, s *set) (out []copied, err error) {
	for _, p := range plan {
		a, known := s.number[p.ID]
		b, too := s.number[p.Of]
		if !known || !too {
			return nil, fmt.Errorf("%s or %s is not in the set", p.ID, p.Of)
		}
		out = append(out, copied{a, b, cell{p.Kind, p.Words}})
	}
	return out, nil
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
