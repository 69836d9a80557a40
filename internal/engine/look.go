package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/transform"
)

// Look says what is wrong with the path of a list, a model or another set in a recipe of a folder, as far as
// that can be seen without reading a file, and what to write instead; "" where nothing is.
func Look(dir, path string, t transform.ParamType) (fault, hint string) {
	full := path
	if !filepath.IsAbs(full) {
		full = filepath.Join(dir, filepath.FromSlash(path))
	}
	if t == transform.ParamDocuments {
		return lookAtSet(dir, path, full)
	}
	switch info, err := os.Stat(full); {
	case errors.Is(err, fs.ErrNotExist):
		fault = "there is no such file"
		if hint = nearTo(path, full); hint == "" {
			hint = pathHints[t]
		}
	case err != nil:
		fault = errors.Unwrap(err).Error()
	case !info.Mode().IsRegular():
		fault = "it is no file"
	}
	if fault == "" {
		return "", ""
	}
	return fmt.Sprintf("%s %s: %s", t, path, fault), hint
}

// pathHints say what a path should lead to.
var pathHints = map[transform.ParamType]string{
	transform.ParamList:  "a list is a file with an entry on each line; its path is relative to the recipe's folder",
	transform.ParamModel: "a model is a file; its path is relative to the recipe's folder",
}

const setForms = "a set is the folder of a release, a file, a folder of files, or a pattern with *"

// lookAtSet says what is wrong with the path of another set.
func lookAtSet(dir, path, full string) (fault, hint string) {
	if export.IsRelease(full) {
		return "", ""
	}
	_, err := os.Lstat(full)
	switch {
	case err == nil:
		fault, hint = lookInside(path, full)
	case strings.ContainsAny(path, "*?["):
		if _, err := filesOf(full, nil); err != nil {
			fault, hint = findFault(err), setForms
		}
	default:
		fault, hint = "there is no such file or folder", setForms
		if near := nearTo(path, full); near != "" {
			hint = near
		}
		if at := releaseNamed(dir, path); at != "" {
			hint = "a set is named by its path: write " + at
		}
	}
	if fault == "" {
		return "", ""
	}
	return "set " + path + ": " + fault, hint
}

// lookInside says what is wrong with a file or folder that is there.
func lookInside(path, full string) (fault, hint string) {
	if list, err := export.Releases(filepath.Dir(full), filepath.Base(full)); err == nil && len(list) > 0 {
		return "it holds releases and is none itself", "name one of them, as " + strings.TrimSuffix(path, "/") + "/" + list[len(list)-1].Version
	}
	if _, err := filesOf(full, nil); err != nil {
		return findFault(err), setForms
	}
	return "", ""
}

// filesOf finds the files of a set that is no release, named below it.
func filesOf(full string, own []string) ([]read.File, error) {
	full, err := filepath.Abs(full)
	if err != nil {
		return nil, err
	}
	base := fixedPart(full)
	below, err := filepath.Rel(base, full)
	if err != nil {
		return nil, err
	}
	return read.Find(base, []read.Source{{Path: filepath.ToSlash(below)}}, own)
}

// findFault says why no files were found.
func findFault(err error) string {
	s := strings.TrimPrefix(err.Error(), "find inputs: ")
	switch {
	case s == "no file in .":
		return "it holds no file"
	case strings.HasPrefix(s, "no file matches "):
		return "no file matches it"
	}
	return s
}

// nearTo is the hint where a name like the one that is not there stands beside it.
func nearTo(path, full string) string {
	entries, err := os.ReadDir(filepath.Dir(full))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	name := diag.Suggest(filepath.Base(full), names)
	if name == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", strings.TrimSuffix(strings.TrimRight(path, "/"), filepath.Base(full))+name)
}

// releaseNamed is the path of the release that was named as commands take it: NAME or NAME@VERSION.
func releaseNamed(dir, path string) string {
	name, version, given := strings.Cut(path, "@")
	if given {
		at := "releases/" + name + "/" + version
		if export.IsRelease(filepath.Join(dir, filepath.FromSlash(at))) {
			return at
		}
	}
	list, err := export.Releases(filepath.Join(dir, "releases"), name)
	if err != nil || len(list) == 0 {
		return ""
	}
	return "releases/" + name + "/" + list[len(list)-1].Version
}
