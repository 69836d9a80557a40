package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A seed's row has its number, the rule, the value and the threshold, and no word of its text; what is kept and what is
// rejected of testdata's documents is all of them.
func TestPage(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "007_ab12.txt"), []byte("The ferry is late and so are we.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := bench{seeds: dir, root: "../.."}
	if err := b.preset("gopher"); err != nil {
		t.Fatal(err)
	}
	page := b.page.String()
	if !strings.Contains(page, "| 007 | rejected | quality / few-words | 8 | < 50 | Words that are counted | 33 | 0 |\n") || strings.Contains(page, "ferry is") || strings.Contains(page, "ab12") {
		t.Error(page)
	}
	m := regexp.MustCompile(`Of (\d+) documents of testdata (\d+) are kept`).FindStringSubmatch(page)
	all, kept := number10(t, m[1]), number10(t, m[2])
	_, table, _ := strings.Cut(page, "are kept")
	for _, row := range regexp.MustCompile(`(?m)^\| \S+ / \S+ \| (\d+) \|`).FindAllStringSubmatch(table, -1) {
		kept += number10(t, row[1])
	}
	if all < 80 || kept != all {
		t.Errorf("%d of %d documents are told:\n%s", kept, all, page)
	}
}

func number10(t *testing.T, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
