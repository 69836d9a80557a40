package export

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tamis-data/tamis/schema"
)

// Tables writes the tables of a release into a staging folder: data and its copies in Arrow and
// JSON lines, and the ledger. Documents are copied; none is kept beyond the call that brought it.
type Tables struct {
	dir  string
	o    Options
	open func(path string) (file, error)

	mu       sync.Mutex // held by each exported method
	closed   bool
	data     *table
	ledger   *ledger
	all      []*table
	row      []schema.Value
	idColumn int // place of the id in a row of data
	splits   map[string]int64
	subset   int    // first part of data that documents go to now
	under    *part  // of data that the last document went to
	lastID   string // of which lastHash is the hash: a document has rows in several tables
	lastHash uint32
	opened   int64 // memory of open row groups
	spill    *os.File
	spillEnd int64

	jobs, order chan *sealed
	busy        sync.WaitGroup
	committed   chan struct{}
	failed      atomic.Pointer[error]
	flight      *sync.Cond
	flying      int64 // memory of row groups in flight
	kept        map[*table][]*rowGroup
	keeping     int64 // memory of the row groups in kept
}

// OpenTables starts the tables of a release below dir, the staging folder, which must exist.
func OpenTables(dir string, o Options) (*Tables, error) {
	return openTables(dir, o, createFile)
}

func openTables(dir string, o Options, open func(string) (file, error)) (*Tables, error) {
	if err := checkOptions(&o); err != nil {
		return nil, fmt.Errorf("open tables: %w", err)
	}
	t := &Tables{dir: dir, o: o, open: open, splits: map[string]int64{}, kept: map[*table][]*rowGroup{}}
	t.flight = sync.NewCond(new(sync.Mutex))
	var err error
	if t.data, err = t.dataTable(); err != nil {
		return nil, fmt.Errorf("open tables: %w", err)
	}
	t.all = append(t.all, t.data)
	if t.ledger, err = newLedger(t); err != nil {
		return nil, fmt.Errorf("open tables: %w", err)
	}
	if err := t.makeFolders(); err != nil {
		return nil, fmt.Errorf("open tables: %w", err)
	}
	if err := t.start(); err != nil {
		return nil, fmt.Errorf("open tables: %w", err)
	}
	return t, nil
}

// minMemory is what one row group under way takes; less than that would only spill more.
const minMemory = 40 << 20

func checkOptions(o *Options) error {
	o.Workers, o.Memory = max(o.Workers, 1), max(o.Memory, minMemory)
	if o.RejectText == 0 {
		o.RejectText = rejectText
	}
	switch {
	case o.Layout == nil || !slices.Contains(o.Layout.Export, schema.SlotID):
		return fmt.Errorf("the layout exports no id")
	case len(o.Splits) == 0:
		return fmt.Errorf("no split is declared")
	case o.Parquet.ShardBytes <= 0:
		return fmt.Errorf("shard_bytes is %d", o.Parquet.ShardBytes)
	case !slices.Contains([]string{"full", "private", "counts"}, o.Edits):
		return fmt.Errorf("ledger edits %q is none of full, private, counts", o.Edits)
	case !slices.Contains([]string{"full", "sample", "none"}, o.Rejects):
		return fmt.Errorf("ledger rejects %q is none of full, sample, none", o.Rejects)
	}
	if o.Arrow != nil {
		return checkArrow(*o.Arrow)
	}
	return nil
}

// dataTable makes the table of kept documents in all the formats asked for.
func (t *Tables) dataTable() (*table, error) {
	tab, err := newTable(t, "data", DataColumns(t.o.Layout), t.o.Splits)
	if err != nil {
		return nil, err
	}
	tab.prose = true
	tab.text = slices.Index(t.o.Layout.Export, schema.SlotText)
	t.idColumn = slices.Index(t.o.Layout.Export, schema.SlotID)
	tab.kinds = []fileKind{{"data", "data", "parquet", t.o.Parquet, newParquetFile}}
	if t.o.Arrow != nil {
		tab.arrow = arrowSchema(tab.cols)
		tab.kinds = append(tab.kinds, fileKind{"arrow", "arrow", "arrow", *t.o.Arrow, newArrowFile})
	}
	if t.o.JSONL != nil {
		tab.json = true
		tab.kinds = append(tab.kinds, fileKind{"jsonl", "jsonl", jsonExt(t.o.JSONL.Compression), *t.o.JSONL, newJSONFile})
	}
	return tab, nil
}

func (t *Tables) makeFolders() error {
	for _, tab := range t.all {
		for _, k := range tab.kinds {
			if err := os.MkdirAll(filepath.Join(t.dir, k.folder), 0o755); err != nil {
				return err
			}
		}
	}
	return nil
}

// Ledger writes the ledger's rows of a document, kept or rejected: once for each document read, in
// source order.
func (t *Tables) Ledger(d *schema.Doc) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.ready(); err != nil {
		return err
	}
	return t.ledger.add(d)
}

