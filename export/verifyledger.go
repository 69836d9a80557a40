package export

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// ledgerCheck walks the ledger once, in the order of the ordinals: a row of documents, and with it
// the document's rows of reads, edits and clusters. It holds one row of each at a time.
type ledgerCheck struct {
	c       *checker
	m       *schema.Manifest
	steps   map[string]bool
	doc     int64 // of the document at hand; -1 before the first
	id      string
	cluster string

	reads, edits, clusters *cursor

	kept, rejected int64
	rejects        map[[2]string]int64 // by step and rule
	splits         map[string]int64
	bytes, rows    int64 // of documents, in files of bytes and in columnar files
	file           int64 // number of the file read last
	end            int64 // of the range read last in file
	grown          int64 // bytes that edits added to the text of the document at hand
	copies         int64
	copiedBytes    int64
	noReads        int64 // documents without exactly one row of reads
	orphans        map[string]int64
	edited         map[[2]string]schema.EditTotals // by step and kind
	coarse         int64
	prev           Row // of edits, of the same document and column; its columns are nil before the first
	prevColumn     string
	columnsOfDoc   map[string]bool
}

// checkLedger holds the ledger's rows against one another and their sums against the manifest.
func (c *checker) checkLedger() error {
	if c.bare || !c.intact(TableDocuments) {
		return nil
	}
	l := &ledgerCheck{c: c, m: c.rel.Manifest, doc: -1, steps: map[string]bool{}, rejects: map[[2]string]int64{},
		splits: map[string]int64{}, orphans: map[string]int64{}, edited: map[[2]string]schema.EditTotals{}}
	for _, s := range l.m.Steps {
		l.steps[s.Name] = true
	}
	l.reads, l.edits, l.clusters = c.open(TableReads), c.open(TableEdits), c.open(TableClusters)
	defer l.reads.stop()
	defer l.edits.stop()
	defer l.clusters.stop()
	for row, err := range c.rel.Rows(TableDocuments) {
		if err == nil {
			err = l.document(row)
		}
		if err != nil {
			c.problem(TableDocuments, "can't be read to its end: %s", c.within(err))
			return nil
		}
	}
	l.rest(TableReads, l.reads)
	l.rest(TableEdits, l.edits)
	l.rest(TableClusters, l.clusters)
	l.sums()
	return nil
}

// open returns a cursor over a table, an empty one where it can't be trusted.
func (c *checker) open(name string) *cursor {
	if !c.intact(name) {
		return noRows()
	}
	return newCursor(c.rel.Rows(name))
}

// document checks one row of documents and what belongs to it.
func (l *ledgerCheck) document(row Row) error {
	doc := row.Int("doc")
	if doc <= l.doc {
		l.c.problem(TableDocuments, "document %d stands behind %d: not in source order", doc, l.doc)
	}
	l.doc, l.id, l.cluster = doc, row.Str("id"), row.Str("cluster")
	l.outcome(row)
	l.prev, l.prevColumn, l.columnsOfDoc, l.grown = Row{}, "", nil, 0
	in, out, kept := row.Int("bytes_in"), row.Int("bytes_out"), row.Str("outcome") == "kept"
	found := 0
	for _, t := range []struct {
		name string
		rows *cursor
		fn   func(Row) error
	}{
		{TableReads, l.reads, func(r Row) error { found++; l.read(r); return nil }},
		{TableEdits, l.edits, func(r Row) error { l.edit(r); return nil }},
		{TableClusters, l.clusters, func(r Row) error { l.member(r); return nil }},
	} {
		orphans, err := t.rows.take(doc, t.fn)
		l.orphans[t.name] += orphans
		if err != nil {
			return err
		}
	}
	if found != 1 {
		l.noReads++
	}
	if !kept {
		in = 0 // nothing of it is released
	} else if l.m.Ledger.Edits == "full" {
		in += l.grown
	} else {
		in = out
	}
	if in != out && l.c.intact(TableEdits) {
		l.c.problem(TableDocuments, "document %d: bytes_in with its edits is not bytes_out", doc)
	}
	return nil
}

