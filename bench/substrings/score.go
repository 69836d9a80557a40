package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/tamis-data/tamis/export"
)

// fate is what a release says of a document.
type fate struct {
	rejected bool
	cuts     [][2]int64 // of the original, in order
}

// tally is what became of the passages of one length.
type tally struct {
	Planted int     `json:"planted"`
	Whole   int     `json:"whole"`
	Bytes   int64   `json:"bytes"`
	Gone    int64   `json:"gone"`
	Recall  float64 `json:"recall"`
}

// slack is what may stay of a passage's bytes: signs at its ends, and a space.
const slack = 4

func score(truth, release string, out io.Writer) error {
	fates, err := fatesOf(release)
	if err != nil {
		return err
	}
	in, err := os.Open(truth)
	if err != nil {
		return err
	}
	defer in.Close() // it is only read
	tallies := map[string]*tally{}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var c copied
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return err
		}
		key := fmt.Sprint(c.Words)
		if tallies[key] == nil {
			tallies[key] = &tally{}
		}
		tallies[key].add(c, fates[c.ID])
	}
	if err := lines.Err(); err != nil {
		return err
	}
	for _, t := range tallies {
		t.Recall = float64(t.Whole) / float64(t.Planted)
	}
	return json.NewEncoder(out).Encode(tallies)
}

func (t *tally) add(c copied, f *fate) {
	gone := int64(0)
	switch {
	case f == nil:
	case f.rejected:
		gone = c.End - c.Start
	default:
		for _, cut := range f.cuts {
			gone += max(0, min(cut[1], c.End)-max(cut[0], c.Start))
		}
	}
	t.Planted++
	t.Bytes += c.End - c.Start
	t.Gone += gone
	if gone >= c.End-c.Start-slack {
		t.Whole++
	}
}

func fatesOf(release string) (map[string]*fate, error) {
	rel, err := export.Load(release)
	if err != nil {
		return nil, err
	}
	byID, byDoc := map[string]*fate{}, map[int64]*fate{}
	for row, err := range rel.Rows("ledger/documents") {
		if err != nil {
			return nil, err
		}
		f := &fate{rejected: row.Value("outcome").Str() == "rejected"}
		byID[row.Value("id").Str()], byDoc[row.Value("doc").Int()] = f, f
	}
	for row, err := range rel.Rows("ledger/edits") {
		if err != nil {
			return nil, err
		}
		if f := byDoc[row.Value("doc").Int()]; f != nil {
			start := row.Value("start").Int()
			f.cuts = append(f.cuts, [2]int64{start, start + row.Value("removed_bytes").Int()})
		}
	}
	return byID, nil
}
