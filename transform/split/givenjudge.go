package split

import (
	"encoding/binary"
	"fmt"
	"iter"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// givenJudge is split.given where the whole set counts: a list, of which it tells what no document has, or an
// earlier release.
type givenJudge struct {
	*given
	seed uint64
}

func (g *givenJudge) kin(d *schema.Doc) transform.Key {
	return runKey((&group{itself: true}).key(d), g.seed)
}

// Claims implements transform.Judge: the note is 1 + the class, 0 for none, and nothing where the column names none.
func (g *givenJudge) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	var note []byte
	if class, err := g.classOf(d); err == nil {
		note = binary.AppendUvarint(nil, uint64(class+1))
	}
	emit(g.kin(d), transform.Rank{}, note)
}

// Decide implements transform.Judge for a single run.
func (g *givenJudge) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return g.Sit().Decide(run, rule)
}

// Sit implements transform.Sitter.
func (g *givenJudge) Sit() transform.Sitting {
	return &givenSitting{givenJudge: g}
}

// Settle implements transform.Judge: a document that nobody decided about is given no split.
func (g *givenJudge) Settle(d *schema.Doc, vs []transform.Verdict) error {
	for _, v := range vs {
		d.Split = int(v.Num)
		return nil
	}
	return g.missing.settle(d)
}

// givenSitting decides about one set.
type givenSitting struct {
	*givenJudge
	listed int64 // documents whose ids the list has; ids are unique
}

// Decide implements transform.Sitting.
func (s *givenSitting) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	for c := range run {
		class, n := binary.Uvarint(c.Note)
		switch {
		case n <= 0:
			return fmt.Errorf("document %d of file %d: %w", c.Ord&(1<<40-1), c.Ord>>40, errNoName)
		case class > 0:
			s.listed++
			rule(c, transform.Verdict{Kind: transform.Class, Num: int64(class) - 1})
		}
	}
	return nil
}

// take implements sitting: what stands in the list is met there, whatever becomes of it.
func (s *givenSitting) take(run iter.Seq[transform.Claim], _ int) {
	for c := range run {
		if given, _ := binary.Uvarint(c.Note); given > 0 {
			s.listed++
		}
	}
}

// lose implements sitting: no group, no contact.
func (s *givenSitting) lose(transform.Claim) {}

// Notes implements transform.Sitting.
func (s *givenSitting) Notes() map[string]int64 {
	notes := map[string]int64{}
	if s.byID != nil {
		notes["ids_without_document"] = int64(len(s.byID)) - s.listed
	}
	return notes
}