// outcome adds a document to the sums by outcome, split, step and rule.
func (l *ledgerCheck) outcome(row Row) {
	step, rule := row.Value("step"), row.Value("rule")
	switch row.Str("outcome") {
	case "kept":
		copies := row.Int(copiesColumn)
		l.kept += 1 + copies
		l.copies += copies
		l.copiedBytes += copies * row.Int("bytes_out")
		l.splits[row.Str("split")] += 1 + copies
		if copies < 0 {
			l.c.problem(TableDocuments, "document %d has %d copies", l.doc, copies)
		}
		if !step.IsNull() || !rule.IsNull() {
			l.c.problem(TableDocuments, "document %d is kept and has a reason for being rejected", l.doc)
		}
	case "rejected":
		l.rejected++
		l.rejects[[2]string{step.Str(), rule.Str()}]++
		if step.IsNull() || rule.IsNull() {
			l.c.problem(TableDocuments, "document %d is rejected without step or rule", l.doc)
		}
		if row.Int(copiesColumn) != 0 {
			l.c.problem(TableDocuments, "document %d is rejected and has copies", l.doc)
		}
	default:
		l.c.problem(TableDocuments, "document %d is neither kept nor rejected", l.doc)
	}
}

// read adds a document's range of the inputs and holds that ranges of one file do not overlap.
func (l *ledgerCheck) read(row Row) {
	start, end := row.Int("byte_start"), row.Int("byte_end")
	if number := l.doc >> 40; number != l.file { // the ordinal's upper bits: two files may show one name
		l.file, l.end = number, 0
	}
	if end < start || start < l.end {
		l.c.problem(TableReads, "document %d: its range overlaps the one before it", l.doc)
	}
	l.end = end
	if columnarReader(row.Str("reader")) {
		l.rows += end - start
	} else {
		l.bytes += end - start
	}
}

// columnarReader says whether a reader of that name and version counts in rows.
func columnarReader(reader string) bool {
	name, _, _ := strings.Cut(reader, "/")
	return name == "parquet" || name == "arrow"
}

// member checks a row of clusters.
func (l *ledgerCheck) member(row Row) {
	if row.Str("id") != l.id || row.Str("cluster") != l.cluster {
		l.c.problem(TableClusters, "document %d has another id or cluster than in documents", l.doc)
	}
}

// edit checks a row of edits against the one before it and adds it to the sums.
func (l *ledgerCheck) edit(row Row) {
	column := row.Str("column")
	if column != l.prevColumn || l.prev.cols == nil {
		l.newColumn(column)
	}
	if fault := editFault(l.prev, row, l.m.Ledger.Edits); fault != "" {
		l.c.problem(TableEdits, "document %d, column %s, seq %d: %s", l.doc, column, row.Int("seq"), fault)
	}
	l.prev = row.Clone()
	if column == "text" {
		l.grown += row.Int("inserted_bytes") - row.Int("removed_bytes")
	}
	step := row.Str("step")
	if row.Value("step").IsNull() {
		l.coarse++
		return
	}
	if !l.steps[step] {
		l.c.problem(TableEdits, "document %d: the recipe has no step %s", l.doc, visible(step))
	}
	key := [2]string{step, row.Str("kind")}
	t := l.edited[key]
	t.Rows++
	t.Removed += row.Int("removed_bytes")
	t.Inserted += row.Int("inserted_bytes")
	l.edited[key] = t
}

func (l *ledgerCheck) newColumn(column string) {
	if l.columnsOfDoc == nil {
		l.columnsOfDoc = map[string]bool{}
	}
	if l.columnsOfDoc[column] {
		l.c.problem(TableEdits, "document %d: rows of column %s are not together", l.doc, visible(column))
	}
	l.columnsOfDoc[column] = true
	l.prev, l.prevColumn = Row{}, column
}

// editFault says what is wrong with a row of edits that follows prev in its column; prev is the zero
// Row before the first. The laws are those of docs/format.md; the gap law needs all rows.
func editFault(prev, row Row, mode string) string {
	n := func(column string) int64 { return row.Int(column) }
	p := func(column string) int64 { return prev.Int(column) }
	gap := n("start") - p("start") - p("removed_bytes")
	outGap := n("out_start") - p("out_start") - p("inserted_bytes")
	charGap := n("char_start") - p("char_start") - p("removed_chars")
	outCharGap := n("out_char_start") - p("out_char_start") - p("inserted_chars")
	seq := int64(0)
	if prev.cols != nil {
		seq = p("seq") + 1
	}
	inserted, removed := row.Value("inserted"), row.Value("removed")
	switch {
	case n("removed_bytes") < 0 || n("inserted_bytes") < 0 || n("removed_bytes")+n("inserted_bytes") == 0:
		return "it changes nothing"
	case gap < 0 || outGap < 0 || charGap < 0 || outCharGap < 0:
		return "it overlaps the row before it or is out of order"
	case mode == "full" && (n("seq") != seq || gap != outGap || charGap != outCharGap || charGap > gap):
		return "its place does not follow from the row before it"
	case n("seq") < seq:
		return "out of order"
	case !measures(inserted, n("inserted_bytes"), n("inserted_chars")):
		return "inserted is not as long as it says"
	case !removed.IsNull() && !measures(removed, n("removed_bytes"), n("removed_chars")):
		return "removed is not as long as it says"
	}
	return ""
}

