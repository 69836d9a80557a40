package sketch

// Grams hashes every row of so many words of a text, the words being those that shingles are made of, but
// that digits count one by one. It belongs to one goroutine.
type Grams struct{ cut *cutter }

// NewGrams returns Grams of rows of s.Length words.
func NewGrams(s Shingling, k Key) *Grams {
	s.Characters, s.Digits = false, false
	return &Grams{newCutter(s, k)}
}

// Each hands over the hashes of the rows of a text, in order and a block at a time; a text of fewer words has none.
// What take gets is valid until it returns.
func (g *Grams) Each(text string, take func(rows []uint64)) {
	c := g.cut
	c.sink, c.salt = take, c.key.shingle
	c.begin()
	c.wordsOf(text)
	c.roll()
	c.sink = nil
}

// Words tells the words that Grams hashes one by one, each with its place and the form in which it is compared.
type Words struct {
	fold Shingling
	form []byte
}

// NewWords returns the Words of texts that are cut as s says.
func NewWords(s Shingling) *Words {
	s.Digits = false
	return &Words{fold: s}
}

// Each goes through the words of a text. A form is valid until found returns.
func (w *Words) Each(text string, found func(form []byte, start, end int)) {
	for s := (WordScan{text: text, apart: true}); s.Next(); {
		w.form = w.fold.appendWord(w.form[:0], text[s.Start:s.End])
		found(w.form, s.Start, s.End)
	}
}

// Rows are the hashes of all rows of words of a text, of any length, from the forms of its words.
type Rows struct {
	key    Key
	sums   []uint64 // by number of words: polynomial over all of them
	powers []uint64 // of the base
}

// NewRows returns Rows without words.
func NewRows(k Key) *Rows { return &Rows{key: k, sums: []uint64{0}, powers: []uint64{1}} }

// Begin forgets all words.
func (r *Rows) Begin() {
	const most = 1 << 17
	if r.sums = r.sums[:1]; cap(r.sums) > most {
		r.sums = make([]uint64, 1)
	}
}

// Push takes the form of the next word.
func (r *Rows) Push(form []byte) {
	r.sums = append(r.sums, r.sums[len(r.sums)-1]*base+r.key.hashForm(form))
}

// Len is how many words there are.
func (r *Rows) Len() int { return len(r.sums) - 1 }

// Hash is that of the words from one to another, as Grams of that length hash them.
func (r *Rows) Hash(from, to int) uint64 {
	for len(r.powers) <= to-from {
		r.powers = append(r.powers, r.powers[len(r.powers)-1]*base)
	}
	return mum((r.sums[to]-r.sums[from]*r.powers[to-from])^r.key.shingle, mixA)
}
