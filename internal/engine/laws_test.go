package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
)

// recipes whose releases must not depend on how they are built.
var lawRecipes = map[string]string{
	"chain": chainRecipe,
	"passthrough": `
sources: [{path: "in/*.jsonl", name: web}]
limits: {quarantine: 0.2}
steps: []
`,
	"shuffled": `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}, columns: {score: "int64?"}}]
ids: {repeated: number}
steps: [dedupe.exact: {keep: last}, split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}]
export: {order: shuffle, parquet: {shard_bytes: 20KiB}, jsonl: {compression: gzip}}
limits: {quarantine: 0.2}
`,
	"near": `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}, columns: {score: "int64?"}}]
ids: {repeated: number}
steps:
  - dedupe.exact: {keep: longest}
  - dedupe.near: {threshold: 0.2, shingle: {words: 1}, keep: max(score), probes: 2, bands: 12, rows: 1, on_match: label}
    as: alike
  - dedupe.near: {threshold: 0.4, shingle: {characters: 3}, mode: pairs}
  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}
limits: {quarantine: 0.2}
`,
	"private": `
sources: [{path: "in/*.jsonl", name: web}]
uncovered: [url, source, origin]
limits: {quarantine: 0.2}
steps:
  - redact.pattern: {patterns: [{kind: ae, pattern: "[a-c]{2,}"}]}
  - dedupe.exact: {on: [text]}
  - clean.whitespace
`,
	"lines": `
sources: [{path: "in/*.jsonl", name: web}]
uncovered: [url, source, origin]
limits: {quarantine: 0.2}
steps:
  - redact.pattern: {patterns: [{kind: ae, pattern: "[a-c]{2,}"}]}
  - dedupe.lines: {min_chars: 1, keep: longest}
  - dedupe.lines: {unit: sentence, run: 2, min_chars: 1, on_match: label}
    as: said
`,
	"sized": `
sources: [{path: "in/*.jsonl", name: web}]
steps: [dedupe.near: {threshold: 0.4, on_match: label}, split.hash: {sizes: {test: 60, train: rest}, by: cluster}]
limits: {quarantine: 0.2}
`,
	"sampled": `
sources: [{path: "in/*.jsonl", name: web}]
steps: [label.counts: {}, sample.tokens: {budget: 2000, column: words, key: content}, sample.size: {n: 20, by: words}, split.folds: 2]
limits: {quarantine: 0.2}
`,
	"copied": `
sources: [{path: "in/a.jsonl", name: a}, {path: "in/[bc].jsonl", name: b, fields: {id: id}}]
ids: {repeated: number}
steps: [dedupe.near: {threshold: 0.4, on_match: label}, sample.mix: {weights: {a: 1, b: 3}, upsample: 5, key: cluster}, split.hash: {ratios: {train: 0.8, test: 0.2}}]
limits: {quarantine: 0.2}
export: {order: shuffle}
`,
	"folds": `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}}]
ids: {repeated: number}
steps: [split.folds: 3]
limits: {quarantine: 0.2}
`,
	"stratified": `
sources: [{path: "in/*.jsonl", name: web}]
steps:
  - column.set: {column: kind, value: 'string(len(text) % 5)'}
  - dedupe.near: {threshold: 0.4, on_match: label}
  - split.stratified: {column: kind, ratios: {train: 0.7, test: 0.3}, by: cluster}
limits: {quarantine: 0.2}
`,
	"dated": `
sources: [{path: "in/*.jsonl", name: web, columns: {score: "string?"}}]
steps: [column.set: {column: day, value: '"2024-01-1" + string(len(text) % 10)'}, split.time: {column: day, ratios: {train: 0.6, test: 0.4}, embargo: 2d, by: content}]
limits: {quarantine: 0.2}
`,
	"sorted": `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}, columns: {score: "int64?"}}]
ids: {repeated: number}
steps: [dedupe.exact: {keep: last, on_match: label}, split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}]
export: {order: sorted(score desc), parquet: {shard_bytes: 20KiB}}
limits: {quarantine: 0.2}
`,
	"subsets": `
sources: [{path: "in/*.jsonl", name: web}]
steps: [column.set: {column: kind, value: 'string(len(text) % 5)'}, split.hash: {ratios: {train: 0.5, test: 0.5}}]
export: {order: shuffle, subsets: kind, parquet: {shard_bytes: 20KiB}, arrow: , jsonl: }
limits: {quarantine: 0.2}
`,
	"repeated": `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}}]
limits: {quarantine: 0.2}
steps: [label.counts, filter.where: 'words >= 3']
`,
}

// inputs of every law: two files of records with broken lines, one of them empty at the end.
func lawSite(t *testing.T) *site {
	s := newSite(t)
	s.file("in/a.jsonl", lines(300, 1))
	s.file("in/b.jsonl", lines(200, 2))
	s.file("in/c.jsonl", "")
	return s
}

// variants are ways to build the same release.
func variants(s *site) map[string]Options {
	return map[string]Options{
		"1 worker":         {Workers: 1},
		"2 workers":        {Workers: 2},
		"7 workers":        {Workers: 7, Memory: 2 << 30},
		"tiny batches":     {Workers: 2, Batch: 1},
		"small batches":    {Workers: 2, Batch: 5000},
		"large batches":    {Workers: 2, Batch: 16 << 20},
		"spilling":         {Workers: 2, sort: 4 << 10, ids: 8 << 20},
		"spilling harder":  {Workers: 1, Batch: 3000, sort: 1 << 10, ids: 8 << 20},
		"too many ids":     {Workers: 2, sort: 1 << 20, ids: 1},
		"clusters on disk": {Workers: 2, sort: 1 << 10, ids: 8 << 20, links: 1},
		"many units":       {Workers: 2, Batch: 3000, unit: 1},
		"least memory":     {Workers: 1, Memory: floor(1, 16<<20)},
		"generous memory":  {Workers: 2, Memory: 3 << 30},
	}
}

