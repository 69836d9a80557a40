package export

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// mostLeaks is how many sentences say which splits share documents: beyond them the manifest says the rest.
const mostLeaks = 12

// writeLeaks says what the splits have in common, and how that was looked for.
func writeLeaks(b *strings.Builder, l *schema.Leaks) {
	if l == nil {
		return
	}
	words := l.Words()
	if len(words) == 0 {
		fmt.Fprintf(b, "Leaks between splits: none. Looked for: %s.\n\n", mdLine(lookedFor(l)))
		return
	}
	fmt.Fprintf(b, "Leaks between splits. Looked for: %s. Found:\n\n", mdLine(lookedFor(l)))
	for i, w := range words {
		if i == mostLeaks {
			fmt.Fprintf(b, "- and %d more, in `manifest.json`\n", len(words)-i)
			break
		}
		b.WriteString("- " + mdLine(w) + "\n")
	}
	b.WriteString("\n")
}

// lookedFor says in words what was looked for in other splits.
func lookedFor(l *schema.Leaks) string {
	words := "equal texts"
	if c := l.Normalised; c != nil {
		words += ", those that " + c.Step + " takes for equal"
	}
	if c := l.Near; c != nil {
		words += ", near-duplicates as " + c.Step + " finds them from a similarity of " + strconv.FormatFloat(c.Threshold, 'g', -1, 64) + " on"
	}
	return words
}

// writePrevious says which earlier release decided about splits, and what came of it.
func writePrevious(b *strings.Builder, m *schema.Manifest) {
	if m.Previous == "" {
		return
	}
	fmt.Fprintf(b, "Documents of an earlier release (digest %s) keep the splits that they have there.", mdCode(m.Previous))
	for _, s := range m.Steps {
		seen, ok := s.Notes["seen_before"]
		if !ok {
			continue
		}
		rejected, moved := s.Notes["contact_rejected"], s.Notes["contact_moved"]
		fmt.Fprintf(b, " Found again: %s; in their splits: %s.", commas(seen), commas(seen-rejected-moved))
		const why = "since a document of their group is in a more protected split there."
		if rejected > 0 {
			fmt.Fprintf(b, " Set aside by rule `split.contact`: %s, %s", commas(rejected), why)
		}
		if moved > 0 {
			fmt.Fprintf(b, " Moved: %s, %s", commas(moved), why)
		}
	}
	b.WriteString("\n\n")
}
