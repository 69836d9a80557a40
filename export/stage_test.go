package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/tamis-data/tamis/schema"
)

// template holds the tables of a fixture and their manifest, so that a crash matrix need not encode
// them a thousand times.
type template struct {
	files    map[string]string
	manifest *schema.Manifest
}

func newTemplate(t testing.TB, f fixture) template {
	t.Helper()
	dir := t.TempDir()
	m := f.tables(t, dir)
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			files[filepath.ToSlash(rel)] = slurp(t, path)
		}
		return err
	}))
	return template{files, m}
}

// run builds and publishes the template as the engine does: tables first, unsynced.
func (tp template) run(fsys FS, version string, keep int) (string, error) {
	s, err := OpenStage(context.Background(), fsys, StageOptions{Out: "/out", Name: "news", Version: version, KeepDrafts: keep})
	if err != nil {
		return "", err
	}
	dir, err := tp.build(fsys, s)
	if err != nil {
		return dir, errors.Join(err, s.Discard())
	}
	return dir, nil
}

func (tp template) build(fsys FS, s *Stage) (string, error) {
	for _, rel := range sortedKeys(tp.files) {
		full := filepath.Join(s.Dir(), rel)
		if err := fsys.Mkdir(filepath.Dir(full), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", err
		}
		f, err := fsys.Create(full)
		if err != nil {
			return "", err
		}
		_, err = f.Write([]byte(tp.files[rel]))
		if err := errors.Join(err, f.Close()); err != nil {
			return "", err
		}
	}
	m := *tp.manifest
	if _, err := s.Finish(&m, []byte("tamis: 1\n"), fixtureCard); err != nil {
		return "", err
	}
	return s.Publish()
}

// scene is an output folder with something in it, and a run that adds to it.
type scene struct {
	name    string
	version string
	before  []template
	run     template
	keep    int
}

func scenes(t testing.TB) []scene {
	a, b, c := newTemplate(t, fixture{n: 20, word: "lake"}), newTemplate(t, fixture{n: 20, word: "hill"}), newTemplate(t, fixture{n: 30, word: "tree"})
	d := c // another ledger with the same data and fingerprint: a private recipe whose inputs changed where nothing was kept
	m := *c.manifest
	m.Tool = "0.1.1"
	d.manifest = &m
	return []scene{
		{"first", "1.0.0", nil, a, 3},
		{"second", "1.1.0", []template{a}, b, 3},
		{"drafts", "1.0.0-dev", []template{a, b}, c, 1},
		{"replaced", "1.0.0-dev", []template{a, c}, d, 3},
	}
}

// prepare fills a file system with what stands there before the run.
func (s scene) prepare(t testing.TB) *memFS {
	t.Helper()
	m := newMemFS()
	for i, tp := range s.before {
		v := s.version
		if s.name == "second" {
			v = []string{"1.0.0", "1.0.1"}[i]
		}
		_, err := tp.run(m, v, 3)
		must(t, err)
	}
	return m
}

// published lists the releases in a file system by version, each with its files.
func published(m *memFS) map[string]map[string]string {
	out := map[string]map[string]string{}
	home := m.find("/out/news")
	if home == nil {
		return out
	}
	for name, n := range home.kids {
		if n.dir && !strings.HasPrefix(name, ".") {
			out[name] = m.tree("/out/news/" + name)
		}
	}
	return out
}

// holds checks what must be true of a file system after any crash or fault: every release that
// stands there is whole.
func holds(t *testing.T, what string, m *memFS, whole map[string]map[string]string) {
	t.Helper()
	for v, files := range published(m) {
		if !sameFiles(files, whole[v]) {
			t.Fatalf("%s: release %s is not whole: %d files of %d", what, v, len(files), len(whole[v]))
		}
	}
}

func sameFiles(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		if w, ok := b[k]; !ok || w != v {
			return false
		}
	}
	return true
}

// end checks what must be true after a run has completed: the links, and nothing left over.
func (s scene) end(t *testing.T, what string, m *memFS, want map[string]string) {
	t.Helper()
	got := m.tree("/out")
	for rel := range got {
		if strings.Contains(rel, stagingPrefix) || strings.Contains(rel, trashPrefix) || strings.Contains(rel, freshLink) {
			t.Fatalf("%s: %s is left", what, rel)
		}
	}
	for _, link := range []string{"news/" + latestLink, "news/" + draftLink} {
		if v, plain := strings.CutSuffix(got[link], "\n"); plain {
			got[link] = "-> " + v // a text file, made when symlinks failed
		}
	}
	if s.name == "drafts" { // after a crash while pruning, which drafts are old depends on the clock alone
		if m.find("/out/news/"+strings.TrimPrefix(got["news/draft"], "-> ")) == nil {
			t.Fatalf("%s: after the next run draft leads nowhere", what)
		}
		return
	}
	if !sameFiles(got, want) {
		t.Fatalf("%s: the next run gives another result:\n%v\n%v", what, sortedKeys(got), sortedKeys(want))
	}
}

