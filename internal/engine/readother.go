package engine

import (
	"errors"
	"fmt"
	"io"
	"math"
	"sort"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// readOther takes the keys of all documents of the other set to the meeting.
func (p *pass) readOther(x *matching) error {
	work := func(n int, b *batch) error {
		if err := x.load(b); err != nil {
			return err
		}
		w := &p.workers[n]
		for i := range b.docs {
			d := &b.docs[i]
			d.Begin(p.r.Layout, p.st.judge.n, &w.scratch)
			if w.keys = w.keys[:0]; x.set.begins(d) {
				w.keys = x.keysOf(d, w.keys)
			}
			if len(w.keys) == 0 {
				continue
			}
			if err := p.meeting.add(n, w.keys, transform.Rank{}, d.Ord); err != nil {
				return err
			}
		}
		return p.meeting.flush(n)
	}
	if err := x.pass(p.build, func(int) bool { return true }, true, work, x.count); err != nil {
		return err
	}
	return p.unreadable(x)
}

// count adds up what the other set holds.
func (x *matching) count(b *batch) error {
	for i := range b.docs {
		d := &b.docs[i]
		if x.set.begins(d) {
			x.docs++
		}
		if x.set.index != "" {
			if err := x.end.follow(d); err != nil {
				return err
			}
		}
	}
	for _, place := range b.places {
		if x.places++; x.places == 1 {
			x.first = placeIn(x.set.files[place.File].Name, place) + ": " + place.Reason
		}
	}
	return nil
}

// unreadable tells of places that could not be read; beyond limits.quarantine they are an error.
func (b *build) unreadable(x *matching) error {
	if x.places == 0 {
		return nil
	}
	limit := b.r.Limits.Quarantine
	told := fmt.Sprintf("%s: set %s: places that can't be read: %d, documents that can: %d; the first place: %s", x.set.res.Pos, x.set.res.Path, x.places, x.docs, x.first)
	if share := float64(x.places) / float64(x.places+x.docs); share > limit && (x.places >= fewPlaces || limit == 0) {
		return fmt.Errorf("%s: more than limits.quarantine allows", told)
	}
	b.warn("%s", told)
	return nil
}

// pass goes through the wanted files of the other set; whole says that it is to see all of them as they
// were pinned.
func (x *matching) pass(b *build, wanted func(file int) bool, whole bool, work func(int, *batch) error, sink func(*batch) error) error {
	line := pipe{workers: b.budget.workers, hold: newHold(b.budget.flight)}
	line.turn.init()
	o := b.otherOptions(x.set)
	o.NoDigest = !whole
	return line.run(x.ctx, func(emit func(*batch) error) error {
		at := &batch{}
		for n := range x.set.files {
			if !wanted(n) {
				continue
			}
			var err error
			if at, err = x.file(n, o, b.o.Batch, at, emit); err != nil {
				return fmt.Errorf("read set %s: %s: %w", x.set.res.Path, x.set.files[n].Name, err)
			}
		}
		return emit(at)
	}, work, sink)
}

// file adds a file's chunks to the batch at hand and emits each one that is full.
func (x *matching) file(n int, o read.Options, most int64, at *batch, emit func(*batch) error) (_ *batch, err error) {
	r, err := read.Open(x.set.files[n], x.set.source, o)
	if err != nil {
		return at, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		c, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return at, err
		}
		if at.full(int64(c.Size()), c.Records(), most) {
			if err := emit(at); err != nil {
				return at, err
			}
			at = &batch{}
		}
		at.chunks = append(at.chunks, chunk{c, n})
		at.bytes += int64(c.Size())
		at.count += c.Records()
	}
	if !o.NoDigest && r.Done().SHA256 != x.set.sums[n] {
		return at, errors.New(x.set.changed())
	}
	return at, nil
}

// changed says what it means when a file is not the one that was pinned.
func (s *otherSet) changed() string {
	if s.release != "" {
		return "it is not the file that the release's SHA256SUMS pins: see `tamis verify`"
	}
	return "the file changed during the run"
}

// load makes the documents of a batch.
func (x *matching) load(b *batch) error {
	for _, c := range b.chunks {
		docs, places, _, err := c.Parse()
		if err != nil {
			return err
		}
		b.docs = append(b.docs, x.set.withoutCopies(docs)...)
		for _, p := range places {
			if x.set.alias < 0 || p.Reason != "no text" { // null in a column that is read as the text
				b.places = append(b.places, p)
			}
		}
	}
	b.chunks = nil
	for i := range b.docs {
		if x.set.alias >= 0 {
			b.docs[i].Values[x.set.alias] = b.docs[i].Values[schema.SlotText]
		}
	}
	return x.set.checkIndex(b.docs)
}

