package engine

import (
	"context"
	"path/filepath"
	"testing"
)

// lightStretches has passes in which documents may wait in memory before, between and behind ones in
// which they may not, and a Verifier that asks for them again.
const lightStretches = `
sources: [{path: "in/*.jsonl", name: web, columns: {score: int64}}]
limits: {quarantine: 0.2}
steps:
  - dedupe.exact: {keep: max(score)}
  - dedupe.near: {threshold: 0.5}
  - redact.recurring: {min_documents: 5}
  - filter.top: {share: 0.9, by: score}
`

// TestWaitingInMemoryDoesNotShow holds nothing, a part and all of the documents between passes: the
// releases are the same, and all room is given back.
func TestWaitingInMemoryDoesNotShow(t *testing.T) {
	for name, body := range map[string]string{"light": lightStretches, "two judges": twoJudges} {
		s := twiceSite(t)
		want := ""
		for _, wait := range []int64{-1, 30 << 10, 150 << 10, 1 << 30} {
			o := Options{Out: t.TempDir(), Batch: 9000, Workers: 1 + int(wait&1), unit: 1, wait: wait}
			o.Work = filepath.Join(o.Out, "work")
			got := s.run(s.recipe(body), o).Digest
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%s: with %d bytes between passes %s, want %s", name, wait, got, want)
			}
		}
	}
}

// TestWaitingIsLetGo: what waited is gone when the last pass has ended.
func TestWaitingIsLetGo(t *testing.T) {
	s := twiceSite(t)
	for _, wait := range []int64{30 << 10, 1 << 30} {
		o := Options{Out: t.TempDir(), Work: t.TempDir(), Batch: 9000, unit: 1, wait: wait}
		b, err := start(context.Background(), s.recipe(lightStretches), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.build(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n := b.hoard.used.Load(); n != 0 {
			t.Errorf("%d bytes of %d are still taken", n, wait)
		}
		for _, u := range b.units {
			if u.waiting.batches != nil {
				t.Error("documents are left")
			}
		}
		if err := b.close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestStoppedWhileWaitingGoesOn stops a run whose documents wait in memory at each of its events.
func TestStoppedWhileWaitingGoesOn(t *testing.T) {
	s := twiceSite(t)
	for _, wait := range []int64{60 << 10, 1 << 30} {
		want := s.run(s.recipe(twoJudges), Options{Out: t.TempDir(), Work: t.TempDir()}).Digest
		for after := 0; ; after++ {
			dir := t.TempDir()
			o := Options{Out: filepath.Join(dir, "out"), Work: filepath.Join(dir, "work"), Batch: 9000, Workers: 2, unit: 1, wait: wait}
			if _, err := s.stopAfter(o, after); err == nil {
				break
			}
			if got := s.run(s.recipe(twoJudges), o).Digest; got != want {
				t.Fatalf("%d bytes, stopped at event %d and gone on: %s, want %s", wait, after, got, want)
			}
		}
	}
}
