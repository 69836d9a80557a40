package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/engine"
)

// sampleLines say where a set holds less than a step that samples was to keep.
func sampleLines(stages []engine.Stage) string {
	var s string
	for _, st := range stages {
		if short := st.Notes["short_classes"]; short > 0 {
			s += fmt.Sprintf("%s: %s\n", safe(st.Step), shortText(st.Notes, short))
		}
	}
	return s
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
