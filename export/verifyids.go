package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// mark is 128 bits of a sha256, of an id or of an id with what must go with it.
type mark struct{ hi, lo uint64 }

func (m mark) compare(n mark) int {
	if m.hi != n.hi {
		if m.hi < n.hi {
			return -1
		}
		return 1
	}
	if m.lo != n.lo {
		if m.lo < n.lo {
			return -1
		}
		return 1
	}
	return 0
}

// markOf returns the mark of strings, each with its length before it.
func markOf(parts ...string) mark {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	var sum [32]byte
	h.Sum(sum[:0])
	return mark{binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])}
}

// idCheck compares sets of ids in bounded memory: each pass takes the ids of one range of marks
// from every table, sorts them and compares. One pass where all fit.
type idCheck struct {
	c            *checker
	steps        map[string]int // number by name
	pass, passes uint64
	data         []mark // id of a row of data
	dataRows     []mark // id, origin and split of a row of data
	keptRows     []mark // the same of a kept document
	own          []mark // where there are copies, id of a row that is none's
	copyRows     []mark // id of the document, origin and split of a row of a copy
	keptCopies   []mark // the same of a kept document, for each of its copies
	ownValues    []mark // of a document's own row, where there are copies, all but its number
	copyValues   []mark // the same of a row of a copy, with the document's id
	rejectedRows []mark // id and origin of a rejected document
	rejects      []mark // the same of a row of rejects
	ids          []mark // id of any document
	named        []mark // ids that kept_id and cluster name
	ends         []end  // how far each document came
	instead      []end  // the document kept in the place of a rejected one, and the step that rejected that
	twice        []mark // ids found twice, for naming them
	last         indexRow
	broken       int64   // rows of the index that do not follow from the one before
	index        []mark  // id of a document of the index
	made, held   []entry // of documents, as data/ gives them and as the index has them
	open         *entryHash
	openID       mark
	numbers      []uint64
	cells        []byte
	others       int64  // rows of the index with other parameters than the recipe's
	wrong        int64  // documents whose entry is not that of their text
	wrongIDs     []mark // the first of them
	strange      int64  // rows that name a document of a set which the manifest does not
}

// end is a document and the number of the step that rejected it, the number of all steps where none did.
type end struct {
	mark
	step int
}

func (e end) compare(f end) int { return cmp.Or(e.mark.compare(f.mark), f.step-e.step) }

// readStep is the number of what comes before all steps.
const readStep = -1

// checkIDs holds that ids in data/ are unique (so none stands in two splits), that kept documents
// and rows of data/ are the same, rejected ones and rows of rejects too, that the ids which the
// ledger refers to exist, and that a document kept in the place of another one was kept by that step.
func (c *checker) checkIDs() error {
	if !c.intact(TableData) {
		if c.intact(TableIndex) {
			c.unchecked("ledger/index: data/ is not here as the manifest says")
		}
		return nil
	}
	k := &idCheck{c: c, steps: map[string]int{readName: readStep}}
	for i, step := range c.rel.Manifest.Steps {
		k.steps[step.Name] = i
	}
	k.passes = uint64(k.size()*markBytes/c.o.Memory) + 1
	for k.pass = range k.passes {
		if err := k.gather(); err != nil {
			c.problem(TableData, "ids can't be read: %s", c.within(err))
			return nil
		}
		k.compare()
	}
	if err := k.tellIndex(); err != nil {
		c.problem(TableIndex, "rows can't be read: %s", c.within(err))
	}
	if k.strange > 0 {
		c.problem(TableDocuments, "%d rows of documents or clusters name a set in kept_in that is none of the manifest's resources, or no document of it", k.strange)
	}
	return k.nameTwice()
}

// markBytes is what one mark costs.
const markBytes = 16

