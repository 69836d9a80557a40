// Package phone knows the telephone numbering plans of the world: which digits are a number. The
// plans are libphonenumber's, written by gen as one minimal automaton of 100 kB that is read where
// it lies: no start-up cost, no allocation, about 20 ns a number (the library itself: 70 µs and 6
// ms at start, measured with nyaruka/phonenumbers v1.8.1). The tests hold it against the library.
package phone

import _ "embed"

//go:embed table.bin
var table string

// The layout of table.bin; gen/plan says what its parts are.
const (
	headBytes   = 4 + 2 + 3*2
	regionBytes = 4
	nodeBytes   = 10 * 2
	topWorld    = 6
	topPossible = 8
	topNational = 10
	finalBit    = 1 << 15
)

func u16(at int) int { return int(table[at]) | int(table[at+1])<<8 }

// MaxDigits is the length of the longest number, calling code included.
const MaxDigits = 20

// Valid says whether digits are a number as it stands behind a plus sign: calling code, then a
// number that its plan holds.
func Valid(digits []byte) bool { return walk(u16(topWorld), digits) }

// Possible says whether digits are a known calling code and as many digits as its plan allows.
func Possible(digits []byte) bool { return walk(u16(topPossible), digits) }

// National says whether digits are a number of one of the larger plans as it is written there with
// the national prefix 0.
func National(digits []byte) bool { return walk(u16(topNational), digits) }

// Region is the plan of a country.
type Region struct{ root int }

// FindRegion returns the plan of a country by its two letters (ISO 3166, capitals).
func FindRegion(name string) (Region, bool) {
	for i := range u16(4) {
		if at := headBytes + i*regionBytes; table[at:at+2] == name {
			return Region{u16(at + 2)}, true
		}
	}
	return Region{}, false
}

// Regions lists the names that FindRegion knows, in order.
func Regions() []string {
	var names []string
	for i := range u16(4) {
		at := headBytes + i*regionBytes
		names = append(names, table[at:at+2])
	}
	return names
}

// Valid says whether digits are a number of the region as it is dialled there, with or without the
// national prefix.
func (r Region) Valid(digits []byte) bool { return walk(r.root, digits) }

// walk says whether the automaton, from a node on, takes digits ('0' to '9').
func walk(node int, digits []byte) bool {
	nodes := headBytes + u16(4)*regionBytes
	for _, d := range digits {
		if node == 0 || d < '0' || d > '9' {
			return false
		}
		node = u16(nodes+node*nodeBytes+2*int(d-'0')) &^ finalBit
	}
	return u16(nodes+node*nodeBytes)&finalBit != 0
}
