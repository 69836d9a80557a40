package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// examStep is a step that holds documents against an evaluation set, and what stands in those that it finds.
type examStep struct {
	name, rule string
	copied     func(item []string) string // empty where the item is too short
}

var (
	ngramsStep = examStep{"decontaminate.ngrams", "overlap", func(item []string) string {
		if len(item) < 20 {
			return ""
		}
		return strings.ToUpper(strings.Join(item[:20], ", "))
	}}
	nearStep = examStep{"decontaminate.near", "near-overlap", func(item []string) string {
		if len(item) < 40 {
			return ""
		}
		edited := slices.Clone(item)
		edited[len(item)/2] = "Another"
		return strings.Join(edited, ", ")
	}}
)

// exams makes documents, some of which hold what a step finds of an item of an evaluation set.
func exams(t *testing.T, step examStep) (s *site, contaminated map[string]string) {
	docs, items := nearDocs(600, 8), nearDocs(200, 9)
	contaminated = map[string]string{}
	for i := range 120 {
		copied := step.copied(strings.Fields(items[i].Text))
		if copied == "" {
			continue
		}
		d := &docs[i*4]
		d.Text += " " + copied + " " + d.Text
		contaminated[d.ID] = items[i].ID
	}
	s = nearSite(t, docs)
	s.file("exam/a.jsonl", setLines(items[:90]))
	s.file("exam/b.jsonl", setLines(items[90:]))
	return s, contaminated
}

func (x examStep) recipe(set, args string) string {
	return "tamis: 1\nname: test\nversion: 1.0.0-dev\nlicense: CC0-1.0\n" + strings.Replace(nearRecipe("{set: "+set+args+"}"), "dedupe.near", x.name, 1)
}

// An evaluation set is found in documents whatever form it has, and items are named in the ledger.
func TestDecontaminateSets(t *testing.T) {
	for _, step := range []examStep{ngramsStep, nearStep} {
		s, contaminated := exams(t, step)
		if len(contaminated) < 30 {
			t.Fatalf("%s: only %d documents are contaminated", step.name, len(contaminated))
		}
		body := strings.Replace(otherRecipe, "other/*", "exam/*", 1)
		s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "old")})
		for i, set := range []struct{ path, args string }{{"exam", ", fields: {id: id}"}, {"old/other/1.0.0", ""}, {"old/other/1.0.0/data", ", fields: {id: id}"}} {
			res := s.run(s.recipe(step.recipe(set.path, set.args)), Options{Out: filepath.Join(s.dir, fmt.Sprint("out", i)), Work: filepath.Join(s.dir, fmt.Sprint("work", i))})
			step.holds(t, res, set.path, contaminated)
		}
	}
}

// holds checks that the contaminated documents are rejected, each with its place in the set, and no others.
func (x examStep) holds(t *testing.T, res *Result, set string, contaminated map[string]string) {
	t.Helper()
	found := 0
	for id, m := range matchesOf(t, res.Path, false) {
		if m.rule == "" {
			if contaminated[id] != "" {
				t.Errorf("%s, %s: %s holds words of %s and was kept", x.name, set, id, contaminated[id])
			}
			continue
		}
		found++
		if contaminated[id] == "" || m.rule != x.rule || m.in != set || m.similarity <= 0 {
			t.Errorf("%s, %s: %s is rejected: %+v", x.name, set, id, m)
		}
	}
	if found != len(contaminated) {
		t.Errorf("%s, %s: %d of %d found", x.name, set, found, len(contaminated))
	}
	if notes := res.Funnel[len(res.Funnel)-1].Notes; notes["other_documents"] != 200 || notes["item_ngrams"] == 0 || notes["items_too_short"] == 0 {
		t.Errorf("%s, %s: the manifest says %v", x.name, set, notes)
	}
}

// The same release comes out whatever the workers, batches and memory, and from checkpoints.
func TestDecontaminateSameBytes(t *testing.T) {
	for _, c := range []struct {
		step examStep
		args []string
	}{
		{ngramsStep, []string{"", ", on_match: cut, margin: 5", ", on_match: label", ", definition: datatrove", ", definition: dclm, ngram: 5"}},
		{nearStep, []string{"", ", on_match: cut, margin: 5", ", on_match: label, threshold: 0.4, ngram: 2"}},
	} {
		s, _ := exams(t, c.step)
		for k, args := range c.args {
			sameBytes(t, s, c.step.recipe("exam", ", fields: {id: id}"+args), k)
		}
	}
}

