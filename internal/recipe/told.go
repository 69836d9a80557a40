package recipe

import (
	"encoding/json"
	"errors"
	"slices"
)

// Told is what the resolved recipe of a release says beyond its manifest: how sources are read, the limits,
// what is expected, how it is exported.
type Told struct {
	Sources []string       // names, in order
	Values  map[string]any // by path; a list is one value
}

// inManifest are keys of a recipe that its release's manifest has as well.
var inManifest = []string{"tamis", "name", "version", "title", "license", "description", "homepage", "authors", "citation",
	"keywords", "language", "date", "seed"}

// Tell reads the resolved recipe of a release, which any version of tamis may have written.
func Tell(resolved []byte) (*Told, error) {
	text := trimBOM(resolved)
	root, problems := readYAML(newSource("recipe.yaml", string(text)), text)
	if len(problems) > 0 {
		return nil, errors.New(problems[0].String())
	}
	if root == nil || root.kind != mapNode {
		return nil, errors.New("recipe.yaml is no mapping")
	}
	t := &Told{Values: map[string]any{}}
	for _, e := range root.entries {
		switch key := e.key.text; {
		case key == "sources":
			t.sources(e.value)
		case key == "steps":
			t.steps(e.value)
		case !slices.Contains(inManifest, key):
			t.add(key, e.value)
		}
	}
	return t, nil
}

// sources are told by their names.
func (t *Told) sources(n *node) {
	for _, s := range n.items {
		name := textAt(s, "name")
		t.Sources = append(t.Sources, name)
		for _, e := range s.entries {
			if !slices.Contains([]string{"name", "license", "homepage", "citation"}, e.key.text) {
				t.add("sources."+name+"."+e.key.text, e.value)
			}
		}
	}
}

// steps tells what stands beside a step: its arguments are in the manifest.
func (t *Told) steps(n *node) {
	for _, s := range n.items {
		name := textAt(s, "as")
		if name == "" && len(s.entries) > 0 {
			name = s.entries[0].key.text
		}
		for _, key := range []string{"refresh", "before_redaction"} {
			if v := s.get(key); v != nil {
				t.add("steps."+name+"."+key, v)
			}
		}
	}
}

func textAt(n *node, key string) string {
	if v := n.get(key); v != nil {
		return v.text
	}
	return ""
}

// add tells what lies in a mapping by its path. Nothing at all is told as if it did not stand there.
func (t *Told) add(path string, n *node) {
	switch {
	case n.kind == mapNode && len(n.entries) > 0:
		for _, e := range n.entries {
			t.add(path+"."+e.key.text, e.value)
		}
	case n.kind != nullNode:
		t.Values[path] = n.value()
	}
}

// value is a node as JSON has it.
func (n *node) value() any {
	switch n.kind {
	case nullNode:
		return nil
	case mapNode:
		m := map[string]any{}
		for _, e := range n.entries {
			m[e.key.text] = e.value.value()
		}
		return m
	case listNode:
		out := []any{}
		for _, item := range n.items {
			out = append(out, item.value())
		}
		return out
	}
	switch {
	case n.style != 'p':
		return n.text
	case n.text == "true" || n.text == "false":
		return n.text == "true"
	case json.Valid([]byte(n.text)):
		return json.Number(n.text)
	}
	return n.text
}
