package main

import (
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
)

// retractCommand takes a release back without destroying it.
func retractCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "retract",
		ArgsUsage: "NAME@VERSION",
		Usage:     "rename a release aside, with the reason beside it",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "reason", Usage: "why: `TEXT`; required"},
			outFlag(),
		},
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 1, 1); err != nil {
				return err
			}
			if c.String("reason") == "" {
				return usageErr("retract: --reason says why; it is kept beside the release")
			}
			dir, err := export.Resolve(c.String("out"), c.Args().First())
			if err != nil {
				return err
			}
			if err := export.Retract(export.Disk{}, dir, c.String("reason")); err != nil {
				return err
			}
			v.print(retractedText(dir))
			return nil
		},
	}
}

// retractedText says what was done and what stands in the release's place now.
func retractedText(dir string) string {
	home := filepath.Dir(dir)
	name := filepath.Base(home)
	s := fmt.Sprintf("retracted %s: renamed aside, the reason beside it\n", safe(dir))
	now, err := export.Resolve(filepath.Dir(home), name)
	if err != nil {
		return s + fmt.Sprintf("no release of %s is left\n", safe(name))
	}
	return s + fmt.Sprintf("%s is now %s\n", safe(name), safe(filepath.Base(now)))
}
