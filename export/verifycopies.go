package export

import (
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// dataRow notes a row of data/: a document's own, or one of a copy.
func (k *idCheck) dataRow(row Row) {
	m, ok := k.mine(row.Str("id"))
	if ok {
		k.data = append(k.data, m)
	}
	n, id := k.c.rel.CopyOf(row)
	if n == 1 && ok {
		k.dataRows = append(k.dataRows, markOf(id, row.Str("origin"), row.Str("split")))
		k.remake(m, row)
	}
	_, ok = k.mine(id)
	if n > 1 && ok {
		k.copyRows = append(k.copyRows, markOf(id, row.Str("origin"), row.Str("split")))
		k.copyValues = append(k.copyValues, k.valuesOf(id, row))
	} else if ok && k.c.rel.Copied() {
		k.own = append(k.own, m)
		k.ownValues = append(k.ownValues, k.valuesOf(id, row))
	}
}

// ownIDs are the ids of rows that are no copies.
func (k *idCheck) ownIDs() []mark {
	if k.c.rel.Copied() {
		return k.own
	}
	return k.data
}

// valuesOf is the mark of a row with the id of its document and without its number.
func (k *idCheck) valuesOf(id string, row Row) mark {
	k.cells = k.cells[:0]
	for i, c := range row.Columns() {
		if c.Name != "id" && c.Name != schema.CopyColumn {
			k.cells = appendValue(k.cells, row.At(i))
		}
	}
	return markOf(id, string(k.cells))
}

// awaitCopies notes a kept document once for each copy that the ledger gives it. Where these are more than the manifest
// has the sums differ too, and no number of them is worth all memory.
func (k *idCheck) awaitCopies(whole mark, n int64) {
	for ; n > 0 && int64(len(k.keptCopies)) <= k.c.rel.Manifest.Accounting.Copies; n-- {
		k.keptCopies = append(k.keptCopies, whole)
	}
}

// compareCopies holds the rows of copies against the documents that have them.
func (k *idCheck) compareCopies() {
	if lost, extra := difference(k.keptCopies, k.copyRows); lost+extra > 0 {
		k.c.problem(TableData, "%d copies of kept documents have no row, %d rows no copy of such a document", lost, extra)
	}
	if n, _ := difference(slices.Compact(k.copyValues), slices.Compact(k.ownValues)); n > 0 {
		k.c.problem(TableData, "%d copies have other values than their document", n)
	}
	if n := k.borrowed(); n > 0 {
		k.c.problem(TableData, "%d copies have the id of a document", n)
	}
}

// borrowed counts the rows of copies whose id is one of the ledger's.
func (k *idCheck) borrowed() int64 {
	if !k.c.rel.Copied() {
		return 0
	}
	ids := slices.Compact(slices.Clone(k.ids))
	all, _ := difference(ids, slices.Compact(slices.Clone(k.data)))
	own, _ := difference(ids, slices.Compact(slices.Clone(k.own)))
	return own - all
}
