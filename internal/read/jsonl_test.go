package read

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

func TestJSONL(t *testing.T) {
	all := Source{Name: "s", Fields: map[string]string{"id": "url", "text": "body", "title": "headline", "url": "url", "created": "date"}}
	for _, c := range []struct {
		name, in string
		s        Source
		framing  int64
		want     []string
	}{
		{"two lines, the second without a newline", "{\"text\":\"a\"}\n{\"text\":\"b\"}", Source{}, 1,
			[]string{`f.jsonl#1 "a"`, `f.jsonl#2 "b"`}},
		{"all roles, two of one field", `{"url":"u","body":"b","headline":"h","date":"2024-05-06"}` + "\n", all, 1,
			[]string{`f.jsonl#1 "b" "u" "h" "u" @1714953600000000`}},
		{"title and created null, id a number", `{"url":12e3,"body":"","headline":null,"date":"soon"}`, all, 0,
			[]string{`lost 0..52 line 1: field url is a number, not a string`}},
		{"id a number", `{"n":12e3,"text":""}`, Source{Fields: map[string]string{"id": "n"}}, 0,
			[]string{`f.jsonl#1 "" "12e3"`}},
		{"carriage returns and blank lines are framing", "{\"text\":\"a\\r\\n\"}\r\n\r\n  \n{\"text\":\"b\"}\r\n", Source{}, 9,
			[]string{`f.jsonl#1 "a\r\n"`, `f.jsonl#4 "b"`}},
		{"byte order mark", "\ufeff{\"text\":\"a\"}", Source{}, 3, []string{`f.jsonl#1 "a"`}},
		{"escapes", `{"text":"\u00e9\n\"\\\/\ud83d\ude00\u0000"}`, Source{}, 0, []string{`f.jsonl#1 "é\n\"\\/😀\x00"`}},
		{"half pairs", `{"text":"a\ud800b\udc00"}`, Source{}, 0,
			[]string{`f.jsonl#1 "a` + "\ufffd" + `b` + "\ufffd" + `" bad 10:"\\ud800" bad 17:"\\udc00"`}},
		{"a name with escapes", `{"t\u0065xt":"a"}`, Source{}, 0, []string{`f.jsonl#1 "a"`}},
		{"the last of two", `{"text":"a\n","text":"b"}`, Source{}, 0, []string{`f.jsonl#1 "b"`}},
		{"names have case", `{"Text":"a"}`, Source{}, 0, []string{`lost 0..12 line 1: no text`}},
		{"bad lines between good ones", "{\"text\":\"a\"}\n{\"text\":3}\n{\"text\":null}\n{\"text\":\"x\"\n[1]\n{} {}\n{\"text\":\"\xff\"}\n{\"text\":\"b\"}\n", Source{}, 8,
			[]string{`f.jsonl#1 "a"`, `f.jsonl#8 "b"`,
				`lost 13..23 line 2: field text is a number, not a string`,
				`lost 24..37 line 3: no text`,
				`lost 38..49 line 4: not JSON: a closing brace expected at byte 11`,
				`lost 50..53 line 5: line is a list, not an object`,
				`lost 54..59 line 6: something follows the object at byte 3`,
				`lost 60..72 line 7: not valid utf-8`}},
		{"an object without fields", "{}", Source{}, 0, []string{`lost 0..2 line 1: no text`}},
		{"empty file", "", Source{}, 0, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			readBytes(t, "f.jsonl", []byte(c.in), c.s, Options{}).want(t, c.framing, c.want...)
		})
	}
}

func TestJSONLColumns(t *testing.T) {
	o := Options{Layout: &schema.Layout{Columns: schema.BuiltinColumns()}}
	var s Source
	for i, decl := range []string{"author string", "score float64?", "n int32?", "tags list<string>?", "ok bool?", "at timestamp?"} {
		name, typ, _ := strings.Cut(decl, " ")
		parsed, err := schema.ParseType(typ)
		if err != nil {
			t.Fatal(err)
		}
		s.Columns = append(s.Columns, Column{Slot: schema.SlotFirst + i, Name: name, Type: parsed, Optional: strings.HasSuffix(typ, "?")})
		o.Layout.Columns = append(o.Layout.Columns, schema.Column{Name: name, Type: parsed})
	}
	in := `{"text":"a","author":"x","score":1.5,"n":7,"tags":["p","q\n"],"ok":true,"at":1700000000}
{"text":"b","author":"y","score":"2.5","n":"8","tags":[],"ok":"false","at":"2023-11-14T23:13:20+01:00"}
{"text":"c","author":"z","score":"none","n":99999999999,"tags":[1],"ok":3,"at":2023}
{"text":"d","author":7}
{"text":"e"}
`
	readBytes(t, "f.jsonl", []byte(in), s, o).want(t, 5,
		`f.jsonl#1 "a" "x" 1.5 7 ["p" "q\n"] true 1700000000000000`,
		`f.jsonl#2 "b" "y" 2.5 8 [] false 1700000000000000`,
		`f.jsonl#3 "c" "z" null null null null null`,
		`lost 278..301 line 4: field author is a number, not a string`,
		`lost 302..314 line 5: no field author`)
}

