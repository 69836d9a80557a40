package engine

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"strings"
	"testing"
)

// TestStepsLabelAndRename: exact and near both label, with the columns of the first renamed, or one labels and
// the other drops. The cluster is in each case that of the links of both.
func TestStepsLabelAndRename(t *testing.T) {
	s := newSite(t)
	words := "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
	s.file("in/a.jsonl", fmt.Sprintf(`{"id":"a","text":%q}
{"id":"b","text":%q}
{"id":"c","text":%q}
{"id":"d","text":"another text altogether"}
`, words, "ONE "+words[4:], words+" more"))
	s.file("in/b.jsonl", fmt.Sprintf(`{"id":"e","text":%q}
`, words+"  more"))
	steps := func(exact, between, near string) string {
		return "\nsources: [{path: \"in/*.jsonl\", name: web, fields: {id: id, text: text}}]\nsteps:\n  - dedupe.exact: {on_match: " + exact + "}\n" + between +
			"  - dedupe.near: {on_match: " + near + "}\n"
	}
	rename := "  - column.rename: {cluster_size: copies, similarity: copy_similarity}\n"
	both := s.run(s.recipe(steps("label", rename, "label")), Options{Out: t.TempDir()})
	s.holds(both, "data", []string{"id", "cluster", "copies", "cluster_size"}, []string{"a a 1 4", "b a 1 4", "c a 2 4", "d - 1 1", "e a 2 4"})
	first := s.run(s.recipe(steps("label", "", "drop")), Options{Out: t.TempDir()})
	s.holds(first, "data", []string{"id", "cluster", "cluster_size"}, []string{"a a 1", "d - 1"})
	second := s.run(s.recipe(steps("drop", "", "label")), Options{Out: t.TempDir()})
	s.holds(second, "data", []string{"id", "cluster", "cluster_size"}, []string{"a a 3", "b a 3", "c a 3", "d - 1"})
}

// TestLabelledIsCounted: what a run tells of steps that label is what the release holds, the labels of documents that
// a later step rejects among it; steps that label none have no count.
func TestLabelledIsCounted(t *testing.T) {
	s := newSite(t)
	other := `{"id":"o","text":"Fog at the pier"}` + "\n"
	s.file("other/a.jsonl", other)
	var in string
	for i, text := range []string{"Fog at the pier", "Fog at  the pier", "The vines are in leaf and it rains", "", "The vines are in leaf and it rains today"} {
		in += fmt.Sprintf("{\"id\":\"%d\",\"text\":%q}\n", i, text)
	}
	in += `{"id":"0","text":"the reader rejects a repeated id"}`
	s.file("in/a.jsonl", in)
	res := s.run(s.recipe(strings.ReplaceAll(`
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}}]
steps:
  - label.counts
  - filter.where: {expr: words < 5, on_fail: label}
  - dedupe.exact: {on_match: label}
  - dedupe.near: {threshold: 0.3, shingle: {words: 1}, on_match: label, columns: step}
  - dedupe.lines: {min_chars: 1, on_match: label}
  - dedupe.substrings: {words: 5, on_match: label}
  - dedupe.against: {set: other, digest: PIN, method: exact, on_match: label}
  - dedupe.against: {set: other, digest: PIN, method: exact, on_match: keep}
    as: keep
  - filter.where: words > 4
    as: long
`, "PIN", digestOf(sha256.Sum256([]byte(other))))), Options{})
	want := map[string]int64{"label.counts": 5, "filter.where": 2, "dedupe.exact": 1, "dedupe.near": 2, "dedupe.lines": 1, "dedupe.substrings": 1,
		"dedupe.against": 2, "keep": 2}
	got := map[string]int64{}
	for _, st := range res.Funnel {
		if st.Labelled != nil {
			got[st.Step] = *st.Labelled
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("labelled %v, want %v", got, want)
	}
}
