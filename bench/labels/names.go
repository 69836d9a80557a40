package main

import "github.com/tamis-data/tamis/internal/garble"

// first introduces the people of a story; a story begins with one of them for each.
var introductions = []string{
	"{O1} {P1} arrived in {L1} on Monday. ",
	"{P1}, the {o1} of {L1}, met reporters in the morning. ",
	"In a long interview, {o1} {P1} defended the plan. ",
	"The letter was signed by {O1} {P1} and sent to {L2}. ",
	"“We are not done,” said {P1}, who leads the talks in {L1}. ",
	"Mr. {P1} told the {B1} that the ferry would return. ",
	"{P1} said that nobody had asked him. ",
	"Dr. {P1} of the {B1} counted the birds twice. ",
	"According to {P1}, the bridge at {L1} was never safe. ",
	"The {o1}, {P1}, did not answer. ",
}

// later mentions take up who is known, and hold what only looks like a name.
var laterMentions = []string{
	"{S1} spoke for an hour and left for {L2}. ",
	"{S1}'s deputy waited outside. ",
	"On Tuesday the {B1} published its report on {L2}. ",
	"Neither {S1} nor the {B1} wanted to comment. ",
	"{O1} {S1} will travel to {L3} in March. ",
	"The {B2} criticised {S1} for the delay. ",
	"Trade between {L1} and {L2} has grown since the Cold War. ",
	"Officials in {L3} welcomed the step. ",
	"The talks with {O1} {S1} went on until Friday. ",
	"A spokesman for the {B2} said that rain was expected near {L1}. ",
}

// lookalikes have capitals and name none of the four.
var lookalikes = []string{
	"The Treaty of the Rivers has twelve articles and a map. ",
	"It was a Monday in March, and nobody had slept. ",
	"Many people still remember the Great Storm and the Long Winter. ",
	"Key points of the plan were printed on yellow paper. ",
	"Critics call it Plan B, and the price of rye rose again. ",
	"He speaks English and a little French. ",
	"The Internet was slow that day, and so was the post. ",
	"Nobody expects an answer before Christmas. ",
}

var headlines = []string{
	"{O1} {S1} Visits {L1} as Talks Resume",
	"Ferry Dispute: {P1} Calls for Calm in {L2}",
	"{B1} Warns of Delays at the Border",
	"Why the Bridge Stays Closed This Winter",
	"{S1} Meets {S2} in {L1}",
}

// foreign are stories in other languages, by their titles.
var foreign = []string{
	"Sie kam am Montag nach {L1}. Frau {P1} sagte, die Brücke bleibe im Winter geschlossen. Herr {P2} war nicht dabei, und der Regen hörte nicht auf. ",
	"Madame {P1} est arrivée lundi à la gare. Elle a dit que le pont resterait fermé tout l'hiver. Monsieur {P2} n'a pas répondu aux questions de la presse. ",
	"El señor {P1} llegó el lunes y dijo que el puente no se abriría en invierno. La señora {P2} no quiso hablar con la prensa sobre el retraso. ",
}

// nameStory makes a text with people, offices, organisations and places.
func nameStory(r *garble.Rand) *story {
	s, c := new(story), newCast(r)
	if r.Percent(8) {
		s.tell(c, garble.Pick(r, foreign))
		return s
	}
	if r.Percent(60) {
		s.tell(c, garble.Pick(r, headlines))
		s.put("\n\n")
	}
	for i := range c.people {
		turn := turned(c, i)
		s.tell(turn, garble.Pick(r, introductions))
		for range r.Between(1, 3) {
			s.tell(turn, garble.Pick(r, laterMentions))
		}
		s.put(garble.Pick(r, lookalikes))
		if i < 2 {
			s.put("\n\n")
		}
	}
	return s
}

// turned puts person n of a cast first.
func turned(c cast, n int) cast {
	people := append([]person{c.people[n]}, c.people[:n]...)
	c.people = append(people, c.people[n+1:]...)
	return c
}
