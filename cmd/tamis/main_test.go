package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the compared files of the scripts and the output in README.md")

// TestMain lets the scripts call tamis as a program: the test binary itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tamis": main})
}

// TestScripts runs testdata/script/*.txtar: each is a short session at a terminal.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			recipes, err := filepath.Abs("../../testdata/recipes")
			env.Setenv("RECIPES", recipes)
			return err
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "flip": flip, "quiet": quiet,
		},
		Condition: func(cond string) (bool, error) {
			if cond != "root" {
				return false, fmt.Errorf("unknown condition %s", cond)
			}
			return os.Geteuid() == 0, nil
		},
	})
}

// exits CODE COMMAND... runs a command and holds it to an exit code, which plain exec cannot.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = exitText(err)
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// flip FILE OFFSET turns one bit of a file around.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE OFFSET")
	}
	b := []byte(ts.ReadFile(args[0]))
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	b[at] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// quiet stdout|stderr fails where a terminal would act on what was printed or hide it.
func quiet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: quiet stdout|stderr")
	}
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if line = strings.TrimSuffix(line, "\n"); safe(line) != line {
			ts.Fatalf("not fit for a terminal: %q", line)
		}
	}
}
