package export

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// TestGoodReleases verifies and replays releases of every kind. The counts are those of the fixture:
// of 40 documents 4 are short and 4 are copies.
func TestGoodReleases(t *testing.T) {
	for _, c := range []struct {
		name   string
		f      fixture
		replay ReplayReport
	}{
		{"plain", fixture{n: 40}, ReplayReport{Documents: 40, Proven: 40}},
		{"all formats", fixture{n: 40, formats: true}, ReplayReport{Documents: 40, Proven: 40}},
		{"shuffled", fixture{n: 40, shuffle: true}, ReplayReport{Documents: 40, Proven: 40}},
		{"many shards", fixture{n: 1000, word: strings.Repeat("w", 50)}, ReplayReport{Documents: 1000, Proven: 1000}},
		{"subsets", fixture{n: 40, subsets: "words", formats: true}, ReplayReport{Documents: 40, Proven: 40}},
		{"hidden subsets", fixture{n: 40, subsets: "hidden", private: true}, ReplayReport{Documents: 40, NeedInputs: 40}},
		{"empty", fixture{}, ReplayReport{}},
		{"private", fixture{n: 40, private: true}, ReplayReport{Documents: 40, NeedInputs: 40}},
		{"no rejects", fixture{n: 40, rejects: "none"}, ReplayReport{Documents: 32, Proven: 32, Absent: 8}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := c.f.release(t, t.TempDir(), "news", "1.0.0")
			r := clean(t, dir, VerifyOptions{Replay: true})
			if *r.Replay != c.replay {
				t.Errorf("replay: %+v, want %+v", *r.Replay, c.replay)
			}
			clean(t, dir, VerifyOptions{Replay: true, Expect: r.Digest, Memory: int64(30*c.f.n + 1)}) // several passes
		})
	}
}

// originals feeds what the inputs of a fixture hold.
func (f fixture) originals(change func(i int, text string) string) func(func(int64, string, string) bool) {
	return func(yield func(int64, string, string) bool) {
		for i := range f.n {
			if !yield(int64(i), "text", change(i, f.text(i))) {
				return
			}
			if i%4 == 0 && !yield(int64(i), "title", fmt.Sprintf("Title  %d", i)) {
				return
			}
		}
	}
}

// TestReplayFromInputs proves what a private recipe keeps from the files, and sees another input.
func TestReplayFromInputs(t *testing.T) {
	for _, f := range []fixture{{n: 40, private: true}, {n: 40, private: true, shuffle: true}, {n: 40}} {
		dir := f.release(t, t.TempDir(), "news", "1.0.0")
		same := func(_ int, text string) string { return text }
		r := clean(t, dir, VerifyOptions{Replay: true, Originals: f.originals(same)})
		if r.Replay.Proven != 40 || r.Replay.NeedInputs != 0 {
			t.Errorf("%+v: %+v", f, r.Replay)
		}
		other := func(i int, text string) string {
			if i == 11 {
				return text + " and more"
			}
			return text
		}
		r, err := Verify(dir, VerifyOptions{Replay: true, Originals: f.originals(other), Memory: 3000})
		must(t, err)
		if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, "document 11,") {
			t.Errorf("%+v: another original gives %v", f, r.Problems)
		}
		if f.n--; f.n > 0 {
			r, err = Verify(dir, VerifyOptions{Replay: true, Originals: f.originals(same)})
			must(t, err)
			if r.OK() || !strings.Contains(r.Problems[0].Message, "do not hold") {
				t.Errorf("a missing original gives %v", r.Problems)
			}
		}
	}
}

func TestModesThatCannotBeReplayed(t *testing.T) {
	for _, mode := range []string{"counts", "private"} {
		dir := fixture{n: 40, private: true, edits: mode}.release(t, t.TempDir(), "news", "1.0.0")
		r := clean(t, dir, VerifyOptions{Replay: true})
		if !slices.ContainsFunc(r.Unchecked, func(s string) bool { return strings.Contains(s, mode) }) {
			t.Errorf("%s: unchecked is %q", mode, r.Unchecked)
		}
	}
}

func TestCopyWithoutLedger(t *testing.T) {
	dir := fixture{n: 40}.release(t, t.TempDir(), "news", "1.0.0")
	must(t, os.RemoveAll(filepath.Join(dir, "ledger")))
	r := clean(t, dir, VerifyOptions{Replay: true})
	if len(r.Unchecked) < 2 || r.Documents != 32 {
		t.Errorf("unchecked %q, %d documents", r.Unchecked, r.Documents)
	}
}