// A line of 100 times the limit is passed over without holding it; its neighbours stay.
func TestLongLine(t *testing.T) {
	long := `{"text":"` + strings.Repeat("x", 100_000) + `"}`
	for _, end := range []string{"\n", "\r\n"} {
		in := `{"text":"a"}` + end + long + end + `{"text":"b"}` + end + long
		readBytes(t, "f.jsonl", []byte(in), Source{}, Options{Limit: 1000, BatchBytes: 64}).want(t, int64(3*len(end)),
			`f.jsonl#1 "a"`, `f.jsonl#3 "b"`,
			fmt.Sprintf("lost %d..%d line 2: longer than limits.document", 12+len(end), 12+len(end)+len(long)),
			fmt.Sprintf("lost %d..%d line 4: longer than limits.document", len(in)-len(long), len(in)))
	}
}

// A carriage return that ends one piece of a long line belongs to the newline that begins the next.
func TestLongLineBetweenPieces(t *testing.T) {
	for n := 64<<10 + 800; n < 64<<10+1200; n++ {
		in := "x" + strings.Repeat("x", n) + "\r\n{\"text\":\"b\"}"
		g := readBytes(t, "f.jsonl", []byte(in), Source{}, Options{Limit: 1000, BatchBytes: 64})
		if len(g.docs) != 1 || len(g.places) != 1 || g.places[0].End != int64(n+1) || g.framing != 2 {
			t.Fatalf("%d: framing %d\n%s", n, g.framing, g)
		}
	}
}

// What is read depends on neither batch size nor packing.
func TestBatchSizes(t *testing.T) {
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintf(&b, "{\"text\":\"%s %d\"}\n", strings.Repeat("wört ", i%40), i)
		if i%17 == 0 {
			b.WriteString("no json\r\n\n")
		}
	}
	in := []byte(b.String())
	want := readBytes(t, "f.jsonl", in, Source{}, Options{Limit: 150})
	for _, batch := range []int{1, 64, 100, 1000, 1 << 20} {
		for _, data := range [][]byte{in, gz(t, string(in[:777]), string(in[777:])), zst(t, string(in[:777]), string(in[777:]))} {
			g := readBytes(t, "f.jsonl", data, Source{}, Options{Limit: 150, BatchBytes: batch})
			if g.String() != want.String() || g.framing != want.framing {
				t.Fatalf("batch %d: other result", batch)
			}
		}
	}
}

func TestWideJSONL(t *testing.T) {
	in := "{\"text\":\"aĊ\"}\r\n{\"text\":\"😀\"}\n{\"text\":1}\n"
	for _, big := range []bool{false, true} {
		for _, mark := range []string{"\ufeff", ""} {
			data := wide(mark+in, big)
			g := readBytes(t, "f.jsonl", data, Source{}, Options{BatchBytes: 64})
			at := int64(2 * len(mark) / 3)
			g.want(t, at+8, `f.jsonl#1 "aĊ"`, `f.jsonl#2 "😀"`,
				fmt.Sprintf("lost %d..%d line 3: field text is a number, not a string", at+58, at+78))
			name := map[bool]string{false: "utf-16le", true: "utf-16be"}[big]
			if r := g.docs[0].Read; r.Charset != name || r.CharsetFrom == "" {
				t.Errorf("read as %s from %s", r.Charset, r.CharsetFrom)
			}
		}
	}
}

