package read

import (
	"syscall"
	"testing"
)

func cpuSeconds(b *testing.B) float64 {
	var made, ended, kernel, user syscall.Filetime
	self, err := syscall.GetCurrentProcess()
	if err == nil {
		err = syscall.GetProcessTimes(self, &made, &ended, &kernel, &user)
	}
	if err != nil {
		b.Fatal(err)
	}
	ticks := func(t syscall.Filetime) int64 { return int64(t.HighDateTime)<<32 | int64(t.LowDateTime) }
	return float64(ticks(kernel)+ticks(user)) / 1e7 // of 100 ns
}
