package engine

import (
	"errors"
	"fmt"

	"github.com/tamis-data/tamis/internal/spill"
)

// checkpointError says that a checkpoint can't be used: it is damaged, of another format, or a part
// of it is missing. The run sweeps the checkpoints and begins anew.
type checkpointError struct{ err error }

// Error implements error.
func (e *checkpointError) Error() string { return "checkpoint: " + e.err.Error() }

// Unwrap implements errors.Unwrap.
func (e *checkpointError) Unwrap() error { return e.err }

// unusable marks an error met while a checkpoint was read, one of the disk too: its file goes, and the
// next attempt reads none.
func unusable(err error) error {
	var marked *checkpointError
	if err == nil || errors.As(err, &marked) {
		return err
	}
	return &checkpointError{err}
}

func openCheckpoint(path string) (*spill.SpoolReader, error) {
	in, err := spill.Open(path, spoolKey)
	return in, unusable(err)
}

// readCheckpoint calls f with each record of a checkpoint. An error of f means that the record is
// not one.
func readCheckpoint(path string, f func(rec []byte) error) error {
	in, err := openCheckpoint(path)
	if err != nil {
		return err
	}
	defer in.Close() // nothing was written
	return eachRecord(in, f)
}

// eachRecord calls f with each record from where in stands; it is valid until f returns.
func eachRecord(in *spill.SpoolReader, f func(rec []byte) error) error {
	var failed error
	err := in.Each(func(rec []byte) error {
		failed = f(rec)
		return failed
	})
	if failed != nil {
		return failed
	}
	return unusable(err)
}

// writeSpool makes a spool of records, which stands at path when it is whole.
func writeSpool(path string, fill func(add func([]byte) error) error) error {
	w, err := spill.Create(path, spoolKey)
	if err != nil {
		return err
	}
	if err := fill(w.Append); err != nil {
		return errors.Join(err, w.Abort())
	}
	return w.Commit()
}

// sweepCheckpoints removes all checkpoints, so that the run begins anew.
func (w *workdir) sweepCheckpoints() error {
	if err := w.keepOnly(nil); err != nil {
		return fmt.Errorf("sweep checkpoints: %w", err)
	}
	return nil
}
