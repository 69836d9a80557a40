// Package recipe turns a recipe file into a checked plan: every default filled in, every column
// numbered, every step built, or every problem of the file with its place.
package recipe

import (
	"errors"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// FormatVersion is the recipe format this package reads: `tamis: 1`.
const FormatVersion = 1

// Options says how a recipe is read. The zero value reads one without steps.
type Options struct {
	Dir     string           // folder that its paths are relative to
	Sets    []string         // --set path.to.key=value, applied in order
	Catalog []transform.Spec // the transforms there are
	// Confined is set for a recipe from standard input: absolute paths and .. are problems.
	Confined bool
	// Look says what is wrong with the path of a list, a model or a set, and what to write instead; nil: nobody
	// looks. The recipe itself is read without a look at the disk.
	Look func(path string, t transform.ParamType) (fault, hint string)
	// Open reads a list or model, or says what is wrong with it; nil: they are not opened, and steps with one are
	// not built, which is left to whoever opens them.
	Open func(path string, t transform.ParamType) (data []byte, fault, hint string)
}

// Recipe is a checked recipe.
type Recipe struct {
	File, Dir string

	Name, Version, Title, License, Description, Homepage, Citation, Language string
	// Date is YYYY-MM-DD or RFC 3339 with a zone, as given; "" where absent.
	Date              string
	Authors, Keywords []string
	Seed              uint64
	Sources           []Source
	Repeated          string // ids.repeated: reject | number | fail
	Steps             []Step
	Limits            Limits
	Uncovered         []string // columns that no private step need cover
	Expect            []Expect
	Export            Export

	// Layout numbers columns and steps for the whole run.
	Layout *schema.Layout
	// Splits names the declared splits in order: {"train"} without a split step.
	Splits []string
	// Private says that a step is private (DESIGN.md §4).
	Private bool
}

// Source is one entry of sources.
type Source struct {
	Path     string // as given
	Name     string
	Format   string // auto or one of Formats
	Charset  string // a WHATWG label, "" to detect
	Fields   map[string]string
	Columns  []SourceColumn
	License  string
	Homepage string
	Citation string
	Pos      diag.Pos
}

// SourceColumn is a further column that a source carries, filled from the field of its name.
type SourceColumn struct {
	Name string
	Type schema.Type // as this source declares it
	Slot int         // in the Layout, whose type may allow null for the sake of other sources
}

// Step is one entry of steps.
type Step struct {
	Spec   *transform.Spec
	Name   string // its `as`, else the transform's name
	Prefix string // in names of columns: its `as`, else what follows the dot, with _ for -
	Args   transform.Args
	// Step is what Spec.New built; nil while Resources are still to be opened (see Build).
	Step    transform.Step
	Pos     diag.Pos
	Private bool
	// Refresh asks for the step to be run once more behind the last step that edits text, so
	// that its columns are those of the released text.
	Refresh bool
	// BeforeRedaction is the author's word that what it writes before the first private step may
	// be shown.
	BeforeRedaction bool
	// Edits lists the slots whose text the step may change.
	Edits []int
	// Writes lists the slots of the columns that it writes, metrics included.
	Writes []int
	// Resources are files to be opened before the step can be built.
	Resources []Resource
}

// Resource is a parameter of type list, model or documents: a path as given. Options.Open or the engine opens
// it and gives the step its bytes, for a set transform.Documents, and calls Build.
type Resource struct {
	Param string
	// Table and Row name the row of a ParamTable in which it stands; "" for a parameter of the step itself.
	Table, Row string
	// Field names the field of a ParamObject that it is: an earlier release, not a set to compare with. "" for
	// a parameter of the step itself.
	Field string
	Type  transform.ParamType
	Path  string
	Pos   diag.Pos
	// Name is what a release calls it (NameResources); Known what the engine found it to be, "" before.
	Name, Known string
	// Of documents alone: what pins the set, its format, and the fields that hold what.
	Digest, Format string
	Fields         map[string]string
}

// pinned adds what stands beside a parameter of type documents.
func (r Resource) pinned(a transform.Args) Resource {
	if r.Type != transform.ParamDocuments {
		return r
	}
	if r.Field != "" {
		r.Digest = a.Object(r.Param).String("digest")
		return r
	}
	r.Digest, r.Format, r.Fields = a.String("digest"), a.String("format"), map[string]string{}
	for _, p := range a.Map("fields") {
		r.Fields[p.Name] = p.Value
	}
	return r
}

// Other is what a release calls the other set that the step compares with, "" for none.
func (s *Step) Other() string {
	for _, r := range s.Resources {
		if r.Type == transform.ParamDocuments && r.Field == "" {
			return r.Name
		}
	}
	return ""
}

// OpensSets says that a set or an earlier release must be open before the step can be built.
func (s *Step) OpensSets() bool {
	return slices.ContainsFunc(s.Resources, func(r Resource) bool { return r.Type == transform.ParamDocuments })
}

// Give sets the argument that a resource stands for.
func (s *Step) Give(r Resource, value any) {
	if r.Field != "" {
		s.Args.Object(r.Param).Values[r.Field] = value
		return
	}
	if r.Table == "" {
		s.Args.Values[r.Param] = value
		return
	}
	for _, row := range s.Args.Table(r.Table).Rows {
		if row.Name == r.Row {
			row.Value.Values[r.Param] = value
		}
	}
}

// Data returns the bytes of a list or model that is open, nil before.
func (s *Step) Data(r Resource) []byte {
	a := s.Args
	if r.Table != "" {
		for _, row := range s.Args.Table(r.Table).Rows {
			if row.Name == r.Row {
				a = row.Value
			}
		}
	}
	data, _ := a.Values[r.Param].([]byte)
	return data
}

// FileFaults says of an error of Build what is wrong with which file, for people; nil where it is about something else.
func (s *Step) FileFaults(err error) []diag.Problem {
	faults, ok := transform.BadFiles(errors.Unwrap(err))
	if !ok {
		return nil
	}
	var out []diag.Problem
	for _, f := range faults {
		for _, r := range s.Resources {
			if r.Param == f.Param && r.Row == f.Row {
				out = append(out, diag.Problem{Pos: r.Pos, Message: r.Fault(s.Spec.Name, f.Message), Hint: f.Hint})
			}
		}
	}
	return out
}

// Fault is what is said of a file of a transform: `label.language: model lid.ftz: it is empty`.
func (r Resource) Fault(name, message string) string {
	return fmt.Sprintf("%s: %s %s: %s", name, r.Type, r.Path, message)
}

// Build makes s.Step once its resources stand in Args.Values; Parse has called it for steps
// without any.
func (s *Step) Build() error {
	step, err := s.Spec.New(s.Args)
	if err != nil {
		return fmt.Errorf("build %s: %w", s.Name, err)
	}
	s.Step = step
	return nil
}

// Limits are the bounds beyond which nothing is published, or a document set aside.
type Limits struct {
	Quarantine float64 // places ÷ (documents + places)
	Rejected   float64 // rejected ÷ read
	Document   int64   // bytes of one document
	Uncovered  string  // warn | error
	Leaks      string  // warn | error: where splits share documents
}

// Export says which formats are written and how.
type Export struct {
	Parquet Physical
	Arrow   *Physical     // nil: not written
	JSONL   *Physical     // nil: not written
	Order   string        // source | shuffle | sorted(column) | sorted(column desc)
	Sort    *ExportColumn // of sorted
	Subsets *ExportColumn // nil: files of a split stand in data/ itself
	Edits   string        // full | private | counts
	Rejects string        // full | sample | none
	Index   *Index        // nil: no ledger/index
}

// Index says by what ledger/index is made.
type Index struct {
	Args    transform.Args
	Indexer transform.Indexer
	Version int // of the Spec that it is declared by
	params  []transform.Param
}

// Physical is how one format is written.
type Physical struct {
	Compression string
	Level       string // fastest | default | better; default alone for arrow
	ShardBytes  int64  // of data/; arrow and jsonl are cut where it is
}

// Formats are the formats that a source may declare.
func Formats() []string {
	return []string{"auto", "text", "markdown", "jsonl", "csv", "tsv", "parquet", "arrow"}
}

// Parse reads a recipe. The Recipe is nil where one of the problems is more than a warning; problems are sorted by
// place, and hold everything that is wrong with the file, not just the first.
func Parse(src []byte, file string, opt Options) (*Recipe, []diag.Problem) {
	text := trimBOM(src)
	s := newSource(file, string(text))
	root, problems := readYAML(s, text)
	c := &checker{opt: opt, specs: index(opt.Catalog), src: s, problems: problems}
	if root == nil {
		if len(problems) == 0 {
			c.problems = append(c.problems, s.problem(1, 1, 1, "recipe is empty"))
		}
		return nil, diag.Sort(c.problems)
	}
	if root.kind != mapNode {
		c.wrongKind(root, mapNode, "a recipe")
		return nil, diag.Sort(c.problems)
	}
	c.problems = append(c.problems, applySets(root, opt.Sets, c.specs)...)
	c.recipe = &Recipe{File: file, Dir: opt.Dir}
	c.top(root)
	c.plan()
	problems = diag.Sort(c.problems)
	if diag.HasErrors(problems) {
		return nil, problems
	}
	return c.recipe, problems
}

func trimBOM(src []byte) []byte {
	if len(src) >= 3 && src[0] == 0xEF && src[1] == 0xBB && src[2] == 0xBF {
		return src[3:]
	}
	return src
}

// specIndex finds a Spec by name.
type specIndex map[string]*transform.Spec

func index(catalog []transform.Spec) specIndex {
	specs := make(specIndex, len(catalog))
	for i := range catalog {
		specs[catalog[i].Name] = &catalog[i]
	}
	return specs
}

// names lists the transforms in alphabetical order.
func (s specIndex) names() []string {
	var out []string
	for name := range s {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
