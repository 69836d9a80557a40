package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/fasttext"
	"github.com/tamis-data/tamis/internal/train"
)

// trainFlags are those that all models share. None of the last three changes a byte of the model.
func trainFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Usage: "write the model to `FILE`; required"},
		&cli.StringFlag{Name: "text", Value: "text", Usage: "`FIELD` of the text, for formats with fields"},
		&cli.StringFlag{Name: "work", Usage: "`DIR` for temporary files (default: that of the system)"},
		&cli.IntFlag{Name: "workers", Usage: "`N` goroutines that read (default: the cores)"},
		sizeFlag("memory", "`SIZE` of memory to stay under (default: 2GiB)"),
	}
}

// defaultTrainMemory holds a model of the default size several times over.
const defaultTrainMemory = 2 << 30

// trainInput reads what trainFlags say.
func trainInput(c *cli.Context) (in train.Input, memory int64, err error) {
	if !c.Args().Present() {
		return in, 0, usageErr("%s: missing INPUT", c.Command.Name)
	}
	if c.String("out") == "" {
		return in, 0, usageErr("%s: --out names the file of the model", c.Command.Name)
	}
	if memory = sizeOf(c, "memory"); memory == 0 {
		memory = defaultTrainMemory
	}
	in = train.Input{Paths: c.Args().Slice(), Text: c.String("text"), Workers: c.Int("workers")}
	if in.Workers < 0 {
		return in, 0, usageErr("%s: --workers is not negative", c.Command.Name)
	}
	if in.Workers == 0 {
		in.Workers = runtime.GOMAXPROCS(0)
	}
	in.Child, err = arrowChild()
	return in, memory, err
}

// trainClassifierCommand trains a model that label.classifier and fastText read.
func trainClassifierCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "train classifier",
		ArgsUsage: "INPUT...",
		Usage:     "a model for label.classifier, from labelled documents",
		Description: "INPUT is a file, directory or glob of JSONL, CSV or Parquet with a field\n" +
			"for the text and one for its label. The model is fastText's (.bin). The\n" +
			"same documents and flags give the same bytes, whatever the files they\n" +
			"stand in or their order. Words are what stands between white space, as in\n" +
			"fastText; of a text the first 100,000 bytes count. White space in a label\n" +
			"becomes _. Texts held out of training say how good the model is.",
		Flags: slices.Concat(trainFlags(), []cli.Flag{
			&cli.StringFlag{Name: "label", Value: "label", Usage: "`FIELD` of the label: a word or a number"},
			&cli.Float64Flag{Name: "held-out", Value: 0.1, Usage: "`SHARE` of the texts that is kept from training, by a hash of the text"},
			&cli.IntFlag{Name: "dim", Value: 50, Usage: "`N` numbers for a word"},
			&cli.IntFlag{Name: "epochs", Value: 10, Usage: "go over the texts `N` times"},
			&cli.Float64Flag{Name: "lr", Value: 0.5, Usage: "learning `RATE` at the start; it falls to 0"},
			&cli.IntFlag{Name: "word-ngrams", Value: 2, Usage: "n-grams of up to `N` words; 1 for none"},
			&cli.IntFlag{Name: "min-chars", Value: 0, Usage: "n-grams of at least `N` characters of a word"},
			&cli.IntFlag{Name: "max-chars", Value: 0, Usage: "n-grams of at most `N` characters of a word; 0 for none"},
			&cli.IntFlag{Name: "buckets", Value: 200_000, Usage: "`N` rows that n-grams share"},
			&cli.IntFlag{Name: "min-count", Value: 1, Usage: "leave out words that stand fewer than `N` times"},
			&cli.IntFlag{Name: "max-words", Value: 500_000, Usage: "keep the `N` most frequent words"},
			choiceFlag("loss", "softmax: one label of all; ova: each label by itself", "softmax", "ova"),
			&cli.Uint64Flag{Name: "seed", Usage: "`N` from which order, split and first numbers follow"},
			&cli.BoolFlag{Name: "json", Usage: "the report as one JSON object"},
		}),
		Action: func(c *cli.Context) error { return trainClassifier(v, c) },
	}
}

