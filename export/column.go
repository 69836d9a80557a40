package export

import (
	"encoding/binary"
	"fmt"

	"github.com/tamis-data/tamis/schema"
)

// maxCell is the greatest number of bytes one string may have: lengths inside a page are int32.
const maxCell = 1<<31 - 1 - 1<<20

// column holds the values of one column of a row group under construction. It copies what it is
// given, so that documents can be freed, and keeps strings the way Parquet's PLAIN encoding writes
// them (four bytes of length before each), so that a page of text is a slice of it.
type column struct {
	name string
	typ  schema.Type
	n    int      // values, nulls included
	null []bool   // by value; nil where the type allows none
	nums []uint64 // Bool, Int32, Int64, Time as two's complement, Float as its bits; 0 for null
	text []byte   // String: length and bytes of each value that is not null
	ends []uint32 // String: end of value i in text; a null has no bytes, "" has four
	sums []byte   // String, only where hashes: sha256 of value i, where known says so
	know []bool
	lens []uint32  // List: elements of value i, 0 for null
	gone []bool    // List of structs that may be null: by element
	kids []*column // List: one column for scalar elements, else one for each member
}

// newColumn returns an empty column; hashes makes it keep the digests that addText is given.
func newColumn(name string, t schema.Type, hashes bool) *column {
	c := &column{name: name, typ: t}
	if hashes {
		c.sums, c.know = []byte{}, []bool{}
	}
	if t.Kind != schema.List {
		return c
	}
	if t.Elem.Kind != schema.Struct {
		c.kids = []*column{newColumn("element", *t.Elem, false)}
		return c
	}
	for _, f := range t.Elem.Fields {
		c.kids = append(c.kids, newColumn(f.Name, f.Type, false))
	}
	return c
}

// checkColumn says whether a column's type is one that every reader loads (DESIGN.md §5).
func checkColumn(c schema.Column) error {
	t := c.Type
	if t.Kind == schema.List && t.Elem != nil {
		t = *t.Elem
		if t.Kind == schema.Struct && len(t.Fields) > 0 {
			for _, f := range t.Fields {
				if !isScalar(f.Type.Kind) {
					return fmt.Errorf("column %s: type %s is nested too deeply", c.Name, c.Type)
				}
			}
			return nil
		}
	}
	if !isScalar(t.Kind) {
		return fmt.Errorf("column %s: type %s can't be written", c.Name, c.Type)
	}
	return nil
}

func isScalar(k schema.Kind) bool { return k >= schema.Bool && k <= schema.Time }

// add appends a value and returns what it counts in the measure of DESIGN.md §5: the bytes of a
// string, 8 for another scalar; a list counts 8 for each scalar in it and the bytes of its strings.
func (c *column) add(v *schema.Value) (int64, error) {
	switch {
	case v.IsNull():
		return c.addNull()
	case v.Kind() != c.typ.Kind:
		return 0, fmt.Errorf("column %s is %s, got %s", c.name, c.typ, v.Kind())
	case v.Kind() == schema.String:
		return c.addText(v.Str(), nil)
	case v.Kind() == schema.List:
		return c.addList(v.List())
	}
	c.nums = append(c.nums, numOf(*v))
	c.count(false)
	return 8, nil
}

// numOf returns the 64 bits that stand for a scalar other than a string.
func numOf(v schema.Value) uint64 {
	switch v.Kind() {
	case schema.Bool:
		if v.Bool() {
			return 1
		}
		return 0
	case schema.Float:
		return floatBits(v.Float())
	}
	return uint64(v.Int())
}

func (c *column) count(null bool) {
	c.n++
	if c.typ.Nullable {
		c.null = append(c.null, null)
	}
}

func (c *column) addNull() (int64, error) {
	if !c.typ.Nullable {
		return 0, fmt.Errorf("column %s is %s, got null", c.name, c.typ)
	}
	c.count(true)
	switch c.typ.Kind {
	case schema.String:
		c.ends = append(c.ends, uint32(len(c.text)))
		c.addSum(nil)
		return 0, nil
	case schema.List:
		c.lens = append(c.lens, 0)
		return 0, nil
	}
	c.nums = append(c.nums, 0)
	return 8, nil
}

