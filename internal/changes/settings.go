package changes

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/tamis-data/tamis/schema"
)

// Setting is one thing about how a release was made that is another in the other one.
type Setting struct {
	// What is tool, writer, seed, private, ledger, about, source, input, resource, step, order (of the steps), column,
	// or recipe: what recipe.yaml says beyond the manifest.
	What string `json:"what"`
	Name string `json:"name,omitempty"` // of the step, input, resource, column …
	// Transform of a step.
	Transform string `json:"transform,omitempty"`
	// Key is the argument of a step, or what else of it: version, transform, place.
	Key string `json:"key,omitempty"`
	A   any    `json:"a"` // nil: A does not have it
	B   any    `json:"b"`
}

// settings compares how two releases were made, in the order in which one would look for it.
func settings(a, b *schema.Manifest) []Setting {
	var out settingList
	out.compare("tool", "", a.Tool, b.Tool)
	out.maps("writer", a.Writers, b.Writers)
	out.compare("seed", "", int64(a.Seed), int64(b.Seed))
	out.compare("private", "", a.Private, b.Private)
	out.compare("ledger", "edits", a.Ledger.Edits, b.Ledger.Edits)
	out.compare("ledger", "rejects", a.Ledger.Rejects, b.Ledger.Rejects)
	out.maps("about", about(a), about(b))
	out.maps("source", sourceTexts(a.Sources), sourceTexts(b.Sources))
	out.maps("input", inputTexts(a.Inputs), inputTexts(b.Inputs))
	out.maps("resource", inputTexts(a.Resources), inputTexts(b.Resources))
	out.steps(a.Steps, b.Steps)
	out.maps("column", columnTexts(a), columnTexts(b))
	return out
}

type settingList []Setting

func (l *settingList) compare(what, name string, a, b any) {
	if a != b {
		*l = append(*l, Setting{What: what, Name: name, A: a, B: b})
	}
}

// maps compares what has a name, in the order of the names.
func (l *settingList) maps(what string, a, b map[string]string) {
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		l.compare(what, name, textOf(a, name), textOf(b, name))
	}
}

func textOf(m map[string]string, name string) any {
	if v, ok := m[name]; ok {
		return v
	}
	return nil
}

func about(m *schema.Manifest) map[string]string {
	out := map[string]string{}
	for key, v := range map[string]string{"title": m.Title, "license": m.License, "description": m.Description, "homepage": m.Homepage,
		"citation": m.Citation, "language": m.Language, "date": m.Date} {
		if v != "" {
			out[key] = v
		}
	}
	for key, v := range map[string][]string{"authors": m.Authors, "keywords": m.Keywords} {
		if len(v) > 0 {
			out[key] = jsonText(v)
		}
	}
	return out
}

func sourceTexts(sources []schema.ManifestSource) map[string]string {
	out := map[string]string{}
	for _, s := range sources {
		out[s.Name] = jsonText([]string{s.License, s.Homepage, s.Citation})
	}
	return out
}

// inputTexts are the digests of files, else their sizes, by path. Where something is private they have
// neither.
func inputTexts(inputs []schema.ManifestInput) map[string]string {
	out := map[string]string{}
	for _, in := range inputs {
		switch {
		case in.SHA256 != "":
			out[in.Path] = in.SHA256
		case in.Bytes != nil:
			out[in.Path] = strconv.FormatInt(*in.Bytes, 10) + " bytes"
		default:
			out[in.Path] = ""
		}
	}
	return out
}

func columnTexts(m *schema.Manifest) map[string]string {
	out := map[string]string{}
	for _, t := range m.Tables {
		if t.Name == "data" {
			for _, c := range t.Columns {
				out[c.Name] = c.Type
			}
		}
	}
	return out
}

// steps compares the two chains by the names of their steps.
func (l *settingList) steps(a, b []schema.ManifestStep) {
	inB := map[string]*schema.ManifestStep{}
	for i := range b {
		inB[b[i].Name] = &b[i]
	}
	inA := map[string]bool{}
	for i := range a {
		inA[a[i].Name] = true
		if other := inB[a[i].Name]; other != nil {
			l.step(&a[i], other)
		} else {
			*l = append(*l, Setting{What: "step", Name: a[i].Name, Transform: a[i].Transform, A: i})
		}
	}
	for i := range b {
		if !inA[b[i].Name] {
			*l = append(*l, Setting{What: "step", Name: b[i].Name, Transform: b[i].Transform, B: i})
		}
	}
	l.order(a, b, inA, inB)
}

// order says that steps which both have stand in another order.
func (l *settingList) order(a, b []schema.ManifestStep, inA map[string]bool, inB map[string]*schema.ManifestStep) {
	var x, y []string
	for _, s := range a {
		if inB[s.Name] != nil {
			x = append(x, s.Name)
		}
	}
	for _, s := range b {
		if inA[s.Name] {
			y = append(y, s.Name)
		}
	}
	if !slices.Equal(x, y) {
		*l = append(*l, Setting{What: "order", A: jsonText(x), B: jsonText(y)})
	}
}

// step compares one step that both chains have.
func (l *settingList) step(a, b *schema.ManifestStep) {
	add := func(key string, x, y any) {
		*l = append(*l, Setting{What: "step", Name: b.Name, Transform: b.Transform, Key: key, A: x, B: y})
	}
	if a.Transform != b.Transform {
		add("transform", a.Transform, b.Transform)
		return
	}
	if a.Version != b.Version {
		add("version", a.Version, b.Version)
	}
	x, y := map[string]any{}, map[string]any{}
	flatten(x, "", a.Args)
	flatten(y, "", b.Args)
	keys := map[string]bool{}
	for k := range x {
		keys[k] = true
	}
	for k := range y {
		keys[k] = true
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if jsonText(x[k]) != jsonText(y[k]) {
			add("arguments."+k, x[k], y[k])
		}
	}
}

// flatten names what lies in maps by path; lists are one value.
func flatten(out map[string]any, path string, v any) {
	m, ok := v.(map[string]any)
	if !ok || len(m) == 0 && path != "" {
		out[path] = v
		return
	}
	for key, v := range m {
		at := key
		if path != "" {
			at = path + "." + key
		}
		flatten(out, at, v)
	}
}

func jsonText(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
