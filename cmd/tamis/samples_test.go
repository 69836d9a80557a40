package main

import (
	"testing"

	"github.com/tamis-data/tamis/internal/engine"
)

// The end of a run says where the set holds less than was asked for, and nothing where it does not.
func TestSampleLines(t *testing.T) {
	stages := []engine.Stage{{Step: "sample.size", Notes: map[string]int64{"classes": 1, "short_classes": 1, "lacking": 1200}},
		{Step: "sample.tokens", Notes: map[string]int64{"classes": 3, "short_classes": 0, "lacking": 0}},
		{Step: "sample.mix", Notes: map[string]int64{"asked": 9, "asked_web": 3, "got_web": 3, "asked_news": 6, "got_news": 5, "most_rows": 2, "copies": 3}},
		{Step: "again", Notes: map[string]int64{"classes": 3, "short_classes": 2, "lacking": 12, "lacking_de": 9}}}
	want := "sample.size: the set holds 1,200 less than is asked for\nsample.mix: news 5 of 6, web 3 of 3\nagain: 2 of the classes asked for (3 are there) lack 12: de 9\n"
	if got := sampleLines(stages); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}
