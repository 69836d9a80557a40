package redact

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform/steptest"
)

// slowRecurring is the step over whole texts, with a map of folded lines in place of keys and sums.
func slowRecurring(texts []string, minDocuments, minChars int) []string {
	fold := text.NewFold([]string{"nfc", "case", "digits", "spaces"})
	says := func(line string) bool {
		n := 0
		for _, r := range line {
			if strings.ContainsRune("abAB12é", r) {
				n++
			}
		}
		return n >= minChars
	}
	count := map[string]int{}
	for _, s := range texts {
		seen := map[string]bool{}
		for _, line := range strings.Split(s, "\n") {
			if f := string(fold.Append(nil, line)); says(line) && !seen[f] {
				seen[f] = true
				count[f]++
			}
		}
	}
	var out []string
	for _, s := range texts {
		var kept []string
		for line := range strings.Lines(s) {
			body := strings.TrimSuffix(line, "\n")
			if !says(body) || count[string(fold.Append(nil, body))] < minDocuments {
				kept = append(kept, line)
			}
		}
		cut := strings.Join(kept, "")
		if !strings.HasSuffix(s, "\n") && len(kept) > 0 && cut != s && !strings.HasSuffix(s, kept[len(kept)-1]) {
			cut = strings.TrimSuffix(cut, "\n")
		} else if !strings.HasSuffix(s, "\n") && strings.HasSuffix(cut, "\n") {
			cut = strings.TrimSuffix(cut, "\n")
		}
		out = append(out, cut)
	}
	return out
}

func TestRecurringAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringOf(rapid.SampledFrom([]rune("abAB12é --\n\n\n"))), 1, 8).Draw(t, "texts")
		least := rapid.IntRange(2, 4).Draw(t, "min_documents")
		s, problems := steptest.Plan(Recurring, fmt.Sprintf("{min_documents: %d, min_chars: 2}", least), texts, nil)
		if s == nil {
			t.Fatal(problems)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i, want := range slowRecurring(texts, least, 2) {
			if got := docs[i].Text(); got != want {
				t.Fatalf("%q of %q is %q, not %q", texts[i], texts, got, want)
			}
		}
	})
}

// More lines than the table holds: those of the most documents are cut, ties by key.
func TestMost(t *testing.T) {
	var lines []counted
	for i := range maxLines + 10 {
		lines = append(lines, counted{lineKey{byte(i >> 16), byte(i >> 8), byte(i)}, int64(2 + i%2)})
	}
	kept := most(lines)
	if len(kept) != maxLines || kept[0].documents != 3 || kept[maxLines-1].documents != 2 || kept[maxLines-1].key != (lineKey{byte((maxLines - 12) >> 16 & 0xFF), byte((maxLines - 12) >> 8 & 0xFF), byte((maxLines - 12) & 0xFF)}) {
		t.Errorf("%d lines, last %v", len(kept), kept[maxLines-1])
	}
}
