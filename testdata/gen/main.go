// Command gen writes testdata/documents, testdata/truth.jsonl and testdata/bad/README.md from their sources.
//
//	go run ./testdata/gen            from the root of the repository
//	go run ./testdata/gen -check     only say what is not up to date, and fail if anything is
//	go run ./testdata/gen -bad DIR   write the damaged inputs to DIR
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/damage"
	"github.com/tamis-data/tamis/internal/samples"
)

func main() {
	dir := flag.String("dir", "testdata", "the testdata folder")
	check := flag.Bool("check", false, "write nothing; fail where a file is not up to date")
	bad := flag.String("bad", "", "write the damaged inputs to this folder and nothing else")
	flag.Parse()
	if err := run(*dir, *check, *bad); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(dir string, check bool, bad string) error {
	if bad != "" {
		_, err := damage.Write(bad)
		return err
	}
	act := samples.Write
	if check {
		act = samples.Stale
	}
	names, err := act(dir)
	if err != nil {
		return err
	}
	stale, err := table(filepath.Join(dir, "bad", "README.md"), check)
	if err != nil {
		return err
	}
	names = append(names, stale...)
	for _, name := range names {
		fmt.Println(name)
	}
	if check && len(names) > 0 {
		return fmt.Errorf("%d files are not up to date: go run ./testdata/gen", len(names))
	}
	return nil
}

// table brings the list of damaged inputs up to date, or only says that it isn't.
func table(path string, check bool) (stale []string, err error) {
	doc, err := damage.Document()
	if err != nil {
		return nil, err
	}
	if got, err := os.ReadFile(path); err == nil && string(got) == doc {
		return nil, nil
	}
	if !check {
		err = os.WriteFile(path, []byte(doc), 0o644)
	}
	return []string{"bad/README.md"}, err
}
