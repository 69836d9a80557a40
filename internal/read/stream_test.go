package read

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPacking(t *testing.T) {
	a, b := "{\"text\":\"a\"}\n", "{\"text\":\"b\"}\n"
	docs := []string{`f.jsonl#1 "a"`, `f.jsonl#2 "b"`}
	skippable := "\x50\x2a\x4d\x18\x04\x00\x00\x00skip"
	for name, data := range map[string][]byte{
		"gzip members":           gz(t, a, "", b),
		"record over two":        gz(t, a+b[:5], b[5:]),
		"zstd frames":            zst(t, a, b),
		"zstd, skippable frames": []byte(skippable + string(zst(t, a)) + skippable + string(zst(t, b)) + skippable),
	} {
		t.Run(name, func(t *testing.T) {
			g := readBytes(t, "f.jsonl", data, Source{}, Options{})
			g.want(t, 2, docs...)
			if g.tally.Stream != int64(len(a+b)) {
				t.Errorf("stream of %d bytes", g.tally.Stream)
			}
		})
	}
}

func TestDamage(t *testing.T) {
	var lines strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&lines, "{\"text\":\"line %d %x\"}\n", i, rand.New(rand.NewPCG(1, uint64(i))).Uint64())
	}
	whole := lines.String()
	for name, data := range map[string][]byte{"gzip": gz(t, whole), "zstd": zst(t, whole)} {
		n := len(data)
		g := readBytes(t, "f.jsonl", data[:n*2/3], Source{}, Options{})
		if len(g.docs) == 0 && name == "gzip" || len(g.places) != 1 || !strings.HasPrefix(g.places[0].Reason, name+": cut off") {
			t.Errorf("%s: %d documents, %v", name, len(g.docs), g.places)
		}
		if p := g.places[0]; p.End != g.tally.Stream || p.Start > 0 && whole[p.Start-1] != '\n' {
			t.Errorf("%s: the place is %+v of %d", name, p, g.tally.Stream)
		}
		flipped := bytes.Clone(data)
		flipped[n-3] ^= 0x10 // the length or checksum at the end
		g = readBytes(t, "f.jsonl", flipped, Source{}, Options{})
		if len(g.places) != 1 || !strings.Contains(g.places[0].Reason, "checksum does not match, at compressed byte") && name == "gzip" {
			t.Errorf("%s: %v", name, g.places)
		}
		g = readBytes(t, "f.jsonl", append(bytes.Clone(data), "garbage!"...), Source{}, Options{})
		if len(g.docs) != 3000 || len(g.places) != 1 || g.places[0].BytesUnread < 4 || !strings.Contains(g.places[0].Reason, "not "+name) {
			t.Errorf("%s: %d documents, %v", name, len(g.docs), g.places)
		}
	}
	// A text is one record: what damage cut is no document.
	cut := gz(t, whole)
	g := readBytes(t, "a.txt.gz", cut[:len(cut)/2], Source{}, Options{})
	if len(g.docs) != 0 || len(g.places) != 1 || g.places[0].BytesUnread != 0 {
		t.Errorf("%d documents, %v", len(g.docs), g.places)
	}
}

// Every cut of a packed file but those between members and frames is found, and accounted for.
func TestEveryCut(t *testing.T) {
	in := "{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"three\"}\n"
	for name, parts := range map[string][][]byte{
		"gzip": {gz(t, in), gz(t, in)}, "zstd": {zst(t, in), zst(t, in)},
	} {
		data := bytes.Join(parts, nil)
		for n := 5; n <= len(data); n++ {
			g := readBytes(t, "f.jsonl", data[:n], Source{}, Options{})
			whole := n == len(parts[0]) || n == len(data)
			if (len(g.places) == 0) != whole {
				t.Errorf("%s cut to %d of %d: %s", name, n, len(data), g)
			}
		}
	}
}

