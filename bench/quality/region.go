package main

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
)

// region is a stretch of a text with what was planted there and what a step changed there.
type region struct {
	start, end int
	plants     []garble.Plant
	changes    []change
}

// is returns what the step made of the region, should what right text has there.
func (r region) is(text string) string {
	var b strings.Builder
	at := r.start
	for _, c := range r.changes {
		b.WriteString(text[at:c.start] + c.with)
		at = c.end
	}
	return b.String() + text[at:r.end]
}

func (r region) should(text string) string {
	var b strings.Builder
	at := r.start
	for _, p := range r.plants {
		b.WriteString(text[at:p.Start] + p.Want)
		at = p.End
	}
	return b.String() + text[at:r.end]
}

// regions joins plants and changes that overlap or touch; those of white space with the white space
// around them, since it is one and the same which of two spaces goes.
func regions(t garble.Text, o outcome) []region {
	var all []region
	for _, p := range t.Plants {
		start, end := widened(t.Damaged, p.Start, p.End, p.Text+p.Want)
		all = append(all, region{start, end, []garble.Plant{p}, nil})
	}
	for _, c := range o.changes {
		start, end := widened(t.Damaged, c.start, c.end, t.Damaged[c.start:c.end]+c.with)
		all = append(all, region{start, end, nil, []change{c}})
	}
	slices.SortStableFunc(all, func(a, b region) int { return cmp.Compare(a.start, b.start) })
	var out []region
	for _, r := range all {
		if n := len(out) - 1; n >= 0 && r.start <= out[n].end {
			out[n].end = max(out[n].end, r.end)
			out[n].plants = append(out[n].plants, r.plants...)
			out[n].changes = append(out[n].changes, r.changes...)
			continue
		}
		out = append(out, r)
	}
	for _, r := range out { // one that was widened may begin before another and stand behind it
		slices.SortStableFunc(r.plants, func(a, b garble.Plant) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
		slices.SortStableFunc(r.changes, func(a, b change) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	}
	return out
}

// widened takes the white space on both sides of [start, end) in, where what changed has some itself.
func widened(s string, start, end int, changed string) (int, int) {
	if !strings.ContainsFunc(changed, unicode.IsSpace) {
		return start, end
	}
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !unicode.IsSpace(r) {
			break
		}
		start -= size
	}
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsSpace(r) {
			break
		}
		end += size
	}
	return start, end
}

// scoreRegions counts plants that came out right, compared after form, and changes where none were due or that
// came out wrong.
func scoreRegions(t garble.Text, o outcome, spans []garble.Span, form func(string) string) tally {
	var got tally
	for _, r := range regions(t, o) {
		switch {
		case form(r.is(t.Damaged)) == form(r.should(t.Damaged)):
			got.hit += int64(len(r.plants))
		case len(r.plants) > 0:
			got.miss += int64(len(r.plants))
			got.wrong += int64(len(r.changes))
		case !slices.ContainsFunc(spans, func(s garble.Span) bool { return s.Start <= r.end && r.start <= s.End }):
			got.wrong += int64(len(r.changes))
		}
	}
	return got
}
