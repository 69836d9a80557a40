package main

import (
	"strings"
	"testing"
	"time"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/schema"
)

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// readEvents is a phase of 60 seconds with an event every 20 ms.
func readEvents() []engine.Event {
	events := []engine.Event{{Kind: "phase", Time: start, Phase: "read", Total: 3e9}}
	for i := range 3000 {
		events = append(events, engine.Event{
			Kind: "progress", Phase: "read", Time: start.Add(time.Duration(i+1) * 20 * time.Millisecond),
			Bytes: int64(i+1) * 1e6, Total: 3e9, Documents: int64(i+1) * 400,
		})
	}
	return append(events, engine.Event{Kind: "warning", Message: "one\x1bthing", Time: start}, engine.Event{Kind: "done", Time: start})
}

func play(mode string, json bool) (out, err string) {
	v, o, e := testVoice()
	v.errTerm = mode == "bar"
	p := newProgress(v, mode, json)
	for _, ev := range readEvents() {
		p.event(ev)
	}
	return o.String(), e.String()
}

func TestProgressLine(t *testing.T) {
	e := engine.Event{Phase: "read", Bytes: 12_300_000, Total: 64_600_000, Documents: 8410}
	for room, want := range map[int]string{
		80: "read  12.3 MB of 64.6 MB  19 %  2.46 MB/s  8,410 documents  0:21 left",
		67: "read  12.3 MB of 64.6 MB  19 %  2.46 MB/s  0:21 left",
		45: "read  12.3 MB of 64.6 MB  19 %  0:21 left",
		40: "read  19 %  0:21 left",
		20: "read  19 %",
		4:  "read",
		2:  "read", // the voice cuts what can't be told in less
	} {
		if got := progressLine(e, 5*time.Second, room); got != want {
			t.Errorf("in %d cells: %q, want %q", room, got, want)
		}
	}
	if got := progressLine(engine.Event{Phase: "decide dedupe.exact"}, 0, 80); got != "decide dedupe.exact" {
		t.Errorf("%q", got)
	}
	if got := progressLine(engine.Event{Phase: "read", Bytes: 5}, 0, 80); got != "read  5 B" {
		t.Errorf("%q", got)
	}
}

func TestBarIsDrawnTenTimesASecondAtMost(t *testing.T) {
	_, err := play("bar", false)
	if n := strings.Count(err, "\r\x1b[2Kread"); n < 500 || n > 602 {
		t.Errorf("%d draws in a minute", n)
	}
	if !strings.HasSuffix(err, "\r\x1b[2Ktamis: warning: one\\x1bthing\n") {
		t.Errorf("ends with %q", err[len(err)-60:])
	}
}

func TestPlainIsALineEveryFewSeconds(t *testing.T) {
	_, err := play("plain", false)
	if n := strings.Count(err, "\n"); n != 14 || strings.Contains(err, "\x1b") {
		t.Errorf("%d lines in a minute", n)
	}
}

func TestNoneAndAutoOffTerminalAreSilent(t *testing.T) {
	for _, mode := range []string{"none", "auto"} {
		out, err := play(mode, false)
		if out != "" || err != "tamis: warning: one\\x1bthing\n" {
			t.Errorf("%s: %q %q", mode, out, err)
		}
	}
}

