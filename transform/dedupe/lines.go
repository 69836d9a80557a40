package dedupe

import (
	"encoding/binary"
	"iter"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Lines is the transform dedupe.lines.
var Lines = transform.Spec{
	Name:    "dedupe.lines",
	Summary: "Cuts lines, paragraphs or runs of sentences that the set says again, and keeps as many copies as you say",
	Doc:     linesDoc,
	Short:   "unit",
	Params: append([]transform.Param{
		{Name: "unit", Type: transform.ParamString, Default: "line", Enum: []string{"line", "paragraph", "sentence"},
			Doc: "What is compared: lines, paragraphs (lines with a blank one around them), or sentences within a line."},
		{Name: "run", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(maxRun),
			Doc: "How many units in a row make what is compared. 3 for sentences, as in C4: one that recurs alone is often an idiom; 1 for lines and paragraphs."},
		{Name: "copies", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(0),
			Doc: "How many stay of what recurs, in the order of `priority` and `keep`; 0: none, as in CCNet's paper."},
		{Name: "count", Type: transform.ParamString, Default: "occurrences", Enum: []string{"occurrences", "documents"},
			Doc: "What `copies` and `recurs` count: each occurrence, as C4, CCNet, dolma and datatrove do; or documents, of which each keeps all its occurrences or none (refrains, answers of a form)."},
		{Name: "recurs", Type: transform.ParamInt, Default: int64(2), Min: transform.Bound(2),
			Doc: "From how many on it recurs. 2 is deduplication as it is published; 5 and more with `copies: 0` is boilerplate, since quotations stand in two or three articles."},
		{Name: "min_chars", Type: transform.ParamInt, Default: int64(16), Min: transform.Bound(1),
			Doc: "What has fewer letters and digits than this stays; Chinese, Japanese and Korean ones count 2. \"External links\" has 13, \"Share this article\" 16: short headings, answers and brackets recur in every set and say nothing alone."},
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "spaces"}, Enum: text.FoldNames(),
			Doc: "What is taken for equal, as in dedupe.exact; `[]` compares bytes. CCNet's is near to [case, digits, spaces], which also takes \"Chapter 1\" for \"Chapter 2\"."},
		{Name: "emptied", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "keep"},
			Doc: "What becomes of a document of which nothing is left: it is rejected by the rule emptied, with its text as it was, or kept as an empty one."},
	}, cuttingPolicy("Cut the others, or say in the columns `<step>__recurring` and `<step>__share` how many units and which share of the characters would go.")...),
	On:        transform.OnText,
	Kinds:     func(a transform.Args) []string { return cuttingKinds(a, a.String("unit")) },
	Reads:     readsPolicy,
	Writes:    writesLines,
	Check:     checkCutting,
	EditsText: true,
	Rejects:   true,
	Version:   1,
	New:       newLines,
	Examples: []transform.Example{
		{Note: "The first of equal lines stays; short ones are not looked at.",
			Docs:  []string{"Home | News | Weather | About\nRain in the north.\nMore\n", "Home | News | Weather | About\nSun in the south.\nMore\n"},
			Gives: []string{"Home | News | Weather | About\nRain in the north.\nMore\n", "Sun in the south.\nMore\n"}},
		{Note: "Keep none of what stands in three documents or more.", Args: "{copies: 0, count: documents, recurs: 3}",
			Docs:  []string{"Rain.\n© The Example Company\nAll rights of the text reserved", "© The Example Company\nSun.\nAll rights of the text reserved", "Snow.\n© The Example Company"},
			Gives: []string{"Rain.\nAll rights of the text reserved", "Sun.\nAll rights of the text reserved", "Snow."}},
		{Note: "Paragraphs; what stays is neither glued nor left with a gap. A document of which nothing is left is rejected.", Args: "paragraph",
			Docs: []string{"One.\n\nThe ferry is back in service,\nsay the pilots.\n\nTwo.", "The ferry is back in service,\n say the pilots.\n",
				"Three.\n\nThe ferry is  back in service,\nsay the pilots.\n\nFour."},
			Gives: []string{"One.\n\nThe ferry is back in service,\nsay the pilots.\n\nTwo.", "Three.\n\nFour."}},
		{Note: "Runs of two sentences, from the source that is trusted.", Args: "{unit: sentence, run: 2, priority: [agency]}",
			Docs:  []string{"The ferry is back. The pilots return to work. I saw it.", "The ferry is back. The pilots return to work."},
			Given: []string{"source=blog", "source=agency"},
			Gives: []string{"I saw it.", "The ferry is back. The pilots return to work."}},
		{Note: "Label in place of cutting: how many units would go, and which share of the text they are.", Args: "{on_match: label}",
			Docs: []string{"A line that is in both", "A line that is in both\nAnother one is in one"},
			Rows: []string{"lines__recurring=0 lines__share=0.0", "lines__recurring=1 lines__share=0.5"}},
	},
}

// maxRun bounds what a run is hashed from.
const maxRun = 100

