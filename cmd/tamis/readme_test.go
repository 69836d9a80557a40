package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const readmePath = "../../README.md"

// home stands in README.md for the folder that the checkout lies in.
const home = "/home/you/tamis"

// block is a fenced block of Markdown with the mark in a comment above it: <!-- run -->.
type block struct {
	mark, lang string
	text       string
	start, end int // of text, in bytes of the page
}

var fence = regexp.MustCompile("(?s)(?:<!-- (\\w+) -->\n)?```(\\w*)\n(.*?)```")

func blocksOf(page string) []block {
	var out []block
	for _, m := range fence.FindAllStringSubmatchIndex(page, -1) {
		b := block{lang: page[m[4]:m[5]], text: page[m[6]:m[7]], start: m[6], end: m[7]}
		if m[2] >= 0 {
			b.mark = page[m[2]:m[3]]
		}
		out = append(out, b)
	}
	return out
}

func readReadme(t *testing.T) (string, []block) {
	t.Helper()
	page, err := os.ReadFile(readmePath)
	if err != nil {
		t.Fatal(err)
	}
	return string(page), blocksOf(string(page))
}

// TestReadmeMarks: every command of the page is run, and what is run is followed by no other shell.
func TestReadmeMarks(t *testing.T) {
	_, blocks := readReadme(t)
	for _, b := range blocks {
		if b.lang == "sh" && b.mark != "run" || b.lang == "python" && b.mark != "load" || b.lang == "text" && b.mark != "output" {
			t.Errorf("a %s block marked %q:\n%s", b.lang, b.mark, b.text)
		}
	}
}

// TestReadmeCommands runs the blocks marked to be run, in order and in one shell, in a copy of what
// they need, and compares what they print with the blocks marked as output. With -update it writes them.
func TestReadmeCommands(t *testing.T) {
	root := copyTree(t)
	page, blocks := readReadme(t)
	outputs := runBlocks(t, root, blocks)
	ran := -1
	for _, b := range blocks {
		switch b.mark {
		case "run":
			ran++
		case "output":
			compareOutput(t, page, b, outputs[ran])
		case "load":
			checkPaths(t, filepath.Join(root, "mine"), b.text)
		}
	}
}

func compareOutput(t *testing.T, page string, b block, got string) {
	t.Helper()
	if settled(got) == settled(b.text) {
		return
	}
	if !*update {
		t.Errorf("README.md says\n%s\nand it is\n%s\nrun: go test ./cmd/tamis -run Readme -update", b.text, got)
		return
	}
	if err := os.WriteFile(readmePath, []byte(page[:b.start]+got+page[b.end:]), 0o644); err != nil {
		t.Fatal(err)
	}
}

// unsettled is what may differ from one run, machine or version of the code to the next.
var unsettled = regexp.MustCompile(`\d[\d.:]* (s|ms|[kMG]?B)\b|sha256:[0-9a-f]{64}|\bx[0-9a-f]{8}\b|, \d+ [kMG]?B/s| +`)

func settled(s string) string { return unsettled.ReplaceAllString(s, " ~ ") }

// copyTree makes a folder with all that the demo needs and the program under test as bin/tamis.
func copyTree(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"bash", "make", "sha256sum", "tamis"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "testdata"), os.DirFS("../../testdata")); err != nil {
		t.Fatal(err)
	}
	old := time.Unix(1e9, 0) // so that make finds bin/tamis newer than its sources
	for _, name := range []string{"Makefile", "go.mod", "go.sum"} {
		src, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(root, name)
		if err := os.WriteFile(path, src, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	self, _ := exec.LookPath("tamis")
	if err := os.Mkdir(filepath.Join(root, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(root, "bin", "tamis")); err != nil {
		t.Fatal(err)
	}
	return root
}

// runBlocks returns what each block prints, both streams together.
func runBlocks(t *testing.T, root string, blocks []block) []string {
	t.Helper()
	const border = "=== the next block ==="
	script := "set -eu\n"
	for _, b := range blocks {
		if b.mark == "run" {
			// the tests are what runs this: that make knows the target must do
			script += strings.ReplaceAll(b.text, "make test\n", "make -n test >/dev/null\n") + "echo '" + border + "'\n"
		}
	}
	cmd := exec.Command("bash", "-c", script)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "MAKEFLAGS=", "MFLAGS=", "MAKELEVEL=", "PWD="+root)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text := strings.ReplaceAll(string(out), root, home)
	return strings.Split(text, border+"\n")
}

var quotedPath = regexp.MustCompile(`['"](releases/[^'"]+)['"]`)

// checkPaths: whatever a block loads is there. `make interop` loads it with the real readers.
func checkPaths(t *testing.T, dir, text string) {
	t.Helper()
	paths := quotedPath.FindAllStringSubmatch(text, -1)
	if len(paths) == 0 {
		t.Errorf("nothing is loaded in\n%s", text)
	}
	for _, p := range paths {
		found, err := filepath.Glob(filepath.Join(dir, p[1]))
		if err != nil || len(found) == 0 {
			t.Errorf("%s: nothing there, %v", p[1], err)
		}
	}
}

// TestReadmeListsTheCommands: each has its line in the table, and no line is about another.
func TestReadmeListsTheCommands(t *testing.T) {
	page, _ := readReadme(t)
	v, _, _ := testVoice()
	app := newApp(v)
	rows := regexp.MustCompile("(?m)^\\| `tamis (\\w+)").FindAllStringSubmatch(page, -1)
	if len(rows) != len(visible(app.Commands)) {
		t.Errorf("%d rows for %d commands", len(rows), len(visible(app.Commands)))
	}
	for _, c := range visible(app.Commands) {
		row := fmt.Sprintf("| `tamis %s` |", strings.ReplaceAll(synopsis(c), "|", `\|`))
		if !strings.Contains(page, row) {
			t.Errorf("no row %s", row)
		}
	}
}

// TestReadmeLinks: whatever the page links to is there.
func TestReadmeLinks(t *testing.T) {
	page, _ := readReadme(t)
	for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(page, -1) {
		if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
			t.Error(err)
		}
	}
}
