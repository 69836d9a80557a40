package split

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

func dayOf(given string) string { return given[len(given)-len("2024-01-01"):] }

// Whatever makes the borders and whatever stays together, documents stand where a plain reading of the Doc puts them.
func TestTimeAgainstOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		texts, given := drawn(rt)
		embargo := rapid.IntRange(0, 9).Draw(rt, "embargo")
		args := fmt.Sprintf("column: date, embargo: %dd", embargo)
		var borders []string
		if rapid.Bool().Draw(rt, "ratios") {
			args += ", ratios: {a: 0.5, b: 0.3, c: 0.2}"
			days := []string{}
			for _, g := range given {
				days = append(days, dayOf(g))
			}
			slices.Sort(days)
			borders = []string{days[len(days)*5/10], days[len(days)*8/10]}
		} else {
			borders = []string{"2024-01-10", "2024-01-20"}
			args += ", begins: {a: start, b: 2024-01-10, c: 2024-01-20}"
		}
		grouped, latest := rapid.Bool().Draw(rt, "grouped"), rapid.Bool().Draw(rt, "latest")
		if grouped {
			args += ", by: author"
		}
		if !latest {
			args += ", group_date: earliest"
		}
		got := splitOf(rt, t, Time, "{"+args+"}", texts, given)
		for i, g := range given {
			day := dayOf(g)
			for _, other := range given {
				if grouped && authorOf(other) == authorOf(g) && (latest == (dayOf(other) > day)) {
					day = dayOf(other)
				}
			}
			if want := placeOf(day, borders, embargo); got[i] != want {
				rt.Fatalf("%s: document of %s in %d, not %d; borders %v", args, day, got[i], want, borders)
			}
		}
		if grouped {
			noStraddle(rt, given, got)
		}
	})
}

func placeOf(day string, borders []string, embargo int) int {
	class := 0
	for _, b := range borders {
		if b <= day {
			class++
		}
	}
	if class < len(borders) {
		a, _ := time.Parse(time.DateOnly, day)
		b, _ := time.Parse(time.DateOnly, borders[class])
		if a.AddDate(0, 0, embargo).Compare(b) >= 0 {
			return -1
		}
	}
	return class
}

func TestDates(t *testing.T) {
	for s, want := range map[string]string{"2024": "2024-01-01T00:00:00Z", "2024-02": "2024-02-01T00:00:00Z", " 2024-02-29 ": "2024-02-29T00:00:00Z",
		"2024-02-29 23:59": "2024-02-29T23:59:00Z", "2024-02-29T23:59:59.25+02:00": "2024-02-29T21:59:59.25Z", "2024-02-29T23:59:59+0200": "2024-02-29T21:59:59Z",
		"2023-02-29": "", "29.2.2024": "", "": "", "1709164800": "", "2024-13": "", "2024-02-29x": ""} {
		at, ok := dateOf(s)
		if got := time.UnixMicro(at).UTC().Format(time.RFC3339Nano); ok != (want != "") || ok && got != want {
			t.Errorf("%q is %s %v, not %q", s, got, ok, want)
		}
	}
}

func TestTimeFaults(t *testing.T) {
	for _, args := range []string{"{begins: {a: start}, ratios: {a: 1}}", "{}", "{begins: {a: 2024-01-01}}", "{begins: {a: start, b: never}}",
		"{begins: {a: start, b: 2024-02-01, c: 2024-01-01}}", "{begins: {a: start}, embargo: 3x}", "{begins: {a: start}, undated: b}",
		"{begins: {reject: start}}", "{begins: {a: start}, column: number}"} {
		if s, _ := steptest.Plan(Time, args, []string{""}, []string{"number=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}

// A document without a date, or without a split, stops the run where the recipe says so.
func TestElseFails(t *testing.T) {
	for _, c := range []struct {
		spec transform.Spec
		args string
	}{{Time, "{column: part, begins: {a: start}, undated: fail}"}, {Given, "{column: part, splits: [a]}"}} {
		s := steptest.New(t, c.spec, c.args, []string{"x"}, []string{`part=""`})
		if err := s.Run(s.Docs(), nil); err == nil {
			t.Errorf("%s passes", c.spec.Name)
		}
	}
	s := steptest.New(t, Given, "{column: part, splits: [a], missing: a}", []string{"x"}, []string{"part=b"})
	if err := s.Run(s.Docs(), nil); err == nil {
		t.Error("a name that is no split passes")
	}
}

func TestGivenList(t *testing.T) {
	args := func(list string) transform.Args {
		return transform.Args{Values: map[string]any{"splits": []string{"train", "test"}, "missing": "train", "list": []byte(list),
			"names": []transform.Pair[string]{{Name: "dev", Value: "test"}}}}
	}
	for _, list := range []string{"a\n", "a\ttets\n", "a\ttest\na\ttrain\n", "a\ttest\textra\n", "a\xff\ttest\n"} {
		if _, err := newGiven(args(list)); err == nil {
			t.Errorf("%q passes", list)
		}
	}
	step, err := newGiven(args("\uFEFF# ids\r\n\r\na\ttest\r\nb\tdev\na\ttest\nnews/1.txt\ttest"))
	if err != nil {
		t.Fatal(err)
	}
	sitting := transform.Sit(step.(transform.Judge))
	for id, want := range map[string]int{"a": 1, "b": 1, "c": 0, "news/1.txt": 1, "": 0} {
		d := schema.Doc{Values: make([]schema.Value, schema.SlotFirst), Split: -1}
		d.Set(schema.SlotID, schema.StringValue(id))
		var claims []transform.Claim
		step.(transform.Judge).Claims(&d, func(k transform.Key, _ transform.Rank, note []byte) {
			claims = append(claims, transform.Claim{Key: k, Note: note})
		})
		var vs []transform.Verdict
		err := sitting.Decide(slices.Values(claims), func(_ transform.Claim, v transform.Verdict) { vs = append(vs, v) })
		if err = errors.Join(err, step.(transform.Judge).Settle(&d, vs)); err != nil || d.Split != want {
			t.Errorf("%q is in %d, not %d: %v", id, d.Split, want, err)
		}
	}
	if notes := sitting.Notes(); notes["ids_without_document"] != 0 {
		t.Errorf("notes %v", notes)
	}
	if notes := transform.Sit(step.(transform.Judge)).Notes(); notes["ids_without_document"] != 3 {
		t.Errorf("notes of no document %v", notes)
	}
}

func TestGivenFaults(t *testing.T) {
	for _, args := range []string{"{splits: [a]}", "{splits: [a, a], column: part}", "{splits: [a/b], column: part}", "{splits: [], column: part}",
		"{splits: [a], column: part, names: {x: b}}", "{splits: [a], column: part, missing: b}", "{splits: [fail], column: part}", "{splits: [a], column: number}"} {
		if s, _ := steptest.Plan(Given, args, []string{""}, []string{"part=a number=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
