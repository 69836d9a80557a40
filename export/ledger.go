package export

import (
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/tamis-data/tamis/schema"
)

// ledger writes the tables that say what happened to every input document.
type ledger struct {
	t                                             *Tables
	documents, edits, reads, clusters, quarantine *part
	index                                         *part // nil without an index
	numbers                                       []schema.Value
	rejects                                       *rejects
	metrics                                       []int // slots, in the order of the columns
	copies                                        bool  // copies is a column
	others                                        int   // 1 where kept_in is a column, else 0
	reasons                                       int   // columns that say why a document was rejected
	row                                           []schema.Value
	totals                                        [][]schema.EditTotals // by step, then kind by its number
	coarse                                        int64
	err                                           error // first error of a row of edits
	bytes                                         int64 // of the rows of edits of one document
}

func newLedger(t *Tables) (*ledger, error) {
	l := &ledger{t: t, copies: t.o.Layout.CopySlot() >= 0, metrics: metricSlots(t.o.Layout), totals: make([][]schema.EditTotals, len(t.o.Layout.Steps))}
	for i := range l.totals {
		l.totals[i] = make([]schema.EditTotals, len(t.o.Layout.Steps[i].Kinds))
	}
	if t.o.Layout.Compares() {
		l.others = 1
	}
	l.reasons = 7 + l.others
	var rejected *part
	type tablePart struct {
		part **part
		name string
		cols []schema.Column
	}
	tables := []tablePart{
		{&l.documents, "documents", documentColumns(t.o.Layout)},
		{&l.edits, "edits", editColumns()},
		{&l.reads, "reads", readColumns()},
		{&rejected, "rejects", rejectColumns(t.o.Layout)},
		{&l.clusters, "clusters", clusterColumns(t.o.Layout)},
		{&l.quarantine, "quarantine", quarantineColumns()},
	}
	if t.o.Index != "" {
		tables = append(tables, tablePart{&l.index, "index", indexColumns()})
	}
	for _, x := range tables {
		tab, err := newTable(t, "ledger/"+x.name, x.cols, []string{x.name})
		if err != nil {
			return nil, err
		}
		tab.kinds = []fileKind{{table: tab.name, folder: "ledger", ext: "parquet", how: t.o.Parquet, make: newParquetFile}}
		tab.prose = x.name == "rejects"
		t.all = append(t.all, tab)
		*x.part = tab.parts[0]
	}
	l.rejects = newRejects(t, rejected)
	return l, nil
}

// add writes the rows of one document.
func (l *ledger) add(d *schema.Doc) error {
	id := d.Str(schema.SlotID)
	cluster, err := l.t.idOf(d.Cluster)
	if err != nil {
		return err
	}
	if err := l.addDocument(d, id, cluster); err != nil {
		return err
	}
	if err := l.addRead(d, id); err != nil {
		return err
	}
	if err := l.addEdits(d, id); err != nil {
		return err
	}
	if err := l.addLinks(d, id, cluster); err != nil {
		return err
	}
	if d.Kept() {
		return nil
	}
	return l.rejects.add(d, l.t.dataRow(d, cluster, schema.Value{}))
}

// one writes a row that is all its document has in a table.
func (l *ledger) one(p *part, id string) error {
	b, err := p.add(l.row, nil)
	if err != nil {
		return err
	}
	return p.endDocument(id, b)
}

func (l *ledger) addDocument(d *schema.Doc, id string, cluster schema.Value) error {
	outcome, split, out := "kept", l.t.splitOf(d), int64(len(d.Text()))
	if !d.Kept() {
		outcome, split, out = "rejected", schema.Value{}, 0
	}
	l.row = append(l.row[:0], schema.Int64Value(d.Ord), schema.StringValue(id), d.Values[schema.SlotOrigin], schema.StringValue(outcome))
	if err := l.addReason(d); err != nil {
		return err
	}
	l.row = append(l.row, cluster, split,
		schema.Int64Value(int64(len(d.Original(schema.SlotText)))), schema.Int64Value(out),
		l.digest(d.Content, false), l.digest(d.TitleContent, true))
	if l.copies {
		copies := d.Copies
		if !d.Kept() {
			copies = 0
		}
		l.row = append(l.row, schema.Int64Value(copies))
	}
	for _, slot := range l.metrics {
		l.row = append(l.row, d.Values[slot])
	}
	return l.one(l.documents, id)
}

