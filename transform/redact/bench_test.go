package redact

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// plainProse has what news have: years, sums, times, quotes, a link; nothing that either step takes.
var plainProse = strings.Repeat(`The ferry "Gannet" is back in service since 12.30, and its pilots return to work; the harbour office
expects 1,250 passengers on Sunday, a third more than in 2019. "We are glad," the harbour master said: "very glad."
A return ticket costs 14.50 crowns (children: half), and the timetable stands at https://ferry.example.org/times
where, until May, nobody had looked. The crossing takes 35 minutes, in fog and in winter up to an hour, and
the bar on the upper deck serves soup, as it did before the repairs - but no longer on credit.
`, 200)

func masked(b testing.TB, spec transform.Spec, args string) *masker {
	return steptest.New(b, spec, args, []string{""}, nil).Step().(*masker)
}

func BenchmarkMask(b *testing.B) {
	clean := strings.Repeat("The ferry is back in service and the pilots return to work before the weather turns.\n", 1000)
	for _, text := range []struct{ name, s string }{{"no-candidate", clean}, {"prose", plainProse}} {
		for _, spec := range []transform.Spec{PII, Secrets} {
			b.Run(text.name+"/"+spec.Name, func(b *testing.B) {
				m := masked(b, spec, "")
				b.SetBytes(int64(len(text.s)))
				b.ReportAllocs()
				for b.Loop() {
					if m.find(nil, text.s) != nil {
						b.Fatal("found something")
					}
				}
			})
		}
	}
}

// Texts without a hit cost no allocation.
func TestMaskMissIsFree(t *testing.T) {
	for _, spec := range []transform.Spec{PII, Secrets} {
		s := steptest.New(t, spec, "", []string{plainProse}, nil)
		docs, scratch := s.Docs(), schema.Scratch{}
		docs[0].Begin(s.Plan.Layout, 0, &scratch)
		m, numbers := s.Step().(*masker), numbering{}
		if n := testing.AllocsPerRun(20, func() { _ = m.column(&docs[0], schema.SlotText, &numbers) }); n > 0 {
			t.Errorf("%s: %v allocations", spec.Name, n)
		}
	}
}
