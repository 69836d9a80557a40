package train

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// publish writes a file beside its place, syncs it and renames it: whoever reads the path finds the old file or
// the whole new one.
func publish(path string, write func(io.Writer) error) (err error) {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", path, errors.Join(err, ignore(os.Remove(f.Name()))))
		}
	}()
	if err = errors.Join(write(f), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func ignore(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
