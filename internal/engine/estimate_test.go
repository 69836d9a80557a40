package engine

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
)

// What plan tells of a recipe that was never run grows with what its steps do: with those whose documents meet,
// with the other set, and with nothing else of it.
func TestEstimate(t *testing.T) {
	s := newSite(t)
	line := fmt.Sprintf("{\"text\":%q}\n", strings.Repeat("word ", 200))
	s.file("in/a.jsonl", strings.Repeat(line, 1000))
	s.file("other/a.jsonl", strings.Repeat(line, 100))
	s.file("more/a.jsonl", strings.Repeat(line, 3000))
	plan := func(step string) *Plan {
		r := s.recipe("tamis: 1\nname: test\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources: [{path: in/*.jsonl, name: in}]\nsteps: [" + step + "]\n")
		p, err := NewPlan(context.Background(), r, Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if p.Estimate.Measured || p.Estimate.Low >= p.Estimate.High || p.WorkSpace[0] > p.WorkSpace[1] {
			t.Errorf("%s: %+v, %v", step, p.Estimate, p.WorkSpace)
		}
		return p
	}
	none, exact := plan(""), plan("dedupe.exact")
	near, substrings := plan("dedupe.near"), plan("dedupe.substrings")
	little, much := plan("dedupe.against: {set: other}"), plan("dedupe.against: {set: more}")
	for _, c := range []struct {
		name       string
		less, more *Plan
	}{
		{"exact beside nothing", none, exact},
		{"near beside exact", exact, near},
		{"substrings beside exact", exact, substrings},
		{"against beside exact", exact, little},
		{"against a larger set", little, much},
	} {
		if c.more.Estimate.High <= c.less.Estimate.High || c.more.Estimate.Low <= c.less.Estimate.Low || c.more.WorkSpace[1] <= c.less.WorkSpace[1] {
			t.Errorf("%s: %+v, %v is not more than %+v, %v", c.name, c.more.Estimate, c.more.WorkSpace, c.less.Estimate, c.less.WorkSpace)
		}
	}
	grown := float64(len(line)) * 2900 / 1e9
	if got := much.Estimate.High - little.Estimate.High; math.Abs(got-costOther.high*grown) > 1e-6 {
		t.Errorf("a set of %g GB more takes %g s more at most", grown, got)
	}
}
