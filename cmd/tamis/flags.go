package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
)

// choice is the value of a flag that takes one of a few words.
type choice struct {
	allowed []string
	value   string
}

// Set implements flag.Value.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		last := len(c.allowed) - 1
		return fmt.Errorf("must be %s or %s", strings.Join(c.allowed[:last], ", "), c.allowed[last])
	}
	c.value = s
	return nil
}

// String implements flag.Value.
func (c *choice) String() string { return c.value }

// choiceFlag declares a flag that takes one of the allowed words; the first is the default.
func choiceFlag(name, usage string, allowed ...string) *cli.GenericFlag {
	return &cli.GenericFlag{
		Name: name, Usage: usage,
		Value: &choice{allowed: allowed, value: allowed[0]}, DefaultText: allowed[0],
	}
}

// byteSize is the value of a flag in bytes: 4GiB, 512MiB, 1.5GB or plain bytes.
type byteSize struct{ n int64 }

var sizeUnits = []struct {
	name  string
	bytes float64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1},
}

// Set implements flag.Value.
func (b *byteSize) Set(s string) error {
	number, unit := s, 1.0
	for _, u := range sizeUnits {
		if rest, ok := strings.CutSuffix(s, u.name); ok {
			number, unit = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil || !(f > 0) || f*unit > 1<<60 {
		return fmt.Errorf("must be a size such as 4GiB or 512MiB")
	}
	b.n = int64(f * unit)
	return nil
}

// String implements flag.Value.
func (b *byteSize) String() string {
	if b == nil || b.n == 0 {
		return ""
	}
	return strconv.FormatInt(b.n, 10)
}

func sizeFlag(name, usage string) *cli.GenericFlag {
	return &cli.GenericFlag{Name: name, Usage: usage, Value: &byteSize{}}
}

// sizeOf returns the value of a size flag, 0 where it was not given.
func sizeOf(c *cli.Context, name string) int64 { return c.Generic(name).(*byteSize).n }

func choiceOf(c *cli.Context, name string) string { return c.Generic(name).(*choice).value }

// setFlag changes the recipe from the command line.
func setFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "set", Usage: "change the recipe: `path.to.key=value`, any number of times"}
}

// placeFlags say where releases and checkpoints live.
func placeFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "out", Usage: "`DIR` where releases live (default: releases beside the recipe)"},
		&cli.StringFlag{Name: "work", Usage: "`DIR` of checkpoints and spill (default: .tamis beside the recipe)"},
	}
}

// outFlag says where NAME and NAME@VERSION are looked for.
func outFlag() cli.Flag {
	return &cli.StringFlag{Name: "out", Value: "releases", Usage: "`DIR` where releases live"}
}

// effortFlags say how much of the machine a run takes; none changes a byte of the release.
func effortFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "workers", Usage: "`N` goroutines for the steps (default: the cores, as far as --memory allows)"},
		sizeFlag("memory", "`SIZE` of memory to stay under, such as 4GiB (default: half of what the machine has)"),
	}
}

// progressFlags say how a run tells what it is doing.
func progressFlags() []cli.Flag {
	return []cli.Flag{
		choiceFlag("progress", "how to show progress; auto: a bar on a terminal", "auto", "bar", "plain", "none"),
		&cli.BoolFlag{Name: "json", Usage: "one JSON object a line for each event, on standard output"},
	}
}
