package laws

import (
	"testing"
	"time"
)

// Sizes of Linear: work over a text eight times as long takes about eight times as long, 64 times where it grows with the square.
const (
	times  = 8
	most   = 3 * times
	rounds = 8
)

// enough is what is not looked into further: too little to tell growth by.
const enough = 200 * time.Millisecond

// Linear fails a test where work over large takes more than three times what its size explains, beside large/8. A busy machine
// does not make it fail: the shortest of several large rounds would have to be that much longer than the longest of the small ones.
func Linear(t testing.TB, what string, large int, work func(size int)) {
	t.Helper()
	linear(t, what, large, func(size int) time.Duration {
		start := time.Now()
		work(size)
		return time.Since(start)
	})
}

// linear is Linear for a measured time.
func linear(t testing.TB, what string, large int, took func(size int) time.Duration) {
	t.Helper()
	long := took(large)
	if long < enough {
		return
	}
	short := took(large / times)
	for range rounds {
		if long <= most*short {
			return
		}
		long, short = min(long, took(large)), max(short, took(large/times))
	}
	if long > most*short {
		t.Errorf("%s: %v for a text of %d bytes and %v for %d", what, short, large/times, long, large)
	}
}
