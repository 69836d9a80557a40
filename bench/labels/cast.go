package main

import (
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// person is somebody invented: names, and the office that a story gives.
type person struct{ first, surname, office string }

func (p person) full() string { return p.first + " " + p.surname }

// cast is who and what a story is about.
type cast struct {
	people []person
	places []string
	bodies []string
}

// Parts of names, so that hardly any stands in a list of the steps. Nobody is meant.
var (
	firstsKnown  = strings.Fields("Anna Tomas Elena Viktor Hanna Pedro Ingrid Samuel Fatima Omar Greta Louis Marta Stefan Yuki Carlos Nadia Peter Alice Henrik")
	firstsOwn    = strings.Fields("Mirel Ondra Taviel Brisca Joveth Calun Ysmer Dorin Pelka Ravik Senja Thalis")
	surnameHeads = strings.Fields("Brel Vex Tarr Lind Kor Holm Ost Mar Quen Dra Sol Fen Har Wey Zel Nor Pask Rhen Tol Brann")
	surnameTails = strings.Fields("lin ley ow qvar rin gaard wick dal tin mer sky ova sen berg ford ic ado es")
	placeHeads   = strings.Fields("Orwen Mara Tol Sol Vern Cast Hask Pell Grim Thorn Eld Rav Lun Bris Aven")
	placeTails   = strings.Fields("by vel lund mere ria ria holm worth dale stad mouth ford")
	placesReal   = []string{"Geneva", "Norway", "Ukraine", "Berlin", "Kuala Lumpur", "New Zealand", "Nairobi", "the Netherlands", "South Korea", "Brussels", "Cairo", "Saudi Arabia", "Warsaw", "Buenos Aires"}
	bodiesReal   = []string{"United Nations", "NATO", "European Commission", "Reuters", "World Bank", "Red Cross", "UNESCO", "Supreme Court", "BBC"}
	bodyTails    = []string{"University", "Port Authority", "Shipping Company", "Council", "Railway Museum", "Fisheries Commission", "Savings Bank", "Institute", "Workers Union", "Courier", "Holdings Ltd"}
	officesMade  = []string{"President", "Prime Minister", "Foreign Minister", "Secretary of State", "Senator", "Mayor", "Ambassador", "Governor", "Finance Minister", "Attorney General", "Commissioner", "Chancellor", "Judge", "Bishop", "Defence Minister", "Director"}
)

func newCast(r *garble.Rand) cast {
	c := cast{}
	for range 3 {
		c.people = append(c.people, newPerson(r))
	}
	for range 3 {
		c.places = append(c.places, newPlace(r))
	}
	for range 2 {
		c.bodies = append(c.bodies, newBody(r))
	}
	return c
}

func newPerson(r *garble.Rand) person {
	p := person{first: garble.Pick(r, firstsKnown), surname: newSurname(r), office: garble.Pick(r, officesMade)}
	switch r.IntN(10) {
	case 0:
		p.first = garble.Pick(r, firstsOwn)
	case 1:
		p.first += " " + r.Of("ABDEFGHJKLMRSTW", 1) + "."
	case 2:
		p.surname = garble.Pick(r, []string{"van der ", "de ", "von ", "bin ", "al-", "O'", "de la "}) + p.surname
	case 3:
		p.first += "-" + garble.Pick(r, firstsKnown)
	}
	return p
}

func newSurname(r *garble.Rand) string {
	return garble.Pick(r, surnameHeads) + garble.Pick(r, surnameTails)
}

func newPlace(r *garble.Rand) string {
	if r.Percent(60) {
		return garble.Pick(r, placesReal)
	}
	return garble.Pick(r, placeHeads) + garble.Pick(r, placeTails)
}

func newBody(r *garble.Rand) string {
	if r.Percent(45) {
		return garble.Pick(r, bodiesReal)
	}
	return garble.Pick(r, placeHeads) + garble.Pick(r, placeTails) + " " + garble.Pick(r, bodyTails)
}

// mark is a piece of a text and what it is.
type mark struct {
	kind       string
	start, end int
	number     int // of a pair
}

// story is a text with marks.
type story struct {
	text  strings.Builder
	marks []mark
}

func (s *story) put(text string) { s.text.WriteString(text) }

// marked appends a text and says what it is.
func (s *story) marked(kind, text string) {
	start := s.text.Len()
	s.text.WriteString(text)
	s.marks = append(s.marks, mark{kind: kind, start: start, end: s.text.Len()})
}

// tell appends a template: {P1} the full name of the first person, {S1} the surname, {O1} the office with capitals, {o1} in small
// letters, {L1} a place, {B1} a body, and everything else as it is.
func (s *story) tell(c cast, template string) {
	for template != "" {
		open := strings.IndexByte(template, '{')
		if open < 0 {
			s.put(template)
			return
		}
		s.put(template[:open])
		s.slot(c, template[open+1], int(template[open+2]-'1'))
		template = template[open+4:]
	}
}

func (s *story) slot(c cast, what byte, n int) {
	switch what {
	case 'P':
		s.marked("person", c.people[n].full())
	case 'S':
		s.marked("person", c.people[n].surname)
	case 'O':
		s.marked("office", c.people[n].office)
	case 'o':
		s.marked("office", strings.ToLower(c.people[n].office))
	case 'L':
		article, place, found := strings.Cut(c.places[n], " ")
		if !found || article != "the" {
			place = c.places[n]
		} else {
			s.put("the ")
		}
		s.marked("place", place)
	case 'B':
		s.marked("organisation", c.bodies[n])
	}
}