// versionsAndBytes collects the whole releases that a scene can show, each one verified on disk.
func wholes(t *testing.T, s scene) (map[string]map[string]string, map[string]string) {
	t.Helper()
	before := s.prepare(t)
	whole := published(before)
	after := s.prepare(t)
	_, err := s.run.run(after, s.version, s.keep)
	must(t, err)
	for v, files := range published(after) {
		dir := t.TempDir()
		after.dump(t, "/out/news/"+v, dir)
		clean(t, dir, VerifyOptions{Replay: true})
		whole[v] = files
	}
	return whole, after.tree("/out")
}

// TestPowerLossAtEveryCall cuts the power behind every call of a run and loses none, some or all of
// what was not synced. Whatever stands there then is whole, and the next run completes.
func TestPowerLossAtEveryCall(t *testing.T) {
	for _, s := range scenes(t) {
		t.Run(s.name, func(t *testing.T) {
			whole, want := wholes(t, s)
			before := s.prepare(t)
			rng := rand.New(rand.NewPCG(1, 2))
			at := 1
			for ; s.crash(t, before.clone(), at, rng, whole, want); at++ {
			}
			t.Logf("%d points", 3*(at-1))
		})
	}
}

// crash cuts the power behind one call of a run; false when the run has no such call.
func (s scene) crash(t *testing.T, m *memFS, at int, rng *rand.Rand, whole map[string]map[string]string, want map[string]string) bool {
	t.Helper()
	old := published(m)
	f := &faultFS{FS: m, at: at, err: errCrash}
	if _, _ = s.run.run(f, s.version, s.keep); f.calls < at { // what a dying run says reaches nobody
		return false
	}
	for _, percent := range []int{0, 50, 100} {
		c := m.crashed(percent, rng)
		holds(t, fmt.Sprintf("call %d, %d %%", at, percent), c, either(whole, old, published(c)))
		s.oldStand(t, at, old, c)
		linksLead(t, c, at)
		draftIsRepaired(t, c.clone(), at, old)
		if _, err := s.run.run(c, s.version, s.keep); err != nil {
			t.Fatalf("call %d, %d %%: the next run fails: %v", at, percent, err)
		}
		s.end(t, fmt.Sprintf("call %d, %d %%", at, percent), c, want)
	}
	return true
}

// draftIsRepaired holds that after a crash the draft published last can be told without the clock.
func draftIsRepaired(t *testing.T, m *memFS, at int, old map[string]map[string]string) {
	t.Helper()
	for v, files := range published(m) {
		if sameFiles(files, old[v]) || !mustVersion(v).draft() {
			continue
		}
		for _, n := range m.find("/out/news").kids {
			n.mtime = 0
		}
		m.find("/out/news/" + v).mtime = -1
		must(t, RepairLinks(m, "/out", "news", ""))
		if n := m.find("/out/news/" + draftLink); n == nil || n.link != v {
			t.Fatalf("call %d: draft does not lead to %s, the one published last", at, v)
		}
	}
}

// lyingFS is a disk that gives back another byte than was written, once, without a word.
type lyingFS struct {
	FS
	file string
}

func (l lyingFS) Open(path string) (File, error) {
	f, err := l.FS.Open(path)
	if err == nil && strings.HasSuffix(path, l.file) && strings.Contains(path, stagingPrefix) {
		return lyingFile{f}, nil
	}
	return f, err
}

type lyingFile struct{ File }

func (l lyingFile) Read(p []byte) (int, error) {
	n, err := l.File.Read(p)
	if n > 0 {
		p[0] ^= 1
	}
	return n, err
}

func TestFilesAreReadBack(t *testing.T) {
	tp := newTemplate(t, fixture{n: 10})
	for _, file := range append(sortedKeys(tp.files), SumsName, ManifestName, CardName, RecipeName) {
		m := newMemFS()
		if _, err := tp.run(lyingFS{m, file}, "1.0.0", 3); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: a disk that lies gives %v", file, err)
		}
		if len(published(m)) > 0 {
			t.Errorf("%s: it was published", file)
		}
	}
}

