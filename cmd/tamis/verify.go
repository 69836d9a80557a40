package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/transform/catalog"
)

// verifyCommand holds a release against everything it says of itself.
func verifyCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "verify",
		ArgsUsage: "RELEASE",
		Usage:     "check a release; exit code 4 on any difference",
		Description: releaseHelp + "\n" +
			"Each difference is a line on standard output that names the file.",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "replay", Usage: "rebuild every original from its released text and its edits"},
			&cli.StringFlag{Name: "inputs", Usage: "with --replay: the `DIR` that holds the inputs as the recipe's folder did; proves private documents too"},
			&cli.StringFlag{Name: "expect", Usage: "the `DIGEST` that the release must have, as sha256:…"},
			sizeFlag("memory", "the `SIZE` that tables of ids may take (default: 64MiB)"),
			outFlag(),
		},
		Action: func(c *cli.Context) error { return verify(v, c) },
	}
}

// isDigest says whether a word is written as a digest.
func isDigest(s string) bool {
	hexadecimal, ok := strings.CutPrefix(s, "sha256:")
	return ok && len(hexadecimal) == 64 && strings.Trim(hexadecimal, "0123456789abcdef") == ""
}

func verify(v *voice, c *cli.Context) error {
	if err := wantArgs(c, 1, 1); err != nil {
		return err
	}
	if c.String("inputs") != "" && !c.Bool("replay") {
		return usageErr("verify: --inputs belongs to --replay")
	}
	if want := c.String("expect"); c.IsSet("expect") && !isDigest(want) {
		return usageErr("verify: --expect %q is no digest: sha256: and 64 hexadecimal digits", want)
	}
	dir, err := export.Resolve(c.String("out"), c.Args().First())
	if err != nil {
		return err
	}
	o := export.VerifyOptions{Replay: c.Bool("replay"), Expect: c.String("expect"), Memory: sizeOf(c, "memory")}
	var in *engine.Inputs
	if c.String("inputs") != "" {
		if in, err = inputsOf(c, dir); err != nil {
			return err
		}
		o.Originals, o.OriginalsErr = in.All, in.Err
	}
	o.Index, o.IndexWhy = engine.Indexing(dir, catalog.All)
	if o.Leaks, err = engine.Leaking(c.Context, dir, catalog.All, o.Memory); err != nil {
		o.Leaks = nil // what keeps it from being read is a difference that Verify finds
	}
	leavesNothing(v, o.Leaks)
	report, err := export.Verify(dir, o)
	if err != nil {
		return err
	}
	if in != nil {
		report.Problems = append(in.Differences(), report.Problems...)
	}
	v.print(reportText(report))
	if !report.OK() {
		return said(exitDifference)
	}
	return nil
}

// leavesNothing lets a signal wait for temporary files to be removed while there are some.
func leavesNothing(v *voice, l *export.Leaking) {
	if l == nil {
		return
	}
	open, end := l.Open, l.Close
	l.Open = func() error {
		v.graceful.Store(true)
		return open()
	}
	l.Close = func() error {
		defer v.graceful.Store(false)
		return end()
	}
}

// inputsOf finds the inputs of a release again.
func inputsOf(c *cli.Context, dir string) (*engine.Inputs, error) {
	child, err := arrowChild()
	if err != nil {
		return nil, fmt.Errorf("find the program itself: %w", err)
	}
	return engine.Originals(c.Context, dir, engine.OriginalsOptions{Inputs: c.String("inputs"), Catalog: catalog.All, Child: child})
}

// reportText lists the differences, what could not be checked, and what was.
func reportText(r *export.Report) string {
	var b strings.Builder
	for _, p := range r.Problems {
		b.WriteString(safe(p.String()) + "\n")
	}
	if r.More > 0 {
		fmt.Fprintf(&b, "and %s\n", plural(r.More, "difference")+" more")
	}
	for _, u := range r.Unchecked {
		fmt.Fprintf(&b, "not checked: %s\n", safe(u))
	}
	if r.Replay != nil {
		b.WriteString(replayText(r.Replay))
	}
	verdict := "verified"
	if !r.OK() {
		verdict = "differs"
	}
	fmt.Fprintf(&b, "%s: %s %s, %s, %s, %s, %s\n", verdict, safe(r.Name), safe(r.Version),
		plural(r.Files, "file"), sizeText(r.Bytes), plural(int(r.Documents), "document"), safe(r.Digest))
	return b.String()
}

func replayText(r *export.ReplayReport) string {
	s := fmt.Sprintf("replay: %s of %s proven", countText(r.Proven), plural(int(r.Documents), "document"))
	if r.NeedInputs > 0 {
		s += fmt.Sprintf(", %s need --inputs", countText(r.NeedInputs))
	}
	if r.Absent > 0 {
		s += fmt.Sprintf(", %s rejected and not kept in the release", countText(r.Absent))
	}
	return s + "\n"
}
