package language

import "encoding/binary"

// lanes adds up rows, four numbers in a word of 64 bits: each has 16 of them and is 128 more than it says, so that
// none is below zero. The numbers of a row alternate between two words.
type lanes [dims / 4]uint64

// maxParts is how many rows fit lanes.
const maxParts = 65535 / 255

const fours = 0x00ff00ff00ff00ff

// addAll adds rows as the model holds them, each number 128 more than it says. The words stay in registers.
func (l *lanes) addAll(rows []*[dims]byte) {
	a, b, c, d, e, f, g, h := l[0], l[1], l[2], l[3], l[4], l[5], l[6], l[7]
	for _, row := range rows {
		x := binary.LittleEndian.Uint64(row[0:])
		a, b = a+(x&fours), b+(x>>8&fours)
		x = binary.LittleEndian.Uint64(row[8:])
		c, d = c+(x&fours), d+(x>>8&fours)
		x = binary.LittleEndian.Uint64(row[16:])
		e, f = e+(x&fours), f+(x>>8&fours)
		x = binary.LittleEndian.Uint64(row[24:])
		g, h = g+(x&fours), h+(x>>8&fours)
	}
	*l = lanes{a, b, c, d, e, f, g, h}
}

// join adds what other lanes hold.
func (l *lanes) join(other *lanes) {
	for i, x := range other {
		l[i] += x
	}
}

// into adds the true numbers of n rows to sum and empties the lanes.
func (l *lanes) into(sum *[dims]int64, n int64) {
	for i := range sum {
		word, lane := i/8*2+i%2, i%8/2
		sum[i] += int64(l[word]>>(16*lane)&0xffff) - 128*n
	}
	*l = lanes{}
}
