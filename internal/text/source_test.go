package text

import (
	"strings"
	"testing"
)

func TestReadings(t *testing.T) {
	for line, want := range map[string]Reading{
		"The ferry leaves the harbour at seven (in winter at eight).":                                                   Words,
		"// The ferry leaves the harbour at seven, as it did last year.":                                                Words,
		"The gas is measured at pH 7.2, and on macOS too, which the whole of the crew had never done before they left.": Words,
		"Every word(s) of this line is part of a sentence about words":                                                  Words,
		"渡轮七点离开港口，中午之前会回来的，船长说。":                                                                                        Words,
		"func (f *Ferry) Leave(at time.Time) error {":                                                                   Source,
		"return ferry.Leave(seven)":                                                                                     Source,
		"ferry := harbour.Next()":                                                                                       Source,
		"WHERE port = 'north';":                                                                                         Source,
		`{"name": "ferry", "port": 7}`:                                                                                  Source,
		"</div><div class=\"port\">":                                                                                    Source,
		"if (ferry.late) wait(port)":                                                                                    Source,
		"A int":                                                                                                         Unclear,
		"package ferry":                                                                                                 Unclear,
		"Talks Resume":                                                                                                  Unclear,
		"":                                                                                                              Unclear,
		"------":                                                                                                        Unclear,
	} {
		if got := ReadingOf(line); got != want {
			t.Errorf("%q reads as %d, not %d", line, got, want)
		}
	}
}

// An unclear line is what stands around it.
func TestInSource(t *testing.T) {
	for s, want := range map[string]bool{
		"type ferry struct {\n\tA int\n\tB string\n}": true,
		"\tA int\n\tB string\n}\n":                    true,
		"type ferry struct {\n\n\tA int\n\nThe ferry leaves the harbour at seven and comes back.": false,
		"A int":                  false,
		"A Ferry\nA Harbour":     false,
		"A int\n\nx := y.Call()": false,
		"The ferry leaves the harbour at seven and comes back.\nA int\nThe other one stays there all day.": false,
	} {
		at := strings.Index(s, "A ")
		end, _ := NextLine(s, at)
		for at > 0 && s[at-1] != '\n' {
			at--
		}
		if got := InSource(s, at, end); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