const linesDoc = `Compares lines, paragraphs or runs of sentences over the whole set and cuts those that recur, but for
` + "`copies`" + ` of them: navigation, licences, signatures, quoted paragraphs. They are compared by 128 bits of the
SHA-256 of their normalised form. Which ones stay follows from (priority, keep, source order), and within a document
from the order of the text, from its end with ` + "`keep: last`" + `; null is worst in ` + "`max`" + ` and ` + "`min`" + `. Several
columns are looked at alike, one after the other.

A line ends at a line feed; blank ones are no units. A paragraph is of lines between blank lines. Sentences are those of
Unicode's boundaries (UAX #29) within a line, in every script, but that initials and what a small letter follows end none;
text wrapped at a width wants clean.paragraphs first. A run of units may lie over line breaks and blank lines. Where
runs that stay and runs that go overlap, what lies in one that stays does: each of them has its copies whole, which cutting
every later occurrence does not give (five equal sentences lie in three equal runs of three; two go, three stay).

A unit is cut with its line break, or with the spaces on one side; of the breaks on either side and between cut units
the widest stays, so that nothing is glued and no new blank lines are left. A document of which only white space would
be left is rejected by the rule emptied, naming a kept document where one holds all that it said.

Behind itself the step finds nothing more in lines and paragraphs. Runs may come together by a cut, and so may two
sentences, where what stood between them alone kept a small letter from going on with the first; a second step
finds these. Near copies are redact.repeats' (in a document) and dedupe.near's;
redact.recurring cuts what stands in many documents by a table of at most a million lines. Recurring lines are not all worthless:
` + "`on_match: label`" + ` says what would go.

Sources: C4 (Raffel et al. 2020: all but one of any span of three sentences), CCNet (Wenzek et al. 2020: paragraphs, by
64 bits of SHA-1), dolma (paragraphs by a Bloom filter, which cuts some that are no copies).`

// Columns of a step that labels.
const (
	recurringColumn = "__recurring"
	shareColumn     = "__share"
)

func writesLines(a transform.Args) []schema.Column {
	if a.String("on_match") != "label" {
		return nil
	}
	return []schema.Column{
		{Name: recurringColumn, Type: schema.Type{Kind: schema.Int64}, Doc: "Lines, paragraphs or sentences that the step would cut."},
		{Name: shareColumn, Type: schema.Type{Kind: schema.Float}, Doc: "Share of the characters that they are, white space included, from 0 to 1."},
	}
}

// lines is dedupe.lines with its arguments.
type lines struct {
	on        []int
	unit      unitKind
	run       int
	copies    int64
	recurs    int64
	documents bool // copies and recurs count documents
	minChars  int
	fold      text.Fold
	keepEmpty bool
	recurring int // slots of the columns; -1 where it cuts
	share     int
	order     policy
}

func newLines(a transform.Args) (transform.Step, error) {
	order, err := newPolicy(cutting(a), "")
	if err != nil {
		return nil, err
	}
	x := &lines{on: a.On, unit: unitKinds[a.String("unit")], run: 1, copies: a.Int("copies"), recurs: a.Int("recurs"),
		documents: a.String("count") == "documents", minChars: int(a.Int("min_chars")), fold: text.NewFold(a.Strings("normalise")),
		keepEmpty: a.String("emptied") == "keep", recurring: -1, order: order}
	if x.unit == bySentence {
		x.run = 3
	}
	if a.Has("run") {
		x.run = int(a.Int("run"))
	}
	if a.String("on_match") == "label" {
		x.recurring, x.share = a.Slot(recurringColumn), a.Slot(shareColumn)
	}
	return x, nil
}

func (x *lines) labels() bool { return x.recurring >= 0 }

// Claims implements transform.Judge: one for each run of units that says enough. With `keep: last` the rank goes on
// with the place, so that of equal claims of a document the last one is the first.
func (x *lines) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	s := splitters.Get().(*splitter)
	defer s.put()
	rank := x.order.rank(d)
	var note [noteBytes]byte
	n := uint32(0)
	for column, slot := range x.on {
		x.claimsOf(s, uint8(column), d.Str(slot), func(c lineClaim) {
			if x.order.keep == "last" {
				binary.BigEndian.PutUint32(rank[10:], ^n) // behind the priority and the ordinal
			}
			emit(c.key, rank, c.put(note[:]))
			n++
		})
	}
}

// A note says where a claim's units lie: the column among those the step works on, the start of the first and that
// of the unit behind the last one, so that neighbours meet.
const noteBytes = 9

func (c lineClaim) put(note []byte) []byte {
	note[0] = c.column
	binary.BigEndian.PutUint32(note[1:], uint32(c.start))
	binary.BigEndian.PutUint32(note[5:], uint32(c.end))
	return note
}

// cutOf returns a verdict about the place of a claim.
func cutOf(c transform.Claim, kind transform.VerdictKind, kept int64) transform.Verdict {
	return transform.Verdict{Kind: kind, Other: kept, Num: int64(c.Note[0]),
		Start: int32(binary.BigEndian.Uint32(c.Note[1:])), End: int32(binary.BigEndian.Uint32(c.Note[5:]))}
}

// Decide implements transform.Judge: behind the copies that stay all are cut. Of runs that may overlap those
// that stay are told too.
func (x *lines) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	if !x.enough(run) {
		return nil
	}
	n, last, kept := int64(0), int64(-1), int64(-1)
	for c := range run {
		if !x.documents || c.Ord != last {
			n++
		}
		last = c.Ord
		switch {
		case n > x.copies:
			rule(c, cutOf(c, transform.Cut, kept))
		case kept < 0:
			kept = c.Ord
			fallthrough
		default:
			if x.run > 1 {
				rule(c, cutOf(c, transform.Class, kept))
			}
		}
	}
	return nil
}

// enough says whether a run of claims recurs; where nothing can overlap, also whether more are there than stay.
func (x *lines) enough(run iter.Seq[transform.Claim]) bool {
	least := x.recurs
	if x.run == 1 {
		least = max(least, x.copies+1)
	}
	n, last := int64(0), int64(-1)
	for c := range run {
		if !x.documents || c.Ord != last {
			n++
		}
		if n >= least {
			return true
		}
		last = c.Ord
	}
	return false
}