// plainScan reads a line the slow way: it is what jsonScan has to agree with.
func plainScan(line []byte) (text string, ok bool) {
	if !utf8.Valid(line) || !json.Valid(line) {
		return "", false
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	var m map[string]any
	if dec.Decode(&m) != nil || m == nil {
		return "", false
	}
	text, ok = m["text"].(string)
	return text, ok
}

func checkScan(t *testing.T, line []byte) {
	if bytes.ContainsAny(line, "\n") || len(line) > 1<<20 {
		return
	}
	in := &input{want: wanted(Source{}), slots: schema.SlotFirst, limit: 2 << 20, codec: utf8Codec("format")}
	c := &Chunk{in: in, data: bytes.Clone(line), line: 1, parse: parseLines}
	docs, places, framing, err := c.Parse()
	if err != nil {
		t.Fatal(err)
	}
	sum := framing
	for _, d := range docs {
		sum += d.Read.End - d.Read.Start
	}
	for _, p := range places {
		sum += p.End - p.Start
	}
	if sum != int64(len(line)) {
		t.Fatalf("%q: %d bytes of %d accounted for", line, sum, len(line))
	}
	text, ok := plainScan(line)
	if ok != (len(docs) == 1) {
		t.Fatalf("%q: encoding/json says %v, we say %v %v", line, ok, docs, places)
	}
	if ok && docs[0].Text() != text {
		t.Fatalf("%q: got %q, want %q", line, docs[0].Text(), text)
	}
}

// scanSeeds are lines at the edges of the grammar.
func scanSeeds() []string {
	seeds := []string{`{}`, `{"text":"a"}`, ` { "text" : "a" , "b" : [ ] } `, `{"text":"a",}`, `{"text":"a"}x`, `{"text"}`, `{text:1}`, `[]`, `null`, `"text"`, `{"text":"a"`,
		`{"text":"\u12"}`, `{"text":"\ud800\u0041"}`, `{"text":"\uD83D\uDE00"}`, `{"text":"\x"}`, "{\"text\":\"\t\"}", "{\"text\":\"\x7f\"}", `{"a":01,"text":""}`, `{"a":-,"text":""}`,
		`{"a":1.,"text":""}`, `{"a":1e,"text":""}`, `{"a":-0.5E+7,"text":""}`, `{"a":tru,"text":""}`, `{"a":{"b":[1,{"c":null}]},"text":"z"}`, `{"a":[1 2],"text":""}`,
		`{"a":{"b":1,},"text":""}`, `{"":"","text":"y"}`, `{"text":"\\"}`, `{"text":"1","text":2}`, `{"text":2,"text":"1"}`, `{"te\u0078t":"k"}`, `{"a":[[]],"text":""}`, "{\"text\":\"\u2028\"}"}
	deep := func(n int) string {
		return `{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `,"text":"deep"}`
	}
	return append(seeds, deep(9998), deep(9999), deep(10000))
}

func TestScanAgainstEncodingJSON(t *testing.T) {
	for _, s := range scanSeeds() {
		checkScan(t, []byte(s))
		if len(s) > 200 {
			continue
		}
		for i := range s { // every cut, and every byte changed to some others
			checkScan(t, []byte(s[:i]))
			for _, c := range []byte("\"\\{}[]:,0-.eE \x00\xfftu") {
				checkScan(t, []byte(s[:i]+string([]byte{c})+s[i+1:]))
			}
		}
	}
}

func FuzzJSONL(f *testing.F) {
	for _, s := range scanSeeds() {
		f.Add([]byte(s))
	}
	f.Fuzz(checkScan)
}

// cpuRate reports bytes by the CPU's time, which other work on the machine changes little.
func cpuRate(b *testing.B, size int) func() {
	start := cpuSeconds(b)
	return func() { b.ReportMetric(float64(size)*float64(b.N)/1e6/(cpuSeconds(b)-start), "MB/cpu-s") }
}

func BenchmarkParseJSONL(b *testing.B) {
	var buf bytes.Buffer
	// An escape in every 55 bytes, as in the measured corpus of reference/performance.md.
	words := strings.Repeat("The minister said \\\"hello\\\" to the five envoys, who had come by the early train "+
		"and meant to leave by the late one, whatever might have been agreed on in between.\\n", 16)
	for i := 0; buf.Len() < 4<<20; i++ {
		fmt.Fprintf(&buf, "{\"id\":\"doc-%d\",\"text\":\"%s\",\"source\":\"web\",\"n\":%d}\n", i, words, i)
	}
	data := make([]byte, buf.Len()) // parsing decodes in place
	s := Source{Fields: map[string]string{"id": "id"}}
	in := &input{want: wanted(s), slots: schema.SlotFirst, limit: defaultLimit, codec: utf8Codec("format"), file: File{Name: "f.jsonl"}}
	b.Run("scan", func(b *testing.B) {
		defer cpuRate(b, buf.Len())()
		for b.Loop() {
			bt := &batch{in: in}
			copy(data, buf.Bytes())
			p := newLineParser(&Chunk{in: in, data: data}, bt)
			for line := range bytes.Lines(data) {
				cells := bt.reset()
				if why := p.scan.object(line, cells); why != "" {
					b.Fatal(why)
				}
				for i := range cells {
					if cells[i].n == hasEscapes {
						cells[i].s = p.unescape(line, cells[i].s, 0)
					}
				}
			}
		}
	})
	b.Run("plain scan", func(b *testing.B) { // what the machine gives encoding/json at the same time
		defer cpuRate(b, buf.Len())()
		for b.Loop() {
			for line := range bytes.Lines(buf.Bytes()) {
				if !json.Valid(line) {
					b.Fatal("not valid")
				}
			}
		}
	})
	b.Run("valid UTF-8", func(b *testing.B) {
		defer cpuRate(b, buf.Len())()
		for b.Loop() {
			if !utf8.Valid(buf.Bytes()) {
				b.Fatal("not valid")
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		defer cpuRate(b, buf.Len())()
		b.ReportAllocs()
		for b.Loop() {
			copy(data, buf.Bytes())
			c := &Chunk{in: in, data: data, line: 1, parse: parseLines}
			if docs, _, _, _ := c.Parse(); len(docs) == 0 {
				b.Fatal("no documents")
			}
		}
	})
}