func TestExpectedDigest(t *testing.T) {
	dir := fixture{n: 5}.release(t, t.TempDir(), "news", "1.0.0")
	for _, e := range []string{"sha256:" + strings.Repeat("0", 64), "sha256:12", "nonsense"} {
		r, err := Verify(dir, VerifyOptions{Expect: e})
		must(t, err)
		if r.OK() {
			t.Errorf("%s is taken", e)
		}
	}
}

// damage is one way to hurt a release; it returns the files of which at least one must be named.
type damage struct {
	name string
	do   func(t *testing.T, dir string, files []string, rng *rand.Rand) []string
	n    int
}

func change(t *testing.T, path string, fn func([]byte) []byte) {
	t.Helper()
	b := []byte(slurp(t, path))
	must(t, os.WriteFile(path, fn(b), 0o644))
}

var damages = []damage{
	{"bit", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := files[rng.IntN(len(files))]
		change(t, filepath.Join(dir, f), func(b []byte) []byte { b[rng.IntN(len(b))] ^= 1 << rng.IntN(8); return b })
		return []string{f}
	}, 500},
	{"truncated", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := files[rng.IntN(len(files))]
		change(t, filepath.Join(dir, f), func(b []byte) []byte { return b[:rng.IntN(len(b))] })
		return []string{f}
	}, 60},
	{"last byte", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := files[rng.IntN(len(files))]
		change(t, filepath.Join(dir, f), func(b []byte) []byte { return b[:len(b)-1] })
		return []string{f}
	}, 20},
	{"appended", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := files[rng.IntN(len(files))]
		change(t, filepath.Join(dir, f), func(b []byte) []byte { return append(b, "\n \x00x"[rng.IntN(4)]) })
		return []string{f}
	}, 40},
	{"deleted", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := files[rng.IntN(len(files))]
		must(t, os.Remove(filepath.Join(dir, f)))
		return []string{f}
	}, 20},
	{"swapped", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		i, j := rng.IntN(len(files)), rng.IntN(len(files)-1)
		if j >= i {
			j++
		}
		a, b := filepath.Join(dir, files[i]), filepath.Join(dir, files[j])
		must(t, os.Rename(a, a+"~"))
		must(t, os.Rename(b, a))
		must(t, os.Rename(a+"~", b))
		return []string{files[i], files[j]}
	}, 30},
	{"extra", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := []string{"data/.x", "notes.txt", "ledger/more.parquet", "data/train-00009-of-00009.parquet"}[rng.IntN(4)]
		must(t, os.WriteFile(filepath.Join(dir, f), []byte("x"), 0o644))
		return []string{f}
	}, 8},
	{"folder", func(t *testing.T, dir string, _ []string, _ *rand.Rand) []string {
		must(t, os.MkdirAll(filepath.Join(dir, "data", "more"), 0o755))
		return []string{"data/more"}
	}, 1},
	{"link", func(t *testing.T, dir string, files []string, rng *rand.Rand) []string {
		f := files[rng.IntN(len(files))]
		full := filepath.Join(dir, f)
		elsewhere := filepath.Join(t.TempDir(), "same")
		must(t, os.Rename(full, elsewhere))
		must(t, os.Symlink(elsewhere, full))
		return []string{f}
	}, 20},
	{"line", func(t *testing.T, dir string, _ []string, rng *rand.Rand) []string {
		change(t, filepath.Join(dir, SumsName), func(b []byte) []byte {
			lines := strings.SplitAfter(string(b), "\n")
			lines = lines[:len(lines)-1]
			i := rng.IntN(len(lines))
			switch rng.IntN(3) {
			case 0:
				lines = slices.Delete(lines, i, i+1)
			case 1:
				lines = slices.Insert(lines, i, lines[i])
			default:
				j := (i + 1) % len(lines)
				lines[i], lines[j] = lines[j], lines[i]
			}
			return []byte(strings.Join(lines, ""))
		})
		return []string{SumsName}
	}, 30},
}

