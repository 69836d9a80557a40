package export

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/tamis-data/tamis/schema"
)

func TestReadColumnsByName(t *testing.T) {
	o := tableOptions()
	docs := randomDocs(20, 400, o.Layout)
	dir, tables, _ := build(t, o, docs)
	for _, name := range []string{"data", "arrow", "jsonl"} {
		path := filepath.Join(dir, tableOf(t, tables, name).Files[0].Path)
		stop := errors.New("enough")
		n := 0
		err := ReadColumns(path, []string{"marks", "id"}, func(cols []schema.Column, row []schema.Value) error {
			if len(cols) != 2 || cols[0].Name != "marks" || cols[1].Type.String() != "string" || len(row) != 2 || row[1].IsNull() {
				t.Fatalf("%s: columns %v", name, cols)
			}
			if n++; n == 3 {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || n != 3 {
			t.Errorf("%s: %d rows, %v", name, n, err)
		}
		if err := ReadColumns(path, []string{"nobody"}, nil); err == nil || !strings.Contains(err.Error(), "no column nobody") {
			t.Errorf("%s: unknown column: %v", name, err)
		}
	}
	if err := ReadTable(filepath.Join(dir, "notes.csv"), nil); !errors.Is(err, errUnknownTable) {
		t.Errorf("unknown format: %v", err)
	}
}

func TestDamagedFilesAreErrors(t *testing.T) {
	o := tableOptions()
	o.Splits = []string{"train"}
	docs := randomDocs(21, 500, o.Layout)
	for _, d := range docs {
		d.Split = 0
	}
	dir, tables, _ := build(t, o, docs)
	rel := tableOf(t, tables, "data").Files[0].Path
	path := filepath.Join(dir, rel)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(22, 22))
	silent := 0
	want := tableOf(t, tables, "data").Logical
	for range 300 {
		b := append([]byte(nil), whole...)
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		digest, _, err := LogicalDigest(dir, []string{rel})
		if err == nil && digest != want {
			silent++
		}
	}
	// A frame's checksum finds damage in the values; levels and headers have Parquet's CRC alone,
	// which parquet-go does not check. Verify has the digest of the file.
	if silent > 30 {
		t.Errorf("%d of 300 flipped bits were read as other values without an error", silent)
	}
	for n := range 60 {
		if err := os.WriteFile(path, whole[:len(whole)*n/60], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := LogicalDigest(dir, []string{rel}); err == nil {
			t.Errorf("cut at %d of 60: no error", n)
		}
	}
}

func TestFooterSaysWhatDesignAsks(t *testing.T) {
	o := tableOptions()
	o.Splits = []string{"train"}
	var docs []*schema.Doc
	for i := range 300 {
		docs = append(docs, plainDoc(o, int64(i), "text of a document"))
	}
	dir, tables, _ := build(t, o, docs)
	f, err := os.Open(filepath.Join(dir, tableOf(t, tables, "data").Files[0].Path))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, _ := f.Stat()
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	meta := file.Metadata()
	if meta.CreatedBy != "tamis" || len(meta.KeyValueMetadata) != 1 || meta.KeyValueMetadata[0].Key != "tamis.schema" || meta.KeyValueMetadata[0].Value != "1" {
		t.Errorf("created by %q, metadata %v", meta.CreatedBy, meta.KeyValueMetadata)
	}
	id, source := meta.RowGroups[0].Columns[0].MetaData, meta.RowGroups[0].Columns[schema.SlotSource].MetaData
	if string(id.Statistics.MinValue) != "doc/0" || string(id.Statistics.MaxValue) != "doc/99" {
		t.Errorf("bounds of id: %q %q", id.Statistics.MinValue, id.Statistics.MaxValue)
	}
	if source.DictionaryPageOffset == 0 || id.DictionaryPageOffset != 0 {
		t.Errorf("dictionaries: source at %d, id at %d", source.DictionaryPageOffset, id.DictionaryPageOffset)
	}
	for _, path := range [][]string{{"tags", "list", "element"}, {"spans", "list", "element", "start"}, {"marks", "list", "element", "by"}} {
		if _, ok := file.Schema().Lookup(path...); !ok {
			t.Errorf("there is no column %v", path)
		}
	}
}

func TestLongTextsHaveNoBounds(t *testing.T) {
	c := newColumn("text", schema.Type{Kind: schema.String}, false)
	for _, s := range []string{"b", "", "a"} {
		_, _ = c.addText(s, nil)
	}
	if lo, hi := bounds(c); lo == nil || string(lo) != "" || string(hi) != "b" {
		t.Errorf("bounds %q %q", lo, hi)
	}
	_, _ = c.addText(strings.Repeat("z", 64), nil)
	if lo, hi := bounds(c); lo != nil || hi != nil {
		t.Errorf("bounds of long texts %q %q", lo, hi)
	}
}

// FuzzJSONString holds the escaping against encoding/json.
func FuzzJSONString(f *testing.F) {
	for _, s := range []string{"", "a\"b\\c", "\x00\x1f\x7f", "<b>&amp;</b>", "\u2028", "漢😀\r\n\t"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		var back string
		if err := json.Unmarshal(appendJSONString(nil, []byte(s)), &back); err != nil || back != s {
			t.Errorf("%q came back as %q, %v", s, back, err)
		}
	})
}

// FuzzNumbersInJSON: every float and every time comes back as it was.
func FuzzNumbersInJSON(f *testing.F) {
	for _, n := range []int64{0, -1, 1, math.MaxInt64, math.MinInt64, 253402300800000000, -62167219200000001, 1e15 + 1} {
		f.Add(n, math.Float64frombits(uint64(n)))
	}
	f.Fuzz(func(t *testing.T, micros int64, x float64) {
		raw := appendJSONNumber(nil, schema.Time, uint64(micros))
		v, err := jsonValue(raw, schema.Type{Kind: schema.Time})
		if err != nil || v.Int() != micros {
			t.Errorf("time %d (%v) as %s came back as %d, %v", micros, time.UnixMicro(micros).UTC(), raw, v.Int(), err)
		}
		want := schema.FloatValue(x)
		if want.IsNull() {
			return
		}
		raw = appendJSONNumber(nil, schema.Float, numOf(want))
		if v, err := jsonValue(raw, typeFloat); err != nil || v.Float() != want.Float() {
			t.Errorf("float %v as %s came back as %v, %v", x, raw, v.Float(), err)
		}
	})
}

// FuzzReadParquet: whatever the bytes, an answer and no panic. Minimizing takes Go's engine long here:
// run it with -fuzzminimizetime 1x.
func FuzzReadParquet(f *testing.F) {
	o := tableOptions()
	o.Parquet.Compression = "none"
	dir, tables, _ := build(f, o, randomDocs(23, 3, o.Layout))
	for _, tab := range tables {
		b, err := os.ReadFile(filepath.Join(dir, tab.Files[0].Path))
		if err != nil {
			f.Fatal(err)
		}
		if strings.HasSuffix(tab.Files[0].Path, ".parquet") {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<16 {
			return
		}
		path := filepath.Join(t.TempDir(), "train-00000-of-00001.parquet")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_ = ReadTable(path, func([]schema.Column, []schema.Value) error { return nil })
	})
}
