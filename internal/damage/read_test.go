package damage_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/damage"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// childFlag makes the test binary the child that reads foreign Arrow files.
const childFlag = "TAMIS_TEST_ARROW_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childFlag) != "" {
		if err := read.ServeArrow(os.Stdin, os.Stdout, 0, 0); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func child() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childFlag+"=1")
	return cmd
}

// outcome is what the reader made of a file.
type outcome struct {
	documents, undecodable int
	places                 []schema.Place
	framing, documentBytes int64
	tally                  read.Tally
}

// TestReadersMeetTheExpectations reads the collection as a run does.
func TestReadersMeetTheExpectations(t *testing.T) {
	dir := t.TempDir()
	expectations, err := damage.Write(filepath.Join(dir, "bad"))
	if err != nil {
		t.Fatal(err)
	}
	sources := []read.Source{{Name: "bad", Path: "bad", Fields: map[string]string{"id": "id"}}}
	files, err := read.Find(dir, sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]read.File{}
	for _, f := range files {
		name, err := filepath.Rel(filepath.Join(dir, "bad"), f.Path)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.ToSlash(name)] = f // as on disk: a name that is no UTF-8 is shown with escapes
	}
	for _, e := range expectations {
		f, ok := found[e.File]
		if ok == e.Skipped {
			t.Errorf("%q: found %v, to be skipped %v", e.File, ok, e.Skipped)
			continue
		}
		if ok {
			check(t, e, readAll(t, f, sources[0]))
		}
		delete(found, e.File)
	}
	for name := range found {
		t.Errorf("%q is read and not in the table", name)
	}
}

func readAll(t *testing.T, f read.File, s read.Source) (o outcome) {
	t.Helper()
	r, err := read.Open(f, s, read.Options{Child: child})
	if err != nil {
		t.Errorf("%q: %v", f.Name, err)
		return o
	}
	defer r.Close()
	for {
		c, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("%q: %v", f.Name, err)
			break
		}
		docs, places, framing, err := c.Parse()
		if err != nil {
			t.Errorf("%q: %v", f.Name, err)
		}
		for _, d := range docs {
			o.documents++
			o.documentBytes += d.Read.End - d.Read.Start
			if len(d.Read.Undecodable) > 0 {
				o.undecodable++
			}
		}
		o.places = append(o.places, places...)
		o.framing += framing
	}
	o.tally = r.Done()
	return o
}

// check holds the outcome against the table and adds up the bytes.
func check(t *testing.T, e damage.Expectation, o outcome) {
	t.Helper()
	enough := len(o.places) == e.Places || e.AtLeast && len(o.places) > e.Places
	if o.documents != e.Documents || !enough || o.undecodable != e.Undecodable {
		t.Errorf("%q (%s): %d documents, %d undecodable, places %+v; expected %d, %d, %d",
			e.File, e.Damage, o.documents, o.undecodable, o.places, e.Documents, e.Undecodable, e.Places)
	}
	sum := o.documentBytes + o.framing
	for _, p := range o.places {
		sum += p.End - p.Start
		if !named(p.Reason, e.Reasons) {
			t.Errorf("%q: the reason %q says none of %q", e.File, p.Reason, e.Reasons)
		}
	}
	if e.Bytes < 0 {
		return
	}
	if sum != o.tally.Stream || sum != e.Bytes {
		t.Errorf("%q: %d bytes add up, %d read, %d expected", e.File, sum, o.tally.Stream, e.Bytes)
	}
}

func named(reason string, words []string) bool {
	for _, w := range words {
		if strings.Contains(strings.ToLower(reason), w) {
			return true
		}
	}
	return false
}

// TestRefusedEntriesAreErrors: each of them stops the search for inputs at once, with its name.
func TestRefusedEntriesAreErrors(t *testing.T) {
	dir := t.TempDir()
	es, err := damage.WriteRefused(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range es {
		t.Log(e.File) // one that blocks is the last in the log
		if _, err := read.Find(dir, []read.Source{{Path: e.File}}, nil); err == nil || !strings.Contains(err.Error(), e.File) {
			t.Errorf("%s: %v", e.File, err)
		}
	}
}
