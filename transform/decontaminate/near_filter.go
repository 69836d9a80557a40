package decontaminate

// probes is how many rows of a text are looked at for each of its rows, before it is read word by word all the same:
// no text makes rejecting it costlier than reading it.
const probes = 8

// promises says whether a text may hold a share of an item, by hashes alone and without its words. Half of all texts
// hold some rare row; hardly one has the rest of the item around it.
func (s *nearSeeker) promises(text string, threshold float64) bool {
	s.hashes = s.hashes[:0]
	rare := false
	s.words.hashes(text, s.n, func(rows []uint64) bool {
		rare = rare || s.rare.bloom.any(rows, s.has)
		if len(s.hashes) <= keptWords {
			s.hashes = append(s.hashes, rows...)
		}
		return !rare || len(s.hashes) <= keptWords
	})
	if !rare || len(s.hashes) > keptWords { // so long a text is not kept
		return rare
	}
	left := probes * len(s.hashes)
	for at, h := range s.hashes {
		if s.rare.bloom.may(h) && s.follow(at, threshold, &left) {
			return true
		}
	}
	return false
}

// follow says whether the row at a place leads to an item that may stand around it, or left is used up.
func (s *nearSeeker) follow(at int, threshold float64, left *int) bool {
	mask, h := uint64(len(s.slots)-1), s.hashes[at]
	for i := h & mask; s.slots[i] != 0; i = (i + 1) & mask {
		if s.slots[i]>>32 != h>>32 {
			continue
		}
		for _, lead := range s.rare.from(uint32(s.slots[i]&lowSlot) - 1) {
			if s.around(at, int(lead&lowSlot), threshold, left) || *left < 0 {
				return true
			}
		}
	}
	return false
}

// around says whether enough rows that may be an item's stand around a place. A window with a share of an item has no
// more other rows than its length leaves, so that the search on either side ends with these.
func (s *nearSeeker) around(at, item int, threshold float64, left *int) bool {
	need := enough(len(s.gramsOf(item)), threshold)
	reach := windowOf(int(s.end(item)-s.items[item].from), s.n) - s.n
	held := 1
	*left--
	for _, step := range [...]int{-1, 1} {
		for i, others := at+step, reach+1-need; i >= 0 && i < len(s.hashes) && max(i-at, at-i) <= reach && others >= 0 && held < need; i += step {
			if *left--; s.table.rows.may(s.hashes[i]) {
				held++
			} else {
				others--
			}
		}
	}
	return held >= need
}
