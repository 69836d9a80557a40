package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/ngram"
	"github.com/tamis-data/tamis/internal/train"
)

// trainNgramCommand makes a model for label.perplexity.
func trainNgramCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "train ngram",
		ArgsUsage: "INPUT...",
		Usage:     "a model of n-grams of words, for label.perplexity",
		Description: "INPUT is a file, directory or glob of documents in any format that a\n" +
			"recipe reads. The model is of interpolated modified Kneser-Ney\n" +
			"probabilities (docs/ngram.md has the file's layout). The same documents\n" +
			"and flags give the same bytes, whatever the files or their order. Counts\n" +
			"that do not fit --memory go to temporary files; the model itself must fit.",
		Flags: slices.Concat(trainFlags(), []cli.Flag{
			&cli.IntFlag{Name: "order", Value: 3, Usage: "n-grams of up to `N` words, from 1 to 8"},
			choiceFlag("words", "words: those of label.counts in small letters; plain: what stands between white space", "words", "plain"),
			&cli.IntFlag{Name: "max-words", Value: 500_000, Usage: "keep the `N` most frequent words, the rest is unknown"},
			&cli.IntFlag{Name: "min-count", Value: 1, Usage: "words that stand fewer than `N` times are unknown"},
			&cli.Int64Flag{Name: "prune", Usage: "leave out the longest n-grams that stand `N` times or fewer"},
			&cli.Float64Flag{Name: "held-out", Value: 0.01, Usage: "`SHARE` of the texts that is kept from training, by a hash of the text"},
			&cli.Uint64Flag{Name: "seed", Usage: "`N` by which texts are held out"},
			&cli.BoolFlag{Name: "json", Usage: "the report as one JSON object"},
		}),
		Action: func(c *cli.Context) error { return trainNgram(v, c) },
	}
}

func trainNgram(v *voice, c *cli.Context) error {
	in, memory, err := trainInput(c)
	if err != nil {
		return err
	}
	n := &train.Ngram{Input: in, Order: c.Int("order"), MaxWords: c.Int("max-words"), MinCount: c.Int("min-count"), Prune: c.Int64("prune"),
		HeldOut: c.Float64("held-out"), Seed: c.Uint64("seed"), Out: c.String("out"), Work: c.String("work"), Memory: memory}
	if choiceOf(c, "words") == "plain" {
		n.How = ngram.Plain
	}
	if n.Order < 1 || n.Order > ngram.MaxOrder {
		return usageErr("%s: --order is from 1 to %d", c.Command.Name, ngram.MaxOrder)
	}
	if !(n.HeldOut >= 0 && n.HeldOut < 1) || n.MaxWords < 1 || n.MaxWords > 1<<28 || n.MinCount < 1 || n.Prune < 0 {
		return usageErr("%s: --held-out is from 0 to below 1, --max-words and --min-count are at least 1, --prune at least 0", c.Command.Name)
	}
	if v.errTerm {
		n.Step = v.setStatus
	}
	v.graceful.Store(true)
	r, err := n.Run(c.Context)
	v.endStatus()
	if err != nil {
		return err
	}
	if r.Unread > 0 {
		v.say("warning: %s not read, the first at %s", plural(int(r.Unread), "record"), r.FirstLost)
	}
	if r.Fallback {
		v.say("warning: too few counts to tell the discounts of each order; 0.5, 1 and 1.5 stand in")
	}
	if c.Bool("json") {
		return json.NewEncoder(v.out).Encode(r)
	}
	v.print(ngramText(r))
	return nil
}

// ngramText is the report for people.
func ngramText(r *train.NgramReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", safe(r.Model), sizeText(r.Bytes))
	for k, n := range r.Ngrams {
		d := r.Discounts[k]
		fmt.Fprintf(&b, "%d-grams  %s, discounts %.3f %.3f %.3f\n", k+1, countText(int64(n)), d[0], d[1], d[2])
	}
	fmt.Fprintf(&b, "trained on %s, held out %s\n", plural(int(r.Texts-r.HeldOut), "text"), countText(r.HeldOut))
	if r.HeldOut > 0 {
		fmt.Fprintf(&b, "perplexity %.1f of the texts held out, unknown %.1f %% of their words\n", r.Perplexity, 100*r.Unknown)
	}
	return b.String()
}