// size returns how many marks all passes together hold: two ends are three.
func (k *idCheck) size() int64 {
	var n int64
	for name, marks := range map[string]int64{TableData: 2, TableDocuments: 7, TableRejects: 1, TableClusters: 2, TableIndex: 1} {
		if t := tableNamed(k.c.rel.Manifest, name); t != nil {
			n += marks * t.Rows
		}
	}
	if a := k.c.rel.Manifest.Accounting; a.Copies > 0 {
		n += 2*a.Kept + 2*a.Copies
	}
	if t := tableNamed(k.c.rel.Manifest, TableIndex); t != nil && k.remakes() {
		n += 4 * t.Rows // two marks for each document there, and for each of data/
	}
	return n
}

func (k *idCheck) mine(id string) (mark, bool) {
	m := markOf(id)
	return m, m.hi%k.passes == k.pass
}

// gather reads the ids of this pass.
func (k *idCheck) gather() error {
	for _, list := range []*[]mark{&k.data, &k.dataRows, &k.keptRows, &k.rejectedRows, &k.rejects, &k.ids, &k.named, &k.index, &k.own, &k.copyRows, &k.keptCopies, &k.ownValues, &k.copyValues} {
		*list = (*list)[:0]
	}
	k.ends, k.instead, k.made, k.held = k.ends[:0], k.instead[:0], k.made[:0], k.held[:0]
	err := k.each(TableData, func(row Row) {
		k.dataRow(row)
	}, k.dataColumns()...)
	if err != nil {
		return err
	}
	if err := k.each(TableDocuments, k.document, k.c.rel.withKeptIn(TableDocuments, k.c.rel.withCopies("id", "origin", "outcome", "step", "split", "kept_id", "cluster")...)...); err != nil {
		return err
	}
	if err := k.each(TableClusters, k.names, k.c.rel.withKeptIn(TableClusters, "kept_id", "cluster")...); err != nil {
		return err
	}
	columns := []string{IndexID, IndexNumber, IndexParameters}
	if k.remakes() {
		columns = append(columns, IndexKeys, IndexRecord)
	}
	if err := k.each(TableIndex, k.indexed, columns...); err != nil {
		return err
	}
	k.endEntry()
	return k.each(TableRejects, func(row Row) {
		if _, ok := k.mine(row.Str("id")); ok {
			k.rejects = append(k.rejects, markOf(row.Str("id"), row.Str("origin")))
		}
	}, "id", "origin")
}

func (k *idCheck) each(name string, fn func(Row), columns ...string) error {
	if !k.c.intact(name) {
		return nil
	}
	for row, err := range k.c.rel.Rows(name, columns...) {
		if err != nil {
			return err
		}
		fn(row)
	}
	return nil
}

func (k *idCheck) document(row Row) {
	k.names(row)
	k.place(row)
	id, origin := row.Str("id"), row.Str("origin")
	m, ok := k.mine(id)
	if !ok {
		return
	}
	k.ids = append(k.ids, m)
	if row.Str("outcome") == "kept" {
		whole := markOf(id, origin, row.Str("split"))
		k.keptRows = append(k.keptRows, whole)
		k.awaitCopies(whole, row.Int(copiesColumn))
	} else {
		k.rejectedRows = append(k.rejectedRows, markOf(id, origin))
	}
}

// indexRow is what of a row of the index the next one is held against.
type indexRow struct {
	id, made string
	part     int64
}

// place notes how far a document came, and which one was kept in its place.
func (k *idCheck) place(row Row) {
	step := len(k.steps)
	if row.Str("outcome") != "kept" {
		step = k.steps[row.Str("step")]
	}
	if m, ok := k.mine(row.Str("id")); ok {
		k.ends = append(k.ends, end{m, step})
	}
	if v := row.Value("kept_id"); !v.IsNull() && row.Value(keptIn.Name).IsNull() {
		if m, ok := k.mine(v.Str()); ok {
			k.instead = append(k.instead, end{m, step})
		}
	}
}

// notKept counts the documents that went for one that no more than they came past their step.
func (k *idCheck) notKept() (n int64) {
	slices.SortFunc(k.ends, end.compare)
	slices.SortFunc(k.instead, end.compare)
	ends := k.ends
	for _, e := range k.instead {
		for len(ends) > 0 && ends[0].mark.compare(e.mark) < 0 {
			ends = ends[1:]
		}
		if len(ends) > 0 && ends[0].mark == e.mark && ends[0].step <= e.step {
			n++
		}
	}
	return n
}