func TestSameBytes(t *testing.T) {
	for name, body := range lawRecipes {
		t.Run(name, func(t *testing.T) {
			s := lawSite(t)
			want := s.run(s.recipe(body), Options{Workers: 1}).Digest
			for how, o := range variants(s) {
				o.Out, o.Work = filepath.Join(s.dir, "out", how), filepath.Join(s.dir, "work", how)
				res, err := Run(context.Background(), s.recipe(body), o)
				if err != nil {
					t.Fatalf("%s: %v", how, err)
				}
				if res.Digest != want { // else it is the release that was verified
					t.Errorf("%s: %s, want %s", how, res.Digest, want)
					s.verify(res.Path)
				}
			}
		})
	}
}

func TestSameBytesWithOneAndTwoProcs(t *testing.T) {
	for _, procs := range []int{1, 2} {
		t.Run(fmt.Sprint(procs), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
			s := lawSite(t)
			t.Log(s.run(s.recipe(chainRecipe), Options{}).Digest)
		})
	}
}

func TestSecondRunIsUpToDate(t *testing.T) {
	for name, body := range lawRecipes {
		t.Run(name, func(t *testing.T) {
			s := lawSite(t)
			first := s.run(s.recipe(body), Options{})
			second := s.run(s.recipe(body), Options{})
			if !second.UpToDate || second.Digest != first.Digest {
				t.Errorf("second run: %+v", second)
			}
		})
	}
}

func TestCheckpointsGiveTheSameRelease(t *testing.T) {
	for name, body := range lawRecipes {
		t.Run(name, func(t *testing.T) {
			s := lawSite(t)
			want := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "one")}).Digest
			again := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "two")})
			if again.Digest != want {
				t.Errorf("from checkpoints %s, want %s", again.Digest, want)
			}
		})
	}
}

func TestChangedStepTakesUpWhatStandsBeforeIt(t *testing.T) {
	s := lawSite(t)
	s.run(s.recipe(chainRecipe), Options{Out: filepath.Join(s.dir, "one")})
	changed := strings.Replace(chainRecipe, "share: 0.9", "share: 0.5", 1)
	got := s.run(s.recipe(changed), Options{Out: filepath.Join(s.dir, "two")})
	clean := s.run(s.recipe(changed), Options{Out: filepath.Join(s.dir, "three"), Work: filepath.Join(s.dir, "fresh")})
	if got.Digest != clean.Digest {
		t.Errorf("after a change %s, built afresh %s", got.Digest, clean.Digest)
	}
}

func TestImmutableVersionNamesWhatDiffers(t *testing.T) {
	s := lawSite(t)
	first := s.run(s.recipe(chainRecipe), Options{})
	s.file("in/b.jsonl", lines(201, 3))
	_, err := Run(context.Background(), s.recipe(chainRecipe), Options{})
	var conflict *export.ConflictError
	if !errors.As(err, &conflict) || !strings.Contains(err.Error(), "in/b.jsonl") {
		t.Errorf("changed input: %v", err)
	}
	s.verify(first.Path)
}

func TestLimitsStopARun(t *testing.T) {
	s := lawSite(t)
	strict := strings.Replace(chainRecipe, "quarantine: 0.2", "quarantine: 0", 1)
	res, err := Run(context.Background(), s.recipe(strict), Options{})
	var limit *LimitError
	if !errors.As(err, &limit) || !strings.Contains(err.Error(), "limits.quarantine") {
		t.Fatalf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(res.Path, "manifest.json")); err != nil {
		t.Errorf("the staged result is not kept: %v", err)
	}
	if list, _ := export.Releases(filepath.Join(s.dir, "releases"), "test"); len(list) > 0 {
		t.Errorf("published all the same: %v", list)
	}
}

func TestCancelledRunGoesOn(t *testing.T) {
	s := lawSite(t)
	want := s.run(s.recipe(chainRecipe), Options{Out: filepath.Join(s.dir, "clean"), Work: filepath.Join(s.dir, "w")}).Digest
	for after := range 12 {
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		o := Options{Batch: 2000, Events: func(Event) {
			if n++; n > after {
				cancel()
			}
		}}
		_, err := Run(ctx, s.recipe(chainRecipe), o)
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if got := s.run(s.recipe(chainRecipe), Options{}).Digest; got != want {
		t.Errorf("after being stopped %s, want %s", got, want)
	}
}

func TestRunWithLimitIsADraft(t *testing.T) {
	s := lawSite(t)
	var digests []string
	for _, workers := range []int{1, 2} {
		res := s.run(s.recipe(chainRecipe), Options{Limit: 37, Workers: workers, Batch: 700, Out: filepath.Join(s.dir, fmt.Sprint("out", workers))})
		if !strings.Contains(res.Version, "-limited") || res.Funnel[0].Kept != 37 {
			t.Errorf("version %s, %d documents", res.Version, res.Funnel[0].In)
		}
		digests = append(digests, res.Digest)
	}
	if digests[0] != digests[1] {
		t.Errorf("digests %v", digests)
	}
}
