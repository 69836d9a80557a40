// Command gen writes table.bin, the telephone numbering plans of the world as one automaton, from
// the metadata of libphonenumber: `go run ./internal/scan/phone/gen` in the module's root.
package main

import (
	"fmt"
	"os"

	"github.com/nyaruka/phonenumbers"

	"github.com/tamis-data/tamis/internal/scan/phone/gen/plan"
)

func main() {
	if err := write("internal/scan/phone/table.bin"); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func write(file string) error {
	metadata, err := phonenumbers.MetadataCollection()
	if err != nil {
		return err
	}
	table, err := plan.Table(metadata)
	if err != nil {
		return err
	}
	return os.WriteFile(file, table, 0o644)
}
