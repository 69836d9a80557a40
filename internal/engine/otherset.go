package engine

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// otherSet is a set of documents that a step compares with: it is read and never written.
type otherSet struct {
	res     recipe.Resource
	release string      // name@version of a release
	index   string      // parameters, where its rows are those of a ledger/index; "" for texts
	files   []read.File // named below the set
	sums    [][32]byte
	source  read.Source
	layout  *schema.Layout
	alias   int // slot that is read as the text, where the step works on no text; else -1
	copy    int // slot of the number of a copy, where it is a release with copies; else 0
	digest  string
	bytes   int64
	docs    int64  // that a release says it has
	what    string // it is called in messages; "": set
}

// kind says what the set is.
func (s *otherSet) kind() string {
	if s.release != "" {
		return "release " + s.release
	}
	if s.index != "" {
		return "index"
	}
	return "files"
}

// wrong is a fault of what the recipe says about the set.
func (s *otherSet) wrong(hint, format string, args ...any) error {
	return &RecipeError{Pos: s.res.Pos, Message: s.called() + ": " + fmt.Sprintf(format, args...), Hint: hint}
}

// called names the set in messages.
func (s *otherSet) called() string {
	if s.what == "" {
		return "set " + s.res.Path
	}
	return s.what + " " + s.res.Path
}

// openSet finds the files of a set and holds them against its digest.
func (b *build) openSet(ctx context.Context, step *recipe.Step, res recipe.Resource) (*otherSet, error) {
	s := &otherSet{res: res, alias: -1, layout: b.r.Layout}
	full := beside(b.r, res.Path)
	var err error
	if export.IsRelease(full) {
		err = s.openRelease(full)
	} else {
		err = b.openFiles(ctx, s, full)
	}
	if err != nil {
		return nil, err
	}
	for _, f := range s.files {
		s.bytes += f.Size
	}
	if err := b.confinedTo(s.files); err != nil {
		return nil, s.wrong("", "%v", err)
	}
	switch {
	case s.index != "":
	case step.Spec.Roles != nil:
		s.readRoles()
	default:
		s.compareBy(step.Args)
	}
	if err := b.pin(s); err != nil {
		return nil, err
	}
	return s, b.holdsSome(ctx, s)
}

// openRelease takes the data of a release, which its digest pins.
func (s *otherSet) openRelease(dir string) error {
	rel, err := export.Sealed(dir)
	if err != nil {
		return s.wrong("", "%v", err)
	}
	data, err := rel.DataFiles()
	if err != nil {
		return s.wrong("get the whole release, or a copy with its data/", "%v", err)
	}
	s.take(data)
	for _, f := range data {
		s.docs += f.Rows
	}
	s.release, s.digest = rel.Manifest.Name+"@"+rel.Manifest.Version, rel.Digest
	s.source = read.Source{Name: "other", Path: s.res.Path, Format: "parquet", Fields: map[string]string{"id": "id", "text": "text"}}
	if rel.Copied() && s.layout != nil {
		s.tellCopies()
	}
	return nil
}

// tellCopies reads the column that tells copies of documents from the documents: a copy is no other document.
func (s *otherSet) tellCopies() {
	wide, integer := *s.layout, schema.Type{Kind: schema.Int32}
	s.copy = len(wide.Columns)
	wide.Columns = append(slices.Clone(wide.Columns), schema.Column{Name: schema.CopyColumn, Type: integer})
	s.layout = &wide
	s.source.Columns = append(s.source.Columns, read.Column{Slot: s.copy, Name: schema.CopyColumn, Type: integer})
}

// withoutCopies leaves the rows that are a document's own.
func (s *otherSet) withoutCopies(docs []schema.Doc) []schema.Doc {
	if s.copy == 0 {
		return docs
	}
	return slices.DeleteFunc(docs, func(d schema.Doc) bool { return d.Values[s.copy].Int() > 1 })
}

// take adds files of a release.
func (s *otherSet) take(files []export.DataFile) {
	for _, f := range files {
		s.files = append(s.files, read.File{Number: len(s.files), Path: f.Full, Name: f.Path, Size: f.Bytes})
		s.sums = append(s.sums, f.Sum)
	}
}

// openFiles takes the files that a path names.
func (b *build) openFiles(ctx context.Context, s *otherSet, full string) (err error) {
	s.source = read.Source{Name: "other", Path: s.res.Path, Format: s.res.Format, Fields: map[string]string{}}
	if fault, hint := Look(b.r.Dir, s.res.Path, s.res.Type); fault != "" {
		return &RecipeError{Pos: s.res.Pos, Message: fault, Hint: hint}
	}
	if s.files, err = filesOf(full, []string{b.ownPath(b.o.Work)}); err != nil {
		return s.wrong(setForms, "%s", b.names.covered(findFault(err)))
	}
	b.names.hideFiles(s.files)
	for _, f := range s.files {
		sum, err := hashFile(ctx, f.Path)
		if err != nil {
			return fmt.Errorf("read %s: %w", f.Name, err)
		}
		s.sums = append(s.sums, sum)
	}
	s.digest = digestOfFiles(s.files, s.sums)
	return s.lookForIndex()
}

