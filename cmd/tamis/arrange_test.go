package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

type (
	cliApp     = cli.App
	cliCommand = cli.Command
)

// probe is an app with one command that has a flag of each kind.
func probe(t *testing.T, got *[]string) *cli.App {
	t.Helper()
	cmd := &cli.Command{
		Name: "build", ArgsUsage: "RECIPE",
		Flags: slices.Concat([]cli.Flag{setFlag()}, placeFlags(), effortFlags(), progressFlags()),
		Action: func(c *cli.Context) error {
			*got = append(*got, c.String("out"), strings.Join(c.StringSlice("set"), ";"), choiceOf(c, "progress"))
			if sizeOf(c, "memory") > 0 {
				*got = append(*got, sizeText(sizeOf(c, "memory")))
			}
			*got = append(*got, c.Args().Slice()...)
			return nil
		},
	}
	v, _, _ := testVoice()
	return &cli.App{
		Name: "tamis", Writer: v.out, ErrWriter: v.err, HideHelpCommand: true, DisableSliceFlagSeparator: true,
		Commands: []*cli.Command{cmd}, ExitErrHandler: func(*cli.Context, error) {}, OnUsageError: wrongUsage,
	}
}

func runProbe(t *testing.T, line string) ([]string, error) {
	t.Helper()
	var got []string
	app := probe(t, &got)
	for _, c := range app.Commands {
		c.OnUsageError = wrongUsage
	}
	args, err := arrange(app, strings.Fields("tamis "+line))
	if err == nil {
		err = app.RunContext(context.Background(), args)
	}
	return got, err
}

// TestFlagsAnywhere: the library ignores flags behind the first argument; tamis must not.
func TestFlagsAnywhere(t *testing.T) {
	for _, c := range []struct {
		line string
		want []string
	}{
		{"build r.yaml", []string{"", "", "auto", "r.yaml"}},
		{"build --out d r.yaml", []string{"d", "", "auto", "r.yaml"}},
		{"build r.yaml --out d", []string{"d", "", "auto", "r.yaml"}},
		{"build r.yaml --out=d --progress none", []string{"d", "", "none", "r.yaml"}},
		{"build r.yaml -out d", []string{"d", "", "auto", "r.yaml"}},
		{"build a --json b --set x=1,2 --set y=--z c", []string{"", "x=1,2;y=--z", "auto", "a", "b", "c"}},
		{"build --memory 512MiB -", []string{"", "", "auto", "537 MB", "-"}},
		{"build r.yaml -- --out d", []string{"", "", "auto", "r.yaml", "--out", "d"}},
		{"build out", []string{"", "", "auto", "out"}}, // an argument named like a flag
		{"build --out --json r.yaml", []string{"--json", "", "auto", "r.yaml"}},
	} {
		got, err := runProbe(t, c.line)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("tamis %s: %q, %v, want %q", c.line, got, err, c.want)
		}
	}
}

func TestWrongFlags(t *testing.T) {
	for line, want := range map[string]string{
		"build r.yaml --wrokers 3":                "build: unknown flag --wrokers; did you mean --workers?",
		"build r.yaml --zzzzzzzz":                 "build: unknown flag --zzzzzzzz; tamis build --help lists its flags",
		"build r.yaml --out":                      "build: --out needs a value",
		"build -p r.yaml":                         "build: unknown flag -p",
		"build --workers many r":                  `build: --workers "many" must be a whole number`,
		"build --memory 4GiBi r":                  `build: --memory "4GiBi" must be a size such as 4GiB or 512MiB`,
		"build --memory -1 r":                     `build: --memory "-1" must be a size such as 4GiB or 512MiB`,
		"build --progress loud r":                 `build: --progress "loud" must be auto, bar, plain or none`,
		"biuld r.yaml":                            `unknown command "biuld"; did you mean build?`,
		"frobnicate":                              `unknown command "frobnicate"; tamis --help lists the commands`,
		"--out d build r.yaml":                    "unknown flag --out before the command: flags of a command stand behind it",
		"build r.yaml --js":                       "build: unknown flag --js",
		"build --json=perhaps r":                  `build: --json "perhaps" must be true or false, or stand without a value`,
		"build r.yaml --generate-bash-completion": "build: unknown flag --generate-bash-completion",
	} {
		got, err := runProbe(t, line)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("tamis %s: %v, want %s", line, err, want)
			continue
		}
		v, _, _ := testVoice()
		if code := v.exit(err, nil); code != exitUsage || got != nil {
			t.Errorf("tamis %s: exit code %d, ran %q", line, code, got)
		}
	}
}

func TestByteSize(t *testing.T) {
	for s, want := range map[string]int64{
		"1": 1, "4GiB": 4 << 30, "512 MiB": 512 << 20, "1.5kB": 1500, "2MB": 2e6, "10B": 10, "1TiB": 1 << 40,
		"": 0, "0": 0, "-3": 0, "GiB": 0, "NaN": 0, "Inf": 0, "4gib": 0, "1e30": 0, "99999999TiB": 0,
	} {
		var b byteSize
		err := b.Set(s)
		if b.n != want || (err == nil) != (want > 0) {
			t.Errorf("%q: %d, %v", s, b.n, err)
		}
	}
}
