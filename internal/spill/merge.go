package spill

import (
	"bytes"
	"encoding/binary"
)

// maxFanIn bounds the files open at once, of the 1,024 or more that a process usually may have.
const maxFanIn = 128

// cursorBytes is what a run costs in a merge beside its frame.
const cursorBytes = 256

// merger gives the records of many runs in order, by a tree of losers: one comparison per level
// for each record, mostly of two numbers.
type merger struct {
	cs   []*cursor
	tree []int32 // [0] the winner, [1:] who lost at that node; -1: nobody came yet
}

// newMerger opens the runs and starts at the first record of each.
func newMerger(runs []*run) (*merger, error) {
	m := &merger{cs: make([]*cursor, len(runs)), tree: make([]int32, len(runs))}
	for i, r := range runs {
		if err := r.open(); err != nil {
			return nil, err
		}
		m.cs[i] = &cursor{r: r}
		if err := m.cs[i].advance(); err != nil {
			return nil, err
		}
	}
	for i := range m.tree {
		m.tree[i] = -1
	}
	for i := range m.cs {
		m.play(int32(i))
	}
	return m, nil
}

// play takes run i from its leaf to the top as far as it wins.
func (m *merger) play(i int32) {
	w := i
	for n := (int(i) + len(m.cs)) / 2; n > 0; n /= 2 {
		if m.tree[n] < 0 {
			m.tree[n] = w
			return
		}
		if m.less(m.tree[n], w) {
			m.tree[n], w = w, m.tree[n]
		}
	}
	m.tree[0] = w
}

// less says whether run i's record comes before run j's; ended runs come last.
func (m *merger) less(i, j int32) bool {
	x, y := m.cs[i], m.cs[j]
	if x.done || y.done {
		return !x.done
	}
	if x.prefix != y.prefix {
		return x.prefix < y.prefix
	}
	if c := bytes.Compare(x.key, y.key); c != 0 {
		return c < 0
	}
	return bytes.Compare(x.payload, y.payload) < 0
}

// top returns the cursor at the next record, nil at the end.
func (m *merger) top() *cursor {
	if c := m.cs[m.tree[0]]; !c.done {
		return c
	}
	return nil
}

// pop goes on to the record after.
func (m *merger) pop() error {
	w := m.tree[0]
	if err := m.cs[w].advance(); err != nil {
		return err
	}
	m.play(w)
	return nil
}

// copyRecords writes all records of the runs to w.
func copyRecords(runs []*run, w *runWriter) error {
	m, err := newMerger(runs)
	if err != nil {
		return err
	}
	for c := m.top(); c != nil; c = m.top() {
		if err := w.add(c.rec); err != nil {
			return err
		}
		if err := m.pop(); err != nil {
			return err
		}
	}
	return nil
}

// addUp writes one record for each key of the runs to w, its sums added.
func addUp(runs []*run, w *runWriter) error {
	m, err := newMerger(runs)
	if err != nil {
		return err
	}
	var key, rec []byte
	var sum [8]byte
	for c := m.top(); c != nil; {
		key = append(key[:0], c.key...)
		total := uint64(0)
		for c != nil && bytes.Equal(c.key, key) {
			if len(c.payload) != 8 {
				return damaged(c.r.f, c.next, "broken sum")
			}
			total += binary.LittleEndian.Uint64(c.payload)
			if err := m.pop(); err != nil {
				return err
			}
			c = m.top()
		}
		binary.LittleEndian.PutUint64(sum[:], total)
		rec = appendRecord(rec[:0], key, sum[:])
		if err := w.add(rec); err != nil {
			return err
		}
	}
	return nil
}

// pile is a set of runs on their way to one.
type pile struct {
	st     store
	dir    string
	budget int64
	runs   []*run
	fold   func([]*run, *runWriter) error // merges: copyRecords, addUp or copyCells
}

// one merges until a single run is left, in as many passes as the budget asks for. Merged runs go
// to the end of the line, so that all grow evenly.
func (p *pile) one() (*run, error) {
	for len(p.runs) > 1 {
		n := p.fanIn()
		r, err := p.merge(p.runs[:n])
		if err != nil {
			return nil, err
		}
		old := p.runs[:n]
		p.runs = append(append([]*run(nil), p.runs[n:]...), r)
		if err := closeRuns(old); err != nil {
			return nil, err
		}
	}
	return p.runs[0], nil
}

// fanIn returns how many of the first runs fit the budget together with the output's frame; two
// at least, since fewer would be no progress.
func (p *pile) fanIn() int {
	left := p.budget - int64(frameBytes(p.budget))
	for i, r := range p.runs {
		left -= min(int64(max(r.widest, r.limit))+frameHead, r.size) + cursorBytes
		if (left < 0 && i >= 2) || i == maxFanIn {
			return i
		}
	}
	return len(p.runs)
}

func (p *pile) merge(runs []*run) (*run, error) {
	w, err := newRun(p.st, p.dir, frameBytes(p.budget))
	if err != nil {
		return nil, err
	}
	if err := p.fold(runs, w); err != nil {
		w.abort()
		return nil, err
	}
	r, err := w.finish()
	if err != nil {
		w.abort()
	}
	return r, err
}

// close removes all files.
func (p *pile) close() error {
	err := closeRuns(p.runs)
	p.runs = nil
	return err
}

func closeRuns(runs []*run) error {
	var first error
	for _, r := range runs {
		if err := r.close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}
