// Package catalog is the only list of transforms. Its order is the order of the reference.
package catalog

import (
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/clean"
	"github.com/tamis-data/tamis/transform/column"
	"github.com/tamis-data/tamis/transform/decontaminate"
	"github.com/tamis-data/tamis/transform/dedupe"
	"github.com/tamis-data/tamis/transform/filter"
	"github.com/tamis-data/tamis/transform/label"
	"github.com/tamis-data/tamis/transform/redact"
	"github.com/tamis-data/tamis/transform/sample"
	"github.com/tamis-data/tamis/transform/split"
)

// All lists every transform.
var All = []transform.Spec{
	clean.Mojibake,
	clean.Markup,
	clean.Tables,
	clean.Unicode,
	clean.Spacing,
	clean.Casing,
	clean.Paragraphs,
	clean.Whitespace,
	redact.Pattern,
	redact.Boilerplate,
	redact.Repeats,
	redact.Recurring,
	redact.Gibberish,
	redact.PII,
	redact.Secrets,
	filter.Where,
	filter.Top,
	filter.Sample,
	filter.GopherQuality,
	filter.GopherRepetition,
	filter.URL,
	filter.Words,
	filter.Madlad,
	filter.C4,
	filter.C4Paragraphs,
	filter.FineWeb,
	filter.RefinedWebLines,
	label.Counts,
	label.Blocks,
	label.QA,
	label.Entities,
	label.Consistency,
	label.Rewritten,
	label.Language,
	label.Readability,
	label.Topics,
	label.Classifier,
	label.Perplexity,
	column.Set,
	column.Drop,
	column.Rename,
	dedupe.Exact,
	dedupe.Near,
	dedupe.Lines,
	dedupe.Against,
	dedupe.Substrings,
	decontaminate.NGrams,
	decontaminate.Near,
	sample.Size,
	sample.Tokens,
	sample.Mix,
	split.Hash,
	split.Stratified,
	split.Time,
	split.Folds,
	split.Given,
}

// Find returns the transform of that name, nil where there is none.
func Find(name string) *transform.Spec {
	for i := range All {
		if All[i].Name == name {
			return &All[i]
		}
	}
	return nil
}
