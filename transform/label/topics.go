package label

import (
	"context"
	"slices"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Topics is the transform label.topics.
var Topics = transform.Spec{
	Name:    "label.topics",
	Summary: "Says what a document is about by weighted lexicons, with the terms that were found",
	Doc: `Columns: ` + "`topic`" + `, the one with the highest score, null where none qualifies (of equal ones the first of the file);
` + "`topics`" + `, list<struct<topic, score, matches>>, all topics with a score above 0, highest first; ` + "`topic_terms`" + `,
list<struct<topic, term, count>>, the terms that were found, in the order of the file.

The lexicon is a UTF-8 text file of sections, one for each topic, of terms with their weights:

` + "```" + `
# a comment
[climate]
emission*	2
carbon dioxide	3
weather	0.5
[trade]
tariff*	2
carbon tax	-1
` + "```" + `

A line is a term, a tab and its weight: a number with at most three digits behind the point, 1 where it is missing; a negative one tells against the topic.
A term is one to eight words. A word that ends in * is a stem and stands for all words that begin with it. A topic may stand once, a term once in a topic.

Words are those of label.counts, compared in NFC and whatever their case (ß is ss, ς is σ), with ` + "`marks: false`" + ` without accents; of a word with an
apostrophe that the lexicon does not have, the longer part counts (l'énergie, plant's). A
phrase is found where its words follow one another, over line ends and punctuation too, not over a column's end. Every term counts for itself: in "carbon
dioxide" a term "carbon" is found as well. All terms are looked for at once by an automaton over words (Aho and Corasick 1975), so that time does
not grow with the lexicon.

A topic's score is the sum of weight × count over its terms, per 1,000 words, or as it is with ` + "`score: sum`" + `. It qualifies for
` + "`topic`" + ` with ` + "`min_score`" + ` and ` + "`min_terms`" + ` different terms.`,
	Params: []transform.Param{
		{Name: "list", Type: transform.ParamList, Required: true, Doc: "The lexicon's file."},
		{Name: "score", Type: transform.ParamString, Default: "density", Enum: []string{"density", "sum"}, Doc: "Per 1,000 words, so that long texts don't have every topic, or the sum itself."},
		{Name: "min_score", Type: transform.ParamFloat, Default: 0.0, Min: transform.Bound(0), Doc: "Score that a topic needs to become `topic`; what is high depends on the weights, so that there is no better default than none."},
		{Name: "min_terms", Type: transform.ParamInt, Default: int64(2), Min: transform.Bound(1), Doc: "Different terms that a topic needs to become `topic`: one word alone may have another sense."},
		{Name: "marks", Type: transform.ParamBool, Default: true, Doc: "Whether accents and other marks tell words apart."},
		{Name: "prefix", Type: transform.ParamString, Default: "", Doc: "Put before the names of the columns: needed where the step stands twice."},
	},
	Short:   "list",
	On:      transform.OnProse,
	Writes:  topicColumns,
	Check:   checkCounts,
	Version: 1,
	New:     newTopics,
	Examples: []transform.Example{
		{Note: "Two terms of one topic outweigh one of another.", Args: "{list: topics.txt, score: sum}", Files: lexiconExample,
			Docs: []string{"Emissions of carbon dioxide rose; ministers spoke of a tariff."},
			Rows: []string{`topic=climate topics=[{climate, 5.0, 2}, {trade, 2.0, 1}] topic_terms=[{climate, emission*, 1}, {climate, "carbon dioxide", 1}, {trade, tariff*, 1}]`}},
		{Note: "One term is too few to name a topic; a negative weight tells against one.", Args: "{list: topics.txt, score: sum}", Files: lexiconExample,
			Docs: []string{"A tariff, and a carbon tax.", "Nothing of the kind."},
			Rows: []string{`topic=trade topics=[{trade, 1.0, 2}] topic_terms=[{trade, tariff*, 1}, {trade, "carbon tax", 1}]`, `topic=null topics=[] topic_terms=[]`}},
		{Note: "Scores are per 1,000 words; case does not matter.", Args: "{list: topics.txt, min_terms: 1, prefix: t_}", Files: lexiconExample,
			Docs: []string{"TARIFF talks go on and on in the capital"},
			Rows: []string{`t_topic=trade t_topics=[{trade, 222.222, 1}] t_topic_terms=[{trade, tariff*, 1}]`}},
	},
}

var lexiconExample = map[string]string{"topics.txt": "[climate]\nemission*\t2\ncarbon dioxide\t3\n[trade]\ntariff*\t2\ncarbon tax\t-1\n"}

func topicColumns(a transform.Args) []schema.Column {
	str, num := schema.Type{Kind: schema.String}, schema.Type{Kind: schema.Int64}
	scores := schema.StructOf(schema.Field{Name: "topic", Type: str}, schema.Field{Name: "score", Type: schema.Type{Kind: schema.Float}}, schema.Field{Name: "matches", Type: num})
	terms := schema.StructOf(schema.Field{Name: "topic", Type: str}, schema.Field{Name: "term", Type: str}, schema.Field{Name: "count", Type: num})
	p := a.String("prefix")
	return []schema.Column{
		{Name: p + "topic", Type: str.OrNull(), Doc: "Topic with the highest score, null where none qualifies."},
		{Name: p + "topics", Type: schema.ListOf(scores), Doc: "Topics with a score above 0, highest first."},
		{Name: p + "topic_terms", Type: schema.ListOf(terms), Doc: "Terms of the lexicon that were found, with their counts."},
	}
}

// topics is label.topics with its arguments.
type topics struct {
	on       []int
	slots    [3]int
	lexicon  *lexicon
	density  bool
	minScore float64
	minTerms int
	pool     sync.Pool // of *tally
}

func newTopics(a transform.Args) (transform.Step, error) {
	l, err := parseLexicon(a.Bytes("list"), a.Bool("marks"))
	if err != nil {
		return nil, transform.BadFile("list", err)
	}
	t := &topics{on: a.On, lexicon: l, density: a.String("score") == "density", minScore: a.Float("min_score"), minTerms: int(a.Int("min_terms"))}
	for i, name := range []string{"topic", "topics", "topic_terms"} {
		t.slots[i] = a.Slot(a.String("prefix") + name)
	}
	t.pool.New = func() any { return &tally{counts: make([]int64, len(l.terms)), sums: make([]topicSum, len(l.topics))} }
	return t, nil
}

// tally is what was found in a document.
type tally struct {
	counts []int64 // by term
	found  []int32 // terms with a count
	words  int64
	sums   []topicSum // by topic
	order  []int32
	buf    []byte
}

// topicSum is a topic's score in thousandths.
type topicSum struct {
	score, matches int64
	terms          int
}

// Looks implements transform.Looker.
func (t *topics) Looks() {}

// Map implements transform.Mapper.
func (t *topics) Map(_ context.Context, d *schema.Doc) error {
	y := t.pool.Get().(*tally)
	defer t.pool.Put(y)
	y.words = 0
	for _, slot := range t.on {
		t.lexicon.count(text.Look(d, slot), y)
	}
	slices.Sort(y.found)
	t.addUp(y)
	d.Set(t.slots[0], t.best(y))
	d.Set(t.slots[1], t.scores(y))
	d.Set(t.slots[2], t.terms(y))
	for _, id := range y.found {
		y.counts[id] = 0
	}
	y.found = y.found[:0]
	return nil
}

// addUp sums the terms up by topic and orders the topics found, highest score first.
func (t *topics) addUp(y *tally) {
	clear(y.sums)
	y.order = y.order[:0]
	for _, id := range y.found {
		term := &t.lexicon.terms[id]
		s := &y.sums[term.topic]
		if s.terms == 0 {
			y.order = append(y.order, term.topic)
		}
		s.score += term.weight * y.counts[id]
		s.matches += y.counts[id]
		s.terms++
	}
	slices.SortStableFunc(y.order, func(a, b int32) int {
		switch x, z := y.sums[a].score, y.sums[b].score; {
		case x > z:
			return -1
		case x < z:
			return 1
		}
		return int(a - b)
	})
}

// score is a sum as it is shown.
func (t *topics) score(y *tally, s topicSum) float64 {
	x := float64(s.score) / 1000
	if t.density {
		x = float64(s.score) / float64(y.words)
	}
	return rounded(x, 1000).Float()
}

func (t *topics) best(y *tally) schema.Value {
	for _, i := range y.order {
		if s := y.sums[i]; s.score > 0 && s.terms >= t.minTerms && t.score(y, s) >= t.minScore {
			return schema.StringValue(t.lexicon.topics[i])
		}
	}
	return schema.Value{}
}

func (t *topics) scores(y *tally) schema.Value {
	var out []schema.Value
	for _, i := range y.order {
		if s := y.sums[i]; s.score > 0 {
			out = append(out, schema.StructValue(schema.StringValue(t.lexicon.topics[i]), schema.FloatValue(t.score(y, s)), schema.Int64Value(s.matches)))
		}
	}
	return schema.ListValue(out)
}

func (t *topics) terms(y *tally) schema.Value {
	var out []schema.Value
	for _, id := range y.found {
		term := &t.lexicon.terms[id]
		out = append(out, schema.StructValue(schema.StringValue(t.lexicon.topics[term.topic]), schema.StringValue(term.text), schema.Int64Value(y.counts[id])))
	}
	return schema.ListValue(out)
}
