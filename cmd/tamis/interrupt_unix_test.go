//go:build unix

package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInterrupt: a run that ^C stops publishes nothing, says so, ends with 130, and the next one
// publishes. The run stands still at each event until this test has read it, so no clock is needed.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	recipe := filepath.Join(dir, "recipe.yaml")
	writeFile(t, recipe, "tamis: 1\nname: letters\nversion: 1.0.0\nsources:\n  - path: a.txt\nsteps:\n  - dedupe.exact\n")
	writeFile(t, filepath.Join(dir, "a.txt"), "A letter.\n")

	v, _, said := testVoice()
	events, out := io.Pipe()
	v.out = out
	ctx, signals := watchSignals(context.Background(), v)
	defer signals.stop()
	ended := make(chan error, 1)
	go func() {
		ended <- runApp(ctx, v, []string{"tamis", "run", recipe, "--json"})
		_ = out.Close()
	}()
	lines := bufio.NewReader(events)
	if first, err := lines.ReadString('\n'); err != nil || !strings.Contains(first, `"phase"`) {
		t.Fatalf("first event %q, %v", first, err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	rest, _ := io.ReadAll(lines)
	if code := v.exit(<-ended, signals.caught()); code != exitInterrupt || strings.Contains(string(rest), "published") {
		t.Errorf("exit code %d, events %s", code, rest)
	}
	if want := "tamis: stopped, nothing was published; the same command goes on where it was\n"; said.String() != want {
		t.Errorf("said %q", said)
	}
	published := filepath.Join(dir, "releases", "letters", "1.0.0")
	if _, err := os.Stat(published); err == nil {
		t.Error("something was published")
	}

	v, result, _ := testVoice()
	if err := runApp(context.Background(), v, []string{"tamis", "run", recipe}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(result.String(), "published "+published+"\n") {
		t.Errorf("printed %s", result)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
