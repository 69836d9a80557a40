package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// ServeArrow is the whole work of the child process: it reads one request from in, opens the Arrow
// IPC file or stream it names, and writes the wanted fields of its rows to out as frames. Limit bounds
// a string and mem the memory of this process, both in bytes; 0 takes what the request says. The
// error is of the pipe or the request; damage of the file is told in frames.
func ServeArrow(in *os.File, out io.Writer, limit, mem int64) error {
	ask, err := readRequest(in)
	if err != nil {
		return fmt.Errorf("read the Arrow request: %w", err)
	}
	if limit > 0 {
		ask.Limit = limit
	}
	if mem > 0 {
		ask.Memory = mem
	}
	debug.SetMemoryLimit(ask.Memory)
	debug.SetGCPercent(50)
	if err := restrict(ask.Memory); err != nil {
		return fmt.Errorf("bound the Arrow reader's memory: %w", err)
	}
	return answer(ask, out)
}

// serveArrow does the same without bounds on the process.
func serveArrow(in io.Reader, out io.Writer) error {
	ask, err := readRequest(in)
	if err != nil {
		return err
	}
	return answer(ask, out)
}

func readRequest(in io.Reader) (ask arrowRequest, err error) {
	kind, body, err := readFrame(bufio.NewReader(in), 1<<20)
	if err != nil {
		return ask, err
	}
	if kind != frameAsk {
		return ask, errFrame
	}
	err = json.Unmarshal(body, &ask)
	return ask, err
}

func answer(ask arrowRequest, out io.Writer) error {
	f, err := os.Open(ask.Path)
	if err != nil {
		return plain(err)
	}
	defer f.Close()
	s := &arrowServer{ask: ask, file: f, out: bufio.NewWriterSize(out, frameFull)}
	s.mem.most = ask.Memory
	if err := s.run(); err != nil {
		return err
	}
	if err := writeFrame(s.out, frameEnd, wire.AppendUint64(nil, uint64(s.row))); err != nil {
		return err
	}
	return s.out.Flush()
}

// arrowServer reads one file in the child.
type arrowServer struct {
	ask  arrowRequest
	file *os.File
	out  *bufio.Writer
	row  int64
	sent int64 // rows of them that were read
	pipe error // the parent is gone
	mem  boundedMemory
}

// run reads a file by its footer; a stream, or a file whose footer is lost, from the front.
func (s *arrowServer) run() error {
	magic := make([]byte, 8)
	n, _ := io.ReadFull(s.file, magic)
	if !bytes.HasPrefix(magic[:n], []byte("ARROW1")) {
		return s.stream(0)
	}
	var r *ipc.FileReader
	err := guard(func() (err error) { r, err = ipc.NewFileReader(s.file, ipc.WithAllocator(&s.mem)); return err })
	if err == nil {
		return s.batches(r)
	}
	if err := s.stream(int64(len(magic))); err != nil {
		return err
	}
	return s.lose(0, damaged("footer damaged or cut off"))
}

