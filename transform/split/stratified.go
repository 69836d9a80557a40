package split

import (
	"crypto/sha256"
	"fmt"
	"iter"
	"math/big"
	"math/bits"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Stratified is the transform split.stratified.
var Stratified = transform.Spec{
	Name:    "split.stratified",
	Summary: "Puts documents into splits whose shares hold within each class of a column; what belongs together stays together",
	Doc: `First each class (value of the column; null is one) gets its numbers: a split's is its share of the class, rounded down, and what is then
left goes, one document each, to the splits with the greatest remainders, of equal ones to the first. Then groups, which are what ` + "`by`" + `
says belongs together, are taken in the order of the hash of their key, the number h of split.hash and as many bits again. Each goes whole
into the split that has room for all of its documents, class by class; of several into the one with the greatest part of its numbers for
these classes still open; where none has room, into the one that it overfills least. All arithmetic is in whole numbers.

So where every group is one document each class is split to the document: a split's number and its share differ by less than 1. Where groups
are larger and each lies in one class they differ by less than the largest group has documents. Where groups hold several classes there is no such
bound; the greatest deviation is measured in any case.

A class with fewer than ` + "`min_class`" + ` documents is too small for every split to get one: ` + "`tiny: pool`" + ` (the default) takes all such
classes for one, so that the shares hold over them together; the name of a split puts them there, unless their group has documents of other
classes; ` + "`reject`" + ` rejects them by rule ` + "`tiny-class`" + `.

The manifest's notes hold what each split got (` + "`documents_…`" + `, and ` + "`share_ppm_…`" + ` in millionths), the classes, tiny ones and largest group, and the
greatest deviation from a share over all classes and splits, in millionths of the class and in documents, rounded up. Which documents are in a
split depends on the whole set: when others come or go, some may move.

` + previousShort,
	Params: []transform.Param{
		{Name: "column", Type: transform.ParamColumn, Required: true, Doc: "Column whose values are the classes; at most 65,536 of them."},
		{Name: "ratios", Type: transform.ParamRatios, Required: true, Doc: "Names of the splits with their shares, which sum to 1."},
		byParam,
		{Name: "min_class", Type: transform.ParamInt, Min: transform.Bound(0), Doc: "Classes with fewer documents are tiny. Default: 1 ÷ the smallest share, rounded up, so that every split gets one of any other."},
		{Name: "tiny", Type: transform.ParamString, Default: tinyPool, Doc: "What becomes of tiny classes: `pool`, `reject`, or the name of a split."},
		previousParam,
	},
	Reads: readsGroup,
	Check: checked(func(a transform.Args) []transform.Fault {
		return append(checkRatios(a), checkElse(a, "tiny", ratioNames(a), tinyPool)...)
	}),
	Classes: ratioNames,
	Rejects: true,
	Version: 1,
	New:     newStratified,
	Examples: []transform.Example{
		{Note: "Half of each language.", Args: "{column: lang, ratios: {train: 0.5, test: 0.5}}", Docs: []string{"a", "b", "c", "d", "e", "f"},
			Given: []string{"lang=en", "lang=en", "lang=en", "lang=en", "lang=de", "lang=de"}, Rows: []string{"lang=en split=test", "lang=en split=train", "lang=en split=test", "lang=en split=train", "lang=de split=train", "lang=de split=test"}},
		{Note: "Classes of one document are split as one class.", Args: "{column: lang, ratios: {train: 0.5, test: 0.5}}", Docs: []string{"a", "b", "c", "d"},
			Given: []string{"lang=en", "lang=de", "lang=fr", "lang=null"}, Rows: []string{"lang=en split=test", "lang=de split=train", "lang=fr split=test", "lang=null split=train"}},
		{Note: "Authors stay together; classes too small for a test go to train.", Args: "{column: lang, ratios: {train: 0.5, test: 0.5}, by: author, tiny: train}",
			Docs: []string{"a", "b", "c", "d", "e"}, Given: []string{"lang=en author=Ada", "lang=en author=Ada", "lang=en author=Bo", "lang=en author=Cy", "lang=de author=Dan"}, Rows: []string{"lang=en author=Ada split=test", "lang=en author=Ada split=test", "lang=en author=Bo split=train", "lang=en author=Cy split=train", "lang=de author=Dan split=train"}},
	},
}

func ratioNames(a transform.Args) []string {
	names, _ := shares(a.Ratios("ratios"))
	return names
}

// tinyPool takes all tiny classes for one.
const tinyPool = "pool"

// mostClasses bounds what is held in memory; a column with more values is no class.
const mostClasses = 1 << 16

// stratified is split.stratified with its arguments.
type stratified struct {
	classes []string // the splits
	parts   []uint64
	all     uint64 // sum of the parts
	slot    int
	group   group
	seed    uint64
	min     int64
	tiny    otherwise
}

func newStratified(a transform.Args) (transform.Step, error) {
	g, err := newGroup(a)
	if err != nil {
		return nil, err
	}
	s := &stratified{slot: a.Slot(a.String("column")), group: g, seed: a.Seed}
	s.classes, s.parts = shares(a.Ratios("ratios"))
	least := s.parts[0]
	for _, p := range s.parts {
		s.all += p
		least = min(least, p)
	}
	if s.min = int64((s.all + max(least, 1) - 1) / max(least, 1)); a.Has("min_class") {
		s.min = a.Int("min_class")
	}
	s.tiny = newOtherwise(a, "tiny", s.classes, "tiny-class", "")
	return newStable(s, a, s.kin), nil
}

func (s *stratified) kin(d *schema.Doc) transform.Key { return runKey(s.group.key(d), s.seed) }

// Classes says which splits there are.
func (s *stratified) Classes() []string { return s.classes }

// stratum names a class of documents.
type stratum [16]byte

// pool is the class of all tiny ones.
var pool stratum

// Claims implements transform.Judge: one with the key zero, by which classes are counted, and one with the others of
// its group.
func (s *stratified) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	sum := sha256.Sum256(transform.AppendValue(nil, d.Values[s.slot]))
	emit(transform.Key{}, transform.Rank(sum[:16]), nil)
	emit(s.kin(d), transform.Rank{}, sum[:16])
}

