package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// subsetsOf lists the subsets of a table in the order of its files; none where they stand in its folder.
func subsetsOf(t schema.ManifestTable) []string {
	var out []string
	for _, f := range t.Files {
		if n := len(out); f.Subset != "" && (n == 0 || out[n-1] != f.Subset) {
			out = append(out, f.Subset)
		}
	}
	return out
}

// subsetTable is what of a table stands in one folder.
func subsetTable(t schema.ManifestTable, subset string) schema.ManifestTable {
	first := slices.IndexFunc(t.Files, func(f schema.ManifestFile) bool { return f.Subset == subset })
	n := slices.IndexFunc(t.Files[first:], func(f schema.ManifestFile) bool { return f.Subset != subset })
	if t.Files = t.Files[first:]; n >= 0 {
		t.Files = t.Files[:n]
	}
	t.Rows = 0
	for _, f := range t.Files {
		t.Rows += f.Rows
	}
	return t
}

// writeSubsetConfigs writes a config for each folder of data/.
func writeSubsetConfigs(b *strings.Builder, m *schema.Manifest, t schema.ManifestTable) {
	for _, subset := range subsetsOf(t) {
		headConfig(b, m, t, subset, false)
		writeSplits(b, t.Name+"/"+subset, splitsOf(subsetTable(t, subset)))
	}
}

// writeSubsets says what stands in each folder of data/.
func writeSubsets(b *strings.Builder, m *schema.Manifest) {
	data := tableNamed(m, TableData)
	if data == nil || data.Subsets == "" {
		return
	}
	rows := "documents"
	if m.Accounting.Copies > 0 {
		rows = "rows"
	}
	fmt.Fprintf(b, "The documents stand in folders by their %s.\n\n| subset | %s |\n| --- | ---: |\n", mdCode(data.Subsets), rows)
	for _, subset := range subsetsOf(*data) {
		fmt.Fprintf(b, "| %s | %s |\n", mdCell(mdCode(subset)), commas(subsetTable(*data, subset).Rows))
	}
	b.WriteString("\n")
}

// DataGlob is the pattern of the Parquet files of data/ that DuckDB and polars read, below the release.
func DataGlob(m *schema.Manifest) string {
	if data := tableNamed(m, TableData); data != nil && len(subsetsOf(*data)) > 0 {
		return "data/*/*.parquet"
	}
	return "data/*.parquet"
}

func writeLoading(b *strings.Builder, m *schema.Manifest) {
	glob := DataGlob(m)
	b.WriteString("## How to load it\n\nPaths are relative to this folder.\n\n")
	b.WriteString("```python\nimport pandas\ndocuments = pandas.read_parquet(\"data\")\n```\n\n")
	b.WriteString("```python\nimport polars\ndocuments = polars.read_parquet(\"" + glob + "\")\n```\n\n")
	writeDatasets(b, m)
	b.WriteString("```sql\n-- DuckDB\nSELECT * FROM '" + glob + "';\n")
	if tableNamed(m, "ledger/documents") != nil {
		b.WriteString("-- why a document was set aside\nSELECT id, step, rule, value, threshold, kept_id FROM 'ledger/documents-*.parquet' WHERE outcome = 'rejected';\n")
	}
	b.WriteString("```\n\n")
}

// writeDatasets writes how datasets loads it. datasets 5.2 refuses "." since it takes the set's name from the path;
// the folder's own path gives every table, data first. Of data/ alone it would guess the splits of subsets.
func writeDatasets(b *strings.Builder, m *schema.Manifest) {
	b.WriteString("```python\nimport datasets\n")
	if data := tableNamed(m, TableData); data != nil && len(subsetsOf(*data)) > 0 {
		fmt.Fprintf(b, "path = \"…\"  # of this folder\ndocuments = datasets.load_dataset(path)\n"+
			"one = datasets.load_dataset(path, \"%s\")  # a subset, or another table: \"ledger-documents\"\n", subsetsOf(*data)[0])
	} else {
		b.WriteString("documents = datasets.load_dataset(\"data\")\n" +
			"# by the path of this folder the other tables load too: datasets.load_dataset(path, \"ledger-documents\")\n")
	}
	b.WriteString("```\n\n")
}
