package export

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Glance looks whether a release is as its lists say, by names and sizes and the digests of its small
// files: what a disk, a copy or a tidy hand most often does to one shows in a moment, whatever its size.
// Verify alone reads every byte.
func (r *Release) Glance() ([]Problem, error) {
	c := &checker{dir: r.Dir, r: &Report{}, rel: r, sums: map[string]string{}, seen: map[string]int{}}
	c.files = map[string]fs.FileInfo{}
	folders, err := c.walk()
	if err != nil {
		return nil, fmt.Errorf("look at %s: %w", r.Dir, err)
	}
	c.bare = !slices.Contains(folders, "ledger")
	b, err := readInside(c.dir, SumsName, manifestLimit)
	if err != nil {
		c.problem(SumsName, "is missing or can't be read")
		return c.r.Problems, nil
	}
	sums, faults := parseSums(b)
	for _, f := range faults {
		c.problem(SumsName, "%s", f)
	}
	for _, s := range sums {
		c.sums[s.path] = "sha256:" + s.hex
	}
	c.glanceTables()
	c.glanceRest()
	return c.r.Problems, nil
}

// glanceTables holds the files of tables to the sizes that the manifest gives.
func (c *checker) glanceTables() {
	for _, t := range c.rel.Manifest.Tables {
		for _, f := range t.Files {
			st, there := c.files[f.Path]
			switch {
			case !there && c.bare && strings.HasPrefix(f.Path, "ledger/"): // a copy without it is a release
			case !there:
				c.problem(f.Path, "is missing")
			case st.Size() != f.Bytes:
				c.problem(f.Path, "%s", strings.TrimPrefix(sizeFault(st.Size(), f.Bytes), "; "))
			}
			delete(c.sums, f.Path)
			delete(c.files, f.Path)
		}
	}
}

// glanceRest holds the small files to their digests. What else lies in data/ would be read as part of
// it; elsewhere it is nobody's harm.
func (c *checker) glanceRest() {
	for _, rel := range sortedKeys(c.sums) {
		b, err := readInside(c.dir, rel, manifestLimit)
		switch {
		case err != nil:
			c.problem(rel, "is missing or can't be read")
		case digestOf(b) != c.sums[rel]:
			c.problem(rel, "sha256 differs from %s", SumsName)
		}
	}
	for _, rel := range sortedKeys(c.files) {
		if strings.HasPrefix(rel, TableData+"/") {
			c.problem(rel, "is not of this release")
		}
	}
}
