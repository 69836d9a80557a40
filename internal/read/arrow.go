package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/tamis-data/tamis/schema"
)

// arrowBody reads Arrow IPC through a child process: a hostile file can kill the process that reads
// it with arrow v17, past any recover (reference/reliability.md). The child's death, silence or
// nonsense costs the rows it had not handed over.
type arrowBody struct {
	in    *input
	o     Options
	size  int64
	peer  *peer
	row   int64
	ended bool
}

// arrowRequest tells the child what to read.
type arrowRequest struct {
	Path   string   `json:"path"`
	Fields []string `json:"fields"`
	Limit  int64    `json:"limit"`
	Memory int64    `json:"memory"`
}

// arrowPatience is how long the child may be silent while the parent waits for it.
const arrowPatience = 60 * time.Second

func newArrowBody(in *input, o Options, d *disk) (body, error) {
	info, err := d.f.Stat()
	if err != nil {
		return nil, plain(err)
	}
	return &arrowBody{in: in, o: o, size: info.Size()}, nil
}

func (b *arrowBody) tally() Tally { return Tally{Rows: b.row, Columnar: true} }

func (b *arrowBody) close() error {
	if b.peer != nil {
		b.peer.stop()
		b.peer = nil
	}
	return nil
}

func (b *arrowBody) next() (*Chunk, error) {
	if b.ended {
		return nil, io.EOF
	}
	if b.peer == nil {
		if err := b.start(); err != nil {
			return nil, err
		}
	}
	slab := &rowSlab{width: len(b.in.want), limit: b.in.limit}
	first := b.row
	for !slab.full(b.o.BatchBytes) {
		kind, body, err := b.peer.read(frameMost(b.in.limit))
		if err != nil {
			return b.give(slab, first, b.broken(err)), nil
		}
		switch place, err := b.frame(kind, body, slab); {
		case err != nil:
			return b.give(slab, first, b.broken(err)), nil
		case b.ended || place != nil:
			return b.give(slab, first, place), nil
		}
	}
	return b.give(slab, first, nil), nil
}

// give makes a chunk of the rows, and of a place behind them.
func (b *arrowBody) give(slab *rowSlab, first int64, p *schema.Place) *Chunk {
	c := slab.chunk(b.in, first)
	if p != nil {
		c.places = []schema.Place{*p}
	}
	if b.ended {
		_ = b.close()
	}
	return c
}

// frame takes one frame of the child.
func (b *arrowBody) frame(kind byte, body []byte, slab *rowSlab) (*schema.Place, error) {
	r := &cellReader{b: body}
	switch kind {
	case frameRows:
		return nil, b.rows(r, slab)
	case frameLost:
		at, n := int64(r.number()), int64(r.number())
		if r.bad || at != b.row || n < 0 || n > 1<<40 || !printable(r.b) {
			return nil, errFrame
		}
		b.row += n
		return b.place(n, string(r.b)), nil
	case frameEnd:
		if n := int64(r.number()); r.bad || n != b.row || len(r.b) > 0 {
			return nil, errFrame
		}
		b.ended = true
		return nil, nil
	}
	return nil, errFrame
}

func (b *arrowBody) rows(r *cellReader, slab *rowSlab) error {
	at, n := int64(r.number()), r.short()
	if r.bad || at != b.row || n > len(r.b) {
		return errFrame
	}
	whole := len(slab.cells)
	for range n {
		cells := slab.row()
		for k := range cells {
			cells[k] = r.cell(false)
			slab.size += len(cells[k].s)
		}
	}
	if r.bad || len(r.b) > 0 {
		slab.cells = slab.cells[:whole]
		return errFrame
	}
	b.row += int64(n)
	return nil
}

// place is a place of n rows before the current one.
func (b *arrowBody) place(n int64, reason string) *schema.Place {
	p := &schema.Place{Start: b.row - n, End: b.row, Rows: n, Reason: reason}
	if b.row == 0 {
		p.BytesUnread = b.size
	}
	return p
}

// broken ends the file where the child did.
func (b *arrowBody) broken(err error) *schema.Place {
	b.ended = true
	var own damaged
	switch {
	case b.peer.late.Load():
		own = damaged(fmt.Sprintf("Arrow: the reading process made no progress for %v", b.peer.patience))
	case !errors.As(err, &own):
		own = "Arrow: the reading process died of it"
	}
	return b.place(0, own.Error())
}

func printable(b []byte) bool {
	for _, c := range b {
		if c < 0x20 || c > 0x7e {
			return false
		}
	}
	return len(b) > 0 && len(b) <= 1024
}

// start starts the child and asks it for the fields.
func (b *arrowBody) start() error {
	path, err := filepath.Abs(b.in.file.Path)
	if err != nil {
		return err
	}
	ask := arrowRequest{Path: path, Limit: b.in.limit, Memory: b.o.ChildMemory}
	for _, f := range b.in.want {
		ask.Fields = append(ask.Fields, f.name)
	}
	body, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	var request bytes.Buffer
	if err := writeFrame(&request, frameAsk, body); err != nil {
		return err
	}
	b.peer, err = newPeer(b.o.Child, &request)
	return err
}

// peer is whatever answers: a child process, or a goroutine where none is declared.
type peer struct {
	r        *bufio.Reader
	kill     func()
	wait     func()
	patience time.Duration
	late     atomic.Bool
}

func newPeer(child func() *exec.Cmd, request io.Reader) (*peer, error) {
	p := &peer{patience: arrowPatience, wait: func() {}}
	if child == nil {
		r, w := io.Pipe()
		p.r = bufio.NewReader(r)
		p.kill = func() { r.Close() }
		go func() { w.CloseWithError(serveArrow(request, w)) }()
		return p, nil
	}
	cmd := child()
	cmd.Stdin = request
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start the Arrow reader: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the Arrow reader: %w", err)
	}
	p.r = bufio.NewReaderSize(out, 256<<10)
	// How the child ended shows in the frames: an end without E is a death, whatever its status.
	p.kill = func() { _ = cmd.Process.Kill() }
	p.wait = func() { _ = cmd.Wait() }
	return p, nil
}

// read returns the next frame. A child that sends nothing for too long is killed, which ends its pipe.
func (p *peer) read(most int64) (byte, []byte, error) {
	t := time.AfterFunc(p.patience, func() {
		p.late.Store(true)
		p.kill()
	})
	defer t.Stop()
	return readFrame(p.r, most)
}

// stop ends the child in any case and waits for it.
func (p *peer) stop() {
	p.kill()
	p.wait()
}
