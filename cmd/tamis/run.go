package main

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/engine"
)

// runCommand builds a release: read, chain, export.
func runCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "run",
		ArgsUsage: "RECIPE",
		Usage:     "build the release",
		Description: "RECIPE is a file, or - for standard input. The same recipe, inputs and version of tamis give the same\n" +
			"release, whatever --workers, --memory or the machine. A run that was stopped goes on where it was.",
		Flags: slices.Concat(placeFlags(), effortFlags(), []cli.Flag{
			&cli.Int64Flag{Name: "limit", Usage: "read `N` documents at most; the result is always a draft"},
			setFlag(),
			&cli.IntFlag{Name: "keep-drafts", Value: 3, Usage: "drafts that stay: `N`"},
			&cli.StringFlag{Name: "depfile", Usage: "write the inputs as a rule for make to `FILE`"},
			&cli.StringFlag{Name: "stamp", Usage: "touch `FILE` when the release stands (default: <name>.stamp in the work folder)"},
		}, progressFlags()),
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
			p := newProgress(v, choiceOf(c, "progress"), c.Bool("json"))
			o.Events = p.event
			res, err := engine.Run(c.Context, r, o)
			v.endStatus()
			if err != nil {
				return runError(err)
			}
			if !c.Bool("json") {
				v.print(runSummary(res))
			}
			return nil
		},
	}
}

// engineOptions reads the flags that run, plan, try and test share; a command that does not declare
// one leaves its zero value. From here on a first signal lets the engine put its files in order.
func engineOptions(v *voice, c *cli.Context) (engine.Options, error) {
	v.graceful.Store(true)
	child, err := arrowChild()
	if err != nil {
		return engine.Options{}, fmt.Errorf("find the program itself: %w", err)
	}
	o := engine.Options{
		Out: c.String("out"), Work: c.String("work"),
		Workers: c.Int("workers"), Limit: c.Int64("limit"),
		Depfile: c.String("depfile"), Stamp: c.String("stamp"),
		KeepDrafts: c.Int("keep-drafts"), Tool: version,
		Child: func() *exec.Cmd { return child() },
	}
	if hasFlag(c, "memory") {
		o.Memory = sizeOf(c, "memory")
	}
	if o.Workers < 0 || o.Limit < 0 || o.KeepDrafts < 0 {
		return o, usageErr("%s: --workers, --limit and --keep-drafts are not negative", c.Command.Name)
	}
	if hasFlag(c, "keep-drafts") && o.KeepDrafts == 0 {
		return o, usageErr("%s: --keep-drafts is at least 1: the draft that the run makes", c.Command.Name)
	}
	return o, nil
}

func hasFlag(c *cli.Context, name string) bool {
	return slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), name) })
}

// runError gives the engine's errors their exit codes.
func runError(err error) error {
	var limit *engine.LimitError
	if errors.As(err, &limit) {
		return &exitError{exitLimit, limitText(limit)}
	}
	var budget *engine.BudgetError
	if errors.As(err, &budget) {
		return &exitError{exitUsage, err}
	}
	return err
}

// limitText says what stopped the run and where to look.
func limitText(e *engine.LimitError) error {
	var b strings.Builder
	b.WriteString("stopped by a limit of the recipe, nothing was published")
	for _, r := range e.Reasons {
		b.WriteString("\n  " + r)
	}
	if e.Staged != "" {
		b.WriteString("\nto look at it: tamis show --staged --out " + filepath.Dir(filepath.Dir(e.Staged)) + " " + filepath.Base(filepath.Dir(e.Staged)))
	}
	return errors.New(b.String())
}
