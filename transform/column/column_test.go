package column

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

func TestSetTypes(t *testing.T) {
	for args, want := range map[string]string{
		"{column: x, value: 1}":                            "int64",
		"{column: x, value: 1.5}":                          "float64",
		"{column: x, value: true}":                         "bool",
		"{column: x, value: one}":                          "string",
		"{column: x, value: 1, type: float64?}":            "float64?",
		"{column: x, expr: 'n + 1'}":                       "int64?",
		"{column: x, expr: 'n ?? 0'}":                      "int64",
		"{column: x, expr: '(n ?? 0) * 2', type: float64}": "float64",
	} {
		s := steptest.New(t, Set, args, []string{"one"}, []string{"n=1", "n=null"})
		c := s.Plan.Layout.Columns[s.Plan.Layout.Slot("x")]
		if c.Type.String() != want {
			t.Errorf("%s makes a %s, not a %s", args, c.Type, want)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		if v := docs[0].Values[s.Plan.Layout.Slot("x")]; v.Kind() != c.Type.Kind && v.Kind() != schema.Null {
			t.Errorf("%s: a %s in a column of %s", args, v.Kind(), c.Type)
		}
	}
}

// What is put in place of text or title is an edit; an empty title can be filled without one.
func TestSetEdits(t *testing.T) {
	s := steptest.New(t, Set, "{column: title, expr: 'upper(title ?? text)'}", []string{"first line", "x"}, []string{"title=\"Old words\"", "title=null"})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Edits(&docs[0]), "\n"); docs[0].Str(schema.SlotTitle) != "OLD WORDS" || !strings.Contains(got, `title value`) {
		t.Errorf("%q, edits\n%s", docs[0].Str(schema.SlotTitle), got)
	}
	if docs[1].Str(schema.SlotTitle) != "X" || docs[1].Edited() {
		t.Errorf("%q, edited %v", docs[1].Str(schema.SlotTitle), docs[1].Edited())
	}
}

// Null in place of a string leaves it empty, with the record of what it was.
func TestSetNull(t *testing.T) {
	s := steptest.New(t, Set, "{column: title, expr: other}", []string{"x", "y"}, []string{"title=Headline other=null", "other=a"})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if docs[0].Values[schema.SlotTitle].IsNull() || docs[0].Str(schema.SlotTitle) != "" || docs[0].Original(schema.SlotTitle) != "Headline" {
		t.Errorf("title %q, was %q", docs[0].Str(schema.SlotTitle), docs[0].Original(schema.SlotTitle))
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		spec transform.Spec
		args string
		want string
	}{
		{Set, "{column: x}", "either value or expr"},
		{Set, "{column: x, value: 1, expr: '2'}", "either value or expr"},
		{Set, "{column: id, value: x}", "which document"},
		{Set, "{column: x, value: 1, type: integer}", "unknown type"},
		{Set, "{column: x, value: one, type: int64}", "can't take"},
		{Set, "{column: text, expr: title}", "can't take"},
		{Set, "{column: n, value: 2}", "twice"},
		{Drop, "[]", "no column"},
		{Drop, "[text]", "can't be dropped"},
		{Drop, "[nothing]", "nothing"},
		{Rename, "{columns: {}}", "no column"},
		{Rename, "{n: m, s: m}", "two columns"},
		{Rename, "{n: s, s: n}", "old and a new name"},
		{Rename, "{n: id}", "which document"},
		{Rename, "{n: text}", "can't take"},
		{Rename, "{nothing: x}", "nothing"},
	} {
		s, problems := steptest.Plan(c.spec, c.args, []string{"x"}, []string{"n=1 s=a"})
		var all []string
		for _, p := range problems {
			all = append(all, p.Message)
		}
		if s != nil || !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("%s %s: %q, not %q", c.spec.Name, c.args, all, c.want)
		}
	}
}
