package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/threshold"
	"github.com/tamis-data/tamis/transform"
)

func at(v float64) *float64 { return &v }

// words is what thresholds say of a filter by one metric.
func wordsResult() *threshold.Result {
	m := &threshold.Metric{Name: "words", Doc: "Words that are counted, of all that a text has.", Whole: true, Measured: 60, Min: 1, Max: 900,
		Bins: []threshold.Bin{{From: at(1), To: at(50), Count: 40, Fails: 40}, {From: at(50), To: at(100), Count: 19}, {From: at(100), To: at(200)},
			{From: at(200), To: at(300)}, {From: at(300), To: at(400)}, {From: at(400), Count: 1}}}
	same := &threshold.Metric{Name: "hashes", Doc: "Signs.", Whole: true, Measured: 60, Bins: []threshold.Bin{{From: at(0), Count: 60}}}
	f := &threshold.Filter{Step: "quality", Transform: "filter.gopher-quality", Definition: "tamis", OnFail: "drop", Reached: 60, Failed: 40,
		Metrics: []*threshold.Metric{m, same},
		Rules: []*threshold.Rule{{Name: "few-words", Metric: "words", Fails: transform.Below, Threshold: "min_words", Was: at(50), Stops: 40, First: 40, Alone: 40,
			Failing: []threshold.Near{{ID: "a", Value: 49}}}, {Name: "hashes", Metric: "hashes", Fails: transform.Above, Threshold: "max_hashes", Was: at(3)}}}
	return &threshold.Result{Filters: []*threshold.Filter{f}}
}

// No line is wider than a terminal, however narrow, but for names that stay whole.
func TestThresholdsFit(t *testing.T) {
	for width := narrowest; width <= 120; width++ {
		for line := range strings.Lines(thresholdView{terminal: true, width: width}.text(wordsResult())) {
			line = strings.TrimSuffix(line, "\n")
			if cells(line) > width && strings.Contains(strings.TrimSpace(line), " ") && !strings.HasPrefix(line, "  nearest") {
				t.Errorf("%d cells: %q has %d", width, line, cells(line))
			}
		}
	}
}

// A terminal too narrow for bars has the numbers; one too narrow for the table has the rules one below the other.
func TestThresholdsNarrow(t *testing.T) {
	got := thresholdView{terminal: true, width: 22}.text(wordsResult())
	for _, want := range []string{"few-words\n  words < 50\n  fails 40, first 40,\n    alone 40\n", "     1 to 49    40\n", "  0 in each of 60\n    documents, and\n    none fails\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "▒") {
		t.Errorf("bars in\n%s", got)
	}
}

// Three empty bins or more are one, but never across a threshold.
func TestHistogramWithoutGaps(t *testing.T) {
	bins := wordsResult().Filters[0].Metrics[0].Bins
	count := func(marks ...mark) int { return len(withoutGaps(slices.Clone(bins), marks)) }
	if count() != 4 || count(mark{at: 300}) != 6 || count(mark{at: 100}) != 4 || count(mark{at: 400}) != 4 {
		t.Error(count(), count(mark{at: 300}), count(mark{at: 100}), count(mark{at: 400}))
	}
	if out := withoutGaps(bins, nil); *out[2].From != 100 || *out[2].To != 400 || out[3].Count != 1 {
		t.Errorf("%v", out)
	}
}