// digest writes the sha256 of an original, null in a recipe with a private step: a hash over a text
// with one unknown phone number gives the number away. No title has the digest zero.
func (l *ledger) digest(sum [32]byte, optional bool) schema.Value {
	if l.t.o.Private || optional && sum == [32]byte{} {
		return schema.Value{}
	}
	var digits [64]byte
	hex.Encode(digits[:], sum[:])
	return schema.StringValue(string(digits[:]))
}

// detailAt is the place of detail among the columns that addReason fills.
const detailAt = 4

// addReason appends step, rule, value, threshold, detail, kept_id (and kept_in) and similarity of a rejection.
func (l *ledger) addReason(d *schema.Doc) error {
	r := d.Reject
	if r == nil {
		from := len(l.row)
		l.row = append(l.row, make([]schema.Value, l.reasons)...)
		l.row[from+detailAt] = textOrNull(d.Detail)
		return nil
	}
	kept, in, err := l.t.keptBy(r.Step, r.Kept)
	if err != nil {
		return err
	}
	var value, threshold, similarity schema.Value
	if r.HasValue {
		value, threshold = schema.FloatValue(r.Value), schema.FloatValue(r.Threshold)
	}
	if r.Kept != 0 {
		similarity = schema.FloatValue(r.Similarity)
	}
	l.row = append(l.row, schema.StringValue(l.t.stepName(r.Step)), schema.StringValue(r.Rule), value, threshold,
		textOrNull(r.Detail), kept)
	l.row = append(append(l.row, in[:l.others]...), similarity)
	return nil
}

func textOrNull(s string) schema.Value {
	if s == "" {
		return schema.Value{}
	}
	return schema.StringValue(s)
}

func (l *ledger) addRead(d *schema.Doc, id string) error {
	file, err := l.t.fileName(d.Read.File)
	if err != nil {
		return err
	}
	r := &d.Read
	l.row = append(l.row[:0], schema.Int64Value(d.Ord), schema.StringValue(file),
		schema.Int64Value(r.Start), schema.Int64Value(r.End), schema.StringValue(r.Reader),
		textOrNull(r.Charset), textOrNull(r.CharsetFrom), schema.StringValue(r.Method), undecodable(r.Undecodable))
	return l.one(l.reads, id)
}

func undecodable(list []schema.Undecodable) schema.Value {
	if len(list) == 0 {
		return schema.ListValue(nil)
	}
	out := make([]schema.Value, len(list))
	for i, u := range list {
		out[i] = schema.StructValue(schema.Int64Value(u.Start), schema.StringValue(hex.EncodeToString([]byte(u.Bytes))))
	}
	return schema.ListValue(out)
}

// addEdits counts a document's final rows and writes those that the mode asks for: all, those with
// private content withheld, or none.
func (l *ledger) addEdits(d *schema.Doc, id string) error {
	if !d.Edited() {
		return nil
	}
	if l.t.o.Edits == "counts" {
		d.Counts(l.countEdit)
		return nil
	}
	l.bytes, l.err = 0, nil
	d.Rows(func(r schema.Row) { l.addEdit(d.Ord, &r) })
	if l.err != nil || l.bytes == 0 {
		return l.err
	}
	return l.edits.endDocument(id, l.bytes)
}

func (l *ledger) addEdit(ord int64, r *schema.Row) {
	if l.err != nil {
		return
	}
	l.countEdit(r.Step, r.Kind, r.RemovedBytes, r.InsertedBytes)
	if l.t.o.Edits == "private" && !r.Private {
		return
	}
	kind, step := "coarse", (*string)(nil)
	if r.Step >= 0 {
		s := &l.t.o.Layout.Steps[r.Step]
		kind, step = s.Kinds[r.Kind], &s.Name
	}
	l.writeEdit(ord, r, step, kind)
}

// countEdit adds a final row to the totals of its step and kind.
func (l *ledger) countEdit(step int, kind uint8, removed, inserted int) {
	if step < 0 {
		l.coarse++
		return
	}
	n := &l.totals[step][kind]
	n.Rows++
	n.Removed += int64(removed)
	n.Inserted += int64(inserted)
}

// editTotals names the totals by kind; kinds without a row are left out.
func (l *ledger) editTotals() []map[string]schema.EditTotals {
	out := make([]map[string]schema.EditTotals, len(l.totals))
	for i, kinds := range l.totals {
		out[i] = map[string]schema.EditTotals{}
		for k, n := range kinds {
			if n.Rows > 0 {
				out[i][l.t.o.Layout.Steps[i].Kinds[k]] = n
			}
		}
	}
	return out
}