func sameBytes(t *testing.T, s *site, body string, k int) {
	t.Helper()
	digest := ""
	for i, o := range []Options{{Workers: 1, Memory: 260 << 20}, {Workers: 2, Batch: 5000}, {Workers: 7, Memory: 2 << 30, sort: 8 << 10, ids: 8 << 20, unit: 1}} {
		o.Out, o.Work = filepath.Join(s.dir, fmt.Sprint("out", k, i)), filepath.Join(s.dir, fmt.Sprint("work", k, i))
		res := s.run(s.recipe(body), o)
		if digest == "" {
			digest = res.Digest
		}
		if err := os.RemoveAll(o.Out); err != nil {
			t.Fatal(err)
		}
		if again := s.run(s.recipe(body), o); res.Digest != digest || again.Digest != digest {
			t.Errorf("%s, options %d: %s, again %s, not %s", body, i, res.Digest, again.Digest, digest)
		}
	}
}

// A set that does not fit is told with what it takes.
func TestDecontaminateTooLarge(t *testing.T) {
	s, _ := exams(t, ngramsStep)
	var b strings.Builder
	for i := range 120_000 {
		fmt.Fprintf(&b, `{"id":"x%d","text":"%s %s %s"}`+"\n", i, word(i), word(i*31+7), strings.Repeat(word(i*13)+" "+word(i*17)+" ", 8))
	}
	s.file("large/a.jsonl", b.String())
	_, err := Run(context.Background(), s.recipe(ngramsStep.recipe("large", ", fields: {id: id}")), Options{Workers: 1, Memory: 225 << 20, Out: filepath.Join(s.dir, "out")})
	var wrong *RecipeError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, "holds of it takes") || !strings.Contains(wrong.Hint, "--memory") {
		t.Fatal(err)
	}
}

// A set of which nothing can be found, as one whose items are shorter than what the step looks for, is an error: else it
// would find nothing and say nothing.
func TestDecontaminateNothingToLookFor(t *testing.T) {
	s, _ := exams(t, ngramsStep)
	s.file("short.jsonl", `{"id":"x","text":"three little words"}`+"\n")
	s.file("empty.txt", "")
	for i, set := range []string{"short.jsonl", "empty.txt"} {
		for _, step := range []examStep{ngramsStep, nearStep} {
			_, err := Run(context.Background(), s.recipe(step.recipe(set, "")), Options{Out: filepath.Join(s.dir, fmt.Sprint("none", i))})
			var wrong *RecipeError
			if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, "none of its 1 documents holds anything to look for") {
				t.Errorf("%s, %s: %v", set, step.name, err)
			}
		}
	}
}

// What a private step would take of the id of an item is shown nowhere.
func TestDecontaminatePrivateIDs(t *testing.T) {
	s := newSite(t)
	text := strings.Join([]string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"}, " ")
	s.file("in/one.jsonl", `{"id":"1","text":"`+text+`","stars":1}`+"\n")
	s.file("in/two.jsonl", `{"id":"2","text":"b","stars":1}`+"\n")
	s.file("exam.jsonl", `{"id":"ada@example.org","text":"`+text+`"}`+"\n")
	for i, onMatch := range []string{"drop", "label"} {
		body := strings.Replace(ngramsStep.recipe("exam.jsonl", ", fields: {id: id}, on_match: "+onMatch), "steps: [", "steps: [redact.pii, ", 1)
		res := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, fmt.Sprint("out", i)), Work: filepath.Join(s.dir, fmt.Sprint("work", i))})
		rows := s.rows(res, "ledger/clusters", "id", "kept_id")
		if !slices.ContainsFunc(rows, func(r string) bool { return strings.Contains(r, "doc-0-") }) {
			t.Errorf("%s: %q", onMatch, rows)
		}
		files, _ := filepath.Glob(filepath.Join(res.Path, "*", "*"))
		for _, f := range files {
			if data, err := os.ReadFile(f); err != nil || strings.Contains(string(data), "ada@") {
				t.Errorf("%s: the id stands in %s: %v", onMatch, f, err)
			}
		}
	}
}

// A field for the query that no item has is an error: questions would be looked for by their answers alone.
func TestDecontaminateNoSuchQuery(t *testing.T) {
	s, _ := exams(t, ngramsStep)
	s.file("quiz.jsonl", `{"id":"x","question":"which river flows through the town","text":"the river Varn flows through the old town of Varn and on to the sea"}`+"\n")
	for _, field := range []string{"question", "prompt"} {
		r := s.recipe(ngramsStep.recipe("quiz.jsonl", ", fields: {query: "+field+"}"))
		_, err := Run(context.Background(), r, Options{Out: filepath.Join(s.dir, field)})
		var wrong *RecipeError
		if field == "question" && err != nil {
			t.Error(err)
		}
		if field == "prompt" && (!errors.As(err, &wrong) || !strings.Contains(wrong.Message, "none of its 1 documents has anything in field prompt, which query names")) {
			t.Error(err)
		}
	}
}
