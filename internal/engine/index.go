package engine

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// indexed is an entry of an index: what it holds of a kept document.
type indexed struct {
	keys   []uint64
	record []byte
}

// indexBatch makes the entries of the kept documents of a batch, of the text as it is released.
func (p *pass) indexBatch(b *batch) {
	x := p.r.Export.Index
	if x == nil {
		return
	}
	b.index = make([]indexed, len(b.docs))
	for i := range b.docs {
		if d := &b.docs[i]; d.Kept() {
			b.index[i] = indexed{x.Indexer.Keys(d, nil), x.Indexer.Record(d, nil)}
		}
	}
}

// indexParameters are those of the index that the recipe asks for, as its rows hold them.
func (b *build) indexParameters() string {
	if b.r.Export.Index == nil {
		return ""
	}
	return parametersOf(b.r.Export.Index.Indexer)
}

// parametersOf are parameters as the rows of an index hold them.
func parametersOf(x transform.Indexer) string {
	raw, err := json.Marshal(x.IndexParameters())
	if err != nil {
		panic(err) // a map of strings always encodes
	}
	return string(raw)
}

// Slots of the rows of an index.
const (
	slotPart = schema.SlotFirst + iota
	slotKeys
	slotRecord
)

// lookForIndex takes a set for an index where its first file is one.
func (s *otherSet) lookForIndex() error {
	if f := s.res.Format; f != "auto" && f != "parquet" || !strings.HasSuffix(s.files[0].Path, ".parquet") {
		return nil
	}
	parameters, ok, err := export.IndexOf(s.files[0].Path)
	if err != nil || !ok {
		return err
	}
	if len(s.res.Fields) > 0 {
		return s.wrong("leave fields out", "an index has fields of its own")
	}
	integer := schema.Type{Kind: schema.Int64}
	s.index = parameters
	s.source.Fields = map[string]string{"id": export.IndexID, "text": export.IndexParameters}
	s.source.Columns = []read.Column{{Slot: slotPart, Name: export.IndexNumber, Type: integer},
		{Slot: slotKeys, Name: export.IndexKeys, Type: schema.ListOf(integer)}, {Slot: slotRecord, Name: export.IndexRecord, Type: schema.ListOf(integer)}}
	s.layout = &schema.Layout{Columns: slices.Concat(schema.BuiltinColumns(), []schema.Column{{Name: export.IndexNumber, Type: integer},
		{Name: export.IndexKeys, Type: schema.ListOf(integer)}, {Name: export.IndexRecord, Type: schema.ListOf(integer)}})}
	return nil
}

// fits is an error where an index was made by other parameters than the step compares by.
func (s *otherSet) fits(step transform.Step) error {
	if s.index == "" {
		return nil
	}
	x, ok := step.(transform.Indexer)
	if !ok {
		return s.wrong("name the release that the index is of", "an index holds no texts")
	}
	var made map[string]string
	if err := json.Unmarshal([]byte(s.index), &made); err != nil {
		return s.wrong("", "the parameters of the index can't be read")
	}
	want := x.IndexParameters()
	for _, method := range slices.Sorted(maps.Keys(want)) {
		if made[method] != want[method] {
			return s.wrong("give the step the parameters of the index, or name the release itself",
				"its index was made for %s by %q, and the step compares by %q", method, made[method], want[method])
		}
	}
	return nil
}

// begins says that a document of the set begins with this row.
func (s *otherSet) begins(d *schema.Doc) bool { return s.index == "" || d.Values[slotPart].Int() == 0 }

// keysOf appends the keys of a document of the other set.
func (x *matching) keysOf(d *schema.Doc, keys []uint64) []uint64 {
	if x.set.index == "" {
		return x.m.Keys(d, keys)
	}
	for _, v := range d.Values[slotKeys].List() {
		keys = append(keys, uint64(v.Int()))
	}
	return keys
}

// recordOf appends the record of a document of the other set, of an index the part of it that the row holds.
func (x *matching) recordOf(d *schema.Doc, rec []byte) []byte {
	if x.set.index == "" {
		return x.m.Record(d, rec)
	}
	for _, v := range d.Values[slotRecord].List() {
		rec = binary.LittleEndian.AppendUint64(rec, uint64(v.Int()))
	}
	return rec
}

// damagedIndex says that an index is not what tamis writes.
func damagedIndex(d *schema.Doc, why string) error {
	return fmt.Errorf("%s: the index is damaged: %s", d.Str(schema.SlotOrigin), why)
}

// checkIndex holds the rows of a batch against what an index is: one set of parameters, and records in whole
// numbers that a Matcher can compare, those of shingles ascending.
func (s *otherSet) checkIndex(docs []schema.Doc) error {
	if s.index == "" {
		return nil
	}
	for i := range docs {
		d := &docs[i]
		if d.Text() != s.index {
			return damagedIndex(d, "its parameters differ from those of the rows before")
		}
		record := d.Values[slotRecord].List()
		if s.begins(d) {
			if len(record) < exactNumbers {
				return damagedIndex(d, "a record has no exact key")
			}
			record = record[exactNumbers:]
		}
		for k := 1; k < len(record); k++ {
			if uint64(record[k-1].Int()) >= uint64(record[k].Int()) {
				return damagedIndex(d, "the numbers of a record do not ascend")
			}
		}
	}
	return nil
}

// exactNumbers of a record are the exact key.
const exactNumbers = 2

// indexEnd is what the next row of an index goes on from.
type indexEnd struct {
	id    string
	part  int64
	last  uint64 // number of the record
	empty bool   // there is none yet
}

// follow holds a row against the one before it; rows come in order.
func (e *indexEnd) follow(d *schema.Doc) error {
	id, part, record := d.Str(schema.SlotID), d.Values[slotPart].Int(), d.Values[slotRecord].List()
	switch {
	case part == 0:
		e.empty, record = true, record[exactNumbers:]
	case id != e.id || part != e.part+1:
		return damagedIndex(d, "it does not go on from the row before")
	case len(record) > 0 && !e.empty && uint64(record[0].Int()) <= e.last:
		return damagedIndex(d, "the numbers of a record do not ascend")
	}
	if e.id, e.part = id, part; len(record) > 0 {
		e.last, e.empty = uint64(record[len(record)-1].Int()), false
	}
	return nil
}

// Indexing returns what makes the entries of the index of the release at dir anew, by the recipe that lies in it; nil
// where it has no index.
func Indexing(dir string, catalog []transform.Spec) (*export.Indexing, error) {
	release, err := export.Load(dir)
	if err != nil || !release.Has(export.TableIndex) {
		return nil, err
	}
	r, err := recipeOf(release, catalog, release.Dir)
	if err != nil {
		return nil, err
	}
	x := r.Export.Index
	if x == nil {
		return nil, errors.New("the recipe that lies in the release asks for no index")
	}
	d := &schema.Doc{Values: make([]schema.Value, len(r.Layout.Columns))}
	return &export.Indexing{Parameters: parametersOf(x.Indexer), Columns: x.Args.OnNames, Entry: func(values []schema.Value) ([]uint64, []byte) {
		for i, slot := range x.Args.On {
			d.Values[slot] = values[i]
		}
		return x.Indexer.Keys(d, nil), x.Indexer.Record(d, nil)
	}}, nil
}
