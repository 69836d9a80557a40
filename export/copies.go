package export

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// Copied says that documents of the release have more than one row in data/.
func (r *Release) Copied() bool { return r.Manifest.Accounting.Copies > 0 }

// WithCopy adds the column that tells rows of one document apart to those to be read of data/.
func (r *Release) WithCopy(columns ...string) []string {
	if r.Copied() && !slices.Contains(columns, schema.CopyColumn) {
		columns = append(slices.Clone(columns), schema.CopyColumn)
	}
	return columns
}

// withCopies adds the column of the ledger that counts them, where it is there.
func (r *Release) withCopies(columns ...string) []string {
	if slices.Contains(r.Columns(TableDocuments), copiesColumn) {
		columns = append(slices.Clone(columns), copiesColumn)
	}
	return columns
}

// CopyOf returns the number of a row among those of its document, 1 for its own, and the document's id. The row is one
// of a release with copies, read with that column, or of one without.
func (r *Release) CopyOf(row Row) (n int64, id string) {
	id = row.Str("id")
	if !r.Copied() {
		return 1, id
	}
	if n = row.Int(schema.CopyColumn); n <= 1 {
		return 1, id
	}
	return n, strings.TrimSuffix(id, "-"+strconv.FormatInt(n, 10))
}

// DocumentRows reads the rows of data/ that are a document's own, without those of its copies. Behind the columns asked
// for there may stand another one.
func (r *Release) DocumentRows(columns ...string) iter.Seq2[Row, error] {
	if !r.Copied() {
		return r.Rows(TableData, columns...)
	}
	return func(yield func(Row, error) bool) {
		for row, err := range r.Rows(TableData, r.WithCopy(columns...)...) {
			if err == nil && row.Int(schema.CopyColumn) > 1 {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// document finds the id of the document whose copy has this id; "" where there is none.
func (r *Release) document(copied string) (string, error) {
	if !r.Copied() || !r.Has(TableData) {
		return "", nil
	}
	for row, err := range r.Rows(TableData, "id", schema.CopyColumn) {
		if err != nil {
			return "", err
		}
		if row.Str("id") == copied {
			_, id := r.CopyOf(row)
			return id, nil
		}
	}
	return "", nil
}
