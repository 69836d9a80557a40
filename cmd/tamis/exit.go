package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// Exit codes, the same for every command and part of every help text.
const (
	exitDone       = 0
	exitFailed     = 1
	exitUsage      = 2
	exitLimit      = 3
	exitDifference = 4
	exitInterrupt  = 130
	exitTerminate  = 143
)

const exitHelp = `exit codes:
  0    done
  1    failed, nothing published
  2    the recipe or the command line is wrong
  3    stopped by a declared limit, nothing published, the staged result kept
  4    verify, test or diff found a difference
  130  interrupted (143: terminated), nothing published
`

// exitError ends the program with a code. A nil err means that everything was said already.
type exitError struct {
	code int
	err  error
}

// Error implements error.
func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

// Unwrap implements errors.Unwrap.
func (e *exitError) Unwrap() error { return e.err }

// usageErr is a command line that is wrong.
func usageErr(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// said ends with a code, without another word.
func said(code int) error { return &exitError{code: code} }

// exit says what went wrong and returns the exit code. An error that came from a signal is not
// worth words: whoever sent it knows.
func (v *voice) exit(err error, sig os.Signal) int {
	if err == nil {
		return exitDone
	}
	if sig != nil && errors.Is(err, context.Canceled) {
		return signalCode(sig)
	}
	code := exitFailed
	var e *exitError
	if errors.As(err, &e) {
		code = e.code
		if e.err == nil {
			return code
		}
	}
	v.say("%s", err)
	return code
}

func signalCode(sig os.Signal) int {
	if sig == syscall.SIGTERM {
		return exitTerminate
	}
	return exitInterrupt
}

// signals remembers the signal that ended the run.
type signals struct {
	ch    chan os.Signal
	first atomic.Pointer[os.Signal]
}

// watchSignals cancels the context at the first SIGINT or SIGTERM, so that a run can put its files
// in order, and ends the program at the second; at the first where nothing needs order.
func watchSignals(parent context.Context, v *voice) (context.Context, *signals) {
	ctx, cancel := context.WithCancel(parent)
	s := &signals{ch: make(chan os.Signal, 2)}
	signal.Notify(s.ch, os.Interrupt, syscall.SIGTERM)
	go func() {
		for sig := range s.ch {
			if s.first.CompareAndSwap(nil, &sig) && v.graceful.Load() {
				cancel()
				continue
			}
			v.endStatus()
			os.Exit(signalCode(sig))
		}
	}()
	return ctx, s
}

func (s *signals) stop() { signal.Stop(s.ch) }

// caught returns the first signal, nil without one.
func (s *signals) caught() os.Signal {
	if p := s.first.Load(); p != nil {
		return *p
	}
	return nil
}
