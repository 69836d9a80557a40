package changes

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// lookUp finds out what became of the documents that were kept in the place of others.
func (c *comparison) lookUp() error {
	for i, w := range c.pending {
		other := []*side{c.a, c.b}[i] // a removed document went in B: what of the one kept there did A say?
		if err := c.lookUpIn(w, other); err != nil {
			return err
		}
	}
	return nil
}

func (c *comparison) lookUpIn(w *writer, other *side) error {
	s, err := c.sorted(w)
	if err != nil || s.Count() == 0 {
		return err
	}
	es, err := newEntries(other.sorted)
	if err != nil {
		return err
	}
	defer es.s.stop()
	return s.All(func(key, payload []byte) error {
		var change stored
		if err := json.Unmarshal(payload, &change); err != nil {
			return errRecord
		}
		for es.e != nil && es.e.id < string(key) {
			if err := es.advance(); err != nil {
				return err
			}
		}
		switch e := es.e; {
		case e == nil || e.id != string(key):
			change.Reason = CopyNew
		case change.Reason == EarlierStep || e.kept():
		default:
			change.Reason = CopyRejected
		}
		return c.emit(change)
	})
}

// finish puts the causes in order.
func (c *comparison) finish() error {
	c.d.Causes = slices.SortedFunc(maps.Keys(c.counts), func(x, y Cause) int { return bytes.Compare(x.key(), y.key()) })
	for i := range c.d.Causes {
		c.d.Causes[i].Documents = c.counts[c.d.Causes[i]]
	}
	var err error
	c.d.results, err = c.results.sort()
	return err
}
