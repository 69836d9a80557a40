package read

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"github.com/tamis-data/tamis/schema"
)

// wide encodes a text in UTF-16.
func wide(s string, big bool) []byte {
	var order binary.AppendByteOrder = binary.LittleEndian
	if big {
		order = binary.BigEndian
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, file, in, charset string
		framing                 int64
		want                    []string
		read                    string
	}{
		{"as it is", "a.txt", "one\r\ntwo\x00", "", 0, []string{`a.txt "one\r\ntwo\x00"`}, "utf-8 valid"},
		{"empty", "a.txt", "", "", 0, []string{`a.txt ""`}, "utf-8 valid"},
		{"no ending", "README", "{not json", "", 0, []string{`README "{not json"`}, "utf-8 valid"},
		{"json in a text", "a.txt", "{\"text\":\"x\"}\n", "", 0, []string{`a.txt "{\"text\":\"x\"}\n"`}, "utf-8 valid"},
		{"json without a name for it", "dump", "{\"text\":\"x\"}\n", "", 1, []string{`dump#1 "x"`}, "utf-8 format"},
		{"byte order mark", "a.md", "\ufeffé", "", 3, []string{`a.md "é"`}, "utf-8 bom"},
		{"UTF-16 with mark", "a.txt", string(wide("\ufeffé😀", false)), "", 2, []string{`a.txt "é😀"`}, "utf-16le bom"},
		{"UTF-16 without", "a.txt", string(wide("plain words", true)), "", 0, []string{`a.txt "plain words"`}, "utf-16be detected"},
		{"UTF-16, half a pair, half a unit", "a.txt", string(wide("\ufeffa", false)) + "\x00\xd8b\x00c", "", 2,
			[]string{`a.txt "a` + "\ufffd" + `b` + "\ufffd" + `" bad 4:"\x00\xd8" bad 8:"c"`}, "utf-16le bom"},
		{"declared", "a.txt", "caf\xe9 \x80", "windows-1252", 0, []string{`a.txt "café €"`}, "windows-1252 declared"},
		{"declared, with holes", "a.txt", "a\x81\x8d\x90b", "windows-1253", 0, []string{`a.txt "a` + "\ufffd" + `b" bad 1:"\x81\x8d\x90"`}, "windows-1253 declared"},
		{"declared Japanese, broken", "a.txt", "\x83\x65\x83\xff!", "shift_jis", 0, []string{`a.txt "テ` + "\ufffd" + `!" bad 2:"\x83\xff"`}, "shift_jis declared"},
		{"unknown charset", "a.txt", "a", "klingon", 0, []string{`lost 0..1: unknown charset "klingon"`}, ""},
		{"UTF-8 with bad runs", "a.txt", "é€é€é€é€é€ \xff\xfe x \xc3", "utf-8", 0,
			[]string{`a.txt "é€é€é€é€é€ ` + "\ufffd x \ufffd" + `" bad 26:"\xff\xfe" bad 31:"\xc3"`}, "utf-8 declared"},
		{"UTF-8 but for a byte", "a.txt", "é€é€é€é€é€ \xff", "", 0, []string{`a.txt "é€é€é€é€é€ ` + "\ufffd" + `" bad 26:"\xff"`}, "utf-8 detected"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := readBytes(t, c.file, []byte(c.in), Source{Charset: c.charset}, Options{})
			g.want(t, c.framing, c.want...)
			if len(g.docs) == 1 && g.docs[0].Read.Charset+" "+g.docs[0].Read.CharsetFrom != c.read {
				t.Errorf("read as %+v, want %s", g.docs[0].Read, c.read)
			}
		})
	}
}

func TestDetectedCharsets(t *testing.T) {
	russian := strings.Repeat("Сегодня министр встретился с послами пяти стран, и стороны договорились встретиться снова через неделю. ", 8)
	japanese1 := strings.Repeat("吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。", 6)
	french := strings.Repeat("Le cœur déçu mais l'âme plutôt naïve, Louÿs rêva de crapaüter en canoë. ", 4)
	sjis, _ := japanese.ShiftJIS.NewEncoder().String(japanese1)
	cp1251, _ := charmap.Windows1251.NewEncoder().String(russian)
	koi8, _ := charmap.KOI8R.NewEncoder().String(russian)
	cp1252, _ := charmap.Windows1252.NewEncoder().String(french)
	for _, c := range []struct{ in, want, charset string }{
		{sjis, japanese1, "shift_jis"}, {cp1251, russian, "windows-1251"}, {koi8, russian, "koi8-r"}, {cp1252, french, "windows-1252"},
	} {
		g := readBytes(t, "a.txt", []byte(c.in), Source{}, Options{})
		if len(g.docs) != 1 || g.docs[0].Text() != c.want || g.docs[0].Read.Charset != c.charset || g.docs[0].Read.CharsetFrom != "detected" {
			t.Errorf("%s: read as %s\n%s", c.charset, g.docs[0].Read.Charset, g)
		}
	}
}

