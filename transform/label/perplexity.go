package label

import (
	"context"
	"sync"

	"github.com/tamis-data/tamis/internal/ngram"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Perplexity is the transform label.perplexity.
var Perplexity = transform.Spec{
	Name:    "label.perplexity",
	Summary: "Measures how surprising a text is to a model of n-grams",
	Doc: `Columns: ` + "`perplexity`" + `, 10 to the mean of minus the decimal logarithms of the model's probabilities, over all words and ends of sentences: low
where a text is written like those that the model was made from; ` + "`perplexity_unknown`" + `, the share of words that the model does not have. Both are null of a
text without words. A word that is unknown counts with the probability of ` + "`<unk>`" + `.

A model is what ` + "`tamis train ngram`" + ` makes (interpolated modified Kneser–Ney, Chen and Goodman 1998), or an ARPA file as SRILM and KenLM write
it, of one to eight words. Binaries of KenLM can't be read; the ARPA file that they are built from can. Logarithms are whole millionths and so are their sums, so that
the same text has the same perplexity on every processor.

` + "`words`" + ` says how a text is read: ` + "`words`" + `, those of label.counts in small letters and NFC, in the sentences of dedupe.lines; ` + "`plain`" + `, what
stands between white space as it is, each line a sentence. ` + "`auto`" + ` is what a model of tamis was made with, and plain for an ARPA file. What such a file's makers did to
their texts beyond that (digits, accents, pieces of words) must be done before.`,
	Params: []transform.Param{
		{Name: "model", Type: transform.ParamModel, Required: true, Doc: "Path of the model."},
		{Name: "words", Type: transform.ParamString, Default: "auto", Enum: []string{"auto", "words", "plain"}, Doc: "How a text is read."},
		{Name: "prefix", Type: transform.ParamString, Default: "", Doc: "Put before the names of the columns: needed where the step stands twice."},
	},
	Short:   "model",
	On:      transform.OnText,
	Writes:  perplexityColumns,
	Check:   checkCounts,
	Version: 1,
	New:     newPerplexity,
	Examples: []transform.Example{
		{Note: "An expected sentence and one with an unknown word.", Args: "{model: m.arpa}", Files: arpaExample,
			Docs: []string{"the cat", "cat the dog"}, Rows: []string{"perplexity=2.15 perplexity_unknown=0.0", "perplexity=21.13 perplexity_unknown=0.3333"}},
		{Note: "Lines are sentences; case tells words apart, unless words are read as words.", Args: "{model: m.arpa}", Files: arpaExample,
			Docs: []string{"the cat\nthe cat\n", "The cat"}, Rows: []string{"perplexity=2.15 perplexity_unknown=0.0", "perplexity=18.48 perplexity_unknown=0.5"}},
		{Note: "In small letters, without punctuation; nothing is null.", Args: "{model: m.arpa, words: words, prefix: lm_}", Files: arpaExample,
			Docs: []string{"The cat!", "..."}, Rows: []string{"lm_perplexity=2.15 lm_perplexity_unknown=0.0", "lm_perplexity=null lm_perplexity_unknown=null"}},
	},
}

var arpaExample = map[string]string{"m.arpa": "\\data\\\nngram 1=5\nngram 2=3\n\n\\1-grams:\n-2\t<unk>\n-99\t<s>\t-0.5\n-0.5\t</s>\n-0.7\tthe\t-0.3\n-1\tcat\t-0.3\n\n" +
	"\\2-grams:\n-0.2\t<s> the\n-0.5\tthe cat\n-0.3\tcat </s>\n\n\\end\\\n"}

func perplexityColumns(a transform.Args) []schema.Column {
	t := schema.Type{Kind: schema.Float}.OrNull()
	p := a.String("prefix")
	return []schema.Column{
		{Name: p + "perplexity", Type: t, Doc: "Perplexity of the text by a model of n-grams."},
		{Name: p + "perplexity_unknown", Type: t, Doc: "Share of words that the model does not have."},
	}
}

// perplexity is label.perplexity with its arguments.
type perplexity struct {
	on    []int
	slots [2]int
	pool  sync.Pool // of *ngram.Scorer
}

func newPerplexity(a transform.Args) (transform.Step, error) {
	m, err := ngram.Load(a.Bytes("model"))
	if err != nil {
		return nil, transform.BadFile("model", err)
	}
	how := m.How()
	switch a.String("words") {
	case "words":
		how = ngram.Words
	case "plain":
		how = ngram.Plain
	}
	p := &perplexity{on: a.On}
	for i, column := range perplexityColumns(a) {
		p.slots[i] = a.Slot(column.Name)
	}
	p.pool.New = func() any { return m.NewScorer(how) }
	return p, nil
}

// Looks implements transform.Looker.
func (p *perplexity) Looks() {}

// Map implements transform.Mapper.
func (p *perplexity) Map(_ context.Context, d *schema.Doc) error {
	c := p.pool.Get().(*ngram.Scorer)
	defer p.pool.Put(c)
	var sum ngram.Sum
	for _, slot := range p.on {
		c.Add(text.Look(d, slot), &sum)
	}
	d.Set(p.slots[0], schema.Value{})
	d.Set(p.slots[1], schema.Value{})
	if sum.Words > 0 {
		d.Set(p.slots[0], rounded(sum.Perplexity(), 100))
		d.Set(p.slots[1], rounded(float64(sum.Unknown)/float64(sum.Words), 10000))
	}
	return nil
}
