package export

import (
	"fmt"
	"iter"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// ReplayReport says for how many documents texts and edits were shown to belong together.
type ReplayReport struct {
	Documents  int64 // kept and rejected documents whose rows were gone through
	Proven     int64 // their original was rebuilt and has the digest of the ledger, or replayed from the inputs
	NeedInputs int64 // nothing in the files proves them: private edits or, in a private recipe, no digest
	Absent     int64 // rejected documents whose text the release does not hold
}

// replayDoc is what the ledger says of one document.
type replayDoc struct {
	doc        int64
	id, origin string
	split      string
	kept       bool
	copies     int64
	sums       map[string]string       // sha256 of the original, by column; absent where withheld
	rows       map[string][]schema.Row // edits by column
	originals  map[string]string       // from the inputs, by column
	size       int64                   // about how many bytes of memory it takes
}

// original is one text that the inputs gave.
type original struct {
	doc        int64
	slot, text string
}

// replayer goes through the documents in source order and brings each one's released text to it.
type replayer struct {
	c         *checker
	report    *ReplayReport
	columns   []string // string columns of data/, which edits may be of
	edits     *cursor
	rejects   *cursor
	nextOrig  func() (original, bool)
	stopOrig  func()
	orig      original
	origOK    bool
	forward   bool // originals are fed
	leftovers int64
}

// replay proves every document that can be proved: released text and edits give the original with
// the digest of the ledger, and original and edits give the released text where the inputs are at
// hand.
func (c *checker) replay() error {
	c.r.Replay = &ReplayReport{}
	if why := c.whyNoReplay(); why != "" {
		c.unchecked("replay: %s", why)
		return nil
	}
	sourceOrder, err := c.inSourceOrder()
	if err != nil {
		c.problem(TableData, "can't be replayed: %s", c.within(err))
		return nil
	}
	r := &replayer{c: c, report: c.r.Replay, columns: c.stringColumns(), edits: c.open(TableEdits)}
	r.rejects = noRows()
	if c.intact(TableRejects) {
		r.rejects = newCursor(c.rel.Rows(TableRejects, r.columns...))
	}
	r.openOriginals()
	defer r.close()
	if sourceOrder {
		err = r.merge()
	} else {
		err = r.join()
	}
	if err != nil {
		c.problem(TableDocuments, "can't be replayed: %s", c.within(err))
		return nil
	}
	return r.finish()
}

// whyNoReplay says what replay lacks, "" for nothing.
func (c *checker) whyNoReplay() string {
	switch mode := c.rel.Manifest.Ledger.Edits; {
	case c.bare:
		return "it needs ledger/"
	case mode != "full":
		return fmt.Sprintf("the ledger holds edits as %s; a replay needs them in full", mode)
	case !c.intact(TableData) || !c.intact(TableDocuments) || !c.intact(TableEdits):
		return "data, ledger/documents or ledger/edits are not whole"
	}
	return ""
}

// stringColumns names the columns of data/ that can have edits.
func (c *checker) stringColumns() []string {
	names := []string{}
	for _, col := range tableNamed(c.rel.Manifest, TableData).Columns {
		if strings.TrimSuffix(col.Type, "?") == "string" {
			names = append(names, col.Name)
		}
	}
	return names
}

// inSourceOrder says whether the rows of every split stand in the order of the documents; a shuffled
// release has another one.
func (c *checker) inSourceOrder() (bool, error) {
	splits := map[string]*cursor{}
	defer func() {
		for _, s := range splits {
			s.stop()
		}
	}()
	for row, err := range c.rel.Rows(TableDocuments, c.rel.withCopies("id", "outcome", "split")...) {
		if err != nil {
			return false, err
		}
		if row.Str("outcome") != "kept" {
			continue
		}
		s := splits[row.Str("split")]
		if s == nil {
			name := row.Str("split")
			s = newCursor(c.rel.SplitRows(name, c.rel.WithCopy("id")...))
			splits[name] = s
		}
		for range 1 + row.Int(copiesColumn) {
			if s.err != nil || !s.ok || c.documentOf(s.row) != row.Str("id") {
				return false, s.err
			}
			s.advance()
		}
	}
	return true, nil
}

// documentOf returns the id of the document that a row of data/ is of.
func (c *checker) documentOf(row Row) string {
	_, id := c.rel.CopyOf(row)
	return id
}

func (r *replayer) openOriginals() {
	if r.c.o.Originals == nil {
		return
	}
	r.forward = true
	r.nextOrig, r.stopOrig = iter.Pull(func(yield func(original) bool) {
		r.c.o.Originals(func(doc int64, slot, text string) bool { return yield(original{doc, slot, text}) })
	})
	r.orig, r.origOK = r.nextOrig()
}

func (r *replayer) close() {
	r.edits.stop()
	r.rejects.stop()
	if r.stopOrig != nil {
		r.stopOrig()
	}
}

// documents streams what the ledger says of each document, with its edits and originals.
func (r *replayer) documents(yield func(*replayDoc, error) bool) {
	for row, err := range r.c.rel.Rows(TableDocuments) {
		if err != nil {
			yield(nil, err)
			return
		}
		d := newReplayDoc(row)
		if _, err := r.edits.take(d.doc, d.addEdit); err != nil {
			yield(nil, err)
			return
		}
		r.takeOriginals(d)
		if !yield(d, nil) {
			return
		}
	}
}

func newReplayDoc(row Row) *replayDoc {
	row = row.Clone()
	d := &replayDoc{doc: row.Int("doc"), id: row.Str("id"), origin: row.Str("origin"), split: row.Str("split"), copies: row.Int(copiesColumn),
		kept: row.Str("outcome") == "kept", sums: map[string]string{}, rows: map[string][]schema.Row{}, originals: map[string]string{}, size: 512}
	for column, sum := range map[string]string{"text": "original_sha256", "title": "title_original_sha256"} {
		if v := row.Value(sum); !v.IsNull() {
			d.sums[column] = v.Str()
		}
	}
	return d
}

// slotOf returns the slot under which a column's edits are replayed; those of further columns need
// to differ from text and title alone.
func slotOf(column string) int {
	switch column {
	case "text":
		return schema.SlotText
	case "title":
		return schema.SlotTitle
	}
	return schema.SlotFirst
}

func (d *replayDoc) addEdit(row Row) error {
	row = row.Clone()
	n := func(column string) int { return int(row.Int(column)) }
	column := row.Str("column")
	d.rows[column] = append(d.rows[column], schema.Row{
		Slot: slotOf(column), Seq: n("seq"), Private: row.Value("removed").IsNull(),
		Start: n("start"), CharStart: n("char_start"), OutStart: n("out_start"), OutCharStart: n("out_char_start"),
		RemovedBytes: n("removed_bytes"), RemovedChars: n("removed_chars"),
		InsertedBytes: n("inserted_bytes"), InsertedChars: n("inserted_chars"),
		Removed: row.Str("removed"), Inserted: row.Str("inserted"),
	})
	d.size += 160 + int64(len(row.Str("removed"))+len(row.Str("inserted")))
	return nil
}

// takeOriginals hands a document what the inputs gave for it.
func (r *replayer) takeOriginals(d *replayDoc) {
	for r.origOK && r.orig.doc < d.doc {
		r.leftovers++
		r.orig, r.origOK = r.nextOrig()
	}
	for r.origOK && r.orig.doc == d.doc {
		d.originals[r.orig.slot] = r.orig.text
		d.size += int64(len(r.orig.text))
		r.orig, r.origOK = r.nextOrig()
	}
}

// merge brings documents and rows together where both stand in source order: one row of each split
// is held at a time.
func (r *replayer) merge() error {
	splits := map[string]*cursor{}
	defer func() {
		for _, s := range splits {
			s.stop()
		}
	}()
	for d, err := range r.documents {
		if err != nil {
			return err
		}
		if !d.kept {
			if err := r.rejected(d); err != nil {
				return err
			}
			continue
		}
		s := splits[d.split]
		if s == nil {
			s = newCursor(r.c.rel.SplitRows(d.split, r.c.rel.WithCopy(r.columns...)...))
			splits[d.split] = s
		}
		for range 1 + d.copies {
			if s.err != nil {
				return s.err
			}
			if s.ok {
				r.check(d, s.row, TableData)
				s.advance()
			}
		}
	}
	return nil
}

// rejected brings a rejected document and its row together; a sample holds some of them, in source
// order.
func (r *replayer) rejected(d *replayDoc) error {
	if r.rejects.err != nil {
		return r.rejects.err
	}
	if !r.rejects.ok || r.rejects.row.Str("id") != d.id || r.rejects.row.Str("origin") != d.origin {
		r.report.Absent++
		return nil
	}
	r.check(d, r.rejects.row, TableRejects)
	r.rejects.advance()
	return nil
}

// join is merge for a shuffled release: it takes as many documents as memory holds, goes through
// data/ once for them, and so on. The ledger is read once, data/ once for every 64 MiB of edits.
func (r *replayer) join() error {
	held, size := map[string]*replayDoc{}, int64(0)
	flush := func() error {
		if len(held) == 0 {
			return nil
		}
		for row, err := range r.c.rel.Rows(TableData, r.c.rel.WithCopy(r.columns...)...) {
			if err != nil {
				return err
			}
			if d := held[r.c.documentOf(row)]; d != nil {
				r.check(d, row, TableData)
			}
		}
		clear(held)
		size = 0
		return nil
	}
	for d, err := range r.documents {
		if err != nil {
			return err
		}
		if !d.kept {
			if err := r.rejected(d); err != nil {
				return err
			}
			continue
		}
		held[d.id] = d
		if size += d.size; size > r.c.o.Memory {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
