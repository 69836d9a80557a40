package main

import (
	"fmt"
	"testing"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/schema"
)

// The end of a run says what the splits hold and what could not be kept to.
func TestSplitLines(t *testing.T) {
	r := &engine.Result{Accounting: schema.Accounting{Kept: 4000, Splits: map[string]int64{"train": 3003, "test": 997}},
		Funnel: []engine.Stage{{Step: "split.hash", Notes: map[string]int64{"missing_test": 3, "largest_group": 8}},
			{Step: "split.stratified", Notes: map[string]int64{"classes": 12, "greatest_deviation_documents": 1, "greatest_deviation_ppm": 4321}}}}
	want := "splits: test 997 (24.9 %), train 3,003 (75.1 %)\nsplit.hash: test lacks 3 documents; the largest group has 8\n" +
		"split.stratified: over 12 classes the splits are off by 1 document or 0.4 % of a class at most\n"
	if got := splitLines(r); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	many := map[string]int64{}
	for i := range 10 {
		many[fmt.Sprint("fold_", i)] = 7 + int64(i%2)
	}
	if got := splitLines(&engine.Result{Accounting: schema.Accounting{Splits: many}}); got != "splits: 10, of 7 to 8 documents\n" {
		t.Errorf("many: %s", got)
	}
	if got := splitLines(&engine.Result{Accounting: schema.Accounting{Splits: map[string]int64{"train": 1}}}); got != "" {
		t.Errorf("one split: %q", got)
	}
}

// The end of a run says what the splits share.
func TestLeakLines(t *testing.T) {
	l := &schema.Leaks{Splits: []string{"train", "test"}, Near: &schema.LeakCheck{Step: "dedupe.near", Threshold: 0.8}}
	if got, want := leakLines(l), "leaks: none between train, test (exact; near at 0.8)\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	one := []schema.LeakExample{{ID: "b\x1b", Other: "a"}}
	l.Exact.Shared = []schema.Leak{{Split: "train", Other: "test", Documents: 1, Examples: []schema.LeakExample{{ID: "a", Other: "b\x1b"}}}, {Split: "test", Other: "train", Documents: 1, Examples: one}}
	l.Near.Shared = []schema.Leak{{Split: "test", Other: "train", Documents: 3000, Examples: one}}
	want := "leaks: 1 document of test has a copy in train: b\\x1b\nleaks: 3000 documents of test have a copy in train, near at 0.8: b\\x1b, …\n"
	if got := leakLines(l); got != want {
		t.Errorf("%q, not %q", got, want)
	}
	if got := leakLines(nil); got != "" {
		t.Errorf("one split: %q", got)
	}
}
