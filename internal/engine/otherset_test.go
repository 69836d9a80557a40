package engine

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/catalog"
)

const againstHead = "tamis: 1\nname: test\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources: [{path: in.jsonl, name: in, fields: {id: id}}]\n"

// An id of the other set that a later private step takes is hidden also where the matches come from a checkpoint
// of a recipe that did not take it.
func TestAgainstHidesIDsOfACheckpoint(t *testing.T) {
	s := newSite(t)
	s.file("in.jsonl", `{"id":"new","text":"The ferry is back."}`+"\n"+`{"id":"own","text":"Fog in the valley."}`+"\n")
	s.file("other/a.jsonl", `{"id":"1","text":"Harbour notices."}`+"\n"+`{"id":"agent-77","text":"The ferry is back."}`+"\n")
	recipe := func(pattern string) string {
		return againstHead + "steps:\n  - dedupe.against: {set: other, fields: {id: id}, method: exact}\n    before_redaction: ok\n" +
			"  - redact.pattern: {patterns: [{kind: number, pattern: '" + pattern + "'}]}\n"
	}
	o := Options{Out: filepath.Join(s.dir, "out"), Work: filepath.Join(s.dir, "work")}
	for _, c := range []struct{ pattern, shown string }{{"nobody", "agent-77"}, {"agent-[0-9]+", "doc-0-2"}} {
		res := s.run(s.recipe(recipe(c.pattern)), o)
		s.holds(res, "ledger/documents", []string{"id", "kept_id", "kept_in"}, []string{"new " + c.shown + " other", "own - -"})
		s.holds(res, "ledger/clusters", []string{"id", "kept_id", "kept_in"}, []string{"new " + c.shown + " other"})
	}
}