// linksLead holds that a link names a release that stands, but for the draft that is being replaced.
func linksLead(t *testing.T, m *memFS, at int) {
	t.Helper()
	n := m.find("/out/news/" + latestLink)
	if n != nil && m.find("/out/news/"+n.link) == nil {
		t.Fatalf("call %d: latest leads nowhere", at)
	}
}

// TestFaultAtEveryCall breaks every call of a run, once or from then on, with the errors of a sick
// disk in turn. The run names the cause, old releases stand, and the next run completes as if
// nothing had been.
func TestFaultAtEveryCall(t *testing.T) {
	for _, s := range scenes(t) {
		whole, want := wholes(t, s)
		before := s.prepare(t)
		for _, on := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/on=%v", s.name, on), func(t *testing.T) {
				at := 1
				for ; s.fault(t, before.clone(), at, on, whole, want); at++ {
				}
				t.Logf("%d calls", at-1)
			})
		}
	}
}

// fault breaks one call of a run; false when the run has no such call.
func (s scene) fault(t *testing.T, m *memFS, at int, on bool, whole map[string]map[string]string, want map[string]string) bool {
	t.Helper()
	sick := []error{syscall.ENOSPC, syscall.EIO, syscall.EDQUOT, syscall.EROFS, syscall.EACCES}
	old := published(m)
	f := &faultFS{FS: m, at: at, err: sick[at%len(sick)], short: at%2 == 0, on: on}
	_, err := s.run.run(f, s.version, s.keep)
	if f.calls < at {
		return false
	}
	if err == nil && f.op != "symlink" { // a text file stands in its place
		t.Fatalf("call %d, %s, failed and the run says nothing", at, f.op)
	}
	if err != nil && !errors.Is(err, f.err) {
		t.Fatalf("call %d, %s: the cause is not named: %v", at, f.op, err)
	}
	holds(t, "after the fault", m, either(whole, old, published(m)))
	s.oldStand(t, at, old, m)
	if _, err := s.run.run(m, s.version, s.keep); err != nil {
		t.Fatalf("call %d, %s: the next run fails: %v", at, f.op, err)
	}
	s.end(t, fmt.Sprintf("call %d, %s", at, f.op), m, want)
	return true
}

// either returns the whole releases, where a draft that is being replaced may still be the old one.
func either(whole, old, now map[string]map[string]string) map[string]map[string]string {
	state := maps.Clone(whole)
	for v, files := range now {
		if old[v] != nil && sameFiles(files, old[v]) {
			state[v] = old[v]
		}
	}
	return state
}

// oldStand holds that releases which the run has no business with are there.
func (s scene) oldStand(t *testing.T, at int, old map[string]map[string]string, m *memFS) {
	t.Helper()
	for v := range old {
		if s.name == "second" && published(m)[v] == nil {
			t.Fatalf("call %d: release %s is gone", at, v)
		}
	}
}

func TestPublishedVersionNeverChanges(t *testing.T) {
	out := t.TempDir()
	dir := fixture{n: 10, word: "lake"}.release(t, out, "news", "1.0.0")
	before := slurp(t, dir, SumsName)
	s, err := NewStage(Disk{}, out, "news", "1.0.0")
	must(t, err)
	m := fixture{n: 10, word: "lake"}.tables(t, s.Dir())
	_, err = s.Finish(m, []byte("tamis: 1\n"), fixtureCard)
	must(t, err)
	again, err := s.Publish()
	must(t, err)
	if again != dir || !s.UpToDate() {
		t.Fatalf("the same release again: %s, up to date %v", again, s.UpToDate())
	}
	if s, err = NewStage(Disk{}, out, "news", "1.0.0"); err != nil {
		t.Fatal(err)
	}
	m = fixture{n: 20, word: "hill"}.tables(t, s.Dir())
	m.Steps[0].Version = 2
	_, err = s.Finish(m, []byte("tamis: 1\n"), fixtureCard)
	must(t, err)
	_, err = s.Publish()
	var conflict *ConflictError
	if !errors.As(err, &conflict) || !slices.Contains(conflict.Differs, "step spacing: version 2, was 1") {
		t.Fatalf("another release under the same version: %v", err)
	}
	must(t, s.Discard())
	if slurp(t, dir, SumsName) != before {
		t.Fatal("the published release changed")
	}
	clean(t, dir, VerifyOptions{})
}

