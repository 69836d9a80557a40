package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// A value that changed in thousands of places takes no more of the terminal than one that changed in all.
func TestCellDiffIsShort(t *testing.T) {
	var a, b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&a, "word%d and ", i)
		fmt.Fprintf(&b, "word%d or ", i)
	}
	w := &clusterView{}
	got := w.cellDiff(schema.StringValue(a.String()), schema.StringValue(b.String()))
	if len(got) > 8*cellChars || !strings.HasPrefix(got, "[-word0 and word1") || !strings.HasSuffix(got, "word4999 or +}") {
		t.Errorf("%d bytes: %s", len(got), elideEnd(got, 500))
	}
	if got := w.cellDiff(schema.StringValue("one two"), schema.StringValue("one three")); got != "one [-two-]{+three+}" {
		t.Error(got)
	}
}
