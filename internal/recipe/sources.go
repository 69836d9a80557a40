package recipe

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/schema"
)

// maxSources bounds the number of entries: file numbers are 23 bits of a document's ordinal, and
// a list this long is a glob that was not written.
const maxSources = 4096

func (c *checker) sources(n *node) {
	if n == nil {
		return
	}
	if n.kind != listNode {
		c.wrongKind(n, listNode, "sources")
		return
	}
	if len(n.items) == 0 || len(n.items) > maxSources {
		c.problem(n, "", "sources must have from 1 to %d entries", maxSources)
		return
	}
	named := map[string]*node{}
	for _, it := range n.items {
		s, ok := c.source(it)
		if !ok {
			continue
		}
		if first := named[s.Name]; first != nil {
			c.problem(it, "give each a `name:` of its own", "source %q stands twice: the first one is on line %d", s.Name, first.line)
		}
		named[s.Name] = it
		c.recipe.Sources = append(c.recipe.Sources, s)
	}
	c.widenDeclared()
}

func sourceKeys() []string {
	return []string{"path", "name", "format", "charset", "fields", "columns", "license", "homepage", "citation"}
}

// source reads one entry.
func (c *checker) source(n *node) (Source, bool) {
	s := Source{Format: "auto", Pos: n.pos()}
	if !c.keys(n, "a source", sourceKeys()) {
		return s, false
	}
	p := n.get("path")
	if p == nil {
		c.problem(n, "", "a source needs a path")
	}
	if c.text(p, "path", &s.Path) {
		c.path(p, s.Path, true)
	}
	s.Name = defaultName(s.Path)
	if name := n.get("name"); c.text(name, "name", &s.Name) && !isSourceName(s.Name) {
		c.problem(name, "", "name of a source must be letters, digits, . _ and -")
	}
	c.enum(n.get("format"), "format", Formats(), &s.Format)
	c.charset(n.get("charset"), &s.Charset)
	c.fields(n, &s)
	c.columns(n.get("columns"), &s)
	c.license(n.get("license"), &s.License)
	c.homepage(n.get("homepage"), &s.Homepage)
	c.text(n.get("citation"), "citation", &s.Citation)
	return s, p != nil && s.Path != ""
}

// isSourceName says whether a name has 1 to 100 letters, digits, . _ and -, and begins with none of
// . and -. As a pattern this took 4 MB and a quarter of tamis's start.
func isSourceName(s string) bool {
	if s == "" || strings.ContainsRune(".-", rune(s[0])) || utf8.RuneCountInString(s) > 100 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.N, r) && !strings.ContainsRune("._-", r)
	}) < 0
}

