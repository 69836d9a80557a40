package export

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/tamis-data/tamis/schema"
)

// Card is what README.md says beyond the manifest. The card is a pure function of both: no clock,
// no host. Everything in it may come from strangers and is escaped for YAML and Markdown.
type Card struct {
	// Summaries holds, by transform, the one sentence of its Spec.
	Summaries map[string]string
	// PrivateSteps names the steps of which nothing they took is given away, in order.
	PrivateSteps []string
}

// render returns README.md: a YAML head that datasets.load_dataset reads, then prose.
func (c Card) render(m *schema.Manifest) []byte {
	var b strings.Builder
	b.WriteString("---\n")
	writeHead(&b, m)
	b.WriteString("---\n\n")
	for _, part := range []func(*strings.Builder, *schema.Manifest){
		writeIntro, writeCounts, c.writeSteps, writeColumns, writeSources, c.writePrivate, writeLoading, writeChecking, writeFiles,
	} {
		part(&b, m)
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

// licenseTags are the SPDX names that dataset hubs take as they are, in lower case.
var licenseTags = []string{
	"0bsd", "afl-3.0", "agpl-3.0", "apache-2.0", "artistic-2.0", "bsd-2-clause", "bsd-3-clause", "bsl-1.0",
	"cc-by-2.0", "cc-by-3.0", "cc-by-4.0", "cc-by-nc-4.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0",
	"cc-by-sa-3.0", "cc-by-sa-4.0", "cc0-1.0", "epl-2.0", "gpl-2.0", "gpl-3.0", "isc", "lgpl-3.0", "mit",
	"mpl-2.0", "odbl", "pddl", "unlicense", "wtfpl", "zlib",
}

func writeHead(b *strings.Builder, m *schema.Manifest) {
	if tag := strings.ToLower(m.License); slices.Contains(licenseTags, tag) {
		b.WriteString("license: " + tag + "\n")
	} else if m.License != "" {
		b.WriteString("license: other\nlicense_name: " + yamlText(m.License) + "\n")
	}
	writeYAMLList(b, "language", strings.FieldsFunc(m.Language, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }))
	b.WriteString("pretty_name: " + yamlText(cardTitle(m)) + "\n")
	writeYAMLList(b, "tags", m.Keywords)
	b.WriteString("configs:\n")
	for i, t := range configTables(m) {
		writeConfig(b, m, t, i == 0)
		if i == 0 {
			writeSubsetConfigs(b, m, t)
		}
	}
}

func cardTitle(m *schema.Manifest) string {
	if m.Title != "" {
		return m.Title
	}
	return m.Name
}

func writeYAMLList(b *strings.Builder, key string, items []string) {
	if len(items) == 0 {
		return
	}
	b.WriteString(key + ":\n")
	for _, it := range items {
		b.WriteString("  - " + yamlText(it) + "\n")
	}
}

// configTables returns the tables that a loader can name, data first. Tables without rows are left
// out: datasets 5.2 fails on a set that has none.
func configTables(m *schema.Manifest) []schema.ManifestTable {
	var out []schema.ManifestTable
	for _, t := range m.Tables {
		if t.Name == "data" {
			out = slices.Insert(out, 0, t)
		} else if strings.HasPrefix(t.Name, "ledger/") && t.Rows > 0 {
			out = append(out, t)
		}
	}
	return out
}

// writeConfig writes one loadable table. Patterns stand for the shards: a later version of a
// loader's list of files must not be needed to read many of them.
func writeConfig(b *strings.Builder, m *schema.Manifest, t schema.ManifestTable, first bool) {
	name := "default"
	if !first {
		name = strings.ReplaceAll(t.Name, "/", "-")
	}
	headConfig(b, m, t, name, first)
	if t.Name != "data" {
		b.WriteString("      - split: ledger\n        path: " + yamlText(t.Name+"-*.parquet") + "\n")
		return
	}
	folder := t.Name
	if len(subsetsOf(t)) > 0 {
		folder += "/*"
	}
	writeSplits(b, folder, splitsOf(t))
}

func headConfig(b *strings.Builder, m *schema.Manifest, t schema.ManifestTable, name string, first bool) {
	b.WriteString("  - config_name: " + yamlText(name) + "\n")
	if first {
		b.WriteString("    default: true\n")
	}
	// datasets 5.2 caches by the folder's name and this head alone: without a word that changes with the
	// rows, two releases that stand in folders called 1.0.0 give the rows of whichever came first.
	b.WriteString("    description: " + yamlText(m.Name+" "+m.Version+" "+t.Logical) + "\n")
	b.WriteString("    data_files:\n")
}

func writeSplits(b *strings.Builder, folder string, splits []string) {
	for _, s := range splits {
		b.WriteString("      - split: " + yamlText(loaderSplit(s)) + "\n        path: " + yamlText(folder+"/"+s+"-?????-of-?????.parquet") + "\n")
	}
}

// splitsOf lists the splits of a table in the order of its files. Splits without rows are left out
// for the same reason, unless there are no others.
func splitsOf(t schema.ManifestTable) []string {
	var out []string
	for _, f := range t.Files {
		if (f.Rows > 0 || t.Rows == 0) && !slices.Contains(out, f.Split) {
			out = append(out, f.Split)
		}
	}
	return out
}

// loaderSplit returns a split's name as loaders take it: word characters and dots.
func loaderSplit(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '.' || r == '_' || r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, name)
}

