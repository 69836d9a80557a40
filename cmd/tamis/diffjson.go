package main

import (
	"bytes"
	"encoding/json"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/changes"
)

// diffJSON prints a comparison for machines: one object, with a line for each change, so that neither end
// has to hold them all.
type diffJSON struct {
	v *voice
	d *changes.Diff
}

// diffSide is one of the two releases.
type diffSide struct {
	Name      string `json:"name"`
	Version   string `json:"version"`
	Digest    string `json:"digest"`
	Read      int64  `json:"documents_read"`
	Documents int64  `json:"documents"`
	Rejected  int64  `json:"documents_rejected"`
	Copies    int64  `json:"copies,omitempty"` // rows beside those of the documents
	Ledger    bool   `json:"ledger"`
}

func sideOf(r *export.Release) diffSide {
	m := r.Manifest
	return diffSide{m.Name, m.Version, r.Digest, m.Accounting.Read, m.Accounting.Kept - m.Accounting.Copies, m.Accounting.Rejected, m.Accounting.Copies, r.Has(export.TableDocuments)}
}

func (j *diffJSON) print(c *cli.Context) error {
	head := []struct {
		key   string
		value any
	}{
		{"a", sideOf(j.d.A)}, {"b", sideOf(j.d.B)}, {"equal", j.d.Empty()}, {"documents", j.d.Totals}, {"settings", orNone(j.d.Settings)},
		{"causes", orNone(j.d.Causes)}, {"columns", j.d.Columns}, {"unknown", orNone(j.d.Unknown)},
	}
	open := "{"
	for _, h := range head {
		b, err := jsonBytes(h.value)
		if err != nil {
			return err
		}
		j.v.print(open + `"` + h.key + `": ` + string(b))
		open = ",\n "
	}
	j.v.print(open + `"changes": [`)
	limit := int64(0)
	if c.IsSet("limit") {
		limit = int64(c.Int("limit"))
	}
	open = "\n  "
	err := j.d.Show(c.Context, limit, false, 0, func(x *changes.Change, _ *changes.Pair) error {
		b, err := jsonBytes(x)
		j.v.print(open + string(b))
		open = ",\n  "
		return err
	})
	if err == nil {
		j.v.print("]}\n")
	}
	return err
}

// orNone makes an empty list one, not null.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func jsonBytes(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}
