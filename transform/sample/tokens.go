package sample

import "github.com/tamis-data/tamis/transform"

// Tokens is the transform sample.tokens.
var Tokens = transform.Spec{
	Name:    "sample.tokens",
	Summary: "Keeps documents up to a budget of words or tokens, of all or of each class of a column, chosen by a hash",
	Doc: orderDoc + `

Documents stay until the next one would pass the ` + "`budget`" + `; with ` + "`by`" + ` each value of a column has the budget to itself, null is one, and
` + "`budgets`" + ` gives classes others. So what stays is never more than the budget, and less by less than the first document that has no
room, which the largest bounds. Later, smaller documents do not fill the gap: then a larger budget could lose what a smaller
one keeps, and the sample would prefer short texts. With ` + "`key`" + ` the same holds for what the key holds together within a class.

Counted are the words of the text as it is here, by the definition of label.counts, or the numbers of ` + "`column`" + `: tokens that a source brings
along, or bytes or chars of label.counts. A document whose column is null or negative is rejected by rule no-count, all others
by rule tokens.

A set or class that is smaller than its budget stays whole. The notes in the manifest: ` + "`documents`" + ` that stay, what they count
(` + "`units`" + `), ` + "`classes`" + `, ` + "`short_classes`" + ` that hold less than is asked of them, what they lack together (` + "`lacking`" + `) and, where the recipe names
them, each (` + "`lacking_…`" + `), and the ` + "`largest`" + ` document or group that was looked at.`,
	Params: []transform.Param{
		{Name: "budget", Type: transform.ParamInt, Required: true, Min: transform.Bound(0), Doc: "How many words or tokens stay at most, of all or of each class."},
		{Name: "column", Type: transform.ParamColumn, Doc: "Column of whole numbers that counts in place of words."},
		{Name: "by", Type: transform.ParamColumn, Doc: "Column whose values are classes."},
		{Name: "budgets", Type: transform.ParamNumbers, Doc: "Budgets of classes that have another one, by the value of a string column, as `{de: 5000000}`."},
		keyParam,
	},
	Short: "budget",
	Reads: func(a transform.Args) []string {
		if a.Has("column") {
			return readsKey(a)
		}
		return append(readsKey(a), "text")
	},
	Check:   func(a transform.Args) []transform.Fault { return checkPerClass(a, "budgets") },
	Rejects: true,
	Version: 1,
	New: func(a transform.Args) (transform.Step, error) {
		t, err := newTake(a, "budget", "budgets")
		if err == nil {
			t.measure, err = newMeasure(a, "column")
		}
		t.rule, t.unit = "tokens", "units"
		return &t, err
	},
	Examples: []transform.Example{
		{Note: "Five words at most; a bare number is the budget.", Args: "5", Docs: []string{"one", "two words", "these are three", "four", "five", "six"}, Gives: []string{"two words", "five", "six"}},
		{Note: "A larger budget keeps those too.", Args: "7", Docs: []string{"one", "two words", "these are three", "four", "five", "six"}, Gives: []string{"two words", "these are three", "five", "six"}},
		{Note: "Tokens as the source counted them; no count, no place.", Args: "{budget: 100, column: tokens}", Docs: []string{"a", "b", "c", "d"},
			Given: []string{"tokens=40", "tokens=50", "tokens=null", "tokens=30"}, Gives: []string{"a", "b"}},
		{Note: "As much of each language.", Args: "{budget: 3, by: language}", Docs: []string{"eins zwei", "one two three", "drei vier", "four", "fünf"},
			Given: []string{"language=de", "language=en", "language=de", "language=en", "language=de"}, Gives: []string{"eins zwei", "four", "fünf"}},
	},
}
