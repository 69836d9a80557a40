package export

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// checkManifestFile reads the manifest and holds its bytes against the one form a release has.
func (c *checker) checkManifestFile() {
	b, err := readInside(c.dir, ManifestName, manifestLimit)
	if err != nil {
		c.problem(ManifestName, "is missing or can't be read; without it no table is checked")
		return
	}
	m, err := ParseManifest(b)
	if err != nil {
		c.problem(ManifestName, "%s; without it no table is checked", strings.TrimPrefix(err.Error(), "read manifest: "))
		return
	}
	if canonical, err := canonicalJSON(b); err != nil || !bytes.Equal(canonical, b) {
		c.problem(ManifestName, "is not in canonical form: sorted keys, two-space indent, a newline at the end")
	}
	c.r.Name, c.r.Version = m.Name, m.Version
	c.rel = &Release{Dir: c.dir, Digest: c.r.Digest, Manifest: m}
}

// checkNames holds the manifest's own digests against one another: recipe.yaml, and the name of a
// draft against what it is made from.
func (c *checker) checkNames() {
	m := c.rel.Manifest
	if got := c.actual[RecipeName]; got != m.Recipe {
		c.problem(RecipeName, "sha256 differs from the manifest's digest of the recipe")
	}
	v := mustVersion(m.Version)
	if !v.draft() {
		return
	}
	want, err := draftOf(v, m)
	if err != nil || want != m.Version {
		c.problem(ManifestName, "version %s is not what fingerprint and data give", m.Version)
	}
}

// draftOf returns the draft version that a manifest of version v should have.
func draftOf(v version, m *schema.Manifest) (string, error) {
	last := v.tags[len(v.tags)-1]
	base, build, found := strings.Cut(v.text, "+")
	if found {
		build = "+" + build
	}
	return releaseVersion(strings.TrimSuffix(base, "."+last)+build, m)
}

// checkFiles holds the manifest's tables against SHA256SUMS and the files.
func (c *checker) checkFiles() {
	named := map[string]bool{ManifestName: true, CardName: true, RecipeName: true}
	for _, t := range c.rel.Manifest.Tables {
		for _, f := range t.Files {
			named[f.Path] = true
			c.checkFile(f)
		}
		if fault := shardFault(t); fault != "" {
			c.problem(ManifestName, "table %s: %s", t.Name, fault)
		}
	}
	for _, rel := range sortedKeys(c.sums) {
		if !named[rel] {
			c.problem(rel, "is in no table of the manifest")
		}
	}
	for _, rel := range []string{CardName, RecipeName, ManifestName} {
		if c.sums[rel] == "" && len(c.sums) > 0 {
			c.problem(SumsName, "does not list %s", rel)
		}
	}
}

func (c *checker) checkFile(f schema.ManifestFile) {
	st, there := c.files[f.Path]
	if !there {
		if c.sums[f.Path] == "" && len(c.sums) > 0 {
			c.problem(f.Path, "is missing, the manifest lists it and %s does not", SumsName)
		}
		return
	}
	if sum := c.sums[f.Path]; sum != "" && sum != f.SHA256 {
		c.problem(ManifestName, "%s: its digest here differs from %s", f.Path, SumsName)
	}
	if got := c.actual[f.Path]; got != f.SHA256 {
		c.problem(f.Path, "sha256 differs from the manifest%s", sizeFault(st.Size(), f.Bytes))
	} else if st.Size() != f.Bytes {
		c.problem(ManifestName, "%s: the file has %d bytes, the manifest says %d", f.Path, st.Size(), f.Bytes)
	}
}

func sizeFault(got, want int64) string {
	switch {
	case got < want:
		return fmt.Sprintf("; it is cut short: %d of %d bytes", got, want)
	case got > want:
		return fmt.Sprintf("; it is too long: %d bytes for %d", got, want)
	}
	return ""
}

// shardFault says what is wrong with the names, splits and rows of a table's files: shards are
// numbered through, <table>-00000-of-00002.parquet, data/<split>-….
func shardFault(t schema.ManifestTable) string {
	total := map[string]int{}
	var rows int64
	for _, f := range t.Files {
		total[digestName(f.Subset, f.Split)]++
		rows += f.Rows
	}
	if rows != t.Rows {
		return fmt.Sprintf("its files have %d rows, the table %d", rows, t.Rows)
	}
	next := map[string]int{}
	for _, f := range t.Files {
		part := digestName(f.Subset, f.Split)
		want := fmt.Sprintf("-%05d-of-%05d.", next[part], total[part])
		if !strings.HasPrefix(f.Path, path.Join(t.Name, part)+want) {
			return fmt.Sprintf("file %s is not shard %s of its table", f.Path, strings.Trim(want, "-."))
		}
		next[part]++
	}
	return ""
}

// intact says whether the files of a table are there and have the digests that the manifest gives:
// only those are decoded, since damaged bytes can end a process inside a decoder.
func (c *checker) intact(name string) bool {
	t := tableNamed(c.rel.Manifest, name)
	if t == nil || len(t.Files) == 0 {
		return false
	}
	for _, f := range t.Files {
		if c.actual[f.Path] != f.SHA256 {
			return false
		}
	}
	return true
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// visible returns a file name with its control characters and what turns text round escaped.
func visible(name string) string {
	q := fmt.Sprintf("%+q", name)
	if q[1:len(q)-1] == name {
		return name
	}
	return q
}
