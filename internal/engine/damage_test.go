package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/damage"
	"github.com/tamis-data/tamis/internal/laws"
	"github.com/tamis-data/tamis/internal/read"
)

// childFlag makes the test binary the child that reads foreign Arrow files.
const childFlag = "TAMIS_TEST_ARROW_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childFlag) == "" {
		laws.Main(m)
	}
	if err := read.ServeArrow(os.Stdin, os.Stdout, 0, 0); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func arrowChild() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childFlag + "=1"}
	return cmd
}

const damagedRecipe = `
sources: [{path: bad, name: bad, fields: {id: id}}]
ids: {repeated: number}
steps: [label.counts]
limits: {quarantine: %s}
`

// found is what the ledger says of one input file.
type found struct {
	documents, undecodable, places int
	bytes                          int64 // of documents and places; rows for columnar files
	lost                           int64 // bytes of places that are not counted in rows
	reasons                        []string
}

// TestDamagedInputsAreAccountedFor takes one file of each kind of damage through a whole run.
func TestDamagedInputsAreAccountedFor(t *testing.T) {
	s := newSite(t)
	expected, err := damage.Write(filepath.Join(s.dir, "bad"))
	if err != nil {
		t.Fatal(err)
	}
	res := s.run(s.recipe(fmt.Sprintf(damagedRecipe, "0.5")), Options{Child: arrowChild})
	files := s.ledgerOf(res)
	var bytes int64
	for _, e := range expected {
		if e.Skipped {
			continue
		}
		f := files["bad/"+strings.ReplaceAll(e.File, "\xe9", `\xe9`)] // a name that is no UTF-8
		if bytes += e.Bytes; e.Bytes < 0 {
			bytes += 1 + f.lost
		}
		s.asExpected(e, f)
	}
	a := res.Accounting
	if a.InputBytes != bytes || a.InputBytes != a.DocumentBytes+a.FramingBytes+a.QuarantineBytes || a.QuarantineRows == 0 {
		t.Errorf("%d bytes expected, accounting %+v", bytes, a)
	}
}

func (s *site) asExpected(e damage.Expectation, f found) {
	s.t.Helper()
	enough := f.places == e.Places || e.AtLeast && f.places > e.Places
	if f.documents != e.Documents || f.undecodable != e.Undecodable || !enough {
		s.t.Errorf("%q (%s): %+v, want %+v", e.File, e.Damage, f, e)
	}
	if e.Bytes >= 0 && f.bytes > e.Bytes {
		s.t.Errorf("%q: %d bytes in documents and places, the file has %d", e.File, f.bytes, e.Bytes)
	}
	for _, reason := range f.reasons {
		if !slices.ContainsFunc(e.Reasons, func(w string) bool { return strings.Contains(strings.ToLower(reason), w) }) {
			s.t.Errorf("%q: the reason %q says none of %q", e.File, reason, e.Reasons)
		}
	}
}

// ledgerOf adds up what the ledger says, by file.
func (s *site) ledgerOf(res *Result) map[string]found {
	s.t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	files := map[string]found{}
	for _, table := range []string{"ledger/reads", "ledger/quarantine"} {
		for row, err := range rel.Rows(table) {
			if err != nil {
				s.t.Fatal(err)
			}
			f := files[row.Str("file")]
			f.add(row, table == "ledger/reads")
			files[row.Str("file")] = f
		}
	}
	return files
}

func (f *found) add(row export.Row, document bool) {
	f.bytes += row.Int("byte_end") - row.Int("byte_start")
	if !document {
		if f.places++; row.Value("rows").IsNull() || row.Int("rows") == 0 {
			f.lost += row.Int("byte_end") - row.Int("byte_start")
		}
		f.reasons = append(f.reasons, row.Str("reason"))
		return
	}
	f.documents++
	if len(row.Value("undecodable").List()) > 0 {
		f.undecodable++
	}
}

// TestDamagedInputsBeyondTheLimit: nothing is published, the message names places, the result is kept
// for a look.
func TestDamagedInputsBeyondTheLimit(t *testing.T) {
	s := newSite(t)
	if _, err := damage.Write(filepath.Join(s.dir, "bad")); err != nil {
		t.Fatal(err)
	}
	res, err := Run(context.Background(), s.recipe(fmt.Sprintf(damagedRecipe, "0.01")), Options{Child: arrowChild})
	var limit *LimitError
	if !errors.As(err, &limit) || strings.Count(limit.Reasons[0], "bad/") != shownPlaces {
		t.Fatalf("error %v", err)
	}
	if list, _ := export.Releases(filepath.Join(s.dir, "releases"), "test"); len(list) > 0 {
		t.Errorf("published all the same: %v", list)
	}
	s.verify(res.Path)
}
