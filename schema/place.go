package schema

// Place is a range of an input that could not be read as a document: one row of ledger/quarantine.
type Place struct {
	File        int   // number of the input file in the run
	Start, End  int64 // bytes of the decompressed stream, half-open
	Line        int64 // 1-based where the format has lines, else 0
	Rows        int64 // rows lost, for columnar files
	BytesUnread int64 // compressed bytes behind the damage that were not read
	Reason      string
}
