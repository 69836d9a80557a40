package read

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	for _, c := range []struct {
		name, file, in string
		s              Source
		framing        int64
		want           []string
	}{
		{"header, quotes, newlines", "f.csv", "id,text\n1,\"a,\"\"b\"\"\nc\"\n2,d\n", Source{Fields: map[string]string{"id": "id"}}, 10,
			[]string{`f.csv#2 "a,\"b\"\nc" "1"`, `f.csv#4 "d" "2"`}},
		{"mark, CR LF, blank line, no newline at the end", "f.csv", "\ufefftext\r\na\r\n\r\n\"b\r\nc\"", Source{}, 13,
			[]string{`f.csv#2 "a"`, `f.csv#4 "b\r\nc"`}},
		{"tabs", "f.tsv", "n\ttext\n1\ta,b\n2\t\"c\td\"\n", Source{}, 9, []string{`f.tsv#2 "a,b"`, `f.tsv#3 "c\td"`}},
		{"empty cells", "f.csv", "text,title\n,\n\"\",x\n", Source{Fields: map[string]string{"title": "title"}}, 13,
			[]string{`f.csv#2 ""`, `f.csv#3 "" "x"`}},
		{"quotes within a field", "f.csv", "text\nsay \"hi\" twice\n5\" nail\n", Source{}, 7, []string{`f.csv#2 "say \"hi\" twice"`, `f.csv#3 "5\" nail"`}},
		{"ragged", "f.csv", "a,text\n1,b\n2\n3,c,d\n4,e\n", Source{}, 11,
			[]string{`f.csv#2 "b"`, `f.csv#5 "e"`, `lost 11..12 line 3: record has 1 field, the header 2`, `lost 13..18 line 4: record has 3 fields, the header 2`}},
		{"text after a closing quote", "f.csv", "a,text\n1,b\n2,\"c\"d\n3,e\n", Source{}, 9,
			[]string{`f.csv#2 "b"`, `f.csv#4 "e"`, `lost 11..18 line 3: text after a closing quote`}},
		{"unclosed, the next record stands", "f.csv", "a,text\n1,\"oops\n2,good\n3,\"good, too\"\n4,\"x\ny\"\n", Source{}, 10,
			[]string{`f.csv#3 "good"`, `f.csv#4 "good, too"`, `f.csv#5 "x\ny"`, `lost 7..15 line 2: text after a closing quote`}},
		{"unclosed to the end", "f.csv", "a,text\n1,b\n2,\"oops\nno record\n", Source{}, 8,
			[]string{`f.csv#2 "b"`, `lost 11..29 line 3: a quote that does not close`}},
		{"unclosed header", "f.csv", "a,\"text\n1,b\n", Source{}, 0, []string{`lost 0..12 line 1: a quote that does not close`}},
		{"no such column", "f.csv", "a,b\n1,2\n", Source{}, 0, []string{`lost 0..8 line 1: no column text in the header`}},
		{"two such columns", "f.csv", "text,text\n1,2\n", Source{}, 0, []string{`lost 0..14 line 1: two columns text in the header`}},
		{"no id", "f.csv", "id,text\n,a\n", Source{Fields: map[string]string{"id": "id"}}, 9, []string{`lost 8..10 line 2: no id in field id`}},
		{"latin", "f.csv", "text\ncaf\xe9\n", Source{Charset: "windows-1252"}, 6, []string{`f.csv#2 "café"`}},
		{"bad bytes", "f.csv", "text\né€é€é€\xff,\n", Source{Charset: "utf-8"}, 6, []string{`lost 5..22 line 2: record has 2 fields, the header 1`}},
		{"bad bytes kept", "f.csv", "text\né€é€é€\xff!\n", Source{Charset: "utf-8"}, 6, []string{`f.csv#2 "é€é€é€` + "\ufffd" + `!" bad 20:"\xff"`}},
		{"empty file", "f.csv", "", Source{}, 0, []string{""}},
		{"header alone", "f.csv", "text", Source{}, 4, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, batch := range []int{0, 64} {
				readBytes(t, c.file, []byte(c.in), c.s, Options{BatchBytes: batch}).want(t, c.framing, c.want...)
			}
		})
	}
}

