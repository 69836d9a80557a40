package spill

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// faultStore is a disk whose call number failAt goes wrong, in the way of kind.
type faultStore struct {
	osStore
	calls, failAt int
	kind          error
}

var errShort = errors.New("half of it is written")

func (s *faultStore) hit() bool { s.calls++; return s.calls == s.failAt }

func (s *faultStore) create(dir, pattern string) (file, error) {
	if s.hit() {
		return nil, s.kind
	}
	f, err := s.osStore.create(dir, pattern)
	return &faultFile{f, s}, err
}

func (s *faultStore) open(name string) (file, error) {
	if s.hit() {
		return nil, s.kind
	}
	f, err := s.osStore.open(name)
	return &faultFile{f, s}, err
}

func (s *faultStore) rename(from, to string) error {
	if s.hit() {
		return s.kind
	}
	return s.osStore.rename(from, to)
}

type faultFile struct {
	file
	st *faultStore
}

func (f *faultFile) Write(b []byte) (int, error) {
	if !f.st.hit() {
		return f.file.Write(b)
	}
	if f.st.kind == errShort {
		return f.file.Write(b[:len(b)/2])
	}
	return 0, f.st.kind
}

func (f *faultFile) ReadAt(b []byte, off int64) (int, error) {
	if f.st.hit() {
		return 0, f.st.kind
	}
	return f.file.ReadAt(b, off)
}

func (f *faultFile) Sync() error {
	if f.st.hit() {
		return f.st.kind
	}
	return f.file.Sync()
}

func (f *faultFile) Close() error {
	if f.st.hit() {
		_ = f.file.Close()
		return f.st.kind
	}
	return f.file.Close()
}

// everyFault runs job with a fault at call 1, 2, 3 … until a run meets none. Each faulty run must
// end with an error and leave no file, and no run may give a wrong result.
func everyFault(t *testing.T, job func(st store, dir string) (ok bool, err error)) {
	t.Helper()
	for _, kind := range []error{syscall.ENOSPC, syscall.EIO, errShort} {
		n := 1
		for ; ; n++ {
			st := &faultStore{failAt: n, kind: kind}
			dir := t.TempDir()
			ok, err := job(st, dir)
			if err == nil && !ok {
				t.Fatalf("%v at call %d: a wrong result without an error", kind, n)
			}
			if st.calls < n {
				if err != nil {
					t.Fatalf("without a fault: %v", err)
				}
				break
			}
			if err == nil {
				t.Fatalf("%v at call %d: no error", kind, n)
			}
			if left := dirNames(t, dir); len(left) > 0 {
				t.Fatalf("%v at call %d: %q is left", kind, n, left)
			}
		}
		if n < 10 {
			t.Fatalf("%d calls: the test does not reach the disk", n)
		}
	}
}

func TestSorterEveryFault(t *testing.T) {
	in := makePairs("random", 400, 8)
	want := slices.Clone(in)
	slices.SortFunc(want, lessPair)
	everyFault(t, func(st store, dir string) (bool, error) {
		s := newSorter(st, dir, 4<<10)
		var b Block
		for _, p := range in {
			b.Add([]byte(p.key), []byte(p.payload))
		}
		err := s.Append(&b)
		out, err2 := s.Sort()
		if err != nil || err2 != nil {
			return false, errors.Join(err, err2, s.Close())
		}
		var got []pair
		err = out.Runs(1, func(_ []byte, run iter.Seq2[[]byte, []byte]) error {
			got = append(got, listRun(run, 0)...)
			return nil
		})
		return slices.Equal(got, want), errors.Join(err, out.Close())
	})
}

func TestSummerEveryFault(t *testing.T) {
	everyFault(t, func(st store, dir string) (bool, error) {
		s := newSummer(st, dir, 4<<10)
		var b Sums
		for i := range 300 {
			b.Add([]byte{byte(i), byte(i >> 4), 'k', 'e', 'y', 's'}, 1)
		}
		err := s.Append(&b)
		total := int64(0)
		err2 := s.All(func(_ []byte, n int64) error { total += n; return nil })
		return total == 300, errors.Join(err, err2, s.Close())
	})
}

func TestSpoolEveryFault(t *testing.T) {
	everyFault(t, func(st store, dir string) (bool, error) {
		path := filepath.Join(dir, "x.spool")
		s, err := createSpool(st, path, testKey)
		if err != nil {
			return false, err
		}
		for range 6 {
			if err := s.Append(make([]byte, spoolBlock)); err != nil {
				return false, errors.Join(err, s.Abort())
			}
		}
		if err := s.Commit(); err != nil {
			return false, err
		}
		got, err := readSpool(path)
		return len(got) == 6, err
	})
}

func TestNamesEveryFault(t *testing.T) {
	everyFault(t, func(st store, dir string) (bool, error) {
		n := &Names{st: st, dir: dir, last: -1}
		for i := range 20 {
			_ = n.Add(int64(i), string(make([]byte, nameBlockBytes)))
		}
		err := n.Seal()
		right := true
		for i := range 20 {
			name, ok, e := n.Get(int64(i))
			right = right && ok && len(name) == nameBlockBytes
			err = errors.Join(err, e)
		}
		return right, errors.Join(err, n.Close())
	})
}

// TestDamagedRun cuts and flips the file of a Sorted: an error, never a wrong result.
func TestDamagedRun(t *testing.T) {
	in := makePairs("random", 3000, 4)
	for _, damage := range []func(t *testing.T, name string, size int64){
		func(t *testing.T, name string, size int64) { must(t, os.Truncate(name, size/2)) },
		func(t *testing.T, name string, size int64) { must(t, os.Truncate(name, size-1)) },
		func(t *testing.T, name string, size int64) { flipByte(t, name, size/3) },
		func(t *testing.T, name string, size int64) { flipByte(t, name, 1) },
		func(t *testing.T, name string, size int64) { flipByte(t, name, 9) },
	} {
		s := sortPairs(t, 16<<10, in)
		damage(t, s.run.name, s.run.size)
		if err := s.All(func(_, _ []byte) error { return nil }); !errors.Is(err, ErrDamaged) {
			t.Errorf("All: %v", err)
		}
		err := s.Runs(2, func(_ []byte, run iter.Seq2[[]byte, []byte]) error { listRun(run, 0); return nil })
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("Runs: %v", err)
		}
	}
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []string{"spill-1.run.tmp", "spill-2.names.tmp", "keep.spool", "spill-notes"} {
		must(t, os.WriteFile(filepath.Join(dir, n), nil, 0o600))
	}
	must(t, Sweep(dir))
	if got := dirNames(t, dir); !slices.Equal(got, []string{"keep.spool", "spill-notes"}) {
		t.Errorf("left: %q", got)
	}
	must(t, Sweep(dir+"/absent"))
}
