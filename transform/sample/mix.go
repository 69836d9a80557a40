package sample

import (
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// What becomes of documents whose class has no weight.
const (
	unnamedFail   = "fail"
	unnamedReject = "reject"
)

// countDocuments and countWords are the values of `count` that are no columns.
const (
	countDocuments = "documents"
	countWords     = "words"
)

// parts makes whole billionths of weights.
func parts(weights []transform.Pair[float64]) (out []uint64, all uint64) {
	for _, w := range weights {
		out = append(out, uint64(math.Round(w.Value*1e9)))
		all += out[len(out)-1]
	}
	return out, all
}

// mostWeight bounds a weight, so that the sum of all in billionths has room in 64 bits.
const (
	mostWeight  = 1e6
	mostWeights = 4096
)

func checkMix(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	fault := func(param, hint, format string, args ...any) {
		faults = append(faults, transform.Fault{Param: param, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	weights := a.Ratios("weights")
	some := false
	for _, w := range weights {
		some = some || w.Value > 0
		if at := "weights." + w.Name; w.Value > 0 && w.Value < 1e-9 || w.Value > mostWeight {
			fault(at, "only how weights stand to each other counts", "the weight of %s is %v, not 0 or from 1e-9 to 1e6", w.Name, w.Value)
		}
	}
	switch {
	case len(weights) > mostWeights:
		fault("weights", "", "more than %d weights", mostWeights)
	case !some:
		fault("weights", "", "all weights are 0: nothing would stay")
	}
	if a.String("by") == "source" && a.Sources != nil {
		checkSources(a, fault)
	}
	for _, split := range a.Strings("only") {
		if !slices.Contains(a.Splits, split) {
			fault("only", "the step stands behind the one that splits, and names splits of that", "no step before this one makes a split %s", split)
		}
	}
	return faults
}

// checkSources holds weights against the recipe's sources: what a typing error leaves out is seen before the run.
func checkSources(a transform.Args, fault func(param, hint, format string, args ...any)) {
	var named []string
	for _, w := range a.Ratios("weights") {
		if named = append(named, w.Name); !slices.Contains(a.Sources, w.Name) {
			fault("weights."+w.Name, "the sources are "+strings.Join(a.Sources, ", "), "no source is named %s", w.Name)
		}
	}
	for _, s := range a.Sources {
		if !slices.Contains(named, s) && a.String("unnamed") == unnamedFail {
			fault("weights", "give it one, 0 to leave its documents out, or write unnamed: reject", "source %s has no weight", s)
		}
	}
}

// mix is sample.mix with its arguments.
type mix struct {
	order
	classes
	measure
	names   []string
	number  map[transform.Key]int // of a class among the names
	parts   []uint64
	all     uint64
	total   int64 // 0: as much as there is
	times   int64 // how often a document may stand in the release
	unnamed string
	only    map[int]bool // splits; nil for all documents
	copy    int          // slot of the number of a copy, -1 where none are made
}

func newMix(a transform.Args) (transform.Step, error) {
	m := &mix{number: map[transform.Key]int{}, times: a.Int("upsample"), unnamed: a.String("unnamed"), copy: -1}
	var err error
	if m.order, err = newOrder(a); err != nil {
		return nil, err
	}
	by := a.String("by")
	if c, ok := a.Column(by); ok && c.Type.Kind != schema.String {
		return nil, fmt.Errorf("by %s: classes are named by a string, and it is %s", by, c.Type)
	}
	m.classes = classes{a.Slot(by)}
	if m.measure, err = mixMeasure(a); err != nil {
		return nil, err
	}
	for i, w := range a.Ratios("weights") {
		m.names = append(m.names, w.Name)
		m.number[classKey(schema.StringValue(w.Name))] = i
	}
	m.parts, m.all = parts(a.Ratios("weights"))
	if a.Has("total") {
		m.total = a.Int("total")
	}
	if a.Has("only") {
		m.only = map[int]bool{}
		for _, split := range a.Strings("only") {
			m.only[slices.Index(a.Splits, split)] = true
		}
	}
	if m.times > 1 {
		m.copy = a.Slot(schema.CopyColumn)
	}
	return m, nil
}

// mixMeasure counts documents, words or what a column says.
func mixMeasure(a transform.Args) (measure, error) {
	switch count := a.String("count"); count {
	case countDocuments:
		return documents, nil
	case countWords:
		return measure{slot: -1, words: true}, nil
	default:
		if a.Slot(count) < 0 {
			return measure{}, fmt.Errorf("count: no column is named %q", count)
		}
		return newMeasure(a, "count")
	}
}

// beside says that a document stands in a split that is not mixed.
func (m *mix) beside(d *schema.Doc) bool { return m.only != nil && !m.only[d.Split] }

// Claims implements transform.Judge: one with the key zero, by which classes are counted, and one with the others of
// its class, in the order in which documents are taken.
func (m *mix) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	n, ok := m.of(d)
	if !ok || m.beside(d) {
		return
	}
	var note [8]byte
	binary.BigEndian.PutUint64(note[:], uint64(n))
	key := m.key(d)
	var class transform.Rank
	binary.BigEndian.PutUint64(class[:], key.Hi)
	binary.BigEndian.PutUint64(class[8:], key.Lo)
	emit(transform.Key{}, class, note[:])
	if _, named := m.number[key]; named {
		emit(key, m.rank(d), note[:])
	}
}

// Settle implements transform.Judge.
func (m *mix) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if m.copy >= 0 {
		d.Set(m.copy, schema.Int32Value(1))
	}
	if m.beside(d) || m.countless(d) {
		return nil
	}
	if _, named := m.number[m.key(d)]; !named {
		d.Drop(schema.Reject{Rule: "no-weight"})
		return nil
	}
	for _, v := range vs {
		if v.Kind == transform.Reject {
			d.Drop(schema.Reject{Rule: "mix"})
		} else {
			d.Copies = v.Num
		}
	}
	return nil
}

// Decide implements transform.Judge for a single run.
func (m *mix) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return m.Sit().Decide(run, rule)
}

// Sit implements transform.Sitter.
func (m *mix) Sit() transform.Sitting {
	n := len(m.names)
	return &mixing{mix: m, documents: make([]int64, n), holds: make([]int64, n), asked: make([]int64, n), got: make([]int64, n), kept: make([]int64, n)}
}

// mixing decides about one set. All is by class but for what has no weight.
type mixing struct {
	*mix
	documents, holds   []int64 // what there is, in documents and as it is counted
	asked, got, kept   []int64 // as it is counted, copies included; documents
	unweighed, copies  int64
	possible, mostTook int64 // the greatest total; how often a document stands in the release at most
}

// Decide implements transform.Sitting. The run that counts the classes comes first.
func (m *mixing) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	for c := range run {
		if c.Key == (transform.Key{}) {
			m.count(run)
			return nil
		}
		m.take(m.number[c.Key], run, rule)
		break
	}
	return nil
}

