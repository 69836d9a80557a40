//go:build unix

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tamis-data/tamis/export"
)

// processRecipe has steps of all four kinds, one of them private, so that a run makes every kind of
// file: checkpoints, spills, tables, a lock.
const processRecipe = `tamis: 1
name: letters
version: %s
license: CC0-1.0
sources:
  - {path: "in/*.jsonl", name: letters, columns: {score: int64}}
  - {path: "in/*.txt", name: notes, columns: {score: "int64?"}}
uncovered: [title, url]
limits: {quarantine: 0.2}
steps:
  - clean.unicode
  - redact.recurring: {min_documents: 5}
  - redact.pattern: {patterns: [{kind: number, pattern: '\d{3,}'}], on: [text]}
  - clean.whitespace
  - label.counts
  - dedupe.exact
  - filter.top: {share: 0.9, by: words}
  - split.hash: {ratios: {train: 0.8, test: 0.2}}
export:
  arrow: {compression: zstd}
  order: shuffle
`

// processInputs are files of letters: some lines recur, some letters come twice, one can't be read.
func processInputs() map[string]string {
	rng := rand.New(rand.NewPCG(11, 4))
	files := map[string]string{"in/broken.jsonl": "{\"text\": \"cut sho\n"}
	for f := range 4 {
		var b strings.Builder
		for i := range 60 {
			text := fmt.Sprintf("Dear reader of letter %d,\nall our cookies are fresh\n", rng.IntN(100))
			for range rng.IntN(40) {
				text += " " + []string{"ÄRGER", "istanbul", "Iota", "straße", "naïve", "ｆｕｌｌ", "12345", "e\u0301t\u00e9"}[rng.IntN(8)]
			}
			line, _ := json.Marshal(map[string]any{"text": text, "score": i})
			b.Write(append(line, '\n'))
		}
		files[fmt.Sprintf("in/%c.jsonl", 'd'-f)] = b.String()
		files[fmt.Sprintf("in/Note-%d.txt", f)] = fmt.Sprintf("A note, the %d. of four.\nall our cookies are fresh\n", f)
	}
	return files
}

// place is a folder with the recipe and its inputs.
type place struct {
	t   *testing.T
	dir string
}

// newPlace writes the inputs in an order of its own: a file system may list them in that order.
func newPlace(t *testing.T, order uint64, version string) *place {
	t.Helper()
	p := &place{t, t.TempDir()}
	files := processInputs()
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	rand.New(rand.NewPCG(order, 1)).Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	for _, name := range names {
		p.write(name, files[name])
	}
	p.write("recipe.yaml", fmt.Sprintf(processRecipe, version))
	return p
}

func (p *place) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// command is one call of the program in a folder; it is the test binary itself (TestMain).
func command(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("tamis", args...)
	cmd.Dir = dir
	return cmd
}

// digest runs a command with --json and returns the digest that it published or found.
func digest(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, stderr.String())
	}
	for line := range bytes.Lines(out) {
		var e struct{ Event, Digest string }
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%v: %v", cmd.Args, err)
		}
		if e.Digest != "" {
			return e.Digest
		}
	}
	t.Fatalf("%v: no digest in %s", cmd.Args, out)
	return ""
}

// TestSameReleaseAnywhere builds one release in many surroundings.
func TestSameReleaseAnywhere(t *testing.T) {
	want := digest(t, command(newPlace(t, 1, "1.0.0").dir, "run", "recipe.yaml", "--json"))
	for name, c := range map[string]struct {
		env   []string
		shell string // before the program, in the shell
		args  []string
	}{
		"C":           {env: []string{"LANG=C", "LC_ALL=C"}},
		"Turkish":     {env: []string{"LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"}},
		"Japanese":    {env: []string{"LANG=ja_JP.UTF-8", "LC_ALL=ja_JP.UTF-8"}},
		"Kolkata":     {env: []string{"TZ=Asia/Kolkata"}},
		"Apia":        {env: []string{"TZ=Pacific/Apia"}},
		"umask 022":   {shell: "umask 022"},
		"umask 077":   {shell: "umask 077"},
		"one proc":    {env: []string{"GOMAXPROCS=1"}},
		"eight procs": {env: []string{"GOMAXPROCS=8"}, args: []string{"--workers", "5"}},
		"no home":     {shell: "unset HOME; unset USER"},
		"no garbage":  {env: []string{"GOGC=off"}},
		"all garbage": {env: []string{"GOGC=10"}},
		"elsewhere":   {args: []string{"--out", "a/b", "--work", "c/d"}},
		"one worker":  {args: []string{"--workers", "1", "--memory", "256MiB"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t, uint64(len(name))*7, "1.0.0")
			run := append([]string{"run", filepath.Join(filepath.Base(p.dir), "recipe.yaml"), "--json"}, c.args...)
			cmd := command(filepath.Dir(p.dir), run...)
			if c.shell != "" {
				cmd = exec.Command("sh", append([]string{"-c", c.shell + `; exec tamis "$@"`, "sh"}, run...)...)
				cmd.Dir = filepath.Dir(p.dir)
			}
			cmd.Env = append(os.Environ(), c.env...)
			if got := digest(t, cmd); got != want {
				t.Errorf("%s, want %s", got, want)
			}
			p.modes(c.args == nil)
		})
	}
}

