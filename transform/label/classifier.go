package label

import (
	"context"
	_ "embed"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/fasttext"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Classifier is the transform label.classifier.
var Classifier = transform.Spec{
	Name:    "label.classifier",
	Summary: "Labels documents by a classifier of fastText's kind",
	Doc: `Columns: ` + "`class`" + `, the likeliest label without ` + "`__label__`" + `, null where there is no text, the model knows no word of it or the label is
less likely than ` + "`min_score`" + `; ` + "`class_score`" + `, its probability; with ` + "`k`" + ` above 1 ` + "`classes`" + `, list<struct<label, score>>, the
likeliest ones first, without those below ` + "`min_score`" + `.

Any supervised model of fastText is read, plain (.bin) or quantized (.ftz), of any loss; ` + "`tamis train classifier`" + ` makes one. The
probabilities are those of fastText 0.9.2 within a millionth (2 of 10,000 texts differed in last bits), the same on every processor, rounded to six digits. A probability of fastText can be slightly
above 1, since it goes by way of logarithms; here 1 is the most. The text is read as the model's training read it: words are what stands between white space, case and
punctuation count as they did there, and a line feed is white space. Several columns are one text. A damaged model is an error before the run begins.`,
	Params: []transform.Param{
		{Name: "model", Type: transform.ParamModel, Required: true, Doc: "Path of the model."},
		{Name: "k", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(1), Max: transform.Bound(1000), Doc: "How many labels to list at most; above 1 they stand in `classes`."},
		{Name: "min_score", Type: transform.ParamFloat, Default: 0.0, Min: transform.Bound(0), Max: transform.Bound(1),
			Doc: "Probability that a label needs; none by default, since what is sure enough depends on the model."},
		{Name: "prefix", Type: transform.ParamString, Default: "", Doc: "Put before the names of the columns, as in `topic_` for topic_class: needed where the step stands twice."},
	},
	Short:   "model",
	On:      transform.OnText,
	Writes:  classColumns,
	Check:   checkCounts,
	Version: 1,
	New:     newClassifier,
	Examples: []transform.Example{
		{Note: "A model that tells sport from politics.", Args: "{model: news.bin}", Files: classifierExample, Docs: []string{"The team won the cup", "The vote on the budget"},
			Rows: []string{"class=sport class_score=0.899703", "class=politics class_score=0.892204"}},
		{Note: "Both labels with what they score.", Args: "{model: news.bin, k: 2, prefix: news_}", Files: classifierExample, Docs: []string{"The minister watched the match"},
			Rows: []string{"news_class=sport news_class_score=0.660416 news_classes=[{sport, 0.660416}, {politics, 0.339604}]"}},
		{Note: "A label that is not likely enough is none.", Args: "{model: news.bin, min_score: 0.9}", Files: classifierExample, Docs: []string{"The", "budget"},
			Rows: []string{"class=null class_score=null", "class=politics class_score=0.969662"}},
	},
}

//go:embed example.bin
var exampleModel string

// classifierExample is a model that `tamis train classifier` made from eight sentences.
var classifierExample = map[string]string{"news.bin": exampleModel}

func classColumns(a transform.Args) []schema.Column {
	str, num := schema.Type{Kind: schema.String}, schema.Type{Kind: schema.Float}
	p := a.String("prefix")
	out := []schema.Column{
		{Name: p + "class", Type: str.OrNull(), Doc: "Likeliest label of the classifier, null where none is likely enough."},
		{Name: p + "class_score", Type: num.OrNull(), Doc: "Probability of that label."},
	}
	if a.Int("k") > 1 {
		list := schema.ListOf(schema.StructOf(schema.Field{Name: "label", Type: str}, schema.Field{Name: "score", Type: num}))
		out = append(out, schema.Column{Name: p + "classes", Type: list, Doc: "Likeliest labels of the classifier with their probabilities."})
	}
	return out
}

// classifier is label.classifier with its arguments.
type classifier struct {
	on       []int
	slots    [3]int // the third is -1 where it is not written
	k        int
	minScore float64
	labels   []string
	pool     sync.Pool // of *classifying
}

// classifying is what one goroutine reuses.
type classifying struct {
	p    *fasttext.Predictor
	out  []fasttext.Prediction
	text []byte
}

func newClassifier(a transform.Args) (transform.Step, error) {
	m, err := fasttext.Load(a.Bytes("model"))
	if err != nil {
		return nil, transform.BadFile("model", err)
	}
	c := &classifier{on: a.On, slots: [3]int{-1, -1, -1}, k: int(a.Int("k")), minScore: a.Float("min_score")}
	for i, column := range classColumns(a) {
		c.slots[i] = a.Slot(column.Name)
	}
	for _, label := range m.Labels() {
		c.labels = append(c.labels, strings.ToValidUTF8(strings.TrimPrefix(label, "__label__"), "\uFFFD"))
	}
	c.pool.New = func() any { return &classifying{p: m.NewPredictor()} }
	return c, nil
}

// Map implements transform.Mapper.
func (c *classifier) Map(_ context.Context, d *schema.Doc) error {
	y := c.pool.Get().(*classifying)
	defer c.pool.Put(y)
	if y.out = y.out[:0]; c.says(d) { // fastText takes the end of an empty text for a word
		y.out = y.p.Predict(c.text(d, y), c.k, 0, y.out)
	}
	n := 0
	for n < len(y.out) && score(y.out[n]).Float() >= c.minScore {
		n++
	}
	y.out = y.out[:n]
	class, sure := schema.Value{}, schema.Value{}
	if n > 0 {
		class, sure = schema.StringValue(c.labels[y.out[0].Label]), score(y.out[0])
	}
	d.Set(c.slots[0], class)
	d.Set(c.slots[1], sure)
	if c.slots[2] >= 0 {
		d.Set(c.slots[2], c.list(y.out))
	}
	return nil
}

// says whether a column holds more than white space.
func (c *classifier) says(d *schema.Doc) bool {
	for _, slot := range c.on {
		if strings.TrimSpace(d.Str(slot)) != "" {
			return true
		}
	}
	return false
}

// text joins the columns.
func (c *classifier) text(d *schema.Doc, y *classifying) string {
	if len(c.on) == 1 {
		return d.Str(c.on[0])
	}
	y.text = y.text[:0]
	for _, slot := range c.on {
		y.text = append(append(y.text, d.Str(slot)...), '\n')
	}
	return string(y.text)
}

func (c *classifier) list(ps []fasttext.Prediction) schema.Value {
	out := make([]schema.Value, len(ps))
	for i, p := range ps {
		out[i] = schema.StructValue(schema.StringValue(c.labels[p.Label]), score(p))
	}
	return schema.ListValue(out)
}

// score is a probability as a column holds it.
func score(p fasttext.Prediction) schema.Value { return rounded(min(float64(p.Probability), 1), 1e6) }
