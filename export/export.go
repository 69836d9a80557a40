// Package export writes a release and reads it back: tables, ledger, manifest, sums, and the
// rename that publishes them.
package export

import "github.com/tamis-data/tamis/schema"

// Options says how tables are written. The zero value is not valid; the recipe gives every field.
type Options struct {
	Layout *schema.Layout
	Splits []string // names of the declared splits, in order; {"train"} without a split step

	// Order is that in which rows of data/ come: OrderSource (or ""), OrderShuffled or what OrderBy gives.
	Order string
	// Subsets is the column whose values are the folders that Tables.Subset opens; "" for none.
	Subsets string

	Parquet    Physical
	Arrow      *Physical // nil: no arrow/
	JSONL      *Physical // nil: no jsonl/
	Edits      string    // full | private | counts
	Rejects    string    // full | sample | none
	Private    bool      // the recipe has a private step: no hash of an original anywhere
	Files      []string  // names of the input files by number, as they may be shown
	Workers    int       // row groups encoded at once
	Memory     int64     // bytes that rows waiting to be encoded and encoders may hold
	RejectText int64     // bytes of rejected text above which full becomes sample; 0: 1 GiB
	// Index are the parameters of ledger/index, as its column of this name has them; "" for no index.
	Index string
	// ID gives the id of any document by ordinal, as it may be shown, for kept_id and cluster.
	ID func(ord int64) (string, error)
	// OtherID gives the id of a document of the other set that a step compares with, by its ordinal
	// below zero.
	OtherID func(step int, ord int64) (string, error)
}

// Physical is how one format is written.
type Physical struct {
	Compression string // zstd | none, and for jsonl gzip
	Level       string // fastest | default | better; "" for default, which is all that arrow has
	ShardBytes  int64  // of Parquet; arrow and jsonl are cut where data is, so it has no meaning there
}

// Totals is what Close returns beside the tables: counts over the final rows.
type Totals struct {
	Edits  []map[string]schema.EditTotals // by step number, then kind
	Coarse int64
	Splits map[string]int64
	// Rejects is what ledger/rejects became: full | sample | none.
	Rejects string
}
