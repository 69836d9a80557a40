package label

import (
	"iter"

	"github.com/tamis-data/tamis/transform"
)

// Decide implements transform.Judge: a run holds the claims of one kind about one surname, those of a first name together.
func (x *consistency) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	names := false
	for c := range run {
		names = readNote(c.Note).here != ""
		break
	}
	if names {
		x.decideNames(run, rule)
	} else {
		x.decideOffices(run, rule)
	}
	return nil
}

// group is the documents that give a surname one first name.
type group struct {
	rank      transform.Rank
	documents int64
	offices   officeSet
	first     claim // of the first of them
}

// groups calls f with each group of a run, in order.
func groups(run iter.Seq[transform.Claim], f func(g *group)) {
	var g *group
	for c := range run {
		if g == nil || g.rank != c.Rank {
			if g != nil {
				f(g)
			}
			g = &group{rank: c.Rank, first: readNote(c.Note)}
		}
		g.documents++
		g.offices.add(noteOffices(c.Note))
	}
	if g != nil {
		f(g)
	}
}

// decideNames tells the documents whose first name few have and whose majority is clear.
func (x *consistency) decideNames(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) {
	var best group
	groups(run, func(g *group) {
		if g.documents > best.documents {
			best = *g
		}
	})
	known, others := best.offices, int64(0)
	groups(run, func(g *group) {
		if g.rank != best.rank && !g.offices.apart(known) {
			others += g.documents
		}
	})
	if others == 0 || best.documents < x.times*others {
		return
	}
	x.small(run, func(to transform.Claim, documents int64) {
		c := readNote(to.Note)
		own := c.offices
		if to.Rank == best.rank || own.apart(known) || c.several && !own.fits(known) {
			return
		}
		r := report{kind: aboutName, surname: c.surname, here: c.here, majority: best.first.here, other: best.first.origin,
			documents: documents, majorityDocuments: best.documents, at: c.said}
		r.tell(to, rule)
	})
}

// small calls f with each claim of groups that have no more than at_most documents.
func (x *consistency) small(run iter.Seq[transform.Claim], f func(to transform.Claim, documents int64)) {
	var held []transform.Claim
	n := int64(0)
	flush := func() {
		if n <= x.atMost {
			for _, c := range held {
				f(c, n)
			}
		}
		held, n = held[:0], 0
	}
	var rank transform.Rank
	for c := range run {
		if c.Rank != rank {
			flush()
			rank = c.Rank
		}
		n++
		if n <= x.atMost {
			c.Note = append([]byte(nil), c.Note...)
			held = append(held, c)
		}
	}
	flush()
}

// mostPeople bounds how many people of one surname are compared each among their own documents.
const mostPeople = 16

// decideOffices compares offices among the documents of each person: those of many documents by themselves, and those that
// give no first name with the one who is named most.
func (x *consistency) decideOffices(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) {
	var large []transform.Rank
	var most transform.Rank
	documents := int64(0)
	groups(run, func(g *group) {
		if g.rank == (transform.Rank{}) {
			return
		}
		if g.documents > documents {
			most, documents = g.rank, g.documents
		}
		if g.documents > x.atMost && len(large) < mostPeople {
			large = append(large, g.rank)
		}
	})
	x.among(run, people{named: most, unnamed: true, others: large}, rule)
	for _, one := range large {
		if one != most {
			x.among(run, people{named: one}, rule)
		}
	}
}

// people says whose documents are compared: those of one first name, those without one too, and, where they agree, those of
// first names that few have, since such a name may be a slip.
type people struct {
	named   transform.Rank
	unnamed bool
	others  []transform.Rank // people of their own
}

func (p people) has(r transform.Rank) bool {
	return r == p.named || p.unnamed && r == (transform.Rank{})
}

func (p people) may(r transform.Rank) bool { return p.has(r) || p.unnamed && !contains(p.others, r) }

func contains(ranks []transform.Rank, one transform.Rank) bool {
	for _, r := range ranks {
		if r == one {
			return true
		}
	}
	return false
}

// census counts offices among documents.
type census struct {
	by     [256]int64  // documents that give an office
	origin [256]string // of the first of them
}

func (s *census) count(c claim) {
	for _, o := range c.spans {
		if s.by[o.office] == 0 {
			s.origin[o.office] = c.origin
		}
		s.by[o.office]++
	}
}

// majority returns the office that most documents give; of a bare form and a longer one the longer.
func (s *census) majority() (best int) {
	weight := func(o int) int64 {
		if bare := int(bareOf[o]); bare != o && s.by[o] > 0 {
			return max(s.by[o], s.by[bare]) // who says the one often says the other too
		}
		return s.by[o]
	}
	for o := 1; o <= len(offices); o++ {
		longer := best != 0 && int(bareOf[o]) == best && s.by[o] > 0
		if weight(o) > weight(best) || longer && weight(o) == weight(best) {
			best = o
		}
	}
	return best
}

// agrees says whether offices don't contradict one: it is among them, or its bare form.
func agrees(s officeSet, one int) bool { return s.has(one) || s.has(int(bareOf[one])) }

// among tells documents of one person that give an office which few give.
func (x *consistency) among(run iter.Seq[transform.Claim], who people, rule func(transform.Claim, transform.Verdict)) {
	var all census
	for c := range run {
		if who.has(c.Rank) {
			all.count(readNote(c.Note))
		}
	}
	best := all.majority()
	if best == 0 {
		return
	}
	agree, differ := int64(0), int64(0)
	for c := range run {
		switch ok := agrees(noteOffices(c.Note), best); {
		case ok && who.may(c.Rank):
			agree++
		case !ok && who.has(c.Rank):
			differ++
		}
	}
	if differ == 0 || agree < x.times*differ {
		return
	}
	for to := range run {
		if !who.has(to.Rank) || agrees(noteOffices(to.Note), best) {
			continue
		}
		c := readNote(to.Note)
		o := c.spans[0]
		if all.by[o.office] > x.atMost {
			continue
		}
		r := report{kind: aboutOffice, surname: c.surname, here: offices[o.office-1].name, majority: offices[best-1].name, other: all.origin[best],
			documents: all.by[o.office], majorityDocuments: agree, at: o.at}
		r.tell(to, rule)
	}
}