// defaultName returns the first element of a path that is a name: neither a pattern nor . or ..
func defaultName(p string) string {
	for _, el := range strings.Split(p, "/") {
		if el != "." && el != ".." && isSourceName(el) {
			return el
		}
	}
	return "documents"
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+://`)

// path checks a path of the recipe; glob allows * ? [ ] and ** in it.
func (c *checker) path(n *node, p string, glob bool) {
	switch {
	case p == "":
		c.problem(n, "", "path is empty")
	case scheme.MatchString(p):
		c.problem(n, "copy the files beside the recipe", "only files can be read, not %s", scheme.FindString(p))
	case strings.ContainsRune(p, 0):
		c.problem(n, "", "path holds a zero byte")
	case c.opt.Confined && (path.IsAbs(p) || driveShape.MatchString(p)):
		c.problem(n, "", "a recipe from standard input can't read the absolute path %q", p)
	case c.opt.Confined && hasParent(p):
		c.problem(n, "", "a recipe from standard input can't read outside the working folder: %q", p)
	case glob:
		c.glob(n, p)
	}
}

var driveShape = regexp.MustCompile(`^[A-Za-z]:|^\\`)

func hasParent(p string) bool {
	return contains(strings.FieldsFunc(p, func(r rune) bool { return r == '/' || r == '\\' }), "..")
}

func (c *checker) glob(n *node, p string) {
	for _, el := range strings.Split(p, "/") {
		if _, err := path.Match(el, ""); err != nil {
			c.problem(n, `a [ needs its ]; a plain one is written \[`, "%q is no pattern", el)
			return
		}
		if strings.Contains(el, "**") && el != "**" {
			c.problem(n, "write it as an element of its own: news/**/*.txt", "** stands inside %q", el)
			return
		}
	}
}

// charset checks a label of the WHATWG encoding standard; `auto` is as none.
func (c *checker) charset(n *node, out *string) {
	var s string
	if !c.text(n, "charset", &s) || s == "auto" {
		return
	}
	if _, err := htmlindex.Get(s); err != nil {
		c.problem(n, meant(s, []string{"utf-8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1", "koi8-r", "shift_jis", "gb18030"}),
			"unknown charset %q", s)
		return
	}
	*out = s
}

// fieldKeys are the built-in columns that a source may fill from a field of another name.
func fieldKeys() []string { return []string{"id", "text", "title", "url", "created"} }

// fieldHint is for a key that is no built-in column: most who write one want a column of that name.
func fieldHint(key string) string {
	if s := diag.Suggest(key, fieldKeys()); s != "" {
		return fmt.Sprintf("did you mean %q?", s)
	}
	return fmt.Sprintf("fields has id, text, title, url and created; others of a record become columns by `columns: {%s: string?}` beside it", key)
}

func (c *checker) fields(n *node, s *Source) {
	for _, key := range []string{"fields", "columns"} {
		if k := n.key(key); k != nil && (s.Format == "text" || s.Format == "markdown") {
			c.problem(k, "", "format %s has no fields", s.Format)
		}
	}
	f := n.get("fields")
	if f == nil {
		return
	}
	if f.kind != mapNode {
		c.wrongKind(f, mapNode, "fields")
		return
	}
	s.Fields = map[string]string{}
	for _, e := range f.entries {
		if !contains(fieldKeys(), e.key.text) {
			c.problem(e.key, fieldHint(e.key.text), "unknown key %q in fields", e.key.text)
		}
		var field string
		if !c.text(e.value, "a field", &field) {
			continue
		}
		if field == "" {
			c.problem(e.value, "", "name of a field is empty")
		}
		s.Fields[e.key.text] = field
	}
}

func (c *checker) columns(n *node, s *Source) {
	if n == nil {
		return
	}
	if n.kind != mapNode {
		c.wrongKind(n, mapNode, "columns")
		return
	}
	for _, e := range n.entries {
		c.sourceColumn(e, s)
	}
}

func (c *checker) sourceColumn(e entry, s *Source) {
	var name string
	if !c.text(e.value, "type of a column", &name) || !c.columnName(e.key, e.key.text) {
		return
	}
	t, err := schema.ParseType(name)
	if err != nil || t.Kind == schema.List && t.Elem.Nullable {
		c.problem(e.value, meant(name, []string{"bool", "int32", "int64", "float64", "string", "timestamp", "list<string>"}), "unknown type %q", name)
		return
	}
	s.Columns = append(s.Columns, SourceColumn{Name: e.key.text, Type: t, Slot: c.declare(e.key, e.key.text, t)})
}

var columnShape = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]{0,62}$`)

// columnName checks the name of a new column.
func (c *checker) columnName(n *node, name string) bool {
	switch {
	case !columnShape.MatchString(name):
		c.problem(n, "", "name of a column must be a letter or _ and then letters, digits and _: %q", name)
	case isBuiltin(name):
		c.problem(n, "", "column %q is built in", name)
	case name == "cluster" || name == "split":
		c.problem(n, "", "column %q is written by every release", name)
	default:
		return true
	}
	return false
}

func isBuiltin(name string) bool {
	for _, col := range schema.BuiltinColumns() {
		if col.Name == name {
			return true
		}
	}
	return false
}
