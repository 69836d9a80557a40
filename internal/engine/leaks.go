package engine

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// leaksVersion is raised whenever the same release may be told other leaks; part of the fingerprint.
const leaksVersion = 1

// leakCheck finds the documents of a release that stand in more than one of its splits: those with the same
// text, and those that the recipe's own steps would take for copies of each other. It sees each kept document
// as it is released, in one order within a split, and decides when it has seen all.
//
// A document is known by its place: its split, then how many were added before it.
type leakCheck struct {
	dir     string
	most    int64 // bytes that sorters may hold once all documents are there
	layout  *schema.Layout
	splits  []string
	equal   *leakStep // the first step dedupe.exact over texts; nil: none
	near    *leakStep // the first step dedupe.near; nil: none
	texts   poured[cell4]
	forms   poured[cell4]
	keys    *keys[cell2]
	docs    *spill.Blobs  // id of each document, and the columns that near compares
	lengths poured[cell2] // where it stands there, and its length
	added   uint64
	buf     []byte
}

// leakStep is a step whose way of comparing is used.
type leakStep struct {
	n        int // its number
	name     string
	on       []int
	names    []string
	equaller transform.Equaller
	verifier transform.Verifier
	args     transform.Args
	mark     uint64 // under which documents have what it compares by; 0: they don't
}

// likened is what a document is compared by.
type likened struct {
	text, form transform.Key
	formed     bool // form counts
	keys       []uint64
}

// The place of a document has its split above its number.
const leakRowBits = 48

func leakPlace(split int, row uint64) uint64 { return uint64(split)<<leakRowBits | row }
func splitAt(place uint64) int               { return int(place >> leakRowBits) }
func rowAt(place uint64) int64               { return int64(place & (1<<leakRowBits - 1)) }

// newLeakCheck returns nil where the recipe has one split alone. The steps must be built; most is what sorters may
// hold in the end, a part of which they hold while documents come.
func newLeakCheck(r *recipe.Recipe, dir string, most int64) *leakCheck {
	if len(r.Splits) < 2 {
		return nil
	}
	c := &leakCheck{dir: dir, most: most, layout: r.Layout, splits: r.Splits}
	for i := range r.Steps {
		s := &r.Steps[i]
		x := &leakStep{n: i, name: s.Name, on: s.Args.On, names: s.Args.OnNames, args: s.Args}
		if e, ok := s.Step.(transform.Equaller); ok && c.equal == nil && e.OverTexts() {
			x.equaller, c.equal = e, x
		}
		if v, ok := s.Step.(transform.Verifier); ok && c.near == nil {
			x.verifier, c.near = v, x
		}
	}
	return c
}

// open makes what gathers; of a nil one nothing. An eighth of the budget goes to each kind, and a quarter to the keys.
func (c *leakCheck) open() {
	if c == nil {
		return
	}
	part := c.most / 8
	c.texts.out = spill.NewCellSorter[cell4](c.dir, part)
	c.forms.out = spill.NewCellSorter[cell4](c.dir, part)
	c.lengths.out = spill.NewCellSorter[cell2](c.dir, part)
	c.keys = &keys[cell2]{sorter: spill.NewCellSorter[cell2](c.dir, 2*part), blocks: make([][]cell2, 1)}
	c.docs = spill.NewBlobs(c.dir, part)
}

// close removes what gathered; of a nil one, or one that was not opened, nothing.
func (c *leakCheck) close() error {
	if c == nil || c.docs == nil {
		return nil
	}
	return errors.Join(c.texts.out.Close(), c.forms.out.Close(), c.lengths.out.Close(), c.keys.close(), c.docs.Close())
}

// liken takes from a released document what it is compared by. It may run on many goroutines.
// Keys are put behind those of the documents before.
func (c *leakCheck) liken(d *schema.Doc, keys []uint64) (l likened, all []uint64) {
	if d.Table(schema.SlotText) == nil && d.Content != [32]byte{} {
		l.text = keyOfSum(d.Content) // the text is the original
	} else {
		l.text = textKey(d.Text())
	}
	if c.equal != nil {
		l.form, l.formed = c.equal.form(d)
	}
	if c.near == nil {
		return l, keys
	}
	var ok bool
	if l.keys, ok = markedBy(c.near.mark, d); !ok {
		from := len(keys)
		keys = c.near.verifier.Keys(d, keys)
		l.keys = keys[from:len(keys):len(keys)]
	}
	return l, keys
}

