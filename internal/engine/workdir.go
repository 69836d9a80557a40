package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
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
	err = errors.Join(os.RemoveAll(w.temporary), spill.Sweep(w.checkpoints), os.MkdirAll(w.temporary, 0o700))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("work folder: %w", err), lock.Close())
	}
	return w, nil
}

// forLimit puts the checkpoints of a run over some of the documents where they end with it: a unit
// that a limit cut must not be taken for a whole one, and those of the whole set are to stay.
func (w *workdir) forLimit() error {
	w.checkpoints = w.temp("checkpoints")
	return os.MkdirAll(w.checkpoints, 0o700)
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
	feed *feed
	n    uint64
	done bool
}

func newRepeats(w *workdir, budget int64) *repeats {
	return &repeats{feed: newFeed(w.temporary, budget/4)}
}

func (r *repeats) add(x ruling) error {
	n := r.n
	r.n++
	return r.feed.add(x.key(nil, n), x.payload(nil))
}

// told says that the repeats so far were handed over in an earlier run; a later barrier must not
// number them again.
func (r *repeats) told() {
	if r != nil && r.n > 0 {
		r.done = true
	}
}

// each hands over what was kept, once.
func (r *repeats) each(f func(ruling) error) error {
	if r.n == 0 || r.done {
		return nil
	}
	r.done = true
	sorted, err := r.feed.sort()
	if err != nil {
		return err
	}
	err = sorted.All(func(k, v []byte) error {
		x, err := parseRuling(append(append([]byte(nil), k...), v...))
		if err != nil {
			return err
		}
		return f(x)
	})
	return errors.Join(err, sorted.Close())
}

func (r *repeats) close() error {
	if r == nil {
		return nil
	}
	return r.feed.close()
}

// limiter ends the reading after so many documents.
type limiter struct {
	on   bool
	left int64
	turn turn
}

// cut leaves of a batch what the limit allows: documents up to it and the places before the last of
// them, however far the reader got. Framing can't be told apart like that, so it is left out. It is
// called in order.
func (l *limiter) cut(b *batch) {
	b.framing = nil
	n := min(l.left, int64(len(b.docs)))
	if l.left -= n; l.left > 0 {
		return
	}
	b.docs = b.docs[:n]
	b.places = slices.DeleteFunc(b.places, func(p schema.Place) bool {
		if n == 0 {
			return true
		}
		last := b.docs[n-1].Read
		return p.File > last.File || p.File == last.File && p.Start >= last.Start
	})
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