func TestTextLimit(t *testing.T) {
	o := Options{Limit: 10}
	readBytes(t, "a.txt", []byte("0123456789"), Source{}, o).want(t, 0, `a.txt "0123456789"`)
	readBytes(t, "a.txt", []byte("0123456789x"), Source{}, o).want(t, 0, "lost 0..11: longer than limits.document")
	readBytes(t, "a.txt", gz(t, strings.Repeat("x", 1<<20)), Source{}, o).want(t, 0, "lost 0..1048576: longer than limits.document")
	readBytes(t, "a.txt", []byte("ééé\xe9\xe9\xe9\xe9"), Source{Charset: "windows-1252"}, o).want(t, 0, "lost 0..10: longer than limits.document")
}

func TestForeignKinds(t *testing.T) {
	for in, want := range map[string]string{
		"PK\x03\x04rest": "a ZIP archive", "%PDF-1.7\n": "a PDF", "WARC/1.0\r\n": "WARC", "\x7fELF\x02": "a program",
	} {
		readBytes(t, "a", []byte(in), Source{}, Options{}).want(t, 0,
			fmt.Sprintf("lost 0..%d: not a format that is read: %s", len(in), want))
	}
	readBytes(t, "a", []byte("BZh is how it begins"), Source{}, Options{}).want(t, 0, `a "BZh is how it begins"`)
	g := readBytes(t, "a.parquet.gz", gz(t, "PAR1..."), Source{}, Options{})
	g.want(t, 0, "lost 0..7: parquet inside gzip is not read: unpack it")
}

func FuzzText(f *testing.F) {
	for i, s := range []string{"plain", "é\xff\xfe", "\xff\xfea\x00", "\xfe\xff\x00a\xd8", "\x83\x65\x83", "\x1b$B$\"\x1b(B", strings.Repeat("caf\xe9 ", 30), "\x00a\x00b\x00c", "\x81\x30\x81\x30\x81"} {
		f.Add([]byte(s), uint8(i))
	}
	labels := []string{"", "utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "gb18030", "iso-2022-jp", "euc-kr", "big5", "koi8-r", "x-user-defined"}
	f.Fuzz(func(t *testing.T, b []byte, label uint8) {
		charset := labels[int(label)%len(labels)]
		in := &input{slots: schema.SlotFirst, limit: 1 << 20, reader: "text/1"}
		c := &Chunk{in: in, data: b, parse: func(c *Chunk, out *batch) { parseText(c, out, charset) }}
		docs, places, framing, err := c.Parse()
		g := got{docs: docs, places: places, framing: framing}
		g.tally = Tally{Stream: int64(len(b)), Size: 0}
		if err != nil {
			t.Fatal(err)
		}
		sum := framing
		for i := range docs {
			sum += docs[i].Read.End - docs[i].Read.Start
			if err := sound(&docs[i], 1<<20); err != nil {
				t.Fatal(err)
			}
			checkUndecodable(t, b, &docs[i])
		}
		for _, p := range places {
			sum += p.End - p.Start
		}
		if sum != int64(len(b)) {
			t.Fatalf("%d bytes of %d accounted for", sum, len(b))
		}
	})
}

// checkUndecodable holds the runs to the bytes they name, and in UTF-8 the text to bytes.ToValidUTF8.
func checkUndecodable(t *testing.T, b []byte, d *schema.Doc) {
	for _, u := range d.Read.Undecodable {
		if got := string(b[u.Start : u.Start+int64(len(u.Bytes))]); got != u.Bytes || u.Bytes == "" {
			t.Fatalf("run at %d is %q, not %q", u.Start, got, u.Bytes)
		}
	}
	if n := strings.Count(d.Text(), "\ufffd"); n < len(d.Read.Undecodable) {
		t.Fatalf("%d runs, %d replacements", len(d.Read.Undecodable), n)
	}
	if d.Read.Charset == "utf-8" {
		src := b[d.Read.Start:]
		if want := bytes.ToValidUTF8(src, []byte(string(utf8.RuneError))); string(want) != d.Text() {
			t.Fatalf("%q: got %q, want %q", src, d.Text(), want)
		}
	}
}
