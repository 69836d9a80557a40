package export

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// TestLogicalDigestByHand writes the definition out for two rows.
func TestLogicalDigestByHand(t *testing.T) {
	long := strings.Repeat("x", 65)
	sum := sha256.Sum256([]byte(long))
	le32 := func(n int) string { return string(binary.LittleEndian.AppendUint32(nil, uint32(n))) }
	le64 := func(n uint64) string { return string(binary.LittleEndian.AppendUint64(nil, n)) }
	text := func(s string) string { return le32(len(s)) + s }
	rows := "\x05\x02id" + "\x06" + string(sum[:]) + "\x00" + "\x02" + "\x03" + le64(uint64(1<<64-5)) + "\x04" + le64(math.Float64bits(0.5)) +
		"\x07" + le32(2) + "\x08" + "\x03" + le64(7) + "\x05\x00" + "\x00" +
		"\x05\x00" + "\x05\x40" + long[:64] + "\x05\x01y" + "\x01" + "\x03" + le64(0) + "\x04" + le64(0) + "\x07" + le32(0)
	part := sha256.Sum256([]byte(rows))
	head := "tamis/logical/1\x00" + le32(7) +
		text("id") + text("string") + text("text") + text("string") + text("note") + text("string?") + text("ok") + text("bool") +
		text("n") + text("int64") + text("f") + text("float64") + text("l") + text("list<struct<at int32, by string>?>") +
		le32(2) + text("train") + le64(2) + string(part[:]) + text("test") + le64(0)
	none := sha256.Sum256(nil)
	want := sha256.Sum256([]byte(head + string(none[:])))

	str := schema.Type{Kind: schema.String}
	elem := schema.StructOf(schema.Field{Name: "at", Type: schema.Type{Kind: schema.Int32}}, schema.Field{Name: "by", Type: str}).OrNull()
	cols := []schema.Column{{Name: "id", Type: str}, {Name: "text", Type: str}, {Name: "note", Type: str.OrNull()},
		{Name: "ok", Type: schema.Type{Kind: schema.Bool}}, {Name: "n", Type: typeInt}, {Name: "f", Type: typeFloat}, {Name: "l", Type: schema.ListOf(elem)}}
	values := [][]schema.Value{
		{schema.StringValue("id"), schema.StringValue(long), {}, schema.BoolValue(true), schema.Int64Value(-5), schema.FloatValue(0.5),
			schema.ListValue([]schema.Value{schema.StructValue(schema.Int32Value(7), schema.StringValue("")), {}})},
		{schema.StringValue(""), schema.StringValue(long[:64]), schema.StringValue("y"), schema.BoolValue(false), schema.Int64Value(0), schema.FloatValue(math.Copysign(0, -1)),
			schema.ListValue(nil)},
	}
	read, write := newPartDigest("train"), newPartDigest("train")
	g := (&table{cols: cols, text: 1}).newGroup()
	for _, row := range values {
		for i := range row {
			if _, err := g.cols[i].add(&row[i]); err != nil {
				t.Fatal(err)
			}
			read.hash.Write(appendValue(nil, row[i]))
		}
		read.rows++
	}
	write.hash.Write(appendRows(nil, g.cols, 2))
	write.rows = 2
	for name, p := range map[string]*partDigest{"read back": read, "written": write} {
		if got := tableDigest(cols, []*partDigest{p, newPartDigest("test")}); got != "sha256:"+hex.EncodeToString(want[:]) {
			t.Errorf("%s: %s, want %x", name, got, want)
		}
	}
}

// TestLogicalDigestStays holds the definition still: a change here breaks every release there is.
func TestLogicalDigestStays(t *testing.T) {
	want := map[string]string{
		"data":             "sha256:48d5262f9a16359bd2290d794b37b8b8c539c1f51691fe5e0834a2547fd94cd0",
		"ledger/documents": "sha256:be3405a384ec0634ce171d53afaf0f3ac486c0a200d081899618e7fe02c2ab21",
	}
	o := tableOptions()
	_, tables, _ := build(t, o, randomDocs(42, 300, o.Layout))
	for name, digest := range want {
		if got := tableOf(t, tables, name).Logical; got != digest {
			t.Errorf("%s: logical digest %s, want %s", name, got, digest)
		}
	}
}

func TestLogicalDigestSurvivesOtherEncodings(t *testing.T) {
	o := tableOptions()
	docs := randomDocs(43, 2000, o.Layout)
	_, want, _ := build(t, o, docs)
	for i, change := range []func(*Options){
		func(o *Options) { o.Parquet.Compression = "none" },
		func(o *Options) { o.Parquet.Level, o.Parquet.ShardBytes = "fastest", 10<<10 },
	} {
		o := tableOptions()
		change(&o)
		_, got, _ := build(t, o, docs)
		for k := range want {
			if got[k].Logical != want[k].Logical {
				t.Errorf("change %d: %s has another logical digest", i, want[k].Name)
			}
		}
	}
}

func TestLogicalDigestSeesEveryDifference(t *testing.T) {
	o := tableOptions()
	docs := randomDocs(44, 50, o.Layout)
	_, tables, _ := build(t, o, docs)
	before := tableOf(t, tables, "data").Logical
	for i, d := range docs {
		if !d.Kept() {
			continue
		}
		for _, slot := range []int{schema.SlotTitle, schema.SlotURL} {
			old := d.Values[slot]
			d.Values[slot] = schema.StringValue("")
			if old.Kind() == schema.String && old.Str() == "" {
				d.Values[slot] = schema.Value{}
			}
			_, tables, _ := build(t, o, docs)
			if tableOf(t, tables, "data").Logical == before {
				t.Errorf("document %d: %s changed between null and empty, the digest did not", i, o.Layout.Columns[slot].Name)
			}
			d.Values[slot] = old
		}
		if i > 5 {
			break
		}
	}
}

func TestLogicalDigestRefusesStrangers(t *testing.T) {
	o := tableOptions()
	dir, tables, _ := build(t, o, randomDocs(45, 20, o.Layout))
	data, reads := tableOf(t, tables, "data").Files[0].Path, tableOf(t, tables, "ledger/reads").Files[0].Path
	for _, paths := range [][]string{{"notes.txt"}, {data, reads}, {"data/train-00007-of-00008.parquet"}} {
		if _, _, err := LogicalDigest(dir, paths); err == nil {
			t.Errorf("%v: no error", paths)
		}
	}
}
