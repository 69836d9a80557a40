package export

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// Indexing makes anew what ledger/index holds of a document.
type Indexing struct {
	Parameters string   // as each row has them
	Columns    []string // of data/ that an entry is made of
	// Entry takes the values of these columns and returns keys and record as Index was given them.
	Entry func(values []schema.Value) (keys []uint64, record []byte)
}

// entry is a document of the index and what it holds of it.
type entry struct{ id, holds mark }

func (e entry) compare(f entry) int { return e.id.compare(f.id) }

// entryHash takes the mark of keys and a record, which may come in parts.
type entryHash struct {
	h       hash.Hash
	numbers uint64 // of the record so far
}

func newEntryHash(keys []uint64) *entryHash {
	e := &entryHash{h: sha256.New()}
	e.put(uint64(len(keys)))
	for _, k := range keys {
		e.put(k)
	}
	return e
}

func (e *entryHash) put(n uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	e.h.Write(b[:])
}

func (e *entryHash) record(numbers []uint64) {
	for _, n := range numbers {
		e.put(n)
	}
	e.numbers += uint64(len(numbers))
}

func (e *entryHash) mark() mark {
	e.put(e.numbers)
	sum := e.h.Sum(nil)
	return mark{binary.BigEndian.Uint64(sum), binary.BigEndian.Uint64(sum[8:])}
}

// numbersOf are the numbers of a list, as an index holds them.
func numbersOf(out []uint64, v schema.Value) []uint64 {
	for _, n := range v.List() {
		out = append(out, uint64(n.Int()))
	}
	return out
}

// remakes says that entries are made anew from data/.
func (k *idCheck) remakes() bool { return k.c.o.Index != nil && k.c.intact(TableIndex) }

// dataColumns are those that gather reads of data/, nil for all.
func (k *idCheck) dataColumns() []string {
	if k.c.rel.Copied() { // their values are compared
		return nil
	}
	out := []string{"id", "origin", "split"}
	if k.remakes() {
		for _, name := range k.c.o.Index.Columns {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// remake notes the entry that a row of data/ gives.
func (k *idCheck) remake(id mark, row Row) {
	if !k.remakes() {
		return
	}
	var values []schema.Value
	for _, name := range k.c.o.Index.Columns {
		values = append(values, row.Value(name))
	}
	keys, record := k.c.o.Index.Entry(values)
	h := newEntryHash(keys)
	k.numbers = k.numbers[:0]
	for ; len(record) >= 8; record = record[8:] {
		k.numbers = append(k.numbers, binary.LittleEndian.Uint64(record))
	}
	h.record(k.numbers)
	k.made = append(k.made, entry{id, h.mark()})
}

// indexed notes a document of the index; its rows must stand together, in order, and be made alike.
func (k *idCheck) indexed(row Row) {
	id, part, made := row.Str(IndexID), row.Int(IndexNumber), row.Str(IndexParameters)
	if last := &k.last; k.pass == 0 {
		if part != 0 && (id != last.id || part != last.part+1) || last.made != "" && made != last.made {
			k.broken++
		}
		*last = indexRow{id, made, part}
	}
	if k.remakes() && made != k.c.o.Index.Parameters && k.pass == 0 {
		k.others++
	}
	m, ok := k.mine(id)
	if part == 0 {
		k.endEntry()
	}
	if !ok {
		return
	}
	if part == 0 {
		k.index = append(k.index, m)
	}
	if !k.remakes() {
		return
	}
	k.numbers = numbersOf(k.numbers[:0], row.Value(IndexKeys))
	if part == 0 {
		k.open, k.openID = newEntryHash(k.numbers), m
	}
	if k.open != nil {
		k.open.record(numbersOf(k.numbers[:0], row.Value(IndexRecord)))
	}
}

// endEntry notes the entry whose rows have been seen.
func (k *idCheck) endEntry() {
	if k.open != nil {
		k.held = append(k.held, entry{k.openID, k.open.mark()})
		k.open = nil
	}
}

// compareEntries counts the documents whose entry is not the one that data/ gives; those that only one of both has
// are told elsewhere.
func (k *idCheck) compareEntries() {
	slices.SortFunc(k.made, entry.compare)
	slices.SortFunc(k.held, entry.compare)
	made := k.made
	for _, e := range k.held {
		for len(made) > 0 && made[0].compare(e) < 0 {
			made = made[1:]
		}
		if len(made) == 0 || made[0].id != e.id || made[0].holds == e.holds {
			continue
		}
		if k.wrong++; len(k.wrongIDs) < problemLimit {
			k.wrongIDs = append(k.wrongIDs, e.id)
		}
	}
}

// tellIndex says what is wrong with the index, and what could not be looked at.
func (k *idCheck) tellIndex() error {
	if tableNamed(k.c.rel.Manifest, TableIndex) == nil {
		return nil
	}
	if k.broken > 0 {
		k.c.problem(TableIndex, "%d rows do not go on from the row before, or have other parameters", k.broken)
	}
	switch {
	case !k.c.intact(TableIndex):
		return nil
	case k.c.o.Index == nil:
		k.c.unchecked("whether the hashes of ledger/index are those of the released texts%s", k.c.o.indexWhy())
		return nil
	case k.others > 0:
		k.c.problem(TableIndex, "%d rows have other parameters than recipe.yaml gives", k.others)
		return nil // then the hashes differ as well
	case k.wrong == 0:
		return nil
	}
	var names []string
	err := k.each(TableIndex, func(row Row) {
		if row.Int(IndexNumber) == 0 && slices.Contains(k.wrongIDs, markOf(row.Str(IndexID))) && len(names) < 3 {
			names = append(names, row.Str(IndexID))
		}
	}, IndexID, IndexNumber)
	k.c.problem(TableIndex, "the hashes of %d documents are not those of their released texts: %q", k.wrong, names)
	return err
}

func (o VerifyOptions) indexWhy() string {
	if o.IndexWhy == nil {
		return ""
	}
	return ": " + o.IndexWhy.Error()
}