// Decide implements transform.Judge for a single run.
func (s *stratified) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return s.Sit().Decide(run, rule)
}

// Sit implements transform.Sitter.
func (s *stratified) Sit() transform.Sitting {
	return &strata{stratified: s, tables: map[stratum]*quotas{}, gone: map[stratum]int64{}}
}

// Settle implements transform.Judge.
func (s *stratified) Settle(d *schema.Doc, vs []transform.Verdict) error {
	for _, v := range vs {
		if v.Kind == transform.Reject {
			return s.tiny.settle(d)
		}
		d.Split = int(v.Num)
	}
	return nil
}

// quotas are the numbers of one class: how many documents each split is to get, and got.
type quotas struct {
	n         int64
	want, got []int64
}

// strata decides about one set.
type strata struct {
	*stratified
	tables                           map[stratum]*quotas // tiny classes stand as nil
	gone                             map[stratum]int64   // documents that contact takes, at most mostClasses of them
	tinies, groups, largest, dropped int64
}

// Decide implements transform.Sitting. The run that counts the classes comes first.
func (s *strata) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	for c := range run {
		if c.Key == (transform.Key{}) {
			return s.countClasses(run)
		}
		break
	}
	size, _ := s.sizes(run)
	split := s.choose(size)
	s.take(run, split)
	s.ruleAll(run, split, rule)
	return nil
}

// sizes counts the documents of a group, of each class and in all.
func (s *strata) sizes(run iter.Seq[transform.Claim]) (size map[stratum]int64, members int64) {
	size = map[stratum]int64{}
	for c := range run {
		members++
		if name, counted := s.nameOf(c); counted {
			size[name]++
		}
	}
	return size, members
}

// take implements sitting.
func (s *strata) take(run iter.Seq[transform.Claim], class int) {
	size, members := s.sizes(run)
	s.groups++
	s.largest = max(s.largest, members)
	for name, n := range size {
		s.tables[name].got[class] += n
	}
}

// lose implements sitting. Beyond the most classes there can be the run stops in any case.
func (s *strata) lose(c transform.Claim) {
	if name := stratum(c.Note); s.gone[name] > 0 || len(s.gone) < mostClasses {
		s.gone[name]++
	}
}

func (s *strata) ruleAll(run iter.Seq[transform.Claim], split int, rule func(transform.Claim, transform.Verdict)) {
	for c := range run {
		v := transform.Verdict{Kind: transform.Class, Num: int64(split)}
		if _, counted := s.nameOf(c); !counted && s.tiny.what == missingReject {
			v.Kind = transform.Reject
			s.dropped++
		}
		rule(c, v)
	}
}

