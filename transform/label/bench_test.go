package label

import (
	"context"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// newsText is a page of news again and again, 2,000 bytes a page.
func newsText(pages int) string {
	return strings.Repeat(`Title: ministers of Varn and Solme Meet Over the Korrin Bridge
In a meeting that had been put off three times, foreign minister Ilse Tarrow of Varn received her colleague Pavo Lindqvar of Solme on Monday. The two spoke for four hours about the bridge at Korrin, which has been closed since the winter. As the river rises every spring, both sides want an answer before the snow melts. They agreed to publish the engineers' report, the first in eleven years, and to meet again in three weeks.
What was said about the tolls
The tolls were the hardest part of the talks. Varn wants to collect them on its own bank; Solme would share them by the length of the road. Nobody expects a quick answer, but the tone was friendly, and Tarrow said afterwards that she had learned more about gravel than she ever wished to know.
- The bridge stays closed for lorries until the report is out.
- Ferries run twice as often, also at night. On Sundays they are free.
| Topic | Position of Varn | Position of Solme |
|---|---|---|
| Tolls | On its own bank | Shared by length of road |
The meeting settled little and opened much. Both ministers will report to their parliaments this week, and the engineers have been asked to be quick. An hour after the end a university in Geneva, a member of the United Nations and the European Union said that it could lead to more.

`, pages)
}

func benchmarkMap(b *testing.B, spec transform.Spec) {
	text := newsText(40)
	s := steptest.New(b, spec, "", []string{text}, nil)
	m := s.Step().(transform.Mapper)
	d := &s.Docs()[0]
	var scratch schema.Scratch
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d.Begin(s.Plan.Layout, 0, &scratch)
		if err := m.Map(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBlocks(b *testing.B)    { benchmarkMap(b, Blocks) }
func BenchmarkQA(b *testing.B)        { benchmarkMap(b, QA) }
func BenchmarkEntities(b *testing.B)  { benchmarkMap(b, Entities) }
func BenchmarkRewritten(b *testing.B) { benchmarkMap(b, Rewritten) }

func BenchmarkConsistencyClaims(b *testing.B) {
	text := newsText(40)
	s := steptest.New(b, Consistency, "", []string{text}, nil)
	j := s.Step().(transform.Judge)
	d := &s.Docs()[0]
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		j.Claims(d, func(transform.Key, transform.Rank, []byte) {})
	}
}
