package export

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// Cluster is a document with all that dedupe steps found to be copies of it.
type Cluster struct {
	ID       string
	Survivor *Copy   // the one that it is named after; nil where this copy of the release doesn't tell
	Copies   []*Copy // of the others up to the limit, the least similar first, then in source order
	Others   int     // how many there are beside it
	Dropped  int     // how many of these are not in data/
	// Between are documents that copies went for and that are neither the survivor nor among Copies.
	Between map[string]*Copy
	Bare    bool // a copy without ledger/documents: what was dropped is not known
}

// Copy is one document of a cluster.
type Copy struct {
	Doc        int64
	ID, Origin string
	Outcome    string // kept | rejected
	Step, Rule string // what rejected it; "" while kept
	Link       *Member
	Bytes      int64  // of its original
	Columns    []Cell // its row of data/ or ledger/rejects once Fill found it; nil where there is none
}

// Column returns a cell by its column's name, null where there is none.
func (c *Copy) Column(name string) schema.Value {
	for _, cell := range c.Columns {
		if cell.Column.Name == name {
			return cell.Value
		}
	}
	return schema.Value{}
}

// ErrNoCluster says that no step found a copy of a document.
var ErrNoCluster = errors.New("no step found a copy of it")

// Cluster finds a cluster by its id, or by the id or origin of any document in it. Facts of at most
// limit copies are held, 0 for all; texts come by Fill.
func (r *Release) Cluster(id string, limit int) (*Cluster, error) {
	c := &Cluster{ID: id}
	find := r.findCopies
	if c.Bare = !r.Has(TableDocuments); c.Bare {
		find = r.findKeptCopies
	}
	err := r.nameCluster(c, id)
	if err == nil {
		err = find(c, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("cluster of %q: %w", id, err)
	}
	c.cut(limit)
	if err := r.findBetween(c); err != nil {
		return nil, fmt.Errorf("cluster of %q: %w", id, err)
	}
	return c, nil
}

// nameCluster turns the id of a member into that of its cluster.
func (r *Release) nameCluster(c *Cluster, id string) error {
	table := TableDocuments
	if c.Bare {
		table = TableData
	}
	var byID, byOrigin string
	known := false
	for row, err := range r.Rows(table, "id", "origin", "cluster") {
		if err != nil {
			return err
		}
		cluster := row.Str("cluster")
		if cluster == id && id != "" {
			return nil
		}
		if row.Str("id") == id {
			known, byID = true, cmp.Or(byID, cluster)
		}
		if row.Str("origin") == id {
			known, byOrigin = true, cmp.Or(byOrigin, cluster)
		}
	}
	c.ID = cmp.Or(byID, byOrigin)
	switch {
	case c.ID != "":
		return nil
	case known:
		return ErrNoCluster
	}
	return r.unknown(table, id)
}

// copyColumns are those of ledger/documents that a Copy is made of.
var copyColumns = []string{"doc", "id", "origin", "outcome", "step", "rule", "kept_id", "similarity", "cluster", "bytes_in"}

// findCopies goes through the documents and, beside them, their links: a copy that was labelled, or
// that another step rejected, has them there alone. Both tables are in source order.
func (r *Release) findCopies(c *Cluster, limit int) error {
	columns := r.withKeptIn(TableDocuments, copyColumns...)
	links := noRows()
	if r.Has(TableClusters) {
		links = newCursor(r.Rows(TableClusters, r.withKeptIn(TableClusters, "doc", "id", "kept_id", "step", "similarity")...))
	}
	defer func() { links.stop() }()
	for row, err := range r.Rows(TableDocuments, columns...) {
		if err != nil {
			return err
		}
		if row.Str("cluster") != c.ID {
			continue
		}
		x := newCopy(row)
		if _, err := links.take(x.Doc, func(l Row) error {
			if here(l) {
				x.Link = memberOf(l)
			}
			return nil
		}); err != nil {
			return err
		}
		if row.Str("kept_id") != "" && here(row) {
			x.Link = memberOf(row)
		}
		c.add(x, limit)
	}
	return nil
}

func newCopy(row Row) *Copy {
	return &Copy{Doc: row.Int("doc"), ID: row.Str("id"), Origin: row.Str("origin"), Outcome: row.Str("outcome"),
		Step: row.Str("step"), Rule: row.Str("rule"), Bytes: row.Int("bytes_in")}
}

// findBetween takes the facts of documents that copies went for: with several dedupe steps one may have
// gone for a document that itself went later.
func (r *Release) findBetween(c *Cluster) error {
	c.Between = map[string]*Copy{}
	for _, x := range c.Copies {
		if x.Link != nil && (c.Survivor == nil || x.Link.KeptID != c.Survivor.ID) {
			c.Between[x.Link.KeptID] = nil
		}
	}
	for _, x := range c.Copies {
		delete(c.Between, x.ID)
	}
	if len(c.Between) == 0 || c.Bare {
		return nil
	}
	for row, err := range r.Rows(TableDocuments, copyColumns...) {
		if err != nil {
			return err
		}
		if _, asked := c.Between[row.Str("id")]; asked && row.Str("cluster") == c.ID {
			c.Between[row.Str("id")] = newCopy(row)
		}
	}
	return nil
}

func memberOf(row Row) *Member {
	return &Member{row.Str("id"), row.Str("kept_id"), row.Str("step"), row.Str(keptIn.Name), number(row.Value("similarity"))}
}

// findKeptCopies does with data/ alone.
func (r *Release) findKeptCopies(c *Cluster, limit int) error {
	doc := int64(0)
	for row, err := range r.DocumentRows("id", "origin", "cluster") {
		if err != nil {
			return err
		}
		if doc++; row.Str("cluster") == c.ID {
			c.add(&Copy{Doc: doc, ID: row.Str("id"), Origin: row.Str("origin"), Outcome: "kept"}, limit)
		}
	}
	return nil
}

// add takes a document of the cluster. Beyond twice the limit those that can't be shown go.
func (c *Cluster) add(x *Copy, limit int) {
	if x.ID == c.ID && c.Survivor == nil {
		c.Survivor = x
		return
	}
	c.Others++
	if x.Outcome != "kept" {
		c.Dropped++
	}
	c.Copies = append(c.Copies, x)
	if limit > 0 && len(c.Copies) >= 2*limit+64 {
		c.cut(limit)
	}
}

// cut puts the least similar first, since they are the ones to doubt, and leaves no more than the
// limit. Copies whose link is not told come last.
func (c *Cluster) cut(limit int) {
	slices.SortFunc(c.Copies, func(a, b *Copy) int {
		return cmp.Or(cmp.Compare(a.similarity(), b.similarity()), cmp.Compare(a.Doc, b.Doc))
	})
	if limit > 0 && len(c.Copies) > limit {
		clear(c.Copies[limit:])
		c.Copies = c.Copies[:limit]
	}
}

func (c *Copy) similarity() float64 {
	if c.Link == nil || c.Link.Similarity == nil {
		return 2
	}
	return *c.Link.Similarity
}

// fillBytes is how much text Batches puts together, by the length of the originals: what a person looks
// at is rarely more, and for a cluster of a million copies memory stays bounded.
const fillBytes = 64 << 20

// Batches cuts copies into runs whose texts are read together.
func Batches(copies []*Copy) [][]*Copy {
	var out [][]*Copy
	for from := 0; from < len(copies); {
		to, size := from+1, copies[from].Bytes
		for to < len(copies) && size+copies[to].Bytes <= fillBytes {
			size += copies[to].Bytes
			to++
		}
		out = append(out, copies[from:to])
		from = to
	}
	return out
}

// Fill reads the rows of copies: from data/, or from ledger/rejects where that holds them.
func (r *Release) Fill(copies []*Copy) error {
	wanted := map[string]map[[2]string]*[]Cell{TableData: {}, TableRejects: {}}
	for _, c := range copies {
		if c.Columns == nil {
			wanted[rowTable(c.Outcome)][[2]string{c.ID, c.Origin}] = &c.Columns
		}
	}
	return r.fillCells(wanted)
}

// rowTable is where a document of an outcome stands.
func rowTable(outcome string) string {
	if outcome == "kept" {
		return TableData
	}
	return TableRejects
}

// fillCells takes the rows of documents, by id and origin: a rejected document may have another's id.
// Only files that hold one of them are read whole, and these no further than the last one.
func (r *Release) fillCells(wanted map[string]map[[2]string]*[]Cell) error {
	for name, cells := range wanted {
		if len(cells) == 0 || !r.Has(name) {
			continue
		}
		for _, f := range tableNamed(r.Manifest, name).Files {
			if err := r.fillFrom(f.Path, cells); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Release) fillFrom(rel string, cells map[[2]string]*[]Cell) (err error) {
	here := 0
	key := func(row Row) [2]string { return [2]string{row.Str("id"), row.Str("origin")} }
	note := func(row Row, e error) bool {
		if err = e; e == nil && cells[key(row)] != nil {
			here++
		}
		return e == nil
	}
	if r.fileRows(rel, []string{"id", "origin"}, note); err != nil || here == 0 {
		return err
	}
	r.fileRows(rel, nil, func(row Row, e error) bool {
		if err = e; e != nil {
			return false
		}
		if to := cells[key(row)]; to != nil {
			if here--; *to == nil {
				*to = cellsOf(row)
			}
		}
		return here > 0
	})
	return err
}

func cellsOf(row Row) []Cell {
	row = row.Clone()
	out := make([]Cell, len(row.cols))
	for i, c := range row.cols {
		out[i] = Cell{c, row.vals[i]}
	}
	return out
}
