package schema

// FormatVersion is the version of the release format that docs/format.md describes.
const FormatVersion = 1

// Manifest is a release's identity: manifest.json. Fields marshal with sorted keys; it holds no
// clock, host, user or absolute path.
type Manifest struct {
	Format      int               `json:"format"`
	Name        string            `json:"name"`
	Version     string            `json:"version"`
	Title       string            `json:"title,omitempty"`
	License     string            `json:"license,omitempty"`
	Description string            `json:"description,omitempty"`
	Homepage    string            `json:"homepage,omitempty"`
	Citation    string            `json:"citation,omitempty"`
	Language    string            `json:"language,omitempty"`
	Date        string            `json:"date,omitempty"`
	Authors     []string          `json:"authors,omitempty"`
	Keywords    []string          `json:"keywords,omitempty"`
	Tool        string            `json:"tool"`
	Writers     map[string]string `json:"writers"` // libraries that bytes depend on, with versions
	Recipe      string            `json:"recipe"`  // sha256:… of the resolved recipe
	Fingerprint string            `json:"fingerprint"`
	Seed        uint64            `json:"seed"`
	Private     bool              `json:"private"`
	Sources     []ManifestSource  `json:"sources"`
	Inputs      []ManifestInput   `json:"inputs"`
	Steps       []ManifestStep    `json:"steps"`
	Tables      []ManifestTable   `json:"tables"`
	Accounting  Accounting        `json:"accounting"`
	Resources   []ManifestInput   `json:"resources,omitempty"`
	Ledger      ManifestLedger    `json:"ledger"`
	Leaks       *Leaks            `json:"leaks,omitempty"` // nil where the recipe declares one split alone
	// Parent and Previous are the digests of the releases it was built against, "" for none.
	Parent   string `json:"parent,omitempty"`
	Previous string `json:"previous,omitempty"`
}

// ManifestSource is one source of the recipe.
type ManifestSource struct {
	Name     string `json:"name"`
	License  string `json:"license,omitempty"`
	Homepage string `json:"homepage,omitempty"`
	Citation string `json:"citation,omitempty"`
}

// ManifestInput is one input file; digest and size only where nothing private forbids it.
type ManifestInput struct {
	Path   string `json:"path"` // relative to the recipe, path elements with private hits as file-<n>
	Source string `json:"source,omitempty"`
	Bytes  *int64 `json:"bytes,omitempty"`
	SHA256 string `json:"sha256,omitempty"`
}

// ManifestStep is one step of the chain with what it did.
type ManifestStep struct {
	Name      string                `json:"name"`      // as in the ledger
	Transform string                `json:"transform"` // name of the Spec
	Version   int                   `json:"version"`
	Args      map[string]any        `json:"arguments"`
	In        int64                 `json:"documents_in"`
	Kept      int64                 `json:"documents_kept"`
	Rejected  map[string]int64      `json:"documents_rejected"` // by rule
	Edits     map[string]EditTotals `json:"edits"`              // by kind, from the final rows
	Notes     map[string]int64      `json:"notes,omitempty"`
}

// EditTotals counts final rows of ledger/edits.
type EditTotals struct {
	Rows     int64 `json:"rows"`
	Removed  int64 `json:"removed_bytes"`
	Inserted int64 `json:"inserted_bytes"`
}

// ManifestTable is one table of the release.
type ManifestTable struct {
	Name    string           `json:"name"`  // data, arrow, jsonl, ledger/documents …
	Files   []ManifestFile   `json:"files"` // in order
	Columns []ManifestColumn `json:"columns"`
	Rows    int64            `json:"rows"`
	Logical string           `json:"logical"` // sha256:… over the values, in order; survives re-encoding
	// Order is that of the rows of data/ within a split and subset as the recipe says it, "" for that of the sources.
	Order string `json:"order,omitempty"`
	// Subsets is the column by whose values the files stand in folders, "" where they don't.
	Subsets string `json:"subsets,omitempty"`
}

// ManifestFile is one file of a table.
type ManifestFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Rows   int64  `json:"rows"`
	Split  string `json:"split,omitempty"`
	Subset string `json:"subset,omitempty"` // folder below the table's
}

// ManifestColumn is one column of a table.
type ManifestColumn struct {
	Name string `json:"name"`
	Type string `json:"type"` // as Type.String
	Doc  string `json:"doc,omitempty"`
}

// ManifestLedger says what the ledger holds, so that a reader knows what can be proved from it.
type ManifestLedger struct {
	Edits   string `json:"edits"`   // full | private | counts
	Rejects string `json:"rejects"` // full | sample | none: what was done, not what was asked
	Coarse  int64  `json:"coarse"`  // columns of documents whose edits became one row
}

// Accounting is the first law in numbers.
type Accounting struct {
	Read            int64            `json:"documents_read"`
	Copies          int64            `json:"copies"` // rows of data/ beside their document's own
	Kept            int64            `json:"documents_kept"`
	Rejected        int64            `json:"documents_rejected"`
	InputBytes      int64            `json:"input_bytes"` // of the decompressed streams
	DocumentBytes   int64            `json:"document_bytes"`
	FramingBytes    int64            `json:"framing_bytes"`
	QuarantineBytes int64            `json:"quarantined_bytes"`
	InputRows       int64            `json:"input_rows"` // of columnar files
	QuarantineRows  int64            `json:"quarantined_rows"`
	Places          int64            `json:"quarantined_places"`
	Splits          map[string]int64 `json:"splits"` // kept documents
	// CopiedBytes are those of the text in rows of copies.
	CopiedBytes int64 `json:"copied_bytes,omitempty"`
	// ReadRejected counts documents that the reader rejected, by rule; no step saw them.
	ReadRejected map[string]int64 `json:"rejected_by_reader,omitempty"`
}
