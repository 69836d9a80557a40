// Package damage writes one input file of each kind of damage and says what a reader has to make of it.
//
// Tests and .ci build releases from such a folder: each damaged range must stand in quarantine, the
// good documents around it must be kept, and the bytes must add up. The files are made, never
// committed: a repository with a FIFO, a link loop and names that are not UTF-8 can't be cloned everywhere.
package damage

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Expectation says what a reader has to make of one file.
type Expectation struct {
	File   string // below the folder, with slashes; the bytes of the name as they are
	Damage string // what is wrong, in a few words
	// Documents is the number of documents that must be read from the file.
	Documents int
	// Places is the number of ranges that must stand in quarantine, each with one row.
	Places int
	// AtLeast says that more places are as good: a reader may tell a lost batch and a lost footer apart.
	AtLeast bool
	// Reasons holds words; the reason of each place, in lower case, contains at least one of them.
	Reasons []string
	// Undecodable is the number of documents whose ledger/reads row must name bytes that stand as U+FFFD.
	Undecodable int
	// Bytes is the length of the decompressed stream as far as it can be read; -1 for columnar files.
	Bytes int64
	// Skipped is set for entries that a walk passes by: hidden files, a loop.
	Skipped bool
	// Refused is set for entries that can't be inputs: whoever finds one says so and stops.
	Refused bool
}

// Bad is one file of the collection: its expectation and its bytes.
type Bad struct {
	Expectation
	Data []byte
}

// Files returns the damaged files, in the order of the table in testdata/bad/README.md; odd
// names and the loop are made by Write alone. Two calls return the same bytes.
func Files() ([]Bad, error) {
	var all []Bad
	for _, room := range []func() ([]Bad, error){
		jsonFiles, encodingFiles, textFiles, csvFiles, compressedFiles, parquetFiles, arrowFiles,
	} {
		files, err := room()
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	return all, nil
}

// Write makes the whole collection in dir, which it creates, and returns what to expect of each file.
// Names that the system can't hold (those that are not UTF-8 on macOS) are left out of both. A source
// that names dir must give all of it. It fails when a file can't be written.
func Write(dir string) ([]Expectation, error) {
	files, err := Files()
	if err != nil {
		return nil, err
	}
	var out []Expectation
	for _, f := range files {
		if err := put(dir, f.File, f.Data); err != nil {
			return nil, err
		}
		out = append(out, f.Expectation)
	}
	for _, more := range []func(string) ([]Expectation, error){writeNames, writeLoop} {
		es, err := more(dir)
		if err != nil {
			return nil, err
		}
		out = append(out, es...)
	}
	return out, nil
}

func put(dir, name string, data []byte) error {
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write damaged files: %w", err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("write damaged files: %w", err)
	}
	return nil
}

// Story returns the text of good document n of a file: plain prose that no step needs to touch, and
// different for every (file, n), so that nothing is a duplicate by accident.
func Story(file string, n int) string {
	harbour := harbours[(n+len(file))%len(harbours)]
	return fmt.Sprintf("Entry %d of the file %s. The ferry to %s left %d minutes late, with %d bicycles "+
		"and one piano on board. Nobody complained, and the piano arrived in tune.",
		n, shown(file), harbour, n*7+3, n+2)
}

var harbours = [...]string{"Oldhaven", "Maris Point", "Tollund", "Grey Island", "Saint Orwen", "Lower Quay", "Pellworth"}

// shown keeps bytes of odd names out of the texts.
func shown(file string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, file)
}
