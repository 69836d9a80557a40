package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// twoJudges has three barriers, so that each kind of checkpoint stands there more than once. Texts
// repeat, and with them the ids that are made of them.
const twoJudges = `
sources: [{path: "in/*.jsonl", name: web, columns: {score: int64}}]
limits: {quarantine: 0.2}
steps:
  - redact.recurring: {min_documents: 5}
  - dedupe.exact: {on_match: label}
  - filter.top: {share: 0.9, by: score}
  - split.hash: {ratios: {train: 0.8, test: 0.2}, by: cluster}
`

// twice makes some lines stand twice.
func twice(text string) string {
	all := strings.SplitAfter(text, "\n")
	return text + strings.Join(all[:len(all)/4], "")
}

func twiceSite(t *testing.T) *site {
	s := newSite(t)
	s.file("in/a.jsonl", twice(lines(80, 1)))
	s.file("in/b.jsonl", twice(lines(60, 2)))
	return s
}

// checkpoints lists the files that a run in dir left for the next one.
func checkpoints(t *testing.T, work string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(work, "test", "checkpoints", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("checkpoints %v, %v", files, err)
	}
	return files
}

// hurt returns a copy of the work folder with one file changed.
func hurt(t *testing.T, work, file string, change func(path string) error) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "work")
	if err := os.CopyFS(dir, os.DirFS(work)); err != nil {
		t.Fatal(err)
	}
	rel, _ := filepath.Rel(work, file)
	if err := change(filepath.Join(dir, rel)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// flipBit flips one bit at a share of the file's length.
func flipBit(share float64) func(string) error {
	return func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[int(share*float64(len(b)-1))] ^= 4
		return os.WriteFile(path, b, 0o600)
	}
}

// TestDamagedCheckpointsAreMadeAnew damages every checkpoint: the run warns and builds
// the same release.
func TestDamagedCheckpointsAreMadeAnew(t *testing.T) {
	s := twiceSite(t)
	work := filepath.Join(s.dir, "work")
	want := s.run(s.recipe(twoJudges), Options{Out: filepath.Join(s.dir, "one"), Work: work, unit: 1}).Digest
	ways := map[string]func(string) error{
		"a bit flipped in the middle": flipBit(0.5), "missing": os.Remove, "cut short": func(p string) error { return os.Truncate(p, 70) },
	}
	more := map[string]func(string) error{
		"a bit flipped in the head": flipBit(0.001), "a bit flipped at the end": flipBit(1),
		"empty": func(p string) error { return os.Truncate(p, 0) },
	}
	warned := map[string]bool{}
	try := func(file, how string, change func(string) error) {
		o := Options{Out: filepath.Join(t.TempDir(), "out"), Work: hurt(t, work, file, change), unit: 1}
		res, err := Run(context.Background(), s.recipe(twoJudges), o)
		if err != nil || res.Digest != want {
			t.Fatalf("%s %s: %v, %v", filepath.Base(file), how, res, err)
		}
		warned[filepath.Ext(file)] = warned[filepath.Ext(file)] || len(res.Warnings) > 0
		if again := checkpoints(t, o.Work); len(again) != len(checkpoints(t, work)) {
			t.Errorf("%s %s: %d checkpoints afterwards", filepath.Base(file), how, len(again))
		}
	}
	kinds := map[string]bool{}
	for _, file := range checkpoints(t, work) {
		for how, change := range ways {
			try(file, how, change)
		}
		if kind := filepath.Ext(file); !kinds[kind] { // the rest once for each kind
			kinds[kind] = true
			for how, change := range more {
				try(file, how, change)
			}
		}
	}
	for _, kind := range []string{".spool", ".rulings", ".links"} {
		if !warned[kind] {
			t.Errorf("no damage of a checkpoint of kind %s was noticed", kind)
		}
	}
}

// TestUnusableMarksOnce: an error keeps its cause and is marked where it is met first.
func TestUnusableMarksOnce(t *testing.T) {
	cause := errors.New("cause")
	once := unusable(cause)
	if unusable(once) != once || !errors.Is(once, cause) || unusable(nil) != nil {
		t.Errorf("marked twice: %v", unusable(once))
	}
}

// TestStoppedAnywhereGoesOn stops a run over several units at each of its events, then goes on in the
// same work folder with the same and with a changed last step.
func TestStoppedAnywhereGoesOn(t *testing.T) {
	s := twiceSite(t)
	want := s.run(s.recipe(twoJudges), Options{Out: filepath.Join(s.dir, "clean"), Work: filepath.Join(s.dir, "w")}).Digest
	for after := 0; ; after++ {
		o := Options{Out: filepath.Join(s.dir, "out", fmt.Sprint(after)), Work: filepath.Join(s.dir, "work", fmt.Sprint(after)),
			Batch: 9000, Workers: 2, unit: 1, sort: 8 << 10, ids: 8 << 20}
		if _, err := s.stopAfter(o, after); err == nil {
			break
		}
		if got := s.run(s.recipe(twoJudges), o).Digest; got != want {
			t.Fatalf("stopped at event %d and gone on: %s, want %s", after, got, want)
		}
		s.nothingLeft(o)
	}
}

