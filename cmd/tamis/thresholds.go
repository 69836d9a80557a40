package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/threshold"
	"github.com/tamis-data/tamis/transform/catalog"
)

// thresholdsCommand shows how a release's documents stand to the thresholds of its filters.
func thresholdsCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "thresholds",
		ArgsUsage: "RELEASE",
		Usage:     "what thresholds drop and others would, from the ledger",
		Description: releaseHelp + "\n" +
			"Nothing is run: documents are judged again from the metrics in the ledger.\n" +
			"Of a rule, fails counts the documents that it stops, first those that no rule\n" +
			"before it stops (the reason in the ledger), alone those that no other rule\n" +
			"stops. Documents rejected before a filter were not measured by it and are not\n" +
			"in its sums. In a histogram x fails and # passes; ▒ and █ on a terminal.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "filter", Usage: "one filter alone; `NAME` is that of its step"},
			&cli.StringFlag{Name: "metric", Usage: "one `METRIC` alone"},
			&cli.StringSliceFlag{Name: "set", Usage: "say what another threshold would turn: `step.threshold=value`, any number of times; null for none, step.by.language.fr.threshold=value for one language"},
			&cli.IntFlag{Name: "near", Value: 3, Usage: "name `N` documents on either side of each threshold"},
			&cli.BoolFlag{Name: "json", Usage: "one JSON object, on standard output"},
			sizeFlag("memory", "the `SIZE` that sorting by a column may take (default: 64MiB)"),
			stagedFlag(),
			outFlag(),
		},
		Action: func(c *cli.Context) error { return thresholds(v, c) },
	}
}

// mostNear bounds how many documents are named on a side of a threshold.
const mostNear = 1000

func thresholds(v *voice, c *cli.Context) error {
	if err := wantArgs(c, 1, 1); err != nil {
		return err
	}
	if n := c.Int("near"); n < 0 || n > mostNear {
		return usageErr("thresholds: --near is 0 to %s", countText(mostNear))
	}
	release, err := openRelease(v, c)
	if err != nil {
		return err
	}
	res, err := threshold.Explore(c.Context, release, threshold.Options{
		Filter: c.String("filter"), Metric: c.String("metric"), Sets: c.StringSlice("set"),
		Near: c.Int("near"), Find: catalog.Find, Memory: sizeOf(c, "memory"),
	})
	var wrong *threshold.UsageError
	if errors.As(err, &wrong) {
		return usageErr("thresholds: %s", wrong)
	}
	if err != nil {
		return fmt.Errorf("thresholds: %w", err)
	}
	if c.Bool("json") {
		return printResultJSON(v, res)
	}
	if len(res.Filters) == 0 {
		v.say("thresholds: no step of the release measures what could be judged again")
	}
	width := v.outWidth()
	v.print(thresholdView{paint: paint{v.outColor}, terminal: width > 0, width: width}.text(res))
	return nil
}

func printResultJSON(v *voice, res *threshold.Result) error {
	b, err := json.MarshalIndent(res, "", "  ")
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	v.print(string(b) + "\n")
	return nil
}
