package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// tableLayout has a column of every type that a release may hold.
func tableLayout() *schema.Layout {
	str, num := schema.Type{Kind: schema.String}, schema.Type{Kind: schema.Int32}
	l := &schema.Layout{Columns: append(schema.BuiltinColumns(),
		schema.Column{Name: "flag", Type: schema.Type{Kind: schema.Bool}.OrNull()},
		schema.Column{Name: "words", Type: num},
		schema.Column{Name: "big", Type: schema.Type{Kind: schema.Int64}.OrNull()},
		schema.Column{Name: "score", Type: schema.Type{Kind: schema.Float}.OrNull()},
		schema.Column{Name: "tags", Type: schema.ListOf(str.OrNull()).OrNull()},
		schema.Column{Name: "spans", Type: schema.ListOf(schema.StructOf(
			schema.Field{Name: "start", Type: num}, schema.Field{Name: "kind", Type: str.OrNull()}))},
		schema.Column{Name: "marks", Type: schema.ListOf(schema.StructOf(
			schema.Field{Name: "at", Type: num.OrNull()}, schema.Field{Name: "by", Type: str}).OrNull()).OrNull()},
		schema.Column{Name: "quality__words", Type: num, Metric: true},
	), Steps: []schema.StepInfo{{Name: "clean.unicode", Kinds: []string{"nfc", "zero-width"}}, {Name: "quality"}, {Name: "redact.pattern", Private: true, Kinds: []string{"mail"}}, {Name: "dedupe.exact"}}}
	for i := range l.Columns {
		if !l.Columns[i].Metric {
			l.Export = append(l.Export, i)
		}
	}
	return l
}

func tableOptions() Options {
	return Options{
		Layout: tableLayout(), Splits: []string{"train", "test"}, Edits: "full", Rejects: "full",
		Parquet: Physical{Compression: "zstd", ShardBytes: 256 << 20},
		Arrow:   &Physical{Compression: "zstd"}, JSONL: &Physical{Compression: "zstd"},
		Files: []string{"in/a.jsonl", "in/b.jsonl"}, Workers: 2, Memory: 256 << 20,
		ID: func(ord int64) (string, error) { return fmt.Sprintf("doc/%d", ord), nil },
	}
}

var vocabulary = strings.Fields("the river carried its own weather past mill and meadow while clerks counted barrels of salt, é 漢字 😀 \"quoted\" back\\slash tab\there <b>&amp;</b>")

func randomText(r *rand.Rand, words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(vocabulary[r.IntN(len(vocabulary))])
		b.WriteByte(" \n"[r.IntN(12)/11])
	}
	return b.String()
}

// orNull gives null once in four times.
func orNull(r *rand.Rand, v schema.Value) schema.Value {
	if r.IntN(4) == 0 {
		return schema.Value{}
	}
	return v
}

func randomDoc(r *rand.Rand, ord int64, l *schema.Layout) *schema.Doc {
	text := randomText(r, r.IntN(60))
	d := &schema.Doc{Ord: ord, Values: make([]schema.Value, len(l.Columns)), Split: r.IntN(2), Content: sha256.Sum256([]byte(text))}
	v := d.Values
	v[schema.SlotID] = schema.StringValue(fmt.Sprintf("doc/%d", ord))
	v[schema.SlotText] = schema.StringValue(text)
	v[schema.SlotTitle] = orNull(r, schema.StringValue(randomText(r, r.IntN(3))))
	v[schema.SlotURL] = orNull(r, schema.StringValue(""))
	v[schema.SlotCreated] = orNull(r, schema.TimeValue(r.Int64N(4e15)-1e15))
	v[schema.SlotSource] = schema.StringValue([]string{"news", "mail"}[r.IntN(2)])
	v[schema.SlotOrigin] = schema.StringValue(fmt.Sprintf("in/a.jsonl#%d", ord))
	v[7] = orNull(r, schema.BoolValue(r.IntN(2) == 0))
	v[8] = schema.Int32Value(int32(r.Uint32()))
	v[9] = orNull(r, schema.Int64Value(int64(r.Uint64())))
	v[10] = orNull(r, schema.FloatValue([]float64{0, 1, -2.5, 1e300, 3e-9, r.NormFloat64()}[r.IntN(6)]))
	v[11] = orNull(r, randomList(r, func() schema.Value { return orNull(r, schema.StringValue(randomText(r, r.IntN(3)))) }))
	v[12] = randomList(r, func() schema.Value {
		return schema.StructValue(schema.Int32Value(r.Int32N(1000)), orNull(r, schema.StringValue("person")))
	})
	v[13] = orNull(r, randomList(r, func() schema.Value {
		return orNull(r, schema.StructValue(orNull(r, schema.Int32Value(7)), schema.StringValue(randomText(r, r.IntN(2)))))
	}))
	v[14] = schema.Int32Value(int32(len(text)))
	d.Read = schema.Read{File: int(ord % 2), Start: ord * 100, End: ord*100 + 90, Reader: "jsonl 1", Method: "line"}
	if r.IntN(5) == 0 {
		d.Read.Charset, d.Read.CharsetFrom = "windows-1252", "detected"
		d.Read.Undecodable = []schema.Undecodable{{Start: ord*100 + 3, Bytes: "\xff\xfe"}}
	}
	return d
}

