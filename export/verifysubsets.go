package export

import "github.com/tamis-data/tamis/schema"

// subsetCheck holds the folders of data/ against the values of their rows.
type subsetCheck struct {
	c      *checker
	column string
	value  map[string]string // name that a folder's value gives, by folder
	folder map[string]string // the other way round
}

// checkSubsets holds that every row stands in the folder of its value, and that no two folders hold the same.
func (c *checker) checkSubsets() {
	t := tableNamed(c.rel.Manifest, TableData)
	if t == nil || !c.intact(TableData) {
		return
	}
	k := subsetCheck{c: c, column: t.Subsets, value: map[string]string{}, folder: map[string]string{}}
	for _, f := range t.Files {
		switch {
		case (f.Subset == "") != (t.Subsets == "") && f.Rows > 0:
			c.problem(ManifestName, "%s: the table's subsets and the folder of its file don't agree", f.Path)
		case f.Subset != "" && f.Rows > 0:
			k.file(f)
		}
	}
}

// file holds the rows of one file against its folder; the first that is wrong is told.
func (k *subsetCheck) file(f schema.ManifestFile) {
	ok := true
	k.c.rel.fileRows(f.Path, []string{k.column}, func(row Row, err error) bool {
		if err != nil {
			k.c.problem(f.Path, "%s can't be read: %s", k.column, k.c.within(err))
			return false
		}
		ok = k.row(f.Subset, SubsetName(row.At(0)))
		return ok
	})
	if !ok {
		k.c.problem(f.Path, "a row stands in the folder of another value of %s", k.column)
	}
}

func (k *subsetCheck) row(folder, name string) bool {
	if was, known := k.value[folder]; known {
		return was == name
	}
	if _, twice := k.folder[name]; twice {
		return false
	}
	k.value[folder], k.folder[name] = name, folder
	return folder == name || folder == escapeCapitals(name) || k.c.rel.Manifest.Private && isHiddenSubset(folder)
}
