package recipe

import (
	"context"
	"fmt"
	"iter"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// The steps below do nothing; their Specs are what the tests need of each kind.

type noMapper struct{}

func (noMapper) Map(context.Context, *schema.Doc) error { return nil }

type noJudge struct{}

func (noJudge) Claims(*schema.Doc, func(transform.Key, transform.Rank, []byte)) {}
func (noJudge) Decide(iter.Seq[transform.Claim], func(transform.Claim, transform.Verdict)) error {
	return nil
}
func (noJudge) Settle(*schema.Doc, []transform.Verdict) error { return nil }

type noAssigner struct{ classes []string }

func (a noAssigner) Classes() []string              { return a.classes }
func (noAssigner) Key(*schema.Doc) []byte           { return nil }
func (noAssigner) Assign([]byte, uint64) int        { return 0 }
func mapper(transform.Args) (transform.Step, error) { return noMapper{}, nil }
func judge(transform.Args) (transform.Step, error)  { return noJudge{}, nil }

func always(transform.Args) bool { return true }

func text1(name string) schema.Column {
	return schema.Column{Name: name, Type: schema.Type{Kind: schema.String}}
}

func int1(name string) schema.Column {
	return schema.Column{Name: name, Type: schema.Type{Kind: schema.Int32}}
}

// fakeCatalog returns Specs with the shapes of real ones.
func fakeCatalog() []transform.Spec {
	return []transform.Spec{cleanUnicode(), redactPII(), redactPattern(), redactWords(), labelCounts(), labelLanguage(),
		labelEntities(), filterWhere(), filterQuality(), filterAny(), filterLimits(), columnSet(), columnDrop(), columnRename(),
		dedupeExact(), dedupeNear(), splitHash()}
}

func cleanUnicode() transform.Spec {
	return transform.Spec{Name: "clean.unicode", On: transform.OnProse, EditsText: true, New: mapper, Version: 1,
		Kinds: func(transform.Args) []string { return []string{"control", "form"} },
		Params: []transform.Param{
			{Name: "form", Type: transform.ParamString, Default: "nfc", Enum: []string{"nfc", "nfkc", "none"}, Doc: "Normal form."},
			{Name: "controls", Type: transform.ParamBool, Default: true},
		}}
}

func redactPII() transform.Spec {
	return transform.Spec{Name: "redact.pii", On: transform.OnProse, EditsText: true, New: mapper, Version: 1, Private: always,
		Params: []transform.Param{
			{Name: "kinds", Type: transform.ParamStrings, Default: []string{"email", "phone"}, Enum: []string{"email", "phone", "ip"}},
			{Name: "replace", Type: transform.ParamString, Default: "<{kind}>"},
			{Name: "country", Type: transform.ParamColumn},
		}}
}

func redactPattern() transform.Spec {
	return transform.Spec{Name: "redact.pattern", On: transform.OnProse, EditsText: true, New: mapper, Version: 1, Short: "patterns",
		Private: func(a transform.Args) bool { return a.Bool("private") },
		Check: func(a transform.Args) []transform.Fault {
			if a.String("replace") == "" && a.Has("rules") {
				return []transform.Fault{{Param: "rules[0].name", Message: "a rule with a name needs a replacement", Hint: "write replace"}}
			}
			return nil
		},
		Params: []transform.Param{
			{Name: "patterns", Type: transform.ParamStrings, Regexp: true},
			{Name: "rules", Type: transform.ParamObjects, Fields: []transform.Param{
				{Name: "name", Type: transform.ParamString, Required: true},
				{Name: "pattern", Type: transform.ParamString, Required: true, Regexp: true},
				{Name: "weight", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(0)},
			}},
			{Name: "replace", Type: transform.ParamString},
			{Name: "private", Type: transform.ParamBool, Default: true},
		}}
}

func redactWords() transform.Spec {
	return transform.Spec{Name: "redact.words", On: transform.OnText, EditsText: true, New: mapper, Version: 1,
		Params: []transform.Param{{Name: "list", Type: transform.ParamList, Required: true}}}
}

func labelCounts() transform.Spec {
	return transform.Spec{Name: "label.counts", On: transform.OnText, New: mapper, Version: 1,
		Writes: func(transform.Args) []schema.Column { return []schema.Column{int1("words"), int1("lines")} }}
}

func labelLanguage() transform.Spec {
	return transform.Spec{Name: "label.language", On: transform.OnText, New: mapper, Version: 1, Apart: "columns: step",
		Writes: func(transform.Args) []schema.Column { return []schema.Column{text1("language")} }}
}

func labelEntities() transform.Spec {
	span := schema.StructOf(schema.Field{Name: "start", Type: schema.Type{Kind: schema.Int32}}, schema.Field{Name: "end", Type: schema.Type{Kind: schema.Int32}})
	return transform.Spec{Name: "label.entities", On: transform.OnText, New: mapper, Version: 1,
		Writes: func(transform.Args) []schema.Column {
			return []schema.Column{{Name: "entities", Type: schema.ListOf(span), Spans: "text"}}
		}}
}

func filterWhere() transform.Spec {
	return transform.Spec{Name: "filter.where", Rejects: true, New: evaluating, Version: 1, Short: "expr",
		Params: []transform.Param{{Name: "expr", Type: transform.ParamExpr, Required: true, Result: &schema.Type{Kind: schema.Bool}}}}
}

// evaluating builds a step that has compiled its expression, as real ones do.
func evaluating(a transform.Args) (transform.Step, error) {
	if _, _, err := a.Eval(a.String("expr")); err != nil {
		return nil, fmt.Errorf("compile: %w", err)
	}
	return noMapper{}, nil
}

func filterQuality() transform.Spec {
	return transform.Spec{Name: "filter.gopher-quality", On: transform.OnText, Rejects: true, Version: 1,
		Params: []transform.Param{
			{Name: "definition", Type: transform.ParamString, Default: "gopher", Enum: []string{"gopher", "datatrove"}},
			{Name: "on_fail", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "label"}},
			{Name: "min_words", Type: transform.ParamInt, Default: int64(50), Min: transform.Bound(0), Max: transform.Bound(1e6)},
		},
		Writes: func(a transform.Args) []schema.Column {
			out := []schema.Column{{Name: "mean_word_length", Type: schema.Type{Kind: schema.Float}, Metric: true}}
			if a.String("on_fail") == "label" {
				out = append(out, schema.Column{Name: "__failed", Type: schema.ListOf(schema.Type{Kind: schema.String})})
			}
			return out
		},
		New: func(a transform.Args) (transform.Step, error) {
			if a.Slot("mean_word_length") < schema.SlotFirst {
				return nil, fmt.Errorf("own metric has no slot")
			}
			return noMapper{}, nil
		}}
}

