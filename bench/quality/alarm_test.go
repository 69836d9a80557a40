package main

import (
	"testing"

	"github.com/tamis-data/tamis/transform/catalog"
)

// On clean text everything that mends changes, in a row, under one byte in 10,000: on what people wrote
// for Go and its modules together (the prose of the READMEs alone is too little to hold a rate against:
// one doubled blank is one in 10,000 of it), on READMEs as they are and on our own prose each, white space aside.
func TestFalseAlarms(t *testing.T) {
	b := bench{options: options{seed: 1, root: "../.."}, runner: runner{catalog.All}}
	libraries, err := b.libraries()
	if err != nil {
		t.Fatal(err)
	}
	tidy := alarm{step: together}
	for _, l := range libraries {
		alarms, err := b.measureAlarms(l)
		if err != nil {
			t.Fatal(err)
		}
		if len(l.texts) == 0 || len(alarms) == 0 {
			t.Fatalf("%s: nothing was measured", l.name)
		}
		for _, a := range alarms {
			if a.failed > 0 {
				t.Errorf("%s: %s gave up on %d texts", l.name, a.step, a.failed)
			}
		}
		all := alarms[len(alarms)-1]
		if l.tidy {
			tidy.bytes, tidy.changed = tidy.bytes+all.bytes, tidy.changed+all.changed
		} else if all.rate(all.visible) >= 1 {
			t.Errorf("%s: %s change %.2f bytes in 10,000, in %d of %d texts", l.name, all.step, all.rate(all.visible), all.texts, len(l.texts))
		}
	}
	if tidy.rate(tidy.changed) >= 1 {
		t.Errorf("%s change %.2f bytes in 10,000 of tidy text", tidy.step, tidy.rate(tidy.changed))
	}
}
