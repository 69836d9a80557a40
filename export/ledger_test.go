package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tamis-data/tamis/schema"
)

// plainDoc is a document with the text given and nothing else of note.
func plainDoc(o Options, ord int64, text string) *schema.Doc {
	d := randomDoc(rand.New(rand.NewPCG(1, uint64(ord))), ord, o.Layout)
	d.Values[schema.SlotText] = schema.StringValue(text)
	d.Values[schema.SlotTitle] = schema.Value{}
	d.Split, d.Read.Undecodable, d.Read.Charset, d.Read.CharsetFrom = 0, nil, "", ""
	d.Content = sha256.Sum256([]byte(text))
	return d
}

// lines prints the named columns of a table, one row a line.
func lines(t *testing.T, dir string, tables []schema.ManifestTable, name string, columns ...string) string {
	t.Helper()
	var out []string
	for _, f := range tableOf(t, tables, name).Files {
		err := ReadColumns(filepath.Join(dir, f.Path), columns, func(_ []schema.Column, row []schema.Value) error {
			var cells []string
			for _, v := range row {
				cells = append(cells, cellString(v))
			}
			out = append(out, strings.Join(cells, " "))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(out, "\n")
}

func cellString(v schema.Value) string {
	switch v.Kind() {
	case schema.Null:
		return "null"
	case schema.String:
		return fmt.Sprintf("%q", v.Str())
	case schema.Float:
		return fmt.Sprint(v.Float())
	case schema.List, schema.Struct:
		var cells []string
		for _, e := range v.List() {
			cells = append(cells, cellString(e))
		}
		return "[" + strings.Join(cells, " ") + "]"
	}
	return fmt.Sprint(v.Int())
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
	}
}

func TestDocumentsSayWhatHappened(t *testing.T) {
	o := tableOptions()
	kept := plainDoc(o, 1, "one two")
	kept.Values[schema.SlotTitle], kept.TitleContent = schema.StringValue("T"), sha256.Sum256([]byte("T"))
	short := plainDoc(o, 2, "three")
	short.Reject = &schema.Reject{Step: 1, Rule: "min_words", Value: 1, Threshold: 2, HasValue: true, Detail: "too short"}
	twin := plainDoc(o, 3, "one two")
	twin.Cluster, twin.Links = 2, []schema.Link{{Step: 3, Kept: 1, Similarity: 1}}
	twin.Reject = &schema.Reject{Step: 3, Rule: "duplicate", Kept: 2, Similarity: 1}
	twin.Values[14] = schema.Value{}
	again := plainDoc(o, 4, "")
	again.Reject = &schema.Reject{Step: -1, Rule: "read.repeated-id", Kept: 2}
	dir, tables, _ := build(t, o, []*schema.Doc{kept, short, twin, again})
	expect(t, "documents", lines(t, dir, tables, "ledger/documents", "doc", "outcome", "step", "rule", "value", "threshold", "detail", "kept_id", "similarity", "cluster", "split", "bytes_in", "bytes_out", "quality__words"), strings.TrimSpace(`
1 "kept" null null null null null null null null "train" 7 7 `+fmt.Sprint(kept.Values[14].Int())+`
2 "rejected" "quality" "min_words" 1 2 "too short" null null null null 5 0 `+fmt.Sprint(short.Values[14].Int())+`
3 "rejected" "dedupe.exact" "duplicate" null null null "doc/1" 1 "doc/1" null 7 0 null
4 "rejected" "read" "read.repeated-id" null null null "doc/1" 0 null null 0 0 `+fmt.Sprint(again.Values[14].Int())))
	sum := func(s string) string {
		x := sha256.Sum256([]byte(s))
		return fmt.Sprintf("%q", hex.EncodeToString(x[:]))
	}
	expect(t, "digests", lines(t, dir, tables, "ledger/documents", "original_sha256", "title_original_sha256"), strings.Join([]string{
		sum("one two") + " " + sum("T"), sum("three") + " null", sum("one two") + " null", sum("") + " null"}, "\n"))
	expect(t, "clusters", lines(t, dir, tables, "ledger/clusters", "doc", "id", "kept_id", "step", "similarity", "cluster"),
		`3 "doc/3" "doc/1" "dedupe.exact" 1 "doc/1"`)
	expect(t, "rejects", lines(t, dir, tables, "ledger/rejects", "id", "text", "cluster", "split"),
		"\"doc/2\" \"three\" null null\n\"doc/3\" \"one two\" \"doc/1\" null\n\"doc/4\" \"\" null null")
}

func TestReadsAndQuarantine(t *testing.T) {
	o := tableOptions()
	dir := t.TempDir()
	tab, err := OpenTables(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	d := plainDoc(o, 1, "x")
	d.Read.Charset, d.Read.CharsetFrom, d.Read.Undecodable = "koi8-r", "detected", []schema.Undecodable{{Start: 104, Bytes: "\xff\x00"}}
	for _, err := range []error{
		tab.Ledger(d), tab.Ledger(plainDoc(o, 2, "y")), tab.Data(d),
		tab.Quarantine(schema.Place{File: 0, Start: 5, End: 9, Line: 2, Reason: "not JSON"}),
		tab.Quarantine(schema.Place{File: 1, Start: 0, End: 40, Rows: 40, BytesUnread: 7, Reason: "row group is damaged"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := tab.Quarantine(schema.Place{File: 2}); err == nil {
		t.Error("a place in a file that is not there: no error")
	}
	tables, _, err := tab.Close()
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "reads", lines(t, dir, tables, "ledger/reads", "doc", "file", "byte_start", "byte_end", "reader", "charset", "charset_from", "method", "undecodable"),
		"1 \"in/b.jsonl\" 100 190 \"jsonl 1\" \"koi8-r\" \"detected\" \"line\" [[104 \"ff00\"]]\n2 \"in/a.jsonl\" 200 290 \"jsonl 1\" null null \"line\" []")
	expect(t, "quarantine", lines(t, dir, tables, "ledger/quarantine", "file", "byte_start", "byte_end", "line", "rows", "bytes_unread", "reason"),
		"\"in/a.jsonl\" 5 9 2 0 0 \"not JSON\"\n\"in/b.jsonl\" 0 40 null 40 7 \"row group is damaged\"")
}

// editedDoc went through two steps: the first took a zero-width space, the second a mail address.
func editedDoc(t *testing.T, o Options, ord int64) *schema.Doc {
	t.Helper()
	d := plainDoc(o, ord, "é\u200b write to ann@host.example today")
	for i, do := range []func(*schema.Edits){
		func(e *schema.Edits) { e.Cut(2, 5, 1) },
		func(*schema.Edits) {},
		func(e *schema.Edits) { e.Replace(12, 28, "<mail>", 0) },
	} {
		d.Begin(o.Layout, i, new(schema.Scratch))
		e := d.Edit(schema.SlotText)
		do(e)
		if err := d.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestEditsByMode(t *testing.T) {
	first := `1 "text" 0 "clean.unicode" "zero-width" 2 1 2 1 3 1 0 0 "\u200b" ""`
	private := `1 "text" 1 "redact.pattern" "mail" 15 12 12 11 16 16 6 6 null "<mail>"`
	for mode, want := range map[string]string{"full": first + "\n" + private, "private": private, "counts": ""} {
		o := tableOptions()
		o.Edits, o.Private = mode, true
		dir, tables, totals := build(t, o, []*schema.Doc{editedDoc(t, o, 1), plainDoc(o, 2, "nothing")})
		expect(t, "edits "+mode, lines(t, dir, tables, "ledger/edits", "doc", "column", "seq", "step", "kind", "start", "char_start", "out_start", "out_char_start",
			"removed_bytes", "removed_chars", "inserted_bytes", "inserted_chars", "removed", "inserted"), want)
		expect(t, "digests of a private recipe", lines(t, dir, tables, "ledger/documents", "original_sha256", "title_original_sha256"), "null null\nnull null")
		if got := totals.Edits[0]["zero-width"]; got != (schema.EditTotals{Rows: 1, Removed: 3}) {
			t.Errorf("%s: zero-width totals %+v", mode, got)
		}
		if got := totals.Edits[2]["mail"]; got != (schema.EditTotals{Rows: 1, Removed: 16, Inserted: 6}) {
			t.Errorf("%s: mail totals %+v", mode, got)
		}
		for name, content := range folder(t, dir) {
			if bytes.Contains([]byte(content), []byte("ann@host")) {
				t.Errorf("%s: %s gives the address away", mode, name)
			}
		}
		want := `"é write to <mail> today"` + "\n" + `"nothing"`
		expect(t, "text", lines(t, dir, tables, "data", "text"), want)
	}
}

func TestCoarseRow(t *testing.T) {
	o := tableOptions()
	o.Layout.EditCap = 4
	d := plainDoc(o, 1, "a b c d e f g h")
	d.Begin(o.Layout, 0, new(schema.Scratch))
	e := d.Edit(schema.SlotText)
	for i := 1; i < 15; i += 2 {
		e.Cut(i, i+1, 0)
	}
	if err := d.Apply(e); err != nil {
		t.Fatal(err)
	}
	dir, tables, totals := build(t, o, []*schema.Doc{d})
	expect(t, "edits", lines(t, dir, tables, "ledger/edits", "step", "kind", "removed", "inserted"), `null "coarse" " b c d e f g " "bcdefg"`)
	if totals.Coarse != 1 {
		t.Errorf("coarse %d", totals.Coarse)
	}
}

func TestRejectsBecomeASampleBeyondTheLimit(t *testing.T) {
	o := tableOptions()
	var docs []*schema.Doc
	for i := range 2600 {
		d := plainDoc(o, int64(i), strings.Repeat("x", 100))
		rule := []string{"long", "short"}[i%13/12] // 2,400 and 200 documents
		d.Reject = &schema.Reject{Step: 1, Rule: rule}
		docs = append(docs, d)
	}
	for _, c := range []struct {
		mode  string
		limit int64
		want  string
		rows  int
	}{{"full", 260_000, "full", 2600}, {"full", 259_999, "sample", 1200}, {"full", 1, "sample", 1200}, {"sample", 0, "sample", 1200}, {"none", 0, "none", 0}} {
		o.Rejects, o.RejectText = c.mode, c.limit
		dir, tables, totals := build(t, o, docs)
		got := strings.Fields(lines(t, dir, tables, "ledger/rejects", "id"))
		if totals.Rejects != c.want || len(got) != c.rows {
			t.Errorf("%+v: became %s with %d rows", c, totals.Rejects, len(got))
		}
		if c.want == "sample" {
			expect(t, "sample", strings.Join(got, "\n"), strings.Join(sampleSlow(docs), "\n"))
		}
		for name := range folder(t, dir) {
			if strings.Contains(name, "spill") {
				t.Errorf("%s is left", name)
			}
		}
	}
}

// sampleSlow sorts all documents of each rule by hash and takes the first 1,000.
func sampleSlow(docs []*schema.Doc) []string {
	byRule := map[string][]*schema.Doc{}
	for _, d := range docs {
		byRule[d.Reject.Rule] = append(byRule[d.Reject.Rule], d)
	}
	hash := func(d *schema.Doc) []byte {
		h := sha256.Sum256([]byte("tamis/reject\x00" + d.Str(schema.SlotID)))
		return h[:]
	}
	var in []*schema.Doc
	for _, list := range byRule {
		slices.SortFunc(list, func(a, b *schema.Doc) int { return bytes.Compare(hash(a), hash(b)) })
		in = append(in, list[:min(1000, len(list))]...)
	}
	slices.SortFunc(in, func(a, b *schema.Doc) int { return int(a.Ord - b.Ord) })
	var ids []string
	for _, d := range in {
		ids = append(ids, fmt.Sprintf("%q", d.Str(schema.SlotID)))
	}
	return ids
}

// TestManySplitsStayWithinMemory writes to 30 splits at once, 6 MB of open row group each.
func TestManySplitsStayWithinMemory(t *testing.T) {
	o := tableOptions()
	o.Arrow, o.JSONL, o.Memory = nil, nil, 64<<20
	o.Splits = nil
	for i := range 30 {
		o.Splits = append(o.Splits, fmt.Sprintf("s%02d", i))
	}
	text := strings.Repeat("spill ", 100<<10/6)
	d := plainDoc(o, 1, text)
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // what is live, not what waits for the collector
	peak := watchHeap(t)
	tab, err := OpenTables(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Abort()
	for i := range 30 * 60 {
		d.Ord, d.Split, d.Values[schema.SlotID] = int64(i), i%30, schema.StringValue(fmt.Sprint(i))
		if err := tab.Data(d); err != nil {
			t.Fatal(err)
		}
	}
	if tab.spillEnd == 0 {
		t.Error("nothing was spilled")
	}
	tables, _, err := tab.Close()
	if err != nil {
		t.Fatal(err)
	}
	if n := tableOf(t, tables, "data").Rows; n != 30*60 {
		t.Errorf("%d rows", n)
	}
	if got := peak(); got > o.Memory*3/2 {
		t.Errorf("the heap grew to %d MiB with a budget of %d", got>>20, o.Memory>>20)
	}
}

// TestRowGroupsInFlightAreBounded brings text faster than it can be compressed.
func TestRowGroupsInFlightAreBounded(t *testing.T) {
	o := tableOptions()
	o.Splits, o.Memory, o.Arrow = []string{"train"}, 128<<20, nil
	d := plainDoc(o, 1, randomText(rand.New(rand.NewPCG(5, 6)), 600_000))
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	peak := watchHeap(t)
	tab, err := OpenTables(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Abort()
	for i := range 90 {
		d.Ord, d.Values[schema.SlotID] = int64(i), schema.StringValue(fmt.Sprint(i))
		if err := tab.Data(d); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := tab.Close(); err != nil {
		t.Fatal(err)
	}
	if got := peak(); got > o.Memory*5/4 {
		t.Errorf("the heap grew to %d MiB with a budget of %d", got>>20, o.Memory>>20)
	}
}

// watchHeap samples what the garbage collector last found alive until the function it returns is called, which
// gives the peak. Garbage that waits for a busy machine to collect it is not counted.
func watchHeap(t *testing.T) func() int64 {
	t.Helper()
	var peak atomic.Int64
	stop, done := make(chan struct{}), make(chan struct{})
	runtime.GC()
	base := liveHeap()
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				peak.Store(max(peak.Load(), liveHeap()-base))
			}
		}
	}()
	return func() int64 { close(stop); <-done; return peak.Load() }
}

func liveHeap() int64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	return int64(s[0].Value.Uint64())
}

func TestNothingOfADocumentIsKept(t *testing.T) {
	o := tableOptions()
	tab, err := OpenTables(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Abort()
	gone := make(chan struct{})
	func() {
		d := plainDoc(o, 1, strings.Repeat("kept? ", 1000))
		runtime.AddCleanup(d, func(struct{}) { close(gone) }, struct{}{})
		if err := tab.Ledger(d); err != nil {
			t.Fatal(err)
		}
		if err := tab.Data(d); err != nil {
			t.Fatal(err)
		}
	}()
	for range 3000 { // some rounds do, however busy the machine is
		runtime.GC()
		select {
		case <-gone:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the document is still reachable")
}
