package clean

// wordCounts counts words of one text: a table with open addressing, since a map of strings costs
// three times as much a word and this is what Observe does most.
type wordCounts struct {
	slots []wordCount
	used  int
}

type wordCount struct {
	word string // of the text that is counted
	n    int32  // 0: free
}

// keptSlots is what a table keeps from one text to the next.
const keptSlots = 1 << 14

func (t *wordCounts) add(word string) {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	slot := t.find(word)
	if slot.n == 0 {
		slot.word = word
		t.used++
	}
	slot.n++
}

func (t *wordCounts) find(word string) *wordCount {
	mask := uint32(len(t.slots) - 1)
	for i := longHash(word) & mask; ; i = (i + 1) & mask {
		if slot := &t.slots[i]; slot.n == 0 || slot.word == word {
			return slot
		}
	}
}

func (t *wordCounts) grow() {
	old := t.slots
	t.slots = make([]wordCount, max(1024, 2*len(old)))
	for i := range old {
		if old[i].n > 0 {
			*t.find(old[i].word) = old[i]
		}
	}
}

// reset empties the table.
func (t *wordCounts) reset() {
	if len(t.slots) > keptSlots {
		t.slots = nil
	}
	clear(t.slots)
	t.used = 0
}

// longHash hashes all of a word: wordHash takes its head alone.
func longHash(word string) uint32 {
	h := wordHash(word)
	for len(word) > 8 {
		word = word[8:]
		h = h*0x9E3779B1 ^ wordHash(word)
	}
	return h ^ h>>13
}
