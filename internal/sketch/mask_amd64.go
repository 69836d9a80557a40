package sketch

import "golang.org/x/sys/cpu"

var hasAVX2 = cpu.X86.HasAVX2

// masks fills dst with the masks of src, which is len(dst) whole blocks.
func masks(dst []uint64, src string) {
	if !hasAVX2 || len(dst) == 0 {
		maskPlain(dst, src)
		return
	}
	_ = src[len(dst)*maskBlock-1]
	maskAVX2(&dst[0], src, len(dst))
}

// maskAVX2 is maskPlain over n > 0 blocks, 64 bytes in about 14 instructions.
//
//go:noescape
func maskAVX2(dst *uint64, src string, n int)