// fixedPart is the folder that names of files are relative to: the one named, or the one before the first
// wildcard or the file.
func fixedPart(full string) string {
	if info, err := os.Stat(full); err == nil && info.IsDir() {
		return full
	}
	for dir := filepath.Dir(full); ; dir = filepath.Dir(dir) {
		if !strings.ContainsAny(dir, "*?[") || dir == filepath.Dir(dir) {
			return dir
		}
		if _, err := os.Lstat(dir); err == nil {
			return dir
		}
	}
}

// digestOfFiles pins files: one by its own sha256, several by what sha256sum writes of them.
func digestOfFiles(files []read.File, sums [][32]byte) string {
	if len(files) == 1 {
		return digestOf(sums[0])
	}
	h := sha256.New()
	for i, f := range files {
		fmt.Fprintf(h, "%x  %s\n", sums[i], f.Name)
	}
	return digestOf([32]byte(h.Sum(nil)))
}

// Roles of the built-in columns that a step can compare by.
var comparedRoles = map[int]string{schema.SlotText: "text", schema.SlotTitle: "title", schema.SlotURL: "url", schema.SlotID: "id"}

// readRoles says where the set's documents have their text, and the query before it, which is read as the title.
func (s *otherSet) readRoles() {
	for role, as := range map[string]string{"id": "id", "text": "text", "query": "title"} {
		if f := s.res.Fields[role]; f != "" {
			s.source.Fields[as] = f
		} else if role == "text" {
			s.source.Fields[as] = role
		}
	}
}

// compareBy says which fields of the set's documents fill the columns that the step works on. A reader
// needs a text: where the step works on none it is the first of these columns.
func (s *otherSet) compareBy(a transform.Args) {
	field := func(name string) string {
		if f := s.res.Fields[name]; f != "" {
			return f
		}
		return name
	}
	if id := s.res.Fields["id"]; id != "" {
		s.source.Fields["id"] = id
	}
	s.source.Fields["text"] = field("text")
	if !slices.Contains(a.On, schema.SlotText) && s.res.Fields["text"] == "" && len(a.On) > 0 {
		s.alias = a.On[0]
		s.source.Fields["text"] = field(a.OnNames[0])
	}
	for i, slot := range a.On {
		name := a.OnNames[i]
		role, builtin := comparedRoles[slot]
		switch {
		case slot == s.alias || slot == schema.SlotText && s.res.Fields[name] == "":
		case builtin:
			s.source.Fields[role] = field(name)
		default:
			s.source.Columns = append(s.source.Columns, read.Column{Slot: slot, Name: field(name), Type: schema.Type{Kind: schema.String, Nullable: true}, Optional: true})
		}
	}
}

// pin holds the set against the digest that the recipe gives. Only a draft may do without one.
func (b *build) pin(s *otherSet) error {
	draft := b.drafts()
	switch {
	case s.res.Digest == s.digest:
	case s.res.Digest != "":
		return s.wrong("if that is the one you mean, write digest: "+s.digest, "its digest is not %s", s.res.Digest)
	case !draft:
		return s.wrong("write digest: "+s.digest, "it is not pinned by a digest, and only a draft may do without")
	default:
		b.warn("%s: %s is not pinned; write digest: %s", s.res.Pos, s.called(), s.digest)
	}
	return nil
}

// holdsSome is an error where no document of the set can be read.
func (b *build) holdsSome(ctx context.Context, s *otherSet) error {
	if s.release != "" && s.docs == 0 {
		return s.wrong("", "it holds no document")
	}
	var first *schema.Place
	for _, f := range s.files {
		some, err := b.lookInto(ctx, s, f, &first)
		if some || err != nil {
			return err
		}
	}
	if first == nil {
		return s.wrong("", "it holds no document")
	}
	hint := ""
	if strings.Contains(first.Reason, "no text") || strings.Contains(first.Reason, "no field") {
		hint = "say which field holds it, as fields: {text: body}"
	}
	return s.wrong(hint, "no document of it can be read: %s: %s", placeIn(s.files[first.File].Name, *first), first.Reason)
}

// lookInto reads a file up to its first document, and keeps the first place that is none.
func (b *build) lookInto(ctx context.Context, s *otherSet, f read.File, first **schema.Place) (some bool, err error) {
	o := b.otherOptions(s)
	o.NoDigest = true
	r, err := read.Open(f, s.source, o)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for ctx.Err() == nil {
		c, err := r.Next()
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		docs, places, _, err := c.Parse()
		if err != nil || len(docs) > 0 {
			return len(docs) > 0, err
		}
		if len(places) > 0 && *first == nil {
			*first = &places[0]
		}
	}
	return false, ctx.Err()
}

func (b *build) otherOptions(s *otherSet) read.Options {
	o := b.readOptions()
	o.Layout = s.layout
	return o
}

// placeIn says where in a file a place is.
func placeIn(name string, p schema.Place) string {
	switch {
	case p.Line > 0:
		return fmt.Sprintf("%s:%d", name, p.Line)
	case p.Rows > 0:
		return fmt.Sprintf("%s, row %d", name, p.Start+1)
	}
	return fmt.Sprintf("%s, byte %d", name, p.Start)
}
