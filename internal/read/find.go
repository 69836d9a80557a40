package read

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"
)

// Find lists the input files of the sources: plain files, directories with all that is below them,
// and globs (* ? [a-z] within a name, ** for any number of directories). The order is that of the
// sources, within a source of the bytes of the names. A file that two sources match is read for
// each of them.
//
// Names that begin with a dot are left out unless the pattern writes the dot. Links are followed; no
// directory is walked twice for a source. Nothing at or below a path of exclude is found, also not
// through links: the caller gives the output and work folders and the recipe's own files. A pattern
// that matches nothing, a link to nothing and a match that is no regular file are errors.
func Find(dir string, sources []Source, exclude []string) ([]File, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find inputs: %w", err)
	}
	barred := make([]string, len(exclude))
	for i, e := range exclude {
		barred[i] = resolve(under(root, e))
	}
	var files []File
	for i, s := range sources {
		w := &walk{root: root, barred: barred, walked: map[string]bool{}}
		if err := w.source(s.Path); err != nil {
			return nil, fmt.Errorf("find inputs: %w", err)
		}
		if len(w.found) == 0 {
			return nil, fmt.Errorf("find inputs: %s", nothingAt(under(root, s.Path), s.Path))
		}
		sort.Slice(w.found, func(a, b int) bool {
			if x, y := w.found[a], w.found[b]; x.Name == y.Name { // two that are shown alike
				return x.Path < y.Path
			}
			return w.found[a].Name < w.found[b].Name
		})
		for _, f := range w.found {
			f.Number, f.Source = len(files), i
			files = append(files, f)
		}
	}
	return files, nil
}

// nothingAt says that nothing was found, of a folder that it holds nothing.
func nothingAt(full, pattern string) string {
	if st, err := os.Stat(full); err == nil && st.IsDir() {
		return "no file in " + pattern
	}
	return "no file matches " + pattern
}

// DefaultName is the name of a source that gives none: the first element of its path relative to the
// recipe, without what follows a wildcard, leading dots and directories above left out. It is
// "source" where nothing is left.
func DefaultName(p string) string {
	for _, elem := range strings.Split(path.Clean(filepath.ToSlash(p)), "/") {
		if elem == "" || elem == "." || elem == ".." || strings.HasSuffix(elem, ":") {
			continue
		}
		if i := strings.IndexAny(elem, wild); i >= 0 {
			elem = strings.TrimRight(elem[:i], "-_. ")
		}
		if elem != "" {
			return elem
		}
		break
	}
	return "source"
}

const wild = "*?["

func under(root, p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(root, filepath.FromSlash(p))
}

// resolve follows the links of a path; of a path that does not exist yet those of its parents.
func resolve(p string) string {
	if r, err := filepath.EvalSymlinks(p); err == nil {
		return r
	}
	parent := filepath.Dir(p)
	if parent == p {
		return p
	}
	return filepath.Join(resolve(parent), filepath.Base(p))
}

// walk finds the files of one source.
type walk struct {
	root   string
	barred []string        // resolved
	walked map[string]bool // resolved directories and what was looked for in them
	seen   map[string]bool // paths found
	found  []File
}

func (w *walk) source(pattern string) error {
	if pattern == "" {
		return errors.New("a source has no path")
	}
	w.seen = map[string]bool{}
	full := under(w.root, pattern)
	if _, err := os.Lstat(full); err == nil { // also a name that holds * or [
		return w.whole(full)
	}
	slash := filepath.ToSlash(filepath.Clean(filepath.FromSlash(pattern))) // root is a name, whatever it holds
	if !strings.ContainsAny(slash, wild) {
		return fmt.Errorf("there is no file or folder %s", pattern)
	}
	elems := strings.Split(slash, "/")
	fixed := 0
	for !strings.ContainsAny(elems[fixed], wild) {
		fixed++
	}
	for _, e := range elems[fixed:] {
		if _, err := path.Match(e, ""); err != nil {
			return fmt.Errorf("bad pattern %s", pattern)
		}
	}
	base := strings.Join(elems[:fixed], "/")
	if filepath.IsAbs(filepath.FromSlash(slash)) {
		base += "/" // of /*.txt nothing else is left
	}
	return w.match(under(w.root, base), elems[fixed:])
}

