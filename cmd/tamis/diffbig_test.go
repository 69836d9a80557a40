package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/changes"
)

// bigSet builds a release of n documents with long ids. Every tenth document of the second one has another
// text, every eleventh another id, and its rows stand in folders in another order.
func bigSet(t *testing.T, dir string, n, which int) *export.Release {
	t.Helper()
	var b strings.Builder
	for i := range n {
		id, text := fmt.Sprintf("%06d%s", i, strings.Repeat("-long", 60)), fmt.Sprintf("Report %d on the state of the harbour.", i)
		switch {
		case which == 1 && i%10 == 0:
			text += " Corrected."
		case which == 1 && i%11 == 0:
			id = "new" + id
		}
		fmt.Fprintf(&b, "{\"id\": %q, \"text\": %q, \"kind\": \"k%d\"}\n", id, text, i%7)
	}
	noErr(t, os.WriteFile(filepath.Join(dir, "in.jsonl"), []byte(b.String()), 0o644))
	recipe := filepath.Join(dir, "recipe.yaml")
	arranged := []string{"source}", "shuffle, subsets: kind}"}[which]
	noErr(t, os.WriteFile(recipe, fmt.Appendf(nil, `tamis: 1
name: big
version: 1.%d.0
sources: [{path: in.jsonl, fields: {id: id, text: text}, columns: {kind: string}}]
steps: [split.hash: {ratios: {train: 0.5, test: 0.5}, by: id}]
export: {order: %s
`, which, arranged), 0o644))
	v, _, _ := testVoice()
	noErr(t, runApp(context.Background(), v, []string{"tamis", "run", recipe, "--progress", "none"}))
	rel, err := export.Load(filepath.Join(dir, "releases", "big", fmt.Sprintf("1.%d.0", which)))
	noErr(t, err)
	return rel
}

// liveHeap runs fn and returns the most bytes that its collections found in use.
func liveHeap(fn func()) (most uint64) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	debug.FreeOSMemory()
	debug.FreeOSMemory() // what a pool holds goes with the second
	done := make(chan bool)
	told := make(chan uint64)
	go func() {
		most, sample := uint64(0), []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for {
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
			select {
			case <-done:
				told <- most
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	fn()
	done <- true
	return <-told
}

// TestDiffOfBigReleasesIsBounded: three times the documents take hardly more memory. What is held of a document
// would count twice, in both releases.
func TestDiffOfBigReleasesIsBounded(t *testing.T) {
	var live [2]uint64
	counts := [2]int{10_000, 30_000}
	for i, n := range counts {
		dir := t.TempDir()
		a, b := bigSet(t, dir, n, 0), bigSet(t, dir, n, 1)
		live[i] = liveHeap(func() {
			d, err := changes.Compare(context.Background(), a, b, changes.Options{Dir: dir, Memory: 1 << 20})
			noErr(t, err)
			changed := int64(n / 10)
			moved := int64((n-1)/11 - (n-1)/110)
			if want := (changes.Totals{Same: int64(n) - changed - moved, Changed: changed, Moved: moved}); d.Totals != want {
				t.Errorf("%d documents: %+v, want %+v", n, d.Totals, want)
			}
			if len(d.Settings) == 0 {
				t.Error("the recipes are the same")
			}
			noErr(t, d.Close())
		})
	}
	t.Logf("%d and %d bytes in use", live[0], live[1])
	ids := uint64(counts[1]-counts[0]) * 300 // of one release
	if live[1] > live[0]+ids {
		t.Errorf("%d documents take %d bytes, %d take %d", counts[0], live[0], counts[1], live[1])
	}
}
