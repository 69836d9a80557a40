package recipe

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
)

// TestTell: what the manifest has too is left out, all else is there by path.
func TestTell(t *testing.T) {
	got, err := Tell([]byte(`tamis: 1
name: news
version: "1.0.0"
seed: 3
sources:
  - path: "a/*.txt"
    name: a
    license: CC0-1.0
    fields: {id: url, text: body}
  - path: b
    name: b.c
ids:
  repeated: number
uncovered: [x, y]
steps:
  - clean.unicode:
      form: nfc
  - filter.where:
      expr: "true"
    as: ours
    refresh: end
limits:
  quarantine: 0.01
expect:
  - {rows: [4, 6]}
export:
  order: "sorted(created)"
  ledger:
    index: {threshold: 0.5, on: [text]}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := &Told{Sources: []string{"a", "b.c"}, Values: map[string]any{
		"sources.a.path": "a/*.txt", "sources.a.fields.id": "url", "sources.a.fields.text": "body", "sources.b.c.path": "b",
		"ids.repeated": "number", "uncovered": []any{"x", "y"}, "steps.ours.refresh": "end", "limits.quarantine": json.Number("0.01"),
		"expect": []any{map[string]any{"rows": []any{json.Number("4"), json.Number("6")}}}, "export.order": "sorted(created)",
		"export.ledger.index.threshold": json.Number("0.5"), "export.ledger.index.on": []any{"text"},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	for _, bad := range []string{"", "a", "- a", "a: [", "a: b\na: c", "\xff"} {
		if told, err := Tell([]byte(bad)); err == nil {
			t.Errorf("%q: %v", bad, told)
		}
	}
}

// TestTellIsTheSameForTheSameRecipe: every good recipe tells of itself what its resolved form tells again.
func TestTellIsTheSameForTheSameRecipe(t *testing.T) {
	for _, g := range goldens(t) {
		r, _ := Parse(g.recipe(), "recipe.yaml", g.options())
		if r == nil {
			continue
		}
		a, err := Tell(r.Resolved())
		if err != nil {
			t.Fatalf("%s: %v", g.path, err)
		}
		if len(a.Sources) != len(r.Sources) || fmt.Sprint(a.Values["export.order"]) != r.Export.Order || fmt.Sprint(a.Values["ids.repeated"]) != r.Repeated {
			t.Errorf("%s: %v", g.path, a)
		}
	}
}
