package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// memFS is a file system in memory that knows what of it would survive a loss of power: the content
// of a file as of its last sync, and the entries of a folder as of its last sync.
type memFS struct {
	mu    sync.Mutex
	root  *memNode
	locks map[string]bool
	clock int64
}

type memNode struct {
	dir     bool
	link    string
	mode    fs.FileMode
	mtime   int64
	data    []byte
	synced  []byte
	kids    map[string]*memNode
	durable map[string]*memNode
	pending []memOp // changes of kids since the last sync, in order
}

// memOp is one change of a folder's entries: node under name, nothing where nil; from is the old name
// of a rename.
type memOp struct {
	name, from string
	node       *memNode
}

func newMemFS() *memFS { return &memFS{root: newMemDir(0o755), locks: map[string]bool{}} }

func newMemDir(mode fs.FileMode) *memNode {
	return &memNode{dir: true, mode: mode, kids: map[string]*memNode{}, durable: map[string]*memNode{}}
}

func memPath(path string) []string {
	return strings.FieldsFunc(filepath.ToSlash(path), func(r rune) bool { return r == '/' })
}

func notThere(op, path string) error { return &fs.PathError{Op: op, Path: path, Err: fs.ErrNotExist} }

// find returns the node at a path, nil where there is none. Links are not followed.
func (m *memFS) find(path string) *memNode {
	n := m.root
	for _, e := range memPath(path) {
		if n == nil || !n.dir {
			return nil
		}
		n = n.kids[e]
	}
	return n
}

// entry returns the folder of a path and the name in it.
func (m *memFS) entry(op, path string) (*memNode, string, error) {
	d := m.find(filepath.Dir(path))
	if d == nil || !d.dir {
		return nil, "", notThere(op, path)
	}
	return d, filepath.Base(path), nil
}

func (m *memFS) set(d *memNode, name, from string, n *memNode) {
	m.clock++
	d.mtime = m.clock
	if from != "" {
		delete(d.kids, from)
	}
	if n == nil {
		delete(d.kids, name)
	} else {
		d.kids[name] = n
	}
	d.pending = append(d.pending, memOp{name, from, n})
}

func (m *memFS) add(op, path string, n *memNode) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, name, err := m.entry(op, path)
	if err != nil {
		return err
	}
	if d.kids[name] != nil {
		return &fs.PathError{Op: op, Path: path, Err: fs.ErrExist}
	}
	m.clock++
	n.mtime = m.clock
	m.set(d, name, "", n)
	return nil
}

func (m *memFS) Create(path string) (File, error) {
	n := &memNode{mode: 0o600}
	if err := m.add("create", path, n); err != nil {
		return nil, err
	}
	return &memFile{m: m, n: n}, nil
}

func (m *memFS) Open(path string) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.find(path)
	if n == nil || n.dir {
		return nil, notThere("open", path)
	}
	return &memFile{m: m, n: n}, nil
}

func (m *memFS) Sync(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.find(path)
	if n == nil {
		return notThere("sync", path)
	}
	n.sync()
	return nil
}

func (n *memNode) sync() {
	if !n.dir {
		n.synced = slices.Clone(n.data)
		return
	}
	n.durable, n.pending = applied(n.durable, n.pending), nil
}

func applied(entries map[string]*memNode, ops []memOp) map[string]*memNode {
	out := map[string]*memNode{}
	for k, v := range entries {
		out[k] = v
	}
	for _, op := range ops {
		delete(out, op.from)
		delete(out, op.name)
		if op.node != nil {
			out[op.name] = op.node
		}
	}
	return out
}

func (m *memFS) Mkdir(path string, mode fs.FileMode) error {
	return m.add("mkdir", path, newMemDir(mode))
}

func (m *memFS) Chmod(path string, mode fs.FileMode) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.find(path)
	if n == nil {
		return notThere("chmod", path)
	}
	n.mode = mode
	return nil
}

func (m *memFS) Rename(from, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, old, err := m.entry("rename", from)
	if err != nil {
		return err
	}
	e, name, err := m.entry("rename", to)
	if err != nil || d != e || d.kids[old] == nil {
		return errors.Join(err, notThere("rename", from))
	}
	if there := d.kids[name]; there != nil && (there.dir || d.kids[old].dir) {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	}
	m.set(d, name, old, d.kids[old])
	return nil
}

func (m *memFS) Remove(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, name, err := m.entry("remove", path)
	if err != nil || d.kids[name] == nil {
		return notThere("remove", path)
	}
	if n := d.kids[name]; n.dir && len(n.kids) > 0 {
		return &fs.PathError{Op: "remove", Path: path, Err: errors.New("folder not empty")}
	}
	m.set(d, name, "", nil)
	return nil
}

