package engine

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The same documents stand in a sample however they are shared out over files, and in whichever order these come.
func TestSampleAcrossFiles(t *testing.T) {
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf(`{"id":"d%d","text":"text %d%s","lang":"l%d"}`+"\n", i, i, strings.Repeat(" word", i%7), i%3))
	}
	for _, step := range []string{"sample.size: 17", "sample.size: {n: 5, by: lang}", "sample.tokens: {budget: 40, by: lang}"} {
		var first []string
		for shares, files := range [][]string{{"a"}, {"c", "b", "a"}, {"x", "y", "z", "a", "b"}} {
			s := newSite(t)
			for i, f := range files {
				var part []string
				for j := i; j < len(lines); j += len(files) {
					part = append(part, lines[j])
				}
				s.file("in/"+f+".jsonl", strings.Join(part, ""))
			}
			res := s.run(s.recipe(`
sources: [{path: "in/*.jsonl", name: in, fields: {id: id, text: text}, columns: {lang: string}}]
steps: [`+step+`]
`), Options{Out: filepath.Join(s.dir, "out")})
			got := s.rows(res, "data", "id")
			slices.Sort(got)
			if first == nil {
				first = got
			}
			if len(got) == 0 || len(got) == len(lines) || !slices.Equal(got, first) {
				t.Errorf("%s, share %d: %v, not %v", step, shares, got, first)
			}
		}
	}
}
