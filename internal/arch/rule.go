package arch

import "slices"

// rule says what the packages of a room may import beside the standard library.
type rule struct {
	room string   // a folder; one that ends in /* is every folder right below
	ours []string // packages of ours, in the same manner
	libs []string // of the libraries that few rooms may import
}

// testsAlone is imported by tests and nothing else.
const testsAlone = "transform/steptest"

// Libraries that few rooms may import; all others are free.
var (
	tables  = []string{"github.com/parquet-go/parquet-go", "github.com/apache/arrow/go/v17"}
	cli     = []string{"github.com/urfave/cli/v2"}
	yaml    = []string{"github.com/goccy/go-yaml"}
	exprLib = []string{"github.com/expr-lang/expr"}
	phones  = []string{"github.com/nyaruka/phonenumbers"}
	kept    = slices.Concat(tables, cli, yaml, exprLib, phones)
)

// everything is what the top of the house may import.
var everything = []string{"*"}

// rules is HOUSE.md §2. Of two that fit, the first counts.
var rules = []rule{
	{room: "cmd/tamis", ours: everything, libs: cli},
	{room: "internal/engine", ours: []string{"schema", "transform", "export", "internal/read", "internal/recipe", "internal/spill",
		"internal/diag", "internal/expr", "internal/text", "internal/sketch"}},
	{room: "internal/train", ours: []string{"schema", "internal/read", "internal/spill", "internal/fasttext", "internal/ngram", "internal/text"}},
	{room: "internal/changes", ours: []string{"schema", "export", "internal/recipe", "internal/spill"}},
	{room: "internal/recipe", ours: []string{"schema", "transform", "internal/diag", "internal/expr"}, libs: yaml},
	{room: "internal/threshold", ours: []string{"schema", "transform", "export", "internal/diag", "internal/spill"}},
	{room: "export", ours: []string{"schema"}, libs: tables},
	{room: "internal/read", ours: []string{"schema", "internal/diag"}, libs: tables},
	{room: "transform/catalog", ours: []string{"transform", "transform/*"}},
	{room: testsAlone, ours: []string{"schema", "transform", "internal/recipe", "internal/diag"}},
	{room: "transform/*", ours: []string{"schema", "transform", "internal/text", "internal/text/spacy", "internal/sketch", "internal/expr",
		"internal/scan", "internal/scan/check", "internal/scan/phone", "internal/fasttext", "internal/language", "internal/ngram"}},
	{room: "transform", ours: []string{"schema"}},
	{room: "internal/expr", ours: []string{"schema"}, libs: exprLib},
	{room: "schema"},
	{room: "internal/diag"},
	{room: "internal/diff"},
	{room: "internal/text"},
	{room: "internal/text/spacy", ours: []string{"internal/text"}},
	{room: "internal/scan/phone/gen", libs: phones}, // writes the numbering plans, never part of the binary
	{room: "internal/scan"},
	{room: "internal/sketch"},
	{room: "internal/float"},
	{room: "internal/fasttext", ours: []string{"internal/float"}},
	{room: "internal/language/train", ours: []string{"internal/language"}}, // writes the built-in model, never part of the binary
	{room: "internal/language", ours: []string{"internal/float"}},
	{room: "internal/fasttext"},
	{room: "internal/ngram", ours: []string{"internal/text"}},
	{room: "internal/spill"},
	{room: "internal/arch"},
	{room: "internal/laws"},

	// Writers of documents and damaged files for tests, demo and bench.
	{room: "internal/damage", libs: tables},
	{room: "internal/samples", ours: []string{"schema", "internal/damage"}, libs: tables},
	{room: "internal/garble", ours: []string{"internal/garble"}},
	{room: "testdata", ours: everything, libs: tables},
	{room: "examples", ours: everything},
	{room: "interop", ours: everything},
	{room: "bench", ours: everything, libs: tables},
}
