package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// recipeBytes is more than a recipe may have: what is longer is read this far and then refused
// by the parser, with a place.
const recipeBytes = 2 << 20

// parseRecipe reads the recipe that the first argument names; - is standard input, which confines
// it to the working folder.
func parseRecipe(v *voice, c *cli.Context) (*recipe.Recipe, []diag.Problem, error) {
	path := c.Args().First()
	opt := recipe.Options{Dir: filepath.Dir(path), Sets: c.StringSlice("set"), Catalog: catalog.All}
	opt.Look = func(path string, t transform.ParamType) (fault, hint string) { return engine.Look(opt.Dir, path, t) }
	opt.Open = func(path string, t transform.ParamType) ([]byte, string, string) {
		return engine.Open(opt.Dir, path, t)
	}
	if path == "-" {
		opt.Dir, opt.Confined = ".", true
		src, err := readLimited(v.in)
		if err != nil {
			return nil, nil, fmt.Errorf("read recipe from standard input: %w", err)
		}
		r, problems := recipe.Parse(src, "-", opt)
		return r, problems, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, &exitError{exitUsage, fmt.Errorf("read recipe: %w", err)}
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return nil, nil, usageErr("read recipe: %s is a folder%s", path, recipeIn(path))
	}
	src, err := readLimited(f)
	if err != nil {
		return nil, nil, &exitError{exitUsage, fmt.Errorf("read recipe: %w", err)}
	}
	r, problems := recipe.Parse(src, path, opt)
	return r, problems, nil
}

// recipeIn names the recipe that was probably meant where a folder was given.
func recipeIn(dir string) string {
	path := filepath.Join(dir, "recipe.yaml")
	if _, err := os.Stat(path); err != nil {
		return "; tamis init writes a recipe"
	}
	return "; did you mean " + path + "?"
}

func readLimited(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, recipeBytes)) }

// mustRecipe is parseRecipe for commands that need a recipe without errors: problems go to
// standard error, and errors end the command with exit code 2.
func mustRecipe(v *voice, c *cli.Context) (*recipe.Recipe, error) {
	r, problems, err := parseRecipe(v, c)
	if err != nil {
		return nil, err
	}
	for _, p := range problems {
		v.show(problemText(p, v.errWidth()))
	}
	if r == nil {
		return nil, &exitError{exitUsage, fmt.Errorf("%s: %s", recipeName(c), problemCount(problems))}
	}
	return r, nil
}

func recipeName(c *cli.Context) string {
	if c.Args().First() == "-" {
		return "recipe from standard input"
	}
	return c.Args().First()
}

// problemCount is 2 problems, 1 warning.
func problemCount(problems []diag.Problem) string {
	errors, warnings := 0, 0
	for _, p := range problems {
		if p.Warning {
			warnings++
			continue
		}
		errors++
	}
	switch {
	case warnings == 0:
		return plural(errors, "problem")
	case errors == 0:
		return plural(warnings, "warning")
	}
	return plural(errors, "problem") + ", " + plural(warnings, "warning")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return countText(int64(n)) + " " + word + "s"
}
