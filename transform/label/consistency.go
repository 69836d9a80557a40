package label

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Consistency is the transform label.consistency.
var Consistency = transform.Spec{
	Name:    "label.consistency",
	Summary: "Names documents that give a person another first name or office than the rest of the set does",
	Doc:     consistencyDoc,
	Params: []transform.Param{
		{Name: "at_most", Type: transform.ParamInt, Default: int64(2), Min: transform.Bound(1), Max: transform.Bound(1000),
			Doc: "A name or office is told where so many documents say it at most. A slip stands in one page and perhaps a copy of it; what stands in more is more likely another person."},
		{Name: "times", Type: transform.ParamInt, Default: int64(3), Min: transform.Bound(2), Max: transform.Bound(1000000),
			Doc: "So many times as many documents must say the majority as all others together: three against one is the least that says who is wrong, and a common surname with many first names has no majority."},
		mostSpans("consistency"),
	},
	On:      transform.OnText,
	Writes:  consistencyColumns,
	Check:   oneText,
	Version: 2,
	New:     newConsistency,
	Examples: []transform.Example{
		{Note: "One document has another first name for the minister.",
			Docs: []string{"Foreign Minister Ilse Tarrow spoke.", "Foreign Minister Elsa Tarrow spoke.", "Foreign Minister Ilse Tarrow left.", "It was said by Foreign Minister Ilse Tarrow."},
			Rows: []string{"consistency=[]", `consistency=[{Tarrow, "first name", Elsa, Ilse, 1, 3, documents.jsonl#1, 17, 28, 17, 28}]`, "consistency=[]", "consistency=[]"}},
		{Note: "One document has another office.",
			Docs: []string{"Mayor Aske Holm spoke.", "Governor Aske Holm spoke.", "Mayor Holm, as Aske Holm is called, left.", "Mayor Aske Holm sang."},
			Rows: []string{"consistency=[]", "consistency=[{Holm, office, governor, mayor, 1, 3, documents.jsonl#1, 0, 8, 0, 8}]", "consistency=[]", "consistency=[]"}},
		{Note: "Two people of one surname: each has an office of their own.",
			Docs: []string{"Judge Ada Brenn spoke.", "Judge Ada Brenn left.", "Judge Ada Brenn sang.", "Captain Oda Brenn sailed."},
			Rows: []string{"consistency=[]", "consistency=[]", "consistency=[]", "consistency=[]"}},
	},
}

const consistencyDoc = `Column ` + "`consistency`" + `: a list of structs (surname, kind, here, majority, documents, majority_documents, other, start, end, char_start,
char_end), empty in documents that agree. ` + "`kind`" + ` is "first name" or "office"; ` + "`here`" + ` is what this document says, as ` + "`documents`" + ` do in all;
` + "`majority`" + ` is what ` + "`majority_documents`" + ` say, and ` + "`other`" + ` the origin of the first of them. The span is the first place where this
document says it. Documents are counted, not mentions.

A Judge over the whole set: people and offices are found as label.entities finds them, and claims are compared by surname. What differs
need not be wrong, so this is told:

- A **first name** where at most ` + "`at_most`" + ` documents have it, and another one stands in ` + "`times`" + ` times as many as all other first
  names of that surname together. Short forms and other spellings are one name (Joe and Joseph, Sergey and Sergei).
- Not where both names come with offices and have none in common: a judge and a captain are two people. Nor where the document itself names
  both, unless it gives both one office.
- An **office** where at most ` + "`at_most`" + ` documents give it and ` + "`times`" + ` times as many give another one as all others together. Bare forms agree with
  longer ones (secretary, secretary of state; minister, foreign minister); former offices, those with "deputy" and its like before them, and words that say little
  (leader, spokesman) don't count. A document that gives both is no exception.
- Two people of one surname who have their first names in many documents each are compared each among their own documents; a document without
  a first name counts for the one who is named most.

Offices change: in a set over many years an old one in one or two documents is told, one in many is not. Copies count as documents, so
that this step belongs behind dedupe. Which document is right nobody knows; the majority is what the set says.`

func consistencyColumns(a transform.Args) []schema.Column {
	str, count := schema.Type{Kind: schema.String}, schema.Type{Kind: schema.Int64}
	return []schema.Column{spansColumn(a, "consistency", "First names and offices in which this document differs from the rest of the set.",
		schema.Field{Name: "surname", Type: str}, schema.Field{Name: "kind", Type: str}, schema.Field{Name: "here", Type: str}, schema.Field{Name: "majority", Type: str},
		schema.Field{Name: "documents", Type: count}, schema.Field{Name: "majority_documents", Type: count}, schema.Field{Name: "other", Type: str})}
}

type consistency struct {
	on, slot, most int
	atMost, times  int64
}

func newConsistency(a transform.Args) (transform.Step, error) {
	return &consistency{on: a.On[0], slot: a.Slot("consistency"), most: int(a.Int("most")), atMost: a.Int("at_most"), times: a.Int("times")}, nil
}

// officeSet holds offices by number.
type officeSet [4]uint64

func (s *officeSet) put(o int)      { s[o>>6] |= 1 << (o & 63) }
func (s *officeSet) has(o int) bool { return s[o>>6]&(1<<(o&63)) != 0 }
func (s *officeSet) add(t officeSet) {
	s[0], s[1], s[2], s[3] = s[0]|t[0], s[1]|t[1], s[2]|t[2], s[3]|t[3]
}
func (s officeSet) empty() bool { return s == officeSet{} }
func (s officeSet) meet(t officeSet) bool {
	return s[0]&t[0]|s[1]&t[1]|s[2]&t[2]|s[3]&t[3] != 0
}