// measures says whether a string cell has that many bytes and code points.
func measures(v schema.Value, size, chars int64) bool {
	return int64(len(v.Str())) == size && int64(utf8.RuneCountInString(v.Str())) == chars
}

// rest counts rows behind the last document.
func (l *ledgerCheck) rest(name string, rows *cursor) {
	for rows.ok {
		l.orphans[name]++
		rows.advance()
	}
	if rows.err != nil {
		l.c.problem(name, "can't be read to its end: %s", l.c.within(rows.err))
	}
	if l.orphans[name] > 0 {
		l.c.problem(name, "%d rows belong to no document or are out of order", l.orphans[name])
	}
}

// sums holds the ledger's sums against the manifest.
func (l *ledgerCheck) sums() {
	a := l.m.Accounting
	l.c.equal("documents kept = rows of ledger/documents and their copies", a.Kept, l.kept)
	l.c.equal("copies = copies in ledger/documents", a.Copies, l.copies)
	l.c.equal("bytes of copies = those of their documents in ledger/documents", a.CopiedBytes, l.copiedBytes)
	l.c.equal("documents rejected = rows of ledger/documents", a.Rejected, l.rejected)
	for _, s := range slices.Sorted(maps.Keys(l.splits)) {
		l.c.equal("documents in split "+s+" = rows of ledger/documents", a.Splits[s], l.splits[s])
	}
	l.rejectSums()
	if l.c.intact(TableReads) {
		if l.noReads > 0 {
			l.c.problem(TableReads, "%d documents have not exactly one row", l.noReads)
		}
		l.c.equal("bytes of documents = ranges in ledger/reads", a.DocumentBytes, l.bytes)
	}
	if l.c.intact(TableEdits) && l.m.Ledger.Edits == "full" {
		l.editSums()
	}
	if l.c.intact(TableQuarantine) {
		l.quarantine()
	}
}

func (l *ledgerCheck) rejectSums() {
	for _, s := range l.m.Steps {
		for _, rule := range sortedKeys(s.Rejected) {
			key := [2]string{s.Name, rule}
			l.c.equal("step "+s.Name+": rejected by "+rule+" = rows of ledger/documents", s.Rejected[rule], l.rejects[key])
			delete(l.rejects, key)
		}
	}
	for key, n := range l.rejects {
		if l.steps[key[0]] {
			l.c.problem(ManifestName, "accounting: step %s rejected %d by %s, the manifest names no such rule", key[0], n, visible(key[1]))
		}
	}
}

func (l *ledgerCheck) editSums() {
	for _, s := range l.m.Steps {
		for _, kind := range sortedKeys(s.Edits) {
			key := [2]string{s.Name, kind}
			if s.Edits[kind] != l.edited[key] {
				l.c.problem(ManifestName, "accounting: edits of step %s, kind %s, differ from the rows of ledger/edits", s.Name, kind)
			}
			delete(l.edited, key)
		}
	}
	for key := range l.edited {
		l.c.problem(ManifestName, "accounting: step %s has edits of kind %s, the manifest names none", visible(key[0]), visible(key[1]))
	}
	l.c.equal("coarse columns = coarse rows of ledger/edits", l.m.Ledger.Coarse, l.coarse)
}

// quarantine holds the places against the accounting. Rows of columnar files count apart.
func (l *ledgerCheck) quarantine() {
	var places, size, rows int64
	for row, err := range l.c.rel.Rows(TableQuarantine) {
		if err != nil {
			l.c.problem(TableQuarantine, "can't be read to its end: %s", l.c.within(err))
			return
		}
		places++
		if n := row.Int("rows"); n > 0 {
			rows += n
		} else {
			size += row.Int("byte_end") - row.Int("byte_start")
		}
	}
	a := l.m.Accounting
	l.c.equal("quarantined places = rows of ledger/quarantine", a.Places, places)
	l.c.equal("quarantined bytes = ranges in ledger/quarantine", a.QuarantineBytes, size)
	l.c.equal("quarantined rows = rows in ledger/quarantine", a.QuarantineRows, rows)
	if l.c.intact(TableReads) {
		l.c.equal("input rows = documents + quarantined", a.InputRows, l.rows+rows)
	}
}
