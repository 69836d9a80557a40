package text

// PairClass returns the class of a letter of the Latin, Cyrillic or Greek alphabet, without its case
// and marks; 0 for all else.
func PairClass(r rune) uint8 {
	switch {
	case r < 0:
		return 0
	case int(r) < len(pairClasses0):
		return pairClasses0[r] - 0x20
	case r >= 0x1E00 && int(r) < 0x1E00+len(pairClasses1E):
		return pairClasses1E[r-0x1E00] - 0x20
	}
	return 0
}

// pairClasses is the number of classes, the border of a word (0) among them.
const pairClasses = 83

// PairScore returns by how many eighths of a bit a letter is likelier behind another in a word of
// some language than in a random row of letters. Class 0 is the border of a word.
func PairScore(a, b uint8) int {
	return int(pairScores[int(a)*pairClasses+int(b)]) - 'P'
}
