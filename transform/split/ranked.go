package split

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// ranked is a Judge that puts groups into classes one after the other, in the order of the hash of their keys.
type ranked struct {
	classes []string
	group   group
	seed    uint64
	begin   func() transform.Sitting
}

// Classes says which splits there are.
func (r *ranked) Classes() []string { return r.classes }

// Claims implements transform.Judge: the documents of a group are a run.
func (r *ranked) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	emit(r.kin(d), transform.Rank{}, nil)
}

func (r *ranked) kin(d *schema.Doc) transform.Key { return runKey(r.group.key(d), r.seed) }

// Sit implements transform.Sitter.
func (r *ranked) Sit() transform.Sitting { return r.begin() }

// Decide implements transform.Judge for a single run.
func (r *ranked) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	return r.begin().Decide(run, rule)
}

// Settle implements transform.Judge.
func (r *ranked) Settle(d *schema.Doc, vs []transform.Verdict) error {
	for _, v := range vs {
		d.Split = int(v.Num)
	}
	return nil
}

// filling puts each group where choose says, and counts.
type filling struct {
	classes []string
	want    []int64 // documents that each class is to hold; -1: whatever is left; nil: nobody says
	counts  []int64
	groups  int64
	largest int64
	choose  func(f *filling, key transform.Key, size int64) int
}

// Decide implements transform.Sitting.
func (f *filling) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	var key transform.Key
	for c := range run {
		key = c.Key
		break
	}
	class := f.choose(f, key, count(run))
	f.take(run, class)
	assign(run, class, rule)
	return nil
}

// take implements sitting.
func (f *filling) take(run iter.Seq[transform.Claim], class int) {
	size := count(run)
	f.counts[class] += size
	f.groups++
	f.largest = max(f.largest, size)
}

// lose implements sitting.
func (f *filling) lose(transform.Claim) {}

func count(run iter.Seq[transform.Claim]) (n int64) {
	for range run {
		n++
	}
	return n
}

func assign(run iter.Seq[transform.Claim], class int, rule func(transform.Claim, transform.Verdict)) {
	for c := range run {
		rule(c, transform.Verdict{Kind: transform.Class, Num: int64(class)})
	}
}

// Notes implements transform.Sitting.
func (f *filling) Notes() map[string]int64 {
	notes := map[string]int64{"groups": f.groups, "largest_group": f.largest}
	for i, name := range f.classes {
		notes["documents_"+name] = f.counts[i]
		if f.want != nil && f.want[i] > f.counts[i] {
			notes["missing_"+name] = f.want[i] - f.counts[i]
		}
	}
	return notes
}

// newSized makes split.hash with sizes.
func newSized(a transform.Args) (transform.Step, error) {
	g, err := newGroup(a)
	if err != nil {
		return nil, err
	}
	var classes []string
	var want []int64
	for _, s := range a.Map("sizes") {
		classes, want = append(classes, s.Name), append(want, sizeOf(s.Value))
	}
	begin := func() transform.Sitting {
		return &filling{classes: classes, want: want, counts: make([]int64, len(classes)), choose: firstFit}
	}
	r := &ranked{classes: classes, group: g, seed: a.Seed, begin: begin}
	return newStable(r, a, r.kin), nil
}

// rest is the size of the split that takes what is left.
const rest = "rest"

// sizeOf reads a size, -1 for the rest.
func sizeOf(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// firstFit chooses the first class with room for a whole group, else the rest.
func firstFit(f *filling, _ transform.Key, size int64) int {
	left := 0
	for i, want := range f.want {
		switch {
		case want < 0:
			left = i
		case f.counts[i]+size <= want:
			return i
		}
	}
	return left
}

func checkSizes(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	rests := 0
	for _, s := range a.Map("sizes") {
		if !splitName.MatchString(s.Name) {
			faults = append(faults, transform.Fault{Param: "sizes", Message: fmt.Sprintf("%q cannot name a split", s.Name), Hint: "loaders take letters, digits and _ alone"})
		}
		if s.Value == rest {
			rests++
		}
	}
	if rests != 1 {
		faults = append(faults, transform.Fault{Param: "sizes", Message: "one split must take the rest, and one alone", Hint: "{test: 1000, train: rest}"})
	}
	return faults
}
