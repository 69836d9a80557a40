package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

func smallManifest() *schema.Manifest {
	d := digestOf(nil)
	return &schema.Manifest{
		Format: schema.FormatVersion, Name: "news", Version: "1.0.0", Title: "News & <notes>", Recipe: d, Fingerprint: d,
		Steps:  []schema.ManifestStep{{Name: "s", Args: map[string]any{"z": 0.5, "a": int64(1) << 60}}},
		Tables: []schema.ManifestTable{{Name: "data", Logical: d, Files: []schema.ManifestFile{{Path: "data/train-00000-of-00001.parquet", SHA256: d, Split: "train"}}}},
	}
}

func TestManifestIsCanonical(t *testing.T) {
	b, err := MarshalManifest(smallManifest())
	must(t, err)
	text := string(b)
	for _, want := range []string{"{\n  \"accounting\": {\n", `"title": "News & <notes>"`, "\"a\": 1152921504606846976,\n        \"z\": 0.5", "\n}\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	m, err := ParseManifest(b)
	must(t, err)
	again, err := MarshalManifest(m)
	must(t, err)
	if !bytes.Equal(b, again) {
		t.Errorf("another form the second time: %s", again)
	}
}

func TestManifestsThatAreRefused(t *testing.T) {
	b, err := MarshalManifest(smallManifest())
	must(t, err)
	for _, c := range []struct{ old, with, says string }{
		{`"format": 1`, `"format": 2`, "release format 2, this tamis reads format 1"},
		{`"format": 1,`, ``, "no format version"},
		{`"name": "news"`, `"name": "../news"`, "release name"},
		{`"version": "1.0.0"`, `"version": ".."`, "semantic version"},
		{`"seed": 0`, `"sead": 0`, "unknown field"},
		{`"data/train-00000-of-00001.parquet"`, `"/etc/passwd"`, "out of the release"},
		{`"data/train-00000-of-00001.parquet"`, `"ledger/x"`, "another table"},
		{`"rows": 0`, `"rows": -1`, "malformed"},
		{"\n}\n", "\n}\n{}", "after top-level value"},
		{"{", "", "read manifest"},
	} {
		if _, err := ParseManifest([]byte(strings.Replace(string(b), c.old, c.with, 1))); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.with, err, c.says)
		}
	}
}

func TestDifferencesAreNamed(t *testing.T) {
	for _, c := range []struct {
		fn   func(*schema.Manifest)
		want string
	}{
		{func(*schema.Manifest) {}, ""},
		{func(m *schema.Manifest) { m.Seed = 7 }, "seed"},
		{func(m *schema.Manifest) { m.Tool = "2" }, "tamis version"},
		{func(m *schema.Manifest) { m.Inputs = []schema.ManifestInput{{Path: "a"}, {Path: "b"}, {Path: "c"}} }, "input added: a and 2 more"},
		{func(m *schema.Manifest) { m.Steps[0].Args = map[string]any{"z": 0.6} }, "step s: arguments"},
		{func(m *schema.Manifest) { m.Steps = nil }, "step gone: s"},
		{func(m *schema.Manifest) { m.Recipe = digestOf([]byte("x")) }, "recipe"},
		{func(m *schema.Manifest) { m.Tables[0].Rows = 4 }, "content of data"},
	} {
		b := smallManifest()
		c.fn(b)
		if got := strings.Join(Differences(smallManifest(), b), "; "); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func FuzzManifest(f *testing.F) {
	b, err := MarshalManifest(smallManifest())
	must(f, err)
	f.Add(b)
	f.Add([]byte(`{"format":1}`))
	f.Add([]byte(`{"format":1,"tables":[{"name":"..","files":null}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := ParseManifest(b)
		if err != nil {
			return
		}
		for _, table := range m.Tables {
			for _, file := range table.Files {
				if strings.Contains("/"+file.Path+"/", "/../") || strings.HasPrefix(file.Path, "/") {
					t.Fatalf("path %q was taken", file.Path)
				}
			}
		}
		out, err := MarshalManifest(m)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseManifest(out); err != nil {
			t.Fatalf("its own form is refused: %v", err)
		}
	})
}

func FuzzSums(f *testing.F) {
	f.Add([]byte(strings.Repeat("0", 64) + "  data/a\n"))
	f.Add([]byte(strings.Repeat("0", 64) + "  ../a\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		sums, faults := parseSums(b)
		if len(faults) == 0 && !bytes.Equal(formatSums(sums), b) {
			t.Fatal("a byte that no fault names is not kept")
		}
	})
}
