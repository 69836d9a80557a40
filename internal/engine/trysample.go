package engine

import (
	"errors"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// meet asks for the keys of the sample's documents.
func (s *sampler) meet(p *pass) error {
	for i := range s.docs {
		if d := &s.docs[i]; d.Kept() {
			if err := p.meet(d, 0); err != nil {
				return err
			}
		}
	}
	return p.meeting.flush(0)
}

// verifySample runs a Verifier over the sample alone.
func (s *sampler) verifySample(n *node) (out []ruling, err error) {
	x := s.verification(s.ctx, n)
	p := &pass{build: s.build, ctx: s.ctx, st: stretch{judge: n}, meeting: newMeeting(x.how.Ranked, x.dir, x.sort, len(s.workers))}
	defer func() { err = errors.Join(err, p.meeting.close()) }()
	if err := s.meet(p); err != nil {
		return nil, err
	}
	if x.met, err = p.meeting.pairs(x.dir, x.sort, x.how.Probes); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, x.met.close()) }()
	x.records = newRecords(x.dir, x.sort)
	defer func() { err = errors.Join(err, x.records.close()) }()
	if err := s.recordSample(metDocs{in: x.met.docs.Cursor()}, x.records, n); err != nil {
		return nil, err
	}
	x.link = func(edge) {}
	x.rule = func(r ruling) error { out = append(out, r); return nil }
	err = x.run()
	slices.SortStableFunc(out, func(a, b ruling) int { return sign(a.ord - b.ord) })
	return out, err
}

// recordSample makes the records of the documents that meet.
func (s *sampler) recordSample(w metDocs, records *records, n *node) error {
	for w.step(); w.more; w.step() {
		i := slices.IndexFunc(s.docs, func(d schema.Doc) bool { return d.Ord == int64(w.next[0]) })
		d := &s.docs[i]
		d.Begin(s.r.Layout, n.n, &s.scr)
		rec := n.keyed().Record(d, append([]byte(nil), d.Content[:contentBytes]...))
		if err := records.add(w.next[1], d.Ord, rec); err != nil {
			return err
		}
	}
	return errors.Join(w.in.Err(), records.seal())
}

// matchSample compares the sample with the whole other set.
func (s *sampler) matchSample(n *node) (out []ruling, err error) {
	x := s.matching(s.ctx, n)
	p := &pass{build: s.build, ctx: s.ctx, st: stretch{judge: n}, meeting: newMeeting(false, x.dir, x.sort, len(s.workers))}
	defer func() { err = errors.Join(err, p.meeting.close(), x.close()) }()
	if err := s.meet(p); err != nil {
		return nil, err
	}
	x.rule = func(r ruling) error { out = append(out, r); return nil }
	err = p.matchBy(x, func(w metDocs) error { return s.recordSample(w, x.records, n) })
	slices.SortStableFunc(out, func(a, b ruling) int { return sign(a.ord - b.ord) })
	return out, err
}
