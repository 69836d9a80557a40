package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// manifestLimit bounds what is read of a manifest.json: at 200 bytes for an input file it holds
// over a million of them.
const manifestLimit = 256 << 20

// MarshalManifest returns m as manifest.json: keys sorted at every level, two-space indent, a
// newline at the end, nothing escaped for HTML.
func MarshalManifest(m *schema.Manifest) ([]byte, error) {
	raw, err := encodeJSON(m, "")
	if err != nil {
		return nil, fmt.Errorf("write manifest: %w", err)
	}
	return canonicalJSON(raw)
}

// canonicalJSON returns a JSON text in the one form in which a release holds it. Numbers keep
// their digits.
func canonicalJSON(raw []byte) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the last brace")
	}
	return encodeJSON(v, "  ")
}

func encodeJSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	err := e.Encode(v)
	return b.Bytes(), err
}

// ParseManifest reads a manifest.json that anybody may have written. Unknown format versions,
// unknown keys, paths that lead out of the release and malformed digests are errors; numbers of
// arguments come as json.Number.
func ParseManifest(b []byte) (*schema.Manifest, error) {
	if len(b) > manifestLimit {
		return nil, fmt.Errorf("read manifest: more than %d bytes", manifestLimit)
	}
	if err := checkFormat(b); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	d.DisallowUnknownFields()
	var m schema.Manifest
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read manifest: something follows the last brace")
	}
	if err := checkManifest(&m); err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	return &m, nil
}

// checkFormat looks at the format version alone, before keys of a later one look unknown.
func checkFormat(b []byte) error {
	var head struct{ Format *int }
	if err := json.Unmarshal(b, &head); err != nil {
		return fmt.Errorf("read manifest: %w", err)
	}
	if head.Format == nil {
		return errors.New("read manifest: no format version")
	}
	if *head.Format != schema.FormatVersion {
		return fmt.Errorf("read manifest: release format %d, this tamis reads format %d", *head.Format, schema.FormatVersion)
	}
	return nil
}

func checkManifest(m *schema.Manifest) error {
	if fault := nameFault(m.Name); fault != "" {
		return errors.New(fault)
	}
	if _, err := parseVersion(m.Version); err != nil {
		return err
	}
	for _, d := range []string{m.Recipe, m.Fingerprint} {
		if !isDigest(d) {
			return errors.New("recipe or fingerprint is no sha256:<hex>")
		}
	}
	seen := map[string]bool{}
	for _, t := range m.Tables {
		if seen[t.Name] {
			return fmt.Errorf("table %q stands twice", t.Name)
		}
		seen[t.Name] = true
		if err := checkTable(t, seen); err != nil {
			return err
		}
	}
	return nil
}

func checkTable(t schema.ManifestTable, seen map[string]bool) error {
	if fault := pathFault(t.Name); fault != "" {
		return fmt.Errorf("table %q: %s", t.Name, fault)
	}
	if !isDigest(t.Logical) {
		return fmt.Errorf("table %s: logical digest is no sha256:<hex>", t.Name)
	}
	for _, f := range t.Files {
		if fault := pathFault(f.Path); fault != "" {
			return fmt.Errorf("table %s: file %q: %s", t.Name, f.Path, fault)
		}
		if f.Subset != "" && subsetFault(f.Subset) != "" {
			return fmt.Errorf("table %s: file %q: subset %q is no name of a folder", t.Name, f.Path, f.Subset)
		}
		if !strings.HasPrefix(f.Path, t.Name) || seen["/"+f.Path] {
			return fmt.Errorf("table %s: file %q belongs to another table or stands twice", t.Name, f.Path)
		}
		seen["/"+f.Path] = true
		if !isDigest(f.SHA256) || f.Bytes < 0 || f.Rows < 0 {
			return fmt.Errorf("table %s: file %q: malformed digest, size or rows", t.Name, f.Path)
		}
	}
	return nil
}

