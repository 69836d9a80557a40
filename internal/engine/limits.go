package engine

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// fewPlaces is below how many quarantined places a share says nothing (DESIGN.md §3).
const fewPlaces = 10

// shownPlaces is how many of the quarantined places a message names.
const shownPlaces = 5

// beyond returns which declared limits and expectations the release breaks, in words.
func (b *build) beyond(m *schema.Manifest) []string {
	a := m.Accounting
	l := b.r.Limits
	var out []string
	all := a.Read + a.Places
	if a.Places > 0 && float64(a.Places) > l.Quarantine*float64(all) && (a.Places >= fewPlaces || l.Quarantine == 0) {
		out = append(out, fmt.Sprintf("%d places of %d could not be read, above limits.quarantine %g: %s",
			a.Places, all, l.Quarantine, strings.Join(b.account.first, ", ")))
	}
	if a.Read > 0 && float64(a.Rejected) > l.Rejected*float64(a.Read) {
		out = append(out, fmt.Sprintf("%d documents of %d were rejected, above limits.rejected %g", a.Rejected, a.Read, l.Rejected))
	}
	return append(out, b.unexpected(m)...)
}

// describe tells a quarantined place: file, range, reason.
func (b *build) describe(p schema.Place) string {
	where := fmt.Sprintf("bytes %d to %d", p.Start, p.End)
	if p.Rows > 0 {
		where = fmt.Sprintf("%d rows", p.Rows)
	}
	if p.Line > 0 {
		where = fmt.Sprintf("line %d", p.Line)
	}
	return fmt.Sprintf("%s %s (%s)", b.files[p.File].Name, where, p.Reason)
}
