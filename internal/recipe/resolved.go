package recipe

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/transform"
)

// Resolved returns the recipe with every default spelled out: UTF-8, keys in one order, one way
// of quoting, no comments, a newline at the end. It parses to the same recipe and resolves to the
// same bytes. Paths stay as given.
func (r *Recipe) Resolved() []byte { return r.written(false) }

// written writes the recipe, with paths as given or as a release names them.
func (r *Recipe) written(released bool) []byte {
	w := &writer{released: released, dir: r.Dir}
	w.int("tamis", FormatVersion)
	w.str("name", r.Name)
	w.str("version", r.Version)
	w.opt("title", r.Title)
	w.opt("license", r.License)
	w.opt("description", r.Description)
	w.opt("homepage", r.Homepage)
	w.list("authors", r.Authors)
	w.opt("citation", r.Citation)
	w.list("keywords", r.Keywords)
	w.opt("language", r.Language)
	w.opt("date", r.Date)
	w.line("seed: " + strconv.FormatUint(r.Seed, 10))
	w.sources(r.Sources)
	w.block("ids", func() { w.str("repeated", r.Repeated) })
	w.steps(r.Steps)
	w.block("limits", func() {
		w.line("quarantine: " + numberText(r.Limits.Quarantine))
		w.line("rejected: " + numberText(r.Limits.Rejected))
		w.line("document: " + sizeText(r.Limits.Document))
		w.str("uncovered", r.Limits.Uncovered)
		w.str("leaks", r.Limits.Leaks)
	})
	w.list("uncovered", r.Uncovered)
	w.expect(r.Expect)
	w.block("export", func() { w.export(r.Export) })
	return []byte(w.b.String())
}

// writer writes canonical YAML.
type writer struct {
	b      strings.Builder
	indent int
	dash   bool // the next line begins a member of a list
	// released says to write paths as a release names them, those of sources from dir.
	released bool
	dir      string
}

func (w *writer) line(s string) {
	pad := strings.Repeat("  ", w.indent)
	if w.dash {
		pad = pad[:len(pad)-2] + "- "
		w.dash = false
	}
	w.b.WriteString(pad + s + "\n")
}

func (w *writer) int(key string, v int64)  { w.line(key + ": " + strconv.FormatInt(v, 10)) }
func (w *writer) str(key, value string)    { w.line(key + ": " + quote(value)) }
func (w *writer) size(key string, v int64) { w.line(key + ": " + sizeText(v)) }

func (w *writer) opt(key, value string) {
	if value != "" {
		w.str(key, value)
	}
}

func (w *writer) list(key string, values []string) {
	if len(values) > 0 {
		w.line(key + ": " + flow(values))
	}
}

// block writes a key and what f writes, indented below it.
func (w *writer) block(key string, f func()) {
	w.line(key + ":")
	w.indent++
	f()
	w.indent--
}

// item writes what f writes as one member of a list.
func (w *writer) item(f func()) {
	w.indent++
	w.dash = true
	f()
	w.indent--
}

func (w *writer) sources(sources []Source) {
	w.line("sources:")
	for _, s := range sources {
		w.indent++
		w.item(func() { w.source(s) })
		w.indent--
	}
}

func (w *writer) source(s Source) {
	path := s.Path
	if w.released {
		path = s.Shown(w.dir)
	}
	w.str("path", path)
	w.str("name", s.Name)
	w.str("format", s.Format)
	w.opt("charset", s.Charset)
	var fields []string
	for _, key := range fieldKeys() {
		if v, ok := s.Fields[key]; ok {
			fields = append(fields, key+": "+quote(v))
		}
	}
	if len(fields) > 0 {
		w.line("fields: {" + strings.Join(fields, ", ") + "}")
	}
	if len(s.Columns) > 0 {
		var cols []string
		for _, c := range s.Columns {
			cols = append(cols, quote(c.Name)+": "+quote(c.Type.String()))
		}
		w.line("columns: {" + strings.Join(cols, ", ") + "}")
	}
	w.opt("license", s.License)
	w.opt("homepage", s.Homepage)
	w.opt("citation", s.Citation)
}

func (w *writer) steps(steps []Step) {
	if len(steps) == 0 {
		w.line("steps: []")
		return
	}
	w.line("steps:")
	for _, s := range steps {
		w.indent++
		w.item(func() { w.step(&s) })
		w.indent--
	}
}

func (w *writer) step(s *Step) {
	entries := arguments(s.Spec.Params, s.named(w.pathOf))
	for _, f := range s.Resources {
		if f.Table == "" && f.Field == "" {
			entries = append(entries, f.Param+": "+quote(w.pathOf(f)))
		}
	}
	if s.Spec.On != transform.OnNone && len(s.Args.OnNames) > 0 {
		entries = append(entries, "on: "+flow(s.Args.OnNames))
	}
	if len(entries) == 0 {
		w.line(s.Spec.Name + ": {}")
	} else {
		w.line(s.Spec.Name + ":")
		w.indent++
		for _, e := range entries {
			w.line(e)
		}
		w.indent--
	}
	if s.Name != s.Spec.Name {
		w.str("as", s.Name)
	}
	if s.Refresh {
		w.str("refresh", "end")
	}
	if s.BeforeRedaction {
		w.str("before_redaction", "ok")
	}
}

func (w *writer) pathOf(r Resource) string {
	if w.released {
		return r.Name
	}
	return r.Path
}

// WithPaths are the step's arguments with paths as the recipe gives them in place of what is open.
func (s *Step) WithPaths() transform.Args {
	return s.named(func(r Resource) string { return r.Path })
}

