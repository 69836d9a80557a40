package main

import (
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/internal/garble"
)

// claimed is what a document of a set is told: surname and kind.
type claimed struct {
	document      int
	surname, kind string
}

// peopleSet is a set of documents about people, and the documents in which one slipped.
type peopleSet struct {
	texts []string
	truth map[claimed]bool
}

// Cases of a person in a set.
const (
	plainCase    = iota
	firstCase    // one document has another first name, with the same office
	officeCase   // one document has another office
	shortCase    // some documents have a short form of the first name
	namesakeCase // another person of that surname, in many documents
	strangerCase // another person of that surname with an office of her own, in one document
	changedCase  // the office changed: half of the documents have another one
	formerCase   // one document names a former office
	caseKinds
)

var shortForms = [][2]string{{"Joseph", "Joe"}, {"Robert", "Bob"}, {"Sergey", "Sergei"}, {"William", "Bill"}, {"Michael", "Mike"}}

var mentions = []string{"%s %s %s spoke on Monday about the ferry. ", "On Friday %s %s %s left the talks early. ", "The plan of %s %s %s was printed on yellow paper. ", "Nobody asked %s %s %s about the rain. "}

// newPeopleSet makes a set of documents about n people, in an order that says nothing.
func newPeopleSet(r *garble.Rand, n int) peopleSet {
	s := peopleSet{truth: map[claimed]bool{}}
	for i := range n {
		surname := surnameHeads[i%len(surnameHeads)] + surnameTails[i/len(surnameHeads)%len(surnameTails)]
		s.person(r, i%caseKinds, surname)
	}
	return s.shuffled(r)
}

func (s *peopleSet) person(r *garble.Rand, what int, surname string) {
	first, office, other := garble.Pick(r, firstsKnown), garble.Pick(r, officesMade), garble.Pick(r, firstsKnown)
	for other == first {
		other = garble.Pick(r, firstsKnown)
	}
	second := garble.Pick(r, officesMade)
	for second == office {
		second = garble.Pick(r, officesMade)
	}
	documents := r.Between(5, 12)
	for i := range documents {
		f, o := first, office
		if what == shortCase {
			f = shortForms[len(surname)%len(shortForms)][i%2]
		}
		if what == changedCase && i%2 == 1 {
			o = second
		}
		s.add(r, o, f, surname)
	}
	switch what {
	case firstCase:
		s.slip(r, office, other, surname, "first name")
	case officeCase:
		s.slip(r, second, first, surname, "office")
	case namesakeCase:
		for range 4 {
			s.add(r, second, other, surname)
		}
	case strangerCase:
		s.add(r, second, other, surname)
	case formerCase:
		s.texts = append(s.texts, fmt.Sprintf("Former %s %s %s came along. ", second, first, surname))
	}
}

func (s *peopleSet) add(r *garble.Rand, office, first, surname string) {
	text := fmt.Sprintf(garble.Pick(r, mentions), office, first, surname)
	if r.Percent(60) {
		text += fmt.Sprintf("%s said little. ", surname)
	}
	s.texts = append(s.texts, text+garble.Pick(r, lookalikes))
}

func (s *peopleSet) slip(r *garble.Rand, office, first, surname, kind string) {
	s.truth[claimed{len(s.texts), surname, kind}] = true
	s.add(r, office, first, surname)
}

func (s *peopleSet) shuffled(r *garble.Rand) peopleSet {
	order := r.Perm(len(s.texts))
	out := peopleSet{truth: map[claimed]bool{}}
	for _, i := range order {
		out.texts = append(out.texts, s.texts[i])
	}
	for c := range s.truth {
		c.document = slices.Index(order, c.document)
		out.truth[c] = true
	}
	return out
}
