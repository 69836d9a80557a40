package transform

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// A Matcher is a Judge that compares the documents of the run with those of another set, and never with
// each other: a release, files, or an index made of either. Keys are a first guess, as a Verifier's are;
// of those that share one with documents of the other set each is compared with the first Probes of
// these, in the order of the other set. Match decides about a pair from both records.
//
// Settle gets at most one verdict, a Link to the best match: of the smallest class, then the most similar,
// then the first of the other set. Its Other is below zero, since that document is none of the run, and
// its Num is the class.
type Matcher interface {
	Keyed
	// Other names the parameter, of type documents, that holds the other set.
	Other() string
	Probes() int
	Match(mine, other []byte) (class int64, similarity float64, ok bool)
	Settle(d *schema.Doc, vs []Verdict) error
}

// Keyed is what a Verifier and a Matcher make of a document.
type Keyed interface {
	// Keys appends the keys of d; a document without keys meets none.
	Keys(d *schema.Doc, keys []uint64) []uint64
	// Record appends what the pairs of d are decided from.
	Record(d *schema.Doc, rec []byte) []byte
}

// An Indexer makes keys and records that may be kept in a release's ledger/index; the length of a record is
// a multiple of 8. They can be compared with those of a Matcher of equal parameters alone.
type Indexer interface {
	Keyed
	// IndexParameters says what its keys and records depend on, for each kind of them.
	IndexParameters() map[string]string
}

// Documents is what a step is told of a parameter of type documents: never a path.
type Documents struct {
	Digest string // sha256:… of the whole set
	Index  bool   // its keys and records were made beforehand
}

// DocumentsParams declares a parameter of type documents and those beside it that say how it is read.
func DocumentsParams(name, doc string) []Param {
	return []Param{
		{Name: name, Type: ParamDocuments, Required: true, Doc: doc},
		{Name: "digest", Type: ParamString, Doc: "What the set is pinned by, as `tamis plan` prints it. A release that is no draft needs it, since the set decides what it holds."},
		{Name: "format", Type: ParamString, Default: "auto", Enum: []string{"auto", "text", "markdown", "jsonl", "csv", "tsv", "parquet", "arrow"},
			Doc: "Format of the files of a set that is no release."},
		{Name: "fields", Type: ParamMap, Doc: "Where its documents have what: `{id: url, text: body}`. Default: `text`, and the columns that `on` names; without an id a document is called by its place."},
	}
}

var digestShape = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

// CheckDocuments holds what stands beside a parameter of type documents to its form; roles are what `fields` may
// name beside id, text and the columns of `on`.
func CheckDocuments(a Args, roles ...string) []Fault {
	var faults []Fault
	if d := a.String("digest"); d != "" && !digestShape.MatchString(d) {
		faults = append(faults, Fault{Param: "digest", Message: "digest is not sha256: and 64 hex digits", Hint: "`tamis plan` prints it"})
	}
	for _, p := range a.Map("fields") {
		if p.Name != "id" && p.Name != "text" && !slices.Contains(a.OnNames, p.Name) && !slices.Contains(roles, p.Name) {
			faults = append(faults, Fault{Param: "fields." + p.Name, Message: "the step does not work on " + p.Name, Hint: "name id, text, or a column of `on`"})
		}
		if p.Value == "" {
			faults = append(faults, Fault{Param: "fields." + p.Name, Message: "name of a field is empty"})
		}
	}
	return faults
}

// A Gatherer is a Mapper in the making: before the first document of the run it takes up another set, which
// must fit memory, and then holds each document against what it kept of that set. What it makes depends on the set
// alone, and not on how much room there was.
type Gatherer interface {
	// Other names the parameter, of type documents, that holds the other set.
	Other() string
	// Gather begins; what is gathered may take so many bytes of memory.
	Gather(room int64) Gathering
}

// Gathering takes up another set.
type Gathering interface {
	// Add takes the next document, in the order of the set, with the id by which it may be shown.
	Add(d *schema.Doc, id string) error
	// Done is called once, behind the last document; a *RoomError says that the set does not fit.
	Done() (Gathered, error)
}

// Gathered is what became of another set.
type Gathered struct {
	Mapper
	Empty bool             // nothing of the set can be found in any document
	Bytes int64            // of memory that it holds
	Notes map[string]int64 // what the manifest says of the step
}

// RoomError says that another set takes more memory than a step may have for it.
type RoomError struct{ Need, Room int64 }

// Error implements error.
func (e *RoomError) Error() string {
	return fmt.Sprintf("it takes %d bytes of memory, of %d that the step may have", e.Need, e.Room)
}
