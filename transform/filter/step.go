package filter

import (
	"context"
	"fmt"
	"math"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// maxMetrics bounds the metrics of a design, so that a sheet is one piece of memory.
const maxMetrics = 32

// sheet is what a measurer writes about one text.
type sheet struct {
	values [maxMetrics]float64 // by metric; NaN where unset
	causes [maxMetrics]cause   // by metric, what of a list made it so
	cuts   []lineCut
	edits  []textEdit
	buf    buffers
}

// cause is an entry of a list, named by its line: what stands there stays out of the ledger.
type cause struct {
	list string // "" for none
	line int
}

func (c cause) String() string {
	if c.list == "" {
		return ""
	}
	return fmt.Sprintf("line %d of %s", c.line, c.list)
}

// lineCut is a line that fails a rule.
type lineCut struct{ rule, line int }

// textEdit is a change of the text; kind is the number of a rule, or of one of the design's edits behind them.
type textEdit struct {
	start, end int32
	kind       uint8
	feed       bool // a line feed takes its place, else nothing
}

// buffers are what measurers count in, kept from one text to the next.
type buffers struct {
	lengths []int32
	equals  text.Equals
	grams   grams
	joined  joined
	lists   listBuffers

	line, folded []byte
	edits        []textEdit
	cites        []text.Span
	refined      []refinedLine
}

// release gives back what a huge text took.
func (b *buffers) release() {
	if cap(b.lengths) > keptNumbers {
		b.lengths = nil
	}
	b.equals.Release()
	b.grams.release()
	b.joined.release()
	if cap(b.edits) > keptNumbers || cap(b.refined) > keptNumbers || cap(b.cites) > keptNumbers || cap(b.line) > keptNumbers {
		b.line, b.folded, b.edits, b.cites, b.refined = nil, nil, nil, nil, nil
	}
}

// done gives a sheet back.
func (m *sheet) done() {
	m.buf.release()
	if cap(m.edits) > keptNumbers || cap(m.cuts) > keptNumbers {
		m.edits, m.cuts = nil, nil
	}
	sheets.Put(m)
}

// set gives a metric its value.
func (m *sheet) set(metric int, value float64) { m.values[metric] = value }

// count gives a metric a whole number.
func (m *sheet) count(metric, n int) { m.values[metric] = float64(n) }

// share gives a metric n of all; nothing of nothing stays unset.
func (m *sheet) share(metric, n, all int) {
	if all > 0 {
		m.values[metric] = float64(n) / float64(all)
	}
}

// because names the entry of a list for which a metric is what it is.
func (m *sheet) because(metric int, list string, line int) { m.causes[metric] = cause{list, line} }

// line says that a line of the view's Lines fails a rule. Lines come in order, each at most once.
func (m *sheet) line(rule, line int) { m.cuts = append(m.cuts, lineCut{rule, line}) }

// edit says what on_fail: redact-lines cuts. Edits come in order and don't overlap; touching ones of a kind are one, as
// they are in the record of the document.
func (m *sheet) edit(start, end int32, kind int) {
	if n := len(m.edits) - 1; n >= 0 && m.edits[n].end == start && m.edits[n].kind == uint8(kind) && !m.edits[n].feed {
		m.edits[n].end = end
		return
	}
	m.edits = append(m.edits, textEdit{start, end, uint8(kind), false})
}

// feed says where it puts a line feed in place of what stands there.
func (m *sheet) feed(start, end int32, kind int) {
	m.edits = append(m.edits, textEdit{start, end, uint8(kind), true})
}

// sheets are shared by all filters and workers.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

func (m *sheet) clear(metrics int) {
	for i := range metrics {
		m.values[i], m.causes[i] = math.NaN(), cause{}
	}
	m.cuts, m.edits = m.cuts[:0], m.edits[:0]
}

// heuristic is a design with its arguments: a step.
type heuristic struct {
	on, by  int // slots; by is -1 where thresholds differ by nothing
	usual   *variant
	rows    map[string]*variant
	metrics []measured
	rules   []rule
	label   int // slot of the label, -1 where there is none
	redact  bool
}

// measured is where a metric goes: slot -1 where the definition has it not.
type measured struct {
	slot  int
	whole bool
}

// rule is one of the definition's rules.
type rule struct {
	name   string
	value  schema.Value // the name
	metric int
}

// variant is the measurer and the thresholds for some value of the column that `by` names.
type variant struct {
	measurer
	bars []transform.Bar // by rule
}

// step makes the step of a design.
func (f *design) step(a transform.Args) (transform.Step, error) {
	if len(a.On) != 1 {
		return nil, fmt.Errorf("%s measures one column, and `on` names %d", f.name, len(a.On))
	}
	h := &heuristic{on: a.On[0], by: -1, label: -1, redact: a.String("on_fail") == redactLines, rows: map[string]*variant{}}
	for _, m := range f.metrics {
		h.metrics = append(h.metrics, measured{f.slot(a, m), m.Whole})
	}
	rules := f.take(h, a)
	if a.String("on_fail") == label {
		h.label = a.Slot(failedColumn)
	}
	var err error
	if h.usual, err = f.variant(a, rules); err != nil {
		return nil, err
	}
	return h, f.takeRows(h, a, rules)
}

func (f *design) slot(a transform.Args, m transform.Metric) int {
	if !in(m.In, f.definition(a)) {
		return -1
	}
	return a.Slot(m.Name)
}

// take gives h the rules of the definition, and returns them as declared.
func (f *design) take(h *heuristic, a transform.Args) (rules []transform.Rule) {
	number := map[string]int{}
	for i, m := range f.metrics {
		number[m.Name] = i
	}
	for _, r := range f.rules {
		if in(r.In, f.definition(a)) {
			h.rules, rules = append(h.rules, rule{r.Name, schema.StringValue(r.Name), number[r.Metric]}), append(rules, r)
		}
	}
	return rules
}

// variant builds the measurer for arguments.
func (f *design) variant(a transform.Args, rules []transform.Rule) (*variant, error) {
	m, err := f.build(a)
	if err != nil {
		return nil, err
	}
	v := &variant{measurer: m}
	for _, r := range rules {
		v.bars = append(v.bars, r.Bar(a))
	}
	return v, nil
}

// takeRows gives h the variants of `by`.
func (f *design) takeRows(h *heuristic, a transform.Args, rules []transform.Rule) error {
	table := a.Table("by")
	if table.Column == "" {
		return nil
	}
	h.by = a.Slot(table.Column)
	for _, row := range table.Rows {
		v, err := f.variant(a.With(row.Value), rules)
		if err != nil {
			return transform.InRow(row.Name, err)
		}
		h.rows[row.Name] = v
	}
	return nil
}

// Looks implements transform.Looker.
func (h *heuristic) Looks() {}

// Map implements transform.Mapper.
func (h *heuristic) Map(_ context.Context, d *schema.Doc) error {
	m := sheets.Get().(*sheet)
	defer m.done()
	m.clear(len(h.metrics))
	use := h.variantOf(d)
	view := text.Look(d, h.on)
	use.measure(view, m)
	for i, to := range h.metrics {
		if to.slot >= 0 {
			d.Set(to.slot, to.valueOf(m.values[i]))
		}
	}
	if h.redact {
		return h.cut(d, view, m, use)
	}
	h.judge(d, m, use)
	return nil
}

func (h *heuristic) variantOf(d *schema.Doc) *variant {
	if h.by >= 0 {
		if v, ok := h.rows[d.Str(h.by)]; ok && !d.Values[h.by].IsNull() {
			return v
		}
	}
	return h.usual
}

// valueOf is what the ledger holds of a metric.
func (to measured) valueOf(v float64) schema.Value {
	if to.whole && !math.IsNaN(v) {
		return schema.Int64Value(int64(v))
	}
	return schema.FloatValue(v) // null where unset
}

// judge holds the metrics against the thresholds.
func (h *heuristic) judge(d *schema.Doc, m *sheet, use *variant) {
	var failed []schema.Value
	for i := range h.rules {
		r, bar := &h.rules[i], &use.bars[i]
		value := m.values[r.metric]
		if !bar.Stops(value) {
			continue
		}
		if h.label < 0 {
			d.Drop(schema.Reject{Rule: r.name, Value: value, Threshold: bar.Limit, HasValue: true, Detail: m.causes[r.metric].String()})
			return
		}
		failed = append(failed, r.value)
	}
	if h.label >= 0 {
		d.Set(h.label, schema.ListValue(failed))
	}
}
