package main

import (
	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/diag"
)

// checkCommand lists every problem of a recipe; they are its result and go to standard output.
func checkCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "check",
		ArgsUsage: "RECIPE",
		Usage:     "every problem of a recipe at once; exit code 2 if there is one",
		Description: "Each problem is file:line:col, the line with a caret, and what to type instead.\n" +
			"Lists and models that steps name are opened too; documents are not read.\n" +
			"RECIPE is a file, or - for standard input.",
		Flags: []cli.Flag{setFlag()},
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 1, 1); err != nil {
				return err
			}
			_, problems, err := parseRecipe(v, c)
			if err != nil {
				return err
			}
			for _, p := range problems {
				v.print(problemText(p, v.outWidth()))
			}
			if diag.HasErrors(problems) {
				v.say("%s: %s", recipeName(c), problemCount(problems))
				return said(exitUsage)
			}
			return nil
		},
	}
}
