package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/tamis-data/tamis/internal/spill"
)

// edge says that document a is a duplicate of the kept document b.
type edge struct {
	a, b   int64
	ca, cb [16]byte // first bytes of the sha256 of their originals
}

// edgeSize is the length of an edge as a record.
const edgeSize = 8 + 8 + 16 + 16

func (e edge) append(b []byte) []byte {
	b = claimOrd(claimOrd(b, e.a), e.b)
	return append(append(b, e.ca[:]...), e.cb[:]...)
}

func parseEdge(rec []byte) (e edge, err error) {
	if len(rec) != edgeSize {
		return e, fmt.Errorf("link of %d bytes", len(rec))
	}
	e.a, e.b = parseOrd(rec), parseOrd(rec[8:])
	copy(e.ca[:], rec[16:32])
	copy(e.cb[:], rec[32:48])
	return e, nil
}

func parseOrd(b []byte) int64 { return int64(binary.BigEndian.Uint64(b)) }

// member is a document of a cluster: its survivor and the smallest content hash of all members.
type member struct {
	ord, cluster int64
	group        [16]byte
}

// components joins the links of all dedupe steps so far, dropped members included, into clusters.
// The links of each barrier wait in a file of their own, which is also what a later run that reuses
// the barrier's decisions takes them from.
type components struct {
	ctx    context.Context
	dir    string // for what memory does not hold
	sort   int64  // bytes of a sorter
	memory int64  // bytes of a union-find; beyond them components are found on disk

	paths []string     // of the links of the barriers so far
	out   *spill.Spool // of the barrier at work
	path  string
	rec   []byte
}

// begin opens the file for the links of the barrier at work.
func (c *components) begin(path string) (err error) {
	c.path = path
	c.out, err = spill.Create(path, spoolKey)
	return err
}

// add notes a link; an error stays and comes out of commit.
func (c *components) add(e edge) {
	c.rec = e.append(c.rec[:0])
	_ = c.out.Append(c.rec)
}

// commit ends the barrier's links and says whether there were any.
func (c *components) commit() (fresh bool, err error) {
	out := c.out
	c.out = nil
	if err := out.Commit(); err != nil {
		return false, err
	}
	c.paths = append(c.paths, c.path)
	return out.Records() > 0, nil
}

// abort removes links that were not committed.
func (c *components) abort() error {
	if c.out == nil {
		return nil
	}
	out := c.out
	c.out = nil
	return out.Abort()
}

// recall takes up the links that an earlier run kept.
func (c *components) recall(path string) error {
	if err := readCheckpoint(path, func([]byte) error { return nil }); err != nil {
		return err
	}
	c.paths = append(c.paths, path)
	return nil
}

// edges calls f with every link so far.
func (c *components) edges(f func(edge) error) error {
	for _, path := range c.paths {
		err := readCheckpoint(path, func(rec []byte) error {
			e, err := parseEdge(rec)
			if err != nil {
				return unusable(err)
			}
			return f(e)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// members hands over every document that has a link, once. The survivor of a cluster is its smallest
// ordinal among the documents that are nobody's duplicate, else its smallest ordinal.
func (c *components) members(emit func(member) error) (err error) {
	docs, err := c.linked()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, docs.Close()) }()
	clusters := newFeed(c.dir, c.sort)
	defer func() { err = errors.Join(err, clusters.close()) }()
	if err := c.label(docs, clusters); err != nil {
		return err
	}
	sorted, err := clusters.sort()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	return sorted.Runs(8, func(label []byte, run iter.Seq2[[]byte, []byte]) error {
		return settleCluster(parseOrd(label), run, emit)
	})
}

// linkedDoc is a document that has a link.
type linkedDoc struct {
	ord     int64
	content [16]byte
	dropped bool // it is somebody's duplicate
}

// linked sorts the documents that have a link; one may stand there many times.
func (c *components) linked() (*spill.Sorted, error) {
	f := newFeed(c.dir, c.sort)
	var key, val []byte
	add := func(d linkedDoc) error {
		key, val = claimOrd(key[:0], d.ord), append(val[:0], d.content[:]...)
		return f.add(key, appendFlag(val, d.dropped))
	}
	err := c.edges(func(e edge) error {
		if err := add(linkedDoc{e.a, e.ca, true}); err != nil {
			return err
		}
		return add(linkedDoc{e.b, e.cb, false})
	})
	if err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f.sort()
}

func appendFlag(b []byte, on bool) []byte {
	if on {
		return append(b, 1)
	}
	return append(b, 0)
}

// eachLinked calls f with every linked document once, by ordinal.
func (c *components) eachLinked(docs *spill.Sorted, f func(linkedDoc) error) error {
	return docs.Runs(8, func(ord []byte, run iter.Seq2[[]byte, []byte]) error {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		d := linkedDoc{ord: parseOrd(ord)}
		for _, v := range run {
			copy(d.content[:], v)
			d.dropped = d.dropped || v[16] == 1
		}
		return f(d)
	})
}

// label sorts the linked documents by their component, which goes by its smallest ordinal: in memory
// as long as the budget holds them, else by passes on disk, with the same result.
func (c *components) label(docs *spill.Sorted, out *feed) error {
	var key, val []byte
	put := func(d linkedDoc, label int64) error {
		key = append(claimOrd(key[:0], label), d.content[:]...)
		key, val = claimOrd(key, d.ord), appendFlag(val[:0], d.dropped)
		return out.add(key, val)
	}
	n := int64(0)
	if err := c.eachLinked(docs, func(linkedDoc) error { n++; return nil }); err != nil {
		return err
	}
	if n <= c.memory/forestBytes && n < math.MaxUint32 {
		return c.labelInMemory(docs, n, put)
	}
	return c.labelOnDisk(docs, put)
}

// settleCluster hands over the members of one component. Its documents come by (content, ordinal).
func settleCluster(label int64, run iter.Seq2[[]byte, []byte], emit func(member) error) error {
	m := member{cluster: -1}
	first := true
	for k, dropped := range run {
		if first {
			copy(m.group[:], k[8:24])
			first = false
		}
		if ord := parseOrd(k[24:]); dropped[0] == 0 && (m.cluster < 0 || ord < m.cluster) {
			m.cluster = ord
		}
	}
	if m.cluster < 0 {
		m.cluster = label
	}
	for k := range run {
		m.ord = parseOrd(k[24:])
		if err := emit(m); err != nil {
			return err
		}
	}
	return nil
}