func TestJSONIsALineAnEvent(t *testing.T) {
	out, err := play("auto", true)
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != len(readEvents()) || err != "" {
		t.Fatalf("%d lines, said %q", len(lines), err)
	}
	if !strings.HasPrefix(lines[0], `{"event":"phase","time":"2026-01-02T03:04:05Z","phase":"read"`) {
		t.Errorf("first line %s", lines[0])
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.00 kB", 64_600_000: "64.6 MB", 999_600: "1.00 MB", 123_456: "123 kB", 1 << 62: "4612 PB"} {
		if got := sizeText(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567"} {
		if got := countText(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	for s, want := range map[float64]string{0.0004: "0.40 ms", 0.012: "12.0 ms", 0.0995: "0.10 s", 12.34: "12.3 s", 65: "1:05", 3723: "1:02:03"} {
		if got := secondsText(s); got != want {
			t.Errorf("%g: %s, want %s", s, got, want)
		}
	}
}

func TestFunnel(t *testing.T) {
	stages := []engine.Stage{
		{Step: "read", In: 66, Kept: 66, Seconds: 0.02},
		{Step: "redact.pattern", In: 66, Kept: 66, Removed: 812, Inserted: 240, Seconds: 0.004},
		{Step: "filter.where", In: 66, Kept: 50, Rejected: map[string]int64{"where": 16}, Seconds: 0.001},
		{Step: "dedupe.exact", In: 50, Kept: 45, Rejected: map[string]int64{"duplicate": 4, "empty": 1, "none": 0}, Seconds: 0.5},
	}
	want := `step            in  kept  rejected              removed  inserted     time
read            66    66                                           20.0 ms
redact.pattern  66    66                          812 B     240 B  4.00 ms
filter.where    66    50  16 where                                 1.00 ms
dedupe.exact    50    45  4 duplicate, 1 empty                      0.50 s
`
	if got := funnelTable(stages, 0); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestRunSummary(t *testing.T) {
	r := &engine.Result{
		Path: "releases/news/1.0.0", Data: "data/*.parquet", Digest: "sha256:0123", Bytes: 64_600_000, Wall: 610 * time.Millisecond,
		Funnel: []engine.Stage{{Step: "read", In: 2, Kept: 2}}, Accounting: schema.Accounting{Read: 2, Kept: 2},
	}
	want := "step  in  kept\nread   2     2\n\n2 documents read, 2 released\n64.6 MB in 0.61 s, 106 MB/s\npublished releases/news/1.0.0\nsha256:0123\n\npandas  pd.read_parquet(\"releases/news/1.0.0/data\")\nDuckDB  SELECT * FROM 'releases/news/1.0.0/data/*.parquet'\n"
	if got := runSummary(r, 0); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestEditView(t *testing.T) {
	original := "Write to ann@example.org today.\nThe rest of this document is long, and nobody changed it at all.\nHi\x1bthere"
	rows := []schema.Row{
		{Start: 9, RemovedBytes: 15, RemovedChars: 15, InsertedBytes: 7, Inserted: "<email>", Private: true},
		{Start: 99, RemovedBytes: 1, RemovedChars: 1, Inserted: " "},
	}
	rows[1].Start = strings.IndexByte(original, 0x1b)
	v := editView{context: 12}
	want := "Write to [-15 characters withheld-]{+<email>+} today.\nThe  […] t at all.\nHi[-\\x1b-]{+ +}there\n"
	if got := v.render(original, rows); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// On a terminal too: the kind and the length, in the colour of the kind.
	v.names = &kindNames{&schema.Layout{Steps: []schema.StepInfo{{Name: "clean.spacing", Kinds: []string{"a", "b"}}, {Name: "redact.pii", Kinds: []string{"email", "phone"}}}}}
	v.paint.on = true
	rows[0].Step = 1
	if got := v.render(original, rows[:1]); !strings.HasPrefix(got, "Write to \x1b[34m[-email, 15 characters withheld-]\x1b[0m\x1b[4;34m{+<email>+}\x1b[0m\x1b[2m‹redact.pii email›\x1b[0m today.\n") {
		t.Errorf("got %q", got)
	}
	rows[0].Kind = 1
	if got := v.render(original, rows[:1]); !strings.HasPrefix(got, "Write to \x1b[33m[-phone, ") {
		t.Errorf("got %q", got)
	}
	if got := v.render("short", nil); got != "short\n" {
		t.Errorf("got %q", got)
	}
}

func TestAccountLine(t *testing.T) {
	for want, a := range map[string]schema.Accounting{
		"1 document read, 0 released\n": {Read: 1},
		"1,200 documents read, 9 released, 1 place quarantined (64 B): ledger/quarantine says where and why\n": {
			Read: 1200, Kept: 9, Places: 1, QuarantineBytes: 64},
		"2 documents read, 2 released, 3 places quarantined (64 B, 10 rows): ledger/quarantine says where and why\n": {
			Read: 2, Kept: 2, Places: 3, QuarantineBytes: 64, QuarantineRows: 10},
	} {
		if got := accountLine(a); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
