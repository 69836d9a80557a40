package export

import "fmt"

// Kept finds a document of data/ by its id, with its columns; nil where there is none.
func (r *Release) Kept(id string) (*Copy, error) {
	if !r.Has(TableData) {
		return nil, nil
	}
	for row, err := range r.Rows(TableData, "id", "origin") {
		if err != nil {
			return nil, fmt.Errorf("find %q: %w", id, err)
		}
		if row.Str("id") == id {
			c := &Copy{ID: id, Origin: row.Str("origin"), Outcome: "kept"}
			return c, r.Fill([]*Copy{c})
		}
	}
	return nil, nil
}

// Pinned returns the digest of a list, model or other set by the name that the release calls it by; "" where
// it names none so.
func (r *Release) Pinned(name string) string {
	for _, res := range r.Manifest.Resources {
		if res.Path == name {
			return res.SHA256
		}
	}
	return ""
}