// TestEveryDamageIsFoundAndNamed hurts a release in hundreds of ways, among them 500 flipped bits.
func TestEveryDamageIsFoundAndNamed(t *testing.T) {
	out := t.TempDir()
	good := fixture{n: 20, formats: true}.release(t, out, "news", "1.0.0")
	var files []string
	must(t, filepath.WalkDir(good, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			rel, _ := filepath.Rel(good, path)
			files = append(files, filepath.ToSlash(rel))
		}
		return err
	}))
	dir := filepath.Join(t.TempDir(), "copy")
	rng := rand.New(rand.NewPCG(3, 4))
	for _, d := range damages {
		for i := range d.n {
			must(t, os.RemoveAll(dir))
			must(t, os.CopyFS(dir, os.DirFS(good)))
			hurt := d.do(t, dir, files, rng)
			r, err := Verify(dir, VerifyOptions{Replay: i%10 == 0})
			must(t, err)
			if !slices.ContainsFunc(r.Problems, func(p Problem) bool {
				return slices.ContainsFunc(hurt, func(f string) bool { return strings.Contains(p.String(), f) })
			}) {
				t.Fatalf("%s %d of %v: %v", d.name, i, hurt, r.Problems)
			}
		}
	}
	clean(t, good, VerifyOptions{Replay: true})
}

// forge changes a release's manifest and makes SHA256SUMS agree, as one would who wants to deceive.
func forge(t *testing.T, dir string, fn func(*schema.Manifest)) {
	t.Helper()
	m, err := ParseManifest([]byte(slurp(t, dir, ManifestName)))
	must(t, err)
	fn(m)
	b, err := MarshalManifest(m)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, ManifestName), b, 0o644))
	sums, _ := parseSums([]byte(slurp(t, dir, SumsName)))
	for i := range sums {
		if sums[i].path == ManifestName {
			sums[i].hex = strings.TrimPrefix(digestOf(b), "sha256:")
		}
	}
	must(t, os.WriteFile(filepath.Join(dir, SumsName), formatSums(sums), 0o644))
}

// TestForgedManifests changes numbers of a manifest, all digests made to agree: the tables contradict.
func TestForgedManifests(t *testing.T) {
	good := fixture{n: 40}.release(t, t.TempDir(), "news", "1.0.0-dev")
	for name, fn := range map[string]func(*schema.Manifest){
		"kept":        func(m *schema.Manifest) { m.Accounting.Kept++; m.Accounting.Read++; m.Accounting.Splits["train"]++ },
		"read":        func(m *schema.Manifest) { m.Accounting.Read++ },
		"bytes":       func(m *schema.Manifest) { m.Accounting.DocumentBytes++; m.Accounting.FramingBytes-- },
		"places":      func(m *schema.Manifest) { m.Accounting.Places++ },
		"rule":        func(m *schema.Manifest) { m.Steps[2].Rejected = map[string]int64{"length": 4} },
		"edits":       func(m *schema.Manifest) { m.Steps[0].Edits["space"] = schema.EditTotals{Rows: 1} },
		"kinds":       func(m *schema.Manifest) { m.Steps[0].Edits = nil },
		"coarse":      func(m *schema.Manifest) { m.Ledger.Coarse = 1 },
		"step":        func(m *schema.Manifest) { m.Steps[0].Name = "other" },
		"type":        func(m *schema.Manifest) { tableNamed(m, "data").Columns[0].Type = "string?" },
		"rows":        func(m *schema.Manifest) { d := tableNamed(m, "data"); d.Rows++; d.Files[0].Rows++ },
		"logical":     func(m *schema.Manifest) { tableNamed(m, "data").Logical = digestOf(nil) },
		"fingerprint": func(m *schema.Manifest) { m.Fingerprint = digestOf(nil) },
		"recipe":      func(m *schema.Manifest) { m.Recipe = digestOf(nil) },
		"split":       func(m *schema.Manifest) { d := tableNamed(m, "data"); d.Files[0].Split = "train" },
		"digest":      func(m *schema.Manifest) { tableNamed(m, "data").Files[0].SHA256 = digestOf(nil) },
		"size":        func(m *schema.Manifest) { tableNamed(m, "data").Files[0].Bytes++ },
		"table":       func(m *schema.Manifest) { m.Tables = m.Tables[1:] },
		"input rows":  func(m *schema.Manifest) { m.Accounting.InputRows = 3 },
		"no rejects":  func(m *schema.Manifest) { m.Steps[3].Rejected = map[string]int64{}; m.Steps[3].Kept += 4 },
	} {
		dir := filepath.Join(t.TempDir(), name)
		must(t, os.CopyFS(dir, os.DirFS(good)))
		forge(t, dir, fn)
		r, err := Verify(dir, VerifyOptions{Replay: true})
		must(t, err)
		if r.OK() {
			t.Errorf("%s: nothing found", name)
		}
	}
}

