package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
)

// testCommand checks the recipe's own expectations.
func testCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "test",
		ArgsUsage: "RECIPE",
		Usage:     "check the recipe's own expect: block; exit code 4 where one fails",
		Description: "Expectations about a text run the steps on it that look at one document alone.\n" +
			"Those about the whole set build it in staging and publish nothing.",
		Flags: slices.Concat(placeFlags(), effortFlags(), []cli.Flag{setFlag()}),
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 1, 1); err != nil {
				return err
			}
			r, err := mustRecipe(v, c)
			if err != nil {
				return err
			}
			o, err := engineOptions(v, c)
			if err != nil {
				return err
			}
			checks, err := engine.Test(c.Context, r, o)
			if err != nil {
				return runError(err)
			}
			if len(r.Expect) == 0 {
				v.say("%s has no expect: block, nothing was checked", recipeName(c))
				return nil
			}
			text, ok := checksText(checks)
			if over := engine.PassedOver(r); len(over) > 0 {
				v.say("texts of expectations did not go through %s: what they do depends on the whole set or another one", safe(strings.Join(over, ", ")))
			}
			v.print(text)
			if !ok {
				return said(exitDifference)
			}
			return nil
		},
	}
}

// checksText lists the expectations that do not hold and counts all.
func checksText(checks []engine.Check) (string, bool) {
	var b strings.Builder
	held := 0
	for _, c := range checks {
		if c.OK {
			held++
			continue
		}
		fmt.Fprintf(&b, "%s: %s\n", c.Expect.Pos, safe(c.Message))
		if c.Expect.Kind == recipe.ExpectGives {
			fmt.Fprintf(&b, "  text   %s\n  gives  %s\n  wanted %s\n", safe(c.Expect.Text), safe(c.Gives), safe(c.Expect.Gives))
		}
	}
	fmt.Fprintf(&b, "%d of %s hold\n", held, plural(len(checks), "expectation"))
	return b.String(), held == len(checks)
}
