package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
)

// version is what --version prints and what manifests name as the tool.
const version = "0.1.0"

const summary = "turns sets of messy documents into dataset releases"

// commands lists all commands in the order of the help. A command stands here once it works.
func commands(v *voice) []*cli.Command {
	return []*cli.Command{
		initCommand(v),
		checkCommand(v),
		planCommand(v),
		runCommand(v),
		tryCommand(v),
		testCommand(v),
		verifyCommand(v),
		diffCommand(v),
		explainCommand(v),
		showCommand(v),
		thresholdsCommand(v),
		retractCommand(v),
		trainClassifierCommand(v),
		trainNgramCommand(v),
		transformsCommand(v),
		completionCommand(v),
		manCommand(v),
		arrowChildCommand(),
	}
}

// newApp declares the program. Help, man page and completion are all made from it.
func newApp(v *voice) *cli.App {
	cli.VersionPrinter = func(c *cli.Context) { v.print("tamis " + c.App.Version + "\n") }
	app := &cli.App{
		Name:            "tamis",
		HelpName:        "tamis",
		Usage:           summary,
		Version:         version,
		Compiled:        time.Unix(0, 0), // else the library looks at the binary on disk
		Writer:          v.out,
		ErrWriter:       v.err,
		HideHelpCommand: true,
		Commands:        commands(v),
		OnUsageError:    wrongUsage,
		ExitErrHandler:  func(*cli.Context, error) {}, // main alone exits
		// --set takes expressions with commas
		DisableSliceFlagSeparator: true,
	}
	app.Action = func(c *cli.Context) error { return noCommand(v, app, c) }
	app.CustomAppHelpTemplate = literal(appHelp(app))
	for _, c := range app.Commands {
		c.HelpName = "tamis " + c.Name
		c.HideHelpCommand = true
		c.OnUsageError = wrongUsage
		c.CustomHelpTemplate = literal(commandHelp(c))
	}
	return app
}

// literal keeps help that holds braces from being read as a template.
func literal(s string) string { return "{{" + quoteGo(s) + "}}" }

// runApp puts the arguments in order and runs the command.
func runApp(ctx context.Context, v *voice, args []string) error {
	app := newApp(v)
	if text := groupHelp(app, helpFirst(args)); text != "" {
		v.print(text)
		return nil
	}
	args, err := arrange(app, args)
	if err != nil {
		return err
	}
	return app.RunContext(ctx, args)
}

// noCommand answers a command line without a command that exists.
func noCommand(v *voice, app *cli.App, c *cli.Context) error {
	if !c.Args().Present() {
		v.print(appHelp(app))
		return nil
	}
	return unknownCommand(app, c.Args().First())
}

// wrongUsage turns the library's complaint about flags into exit code 2.
func wrongUsage(c *cli.Context, err error, _ bool) error {
	return usageErr("%s: %s", c.Command.Name, flagFault(err.Error()))
}

// flagFault says in our words what the library found wrong with a flag's value. Its own are
// invalid value "x" for flag -limit: parse error.
func flagFault(s string) string {
	for _, begin := range []string{"invalid value ", "invalid boolean value "} {
		rest, ok := strings.CutPrefix(s, begin)
		if !ok {
			continue
		}
		value, rest, ok := cutQuoted(rest)
		name, cause, found := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(rest, " for "), "flag "), ": ")
		if !ok || !found {
			return s
		}
		return fmt.Sprintf("%s %q %s", flagName(strings.TrimLeft(name, "-")), value, valueFault(begin, cause))
	}
	return s
}

// valueFault says what the value should have been.
func valueFault(begin, cause string) string {
	switch {
	case strings.Contains(begin, "boolean"):
		return "must be true or false, or stand without a value"
	case cause == "parse error", cause == "value out of range":
		return "must be a whole number"
	}
	return cause
}

// cutQuoted takes the Go string off that s begins with.
func cutQuoted(s string) (value, rest string, ok bool) {
	quoted, err := strconv.QuotedPrefix(s)
	if err != nil {
		return "", s, false
	}
	value, err = strconv.Unquote(quoted)
	return value, s[len(quoted):], err == nil
}

// wantArgs checks the number of arguments that a command takes.
func wantArgs(c *cli.Context, least, most int) error {
	n := c.Args().Len()
	if n < least {
		words := strings.Fields(c.Command.ArgsUsage)
		return usageErr("%s: missing %s", c.Command.Name, strings.Join(words[min(n, len(words)-1):], " "))
	}
	if n > most {
		return usageErr("%s: unexpected argument %q", c.Command.Name, c.Args().Get(most))
	}
	return nil
}
