package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// gather lets each Gatherer take up its other set, and takes what they hold off the budget.
func (b *build) gather(ctx context.Context) error {
	held := int64(0)
	for _, n := range b.nodes {
		if n.gatherer == nil {
			continue
		}
		got, err := b.gatherSet(ctx, n, b.room()-held)
		if err != nil {
			return err
		}
		n.mapper, b.facts[n.n] = got, got.Notes
		held += got.Bytes
	}
	b.budget = b.given.without(held)
	return nil
}

// room is how much memory all Gatherers together may hold: a quarter, as long as that leaves the workers theirs.
func (b *build) room() int64 {
	spare := b.given.total - floor(b.given.workers, b.r.Limits.Document)
	return min(b.given.total/4, spare+smallSets)
}

// smallSets are gathered under the least memory too: a worker's share is for two documents of the greatest size, and
// one document is rarely as large.
const smallSets = 16 << 20

// gatherSet reads a set once, in its order, and keeps the ids of its documents: any of them may be named.
func (b *build) gatherSet(ctx context.Context, n *node, room int64) (got transform.Gathered, err error) {
	x := &matching{ctx: ctx, set: b.sets[n.n]}
	names := spill.NewNames(b.work.temporary)
	if old := b.others[n.n]; old != nil {
		err = old.Close()
	}
	b.others[n.n] = names
	g := n.gatherer.Gather(room)
	work := func(_ int, c *batch) error { return x.load(c) }
	asked := false // some document has a query
	sink := func(c *batch) error {
		for i := range c.docs {
			d := &c.docs[i]
			asked = asked || d.Str(schema.SlotTitle) != ""
			id := otherName(d)
			if err := errors.Join(names.Add(d.Ord, id), g.Add(d, b.shownOther(id, d.Ord))); err != nil {
				return err
			}
		}
		return x.count(c)
	}
	every := func(int) bool { return true }
	if err = errors.Join(err, x.pass(b, every, true, work, sink), names.Seal()); err != nil {
		return got, err
	}
	if err := b.unreadable(x); err != nil {
		return got, err
	}
	if field := x.set.res.Fields["query"]; field != "" && !asked {
		return got, x.set.wrong("name the field that holds the questions, or leave query out", "none of its %d documents has anything in field %s, which query names", x.docs, field)
	}
	return b.gathered(n, x, g)
}

// gathered asks for what was taken up, and says what is wrong with the set.
func (b *build) gathered(n *node, x *matching, g transform.Gathering) (transform.Gathered, error) {
	got, err := g.Done()
	var full *transform.RoomError
	if errors.As(err, &full) {
		return got, b.tooLarge(n, x.set, full)
	}
	if err != nil {
		return got, fmt.Errorf("step %s: set %s: %w", n.name, x.set.res.Path, err)
	}
	if got.Empty {
		return got, x.set.wrong("items of fewer words than the step looks for say nothing: see its ngram and min_words, and which fields hold the texts",
			"none of its %d documents holds anything to look for", x.docs)
	}
	got.Notes["other_documents"] = x.docs
	if x.places > 0 {
		got.Notes["other_places"] = x.places
	}
	return got, nil
}

// tooLarge says how much memory a set asks for.
func (b *build) tooLarge(n *node, s *otherSet, e *transform.RoomError) error {
	return s.wrong(fmt.Sprintf("give the run --memory %s, or divide the set among several steps and runs", mib(4*(e.Need+b.room()-e.Room))),
		"what %s holds of it takes %s, and %s of --memory %s may be held of such sets", n.name, mib(e.Need), mib(max(e.Room, 0)), mib(b.given.total))
}
