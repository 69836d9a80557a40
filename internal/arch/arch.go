// Package arch holds the rule who may import whom, and the test that keeps it.
package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Module is what the paths of our own packages begin with.
const Module = "github.com/tamis-data/tamis/"

// Check reads the import clauses of every Go file of a module, tests aside, and returns each
// violation of the rule as "file: fault".
func Check(module fs.FS) ([]string, error) {
	var faults []string
	err := fs.WalkDir(module, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "vendor"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		found, err := checkFile(module, name)
		faults = append(faults, found...)
		return err
	})
	return faults, err
}

func checkFile(module fs.FS, name string) ([]string, error) {
	src, err := fs.ReadFile(module, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	r, ok := find(path.Dir(name))
	if !ok {
		return []string{name + ": stands in a room without a rule: give it one in internal/arch/rule.go"}, nil
	}
	var faults []string
	for _, imp := range file.Imports {
		if fault := r.fault(strings.Trim(imp.Path.Value, `"`)); fault != "" {
			faults = append(faults, name+": "+fault)
		}
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			faults = append(faults, name+": there is no init() in this house")
		}
	}
	return faults, nil
}

// find returns the rule of a folder: that of the nearest room at or above it.
func find(dir string) (rule, bool) {
	for ; dir != "."; dir = path.Dir(dir) {
		for _, r := range rules {
			if r.room == dir || r.room == path.Dir(dir)+"/*" {
				return r, true
			}
		}
	}
	return rule{}, false
}

// fault says what is wrong with an import in the room, "" for nothing.
func (r rule) fault(imported string) string {
	if dir, ours := strings.CutPrefix(imported, Module); ours {
		if !r.allows(dir) {
			return fmt.Sprintf("%s may not import %s", r.room, dir)
		}
		return ""
	}
	for _, lib := range kept {
		if (imported == lib || strings.HasPrefix(imported, lib+"/")) && !slices.Contains(r.libs, lib) {
			return fmt.Sprintf("%s may not import %s: a few rooms alone do", r.room, lib)
		}
	}
	return ""
}

// allows says whether the room may import a package of ours.
func (r rule) allows(dir string) bool {
	if strings.HasPrefix(dir, r.room+"/") && r.room != "transform" {
		return true // what lies below a room belongs to it
	}
	for _, room := range r.ours {
		above, below := strings.CutSuffix(room, "*")
		if room == dir || below && strings.HasPrefix(dir, above) && dir != testsAlone {
			return true
		}
	}
	return false
}
