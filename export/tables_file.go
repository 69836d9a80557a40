package export

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/tamis-data/tamis/schema"
)

// shardFile is one file of a table: it counts and hashes what is written to it.
type shardFile struct {
	shardWriter
	file   file
	path   string // of the file while it is written
	hash   hash.Hash
	size   int64
	rows   int64
	sha256 string // sha256:<hex>, once closed
}

// Write writes to the file, and to its digest what was written.
func (f *shardFile) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	f.hash.Write(b[:n])
	f.size += int64(n)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return n, err
}

// Seek tells the place, which is all that Arrow's writer asks for.
func (f *shardFile) Seek(offset int64, whence int) (int64, error) {
	if offset == 0 && whence == io.SeekCurrent || offset == f.size && whence == io.SeekStart {
		return f.size, nil
	}
	return 0, errors.New("seek in a file that is written in one go")
}

// close finishes the file and its digest.
func (f *shardFile) close() error {
	err := f.finish()
	if e := f.file.Close(); err == nil {
		err = e
	}
	f.sha256 = "sha256:" + hex.EncodeToString(f.hash.Sum(nil))
	f.shardWriter, f.hash, f.file = nil, nil, nil
	return err
}

// create makes the file of a shard under a name of its own: the total that the final name holds is
// known at the end.
func (t *Tables) create(p *part, k fileKind, n int) (*shardFile, error) {
	name := filepath.Join(t.dir, filepath.FromSlash(k.folder), p.subset, fmt.Sprintf(".%s-%05d.%s.part", p.name, n, k.ext))
	f, err := t.open(name)
	if err != nil {
		return nil, err
	}
	return &shardFile{file: f, path: name, hash: sha256.New()}, nil
}

// settle gives the files of a table their final names and describes them for the manifest, a
// description for each format.
func (t *Tables) settle(tab *table) ([]schema.ManifestTable, error) {
	digests := make([]*partDigest, len(tab.parts))
	for i, p := range tab.parts {
		digests[i] = p.digest
	}
	logical := tableDigest(tab.cols, digests)
	var out []schema.ManifestTable
	for k, kind := range tab.kinds {
		m := schema.ManifestTable{Name: kind.table, Columns: manifestColumns(tab.cols), Logical: logical}
		if tab == t.data {
			m.Subsets = t.o.Subsets
			if t.o.Order != OrderSource {
				m.Order = t.o.Order
			}
		}
		for _, p := range tab.parts {
			for i, shard := range p.done {
				f, err := t.rename(tab, p, shard[k], kind, i)
				if err != nil {
					return nil, err
				}
				m.Files = append(m.Files, f)
				m.Rows += f.Rows
			}
		}
		out = append(out, m)
	}
	return out, nil
}

func (t *Tables) rename(tab *table, p *part, f *shardFile, k fileKind, i int) (schema.ManifestFile, error) {
	name := path.Join(k.folder, p.subset, shardName(p.name, i, len(p.done), k.ext))
	m := schema.ManifestFile{Path: name, SHA256: f.sha256, Bytes: f.size, Rows: f.rows}
	if len(tab.kinds) > 0 && tab.name == "data" {
		m.Split, m.Subset = p.name, p.subset
	}
	return m, os.Rename(f.path, filepath.Join(t.dir, filepath.FromSlash(name)))
}

func manifestColumns(cols []schema.Column) []schema.ManifestColumn {
	out := make([]schema.ManifestColumn, len(cols))
	for i, c := range cols {
		out[i] = schema.ManifestColumn{Name: c.Name, Type: c.Type.String(), Doc: c.Doc}
	}
	return out
}
