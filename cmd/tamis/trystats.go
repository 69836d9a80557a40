package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/engine"
)

// kindSum is what the edits of a kind come to over the documents of a trial.
type kindSum struct {
	step, kind                          string
	order, edits, documents, gone, come int
	last                                int // 1 + the document that was counted last
	colour                              string
}

// kindSums adds up the edits of a trial by step and kind, in the order of the recipe.
func kindSums(t *engine.Trial) []kindSum {
	names := kindNames{t.Layout}
	var sums []kindSum
	for i := range t.Docs {
		for _, r := range t.Docs[i].Rows {
			order := r.Step<<8 | int(r.Kind)
			k := slices.IndexFunc(sums, func(s kindSum) bool { return s.order == order })
			if k < 0 {
				step, kind := names.of(r)
				k, sums = len(sums), append(sums, kindSum{step: step, kind: kind, order: order, colour: names.colour(r)})
			}
			s := &sums[k]
			s.edits, s.gone, s.come = s.edits+1, s.gone+r.RemovedBytes, s.come+r.InsertedBytes
			if s.last != i+1 {
				s.documents, s.last = s.documents+1, i+1
			}
		}
	}
	slices.SortFunc(sums, func(a, b kindSum) int { return cmp.Compare(a.order, b.order) })
	return sums
}

// trialStats is the table of `try --stats`.
func trialStats(t *engine.Trial) string {
	rows := [][]string{{"step", "kind", "edits", "documents", "bytes removed", "inserted"}}
	var edits, gone, come int
	for _, s := range kindSums(t) {
		rows = append(rows, []string{safe(s.step), safe(s.kind), countText(int64(s.edits)), countText(int64(s.documents)), countText(int64(s.gone)), countText(int64(s.come))})
		edits, gone, come = edits+s.edits, gone+s.gone, come+s.come
	}
	edited := 0
	for i := range t.Docs {
		if len(t.Docs[i].Rows) > 0 {
			edited++
		}
	}
	rows = append(rows, []string{"all", "", countText(int64(edits)), countText(int64(edited)), countText(int64(gone)), countText(int64(come))})
	return table(rows, "<<>>>>") + trialEnd(t)
}

// legend names the kinds of a trial in their colours.
func legend(t *engine.Trial, p paint) string {
	if !p.on {
		return ""
	}
	var parts []string
	for _, s := range kindSums(t) {
		parts = append(parts, p.wrap(s.colour, strings.TrimSpace(safe(s.step+" "+s.kind))))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + "\n"
}
