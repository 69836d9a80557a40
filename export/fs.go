package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// FS is everything that writes below an output folder, so that tests can break the disk at any
// call. Paths are those of the host. Errors name the path.
type FS interface {
	// Create makes a new file for writing; it is an error when the path exists.
	Create(path string) (File, error)
	// Open opens a regular file for reading.
	Open(path string) (File, error)
	// Sync makes the content of a file, or the entries of a folder, survive a loss of power.
	Sync(path string) error
	Mkdir(path string, mode fs.FileMode) error
	Chmod(path string, mode fs.FileMode) error
	// Rename moves a file or folder, replacing a file or link that stands at the new path.
	Rename(from, to string) error
	// Remove removes a file, a link or an empty folder.
	Remove(path string) error
	Symlink(target, path string) error
	Readlink(path string) (string, error)
	Lstat(path string) (fs.FileInfo, error)
	// ReadDir lists a folder sorted by name.
	ReadDir(path string) ([]fs.DirEntry, error)
	// Lock takes an exclusive lock on the file at path, made where absent, without waiting;
	// ErrLocked when another holds it. The lock goes with its process, so none is ever stale.
	Lock(path string) (io.Closer, error)
}

// File is an open file of an FS.
type File interface {
	io.ReadWriteCloser
	// Sync makes what was written survive a loss of power. A failed Sync is final.
	Sync() error
}

// ErrLocked says that another run holds the lock of a release's folder.
var ErrLocked = errors.New("another tamis run is writing here")

// Disk is the file system of the host.
type Disk struct{}

// Create implements FS.
func (Disk) Create(path string) (File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
}

// Open implements FS.
func (Disk) Open(path string) (File, error) { return os.Open(path) }

// Sync implements FS. Folders can not be synced on Windows, which keeps their entries itself.
func (Disk) Sync(path string) error {
	flag := os.O_RDONLY
	if runtime.GOOS == "windows" {
		if st, err := os.Stat(path); err != nil || st.IsDir() {
			return err
		}
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Mkdir implements FS.
func (Disk) Mkdir(path string, mode fs.FileMode) error { return os.Mkdir(path, mode) }

// Chmod implements FS.
func (Disk) Chmod(path string, mode fs.FileMode) error { return os.Chmod(path, mode) }

// Rename implements FS.
func (Disk) Rename(from, to string) error { return os.Rename(from, to) }

// Remove implements FS.
func (Disk) Remove(path string) error { return os.Remove(path) }

// Symlink implements FS.
func (Disk) Symlink(target, path string) error { return os.Symlink(target, path) }

// Readlink implements FS.
func (Disk) Readlink(path string) (string, error) { return os.Readlink(path) }

// Lstat implements FS.
func (Disk) Lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

// ReadDir implements FS.
func (Disk) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }

// Lock implements FS.
func (Disk) Lock(path string) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return f, nil // closing it gives the lock back
}

// writeFile makes a file that survives a loss of power, its entry in the folder aside.
func writeFile(fsys FS, path string, data []byte) error {
	f, err := fsys.Create(path)
	if err != nil {
		return err
	}
	n, err := f.Write(data)
	if err == nil && n < len(data) {
		err = fmt.Errorf("write %s: %w", path, io.ErrShortWrite)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// makeDirs makes a folder and those above it, each entry synced in its parent.
func makeDirs(fsys FS, path string) error {
	st, err := fsys.Lstat(path)
	if err == nil && st.IsDir() {
		return nil
	}
	if err == nil && st.Mode()&fs.ModeSymlink == 0 {
		return fmt.Errorf("make folder %s: a file stands there", path)
	}
	if err == nil { // a link: whether it leads to a folder shows when something is made below it
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(path)
	if parent == path {
		return err
	}
	if err := makeDirs(fsys, parent); err != nil {
		return err
	}
	if err := fsys.Mkdir(path, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return fsys.Sync(parent)
}

// removeAll removes a file or a folder with all below it; nothing there is no error. Links are
// removed, never followed.
func removeAll(fsys FS, path string) error {
	st, err := fsys.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if st.IsDir() {
		if err := removeEntries(fsys, path, st); err != nil {
			return err
		}
	}
	return fsys.Remove(path)
}

func removeEntries(fsys FS, path string, st fs.FileInfo) error {
	if st.Mode().Perm()&0o700 != 0o700 {
		if err := fsys.Chmod(path, 0o700); err != nil {
			return err
		}
	}
	entries, err := fsys.ReadDir(path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := removeAll(fsys, filepath.Join(path, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// exists says whether anything stands at path.
func exists(fsys FS, path string) (bool, error) {
	_, err := fsys.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
