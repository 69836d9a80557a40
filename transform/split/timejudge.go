package split

import (
	"encoding/binary"
	"iter"
	"math/bits"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// timeJudge is split.time where the set decides: borders by the number of documents, or groups.
type timeJudge struct{ *timed }

// Claims implements transform.Judge: one with the key zero in order of date, where that makes the borders, and one
// with the others of its group.
func (t *timeJudge) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	at, ok := t.date(d)
	var note []byte
	if ok {
		note = binary.BigEndian.AppendUint64(nil, uint64(at)^1<<63)
	}
	if ok && t.parts != nil {
		var rank transform.Rank
		copy(rank[:], note)
		emit(transform.Key{}, rank, nil)
	}
	if t.group != nil {
		emit(t.kin(d), transform.Rank{}, note)
	}
}

// Decide implements transform.Judge for a single run.
func (t *timeJudge) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return t.Sit().Decide(run, rule)
}

// Sit implements transform.Sitter.
func (t *timeJudge) Sit() transform.Sitting {
	return &timeSitting{timeJudge: t, borders: t.borders, counts: make([]int64, len(t.classes))}
}

// Settle implements transform.Judge: a document that nobody decided about has no date.
func (t *timeJudge) Settle(d *schema.Doc, vs []transform.Verdict) error {
	for _, v := range vs {
		t.put(d, int(v.Num), v.Other)
		return nil
	}
	return t.undated.settle(d)
}

// timeSitting decides about one set.
type timeSitting struct {
	*timeJudge
	borders []int64
	counts  []int64
	gap     int64 // documents in an embargo
}

// Decide implements transform.Sitting. The run that makes the borders comes first.
func (s *timeSitting) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	first := transform.Claim{}
	for c := range run {
		first = c
		break
	}
	if first.Key != (transform.Key{}) {
		s.decideGroup(run, rule)
		return nil
	}
	s.findBorders(run)
	for c := range run {
		if s.group == nil {
			s.rule(c, dateIn(c.Rank[:8]), rule)
		}
	}
	return nil
}

func dateIn(b []byte) int64 { return int64(binary.BigEndian.Uint64(b) ^ 1<<63) }

// findBorders takes the date of the document in each place where a split begins.
func (s *timeSitting) findBorders(run iter.Seq[transform.Claim]) {
	var all, sum uint64
	for _, p := range s.parts {
		all += p
	}
	n := uint64(count(run))
	var places []uint64
	for _, p := range s.parts[:len(s.parts)-1] {
		sum += p
		hi, lo := bits.Mul64(n, sum)
		place, _ := bits.Div64(hi, lo, all)
		places = append(places, min(place, n-1))
	}
	s.borders = nil
	at := uint64(0)
	for c := range run {
		for len(s.borders) < len(places) && places[len(s.borders)] == at {
			s.borders = append(s.borders, dateIn(c.Rank[:8]))
		}
		at++
	}
}

// decideGroup puts all members where the date of the group belongs.
func (s *timeSitting) decideGroup(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) {
	at, known := int64(0), false
	for c := range run {
		if len(c.Note) == 0 {
			continue
		}
		if of := dateIn(c.Note); !known || s.latest && of > at || !s.latest && of < at {
			at, known = of, true
		}
	}
	if !known {
		return
	}
	for c := range run {
		s.rule(c, at, rule)
	}
}

func (s *timeSitting) rule(c transform.Claim, at int64, rule func(transform.Claim, transform.Verdict)) {
	class, gap := s.place(at, s.borders)
	if gap == 0 {
		s.counts[class]++
	} else {
		s.gap++
	}
	rule(c, transform.Verdict{Kind: transform.Class, Num: int64(class), Other: gap})
}

// take implements sitting.
func (s *timeSitting) take(run iter.Seq[transform.Claim], class int) { s.counts[class] += count(run) }

// lose implements sitting: borders are those of all dated documents.
func (s *timeSitting) lose(transform.Claim) {}

// Notes implements transform.Sitting.
func (s *timeSitting) Notes() map[string]int64 {
	notes := map[string]int64{"documents_in_embargo": s.gap}
	for i, name := range s.classes {
		notes["documents_"+name] = s.counts[i]
		if i > 0 && i <= len(s.borders) {
			notes["begins_"+name] = s.borders[i-1] / 1_000_000 // Unix seconds
		}
	}
	return notes
}