// TestManifestInAnotherForm changes white space alone, SHA256SUMS made to agree.
func TestManifestInAnotherForm(t *testing.T) {
	dir := fixture{n: 5}.release(t, t.TempDir(), "news", "1.0.0")
	path := filepath.Join(dir, ManifestName)
	was := digestOf([]byte(slurp(t, path)))
	change(t, path, func(b []byte) []byte { return append(b, '\n') })
	now := digestOf([]byte(slurp(t, path)))
	change(t, filepath.Join(dir, SumsName), func(b []byte) []byte {
		return []byte(strings.ReplaceAll(string(b), strings.TrimPrefix(was, "sha256:"), strings.TrimPrefix(now, "sha256:")))
	})
	r, err := Verify(dir, VerifyOptions{})
	must(t, err)
	if len(r.Problems) != 1 || r.Problems[0].File != ManifestName {
		t.Errorf("%v", r.Problems)
	}
}

// editRow makes a row of edits in bytes alone: no code point is longer than one.
func editRow(seq, start, out int64, removed, inserted string) Row {
	n, str := schema.Int64Value, schema.StringValue
	r, i := int64(len(removed)), int64(len(inserted))
	return Row{editColumns(), []schema.Value{n(0), str("text"), n(seq), str("s"), str("k"), n(start), n(start), n(out), n(out), n(r), n(r), n(i), n(i), str(removed), str(inserted)}}
}

func (r Row) with(column string, v schema.Value) Row {
	r = r.Clone()
	r.vals[slices.IndexFunc(r.cols, func(c schema.Column) bool { return c.Name == column })] = v
	return r
}

// TestEditLaws holds single rows against the laws of the edits table: "abcd" became "xd", then "e".
func TestEditLaws(t *testing.T) {
	first, second := editRow(0, 2, 2, "abc", "x"), editRow(1, 6, 4, "", "e")
	num := schema.Int64Value
	for _, c := range []struct {
		prev, row Row
		mode      string
		ok        bool
	}{
		{Row{}, first, "full", true},
		{first, second, "full", true},
		{first, editRow(1, 6, 5, "", "e"), "full", false},
		{first, editRow(1, 6, 5, "", "e"), "private", true}, // rows between them are left out
		{first, editRow(2, 6, 4, "", "e"), "full", false},
		{first, editRow(0, 6, 4, "", "e"), "private", false},
		{first, editRow(1, 4, 2, "", "e"), "full", false},
		{Row{}, editRow(1, 2, 2, "abc", "x"), "full", false},
		{Row{}, editRow(0, 2, 3, "abc", "x"), "full", false},
		{Row{}, editRow(0, 2, 2, "", ""), "full", false},
		{first, second.with("char_start", num(5)), "full", false},
		{first, second.with("inserted_chars", num(2)), "full", false},
		{first, second.with("inserted_bytes", num(2)), "full", false},
		{Row{}, first.with("removed_bytes", num(4)), "full", false},
		{Row{}, first.with("removed", schema.Value{}), "full", true},
	} {
		if fault := editFault(c.prev, c.row, c.mode); (fault == "") != c.ok {
			t.Errorf("%v after %v, %s: %q", c.row.vals[2:], c.prev.vals, c.mode, fault)
		}
	}
}

// TestForgedTables takes the tables of a run that did something else than its ledger says.
func TestForgedTables(t *testing.T) {
	for name, c := range map[string]struct {
		forge func(docs []*schema.Doc) []*schema.Doc // what goes into data/, after the ledger was written
		says  string
	}{
		"a row lost":  {func(docs []*schema.Doc) []*schema.Doc { return docs[1:] }, "have no row"},
		"a row twice": {func(docs []*schema.Doc) []*schema.Doc { return append(docs[1:], docs[1]) }, "more than once"},
		"two splits": {func(docs []*schema.Doc) []*schema.Doc {
			d := *docs[1]
			d.Split = 1 - d.Split
			return append(docs[1:], &d)
		}, "several splits"},
		"a stranger": {func(docs []*schema.Doc) []*schema.Doc {
			d := fixture{n: 20}.doc(fixture{}.layout(), 30)
			return append(docs, d)
		}, "1 rows no kept document"},
		"another text": {func(docs []*schema.Doc) []*schema.Doc { setText(docs[0], docs[0].Text()+"!"); return docs }, "another original"},
		"a swap": {func(docs []*schema.Doc) []*schema.Doc {
			a, b := docs[0].Text(), docs[1].Text()
			setText(docs[0], b)
			setText(docs[1], a)
			return docs
		}, "document 0"},
	} {
		f := fixture{n: 20}
		out := t.TempDir()
		s, err := NewStage(Disk{}, out, "news", "1.0.0")
		must(t, err)
		m := f.forged(t, s.Dir(), c.forge)
		_, err = s.Finish(m, nil, fixtureCard)
		must(t, err)
		dir, err := s.Publish()
		must(t, err)
		r, err := Verify(dir, VerifyOptions{Replay: true})
		must(t, err)
		if !strings.Contains(fmt.Sprint(r.Problems), c.says) {
			t.Errorf("%s: want %q in %v", name, c.says, r.Problems)
		}
	}
}