func TestDraftsAndTheirPruning(t *testing.T) {
	out := t.TempDir()
	var dirs []string
	past := time.Now().Add(-time.Hour)
	for i, w := range []string{"lake", "hill", "tree", "moor"} {
		dirs = append(dirs, fixture{n: 10, word: w}.release(t, out, "news", "1.0.0-dev"))
		at := past.Add(time.Duration(i) * time.Minute) // the order of drafts is that of their folders' times
		must(t, os.Chtimes(dirs[i], at, at))
	}
	if filepath.Base(dirs[0]) == filepath.Base(dirs[1]) || !strings.HasPrefix(filepath.Base(dirs[0]), "1.0.0-dev.x") {
		t.Fatalf("drafts are called %v", dirs)
	}
	list, err := Releases(out, "news")
	must(t, err)
	if len(list) != 3 {
		t.Fatalf("%d drafts stand, want 3", len(list))
	}
	if _, err := os.Stat(dirs[0]); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the oldest draft should be gone")
	}
	got, err := Resolve(out, "news")
	must(t, err)
	if got != dirs[3] {
		t.Errorf("news resolves to %s, want %s", got, dirs[3])
	}
	for _, d := range dirs[1:] {
		clean(t, d, VerifyOptions{})
	}
}

// TestParentIsNotPruned holds that a draft which another release names stays.
func TestParentIsNotPruned(t *testing.T) {
	out := t.TempDir()
	first := fixture{n: 10, word: "lake"}.release(t, out, "news", "1.0.0-dev")
	parent := digestOf([]byte(slurp(t, first, SumsName)))
	for _, w := range []string{"hill", "tree"} {
		s, err := OpenStage(context.Background(), Disk{}, StageOptions{Out: out, Name: "news", Version: "1.0.0-dev", KeepDrafts: 1})
		must(t, err)
		m := fixture{n: 10, word: w}.tables(t, s.Dir())
		m.Parent = parent
		_, err = s.Finish(m, []byte("tamis: 1\n"), fixtureCard)
		must(t, err)
		_, err = s.Publish()
		must(t, err)
	}
	if _, err := os.Stat(first); err != nil {
		t.Fatal("a draft that a release names as its parent was removed")
	}
	if list, _ := Releases(out, "news"); len(list) != 2 {
		t.Fatalf("%d drafts, want the parent and the last", len(list))
	}
}

// TestConcurrentWriters lets eight runs of three recipes meet. They queue; the result is that of some
// order, and every release verifies.
func TestConcurrentWriters(t *testing.T) {
	out := t.TempDir()
	words := []string{"lake", "hill", "tree"}
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			s, err := OpenStage(context.Background(), Disk{}, StageOptions{Out: out, Name: "news", Version: "1.0.0-dev", Wait: time.Minute, KeepDrafts: -1})
			if err != nil {
				errs[i] = err
				return
			}
			m := fixture{n: 10, word: words[i%3]}.tables(t, s.Dir())
			if _, err := s.Finish(m, []byte("tamis: 1\n"), fixtureCard); err != nil {
				errs[i] = err
				return
			}
			_, errs[i] = s.Publish()
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	list, err := Releases(out, "news")
	must(t, err)
	if len(list) != 3 {
		t.Fatalf("%d releases, want 3", len(list))
	}
	for _, r := range list {
		clean(t, r.Dir, VerifyOptions{})
	}
}

func TestLockedFolderIsSaid(t *testing.T) {
	out := t.TempDir()
	s, err := NewStage(Disk{}, out, "news", "1.0.0")
	must(t, err)
	if _, err := NewStage(Disk{}, out, "news", "1.0.0"); !errors.Is(err, ErrLocked) {
		t.Fatalf("a second run: %v", err)
	}
	must(t, s.Discard())
	s, err = NewStage(Disk{}, out, "news", "1.0.0")
	must(t, err)
	must(t, s.Discard())
}

func TestKeptResultCanBeShown(t *testing.T) {
	out := t.TempDir()
	s, err := NewStage(Disk{}, out, "news", "1.0.0")
	must(t, err)
	m := fixture{n: 10, word: "lake"}.tables(t, s.Dir())
	_, err = s.Finish(m, []byte("tamis: 1\n"), fixtureCard)
	must(t, err)
	_, err = s.Keep()
	must(t, err)
	r, err := Load(Staged(out, "news"))
	must(t, err)
	if r.Manifest.Accounting.Read != 10 {
		t.Fatal("the kept result has another manifest")
	}
	if _, err := Resolve(out, "news"); err == nil {
		t.Fatal("a kept result is no release")
	}
	fixture{n: 10, word: "lake"}.release(t, out, "news", "1.0.0")
	if _, err := os.Stat(Staged(out, "news")); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal("the next run should remove it")
	}
}

