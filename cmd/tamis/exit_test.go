package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

func exitText(err error) string {
	var e *exec.ExitError
	if errors.As(err, &e) {
		return fmt.Sprint(e.ExitCode())
	}
	return err.Error()
}

// testVoice speaks into buffers.
func testVoice() (v *voice, out, err *bytes.Buffer) {
	out, err = new(bytes.Buffer), new(bytes.Buffer)
	return &voice{in: strings.NewReader(""), out: out, err: err, width: func() int { return 80 }}, out, err
}

func TestExitCodes(t *testing.T) {
	stopped := fmt.Errorf("run: %w", context.Canceled)
	for _, c := range []struct {
		err  error
		sig  os.Signal
		code int
		says string
	}{
		{nil, nil, 0, ""},
		{nil, syscall.SIGTERM, 0, ""}, // it was done already
		{errors.New("read x: no such file"), nil, 1, "tamis: read x: no such file\n"},
		{usageErr("run: missing RECIPE"), nil, 2, "tamis: run: missing RECIPE\n"},
		{fmt.Errorf("run: %w", said(exitLimit)), nil, 3, ""},
		{said(exitDifference), nil, 4, ""},
		{stopped, syscall.SIGINT, 130, ""},
		{stopped, syscall.SIGTERM, 143, ""},
		{stopped, nil, 1, "tamis: run: context canceled\n"},
		{errors.New("disk full"), syscall.SIGINT, 1, "tamis: disk full\n"},
	} {
		v, _, said := testVoice()
		if code := v.exit(c.err, c.sig); code != c.code || said.String() != c.says {
			t.Errorf("%v with %v: code %d, said %q", c.err, c.sig, code, said)
		}
	}
}

// TestEveryHelpListsTheExitCodes walks all commands, hidden ones aside.
func TestEveryHelpListsTheExitCodes(t *testing.T) {
	v, _, _ := testVoice()
	app := newApp(v)
	texts := map[string]string{"tamis": appHelp(app)}
	for _, c := range visible(app.Commands) {
		texts[c.Name] = commandHelp(c)
		if c.Usage == "" || strings.HasSuffix(c.Usage, ".") {
			t.Errorf("%s: usage %q", c.Name, c.Usage)
		}
	}
	for name, s := range texts {
		if !strings.HasSuffix(s, exitHelp) {
			t.Errorf("%s --help does not end with the exit codes", name)
		}
	}
}

// TestFlagsAreDocumentedOnce holds help, man page and the three completions to the declarations.
func TestFlagsAreDocumentedOnce(t *testing.T) {
	v, _, _ := testVoice()
	app := newApp(v)
	for _, c := range visible(app.Commands) {
		for _, f := range commandFlags(c) {
			if f.usage == "" {
				t.Errorf("%s %s has no usage", c.Name, f.name)
			}
			for what, text := range allDocs(app, c) {
				if !strings.Contains(text, f.name) {
					t.Errorf("%s does not know %s --%s", what, c.Name, f.name)
				}
			}
		}
	}
}

func allDocs(app *cliApp, c *cliCommand) map[string]string {
	return map[string]string{
		"help": commandHelp(c), "man": strings.ReplaceAll(manPage(app), `\-`, "-"),
		"bash": bashCompletion(app), "zsh": zshCompletion(app), "fish": fishCompletion(app),
	}
}
