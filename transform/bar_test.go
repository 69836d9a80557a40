package transform

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
)

func TestBar(t *testing.T) {
	rule := func(fails Compare, lines bool) Rule {
		return Rule{Name: "r", Metric: "m", Fails: fails, Param: "p", Lines: lines}
	}
	for _, c := range []struct {
		rule  Rule
		p     any
		fail  string
		value float64
		stops bool
	}{
		{rule(Below, false), int64(5), "drop", 4, true},
		{rule(Below, false), int64(5), "drop", 5, false},
		{rule(AtMost, false), 0.5, "drop", 0.5, true},
		{rule(Above, false), 0.5, "drop", 0.5, false},
		{rule(AtLeast, false), 0.5, "drop", 0.5, true},
		{rule(AtLeast, false), 0.5, "drop", math.NaN(), false},
		{rule(Below, false), Null{}, "drop", 4, false},
		{rule(Below, false), nil, "drop", 4, false},
		{rule("", true), int64(5), "drop", 1, true},
		{rule("", true), int64(5), "drop", 0, false},
		{rule("", true), int64(5), RedactLines, 1, false},
		{rule("", true), true, "label", 1, true},
		{rule("", true), false, "label", 1, false},
	} {
		bar := c.rule.Bar(Args{Values: map[string]any{"p": c.p, "on_fail": c.fail}})
		if bar.Stops(c.value) != c.stops {
			t.Errorf("%+v", c)
		}
	}
}

// TestRecorded: arguments come back from a manifest, and what has another form than its type comes back as absent.
func TestRecorded(t *testing.T) {
	row := []Param{{Name: "n", Type: ParamInt, Nullable: true}, {Name: "x", Type: ParamFloat, Nullable: true}}
	spec := Spec{Params: append([]Param{
		{Name: "words", Type: ParamStrings}, {Name: "list", Type: ParamList}, {Name: "how", Type: ParamString},
		{Name: "on", Type: ParamBool}, {Name: "by", Type: ParamTable, Fields: row}}, row...)}
	number := func(s string) json.Number { return json.Number(s) }
	got := spec.Recorded(map[string]any{
		"words": []any{"a", "b"}, "list": "sha256:00", "how": "drop", "on": true, "n": nil, "x": number("0.5"), "strange": number("1"),
		"by": map[string]any{"language": map[string]any{"fr": map[string]any{"n": number("3")}, "de": map[string]any{"x": nil}}},
	})
	want := map[string]any{"words": []string{"a", "b"}, "list": nil, "how": "drop", "on": true, "n": Null{}, "x": 0.5,
		"by": Table{"language", []Pair[Args]{{"de", Args{Values: map[string]any{"x": Null{}}}}, {"fr", Args{Values: map[string]any{"n": int64(3)}}}}}}
	if !reflect.DeepEqual(got.Values, want) {
		t.Errorf("got %v\nwant %v", got.Values, want)
	}
	if n, on := got.Row("by", "fr").Number("n"); n != 3 || !on {
		t.Error(n, on)
	}
	for name, v := range map[string]any{"words": number("1"), "how": true, "on": "yes", "n": number("1.5"), "x": "0.5", "by": "language"} {
		if out := spec.Recorded(map[string]any{name: v}); out.Values[name] != nil {
			t.Errorf("%s: %v comes back as %v", name, v, out.Values[name])
		}
	}
}

func TestPrefix(t *testing.T) {
	for step, want := range map[string]string{"quality": "quality", "filter.gopher-quality": "gopher_quality", "my-own": "my_own"} {
		if got := Prefix(step); got != want {
			t.Errorf("%s: %s", step, got)
		}
	}
}
