package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// workdir is the folder of a run's checkpoints and spills: private, since it holds texts as they
// were before anything was redacted.
type workdir struct {
	root        string
	checkpoints string
	temporary   string
	lock        *os.File
}

// openWork makes the folders, takes the lock and sweeps what a killed run left.
func openWork(dir, name string) (*workdir, error) {
	w := &workdir{root: dir, checkpoints: filepath.Join(dir, name, "checkpoints"), temporary: filepath.Join(dir, name, "tmp")}
	if err := os.MkdirAll(w.checkpoints, 0o700); err != nil {
		return nil, fmt.Errorf("work folder: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, name, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("work folder: %w", err)
	}
	if err := lockFile(lock); err != nil {
		return nil, errors.Join(fmt.Errorf("work folder %s is in use by another run: %w", dir, err), lock.Close())
	}
	w.lock = lock
	if err := os.RemoveAll(w.temporary); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return w, os.MkdirAll(w.temporary, 0o700)
}

func (w *workdir) temp(name string) string { return filepath.Join(w.temporary, name) }

// any says that there are checkpoints to be found.
func (w *workdir) any() bool {
	entries, err := os.ReadDir(w.checkpoints)
	return err == nil && len(entries) > 0
}

// keepOnly removes the checkpoints that the run did not use: what stays is what the next run of the
// same recipe can take up.
func (w *workdir) keepOnly(used map[string]bool) error {
	entries, err := os.ReadDir(w.checkpoints)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if path := filepath.Join(w.checkpoints, e.Name()); !used[path] {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *workdir) close() error {
	err := os.RemoveAll(w.temporary)
	return errors.Join(err, w.lock.Close())
}

// repeats keeps what was decided about repeated ids until the next pass.
type repeats struct {
	sorter *spill.Sorter
	block  spill.Block
	n      uint64
	none   bool
}

func newRepeats(w *workdir, budget int64) *repeats {
	return &repeats{sorter: spill.NewSorter(w.temporary, budget/4)}
}

func (r *repeats) add(x ruling) error {
	r.block.Add(x.key(nil, r.n), x.payload(nil))
	r.n++
	if r.block.Bytes() < blockBytes {
		return nil
	}
	return r.sorter.Append(&r.block)
}

// each hands over what was kept, once.
func (r *repeats) each(f func(ruling) error) error {
	if r.n == 0 || r.none {
		return nil
	}
	r.none = true
	if err := r.sorter.Append(&r.block); err != nil {
		return err
	}
	sorted, err := r.sorter.Sort()
	if err != nil {
		return err
	}
	defer sorted.Close()
	return sorted.All(func(k, v []byte) error {
		x, err := parseRuling(append(append([]byte(nil), k...), v...))
		if err != nil {
			return err
		}
		return f(x)
	})
}

// limiter ends the reading after so many documents.
type limiter struct {
	on   bool
	left int64
	turn turn
}

// cut leaves of a batch what the limit allows. It is called in order.
func (l *limiter) cut(b *batch) {
	n := min(l.left, int64(len(b.docs)))
	if n < int64(len(b.docs)) {
		b.docs = b.docs[:n]
	}
	l.left -= n
}

// reached says that no more needs to be read.
func (l *limiter) reached() bool {
	if !l.on {
		return false
	}
	l.turn.mu.Lock()
	defer l.turn.mu.Unlock()
	return l.left <= 0
}

// shuffler puts the rows of data/ into the declared order.
type shuffler struct {
	sorter *spill.Sorter
	block  spill.Block
	key    []byte
	rec    []byte
}

func (s *shuffler) add(seed uint64, d *schema.Doc) error {
	s.key = orderKey(s.key[:0], seed, d)
	s.rec = d.AppendBinary(s.rec[:0])
	s.block.Add(s.key, s.rec)
	return s.sorter.Append(&s.block)
}

var _ transform.Judge = (*idJudge)(nil)
