package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// tracing lets a Tracer decide. What it hands over travels as cells, sorted by what it says: in the
// first round only keys; then the passages of those that are shared; then the parts of those passages
// that stand for several. Each round reads no other documents than those which the one before left open.
type tracing struct {
	ctx  context.Context
	t    transform.Tracer
	how  transform.Tracing
	dir  string
	sort int64 // bytes of a sorter

	places *places
	// visit shows the documents asked about, with their numbers and what is asked, in any order.
	visit func(asks *spill.Cells[cell4], look look) error
	rule  func(r ruling) error // takes a verdict

	open   poured[cell2]            // places of passages that are to be taken apart
	found  poured[cell4]            // place of a repeat, its end, number of the document of the first one
	sorter *spill.CellSorter[cell4] // of the answers of the round at work
	counts map[string]int64
}

// look asks a Tracer about a document and hands the answers on as cells.
type look func(d *schema.Doc, number uint64, asks []uint64, out *poured[cell4])

// A place is the number of a document and where in it a passage begins.
const startBits = 30

func placeOf(number uint64, start int32) uint64 { return number<<startBits | uint64(start) }

func numberOf(place uint64) uint64 { return place >> startBits }

func startOf(place uint64) int32 { return int32(place & (1<<startBits - 1)) }

// lengthMask is where the first number of a passage's cell holds its length in place of bits of its key: 53 bits
// tell keys apart, and where they don't a passage is taken apart for nothing.
const lengthMask = transform.MaxPassage

// run decides.
func (x *tracing) run() error {
	x.counts = map[string]int64{}
	x.found = poured[cell4]{out: spill.NewCellSorter[cell4](x.dir, x.sort)}
	asks, err := x.whole()
	if err == nil {
		err = errors.Join(x.parts(asks), asks.Close())
	}
	if err = errors.Join(err, x.found.end()); err != nil {
		return errors.Join(err, x.found.out.Close())
	}
	repeats, err := x.found.out.Sort()
	if err != nil {
		return err
	}
	return errors.Join(x.tell(repeats), repeats.Close())
}

// whole decides about passages as a whole and returns which are to be taken apart.
func (x *tracing) whole() (asks *spill.Cells[cell4], err error) {
	cells, err := x.look(x.places.asks, x.lookWhole)
	if err = errors.Join(err, x.places.asks.Close()); err != nil {
		return nil, errors.Join(err, cells.Close())
	}
	x.open = poured[cell2]{out: spill.NewCellSorter[cell2](x.dir, x.sort)}
	err = errors.Join(x.decideWhole(cells), cells.Close(), x.open.end())
	if err != nil {
		return nil, errors.Join(err, x.open.out.Close())
	}
	places, err := x.open.out.Sort()
	if err != nil {
		return nil, err
	}
	asks, err = x.asksOf(places)
	return asks, errors.Join(err, places.Close())
}

// look asks about documents and sorts the answers.
func (x *tracing) look(asks *spill.Cells[cell4], how look) (*spill.Cells[cell4], error) {
	out := spill.NewCellSorter[cell4](x.dir, x.sort)
	x.sorter = out
	if err := x.visit(asks, how); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return out.Sort()
}

// answers returns what a goroutine hands its answers to.
func (x *tracing) answers() *poured[cell4] { return &poured[cell4]{out: x.sorter} }

func (x *tracing) lookWhole(d *schema.Doc, number uint64, asks []uint64, out *poured[cell4]) {
	shared := func(key uint64) bool { _, ok := slices.BinarySearch(asks, key); return ok }
	x.t.Passages(d, shared, func(p transform.Passage) {
		hi, lo := halves(p.Digest)
		out.add(cell4{p.Key&^lengthMask | uint64(p.End-p.Start), hi, lo, placeOf(number, p.Start)})
	})
}

