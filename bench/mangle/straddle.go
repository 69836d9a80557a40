package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
)

// straddling fails where the copies of a document stand in several splits, or some of them in none.
func straddling(dir string) error {
	rel, err := export.Load(dir)
	if err != nil {
		return err
	}
	splits := map[string]map[string]int{} // by family
	for row, err := range rel.Rows("ledger/documents", "id", "split") {
		if err != nil {
			return err
		}
		name, _, _ := strings.Cut(row.Str("id"), "/")
		if splits[name] == nil {
			splits[name] = map[string]int{}
		}
		splits[name][row.Str("split")]++
	}
	return tellStraddling(splits)
}

// tellStraddling prints the documents whose copies are apart, and what each split holds.
func tellStraddling(splits map[string]map[string]int) error {
	families, copies, apart := map[string]int{}, 0, 0
	for _, name := range slices.Sorted(maps.Keys(splits)) {
		in := splits[name]
		for split, n := range in {
			copies += n
			families[split]++
		}
		if _, dropped := in[""]; dropped || len(in) > 1 {
			fmt.Printf("%s stands in %v\n", name, in)
			apart++
		}
	}
	fmt.Printf("splits: %d documents with their copies, %d in all, in %v; %d apart\n", len(splits), copies, families, apart)
	if apart > 0 || copies <= len(splits) {
		return errors.New("copies of a document stand in several splits, or there are none")
	}
	return nil
}
