package engine

import (
	"encoding/binary"
	"iter"
	"strconv"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Copies are made where documents leave the chain: a step says how many, and to all that follow it is one document,
// in one split. Only the ids of copies need to be known before: <id>-2, -3 … but for those that other documents have,
// which a barrier of its own finds in front of the last pass (docs/decisions/0026).

// numberIDs and numberCopies stand for steps in the nodes of barriers that are no steps.
const (
	numberIDs    = -1
	numberCopies = -2
)

// withCopies puts the barrier in front of the last pass, where all ids are what they will be.
func withCopies(ss []stretch) []stretch {
	n := &node{n: numberCopies, name: "copies", judge: copyJudge{}}
	a := ss[len(ss)-1]
	b := stretch{settle: n, first: a.last, last: a.last, final: true}
	a.judge, a.final = n, false
	return append(ss[:len(ss)-1:len(ss)-1], a, b)
}

// copyJudge tells each document with copies which of the numbers that they would get are taken.
type copyJudge struct{}

// Claims says that a kept document has copies, and of any document that its id reads as another one with a number.
func (copyJudge) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	id := d.Str(schema.SlotID)
	if d.Kept() && d.Copies > 0 {
		emit(idKey(id), transform.Rank{roleDeclared}, binary.AppendVarint(nil, d.Copies))
	}
	if base, n, ok := numbered(id); ok {
		r := transform.Rank{roleTaken}
		binary.BigEndian.PutUint64(r[1:], n)
		emit(idKey(base), r, nil)
	}
}

// Decide tells the holder of the id, who stands last in the run, what is taken among the numbers of its copies.
func (copyJudge) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	for holder := range run {
		if holder.Rank[0] == roleTaken {
			continue
		}
		copies, _ := binary.Varint(holder.Note)
		last, before := uint64(copies)+1, uint64(0)
		for n := range numbersTaken(run) {
			if n > last {
				break
			}
			if n != before { // a rejected repeat has the id of its first holder
				rule(holder, transform.Verdict{Kind: transform.Class, Num: int64(n)})
				last, before = last+1, n
			}
		}
	}
	return nil
}

// Settle is not called: the engine gives documents what was taken from their copies.
func (copyJudge) Settle(*schema.Doc, []transform.Verdict) error { return nil }

// copyNumbers ranges over the numbers of a document's rows: 1 is its own.
func copyNumbers(d *schema.Doc) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		taken, n := d.Taken, int64(1)
		for left := d.Copies; yield(n) && left > 0; left-- {
			for n++; len(taken) > 0 && taken[0] == n; n++ {
				taken = taken[1:]
			}
		}
	}
}

// rows writes the row of a kept document and those of its copies.
func (b *build) rows(d *schema.Doc) error {
	slot := b.r.Layout.CopySlot()
	if slot < 0 {
		return b.data(d)
	}
	own := d.Values[schema.SlotID]
	defer func() { d.Set(schema.SlotID, own) }()
	for n := range copyNumbers(d) {
		d.Set(slot, schema.Int32Value(int32(n)))
		if n > 1 {
			d.Set(schema.SlotID, schema.StringValue(own.Str()+"-"+strconv.FormatInt(n, 10)))
		}
		if err := b.data(d); err != nil {
			return err
		}
	}
	return nil
}
