package export

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// fixture describes a small release: documents with edits of two steps, one of them private where
// wanted, a rejected short one and a rejected copy in every ten, two splits, a place in quarantine.
type fixture struct {
	behind  int64 // a duplicate names so many before the one that was kept for it
	n       int
	private bool
	shuffle bool
	formats bool // arrow and jsonl too
	word    string
	edits   string // "" for full
	rejects string
	subsets string // "" for none, words, or what is wrong with them
	copies  string // "" for none, two of every fifth document: good, or what is wrong with them
	shard   int64  // bytes of a shard; 0: 4 KiB
	order   string // that the rows are said to have; they stand in that of the sources, which is that of their ids
}

const fixtureSteps = 4

func (f fixture) layout() *schema.Layout {
	cols := append(schema.BuiltinColumns(),
		schema.Column{Name: "words", Type: schema.Type{Kind: schema.Int64}, Doc: "Words of the text."},
		schema.Column{Name: "short__words", Type: schema.Type{Kind: schema.Float, Nullable: true}, Metric: true})
	slots := []int{0, 1, 2, 3, 4, 5, 6, 7}
	if f.copies != "" {
		slots = append(slots, len(cols))
		cols = append(cols, schema.Column{Name: schema.CopyColumn, Type: schema.Type{Kind: schema.Int32}, Copy: true})
	}
	return &schema.Layout{
		Columns: cols,
		Steps: []schema.StepInfo{{Name: "spacing", Kinds: []string{"space"}}, {Name: "phones", Private: f.private, Kinds: []string{"phone"}},
			{Name: "short"}, {Name: "copies"}},
		Export: slots,
	}
}

// text returns the original of document i; every tenth is a copy of the one before it, and every
// tenth is short.
func (f fixture) text(i int) string {
	switch i % 10 {
	case 7:
		return "short"
	case 8:
		i--
		return fmt.Sprintf("the %s copied from number %d,  with two spaces", f.word, i-i%10)
	case 9:
		return fmt.Sprintf("the %s copied from number %d,  with two spaces", f.word, i-i%10)
	case 3:
		return fmt.Sprintf("a clean sentence about the %s and number %d", f.word, i)
	}
	return fmt.Sprintf("some  %s é 漢 and  call 555-01%02d now,\nnumber %d", f.word, i%100, i)
}

// doc makes document i as the chain leaves it.
func (f fixture) doc(l *schema.Layout, i int) *schema.Doc {
	text := f.text(i)
	d := &schema.Doc{Ord: int64(i), Split: i % 3 % 2, Content: sha256.Sum256([]byte(text)), Values: make([]schema.Value, len(l.Columns))}
	d.Values[schema.SlotID] = schema.StringValue(fmt.Sprintf("news/%04d", i))
	if f.copies == "borrowed" && i == 17 {
		d.Values[schema.SlotID] = schema.StringValue("news/0010-2")
	}
	d.Values[schema.SlotText] = schema.StringValue(text)
	d.Values[schema.SlotSource] = schema.StringValue("news")
	d.Values[schema.SlotOrigin] = schema.StringValue(fmt.Sprintf("news.jsonl#%d", i))
	if i%4 == 0 {
		title := fmt.Sprintf("Title  %d", i)
		d.TitleContent = sha256.Sum256([]byte(title))
		d.Values[schema.SlotTitle] = schema.StringValue(title)
	}
	d.Read = schema.Read{Start: int64(i) * 100, End: int64(i)*100 + 90, Reader: "jsonl/1", Method: "line"}
	f.chain(l, d, i)
	if f.copies != "" && i%5 == 0 {
		d.Copies = 2
	}
	return d
}

