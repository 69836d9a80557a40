// Package sample chooses how many documents of a set, or of each part of it, stand in a release.
package sample

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

var keyParam = transform.Param{Name: "key", Type: transform.ParamString,
	Doc: "What stays or goes together: `content` (equal texts), `cluster` (near-duplicates), `id`, `url-host` or the name of a column. Without one each document goes by itself."}

// orderDoc says how documents are ordered, for the Doc of each step.
const orderDoc = `Documents are taken in the order of the first 128 bits, big-endian, of

    sha256("tamis/sample" 0x00, seed as 8 bytes big-endian, key)

and of equal ones in source order. The key is a byte for its kind and the first 16 bytes of the SHA-256 of the original, or with ` + "`key`" + ` what
the parameter names, where a document without a value is taken by its content. So neither the order of the inputs nor the
number of workers decides, and a change of one document moves no other one by more than it takes or gives of room.`

// order puts documents into the order in which they are taken.
type order struct {
	group transform.Group
	whole bool // what has one key stays or goes together
	head  []byte
}

func newOrder(a transform.Args) (order, error) {
	by := a.String("key")
	o := order{whole: by != "", head: binary.BigEndian.AppendUint64([]byte("tamis/sample\x00"), a.Seed)}
	if by == "" {
		by = "content"
	}
	var err error
	o.group, err = transform.NewGroup("key", by, a)
	return o, err
}

func (o order) rank(d *schema.Doc) transform.Rank {
	var room [128]byte
	sum := sha256.Sum256(append(append(room[:0], o.head...), o.group.Key(d)...))
	return transform.Rank(sum[:16])
}

// classes tells documents apart by the value of a column; all are of one class without.
type classes struct{ slot int }

func newClasses(a transform.Args, param string) (classes, error) {
	if !a.Has(param) {
		return classes{-1}, nil
	}
	if c, ok := a.Column(a.String(param)); ok && !transform.Scalar(c.Type) {
		return classes{}, fmt.Errorf("%s %s: a %s makes no classes", param, c.Name, c.Type)
	}
	return classes{a.Slot(a.String(param))}, nil
}

// key is the class of a document. The last bit is set, so that the key zero is free for what a step wants to know before.
func (c classes) key(d *schema.Doc) transform.Key {
	if c.slot < 0 {
		return transform.Key{Lo: 1}
	}
	return classKey(d.Values[c.slot])
}

func classKey(v schema.Value) transform.Key {
	var room [96]byte
	sum := sha256.Sum256(transform.AppendValue(room[:0], v))
	return transform.Key{Hi: binary.BigEndian.Uint64(sum[:8]), Lo: binary.BigEndian.Uint64(sum[8:16]) | 1}
}

// perClass is a number of a parameter for each class that it names.
func perClass(a transform.Args, param, by string) (map[transform.Key]transform.Pair[int64], error) {
	numbers := a.Ratios(param)
	if len(numbers) == 0 {
		return nil, nil
	}
	if c, ok := a.Column(a.String(by)); ok && c.Type.Kind != schema.String {
		return nil, fmt.Errorf("%s: classes are named by a string, and %s is %s", param, c.Name, c.Type)
	}
	out := map[transform.Key]transform.Pair[int64]{}
	for _, n := range numbers {
		out[classKey(schema.StringValue(n.Name))] = transform.Pair[int64]{Name: n.Name, Value: int64(n.Value)}
	}
	return out, nil
}

// checkPerClass holds numbers by class to their form.
func checkPerClass(a transform.Args, param string) []transform.Fault {
	if !a.Has(param) {
		return nil
	}
	var faults []transform.Fault
	if !a.Has("by") {
		faults = append(faults, transform.Fault{Param: param, Message: "no column tells the classes apart", Hint: "by: language"})
	}
	for _, n := range a.Ratios(param) {
		if n.Value != math.Trunc(n.Value) {
			faults = append(faults, transform.Fault{Param: param + "." + n.Name, Message: fmt.Sprintf("%v is no whole number", n.Value)})
		}
	}
	return faults
}

// readsKey names the columns that a step reads beside those that its parameters hold.
func readsKey(a transform.Args) []string { return transform.GroupReads(a.String("key")) }

// measure says how much a document counts.
type measure struct {
	slot  int // of a column of counts, where column
	words bool
}

// documents counts each document as one.
var documents = measure{slot: -1}

// newMeasure takes the column of counts that a parameter names, words of the text without.
func newMeasure(a transform.Args, param string) (measure, error) {
	if !a.Has(param) {
		return measure{slot: -1, words: true}, nil
	}
	if c, ok := a.Column(a.String(param)); ok && c.Type.Kind != schema.Int32 && c.Type.Kind != schema.Int64 {
		return measure{}, fmt.Errorf("%s %s: a count is a whole number, not %s", param, c.Name, c.Type)
	}
	return measure{slot: a.Slot(a.String(param))}, nil
}

// of returns what d counts; false where its column holds no count.
func (m measure) of(d *schema.Doc) (int64, bool) {
	switch {
	case m.slot >= 0:
		v := d.Values[m.slot]
		return v.Int(), !v.IsNull() && v.Int() >= 0
	case m.words:
		return int64(text.CountWords(d.Text())), true
	}
	return 1, true
}

// countless drops a document that its column has no count for.
func (m measure) countless(d *schema.Doc) bool {
	if m.slot < 0 {
		return false
	}
	if _, ok := m.of(d); ok {
		return false
	}
	d.Drop(schema.Reject{Rule: "no-count"})
	return true
}

// plus adds counts, which a column may hold of any size.
func plus(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}
