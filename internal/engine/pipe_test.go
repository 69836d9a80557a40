package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestPipeEndsWithTheFirstFailure lets each part fail or panic at some batch while others wait for
// memory and for their turn: run returns with that cause, and nothing stays at work.
func TestPipeEndsWithTheFirstFailure(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, part := range []string{"produce", "work", "sink"} {
		for _, how := range []string{"error", "panic"} {
			for at := int64(0); at < 20; at += 3 {
				p := &pipe{workers: 3, hold: newHold(300 << 10)}
				p.turn.init()
				err := failing(p, part, how, at)
				if err == nil || !strings.Contains(err.Error(), map[string]string{"error": "cause", "panic": "fault in tamis"}[how]) {
					t.Errorf("%s, %s at %d: %v", part, how, at, err)
				}
				if strings.Contains(err.Error(), "secret") {
					t.Errorf("the error tells what the panic said: %v", err)
				}
			}
		}
	}
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func failing(p *pipe, part, how string, at int64) error {
	fail := func(here string, seq int64) error {
		if here != part || seq != at {
			return nil
		}
		if how == "panic" {
			panic(fmt.Sprintf("secret of batch %d", seq))
		}
		return errors.New("cause")
	}
	return p.run(context.Background(), func(emit func(*batch) error) error {
		for i := range int64(20) {
			if err := errors.Join(fail("produce", i), emit(&batch{})); err != nil {
				return err
			}
		}
		return nil
	}, func(_ int, b *batch) error {
		if err := fail("work", b.seq); err != nil {
			return err
		}
		if !p.turn.take(b.seq, func() {}) {
			return errStopped
		}
		return nil
	}, func(b *batch) error { return fail("sink", b.seq) })
}

func TestPipeKeepsTheOrder(t *testing.T) {
	p := &pipe{workers: 4, hold: newHold(1 << 20)}
	p.turn.init()
	next := int64(0)
	err := p.run(context.Background(), func(emit func(*batch) error) error {
		for range 200 {
			if err := emit(&batch{bytes: 1 << 20}); err != nil { // each as large as the whole hold
				return err
			}
		}
		return nil
	}, func(int, *batch) error { return nil }, func(b *batch) error {
		if b.seq != next {
			return fmt.Errorf("batch %d, want %d", b.seq, next)
		}
		next++
		return nil
	})
	if err != nil || next != 200 || p.hold.used != 0 {
		t.Errorf("%d batches, %d bytes held, %v", next, p.hold.used, err)
	}
}
