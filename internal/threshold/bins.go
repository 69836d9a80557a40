package threshold

import (
	"math"
	"slices"
	"sort"

	"github.com/tamis-data/tamis/transform"
)

// Metric is how the values of a metric are spread.
type Metric struct {
	Name     string  `json:"metric"`
	Doc      string  `json:"doc"`
	Whole    bool    `json:"whole"`
	Measured int64   `json:"documents_measured"`
	Unset    int64   `json:"documents_unset"` // reached the filter and had nothing to measure, as the share of no words
	Min      float64 `json:"min"`
	Max      float64 `json:"max"`
	Bins     []Bin   `json:"bins"`

	column string
	place  int
	shown  bool
	sketch map[uint32]int64 // values by their leading bits, which are enough to choose bins by
	limits []limit
	rules  []int // of the filter's that judge by it
}

// Bin counts the values from From up to below To.
type Bin struct {
	From  *float64 `json:"from"` // null: whatever is less
	To    *float64 `json:"to"`   // null: whatever is more
	Count int64    `json:"documents"`
	Fails int64    `json:"documents_fail"` // by a rule of this metric
}

// limit is a threshold at which a bin ends, so that no bin lies on both sides of it.
type limit struct {
	at    float64
	fails transform.Compare
}

// take notes the rules and usual thresholds of a metric.
func (m *Metric) take(f *Filter) {
	m.sketch = map[uint32]int64{}
	for i := range f.wasBars.usual {
		if f.places[i] != m.place {
			continue
		}
		m.rules = append(m.rules, i)
		for _, b := range []transform.Bar{f.wasBars.usual[i], f.nowBars.usual[i]} {
			if !b.Off {
				m.limits = append(m.limits, limit{b.Limit, b.Fails})
			}
		}
	}
}

// widen takes a document into the ranges.
func (f *Filter) widen(d *document) {
	for _, m := range f.Metrics {
		v := valueAt(d, m.place)
		if math.IsNaN(v) {
			m.Unset++
			continue
		}
		if m.Measured == 0 {
			m.Min, m.Max = v, v
		}
		m.Measured++
		m.Min, m.Max = min(m.Min, v), max(m.Max, v)
		m.sketch[leading(v)]++
	}
}

// leadingBits of a float are sign, exponent and 4 bits of what follows: steps of 6 %, and 65,536 of them at most.
const leadingBits = 16

// leading maps values to numbers in their order.
func leading(v float64) uint32 {
	b := math.Float64bits(v)
	if b>>63 == 1 {
		b = ^b
	} else {
		b |= 1 << 63
	}
	return uint32(b >> (64 - leadingBits))
}

// valueOfLeading is the least value that leading maps to n.
func valueOfLeading(n uint32) float64 {
	b := uint64(n) << (64 - leadingBits)
	if b>>63 == 1 {
		return math.Float64frombits(b &^ (1 << 63))
	}
	return math.Float64frombits(^b)
}