func (x *tracing) lookParts(d *schema.Doc, number uint64, asks []uint64, out *poured[cell4]) {
	asked := func(start int32) bool { _, ok := slices.BinarySearch(asks, uint64(start)); return ok }
	x.t.Parts(d, asked, func(p transform.Passage) {
		hi, lo := halves(p.Digest)
		out.add(cell4{hi, lo, placeOf(number, p.Start), uint64(p.End - p.Start)})
	})
}

func halves(d [16]byte) (hi, lo uint64) {
	return binary.BigEndian.Uint64(d[:]), binary.BigEndian.Uint64(d[8:])
}

// decideWhole goes through the passages of each key. Those of one digest repeat the first of them; where
// there are several digests the first of each is to be taken apart.
func (x *tracing) decideWhole(cells *spill.Cells[cell4]) error {
	var first, kind cell4 // of the key, and of the digest at hand
	some, several := false, false
	f := &echo{x: x}
	in := cells.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		switch {
		case !some || c[0]&^lengthMask != first[0]&^lengthMask:
			first, kind, some, several = c, c, true, false
			f.begin(c[3], c[0]&lengthMask)
		case c[0] == kind[0] && c[1] == kind[1] && c[2] == kind[2]:
			f.again(c[3])
		default:
			if !several {
				x.open.add(cell2{first[3]})
			}
			x.open.add(cell2{c[3]})
			kind, several = c, true
			f.begin(c[3], c[0]&lengthMask)
		}
	}
	return errors.Join(in.Err(), x.open.err, x.found.err, x.ctx.Err())
}

// parts decides about the parts of the passages that are asked for.
func (x *tracing) parts(asks *spill.Cells[cell4]) error {
	if asks.Len() == 0 {
		return nil
	}
	cells, err := x.look(asks, x.lookParts)
	if err != nil {
		return err
	}
	var kind cell4
	some := false
	f := &echo{x: x}
	in := cells.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		if some && c[0] == kind[0] && c[1] == kind[1] {
			f.again(c[2])
			continue
		}
		kind, some = c, true
		f.begin(c[2], c[3])
	}
	return errors.Join(in.Err(), x.found.err, cells.Close(), x.ctx.Err())
}

// echo notes what repeats within a run of equal passages.
type echo struct {
	x             *tracing
	first, length uint64
	told          bool
}

func (f *echo) begin(place, length uint64) { f.first, f.length, f.told = place, length, false }

func (f *echo) again(place uint64) {
	if f.x.how.All && !f.told {
		f.add(f.first)
		f.told = true
	}
	f.add(place)
}

func (f *echo) add(place uint64) {
	f.x.found.add(cell4{place, uint64(startOf(place)) + f.length, numberOf(f.first)})
}

// asksOf turns places into what is asked of documents, by ordinal.
func (x *tracing) asksOf(places *spill.Cells[cell2]) (*spill.Cells[cell4], error) {
	out := poured[cell4]{out: spill.NewCellSorter[cell4](x.dir, x.sort)}
	docs := x.ordinals()
	in := places.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		n := numberOf(c[0])
		out.add(cell4{docs.of(n), n, uint64(startOf(c[0]))})
	}
	if err := errors.Join(in.Err(), docs.err(), out.end()); err != nil {
		return nil, errors.Join(err, out.out.Close())
	}
	return out.out.Sort()
}

// ordinals tells the ordinals of documents whose numbers are asked for in order.
type ordinals struct {
	in   *spill.CellCursor[cell2]
	last cell2
	some bool
	fail error
}

func (x *tracing) ordinals() *ordinals { return &ordinals{in: x.places.docs.Cursor()} }

func (o *ordinals) of(number uint64) uint64 {
	for (!o.some || o.last[0] < number) && o.fail == nil {
		var ok bool
		if o.last, ok = o.in.Next(); !ok {
			o.fail = fmt.Errorf("no document of number %d", number)
		}
		o.some = true
	}
	return o.last[1]
}

func (o *ordinals) err() error { return errors.Join(o.in.Err(), o.fail) }
