package catalog

import (
	"slices"
	"testing"

	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// forEachExample runs f as a subtest for every example of every Spec.
func forEachExample(t *testing.T, f func(t *testing.T, spec transform.Spec, x transform.Example)) {
	for _, spec := range All {
		for _, x := range spec.Examples {
			t.Run(spec.Name+"/"+x.Note, func(t *testing.T) { f(t, spec, x) })
		}
	}
}

func TestExamples(t *testing.T) {
	forEachExample(t, func(t *testing.T, spec transform.Spec, x transform.Example) {
		s := steptest.NewWith(t, spec, x.Args, x.Docs, x.Given, x.Files).Against(x.Other)
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		var gives, rows []string
		for i := range docs {
			if d := &docs[i]; d.Kept() {
				gives, rows = append(gives, d.Text()), append(rows, s.Row(d))
			}
		}
		if x.Gives != nil && !slices.Equal(gives, x.Gives) {
			t.Errorf("gives\n%+q\nnot\n%+q", gives, x.Gives)
		}
		if x.Rows != nil && !slices.Equal(rows, x.Rows) {
			t.Errorf("rows\n%q\nnot\n%q", rows, x.Rows)
		}
		if x.Gives == nil && x.Rows == nil {
			t.Error("the example says nothing")
		}
	})
}
