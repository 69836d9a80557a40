package damage

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// collection makes the files once for all tests.
var collection = sync.OnceValues(Files)

// file returns one of the collection by name.
func file(t *testing.T, name string) Bad {
	t.Helper()
	files, err := collection()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.File == name {
			return f
		}
	}
	t.Fatalf("no file %s", name)
	return Bad{}
}

func TestWriteIsRepeatable(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	first, err := Write(a)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Write(a); err != nil {
		t.Fatalf("a second time into the same folder: %v", err)
	}
	second, err := Write(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(first, second) {
		t.Error("two calls expect different things")
	}
	for _, e := range first {
		if e.Skipped {
			continue
		}
		x, errX := os.ReadFile(filepath.Join(a, e.File))
		y, errY := os.ReadFile(filepath.Join(b, e.File))
		if errX != nil || errY != nil || !bytes.Equal(x, y) {
			t.Errorf("%q differs between two calls: %v %v", e.File, errX, errY)
		}
	}
}

func TestExpectationsAreComplete(t *testing.T) {
	es, err := Write(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range es {
		if e.Damage == "" || e.File == "" || seen[e.File] {
			t.Errorf("%q: no damage named, or twice in the table", e.File)
		}
		seen[e.File] = true
		if e.Places > 0 && len(e.Reasons) == 0 {
			t.Errorf("%q: places without a reason", e.File)
		}
		if e.Skipped && e.Documents+e.Places > 0 {
			t.Errorf("%q: skipped and read", e.File)
		}
	}
	if len(es) < 68 {
		t.Errorf("%d entries", len(es))
	}
}

// TestLinesAgreeWithEncodingJSON holds the table of the JSONL files against another judge. The
// standard library takes bytes that are no UTF-8 and has its own limit of depth, so those files are left out.
func TestLinesAgreeWithEncodingJSON(t *testing.T) {
	for _, name := range []string{"json/syntax.jsonl", "json/types.jsonl", "json/escapes.jsonl", "json/surrogates.jsonl",
		"json/nul.jsonl", "json/blank.jsonl", "json/numbers.jsonl", "text/huge-line.jsonl"} {
		f := file(t, name)
		good, bad := 0, 0
		for _, line := range bytes.Split(f.Data, []byte("\n")) {
			var doc struct{ Text *string }
			switch {
			case len(bytes.TrimSpace(line)) == 0:
			case len(line) <= HugeLine && json.Unmarshal(line, &doc) == nil && doc.Text != nil:
				good++
			default:
				bad++
			}
		}
		if good != f.Documents || bad != f.Places {
			t.Errorf("%s: %d good and %d bad lines, expected %d and %d", name, good, bad, f.Documents, f.Places)
		}
	}
}

func TestCompressedStreamsBreakWhereTheySay(t *testing.T) {
	for _, name := range []string{"cut.jsonl.gz", "corrupt.jsonl.gz", "sum.jsonl.gz", "trailing.jsonl.gz"} {
		f := file(t, "compressed/"+name)
		good, err := readable(f.Data)
		if err != nil || int64(len(good)) != f.Bytes {
			t.Errorf("%s: %d bytes readable, expected %d (%v)", name, len(good), f.Bytes, err)
		}
		if n := bytes.Count(good, []byte("\n")); n != f.Documents || n < 2*perPart {
			t.Errorf("%s: %d lines before the damage, expected %d", name, n, f.Documents)
		}
	}
	for name, fails := range map[string]bool{"cut": true, "flipped": true, "trailing": true, "window": true, "frames": false} {
		f := file(t, "compressed/"+name+".jsonl.zst")
		out, failed := unzstd(f.Data)
		if failed != fails || int64(len(out)) != f.Bytes {
			t.Errorf("%s.jsonl.zst: failed %v after %d bytes, expected %v after %d", name, failed, len(out), fails, f.Bytes)
		}
	}
}

func TestCutGzipEndsWithinALine(t *testing.T) {
	good, err := readable(file(t, "compressed/cut.jsonl.gz").Data)
	if err != nil || bytes.HasSuffix(good, []byte("\n")) {
		t.Errorf("the cut falls on a line's end: %v", err)
	}
}

// TestParquetFilesBreakWhereTheySay reads the columnar files with parquet-go under recover.
func TestParquetFilesBreakWhereTheySay(t *testing.T) {
	files, err := parquetFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		good, groupsBad, open := parquetRows(f.Data)
		if good != f.Documents || open != (f.Places == 0 || f.Documents > 0) || open && groupsBad != f.Places {
			t.Errorf("%s: %d rows, %d bad groups, opens %v; expected %d rows, %d places", f.File, good, groupsBad, open, f.Documents, f.Places)
		}
	}
}

func parquetRows(data []byte) (good, bad int, open bool) {
	pf, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0, 0, false
	}
	for _, g := range pf.RowGroups() {
		n, err := groupRowsOf(g)
		if err != nil {
			bad++
			continue
		}
		good += n
	}
	return good, bad, true
}

func groupRowsOf(g parquet.RowGroup) (n int, err error) {
	rows := parquet.NewGenericRowGroupReader[parquetRow](g)
	defer rows.Close()
	out := make([]parquetRow, groupRows)
	n, err = rows.Read(out)
	if n == groupRows {
		err = nil
	}
	return n, err
}

func TestLyingOffsetsHitsOneNumber(t *testing.T) {
	good, err := goodArrow("arrow/offsets.arrow")
	if err != nil {
		t.Fatal(err)
	}
	bad := file(t, "arrow/offsets.arrow").Data
	differ := 0
	for i := range good {
		if good[i] != bad[i] {
			differ++
		}
	}
	if differ == 0 || differ > 4 {
		t.Errorf("%d bytes differ", differ)
	}
}

func TestRefusedAreNoFiles(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		es, err := WriteRefused(dir)
		if err != nil || len(es) < 2 {
			t.Fatalf("%d entries, %v", len(es), err)
		}
		for _, e := range es {
			if info, err := os.Stat(filepath.Join(dir, e.File)); err == nil && info.Mode().IsRegular() || !e.Refused {
				t.Errorf("%s is a file", e.File)
			}
		}
	}
}

func TestNamesStayInTheFolder(t *testing.T) {
	dir := t.TempDir()
	es, err := Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range es {
		if strings.HasPrefix(filepath.Clean(e.File), "..") || filepath.IsAbs(e.File) {
			t.Errorf("%q leaves the folder", e.File)
		}
		if _, err := os.Lstat(filepath.Join(dir, e.File)); err != nil {
			t.Errorf("%q: %v", e.File, err)
		}
	}
}

func TestTheTableIsUpToDate(t *testing.T) {
	doc, err := Document()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../testdata/bad/README.md")
	if err != nil || string(got) != doc {
		t.Errorf("testdata/bad/README.md is not up to date, run go run ./testdata/gen: %v", err)
	}
}