func TestRetract(t *testing.T) {
	out := t.TempDir()
	fixture{n: 5, word: "lake"}.release(t, out, "news", "1.0.0")
	dir := fixture{n: 5, word: "hill"}.release(t, out, "news", "1.1.0")
	sums := slurp(t, dir, SumsName)
	must(t, Retract(Disk{}, dir, "a source withdrew its licence"))
	if got, err := Resolve(out, "news"); err != nil || filepath.Base(got) != "1.0.0" {
		t.Fatalf("latest is %s, %v", got, err)
	}
	if slurp(t, dir+".retracted-1", SumsName) != sums || slurp(t, dir+".retracted-1.txt") != "a source withdrew its licence\n" {
		t.Fatal("the retracted release or its reason is not as it was")
	}
	clean(t, dir+".retracted-1", VerifyOptions{})
	fixture{n: 5, word: "tree"}.release(t, out, "news", "1.1.0")
	must(t, Retract(Disk{}, dir, "again"))
	if _, err := os.Stat(dir + ".retracted-2"); err != nil {
		t.Fatal(err)
	}
	must(t, Retract(Disk{}, filepath.Join(out, "news", "1.0.0"), "the last one"))
	if _, err := os.Lstat(filepath.Join(out, "news", latestLink)); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal("latest should be gone with the last release")
	}
}

// TestLinksAreRepaired undoes what a run does after the rename and lets the next one find it.
func TestLinksAreRepaired(t *testing.T) {
	out := t.TempDir()
	home := filepath.Join(out, "news")
	fixture{n: 5, word: "lake"}.release(t, out, "news", "1.0.0")
	fixture{n: 5, word: "hill"}.release(t, out, "news", "1.10.0")
	draft := fixture{n: 5, word: "tree"}.release(t, out, "news", "1.2.0-dev")
	for _, link := range []string{latestLink, draftLink} {
		must(t, os.Remove(filepath.Join(home, link)))
	}
	must(t, RepairLinks(Disk{}, out, "news", ""))
	if v, err := os.Readlink(filepath.Join(home, latestLink)); err != nil || v != "1.10.0" {
		t.Errorf("latest: %q, %v", v, err)
	}
	if v, err := os.Readlink(filepath.Join(home, draftLink)); err != nil || v != filepath.Base(draft) {
		t.Errorf("draft: %q, %v", v, err)
	}
}

// TestLinksAsTextFiles does without symlinks.
func TestLinksAsTextFiles(t *testing.T) {
	out := t.TempDir()
	dir := fixture{n: 5, word: "lake"}.release(t, out, "news", "1.0.0")
	latest := filepath.Join(out, "news", latestLink)
	must(t, os.Remove(latest))
	must(t, os.WriteFile(latest, []byte("1.0.0\n"), 0o644))
	for _, ref := range []string{"news", "news@1.0.0", latest, dir} {
		got, err := Resolve(out, ref)
		if err != nil || got != dir {
			t.Errorf("%s resolves to %s, %v", ref, got, err)
		}
	}
	must(t, os.WriteFile(latest, []byte("../../etc\n"), 0o644))
	if got, err := Resolve(out, latest); err == nil {
		t.Errorf("a link out of the folder resolves to %s", got)
	}
}

func TestVersionsInOrder(t *testing.T) {
	want := []string{"0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-dev.x0f", "1.0.0-rc.2", "1.0.0-rc.11", "1.0.0", "1.0.0+b1", "1.2.0", "1.10.0", "99999999999999999999.0.0"}
	got := slices.Clone(want)
	rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, func(a, b string) int { return mustVersion(a).compare(mustVersion(b)) })
	if !slices.Equal(got, want) {
		t.Fatalf("%v", got)
	}
	for _, bad := range []string{"", "1", "1.0", "01.0.0", "1.0.0-", "v1.0.0", "1.0.0/../..", "1.0.0 "} {
		if _, err := parseVersion(bad); err == nil {
			t.Errorf("%q is taken for a version", bad)
		}
	}
	if LimitedVersion("1.0.0") != "1.0.0-limited" || LimitedVersion("1.0.0-dev") != "1.0.0-dev" {
		t.Error("LimitedVersion")
	}
}
