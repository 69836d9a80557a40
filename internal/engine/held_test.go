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

// TestGarbageFitsWhatWaits: little that waits changes nothing, much leaves a quarter, and whoever turned the
// collector down or off keeps that.
func TestGarbageFitsWhatWaits(t *testing.T) {
	for _, c := range []struct {
		usual int
		waits int64
		want  int
	}{{100, 0, 100}, {100, 1 << 20, 99}, {100, freeGarbage, 50}, {100, 4 << 30, leastGarbage}, {10, 0, 10}, {10, 4 << 30, 10}, {400, 4 << 30, 44}} {
		if got := percentOf(c.usual, c.waits); got != c.want {
			t.Errorf("usual %d, %d bytes that wait: %d %%, want %d", c.usual, c.waits, got, c.want)
		}
	}
	off := garbage{usual: -1, percent: -1}
	if off.fit(4 << 30); off.percent != -1 {
		t.Errorf("a collector that was off is at %d %%", off.percent)
	}
}

// TestUnitInTwoPlaces: of one input file some documents wait in memory and the rest on the disk, where it
// is no checkpoint.
func TestUnitInTwoPlaces(t *testing.T) {
	s := twiceSite(t)
	o := Options{Out: t.TempDir(), Work: t.TempDir(), Batch: 3000, wait: 60 << 10}
	b, err := start(context.Background(), s.recipe(lightStretches), o)
	if err != nil {
		t.Fatal(err)
	}
	both := 0
	if err := b.prepare(context.Background(), false); err != nil {
		t.Fatal(err)
	}
	if err := b.stretch(context.Background(), 0); err != nil {
		t.Fatal(err)
	}
	for i := range b.units {
		u := &b.units[i]
		if len(u.waiting.batches) > 0 && u.spool != "" {
			both++
			if u.spool == b.spoolPath(u.key) {
				t.Error("a part of a unit is a checkpoint")
			}
		}
	}
	if both != 1 {
		t.Errorf("%d units wait in two places, want one", both)
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
}