// TestKeptInItsPlace: of a document that names one rejected before or by the same step, verify says so.
func TestKeptInItsPlace(t *testing.T) {
	for behind, says := range map[int64]string{1: "2 documents are rejected for one that their step did not keep", 9: "1 documents are rejected"} {
		r, err := Verify(fixture{n: 20, behind: behind}.release(t, t.TempDir(), "news", "1.0.0"), VerifyOptions{})
		must(t, err)
		if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, says) {
			t.Errorf("%d before: want %q in %v", behind, says, r.Problems)
		}
	}
}

func setText(d *schema.Doc, s string) { d.Set(schema.SlotText, schema.StringValue(s)) }

func (f fixture) forged(t *testing.T, dir string, forge func([]*schema.Doc) []*schema.Doc) *schema.Manifest {
	t.Helper()
	l := f.layout()
	tab, err := OpenTables(dir, f.options(l))
	must(t, err)
	var kept []*schema.Doc
	for i := range f.n {
		d := f.doc(l, i)
		must(t, tab.Ledger(d))
		if d.Kept() {
			kept = append(kept, d)
		}
	}
	for _, d := range forge(kept) {
		must(t, tab.Data(d))
	}
	must(t, tab.Quarantine(schema.Place{Start: 2000, End: 2007, Line: 3, Reason: "not JSON"}))
	list, totals, err := tab.Close()
	must(t, err)
	return f.manifest(list, totals)
}

// TestHostilePathsAreNeverFollowed names files outside the release in its manifest and SHA256SUMS.
func TestHostilePathsAreNeverFollowed(t *testing.T) {
	for _, bad := range []string{"../secret", "/etc/passwd", "data/../../secret", "data/a\x00b", `data\..\x`, "C:/x", "", ".", "data//x", "data/x/", "a\nb"} {
		dir := fixture{n: 5}.release(t, t.TempDir(), "news", "1.0.0")
		must(t, os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("not to be read"), 0o644))
		if pathFault(bad) == "" {
			t.Errorf("path %q is taken", bad)
		}
		if _, err := inside(dir, bad); err == nil {
			t.Errorf("path %q is opened", bad)
		}
		change(t, filepath.Join(dir, SumsName), func(b []byte) []byte {
			return append(b, strings.Repeat("0", 64)+"  "+bad+"\n"...)
		})
		forge(t, dir, func(m *schema.Manifest) { m.Tables[0].Files[0].Path = bad })
		r, err := Verify(dir, VerifyOptions{})
		must(t, err)
		if r.OK() {
			t.Errorf("%q: nothing found", bad)
		}
		if _, err := Load(dir); err == nil {
			t.Errorf("%q: the manifest is taken", bad)
		}
	}
}

func TestFolderLinkInsideRelease(t *testing.T) {
	dir := fixture{n: 5}.release(t, t.TempDir(), "news", "1.0.0")
	elsewhere := t.TempDir()
	must(t, os.Rename(filepath.Join(dir, "data"), filepath.Join(elsewhere, "data")))
	must(t, os.Symlink(filepath.Join(elsewhere, "data"), filepath.Join(dir, "data")))
	r, err := Verify(dir, VerifyOptions{})
	must(t, err)
	if r.OK() || r.Documents != 0 {
		t.Errorf("%d documents, %v", r.Documents, r.Problems)
	}
	rel, err := Load(dir)
	must(t, err)
	for _, err := range rel.Rows(TableData) {
		if err == nil {
			t.Fatal("a row was read through a link")
		}
	}
}