func trainClassifier(v *voice, c *cli.Context) error {
	in, memory, err := trainInput(c)
	if err != nil {
		return err
	}
	in.Label = c.String("label")
	k := &train.Classifier{Input: in, Out: c.String("out"), Work: c.String("work"), Memory: memory,
		MaxWords: c.Int("max-words"), HeldOut: c.Float64("held-out"),
		Training: fasttext.Training{Dim: c.Int("dim"), Epochs: c.Int("epochs"), MinCount: c.Int("min-count"), WordNgrams: c.Int("word-ngrams"),
			Bucket: c.Int("buckets"), MinN: c.Int("min-chars"), MaxN: c.Int("max-chars"), LR: c.Float64("lr"),
			OneVsAll: choiceOf(c, "loss") == "ova", Seed: c.Uint64("seed")}}
	if err := k.Training.Check(); err != nil {
		return usageErr("%s: %s", c.Command.Name, err)
	}
	if !(k.HeldOut >= 0 && k.HeldOut < 1) || k.MaxWords < 1 || k.MaxWords > 1<<28 || k.MinCount < 1 {
		return usageErr("%s: --held-out is from 0 to below 1, --max-words and --min-count are at least 1", c.Command.Name)
	}
	if v.errTerm {
		k.Step = func(epoch int) { v.setStatus(fmt.Sprintf("training, epoch %d of %d", epoch+1, k.Epochs)) }
	}
	v.graceful.Store(true)
	r, err := k.Run(c.Context)
	v.endStatus()
	if err != nil {
		return err
	}
	if r.Unread > 0 {
		v.say("warning: %s not read, the first at %s", plural(int(r.Unread), "record"), r.FirstLost)
	}
	if c.Bool("json") {
		return json.NewEncoder(v.out).Encode(r)
	}
	v.print(classifierText(r))
	return nil
}

// confusionsShown is how many pairs of labels the report lists; --json has all.
const confusionsShown = 10

// classifierText is the report for people.
func classifierText(r *train.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s, %s, %s\n", safe(r.Model), sizeText(r.Bytes), plural(len(r.Labels), "label"), plural(r.Words, "word"))
	fmt.Fprintf(&b, "trained on %s, held out %s\n", plural(int(r.Trained), "text"), countText(r.HeldOut))
	if r.HeldOut == 0 {
		return b.String()
	}
	fmt.Fprintf(&b, "accuracy %.3f, mean F1 of the labels %.3f\n\n", r.Accuracy, r.MacroF1)
	width := 5
	for _, l := range r.Labels {
		width = max(width, cells(safe(l.Label)))
	}
	fmt.Fprintf(&b, "%-*s  precision  recall     F1  held out\n", width, "label")
	for _, l := range r.Labels {
		pad := strings.Repeat(" ", width-cells(safe(l.Label)))
		fmt.Fprintf(&b, "%s%s  %9.3f  %6.3f  %5.3f  %8d\n", safe(l.Label), pad, l.Precision, l.Recall, l.F1, l.HeldOut)
	}
	b.WriteString(confusionText(r))
	return b.String()
}

// confusionText lists the labels most often taken for others.
func confusionText(r *train.Report) string {
	var b strings.Builder
	shown, left := 0, 0
	for _, x := range r.Confusions {
		switch {
		case x.Label == x.Given:
		case shown == confusionsShown:
			left++
		default:
			if shown++; shown == 1 {
				b.WriteString("\ntaken for others:\n")
			}
			fmt.Fprintf(&b, "  %s for %s: %d\n", safe(x.Label), safe(x.Given), x.Texts)
		}
	}
	if left > 0 {
		fmt.Fprintf(&b, "  and %s more; --json lists all\n", plural(left, "pair"))
	}
	return b.String()
}
