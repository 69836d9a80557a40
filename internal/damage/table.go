package damage

import (
	"fmt"
	"os"
	"strings"
)

const head = `# Damaged inputs

This folder holds no damaged file: package ` + "`internal/damage`" + ` makes them, in tests and by
` + "`go run ./testdata/gen -bad DIR`" + `, since a repository with a FIFO, a loop and names that are not UTF-8 can't be
cloned everywhere. The same package holds the table below and the test that the readers agree with it.

Documents are kept; each place is a row of ledger/quarantine with its range and reason; a document with
U+FFFD has a row of ledger/reads that names the bytes. For files of lines and bytes, documents, framing
and places add up to the decompressed stream, for columnar files to the rows.

`

// Document returns testdata/bad/README.md: the table of the whole collection as Linux can hold it.
func Document() (string, error) {
	dir, err := os.MkdirTemp("", "tamis-damage-")
	if err != nil {
		return "", fmt.Errorf("list damaged files: %w", err)
	}
	defer os.RemoveAll(dir)
	inputs, err := Write(dir)
	if err != nil {
		return "", err
	}
	refused, err := WriteRefused(dir)
	return head + table(append(inputs, refused...)), err
}

// table writes expectations as a Markdown table.
func table(es []Expectation) string {
	var b strings.Builder
	b.WriteString("| file | what is wrong | documents | places | with U+FFFD |\n|---|---|---:|---:|---:|\n")
	for _, e := range es {
		documents, places := fmt.Sprint(e.Documents), fmt.Sprint(e.Places)
		switch {
		case e.Skipped:
			documents, places = "passed by", ""
		case e.Refused:
			documents, places = "an error", ""
		case e.AtLeast:
			places = "≥ " + places
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %d |\n", cellOf(e.File), e.Damage, documents, places, e.Undecodable)
	}
	return b.String()
}

// cellOf writes a name so that it stays in its cell and off the terminal.
func cellOf(name string) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprintf("%+q", name), `"`), "|", `\|`)
}
