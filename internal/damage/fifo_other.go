//go:build !unix

package damage

// makeFIFO says that the system has no FIFOs.
func makeFIFO(string) (bool, error) { return false, nil }
