package engine

import (
	"fmt"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// account adds up the first law while documents reach the release: nothing read is lost.
type account struct {
	schema.Accounting
	files    []fileAccount
	rejects  []map[string]int64 // by step + 1, then rule
	limited  bool               // --limit: what was not read is not accounted for
	labels   []labelling
	labelled map[int]*int64   // documents, by step that labels
	first    map[int][]string // the first quarantined places in words, by source and of anySource
}

// anySource stands for all of them.
const anySource = -1

// told keeps the words of a place where they may be wanted.
func (a *account) told(source int, words func() string) {
	for _, s := range []int{anySource, source} {
		if len(a.first[s]) < shownPlaces {
			a.first[s] = append(a.first[s], words())
		}
	}
}

// fileAccount is one input file: all its bytes, or rows for a columnar one, stand in one of three.
type fileAccount struct {
	documents, framing, quarantined, count, places int64
}

func newAccount(files, steps int, labels []labelling) *account {
	return &account{files: make([]fileAccount, files), first: map[int][]string{}, rejects: make([]map[string]int64, steps+1),
		labels: labels, labelled: zeros(labels)}
}

// document adds a document read.
func (a *account) document(d *schema.Doc) {
	a.Read++
	f := &a.files[d.Read.File]
	f.documents += d.Read.End - d.Read.Start
	f.count++
	a.label(d)
	if d.Kept() {
		a.Kept += 1 + d.Copies
		a.Copies += d.Copies
		a.CopiedBytes += d.Copies * int64(len(d.Text()))
		return
	}
	a.Rejected++
	m := &a.rejects[d.Reject.Step+1]
	if *m == nil {
		*m = map[string]int64{}
	}
	(*m)[d.Reject.Rule]++
}

func (a *account) frame(f framed) { a.files[f.file].framing += f.bytes }

func (a *account) place(p schema.Place) {
	a.Places++
	f := &a.files[p.File]
	f.places++
	if p.Rows > 0 {
		f.quarantined += p.Rows
		return
	}
	f.quarantined += p.End - p.Start
}

// close holds each file's sum against its size and adds the files up.
func (a *account) close(files []read.File, tallies []tally) error {
	for i, f := range a.files {
		t := tallies[i]
		want := t.Stream
		if t.Columnar {
			want = t.Rows
		}
		if got := f.documents + f.framing + f.quarantined; got != want && !a.limited {
			return fmt.Errorf("accounting of %s: %d read, but %d in documents, %d in framing, %d quarantined",
				files[i].Name, want, f.documents, f.framing, f.quarantined)
		}
		a.add(f, t)
	}
	if a.Read+a.Copies != a.Kept+a.Rejected {
		return fmt.Errorf("accounting: %d documents read, %d kept, %d rejected", a.Read, a.Kept, a.Rejected)
	}
	return nil
}

func (a *account) add(f fileAccount, t tally) {
	if t.Columnar {
		a.InputRows += f.documents + f.framing + f.quarantined
		a.QuarantineRows += f.quarantined
		return
	}
	a.InputBytes += f.documents + f.framing + f.quarantined
	a.DocumentBytes += f.documents
	a.FramingBytes += f.framing
	a.QuarantineBytes += f.quarantined
}
