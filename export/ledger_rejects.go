package export

import (
	"bufio"
	"bytes"
	"container/heap"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

const (
	rejectSample = 1000    // documents of each rule that a sample holds
	rejectText   = 1 << 30 // bytes of text up to which all are kept
)

// rejects collects the rejected documents. Whether all of them or a sample is written is known at
// the end, so they wait in a spill file: all up to the limit, behind it those that may be in the
// sample. Memory holds 1,000 keys for each rule.
type rejects struct {
	t     *Tables
	part  *part
	mode  string // full | sample | none: what it will be as things stand
	text  int64  // bytes of text so far
	file  *os.File
	out   *bufio.Writer
	at    int64
	buf   []byte
	rules map[string]*rejectHeap
}

// rejectKey is a rejected document in a sample; the smallest keys stay.
type rejectKey struct {
	hash     [32]byte // sha256("tamis/reject" 0x00 id)
	from, to int64    // its row in the spill file
}

// rejectHeap has the greatest key on top, the first to go.
type rejectHeap []rejectKey

func (h rejectHeap) Len() int      { return len(h) }
func (h rejectHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *rejectHeap) Push(x any)   { *h = append(*h, x.(rejectKey)) }

// Less turns the order round. Equal hashes are equal ids: the one read first stays.
func (h rejectHeap) Less(i, j int) bool { return h[i].compare(&h[j]) > 0 }

// Pop takes the last key off, as container/heap asks for it.
func (h *rejectHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func (k *rejectKey) compare(l *rejectKey) int {
	if c := bytes.Compare(k.hash[:], l.hash[:]); c != 0 {
		return c
	}
	return int(min(1, max(-1, k.from-l.from)))
}

func newRejects(t *Tables, p *part) *rejects {
	return &rejects{t: t, part: p, mode: t.o.Rejects, rules: map[string]*rejectHeap{}}
}

// add takes a rejected document; row has the columns of the table.
func (r *rejects) add(d *schema.Doc, row []schema.Value) error {
	if r.mode == "none" {
		return nil
	}
	if r.text += int64(len(d.Text())); r.mode == "full" && r.text > r.t.o.RejectText {
		r.mode = "sample"
	}
	key := rejectKey{hash: rejectHash(d.Str(schema.SlotID)), from: r.at}
	h := r.heapOf(r.t.stepName(d.Reject.Step) + "\x00" + d.Reject.Rule)
	inSample := len(*h) < rejectSample || key.compare(&(*h)[0]) < 0
	if r.mode == "sample" && !inSample {
		return nil
	}
	if err := r.write(row); err != nil {
		return fmt.Errorf("spill rejected document: %w", err)
	}
	if key.to = r.at; inSample {
		h.keep(key)
	}
	return nil
}

func rejectHash(id string) [32]byte {
	return sha256.Sum256(append([]byte("tamis/reject\x00"), id...))
}

func (r *rejects) heapOf(rule string) *rejectHeap {
	h := r.rules[rule]
	if h == nil {
		h = &rejectHeap{}
		r.rules[rule] = h
	}
	return h
}

func (h *rejectHeap) keep(k rejectKey) {
	if len(*h) == rejectSample {
		heap.Pop(h)
	}
	heap.Push(h, k)
}

func (r *rejects) write(row []schema.Value) error {
	if r.file == nil {
		f, err := os.OpenFile(filepath.Join(r.t.dir, ".rejects.spill"), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
		if err != nil {
			return err
		}
		r.file, r.out = f, bufio.NewWriterSize(f, 1<<20)
	}
	r.buf = append(r.buf[:0], 0, 0, 0, 0)
	for _, v := range row {
		r.buf = packValue(r.buf, v)
	}
	if len(r.buf)-4 > maxCell {
		return fmt.Errorf("a row of %d bytes is too long", len(r.buf))
	}
	binary.LittleEndian.PutUint32(r.buf, uint32(len(r.buf)-4))
	r.at += int64(len(r.buf))
	_, err := r.out.Write(r.buf)
	return err
}

// finish writes the table in source order and removes the spill file.
func (r *rejects) finish() error {
	if r.file == nil {
		return nil
	}
	defer r.remove()
	if err := r.out.Flush(); err != nil {
		return fmt.Errorf("spill rejected documents: %w", err)
	}
	if r.mode == "full" {
		return r.copyRange(0, r.at)
	}
	var keys []rejectKey
	for _, h := range r.rules { // order is settled by the sort below
		keys = append(keys, *h...)
	}
	slices.SortFunc(keys, func(a, b rejectKey) int { return int(min(1, max(-1, a.from-b.from))) })
	for _, k := range keys {
		if err := r.copyRange(k.from, k.to); err != nil {
			return err
		}
	}
	return nil
}

// copyRange moves rows from the spill file to the table.
func (r *rejects) copyRange(from, to int64) error {
	in := bufio.NewReaderSize(io.NewSectionReader(r.file, from, to-from), 1<<20)
	var head [4]byte
	row := make([]schema.Value, len(r.part.table.cols))
	for from < to {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return fmt.Errorf("read rejected documents: %w", err)
		}
		n := int(binary.LittleEndian.Uint32(head[:]))
		r.buf = slices.Grow(r.buf[:0], n)[:n]
		if _, err := io.ReadFull(in, r.buf); err != nil {
			return fmt.Errorf("read rejected documents: %w", err)
		}
		from += int64(4 + n)
		if err := r.copyRow(row); err != nil {
			return err
		}
	}
	return nil
}

func (r *rejects) copyRow(row []schema.Value) error {
	in := &spillReader{b: r.buf}
	for i := range row {
		row[i] = in.value()
	}
	if in.bad {
		return errSpill
	}
	b, err := r.part.add(row, nil)
	if err != nil {
		return err
	}
	return r.part.endDocument(row[r.t.idColumn].Str(), b)
}

// remove deletes the spill file; it holds text that may have been rejected for a reason.
func (r *rejects) remove() {
	if r.file == nil {
		return
	}
	_ = r.file.Close()
	_ = os.Remove(r.file.Name())
	r.file = nil
}

// packValue appends a value in a form that spillReader.value reads.
func packValue(b []byte, v schema.Value) []byte {
	b = append(b, byte(v.Kind()))
	switch v.Kind() {
	case schema.Null:
		return b
	case schema.String:
		return append(binary.LittleEndian.AppendUint32(b, uint32(len(v.Str()))), v.Str()...)
	case schema.List, schema.Struct:
		b = binary.LittleEndian.AppendUint32(b, uint32(len(v.List())))
		for _, e := range v.List() {
			b = packValue(b, e)
		}
		return b
	}
	return binary.LittleEndian.AppendUint64(b, numOf(v))
}

// value reads what packValue wrote.
func (r *spillReader) value() schema.Value {
	kind := schema.Null
	if b := r.take(1); b != nil {
		kind = schema.Kind(b[0])
	}
	switch kind {
	case schema.Null:
		return schema.Value{}
	case schema.String:
		return schema.StringValue(string(r.take(int(r.uint32()))))
	case schema.List, schema.Struct:
		n := int(r.uint32())
		var list []schema.Value
		for ; n > 0 && !r.bad; n-- {
			list = append(list, r.value())
		}
		if kind == schema.Struct {
			return schema.StructValue(list...)
		}
		return schema.ListValue(list)
	}
	return numValue(kind, r.uint64())
}
