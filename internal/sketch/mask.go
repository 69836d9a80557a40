package sketch

// A mask has one bit for each byte of a text, set where the byte can be part of a word: digits and
// letters of ASCII, and every byte of a character beyond it, about which runes.go knows more.

// maskBlock is how many bytes one bit mask covers.
const maskBlock = 64

// maskPlain fills dst with the masks of src, which is len(dst) whole blocks, eight bytes at a time.
// It is the definition; the assembly is tested against it.
func maskPlain(dst []uint64, src string) {
	for i := range dst {
		var m uint64
		for j := 0; j < maskBlock; j += 8 {
			m |= mask8(load8(src, i*maskBlock+j)) << j
		}
		dst[i] = m
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// mask8 is the mask of eight bytes. Without their highest bits no sum carries into the next byte.
func mask8(x uint64) uint64 {
	low := x &^ highs
	folded := low | 0x20*ones
	letter := (folded + (0x80-'a')*ones) &^ (folded + (0x80-'z'-1)*ones)
	digit := (low + (0x80-'0')*ones) &^ (low + (0x80-'9'-1)*ones)
	// The product gathers the eight highest bits in its top byte.
	return (letter | digit | x) & highs * 0x0002040810204081 >> 56
}

// maskTail is the mask of fewer bytes than a block.
func maskTail(src string) (m uint64) {
	for i := 0; i < len(src); i++ {
		m |= mask8(uint64(src[i])) & 1 << i
	}
	return m
}
