package split

import (
	"fmt"

	"github.com/tamis-data/tamis/transform"
)

// Folds is the transform split.folds.
var Folds = transform.Spec{
	Name:    "split.folds",
	Summary: "Puts the documents into k folds of equal size for cross-validation; what belongs together stays in one fold",
	Doc: `The splits are ` + "`fold_0`, `fold_1`" + ` and so on. Groups, which are what ` + "`by`" + ` says belongs together, are taken in the order of the
hash of their key, the number h of split.hash and as many bits again, and each goes whole into the fold with the fewest documents so
far, of equal ones into the first. So the largest and the smallest fold differ by no more than the largest group has documents: by
one where nothing belongs together.

A document's fold depends on the whole set: when documents come or go, others may move. Shares that must stay over releases without
another one at hand are what split.hash with ` + "`ratios`" + ` is for. What each fold holds and how large the largest group is stands in the manifest's notes.

` + previousShort,
	Params: []transform.Param{
		{Name: "k", Type: transform.ParamInt, Default: int64(5), Min: transform.Bound(2), Max: transform.Bound(1000), Doc: "Number of folds; 5 and 10 are what most papers use."},
		byParam,
		previousParam,
	},
	Short:   "k",
	Reads:   readsGroup,
	Check:   checked(nil),
	Classes: foldNames,
	Rejects: true,
	Version: 1,
	New:     newFolds,
	Examples: []transform.Example{
		{Note: "A bare number is k; equal texts stay together.", Args: "2", Docs: []string{"one", "two", "three", "one"},
			Rows: []string{"split=fold_1", "split=fold_0", "split=fold_0", "split=fold_1"}},
		{Note: "All documents of an author stand in one fold.", Args: "{k: 3, by: author}", Docs: []string{"a", "b", "c", "d", "e"},
			Given: []string{"author=Ada", "author=Bo", "author=Ada", "author=Cy", "author=Ada"}, Rows: []string{"author=Ada split=fold_1", "author=Bo split=fold_2", "author=Ada split=fold_1", "author=Cy split=fold_0", "author=Ada split=fold_1"}},
		{Note: "More folds than documents: some stay empty.", Args: "{k: 4}", Docs: []string{"a", "b"}, Rows: []string{"split=fold_1", "split=fold_0"}},
	},
}

func newFolds(a transform.Args) (transform.Step, error) {
	g, err := newGroup(a)
	if err != nil {
		return nil, err
	}
	classes := foldNames(a)
	begin := func() transform.Sitting {
		return &filling{classes: classes, counts: make([]int64, len(classes)), choose: emptiest}
	}
	r := &ranked{classes: classes, group: g, seed: a.Seed, begin: begin}
	return newStable(r, a, r.kin), nil
}

func foldNames(a transform.Args) []string {
	classes := make([]string, a.Int("k"))
	for i := range classes {
		classes[i] = fmt.Sprintf("fold_%d", i)
	}
	return classes
}

// emptiest chooses the class with the fewest documents, of equal ones the first.
func emptiest(f *filling, _ transform.Key, _ int64) int {
	least := 0
	for i, n := range f.counts {
		if n < f.counts[least] {
			least = i
		}
	}
	return least
}