func (m *memFS) Symlink(target, path string) error {
	return m.add("symlink", path, &memNode{link: target, mode: fs.ModeSymlink | 0o777})
}

func (m *memFS) Readlink(path string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.find(path)
	if n == nil || n.link == "" {
		return "", notThere("readlink", path)
	}
	return n.link, nil
}

func (m *memFS) Lstat(path string) (fs.FileInfo, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.find(path)
	if n == nil {
		return nil, notThere("lstat", path)
	}
	return memInfo{filepath.Base(path), n}, nil
}

func (m *memFS) ReadDir(path string) ([]fs.DirEntry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.find(path)
	if n == nil || !n.dir {
		return nil, notThere("readdir", path)
	}
	var out []fs.DirEntry
	for _, name := range sortedKeys(n.kids) {
		out = append(out, fs.FileInfoToDirEntry(memInfo{name, n.kids[name]}))
	}
	return out, nil
}

type memLock struct {
	m    *memFS
	path string
}

func (l memLock) Close() error {
	l.m.mu.Lock()
	defer l.m.mu.Unlock()
	delete(l.m.locks, l.path)
	return nil
}

func (m *memFS) Lock(path string) (io.Closer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.locks[path] {
		return nil, ErrLocked
	}
	m.locks[path] = true
	return memLock{m, path}, nil
}

type memInfo struct {
	name string
	n    *memNode
}

func (i memInfo) Name() string       { return i.name }
func (i memInfo) Size() int64        { return int64(len(i.n.data)) }
func (i memInfo) ModTime() time.Time { return time.Unix(i.n.mtime, 0) }
func (i memInfo) IsDir() bool        { return i.n.dir }
func (i memInfo) Sys() any           { return nil }
func (i memInfo) Mode() fs.FileMode {
	if i.n.dir {
		return i.n.mode | fs.ModeDir
	}
	return i.n.mode
}

type memFile struct {
	m  *memFS
	n  *memNode
	at int
}

func (f *memFile) Read(p []byte) (int, error) {
	if f.at >= len(f.n.data) {
		return 0, io.EOF
	}
	n := copy(p, f.n.data[f.at:])
	f.at += n
	return n, nil
}

func (f *memFile) Write(p []byte) (int, error) {
	f.n.data = append(f.n.data, p...)
	return len(p), nil
}

func (f *memFile) Sync() error  { f.n.sync(); return nil }
func (f *memFile) Close() error { return nil }

// crashed returns what a loss of power leaves: of what was not synced, none (0), all (100) or a
// random share. Entries of a folder are lost from the end, as a journal loses them; the tail of a
// file is cut or reads as zeros.
func (m *memFS) crashed(percent int, rng *rand.Rand) *memFS {
	out := newMemFS()
	out.clock = m.clock
	seen := map[*memNode]*memNode{}
	var copyNode func(*memNode) *memNode
	copyNode = func(n *memNode) *memNode {
		if c := seen[n]; c != nil {
			return c
		}
		c := &memNode{dir: n.dir, link: n.link, mode: n.mode, mtime: n.mtime}
		seen[n] = c
		if !n.dir {
			c.data = survivor(n, percent, rng)
			c.synced = slices.Clone(c.data)
			return c
		}
		ops := n.pending[:survivors(len(n.pending), percent, rng)]
		c.kids, c.durable = map[string]*memNode{}, map[string]*memNode{}
		for name, kid := range applied(n.durable, ops) {
			c.kids[name] = copyNode(kid)
			c.durable[name] = c.kids[name]
		}
		return c
	}
	out.root = copyNode(m.root)
	return out
}

func survivors(n, percent int, rng *rand.Rand) int {
	switch percent {
	case 0:
		return 0
	case 100:
		return n
	}
	return rng.IntN(n + 1)
}

func survivor(n *memNode, percent int, rng *rand.Rand) []byte {
	if percent == 0 || string(n.data) == string(n.synced) {
		return slices.Clone(n.synced)
	}
	if percent == 100 {
		return slices.Clone(n.data)
	}
	cut := rng.IntN(len(n.data) + 1)
	if rng.IntN(2) == 0 {
		return slices.Clone(n.data[:cut])
	}
	return append(slices.Clone(n.data[:cut]), make([]byte, len(n.data)-cut)...)
}

// clone returns a copy that shares nothing.
func (m *memFS) clone() *memFS { return m.crashed(100, nil) }

