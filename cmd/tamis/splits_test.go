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
