package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// setLines writes documents as a source does.
func setLines(docs []nearDoc) string {
	var b strings.Builder
	for _, d := range docs {
		line, _ := json.Marshal(d)
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// match is what a release says of a document: the best match in the other set, "" for none.
type match struct {
	other, in, rule string
	similarity      float64
}

// matchOracle decides by the definition, with nothing of the engine.
func matchOracle(mine, other []nearDoc, m transform.Matcher, slots int) map[string]match {
	made := func(docs []nearDoc) (keys [][]uint64, recs [][]byte) {
		for i := range docs {
			d := &schema.Doc{Values: make([]schema.Value, slots)}
			d.Values[schema.SlotText] = schema.StringValue(docs[i].Text)
			keys, recs = append(keys, m.Keys(d, nil)), append(recs, m.Record(d, nil))
		}
		return keys, recs
	}
	keys, recs := made(mine)
	otherKeys, otherRecs := made(other)
	runs := map[uint64][]int{}
	for i, ks := range otherKeys {
		slices.Sort(ks)
		for _, k := range slices.Compact(ks) {
			runs[k] = append(runs[k], i)
		}
	}
	out := map[string]match{}
	for i, d := range mine {
		best, classOf := match{}, int64(0)
		looked := map[int]bool{}
		for _, k := range keys[i] {
			for _, o := range runs[k][:min(len(runs[k]), m.Probes())] {
				looked[o] = true
			}
		}
		for o := range other {
			class, s, ok := m.Match(recs[i], otherRecs[o])
			if ok && looked[o] && (best.other == "" || class < classOf || class == classOf && s > best.similarity) {
				best, classOf = match{other: other[o].ID, rule: []string{"duplicate", "near-duplicate"}[class], similarity: s}, class
			}
		}
		out[d.ID] = best
	}
	return out
}

// matchesOf reads what a release says, from either table.
func matchesOf(t *testing.T, path string, kept bool) map[string]match {
	t.Helper()
	rel, err := export.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]match{}
	for row, err := range rel.Rows("ledger/documents") {
		if err != nil {
			t.Fatal(err)
		}
		if (row.Str("outcome") == "rejected") == kept && row.Str("kept_id") != "" || !row.Value("cluster").IsNull() {
			t.Fatalf("%s is %s", row.Str("id"), row.Str("outcome"))
		}
		out[row.Str("id")] = match{row.Str("kept_id"), row.Str("kept_in"), row.Str("rule"), row.Value("similarity").Float()}
	}
	for row, err := range rel.Rows("ledger/clusters") {
		if err != nil {
			t.Fatal(err)
		}
		if m := out[row.Str("id")]; !kept && (m.other != row.Str("kept_id") || m.in != row.Str("kept_in") || m.similarity != row.Value("similarity").Float()) {
			t.Fatalf("%s: %+v in documents, another match in clusters", row.Str("id"), m)
		}
		if kept {
			out[row.Str("id")] = match{row.Str("kept_id"), row.Str("kept_in"), "", row.Value("similarity").Float()}
		}
	}
	return out
}

// twoSets makes documents of which many stand in both sets, some more than once, some changed; the other
// set as JSON lines of two files and as a release of them.
func twoSets(t *testing.T) (s *site, mine, other []nearDoc) {
	docs := nearDocs(2400, 5)
	mine, other = docs[:1200], docs[1200:]
	for i := range 200 {
		mine[i*3].Text = "  " + strings.ReplaceAll(other[i*5].Text, " ", "\n")
	}
	long := make([]string, 12_000) // whose record has parts in an index
	for i := range long {
		long[i] = word(i * 7)
	}
	other[11].Text = strings.Join(long, " ")
	other[12].Text = strings.Join(long[2000:], " ")
	mine[2].Text = strings.Join(long[2010:], " ")
	mine[1].Text, other[7].Text, other[9].Text = "", "", ""
	s = nearSite(t, mine)
	s.file("other/a.jsonl", setLines(other[:500]))
	s.file("other/b.jsonl", setLines(other[500:]))
	return s, mine, other
}

const otherRecipe = "tamis: 1\nname: other\nversion: 1.0.0\nlicense: CC0-1.0\nsources: [{path: other/*.jsonl, fields: {id: id}}]\nexport: {arrow: {}, parquet: {shard_bytes: 64KiB}}\n"

func againstRecipe(set, args string) string {
	head := "tamis: 1\nname: test\nversion: 1.0.0-dev\nlicense: CC0-1.0\n"
	return head + strings.Replace(nearRecipe("{set: "+set+args+"}"), "dedupe.near", "dedupe.against", 1)
}

// Matches are those of the definition, whatever form the other set has, with any number of workers and
// memory that spills; few probes and long runs too.
func TestAgainstOracle(t *testing.T) {
	s, mine, other := twoSets(t)
	rel := s.run(s.recipe(otherRecipe), Options{Out: filepath.Join(s.dir, "old")})
	sets := []struct{ path, args string }{
		{"other", ", fields: {id: id}"},
		{"other/*.jsonl", ", fields: {id: id}"},
		{"old/other/1.0.0", ""},
		{"old/other/latest", ""},
		{"old/other/1.0.0/data", ", fields: {id: id}"},
		{"old/other/1.0.0/arrow/*.arrow", ", fields: {id: id}"},
		{"INDEX", ""},
	}
	if files, _ := filepath.Glob(filepath.Join(rel.Path, "data", "*.parquet")); len(files) < 3 {
		t.Fatalf("the other release has %d files: the test says little", len(files))
	}
	shapes := []string{"", ", method: exact", ", method: near, threshold: 0.6, shingle: {words: 1}", ", threshold: 0.2, shingle: {words: 1}, bands: 9, rows: 1, probes: 2",
		", threshold: 0.4, shingle: {characters: 4}, normalise: []", ", threshold: 0.7, on_match: keep"}
	for i, shape := range shapes {
		var want map[string]match
		index := "index" + fmt.Sprint(i)
		s.run(s.recipe(strings.Replace(otherRecipe, "export: {", "export: {ledger: {index: {"+indexShape(shape)+"}}, ", 1)), Options{Out: filepath.Join(s.dir, index)})
		for j, set := range sets {
			if i > 0 && (i+j)%3 > 0 && set.path != "INDEX" {
				continue
			}
			if set.path == "INDEX" {
				set.path = index + "/other/1.0.0/ledger/index-*.parquet"
			}
			r := s.recipe(againstRecipe(set.path, set.args+shape))
			o := Options{Workers: []int{1, 2, 7}[(i+j)%3], Memory: 2 << 30, Out: filepath.Join(s.dir, "out", fmt.Sprint(i, j)), Work: filepath.Join(s.dir, "work", fmt.Sprint(i, j))}
			if (i+j)%2 > 0 {
				o.sort, o.ids, o.Batch = 16<<10, 8<<20, 20_000
			}
			res := s.run(r, o)
			if want == nil {
				want = matchOracle(mine, other, r.Steps[0].Step.(transform.Matcher), len(r.Layout.Columns))
			}
			got := matchesOf(t, res.Path, strings.Contains(shape, "keep"))
			s.sameMatches(set.path+shape, got, want, set.path)
		}
	}
}

// indexShape is what of a step's arguments an index takes.
func indexShape(args string) string {
	var out []string
	for _, a := range strings.Split(strings.TrimPrefix(args, ", "), ", ") {
		if a != "" && !strings.HasPrefix(a, "method") && !strings.HasPrefix(a, "probes") && !strings.HasPrefix(a, "on_match") {
			out = append(out, a)
		}
	}
	return strings.Join(out, ", ")
}

func (s *site) sameMatches(what string, got, want map[string]match, in string) {
	s.t.Helper()
	found := 0
	for id, w := range want {
		if w.other != "" {
			found++
			w.in = in
		}
		if g := got[id]; g.rule == "" {
			w.rule = ""
		}
		if got[id] != w {
			s.t.Fatalf("%s: document %s: %+v, want %+v", what, id, got[id], w)
		}
	}
	if found < 150 || found == len(want) || len(got) != len(want) {
		s.t.Errorf("%s: %d of %d documents match: the test says little", what, found, len(want))
	}
}

// The same release comes out whatever the workers, batches and memory, and from the checkpoints of a
// killed run; a set that changed is decided anew.
func TestAgainstSameBytes(t *testing.T) {
	s, _, other := twoSets(t)
	body := againstRecipe("other", ", fields: {id: id}, on_match: label")
	var first *Result
	for i, o := range []Options{{Workers: 1}, {Workers: 2, Batch: 5000}, {Workers: 7, Memory: 2 << 30, sort: 8 << 10, ids: 8 << 20, unit: 1}} {
		o.Out, o.Work = filepath.Join(s.dir, fmt.Sprint("out", i)), filepath.Join(s.dir, fmt.Sprint("work", i))
		res := s.run(s.recipe(body), o)
		if first == nil {
			first = res
		}
		if res.Digest != first.Digest {
			t.Errorf("options %d: %s, not %s", i, res.Digest, first.Digest)
		}
		if err := os.RemoveAll(o.Out); err != nil {
			t.Fatal(err)
		}
		if again := s.run(s.recipe(body), o); again.Digest != first.Digest { // from checkpoints
			t.Errorf("options %d again: %s, not %s", i, again.Digest, first.Digest)
		}
	}
	s.file("other/b.jsonl", setLines(other[600:]))
	o := Options{Workers: 1, Out: filepath.Join(s.dir, "out0"), Work: filepath.Join(s.dir, "work0")}
	if res := s.run(s.recipe(body), o); res.Digest == first.Digest {
		t.Error("another set gave the same release")
	}
}

// What is wrong with a set is told with its place and what to do.
func TestAgainstWrongSets(t *testing.T) {
	s := newSite(t)
	s.file("in/one.jsonl", `{"id":"1","text":"a","stars":1}`+"\n")
	s.file("in/two.jsonl", `{"id":"2","text":"b","stars":1}`+"\n")
	s.file("other/a.jsonl", `{"id":"1","body":"a"}`+"\n")
	s.file("none/a.jsonl", "\n")
	s.file("good/a.jsonl", `{"id":"1","text":"a"}`+"\n")
	s.run(s.recipe(strings.Replace(otherRecipe, "other/*", "good/*", 1)), Options{Out: filepath.Join(s.dir, "old")})
	for _, c := range []struct{ set, args, version, message, hint string }{
		{"missing", "", "1.0.0-dev", "set missing: there is no such file or folder", "the folder of a release"},
		{"none", "", "1.0.0-dev", "it holds no document", ""},
		{"other", "", "1.0.0-dev", "no document of it can be read: a.jsonl:1: no text", "fields: {text: body}"},
		{"old/other", "", "1.0.0-dev", "it holds releases and is none itself", "old/other/1.0.0"},
		{"other", ", fields: {text: body}", "1.0.0", "it is not pinned", "write digest: sha256:"},
		{"other", ", fields: {text: body}, digest: sha256:" + strings.Repeat("0", 64), "1.0.0-dev", "its digest is not sha256:000", "write digest: sha256:"},
	} {
		r := s.recipe(strings.Replace(againstRecipe(c.set, c.args), "1.0.0-dev", c.version, 1))
		_, err := Run(context.Background(), r, Options{Out: filepath.Join(s.dir, "out")})
		var wrong *RecipeError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, c.message) || !strings.Contains(wrong.Hint, c.hint) || wrong.Pos.Line != 9 {
			t.Errorf("%s%s: %v", c.set, c.args, err)
		}
	}
}
