package recipe

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/tamis-data/tamis/transform"
)

// fieldPath is the path of a field of an object that is a parameter of the step itself.
var fieldPath = regexp.MustCompile(`^[a-z_]+\.[a-z_]+$`)

// resource reads the path of a file that the engine will open. In an object all but an earlier release stay
// paths: the contract opens parameters of the step itself and of the rows of its tables.
func (v valueReader) resource(p transform.Param, n *node) (any, bool) {
	if n.kind == listNode || n.kind == mapNode {
		v.problem(n, fmt.Sprintf("write %s: path/of/the/file", p.Name), "%s must be the path of a file, not %s", p.Name, n.kind)
		return nil, false
	}
	s, ok := v.str(n, p.Name)
	if !ok {
		return nil, false
	}
	r := Resource{Param: v.path, Type: p.Type, Path: s, Pos: n.pos()}
	switch {
	case v.within != "" && v.path == v.within+"."+v.row+"."+p.Name && p.Type != transform.ParamDocuments:
		r.Param, r.Table, r.Row = p.Name, v.within, v.row
	case p.Type == transform.ParamDocuments && fieldPath.MatchString(v.path):
		r.Param, r.Field, _ = strings.Cut(v.path, ".")
	case strings.ContainsAny(v.path, ".["):
		v.open(n, r)
		return s, true
	}
	v.draft.files, v.draft.fileNodes = append(v.draft.files, r), append(v.draft.fileNodes, n)
	v.draft.opened = append(v.draft.opened, v.open(n, r))
	if p.Type == transform.ParamDocuments && r.Field == "" {
		return nil, true
	}
	return s, true
}

// open looks at what a path leads to, and reads it where that is asked for; nil where it is wrong or nobody asks.
func (v valueReader) open(n *node, r Resource) []byte {
	before := len(v.problems)
	v.checker.path(n, r.Path, r.Type == transform.ParamDocuments)
	if len(v.problems) == before && v.opt.Look != nil {
		if fault, hint := v.opt.Look(r.Path, r.Type); fault != "" {
			v.problem(n, hint, "%s", fault)
		}
	}
	if len(v.problems) > before || v.opt.Open == nil || r.Type == transform.ParamDocuments {
		return nil
	}
	data, fault, hint := v.opt.Open(r.Path, r.Type)
	if fault != "" {
		v.problem(n, hint, "%s", r.Fault(v.draft.at.text, fault))
		return nil
	}
	return data
}
