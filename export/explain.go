package export

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// Story is everything that the ledger says about the documents of one id.
type Story struct {
	ID       string
	Accounts []*Account // in source order; several where an id was repeated, rejected ones included
}

// Account is what happened to one document.
type Account struct {
	Doc              int64
	ID, Origin       string
	Outcome          string // kept | rejected
	Step, Rule       string // what rejected it; "" while kept
	Value, Threshold *float64
	Detail           string
	KeptID, KeptIn   string // the document kept in its place, and the other set that it is of, "" for this release
	Similarity       *float64
	Cluster, Split   string
	Copies           int64 // rows of data/ beside its own
	Metrics          []Metric
	Read             *ReadAccount
	Edits            []EditAccount
	Members          []Member // links of its cluster, those to itself first; at most 100 of them
	MembersTotal     int      // how many there are
	Matches          []Member // in other sets
	Columns          []Cell   // its row of data/, or of ledger/rejects where that holds it
}

// Metric is a number that a filter computed, nil where it computed none for this document.
type Metric struct {
	Name  string // <step>__<metric>
	Value *float64
}

// ReadAccount says how its original came about.
type ReadAccount struct {
	File                string
	Start, End          int64 // bytes of the decompressed stream; rows for columnar files
	Reader, Charset     string
	CharsetFrom, Method string
	Undecodable         int // runs of bytes that stand as U+FFFD
}

// EditAccount is one row of the ledger's edits.
type EditAccount struct {
	Column, Step, Kind           string
	Seq                          int64
	Start, CharStart             int64 // in the original
	OutStart, OutCharStart       int64 // in the released text
	RemovedBytes, RemovedChars   int64
	InsertedBytes, InsertedChars int64
	Removed                      *string // nil where it is private
	Inserted                     string
}

// Member is one document of a cluster.
type Member struct {
	ID, KeptID, Step string
	KeptIn           string // the other set that KeptID is of, "" for this release
	Similarity       *float64
}

// Cell is one column of a document.
type Cell struct {
	Column schema.Column
	Value  schema.Value
}

// ErrUnknownID says that a release has no document of an id.
var ErrUnknownID = errors.New("no document has this id or origin")

// Explain tells what happened to the documents of an id; an origin will do where no id is equal.
// Tables are streamed. It needs ledger/documents; other ledger tables are used where they are.
func (r *Release) Explain(id string) (*Story, error) {
	s := &Story{ID: id}
	for _, column := range []string{"id", "origin"} {
		if err := r.findAccounts(s, column, id); err != nil {
			return nil, fmt.Errorf("explain %q: %w", id, err)
		}
		if len(s.Accounts) > 0 {
			break
		}
	}
	if len(s.Accounts) == 0 {
		if err := r.findCopied(s, id); err != nil {
			return nil, fmt.Errorf("explain %q: %w", id, err)
		}
	}
	for _, part := range []func(*Story) error{r.addReads, r.addEdits, r.addMembers, r.addColumns} {
		if err := part(s); err != nil {
			return nil, fmt.Errorf("explain %q: %w", id, err)
		}
	}
	return s, nil
}

// findCopied looks for the document whose copy has the id.
func (r *Release) findCopied(s *Story, id string) error {
	document, err := r.document(id)
	if err != nil {
		return err
	}
	if document == "" {
		return r.unknown(TableDocuments, id)
	}
	return r.findAccounts(s, "id", document)
}

// unknown says that there is no such document, and names one that is called so in some folder.
func (r *Release) unknown(table, id string) error {
	for _, column := range []string{"id", "origin"} {
		for row, err := range r.Rows(table, column) {
			if err != nil {
				return err
			}
			if strings.HasSuffix(row.Str(column), "/"+id) {
				return fmt.Errorf("%w; did you mean %s?", ErrUnknownID, row.Str(column))
			}
		}
	}
	return ErrUnknownID
}

// findAccounts looks for the documents by one column, which it reads alone before the rest.
func (r *Release) findAccounts(s *Story, column, id string) error {
	found := map[int64]bool{}
	for row, err := range r.Rows(TableDocuments, "doc", column) {
		if err != nil {
			return err
		}
		if row.Str(column) == id {
			found[row.Int("doc")] = true
		}
	}
	if len(found) == 0 {
		return nil
	}
	for row, err := range r.Rows(TableDocuments) {
		if err != nil {
			return err
		}
		if found[row.Int("doc")] {
			s.Accounts = append(s.Accounts, newAccount(row.Clone()))
		}
	}
	return nil
}

