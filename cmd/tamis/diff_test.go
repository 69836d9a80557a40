package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/changes"
)

const diffRecipe = `tamis: 1
name: set
version: %s
license: CC0-1.0
sources: [{path: in%d/*.jsonl, fields: {id: id, text: text}}]
ids: {repeated: reject}
limits: {uncovered: warn}
steps:
%s  - label.counts
  - filter.where: {expr: 'words >= %d'}
  - dedupe.exact
  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: id}
`

// buildSet writes documents with few different texts, so that ids move, repeat and go for one another, and
// builds a release of them.
func buildSet(t *testing.T, dir string, r *rand.Rand, n int, steps string) *export.Release {
	t.Helper()
	in := filepath.Join(dir, fmt.Sprintf("in%d", n))
	noErr(t, os.MkdirAll(in, 0o755))
	var b strings.Builder
	for i := range 300 {
		if r.IntN(4) == 0 {
			continue
		}
		id := fmt.Sprintf("d%d", i)
		if r.IntN(5) == 0 {
			id = fmt.Sprintf("e%d", r.IntN(400))
		}
		words := "word call 555-0100 " + strings.Repeat("more ", r.IntN(6)) + fmt.Sprint(r.IntN(3)*1000+i/2)
		fmt.Fprintf(&b, "{\"id\": %q, \"text\": %q}\n", id, words)
	}
	noErr(t, os.WriteFile(filepath.Join(in, "a.jsonl"), []byte(b.String()), 0o644))
	recipe, arranged := filepath.Join(dir, "recipe.yaml"), ""
	if n == 1 { // neither folders nor order count
		arranged = "export: {order: sorted(words desc), subsets: words}\n"
	}
	noErr(t, os.WriteFile(recipe, fmt.Appendf(nil, diffRecipe+arranged, fmt.Sprintf("1.%d.0", n), n, steps, 4+n), 0o644))
	v, _, _ := testVoice()
	noErr(t, runApp(context.Background(), v, []string{"tamis", "run", recipe, "--progress", "none"}))
	rel, err := export.Load(filepath.Join(dir, "releases", "set", fmt.Sprintf("1.%d.0", n)))
	noErr(t, err)
	return rel
}

func noErr(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// held is what an oracle knows of a release: each document's cells, its text and its original.
type held struct {
	cells, text, original map[string]string
	rejected              map[string]bool
}

func holdSet(t *testing.T, r *export.Release) held {
	h := held{map[string]string{}, map[string]string{}, map[string]string{}, map[string]bool{}}
	for row, err := range r.Rows(export.TableData) {
		noErr(t, err)
		h.cells[row.Str("id")] = fmt.Sprint(row.Values())
		h.text[row.Str("id")] = row.Str("text")
	}
	if !r.Has(export.TableDocuments) {
		return h
	}
	for row, err := range r.Rows(export.TableDocuments) {
		noErr(t, err)
		if row.Str("outcome") == "kept" {
			h.original[row.Str("id")] = row.Str("original_sha256")
		} else {
			h.rejected[row.Str("id")] = true
		}
	}
	return h
}

// oracle counts the changes by maps: first ids, then originals, then texts.
func oracle(a, b held) changes.Totals {
	var n changes.Totals
	leftA, leftB := []string{}, []string{}
	for id := range a.cells {
		switch {
		case b.cells[id] == a.cells[id]:
			n.Same++
		case b.cells[id] != "":
			n.Changed++
		case b.rejected[id]:
			n.Removed++
		default:
			leftA = append(leftA, id)
		}
	}
	for id := range b.cells {
		if a.cells[id] == "" {
			if a.rejected[id] {
				n.Added++
			} else {
				leftB = append(leftB, id)
			}
		}
	}
	for _, key := range [][2]map[string]string{{a.original, b.original}, {a.text, b.text}} {
		leftA, leftB = pairOff(&n, leftA, leftB, key)
	}
	n.Removed += int64(len(leftA))
	n.Added += int64(len(leftB))
	return n
}

func pairOff(n *changes.Totals, a, b []string, key [2]map[string]string) (restA, restB []string) {
	slices.Sort(a)
	slices.Sort(b)
	free := slices.Clone(b)
	for _, id := range a {
		i := slices.IndexFunc(free, func(o string) bool { return key[0][id] != "" && key[0][id] == key[1][o] })
		if i < 0 {
			restA = append(restA, id)
			continue
		}
		n.Moved++
		free = slices.Delete(free, i, i+1)
	}
	return restA, free
}

// TestDiffAgainstOracle: the counts of releases of random sets are those of maps, add up to both, and are the
// same, as is all that is printed, within any memory; also for private recipes and copies without a ledger.
func TestDiffAgainstOracle(t *testing.T) {
	private := "  - redact.pattern: {patterns: [{kind: phone, pattern: '555-[0-9]+'}]}\n"
	for name, steps := range map[string]string{"open": "", "private": private} {
		for _, bare := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s bare=%t", name, bare), func(t *testing.T) {
				dir := t.TempDir()
				r := rand.New(rand.NewPCG(7, uint64(len(steps))))
				a, b := buildSet(t, dir, r, 0, steps), buildSet(t, dir, r, 1, steps)
				if bare {
					noErr(t, os.RemoveAll(filepath.Join(a.Dir, "ledger")))
				}
				holdDiff(t, a, b)
				holdDiff(t, b, a)
				d, err := changes.Compare(context.Background(), a, a, changes.Options{Dir: t.TempDir()})
				noErr(t, err)
				if !d.Empty() || len(d.Causes) > 0 {
					t.Errorf("a release differs from itself: %+v", d.Totals)
				}
				noErr(t, d.Close())
			})
		}
	}
}

