package export

import (
	"fmt"
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
		fmt.Fprintf(b, "Leaks between splits: none (%s).\n\n", mdLine(l.Compared()))
		return
	}
	fmt.Fprintf(b, "Leaks between splits (%s):\n\n", mdLine(l.Compared()))
	for i, w := range words {
		if i == mostLeaks {
			fmt.Fprintf(b, "- and %d more, in `manifest.json`\n", len(words)-i)
			break
		}
		b.WriteString("- " + mdLine(w) + "\n")
	}
	b.WriteString("\n")
}
