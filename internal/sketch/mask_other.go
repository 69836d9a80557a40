//go:build !amd64

package sketch

// masks fills dst with the masks of src, which is len(dst) whole blocks.
func masks(dst []uint64, src string) { maskPlain(dst, src) }