// stopAfter cancels a run when it has told so many events; checkpoints of it stay.
func (s *site) stopAfter(o Options, events int) (*Result, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	o.Events = func(Event) {
		if n++; n > events {
			cancel()
		}
	}
	return Run(ctx, s.recipe(twoJudges), o)
}

// nothingLeft holds that neither staging folders nor temporary files are left of a run.
func (s *site) nothingLeft(o Options) {
	s.t.Helper()
	for _, pattern := range []string{o.Out + "/test/.staging-*", o.Out + "/test/.trash-*", o.Work + "/test/tmp", o.Work + "/test/checkpoints/spill-*"} {
		if left, _ := filepath.Glob(pattern); len(left) > 0 {
			s.t.Errorf("left behind: %v", left)
		}
	}
}

// TestRepeatedIDsAreNumberedOnce: the first barrier is taken up from an earlier run, the second one
// is not.
func TestRepeatedIDsAreNumberedOnce(t *testing.T) {
	s := twiceSite(t)
	first := strings.Replace(twoJudges, "  - redact.recurring: {min_documents: 5}\n", "", 1)
	changed := strings.Replace(first, "share: 0.9", "share: 0.5", 1)
	s.run(s.recipe(first), Options{Out: filepath.Join(s.dir, "one")})
	got := s.run(s.recipe(changed), Options{Out: filepath.Join(s.dir, "two")})
	clean := s.run(s.recipe(changed), Options{Out: filepath.Join(s.dir, "three"), Work: filepath.Join(s.dir, "fresh")})
	if got.Digest != clean.Digest {
		t.Errorf("after a change %s, built afresh %s", got.Digest, clean.Digest)
	}
}

// TestUnitsOfAChangedInputAloneAreMadeAgain: documents of units that are taken up have met their
// decisions already.
func TestUnitsOfAChangedInputAloneAreMadeAgain(t *testing.T) {
	s := twiceSite(t)
	s.run(s.recipe(twoJudges), Options{Out: filepath.Join(s.dir, "one"), unit: 1})
	s.file("in/b.jsonl", twice(lines(61, 2)))
	got := s.run(s.recipe(twoJudges), Options{Out: filepath.Join(s.dir, "two"), unit: 1})
	clean := s.run(s.recipe(twoJudges), Options{Out: filepath.Join(s.dir, "three"), Work: filepath.Join(s.dir, "fresh")})
	if got.Digest != clean.Digest {
		t.Errorf("after a change %s, built afresh %s", got.Digest, clean.Digest)
	}
}

// TestLimitedRunLeavesNoCheckpoint: a unit that --limit cut must not be taken for a whole one.
func TestLimitedRunLeavesNoCheckpoint(t *testing.T) {
	s := twiceSite(t)
	out := func(n string) string { return filepath.Join(s.dir, n) }
	want := s.run(s.recipe(twoJudges), Options{Out: out("one"), Work: out("fresh")}).Digest
	s.run(s.recipe(twoJudges), Options{Out: out("two"), Limit: 10})
	s.run(s.recipe(twoJudges), Options{Out: out("two"), Limit: 20})
	if got := s.run(s.recipe(twoJudges), Options{Out: out("two")}).Digest; got != want {
		t.Errorf("after runs with --limit %s, want %s", got, want)
	}
	s.run(s.recipe(twoJudges), Options{Out: out("two"), Limit: 20})
	checkpoints(t, out(".tamis")) // those of the whole set stay
}

// TestLimitIsTheSameHoweverFarTheReaderGets: what is read beyond the last document leaves no trace.
func TestLimitIsTheSameHoweverFarTheReaderGets(t *testing.T) {
	s := twiceSite(t)
	s.file("in/c.jsonl", lines(300, 5))
	for _, limit := range []int64{1, 37, 100, 150, 400} {
		want := ""
		for _, o := range []Options{{Workers: 1, Batch: 500}, {Workers: 2, Batch: 3000}, {Workers: 2}, {Workers: 7, Batch: 64, Memory: 2 << 30}} {
			o.Limit, o.Out = limit, t.TempDir()
			o.Work = filepath.Join(o.Out, "work")
			res := s.run(s.recipe(twoJudges), o)
			if want == "" {
				want = res.Digest
			}
			if res.Digest != want || res.Accounting.Read != limit {
				t.Errorf("limit %d, batches of %d: %d documents, %s, want %s", limit, o.Batch, res.Accounting.Read, res.Digest, want)
			}
		}
	}
}
