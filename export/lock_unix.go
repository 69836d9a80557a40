//go:build unix

package export

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes the lock of an open file without waiting. The kernel gives it back when the file
// is closed or its process ends, however that ends.
func lockFile(f *os.File) error {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return ErrLocked
		}
		return err
	}
}