func newAccount(row Row) *Account {
	a := &Account{
		Doc: row.Int("doc"), ID: row.Str("id"), Origin: row.Str("origin"), Outcome: row.Str("outcome"),
		Step: row.Str("step"), Rule: row.Str("rule"), Value: number(row.Value("value")), Threshold: number(row.Value("threshold")),
		Detail: row.Str("detail"), KeptID: row.Str("kept_id"), KeptIn: row.Str(keptIn.Name), Similarity: number(row.Value("similarity")),
		Cluster: row.Str("cluster"), Split: row.Str("split"), Copies: row.Int(copiesColumn),
	}
	for i, c := range row.cols {
		if strings.Contains(c.Name, "__") {
			a.Metrics = append(a.Metrics, Metric{c.Name, number(row.vals[i])})
		}
	}
	return a
}

// number returns a numeric cell, nil where null.
func number(v schema.Value) *float64 {
	if v.IsNull() {
		return nil
	}
	f := v.Float()
	if v.Kind() == schema.Bool && v.Bool() {
		f = 1
	}
	return &f
}

// each hands the rows of a ledger table that belong to the story to fn; nothing where the copy lacks
// the table.
func (r *Release) each(s *Story, name string, fn func(*Account, Row)) error {
	if !r.Has(name) {
		return nil
	}
	byDoc := map[int64]*Account{}
	for _, a := range s.Accounts {
		byDoc[a.Doc] = a
	}
	for row, err := range r.Rows(name) {
		if err != nil {
			return err
		}
		if a := byDoc[row.Int("doc")]; a != nil {
			fn(a, row.Clone())
		}
	}
	return nil
}

func (r *Release) addReads(s *Story) error {
	return r.each(s, TableReads, func(a *Account, row Row) {
		a.Read = &ReadAccount{
			File: row.Str("file"), Start: row.Int("byte_start"), End: row.Int("byte_end"), Reader: row.Str("reader"),
			Charset: row.Str("charset"), CharsetFrom: row.Str("charset_from"), Method: row.Str("method"),
			Undecodable: len(row.Value("undecodable").List()),
		}
	})
}

func (r *Release) addEdits(s *Story) error {
	return r.each(s, TableEdits, func(a *Account, row Row) {
		e := EditAccount{
			Column: row.Str("column"), Step: row.Str("step"), Kind: row.Str("kind"), Seq: row.Int("seq"),
			Start: row.Int("start"), CharStart: row.Int("char_start"),
			OutStart: row.Int("out_start"), OutCharStart: row.Int("out_char_start"),
			RemovedBytes: row.Int("removed_bytes"), RemovedChars: row.Int("removed_chars"),
			InsertedBytes: row.Int("inserted_bytes"), InsertedChars: row.Int("inserted_chars"),
			Inserted: row.Str("inserted"),
		}
		if v := row.Value("removed"); !v.IsNull() {
			removed := v.Str()
			e.Removed = &removed
		}
		a.Edits = append(a.Edits, e)
	})
}

// addMembers lists the clusters that the documents are in, and their matches in other sets.
func (r *Release) addMembers(s *Story) error {
	if !r.Has(TableClusters) {
		return nil
	}
	clusters, byDoc := map[string][]*Account{}, map[int64]*Account{}
	for _, a := range s.Accounts {
		byDoc[a.Doc] = a
		if a.Cluster != "" {
			clusters[a.Cluster] = append(clusters[a.Cluster], a)
		}
	}
	for row, err := range r.Rows(TableClusters) {
		if err != nil {
			return err
		}
		foreign := !row.Value(keptIn.Name).IsNull()
		accounts, mine := clusters[row.Str("cluster")], byDoc[row.Int("doc")]
		if foreign && mine == nil || !foreign && len(accounts) == 0 {
			continue
		}
		m := *memberOf(row)
		if foreign {
			mine.Matches = append(mine.Matches, m)
			continue
		}
		for _, a := range accounts {
			a.addMember(m)
		}
	}
	return nil
}

// membersTold bounds how many links of a cluster an account holds.
const membersTold = 100

// addMember takes a link of the document's cluster: those that name it go before those that don't.
func (a *Account) addMember(m Member) {
	a.MembersTotal++
	mine := func(x Member) bool { return x.KeptID == a.ID || x.ID == a.ID }
	at := len(a.Members)
	if mine(m) {
		at = slices.IndexFunc(a.Members, func(x Member) bool { return !mine(x) })
		if at < 0 {
			at = len(a.Members)
		}
	}
	if a.Members = slices.Insert(a.Members, at, m); len(a.Members) > membersTold {
		a.Members = a.Members[:membersTold]
	}
}

// addColumns finds the documents' own rows in data/ and among the rejects.
func (r *Release) addColumns(s *Story) error {
	wanted := map[string]map[[2]string]*[]Cell{TableData: {}, TableRejects: {}}
	for _, a := range s.Accounts {
		wanted[rowTable(a.Outcome)][[2]string{a.ID, a.Origin}] = &a.Columns
	}
	return r.fillCells(wanted)
}