// wide adds the bare form of each office, so that two sets meet where one says less.
func (s officeSet) wide() officeSet {
	for o := 1; o <= len(offices); o++ {
		if s.has(o) {
			s.put(int(bareOf[o]))
		}
	}
	return s
}

// fits says whether two sets have an office in common, or one the bare form of an office of the other.
func (s officeSet) fits(t officeSet) bool { return s.meet(t) || s.wide().meet(t) || s.meet(t.wide()) }

// apart says whether both sets hold offices and none of one goes with one of the other: they are of two people.
func (s officeSet) apart(t officeSet) bool { return !s.empty() && !t.empty() && !s.fits(t) }

// held is what a document says about a surname: the offices, and the first names with theirs.
type held struct {
	surname span
	offices officeSet
	spans   []officeSpan // the first mention of each office
	firsts  []firstName
}

type officeSpan struct {
	office int
	at     span
}

type firstName struct {
	name    string // canonical, small
	here    span   // of the first name
	at      span   // of the mention
	offices officeSet
}

// gather returns what a document says, by surname, in the order of their first mentions.
func gather(f *finder, s string) (all []*held) {
	by := map[uint64]*held{}
	f.find(s, func(found []entity) {
		for i := range found {
			e := &found[i]
			if e.kind != personEntity {
				continue
			}
			h := by[e.surname]
			if h == nil && len(all) == keptEntities {
				continue
			}
			if h == nil {
				h = &held{surname: span{e.surnameStart, e.end}}
				by[e.surname] = h
				all = append(all, h)
			}
			h.add(s, e, officeAt(found, i))
		}
	})
	return all
}

// officeAt returns where the office stands that a person has: right before the name, else the name.
func officeAt(found []entity, i int) span {
	if i > 0 && found[i-1].kind == officeEntity && found[i].start-found[i-1].end <= 2 {
		return span{found[i-1].start, found[i-1].end}
	}
	return span{found[i].start, found[i].end}
}

func (h *held) add(s string, e *entity, at span) {
	if o := e.office; o > 0 && !h.offices.has(o) {
		h.offices.put(o)
		h.spans = append(h.spans, officeSpan{o, at})
	}
	if e.first == 0 {
		return
	}
	name := canonicalFirst(s[e.start:e.firstEnd])
	k := slices.IndexFunc(h.firsts, func(f firstName) bool { return f.name == name })
	if k < 0 && len(h.firsts) == 32 {
		return // a list of people, not a story
	}
	if k < 0 {
		k = len(h.firsts)
		h.firsts = append(h.firsts, firstName{name: name, here: span{e.start, e.firstEnd}, at: span{e.start, e.end}})
	}
	if e.office > 0 {
		h.firsts[k].offices.put(e.office)
	}
}

// Kinds of claims, which are never compared with each other.
const (
	aboutName   = "first name"
	aboutOffice = "office"
)

func claimKey(kind, surname string) transform.Key {
	sum := sha256.Sum256([]byte("tamis/consistency\x00" + kind + "\x00" + strings.ToLower(surname)))
	return transform.Key{Hi: binary.BigEndian.Uint64(sum[:]), Lo: binary.BigEndian.Uint64(sum[8:])}
}

func nameRank(name string) transform.Rank {
	if name == "" {
		return transform.Rank{}
	}
	sum := sha256.Sum256([]byte(name))
	return transform.Rank(sum[:16])
}

// Claims implements transform.Judge: for each surname one claim a first name, and one about its offices.
func (x *consistency) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	f := finders.Get().(*finder)
	defer f.put()
	s := d.Str(x.on)
	origin := d.Str(schema.SlotOrigin)
	for _, h := range gather(f, s) {
		surname, only := s[h.surname.start:h.surname.end], ""
		for _, first := range h.firsts {
			c := claim{said: first.at, several: len(h.firsts) > 1, offices: first.offices, here: s[first.here.start:first.here.end], surname: surname, origin: origin}
			if !c.several {
				c.offices, only = h.offices, first.name
			}
			emit(claimKey(aboutName, surname), nameRank(first.name), c.note())
		}
		if !h.offices.empty() {
			c := claim{offices: h.offices, spans: h.spans, surname: surname, origin: origin}
			emit(claimKey(aboutOffice, surname), nameRank(only), c.note())
		}
	}
}

// Settle implements transform.Judge.
func (x *consistency) Settle(d *schema.Doc, vs []transform.Verdict) error {
	reports := readReports(vs)
	slices.SortStableFunc(reports, func(a, b report) int { return cmp.Or(cmp.Compare(a.at.start, b.at.start), cmp.Compare(a.kind, b.kind)) })
	var out spanList
	for i, r := range reports {
		if i == x.most {
			break
		}
		out.add(r.at.start, r.at.end, schema.StringValue(r.surname), schema.StringValue(r.kind), schema.StringValue(r.here), schema.StringValue(r.majority),
			schema.Int64Value(r.documents), schema.Int64Value(r.majorityDocuments), schema.StringValue(r.other))
	}
	d.Set(x.slot, out.value())
	return nil
}
