package schema

import "testing"

type released struct{ times int }

func (r *released) Release() { r.times++ }

// The place is one for all documents of a worker, and tells them apart.
func TestSharedIsOnePlaceWithATurnForEachDocument(t *testing.T) {
	var s Scratch
	var a, b Doc
	a.Begin(nil, 0, &s)
	b.Begin(nil, 0, &s)
	held, first := a.Shared()
	r := &released{}
	*held = r
	if again, turn := a.Shared(); again != held || turn != first {
		t.Error("one document has two places or turns")
	}
	if other, turn := b.Shared(); other != held || turn == first {
		t.Error("another document has another place, or the same turn")
	}
	_, back := a.Shared()
	s.Release()
	if _, turn := a.Shared(); turn == back || r.times != 1 {
		t.Errorf("after Release turn %d of %d, released %d times", turn, back, r.times)
	}
	var lone Doc
	if held, _ := lone.Shared(); *held != nil {
		t.Error("a document outside of a run shares a place")
	}
}
