package split

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Given is the transform split.given.
var Given = transform.Spec{
	Name:    "split.given",
	Summary: "Takes splits as they are given: in a column, or in a file of ids",
	Doc: `For splits that are made already: the official test set of a benchmark, a column of a dump. ` + "`column`" + ` names a string column that holds
the name of a document's split; ` + "`list`" + ` a UTF-8 file in which each line is an id, a tab and the name of a split. Empty lines and lines
that begin with ` + "`#`" + ` say nothing. The id is that of the release: what a source declares as such, for one document per file its path, else
source and hash. ` + "`names`" + ` turns names as they are given into those of splits: ` + "`{dev: validation}`" + `.

A name that is no split stops the run (exit 1); a line of the file that is none or that puts an id into another split than
one before is an error of the recipe (exit 2): what is misspelt must not end up in the training set. ` + "`missing`" + ` says what becomes of documents with null or "" in the column,
or whose id is not in the file: the run stops, the document is rejected by rule ` + "`not-given`" + `, or it goes into a split.

Nothing is kept together but what is given so: near-duplicates that a list puts apart are apart. How many ids of the file no document
has that came so far stands in the manifest's notes (` + "`ids_without_document`" + `) and at the end of the run.

` + previousShort,
	Params: []transform.Param{
		{Name: "splits", Type: transform.ParamStrings, Required: true, Doc: "Names of the splits, in the order in which the release lists them."},
		{Name: "column", Type: transform.ParamColumn, Doc: "String column that holds the names of splits; this or list."},
		{Name: "list", Type: transform.ParamList, Doc: "File of lines `id<TAB>split`; this or column."},
		{Name: "names", Type: transform.ParamMap, Doc: "Splits by the names under which they are given, where these differ."},
		{Name: "missing", Type: transform.ParamString, Default: missingFail,
			Doc: "What becomes of documents that are given no split: `fail` stops the run (the default: a gap in a list of splits is most often a fault), `reject`, or the name of a split."},
		previousParam,
	},
	Check:   checked(checkGiven),
	Classes: func(a transform.Args) []string { return a.Strings("splits") },
	Rejects: true,
	Version: 2,
	New:     newGiven,
	Examples: []transform.Example{
		{Note: "A column says it; dev is called validation here.", Args: "{splits: [train, validation], column: part, names: {dev: validation}}",
			Docs: []string{"a", "b", "c"}, Given: []string{"part=train", "part=dev", "part=train"},
			Rows: []string{"part=train split=train", "part=dev split=validation", "part=train split=train"}},
		{Note: "What has no split goes into train.", Args: "{splits: [train, test], column: part, missing: train}",
			Docs: []string{"a", "b"}, Given: []string{"part=test", "part=null"}, Rows: []string{"part=test split=test", "part=null split=train"}},
		{Note: "Or is set aside.", Args: "{splits: [train, test], column: part, missing: reject}",
			Docs: []string{"a", "b"}, Given: []string{"part=test", "part=null"}, Rows: []string{"part=test split=test"}},
	},
}

// What `missing` can be beside the name of a split.
const (
	missingFail   = "fail"
	missingReject = "reject"
)

func checkGiven(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	fault := func(param, hint, format string, args ...any) {
		faults = append(faults, transform.Fault{Param: param, Message: fmt.Sprintf(format, args...), Hint: hint})
	}
	if a.Has("column") == a.Has("list") {
		fault("", "column: split for a column, list: splits.tsv for a file of ids", "give either column or list")
	}
	splits := a.Strings("splits")
	faults = append(faults, checkNames("splits", splits)...)
	for _, n := range a.Map("names") {
		if !slices.Contains(splits, n.Value) {
			fault("names."+n.Name, "splits lists them", "%q is none of the splits", n.Value)
		}
	}
	return append(faults, checkElse(a, "missing", splits)...)
}

// checkNames holds names of splits to their form.
func checkNames(param string, names []string) []transform.Fault {
	var faults []transform.Fault
	if len(names) == 0 {
		faults = append(faults, transform.Fault{Param: param, Message: "no split is named"})
	}
	for i, name := range names {
		if !splitName.MatchString(name) {
			faults = append(faults, transform.Fault{Param: param, Message: fmt.Sprintf("%q cannot name a split", name), Hint: "loaders take letters, digits and _ alone"})
		}
		if slices.Contains(names[:i], name) {
			faults = append(faults, transform.Fault{Param: param, Message: fmt.Sprintf("split %s stands there twice", name)})
		}
	}
	return faults
}

