package transform

import "github.com/tamis-data/tamis/schema"

// Spec declares a transform: the recipe's parser, lint, help, reference, JSON schema and tests all
// come from it.
type Spec struct {
	Name    string // as in a recipe: room.word
	Summary string // one sentence, no full stop
	Doc     string // what it does and does not, for the reference; Markdown
	Params  []Param
	// Short names the parameter that a bare value stands for (`column.drop: title`); "" for none.
	Short string
	// On says which columns the step works on by default; OnNone for steps without `on:`.
	On On
	// Kinds lists the kinds of its edits for given arguments, in the order that edits number them; none where
	// it edits nothing with these.
	Kinds func(Args) []string
	// Private says whether nothing that the step took may be given away (DESIGN.md §4).
	Private func(Args) bool
	// Reads and Writes name the columns for given arguments, `on` aside; checked while planning.
	Reads  func(Args) []string
	Writes func(Args) []schema.Column
	// Values lists, by column that the step writes, all values that it can hold, where they are known before a
	// document is read: a table by that column that names another one would never apply.
	Values func(Args) map[string][]string
	// Apart is the argument with which the step's name stands before all of its columns, as a recipe holds
	// it (`columns: step`): the hint where another step writes one of them already. "" where there is none.
	Apart string
	// Drops names columns that later steps no longer see; Renames maps old to new names.
	Drops   func(Args) []string
	Renames func(Args) map[string]string
	// Defaults returns defaults that depend on other arguments; those that are given stay as they are.
	Defaults func(Args) map[string]any
	// Metrics and Rules are what a filter measures and holds it against, for the ledger's readers.
	Metrics []Metric
	Rules   []Rule
	// Check returns what is wrong with the arguments beyond each one's own type, all at once.
	Check func(Args) []Fault
	// Classes names the splits of a step that puts documents into some and is built late, since it has a list.
	Classes func(Args) []string
	// Roles are what `fields` of a parameter of type documents may name beside id and text, where the other set is read
	// for these alone: a text that stands before the other, as query. nil: for the columns that the step works on.
	Roles []string
	// Index says how a release's ledger/index is made by the same keys; nil for all but one.
	Index    *IndexSpec
	Examples []Example // shown in the reference and run as tests
	// EditsText says that the step can change a text with some arguments, Rejects that it can drop documents.
	EditsText, Rejects bool
	// Version is raised whenever the same input may give another output; part of the fingerprint.
	Version int
	// New builds the step; arguments are checked, columns numbered.
	New func(Args) (Step, error)
}

// Metric declares a number that a filter measures of each document: the ledger's <step>__<name>.
type Metric struct {
	Name  string
	Doc   string
	Whole bool     // a count, else a float
	In    []string // definitions that have it; nil for all
}

// Rule declares what a filter drops a document for.
type Rule struct {
	Name   string // in the ledger
	Metric string
	Fails  Compare  // how the metric of a document that fails stands to the threshold
	Param  string   // the parameter that holds the threshold, "" for 0; null there switches the rule off
	In     []string // definitions that have it; nil for all
	// Lines says that the rule judges lines by its threshold and that Metric counts those that fail: above 0
	// the document fails. With on_fail: redact-lines they are cut and the document does not fail by it.
	Lines bool
}

// Compare is how a metric that fails a rule stands to its threshold.
type Compare string

// The comparisons, written as the ledger's readers show them.
const (
	Below   Compare = "<"
	AtMost  Compare = "<="
	Above   Compare = ">"
	AtLeast Compare = ">="
)

// Fails says whether a value fails by a threshold.
func (c Compare) Fails(value, threshold float64) bool {
	switch c {
	case Below:
		return value < threshold
	case AtMost:
		return value <= threshold
	case Above:
		return value > threshold
	}
	return value >= threshold
}

// Edits says that the step can change a text with these arguments, which are checked: one that labels in place
// of cutting names no kinds.
func (s *Spec) Edits(a Args) bool { return s.EditsText && (s.Kinds == nil || len(s.Kinds(a)) > 0) }

// IndexSpec declares `export: {ledger: {index: …}}`.
type IndexSpec struct {
	Params []Param
	Check  func(Args) []Fault
	New    func(Args) Indexer
}

// On is the default set of columns a step works on.
type On uint8

// The defaults of DESIGN.md §3, and the address of a document.
const (
	OnNone  On = iota // the step has no `on:`
	OnProse           // text and title: steps on characters or words, and private steps
	OnText            // text alone: steps on lines, blocks or whole texts
	OnURL             // url
)

// Fault is a problem with one argument; Param is "" where it is the step's as a whole.
type Fault struct{ Param, Message, Hint string }

// Example is a small input that one can read and the exact output.
type Example struct {
	Note string
	Args string // YAML of the arguments as in a recipe; "" for none
	Docs []string
	// Given, where set, holds columns of each of Docs beside its text, written as Rows; types are
	// read off the values: true and false, 12, 1.5, null, anything else and "quoted" is a string.
	Given []string
	// Files holds the lists and models that the arguments name, by path.
	Files map[string]string
	// Other holds the texts of the other set, for a step with a parameter of type documents.
	Other []string
	Gives []string // texts of the kept documents, in order
	// Rows, where set, is a table instead of texts: name=value pairs per kept document, in the
	// order of the columns, as `words=3 lines=1`; then split, and copies where there are some.
	Rows []string
}

// Param declares one argument of a step.
type Param struct {
	Name     string
	Type     ParamType
	Doc      string // one sentence
	Default  any    // bool, int64, float64, string, []string, map[string]float64, map[string]int (an object)…; nil with Required or where absent is a value
	Required bool
	Enum     []string     // allowed values of a ParamString or of the elements of a ParamStrings
	Min, Max *float64     // inclusive bounds of numbers
	Fields   []Param      // of a ParamObject, the elements of a ParamObjects or the rows of a ParamTable
	Nullable bool         // null may be given, which then stands in place of a default
	Result   *schema.Type // what a ParamExpr must give; nil: any scalar
	Regexp   bool         // a ParamString or ParamStrings that holds RE2 patterns
}

// ParamType is the type of a parameter.
type ParamType string

// The types a parameter can have. List, model and documents are opened and hashed by the engine.
const (
	ParamBool      ParamType = "bool"
	ParamInt       ParamType = "int"
	ParamFloat     ParamType = "float"
	ParamString    ParamType = "string"
	ParamStrings   ParamType = "strings"
	ParamScalar    ParamType = "scalar"    // bool, int, float or string
	ParamRatios    ParamType = "ratios"    // name → share, in the recipe's order
	ParamSizes     ParamType = "sizes"     // name → whole number or rest, in the recipe's order
	ParamNumbers   ParamType = "numbers"   // name → number from 0, in the recipe's order
	ParamMap       ParamType = "map"       // name → string
	ParamExpr      ParamType = "expr"      // an expression over the columns
	ParamColumn    ParamType = "column"    // name of a column that must exist
	ParamColumns   ParamType = "columns"   // names of columns that must exist
	ParamObject    ParamType = "object"    // declared Fields
	ParamObjects   ParamType = "objects"   // list of them
	ParamTable     ParamType = "table"     // column → value → those of the Fields that differ
	ParamList      ParamType = "list"      // path of a word list
	ParamModel     ParamType = "model"     // path of a model
	ParamDocuments ParamType = "documents" // another document set
)

// Bound returns a pointer to v, for Param.Min and Param.Max.
func Bound(v float64) *float64 { return &v }