func randomList(r *rand.Rand, one func() schema.Value) schema.Value {
	list := make([]schema.Value, r.IntN(4))
	for i := range list {
		list[i] = one()
	}
	return schema.ListValue(list)
}

func randomDocs(seed uint64, n int, l *schema.Layout) []*schema.Doc {
	r := rand.New(rand.NewPCG(seed, 7))
	docs := make([]*schema.Doc, n)
	for i := range docs {
		docs[i] = randomDoc(r, int64(i), l)
		switch r.IntN(10) {
		case 0:
			docs[i].Reject = &schema.Reject{Step: 1, Rule: "mean_word_length", Value: 3.5, Threshold: 4, HasValue: true}
		case 1:
			docs[i].Links = []schema.Link{{Step: 3, Kept: 0, Similarity: 1}}
			docs[i].Cluster = 1
			docs[i].Reject = &schema.Reject{Step: 3, Rule: "duplicate", Kept: 1, Similarity: 1}
		}
	}
	return docs
}

// build writes the tables of documents and returns the folder.
func build(t testing.TB, o Options, docs []*schema.Doc) (string, []schema.ManifestTable, Totals) {
	t.Helper()
	dir := t.TempDir()
	tables, totals, err := buildIn(dir, o, docs, createFile)
	if err != nil {
		t.Fatal(err)
	}
	return dir, tables, totals
}

func buildIn(dir string, o Options, docs []*schema.Doc, open func(string) (file, error)) ([]schema.ManifestTable, Totals, error) {
	t, err := openTables(dir, o, open)
	if err != nil {
		return nil, Totals{}, err
	}
	defer t.Abort()
	for _, d := range docs {
		if err := t.Ledger(d); err != nil {
			return nil, Totals{}, err
		}
		if !d.Kept() {
			continue
		}
		if err := t.Data(d); err != nil {
			return nil, Totals{}, err
		}
	}
	return t.Close()
}

