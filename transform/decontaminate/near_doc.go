package decontaminate

import "github.com/tamis-data/tamis/transform"

const nearDoc = `An item of the evaluation set is looked for as a whole, and where ` + "`fields`" + ` names its query (` + "`{query: question, text: answer}`" + `) by the query
alone too, each by its different rows of ` + "`ngram`" + ` words. A document holds it where a stretch that is at most a quarter and one row longer
than the item has ` + "`threshold`" + ` of these rows, in any order: copies with other case and punctuation, typos, words changed, left
out or put in between, sentences moved. That share is the overlap: containment of the item, since items are short and documents
long. It is never less than the Jaccard similarity that dedupe.near measures by rows of the same length; at thresholds of 0.8 and more a document that is a
copy of an item and little else, and repeats nothing, fits such a stretch, so that what that step would find is found here.

Nothing is estimated: rows are compared word by word, and every item that a document holds is found. An item that holds its share has one of its rarest rows too (prefix
filtering: Chaudhuri, Ganti, Kaushik 2006), so that only these are looked for in all documents. Of items with the same rows and as many words the first is named. Stretches that overlap are one span, named
for the item with the greatest overlap.

What becomes of a document, what is written of it, words, the set, its memory and its figures in the manifest are as in
decontaminate.ngrams, with the rule near-overlap in place of overlap. How much is found of edited copies, and what of
questions that only resemble an item, stands in docs/bench/decontaminate.md. Two steps, one of each, find quoted parts of long items and edited
copies of short ones.`

var nearExamples = []transform.Example{
	{Note: "A question with one word changed and other marks; a question of the same kind is not it.", Args: "{set: exam.jsonl, threshold: 0.7}",
		Other: []string{"In which year did the ferry line between Oldhaven and Varn first run in winter?"},
		Docs: []string{"(Q7) In which year did the ferry line between Oldhaven and Varn, first run in autumn …", "In which year did the railway line between Oldhaven and Serren open?",
			"The ferry line ran in winter."},
		Gives: []string{"In which year did the railway line between Oldhaven and Serren open?", "The ferry line ran in winter."}},
	{Note: "Label: the item, and how much of it the document holds. What stands before a tab here is the query.", Args: "{set: exam.jsonl, ngram: 2, min_words: 4, on_match: label}",
		Other: []string{"one two three four five\tsix seven eight"}, Docs: []string{"zero one two three four FIVE zero", "one two zero three four zero five six"},
		Rows: []string{"near__failed=[near-overlap] near__similarity=1.0 near__spans=[{other/1, 1.0, 5, 28, 5, 28}]",
			"near__failed=[] near__similarity=null near__spans=[]"}},
	{Note: "Cut what is held.", Args: "{set: exam.jsonl, ngram: 2, on_match: cut}",
		Other: []string{"The keeper lit the lamp at dusk and slept."},
		Docs:  []string{"A tale. The keeper lit the old lamp at dusk and slept. The end.", "The keeper slept."}, Gives: []string{"A tale. The end.", "The keeper slept."}},
}
