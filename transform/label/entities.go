package label

import (
	"context"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Entities is the transform label.entities.
var Entities = transform.Spec{
	Name:    "label.entities",
	Summary: "Finds people, offices, organisations and places by titles, capitals and lists of names",
	Doc:     entitiesDoc,
	Params: []transform.Param{
		{Name: "kinds", Type: transform.ParamStrings, Default: []string{"person", "office", "organisation", "place"}, Enum: []string{"person", "office", "organisation", "place"},
			Doc: "Which kinds stand in `entities`; the counts are of all four."},
		mostSpans("entities"),
	},
	On:      transform.OnText,
	Writes:  entityColumns,
	Check:   oneText,
	Version: 2,
	New:     newEntities,
	Examples: []transform.Example{
		{Note: "An office and a name behind it; later the surname alone.",
			Docs: []string{"Foreign Minister Ilse Tarrow flew to Geneva. Tarrow said little."},
			Rows: []string{`entities=[{office, "Foreign Minister", 0, 16, 0, 16}, {person, "Ilse Tarrow", 17, 28, 17, 28}, {place, Geneva, 37, 43, 37, 43}, {person, "Ilse Tarrow", 45, 51, 45, 51}] people=2 offices=1 organisations=0 places=1`}},
		{Note: "Names with particles and initials, possessives, an organisation by its last word.", Args: "{kinds: [person, organisation]}",
			Docs: []string{"Pieter van der Molen's letter went to J. R. Okafor of the Oldhaven Port Authority."},
			Rows: []string{`entities=[{person, "Pieter van der Molen", 0, 20, 0, 20}, {person, "J. R. Okafor", 38, 50, 38, 50}, {organisation, "Oldhaven Port Authority", 58, 81, 58, 81}] people=2 offices=0 organisations=1 places=0`}},
		{Note: "The capitals of a headline say nothing by themselves.", Docs: []string{"Council Debates Future Of Harbour Bridge"},
			Rows: []string{"entities=[] people=0 offices=0 organisations=0 places=0"}},
	},
}

const entitiesDoc = `Column ` + "`entities`" + `: a list of structs (kind, name, start, end, char_start, char_end), in the order of the text, and how many
mentions of each kind there are: ` + "`people`, `offices`, `organisations`, `places`" + `. ` + "`name`" + ` is the mention as it is written, of a person the fullest
form that the text has: where it says "Ilse Tarrow" once, "Tarrow" is named so. A span holds neither title nor possessive.

Two passes. The first learns names where something says that they are names: an office or a title before them (in English,
German, French, Spanish, Italian, Portuguese and Dutch, some Swedish and Russian), a common first name, initials, a verb of speech, an office behind a
comma; and places behind prepositions of place and "town of". The second takes every mention, so that a surname alone and a name in a
headline are found, and a surname that lost its capital between an office and its like. Particles (van der, de, bin, al-), hyphens,
initials and apostrophes belong to names. Countries, capitals, large cities, seas and regions, bodies of the United Nations,
governments, agencies of news and some companies stand in lists of ours, written from general knowledge; others are told by their last or first
word (Council, Ltd, University of; River, Lake).

What may be a place is held against the text: a common word (Reading, Split, Nice) needs a preposition of place before it, or a place behind it, somewhere in the text; the
capital of a sentence's first word says nothing where the text has the word in small letters; a name that people of the text bear is theirs, and parts of
paths and slugs are nobody's. A name that is broken by the end of a line is found in parts.

Not a model: two words with capitals that nothing explains count as a person within a sentence, nothing else does; in German, where all
nouns have capitals, not even those. A text all in small letters gives hardly anything but countries, scripts without capitals nothing. Who is
meant is not asked: label.consistency compares names and offices over a set. Precision and recall stand in docs/bench/labels.md.`

func entityColumns(a transform.Args) []schema.Column {
	str, count := schema.Type{Kind: schema.String}, schema.Type{Kind: schema.Int64}
	return []schema.Column{
		spansColumn(a, "entities", "People, offices, organisations and places that the text names.", schema.Field{Name: "kind", Type: str}, schema.Field{Name: "name", Type: str}),
		{Name: "people", Type: count, Doc: "Mentions of people."},
		{Name: "offices", Type: count, Doc: "Mentions of offices."},
		{Name: "organisations", Type: count, Doc: "Mentions of organisations."},
		{Name: "places", Type: count, Doc: "Mentions of places."},
	}
}

type entities struct {
	on, slot, most int
	counts         [entityKinds]int
	wanted         [entityKinds]bool
}

func newEntities(a transform.Args) (transform.Step, error) {
	x := &entities{on: a.On[0], slot: a.Slot("entities"), most: int(a.Int("most"))}
	for k, name := range [entityKinds]string{"people", "offices", "organisations", "places"} {
		x.counts[k] = a.Slot(name)
		for _, wanted := range a.Strings("kinds") {
			x.wanted[k] = x.wanted[k] || wanted == entityNames[k]
		}
	}
	return x, nil
}

// Map implements transform.Mapper.
func (x *entities) Map(_ context.Context, d *schema.Doc) error {
	f := finders.Get().(*finder)
	defer f.put()
	var counts [entityKinds]int64
	var out spanList
	f.find(d.Str(x.on), func(found []entity) {
		for i := range found {
			e := &found[i]
			counts[e.kind]++
			if x.wanted[e.kind] && len(out.list) < x.most {
				out.add(e.start, e.end, schema.StringValue(entityNames[e.kind]), schema.StringValue(f.fullName(e)))
			}
		}
	})
	d.Set(x.slot, out.value())
	for k, slot := range x.counts {
		d.Set(slot, schema.Int64Value(counts[k]))
	}
	return nil
}
