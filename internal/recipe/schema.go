package recipe

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/tamis-data/tamis/transform"
)

// object is a JSON object; encoding/json writes its keys sorted.
type object = map[string]any

// Schema returns the JSON Schema (draft 2020-12) of a recipe over these transforms, for editors.
// It holds what can be said without looking at two places at once: keys, types, words, ranges.
// `tamis check` finds more.
func Schema(catalog []transform.Spec) []byte {
	doc := closed(topProperties(catalog))
	doc["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	doc["title"] = "tamis recipe"
	doc["required"] = []string{"tamis", "name", "version", "sources"}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic(fmt.Sprintf("write the schema: %v", err)) // maps of strings and numbers always encode
	}
	return b.Bytes()
}

// closed is an object with these properties and no others.
func closed(properties object) object {
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

func text() object                    { return object{"type": "string"} }
func shaped(pattern string) object    { return object{"type": "string", "pattern": pattern} }
func words(w []string) object         { return object{"enum": w} }
func listOf(items object) object      { return object{"type": "array", "items": items} }
func either(choices ...object) object { return object{"anyOf": choices} }
func ofStrings() object               { return either(text(), listOf(text())) }
func share() object                   { return object{"type": "number", "minimum": 0, "maximum": 1} }

func sizeSchema() object {
	return either(object{"type": "integer", "minimum": 1}, shaped(sizeShape.String()))
}

func topProperties(catalog []transform.Spec) object {
	return object{
		"tamis":       object{"const": FormatVersion},
		"name":        shaped(nameShape.String()),
		"version":     shaped(versionShape.String()),
		"title":       text(),
		"license":     text(),
		"description": text(),
		"homepage":    shaped("^https?://"),
		"authors":     ofStrings(),
		"citation":    text(),
		"keywords":    ofStrings(),
		"language":    text(),
		"date":        text(),
		"seed":        object{"type": "integer", "minimum": 0},
		"sources":     object{"type": "array", "minItems": 1, "items": sourceSchema()},
		"ids":         closed(object{"repeated": words(repeatedWays())}),
		"steps":       either(object{"type": "null"}, listOf(stepSchema(catalog))),
		"limits":      limitsSchema(),
		"uncovered":   ofStrings(),
		"expect":      either(object{"type": "null"}, listOf(expectSchema())),
		"export":      exportSchema(catalog),
	}
}

func sourceSchema() object {
	fields := object{}
	for _, key := range fieldKeys() {
		fields[key] = object{"type": "string", "minLength": 1}
	}
	s := closed(object{
		"path":    object{"type": "string", "minLength": 1},
		"name":    text(),
		"format":  words(Formats()),
		"charset": text(),
		"fields":  closed(fields),
		"columns": object{"type": "object", "propertyNames": object{"pattern": columnShape.String()},
			"additionalProperties": shaped(`^(list<(bool|int32|int64|float64|string|timestamp)>|bool|int32|int64|float64|string|timestamp)\??$`)},
		"license": text(), "homepage": shaped("^https?://"), "citation": text(),
	})
	s["required"] = []string{"path"}
	return s
}

func limitsSchema() object {
	return closed(object{"quarantine": share(), "rejected": share(), "document": sizeSchema(),
		"uncovered": words([]string{"warn", "error"}), "leaks": words([]string{"warn", "error"})})
}

func expectSchema() object {
	count := either(object{"type": "integer", "minimum": 0},
		object{"type": "array", "items": object{"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2})
	about := closed(object{"text": text(), "title": text(), "gives": text(), "steps": ofStrings(),
		"rejected": either(text(), object{"const": true}, object{"type": "null"})})
	about["required"] = []string{"text"}
	about["oneOf"] = []object{{"required": []string{"gives"}}, {"required": []string{"rejected"}}}
	choices := []object{about}
	for _, key := range setKinds() {
		value := count
		if key == "max_loss" {
			value = share()
		}
		one := closed(object{key: value})
		one["required"] = []string{key}
		choices = append(choices, one)
	}
	return either(choices...)
}

func exportSchema(catalog []transform.Spec) object {
	ledger := object{"edits": words([]string{"full", "private", "counts"}), "rejects": words([]string{"full", "sample", "none"})}
	if spec := index(catalog).indexSpec(); spec != nil {
		params := fieldsSchema(spec.Index.Params)
		params["properties"].(object)["on"] = ofStrings()
		ledger["index"] = either(object{"type": "null"}, params)
	}
	return closed(object{
		"parquet": physicalSchema(columnar(), object{"level": words(levels()), "shard_bytes": sizeSchema()}),
		"arrow":   physicalSchema(columnar(), object{}),
		"jsonl":   physicalSchema(textual(), object{"level": words(levels())}),
		"order":   either(words([]string{"source", "shuffle"}), shaped(sortedShape.String())),
		"subsets": either(object{"type": "null"}, shaped(columnShape.String())),
		"ledger":  closed(ledger),
	})
}

func physicalSchema(compressions []string, keys object) object {
	keys["compression"] = words(compressions)
	return either(object{"type": "null"}, closed(keys))
}

// stepSchema is a name alone, or a mapping of exactly one name and the keys beside it.
func stepSchema(catalog []transform.Spec) object {
	properties := object{
		"as":               shaped(asShape.String()),
		"on":               ofStrings(),
		"refresh":          object{"const": "end"},
		"before_redaction": object{"const": "ok"},
	}
	bare, one := []string{}, []object{}
	for i := range catalog {
		spec := &catalog[i]
		properties[spec.Name] = argumentsSchema(spec)
		one = append(one, object{"required": []string{spec.Name}})
		if !needsArguments(spec) {
			bare = append(bare, spec.Name)
		}
	}
	entry := closed(properties)
	if len(one) > 0 {
		entry["oneOf"] = one
	}
	return either(words(bare), entry)
}

func needsArguments(spec *transform.Spec) bool {
	for _, p := range spec.Params {
		if p.Required {
			return true
		}
	}
	return false
}

// argumentsSchema is what may stand behind a transform's name.
func argumentsSchema(spec *transform.Spec) object {
	params := fieldsSchema(spec.Params)
	if spec.On != transform.OnNone {
		params["properties"].(object)["on"] = ofStrings()
	}
	choices := []object{params}
	if !needsArguments(spec) {
		choices = append(choices, object{"type": "null"})
	}
	for _, p := range spec.Params {
		if p.Name == spec.Short {
			choices = append(choices, paramSchema(p))
		}
	}
	s := either(choices...)
	s["description"] = spec.Summary
	return s
}

// fieldsSchema is a mapping of parameters.
func fieldsSchema(params []transform.Param) object {
	properties, required := object{}, []string{}
	for _, p := range params {
		properties[p.Name] = paramSchema(p)
		if p.Required {
			required = append(required, p.Name)
		}
	}
	s := closed(properties)
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// paramSchema is one parameter.
func paramSchema(p transform.Param) object {
	s := typeSchema(p)
	if p.Nullable {
		s = either(s, object{"type": "null"})
	}
	if p.Doc != "" {
		s["description"] = p.Doc
	}
	switch p.Default.(type) {
	case bool, int, int64, float64, string, []string, map[string]float64, map[string]string, map[string]int:
		s["default"] = p.Default
	}
	return s
}

func typeSchema(p transform.Param) object {
	switch p.Type {
	case transform.ParamBool:
		return object{"type": "boolean"}
	case transform.ParamInt:
		return bounded(p, "integer")
	case transform.ParamFloat:
		return bounded(p, "number")
	case transform.ParamScalar:
		return object{"type": []string{"boolean", "number", "string"}}
	case transform.ParamStrings, transform.ParamColumns:
		return either(wordSchema(p), listOf(wordSchema(p)))
	case transform.ParamRatios:
		return object{"type": "object", "minProperties": 1, "additionalProperties": share(),
			"propertyNames": object{"pattern": splitShape.String()}}
	case transform.ParamSizes:
		size := object{"anyOf": []any{object{"type": "integer", "minimum": 0}, object{"const": "rest"}}}
		return object{"type": "object", "minProperties": 1, "additionalProperties": size,
			"propertyNames": object{"pattern": splitShape.String()}}
	case transform.ParamNumbers:
		return object{"type": "object", "minProperties": 1, "additionalProperties": object{"type": "number", "minimum": 0}}
	case transform.ParamMap:
		return object{"type": "object", "additionalProperties": wordSchema(p)}
	case transform.ParamObject:
		return fieldsSchema(p.Fields)
	case transform.ParamObjects:
		return listOf(fieldsSchema(p.Fields))
	case transform.ParamTable:
		rows := object{"type": "object", "additionalProperties": fieldsSchema(p.Fields)}
		return object{"type": "object", "minProperties": 1, "maxProperties": 1,
			"propertyNames": object{"pattern": columnShape.String()}, "additionalProperties": rows}
	}
	return wordSchema(p)
}

func wordSchema(p transform.Param) object {
	if p.Enum != nil {
		return words(p.Enum)
	}
	return text()
}

func bounded(p transform.Param, kind string) object {
	s := object{"type": kind}
	if p.Min != nil {
		s["minimum"] = *p.Min
	}
	if p.Max != nil {
		s["maximum"] = *p.Max
	}
	return s
}
