package export

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

func TestSubsetNames(t *testing.T) {
	for _, c := range []struct {
		value schema.Value
		want  string
	}{
		{schema.StringValue("en"), "en"}, {schema.StringValue("eng_Latn"), "eng_Latn"}, {schema.StringValue("zh-Hant"), "zh-Hant"},
		{schema.Value{}, "null"}, {schema.StringValue("null"), "~6eull"}, {schema.StringValue("NULL"), "~4eULL"},
		{schema.StringValue(""), "empty"}, {schema.StringValue("empty"), "~65mpty"},
		{schema.StringValue("default"), "~64efault"}, {schema.StringValue("ledger-edits"), "~6cedger-edits"},
		{schema.StringValue("."), "~2e"}, {schema.StringValue(".."), "~2e~2e"}, {schema.StringValue(".a"), "~2ea"}, {schema.StringValue("a."), "a~2e"},
		{schema.StringValue("_a"), "~5fa"}, {schema.StringValue("-a"), "~2da"}, {schema.StringValue("a_-a"), "a_-a"},
		{schema.StringValue("a/b"), "a~2fb"}, {schema.StringValue(`a\b`), "a~5cb"}, {schema.StringValue("a=b"), "a~3db"}, {schema.StringValue("a b"), "a~20b"},
		{schema.StringValue("a~b"), "a~7eb"}, {schema.StringValue("%41"), "~2541"}, {schema.StringValue("*"), "~2a"}, {schema.StringValue("é"), "~c3~a9"},
		{schema.StringValue("con"), "~63on"}, {schema.StringValue("CON.txt"), "~43ON.txt"}, {schema.StringValue("com1"), "~63om1"}, {schema.StringValue("come"), "come"},
		{schema.BoolValue(true), "true"}, {schema.Int32Value(-5), "~2d5"}, {schema.Int64Value(12), "12"},
		{schema.StringValue(strings.Repeat("a", 64)), strings.Repeat("a", 64)},
		{schema.StringValue(strings.Repeat("a", 65)), strings.Repeat("a", 48) + "~~635361c48bb9eab14198e76ea8ab7f1a"},
		{schema.StringValue(strings.Repeat("a", 46) + "éé" + strings.Repeat("a", 20)), strings.Repeat("a", 46) + "~~"},
	} {
		got := SubsetName(c.value)
		if got != c.want && !(strings.HasSuffix(c.want, "~~") && strings.HasPrefix(got, c.want)) {
			t.Errorf("%q: %s, want %s", SubsetText(c.value), got, c.want)
		}
	}
}

// TestSubsetNamesAreSafeAndApart: on every file system, whatever the values are.
func TestSubsetNamesAreSafeAndApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	parts := []string{"a", "A", "b", ".", "_", "-", "~", "/", "\x00", "é", "null", "Con", "~61", "default", "ledger-", strings.Repeat("x", 30), "\xff", " "}
	safe := regexp.MustCompile(`^[A-Za-z0-9~][A-Za-z0-9._~-]{0,199}$`)
	names, values := []string{"null"}, map[string]string{"null": ""}
	for range 5000 {
		v := ""
		for range rng.IntN(6) {
			v += parts[rng.IntN(len(parts))]
		}
		name := SubsetName(schema.StringValue(v))
		if was, known := values[name]; known && was != v {
			t.Fatalf("%q and %q are both %s", was, v, name)
		}
		if _, known := values[name]; !known {
			names = append(names, name)
		}
		values[name] = v
	}
	taken := map[string]string{}
	for name, final := range ApartByCase(names) {
		stem, _, _ := strings.Cut(strings.ToLower(final), ".")
		lower := strings.ToLower(final)
		if !safe.MatchString(final) || strings.HasSuffix(final, ".") || stem == "con" || lower == "default" || isHiddenSubset(final) || pathFault("data/"+final) != "" {
			t.Errorf("%q is named %s", values[name], final)
		}
		if was, known := taken[lower]; known {
			t.Errorf("%s and %s are one folder where case does not count", was, final)
		}
		taken[lower] = final
	}
}

// openFiles counts the files of data/ that are open at a time.
type openFiles struct {
	file
	open *int
}

func (f openFiles) Close() error { *f.open--; return f.file.Close() }

