package catalog

import (
	"bytes"
	"encoding/json"
	"maps"

	"github.com/tamis-data/tamis/transform"
)

// specJSON is a Spec as programs read it.
type specJSON struct {
	Name      string        `json:"name"`
	Summary   string        `json:"summary"`
	Doc       string        `json:"doc"`
	Version   int           `json:"version"`
	Params    []paramJSON   `json:"params"`
	Short     string        `json:"short,omitempty"`
	On        []string      `json:"on"`
	EditsText bool          `json:"edits_text"`
	Rejects   bool          `json:"rejects"`
	Private   bool          `json:"can_be_private"`
	Examples  []exampleJSON `json:"examples"`
}

type paramJSON struct {
	Name     string              `json:"name"`
	Type     transform.ParamType `json:"type"`
	Doc      string              `json:"doc"`
	Required bool                `json:"required"`
	Default  any                 `json:"default"`
	Enum     []string            `json:"enum,omitempty"`
	Min      *float64            `json:"min,omitempty"`
	Max      *float64            `json:"max,omitempty"`
	Regexp   bool                `json:"regexp,omitempty"`
	Nullable bool                `json:"nullable,omitempty"`
	Fields   []paramJSON         `json:"fields,omitempty"`
}

type exampleJSON struct {
	Note  string   `json:"note"`
	Args  string   `json:"args"`
	Docs  []string `json:"docs"`
	Given []string `json:"given,omitempty"`
	// Files are those that are text.
	Files map[string]string `json:"files,omitempty"`
	Other []string          `json:"other,omitempty"`
	Gives []string          `json:"gives,omitempty"`
	Rows  []string          `json:"rows,omitempty"`
}

// JSON returns the whole catalog for programs: an array of transforms in the order of the
// reference, two-space indent, newline at the end.
func JSON() []byte {
	out := make([]specJSON, 0, len(All))
	for _, spec := range All {
		out = append(out, toJSON(spec))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(out); err != nil {
		panic(err) // a Spec holds a default that is no JSON: a bug in the Spec
	}
	return b.Bytes()
}

func toJSON(spec transform.Spec) specJSON {
	out := specJSON{Name: spec.Name, Summary: spec.Summary, Doc: spec.Doc, Version: spec.Version, Params: params(spec.Params),
		Short: spec.Short, On: []string{}, EditsText: spec.EditsText, Rejects: spec.Rejects, Private: spec.Private != nil}
	switch spec.On {
	case transform.OnProse:
		out.On = []string{"text", "title"}
	case transform.OnText:
		out.On = []string{"text"}
	case transform.OnURL:
		out.On = []string{"url"}
	}
	for _, x := range spec.Examples {
		x.Files = maps.Clone(x.Files)
		maps.DeleteFunc(x.Files, func(_, text string) bool { return !isText(text) })
		out.Examples = append(out.Examples, exampleJSON(x))
	}
	return out
}

func params(ps []transform.Param) []paramJSON {
	out := make([]paramJSON, 0, len(ps))
	for _, p := range ps {
		j := paramJSON{Name: p.Name, Type: p.Type, Doc: p.Doc, Required: p.Required, Default: p.Default, Enum: p.Enum, Min: p.Min, Max: p.Max, Regexp: p.Regexp, Nullable: p.Nullable}
		if len(p.Fields) > 0 {
			j.Fields = params(p.Fields)
		}
		out = append(out, j)
	}
	return out
}