func (f fixture) chain(l *schema.Layout, d *schema.Doc, i int) {
	scratch := &schema.Scratch{}
	replace := func(step int, old, with string) {
		d.Begin(l, step, scratch)
		for _, slot := range []int{schema.SlotText, schema.SlotTitle} {
			text := d.Str(slot)
			e := d.Edit(slot)
			for at := 0; ; {
				j := strings.Index(text[at:], old)
				if j < 0 {
					break
				}
				e.Replace(at+j, at+j+len(old)+len("00")*step, with, 0)
				at += j + len(old) + len("00")*step
			}
			if e.Len() > 0 {
				if err := d.Apply(e); err != nil {
					panic(err)
				}
			}
		}
	}
	replace(0, "  ", " ")
	replace(1, "555-01", "<phone>")
	words := int64(len(strings.Fields(d.Text())))
	d.Set(schema.SlotFirst, schema.Int64Value(words))
	d.Set(schema.SlotFirst+1, schema.FloatValue(float64(words)))
	d.Begin(l, 2, scratch)
	if words < 3 {
		d.Drop(schema.Reject{Rule: "words", Value: float64(words), Threshold: 3, HasValue: true})
	}
	d.Begin(l, 3, scratch)
	if i%10 == 9 {
		d.Cluster = int64(i) // 1 + the ordinal of the one before
		d.Links = []schema.Link{{Step: 3, Kept: int64(i) - 1, Similarity: 1}}
		d.Drop(schema.Reject{Rule: "duplicate", Kept: max(int64(i)-f.behind, 0), Similarity: 1})
	}
}

func (f fixture) options(l *schema.Layout) Options {
	o := Options{
		Layout: l, Splits: []string{"test", "train"}, Parquet: Physical{Compression: "zstd", ShardBytes: 4 << 10},
		Edits: "full", Rejects: "full", Private: f.private, Files: []string{"news.jsonl"}, Workers: 1, Memory: 64 << 20,
		ID: func(ord int64) (string, error) { return fmt.Sprintf("news/%04d", ord), nil },
	}
	o.Order = f.order
	if f.shard > 0 {
		o.Parquet.ShardBytes = f.shard
	}
	if f.subsets != "" {
		o.Subsets = "words"
	}
	if f.edits != "" {
		o.Edits = f.edits
	}
	if f.rejects != "" {
		o.Rejects = f.rejects
	}
	if f.formats {
		o.Arrow, o.JSONL = &Physical{Compression: "zstd", ShardBytes: 4 << 10}, &Physical{Compression: "gzip", ShardBytes: 4 << 10}
	}
	return o
}

// tables writes the fixture's tables into a folder and returns the manifest that describes them.
func (f fixture) tables(t testing.TB, dir string) *schema.Manifest {
	t.Helper()
	l := f.layout()
	o := f.options(l)
	tab, err := OpenTables(dir, o)
	must(t, err)
	var kept []*schema.Doc
	for i := range f.n {
		d := f.doc(l, i)
		must(t, tab.Ledger(d))
		if d.Kept() {
			kept = append(kept, d)
		}
	}
	if f.shuffle {
		slices.SortFunc(kept, func(a, b *schema.Doc) int { return strings.Compare(hexSum(a.Text()), hexSum(b.Text())) })
	}
	f.data(t, tab, kept)
	must(t, tab.Quarantine(schema.Place{Start: int64(f.n) * 100, End: int64(f.n)*100 + 7, Line: 3, Reason: "not JSON"}))
	list, totals, err := tab.Close()
	must(t, err)
	return f.manifest(list, totals)
}

// data writes the kept documents, subset by subset where there are some.
func (f fixture) data(t testing.TB, tab *Tables, kept []*schema.Doc) {
	t.Helper()
	words := func(d *schema.Doc) schema.Value { return d.Values[schema.SlotFirst] }
	if f.subsets != "" {
		slices.SortStableFunc(kept, func(a, b *schema.Doc) int {
			return cmp.Or(cmp.Compare(words(a).Int(), words(b).Int()), cmp.Compare(a.Split, b.Split))
		})
	}
	last := int64(-1)
	for i, d := range kept {
		if n := words(d).Int(); f.subsets != "" && n != last {
			last = n
			switch name := SubsetName(words(d)); {
			case f.subsets == "wrong" && i > 0:
				must(t, tab.Subset("1"+name))
			case f.subsets == "hidden":
				must(t, tab.Subset(HiddenSubset(0, d.Ord)))
			default:
				must(t, tab.Subset(name))
			}
		} else if f.subsets == "twice" && i == len(kept)-1 {
			must(t, tab.Subset(HiddenSubset(0, d.Ord)))
		}
		f.rows(t, tab, d)
	}
}

