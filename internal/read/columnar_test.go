package read

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/parquet-go/parquet-go"

	"github.com/tamis-data/tamis/schema"
)

func sortedKeys[V any](m map[string]V) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	return ks
}

type parquetRow struct {
	ID    int64     `parquet:"id"`
	Text  *string   `parquet:"text,optional,zstd"`
	When  time.Time `parquet:"when,timestamp(millisecond)"`
	Tags  []string  `parquet:"tags,list"`
	Score float32   `parquet:"score"`
	Raw   []byte    `parquet:"raw"`
}

// parquetFile writes rows in groups; the text of every 13th is null.
func parquetFile(t testing.TB, rows, group int) []byte {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[parquetRow](&b, parquet.PageBufferSize(256), parquet.MaxRowsPerRowGroup(int64(group)))
	for i := range rows {
		text := fmt.Sprintf("text %d %s", i, strings.Repeat("é", i%50))
		r := parquetRow{ID: int64(i), Text: &text, When: time.UnixMilli(1700000000123), Score: float32(i) / 2, Raw: []byte("r")}
		for k := range i % 3 {
			r.Tags = append(r.Tags, fmt.Sprint("t", k))
		}
		if i%13 == 12 {
			r.Text = nil
		}
		if i%13 == 5 {
			r.Raw = []byte{0xff}
		}
		if _, err := w.Write([]parquetRow{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// columnarSource wants everything that both columnar test files have.
func columnarSource() (Source, Options) {
	o := Options{Layout: &schema.Layout{Columns: schema.BuiltinColumns()}}
	s := Source{Fields: map[string]string{"id": "id", "created": "when"}}
	for i, c := range []string{"tags list<string>", "score float64?", "raw string?"} {
		name, typ, _ := strings.Cut(c, " ")
		parsed, _ := schema.ParseType(typ)
		s.Columns = append(s.Columns, Column{Slot: schema.SlotFirst + i, Name: name, Type: parsed, Optional: parsed.Nullable})
		o.Layout.Columns = append(o.Layout.Columns, schema.Column{Name: name, Type: parsed})
	}
	return s, o
}

func TestParquet(t *testing.T) {
	s, o := columnarSource()
	data := parquetFile(t, 14, 5)
	for _, batch := range []int{1, 600, 1 << 20} {
		o.BatchBytes = batch
		g := readBytes(t, "f.parquet", data, s, o)
		if len(g.docs) != 13 || g.tally.Rows != 14 || !g.tally.Columnar || g.tally.Stream != 0 {
			t.Fatalf("%d documents, %+v", len(g.docs), g.tally)
		}
		g.docs = append(g.docs[:2:2], g.docs[5])
		g.want(t, 0,
			`f.parquet#1 "text 0 " "0" [] 0 "r" @1700000000123000`,
			`f.parquet#2 "text 1 é" "1" ["t0"] 0.5 "r" @1700000000123000`,
			`f.parquet#6 "text 5 ééééé" "5" ["t0" "t1"] 2.5 null @1700000000123000`,
			`lost 12..13 rows 1: no text`)
	}
	want := s
	want.Fields = map[string]string{"text": "raw"}
	g := readBytes(t, "f.parquet", data, want, o)
	if len(g.places) != 1 || g.places[0].Reason != "field raw is not valid UTF-8" || g.places[0].Start != 5 {
		t.Errorf("%v", g.places)
	}
	readBytes(t, "f.parquet", data, Source{Fields: map[string]string{"text": "nothing"}}, o).want(t, 0,
		"lost 0..14 rows 14: no column nothing")
}

// Damage in one row group leaves the others, and the rows before it in its own.
func TestDamagedParquet(t *testing.T) {
	s, o := columnarSource()
	data := parquetFile(t, 200, 50)
	at := bytes.Index(data, []byte("rrrrr\xffrrr")) // values of raw in the first group
	if at < 0 {
		t.Fatal("no such bytes")
	}
	data[at] ^= 1
	g := readBytes(t, "f.parquet", data, s, o)
	lost := int64(0)
	for _, p := range g.places {
		if p.Reason == "row group 0: checksum does not match" {
			lost += p.Rows
			if p.End != 50 {
				t.Errorf("place %+v", p)
			}
		}
	}
	if lost == 0 || lost > 50 || len(g.docs) < 130 {
		t.Errorf("%d documents, %d lost\n%v", len(g.docs), lost, g.places)
	}
	g = readBytes(t, "f.parquet", data[:len(data)-9], s, o)
	if len(g.docs) != 0 || len(g.places) != 1 || g.places[0].BytesUnread != int64(len(data)-9) {
		t.Errorf("%v", g.places)
	}
}

func FuzzParquet(f *testing.F) {
	f.Add(parquetFile(f, 3, 2))
	f.Add(parquetFile(f, 30, 20))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, o := columnarSource()
		s.Format, o.Limit = formatParquet, 1<<20
		readBytes(t, "f.parquet", data, s, o)
	})
}

// arrowRecords makes batches with the columns of parquetRow and some more.
func arrowRecords(rows, batch int) (*arrow.Schema, []arrow.Record) {
	dict := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}
	sc := arrow.NewSchema([]arrow.Field{
		{Name: "id", Type: arrow.PrimitiveTypes.Uint16}, {Name: "text", Type: arrow.BinaryTypes.LargeString, Nullable: true},
		{Name: "when", Type: arrow.FixedWidthTypes.Timestamp_ns}, {Name: "tags", Type: arrow.ListOf(arrow.BinaryTypes.String)},
		{Name: "score", Type: arrow.PrimitiveTypes.Float32}, {Name: "raw", Type: arrow.BinaryTypes.Binary}, {Name: "kind", Type: dict},
	}, nil)
	var recs []arrow.Record
	for from := 0; from < rows; from += batch {
		b := array.NewRecordBuilder(memory.DefaultAllocator, sc)
		for i := from; i < min(rows, from+batch); i++ {
			b.Field(0).(*array.Uint16Builder).Append(uint16(i))
			if i%13 == 12 {
				b.Field(1).AppendNull()
			} else {
				b.Field(1).(*array.LargeStringBuilder).Append(fmt.Sprintf("text %d %s", i, strings.Repeat("é", i%50)))
			}
			b.Field(2).(*array.TimestampBuilder).Append(1700000000123456789)
			tags := b.Field(3).(*array.ListBuilder)
			tags.Append(true)
			for k := range i % 3 {
				tags.ValueBuilder().(*array.StringBuilder).Append(fmt.Sprint("t", k))
			}
			b.Field(4).(*array.Float32Builder).Append(float32(i) / 2)
			b.Field(5).(*array.BinaryBuilder).Append([]byte{'r', byte(0x7f + i%13/5%2*0x80)})
			_ = b.Field(6).(*array.BinaryDictionaryBuilder).AppendString("same")
		}
		recs = append(recs, b.NewRecord())
	}
	return sc, recs
}

func arrowFile(t testing.TB, rows, batch int) []byte {
	sc, recs := arrowRecords(rows, batch)
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := ipc.NewFileWriter(f, ipc.WithSchema(sc), ipc.WithZstd())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	data, err := os.ReadFile(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func arrowStream(t testing.TB, rows, batch int) []byte {
	sc, recs := arrowRecords(rows, batch)
	var b bytes.Buffer
	w := ipc.NewWriter(&b, ipc.WithSchema(sc))
	for _, r := range recs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestMain lets this test binary be the child that reads Arrow, as tamis is in production.
func TestMain(m *testing.M) {
	switch os.Getenv("READ_TEST_CHILD") {
	case "arrow":
		if err := ServeArrow(os.Stdin, os.Stdout, 0, 0); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "garbage":
		fmt.Print("Rubbish that is no frame")
	case "silent":
		time.Sleep(time.Hour)
	case "hungry":
		if err := restrict(64 << 20); err != nil {
			os.Exit(1)
		}
		hog := make([]byte, 1<<30)
		for i := range hog {
			hog[i] = 1
		}
		runtime.KeepAlive(hog)
	default:
		os.Exit(m.Run())
	}
}

func childOf(kind string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "READ_TEST_CHILD="+kind)
		return cmd
	}
}

func TestArrow(t *testing.T) {
	s, o := columnarSource()
	for name, data := range map[string][]byte{"f.arrow": arrowFile(t, 14, 5), "f.arrows": arrowStream(t, 14, 5)} {
		for _, child := range []func() *exec.Cmd{nil, childOf("arrow")} {
			o.Child = child
			g := readBytes(t, name, data, s, o)
			if len(g.docs) != 13 || g.tally.Rows != 14 {
				t.Fatalf("%s\n%s", name, g)
			}
			g.docs = append(g.docs[:2:2], g.docs[5])
			g.want(t, 0,
				name+`#1 "text 0 " "0" [] 0 "r\x7f" @1700000000123456`,
				name+`#2 "text 1 é" "1" ["t0"] 0.5 "r\x7f" @1700000000123456`,
				name+`#6 "text 5 ééééé" "5" ["t0" "t1"] 2.5 null @1700000000123456`,
				`lost 12..13 rows 1: no text`)
			kinds := Source{Fields: map[string]string{"text": "kind"}}
			if g := readBytes(t, name, data, kinds, o); len(g.docs) != 14 || g.docs[13].Text() != "same" {
				t.Errorf("dictionary: %s", g)
			}
		}
	}
}

// A file that was cut is read from the front as far as its batches go.
func TestCutArrow(t *testing.T) {
	s, o := columnarSource()
	o.Child = childOf("arrow")
	data := arrowFile(t, 40, 10)
	g := readBytes(t, "f.arrow", data[:len(data)*2/3], s, o)
	if len(g.docs) < 9 || len(g.places) == 0 || !strings.HasPrefix(g.places[len(g.places)-1].Reason, "Arrow: ") {
		t.Errorf("%d documents\n%v", len(g.docs), g.places)
	}
	readBytes(t, "f.arrow", data[:16], s, o).want(t, 0,
		"lost 0..0 unread 16: Arrow: not Arrow: cut off", "lost 0..0 unread 16: Arrow: footer damaged or cut off")
}

func TestBadChild(t *testing.T) {
	s, o := columnarSource()
	data := arrowFile(t, 4, 4)
	for kind, want := range map[string]string{
		"garbage": "Arrow: the reading process sent garbage",
		"hungry":  "Arrow: the reading process died of it",
	} {
		o.Child = childOf(kind)
		readBytes(t, "f.arrow", data, s, o).want(t, 0, fmt.Sprintf("lost 0..0 unread %d: %s", len(data), want))
	}
	p, err := newPeer(childOf("silent"), strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	p.patience = 100 * time.Millisecond
	if _, _, err := p.read(100); err == nil || !p.late.Load() {
		t.Errorf("a silent child: %v", err)
	}
	p.stop()
	o.Child = func() *exec.Cmd { return exec.Command(filepath.Join(t.TempDir(), "none")) }
	path := filepath.Join(t.TempDir(), "f.arrow")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readAll("f.arrow", path, s, o); err == nil || !strings.Contains(err.Error(), "start the Arrow reader") {
		t.Errorf("a child that does not start: %v", err)
	}
}

// FuzzArrow feeds the parent whatever a child could send.
func FuzzArrow(f *testing.F) {
	cells := []cell{{kind: text, s: "a"}, {kind: integer, n: -1, big: true}, {kind: float, f: math.NaN()},
		{kind: list, list: []cell{{kind: null}, {kind: text, s: "\xff"}}}}
	for _, c := range cells {
		body := wire.AppendUint32(wire.AppendUint64(nil, 0), 1)
		var frames bytes.Buffer
		for range 2 {
			body = appendCell(body, &c)
		}
		_ = writeFrame(&frames, frameRows, body)
		_ = writeFrame(&frames, frameLost, append(wire.AppendUint64(wire.AppendUint64(nil, 1), 3), "why"...))
		_ = writeFrame(&frames, frameEnd, wire.AppendUint64(nil, 4))
		f.Add(frames.Bytes())
	}
	f.Fuzz(func(t *testing.T, frames []byte) {
		s := Source{Fields: map[string]string{"id": "id"}}
		in := &input{want: wanted(s), slots: schema.SlotFirst, limit: 1000, reader: "arrow/1"}
		p := &peer{patience: time.Minute, kill: func() {}, wait: func() {}}
		p.r = bufio.NewReader(bytes.NewReader(frames))
		b := &arrowBody{in: in, o: Options{}.filled(), peer: p}
		rows := int64(0)
		for {
			c, err := b.next()
			if err != nil {
				break
			}
			docs, places, _, err := c.Parse()
			if err != nil {
				t.Fatal(err)
			}
			for i := range docs {
				if err := sound(&docs[i], 1000); err != nil {
					t.Fatal(err)
				}
			}
			rows += int64(len(docs))
			for _, p := range places {
				rows += p.Rows
			}
		}
		if rows != b.tally().Rows {
			t.Fatalf("%d rows accounted for, %d read", rows, b.tally().Rows)
		}
	})
}
