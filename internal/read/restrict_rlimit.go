//go:build linux || darwin

package read

import "golang.org/x/sys/unix"

// restrict bounds the data that this process may have. The runtime itself and what it maps at the
// start are inside the bound, hence 64 MiB above what was asked; Go then dies of a hostile length
// where it would have taken the machine with it. A lower bound of the caller's stands.
func restrict(mem int64) error {
	var now unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_DATA, &now); err != nil {
		return err
	}
	want := min(uint64(mem)+64<<20, now.Max)
	return unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: want, Max: want})
}
