package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/schema"
)

// splitLines say what the splits hold where there are several, and what a step that splits could not keep to.
func splitLines(r *engine.Result) string {
	splits := r.Accounting.Splits
	if len(splits) < 2 {
		return ""
	}
	sizes := slices.Sorted(maps.Values(splits))
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(splits)) {
		if len(splits) > mostNamed {
			parts = []string{fmt.Sprintf("%d, of %s to %s", len(splits), countText(sizes[0]), plural(int(sizes[len(sizes)-1]), "document"))}
			break
		}
		parts = append(parts, fmt.Sprintf("%s %s (%s)", safe(name), countText(splits[name]), percent(splits[name], r.Accounting.Kept)))
	}
	s := "splits: " + strings.Join(parts, ", ") + "\n"
	for _, st := range r.Funnel {
		s += missingLine(st) + deviationLine(st) + previousLine(st) + unusedLine(st)
	}
	return s
}

// mostNamed is how many splits are named one by one: of twenty folds the smallest and the largest say enough.
const mostNamed = 8

// mostLeaks is how many lines say which splits share documents: beyond them the manifest says the rest.
const mostLeaks = 6

// leakLines say what the splits have in common, and how that was looked for.
func leakLines(l *schema.Leaks) string {
	if l == nil {
		return ""
	}
	words := l.Words()
	if len(words) == 0 {
		between := strings.Join(l.Splits, ", ")
		if len(l.Splits) > mostNamed {
			between = plural(len(l.Splits), "split")
		}
		return fmt.Sprintf("leaks: none between %s (%s)\n", safe(between), safe(l.Compared()))
	}
	s := ""
	for i, w := range words {
		if i == mostLeaks {
			return s + fmt.Sprintf("leaks: %d more such lines, under leaks in manifest.json\n", len(words)-i)
		}
		s += "leaks: " + safe(w) + "\n"
	}
	return s
}

// missingLine names splits that hold fewer documents than the recipe asks for.
func missingLine(st engine.Stage) string {
	var parts []string
	for _, note := range slices.Sorted(maps.Keys(st.Notes)) {
		if name, ok := strings.CutPrefix(note, "missing_"); ok {
			parts = append(parts, fmt.Sprintf("%s lacks %s", safe(name), plural(int(st.Notes[note]), "document")))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("%s: %s; the largest group has %s\n", safe(st.Step), strings.Join(parts, ", "), countText(st.Notes["largest_group"]))
}

// deviationLine says how far the shares within classes are off.
func deviationLine(st engine.Stage) string {
	documents, ok := st.Notes["greatest_deviation_documents"]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s: over %s classes the splits are off by %s or %s of a class at most\n", safe(st.Step),
		countText(st.Notes["classes"]), plural(int(documents), "document"), percent(st.Notes["greatest_deviation_ppm"], 1_000_000))
}

// previousLine says what an earlier release decided.
func previousLine(st engine.Stage) string {
	seen, ok := st.Notes["seen_before"]
	if !ok {
		return ""
	}
	s := fmt.Sprintf("%s: documents that keep a split of the previous release: %s; that would stand elsewhere without it: %s", safe(st.Step),
		countText(seen-st.Notes["contact_rejected"]-st.Notes["contact_moved"]), countText(st.Notes["would_have_moved"]))
	for _, p := range []struct{ note, words string }{{"with_seen", "new ones that go with their groups: "},
		{"contact_rejected", "rejected by split.contact: "},
		{"contact_emptied", "groups that it leaves nobody of: "}, {"contact_moved", "moved for contact: "}} {
		if n := st.Notes[p.note]; n > 0 {
			s += "; " + p.words + countText(n)
		}
	}
	return s + "\n"
}

// unusedLine says that a list of splits names documents that are not there.
func unusedLine(st engine.Stage) string {
	n := st.Notes["ids_without_document"]
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s: ids of the list that no document has: %s\n", safe(st.Step), countText(n))
}

// percent is a part of a whole, to a tenth.
func percent(part, whole int64) string {
	if whole == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(whole))
}