// Two bytes of a magic number are a cut file, not an error of the disk (found by FuzzGzip).
func TestShortestCut(t *testing.T) {
	for _, data := range []string{"\x1f\x8b", "\x1f\x8b\x08", "\x28\xb5\x2f\xfd", "\x50\x2a\x4d\x18"} {
		g := readBytes(t, "f.jsonl", []byte(data), Source{}, Options{})
		if len(g.places) != 1 || !strings.Contains(g.places[0].Reason, "cut off") {
			t.Errorf("%q: %s", data, g)
		}
	}
}

// damagedInputs gives each format's files, cut and with bits flipped, to a check.
func damagedInputs(t *testing.T, rounds int, check func(name string, data []byte)) {
	jsonl := strings.Repeat("{\"text\":\"some wörds\\n\",\"id\":\"x\"}\n", 30)
	csvs := "id,text\n" + strings.Repeat("1,\"a \"\"b\"\"\nc\"\n2,d\r\n", 20)
	files := map[string][]byte{
		"a.jsonl": []byte(jsonl), "b.jsonl": gz(t, jsonl[:200], jsonl[200:]), "c.jsonl": zst(t, jsonl[:200], jsonl[200:]),
		"a.csv": []byte(csvs), "b.csv": gz(t, csvs), "w.csv": wide("\ufeff"+csvs, false), "w.jsonl": wide("\ufeff"+jsonl, true),
		"a.txt": []byte("caf\xe9 é €"), "b.txt": zst(t, jsonl),
		"a.parquet": parquetFile(t, 40, 7), "a.arrow": arrowFile(t, 40, 7), "b.arrow": arrowStream(t, 40, 7),
	}
	for _, name := range sortedKeys(files) {
		r := rand.New(rand.NewPCG(7, uint64(len(name))))
		for range rounds {
			data := bytes.Clone(files[name])
			switch r.IntN(4) {
			case 0:
				data = data[:r.IntN(len(data)+1)]
			case 1:
				at := r.IntN(len(data))
				data = append(data[:at:at], data[min(len(data), at+r.IntN(20)):]...)
			}
			for range r.IntN(4) {
				if len(data) > 0 {
					data[r.IntN(len(data))] ^= 1 << r.IntN(8)
				}
			}
			check(name, data)
		}
	}
}

func TestDamagedInputsAddUp(t *testing.T) {
	rounds := 150
	if testing.Short() {
		rounds = 20
	}
	dir := t.TempDir()
	damagedInputs(t, rounds, func(name string, data []byte) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		o := Options{Limit: 4096, BatchBytes: 200}
		if filepath.Ext(name) == ".arrow" {
			o.Child = childOf("arrow")
		}
		readPath(t, name, path, Source{Format: declaredOf(name)}, o)
	})
}

// declaredOf keeps a damaged magic number from making another format of a columnar file.
func declaredOf(name string) string {
	switch filepath.Ext(name) {
	case ".parquet":
		return formatParquet
	case ".arrow":
		return formatArrow
	}
	return ""
}

func fuzzPacked(f *testing.F, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if packingOf(data[:min(4, len(data))]) != "plain" {
			readBytes(t, "f.jsonl", data, Source{}, Options{Limit: 4096, BatchBytes: 256})
		}
	})
}

func FuzzGzip(f *testing.F) {
	a := gz(f, "{\"text\":\"a\"}\n", "{\"text\":\"b\"}\n")
	fuzzPacked(f, a, a[:len(a)-9], append(bytes.Clone(a), 0, 0, 0), gz(f, strings.Repeat("x", 1<<16)))
}

func FuzzZstd(f *testing.F) {
	a := zst(f, "{\"text\":\"a\"}\n", strings.Repeat("{\"text\":\"b\"}\n", 50))
	fuzzPacked(f, a, a[:len(a)-3], append(bytes.Clone(a), 0, 0, 0), zst(f, strings.Repeat("x", 1<<16)))
}
