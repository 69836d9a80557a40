package engine

import (
	"fmt"
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
