package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// keySet holds 128-bit keys of ids with the ordinal of their first holder and how often each came.
// Open addressing: 28 bytes a slot, half full at most; idsFull says when it outgrows its budget.
type keySet struct {
	slots []keySlot
	n     int
	max   int
}

type keySlot struct {
	hi, lo uint64
	ord    int64
	count  uint32
}

func newKeySet(budget int64) *keySet {
	return &keySet{slots: make([]keySlot, 1<<12), max: int(budget / 32)}
}

// see notes one more holder of an id and returns its first holder and how many came before it.
func (s *keySet) see(id string, ord int64) (first int64, before uint32, ok bool) {
	sum := sha256.Sum256([]byte(id))
	hi, lo := binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:])
	if 2*(s.n+1) > len(s.slots) {
		if 2*len(s.slots) > s.max {
			return 0, 0, false
		}
		s.grow()
	}
	k := s.find(hi, lo)
	if k.count == 0 {
		*k = keySlot{hi, lo, ord, 0}
		s.n++
	}
	k.count++
	return k.ord, k.count - 1, true
}

func (s *keySet) find(hi, lo uint64) *keySlot {
	mask := uint64(len(s.slots) - 1)
	for i := hi & mask; ; i = (i + 1) & mask {
		k := &s.slots[i]
		if k.count == 0 || k.hi == hi && k.lo == lo {
			return k
		}
	}
}

func (s *keySet) grow() {
	old := s.slots
	s.slots = make([]keySlot, 2*len(old))
	for _, k := range old {
		if k.count > 0 {
			*s.find(k.hi, k.lo) = k
		}
	}
}

// idStage tells repeated ids apart in one pass, while the documents go by in order.
type idStage struct {
	seen     *keySet
	mode     string // reject | number | fail, for declared ids
	declared []bool // by file: the source declares an id field
	names    *naming
	err      error
}

// errManyIDs says that the ids of all documents do not fit the budget; the run starts again and
// sorts them.
var errManyIDs = errors.New("more ids than memory holds")

// number sets apart documents whose id an earlier one holds. It is called in order.
func (s *idStage) number(b *batch) {
	if s.seen == nil {
		return
	}
	for i := range b.docs {
		d := &b.docs[i]
		first, before, ok := s.seen.see(d.Str(schema.SlotID), d.Ord)
		if !ok {
			s.err = errManyIDs
			return
		}
		if before == 0 {
			continue
		}
		v := transform.Verdict{Kind: transform.Class, Num: int64(before) + 1, Other: first}
		if s.declared[d.Ord>>40] {
			if s.mode == "fail" {
				s.err = repeatedID(d, s.names)
				return
			}
			v = transform.Verdict{Kind: transform.Reject, Other: first}
		}
		b.overrides = append(b.overrides, ruling{d.Ord, fromIDs, v})
		b.unnumbered = append(b.unnumbered, unnumbered{i, d.Values[schema.SlotID], d.Reject})
		s.names.renumber(d, v)
	}
}

// unnumbered is what a document was before its id was told apart.
type unnumbered struct {
	at     int // in the batch
	id     schema.Value
	reject *schema.Reject
}

// unnumber takes the documents back to what they were before their ids were told apart. The next pass
// tells them again, with what comes out of a checkpoint, which depends on its unit alone.
func (b *batch) unnumber() {
	for _, was := range b.unnumbered {
		d := &b.docs[was.at]
		d.Set(schema.SlotID, was.id)
		d.Reject = was.reject
	}
	b.unnumbered = nil
}

// repeatedID names the places; an id can be private text, so it is not told.
func repeatedID(d *schema.Doc, n *naming) error {
	return fmt.Errorf("the id of %s stands twice, and ids.repeated is fail", n.origin(d, int(d.Ord>>40), d.Ord&(1<<40-1)))
}

// renumber does what was decided about a repeated id.
func (n *naming) renumber(d *schema.Doc, v transform.Verdict) {
	if v.Kind == transform.Class {
		d.Set(schema.SlotID, schema.StringValue(d.Str(schema.SlotID)+"-"+strconv.FormatInt(v.Num, 10)))
		return
	}
	d.Reject = &schema.Reject{Step: -1, Rule: "read.repeated-id", Kept: v.Other + 1}
}

// idJudge tells repeated ids apart over the whole set: where declared and generated ids meet, where
// declared ones are numbered, and where there are more than memory holds. It gives the same ids as
// idStage does where both can.
type idJudge struct {
	mode     string
	declared []bool
	names    *naming
}

// Roles of a claim on an id, in the order they sort: numbers that are taken, holders that keep
// their name, generated names that give way.
const (
	roleTaken byte = iota
	roleDeclared
	roleGenerated
)

// Claims claims the document's id and, where it reads as another id with a number, that number.
func (j *idJudge) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	id := d.Str(schema.SlotID)
	role := roleGenerated
	if j.declared[d.Ord>>40] {
		role = roleDeclared
	}
	emit(idKey(id), transform.Rank{role}, nil)
	if base, n, ok := numbered(id); ok {
		r := transform.Rank{roleTaken}
		binary.BigEndian.PutUint64(r[1:], n)
		emit(idKey(base), r, nil)
	}
}

func idKey(id string) transform.Key {
	sum := sha256.Sum256([]byte(id))
	return transform.Key{Hi: binary.BigEndian.Uint64(sum[:]), Lo: binary.BigEndian.Uint64(sum[8:])}
}

// numbered takes an id that ends in -2, -3 … apart.
func numbered(id string) (base string, n uint64, ok bool) {
	i := strings.LastIndexByte(id, '-')
	if i < 0 || i+1 == len(id) || id[i+1] == '0' {
		return "", 0, false
	}
	n, err := strconv.ParseUint(id[i+1:], 10, 62)
	return id[:i], n, err == nil && n >= 2 && id[i+1] != '+'
}

// Decide gives the id to its first holder, declared before generated, and to each other one the next
// number that no document has, or drops it.
func (j *idJudge) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	taken, stop := iter.Pull(numbersTaken(run))
	defer stop()
	next, more := taken()
	n, first := uint64(1), int64(-1)
	for c := range run {
		if c.Rank[0] == roleTaken {
			continue
		}
		if first < 0 {
			first = c.Ord
			continue
		}
		if c.Rank[0] == roleDeclared && j.mode != "number" {
			if j.mode == "fail" {
				return fmt.Errorf("the id of document %d of %s stands twice, and ids.repeated is fail", c.Ord&(1<<40-1), j.names.shown[c.Ord>>40])
			}
			rule(c, transform.Verdict{Kind: transform.Reject, Other: first})
			continue
		}
		for n++; more && next <= n; next, more = taken() {
			if next == n {
				n++
			}
		}
		rule(c, transform.Verdict{Kind: transform.Class, Num: int64(n)})
	}
	return nil
}

// numbersTaken ranges over the numbers that other documents' ids have taken, ascending.
func numbersTaken(run iter.Seq[transform.Claim]) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for c := range run {
			if c.Rank[0] != roleTaken || !yield(binary.BigEndian.Uint64(c.Rank[1:9])) {
				return
			}
		}
	}
}

// Settle is not called: the engine gives documents what the ids decided (naming.renumber).
func (j *idJudge) Settle(*schema.Doc, []transform.Verdict) error { return nil }
