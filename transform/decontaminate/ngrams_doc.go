package decontaminate

import (
	"slices"

	"github.com/tamis-data/tamis/transform"
)

func checkNGrams(a transform.Args) []transform.Fault {
	faults := checkActing(a)
	definition := a.String("definition")
	of := func(name, owner string) {
		if definition != owner && a.Has(name) {
			faults = append(faults, transform.Fault{Param: name, Message: name + " is of definition: " + owner, Hint: "leave it out"})
		}
	}
	of("threshold", "dclm")
	of("min_words", "tamis")
	of("normalise", "tamis")
	if a.Has("min_words") && definition == "tamis" && a.Int("min_words") > a.Int("ngram") {
		faults = append(faults, transform.Fault{Param: "min_words", Message: "min_words is more than ngram", Hint: "an item of so many words has rows already; ngram at most"})
	}
	if definition == "dclm" && a.Int("margin") > 0 {
		faults = append(faults, transform.Fault{Param: "margin", Message: "definition: dclm cuts lines, which have no margin", Hint: "leave it out"})
	}
	return slices.Clip(faults)
}

const ngramsDoc = `Each item of the evaluation set is a row of words: those of its query, where ` + "`fields`" + ` names one (` + "`{query: question, text: answer}`" + `),
then those of its text. A document is contaminated where it holds ` + "`ngram`" + ` words in a row that an item has. Each stretch of a
text in which such rows overlap is one span. It is named for one item: each row leads to the first item of the set that has it; of these (the 16 that most rows lead to) it is the one that
has most of the rows, then the first. Its overlap is the share of that item's different rows that the span holds.

A dropped document has the rule overlap; in ` + "`ledger/documents`" + ` ` + "`kept_id`" + ` is the item of its span with the greatest overlap, ` + "`kept_in`" + `
the set, ` + "`similarity`" + ` the overlap and ` + "`detail`" + ` the span and the rows. ` + "`ledger/clusters`" + ` names every item of a document (64 at most), also where it is cut
or labelled. Labelled, ` + "`<step>__spans`" + ` is a list of structs (item, overlap, start, end, char_start, char_end), 1,000 at most. Cut, the words of
the spans go with the signs attached to them and the white space on one side. What stands at the seam of two spans is not looked
at again. Texts of items stand nowhere; their ids do.

` + "`definition`" + `:

- **tamis**: words are those of dedupe.near (runs of letters, digits and their marks; a character in scripts without spaces), in any
  case. Items of fewer words than ` + "`ngram`" + ` are looked for whole, if they have ` + "`min_words`" + `.
- **datatrove**: NGramsDecontIndexer and NGramsDecontFilter of datatrove 0.10.1 for English. Texts go through its simplify_text (small letters, 0 for
  each number, blanks for marks, no accents), words are spaCy's, rows have 12 and are those of the answer, and those across query and answer.
  Shorter items are not looked for. Rows are compared themselves, where datatrove compares 64 bits of a hash. It names the task and the first
  row; here the item and the span are named.
- **dclm**: of DCLM we found no filter against evaluation sets (its published files were not all read); this is its deduplication (bff ` + "`--remove-type old-both`" + `, 13 words, 0.8) with the items as what was
  seen before. Words and marks as they stand, by Unicode's word borders as label.counts draws them, where each mark is a word too; rows lie within a line, and the text of an
  item goes on in the last line of its query. A line goes where more than ` + "`threshold`" + ` of its rows stand in items, with the
  line feed before it, and the document where more than that of all rows do. bff asks a Bloom filter, which takes one row in a hundred
  for seen that was not; here rows are compared. Overlap is the share of the line's rows. With ` + "`drop`" + ` one such line is enough.

GPT-3 (Brown et al. 2020, appendix C) cut 200 characters on both sides of 13 words: ` + "`{on_match: cut, margin: 200}`" + ` does that, without
its rule for what is left (pieces of fewer than 200 characters, documents in more than ten pieces).

The set is read whole before the first document, and its rows are held in memory, which takes 40 to 60 bytes for each word of the set (decontaminate.near: 12 more); a quarter of ` + "`--memory`" + ` at most, and what it needs is said where
that is too little. Candidates are found by 64 bits of a hash and then compared word by word: nothing goes by a hash alone. The set is pinned and
read as in dedupe.against, and never written. The step looks at the text as it is there: put it behind the steps that clean the text. The manifest counts
the items (other_documents), their different rows (item_ngrams), and the items that have none to look for (items_too_short).`

var ngramsExamples = []transform.Example{
	{Note: "A question in the middle of a page: the page goes. Case and punctuation are not compared.", Args: "{set: exam.jsonl, ngram: 6}",
		Other: []string{"Which river flows through the old town of Varn?"},
		Docs:  []string{"Quiz night: which river flows through the old town of Varn? Answers below.", "The Varn flows past the old town."},
		Gives: []string{"The Varn flows past the old town."}},
	{Note: "Items shorter than a row are looked for whole, down to min_words.", Args: "{set: exam.jsonl, min_words: 6}",
		Other: []string{"How many locks has the canal?"}, Docs: []string{"Ask them: how many locks has the canal?", "How many locks has this canal?"},
		Gives: []string{"How many locks has this canal?"}},
	{Note: "Cut what is shared.", Args: "{set: exam.jsonl, ngram: 5, on_match: cut}",
		Other: []string{"Which river flows through the old town of Varn?"},
		Docs:  []string{"Quiz night.\n\nWhich river flows through the old town of Varn?\n\nAnswers below.", "Which river flows through the old town of Varn?"},
		Gives: []string{"Quiz night.\n\nAnswers below."}},
	{Note: "Label in place of dropping: the item, and the share of its rows that the span holds.", Args: "{set: exam.jsonl, ngram: 4, on_match: label}",
		Other: []string{"one two three four five six"}, Docs: []string{"zero one two three four five", "nothing of it"},
		Rows: []string{"ngrams__failed=[overlap] ngrams__similarity=0.6666666666666666 ngrams__spans=[{other/1, 0.6666666666666666, 5, 28, 5, 28}]",
			"ngrams__failed=[] ngrams__similarity=null ngrams__spans=[]"}},
	{Note: "As datatrove: numbers and accents are not compared.", Args: "{set: exam.jsonl, definition: datatrove, ngram: 5}",
		Other: []string{"In 1912 the café burned down."}, Docs: []string{"in 1987 the cafe burned down again", "The café burned down."},
		Gives: []string{"The café burned down."}},
	{Note: "By lines, as bff: what is mostly of the set goes.", Args: "{set: exam.jsonl, definition: dclm, ngram: 3}",
		Other: []string{"The lamp was lit at dusk."}, Docs: []string{"A tale.\nThe lamp was lit at dusk.\nThe end of the tale came soon."},
		Gives: []string{"A tale.\nThe end of the tale came soon."}},
}
