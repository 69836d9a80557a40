package clean

import (
	"context"
	"crypto/sha256"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Casing is the transform clean.casing.
var Casing = transform.Spec{
	Name:    "clean.casing",
	Summary: "Gives back capitals that were lost, by the majority of the set's own spelling",
	Doc:     casingDoc,
	Params: []transform.Param{
		{Name: "confidence", Type: transform.ParamFloat, Default: 0.8, Min: transform.Bound(0.5), Max: transform.Bound(1),
			Doc: "The share of a word's occurrences inside of sentences, or beside the same neighbour, that must have the capital."},
		{Name: "min_count", Type: transform.ParamInt, Default: int64(3), Min: transform.Bound(1),
			Doc: "How often the capital must have been seen inside of sentences."},
		{Name: "sentences", Type: transform.ParamBool, Default: true, Doc: "Sentences and lines that start small."},
		{Name: "names", Type: transform.ParamBool, Default: true, Doc: "Words and names that the set writes with a capital."},
		{Name: "lists", Type: transform.ParamBool, Default: true, Doc: "Months, days, nations and their adjectives in English, for sets too small to vote."},
		{Name: "headings", Type: transform.ParamBool, Default: true, Doc: "Words left small in headings and table cells written with capitals throughout."},
	},
	On:        transform.OnProse,
	Kinds:     func(transform.Args) []string { return casingKinds },
	EditsText: true,
	Version:   1,
	New:       newCasing,
	Examples: []transform.Example{
		{Note: "Months, days and nations, and sentences that start small; may and turkey need a month's or a country's company.",
			Docs: []string{"In august 2023 the russian envoy came on a monday. the talks may go on in may 2024, and he ate turkey.", "Nobody will march to the lake before they polish the boats, but in march they did."},
			Gives: []string{"In August 2023 the Russian envoy came on a Monday. The talks may go on in May 2024, and he ate turkey.",
				"Nobody will march to the lake before they polish the boats, but in March they did."}},
		{Note: "What the set writes with a capital; a word that is also written small stays.", Args: "{min_count: 2}",
			Docs: []string{
				"The mayor of Tollund said that Tollund was ready, and most of Tollund was.", "Nobody in Tollund had seen the mayor of Tollund, and the Mayor had seen nobody.",
				"Then tollund slept, and the mayor slept.",
			},
			Gives: []string{
				"The mayor of Tollund said that Tollund was ready, and most of Tollund was.", "Nobody in Tollund had seen the mayor of Tollund, and the Mayor had seen nobody.",
				"Then Tollund slept, and the mayor slept.",
			}},
		{Note: "Headings in capitals, names that begin small, verse and lists in small letters are left.",
			Docs:  []string{"THE FERRY AND THE BRIDGE\n\nHe likes his iPhone and writes e-mail.\n\n- eggs\n- the thick string\n\nso small a boat\nupon the sea\nand none to row"},
			Gives: []string{"THE FERRY AND THE BRIDGE\n\nHe likes his iPhone and writes e-mail.\n\n- eggs\n- the thick string\n\nso small a boat\nupon the sea\nand none to row"}},
	},
}

const casingDoc = `Reads the whole set once and counts, language by language, how each word is written where no
sentence begins: small, with a capital on its own, or with a capital in a row of capitals
(` + "`Foreign Minister Lindqvar`" + `). A small word gets the form that the set gives it if that form

- stands alone among small words often enough and is nearly all of its occurrences (` + "`confidence`" + `), or
- is nearly all of its occurrences beside this very neighbour (` + "`Secretary of`" + `, ` + "`Foreign …`" + `, ` + "`… Lindqvar`" + `).

So ` + "`minister`" + ` alone stays small however many Ministers with names there are. Lines without any
capital, headings, lines in capitals, code, and texts about programs do not vote. A word that is a
name and an everyday word (may, march, will, bill, mark, china, turkey, polish …) is left without a
neighbour that decides.

Sentences: a small word behind ` + "`. ? !`" + ` and a space, or at the beginning of a paragraph, gets a
capital if it is a function word or one that the set uses, and if what stands before the stop is no
abbreviation (a list, and what the set puts before small words). Verse, lines that go on from the
line above, list items and names that begin small (` + "`zstd is fast`" + `) stay.

Headings and cells: where the other words of a line are written with capitals, and the line is one
of several such, its small words get them too, function words aside.

Left alone altogether: scripts without capitals, nouns of German, code, addresses, words with
digits or with capitals inside. The lists (months, days, nations and their adjectives, a few names of
two words) are for English texts.`

// Kinds of edits, by index.
const (
	kindSentence = iota
	kindName
	kindCalendar
	kindNation
	kindHeading
)

var casingKinds = []string{"sentence", "name", "calendar", "nation", "heading"}

// casing is clean.casing before it has read the set.
type casing struct {
	on                                []int
	confidence                        float64
	minCount                          int64
	sentences, names, lists, headings bool
}

func newCasing(a transform.Args) (transform.Step, error) {
	return &casing{on: a.On, confidence: a.Float("confidence"), minCount: a.Int("min_count"),
		sentences: a.Bool("sentences"), names: a.Bool("names"), lists: a.Bool("lists"), headings: a.Bool("headings")}, nil
}

// recaser writes words as a table says.
type recaser struct {
	*casing
	votes  *votes
	filter wordFilter // hashes of the words that may change
	sure   map[string]bool
	beside map[string]bool // words that change beside certain neighbours alone
}

func newRecaser(c *casing, v *votes) *recaser {
	r := &recaser{casing: c, votes: v, sure: map[string]bool{}, beside: map[string]bool{}}
	if c.lists {
		for _, list := range []map[string]bool{months, days, nations, adjectives} {
			r.mayChange(r.sure, list)
		}
		for _, list := range []map[string]bool{monthsOrWords, officeWords, officeOf, titles} {
			r.mayChange(r.beside, list)
		}
		for w := range secondWords {
			r.mayChange(r.beside, map[string]bool{w: true})
		}
	}
	if c.names {
		for key := range v.words {
			r.mayChange(r.sure, map[string]bool{key[1:]: true})
		}
		for key := range v.beside {
			r.mayChange(r.beside, map[string]bool{key[strings.LastIndexByte(key, 1)+1:]: true})
		}
		r.mayChange(r.beside, map[string]bool{"i": true})
	}
	return r
}

func (r *recaser) mayChange(how, words map[string]bool) {
	for w := range words {
		how[w] = true
		r.filter.add(w)
	}
}

// Table implements transform.Learned.
func (r *recaser) Table() [32]byte { return sha256.Sum256(r.votes.bytes()) }

// Map implements transform.Mapper.
func (r *recaser) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range r.on {
		if !r.candidate(d.Str(slot)) {
			continue
		}
		if err := settle(d, slot, r.pass); err != nil {
			return err
		}
	}
	return nil
}

// pass fills e with the words of s that get another form.
func (r *recaser) pass(s string, e *schema.Edits) {
	w := walks.Get().(*walk)
	defer walks.Put(w)
	w.open(s)
	m := mender{recaser: r, walk: w, e: e, tongue: w.page.language(), code: w.page.aboutCode()}
	if m.tongue == text.NoTongue {
		m.tongue = r.votes.main
	}
	for w.next() {
		m.segment()
	}
}
