package catalog

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/transform"
)

// Reference returns docs/reference.md: every transform with its parameters and examples, from the
// Specs alone.
func Reference() []byte {
	var b bytes.Buffer
	b.WriteString("# Reference of the transforms\n\nGenerated from the Specs by `make reference`; do not edit.\n\n")
	b.WriteString("| transform | does |\n|---|---|\n")
	for _, spec := range All {
		fmt.Fprintf(&b, "| [%s](#%s) | %s |\n", spec.Name, anchor(spec.Name), cell(spec.Summary))
	}
	for _, spec := range All {
		b.WriteByte('\n')
		writeSpec(&b, spec)
	}
	return b.Bytes()
}

// Page returns the part of the reference that is about one transform.
func Page(spec transform.Spec) []byte {
	var b bytes.Buffer
	writeSpec(&b, spec)
	return b.Bytes()
}

// anchor is what GitHub makes of a heading.
func anchor(name string) string { return strings.ReplaceAll(name, ".", "") }

// cell makes text fit a cell of a Markdown table.
func cell(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "|", `\|`), "\n", " ") }

func writeSpec(b *bytes.Buffer, spec transform.Spec) {
	fmt.Fprintf(b, "## %s\n\n%s.\n\n%s\n\n", spec.Name, spec.Summary, spec.Doc)
	writeParams(b, spec)
	writeFacts(b, spec)
	for _, x := range spec.Examples {
		writeExample(b, spec.Name, x)
	}
}

func writeParams(b *bytes.Buffer, spec transform.Spec) {
	if len(spec.Params) == 0 {
		return
	}
	b.WriteString("| parameter | type | default | |\n|---|---|---|---|\n")
	for _, p := range spec.Params {
		writeParam(b, "", p)
	}
	b.WriteByte('\n')
}

func writeParam(b *bytes.Buffer, path string, p transform.Param) {
	fmt.Fprintf(b, "| `%s%s` | %s | %s | %s |\n", path, p.Name, cell(typeText(p)), cell(defaultText(p)), cell(p.Doc))
	if p.Type == transform.ParamTable {
		return // its fields stand above, each with its reason
	}
	for _, f := range p.Fields {
		writeParam(b, path+p.Name+".", f)
	}
}

// typeText says what a parameter takes, with its words or bounds.
func typeText(p transform.Param) string {
	if p.Nullable {
		p.Nullable = false
		return typeText(p) + ", or null"
	}
	switch {
	case p.Type == transform.ParamTable:
		var names []string
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
		return "column → value → " + strings.Join(names, ", ")
	case len(p.Enum) > 0 && p.Type == transform.ParamStrings:
		return "list of " + strings.Join(p.Enum, ", ")
	case len(p.Enum) > 0:
		return strings.Join(p.Enum, ", ")
	case p.Min != nil && p.Max != nil:
		return fmt.Sprintf("%s from %s to %s", p.Type, number(*p.Min), number(*p.Max))
	case p.Min != nil:
		return fmt.Sprintf("%s from %s", p.Type, number(*p.Min))
	case p.Max != nil:
		return fmt.Sprintf("%s up to %s", p.Type, number(*p.Max))
	}
	return string(p.Type)
}

func defaultText(p transform.Param) string {
	if p.Required {
		return "required"
	}
	if p.Default == nil {
		return ""
	}
	return "`" + valueText(p.Default) + "`"
}

// valueText writes a default as a recipe does.
func valueText(v any) string {
	switch v := v.(type) {
	case string:
		if v == "" || strings.ContainsAny(v, "{}:#[]") {
			return strconv.Quote(v)
		}
		return v
	case float64:
		return number(v)
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	case map[string]int:
		var parts []string
		for name, n := range v {
			parts = append(parts, name+": "+strconv.Itoa(n))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	case map[string]float64:
		var parts []string
		for name, share := range v {
			parts = append(parts, name+": "+number(share))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// writeFacts says what the plan knows of a step beyond its parameters.
func writeFacts(b *bytes.Buffer, spec transform.Spec) {
	var facts []string
	switch spec.On {
	case transform.OnProse:
		facts = append(facts, "works on text and title unless `on:` names other columns")
	case transform.OnText:
		facts = append(facts, "works on the text unless `on:` names other columns")
	case transform.OnURL:
		facts = append(facts, "works on the url unless `on:` names another column")
	}
	if spec.Short != "" {
		facts = append(facts, "a bare value stands for `"+spec.Short+"`")
	}
	if spec.Private != nil {
		facts = append(facts, "can be private")
	}
	if spec.EditsText {
		facts = append(facts, "edits text")
	}
	if spec.Rejects {
		facts = append(facts, "can reject documents")
	}
	facts = append(facts, fmt.Sprintf("version %d", spec.Version))
	line := strings.Join(facts, "; ")
	fmt.Fprintf(b, "%s.\n\n", strings.ToUpper(line[:1])+line[1:])
}

func writeExample(b *bytes.Buffer, name string, x transform.Example) {
	fmt.Fprintf(b, "%s\n\n```yaml\n- %s\n```\n\n", x.Note, strings.TrimSuffix(name+": "+x.Args, ": "))
	b.WriteString("```\n")
	for _, name := range slices.Sorted(maps.Keys(x.Files)) {
		if text := x.Files[name]; isText(text) {
			b.WriteString("in " + name + ": " + strconv.Quote(text) + "\n")
		}
	}
	for i, doc := range x.Docs {
		line := strconv.Quote(doc)
		if i < len(x.Given) && x.Given[i] != "" {
			line += "  " + x.Given[i]
		}
		b.WriteString(line + "\n")
	}
	for _, doc := range x.Other {
		b.WriteString("in the other set: " + strconv.Quote(doc) + "\n")
	}
	b.WriteString("->\n")
	for i := range max(len(x.Gives), len(x.Rows)) {
		writeOutcome(b, x, i)
	}
	b.WriteString("```\n\n")
}

// isText says whether a file can be shown: models can't.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func writeOutcome(b *bytes.Buffer, x transform.Example, i int) {
	var parts []string
	if i < len(x.Gives) {
		parts = append(parts, strconv.Quote(x.Gives[i]))
	}
	if i < len(x.Rows) && x.Rows[i] != "" {
		parts = append(parts, x.Rows[i])
	}
	b.WriteString(strings.Join(parts, "  ") + "\n")
}
