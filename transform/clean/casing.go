package clean

import (
	"context"
	"crypto/sha256"

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
		{Name: "confidence", Type: transform.ParamFloat, Default: 0.5, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "What the capital's share of a word's occurrences inside of sentences, or beside the same neighbour, must reach with 95 % certainty: 0.5 is three of three, or six of seven."},
		{Name: "min_count", Type: transform.ParamInt, Default: int64(3), Min: transform.Bound(1),
			Doc: "How often the capital must have been seen inside of sentences."},
		{Name: "sentences", Type: transform.ParamBool, Default: true, Doc: "Sentences and lines that start small."},
		{Name: "names", Type: transform.ParamBool, Default: true, Doc: "Words and names that the set writes with a capital."},
		{Name: "lists", Type: transform.ParamBool, Default: true, Doc: "Months, days, nations, cities and titles, for sets too small to vote."},
		{Name: "sample", Type: transform.ParamInt, Default: int64(16), Min: transform.Bound(0),
			Doc: "Megabytes of input that all documents vote in; in a larger set one in 2, 4 … 64 votes, so that these many are heard, chosen by what they say. Of 60 MB counting all costs four times what counting 16 does, and more than mending. 0: all vote."},
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

- stands alone among small words often enough, and its share of the word's occurrences is surely large:
  the lower end of the interval of Wilson (95 %, one side) reaches ` + "`confidence`" + `; or
- holds that share beside this very neighbour (` + "`Secretary of`" + `, ` + "`Foreign …`" + `, ` + "`… Lindqvar`" + `); or
- is the only one that the set knows, and a name stands right beside it (` + "`Ada lindqvar`" + `).

A word that hardly ever stands behind an article or a modal verb, small or not, where other words of its
language do, is a name although it is written small nearly as often: so a third of a name's capitals may be
lost. The occurrence that is asked about does not count against its own mending. A word whose capitals mostly
stand behind articles (the Church, the Assembly) is a common noun elsewhere, so it needs a share a tenth
as far from 1, and so do words of languages in which articles tell nothing half as far. ` + "`minister`" + ` alone
stays small however many Ministers with names there are. Lines without any capital, headings, lines in
capitals, code, and texts about programs do not vote, and no text more than twenty times on one word; of
a long text the first 16 KiB vote and every fourth line behind them, of a large set a share of the texts
(` + "`sample`" + `), both chosen by what they say. A word that is a name and an everyday word (may, march, will, bill, mark, china, turkey, polish …) is left
without a neighbour that decides.

Sentences: a small word behind ` + "`. ? !`" + ` and a space (closing and opening quotes and the numbers of notes
may stand between; behind ` + "`?”`" + ` where somebody acts and does not speak), or at the beginning of a paragraph, gets a capital, if what stands before the stop is
no abbreviation: none of a list, none that the set puts before small words, no short word that ends in
a consonant and is never seen without its stop (after Kiss and Strunk, Unsupervised multilingual sentence
boundary detection, 2006). Verse, lines that go on from the line above, what somebody says in quotes and
names that begin small (` + "`zstd is fast`" + `) stay. An item or a cell begins with a capital where three of
four of its list or column do.

Headings and cells: where the other words of a line are written with capitals, and the line is one
of several such, its small words get them too, function words aside.

Lists, for sets too small to vote. English: months, days, nations and their adjectives, cities,
bodies (NATO, U.S.), names of two words, surnames behind titles (` + "`Senator vexley`, `mr smith`" + `). In 22 other
languages: the names that Unicode's CLDR gives the countries, in the cases of the language, and months
and days where they have a capital (Greek, German, Indonesian, Swahili, Turkish dates).

Left alone altogether: texts in small letters throughout (chat), scripts without capitals, nouns of
German, code, addresses, words with digits or with capitals inside. Turkish i becomes İ, Dutch ij IJ.`

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
	sample                            int64  // megabytes
	skipped                           uint64 // of the hash of a text, bits that are 0 where it votes
}

func newCasing(a transform.Args) (transform.Step, error) {
	return &casing{on: a.On, confidence: a.Float("confidence"), minCount: a.Int("min_count"),
		sample: a.Int("sample"), sentences: a.Bool("sentences"), names: a.Bool("names"), lists: a.Bool("lists"), headings: a.Bool("headings")}, nil
}

// recaser writes words as a table says.
type recaser struct {
	*casing
	votes  *votes
	filter wordFilter // words that may change
}

func newRecaser(c *casing, v *votes) *recaser {
	r := &recaser{casing: c, votes: v, filter: newWordFilter(len(v.words) + 2*len(v.beside) + 2000)}
	if c.lists {
		r.mayBeListed()
	}
	if c.names {
		r.mayBeNamed()
	}
	return r
}

// mayBeListed marks the words of the built-in lists of the set's languages.
func (r *recaser) mayBeListed() {
	tongues := r.votes.tongues
	if tongues.Holds(text.English) {
		r.markWords(maySure, months, days, nations, adjectives, acronyms, placesOrWords, nationPrefixes, politeWords, wordsOf("polish u"))
		r.markWords(mayMonth, monthsOrWords)
		r.markWords(mayBeside, officeWords, officeOf, titles)
		for w := range secondWords {
			r.filter.add(text.FoldHash(w), mayBeside)
		}
	}
	for t := range text.Tongue(tongueMask) {
		if tongues.Holds(t) {
			r.markHashes(maySure, calendars[t])
			r.mayBePlaces(placesIn(t))
		}
	}
	if tongues.Holds(text.Turkish) {
		r.markHashes(maySure, turkishMonths)
	}
}

func (r *recaser) markWords(how uint8, lists ...map[string]bool) {
	for _, list := range lists {
		for w := range list {
			r.filter.add(text.FoldHash(w), how)
		}
	}
}

// mayBeNamed marks the words that the set votes on.
func (r *recaser) mayBeNamed() {
	for key := range r.votes.words {
		r.filter.add(key, maySure)
	}
	for key, facts := range r.votes.facts {
		if facts&(hinted|seldom|named) != 0 {
			r.filter.add(key, mayBeside)
		}
	}
	for key := range r.votes.beside {
		r.filter.add(key.word, mayPair)
		r.filter.add(pairHash(key.word, key.neighbour), mayPair)
	}
	r.filter.add(text.FoldHash("i"), maySure)
	r.markHashes(precedes, titlesBefore)
	for _, hashes := range honorifics {
		r.markHashes(precedes, hashes)
	}
}

func (r *recaser) markHashes(how uint8, hashes map[uint64]bool) {
	for hash := range hashes {
		r.filter.add(hash, how)
	}
}

func (r *recaser) mayBePlaces(g *gazetteer) {
	if g == nil {
		return
	}
	r.markHashes(maySure, g.one)
	for hashes := range g.two {
		for i, hash := range hashes {
			r.filter.add(hash, mayTwo)
			r.filter.add(pairHash(hash, hashes[1-i]), mayTwo)
		}
	}
}

// Table implements transform.Learned.
func (r *recaser) Table() [32]byte { return sha256.Sum256(r.votes.bytes()) }

// Map implements transform.Mapper.
func (r *recaser) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range r.on {
		line, s := 0, d.Str(slot)
		if r.candidate(s, 0, &line, nil) == len(s) {
			continue
		}
		if err := settle(d, slot, r.pass); err != nil {
			return err
		}
	}
	return nil
}

// pass fills e with the words of s that get another form. Lines without a candidate are passed over.
func (r *recaser) pass(s string, e *schema.Edits) {
	w := walks.Get().(*walk)
	defer walks.Put(w)
	w.open(s)
	line := 0
	w.wanted = func(at int) int { return r.candidate(s, at, &line, &w.page) }
	m := mender{recaser: r, walk: w, e: e}
	for w.next() {
		m.segment()
	}
}
