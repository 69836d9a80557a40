package label

import (
	"context"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Blocks is the transform label.blocks.
var Blocks = transform.Spec{
	Name:    "label.blocks",
	Summary: "Says what each block of a text is: title, heading, paragraph, bullet, table, quote, byline, question, answer, code",
	Doc:     blocksDoc,
	Params: []transform.Param{
		mostSpans("blocks"),
	},
	On:      transform.OnText,
	Writes:  blockColumns,
	Check:   oneText,
	Version: 2,
	New:     newBlocks,
	Examples: []transform.Example{
		{Note: "A page of news as it is often kept: one line a block, no blank lines.",
			Docs: []string{"Ferry Back in Service\nBy Ada Holm\nThe ferry to Grey Island sails again, the harbour office said on Monday.\nWhat changes\n- Two more trips a day.\n- No lorries.\n"},
			Rows: []string{"blocks=[{title, 1, 0, 21, 0, 21}, {byline, 0, 22, 33, 22, 33}, {paragraph, 0, 34, 106, 34, 106}, {heading, 2, 107, 119, 107, 119}, {bullet, 1, 120, 143, 120, 143}, {bullet, 1, 144, 157, 144, 157}]"}},
		{Note: "Tables and quotes are one block each; a rule is none.",
			Docs: []string{"| Day | Trips |\n|---|---|\n| Monday | 4 |\n\n---\n\n> It rains.\n> It rains again."},
			Rows: []string{"blocks=[{table, 0, 0, 40, 0, 40}, {quote, 1, 47, 76, 47, 76}]"}},
		{Note: "Questions and answers.", Docs: []string{"Q: Is it open?\nA: On Mondays."},
			Rows: []string{"blocks=[{question, 0, 0, 14, 0, 14}, {answer, 0, 15, 29, 15, 29}]"}},
	},
}

const blocksDoc = `Column ` + "`blocks`" + `: a list of structs (kind, level, start, end, char_start, char_end), in the order of the text. No two
blocks overlap; blank lines and rules between them belong to none. ` + "`level`" + ` is the depth of a heading (1 for the title, 2 where
nothing tells), of a bullet or of a quote, else 0.

- **title**: the first heading of a text, before any paragraph; ` + "`Title:`" + ` in front of it belongs to the block.
- **heading**: Markdown's (#, underlined, a line all in bold), and a short line without a mark at its end behind which a longer block
  follows. Headlines that lost their first capital count; a line with pieces of broken tags is none.
- **bullet**: a line behind -, *, •, a number or a letter, with the lines that go on with it; a number alone needs a neighbour.
- **table**: two rows or more with bars, with or without the rule below the head, or with one number of tabs, semicolons or commas without
  spaces; and what stands between wiki's borders.
- **quote**: lines behind >, and a paragraph that is one quotation from its first to its last mark.
- **byline**: who wrote it and when: behind ` + "`By`" + ` and its like in other languages, a line of a name alone near the title, a date alone.
- **question**, **answer**: behind ` + "`Q:` and `A:`" + ` and their like in ten languages; and without marks where a heading says that questions
  follow, or where two questions in a row are each followed by their paragraph.
- **code**: between fences. Everything else is a **paragraph**: a line, or several that were wrapped at a width.

Of a text the first 262,144 lines that say something are looked at. A heuristic of ours; precision and recall stand in docs/bench/labels.md. Text that lost its line breaks has one block.`

// mostSpans is the parameter that bounds a column of spans.
func mostSpans(column string) transform.Param {
	return transform.Param{Name: "most", Type: transform.ParamInt, Default: int64(10000), Min: transform.Bound(1), Max: transform.Bound(100000),
		Doc: "At most so many elements stand in `" + column + "`, the first ones: 10,000 are more than a book has, and a text of nothing but line breaks would else make a row larger than memory."}
}

// oneText holds a step with spans to one column: a span points into one text.
func oneText(a transform.Args) []transform.Fault {
	if len(a.OnNames) > 1 {
		return []transform.Fault{{Param: "on", Message: "the spans of a column point into one text, so that the step works on one column", Hint: "name the step twice, each with its `on`"}}
	}
	return nil
}

// textColumn is the column that a step with spans works on.
func textColumn(a transform.Args) string {
	if len(a.OnNames) == 0 {
		return "text"
	}
	return a.OnNames[0]
}

// spansColumn declares a column of spans into the text with these fields before the borders.
func spansColumn(a transform.Args, name, doc string, fields ...schema.Field) schema.Column {
	whole := schema.Type{Kind: schema.Int32}
	for _, border := range [...]string{"start", "end", "char_start", "char_end"} {
		fields = append(fields, schema.Field{Name: border, Type: whole})
	}
	return schema.Column{Name: name, Type: schema.ListOf(schema.StructOf(fields...)), Spans: textColumn(a), Doc: doc}
}

// spanList makes the cells of a column of spans, all members in one piece of memory.
type spanList struct{ list, members []schema.Value }

// add appends an element: its members, then its borders; the engine counts the characters.
func (l *spanList) add(start, end int, members ...schema.Value) {
	if n := len(members) + 4; cap(l.members)-len(l.members) < n {
		// What is full stays where it is: elements point into it.
		l.members = make([]schema.Value, 0, n*min(max(len(l.list), 8), 512))
	}
	at := len(l.members)
	l.members = append(l.members, members...)
	l.members = append(l.members, schema.Int32Value(int32(start)), schema.Int32Value(int32(end)), schema.Int32Value(0), schema.Int32Value(0))
	l.list = append(l.list, schema.StructValue(l.members[at:len(l.members):len(l.members)]...))
}

func (l *spanList) value() schema.Value { return schema.ListValue(l.list) }

func blockColumns(a transform.Args) []schema.Column {
	return []schema.Column{spansColumn(a, "blocks", "What each block of the text is.",
		schema.Field{Name: "kind", Type: schema.Type{Kind: schema.String}}, schema.Field{Name: "level", Type: schema.Type{Kind: schema.Int32}})}
}

type blocks struct{ on, slot, most int }

func newBlocks(a transform.Args) (transform.Step, error) {
	return &blocks{on: a.On[0], slot: a.Slot("blocks"), most: int(a.Int("most"))}, nil
}

// Map implements transform.Mapper.
func (x *blocks) Map(_ context.Context, d *schema.Doc) error {
	l := pages.Get().(*page)
	defer l.put()
	var out spanList
	for i, b := range l.read(d.Str(x.on)) {
		if i == x.most {
			break
		}
		out.add(int(b.from), int(b.to), schema.StringValue(b.kind.String()), schema.Int32Value(int32(b.level)))
	}
	d.Set(x.slot, out.value())
	return nil
}

// blockKind is what a block is.
type blockKind uint8

const (
	paragraphBlock blockKind = iota
	titleBlock
	headingBlock
	bulletBlock
	tableBlock
	quoteBlock
	bylineBlock
	questionBlock
	answerBlock
	codeBlock
)

var blockNames = [...]string{"paragraph", "title", "heading", "bullet", "table", "quote", "byline", "question", "answer", "code"}

// String returns the kind as it stands in the column.
func (k blockKind) String() string { return blockNames[k] }

// block is a block of a text: [from,to) without white space around it.
type block struct {
	from, to uint32
	said     uint32 // where it begins behind its mark or label
	kind     blockKind
	level    uint8
	single   bool // a line
	apart    bool // a blank line stands before it
}

// page holds the lines and blocks of a text, reused from text to text.
type page struct {
	s      string
	lines  []pageLine
	blocks []block
	words  []word
}

// read cuts a text into blocks.
func (p *page) read(s string) []block {
	p.s, p.lines, p.blocks = s, p.lines[:0], p.blocks[:0]
	p.cut()
	p.fences()
	p.tables()
	p.lists()
	p.assemble()
	p.headings()
	p.bylines()
	p.questions()
	return p.blocks
}

// mostLines bounds the lines of a text that are looked at: a quarter of a million, of a text of nothing but line breaks.
const mostLines = 1 << 18

// cut takes the lines that say something.
func (p *page) cut() {
	gap := false
	for at := 0; at < len(p.s) && len(p.lines) < mostLines; {
		end, next := text.NextLine(p.s, at)
		l := p.look(at, end)
		at = next
		if l.from == l.to {
			gap = true
			continue
		}
		l.gap = gap
		gap = false
		p.lines = append(p.lines, l)
	}
}