func tableOf(t testing.TB, tables []schema.ManifestTable, name string) schema.ManifestTable {
	t.Helper()
	for _, x := range tables {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("there is no table %s", name)
	return schema.ManifestTable{}
}

// rowsOf reads all rows of a table back, each as its logical bytes.
func rowsOf(t testing.TB, dir string, tab schema.ManifestTable) []string {
	t.Helper()
	var rows []string
	for _, f := range tab.Files {
		n := int64(0)
		err := ReadTable(filepath.Join(dir, f.Path), func(cols []schema.Column, row []schema.Value) error {
			var b []byte
			for i, v := range row {
				if v.IsNull() && !cols[i].Type.Nullable {
					return fmt.Errorf("column %s is null", cols[i].Name)
				}
				b = appendValue(b, v)
			}
			rows = append(rows, string(b))
			n++
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		if n != f.Rows {
			t.Errorf("%s: %d rows, the manifest says %d", f.Path, n, f.Rows)
		}
	}
	return rows
}

// wantData is what data/ must hold: the logical bytes of the kept documents, split by split.
func wantData(t testing.TB, o Options, docs []*schema.Doc) []string {
	t.Helper()
	var rows []string
	for split, name := range o.Splits {
		for _, d := range docs {
			if !d.Kept() || d.Split != split {
				continue
			}
			var b []byte
			for _, slot := range o.Layout.Export {
				b = appendValue(b, d.Values[slot])
			}
			cluster := schema.Value{}
			if d.Cluster > 0 {
				id, _ := o.ID(d.Cluster - 1)
				cluster = schema.StringValue(id)
			}
			rows = append(rows, string(appendValue(appendValue(b, cluster), schema.StringValue(name))))
		}
	}
	return rows
}

func TestRoundTrip(t *testing.T) {
	o := tableOptions()
	o.Parquet.ShardBytes = 100 << 10
	docs := randomDocs(1, 3000, o.Layout)
	dir, tables, totals := build(t, o, docs)
	want := wantData(t, o, docs)
	for _, name := range []string{"data", "arrow", "jsonl"} {
		tab := tableOf(t, tables, name)
		if got := rowsOf(t, dir, tab); !slices.Equal(got, want) {
			t.Errorf("%s: rows differ: %d, want %d", name, len(got), len(want))
		}
		if len(tab.Files) < 4 {
			t.Errorf("%s has %d files", name, len(tab.Files))
		}
	}
	if totals.Splits["train"]+totals.Splits["test"] != int64(len(want)) {
		t.Errorf("totals: %v", totals.Splits)
	}
	for _, tab := range tables {
		checkDescribed(t, dir, tab)
	}
}

// checkDescribed holds the files of a table against their description.
func checkDescribed(t *testing.T, dir string, tab schema.ManifestTable) {
	t.Helper()
	var paths []string
	for _, f := range tab.Files {
		full := filepath.Join(dir, f.Path)
		paths = append(paths, f.Path)
		b, err := os.ReadFile(full)
		if err != nil {
			t.Fatal(err)
		}
		if int64(len(b)) != f.Bytes || fileDigest(b) != f.SHA256 {
			t.Errorf("%s: size or digest differ from the manifest's", f.Path)
		}
		cols, rows, err := TableColumns(full)
		if err != nil || rows != f.Rows || len(cols) != len(tab.Columns) {
			t.Fatalf("%s: %d columns, %d rows, %v", f.Path, len(cols), rows, err)
		}
		for i, c := range cols {
			if c.Name != tab.Columns[i].Name || c.Type.String() != tab.Columns[i].Type {
				t.Errorf("%s: column %s %s, the manifest says %s %s", f.Path, c.Name, c.Type, tab.Columns[i].Name, tab.Columns[i].Type)
			}
		}
	}
	digest, rows, err := LogicalDigest(dir, paths)
	if err != nil || rows != tab.Rows || digest != tab.Logical {
		t.Errorf("%s: logical digest %s of %d rows, %v; the manifest says %s of %d", tab.Name, digest, rows, err, tab.Logical, tab.Rows)
	}
}

// folder returns all files below dir with their content.
func folder(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameBytesWithAnyWorkersAndMemory(t *testing.T) {
	o := tableOptions()
	o.Parquet.ShardBytes = 2 << 20
	docs := randomDocs(2, 30000, o.Layout)
	dir, first, _ := build(t, o, docs)
	want := folder(t, dir)
	for _, c := range []struct {
		workers, procs int
		memory         int64
	}{{1, 1, 256 << 20}, {7, 2, 2 << 30}, {3, 5, 1}} {
		o.Workers, o.Memory = c.workers, c.memory
		before := runtime.GOMAXPROCS(c.procs)
		dir, tables, _ := build(t, o, docs)
		runtime.GOMAXPROCS(before)
		got := folder(t, dir)
		if len(got) != len(want) {
			t.Errorf("%+v: %d files, want %d", c, len(got), len(want))
		}
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%+v: %s differs", c, name)
			}
		}
		a, _ := json.Marshal(first)
		b, _ := json.Marshal(tables)
		if !bytes.Equal(a, b) {
			t.Errorf("%+v: descriptions differ", c)
		}
	}
}

func TestNamesOfFiles(t *testing.T) {
	o := tableOptions()
	o.JSONL.Compression = "gzip"
	dir, _, _ := build(t, o, nil)
	var names []string
	for name := range folder(t, dir) {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{
		"arrow/test-00000-of-00001.arrow", "arrow/train-00000-of-00001.arrow",
		"data/test-00000-of-00001.parquet", "data/train-00000-of-00001.parquet",
		"jsonl/test-00000-of-00001.jsonl.gz", "jsonl/train-00000-of-00001.jsonl.gz",
		"ledger/clusters-00000-of-00001.parquet", "ledger/documents-00000-of-00001.parquet",
		"ledger/edits-00000-of-00001.parquet", "ledger/quarantine-00000-of-00001.parquet",
		"ledger/reads-00000-of-00001.parquet", "ledger/rejects-00000-of-00001.parquet",
	}
	if !slices.Equal(names, want) {
		t.Errorf("files of an empty release:\n%s", strings.Join(names, "\n"))
	}
}

func TestEmptyTables(t *testing.T) {
	for _, compression := range []string{"none", "gzip", "zstd"} {
		o := tableOptions()
		o.JSONL.Compression = compression
		dir, tables, _ := build(t, o, nil)
		for _, tab := range tables {
			checkDescribed(t, dir, tab)
			if tab.Rows != 0 {
				t.Errorf("%s has %d rows", tab.Name, tab.Rows)
			}
		}
	}
}

func TestEmptyStringIsNotNull(t *testing.T) {
	o := tableOptions()
	o.Splits = []string{"train"}
	r := rand.New(rand.NewPCG(3, 3))
	var docs []*schema.Doc
	for i, url := range []schema.Value{schema.StringValue(""), {}, schema.StringValue("x"), {}, schema.StringValue("")} {
		d := randomDoc(r, int64(i), o.Layout)
		d.Split, d.Values[schema.SlotURL] = -1, url
		docs = append(docs, d)
	}
	dir, tables, _ := build(t, o, docs)
	for _, name := range []string{"data", "arrow", "jsonl"} {
		var got []string
		err := ReadColumns(filepath.Join(dir, tableOf(t, tables, name).Files[0].Path), []string{"url", "id"}, func(_ []schema.Column, row []schema.Value) error {
			if row[0].IsNull() {
				got = append(got, "null")
				return nil
			}
			got = append(got, "'"+row[0].Str()+"'")
			return nil
		})
		if err != nil || strings.Join(got, " ") != "'' null 'x' null ''" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

func TestRowGroupsEndByRowsOrBytes(t *testing.T) {
	o := tableOptions()
	o.Splits, o.Arrow, o.JSONL = []string{"train"}, nil, nil
	r := rand.New(rand.NewPCG(4, 4))
	var docs []*schema.Doc
	for i := range groupRows + 3 {
		d := randomDoc(r, int64(i), o.Layout)
		d.Split, d.Values[schema.SlotText] = 0, schema.StringValue("short")
		d.Content = [32]byte{}
		docs = append(docs, d)
	}
	long := schema.StringValue(strings.Repeat("x", groupBytes/2))
	docs[groupRows+0].Values[schema.SlotText] = long
	docs[groupRows+1].Values[schema.SlotText] = long
	dir, tables, _ := build(t, o, docs)
	if got := groupSizes(t, filepath.Join(dir, tableOf(t, tables, "data").Files[0].Path)); !slices.Equal(got, []int64{groupRows, 2, 1}) {
		t.Errorf("data has row groups of %v", got)
	}
	if got := groupSizes(t, filepath.Join(dir, tableOf(t, tables, "ledger/documents").Files[0].Path)); !slices.Equal(got, []int64{groupRows, 3}) {
		t.Errorf("documents has row groups of %v", got)
	}
}

func groupSizes(t *testing.T, path string) []int64 {
	t.Helper()
	var sizes []int64
	err := withReader(path, func(r tableReader) error {
		for _, g := range r.(*parquetReader).file.RowGroups() {
			sizes = append(sizes, g.NumRows())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sizes
}

func TestErrorsNameColumnNotText(t *testing.T) {
	o := tableOptions()
	tab, err := OpenTables(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Abort()
	d := randomDoc(rand.New(rand.NewPCG(5, 5)), 4, o.Layout)
	d.Values[8] = schema.Value{}
	err = tab.Data(d)
	if err == nil || err.Error() != "document 4: write data: column words is int32, got null" {
		t.Errorf("error: %v", err)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	bad := map[string]func(*Options){
		"shard_bytes is 0":              func(o *Options) { o.Parquet.ShardBytes = 0 },
		"no split is declared":          func(o *Options) { o.Splits = nil },
		`ledger edits "some" is none`:   func(o *Options) { o.Edits = "some" },
		`ledger rejects "" is none`:     func(o *Options) { o.Rejects = "" },
		"parquet compression \"gzip\"":  func(o *Options) { o.Parquet.Compression = "gzip" },
		"arrow has no compression leve": func(o *Options) { o.Arrow.Level = "better" },
		"jsonl compression \"lz4\"":     func(o *Options) { o.JSONL.Compression = "lz4" },
		"unknown compression level":     func(o *Options) { o.Parquet.Level = "9" },
		"column id stands twice":        func(o *Options) { o.Layout.Export = append(o.Layout.Export, schema.SlotID) },
		"column nested: type list<list": func(o *Options) {
			o.Layout.Columns[8] = schema.Column{Name: "nested", Type: schema.ListOf(schema.ListOf(typeInt))}
		},
	}
	for want, change := range bad {
		o := tableOptions()
		change(&o)
		tab, err := OpenTables(t.TempDir(), o)
		if err == nil {
			tab.Abort()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

// failingFile lets a number of bytes through, then fails.
type failingFile struct {
	left *int
}

var errFull = errors.New("no space left on device")

func (f failingFile) Write(b []byte) (int, error) {
	if *f.left -= len(b); *f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}
func (f failingFile) Close() error { return nil }

func TestFullDiskIsAnError(t *testing.T) {
	o := tableOptions()
	docs := randomDocs(6, 200, o.Layout)
	for _, room := range []int{0, 4, 100, 5000, 20000} {
		left := room
		_, _, err := buildIn(t.TempDir(), o, docs, func(string) (file, error) { return failingFile{&left}, nil })
		if !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

func TestAbortLeavesNoSpillAndClosesForGood(t *testing.T) {
	o := tableOptions()
	dir := t.TempDir()
	tab, err := OpenTables(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range randomDocs(7, 100, o.Layout) {
		if err := tab.Ledger(d); err != nil {
			t.Fatal(err)
		}
	}
	tab.Abort()
	tab.Abort()
	for name := range folder(t, dir) {
		if strings.Contains(name, "spill") {
			t.Errorf("%s is left", name)
		}
	}
	if err := tab.Data(randomDocs(7, 1, o.Layout)[0]); !errors.Is(err, errClosed) {
		t.Errorf("after Abort: %v", err)
	}
	if _, _, err := tab.Close(); !errors.Is(err, errClosed) {
		t.Errorf("Close after Abort: %v", err)
	}
}

func fileDigest(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func TestSpillingChangesNoByte(t *testing.T) {
	o := tableOptions()
	docs := randomDocs(8, 6000, o.Layout)
	dir, _, _ := build(t, o, docs)
	want := folder(t, dir)
	small := t.TempDir()
	tab, err := OpenTables(small, o)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Abort()
	tab.o.Memory = 600 << 10 // far below what OpenTables allows
	for _, d := range docs {
		if err := tab.Ledger(d); err != nil {
			t.Fatal(err)
		}
		if !d.Kept() {
			continue
		}
		if err := tab.Data(d); err != nil {
			t.Fatal(err)
		}
	}
	if tab.spillEnd == 0 {
		t.Error("nothing was spilled")
	}
	if _, _, err := tab.Close(); err != nil {
		t.Fatal(err)
	}
	got := folder(t, small)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s differs", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, want %d", len(got), len(want))
	}
}
