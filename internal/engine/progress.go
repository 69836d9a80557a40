package engine

import (
	"time"

	"github.com/tamis-data/tamis/internal/read"
)

// phase is what the progress line shows of the pass at work. The sink alone touches it.
type phase struct {
	name  string
	bytes int64
	total int64
	docs  int64
	told  time.Time
}

// tellEvery is how often progress is told: as often as an eye follows.
const tellEvery = 100 * time.Millisecond

// begin tells that a pass starts.
func (b *build) begin(p *pass) {
	b.phase = phase{name: phaseName(p.s, p.st), total: b.phaseTotal(p)}
	b.pipe.turns = []*turn{&b.limit.turn}
	b.event(Event{Kind: "phase", Phase: b.phase.name, Total: b.phase.total})
}

// phaseName says what a pass is for: the first one reads, the last one exports, and each of the others
// takes the documents on to the step that looks at all of them.
func phaseName(s int, st stretch) string {
	name := "export"
	switch {
	case st.judge != nil:
		name = "for " + st.judge.name
	case st.learn != nil:
		name = "for " + st.learn.name
	}
	switch {
	case s == 0 && st.final:
		return "read and export"
	case s == 0:
		return "read " + name
	case st.final:
		return name
	}
	return "pass " + name
}

// deciding tells that all documents have been seen, and what is at work now.
func (p *pass) deciding() {
	switch {
	case p.st.judge != nil && !p.settled:
		p.phase = phase{name: "decide " + p.st.judge.name}
	case p.st.learn != nil:
		p.phase = phase{name: "learn " + p.st.learn.name}
	default:
		return
	}
	p.event(Event{Kind: "phase", Phase: p.phase.name})
}

// phaseTotal is how many bytes the pass will see, as far as that is known before.
func (b *build) phaseTotal(p *pass) int64 {
	var n int64
	if p.s == 0 {
		for _, f := range b.files {
			n += f.Size
		}
		return n
	}
	for _, u := range b.units {
		n += fileSize(u.spool) + u.waiting.bytes
	}
	return n
}

func (p *pass) progress(b *batch) {
	p.phase.bytes += b.bytes
	p.phase.docs += int64(len(b.docs))
	if now := time.Now(); now.Sub(p.phase.told) >= tellEvery {
		p.tellProgress(now)
	}
}

func (p *pass) tellProgress(now time.Time) {
	p.phase.told = now
	p.event(Event{Kind: "progress", Phase: p.phase.name, Bytes: p.phase.bytes, Total: p.phase.total, Documents: p.phase.docs})
}

// tallyOf takes up what is known of a file from the batch that ended it.
func (b *build) tallyOf(n int, t read.Tally) {
	sum, known := b.tallies[n].SHA256, b.tallies[n].known
	b.tallies[n].Tally, b.tallies[n].done = t, true
	if known {
		b.tallies[n].SHA256 = sum
	}
}
