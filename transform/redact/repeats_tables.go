package redact

import "strings"

// table is a run of rows with pipes.
type table struct {
	from, to int // units
	cells    map[uint32]bool
	heads    map[uint32]bool // words of the first row
	filled   int             // cells of the body that say something
}

// maxTables and maxCells bound what is compared with one another.
const (
	maxTables = 64
	maxCells  = 400
)

// tables marks tables of which nothing but a part is left, where another table has all their cells
// and more.
func (r *repeater) tables() {
	var all []table
	for i := 0; i < len(r.units) && len(all) < maxTables; i++ {
		if u := &r.units[i]; r.s[u.start] == '|' && u.form&formGone == 0 {
			t := r.tableAt(i)
			all, i = append(all, t), t.to-1
		}
	}
	for i := range all {
		for k := range all {
			if k != i && all[i].poorer(&all[k]) && r.units[all[k].from].form&formGone == 0 {
				for j := all[i].from; j < all[i].to; j++ {
					r.units[j].form |= formGone
				}
				break
			}
		}
	}
}

// tableAt reads the table whose first row is unit i.
func (r *repeater) tableAt(i int) table {
	t := table{from: i, to: i, cells: map[uint32]bool{}, heads: map[uint32]bool{}}
	for ; t.to < len(r.units) && t.filled < maxCells; t.to++ {
		u := &r.units[t.to]
		if r.s[u.start] != '|' || t.to > i && strings.Count(r.s[r.units[t.to-1].end:u.start], "\n") != 1 {
			break
		}
		for _, cell := range strings.Split(strings.Trim(r.s[u.start:u.end], "|"), "|") {
			t.cell(strings.TrimSpace(cell), t.to == i)
		}
	}
	return t
}

// cell adds a cell; rules are none.
func (t *table) cell(s string, head bool) {
	switch {
	case head:
		for _, w := range strings.Fields(s) {
			t.heads[foldedHash(w)] = true
		}
	case strings.Trim(s, "-:= ") != "":
		t.cells[foldedHash(s)] = true
		t.filled++
	}
}

// poorer says whether o has all cells of t, more of them, and three of five words of its head.
func (t *table) poorer(o *table) bool {
	if t.filled == 0 || t.filled >= o.filled {
		return false
	}
	for cell := range t.cells {
		if !o.cells[cell] {
			return false
		}
	}
	shared := 0
	for word := range t.heads {
		if o.heads[word] {
			shared++
		}
	}
	return shared*5 >= len(t.heads)*3
}
