package sample

import (
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Mix is the transform sample.mix.
var Mix = transform.Spec{
	Name:    "sample.mix",
	Summary: "Mixes sources or the classes of a column by weights, with less of some and copies of others",
	Doc:     mixDoc,
	Params: []transform.Param{
		{Name: "weights", Type: transform.ParamNumbers, Required: true, Doc: "Weights by source or value of the column, as `{news: 0.5, web: 0.3, books: 0.2}`; only how they stand to each other counts."},
		{Name: "by", Type: transform.ParamColumn, Default: "source", Doc: "Column of strings whose values have weights."},
		{Name: "total", Type: transform.ParamInt, Min: transform.Bound(1), Doc: "How much is to stand in the release, copies included. Default: the greatest number of which each class can give its share."},
		{Name: "count", Type: transform.ParamString, Default: countDocuments, Doc: "What is counted: `documents`, `words` of the text, or the name of a column of whole numbers, as tokens."},
		{Name: "upsample", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(1), Max: transform.Bound(100),
			Doc: "How often a document may stand in the release. Default 1, no copies: repeated text is a choice; up to 4 times did as good as new text in Muennighoff et al. 2023."},
		{Name: "unnamed", Type: transform.ParamString, Default: unnamedFail, Enum: []string{unnamedFail, unnamedReject}, Doc: "What becomes of documents whose class has no weight: the run fails, or they are rejected by rule `no-weight`."},
		{Name: "only", Type: transform.ParamStrings, Doc: "Splits that are mixed, as `[train]`, behind the step that splits; documents of others stay, and are not counted. Default: all."},
		keyParam,
	},
	Short:   "weights",
	Reads:   readsMix,
	Writes:  copyColumn,
	Check:   checkMix,
	Rejects: true,
	Version: 1,
	New:     newMix,
	Examples: []transform.Example{
		{Note: "Twice as much news as web, as many as there are.", Args: "{weights: {news: 2, web: 1}}", Docs: []string{"one", "two", "three", "four", "five", "six"},
			Given: []string{"source=news", "source=web", "source=web", "source=news", "source=news", "source=web"}, Gives: []string{"one", "two", "four", "five"}},
		{Note: "With copies all of the web stays: each document of news stands there twice.", Args: "{weights: {news: 2, web: 1}, upsample: 2}", Docs: []string{"one", "two", "three", "four", "five", "six"},
			Given: []string{"source=news", "source=web", "source=web", "source=news", "source=news", "source=web"}, Rows: []string{"copy=1 copies=1", "copy=1", "copy=1", "copy=1 copies=1", "copy=1 copies=1", "copy=1"}},
		{Note: "Nine words, a third of them German.", Args: "{weights: {en: 2, de: 1}, by: language, count: words, total: 9}", Docs: []string{"one two three", "eins zwei", "four five", "drei", "six", "vier fünf sechs"},
			Given: []string{"language=en", "language=de", "language=en", "language=de", "language=en", "language=de"}, Gives: []string{"one two three", "eins zwei", "four five", "six"}},
		{Note: "What has no weight is rejected, and a weight of 0 leaves a class out.", Args: "{weights: {en: 1, de: 0}, by: language, unnamed: reject}", Docs: []string{"one", "eins", "un", "two"},
			Given: []string{"language=en", "language=de", "language=fr", "language=en"}, Gives: []string{"one", "two"}},
	},
}

const mixDoc = `The total is shared out over the classes by their weights, in whole numbers by largest remainders: each gets its share
rounded down, and what is left goes one each to the greatest remainders, of equal ones to the first in the recipe. Weights are taken in
whole billionths. Without ` + "`total`" + ` it is the greatest number of which each class can give its share, as often as ` + "`upsample`" + ` lets a document stand
in the release. A total that asks more of a class fails the run and says what these weights allow; so does a
class with a weight and without a document.

A class from which less is asked than it holds gives what comes first. One from which more is asked gives all of its documents as often as
they fit, and once more those that come first: no document stands in the release more than once more often than another one of its class.
Counted in documents, each by itself, a class gives exactly what is asked of it; in words or by a column, or with ` + "`key`" + `, less by less than the first
document or group that has no room. ` + orderDoc + ` Between two totals that differ a little a class can lose
a document, as largest remainders do; else a larger total holds what a smaller one does.

Copies are made when the release is written, and every step, splits among them, sees one document: a copy never stands in another split
than its document. In data/ each has a row of its own with all values, the id with -2, -3 … behind it, past any that another document has,
and the column ` + "`copy`" + ` with that number, 1 for the document itself. ledger/documents has one row for each document read, and
in ` + "`copies`" + ` how many rows it has beside its own; documents read + copies = kept + rejected. Steps behind this one count documents, not copies.

Text that is repeated adds less than new text: for models of up to 9 billion parameters Muennighoff et al. 2023 (Scaling Data-Constrained
Language Models) found up to 4 passes over the same text almost as good as new text, and 16 and more of little worth.

The ledger names the rules mix (not chosen, or of weight 0), no-weight and no-count (a column that is null or negative). The notes in the manifest say of
each class what was ` + "`asked_…`" + ` of it, what it gave with copies (` + "`got_…`" + `) and how many ` + "`documents_…`" + ` of it stay, the sums, the copies
and how often a document stands there at most (` + "`most_rows`" + `).`

func readsMix(a transform.Args) []string {
	reads := append(readsKey(a), a.String("by"))
	switch count := a.String("count"); count {
	case countDocuments:
	case countWords:
		reads = append(reads, "text")
	default:
		reads = append(reads, count)
	}
	return reads
}

// copyColumn is there where copies can be.
func copyColumn(a transform.Args) []schema.Column {
	if a.Int("upsample") < 2 {
		return nil
	}
	return []schema.Column{{Name: schema.CopyColumn, Type: schema.Type{Kind: schema.Int32}, Copy: true,
		Doc: "1 for a document itself, n for the copy whose id ends in -n."}}
}
