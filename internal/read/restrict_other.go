//go:build !linux && !darwin

package read

// restrict has nothing to set here: the soft limit of the Go runtime is the only bound.
func restrict(int64) error { return nil }
