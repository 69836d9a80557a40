package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tamis-data/tamis/internal/engine"
)

// barEvery bounds how often the status line moves: ten times a second is as fast as one reads.
const barEvery = 100 * time.Millisecond

// plainEvery is how often --progress plain writes a line into what is mostly a log file.
const plainEvery = 5 * time.Second

// progress shows the events of a run. Its event method is called on one goroutine at a time.
type progress struct {
	v     *voice
	mode  string // bar | plain | none
	json  bool
	began time.Time // of the phase
	phase string
	shown time.Time // when the line was last drawn
	last  engine.Event
}

// newProgress decides what auto means: the bar on a terminal, nothing elsewhere. With --json the
// events are the output, and a bar beside them is wanted only when asked for.
func newProgress(v *voice, mode string, json bool) *progress {
	if mode == "auto" {
		mode = "none"
		if v.errTerm && !json {
			mode = "bar"
		}
	}
	return &progress{v: v, mode: mode, json: json}
}

// event takes what the engine says.
func (p *progress) event(e engine.Event) {
	if p.json {
		p.writeJSON(e)
	}
	switch e.Kind {
	case "warning":
		if !p.json {
			p.v.say("warning: %s", e.Message)
		}
	case "phase":
		p.startPhase(e)
	case "progress":
		p.move(e)
	case "done", "published", "stopped", "up-to-date":
		p.v.endStatus()
	}
}

func (p *progress) writeJSON(e engine.Event) {
	b, err := json.Marshal(e)
	if err != nil { // an Event holds nothing that cannot be written
		b = []byte(`{"event":"warning","message":"event not written"}`)
	}
	p.v.print(string(b) + "\n")
}

func (p *progress) startPhase(e engine.Event) {
	p.phase, p.began, p.shown, p.last = e.Phase, e.Time, time.Time{}, e
	if p.mode == "plain" {
		p.v.say("%s", joinSentence(e.Phase, e.Message))
		p.shown = e.Time
	}
	if p.mode == "bar" {
		p.v.setStatus(joinSentence(e.Phase, e.Message))
	}
}

func joinSentence(phase, message string) string {
	if message == "" {
		return phase
	}
	return phase + ": " + message
}

// move draws a line when the last one has stood long enough.
func (p *progress) move(e engine.Event) {
	if e.Phase != p.phase || p.began.IsZero() {
		p.phase, p.began = e.Phase, e.Time
	}
	p.last = e
	every := barEvery
	if p.mode == "plain" {
		every = plainEvery
	}
	if p.mode == "none" || e.Time.Sub(p.shown) < every {
		return
	}
	p.shown = e.Time
	since := e.Time.Sub(p.began)
	if p.mode == "plain" {
		p.v.say("%s", progressLine(e, since, plainCells))
		return
	}
	p.v.setStatus(progressLine(e, since, p.v.width()-1))
}

// plainCells is more than any line takes: a log file is as wide as it needs to be.
const plainCells = 1 << 10

// progressLine says how far a phase is, in so many cells:
// read for dedupe.exact  12.3 MB of 64.6 MB  19 %  105 MB/s  8,410 documents  0:21 left. What has no room
// is left out whole, the documents first, then the rate, the bytes and the time left.
func progressLine(e engine.Event, since time.Duration, room int) string {
	size, share := sizeText(e.Bytes), ""
	if e.Total > 0 {
		size += " of " + sizeText(e.Total)
		share = fmt.Sprintf("%d %%", int64(100*float64(min(e.Bytes, e.Total))/float64(e.Total)))
	} else if e.Bytes == 0 {
		size = ""
	}
	documents := ""
	if e.Documents > 0 {
		documents = countText(e.Documents) + " documents"
	}
	parts := []string{e.Phase, size, share, rateText(e.Bytes, since), documents, leftText(e, since)}
	for _, first := range []int{4, 3, 1, 5, 2} {
		if cells(safe(joinParts(parts))) <= room {
			break
		}
		parts[first] = ""
	}
	return joinParts(parts)
}

// joinParts joins what is not empty.
func joinParts(parts []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), "  ")
}

// leftText guesses the time left once a few seconds tell the rate.
func leftText(e engine.Event, since time.Duration) string {
	if e.Bytes <= 0 || e.Total <= e.Bytes || since < 3*time.Second {
		return ""
	}
	left := time.Duration(float64(since) / float64(e.Bytes) * float64(e.Total-e.Bytes))
	return clockText(left) + " left"
}

// sizeText writes bytes with three digits: 950 B, 1.23 kB, 64.6 MB.
func sizeText(n int64) string {
	if n < 1000 && n > -1000 {
		return fmt.Sprintf("%d B", n)
	}
	f := float64(n)
	for _, unit := range []string{"kB", "MB", "GB", "TB", "PB"} {
		if f /= 1000; f < 999.5 && f > -999.5 || unit == "PB" {
			return threeDigits(f) + " " + unit
		}
	}
	return ""
}

func threeDigits(f float64) string {
	switch {
	case f < 9.995 && f > -9.995:
		return fmt.Sprintf("%.2f", f)
	case f < 99.95 && f > -99.95:
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.0f", f)
}

// countText writes a number with a comma after each group of three digits.
func countText(n int64) string {
	s := fmt.Sprint(n)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// rateText is bytes in a time, "" before it means anything.
func rateText(n int64, d time.Duration) string {
	if n <= 0 || d < 50*time.Millisecond {
		return ""
	}
	return sizeText(int64(float64(n)/d.Seconds())) + "/s"
}

// clockText writes a duration as 0:07 or 1:02:03.
func clockText(d time.Duration) string {
	s := int64(d.Round(time.Second).Seconds())
	if s < 3600 {
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// secondsText writes a step's time: 4.12 ms, 0.35 s, 12.3 s, 4:05.
func secondsText(s float64) string {
	switch {
	case s >= 60:
		return clockText(time.Duration(s * float64(time.Second)))
	case s < 0.0995:
		return threeDigits(s*1000) + " ms"
	}
	return threeDigits(s) + " s"
}