// addText appends a string; sum is its sha256 where the caller knows it.
func (c *column) addText(s string, sum *[32]byte) (int64, error) {
	if len(s) > maxCell || len(c.text)+len(s) > 2*maxCell {
		return 0, fmt.Errorf("column %s: a value of %d bytes can't be written", c.name, len(s))
	}
	if need := len(c.text) + len(s) + 4; need > cap(c.text) {
		// Doubling copies a row group's text once while it grows, append's factor of 1.25 four times.
		c.text = append(make([]byte, 0, max(need, 2*cap(c.text))), c.text...)
	}
	c.text = binary.LittleEndian.AppendUint32(c.text, uint32(len(s)))
	c.text = append(c.text, s...)
	c.ends = append(c.ends, uint32(len(c.text)))
	c.addSum(sum)
	c.count(false)
	return int64(len(s)), nil
}

func (c *column) addSum(sum *[32]byte) {
	if c.know == nil {
		return
	}
	c.know = append(c.know, sum != nil)
	if sum == nil {
		sum = new([32]byte)
	}
	c.sums = append(c.sums, sum[:]...)
}

func (c *column) addList(list []schema.Value) (int64, error) {
	c.lens = append(c.lens, uint32(len(list)))
	c.count(false)
	total := int64(0)
	for i := range list {
		b, err := c.addElement(&list[i])
		if err != nil {
			return 0, fmt.Errorf("column %s: %w", c.name, err)
		}
		total += b
	}
	return total, nil
}

func (c *column) addElement(e *schema.Value) (int64, error) {
	if c.typ.Elem.Kind != schema.Struct {
		return c.kids[0].addCounted(e)
	}
	if c.typ.Elem.Nullable {
		c.gone = append(c.gone, e.IsNull())
		if e.IsNull() {
			c.addNothing()
			return 8, nil
		}
	}
	if e.Kind() != schema.Struct || len(e.List()) != len(c.kids) {
		return 0, fmt.Errorf("element is no %s", c.typ.Elem)
	}
	total := int64(0)
	members := e.List()
	for i := range members {
		b, err := c.kids[i].addCounted(&members[i])
		if err != nil {
			return 0, err
		}
		total += b
	}
	return total, nil
}

// addCounted adds a scalar of a list, which counts 8 and the bytes of a string.
func (c *column) addCounted(v *schema.Value) (int64, error) {
	b, err := c.add(v)
	if c.typ.Kind == schema.String {
		b += 8
	}
	return b, err
}

// addNothing keeps the members of a null struct in step; what they hold is never read.
func (c *column) addNothing() {
	for _, k := range c.kids {
		k.n++
		if k.typ.Nullable {
			k.null = append(k.null, true)
		}
		if k.typ.Kind == schema.String {
			k.ends = append(k.ends, uint32(len(k.text)))
			continue
		}
		k.nums = append(k.nums, 0)
	}
}

// isNull says whether value i is null.
func (c *column) isNull(i int) bool { return c.null != nil && c.null[i] }

// str returns string i, "" for null; it points into the column.
func (c *column) str(i int) []byte {
	start := c.start(i)
	if c.ends[i] == start {
		return nil
	}
	return c.text[start+4 : c.ends[i]]
}

// start returns where value i begins in text.
func (c *column) start(i int) uint32 {
	if i == 0 {
		return 0
	}
	return c.ends[i-1]
}

// memory returns the bytes that the column holds, roughly.
func (c *column) memory() int64 {
	n := len(c.null) + 8*len(c.nums) + len(c.text) + 4*len(c.ends) + len(c.sums) + len(c.know) + 4*len(c.lens) + len(c.gone)
	total := int64(n)
	for _, k := range c.kids {
		total += k.memory()
	}
	return total
}

// reset empties the column and keeps its memory.
func (c *column) reset() {
	c.n = 0
	c.null, c.nums, c.text, c.ends = c.null[:0], c.nums[:0], c.text[:0], c.ends[:0]
	c.sums, c.know, c.lens, c.gone = c.sums[:0], c.know[:0], c.lens[:0], c.gone[:0]
	for _, k := range c.kids {
		k.reset()
	}
}
