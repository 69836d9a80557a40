package engine

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

// verification lets a Verifier decide about the pairs that its keys made. Nothing in it depends on how
// much memory there is, but for how long it takes.
type verification struct {
	ctx    context.Context
	v      transform.Verifier
	how    transform.Pairing
	dir    string
	sort   int64 // bytes of a sorter, and of the records compared at once
	memory int64 // bytes of a union-find

	met     *met
	records *records
	pairs   int64                // that the keys made
	rule    func(r ruling) error // takes a verdict
	link    func(e edge)         // takes a link of the clusters
}

// run decides. The records of the documents that met must be there.
func (x *verification) run() error {
	stays, err := x.clusters()
	if err != nil {
		return err
	}
	return errors.Join(x.tell(stays), stays.Close())
}

func (x *verification) comparer() *comparer { return &comparer{records: x.records, memory: x.sort} }

// clusters returns who stays for whom: number of the one that stays, number of one that goes.
func (x *verification) clusters() (*spill.Cells[cell2], error) {
	if x.how.Chains {
		return x.components()
	}
	return x.direct()
}

// components joins whatever is linked. A pair whose ends are joined already is not compared any more,
// as long as a union-find over all documents that met fits: so the copies of one document cost about
// one comparison each.
func (x *verification) components() (*spill.Cells[cell2], error) {
	local := components{ctx: x.ctx, dir: x.dir, sort: x.sort, memory: x.memory}
	if err := local.begin(x.dir + "/pairs.links"); err != nil {
		return nil, err
	}
	if err := x.join(&local); err != nil {
		return nil, errors.Join(err, local.abort())
	}
	if _, err := local.commit(); err != nil {
		return nil, err
	}
	out := poured[cell2]{out: spill.NewCellSorter[cell2](x.dir, x.sort)}
	err := local.members(func(m member) error {
		if m.ord != m.cluster {
			out.add(cell2{uint64(m.cluster), uint64(m.ord)})
		}
		return out.err
	})
	if err = errors.Join(err, out.end(), removeFile(x.dir+"/pairs.links")); err != nil {
		return nil, errors.Join(err, out.out.Close())
	}
	return out.out.Sort()
}

// join compares the pairs and adds those that are linked, as numbers in place of ordinals: the smallest
// of a component is the one that stays.
func (x *verification) join(local *components) error {
	c := x.comparer()
	var joined *sketch.Forest
	if n := x.met.docs.Len(); n < math.MaxUint32 && 4*n <= x.memory {
		joined = sketch.NewForest(int(n))
		c.skip = func(a, b uint64) bool { return joined.Root(uint32(a)) == joined.Root(uint32(b)) }
	}
	c.visit = func(a, b *entry) error {
		if !x.v.Linked(a.record(), b.record()) {
			return x.ctx.Err()
		}
		if joined != nil {
			joined.Join(uint32(a.id), uint32(b.id))
		}
		local.add(edge{a: int64(b.id), b: int64(a.id)})
		return nil
	}
	err := c.each(x.met.pairs)
	x.pairs = c.seen
	return err
}

// direct lets a document go only for one that stays and that it is linked with itself, the best of
// these. Documents are decided in order of rank: whoever is better is decided already.
func (x *verification) direct() (*spill.Cells[cell2], error) {
	links, err := x.links()
	if err != nil {
		return nil, err
	}
	out := poured[cell2]{out: spill.NewCellSorter[cell2](x.dir, x.sort)}
	gone := make([]uint64, x.met.docs.Len()/64+1) // a bit each
	err = eachRun(links, func(n int64, next func() cell2) error {
		left := false
		for range n {
			l := next()
			if left || gone[l[1]/64]>>(l[1]%64)&1 == 1 {
				continue
			}
			left = true
			gone[l[0]/64] |= 1 << (l[0] % 64)
			out.add(cell2{l[1], l[0]})
		}
		return out.err
	})
	if err = errors.Join(err, out.end(), links.Close()); err != nil {
		return nil, errors.Join(err, out.out.Close())
	}
	return out.out.Sort()
}

// links returns the pairs that are linked: the worse document, the better one.
func (x *verification) links() (*spill.Cells[cell2], error) {
	out := poured[cell2]{out: spill.NewCellSorter[cell2](x.dir, x.sort)}
	c := x.comparer()
	c.visit = func(a, b *entry) error {
		if x.v.Linked(a.record(), b.record()) {
			out.add(cell2{b.id, a.id})
		}
		return errors.Join(out.err, x.ctx.Err())
	}
	err := c.each(x.met.pairs)
	x.pairs = c.seen
	if err = errors.Join(err, out.end()); err != nil {
		return nil, errors.Join(err, out.out.Close())
	}
	return out.out.Sort()
}

// tell rules on every document of a cluster, with its similarity to the one that stays.
func (x *verification) tell(stays *spill.Cells[cell2]) error {
	c := x.comparer()
	sizes := sizesOf(stays)
	c.enter = func(e *entry) (err error) {
		again := sizes.of(e.id)
		if e.size = sizes.size; again {
			return sizes.in.Err()
		}
		v := transform.Verdict{Kind: transform.Class, Other: e.ord, Num: e.size}
		return errors.Join(sizes.in.Err(), x.rule(ruling{e.ord, fromJudge, v}))
	}
	c.visit = func(a, b *entry) error {
		x.link(edge{b.ord, a.ord, b.content, a.content})
		v := transform.Verdict{Kind: transform.Link, Other: a.ord, OtherContent: a.content, Num: a.size,
			Similarity: x.v.Similarity(a.record(), b.record())}
		return errors.Join(x.rule(ruling{b.ord, fromJudge, v}), x.ctx.Err())
	}
	return c.each(stays)
}

// sizes counts the documents of clusters that are asked for in order.
type sizes struct {
	in   *spill.CellCursor[cell2]
	next cell2
	more bool
	id   uint64
	size int64
}

func sizesOf(stays *spill.Cells[cell2]) *sizes {
	s := &sizes{in: stays.Cursor(), id: math.MaxUint64}
	s.next, s.more = s.in.Next()
	return s
}

// of counts the cluster of the document that stays; again says that it was asked for before.
func (s *sizes) of(id uint64) (again bool) {
	if id == s.id {
		return true
	}
	for s.id, s.size = id, 1; s.more && s.next[0] == id; s.next, s.more = s.in.Next() {
		s.size++
	}
	return false
}

// verify lets the Verifier at the end of the stretch decide.
func (p *pass) verify(path string, out *decisions) (err error) {
	n := p.st.judge
	x := p.verification(p.ctx, n)
	x.rule, x.link = out.add, p.links.add
	if x.met, err = p.meeting.pairs(x.dir, x.sort, x.how.Probes); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.met.close()) }()
	x.records = newRecords(x.dir, x.sort)
	defer func() { err = errors.Join(err, x.records.close()) }()
	if err := p.record(metDocs{in: x.met.docs.Cursor()}, x.records); err != nil {
		return err
	}
	if err := x.run(); err != nil {
		return fmt.Errorf("step %s: %w", n.name, err)
	}
	return p.note(n, path, x.facts())
}

func (b *build) verification(ctx context.Context, n *node) *verification {
	return &verification{ctx: ctx, v: n.verifier, how: n.verifier.Pairing(), dir: b.work.temporary, sort: b.budget.sort, memory: b.budget.links / 2}
}

// facts are what the manifest says of it.
func (x *verification) facts() map[string]int64 {
	return map[string]int64{"candidate_pairs": x.pairs, "long_runs": x.met.long}
}
