//go:build unix

package read

import "syscall"

func makePipe(path string) error { return syscall.Mkfifo(path, 0o600) }