func holdDiff(t *testing.T, a, b *export.Release) {
	t.Helper()
	x, y := holdSet(t, a), holdSet(t, b)
	if !a.Has(export.TableDocuments) || !b.Has(export.TableDocuments) { // then no original is compared
		x.original, y.original = map[string]string{}, map[string]string{}
	}
	want := oracle(x, y)
	var first string
	for _, memory := range []int64{0, 1 << 16} {
		dir := t.TempDir()
		d, err := changes.Compare(context.Background(), a, b, changes.Options{Dir: dir, Memory: memory})
		noErr(t, err)
		got := d.Totals
		got.RejectedOtherwise, got.RejectedAdded, got.RejectedRemoved = 0, 0, 0
		if got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		if n := got.Same + got.Changed + got.Moved; n+got.Removed != int64(len(x.cells)) || n+got.Added != int64(len(y.cells)) {
			t.Errorf("%+v does not add up to %d and %d", got, len(x.cells), len(y.cells))
		}
		if want.Moved == 0 || want.Changed == 0 || want.Added == 0 || want.Removed == 0 {
			t.Errorf("the sets try too little: %+v", want)
		}
		all := listDiff(t, d)
		if first == "" {
			first = all
		} else if all != first {
			t.Errorf("within %d bytes another result:\n%s\nthan\n%s", memory, all, first)
		}
		noErr(t, d.Close())
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v %v", left, err)
		}
	}
}

// listDiff writes all changes with their texts, and holds the causes against them.
func listDiff(t *testing.T, d *changes.Diff) string {
	t.Helper()
	var b bytes.Buffer
	counts := map[string]int64{}
	noErr(t, d.Show(context.Background(), 0, true, 0, func(c *changes.Change, p *changes.Pair) error {
		fmt.Fprintf(&b, "%s %s %s %s %s %v %v\n", c.Change, c.Reason, c.Step, c.From, c.ID, c.Columns, p)
		counts[fmt.Sprint(c.Change, c.Reason, c.Step, c.Rule)]++
		if slices.Contains(c.Columns, "text") && (p == nil || p.TextA == p.TextB) {
			return errors.New("texts that differ are not found")
		}
		return nil
	}))
	told := map[string]int64{}
	for _, c := range d.Causes {
		told[fmt.Sprint(c.Change, c.Reason, c.Step, c.Rule)] += c.Documents
	}
	if !maps.Equal(counts, told) {
		t.Errorf("causes %v, changes %v", told, counts)
	}
	return b.String()
}