// tree lists every file and link below a folder with its content.
func (m *memFS) tree(path string) map[string]string {
	out := map[string]string{}
	var walk func(rel string, n *memNode)
	walk = func(rel string, n *memNode) {
		if n.link != "" {
			out[rel] = "-> " + n.link
		} else if !n.dir {
			out[rel] = string(n.data)
		}
		for name, kid := range n.kids {
			walk(filepath.ToSlash(filepath.Join(rel, name)), kid)
		}
	}
	if n := m.find(path); n != nil {
		walk("", n)
	}
	return out
}

// dump writes a folder of m to the disk.
func (m *memFS) dump(t *testing.T, path, to string) {
	t.Helper()
	for rel, content := range m.tree(path) {
		full := filepath.Join(to, rel)
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		if target, ok := strings.CutPrefix(content, "-> "); ok {
			must(t, os.Symlink(target, full))
			continue
		}
		must(t, os.WriteFile(full, []byte(content), 0o644))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// faultFS counts the calls that change or sync something and breaks one of them.
type faultFS struct {
	FS
	calls int
	at    int    // the call that fails, from 1; 0: none
	err   error  // what it fails with; errCrash: it is done, and from then on nothing works
	short bool   // a failing write writes half
	on    bool   // all later calls fail too
	op    string // what failed first
}

var errCrash = errors.New("power lost")

// call counts a call and says whether it is to be done.
func (f *faultFS) call(op, path string) error {
	f.calls++
	switch {
	case f.at == 0 || f.calls < f.at:
		return nil
	case errors.Is(f.err, errCrash):
		if f.calls == f.at {
			return nil
		}
		return errCrash
	case f.calls == f.at || f.on:
		if f.calls == f.at {
			f.op = op
		}
		return &fs.PathError{Op: op, Path: path, Err: f.err}
	}
	return nil
}

func (f *faultFS) Create(path string) (File, error) {
	if err := f.call("create", path); err != nil {
		return nil, err
	}
	file, err := f.FS.Create(path)
	return &faultFile{file, f, path}, err
}

func (f *faultFS) Open(path string) (File, error) {
	if err := f.call("open", path); err != nil {
		return nil, err
	}
	file, err := f.FS.Open(path)
	return &faultFile{file, f, path}, err
}

func (f *faultFS) Sync(path string) error {
	return errors.Join(f.call("sync", path), f.unless(func() error { return f.FS.Sync(path) }))
}

// unless does a call where the fault of this moment lets it.
func (f *faultFS) unless(do func() error) error {
	if f.at > 0 && (f.calls > f.at && (f.on || errors.Is(f.err, errCrash)) || f.calls == f.at && !errors.Is(f.err, errCrash)) {
		return nil
	}
	return do()
}

func (f *faultFS) Mkdir(path string, mode fs.FileMode) error {
	return errors.Join(f.call("mkdir", path), f.unless(func() error { return f.FS.Mkdir(path, mode) }))
}

func (f *faultFS) Chmod(path string, mode fs.FileMode) error {
	return errors.Join(f.call("chmod", path), f.unless(func() error { return f.FS.Chmod(path, mode) }))
}

func (f *faultFS) Rename(from, to string) error {
	return errors.Join(f.call("rename", from), f.unless(func() error { return f.FS.Rename(from, to) }))
}

func (f *faultFS) Remove(path string) error {
	return errors.Join(f.call("remove", path), f.unless(func() error { return f.FS.Remove(path) }))
}

func (f *faultFS) Symlink(target, path string) error {
	return errors.Join(f.call("symlink", path), f.unless(func() error { return f.FS.Symlink(target, path) }))
}

func (f *faultFS) ReadDir(path string) ([]fs.DirEntry, error) {
	if err := f.call("readdir", path); err != nil {
		return nil, err
	}
	return f.FS.ReadDir(path)
}

type faultFile struct {
	File
	f    *faultFS
	path string
}

func (f *faultFile) Write(p []byte) (int, error) {
	if err := f.f.call("write", f.path); err != nil {
		if f.f.short {
			n, _ := f.File.Write(p[:len(p)/2])
			return n, err
		}
		return 0, err
	}
	return f.File.Write(p)
}

func (f *faultFile) Sync() error {
	return errors.Join(f.f.call("fsync", f.path), f.f.unless(f.File.Sync))
}

func (f *faultFile) Close() error {
	return errors.Join(f.f.call("close", f.path), f.f.unless(f.File.Close))
}

func (m *memFS) String() string { return fmt.Sprint(sortedKeys(m.tree("/"))) }