// rows writes a document's row and those of its copies.
func (f fixture) rows(t testing.TB, tab *Tables, d *schema.Doc) {
	t.Helper()
	if f.copies == "" {
		must(t, tab.Data(d))
		return
	}
	id, source := d.Str(schema.SlotID), d.Values[schema.SlotSource]
	for n := range 1 + d.Copies {
		number := n + 1
		switch {
		case n == 0 && d.Ord == 10 && f.copies == "own":
			number = 4
		case n == 1 && d.Ord == 10 && f.copies == "values":
			d.Set(schema.SlotSource, schema.StringValue("elsewhere"))
		case n == 2 && d.Ord == 10 && f.copies == "lost":
			continue
		}
		d.Set(schema.SlotFirst+2, schema.Int32Value(int32(number)))
		if number > 1 {
			d.Set(schema.SlotID, schema.StringValue(fmt.Sprintf("%s-%d", id, number)))
		}
		must(t, tab.Data(d))
		d.Set(schema.SlotID, schema.StringValue(id))
		d.Set(schema.SlotSource, source)
	}
}

func (f fixture) manifest(list []schema.ManifestTable, totals Totals) *schema.Manifest {
	n := int64(f.n)
	m := &schema.Manifest{
		Title: "Two \"news\" | of the day", License: "CC0-1.0", Description: "Documents made for a test.", Language: "en",
		Tool: "0.1.0", Writers: map[string]string{"zstd": "1"}, Fingerprint: digestOf([]byte(fmt.Sprint(f))), Private: f.private,
		Sources: []schema.ManifestSource{{Name: "news", License: "CC0-1.0"}}, Inputs: []schema.ManifestInput{{Path: "news.jsonl"}},
		Tables: list, Ledger: schema.ManifestLedger{Edits: "full", Rejects: totals.Rejects, Coarse: totals.Coarse},
	}
	if f.edits != "" {
		m.Ledger.Edits = f.edits
	}
	rejected := []map[string]int64{{}, {}, {"words": 0}, {"duplicate": 0}}
	for i := range f.n {
		switch i % 10 {
		case 7:
			rejected[2]["words"]++
		case 9:
			rejected[3]["duplicate"]++
		}
	}
	in := n
	for i, s := range f.layout().Steps {
		step := schema.ManifestStep{Name: s.Name, Transform: "test." + s.Name, Version: 1, Args: map[string]any{"n": i}, In: in, Rejected: rejected[i], Edits: totals.Edits[i]}
		for _, k := range rejected[i] {
			in -= k
		}
		step.Kept = in
		m.Steps = append(m.Steps, step)
	}
	m.Accounting = schema.Accounting{
		Read: n, Kept: in, Rejected: n - in, InputBytes: n*100 + 7, DocumentBytes: n * 90, FramingBytes: n * 10,
		QuarantineBytes: 7, Places: 1, Splits: totals.Splits,
	}
	if f.copies != "" {
		f.account(&m.Accounting)
	}
	return m
}

// account counts the copies.
func (f fixture) account(a *schema.Accounting) {
	l := f.layout()
	for i := range f.n {
		if d := f.doc(l, i); d.Kept() {
			a.Copies += d.Copies
			a.Kept += d.Copies
			a.CopiedBytes += d.Copies * int64(len(d.Text()))
		}
	}
}

var fixtureCard = Card{Summaries: map[string]string{"test.spacing": "One space for several"}, PrivateSteps: []string{"phones"}}

// release publishes the fixture below out and returns its folder.
func (f fixture) release(t testing.TB, out, name, version string) string {
	t.Helper()
	s, err := NewStage(Disk{}, out, name, version)
	must(t, err)
	m := f.tables(t, s.Dir())
	_, err = s.Finish(m, []byte("tamis: 1\n"), fixtureCard)
	must(t, err)
	dir, err := s.Publish()
	must(t, err)
	return dir
}

// clean fails unless the release verifies without a word.
func clean(t testing.TB, dir string, o VerifyOptions) *Report {
	t.Helper()
	r, err := Verify(dir, o)
	must(t, err)
	if !r.OK() {
		t.Fatalf("verify %s: %v", filepath.Base(dir), r.Problems)
	}
	return r
}

func slurp(t testing.TB, elements ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elements...))
	must(t, err)
	return string(b)
}
