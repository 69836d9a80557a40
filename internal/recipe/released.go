package recipe

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Released returns the recipe as a release holds it: Resolved, but that no path of the machine that built
// it stands there (DESIGN.md §5). It parses to a recipe that is released as the same bytes.
func (r *Recipe) Released() []byte { return r.written(true) }

// NameResources gives each list, model and set the name that a release calls it by: the path where the
// recipe writes a relative one, else what the engine found it to be, else the end of the path. An absolute
// path is where something lies on one machine; the digest beside the name says what it is. Of several that
// would be called the same, all but the first get a number.
func (r *Recipe) NameResources() {
	taken := map[string]string{} // names to paths
	for i := range r.Steps {
		s := &r.Steps[i]
		for k := range s.Resources {
			res := &s.Resources[k]
			res.Name = unlike(res.known(), res.Path, taken)
			taken[res.Name] = res.Path
		}
		r.Layout.Steps[i].Other = s.Other()
	}
}

// known is what a release would call the resource if nothing else had that name.
func (r *Resource) known() string {
	switch {
	case !isAbsolute(r.Path):
		return r.Path
	case r.Known != "":
		return r.Known
	}
	return endOf(r.Path)
}

// unlike returns a name that stands for no other path.
func unlike(name, path string, taken map[string]string) string {
	for n := 2; ; n++ {
		if by, is := taken[name]; !is || by == path {
			return name
		}
		name = strings.TrimSuffix(name, "-"+strconv.Itoa(n-1)) + "-" + strconv.Itoa(n)
	}
}

// isAbsolute says whether a path leads from the root of this machine, or would on one where paths begin with /.
func isAbsolute(p string) bool { return path.IsAbs(p) || filepath.IsAbs(p) }

// endOf is the last element of a path, or its pattern with the folder before it.
func endOf(p string) string {
	elems := strings.Split(strings.Trim(path.Clean(filepath.ToSlash(p)), "/"), "/")
	from := len(elems) - 1
	if i := slices.IndexFunc(elems, func(e string) bool { return strings.ContainsAny(e, "*?[") }); i >= 0 {
		from = max(i-1, 0)
	}
	if end := strings.Join(elems[from:], "/"); end != "" {
		return end
	}
	return "."
}

// Shown is the path of a source as a release holds it: relative to the recipe, as the names of its files are.
// What has no such way (another drive) keeps its end alone.
func (s *Source) Shown(dir string) string {
	if !isAbsolute(s.Path) {
		return s.Path
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return endOf(s.Path)
	}
	rel, err := filepath.Rel(root, filepath.FromSlash(s.Path))
	if err != nil {
		return endOf(s.Path)
	}
	return filepath.ToSlash(rel)
}
