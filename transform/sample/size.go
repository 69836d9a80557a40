package sample

import "github.com/tamis-data/tamis/transform"

// Size is the transform sample.size.
var Size = transform.Spec{
	Name:    "sample.size",
	Summary: "Keeps n documents, of all or of each class of a column, chosen by a hash",
	Doc: orderDoc + `

The first ` + "`n`" + ` stay, with ` + "`by`" + ` the first of each value of a column; null is a class of its own, and ` + "`sizes`" + ` gives classes other numbers.
A set or class that holds no more stays whole: what it lacks stands in the notes and in the summary of a run. Exactly n
documents stay of a class that has as many, and a larger n keeps all that a smaller one keeps.

With ` + "`key`" + ` what the key holds together within a class is taken whole, until the next such group would have no room: fewer stay than n, by less than
the largest group. Later, smaller groups do not fill the gap: then a larger n could lose what a smaller one keeps.

filter.sample keeps a share, to which each document is put by its own hash: no look at the others, and the number holds in the
mean. The order is the same, so of a share and a number without ` + "`by`" + ` one contains the other, where no two texts are equal. The ledger names rule
size and no number: the hash of an original is nobody's business.

The notes in the manifest: ` + "`documents`" + ` that stay, ` + "`classes`" + `, ` + "`short_classes`" + ` that hold less than is asked of them, what they
lack together (` + "`lacking`" + `) and, where the recipe names them, each (` + "`lacking_…`" + `), and the ` + "`largest`" + ` group that was looked at.`,
	Params: []transform.Param{
		{Name: "n", Type: transform.ParamInt, Required: true, Min: transform.Bound(0), Doc: "How many documents stay, of all or of each class."},
		{Name: "by", Type: transform.ParamColumn, Doc: "Column whose values are classes."},
		{Name: "sizes", Type: transform.ParamNumbers, Doc: "Numbers of classes that have another one, by the value of a string column, as `{de: 500}`."},
		keyParam,
	},
	Short:   "n",
	Reads:   readsKey,
	Check:   func(a transform.Args) []transform.Fault { return checkPerClass(a, "sizes") },
	Rejects: true,
	Version: 1,
	New: func(a transform.Args) (transform.Step, error) {
		t, err := newTake(a, "n", "sizes")
		t.measure, t.rule, t.unit = documents, "size", "documents"
		return &t, err
	},
	Examples: []transform.Example{
		{Note: "A bare number is n.", Args: "2", Docs: []string{"one", "two", "three", "four", "five", "six"}, Gives: []string{"two", "three"}},
		{Note: "More of them keep those too.", Args: "4", Docs: []string{"one", "two", "three", "four", "five", "six"}, Gives: []string{"two", "three", "five", "six"}},
		{Note: "One of each language, two of German.", Args: "{n: 1, by: language, sizes: {de: 2}}", Docs: []string{"eins", "un", "one", "zwei", "deux", "two", "drei"},
			Given: []string{"language=de", "language=fr", "language=en", "language=de", "language=fr", "language=en", "language=de"}, Gives: []string{"eins", "un", "two", "drei"}},
		{Note: "An author stays whole or not at all; the second one has no room.", Args: "{n: 3, key: author}", Docs: []string{"a", "b", "c", "d", "e"},
			Given: []string{"author=Ada", "author=Bo", "author=Ada", "author=Cy", "author=Bo"}, Gives: []string{"a", "c"}},
	},
}
