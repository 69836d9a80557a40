package recipe

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/tamis-data/tamis/internal/diag"
)

// validator compiles the schema of the fake catalog.
func validator(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema(fakeCatalog())))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("recipe.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("recipe.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML the way an editor does.
func asJSON(t *testing.T, text []byte) (any, bool) {
	t.Helper()
	data, err := yaml.YAMLToJSON(trimBOM(text))
	if err != nil {
		return nil, false
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	return v, err == nil
}

func TestSchemaTakesGoodRecipes(t *testing.T) {
	s := validator(t)
	for _, g := range goldens(t) {
		r, _ := Parse(g.recipe(), "recipe.yaml", g.options())
		if r == nil {
			continue
		}
		for _, text := range [][]byte{g.recipe(), r.Resolved()} {
			v, ok := asJSON(t, text)
			if !ok {
				t.Errorf("%s: no JSON", g.path)
				continue
			}
			if err := s.Validate(v); err != nil {
				t.Errorf("%s: %v", g.path, err)
			}
		}
	}
}

// structural are the goldens whose faults stand in one place of the tree, as a schema can say.
func structural() []string {
	return []string{"duplicate-key", "unknown-key", "wrong-type", "yes-no", "range", "enum", "size", "unknown-transform",
		"unknown-parameter", "required", "no-parameters", "step-shape", "step-options", "objects", "ratios", "table", "missing",
		"no-mapping", "format", "version", "sources", "seed", "expect", "on", "identity", "wide"}
}

func TestSchemaRefusesWrongRecipes(t *testing.T) {
	s := validator(t)
	names := structural()
	for _, g := range goldens(t) {
		name := strings.TrimSuffix(g.path[strings.LastIndexByte(g.path, '/')+1:], ".txtar")
		if !slices.Contains(names, name) {
			continue
		}
		names = slices.DeleteFunc(names, func(n string) bool { return n == name })
		if v, ok := asJSON(t, g.recipe()); ok && s.Validate(v) == nil {
			t.Errorf("%s: the schema takes it", g.path)
		}
	}
	if len(names) > 0 {
		t.Errorf("no golden %v", names)
	}
}

func TestSchemaIsStable(t *testing.T) {
	first := Schema(fakeCatalog())
	for range 5 {
		if !bytes.Equal(first, Schema(fakeCatalog())) {
			t.Fatal("two schemas differ")
		}
	}
}

// TestProblemsAreSorted holds every wrong golden to the order of places, and every place to the file.
func TestProblemsAreSorted(t *testing.T) {
	for _, g := range goldens(t) {
		_, problems := Parse(g.recipe(), "recipe.yaml", g.options())
		sorted := diag.Sort(slices.Clone(problems))
		if !slices.Equal(problems, sorted) {
			t.Errorf("%s: not sorted", g.path)
		}
		for _, p := range problems {
			if p.Message == "" || p.Pos.File == "recipe.yaml" && p.Pos.Line < 1 || strings.Contains(p.String(), "\x1b") {
				t.Errorf("%s: %#v", g.path, p)
			}
		}
	}
}