func writeIntro(b *strings.Builder, m *schema.Manifest) {
	fmt.Fprintf(b, "# %s\n\n", mdLine(cardTitle(m)))
	if m.Description != "" {
		b.WriteString(mdBlock(m.Description) + "\n\n")
	}
	fmt.Fprintf(b, "Release %s of %s, built by tamis %s from the recipe in `recipe.yaml`.", mdCode(m.Version), mdCode(m.Name), mdCode(m.Tool))
	if m.Date != "" {
		fmt.Fprintf(b, " Dated %s.", mdLine(m.Date))
	}
	b.WriteString("\n\n")
	writeFact(b, "Authors", strings.Join(m.Authors, ", "))
	writeFact(b, "Homepage", m.Homepage)
	writeFact(b, "License", m.License)
	writeFact(b, "Cite as", m.Citation)
	b.WriteString("\n")
}

func writeFact(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "- %s: %s\n", name, mdLine(value))
	}
}

func writeCounts(b *strings.Builder, m *schema.Manifest) {
	a := m.Accounting
	b.WriteString("## What is in it\n\n")
	fmt.Fprintf(b, "%s documents were read; %s are kept, %s are set aside, each with its reason in `ledger/`.\n",
		commas(a.Read), commas(a.Kept-a.Copies), commas(a.Rejected))
	rows := "documents"
	if a.Copies > 0 {
		rows = "rows"
		fmt.Fprintf(b, "A step made %s copies of documents kept, so that `data/` has %s rows; in the column `copy` a document itself has 1.\n", commas(a.Copies), commas(a.Kept))
	}
	if a.Places > 0 {
		fmt.Fprintf(b, "%s places of the input could not be read (%s bytes, %s rows): `ledger/quarantine` says where and why.\n",
			commas(a.Places), commas(a.QuarantineBytes), commas(a.QuarantineRows))
	}
	fmt.Fprintf(b, "\n| split | %s |\n| --- | ---: |\n", rows)
	for _, s := range slices.Sorted(maps.Keys(a.Splits)) {
		fmt.Fprintf(b, "| %s | %s |\n", mdCell(mdCode(s)), commas(a.Splits[s]))
	}
	b.WriteString("\n")
	writeSubsets(b, m)
	writeLeaks(b, m.Leaks)
	writePrevious(b, m)
}

func (c Card) writeSteps(b *strings.Builder, m *schema.Manifest) {
	if len(m.Steps) == 0 {
		b.WriteString("## How it was made\n\nThe documents stand as they were read; the recipe has no steps.\n\n")
		return
	}
	b.WriteString("## How it was made\n\nEvery document went through these steps in order; `recipe.yaml` holds their arguments.\n\n")
	b.WriteString("| step | what it does | documents in | kept | bytes removed | bytes inserted |\n| --- | --- | ---: | ---: | ---: | ---: |\n")
	for _, s := range m.Steps {
		var removed, inserted int64
		for _, e := range s.Edits {
			removed, inserted = removed+e.Removed, inserted+e.Inserted
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", mdCell(mdCode(s.Name)), mdCell(mdLine(c.Summaries[s.Transform])),
			commas(s.In), commas(s.Kept), commas(removed), commas(inserted))
	}
	b.WriteString("\n")
}

func writeColumns(b *strings.Builder, m *schema.Manifest) {
	data := tableNamed(m, "data")
	if data == nil {
		return
	}
	b.WriteString("## Columns\n\n| column | type | what it holds |\n| --- | --- | --- |\n")
	for _, c := range data.Columns {
		fmt.Fprintf(b, "| %s | %s | %s |\n", mdCell(mdCode(c.Name)), mdCell(mdCode(c.Type)), mdCell(mdLine(c.Doc)))
	}
	b.WriteString("\nA `?` behind a type: the value may be missing. Timestamps are UTC.\n\n")
}

func writeSources(b *strings.Builder, m *schema.Manifest) {
	if len(m.Sources) == 0 {
		return
	}
	b.WriteString("## Sources and their licences\n\n| source | licence | homepage | cite as |\n| --- | --- | --- | --- |\n")
	for _, s := range m.Sources {
		license := s.License
		if license == "" {
			license = "not stated"
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", mdCell(mdCode(s.Name)), mdCell(mdLine(license)), mdCell(mdLine(s.Homepage)), mdCell(mdLine(s.Citation)))
	}
	b.WriteString("\n")
}

func (c Card) writePrivate(b *strings.Builder, m *schema.Manifest) {
	if !m.Private {
		return
	}
	var names []string
	for _, s := range c.PrivateSteps {
		names = append(names, mdCode(s))
	}
	b.WriteString("## What is private\n\n")
	if len(names) > 0 {
		fmt.Fprintf(b, "Taken out and not to be found in any file here: what the steps %s removed. ", strings.Join(names, ", "))
	}
	b.WriteString("The ledger says where such text stood and how long it was, never what it said, and no digest of an original or an input is given.\n" +
		"Patterns find what they describe and nothing else: what they do not describe may still stand in the text.\n\n")
}

func writeChecking(b *strings.Builder, _ *schema.Manifest) {
	b.WriteString("## How to check it\n\n```sh\nsha256sum -c SHA256SUMS    # every file, without tamis\n" +
		"tamis verify .             # files, schema, ids, accounting, edits\n" +
		"tamis verify --replay .    # rebuilds the originals from text and edits\n```\n\n" +
		"The sha256 of `SHA256SUMS` itself is the digest of this release.\n\n")
}

func writeFiles(b *strings.Builder, m *schema.Manifest) {
	b.WriteString("## Files\n\n| table | files | rows | bytes |\n| --- | ---: | ---: | ---: |\n")
	for _, t := range m.Tables {
		var size int64
		for _, f := range t.Files {
			size += f.Bytes
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", mdCell(mdCode(t.Name)), commas(int64(len(t.Files))), commas(t.Rows), commas(size))
	}
	b.WriteString("\n")
}

// commas writes a number with a comma between thousands.
func commas(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