func TestWideCSV(t *testing.T) {
	in := "\ufeffa,text\r\n1,\"x,\"\"ÿ\"\"\n∢\"\r\n2\n3,ok"
	g := readBytes(t, "f.csv", wide(in, true), Source{}, Options{BatchBytes: 64})
	g.want(t, 24, `f.csv#2 "x,\"ÿ\"\n∢"`, `f.csv#5 "ok"`, `lost 48..50 line 4: record has 1 field, the header 2`)
}

// A record beyond the limit goes alone, its neighbours stay, whether it is quoted or not; an unclosed
// quote before records that look like records costs its own line.
func TestLongRecord(t *testing.T) {
	o := Options{Limit: 100, BatchBytes: 64}
	head, tail := "a,text\n1,x\n", "\n2,y\n"
	plain := "3," + strings.Repeat("z", 500)
	quoted := "3,\"" + strings.Repeat("line of \"\"text\"\"\n", 90) + "\""
	for _, long := range []string{plain, quoted} {
		readBytes(t, "f.csv", []byte(head+long+tail), Source{}, o).want(t, 10,
			`f.csv#2 "x"`, fmt.Sprintf(`f.csv#%d "y"`, 4+strings.Count(long, "\n")),
			fmt.Sprintf("lost 11..%d line 3: longer than limits.document", 11+len(long)))
	}
	crlf := strings.ReplaceAll(head+plain+tail, "\n", "\r\n")
	readBytes(t, "f.csv", []byte(crlf), Source{}, o).want(t, 14, `f.csv#2 "x"`, `f.csv#4 "y"`,
		fmt.Sprintf("lost 13..%d line 3: longer than limits.document", 13+len(plain)))
	open := head + "3,\"never closed\n" + strings.Repeat("4,fine\n", 100)
	g := readBytes(t, "f.csv", []byte(open), Source{}, o)
	if len(g.docs) != 101 || len(g.places) != 1 || g.places[0].End != 27 {
		t.Errorf("%d documents\n%v", len(g.docs), g.places)
	}
	prose := "3,\"" + strings.Repeat("one, two\nthree\n", 50) + "\"" // some of its lines have a comma
	readBytes(t, "f.csv", []byte(head+prose+tail), Source{}, o).want(t, 10, `f.csv#2 "x"`, `f.csv#104 "y"`,
		fmt.Sprintf("lost 11..%d line 3: longer than limits.document", 11+len(prose)))
	readBytes(t, "f.csv", []byte("text\n\""+strings.Repeat("x\n", 200)), Source{}, o).want(t, 5,
		"lost 5..406 line 2: longer than limits.document")
	readBytes(t, "f.csv", []byte(strings.Repeat("h,", 200)+"text\n1\n"), Source{}, o).want(t, 0,
		"lost 0..407 line 1: header longer than limits.document")
}

// Well-formed CSV reads as encoding/csv reads it, whatever the batch.
func checkCSV(t *testing.T, body string, batch int) {
	in := "text\n" + body
	g := readBytes(t, "f.csv", []byte(in), Source{Charset: "utf-8"}, Options{BatchBytes: batch, Limit: 200})
	if len(g.places) > 0 || strings.Contains(in, "\r") || len(in) > 200 || !strings.HasPrefix(in, "text\n") {
		return
	}
	r := csv.NewReader(strings.NewReader(strings.ToValidUTF8(in, "\ufffd")))
	r.FieldsPerRecord = 1
	var want []string
	for {
		rec, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return // stricter than we are: a quote within a field
		}
		want = append(want, rec[0])
	}
	if len(want) != len(g.docs)+1 {
		t.Fatalf("%q: %d documents, encoding/csv has %d", in, len(g.docs), len(want)-1)
	}
	for i := range g.docs {
		if g.docs[i].Text() != want[i+1] {
			t.Fatalf("%q: got %q, want %q", in, g.docs[i].Text(), want[i+1])
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a\nb\n", "\"a\"\"b\"\n", "\"a\nb\"\nc", "\"a\"b\nc\n", "\"", "a\"b\n\"\"\n", "\n\n\"\n\"\n", "a,b\n\"c", "\"a\r\n\"\r\n\r", strings.Repeat("\"x\n", 90)} {
		f.Add(s, 64)
	}
	f.Fuzz(func(t *testing.T, body string, batch int) { checkCSV(t, body, max(1, batch%4096)) })
}
