//go:build unix

package damage

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// makeFIFO makes a FIFO unless an earlier Write left one, and says whether the system has them.
func makeFIFO(path string) (bool, error) {
	err := unix.Mkfifo(path, 0o644)
	if errors.Is(err, os.ErrExist) {
		err = nil
	}
	return true, err
}
