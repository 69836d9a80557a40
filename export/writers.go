package export

// Writers names the libraries that the bytes of a release depend on, with the versions that go.mod
// pins (a test holds them together). tables is our own layout of pages and batches: raised whenever
// the same rows may give other bytes.
func Writers() map[string]string {
	return map[string]string{
		"tamis/tables":                     "2",
		"github.com/parquet-go/parquet-go": "v0.32.0",
		"github.com/apache/arrow/go/v17":   "v17.0.0",
		"github.com/klauspost/compress":    "v1.20.3",
	}
}
