package samples

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Truth reads testdata/truth.jsonl.
func Truth(testdata string) ([]Problem, error) {
	data, err := os.ReadFile(filepath.Join(testdata, "truth.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("read truth: %w", err)
	}
	var out []Problem
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var p Problem
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("read truth: line %d: %w", len(out)+1, err)
		}
		out = append(out, p)
	}
	return out, lines.Err()
}

// walkFiles names the files below root, folders aside; a root that isn't there has none.
func walkFiles(fsys fs.FS, root string, found func(name string)) error {
	return fs.WalkDir(fsys, root, func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !e.IsDir() {
			found(name)
		}
		return err
	})
}
