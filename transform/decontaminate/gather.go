package decontaminate

import (
	"math"
	"slices"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// maker makes a table of another set.
type maker struct {
	*table
	rule  rowRule
	room  int64
	words reader
	done  func(*maker) transform.Mapper
	rows  *sketch.Rows
	lines []int32 // of the words of the item at hand
	line  int32
	marks []mark // rows that go into the table, in order
	heads []mark // first words of short items

	seen, count, idBytes int // of the set: words, rows, bytes of ids
	formBytes            int
	extra                int64 // bytes that the step holds beside the table
	unlooked             int64 // items that hold no row
	full                 *fullness
}

// mark is a row that goes into the table.
type mark struct {
	hash         uint64
	place, words uint32
}

// fullness is what there was when no more went in: from then on the set is counted alone.
type fullness struct{ words, forms, formBytes, items int }

// rowRule says which rows of an item are looked for.
type rowRule struct {
	n        int  // words of a row
	least    int  // an item of fewer than n words but so many is looked for whole
	query    bool // rows of the query alone are looked for too
	overlaps bool // and those of the query and the text
	parts    bool // the query is an item by itself, beside the whole
	fewest   int  // an item of fewer words has none
}

func newMaker(room int64, rule rowRule, words reader, key sketch.Key, done func(*maker) transform.Mapper) *maker {
	t := &table{n: rule.n, forms: map[string]uint32{}}
	return &maker{table: t, rule: rule, room: room, words: words, done: done, rows: sketch.NewRows(key)}
}

// Add implements transform.Gathering.
func (m *maker) Add(d *schema.Doc, id string) error {
	before := m.count
	query := d.Str(schema.SlotTitle)
	if m.rule.parts && query != "" {
		m.addItem(d.Ord, id, query, "")
	}
	m.addItem(d.Ord, id, query, d.Text())
	if m.count == before {
		m.unlooked++
	}
	m.check()
	return nil
}

func (m *maker) addItem(ord int64, id, query, text string) {
	from := len(m.table.words)
	m.idBytes += len(id)
	m.items = append(m.items, item{from: uint32(from), ord: ord, id: id})
	m.rows.Begin()
	m.lines, m.line = m.lines[:0], 0
	if query != "" {
		m.take(query)
		if m.words.sees() {
			m.line-- // the text goes on in the last line of the query
		}
	}
	border := m.rows.Len()
	m.take(text)
	m.choose(from, border)
}

// take adds the words of a text; its lines are others than those before.
func (m *maker) take(text string) {
	first := m.line
	m.words.each(text, func(w word) {
		m.rows.Push(w.form)
		m.line = first + 1 + int32(w.line)
		m.lines = append(m.lines, m.line)
		m.seen++
		if m.full != nil {
			return
		}
		number, ok := m.forms[string(w.form)]
		if !ok {
			number = uint32(len(m.forms)) + 1
			m.forms[string(w.form)] = number
			m.formBytes += len(w.form)
		}
		m.table.words = append(m.table.words, number)
	})
	if !m.words.sees() {
		m.line = first
	}
}

// choose marks the rows of the item at hand: its words are those from a place on, those of the query up to border.
func (m *maker) choose(from, border int) {
	n, all := m.rule.n, m.rows.Len()
	if all < m.rule.fewest {
		return
	}
	for s := 0; s+n <= all; s++ {
		switch {
		case m.lines[s] != m.lines[s+n-1]:
		case s < border && s+n <= border && !m.rule.query:
		case s < border && s+n > border && !m.rule.overlaps:
		default:
			m.mark(mark{m.rows.Hash(s, s+n), uint32(from + s), uint32(n)})
		}
	}
	if least := m.rule.least; all < n && all >= least && least > 0 {
		m.mark(mark{salted(m.rows.Hash(0, all), all), uint32(from), uint32(all)})
		if m.full == nil {
			m.heads = append(m.heads, mark{m.rows.Hash(0, least), uint32(from), uint32(least)})
		}
	}
}

func (m *maker) mark(x mark) {
	if m.count++; m.full == nil {
		m.marks = append(m.marks, x)
	}
}

// check lets go of what was gathered where it grows beyond the room.
func (m *maker) check() {
	if m.full != nil || m.need(len(m.forms), m.formBytes, len(m.items)) <= m.room && m.seen < math.MaxUint32-1 {
		return
	}
	m.full = &fullness{m.seen, len(m.forms), m.formBytes, len(m.items)}
	m.forms, m.table.words, m.marks, m.heads = nil, nil, nil, nil
}

func (m *maker) need(forms, formBytes, items int) int64 {
	n := need(m.seen, m.count+len(m.heads), forms, formBytes, items, m.idBytes)
	if m.rule.parts {
		n += 12 * int64(m.seen) // to choose the rare rows
	}
	return n
}

// Done implements transform.Gathering.
func (m *maker) Done() (transform.Gathered, error) {
	if f := m.full; f != nil {
		times := float64(max(m.seen, 1)) / float64(max(f.words, 1)) // the words of the rest are taken to be as varied
		return transform.Gathered{}, &transform.RoomError{Need: m.need(int(float64(f.forms)*times), int(float64(f.formBytes)*times), len(m.items)), Room: m.room}
	}
	t := m.table
	t.slots = make([]uint64, slotsFor(len(m.marks)+len(m.heads)))
	t.rows, t.begins = newBloom(len(m.marks)), newBloom(len(m.heads))
	if len(m.heads) > 0 {
		t.least = m.rule.least
	}
	m.fill()
	mapper := m.done(m)
	m.marks = nil
	m.putHeads()
	slices.Sort(t.short)
	slices.Reverse(t.short)
	notes := map[string]int64{"items_too_short": m.unlooked, "item_ngrams": int64(len(t.grams))}
	return transform.Gathered{Mapper: mapper, Empty: len(t.grams) == 0, Bytes: t.bytes(m.formBytes, m.idBytes) + m.extra, Notes: notes}, nil
}

// fill puts all rows into the table and gives each item its different ones.
func (m *maker) fill() {
	t := m.table
	next := 0
	for i := range t.items {
		t.items[i].grams = uint32(len(t.grams))
		for end := t.end(i); next < len(m.marks) && m.marks[next].place < end; next++ {
			x := &m.marks[next]
			t.grams = append(t.grams, t.put(x.hash, x.place, int(x.words)))
			if int(x.words) == t.n {
				t.distant = true
				t.rows.add(x.hash)
			} else if !slices.Contains(t.short, int(x.words)) {
				t.short = append(t.short, int(x.words))
			}
		}
		own := t.grams[t.items[i].grams:]
		slices.Sort(own)
		t.grams = t.grams[:int(t.items[i].grams)+len(slices.Compact(own))]
	}
}

func (m *maker) putHeads() {
	for _, x := range m.heads {
		if h := headHash(x.hash); !m.table.has(h) {
			m.table.slot(h, x.place)
		}
		m.begins.add(x.hash)
	}
	m.heads = nil
}

// headHash is the hash by which the first words of short items stand in the table.
func headHash(h uint64) uint64 { return salted(h, -1) }
