package threshold

import (
	"math"
	"slices"

	"github.com/tamis-data/tamis/transform"
)

// Filter is what the ledger says of one filter.
type Filter struct {
	Step       string `json:"step"`
	Transform  string `json:"transform"`
	Definition string `json:"definition,omitempty"`
	OnFail     string `json:"on_fail"`
	By         string `json:"by,omitempty"` // column by whose values thresholds differ

	Before       int64     `json:"documents_before"`   // rejected by the reader or an earlier step: not measured
	Reached      int64     `json:"documents_measured"` // all others
	Failed       int64     `json:"documents_failed"`   // by the thresholds as they are
	Unknown      int64     `json:"documents_unknown"`  // their value of By is not in the release: not judged
	Otherwise    int64     `json:"rejected_otherwise"` // for another reason than a metric
	Contradicted int64     `json:"contradicted"`       // the ledger has another decision than its metrics give
	Metrics      []*Metric `json:"metrics"`
	Rules        []*Rule   `json:"rules"`
	Turn         *Turn     `json:"turn,omitempty"`

	spec     *transform.Spec
	index    int // of the step
	was, now transform.Args
	changed  []Change
	shown    bool
	class    int // of By among the columns of classes

	wasBars, nowBars bars
	entries          []map[string]*Rule // by rule, then by value of By; "" for all others
	values           []float64          // of a document, by rule
	places           []int              // of metrics by rule
}

// bars are the rules with their thresholds: the usual ones, and by value of the column that they differ by.
type bars struct {
	usual []transform.Bar
	rows  map[string][]transform.Bar
}

func (b bars) of(v value) []transform.Bar {
	if row, ok := b.rows[v.text]; ok && !v.null {
		return row
	}
	return b.usual
}

// Rule is a rule with one threshold and what it does.
type Rule struct {
	Name      string            `json:"rule"`
	Metric    string            `json:"metric"`
	Fails     transform.Compare `json:"fails"`
	Threshold string            `json:"threshold"`       // the parameter
	Lines     bool              `json:"lines,omitempty"` // the metric counts lines that fail by the parameter
	Value     string            `json:"value,omitempty"` // of By; "" for all that have no own
	Was       *float64          `json:"is"`              // null: off
	Now       *float64          `json:"set,omitempty"`   // where it was changed and is not off
	Changed   bool              `json:"changed,omitempty"`
	Stops     int64             `json:"documents_fail"`
	First     int64             `json:"documents_fail_first"` // no rule before it stops them
	Alone     int64             `json:"documents_fail_alone"` // no other rule stops them
	StopsNow  int64             `json:"documents_would_fail,omitempty"`
	Failing   []Near            `json:"nearest_failing"`
	Passing   []Near            `json:"nearest_passing"`
	off       bool
}

// Change is a threshold that was changed for a look.
type Change struct {
	Threshold string   `json:"threshold"`
	Value     string   `json:"value,omitempty"` // of By
	Was       *float64 `json:"was"`             // null: off
	Now       *float64 `json:"now"`
}

// Turn says which decisions the changed thresholds turn, of the documents that the filter measured.
type Turn struct {
	Changes []Change `json:"changes"`
	Pass    int64    `json:"would_pass"`
	Fail    int64    `json:"would_fail"`
	OfKept  int64    `json:"would_fail_of_kept"` // those that are in the release now
	Passing []Near   `json:"nearest_would_pass"`
	Failing []Near   `json:"nearest_would_fail"`
}

// place numbers the columns of the metrics, adding them to those that are read, and prepares the rules.
func (f *Filter) place(columns *[]string) {
	f.class = -1
	at := map[string]int{}
	for _, m := range f.Metrics {
		m.place = len(*columns)
		at[m.Name] = m.place
		*columns = append(*columns, m.column)
	}
	var rules []transform.Rule
	for _, r := range f.spec.Rules {
		if p, measured := at[r.Metric]; measured && r.Of(f.Definition) {
			rules = append(rules, r)
			f.places = append(f.places, p)
		}
	}
	f.values = make([]float64, len(rules))
	f.wasBars, f.nowBars = barsOf(rules, f.was), barsOf(rules, f.now)
	f.setEntries(rules)
	for _, m := range f.Metrics {
		m.take(f)
	}
	if f.changed != nil {
		f.Turn = &Turn{Changes: f.changed, Passing: []Near{}, Failing: []Near{}}
	}
}

func barsOf(rules []transform.Rule, a transform.Args) bars {
	make1 := func(a transform.Args) (out []transform.Bar) {
		for _, r := range rules {
			out = append(out, r.Bar(a))
		}
		return out
	}
	b := bars{usual: make1(a), rows: map[string][]transform.Bar{}}
	for _, row := range a.Table("by").Rows {
		b.rows[row.Name] = make1(a.With(row.Value))
	}
	return b
}

// setEntries makes the lines of the rules: one for the usual threshold, one for each value that has its own.
func (f *Filter) setEntries(rules []transform.Rule) {
	for i, r := range rules {
		entries := map[string]*Rule{"": f.entry(r, "", f.wasBars.usual[i], f.nowBars.usual[i])}
		f.Rules = append(f.Rules, entries[""])
		for _, row := range f.now.Table("by").Rows {
			if row.Value.Has(r.Param) {
				v := value{text: row.Name}
				entries[row.Name] = f.entry(r, row.Name, f.wasBars.of(v)[i], f.nowBars.of(v)[i])
				f.Rules = append(f.Rules, entries[row.Name])
			}
		}
		f.entries = append(f.entries, entries)
	}
}