// Data writes a kept document to its split: once for each, in the declared order.
func (t *Tables) Data(d *schema.Doc) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.ready(); err != nil {
		return err
	}
	split := max(d.Split, 0)
	if split >= len(t.o.Splits) {
		return fmt.Errorf("write data: document %d has split %d of %d", d.Ord, split, len(t.o.Splits))
	}
	cluster, err := t.idOf(d.Cluster)
	if err != nil {
		return err
	}
	p := t.data.parts[t.subset+split]
	if err := t.endSplit(p); err != nil {
		return err
	}
	b, err := p.add(t.dataRow(d, cluster, t.splitOf(d)), knownDigest(d))
	if err != nil {
		return fmt.Errorf("document %d: %w", d.Ord, err)
	}
	t.splits[p.name]++
	return p.endDocument(d.Str(schema.SlotID), b)
}

// knownDigest is the digest of the text where nothing has changed it.
func knownDigest(d *schema.Doc) *[32]byte {
	if d.Table(schema.SlotText) != nil || d.Content == [32]byte{} {
		return nil
	}
	return &d.Content
}

// dataRow puts a document's columns into the order of data/; valid until the next call.
func (t *Tables) dataRow(d *schema.Doc, cluster, split schema.Value) []schema.Value {
	t.row = t.row[:0]
	for _, slot := range t.o.Layout.Export {
		t.row = append(t.row, d.Values[slot])
	}
	t.row = append(t.row, cluster, split)
	return t.row
}

func (t *Tables) splitOf(d *schema.Doc) schema.Value {
	if n := max(d.Split, 0); n < len(t.o.Splits) {
		return schema.StringValue(t.o.Splits[n])
	}
	return schema.Value{}
}

// cutHash is cutHash of the package for a document that may come several times in a row.
func (t *Tables) cutHash(id string) uint32 {
	if id != t.lastID || id == "" {
		t.lastID, t.lastHash = strings.Clone(id), cutHash(id)
	}
	return t.lastHash
}

// Quarantine writes a place of an input that could not be read.
func (t *Tables) Quarantine(p schema.Place) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.ready(); err != nil {
		return err
	}
	return t.ledger.addPlace(p)
}

func (t *Tables) ready() error {
	if t.closed {
		return errClosed
	}
	return t.err()
}

// Close finishes all files, gives them their final names and describes them: data first, then its
// copies, then the ledger. After an error nothing is left to do but to drop the staging folder.
func (t *Tables) Close() ([]schema.ManifestTable, Totals, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.ready(); err != nil {
		t.stop()
		return nil, Totals{}, err
	}
	if err := t.finishRows(); err != nil {
		t.fail(err)
	}
	t.stop()
	if err := t.err(); err != nil {
		return nil, Totals{}, err
	}
	tables, err := t.finishFiles()
	if err != nil {
		return nil, Totals{}, fmt.Errorf("finish tables: %w", err)
	}
	return tables, t.totals(), nil
}

// finishRows sends the last row groups on their way.
func (t *Tables) finishRows() error {
	if err := t.ledger.rejects.finish(); err != nil {
		return err
	}
	for _, tab := range t.all {
		for _, p := range tab.parts {
			if err := p.seal(true); err != nil {
				return err
			}
		}
	}
	return nil
}

// stop waits for what is under way and removes the spill files.
func (t *Tables) stop() {
	if t.closed {
		return
	}
	t.closed = true
	close(t.jobs)
	t.busy.Wait()
	close(t.order)
	<-t.committed
	t.ledger.rejects.remove()
	if t.spill != nil {
		_ = t.spill.Close()
		_ = os.Remove(t.spill.Name())
	}
	if t.err() != nil {
		t.abortParts()
	}
}

func (t *Tables) abortParts() {
	for _, tab := range t.all {
		for _, p := range tab.parts {
			p.abort()
		}
	}
}

// finishFiles makes the files of empty tables and splits, and settles all names.
func (t *Tables) finishFiles() ([]schema.ManifestTable, error) {
	var out []schema.ManifestTable
	for _, tab := range t.all {
		for _, p := range tab.parts {
			if len(p.done) > 0 {
				continue
			}
			if err := p.openShard(); err != nil {
				return nil, err
			}
			if err := p.endShard(); err != nil {
				return nil, err
			}
		}
		tables, err := t.settle(tab)
		if err != nil {
			return nil, err
		}
		out = append(out, tables...)
	}
	return out, nil
}

func (t *Tables) totals() Totals {
	return Totals{Edits: t.ledger.editTotals(), Coarse: t.ledger.coarse, Splits: t.splits, Rejects: t.ledger.rejects.mode}
}

// Abort stops everything and leaves the staging folder to be removed. After Close it does nothing.
func (t *Tables) Abort() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.fail(errClosed)
	t.stop()
}