// count adds the classes up and shares the total out.
func (m *mixing) count(run iter.Seq[transform.Claim]) {
	for c := range run {
		key := transform.Key{Hi: binary.BigEndian.Uint64(c.Rank[:8]), Lo: binary.BigEndian.Uint64(c.Rank[8:])}
		i, named := m.number[key]
		if !named {
			m.unweighed++
			continue
		}
		m.documents[i]++
		m.holds[i] = plus(m.holds[i], countOf(c))
	}
	m.possible = math.MaxInt64
	for i, p := range m.parts {
		if p > 0 {
			m.possible = min(m.possible, m.allows(i))
		}
	}
	if m.asked = transform.Apportion(m.total, m.parts, m.all); m.total == 0 || m.beyond() >= 0 { // Lacks says so
		m.asked = transform.Apportion(m.possible, m.parts, m.all)
	}
}

// beyond finds a class of which the recipe's total asks more than it gives, -1 where there is none.
func (m *mixing) beyond() int {
	for i, asked := range transform.Apportion(m.total, m.parts, m.all) {
		if asked > m.gives(i) {
			return i
		}
	}
	return -1
}

// allows is the greatest total of which the share of class i is no more than it can give.
func (m *mixing) allows(i int) int64 {
	hi, lo := bits.Mul64(uint64(m.gives(i)), m.all)
	if hi >= m.parts[i] {
		return math.MaxInt64
	}
	n, _ := bits.Div64(hi, lo, m.parts[i])
	return int64(min(n, math.MaxInt64))
}

// gives is what a class holds, as often as it may be repeated.
func (m *mixing) gives(i int) int64 {
	hi, lo := bits.Mul64(uint64(m.holds[i]), uint64(m.times))
	if hi > 0 || lo > math.MaxInt64 {
		return math.MaxInt64
	}
	return int64(lo)
}

// take gives each document of class i its number of rows: as often as all of the class fits what is asked of it, and
// once more for what then comes first.
func (m *mixing) take(i int, run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) {
	full, rest := int64(0), m.asked[i]
	if m.holds[i] > 0 {
		full, rest = m.asked[i]/m.holds[i], m.asked[i]%m.holds[i]
	}
	f := firstOf(run, m.whole, rest)
	n := int64(0)
	for c := range run {
		rows := full
		if n++; n <= f.documents && (rest > 0 || full == 0) {
			rows++
		}
		m.give(i, c, rows, rule)
	}
}

func (m *mixing) give(i int, c transform.Claim, rows int64, rule func(transform.Claim, transform.Verdict)) {
	if m.parts[i] == 0 {
		rows = 0
	}
	m.mostTook = max(m.mostTook, rows)
	if rows == 0 {
		rule(c, transform.Verdict{Kind: transform.Reject})
		return
	}
	m.kept[i]++
	m.got[i] += rows * countOf(c)
	if m.copies += rows - 1; rows > 1 {
		rule(c, transform.Verdict{Kind: transform.Class, Num: rows - 1})
	}
}

// Lacks implements transform.Requiring.
func (m *mixing) Lacks() error {
	if m.unweighed > 0 && m.unnamed == unnamedFail {
		return fmt.Errorf("%d documents are of a class without a weight; give it one, or write unnamed: reject", m.unweighed)
	}
	for i, name := range m.names {
		if m.parts[i] > 0 && m.holds[i] == 0 {
			return fmt.Errorf("nothing is there of class %s, which has a weight; give it the weight 0 or leave it out", name)
		}
	}
	if i := m.beyond(); i >= 0 {
		return fmt.Errorf("class %s gives %d with upsample: %d, and a total of %d asks more; these weights allow a total of %d", m.names[i], m.gives(i), m.times, m.total, m.possible)
	}
	return nil
}

// Notes implements transform.Sitting.
func (m *mixing) Notes() map[string]int64 {
	notes := map[string]int64{"copies": m.copies, "most_rows": m.mostTook}
	for i, name := range m.names {
		notes["asked_"+name], notes["got_"+name], notes["documents_"+name] = m.asked[i], m.got[i], m.kept[i]
		notes["asked"] += m.asked[i]
		notes["got"] += m.got[i]
	}
	return notes
}