// recordOther makes the records of the documents of the other set that meet one of the run.
func (p *pass) recordOther(x *matching) error {
	work := func(n int, b *batch) error { return p.recordOthers(&p.workers[n], x, b) }
	var whole []byte // of the document at hand, whose record may come in parts
	var number uint64
	var ord int64
	var id string // as the set has it: rows of a document that does not meet may lie between
	open := false
	end := func() error {
		if !open {
			return nil
		}
		open = false
		return x.records.add(number, ord, whole)
	}
	sink := func(b *batch) error {
		for i, rec := range b.out {
			if d := &b.docs[i]; x.set.begins(d) {
				if err := errors.Join(end(), x.ids.Add(d.Ord, otherName(d))); err != nil {
					return err
				}
				whole, number, ord, open = append(whole[:0], rec...), b.numbers[i], schema.OtherOrdinal(d.Ord), true
				id = d.Str(schema.SlotID)
			} else if open && id == d.Str(schema.SlotID) {
				whole = append(whole, rec...)
			}
		}
		b.giveBuffer()
		return nil
	}
	among := x.met.docs.Cursor()
	wanted := func(file int) bool {
		at, ok := x.from(among, int64(file)<<40)
		return ok && at[0]>>40 == uint64(file)
	}
	err := x.pass(p.build, wanted, false, work, sink)
	return errors.Join(err, end(), among.Err(), x.ids.Seal())
}

// place finds the place of the first document of the other set that meets, from an ordinal on; they are met.others.
func (x *matching) place(in *spill.CellCursor[cell2], ord int64) int64 {
	return int64(sort.Search(int(min(x.met.others, math.MaxInt)), func(i int) bool {
		c, _ := in.At(int64(i))
		return c[0] >= uint64(ord)
	}))
}

// from returns that document.
func (x *matching) from(in *spill.CellCursor[cell2], ord int64) (c cell2, ok bool) {
	i := x.place(in, ord)
	if i >= x.met.others {
		return c, false
	}
	c, err := in.At(i)
	return c, err == nil
}

// recordOthers makes the records of a batch, and leaves of its documents those that meet; of an index also
// the further parts of their records.
func (p *pass) recordOthers(w *worker, x *matching, b *batch) error {
	if err := x.load(b); err != nil || len(b.docs) == 0 {
		return err
	}
	at, err := x.at(b.docs[0].Ord)
	if err != nil {
		return err
	}
	b.buf = takeBuffer()
	var ends []int
	meet := b.docs[:0]
	for i := range b.docs {
		d := &b.docs[i]
		begins := x.set.begins(d)
		if begins {
			at.advance(d.Ord)
		}
		if !at.meets {
			continue
		}
		d.Begin(p.r.Layout, p.st.judge.n, &w.scratch)
		if begins {
			b.buf = append(b.buf, d.Content[:contentBytes]...)
		}
		b.buf = x.recordOf(d, b.buf)
		ends, b.numbers = append(ends, len(b.buf)), append(b.numbers, at.number)
		meet = append(meet, *d)
	}
	b.docs = meet
	b.cutOut(ends)
	return at.in.Err()
}

// meeters goes through the documents of the other set that meet, along with its rows.
type meeters struct {
	in     *spill.CellCursor[cell2]
	next   cell2
	more   bool
	number uint64 // of the document at hand
	meets  bool   // it is one of them
}

// at begins before the row with an ordinal; the document at hand is the last one that meets before it,
// which a part of a record may belong to.
func (x *matching) at(ord int64) (*meeters, error) {
	m := &meeters{in: x.met.docs.Cursor()}
	i := x.place(m.in, ord)
	if i > 0 && x.set.index != "" {
		c, _ := m.in.At(i - 1)
		m.number, m.meets = c[1], true
	}
	if i < x.met.others {
		m.next, _ = m.in.At(i)
		m.more = true
	}
	return m, m.in.Err()
}

// advance goes on to the document that begins with a row.
func (m *meeters) advance(ord int64) {
	if m.meets = m.more && m.next[0] == uint64(ord); m.meets {
		m.number = m.next[1]
		m.next, m.more = m.in.Next()
	}
}

// otherName is the id of a document of another set: that of the field it has one in, else its place.
func otherName(d *schema.Doc) string {
	if id := d.Str(schema.SlotID); id != "" {
		return id
	}
	return d.Str(schema.SlotOrigin)
}

// shownOther is that id as it may be shown. It is asked each time that a name is told: a checkpoint holds what was
// not private to the recipe that made it.
func (b *build) shownOther(id string, place int64) string {
	if b.names.hit(id) {
		return fmt.Sprintf("doc-%d-%d", place>>40, place&(1<<40-1))
	}
	return id
}
