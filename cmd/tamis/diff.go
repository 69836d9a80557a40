package main

import (
	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/changes"
)

// diffCommand compares two releases.
func diffCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "diff",
		ArgsUsage: "RELEASE RELEASE",
		Usage:     "what changed between two releases, and why; exit code 4 if any",
		Description: releaseHelp + "\n" +
			"Documents are joined by id. Those whose ids changed are moved where their\n" +
			"originals, or else their released texts, are equal: of several equal ones the\n" +
			"first of both in the order of ids, then the second, and so on. All others are\n" +
			"added or removed. Causes are those that both ledgers and manifests tell; where a\n" +
			"copy has no ledger, it says what it can't tell. Name and version don't count.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "text", Usage: "show of each changed text what only the first release has in [-…-], what only the second has in {+…+}"},
			&cli.IntFlag{Name: "limit", Value: 3, Usage: "at most `N` documents of each cause, 0 for all; JSON holds all but where it is given"},
			choiceFlag("format", "how to print it", "text", "json"),
			sizeFlag("memory", "the `SIZE` that what is sorted may take (default: 128MiB); the rest goes to temporary files"),
			&cli.StringFlag{Name: "work", Usage: "`DIR` of temporary files (default: the system's)"},
			outFlag(),
		},
		Action: func(c *cli.Context) error { return diffReleases(v, c) },
	}
}

func diffReleases(v *voice, c *cli.Context) error {
	if err := wantArgs(c, 2, 2); err != nil {
		return err
	}
	if c.Int("limit") < 0 {
		return usageErr("diff: --limit is not negative")
	}
	if choiceOf(c, "format") == "json" && c.Bool("text") {
		return usageErr("diff: --text is for people; JSON names the documents")
	}
	var releases [2]*export.Release
	for i := range releases {
		r, err := openNamed(v, c, c.Args().Get(i))
		if err != nil {
			return err
		}
		releases[i] = r
	}
	v.graceful.Store(true) // a signal leaves no temporary file
	d, err := changes.Compare(c.Context, releases[0], releases[1], changes.Options{Dir: c.String("work"), Memory: sizeOf(c, "memory")})
	if err != nil {
		return err
	}
	if err := printDiff(v, c, d); err != nil {
		_ = d.Close() // the first error counts
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	if !d.Empty() {
		return said(exitDifference)
	}
	return nil
}

func printDiff(v *voice, c *cli.Context, d *changes.Diff) error {
	if choiceOf(c, "format") == "json" {
		return (&diffJSON{v: v, d: d}).print(c)
	}
	return newDiffText(v, c, d).print(c)
}