// modes holds a release's folders to 0755 and its files to 0644, whatever the umask, and what is
// private to its owner.
func (p *place) modes(here bool) {
	p.t.Helper()
	if !here {
		return
	}
	release := filepath.Join(p.dir, "releases", "letters", "1.0.0")
	err := filepath.WalkDir(release, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		want := fs.FileMode(0o644)
		if e.IsDir() {
			want = 0o755
		}
		if err == nil && info.Mode().Perm() != want {
			p.t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	lock, lockErr := os.Stat(filepath.Join(p.dir, "recipe.yaml.lock"))
	if err != nil || lockErr != nil || lock.Mode().Perm() != 0o600 {
		p.t.Errorf("modes: %v, %v, lock %v", err, lockErr, lock)
	}
}

// TestDemoDigest holds the demo's release to the digest that the repository knows: on another machine,
// under the race detector, on a later day.
func TestDemoDigest(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join("..", "..", "testdata")
	for _, part := range []string{"documents", "recipes"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(data, part))); err != nil {
			t.Fatal(err)
		}
	}
	got := digest(t, command(dir, "run", "recipes/demo.yaml", "--json")) + "\n"
	golden := filepath.Join(data, "recipes", "demo.digest")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil || got != string(want) {
		t.Errorf("the release of testdata/recipes/demo.yaml is %swant %s%v\n"+
			"where a step, a reader or a writer changed on purpose: go test ./cmd/tamis -run DemoDigest -update", got, want, err)
	}
}

// TestKilledAnywhere kills a run at many points: after each of its events, and after delays spread
// over its length. Each time the earlier release still verifies, nothing that is not whole has a final
// name, and a second run gives the release that an undisturbed one gives and leaves nothing behind.
func TestKilledAnywhere(t *testing.T) {
	clean := newPlace(t, 1, "1.1.0")
	began := time.Now()
	want := digest(t, command(clean.dir, "run", "recipe.yaml", "--json"))
	length := time.Since(began)

	p := newPlace(t, 1, "1.0.0")
	earlier := digest(t, command(p.dir, "run", "recipe.yaml", "--json"))
	p.write("recipe.yaml", fmt.Sprintf(processRecipe, "1.1.0"))
	k := &killer{place: p, earlier: earlier, want: want}
	for n := 0; k.afterEvents(n); n++ {
		k.goOn(fmt.Sprintf("killed after event %d", n), n%2 == 0)
	}
	points := 36
	if testing.Short() {
		points = 6
	}
	rng := rand.New(rand.NewPCG(9, 9))
	for n := range points {
		delay := time.Duration(rng.Float64() * float64(length))
		k.afterDelay(delay)
		k.goOn(fmt.Sprintf("killed after %v", delay), n%2 == 0)
	}
	t.Logf("killed %d times, %d of them before the release stood", k.points, k.early)
}

// killer kills runs of a place that holds an earlier release.
type killer struct {
	*place
	earlier, want string
	points, early int
}

// start begins a run; its events come line by line.
func (k *killer) start() (*exec.Cmd, *bufio.Scanner) {
	k.t.Helper()
	cmd := command(k.dir, "run", "recipe.yaml", "--json")
	out, err := cmd.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// afterEvents kills a run once it has told so many events; false where it had ended before.
func (k *killer) afterEvents(n int) bool {
	cmd, lines := k.start()
	for range n {
		if !lines.Scan() {
			_ = cmd.Wait()
			return false
		}
	}
	k.kill(cmd)
	return true
}

func (k *killer) afterDelay(d time.Duration) {
	cmd, _ := k.start()
	time.Sleep(d)
	k.kill(cmd)
}

func (k *killer) kill(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // it may have ended by itself: as good a point as any
	_ = cmd.Wait()
}

// goOn looks at what the kill left, runs again and makes room for the next time. Fresh removes the
// checkpoints too.
func (k *killer) goOn(when string, fresh bool) {
	k.t.Helper()
	k.points++
	if !k.standing(when)["1.1.0"] {
		k.early++
	}
	if got := digest(k.t, command(k.dir, "run", "recipe.yaml", "--json")); got != k.want {
		k.t.Fatalf("%s and run again: %s, want %s", when, got, k.want)
	}
	if is := k.standing(when + " and run again"); !is["1.0.0"] || !is["1.1.0"] {
		k.t.Fatalf("%s and run again: releases %v", when, is)
	}
	k.nothingLeft(when)
	remove := []string{"releases/letters/1.1.0", "releases/letters/latest"}
	if fresh {
		remove = append(remove, ".tamis")
	}
	for _, name := range remove {
		if err := os.RemoveAll(filepath.Join(k.dir, name)); err != nil {
			k.t.Fatal(err)
		}
	}
}

// standing verifies whatever has a final name and returns those names.
func (k *killer) standing(when string) map[string]bool {
	k.t.Helper()
	home := filepath.Join(k.dir, "releases", "letters")
	entries, err := os.ReadDir(home)
	if err != nil {
		k.t.Fatal(err)
	}
	is := map[string]bool{}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		is[e.Name()] = true
		o := export.VerifyOptions{Replay: true, Expect: k.want}
		if e.Name() == "1.0.0" {
			o.Expect = k.earlier
		}
		if e.Type()&fs.ModeSymlink != 0 {
			o.Expect = ""
		}
		report, err := export.Verify(filepath.Join(home, e.Name()), o)
		if err != nil || !report.OK() {
			k.t.Fatalf("%s: %s does not verify: %v %+v", when, e.Name(), err, report)
		}
	}
	if !is["1.0.0"] {
		k.t.Fatalf("%s: the earlier release is gone: %v", when, is)
	}
	return is
}

// nothingLeft holds that no temporary file or folder is left anywhere.
func (k *killer) nothingLeft(when string) {
	k.t.Helper()
	err := filepath.WalkDir(k.dir, func(path string, e fs.DirEntry, err error) error {
		name := filepath.Base(path)
		if strings.HasSuffix(name, ".tmp") || name == "tmp" || strings.HasPrefix(name, ".staging") || strings.HasPrefix(name, ".trash") {
			k.t.Errorf("%s: %s is left", when, path)
		}
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
}
