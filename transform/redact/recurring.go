package redact

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"iter"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Recurring is the transform redact.recurring.
var Recurring = transform.Spec{
	Name:    "redact.recurring",
	Summary: "Cuts lines that recur in many documents: navigation, consent, copyright lines",
	Doc:     recurringDoc,
	Params: []transform.Param{
		{Name: "min_documents", Type: transform.ParamInt, Default: int64(5), Min: transform.Bound(2),
			Doc: "A line is cut where at least this many documents hold it. Quotations stand in two or three articles about one event; five copies of a line are seldom prose."},
		{Name: "min_share", Type: transform.ParamFloat, Default: 0.0, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "And where at least this share of all documents holds it; 0 for large sets of many sites, 0.01 or so for one site."},
		{Name: "min_chars", Type: transform.ParamInt, Default: int64(3), Min: transform.Bound(1),
			Doc: "Lines with fewer letters and digits are never cut: brackets, rules and bullets recur in every set."},
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "case", "digits", "spaces"}, Enum: text.FoldNames(),
			Doc: "What is taken for equal: `digits` makes \"Page 1\" and \"Page 2\" one line, `spaces` ignores indents."},
	},
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return []string{"line"} },
	EditsText: true,
	Version:   1,
	New:       newRecurring,
	Examples: []transform.Example{
		{Note: "Two lines stand in every document; the dates in one of them do not count.", Args: "{min_documents: 3}",
			Docs: []string{
				"Home | News | About\nRain in the north.\n© 2023 The Example\n",
				"Home | News | About\nSun in the south.\n© 2024 The Example\n",
				"Snow on the hills.\n  HOME | news | about\n© 2024 The Example",
			},
			Gives: []string{"Rain in the north.\n", "Sun in the south.\n", "Snow on the hills."}},
		{Note: "Documents count, not occurrences.", Args: "{min_documents: 2}",
			Docs:  []string{"Again and again\nAgain and again\nAgain and again\n", "Something else\n"},
			Gives: []string{"Again and again\nAgain and again\nAgain and again\n", "Something else\n"}},
		{Note: "Short lines stay, however often they stand there.", Args: "{min_documents: 2, min_chars: 4}",
			Docs: []string{"FAQ\n---\nAccept all cookies\nOne\n", "FAQ\n---\nAccept all cookies\nTwo\n"}, Gives: []string{"FAQ\n---\nOne\n", "FAQ\n---\nTwo\n"}},
	},
}

const recurringDoc = `Reads the whole set once and counts for each line in how many documents it stands; then cuts the lines
that reach the threshold, each with its line feed (where the last lines of a text go, with the line
feed before them). Blank lines around a cut stay: clean.whitespace behind this step tidies them.

Copies of a document hold the same lines, so that a set with many of them loses text: put
dedupe.exact before this step. Lines are compared by 128 bits of the SHA-256 of their normalised
form. At most 1,000,000 lines are cut in a set, those of the most documents first.`

// maxLines bounds the table of a Learner: 24 MB of keys and counts.
const maxLines = 1_000_000

// documentsKey is the key under which documents are counted. It is shorter than the key of any
// line, so its sum comes first.
var documentsKey = []byte{0}

// lineKey is what a line is counted by.
type lineKey [16]byte

// recurring is redact.recurring before it has read the set.
type recurring struct {
	on           []int
	fold         text.Fold
	minDocuments int64
	minShare     float64
	minChars     int
}

func newRecurring(a transform.Args) (transform.Step, error) {
	return &recurring{
		on: a.On, fold: text.NewFold(a.Strings("normalise")), minDocuments: a.Int("min_documents"),
		minShare: a.Float("min_share"), minChars: int(a.Int("min_chars")),
	}, nil
}

// scratch is what one document needs while its lines are keyed.
type scratch struct {
	folded []byte
	keys   []lineKey
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// Observe implements transform.Learner: it counts the document and each of its lines once.
func (r *recurring) Observe(d *schema.Doc, add func(key []byte, n int64)) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.keys = s.keys[:0]
	for _, slot := range r.on {
		body := d.Str(slot)
		for at, next := 0, 0; at < len(body); at = next {
			var end int
			end, next = text.NextLine(body, at)
			if key, ok := r.key(body[at:end], s); ok {
				s.keys = append(s.keys, key)
			}
		}
	}
	slices.SortFunc(s.keys, compareKeys)
	for _, key := range slices.Compact(s.keys) {
		add(key[:], 1)
	}
	add(documentsKey, 1)
}

func compareKeys(a, b lineKey) int { return bytes.Compare(a[:], b[:]) }

// key returns what a line is counted by; false where it has too little to say.
func (r *recurring) key(line string, s *scratch) (lineKey, bool) {
	if !r.says(line) {
		return lineKey{}, false
	}
	s.folded = r.fold.Append(s.folded[:0], line)
	sum := sha256.Sum256(s.folded)
	return lineKey(sum[:16]), true
}

// says says whether a line has min_chars letters and digits.
func (r *recurring) says(line string) bool {
	n := 0
	for i := 0; i < len(line); {
		c, size := rune(line[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(line[i:])
		}
		i += size
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
			if n++; n >= r.minChars {
				return true
			}
		}
	}
	return false
}

// counted is a line that reaches the threshold so far.
type counted struct {
	key       lineKey
	documents int64
}

// Learn implements transform.Learner.
func (r *recurring) Learn(sums iter.Seq2[[]byte, int64]) (transform.Mapper, error) {
	var documents int64
	var lines []counted
	for key, n := range sums {
		switch {
		case bytes.Equal(key, documentsKey):
			documents = n
		case n >= r.minDocuments && float64(n) >= r.minShare*float64(documents):
			if lines = append(lines, counted{lineKey(key), n}); len(lines) == 2*maxLines {
				lines = most(lines)
			}
		}
	}
	cut := make(map[lineKey]struct{}, min(len(lines), maxLines))
	for _, l := range most(lines) {
		cut[l.key] = struct{}{}
	}
	return &cutter{recurring: r, lines: cut}, nil
}

// most returns the lines of the most documents, maxLines of them.
func most(lines []counted) []counted {
	if len(lines) <= maxLines {
		return lines
	}
	slices.SortFunc(lines, func(a, b counted) int {
		if c := cmp.Compare(b.documents, a.documents); c != 0 {
			return c
		}
		return compareKeys(a.key, b.key)
	})
	return lines[:maxLines]
}

// cutter cuts the lines of a table.
type cutter struct {
	*recurring
	lines map[lineKey]struct{}
}

// Map implements transform.Mapper.
func (c *cutter) Map(_ context.Context, d *schema.Doc) error {
	if len(c.lines) == 0 {
		return nil
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	for _, slot := range c.on {
		e := d.Edit(slot)
		c.cut(d.Str(slot), e, s)
		if e.Len() > 0 {
			if err := d.Apply(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// cut fills e with one edit for each run of lines that recur.
func (c *cutter) cut(body string, e *schema.Edits, s *scratch) {
	from := -1 // where the run of cut lines before this one starts
	for at, next := 0, 0; at < len(body); at = next {
		var end int
		end, next = text.NextLine(body, at)
		key, ok := c.key(body[at:end], s)
		if ok {
			_, ok = c.lines[key]
		}
		switch {
		case ok && from < 0:
			from = at
		case !ok && from >= 0:
			e.Cut(from, at, 0)
			from = -1
		}
	}
	if from < 0 {
		return
	}
	if from > 0 && body[len(body)-1] != '\n' {
		from-- // the text had no line feed at its end and has none now
	}
	e.Cut(from, len(body), 0)
}