// checkElse checks a parameter that says what becomes of documents that the rule of a split does not reach.
func checkElse(a transform.Args, param string, splits []string, more ...string) []transform.Fault {
	reserved := append([]string{missingFail, missingReject}, more...)
	known := append(slices.Clone(reserved), splits...)
	var faults []transform.Fault
	for _, s := range splits {
		if slices.Contains(reserved, s) {
			faults = append(faults, transform.Fault{Param: param, Message: fmt.Sprintf("a split can't be called %s: %s means something else by that", s, param)})
		}
	}
	if what := a.String(param); !slices.Contains(known, what) {
		faults = append(faults, transform.Fault{Param: param, Message: fmt.Sprintf("%s can't be %q", param, what), Hint: "one of " + strings.Join(known, ", ")})
	}
	return faults
}

// otherwise is what becomes of documents that the rule of a split does not reach.
type otherwise struct {
	what string
	rule string // of a rejected one
	said string // why, where the run stops
	into int    // the split, -1 for none
}

func newOtherwise(a transform.Args, param string, splits []string, rule, said string) otherwise {
	what := a.String(param)
	return otherwise{what: what, rule: rule, said: fmt.Sprintf("%s, and %s is fail", said, param), into: slices.Index(splits, what)}
}

// settle does it.
func (o otherwise) settle(d *schema.Doc) error {
	switch o.what {
	case missingFail:
		return errors.New(o.said)
	case missingReject:
		d.Drop(schema.Reject{Rule: o.rule})
	default:
		d.Split = o.into
	}
	return nil
}

// given is split.given with its arguments.
type given struct {
	classes []string
	slot    int            // of the column; -1 with a list
	byName  map[string]int // classes by the names that are given
	byID    map[string]int
	missing otherwise
}

func newGiven(a transform.Args) (transform.Step, error) {
	g := &given{classes: a.Strings("splits"), slot: -1, byName: map[string]int{}}
	for i, name := range g.classes {
		g.byName[name] = i
	}
	for _, n := range a.Map("names") {
		g.byName[n.Name] = slices.Index(g.classes, n.Value)
	}
	g.missing = newOtherwise(a, "missing", g.classes, "not-given", "the document is given no split")
	if !a.Has("column") {
		j := &givenJudge{given: g, seed: a.Seed}
		return newStable(j, a, j.kin), g.read(a.Bytes("list"))
	}
	g.slot = a.Slot(a.String("column"))
	if c, ok := a.Column(a.String("column")); ok && c.Type.Kind != schema.String {
		return nil, fmt.Errorf("column %s: splits are named by strings, and it is %s", c.Name, c.Type)
	}
	if a.Has("previous") {
		j := &givenJudge{given: g, seed: a.Seed}
		return newStable(j, a, j.kin), nil
	}
	return g, nil
}

// read takes up a list of ids.
func (g *given) read(list []byte) error {
	if !utf8.Valid(list) {
		return &transform.FileFault{Param: "list", Message: "it is not UTF-8", Hint: "save it as UTF-8"}
	}
	g.byID = map[string]int{}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(string(list), "\uFEFF")) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		id, name, ok := strings.Cut(line, "\t")
		class, known := g.byName[name]
		if !ok || !known {
			return lineOfSplits(number, ok, g.names())
		}
		if before, twice := g.byID[id]; twice && before != class {
			return &transform.FileFault{Param: "list", Message: fmt.Sprintf("the id of line %d stands in another split before", number), Hint: "an id has one split: take one of the lines out"}
		}
		g.byID[id] = class
	}
	return nil
}

// names lists what the splits may be called in a list.
func (g *given) names() []string { return slices.Sorted(maps.Keys(g.byName)) }

// lineOfSplits is a line that can't be read. What stands there may be private and is not shown.
func lineOfSplits(number int, tab bool, names []string) error {
	f := &transform.FileFault{Param: "list", Message: fmt.Sprintf("line %d is no id, tab and name of a split", number), Hint: "a tab parts the id from the name"}
	if tab {
		f.Message, f.Hint = fmt.Sprintf("line %d names a split that is none", number), "behind the id and a tab stands "+strings.Join(names, " or ")
	}
	return f
}

// Classes says which splits there are.
func (g *given) Classes() []string { return g.classes }

// errNoName names no value: it may be private.
var errNoName = errors.New("the column holds what is no name of a split")

// classOf is the split that a document is given, -1 for none.
func (g *given) classOf(d *schema.Doc) (int, error) {
	name, ok := d.Str(schema.SlotID), false
	class := -1
	if g.slot < 0 {
		class, ok = g.byID[name]
	} else if name = d.Str(g.slot); name != "" {
		if class, ok = g.byName[name]; !ok {
			return 0, errNoName
		}
	}
	if !ok {
		return -1, nil
	}
	return class, nil
}

// Map implements transform.Mapper.
func (g *given) Map(_ context.Context, d *schema.Doc) error {
	class, err := g.classOf(d)
	switch {
	case err != nil:
		return err
	case class < 0:
		return g.missing.settle(d)
	}
	d.Split = class
	return nil
}
