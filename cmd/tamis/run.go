package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
)

// runCommand builds a release: read, chain, export.
func runCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "run",
		ArgsUsage: "RECIPE",
		Usage:     "build the release",
		Description: "RECIPE is a file, or - for standard input. The same recipe, inputs and version\n" +
			"of tamis give the same release, whatever --workers, --memory or the machine.\n" +
			"A run that was stopped goes on where it was.",
		Flags: slices.Concat(placeFlags(), effortFlags(), []cli.Flag{
			&cli.Int64Flag{Name: "limit", Usage: "read `N` documents at most; the result is always a draft"},
			setFlag(),
			&cli.IntFlag{Name: "keep-drafts", Value: 3, Usage: "keep the newest `N` drafts"},
			&cli.StringFlag{Name: "depfile", Usage: "write the inputs as a rule for make to `FILE`"},
			&cli.StringFlag{Name: "cpu-profile", Usage: "write a profile for go tool pprof to `FILE`", Hidden: true},
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
			return profiled(c.String("cpu-profile"), func() error { return run(v, c, r, o) })
		},
	}
}

// run builds the release and says what came of it.
func run(v *voice, c *cli.Context, r *recipe.Recipe, o engine.Options) error {
	p := newProgress(v, choiceOf(c, "progress"), c.Bool("json"))
	o.Events = p.event
	res, err := engine.Run(c.Context, r, o)
	v.endStatus()
	if errors.Is(err, context.Canceled) {
		v.say("stopped, nothing was published; the same command goes on where it was")
	}
	if err != nil {
		return runError(err)
	}
	if !c.Bool("json") {
		v.print(runSummary(res, v.outWidth()))
	}
	return nil
}

// profiled runs do, and writes where its processor time went to a file where one is named.
func profiled(path string, do func() error) (err error) {
	if path == "" {
		return do()
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write profile: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := pprof.StartCPUProfile(f); err != nil {
		return fmt.Errorf("write profile: %w", err)
	}
	defer pprof.StopCPUProfile()
	return do()
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
	var wrong *engine.RecipeError
	if errors.As(err, &budget) || errors.As(err, &wrong) {
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
		home := filepath.Dir(e.Staged)
		b.WriteString("\n  to look at it: tamis show --staged --out " + shellWord(filepath.Dir(home)) + " " + filepath.Base(home))
	}
	return errors.New(b.String())
}
