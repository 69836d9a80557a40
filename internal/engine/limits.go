package engine

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/export"
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
			a.Places, all, l.Quarantine, strings.Join(b.account.first[anySource], ", ")))
	}
	if len(out) == 0 {
		out = append(out, b.unreadSources()...)
	}
	if a.Read > 0 && float64(a.Rejected) > l.Rejected*float64(a.Read) {
		out = append(out, fmt.Sprintf("%d documents of %d were rejected, above limits.rejected %g", a.Rejected, a.Read, l.Rejected))
	}
	if l.Leaks == "error" && m.Leaks != nil && m.Leaks.Found() {
		out = append(out, "splits share documents, and limits.leaks is error: "+strings.Join(m.Leaks.Words(), "; "))
	}
	return append(out, b.unexpected(m)...)
}

// unreadSources names the sources of which nothing could be read. A share of few places says nothing of
// a set (fewPlaces), but all of a source does: its fields are named wrong, or it is no such format.
// limits.quarantine: 1 takes even that.
func (b *build) unreadSources() []string {
	documents, places := make([]int64, len(b.sources)), make([]int64, len(b.sources))
	for i, f := range b.account.files {
		documents[b.files[i].Source] += f.count
		places[b.files[i].Source] += f.places
	}
	var out []string
	for i, n := range places {
		if n == 0 || documents[i] > 0 || b.r.Limits.Quarantine >= 1 {
			continue
		}
		out = append(out, fmt.Sprintf("no document of source %s could be read: %s", b.r.Sources[i].Name, strings.Join(b.account.first[i], ", ")))
	}
	return out
}

// emptiness warns of a release without a document. Where steps rejected them all, or there was nothing
// in the inputs, that is what the recipe says, and limits and expectations are how it can say more.
func (b *build) emptiness() {
	a := b.account
	switch {
	case a.Read == 0 && a.Places == 0:
		b.warn("the inputs hold no document: the release is empty (an expectation of rows makes that an error)")
	case a.Read > 0 && a.Kept == 0:
		b.warn("none of the documents read (%d) was kept: the release is empty (limits.rejected makes that an error)", a.Read)
	}
}

// leakage warns of documents that stand in more than one split: a model tested on what it was trained on.
func (b *build) leakage() {
	if b.leaked == nil || !b.leaked.Found() || b.r.Limits.Leaks == "error" {
		return
	}
	words := b.leaked.Words()
	more := ""
	if len(words) > 1 {
		more = fmt.Sprintf("; and %d more findings under leaks in %s", len(words)-1, export.ManifestName)
	}
	b.warn("splits share documents: %s%s", words[0], more)
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
