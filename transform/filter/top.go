package filter

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"math/bits"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Top is the transform filter.top.
var Top = transform.Spec{
	Name:    "filter.top",
	Summary: "Keeps the best n documents or the best share by a column, of all or within each class",
	Doc: `Documents are ordered by the column, null last whatever the direction, then by source order; the first
` + "`n`" + ` stay, or the first ` + "`share`" + ` of them, rounded up. With ` + "`within`" + ` that is done for each value of a
second column by itself; null is a class of its own. Strings are compared by their first 15 bytes.

The place of a rejected document and the number that stayed are in the ledger as value and threshold.`,
	Params: []transform.Param{
		{Name: "by", Type: transform.ParamColumn, Required: true, Doc: "Column to order by: number, string, time or bool."},
		{Name: "n", Type: transform.ParamInt, Min: transform.Bound(0), Doc: "How many stay; this or share."},
		{Name: "share", Type: transform.ParamFloat, Min: transform.Bound(0), Max: transform.Bound(1), Doc: "Which share stays; this or n."},
		{Name: "order", Type: transform.ParamString, Default: "desc", Enum: []string{"desc", "asc"}, Doc: "Whether the greatest or the smallest are the best."},
		{Name: "within", Type: transform.ParamColumn, Doc: "Column whose values are classes, each with its own best."},
	},
	Check:   checkTop,
	Rejects: true,
	Version: 1,
	New:     newTop,
	Examples: []transform.Example{
		{Note: "The two best.", Args: "{by: stars, n: 2}", Docs: []string{"a", "b", "c", "d"},
			Given: []string{"stars=3", "stars=5", "stars=1", "stars=4"}, Gives: []string{"b", "d"}},
		{Note: "Of equal ones the earlier stays; null comes last.", Args: "{by: stars, n: 2, order: asc}", Docs: []string{"a", "b", "c", "d"},
			Given: []string{"stars=null", "stars=2", "stars=1", "stars=2"}, Gives: []string{"b", "c"}},
		{Note: "Half of each class, rounded up.", Args: "{by: score, share: 0.5, within: lang}", Docs: []string{"a", "b", "c", "d", "e"},
			Given: []string{"score=0.1 lang=en", "score=0.9 lang=en", "score=0.5 lang=en", "score=0.2 lang=de", "score=0.1 lang=de"},
			Gives: []string{"b", "c", "d"}},
	},
}

func checkTop(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	if a.Has("n") == a.Has("share") {
		faults = append(faults, transform.Fault{Message: "give either n or share", Hint: "n: 1000 keeps 1,000 documents, share: 0.1 a tenth"})
	}
	if a.Column == nil {
		return faults
	}
	if c, ok := a.Column(a.String("by")); ok && !transform.Scalar(c.Type) {
		faults = append(faults, transform.Fault{Param: "by", Message: fmt.Sprintf("documents can't be ordered by %s: it is a %s", c.Name, c.Type.Kind), Hint: "name a column of numbers, strings, times or bools"})
	}
	return faults
}

// billion is the unit of shares: integer arithmetic gives every machine the same number.
const billion = 1_000_000_000

// top is filter.top with its arguments.
type top struct {
	by, within int // slots; within is -1 for one class
	descending bool
	n          int64
	share      uint64 // billionths
	shares     bool   // share counts, not n
}

func newTop(a transform.Args) (transform.Step, error) {
	t := &top{by: a.Slot(a.String("by")), within: -1, descending: a.String("order") == "desc", shares: a.Has("share")}
	if a.Has("within") {
		t.within = a.Slot(a.String("within"))
	}
	if t.shares {
		t.share = uint64(math.Round(a.Float("share") * billion))
	} else {
		t.n = a.Int("n")
	}
	return t, nil
}

// Claims implements transform.Judge: one claim, keyed by the class, ranked by the column.
func (t *top) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	var key transform.Key
	if t.within >= 0 {
		sum := sha256.Sum256(transform.AppendValue(nil, d.Values[t.within]))
		key = transform.Key{Hi: binary.BigEndian.Uint64(sum[:8]), Lo: binary.BigEndian.Uint64(sum[8:16])}
	}
	var rank transform.Rank
	transform.PutOrder(rank[:], d.Values[t.by], t.descending)
	emit(key, rank, nil)
}

// Decide implements transform.Judge: what stands behind the limit gets its place and the limit.
func (t *top) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	limit, place := t.limit(run), int64(0)
	for c := range run {
		if place++; place > limit {
			rule(c, transform.Verdict{Kind: transform.Reject, Num: place, Other: limit})
		}
	}
	return nil
}

// limit returns how many of a class stay.
func (t *top) limit(run iter.Seq[transform.Claim]) int64 {
	if !t.shares {
		return t.n
	}
	var count uint64
	for range run {
		count++
	}
	return t.limitOf(count)
}

// limitOf returns the share of a count, rounded up.
func (t *top) limitOf(count uint64) int64 {
	hi, lo := bits.Mul64(count, t.share)
	lo, carry := bits.Add64(lo, billion-1, 0)
	limit, _ := bits.Div64(hi+carry, lo, billion)
	return int64(limit)
}

// Settle implements transform.Judge.
func (t *top) Settle(d *schema.Doc, vs []transform.Verdict) error {
	for _, v := range vs {
		d.Drop(schema.Reject{Rule: "top", Value: float64(v.Num), Threshold: float64(v.Other), HasValue: true})
	}
	return nil
}
