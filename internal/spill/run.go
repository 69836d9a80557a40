package spill

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/zeebo/xxh3"
)

// A run file is a list of frames: uint32 length, uint32 records, uint64 xxh3 of the body seeded
// with the frame's place (so that a frame in the wrong place is damage too), then the records.
// Its size and count stay in memory, since no run outlives its process.
const frameHead = 16

// run is one sorted file of records. It is open only while it is written or read: there may be
// more runs than a process may have open files.
type run struct {
	f       file
	st      store
	name    string
	size    int64
	records int64
	bytes   int64 // of the records
	limit   int   // bytes of records in a usual frame
	widest  int   // of the longest frame
}

// open makes the run ready for cursors.
func (r *run) open() error {
	f, err := r.st.open(r.name)
	if err != nil {
		return fmt.Errorf("open spill file: %w", err)
	}
	r.f = f
	return nil
}

// close removes the file.
func (r *run) close() error {
	return errors.Join(r.shut(), r.st.remove(r.name))
}

func (r *run) shut() error {
	if r.f == nil {
		return nil
	}
	f := r.f
	r.f = nil
	if err := f.Close(); err != nil {
		return fmt.Errorf("close spill file: %w", err)
	}
	return nil
}

// runWriter writes records that come in order.
type runWriter struct {
	run
	buf   []byte // a frame with its head
	count uint32
}

// frameBytes is the frame size for a budget: sixteen of them fit it, and from 4 MiB on they are
// large enough (256 KiB) for the disk.
func frameBytes(budget int64) int { return int(min(max(budget/16, 512), 256<<10)) &^ 31 }

// newRun starts a run file in dir.
func newRun(st store, dir string, limit int) (*runWriter, error) {
	f, err := st.create(dir, prefixName+"*.run"+suffixName)
	if err != nil {
		return nil, fmt.Errorf("create spill file: %w", err)
	}
	w := &runWriter{run: run{f: f, st: st, name: f.Name(), limit: limit}}
	w.buf = make([]byte, frameHead, frameHead+limit)
	return w, nil
}

// add appends an encoded record.
func (w *runWriter) add(rec []byte) error {
	if len(w.buf)+len(rec) > frameHead+w.limit && w.count > 0 {
		if err := w.flush(); err != nil {
			return err
		}
	}
	w.buf = append(w.buf, rec...)
	w.count++
	return nil
}

// flush writes the frame at hand.
func (w *runWriter) flush() error {
	body := w.buf[frameHead:]
	putFrameHead(w.buf, w.count, w.size)
	n, err := w.f.Write(w.buf)
	if err == nil && n < len(w.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("write spill file: %w", err)
	}
	w.size += int64(len(w.buf))
	w.records += int64(w.count)
	w.bytes += int64(len(body))
	w.widest = max(w.widest, len(body))
	w.count = 0
	w.shrink()
	return nil
}

// shrink empties the frame, and gives the memory of an outsized record back.
func (w *runWriter) shrink() {
	if cap(w.buf) > 2*(frameHead+w.limit) {
		w.buf = make([]byte, frameHead, frameHead+w.limit)
	}
	w.buf = w.buf[:frameHead]
}

// finish writes what is left and returns the run.
func (w *runWriter) finish() (*run, error) {
	if w.count > 0 {
		if err := w.flush(); err != nil {
			return nil, err
		}
	}
	if err := w.shut(); err != nil { // some file systems tell only now that they are full
		return nil, err
	}
	r := w.run
	return &r, nil
}

// abort removes the file of a run that was not finished; the error that led here counts.
func (w *runWriter) abort() { _ = w.close() }

// cursor reads the records of a run in order, frame by frame.
type cursor struct {
	r       *run
	body    []byte // records of the frame at hand
	at      int    // of the next record in body
	next    int64  // place of the next frame
	spare   []byte // memory of frames that this cursor read itself
	prefix  uint64
	key     []byte
	payload []byte
	rec     []byte // the encoded record
	done    bool
}

// advance reads the next record; done says that there is none.
func (c *cursor) advance() error {
	for c.at == len(c.body) {
		if c.next == c.r.size {
			c.done = true
			return nil
		}
		if err := c.load(); err != nil {
			return err
		}
	}
	key, payload, size := parseRecord(c.body[c.at:])
	if size == 0 {
		return damaged(c.r.f, c.next, "broken record")
	}
	c.rec = c.body[c.at : c.at+size]
	c.key, c.payload, c.prefix = key, payload, prefixOf(key)
	c.at += size
	return nil
}

// load reads and checks the next frame into this cursor's own memory. It asks for a frame of the
// usual size at once and, where the frame says it is longer, for the rest.
func (c *cursor) load() error {
	left := c.r.size - c.next
	if err := c.fill(0, int(min(int64(frameHead+c.r.limit), left))); err != nil {
		return err
	}
	if len(c.spare) >= 4 {
		n := frameHead + int64(binary.LittleEndian.Uint32(c.spare))
		if n > int64(len(c.spare)) && n <= left && n <= int64(frameHead+c.r.widest) {
			if err := c.fill(len(c.spare), int(n)); err != nil {
				return err
			}
		}
	}
	body, ok := checkFrame(c.spare, c.next)
	if !ok {
		return damaged(c.r.f, c.next, "wrong checksum")
	}
	c.body, c.at = body, 0
	c.next += int64(frameHead + len(body))
	return nil
}

// fill reads the bytes [from, to) of what follows c.next into spare.
func (c *cursor) fill(from, to int) error {
	if cap(c.spare) < to {
		grown := make([]byte, to)
		copy(grown, c.spare[:from])
		c.spare = grown
	}
	c.spare = c.spare[:to]
	n, err := c.r.f.ReadAt(c.spare[from:], c.next+int64(from))
	if n == to-from {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return damaged(c.r.f, c.next, "file ends early")
	}
	return fmt.Errorf("read spill file: %w", err)
}

// checkFrame returns the body of the frame that b begins with, where its checksum is right.
func checkFrame(b []byte, place int64) ([]byte, bool) {
	if len(b) < frameHead {
		return nil, false
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if n > int64(len(b)-frameHead) {
		return nil, false
	}
	body := b[frameHead : frameHead+n]
	return body, n > 0 && xxh3.HashSeed(body, uint64(place)) == binary.LittleEndian.Uint64(b[8:])
}