// TestOneFileOfDataIsOpenAtATime: the file before is closed, however many subsets and splits there are.
func TestOneFileOfDataIsOpenAtATime(t *testing.T) {
	dir, f := t.TempDir(), fixture{}
	l := f.layout()
	o := f.options(l)
	o.Splits, o.Subsets = []string{"a", "b", "c", "d"}, "words"
	open, most := 0, 0
	tab, err := openTables(dir, o, func(path string) (file, error) {
		x, err := createFile(path)
		if filepath.Base(filepath.Dir(filepath.Dir(path))) == "data" {
			open++
			most = max(most, open)
			return openFiles{x, &open}, err
		}
		return x, err
	})
	must(t, err)
	for s := range 40 {
		must(t, tab.Subset(fmt.Sprint("s", s)))
		for split := range 4 {
			d := f.doc(l, s*10+split)
			d.Split = split
			must(t, tab.Data(d))
		}
	}
	_, _, err = tab.Close()
	must(t, err)
	if most != 1 || open != 0 {
		t.Errorf("%d files open at a time, %d for ever", most, open)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "data/*/*")); len(files) != 160 {
		t.Errorf("%d files", len(files))
	}
}

// TestASubsetStandsOnce: names that lead elsewhere or came before are refused.
func TestASubsetStandsOnce(t *testing.T) {
	f := fixture{}
	tab, err := OpenTables(t.TempDir(), f.options(f.layout()))
	must(t, err)
	defer tab.Abort()
	must(t, tab.Subset("en"))
	for _, name := range []string{"en", "", ".", "..", "a/b", "/a", "a\x00"} {
		if tab.Subset(name) == nil {
			t.Errorf("%q was taken", name)
		}
	}
}

// TestRowsInAnotherFolder: a forged release whose digests agree holds rows in the wrong subset.
func TestRowsInAnotherFolder(t *testing.T) {
	for _, how := range []string{"wrong", "twice", "hidden"} {
		dir := fixture{n: 40, subsets: how}.release(t, t.TempDir(), "news", "1.0.0")
		r, err := Verify(dir, VerifyOptions{})
		must(t, err)
		if r.OK() || !strings.Contains(fmt.Sprint(r.Problems), "a row stands in the folder of another value of words") {
			t.Errorf("%s: %v", how, r.Problems)
		}
	}
	dir := fixture{n: 40, subsets: "words"}.release(t, t.TempDir(), "news", "1.0.0")
	forge(t, dir, func(m *schema.Manifest) { tableNamed(m, "data").Subsets = "" })
	if r, err := Verify(dir, VerifyOptions{}); err != nil || r.OK() {
		t.Errorf("no column: %v, %v", r.Problems, err)
	}
}

// TestCardNamesSubsets: a config for each folder with the splits that have rows there, and one for all.
func TestCardNamesSubsets(t *testing.T) {
	dir := fixture{n: 40, subsets: "words"}.release(t, t.TempDir(), "news", "1.0.0")
	card := slurp(t, dir, CardName)
	folders, err := os.ReadDir(filepath.Join(dir, "data"))
	must(t, err)
	for _, e := range folders {
		if !strings.Contains(card, "  - config_name: \""+e.Name()+"\"\n") || !strings.Contains(card, "path: \"data/"+e.Name()+"/t") {
			t.Errorf("no config for %s", e.Name())
		}
	}
	for _, want := range []string{"path: \"data/*/train-?????-of-?????.parquet\"", "'data/*/*.parquet'", "The documents stand in folders by their `words`."} {
		if !strings.Contains(card, want) {
			t.Errorf("card says nothing of %s:\n%s", want, card)
		}
	}
}

// TestAnEmptyFileOfLinesIsAStream: other programs take no file without bytes for a compressed one.
func TestAnEmptyFileOfLinesIsAStream(t *testing.T) {
	for compression, magic := range map[string]string{"gzip": "\x1f\x8b", "zstd": "\x28\xb5\x2f\xfd", "none": ""} {
		o := tableOptions()
		o.JSONL = &Physical{Compression: compression}
		dir, tables, _ := build(t, o, nil)
		for _, f := range tableOf(t, tables, "jsonl").Files {
			if b := slurp(t, dir, f.Path); !strings.HasPrefix(b, magic) || compression == "none" && b != "" {
				t.Errorf("%s: %q", f.Path, b)
			}
		}
		checkDescribed(t, dir, tableOf(t, tables, "jsonl"))
	}
}
