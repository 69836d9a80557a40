package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// job is one batch on its way through a pipe: worked on anywhere, sunk in order.
type job struct {
	b    *batch
	done chan error
}

// pipe carries batches from one producer over many workers to one sink, in the producer's order.
// Whatever fails first ends all of it.
type pipe struct {
	workers int
	hold    *hold // bytes in flight
	turn    turn
	turns   []*turn // others to be given up when the pipe fails
}

// queued is how many batches are on their way at once, beside the one being made and the one at the sink.
func queued(workers int) int { return 4*workers + 4 }

// errStopped ends what waits for its turn when the pipe has failed; the cause is told elsewhere.
var errStopped = errors.New("stopped")

// run returns when every batch was sunk or something failed, and nothing of it is at work any more.
// Produce calls emit for each batch; work runs on p.workers goroutines; sink gets the batches in
// order, on one goroutine.
func (p *pipe) run(ctx context.Context, produce func(emit func(*batch) error) error,
	work func(worker int, b *batch) error, sink func(b *batch) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	gaveUp := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(gaveUp)
		p.giveUp()
	})
	jobs := make(chan *job, p.workers)
	order := make(chan *job, queued(p.workers))
	var wg sync.WaitGroup
	wg.Go(func() { p.produce(ctx, cancel, produce, jobs, order) })
	for n := range p.workers {
		wg.Go(func() {
			for j := range jobs {
				j.done <- p.work(ctx, func() error { return work(n, j.b) })
			}
		})
	}
	for j := range order {
		err := <-j.done
		if err == nil {
			err = p.work(ctx, func() error { return sink(j.b) })
		}
		if err != nil {
			cancel(err)
		}
		p.hold.give(j.b.held)
	}
	wg.Wait()
	if !stop() {
		<-gaveUp // it must not meet the pipe of the next pass
	}
	return context.Cause(ctx)
}

// work does a part of the work unless the pipe has failed.
func (p *pipe) work(ctx context.Context, f func() error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return guarded(f)
}

// giveUp wakes whoever waits for memory or a turn.
func (p *pipe) giveUp() {
	p.hold.abort()
	p.turn.abort()
	for _, t := range p.turns {
		t.abort()
	}
}

func (p *pipe) produce(ctx context.Context, cancel context.CancelCauseFunc, produce func(func(*batch) error) error, jobs, order chan *job) {
	defer close(order)
	defer close(jobs)
	emit := func(b *batch) error {
		b.held = p.hold.take(b.cost())
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		j := &job{b: b, done: make(chan error, 1)}
		order <- j
		jobs <- j
		return nil
	}
	var seq int64
	err := guarded(func() error {
		return produce(func(b *batch) error {
			b.seq = seq
			seq++
			return emit(b)
		})
	})
	if err != nil {
		cancel(err)
	}
}

// guarded turns a panic into an error: a fault of tamis, told without any text of a document.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("fault in tamis: %s at %s", fault(r), callers())
		}
	}()
	return f()
}

// fault tells what a panic was; only the runtime's own words are known to hold no text of a document.
func fault(r any) string {
	if e, ok := r.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("%T", r)
}

// turn lets each batch do one thing in order while the rest of the work runs in any order.
type turn struct {
	mu   sync.Mutex
	cond *sync.Cond
	next int64
	dead bool
}

func (t *turn) init() { t.cond = sync.NewCond(&t.mu); t.next, t.dead = 0, false }

// take runs f when all batches before seq had their turn; false when the pipe has failed.
func (t *turn) take(seq int64, f func()) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.next != seq && !t.dead {
		t.cond.Wait()
	}
	if t.dead {
		return false
	}
	f()
	t.next++
	t.cond.Broadcast()
	return true
}

func (t *turn) abort() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dead = true
	t.cond.Broadcast()
}

// hold bounds the bytes of the batches in flight. A batch larger than all of it goes alone.
type hold struct {
	mu   sync.Mutex
	cond *sync.Cond
	size int64
	used int64
	dead bool
}

func newHold(size int64) *hold {
	h := &hold{size: size}
	h.cond = sync.NewCond(&h.mu)
	return h
}

func (h *hold) take(n int64) int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	n = min(n, h.size)
	for h.used+n > h.size && !h.dead {
		h.cond.Wait()
	}
	h.used += n
	return n
}

func (h *hold) give(n int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.used -= n
	h.cond.Broadcast()
}

func (h *hold) abort() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dead = true
	h.cond.Broadcast()
}