// writeEdit appends a row's cells to the columns of ledger/edits, in the order of editColumns. It is
// the one table with more rows than documents, so it takes no way through values.
func (l *ledger) writeEdit(ord int64, r *schema.Row, step *string, kind string) {
	l.err = l.edits.addRow(func(cols []*column) (int64, error) {
		w := cells{cols: cols}
		w.num(ord)
		w.str(l.t.o.Layout.Columns[r.Slot].Name)
		w.num(int64(r.Seq))
		w.maybe(step)
		w.str(kind)
		for _, n := range [...]int{r.Start, r.CharStart, r.OutStart, r.OutCharStart,
			r.RemovedBytes, r.RemovedChars, r.InsertedBytes, r.InsertedChars} {
			w.num(int64(n))
		}
		if r.Private {
			w.maybe(nil)
		} else {
			w.str(r.Removed)
		}
		w.str(r.Inserted)
		l.bytes += w.bytes
		return w.bytes, w.err
	})
}

// cells appends to columns one after the other, straight into their buffers.
type cells struct {
	cols  []*column
	at    int
	bytes int64
	err   error
}

func (w *cells) num(n int64) {
	c := w.cols[w.at]
	w.at++
	c.nums = append(c.nums, uint64(n))
	c.count(false)
	w.bytes += 8
}

func (w *cells) str(s string) {
	b, err := w.cols[w.at].addText(s, nil)
	w.at++
	w.bytes += b
	if err != nil {
		w.err = err
	}
}

func (w *cells) maybe(s *string) {
	if s != nil {
		w.str(*s)
		return
	}
	if _, err := w.cols[w.at].addNull(); err != nil {
		w.err = err
	}
	w.at++
}

func (l *ledger) addLinks(d *schema.Doc, id string, cluster schema.Value) error {
	total := int64(0)
	for _, link := range d.Links {
		kept, in, err := l.t.keptBy(link.Step, link.Kept+1)
		if err != nil {
			return err
		}
		l.row = append(l.row[:0], schema.Int64Value(d.Ord), schema.StringValue(id), kept)
		l.row = append(append(l.row, in[:l.others]...),
			schema.StringValue(l.t.stepName(link.Step)), schema.FloatValue(link.Similarity), cluster)
		b, err := l.clusters.add(l.row, nil)
		if err != nil {
			return err
		}
		total += b
	}
	if total == 0 {
		return nil
	}
	return l.clusters.endDocument(id, total)
}

// addPlace writes a row of ledger/quarantine. Its shards are cut by file and place.
func (l *ledger) addPlace(p schema.Place) error {
	file, err := l.t.fileName(p.File)
	if err != nil {
		return err
	}
	line := schema.Value{}
	if p.Line > 0 {
		line = schema.Int64Value(p.Line)
	}
	l.row = append(l.row[:0], schema.StringValue(file), schema.Int64Value(p.Start), schema.Int64Value(p.End), line,
		schema.Int64Value(p.Rows), schema.Int64Value(p.BytesUnread), schema.StringValue(p.Reason))
	return l.one(l.quarantine, file+"#"+strconv.FormatInt(p.Start, 10))
}

// readName stands where a step's name does for what the reader did.
const readName = "read"

// stepName is a step's name in the ledger.
func (t *Tables) stepName(n int) string {
	if n < 0 {
		return readName
	}
	return t.o.Layout.Steps[n].Name
}

func (t *Tables) fileName(n int) (string, error) {
	if n < 0 || n >= len(t.o.Files) {
		return "", fmt.Errorf("write ledger: file number %d of %d", n, len(t.o.Files))
	}
	return t.o.Files[n], nil
}

// keptBy returns the id of the document that a step named, as 1 + ordinal, and of which other set it is,
// null for none.
func (t *Tables) keptBy(step int, ord1 int64) (id schema.Value, in [1]schema.Value, err error) {
	if ord1 >= 0 {
		id, err = t.idOf(ord1)
		return id, in, err
	}
	name, err := t.o.OtherID(step, ord1-1)
	in[0] = schema.StringValue(t.o.Layout.Steps[step].Other)
	return schema.StringValue(name), in, err
}

// idOf returns the id of the document with an ordinal given as 1 + ordinal; null for 0.
func (t *Tables) idOf(ord1 int64) (schema.Value, error) {
	if ord1 == 0 {
		return schema.Value{}, nil
	}
	id, err := t.o.ID(ord1 - 1)
	if err != nil {
		return schema.Value{}, fmt.Errorf("look up id of document %d: %w", ord1-1, err)
	}
	return schema.StringValue(id), nil
}
