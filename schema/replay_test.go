package schema

import (
	"errors"
	"slices"
	"testing"
)

func replayed(t *testing.T) (orig, text string, rows []Row) {
	w := worldOf("the colour, the é", layoutOf(1))
	w.must(t, 0, change{8, 9, "", 0}, change{11, 11, " x", 1}, change{16, 18, "e", 2})
	return "the colour, the é", w.doc.Text(), w.rows()
}

func TestReplayBothWays(t *testing.T) {
	orig, text, rows := replayed(t)
	if len(rows) != 3 {
		t.Fatal(shorts(rows))
	}
	if !replayHolds(t, orig, text, rows) {
		t.Fail()
	}
	if got, err := Replay("plain", nil); got != "plain" || err != nil {
		t.Error(got, err)
	}
}

// Replay is not idempotent, so it must not seem to work on the released text.
func TestReplayRefusesAnotherText(t *testing.T) {
	orig, text, rows := replayed(t)
	for _, other := range []string{text, "", orig[:10], "the color, the é and more"} {
		if got, err := Replay(other, rows); err == nil {
			t.Errorf("%q gave %q", other, got)
		}
	}
	if _, err := Rebuild(orig, rows); err == nil {
		t.Error("rebuilt from the original")
	}
}

// Every number of every row is held against the others: one off by one is an error.
func TestReplayChecksEveryNumber(t *testing.T) {
	orig, text, rows := replayed(t)
	for i := range rows {
		for name, change := range map[string]func(*Row){
			"seq":            func(r *Row) { r.Seq++ },
			"slot":           func(r *Row) { r.Slot += 1 + i },
			"start":          func(r *Row) { r.Start++ },
			"char start":     func(r *Row) { r.CharStart++ },
			"out start":      func(r *Row) { r.OutStart-- },
			"out char start": func(r *Row) { r.OutCharStart-- },
			"removed bytes":  func(r *Row) { r.RemovedBytes++ },
			"removed chars":  func(r *Row) { r.RemovedChars++ },
			"inserted bytes": func(r *Row) { r.InsertedBytes-- },
			"inserted chars": func(r *Row) { r.InsertedChars-- },
			"removed":        func(r *Row) { r.Removed += "y" },
			"inserted":       func(r *Row) { r.Inserted += "y" },
			"negative":       func(r *Row) { r.RemovedBytes = -r.RemovedBytes - 1 },
			"huge":           func(r *Row) { r.Start, r.OutStart = 1<<62, 1<<62 },
			"nothing":        func(r *Row) { r.RemovedBytes, r.InsertedBytes, r.Removed, r.Inserted = 0, 0, "", "" },
		} {
			if name == "slot" && len(rows) == 1 {
				continue
			}
			bad := slices.Clone(rows)
			change(&bad[i])
			if _, err := Replay(orig, bad); err == nil {
				t.Errorf("row %d, %s: replayed", i, name)
			}
			if _, err := Rebuild(text, bad); err == nil {
				t.Errorf("row %d, %s: rebuilt", i, name)
			}
		}
	}
}

func TestRebuildRefusesPrivateRows(t *testing.T) {
	w := worldOf("call 555", layoutOf(1, 0))
	w.must(t, 0, change{5, 8, "<phone>", 0})
	if got, err := Replay("call 555", w.rows()); got != "call <phone>" || err != nil {
		t.Error(got, err)
	}
	if got, err := Rebuild(w.doc.Text(), w.rows()); got != "" || !errors.Is(err, ErrPrivate) {
		t.Error(got, err)
	}
	rows := w.rows()
	rows[0].Removed = "555"
	if _, err := Replay("call 555", rows); err == nil {
		t.Error("a private row that shows what it removed was taken")
	}
}