// nameOf returns the class that a document counts in; false for a tiny one that counts in none.
func (s *strata) nameOf(c transform.Claim) (stratum, bool) {
	name := stratum(c.Note)
	if s.tables[name] != nil {
		return name, true
	}
	return pool, s.tiny.what == tinyPool
}

// countClasses makes the numbers of each class. Claims come class by class.
func (s *strata) countClasses(run iter.Seq[transform.Claim]) error {
	var last stratum
	n, pooled := int64(0), int64(0)
	end := func() {
		n -= s.gone[last]
		switch {
		case n == 0:
		case n < s.min:
			s.tables[last] = nil
			s.tinies++
			pooled += n
		default:
			s.tables[last] = s.apportion(n)
		}
	}
	for c := range run {
		if name := stratum(c.Rank); n == 0 || name != last {
			if end(); len(s.tables) >= mostClasses {
				return fmt.Errorf("the column has more than %d values: that many are no classes", mostClasses)
			}
			last, n = name, 0
		}
		n++
	}
	if end(); pooled > 0 && s.tiny.what == tinyPool {
		s.tables[pool] = s.apportion(pooled)
	}
	return nil
}

// apportion shares n documents out by largest remainders.
func (s *stratified) apportion(n int64) *quotas {
	return &quotas{n: n, want: transform.Apportion(n, s.parts, s.all), got: make([]int64, len(s.parts))}
}

// choose finds the split for a group with so many documents of each class.
func (s *strata) choose(size map[stratum]int64) int {
	if len(size) == 0 {
		return max(s.tiny.into, 0)
	}
	best := -1
	var bestOver, bestOpen, bestWant int64
	for i := range s.classes {
		var over, open, want int64
		for name, n := range size {
			q := s.tables[name]
			left := q.want[i] - q.got[i]
			over += max(0, n-max(left, 0))
			open, want = open+max(left, 0), want+q.want[i]
		}
		if best < 0 || over < bestOver || over == bestOver && fuller(bestOpen, bestWant, open, want) {
			best, bestOver, bestOpen, bestWant = i, over, open, want
		}
	}
	return best
}

// fuller says that less of a is open than of b.
func fuller(openA, wantA, openB, wantB int64) bool {
	aHi, aLo := bits.Mul64(uint64(openA), uint64(wantB))
	bHi, bLo := bits.Mul64(uint64(openB), uint64(wantA))
	return aHi < bHi || aHi == bHi && aLo < bLo
}

// Notes implements transform.Sitting.
func (s *strata) Notes() map[string]int64 {
	notes := map[string]int64{"groups": s.groups, "largest_group": s.largest, "tiny_classes": s.tinies, "documents_rejected": s.dropped}
	totals, all := make([]int64, len(s.classes)), int64(0)
	for _, q := range s.tables {
		if q == nil {
			continue
		}
		notes["classes"]++
		all += q.n
		for i, got := range q.got {
			totals[i] += got
			documents, ppm := s.deviation(q.n, got, s.parts[i])
			notes["greatest_deviation_documents"] = max(notes["greatest_deviation_documents"], documents)
			notes["greatest_deviation_ppm"] = max(notes["greatest_deviation_ppm"], ppm)
		}
	}
	for i, name := range s.classes {
		notes["documents_"+name] = totals[i]
		notes["share_ppm_"+name] = totals[i] * 1_000_000 / max(all, 1)
	}
	return notes
}

// deviation is how far a number lies from its share of n, in documents and in millionths of n, rounded up.
func (s *stratified) deviation(n, got int64, part uint64) (documents, ppm int64) {
	whole := new(big.Int).SetUint64(s.all)
	off := new(big.Int).Mul(big.NewInt(got), whole)
	off.Sub(off, new(big.Int).Mul(big.NewInt(n), new(big.Int).SetUint64(part))).Abs(off)
	millionths := new(big.Int).Mul(off, big.NewInt(1_000_000))
	return divideUp(off, whole), divideUp(millionths, new(big.Int).Mul(whole, big.NewInt(n)))
}

func divideUp(a, b *big.Int) int64 {
	q, rest := new(big.Int).QuoRem(a, b, new(big.Int))
	if rest.Sign() > 0 {
		return q.Int64() + 1
	}
	return q.Int64()
}