// likenBatch takes what the kept documents of a batch are compared by.
func (p *pass) likenBatch(b *batch) {
	if p.leaks == nil {
		return
	}
	b.likened = make([]likened, len(b.docs))
	var keys []uint64
	for i := range b.docs {
		if d := &b.docs[i]; d.Kept() {
			b.likened[i], keys = p.leaks.liken(d, keys)
		}
	}
}

func keyOfSum(sum [32]byte) transform.Key {
	return transform.Key{Hi: binary.BigEndian.Uint64(sum[:]), Lo: binary.BigEndian.Uint64(sum[8:])}
}

// textKey is what equal texts have in common: 128 bits of their sha256.
func textKey(s string) transform.Key {
	return keyOfSum(sha256.Sum256(unsafe.Slice(unsafe.StringData(s), len(s))))
}

// add takes a document up; documents of a split come in one order.
func (c *leakCheck) add(d *schema.Doc, split int, l likened) error {
	place := leakPlace(split, c.added)
	c.added++
	c.texts.add(cell4{l.text.Hi, l.text.Lo, place})
	if l.formed {
		c.forms.add(cell4{l.form.Hi, l.form.Lo, place})
	}
	return errors.Join(c.keep(d), c.keys.add(0, l.keys, transform.Rank{}, int64(place)), c.texts.err, c.forms.err, c.lengths.err)
}

// keep keeps the id of a document, and the columns that may have to be compared.
func (c *leakCheck) keep(d *schema.Doc) error {
	c.buf = appendLeakText(c.buf[:0], d.Str(schema.SlotID))
	if c.near != nil {
		for _, slot := range c.near.on {
			c.buf = appendLeakText(c.buf, d.Str(slot))
		}
	}
	at, err := c.docs.Add(c.buf)
	c.lengths.add(cell2{uint64(at), uint64(len(c.buf))})
	return err
}

func appendLeakText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func cutLeakText(b []byte) (s string, rest []byte, err error) {
	n, head := binary.Uvarint(b)
	if head <= 0 || n > uint64(len(b)-head) {
		return "", nil, fmt.Errorf("leak check: a document of %d bytes is damaged", len(b))
	}
	b = b[head:]
	return string(b[:n]), b[n:], nil
}

// end decides, and removes what gathered.
func (c *leakCheck) end(ctx context.Context) (leaks *schema.Leaks, err error) {
	defer func() { err = errors.Join(err, c.close()) }()
	if err := errors.Join(c.texts.end(), c.forms.end(), c.lengths.end(), c.keys.flush(0)); err != nil {
		return nil, err
	}
	index, err := c.lengths.out.Sort()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	t := &leakTeller{c: c, ctx: ctx, at: index.Cursor()}
	leaks = &schema.Leaks{Splits: c.splits, Exact: schema.LeakCheck{On: []string{"text"}}}
	if leaks.Exact.Shared, err = t.equal(c.texts.out); err != nil {
		return nil, err
	}
	if c.equal != nil {
		leaks.Normalised = &schema.LeakCheck{Step: c.equal.name, On: c.equal.names}
		if leaks.Normalised.Shared, err = t.equal(c.forms.out); err != nil {
			return nil, err
		}
	}
	if c.near != nil {
		leaks.Near, err = t.near()
	}
	return leaks, err
}

// gone leaves out the steps that compare by columns that are not there, and returns their names.
func (c *leakCheck) gone(there func(column string) bool) (names []string) {
	for _, s := range []**leakStep{&c.equal, &c.near} {
		if *s != nil && !slices.ContainsFunc((*s).names, func(n string) bool { return !there(n) }) {
			continue
		}
		if *s != nil {
			names = append(names, (*s).name)
			*s = nil
		}
	}
	return names
}