// named are the step's arguments with names in place of lists, models and earlier releases, whether these are open or not.
func (s *Step) named(name func(Resource) string) transform.Args {
	a := s.Args
	a.Values = maps.Clone(a.Values)
	for _, f := range s.Resources {
		switch {
		case f.Field != "":
			object := a.Object(f.Param)
			object.Values = maps.Clone(object.Values)
			object.Values[f.Field] = name(f)
			a.Values[f.Param] = object
			continue
		case f.Type == transform.ParamDocuments:
			continue
		case f.Table == "":
			a.Values[f.Param] = name(f)
			continue
		}
		table := a.Table(f.Table)
		table.Rows = slices.Clone(table.Rows)
		for i, row := range table.Rows {
			if row.Name == f.Row {
				table.Rows[i].Value.Values = maps.Clone(row.Value.Values)
				table.Rows[i].Value.Values[f.Param] = name(f)
			}
		}
		a.Values[f.Table] = table
	}
	return a
}

// arguments writes the present arguments as `name: value`, in the order of the Spec.
func arguments(params []transform.Param, a transform.Args) []string {
	var out []string
	for _, p := range params {
		if v := a.Values[p.Name]; v != nil && !isResource(p.Type) {
			out = append(out, p.Name+": "+valueText(p, v))
		}
	}
	return out
}

func isResource(t transform.ParamType) bool {
	return t == transform.ParamList || t == transform.ParamModel || t == transform.ParamDocuments
}

// valueText writes an argument in flow style.
func valueText(p transform.Param, v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		if p.Type == transform.ParamScalar { // 1.0 must not come back as the integer 1
			return decimalPoint(numberText(v))
		}
		return numberText(v)
	case string:
		return quote(v)
	case transform.Null:
		return "null"
	case []string:
		return flow(v)
	case transform.Table:
		return tableText(p, v)
	case []transform.Pair[float64]:
		return pairs(v, numberText)
	case []transform.Pair[string]:
		if p.Type == transform.ParamSizes { // numbers, and one word that is none
			return pairs(v, func(s string) string { return s })
		}
		return pairs(v, quote)
	case transform.Args:
		return "{" + strings.Join(fieldTexts(p.Fields, v), ", ") + "}"
	case []transform.Args:
		var out []string
		for _, a := range v {
			out = append(out, "{"+strings.Join(fieldTexts(p.Fields, a), ", ")+"}")
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	panic(fmt.Sprintf("parameter %s holds a %T", p.Name, v))
}

func tableText(p transform.Param, t transform.Table) string {
	var rows []string
	for _, row := range t.Rows {
		rows = append(rows, quote(row.Name)+": {"+strings.Join(fieldTexts(p.Fields, row.Value), ", ")+"}")
	}
	return "{" + quote(t.Column) + ": {" + strings.Join(rows, ", ") + "}}"
}

// fieldTexts is arguments for the fields of an object, whose resources are plain paths.
func fieldTexts(fields []transform.Param, a transform.Args) []string {
	var out []string
	for _, p := range fields {
		if v := a.Values[p.Name]; v != nil {
			out = append(out, p.Name+": "+valueText(p, v))
		}
	}
	return out
}

func pairs[T any](ps []transform.Pair[T], text func(T) string) string {
	var out []string
	for _, p := range ps {
		out = append(out, quote(p.Name)+": "+text(p.Value))
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func flow(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = quote(v)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (w *writer) expect(list []Expect) {
	if len(list) == 0 {
		return
	}
	w.line("expect:")
	for _, e := range list {
		w.indent++
		w.item(func() { w.expectation(e) })
		w.indent--
	}
}

func (w *writer) expectation(e Expect) {
	switch e.Kind {
	case ExpectRows:
		w.line("rows: " + countText(e))
	case ExpectKept:
		w.line("kept: " + countText(e))
	case ExpectRejected:
		w.line("rejected: " + countText(e))
	case ExpectMaxLoss:
		w.line("max_loss: " + numberText(e.Share))
	default:
		w.expectText(e)
	}
}

func (w *writer) expectText(e Expect) {
	w.str("text", e.Text)
	if e.Title != nil {
		w.str("title", *e.Title)
	}
	switch {
	case e.Kind == ExpectGives:
		w.str("gives", e.Gives)
	case e.Rule == "":
		w.line("rejected: true")
	default:
		w.str("rejected", e.Rule)
	}
	w.list("steps", e.Steps)
}

func countText(e Expect) string {
	if e.Min == e.Max {
		return strconv.FormatInt(e.Min, 10)
	}
	return fmt.Sprintf("[%d, %d]", e.Min, e.Max)
}

func (w *writer) export(e Export) {
	w.physical("parquet", &e.Parquet)
	w.physical("arrow", e.Arrow)
	w.physical("jsonl", e.JSONL)
	w.str("order", e.Order)
	if e.Subsets != nil {
		w.str("subsets", e.Subsets.Name)
	}
	w.block("ledger", func() {
		w.str("edits", e.Edits)
		w.str("rejects", e.Rejects)
		if e.Index != nil {
			entries := append(arguments(e.Index.params, e.Index.Args), "on: "+flow(e.Index.Args.OnNames))
			w.line("index: {" + strings.Join(entries, ", ") + "}")
		}
	})
}

func (w *writer) physical(key string, p *Physical) {
	if p == nil {
		return
	}
	w.block(key, func() {
		w.str("compression", p.Compression)
		if key != "arrow" {
			w.str("level", p.Level)
		}
		if key == "parquet" {
			w.size("shard_bytes", p.ShardBytes)
		}
	})
}

// numberText writes a number in the fewest digits that read back as it.
func numberText(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

func decimalPoint(s string) string {
	if strings.ContainsAny(s, ".e") {
		return s
	}
	return s + ".0"
}
