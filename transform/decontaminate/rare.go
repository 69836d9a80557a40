package decontaminate

import (
	"encoding/binary"
	"slices"
)

// rare says which rows lead to an item. A document that holds a share of an item's rows holds one of its rarest, as
// long as there are more of these than may be missing (prefix filtering; Chaudhuri, Ganti, Kaushik 2006): only these
// are looked for at first.
type rare struct {
	leads []uint64 // the first place of a row, then the item that it leads to, ascending
	bloom bloom    // hashes of these rows
}

// newRare chooses the rows. What they are decides how long a search takes, and nothing else.
func newRare(m *maker, threshold float64) *rare {
	t := m.table
	holders := make([]uint32, len(t.words)) // by the first place of a row: items that have it
	for _, row := range t.grams {
		holders[row]++
	}
	r := &rare{}
	same := map[string]bool{}
	var order []uint32
	var name []byte
	for i := range t.items {
		own := t.gramsOf(i)
		if len(own) == 0 {
			continue
		}
		name = binary.LittleEndian.AppendUint32(name[:0], t.end(i)-t.items[i].from) // which the window follows from
		for _, row := range own {
			name = binary.LittleEndian.AppendUint32(name, row)
		}
		if same[string(name)] {
			continue // an item before it has the same rows and length, and is named for them
		}
		same[string(name)] = true
		order = append(order[:0], own...)
		slices.SortStableFunc(order, func(a, b uint32) int { return int(holders[a]) - int(holders[b]) })
		for _, row := range order[:len(own)-enough(len(own), threshold)+1] {
			r.leads = append(r.leads, uint64(row)<<32|uint64(i))
		}
	}
	slices.Sort(r.leads)
	r.bloom = newBloom(len(r.leads))
	for _, x := range m.marks {
		if len(r.from(x.place)) > 0 {
			r.bloom.add(x.hash)
		}
	}
	m.extra = int64(8 * (len(r.leads) + len(r.bloom)))
	return r
}

// enough is how many of some rows are a share of them.
func enough(rows int, threshold float64) int {
	n := int(threshold * float64(rows))
	for n > 1 && float64(n-1)/float64(rows) >= threshold {
		n--
	}
	for n == 0 || float64(n)/float64(rows) < threshold {
		n++
	}
	return n
}

// from are the leads of the row that stands first at a place.
func (r *rare) from(place uint32) []uint64 {
	at, _ := slices.BinarySearch(r.leads, uint64(place)<<32)
	end := at
	for end < len(r.leads) && r.leads[end]>>32 == uint64(place) {
		end++
	}
	return r.leads[at:end]
}
