package spill

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var testKey = [32]byte{1, 2, 3}

func writeSpool(t testing.TB, path string, records []string) {
	t.Helper()
	s, err := Create(path, testKey)
	must(t, err)
	for i, r := range records {
		if i%2 == 0 {
			must(t, s.Append([]byte(r)))
			continue
		}
		must(t, s.AppendWith(func(b []byte) []byte { return append(b, r...) }))
	}
	must(t, s.Commit())
}

// readSpool returns the records, the error that ended the reading, nil at the end.
func readSpool(path string) ([]string, error) {
	r, err := Open(path, testKey)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []string
	for {
		b, err := r.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		if b.First() != int64(len(out)) {
			return out, errors.New("wrong number of first record")
		}
		for rec := range b.All() {
			out = append(out, string(rec))
		}
	}
}

func TestSpoolKeepsOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "read.spool")
	for _, want := range [][]string{nil, {""}, {"b", "", "a", "b"}, manyRecords(3000), {strings.Repeat("x", 5<<20), "y"}} {
		writeSpool(t, path, want)
		got, err := readSpool(path)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%d records came back as %d: %v", len(want), len(got), err)
		}
	}
}

func manyRecords(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]string, n)
	for i := range out {
		out[i] = strings.Repeat(fmt.Sprint(i), r.IntN(400))
	}
	return out
}

func TestSpoolAppearsAtCommitOnly(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.spool")
	s, err := Create(path, testKey)
	must(t, err)
	must(t, s.Append([]byte("record")))
	if names := dirNames(t, dir); len(names) != 1 || names[0] == "x.spool" {
		t.Errorf("before Commit: %q", names)
	}
	must(t, s.Commit())
	must(t, s.Abort())
	if names := dirNames(t, dir); !slices.Equal(names, []string{"x.spool"}) {
		t.Errorf("after Commit: %q", names)
	}
}

func TestSpoolAbort(t *testing.T) {
	dir := t.TempDir()
	s, err := Create(filepath.Join(dir, "x.spool"), testKey)
	must(t, err)
	must(t, s.Abort())
	must(t, s.Abort())
	if names := dirNames(t, dir); len(names) != 0 {
		t.Errorf("after Abort: %q", names)
	}
	if s.Append(nil) == nil || s.Commit() == nil {
		t.Error("an aborted spool goes on")
	}
}

func TestSpoolOfAnotherKeyIsStale(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.spool")
	writeSpool(t, path, []string{"a"})
	if _, err := Open(path, [32]byte{9}); !errors.Is(err, ErrStale) {
		t.Errorf("got %v", err)
	}
	if _, err := Open(path+"x", testKey); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// TestSpoolEveryByteCounts flips each byte, cuts at each length and appends: never a wrong result.
func TestSpoolEveryByteCounts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.spool")
	writeSpool(t, path, []string{"first", "second", ""})
	good, err := os.ReadFile(path)
	must(t, err)
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 1 << (i % 8)
		checkDamaged(t, path, bad, fmt.Sprintf("byte %d flipped", i))
		checkDamaged(t, path, good[:i], fmt.Sprintf("cut at %d", i))
	}
	checkDamaged(t, path, append(bytes.Clone(good), 0), "a byte appended")
}

func checkDamaged(t *testing.T, path string, content []byte, what string) {
	t.Helper()
	must(t, os.WriteFile(path, content, 0o600))
	if _, err := readSpool(path); !errors.Is(err, ErrDamaged) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestSpoolCutBetweenBlocks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.spool")
	writeSpool(t, path, []string{strings.Repeat("a", spoolBlock), strings.Repeat("b", spoolBlock)})
	good, err := os.ReadFile(path)
	must(t, err)
	block := frameHead + 4 + spoolBlock
	foot := good[len(good)-spoolFoot:]
	checkDamaged(t, path, append(bytes.Clone(good[:spoolHead+block]), foot...), "second block gone")
	swapped := slices.Concat(good[:spoolHead], good[spoolHead+block:spoolHead+2*block], good[spoolHead:spoolHead+block], foot)
	checkDamaged(t, path, swapped, "blocks swapped")
}

// FuzzSpool opens foreign bytes as a spool: an error or records, never a crash.
func FuzzSpool(f *testing.F) {
	path := filepath.Join(f.TempDir(), "seed.spool")
	writeSpool(f, path, []string{"first", "second"})
	good, err := os.ReadFile(path)
	must(f, err)
	f.Add(good)
	f.Add(good[:spoolHead])
	f.Fuzz(func(t *testing.T, b []byte) {
		name := filepath.Join(t.TempDir(), "x")
		must(t, os.WriteFile(name, b, 0o600))
		if _, err := readSpool(name); err == nil && !bytes.HasPrefix(b, []byte(spoolMagic)) {
			t.Fatal("foreign bytes were read as a spool")
		}
	})
}

// Each reuses its memory, stops where it is told, and sees what Next sees.
func TestSpoolEach(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.spool")
	s, err := Create(path, testKey)
	must(t, err)
	for i := range 5 {
		must(t, s.Append(bytes.Repeat([]byte{byte('a' + i)}, spoolBlock/2+i)))
	}
	must(t, s.Commit())
	stop := errors.New("stop")
	for _, most := range []int{5, 2} {
		r, err := Open(path, testKey)
		must(t, err)
		var got []string
		err = r.Each(func(rec []byte) error {
			got = append(got, string(rec[:1])+strconv.Itoa(len(rec)-spoolBlock/2))
			if len(got) == most && most < 5 {
				return stop
			}
			return nil
		})
		if want := []string{"a0", "b1", "c2", "d3", "e4"}[:most]; !slices.Equal(got, want) || (err == stop) != (most < 5) || err != nil && err != stop {
			t.Errorf("%q, %v", got, err)
		}
		must(t, r.Close())
	}
	flipByte(t, path, spoolBlock*2)
	r, err := Open(path, testKey)
	must(t, err)
	defer r.Close()
	if err := r.Each(func([]byte) error { return nil }); !errors.Is(err, ErrDamaged) {
		t.Errorf("a flipped byte: %v", err)
	}
}