// Places of the other set that can't be read are told, counted, and beyond the recipe's limit they stop the run.
func TestAgainstUnreadablePlaces(t *testing.T) {
	s := newSite(t)
	s.file("in.jsonl", `{"id":"new","text":"The ferry is back."}`+"\n")
	for _, c := range []struct {
		good, bad int
		limit     string
		fails     bool
	}{{1000, 9, "0.001", false}, {1000, 10, "0.001", true}, {1000, 10, "0.01", false}, {1, 1, "0", true}} {
		s.file("other/a.jsonl", strings.Repeat(`{"text":"The ferry is back."}`+"\n", c.good)+strings.Repeat(`{"text":12}`+"\n", c.bad))
		o := Options{Out: filepath.Join(s.dir, "out"), Work: filepath.Join(s.dir, "work", fmt.Sprint(c))}
		r := s.recipe(againstHead + "limits: {quarantine: " + c.limit + "}\nsteps:\n  - dedupe.against: {set: other, method: exact}\n")
		want := fmt.Sprintf("places that can't be read: %d, documents that can: %d; the first place: a.jsonl:%d", c.bad, c.good, c.good+1)
		res, err := Run(context.Background(), r, o)
		if c.fails {
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "limits.quarantine") {
				t.Errorf("%v: %v", c, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(res.Warnings, "\n"), want) {
			t.Errorf("%v: told %q", c, res.Warnings)
		}
		rel, err := export.Load(res.Path)
		if err != nil {
			t.Fatal(err)
		}
		if n := rel.Manifest.Steps[0].Notes["other_places"]; n != int64(c.bad) {
			t.Errorf("%v: the manifest counts %d", c, n)
		}
	}
}

// What of a file's name in the other set a private step takes is in no message.
func TestAgainstHidesNamesOfFiles(t *testing.T) {
	s := newSite(t)
	s.file("in.jsonl", `{"id":"new","text":"The ferry is back."}`+"\n")
	step := "steps:\n  - redact.pattern: {patterns: [{kind: number, pattern: 'agent-[0-9]+'}]}\n  - dedupe.against: {set: other, method: exact}\n"
	for name, text := range map[string]string{"places": `{"text":"one"}` + "\n{\"text\":12}\n", "none": "{\"text\":12}\n", "null": ""} {
		s.file("other/agent-77.jsonl", text)
		o := Options{Out: filepath.Join(s.dir, "out"), Work: filepath.Join(s.dir, "work", name)}
		var told string
		o.Events = func(e Event) { told += fmt.Sprintf("%+v\n", e) }
		_, err := Run(context.Background(), s.recipe(againstHead+step), o)
		if told += fmt.Sprint(err); strings.Contains(told, "agent-77") {
			t.Errorf("%s: %s", name, told)
		}
	}
}

// Verify makes the hashes of an index anew from the released texts, in one pass and in many.
func TestVerifyIndex(t *testing.T) {
	s, _, other := twoSets(t)
	s.file("other/a.jsonl", setLines(other[:90]))
	s.file("other/b.jsonl", setLines(other[1180:]))
	for i, shape := range []string{"", "on: [text, score], shingle: {characters: 4}, bands: 3, rows: 2"} {
		body := strings.Replace(otherRecipe, "export: {", "export: {ledger: {index: {"+shape+"}}, ", 1)
		body = strings.Replace(body, "fields: {id: id}", "fields: {id: id}, columns: {score: string?}", 1)
		res := s.run(s.recipe("seed: 3\n"+body+"steps:\n  - clean.unicode\n"), Options{Out: filepath.Join(s.dir, "out", fmt.Sprint(i))})
		for _, memory := range []int64{0, 64 << 10} {
			index, err := Indexing(res.Path, catalog.All)
			if err != nil {
				t.Fatal(err)
			}
			check := func(want string, o export.VerifyOptions) {
				o.Memory = memory
				report, err := export.Verify(res.Path, o)
				if err != nil {
					t.Fatal(err)
				}
				if got := strings.TrimSpace(fmt.Sprint(report.Problems) + strings.Join(report.Unchecked, "; ")); !strings.HasPrefix(got, want) || want == "[]" && got != want {
					t.Errorf("%s: %s, want %s", shape, got, want)
				}
			}
			check("[]", export.VerifyOptions{Index: index})
			check("[]whether the hashes of ledger/index are those of the released texts: no recipe", export.VerifyOptions{IndexWhy: errors.New("no recipe")})
			make := index.Entry
			changed := func(change func(keys []uint64, record []byte)) *export.Indexing {
				x := *index
				x.Entry = func(values []schema.Value) ([]uint64, []byte) {
					keys, record := make(values)
					if values[0].Str() == other[11].Text { // whose record has several parts
						change(keys, record)
					}
					return keys, record
				}
				return &x
			}
			wrong := fmt.Sprintf("[ledger/index: the hashes of 1 documents are not those of their released texts: [%q]]", other[11].ID)
			check(wrong, export.VerifyOptions{Index: changed(func(keys []uint64, _ []byte) { keys[1]++ })})
			check(wrong, export.VerifyOptions{Index: changed(func(_ []uint64, record []byte) { record[len(record)-1]++ })})
			x := *index
			x.Parameters = "{}"
			check("[ledger/index: 1", export.VerifyOptions{Index: &x})
		}
	}
}

// An index whose rows do not go on from one another, or whose records no Matcher can compare, is an error with its place.
func TestAgainstDamagedIndex(t *testing.T) {
	type row struct {
		id     string
		part   int64
		record []int64
	}
	for _, c := range []struct {
		rows []row
		want string
	}{
		{[]row{{"a", 0, []int64{9, 3, 1, 2, -1}}, {"b", 0, []int64{0, 0}}, {"b", 1, []int64{5}}, {"b", 2, []int64{6, 7}}, {"c", 0, []int64{1, 1, 1}}}, ""},
		{[]row{{"a", 0, []int64{9, 3}}, {"b", 1, []int64{5}}}, "#2: the index is damaged: it does not go on"},
		{[]row{{"a", 0, []int64{9, 3, 1}}, {"a", 2, []int64{5}}}, "#2: the index is damaged: it does not go on"},
		{[]row{{"a", 1, []int64{9}}}, "#1: the index is damaged: it does not go on"},
		{[]row{{"a", 0, []int64{9}}}, "#1: the index is damaged: a record has no exact key"},
		{[]row{{"a", 0, []int64{9, 3, 2, 1}}}, "#1: the index is damaged: the numbers of a record do not ascend"},
		{[]row{{"a", 0, []int64{9, 3, -1, 1}}}, "#1: the index is damaged: the numbers of a record do not ascend"},
		{[]row{{"a", 0, []int64{9, 3, 1, 5}}, {"a", 1, []int64{5, 6}}}, "#2: the index is damaged: the numbers of a record do not ascend"},
	} {
		x := &matching{set: &otherSet{index: "{}"}}
		var err error
		for i, r := range c.rows {
			d := schema.Doc{Values: make([]schema.Value, slotRecord+1)}
			d.Values[schema.SlotID], d.Values[schema.SlotText] = schema.StringValue(r.id), schema.StringValue("{}")
			d.Values[schema.SlotOrigin], d.Values[slotPart] = schema.StringValue(fmt.Sprintf("#%d", i+1)), schema.Int64Value(r.part)
			var record []schema.Value
			for _, n := range r.record {
				record = append(record, schema.Int64Value(n))
			}
			d.Values[slotRecord] = schema.ListValue(record)
			docs := []schema.Doc{d}
			if err = x.set.checkIndex(docs); err == nil {
				err = x.count(&batch{docs: docs})
			}
			if err != nil {
				break
			}
		}
		if got := fmt.Sprint(err); c.want == "" && err != nil || c.want != "" && !strings.HasPrefix(got, c.want) {
			t.Errorf("%v: %s", c.rows, got)
		}
	}
}
