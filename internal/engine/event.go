package engine

import (
	"time"

	"github.com/tamis-data/tamis/schema"
)

// Event is one thing that happened in a run, for the progress line and --json. Times, rates and
// sizes vary from run to run, so an Event never reaches a release.
type Event struct {
	Kind      string           `json:"event"` // phase | progress | warning | step | published | up-to-date | stopped
	Time      time.Time        `json:"time"`
	Phase     string           `json:"phase,omitempty"` // read for <step> | pass for <step> | decide <step> | learn <step> | ids | export | read and export | publish
	Message   string           `json:"message,omitempty"`
	Bytes     int64            `json:"bytes,omitempty"`       // read so far in this phase
	Total     int64            `json:"total_bytes,omitempty"` // of this phase, 0 where unknown
	Documents int64            `json:"documents,omitempty"`
	Step      string           `json:"step,omitempty"`
	In        int64            `json:"in,omitempty"`
	Kept      int64            `json:"kept,omitempty"`
	Rejected  map[string]int64 `json:"rejected,omitempty"`
	Labelled  *int64           `json:"labelled,omitempty"`
	Seconds   float64          `json:"seconds,omitempty"`
	Leaks     *schema.Leaks    `json:"leaks,omitempty"` // of a release with several splits
	Path      string           `json:"path,omitempty"`
	Digest    string           `json:"digest,omitempty"`
}
