package main

import "testing"

// The page can be made, and no label falls below what it is held to on generated texts.
func TestBars(t *testing.T) {
	b := bench{seed: 7, texts: 120, root: "../.."}
	for _, x := range []struct {
		step              string
		make              maker
		whole             bool
		precision, recall float64
	}{{"label.blocks", blockPage, true, 0.97, 0.97}, {"label.entities", nameStory, true, 0.97, 0.97}, {"label.rewritten", slipStory, false, 0.97, 0.85}} {
		all, texts := b.stories(x.step, x.make)
		got, err := b.measure(x.step, all, texts, x.whole)
		if err != nil {
			t.Fatal(err)
		}
		var sum tally
		for _, one := range got {
			sum.marked, sum.hit, sum.wrong = sum.marked+one.marked, sum.hit+one.hit, sum.wrong+one.wrong
		}
		if sum.marked < 100 || float64(sum.hit) < x.recall*float64(sum.marked) || float64(sum.hit) < x.precision*float64(sum.hit+sum.wrong) {
			t.Errorf("%s: %+v", x.step, sum)
		}
	}
}

// Pairs and claims are counted against their truth.
func TestPairsAndClaims(t *testing.T) {
	b := bench{seed: 7, texts: 40, root: "../.."}
	for _, part := range []func() error{b.pairs, b.consistency, b.alarms} {
		if err := part(); err != nil {
			t.Fatal(err)
		}
	}
	if b.page.Len() == 0 {
		t.Error("nothing was written")
	}
}
