package arch

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// The module keeps the rule. The files are read here: `go list` would be answered from the test
// cache and miss a violation.
func TestImports(t *testing.T) {
	faults, err := Check(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
}

// Violations are found where they are planted.
func TestPlanted(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"schema/x.go", imports("transform"), "schema may not import transform"},
		{"transform/clean/x.go", imports("transform/redact"), "transform/* may not import transform/redact"},
		{"transform/clean/x.go", imports("export"), "transform/* may not import export"},
		{"transform/clean/x.go", imports("transform/steptest"), "may not import transform/steptest"},
		{"transform/catalog/x.go", imports("transform/steptest"), "may not import transform/steptest"},
		{"transform/x.go", imports("transform/clean"), "transform may not import transform/clean"},
		{"internal/text/x.go", imports("schema"), "internal/text may not import schema"},
		{"internal/read/sub/x.go", imports("internal/engine"), "internal/read may not import internal/engine"},
		{"export/x.go", "package x\nimport _ \"github.com/urfave/cli/v2\"", "a few rooms alone"},
		{"internal/engine/x.go", "package x\nimport _ \"github.com/apache/arrow/go/v17/arrow/ipc\"", "a few rooms alone"},
		{"internal/new/x.go", "package x", "without a rule"},
		{"main.go", "package x", "without a rule"},
		{"export/x.go", "package x\nfunc init() {}", "no init()"},
	} {
		faults, err := Check(fstest.MapFS{c.name: {Data: []byte(c.src)}})
		if err != nil || len(faults) != 1 || !strings.Contains(faults[0], c.want) {
			t.Errorf("%s with\n%s\ngives %q, %v; not %q", c.name, c.src, faults, err, c.want)
		}
	}
}

// What is allowed is not found.
func TestAllowed(t *testing.T) {
	for name, src := range map[string]string{
		"transform/clean/x.go":      imports("schema"),
		"transform/clean/x_test.go": imports("transform/steptest"),
		"transform/catalog/x.go":    imports("transform/clean"),
		"internal/read/x.go":        "package x\nimport _ \"github.com/parquet-go/parquet-go/compress/zstd\"",
		"internal/read/y.go":        imports("internal/read/sub"),
		"cmd/tamis/x.go":            imports("internal/engine"),
		"schema/x.go":               "package x\nfunc f() { init := 1; _ = init }",
	} {
		if faults, err := Check(fstest.MapFS{name: {Data: []byte(src)}}); err != nil || len(faults) > 0 {
			t.Errorf("%s gives %q, %v", name, faults, err)
		}
	}
}

func imports(dir string) string { return "package x\nimport _ \"" + Module + dir + "\"" }
