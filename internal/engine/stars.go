package engine

import (
	"context"
	"errors"
	"iter"

	"github.com/tamis-data/tamis/internal/spill"
)

// stars finds the components of a graph that memory does not hold, by sorted passes: large-star and
// small-star in turn (Kiveris et al., "Connected Components in MapReduce and Beyond", 2014) until every
// component is a star around its smallest ordinal. Neither makes the graph larger, and a chain of n
// documents, which a plain passing-on of labels would take n passes for, takes about log n.
type stars struct {
	ctx context.Context
	dir string
	mem int64 // bytes of a sorter
	key []byte
}

// labelOnDisk is labelInMemory for any number of documents.
func (c *components) labelOnDisk(docs *spill.Sorted, put func(linkedDoc, int64) error) error {
	s := &stars{ctx: c.ctx, dir: c.dir, mem: c.sort}
	graph, err := s.settle(c.edges)
	if err != nil {
		return err
	}
	next, stop := iter.Pull2(s.labels(graph, &err))
	defer stop()
	ord, label, more := next()
	joined := c.eachLinked(docs, func(d linkedDoc) error {
		if !more || ord != d.ord { // linked to itself alone
			return put(d, d.ord)
		}
		l := label
		ord, label, more = next()
		return put(d, l)
	})
	return errors.Join(joined, err, graph.Close())
}

// labels ranges over the documents of a settled graph, each with the smallest one of its component.
func (s *stars) labels(graph *spill.Sorted, failed *error) iter.Seq2[int64, int64] {
	return func(yield func(int64, int64) bool) {
		stop := errors.New("stop")
		err := graph.Runs(8, func(head []byte, run iter.Seq2[[]byte, []byte]) error {
			u := parseOrd(head)
			if !yield(u, min(u, firstNeighbour(run))) {
				return stop
			}
			return nil
		})
		if err != stop {
			*failed = err
		}
	}
}

func firstNeighbour(run iter.Seq2[[]byte, []byte]) int64 {
	for k := range run {
		return parseOrd(k[8:])
	}
	return -1
}

// settle returns the graph once it is settled: every edge in both directions, sorted.
func (s *stars) settle(edges func(func(edge) error) error) (*spill.Sorted, error) {
	both := newFeed(s.dir, s.mem)
	err := edges(func(e edge) error {
		if e.a == e.b {
			return nil
		}
		return s.addBoth(both, e.a, e.b)
	})
	for err == nil {
		var graph *spill.Sorted
		if graph, err = both.sort(); err != nil {
			break
		}
		var settled bool
		if both, settled, err = s.round(graph); settled && err == nil {
			return graph, nil
		}
		err = errors.Join(err, graph.Close())
	}
	return nil, errors.Join(err, both.close())
}

// round takes a graph through one large-star and one small-star, unless it is settled.
func (s *stars) round(graph *spill.Sorted) (both *feed, settled bool, err error) {
	down := newFeed(s.dir, s.mem)
	defer func() { err = errors.Join(err, down.close()) }()
	if settled, err = s.largeStars(graph, down); err != nil || settled {
		return nil, settled, err
	}
	sorted, err := down.sort()
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	both = newFeed(s.dir, s.mem)
	return both, false, s.smallStars(sorted, both)
}

// largeStars links the larger neighbours of each document to the smallest of its neighbours and
// itself. A graph in which every document has either one smaller neighbour or only larger ones is
// settled.
func (s *stars) largeStars(graph *spill.Sorted, down *feed) (settled bool, err error) {
	settled = true
	err = graph.Runs(8, func(head []byte, run iter.Seq2[[]byte, []byte]) error {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		u := parseOrd(head)
		least, smaller, larger := u, 0, 0
		for v := range neighbours(run) {
			least = min(least, v) // the first one decides
			if v < u {
				smaller++
				continue
			}
			larger++
			if err := s.add(down, v, least); err != nil {
				return err
			}
		}
		settled = settled && (smaller == 0 || smaller == 1 && larger == 0)
		return nil
	})
	return settled, err
}

// smallStars links each document and its smaller neighbours to the smallest of them. Edges come as
// (larger, smaller).
func (s *stars) smallStars(down *spill.Sorted, both *feed) error {
	return down.Runs(8, func(head []byte, run iter.Seq2[[]byte, []byte]) error {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		least := int64(-1)
		for v := range neighbours(run) {
			if least < 0 {
				least, v = v, parseOrd(head)
			}
			if err := s.addBoth(both, v, least); err != nil {
				return err
			}
		}
		return nil
	})
}

// neighbours ranges over the neighbours of one document, ascending, each once.
func neighbours(run iter.Seq2[[]byte, []byte]) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		last := int64(-1)
		for k := range run {
			v := parseOrd(k[8:])
			if v == last {
				continue
			}
			if last = v; !yield(v) {
				return
			}
		}
	}
}

func (s *stars) add(f *feed, u, v int64) error {
	s.key = claimOrd(claimOrd(s.key[:0], u), v)
	return f.add(s.key, nil)
}

func (s *stars) addBoth(f *feed, u, v int64) error {
	return errors.Join(s.add(f, u, v), s.add(f, v, u))
}
