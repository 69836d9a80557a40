//go:build unix

package main

import (
	"context"
	"os"
	"syscall"
	"testing"
)

func TestSignalCancels(t *testing.T) {
	v, _, _ := testVoice()
	v.graceful.Store(true)
	ctx, s := watchSignals(context.Background(), v)
	defer s.stop()
	if s.caught() != nil {
		t.Fatal("a signal before any")
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	if s.caught() != syscall.SIGTERM {
		t.Errorf("caught %v", s.caught())
	}
}