// names notes the ids that a row refers to. Those of another set are known to nobody here, but the set
// must be one of those that the manifest pins.
func (k *idCheck) names(row Row) {
	k.name(row.Value("cluster"))
	in := row.Value(keptIn.Name)
	if in.IsNull() {
		k.name(row.Value("kept_id"))
		return
	}
	pinned := slices.ContainsFunc(k.c.rel.Manifest.Resources, func(r schema.ManifestInput) bool { return r.Path == in.Str() })
	if (!pinned || row.Value("kept_id").IsNull()) && k.pass == 0 {
		k.strange++
	}
}

// name notes an id that a row refers to.
func (k *idCheck) name(v schema.Value) {
	if v.IsNull() {
		return
	}
	if m, ok := k.mine(v.Str()); ok {
		k.named = append(k.named, m)
	}
}

// compare sorts the marks of this pass and holds the sets against one another.
func (k *idCheck) compare() {
	for _, list := range [][]mark{k.data, k.dataRows, k.keptRows, k.rejectedRows, k.rejects, k.ids, k.named, k.index, k.own, k.copyRows, k.keptCopies, k.ownValues, k.copyValues} {
		slices.SortFunc(list, mark.compare)
	}
	for i := 1; i < len(k.data); i++ {
		if k.data[i] == k.data[i-1] && len(k.twice) < problemLimit {
			k.twice = append(k.twice, k.data[i])
		}
	}
	if k.c.intact(TableIndex) {
		k.compareEntries()
		if lost, extra := difference(k.ownIDs(), k.index); lost+extra > 0 {
			k.c.problem(TableIndex, "%d documents of data/ are not in it, %d of it not in data/", lost, extra)
		}
	}
	if !k.c.intact(TableDocuments) {
		return
	}
	if lost, extra := difference(k.keptRows, k.dataRows); lost+extra > 0 {
		k.c.problem(TableData, "%d kept documents have no row, %d rows no kept document of that id, origin and split", lost, extra)
	}
	k.compareCopies()
	if n, _ := difference(slices.Compact(k.named), slices.Compact(k.ids)); n > 0 {
		k.c.problem(TableDocuments, "%d ids in kept_id or cluster are no document's", n)
	}
	if n := k.notKept(); n > 0 {
		k.c.problem(TableDocuments, "%d documents are rejected for one that their step did not keep", n)
	}
	if !k.c.intact(TableRejects) {
		return
	}
	lost, extra := difference(k.rejectedRows, k.rejects)
	if extra > 0 || lost > 0 && k.c.rel.Manifest.Ledger.Rejects == "full" {
		k.c.problem(TableRejects, "%d rejected documents have no row, %d rows no rejected document", lost, extra)
	}
}

// difference counts what stands in a and not in b, and the other way round; both are sorted and may
// hold an element several times.
func difference(a, b []mark) (onlyA, onlyB int64) {
	for len(a) > 0 && len(b) > 0 {
		switch c := a[0].compare(b[0]); {
		case c < 0:
			onlyA++
			a = a[1:]
		case c > 0:
			onlyB++
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	return onlyA + int64(len(a)), onlyB + int64(len(b))
}

// nameTwice goes through data/ once more to say which ids stand there twice, and in which splits.
func (k *idCheck) nameTwice() error {
	if len(k.twice) == 0 {
		return nil
	}
	ids, splits := map[mark]string{}, map[mark][]string{}
	err := k.each(TableData, func(row Row) {
		m := markOf(row.Str("id"))
		if slices.Contains(k.twice, m) {
			ids[m] = row.Str("id")
			splits[m] = append(splits[m], row.Str("split"))
		}
	}, "id", "split")
	for _, m := range k.twice {
		if where := slices.Compact(splits[m]); len(where) > 1 {
			k.c.problem(TableData, "id %s stands in several splits: %s", visible(ids[m]), strings.Join(where, ", "))
		} else {
			k.c.problem(TableData, "id %s stands there more than once", visible(ids[m]))
		}
	}
	return err
}