// tableNamed returns the table of that name, nil where the release has none.
func tableNamed(m *schema.Manifest, name string) *schema.ManifestTable {
	i := slices.IndexFunc(m.Tables, func(t schema.ManifestTable) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return &m.Tables[i]
}

// Differences names what differs between the causes of two releases, and where none of them does,
// what came out differently; nil where all is the same. It names no private value.
func Differences(a, b *schema.Manifest) []string {
	causes := []struct {
		name string
		a, b any
	}{
		{"format", a.Format, b.Format},
		{"seed", a.Seed, b.Seed},
		{"tamis version", a.Tool, b.Tool},
		{"writers", a.Writers, b.Writers},
		{"title, license, description or authors", about(a), about(b)},
		{"sources", a.Sources, b.Sources},
		{"lists, models or other sets", a.Resources, b.Resources},
	}
	var out []string
	for _, c := range causes {
		if !sameJSON(c.a, c.b) {
			out = append(out, c.name)
		}
	}
	out = append(out, inputDifferences(a.Inputs, b.Inputs)...)
	out = append(out, stepDifferences(a.Steps, b.Steps)...)
	if a.Recipe != b.Recipe && len(out) == 0 {
		out = append(out, "recipe")
	}
	if a.Fingerprint != b.Fingerprint && len(out) == 0 {
		out = append(out, "fingerprint")
	}
	if len(out) == 0 {
		out = tableDifferences(a.Tables, b.Tables)
	}
	return out
}

func about(m *schema.Manifest) any {
	return []any{m.Title, m.License, m.Description, m.Homepage, m.Citation, m.Language, m.Date, m.Authors, m.Keywords}
}

// sameJSON compares values as a manifest would hold them: numbers parsed back from one are
// json.Number and still equal.
func sameJSON(a, b any) bool {
	x, errA := encodeJSON(a, "")
	y, errB := encodeJSON(b, "")
	if errA != nil || errB != nil {
		return reflect.DeepEqual(a, b)
	}
	x, errA = canonicalJSON(x)
	y, errB = canonicalJSON(y)
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

func inputDifferences(a, b []schema.ManifestInput) []string {
	old := map[string]schema.ManifestInput{}
	for _, in := range a {
		old[in.Path] = in
	}
	var changed, added []string
	for _, in := range b {
		was, ok := old[in.Path]
		delete(old, in.Path)
		if !ok {
			added = append(added, in.Path)
		} else if !sameJSON(was, in) {
			changed = append(changed, in.Path)
		}
	}
	var gone []string
	for path := range old {
		gone = append(gone, path)
	}
	slices.Sort(gone)
	return slices.Concat(firstOf("input changed", changed), firstOf("input added", added), firstOf("input gone", gone))
}

// firstOf names the first of several things and how many more there are.
func firstOf(what string, names []string) []string {
	switch len(names) {
	case 0:
		return nil
	case 1:
		return []string{fmt.Sprintf("%s: %s", what, names[0])}
	}
	return []string{fmt.Sprintf("%s: %s and %d more", what, names[0], len(names)-1)}
}

func stepDifferences(a, b []schema.ManifestStep) []string {
	var out []string
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			out = append(out, "step added: "+b[i].Name)
		case i >= len(b):
			out = append(out, "step gone: "+a[i].Name)
		case a[i].Name != b[i].Name || a[i].Transform != b[i].Transform:
			out = append(out, fmt.Sprintf("step %d: %s, was %s", i+1, b[i].Name, a[i].Name))
		case a[i].Version != b[i].Version:
			out = append(out, fmt.Sprintf("step %s: version %d, was %d", b[i].Name, b[i].Version, a[i].Version))
		case !sameJSON(a[i].Args, b[i].Args):
			out = append(out, fmt.Sprintf("step %s: arguments", b[i].Name))
		}
	}
	return out
}

func tableDifferences(a, b []schema.ManifestTable) []string {
	old := map[string]schema.ManifestTable{}
	for _, t := range a {
		old[t.Name] = t
	}
	var out []string
	for _, t := range b {
		was, ok := old[t.Name]
		delete(old, t.Name)
		if !ok || was.Logical != t.Logical || was.Rows != t.Rows {
			out = append(out, "content of "+t.Name)
		} else if !sameJSON(was.Files, t.Files) {
			out = append(out, "encoding of "+t.Name)
		}
	}
	for _, t := range a {
		if _, gone := old[t.Name]; gone {
			out = append(out, t.Name+" is gone")
		}
	}
	return out
}
