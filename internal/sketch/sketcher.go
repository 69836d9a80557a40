package sketch

import "slices"

// Sketcher makes keys and records of documents. It belongs to one goroutine, and what it holds stays
// small whatever the length of a document.
type Sketcher struct {
	cut  *cutter
	sig  signature
	rows int
	key  Key
	held []uint64 // shingles of the document at hand
	lost bool     // they were more than heldMost
	any  bool     // it has shingles
	part []uint64 // hashes of one part of a record
	from uint64   // the least and the most of them
	to   uint64
	sort sorter

	takeKeys, takePart func([]uint64) // made once, and not for each document
}

// NewSketcher returns a Sketcher of documents cut as s says, with bands × rows values to a signature.
func NewSketcher(s Shingling, bands, rows int, k Key) *Sketcher {
	t := &Sketcher{cut: newCutter(s, k), sig: newSignature(bands*rows, k), rows: rows, key: k}
	t.takeKeys, t.takePart = t.forKeys, t.forPart
	return t
}

// heldMost bounds the shingles held for further rounds. A document with half as many different ones
// fills all bins in the first round but for a chance of less than e^-30 with 1,024 bins; should it
// not, it is cut again.
const heldMost = 1 << 16

// AppendKeys appends the keys of a document, one for each band: two documents that share a key are
// a candidate pair. There are none for a document without shingles.
func (k *Sketcher) AppendKeys(dst []uint64, texts []string) []uint64 {
	k.sig.begin()
	k.held, k.lost, k.any = k.held[:0], false, false
	k.cut.cut(texts, k.takeKeys)
	if !k.any {
		return dst
	}
	k.sig.endFirst()
	k.fill(texts)
	return k.sig.bands(dst, k.rows, k.key)
}

func (k *Sketcher) forKeys(shingles []uint64) {
	k.any = true
	k.sig.first(shingles)
	k.hold(shingles)
}

// hold keeps shingles for further rounds; where they are many it keeps the different ones.
func (k *Sketcher) hold(shingles []uint64) {
	if k.lost {
		return
	}
	if len(k.held)+len(shingles) > heldMost {
		k.held = k.sort.unique(k.held)
		if len(k.held) > heldMost/2 {
			k.held, k.lost = k.held[:0], true
			return
		}
	}
	k.held = append(k.held, shingles...)
}

// fill runs further rounds until no bin is empty.
func (k *Sketcher) fill(texts []string) {
	if k.sig.left > 0 && len(k.held) > 16*len(k.sig.bins) { // mostly repeats, then
		k.held = k.sort.unique(k.held)
	}
	for i := 1; k.sig.left > 0 && i < k.sig.rounds(); i++ {
		if k.lost {
			k.cut.cut(texts, func(shingles []uint64) { k.sig.further(i, shingles) })
		} else {
			k.sig.further(i, k.held)
		}
		k.sig.endRound()
	}
}

// A record is a document's set of shingles: its different hashes, ascending, eight bytes each, little
// endian. It is the whole set, never a sample.

// recordMost bounds the hashes that are sorted at once. A longer set is made in parts, each the hashes of
// one range, and of at most maxParts; the text is cut again for each.
const (
	recordMost = 1 << 21
	maxParts   = 16
	keptHashes = 1 << 18 // an outsized document's memory goes back beyond it
)

// AppendRecord appends the record of a document.
func (k *Sketcher) AppendRecord(dst []byte, texts []string) []byte {
	if !k.takeRange(texts, 0, ^uint64(0)) {
		dst = appendHashes(slices.Grow(dst, 8*len(k.part)), k.part)
	} else {
		dst = k.appendParts(dst, texts)
	}
	if cap(k.part) > keptHashes {
		k.part = nil
	}
	return dst
}

// appendParts appends a record that is too long to be sorted at once.
func (k *Sketcher) appendParts(dst []byte, texts []string) []byte {
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	parts := uint64(2)
	for parts < maxParts && uint64(size) > parts*2*recordMost {
		parts *= 2
	}
	width := ^uint64(0)/parts + 1
	for p := range parts {
		k.takeRange(texts, p*width, (p+1)*width-1)
		dst = appendHashes(slices.Grow(dst, 8*len(k.part)), k.part)
	}
	return dst
}

// takeRange gathers the different hashes from one number to another; it says whether they are more than
// should be sorted at once.
func (k *Sketcher) takeRange(texts []string, from, to uint64) (many bool) {
	k.part, k.from, k.to, k.lost = k.part[:0], from, to, false
	k.cut.cut(texts, k.takePart)
	k.part = k.sort.unique(k.part)
	return k.lost
}

func (k *Sketcher) forPart(shingles []uint64) {
	whole := k.from == 0 && k.to == ^uint64(0)
	if k.lost && whole {
		return // it will be made in parts
	}
	if n := len(k.part) + len(shingles); n > recordMost && n > cap(k.part) {
		k.part = k.sort.unique(k.part)
		k.lost = k.lost || len(k.part) > recordMost/2
	}
	if whole {
		k.part = append(k.part, shingles...)
		return
	}
	for _, h := range shingles {
		if h >= k.from && h <= k.to {
			k.part = append(k.part, h)
		}
	}
}