func (f *Filter) entry(r transform.Rule, value string, was, now transform.Bar) *Rule {
	e := &Rule{Name: r.Name, Metric: r.Metric, Fails: was.Fails, Threshold: r.Param, Lines: r.Lines, Value: value,
		Changed: was.Limit != now.Limit || was.Off != now.Off, off: was.Off && now.Off, Failing: []Near{}, Passing: []Near{}}
	if !was.Off {
		e.Was = &was.Limit
	}
	if e.Changed && !now.Off {
		e.Now = &now.Limit
	}
	return e
}

// entryOf is the line of a rule that counts a document.
func (f *Filter) entryOf(rule int, v value) *Rule {
	if e, ok := f.entries[rule][v.text]; ok && !v.null {
		return e
	}
	return f.entries[rule][""]
}

// reached says whether the filter measured a document.
func (f *Filter) reached(d *document) bool { return d.kept || d.at >= f.index }

// verdict is how a document stands to a filter: the first rule that it fails, -1 for none.
type verdict struct {
	fails bool
	first int
}

func (f *Filter) verdict(bars []transform.Bar) verdict {
	for i := range bars {
		if bars[i].Stops(f.values[i]) {
			return verdict{true, i}
		}
	}
	return verdict{false, -1}
}

// judge holds a document's metrics against the thresholds as they were and as they would be.
func (f *Filter) judge(d *document, near int) (was, now verdict) {
	f.Reached++
	for i, p := range f.places {
		f.values[i] = valueAt(d, p)
	}
	v := d.class.of(f.class)
	switch {
	case d.step == f.Step && !f.rejectsBy(d.rule):
		f.Otherwise++
		f.bin(d, nil)
		return verdict{true, -1}, verdict{true, -1}
	case f.By != "" && !v.known:
		f.Unknown++
		f.bin(d, nil)
		return was, now
	}
	bars, barsNow := f.wasBars.of(v), f.nowBars.of(v)
	was, now = f.verdict(bars), f.verdict(barsNow)
	f.bin(d, bars)
	f.tally(d, v, bars, barsNow, was, near)
	f.hold(d, was)
	if f.Turn != nil && was.fails != now.fails {
		f.turned(d, bars, barsNow, was, now, near)
	}
	return was, now
}

// rejectsBy says whether a rule of the ledger is one that judges a metric.
func (f *Filter) rejectsBy(rule string) bool {
	return slices.ContainsFunc(f.wasBars.usual, func(b transform.Bar) bool { return b.Rule.Name == rule })
}

// tally counts a document at the rules that it fails, and takes it where it is among the nearest.
func (f *Filter) tally(d *document, v value, bars, barsNow []transform.Bar, was verdict, near int) {
	if was.fails {
		f.Failed++
	}
	stopped, last := 0, 0
	for i := range bars {
		e := f.entryOf(i, v)
		if barsNow[i].Stops(f.values[i]) {
			e.StopsNow++
		}
		stops := bars[i].Stops(f.values[i])
		if stops {
			e.Stops++
			stopped, last = stopped+1, i
		}
		if !bars[i].Off && !math.IsNaN(f.values[i]) {
			e.take(Near{ID: d.id, Value: f.values[i], gap: math.Abs(f.values[i] - bars[i].Limit)}, stops, near)
		}
	}
	if was.fails {
		f.entryOf(was.first, v).First++
	}
	if stopped == 1 {
		f.entryOf(last, v).Alone++
	}
}

// hold compares the decision with the ledger's: what it must be, were the metrics and the column by which thresholds
// differ still those that the filter saw.
func (f *Filter) hold(d *document, was verdict) {
	if f.OnFail == onFailLabel {
		return
	}
	if told := d.step == f.Step; told != was.fails || told && f.wasBars.usual[was.first].Rule.Name != d.rule {
		f.Contradicted++
	}
}

// turned counts a decision that would be another.
func (f *Filter) turned(d *document, bars, barsNow []transform.Bar, was, now verdict, near int) {
	t := f.Turn
	if now.fails {
		t.Fail++
		if d.kept {
			t.OfKept++
		}
		t.Failing = keepNear(t.Failing, f.nearTo(d, barsNow[now.first], now.first), near)
		return
	}
	t.Pass++
	t.Passing = keepNear(t.Passing, f.nearTo(d, bars[was.first], was.first), near)
}

func (f *Filter) nearTo(d *document, b transform.Bar, rule int) Near {
	return Near{ID: d.id, Value: f.values[rule], Metric: b.Rule.Metric, gap: math.Abs(f.values[rule] - b.Limit)}
}

// finish leaves what is shown.
func (f *Filter) finish() {
	for _, m := range f.Metrics {
		m.finish()
	}
	f.Metrics = slices.DeleteFunc(f.Metrics, func(m *Metric) bool { return !m.shown })
	f.Rules = slices.DeleteFunc(f.Rules, func(r *Rule) bool {
		return r.off || !slices.ContainsFunc(f.Metrics, func(m *Metric) bool { return m.Name == r.Metric })
	})
}

// valueAt is a metric of a document, NaN where it could not be measured.
func valueAt(d *document, place int) float64 {
	v := d.row.At(place)
	if v.IsNull() {
		return math.NaN()
	}
	return v.Float()
}
