package engine

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/transform"
)

// ledgerDoc is what ledger/documents says of a document.
type ledgerDoc struct {
	ord                   int64
	step, kept, cluster   string
	outcome, detail, rule string
	similarity            float64
}

func ledgerOf(t *testing.T, res *Result) (docs map[string]ledgerDoc, links [][2]string) {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	docs = map[string]ledgerDoc{}
	for row, err := range rel.Rows("ledger/documents") {
		if err != nil {
			t.Fatal(err)
		}
		docs[row.Str("id")] = ledgerDoc{row.Int("doc"), row.Str("step"), row.Str("kept_id"), row.Str("cluster"), row.Str("outcome"), row.Str("detail"), row.Str("rule"), row.Value("similarity").Float()}
	}
	for row, err := range rel.Rows("ledger/clusters") {
		if err != nil {
			t.Fatal(err)
		}
		links = append(links, [2]string{row.Str("id"), row.Str("kept_id")})
	}
	return docs, links
}

// clustersHold finds the clusters anew from the links: the smallest of those that are nobody's duplicate
// stands for each.
func clustersHold(t *testing.T, docs map[string]ledgerDoc, links [][2]string) {
	t.Helper()
	root, gone := map[string]string{}, map[string]bool{}
	for _, l := range links {
		gone[l[0]] = true
		for _, id := range l {
			if _, ok := root[id]; !ok {
				root[id] = id
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, l := range links {
			if a, b := root[l[0]], root[l[1]]; a != b {
				root[l[0]], root[l[1]], changed = min(a, b), min(a, b), true
			}
		}
	}
	stands := map[string]string{}
	for id, r := range root {
		if best, ok := stands[r]; !gone[id] && (!ok || docs[id].ord < docs[best].ord) {
			stands[r] = id
		}
	}
	for id, d := range docs {
		want := ""
		if r, ok := root[id]; ok {
			want = stands[r]
		}
		if d.cluster != want {
			t.Fatalf("document %s: cluster %q, want %q", id, d.cluster, want)
		}
	}
}

// Three steps that look for duplicates and a filter: each decides over what the one before left, a document
// that goes names one that its step kept, and the clusters are those of all links together.
func TestStepsInARow(t *testing.T) {
	docs := nearDocs(900, 11)
	s := nearSite(t, docs)
	const steps = `
  - dedupe.exact: {keep: last}
  - dedupe.near: {threshold: 0.7, shingle: {words: 1}, mode: pairs, keep: max(stars)}
    as: close
  - dedupe.near: {threshold: 0.3, shingle: {words: 1}}
    as: alike
  - filter.where: 'stars != 3'
  - dedupe.exact: {by: stars, on_match: label}
    as: starred
`
	r := s.recipe(strings.Split(nearRecipe(""), "steps:")[0] + "steps:" + steps)
	for i, o := range []Options{{Workers: 1}, {Workers: 2, sort: 4 << 10, ids: 8 << 20, links: 1}} {
		o.Out, o.Work = filepath.Join(s.dir, "out", fmt.Sprint(i)), filepath.Join(s.dir, "work", fmt.Sprint(i))
		got, links := ledgerOf(t, s.run(r, o))
		clustersHold(t, got, links)
		left := slices.Clone(docs)
		width := len(r.Layout.Columns)
		for _, step := range []struct {
			name string
			want map[string]fate
		}{
			{"dedupe.exact", exactOracle(left, func(_ []nearDoc, a, b int) int { return b - a })},
			{"close", nil}, {"alike", nil},
		} {
			want := step.want
			switch step.name {
			case "close":
				want = oracle(left, r.Steps[1].Step.(transform.Verifier), width, func(a, b int) int { return left[b].Stars - left[a].Stars })
			case "alike":
				want = oracle(left, r.Steps[2].Step.(transform.Verifier), width, func(a, b int) int { return 0 })
			}
			left = slices.DeleteFunc(left, func(d nearDoc) bool {
				w, g := want[d.ID], got[d.ID]
				if gone := w.kept != d.ID; gone != (g.step == step.name) || gone && (g.kept != w.kept || g.similarity != w.similarity) {
					t.Fatalf("document %s behind %s: %+v, want %+v", d.ID, step.name, g, w)
				}
				return w.kept != d.ID
			})
			if len(left) == len(want) {
				t.Errorf("nobody goes by %s", step.name)
			}
		}
	}
}

// What near makes of texts that hardly are any. One that is null is no document: it is in quarantine.
func TestNearOddTexts(t *testing.T) {
	tide := strings.Repeat("tide ", 1_000_000)
	lines := []string{ // id, text in JSON, who stays for it
		"empty", `""`, "empty", "empty2", `""`, "empty2", "null", `null`, "", "blank", `" \n\t "`, "blank", "blank2", `"\u3000 "`, "blank2",
		"marks", `"!?"`, "marks", "marks2", `" !? "`, "marks", "marks3", `"?!"`, "marks3",
		"short", `"One two"`, "short", "short2", `"one, two."`, "short", "short3", `"one two three"`, "short3", "short4", `"two one"`, "short4",
		"tide", `"` + tide + `"`, "tide", "tide2", `"` + tide + `tide"`, "tide", "tide6", `"tide tide tide tide tide tide"`, "tide", "tides", `"` + strings.Repeat("tides ", 1000) + `"`, "tides",
		"long", `"` + strings.Repeat("x", 1<<20) + `"`, "long", "long2", `"` + strings.Repeat("x", 1<<20) + `!"`, "long", "long3", `"` + strings.Repeat("x", 1<<20) + `y"`, "long3",
		"joiner", `"\u200b"`, "joiner", "joiner2", `"\u200b"`, "joiner",
	}
	s, b := newSite(t), strings.Builder{}
	want := map[string]string{}
	for i := 0; i < len(lines); i += 3 {
		fmt.Fprintf(&b, "{\"id\": %q, \"text\": %s}\n", lines[i], lines[i+1])
		if lines[i+2] != "" {
			want[lines[i]] = lines[i+2]
		}
	}
	s.file("in.jsonl", b.String())
	for _, mode := range []string{"components", "pairs"} {
		got := fatesOf(t, s.run(s.recipe("sources: [{path: in.jsonl, fields: {id: id}}]\nsteps: [dedupe.near: {threshold: 1, mode: "+mode+"}]\n"), Options{Out: filepath.Join(s.dir, mode)}))
		for id, f := range got {
			if f.kept != want[id] {
				t.Errorf("%s: %s stays for %s, not %s", mode, f.kept, id, want[id])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d documents of %d", len(got), len(want))
		}
	}
}

// Documents are compared as the private steps before left them, and nothing of what those took comes out.
func TestNearBehindPrivateSteps(t *testing.T) {
	s := newSite(t)
	s.file("in.jsonl", jsonLines("a", "Call the harbour office on +49 171 5550123 before noon, or write to the pilots.",
		"b", "Call the harbour office on +49 171 5550199 before noon, or write to the pilots.", "c", "Nothing of the kind stands here."))
	res := s.run(s.recipe("sources: [{path: in.jsonl, fields: {id: id}}]\nuncovered: [source, origin]\nsteps: [redact.pii: {kinds: [phone]}, dedupe.near: 0.9]\n"), Options{})
	s.holds(res, "ledger/documents", []string{"id", "outcome", "kept_id", "rule"}, []string{"a kept - -", "b rejected a near-duplicate", "c kept - -"})
	for _, table := range []struct{ name, column string }{{"data", "text"}, {"ledger/rejects", "text"}, {"ledger/edits", "removed"}, {"ledger/edits", "inserted"}, {"ledger/documents", "detail"}} {
		if got := strings.Join(s.rows(res, table.name, table.column), "\n"); strings.Contains(got, "555") || table.column == "text" && !strings.Contains(got, "harbour") {
			t.Errorf("%s holds %s", table.name, got)
		}
	}
}

// Copies are found wherever they stand, and the order in which the file system has the files is no order.
func TestCopiesAcrossFiles(t *testing.T) {
	docs := nearDocs(80, 6)
	var digests []string
	for _, stride := range []int{1, 37} {
		s := newSite(t)
		for i := range docs {
			d := docs[i*stride%len(docs)]
			s.file("in/"+d.ID+".txt", d.Text)
		}
		zipped, plain := bytes.Buffer{}, strings.Builder{}
		w := gzip.NewWriter(&zipped)
		for _, d := range docs[:40] {
			line, _ := json.Marshal(d)
			fmt.Fprintf(w, "%s\n", line)
			fmt.Fprintf(&plain, "%s,%q,%d\n", "csv"+d.ID, d.Text, d.Stars)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		s.file("in/again.jsonl.gz", zipped.String())
		s.file("in/once-more.csv", "id,text,stars\n"+plain.String())
		res := s.run(s.recipe("sources: [{path: in/*.txt, name: a}, {path: in/again.jsonl.gz, name: b, fields: {id: id}}, {path: in/*.csv, name: c, fields: {id: id}}]\n"+
			"steps:\n  - dedupe.near: {threshold: 0.8, shingle: {words: 2}}\n  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}\n"), Options{})
		digests = append(digests, res.Digest)
		for id, f := range fatesOf(t, res) {
			if !strings.HasPrefix(id, "in/") && !strings.HasPrefix(f.kept, "in/") {
				t.Errorf("%s stays: %+v", id, f)
			}
		}
	}
	if digests[0] != digests[1] {
		t.Errorf("digests %v", digests)
	}
}
