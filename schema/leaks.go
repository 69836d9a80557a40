package schema

import (
	"slices"
	"strconv"
	"strings"
)

// Leaks says what the splits of a release have in common: which of its documents, as they are released,
// stand in more than one split. Each check names the splits that share some; none is listed where none do.
type Leaks struct {
	Splits []string  `json:"splits"` // that were compared, in the order of the recipe
	Exact  LeakCheck `json:"exact"`  // the text, byte for byte
	// Normalised compares as the first step dedupe.exact over texts does; nil without one.
	Normalised *LeakCheck `json:"normalised"`
	// Near compares as the first step dedupe.near does; nil without one: then nobody looked.
	Near *LeakCheck `json:"near"`
}

// LeakCheck is one way to compare the documents of different splits, and what it found.
type LeakCheck struct {
	Step      string   `json:"step,omitempty"` // whose arguments it takes
	On        []string `json:"on"`             // the columns compared
	Threshold float64  `json:"threshold,omitempty"`
	// CandidatePairs of different splits were compared; of LongRuns, bands that many documents of a split
	// share, not each pair of documents was.
	CandidatePairs int64  `json:"candidate_pairs,omitempty"`
	LongRuns       int64  `json:"long_runs,omitempty"`
	Shared         []Leak `json:"shared"`
}

// Leak counts the documents of a split that have a copy in another one.
type Leak struct {
	Split     string        `json:"split"`
	Other     string        `json:"other"`
	Documents int64         `json:"documents"` // of Split
	Examples  []LeakExample `json:"examples"`  // the first of them
}

// LeakExample is a document and the first document of the other split that it is a copy of.
type LeakExample struct {
	ID         string  `json:"id"`
	Other      string  `json:"other_id"`
	Similarity float64 `json:"similarity,omitempty"` // of a near one
}

// Checks returns the checks that were made, by name, in order.
func (l *Leaks) Checks() (names []string, checks []*LeakCheck) {
	for _, c := range []struct {
		name  string
		check *LeakCheck
	}{{"exact", &l.Exact}, {"normalised", l.Normalised}, {"near", l.Near}} {
		if c.check != nil {
			names, checks = append(names, c.name), append(checks, c.check)
		}
	}
	return names, checks
}

// Compared says in a few words how documents were compared.
func (l *Leaks) Compared() string {
	words := "exact"
	if c := l.Normalised; c != nil {
		words += "; as " + c.Step + " does"
	}
	if c := l.Near; c != nil {
		words += "; near at " + strconv.FormatFloat(c.Threshold, 'g', -1, 64)
	}
	return words
}

// Words tells what was found, a phrase for each two splits and check: how many documents of the later one have a
// copy in the earlier one, and the first of them. Ids stand as they are.
func (l *Leaks) Words() (out []string) {
	names, checks := l.Checks()
	for i, c := range checks {
		how := ""
		switch names[i] {
		case "normalised":
			how = ", as " + c.Step + " compares"
		case "near":
			how = ", near at " + strconv.FormatFloat(c.Threshold, 'g', -1, 64)
		}
		for _, s := range c.Shared {
			if slices.Index(l.Splits, s.Split) > slices.Index(l.Splits, s.Other) {
				out = append(out, s.words(how))
			}
		}
	}
	return out
}

// words tells of one leak.
func (s *Leak) words(how string) string {
	documents := " documents of "
	if s.Documents == 1 {
		documents = " document of "
	}
	ids := make([]string, len(s.Examples))
	for i, e := range s.Examples {
		ids[i] = e.ID
	}
	if int64(len(ids)) < s.Documents {
		ids = append(ids, "…")
	}
	verb := " have a copy in "
	if s.Documents == 1 {
		verb = " has a copy in "
	}
	return strconv.FormatInt(s.Documents, 10) + documents + s.Split + verb + s.Other + how + ": " + strings.Join(ids, ", ")
}

// Found says that a check found documents in more than one split.
func (l *Leaks) Found() bool {
	_, checks := l.Checks()
	for _, c := range checks {
		if len(c.Shared) > 0 {
			return true
		}
	}
	return false
}