// match lists dir by the elements of a pattern.
func (w *walk) match(dir string, elems []string) error {
	if elems[0] == "**" {
		return w.anywhere(dir, elems[1:])
	}
	names, err := w.names(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		ok, _ := path.Match(elems[0], name)
		if !ok || name[0] == '.' && elems[0][0] != '.' {
			continue
		}
		p := filepath.Join(dir, name)
		if len(elems) == 1 {
			err = w.whole(p)
		} else if isDir(p) {
			err = w.match(p, elems[1:])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// anywhere matches the rest of a pattern in dir and in every directory below it.
func (w *walk) anywhere(dir string, rest []string) error {
	if len(rest) == 0 {
		return w.below(dir)
	}
	if w.bars(dir) || w.again(dir, rest) {
		return nil
	}
	if err := w.match(dir, rest); err != nil {
		return err
	}
	names, err := w.names(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		if p := filepath.Join(dir, name); name[0] != '.' && isDir(p) {
			if err := w.anywhere(p, rest); err != nil {
				return err
			}
		}
	}
	return nil
}

// whole takes a file, or a directory with everything below it.
func (w *walk) whole(p string) error {
	if isDir(p) {
		return w.below(p)
	}
	return w.add(p)
}

func (w *walk) below(dir string) error {
	if w.bars(dir) || w.again(dir, nil) {
		return nil
	}
	names, err := w.names(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name[0] == '.' {
			continue
		}
		if err := w.whole(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// again says whether a directory was walked before for the same rest of the pattern, through whatever
// link: links may go in circles.
func (w *walk) again(dir string, rest []string) bool {
	key := resolve(dir) + "\x00" + strings.Join(rest, "/")
	was := w.walked[key]
	w.walked[key] = true
	return was
}

func (w *walk) names(dir string) ([]string, error) {
	if w.bars(dir) {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", w.name(dir), plain(err))
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, nil
}

// bars says whether a path is at or below what is never a source.
func (w *walk) bars(p string) bool {
	r := resolve(p)
	for _, b := range w.barred {
		if r == b || strings.HasPrefix(r, strings.TrimSuffix(b, string(filepath.Separator))+string(filepath.Separator)) {
			return true
		}
	}
	return false
}

func (w *walk) add(p string) error {
	if w.bars(p) {
		return nil
	}
	name := w.name(p)
	if w.seen[p] {
		return nil
	}
	info, err := os.Stat(p)
	if err != nil {
		return fmt.Errorf("%s: %w", name, plain(err))
	}
	if err := regular(info); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.seen[p] = true
	w.found = append(w.found, File{Path: p, Name: name, Size: info.Size()})
	return nil
}

// name shows a path relative to the recipe, or whole where there is no such way. Bytes that are not
// UTF-8 stand as \xff: names become ids, origins and JSON.
func (w *walk) name(p string) string {
	if rel, err := filepath.Rel(w.root, p); err == nil {
		p = rel
	}
	if p = filepath.ToSlash(p); utf8.ValidString(p) {
		return p
	}
	var b strings.Builder
	for i, n := 0, 0; i < len(p); i += n {
		var r rune
		if r, n = utf8.DecodeRuneInString(p[i:]); r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, `\x%02x`, p[i])
			continue
		}
		b.WriteString(p[i : i+n])
	}
	return b.String()
}

func isDir(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.IsDir()
}

// regular refuses what may block for ever or never end when it is read.
func regular(info fs.FileInfo) error {
	kind := "not a regular file"
	switch m := info.Mode(); {
	case m.IsRegular():
		return nil
	case m.IsDir():
		kind = "a directory"
	case m&fs.ModeNamedPipe != 0:
		kind = "a named pipe, not a regular file"
	case m&fs.ModeSocket != 0:
		kind = "a socket, not a regular file"
	case m&fs.ModeDevice != 0:
		kind = "a device, not a regular file"
	}
	return errors.New("is " + kind)
}
