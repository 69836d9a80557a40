package export

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// IsRelease says that a folder, or what a link like latest leads to, holds a release.
func IsRelease(dir string) bool {
	_, ok := releaseFolder(dir)
	return ok
}

// Sealed opens a release and holds its manifest against its SHA256SUMS, so that its digest pins every file
// that the manifest names.
func Sealed(dir string) (*Release, error) {
	r, err := Load(dir)
	if err != nil {
		return nil, err
	}
	sums, err := readInside(r.Dir, SumsName, manifestLimit)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", r.Dir, err)
	}
	manifest, err := readInside(r.Dir, ManifestName, manifestLimit)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", r.Dir, err)
	}
	list, faults := parseSums(sums)
	sum := sha256.Sum256(manifest)
	want := sumLine{ManifestName, hex.EncodeToString(sum[:])}
	if len(faults) > 0 || !slices.Contains(list, want) {
		return nil, errors.New("its manifest is not the one that its SHA256SUMS names: see `tamis verify`")
	}
	return r, nil
}

// DataFile is a file of a table and where it lies.
type DataFile struct {
	schema.ManifestFile
	Full string
	Sum  [32]byte
}

// DataFiles lists the files of data/. They must be there.
func (r *Release) DataFiles() ([]DataFile, error) { return r.TableFiles(TableData) }

// TableFiles lists the files of a table. They must be there.
func (r *Release) TableFiles(table string) ([]DataFile, error) {
	t := tableNamed(r.Manifest, table)
	if t == nil {
		return nil, fmt.Errorf("the release has no table %s", table)
	}
	var out []DataFile
	for _, f := range t.Files {
		full, err := inside(r.Dir, f.Path)
		if err != nil {
			return nil, err
		}
		d := DataFile{ManifestFile: f, Full: full}
		if b, err := hex.DecodeString(f.SHA256[len(f.SHA256)-min(len(f.SHA256), 64):]); err == nil {
			copy(d.Sum[:], b)
		}
		out = append(out, d)
	}
	return out, nil
}
