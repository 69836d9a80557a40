package export

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// proof is what can be said of one column of a document.
type proof int

const (
	proven proof = iota
	needsInputs
	broken
)

// check proves one document against its row of data/ or of the rejects.
func (r *replayer) check(d *replayDoc, row Row, table string) {
	result := proven
	for _, column := range r.toProve(d, row) {
		result = max(result, r.checkColumn(d, row, table, column))
	}
	if n, _ := r.c.rel.CopyOf(row); n > 1 && table == TableData {
		return // its document is counted
	}
	r.report.Documents++
	switch result {
	case proven:
		r.report.Proven++
	case needsInputs:
		r.report.NeedInputs++
	}
}

// toProve lists the columns of a document that have an original: text, title where there is one, and
// whatever else has edits.
func (r *replayer) toProve(d *replayDoc, row Row) []string {
	columns := []string{"text"}
	_, titled := d.sums["title"]
	if !row.Value("title").IsNull() || titled && slices.Contains(r.columns, "title") {
		columns = append(columns, "title")
	}
	for _, name := range sortedKeys(d.rows) {
		if name != "text" && name != "title" && slices.Contains(r.columns, name) {
			columns = append(columns, name)
		}
	}
	return columns
}

func (r *replayer) checkColumn(d *replayDoc, row Row, table, column string) proof {
	released, rows := row.Str(column), d.rows[column]
	result := r.backward(d, released, rows, table, column)
	given, ok := d.originals[column]
	if result == broken || !r.forward {
		return result
	}
	if !ok && column != "text" && column != "title" {
		return result
	}
	if !ok {
		r.c.problem(table, "document %d, %s: the inputs do not hold its original", d.doc, column)
		return broken
	}
	text, err := schema.Replay(given, rows)
	sum, summed := d.sums[column]
	switch {
	case err != nil:
		r.c.problem(TableEdits, "document %d, %s: the edits do not fit the original in the inputs: %v", d.doc, column, err)
	case text != released:
		r.c.problem(table, "document %d, %s: the original in the inputs with its edits is not the released text", d.doc, column)
	case summed && sum != hexSum(given):
		r.c.problem(table, "document %d, %s: the original in the inputs has another digest than in the ledger", d.doc, column)
	default:
		return proven
	}
	return broken
}

// backward rebuilds the original from the released text.
func (r *replayer) backward(d *replayDoc, released string, rows []schema.Row, table, column string) proof {
	if slices.ContainsFunc(rows, func(e schema.Row) bool { return e.Private }) {
		return needsInputs
	}
	text, err := schema.Rebuild(released, rows)
	if err != nil {
		r.c.problem(TableEdits, "document %d, %s: the edits do not fit the released text: %v", d.doc, column, err)
		return broken
	}
	sum, ok := d.sums[column]
	switch {
	case ok && sum != hexSum(text):
		r.c.problem(table, "document %d, %s: text and edits give another original than the one read", d.doc, column)
		return broken
	case !ok && (column == "text" || column == "title"):
		return needsInputs
	}
	return proven
}

func hexSum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// finish says what was left over.
func (r *replayer) finish() error {
	for ; r.origOK; r.orig, r.origOK = r.nextOrig() {
		r.leftovers++
	}
	if r.c.o.OriginalsErr != nil {
		if err := r.c.o.OriginalsErr(); err != nil {
			return err
		}
	}
	if r.leftovers > 0 {
		r.c.problem(TableDocuments, "the inputs hold %d texts of documents that the ledger does not name", r.leftovers)
	}
	if r.rejects.ok {
		r.c.unchecked("replay: rows of ledger/rejects that do not follow the order of the documents")
	}
	if n := r.report.NeedInputs; n > 0 && !r.forward {
		r.c.unchecked("replay: %d documents can be proved only with --inputs: private edits, or no digest of their original", n)
	}
	return nil
}
