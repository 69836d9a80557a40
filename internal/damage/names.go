package damage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"unicode/utf8"
)

// oddNames are legal on Linux and meant to break lists, terminals and manifests.
var oddNames = []struct{ name, what string }{
	{"names/new\nline.txt", "a newline in the name"},
	{"names/esc\x1b[31mred.txt", "a terminal command in the name"},
	{"names/bidi\u202Etxt.exe.txt", "a direction override in the name"},
	{"names/-rf.txt", "a name that looks like a flag"},
	{"names/latin\xE9.txt", "a name that is no UTF-8"},
	{"names/tab\tquote\"comma,.txt", "a tab, a quote and a comma in the name"},
	{"names/back\\slash.txt", "a backslash in the name"},
	{"names/ leading and trailing .txt ", "spaces at both ends of the name"},
	{"names/cafe\u0301.txt", "a name with a combining accent"},
	{"names/caf\u00E9.txt", "the same name with a composed letter"},
	{"names/star*[a]?.txt", "a name with the letters of globs"},
	{"names/#1234.txt", "a name that looks like a record number"},
	{"names/.hidden.txt", "a name with a dot before it"},
}

// writeNames makes a good document under each odd name that the system can hold.
func writeNames(dir string) ([]Expectation, error) {
	var out []Expectation
	for _, odd := range oddNames {
		text := Story(odd.name, 0) + "\n"
		err := put(dir, odd.name, []byte(text))
		if err != nil && refused(odd.name, err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(filepath.Base(odd.name), ".") {
			out = append(out, Expectation{File: odd.name, Damage: odd.what, Skipped: true})
			continue
		}
		out = append(out, Expectation{File: odd.name, Damage: odd.what, Documents: 1, Bytes: int64(len(text))})
	}
	return out, nil
}

// refused says whether a file system may turn a name down: macOS those that are no UTF-8, Windows
// those with letters of its own.
func refused(name string, err error) bool {
	return runtime.GOOS == "windows" || !utf8.ValidString(name) && errors.Is(err, syscall.EILSEQ)
}

// writeLoop makes a folder that holds a link to the folder above it: whoever follows it walks for ever.
func writeLoop(dir string) ([]Expectation, error) {
	if err := put(dir, "loop/inner/good.txt", []byte(Story("loop/inner/good.txt", 0))); err != nil {
		return nil, err
	}
	if err := link("..", filepath.Join(dir, "loop", "inner", "again")); err != nil {
		return nil, err
	}
	return []Expectation{
		{File: "loop/inner/good.txt", Damage: "a good file in the loop, to be read once", Documents: 1, Bytes: int64(len(Story("loop/inner/good.txt", 0)))},
		{File: "loop/inner/again", Damage: "a link to the folder above", Skipped: true},
	}, nil
}

// WriteRefused makes the entries in dir that are no inputs at all and that nobody may pass by in
// silence: links to nowhere and, where the system has them, a FIFO that blocks whoever opens it. A
// source that finds one of them is an error that names it; it must come within a second.
func WriteRefused(dir string) ([]Expectation, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("write damaged files: %w", err)
	}
	out := []Expectation{
		{File: "dangling.txt", Damage: "a link to nothing", Refused: true},
		{File: "self.txt", Damage: "a link to itself", Refused: true},
	}
	for i, to := range []string{"nowhere.txt", "self.txt"} {
		if err := link(to, filepath.Join(dir, out[i].File)); err != nil {
			return nil, err
		}
	}
	const pipe = "pipe.jsonl"
	made, err := makeFIFO(filepath.Join(dir, pipe))
	if err != nil {
		return nil, fmt.Errorf("write damaged files: %w", err)
	}
	if made {
		out = append(out, Expectation{File: pipe, Damage: "a FIFO that nobody writes to", Refused: true})
	}
	return out, nil
}

// link replaces what an earlier call left.
func link(to, at string) error {
	if err := os.Remove(at); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("write damaged files: %w", err)
	}
	if err := os.Symlink(to, at); err != nil {
		return fmt.Errorf("write damaged files: %w", err)
	}
	return nil
}
