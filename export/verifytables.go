package export

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// checkTables looks at the rows of every intact table, then at what the tables say of one another.
func (c *checker) checkTables() error {
	for _, t := range c.rel.Manifest.Tables {
		if c.intact(t.Name) {
			c.checkTable(t)
		}
	}
	c.checkTwins()
	c.checkSubsets()
	c.checkOrder()
	if c.intact(TableData) {
		c.r.Documents = tableNamed(c.rel.Manifest, TableData).Rows
	}
	if c.bare {
		c.unchecked("ledger/ is not in this copy: accounting, reasons, edits and replay")
	}
	c.checkAccounting()
	if err := c.checkLedger(); err != nil {
		return err
	}
	if err := c.checkIDs(); err != nil {
		return err
	}
	if err := c.checkLeaks(); err != nil {
		return err
	}
	if !c.o.Replay {
		return nil
	}
	return c.replay()
}

// checkTable recomputes rows, columns and logical digest of one table from its files.
func (c *checker) checkTable(t schema.ManifestTable) {
	var paths []string
	for _, f := range t.Files {
		full, err := inside(c.dir, f.Path)
		if err != nil {
			c.problem(f.Path, "%s", plain(err))
			return
		}
		paths = append(paths, f.Path)
		c.checkColumns(t, f.Path, full)
	}
	digest, rows, err := LogicalDigest(c.dir, paths)
	switch {
	case err != nil:
		c.problem(t.Files[0].Path, "rows of %s can't be read: %s", t.Name, c.within(err))
	case rows != t.Rows:
		c.problem(ManifestName, "table %s: files have %d rows, the manifest says %d", t.Name, rows, t.Rows)
	case digest != t.Logical:
		c.problem(ManifestName, "table %s: logical digest differs from that of its rows", t.Name)
	}
}

// within returns an error's text without the host's path of the release.
func (c *checker) within(err error) string {
	return strings.ReplaceAll(err.Error(), c.dir+string(filepath.Separator), "")
}

// plain returns an error's text as one line.
func plain(err error) string { return oneLine(err.Error()) }

// checkColumns holds a file's own columns and rows against the manifest.
func (c *checker) checkColumns(t schema.ManifestTable, rel, full string) {
	cols, rows, err := TableColumns(full)
	if err != nil {
		c.problem(rel, "columns can't be read: %s", c.within(err))
		return
	}
	if !slices.EqualFunc(cols, t.Columns, func(a schema.Column, b schema.ManifestColumn) bool {
		return a.Name == b.Name && a.Type.String() == b.Type
	}) {
		c.problem(rel, "its columns differ from those that the manifest gives for %s", t.Name)
	}
	i := slices.IndexFunc(t.Files, func(f schema.ManifestFile) bool { return f.Path == rel })
	if rows != t.Files[i].Rows {
		c.problem(ManifestName, "%s: the file has %d rows, the manifest says %d", rel, rows, t.Files[i].Rows)
	}
}

// checkTwins holds the same rows in other formats against data/.
func (c *checker) checkTwins() {
	data := tableNamed(c.rel.Manifest, TableData)
	if data == nil {
		c.problem(ManifestName, "there is no table data")
		return
	}
	for _, name := range []string{TableArrow, TableJSONL} {
		t := tableNamed(c.rel.Manifest, name)
		if t == nil || !c.intact(name) {
			continue
		}
		if t.Rows != data.Rows || t.Logical != data.Logical {
			c.problem(ManifestName, "rows of %s differ from those of data", name)
		}
	}
}

// checkAccounting holds the manifest's sums against one another: the first law.
func (c *checker) checkAccounting() {
	m := c.rel.Manifest
	a := m.Accounting
	c.equal("documents read + copies = kept + rejected", a.Read+a.Copies, a.Kept+a.Rejected)
	c.equal("input bytes = documents + framing + quarantined", a.InputBytes, a.DocumentBytes+a.FramingBytes+a.QuarantineBytes)
	var inSplits int64
	for _, n := range a.Splits {
		inSplits += n
	}
	c.equal("documents kept = documents in splits", a.Kept, inSplits)
	for _, s := range m.Steps {
		var gone int64
		for _, n := range s.Rejected {
			gone += n
		}
		c.equal(fmt.Sprintf("step %s: documents in = kept + rejected", s.Name), s.In, s.Kept+gone)
	}
	data := tableNamed(m, TableData)
	if data == nil {
		return
	}
	c.equal("documents kept = rows of data", a.Kept, data.Rows)
	rows := map[string]int64{}
	for _, f := range data.Files {
		rows[f.Split] += f.Rows
	}
	for s := range maps.Keys(rows) {
		if rows[s] != a.Splits[s] {
			c.problem(ManifestName, "accounting: split %s has %d rows, the accounting says %d", s, rows[s], a.Splits[s])
		}
	}
}

// equal notes where two sides of a law are not.
func (c *checker) equal(law string, left, right int64) {
	if left != right {
		c.problem(ManifestName, "accounting: %s does not hold: %d and %d", law, left, right)
	}
}