func (s *arrowServer) batches(r *ipc.FileReader) error {
	if err := s.check(r.Schema()); err != nil {
		return s.lose(0, err)
	}
	for i := range r.NumRecords() {
		from := s.row
		rows := int64(0)
		s.mem.used = 0
		err := guard(func() error {
			rec, err := r.RecordAt(i)
			if err != nil {
				return err
			}
			defer rec.Release()
			rows = rec.NumRows()
			return s.send(rec)
		})
		if s.pipe != nil {
			return s.pipe
		}
		if err != nil {
			err = s.lose(max(0, rows-(s.row-from)), damaged(fmt.Sprintf("record batch %d: %v", i, err)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// stream reads record batches one after the other up to the end or the first damage.
func (s *arrowServer) stream(at int64) error {
	if _, err := s.file.Seek(at, io.SeekStart); err != nil {
		return plain(err)
	}
	var r *ipc.Reader
	err := guard(func() (err error) {
		r, err = ipc.NewReader(bufio.NewReaderSize(s.file, 64<<10), ipc.WithAllocator(&s.mem))
		return err
	})
	if err != nil {
		return s.lose(0, damaged("not Arrow: "+err.Error()))
	}
	if err := s.check(r.Schema()); err != nil {
		return s.lose(0, err)
	}
	for i := 0; ; i++ {
		from, rows, more := s.row, int64(0), false
		s.mem.used = 0
		err := guard(func() error {
			if more = r.Next(); !more {
				return r.Err()
			}
			rows = r.Record().NumRows()
			return s.send(r.Record())
		})
		switch {
		case s.pipe != nil:
			return s.pipe
		case err != nil:
			return s.lose(max(0, rows-(s.row-from)), damaged(fmt.Sprintf("record batch %d: %v", i, err)))
		case !more:
			return nil
		}
	}
}

// check looks for the wanted fields in the schema; the parent knows which of them may be missing
// and says so row by row, so only a name that stands twice is an error here.
func (s *arrowServer) check(sc *arrow.Schema) error {
	for _, name := range s.ask.Fields {
		if len(sc.FieldIndices(name)) > 1 {
			return damaged("two columns of one wanted name")
		}
	}
	return nil
}

// lose tells of rows lost from the current one on.
func (s *arrowServer) lose(rows int64, why error) error {
	if rows >= 1<<40 || rows < 0 {
		rows = 0
	}
	body := wire.AppendUint64(nil, uint64(s.row))
	body = wire.AppendUint64(body, uint64(rows))
	s.row += rows
	if err := writeFrame(s.out, frameLost, append(body, "Arrow: "+why.Error()...)); err != nil {
		return err
	}
	return s.out.Flush()
}

// send writes the wanted fields of a record batch, in frames that the parent can hold. A frame goes
// out whole or not at all, so that a panic in its midst leaves the frames before it standing.
func (s *arrowServer) send(rec arrow.Record) error {
	columns := make([]arrow.Array, len(s.ask.Fields))
	for k, name := range s.ask.Fields {
		if at := rec.Schema().FieldIndices(name); len(at) == 1 {
			columns[k] = rec.Column(at[0])
		}
	}
	info, err := s.file.Stat()
	if err != nil {
		return plain(err)
	}
	if s.sent+rec.NumRows() > mostRows(info.Size()) {
		return errRows
	}
	n := int(rec.NumRows())
	for i := 0; i < n; {
		body := wire.AppendUint64(nil, uint64(s.row))
		body = wire.AppendUint32(body, 0)
		count := uint32(0)
		for ; i < n && len(body) < frameFull; i++ {
			body = s.appendRow(body, columns, i)
			count++
		}
		wire.PutUint32(body[8:], count)
		if s.pipe = writeFrame(s.out, frameRows, body); s.pipe != nil {
			return s.pipe
		}
		s.row += int64(count)
		s.sent += int64(count)
	}
	s.pipe = s.out.Flush()
	return s.pipe
}

func (s *arrowServer) appendRow(body []byte, columns []arrow.Array, i int) []byte {
	left := 2 * s.ask.Limit
	for _, a := range columns {
		c := cell{kind: missing}
		if a != nil {
			c = arrowCell(a, i, s.ask.Limit, true)
		}
		if left -= cellBytes(&c); left < 0 {
			c = cell{kind: oversize}
		}
		body = appendCell(body, &c)
	}
	return body
}

// cellBytes is about what a cell takes in a frame.
func cellBytes(c *cell) int64 {
	n := int64(10 + len(c.s))
	for i := range c.list {
		n += cellBytes(&c.list[i])
	}
	return n
}

// boundedMemory gives arrow memory up to a bound for each record batch and panics beyond it, which
// guard catches; the runtime's own end of memory can't be caught. Most hostile lengths end here, and
// the batches behind them are still read.
type boundedMemory struct {
	memory.GoAllocator
	most, used int64
}

func (m *boundedMemory) Allocate(size int) []byte {
	m.take(size)
	return m.GoAllocator.Allocate(size)
}

func (m *boundedMemory) Reallocate(size int, b []byte) []byte {
	m.take(size - len(b))
	return m.GoAllocator.Reallocate(size, b)
}

func (m *boundedMemory) take(size int) {
	if m.used += int64(max(0, size)); size < 0 || m.used > m.most || m.used < 0 {
		panic(damaged("needs more memory than the Arrow reader may have"))
	}
}
