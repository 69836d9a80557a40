package sample

import (
	"encoding/binary"
	"iter"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// take is a Judge that keeps of each class what comes first, up to a limit.
type take struct {
	order
	classes
	measure
	limit  int64
	limits map[transform.Key]transform.Pair[int64] // of classes that the recipe names
	rule   string
	unit   string // in the notes
}

func newTake(a transform.Args, limit, limits string) (t take, err error) {
	t.limit = a.Int(limit)
	if t.order, err = newOrder(a); err != nil {
		return t, err
	}
	if t.classes, err = newClasses(a, "by"); err != nil {
		return t, err
	}
	t.limits, err = perClass(a, limits, "by")
	return t, err
}

// Claims implements transform.Judge: a class is a run, in the order in which documents are taken.
func (t *take) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	if n, ok := t.of(d); ok {
		var note [8]byte
		binary.BigEndian.PutUint64(note[:], uint64(n))
		emit(t.key(d), t.rank(d), note[:])
	}
}

func countOf(c transform.Claim) int64 { return int64(binary.BigEndian.Uint64(c.Note)) }

// Decide implements transform.Judge for a single run.
func (t *take) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return t.Sit().Decide(run, rule)
}

// Sit implements transform.Sitter. A class lacks all that is asked of it until it is seen.
func (t *take) Sit() transform.Sitting {
	s := &taking{take: t, named: map[string]int64{}}
	if t.classes.slot < 0 {
		s.lack, s.short = t.limit, 1
	}
	for _, n := range t.limits {
		s.named[n.Name], s.lack = n.Value, plus(s.lack, n.Value)
		s.short++
	}
	return s
}

// Settle implements transform.Judge.
func (t *take) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if !t.countless(d) && len(vs) > 0 {
		d.Drop(schema.Reject{Rule: t.rule})
	}
	return nil
}

// taking takes from one set.
type taking struct {
	*take
	documents, units, largest int64
	seen, short, lack         int64            // classes, those with less than is asked of them, and how much less
	named                     map[string]int64 // what classes that the recipe names lack
}

// Decide implements transform.Sitting.
func (t *taking) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	limit, name := t.meet(run)
	f := firstOf(run, t.whole, limit)
	t.documents, t.units, t.largest = t.documents+f.documents, plus(t.units, f.units), max(t.largest, f.largest)
	lack := int64(0)
	if f.all && f.units < limit {
		lack = limit - f.units
		t.short++
	}
	t.lack = plus(t.lack, lack)
	if name != "" {
		t.named[name] = lack
	}
	n := int64(0)
	for c := range run {
		if n++; n > f.documents {
			rule(c, transform.Verdict{Kind: transform.Reject})
		}
	}
	return nil
}

// meet notes that a class is there, and returns its limit and its name where the recipe names it.
func (t *taking) meet(run iter.Seq[transform.Claim]) (limit int64, name string) {
	limit, awaited := t.limit, t.classes.slot < 0
	t.seen++
	for c := range run {
		if n, ok := t.limits[c.Key]; ok {
			limit, name, awaited = n.Value, n.Name, true
		}
		break
	}
	if awaited {
		t.lack -= limit
		t.short--
	}
	return limit, name
}

// firsts are what comes first in a class, as far as its limit goes.
type firsts struct {
	documents, units, largest int64
	all                       bool // the class holds no more
}

// firstOf goes through a class until the next group would pass the limit. A group is a document or, whole, all with one
// key.
func firstOf(run iter.Seq[transform.Claim], whole bool, limit int64) firsts {
	var f firsts
	var last transform.Rank
	var members, size int64
	fits := func() bool {
		f.largest = max(f.largest, size)
		if size > limit-f.units {
			return false
		}
		f.documents, f.units = f.documents+members, f.units+size
		members, size = 0, 0
		return true
	}
	for c := range run {
		if members > 0 && !(whole && c.Rank == last) && !fits() {
			return f
		}
		last, members, size = c.Rank, members+1, plus(size, countOf(c))
	}
	f.all = fits()
	return f
}

// Notes implements transform.Sitting.
func (t *taking) Notes() map[string]int64 {
	notes := map[string]int64{"documents": t.documents, t.unit: t.units, "classes": t.seen, "short_classes": t.short, "lacking": t.lack, "largest": t.largest}
	for name, lack := range t.named {
		if lack > 0 {
			notes["lacking_"+name] = lack
		}
	}
	return notes
}
