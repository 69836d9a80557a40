package filter

import (
	"os"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// prose is what a benchmark reads: the file that BENCH_TEXT names, cut into documents of some kilobytes, else this
// repository's own pages.
func prose(b *testing.B) (docs []string, bytes int64) {
	b.Helper()
	names := []string{"../../README.md", "../../docs/architecture.md", "../../docs/format.md"}
	if name := os.Getenv("BENCH_TEXT"); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Skip(err)
		}
		for s := strings.ToValidUTF8(string(data), ""); s != ""; {
			n := min(len(s), 3000)
			if at := strings.IndexByte(s[n:], '\n'); at >= 0 {
				n += at + 1
			} else {
				n = len(s)
			}
			docs, s, bytes = append(docs, s[:n]), s[n:], bytes+int64(n)
		}
	}
	return docs, bytes
}

// BenchmarkFilter measures whole filters over prose, the views included; with several, in one row, as the engine
// runs them. Nothing is dropped: on_fail is label.
func BenchmarkFilter(b *testing.B) {
	texts, bytes := prose(b)
	quality := func(args string) *steptest.Set {
		return steptest.New(b, GopherQuality, "{on_fail: label, definition: "+args+"}", []string{"x"}, nil)
	}
	repeats := func(args string) *steptest.Set {
		return steptest.New(b, GopherRepetition, "{on_fail: label, definition: "+args+"}", []string{"x"}, nil)
	}
	one := func(spec transform.Spec, args string) []*steptest.Set {
		return []*steptest.Set{steptest.New(b, spec, "{on_fail: label"+args+"}", []string{"x"}, nil)}
	}
	for name, sets := range map[string][]*steptest.Set{
		"gopher-quality/tamis":        {quality("tamis")},
		"gopher-quality/datatrove":    {quality("datatrove")},
		"gopher-quality/dolma":        {quality("dolma")},
		"gopher-quality/dclm":         {quality("dclm")},
		"gopher-quality/nemo":         {quality("nemo")},
		"gopher-repetition/tamis":     {repeats("tamis")},
		"gopher-repetition/datatrove": {repeats("datatrove")},
		"gopher-repetition/dolma":     {repeats("dolma")},
		"gopher-repetition/dclm":      {repeats("dclm")},
		"gopher-repetition/nemo":      {repeats("nemo")},
		"gopher-both/tamis":           {quality("tamis"), repeats("tamis")},
		"all/plain":                   {quality("tamis"), repeats("tamis"), one(C4, "")[0], one(FineWeb, ", definition: tamis")[0]},
		"all/datatrove":               {quality("datatrove"), repeats("datatrove"), one(C4, ", definition: datatrove")[0], one(FineWeb, "")[0]},
		"c4/tfds":                     one(C4, ""),
		"c4/datatrove":                one(C4, ", definition: datatrove"),
		"c4/dolma":                    one(C4, ", definition: dolma"),
		"c4/dclm":                     one(C4, ", definition: dclm"),
		"c4/tamis":                    one(C4, ", definition: tamis"),
		"c4-paragraphs":               one(C4Paragraphs, ""),
		"fineweb/tamis":               one(FineWeb, ", definition: tamis"),
		"fineweb/datatrove":           one(FineWeb, ""),
		"refinedweb-lines":            one(RefinedWebLines, ""),
		"gopher-quality/twice":        {quality("tamis"), quality("tamis")},
	} {
		b.Run(name, func(b *testing.B) { benchmarkRow(b, sets, texts, bytes) })
	}
}

func benchmarkRow(b *testing.B, sets []*steptest.Set, texts []string, bytes int64) {
	layout := sets[0].Plan.Layout
	for _, s := range sets { // each has its own columns from the same place on; the widest layout has room for all
		if len(s.Plan.Layout.Columns) > len(layout.Columns) {
			layout = s.Plan.Layout
		}
	}
	docs := make([]schema.Doc, len(texts))
	for i, s := range texts {
		docs[i].Values = make([]schema.Value, len(layout.Columns))
		docs[i].Values[schema.SlotText] = schema.StringValue(s)
	}
	var scratch schema.Scratch
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for i := range docs {
			docs[i].Begin(layout, 0, &scratch)
			for _, s := range sets {
				if err := s.Step().(transform.Mapper).Map(b.Context(), &docs[i]); err != nil {
					b.Fatal(err)
				}
			}
		}
		scratch.Release()
	}
}
