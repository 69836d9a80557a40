package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/schema"
)

// copiesLine says how many copies stand beside the documents released.
func copiesLine(a schema.Accounting) string {
	if a.Copies == 0 {
		return ""
	}
	return fmt.Sprintf("copies of them: %s, %s in all\n", countText(a.Copies), plural(int(a.Kept), "row"))
}

// sampleLines say where a set holds less than a step that samples was to keep.
func sampleLines(stages []engine.Stage) string {
	var s string
	for _, st := range stages {
		if _, mixed := st.Notes["most_rows"]; mixed {
			s += mixLine(st)
		}
		if short := st.Notes["short_classes"]; short > 0 {
			s += fmt.Sprintf("%s: %s\n", safe(st.Step), shortText(st.Notes, short))
		}
	}
	return s
}

// mixLine is what each class gives of what is asked of it: sample.mix: books 120 of 120, news 297 of 300.
func mixLine(st engine.Stage) string {
	var parts []string
	for _, note := range slices.Sorted(maps.Keys(st.Notes)) {
		if name, ok := strings.CutPrefix(note, "asked_"); ok {
			parts = append(parts, fmt.Sprintf("%s %s of %s", safe(name), countText(st.Notes["got_"+name]), countText(st.Notes[note])))
		}
	}
	if n := len(parts); n > mostNamed {
		parts = append(parts[:mostNamed], fmt.Sprintf("and %d more", n-mostNamed))
	}
	return fmt.Sprintf("%s: %s\n", safe(st.Step), strings.Join(parts, ", "))
}

// shortText is: the set holds 4 less than is asked for, or 2 of 5 classes hold 12 less than is asked for: en 3.
func shortText(notes map[string]int64, short int64) string {
	var named []string
	for _, note := range slices.Sorted(maps.Keys(notes)) {
		if name, ok := strings.CutPrefix(note, "lacking_"); ok {
			named = append(named, safe(name)+" "+countText(notes[note]))
		}
	}
	if n := len(named); n > mostNamed {
		named = append(named[:mostNamed], fmt.Sprintf("and %d more", n-mostNamed))
	}
	if notes["classes"] <= 1 && len(named) == 0 {
		return fmt.Sprintf("the set holds %s less than is asked for", countText(notes["lacking"]))
	}
	s := fmt.Sprintf("%s of the classes asked for (%s are there) lack %s", countText(short), countText(notes["classes"]), countText(notes["lacking"]))
	if len(named) > 0 {
		s += ": " + strings.Join(named, ", ")
	}
	return s
}
