// Package spill sorts, sums and keeps records on disk when they are more than memory may hold.
//
// Everything here works within a budget of bytes, gives the same result whatever the budget and
// whatever order the records came in, and checks each block that it reads back: a damaged file is
// an error, never a wrong result. The files hold text of documents, so they are made with mode
// 0600, and no error quotes what is in them.
package spill

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrDamaged says that a file of this room does not hold what was written to it.
var ErrDamaged = errors.New("damaged spill file")

// errTooLong is kept by a block until it is appended, since Add has no error to return.
var errTooLong = errors.New("spill: key or payload longer than 1 GiB")

// maxField is the longest key or payload: two of them and a header fit 32 bits.
const maxField = 1 << 30

// prefixName and suffixName enclose the names of all temporary files, so that Sweep knows them.
const (
	prefixName = "spill-"
	suffixName = ".tmp"
)

// file is what the room needs of an open file.
type file interface {
	io.Writer
	io.ReaderAt
	io.Closer
	Name() string
	Sync() error
}

// store makes and removes files; tests put a failing one in its place.
type store interface {
	create(dir, pattern string) (file, error)
	open(name string) (file, error)
	remove(name string) error
	rename(from, to string) error // and makes it last
}

// osStore is the real disk.
type osStore struct{}

func (osStore) create(dir, pattern string) (file, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return os.CreateTemp(dir, pattern) // mode 0600
}

func (osStore) open(name string) (file, error) { return os.Open(name) }

func (osStore) remove(name string) error { return os.Remove(name) }

func (osStore) rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

// syncDir makes a rename in dir last. Some file systems cannot sync a folder; then the rename is
// as safe as they make it.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = errors.Join(d.Sync(), d.Close())
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, os.ErrPermission) || errors.Is(err, syscall.EINVAL) {
		return nil
	}
	return err
}

// Sweep removes the temporary files that a killed run left in dir. No live run may use dir.
// A folder that does not exist is swept already.
func Sweep(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sweep spill files: %w", err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefixName) || !strings.HasSuffix(e.Name(), suffixName) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("sweep spill files: %w", err)
		}
	}
	return nil
}

// damaged returns ErrDamaged with the place, and nothing of the content.
func damaged(f file, off int64, what string) error {
	return fmt.Errorf("read %s at byte %d: %s: %w", filepath.Base(f.Name()), off, what, ErrDamaged)
}
