//go:build unix

package export

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"
)

func TestModesDoNotDependOnUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir := fixture{n: 5, word: "lake"}.release(t, t.TempDir(), "news", "1.0.0")
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		must(t, err)
		st, err := e.Info()
		must(t, err)
		want := fs.FileMode(0o644)
		if e.IsDir() {
			want = 0o755
		}
		if st.Mode().Perm() != want {
			t.Errorf("%s has mode %o", path, st.Mode().Perm())
		}
		return nil
	}))
}