// quantile is about the value below which a share of the values lies.
func (m *Metric) quantile(share float64) float64 {
	keys := make([]uint32, 0, len(m.sketch))
	for k := range m.sketch {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	left := int64(share * float64(m.Measured))
	for _, k := range keys {
		if left -= m.sketch[k]; left < 0 {
			return min(m.Max, max(m.Min, valueOfLeading(k)))
		}
	}
	return m.Max
}

// setBins chooses the bins of all metrics, now that their ranges are known.
func (f *Filter) setBins() {
	for _, m := range f.Metrics {
		if m.Measured == 0 {
			continue
		}
		edges := m.linear()
		if m.Whole {
			edges = m.logarithmic()
		}
		edges = m.cutAtLimits(edges)
		m.Bins = binsOf(edges)
		m.sketch = nil
	}
}

// logarithmic gives edges at 0, 1, 2, 5, 10, 20, 50 … from the last one that is not above the least value to the
// first above the greatest.
func (m *Metric) logarithmic() []float64 {
	edges := []float64{0}
	for step := 1.0; len(edges) < 64; step *= 10 {
		for _, d := range []float64{1, 2, 5} {
			edges = append(edges, d*step)
		}
	}
	first := max(0, sort.Search(len(edges), func(i int) bool { return edges[i] > m.Min })-1)
	last := sort.Search(len(edges), func(i int) bool { return edges[i] > m.Max })
	return slices.Clone(edges[first:min(last+1, len(edges))])
}

// linearBins is about how many equal bins a range is cut into.
const linearBins = 12

// linear gives edges at equal steps of 1, 2 or 5 times a power of ten over what all but 1 % of the values take up;
// the others are counted below the first edge and above the last.
func (m *Metric) linear() []float64 {
	lo, hi := m.quantile(.005), m.quantile(.995)
	if !(lo < hi) {
		lo, hi = m.Min, m.Max
	}
	if step := (hi - lo) / linearBins; !(step > 1e-300 && step < 1e300) { // also all values equal
		return []float64{lo}
	}
	unit, tens := niceStep((hi - lo) / linearBins)
	at := func(i float64) float64 { // one rounding, so that 3 × 0.1 is written 0.3
		if tens < 0 {
			return i * unit / math.Pow10(-tens)
		}
		return i * unit * math.Pow10(tens)
	}
	first, last := math.Floor(lo/at(1)), math.Floor(hi/at(1))+1
	var edges []float64
	for i := first; i <= last && len(edges) <= 4*linearBins; i++ {
		edges = append(edges, at(i))
	}
	return slices.Compact(edges)
}

// niceStep is the least of 1, 2, 5 times a power of ten that is not less than step.
func niceStep(step float64) (unit float64, tens int) {
	tens = int(math.Floor(math.Log10(step)))
	for ; ; tens++ {
		for _, unit = range []float64{1, 2, 5} {
			if unit*math.Pow(10, float64(tens)) >= step {
				return unit, tens
			}
		}
	}
}

// cutAtLimits adds an edge at each threshold within the values.
func (m *Metric) cutAtLimits(edges []float64) []float64 {
	for _, l := range m.limits {
		at := Edge(l.at, l.fails, m.Whole)
		if at > m.Max && at > edges[len(edges)-1] {
			continue
		}
		if at != l.at { // else the bin between the two would hold one value alone
			edges = slices.DeleteFunc(edges, func(e float64) bool { return e == l.at && len(edges) > 1 })
		}
		if i, found := slices.BinarySearch(edges, at); !found && (i > 0 || at > m.Min) {
			edges = slices.Insert(edges, i, at)
		}
	}
	return edges
}

// Edge is the least value on the upper side of a threshold.
func Edge(at float64, fails transform.Compare, whole bool) float64 {
	switch above := fails == transform.Above || fails == transform.AtMost; {
	case whole && above:
		return math.Floor(at) + 1
	case whole:
		return math.Ceil(at)
	case above:
		return math.Nextafter(at, math.Inf(1))
	}
	return at
}

// binsOf makes bins of edges, with one below the first and one above the last; finish drops those without a value.
func binsOf(edges []float64) []Bin {
	bins := []Bin{{To: &edges[0]}}
	for i := range edges {
		b := Bin{From: &edges[i]}
		if i+1 < len(edges) {
			b.To = &edges[i+1]
		}
		bins = append(bins, b)
	}
	return bins
}

// bin counts a document's values; by the bars it is known which of them fail.
func (f *Filter) bin(d *document, bars []transform.Bar) {
	for _, m := range f.Metrics {
		v := valueAt(d, m.place)
		if math.IsNaN(v) {
			continue
		}
		b := &m.Bins[sort.Search(len(m.Bins)-1, func(i int) bool { return v < *m.Bins[i].To })]
		b.Count++
		for _, r := range m.rules {
			if bars != nil && bars[r].Stops(v) {
				b.Fails++
				break
			}
		}
	}
}

// finish leaves out empty bins at both ends.
func (m *Metric) finish() {
	for len(m.Bins) > 1 && m.Bins[0].Count == 0 {
		m.Bins = m.Bins[1:]
	}
	for len(m.Bins) > 1 && m.Bins[len(m.Bins)-1].Count == 0 {
		m.Bins = m.Bins[:len(m.Bins)-1]
	}
}
