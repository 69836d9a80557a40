package label

import (
	"context"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// QA is the transform label.qa.
var QA = transform.Spec{
	Name:    "label.qa",
	Summary: "Finds questions with their answers",
	Doc:     qaDoc,
	Params: []transform.Param{
		mostSpans("qa"),
	},
	On:      transform.OnText,
	Writes:  qaColumns,
	Check:   oneText,
	Version: 2,
	New:     newQA,
	Examples: []transform.Example{
		{Note: "Labelled; the label is no part of the span.", Docs: []string{"Q: Is the ferry back?\nA: Since Monday.\n\nQ: For lorries too?\nA: Not yet."},
			Rows: []string{"qa=[{question, 1, 3, 21, 3, 21}, {answer, 1, 25, 38, 25, 38}, {question, 2, 43, 59, 43, 59}, {answer, 2, 63, 71, 63, 71}] qa_pairs=2"}},
		{Note: "Under a heading that says so; an answer has all that stands below its question.",
			Docs: []string{"## FAQ\n\nIs the ferry back?\n\nSince Monday.\n\nIn the morning alone.\n\nFor lorries too?\n\nNot yet."},
			Rows: []string{"qa=[{question, 1, 8, 26, 8, 26}, {answer, 1, 28, 64, 28, 64}, {question, 2, 66, 82, 66, 82}, {answer, 2, 84, 92, 84, 92}] qa_pairs=2"}},
		{Note: "A headline that asks is no pair.", Docs: []string{"Is the Ferry Back?\n\nThe ferry to Grey Island sails again, the harbour office said on Monday, and takes lorries from June."},
			Rows: []string{"qa=[] qa_pairs=0"}},
	},
}

const qaDoc = `Column ` + "`qa`" + `: a list of structs (kind, pair, start, end, char_start, char_end), a question and then its answer for each pair, and
` + "`qa_pairs`" + `, how many pairs there are. Two elements a pair, since a span is moved by itself when a later step edits the text.

What a question and an answer is, label.blocks says: behind labels (Q: and A: and their like in ten languages), under a heading
such as "Frequently asked questions", or two lines in a row that ask, each with its paragraph below. The label belongs to no span. An
answer goes on over the paragraphs and bullets below it up to the next question; the last one of a text over as many as the longest one before
it had, since an article may go on behind them. Questions without an answer are none.`

func qaColumns(a transform.Args) []schema.Column {
	return []schema.Column{
		spansColumn(a, "qa", "Questions and their answers.", schema.Field{Name: "kind", Type: schema.Type{Kind: schema.String}}, schema.Field{Name: "pair", Type: schema.Type{Kind: schema.Int32}}),
		{Name: "qa_pairs", Type: schema.Type{Kind: schema.Int64}, Doc: "Questions with an answer."},
	}
}

type qa struct{ on, slot, pairs, most int }

func newQA(a transform.Args) (transform.Step, error) {
	return &qa{on: a.On[0], slot: a.Slot("qa"), pairs: a.Slot("qa_pairs"), most: int(a.Int("most"))}, nil
}

// Map implements transform.Mapper.
func (x *qa) Map(_ context.Context, d *schema.Doc) error {
	p := pages.Get().(*page)
	defer p.put()
	var out spanList
	pairs := p.pairs(p.read(d.Str(x.on)), func(n int, q, a span) {
		if 2*n <= x.most {
			number := schema.Int32Value(int32(n))
			out.add(q.start, q.end, schema.StringValue("question"), number)
			out.add(a.start, a.end, schema.StringValue("answer"), number)
		}
	})
	d.Set(x.slot, out.value())
	d.Set(x.pairs, schema.Int64Value(int64(pairs)))
	return nil
}

// span is a half-open range of bytes.
type span struct{ start, end int }

// pairs calls f with each question and its answer, numbered from 1, and returns how many there are.
func (p *page) pairs(blocks []block, f func(n int, q, a span)) (n int) {
	longest := 1
	for i := 0; i+1 < len(blocks); i++ {
		if blocks[i].kind != questionBlock {
			continue
		}
		k := i + 1
		for k < len(blocks) && k < i+3 && blocks[k].kind != answerBlock && blocks[k].kind != questionBlock {
			k++ // a long question
		}
		if k == len(blocks) || blocks[k].kind != answerBlock {
			continue
		}
		end := k + 1
		for end < len(blocks) && goesWithAnswer(blocks[end].kind) {
			end++
		}
		last := end == len(blocks) || blocks[end].kind != questionBlock
		if last {
			end = min(end, k+longest)
		}
		longest = max(longest, end-k)
		n++
		f(n, span{int(blocks[i].said), int(blocks[k-1].to)}, span{int(blocks[k].said), int(blocks[end-1].to)})
		i = end - 1
	}
	return n
}

func goesWithAnswer(k blockKind) bool {
	return k == paragraphBlock || k == bulletBlock || k == quoteBlock || k == tableBlock || k == codeBlock || k == answerBlock
}