// filterAny has a parameter of every type that no other fake has.
func filterAny() transform.Spec {
	return transform.Spec{Name: "filter.any", New: mapper, Version: 1, Params: []transform.Param{
		{Name: "share", Type: transform.ParamFloat, Default: 0.5, Min: transform.Bound(0), Max: transform.Bound(1)},
		{Name: "value", Type: transform.ParamScalar},
		{Name: "names", Type: transform.ParamMap},
		{Name: "columns", Type: transform.ParamColumns},
		{Name: "window", Type: transform.ParamObject, Fields: []transform.Param{
			{Name: "size", Type: transform.ParamInt, Default: int64(3)}, {Name: "unit", Type: transform.ParamString, Enum: []string{"words", "lines"}, Default: "words"}}},
		{Name: "score", Type: transform.ParamExpr},
	}}
}

func filterLimits() transform.Spec {
	most := transform.Param{Name: "most", Type: transform.ParamInt, Nullable: true, Min: transform.Bound(0)}
	least := transform.Param{Name: "least", Type: transform.ParamFloat, Nullable: true, Default: 0.5}
	return transform.Spec{Name: "filter.limits", New: mapper, Version: 1,
		Defaults: func(a transform.Args) map[string]any {
			if a.String("kind") == "wide" {
				return map[string]any{"most": int64(100)}
			}
			return map[string]any{"most": transform.Null{}}
		},
		Params: []transform.Param{
			{Name: "kind", Type: transform.ParamString, Enum: []string{"wide", "open"}, Default: "wide"},
			most, least,
			{Name: "by", Type: transform.ParamTable, Fields: []transform.Param{most, least}},
		}}
}

func columnSet() transform.Spec {
	return transform.Spec{Name: "column.set", EditsText: true, New: mapper, Version: 1,
		Params: []transform.Param{
			{Name: "column", Type: transform.ParamString, Required: true},
			{Name: "expr", Type: transform.ParamExpr, Required: true},
		},
		Writes: func(a transform.Args) []schema.Column {
			_, t, err := a.Eval(a.String("expr"))
			if err != nil {
				return nil
			}
			return []schema.Column{{Name: a.String("column"), Type: t}}
		}}
}

func columnDrop() transform.Spec {
	return transform.Spec{Name: "column.drop", New: mapper, Version: 1, Short: "columns",
		Params: []transform.Param{{Name: "columns", Type: transform.ParamColumns, Required: true}},
		Drops:  func(a transform.Args) []string { return a.Strings("columns") }}
}

func columnRename() transform.Spec {
	return transform.Spec{Name: "column.rename", EditsText: true, New: mapper, Version: 1, Short: "columns",
		Params: []transform.Param{{Name: "columns", Type: transform.ParamMap, Required: true}},
		Renames: func(a transform.Args) map[string]string {
			m := map[string]string{}
			for _, p := range a.Map("columns") {
				m[p.Name] = p.Value
			}
			return m
		}}
}

func dedupeExact() transform.Spec {
	return transform.Spec{Name: "dedupe.exact", On: transform.OnText, New: judge, Rejects: true, Version: 1}
}

func dedupeNear() transform.Spec {
	return transform.Spec{Name: "dedupe.near", On: transform.OnText, New: judge, Rejects: true, Version: 1, Short: "threshold",
		Params: []transform.Param{{Name: "threshold", Type: transform.ParamFloat, Default: 0.8, Min: transform.Bound(0.1), Max: transform.Bound(1)}}}
}

func splitHash() transform.Spec {
	return transform.Spec{Name: "split.hash", Version: 1, Short: "ratios",
		Params: []transform.Param{
			{Name: "ratios", Type: transform.ParamRatios, Required: true},
			{Name: "by", Type: transform.ParamString, Default: "id"},
		},
		Check: func(a transform.Args) []transform.Fault {
			if a.String("by") == "cluster" && !a.Clustered {
				return []transform.Fault{{Param: "by", Message: "no dedupe step stands before this one", Hint: "write by: id"}}
			}
			return nil
		},
		New: func(a transform.Args) (transform.Step, error) {
			var names []string
			for _, r := range a.Ratios("ratios") {
				names = append(names, r.Name)
			}
			return noAssigner{names}, nil
		}}
}
