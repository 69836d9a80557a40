package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// transformsCommand prints the reference, from the specs that the recipe is checked by.
func transformsCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "transforms",
		ArgsUsage: "[NAME]",
		Usage:     "the transforms that a recipe may name, or the reference of one",
		Description: "For completion in an editor: tamis transforms --schema > recipe.schema.json, and\n" +
			"in the recipe's first line: # yaml-language-server: $schema=recipe.schema.json",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "the reference as JSON"},
			&cli.BoolFlag{Name: "schema", Usage: "the JSON Schema of recipes"},
		},
		Action: func(c *cli.Context) error { return printTransforms(v, c) },
	}
}

func printTransforms(v *voice, c *cli.Context) error {
	if err := wantArgs(c, 0, 1); err != nil {
		return err
	}
	spec, err := namedTransform(c.Args().First())
	if err != nil {
		return err
	}
	switch {
	case c.Bool("schema") && (c.Bool("json") || spec != nil):
		return usageErr("transforms: --schema is the schema of whole recipes and stands alone")
	case c.Bool("schema"):
		v.print(string(recipe.Schema(catalog.All)))
	case c.Bool("json"):
		return printJSON(v, spec)
	case spec != nil:
		v.print(safeLines(string(catalog.Page(*spec))))
	default:
		v.print(transformList(catalog.All))
	}
	return nil
}

// namedTransform finds a transform, nil without a name.
func namedTransform(name string) (*transform.Spec, error) {
	if name == "" {
		return nil, nil
	}
	if spec := catalog.Find(name); spec != nil {
		return spec, nil
	}
	return nil, unknownTransform(name)
}

// printJSON prints the catalog, or the one entry of a transform.
func printJSON(v *voice, spec *transform.Spec) error {
	all := catalog.JSON()
	if spec == nil {
		v.print(string(all))
		return nil
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(all, &entries); err != nil {
		return fmt.Errorf("read the catalog: %w", err)
	}
	for _, e := range entries {
		var head struct{ Name string }
		if err := json.Unmarshal(e, &head); err != nil {
			return fmt.Errorf("read the catalog: %w", err)
		}
		if head.Name == spec.Name {
			v.print(string(e) + "\n")
		}
	}
	return nil
}

func transformList(specs []transform.Spec) string {
	var rows [][2]string
	for _, s := range specs {
		rows = append(rows, [2]string{s.Name, s.Summary})
	}
	var b strings.Builder
	writeRows(&b, rows)
	return b.String()
}

func unknownTransform(name string) error {
	var known []string
	for _, s := range catalog.All {
		known = append(known, s.Name)
	}
	if s := diag.Suggest(name, known); s != "" {
		return usageErr("transforms: unknown transform %q; did you mean %s?", name, s)
	}
	return usageErr("transforms: unknown transform %q; tamis transforms lists them", name)
}
