package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/diag"
)

// arrange puts the flags of a command line before its other arguments, since the library silently
// ignores flags behind the first of them, and says what is wrong with a flag better than it does.
// Everything after a bare -- is an argument, and so is a single -.
func arrange(app *cli.App, args []string) ([]string, error) {
	args = helpFirst(args)
	at := 1
	for at < len(args) && isFlag(args[at]) {
		if err := checkGlobal(args[at]); err != nil {
			return nil, err
		}
		at++
	}
	if at >= len(args) || args[at] == "--" {
		return args, nil
	}
	args = joinName(app, args, at)
	cmd := app.Command(args[at])
	if cmd == nil {
		return nil, unknownCommand(app, args[at], args[at+1:]...)
	}
	if cmd.SkipFlagParsing {
		return args, nil
	}
	rest, err := flagsFirst(cmd, args[at+1:])
	return slices.Concat(args[:at+1], rest), err
}

// joinName makes one argument of the two words of a command like `train classifier`.
func joinName(app *cli.App, args []string, at int) []string {
	if at+1 < len(args) {
		if name := args[at] + " " + args[at+1]; app.Command(name) != nil {
			return slices.Concat(args[:at], []string{name}, args[at+2:])
		}
	}
	return args
}

// secondWords lists what may follow the first word of commands of two words.
func secondWords(app *cli.App, first string) []string {
	var out []string
	for _, c := range visible(app.Commands) {
		if word, rest, ok := strings.Cut(c.Name, " "); ok && word == first {
			out = append(out, rest)
		}
	}
	return out
}

// helpFirst makes `tamis help` and `tamis help COMMAND` what they are everywhere else.
func helpFirst(args []string) []string {
	if len(args) < 2 || args[1] != "help" {
		return args
	}
	return slices.Concat(args[:1], args[2:], []string{"--help"})
}

// checkGlobal says whether a flag before the command exists.
func checkGlobal(arg string) error {
	switch name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "="); name {
	case "help", "h", "version", "v":
		return nil
	default:
		return usageErr("unknown flag %s before the command: flags of a command stand behind it", flagName(name))
	}
}

func unknownCommand(app *cli.App, name string, behind ...string) error {
	if words := secondWords(app, name); words != nil {
		if len(behind) > 0 {
			if s := diag.Suggest(behind[0], words); s != "" {
				return usageErr("%s: unknown %q%s", name, behind[0], hint(s))
			}
		}
		return usageErr("%s: missing what to %s: %s", name, name, strings.Join(words, " or "))
	}
	var known []string
	for _, c := range app.Commands {
		if !c.Hidden {
			known = append(known, c.Name)
		}
	}
	return usageErr("unknown command %q%s", name, hint(diag.Suggest(name, known)))
}

func hint(word string) string {
	if word == "" {
		return "; tamis --help lists the commands"
	}
	return "; did you mean " + word + "?"
}

// isFlag says whether an argument is written as a flag.
func isFlag(arg string) bool { return len(arg) > 1 && arg[0] == '-' && arg != "--" }

// flagsFirst splits a command's arguments into flags with their values and the others.
func flagsFirst(cmd *cli.Command, args []string) ([]string, error) {
	var flags, others []string
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			others = append(others, args[i+1:]...)
			break
		}
		if !isFlag(args[i]) {
			others = append(others, args[i])
			continue
		}
		name, _, glued := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		takes, err := takesValue(cmd, name)
		if err != nil {
			return nil, err
		}
		flags = append(flags, args[i])
		if !takes || glued {
			continue
		}
		if i++; i == len(args) {
			return nil, usageErr("%s: %s needs a value", cmd.Name, flagName(name))
		}
		flags = append(flags, args[i])
	}
	return slices.Concat(flags, []string{"--"}, others), nil
}

// takesValue finds a flag of cmd by name and says whether a value follows it.
func takesValue(cmd *cli.Command, name string) (bool, error) {
	known := []string{"--help"}
	for _, f := range cmd.Flags {
		if slices.Contains(f.Names(), name) {
			return f.(cli.DocGenerationFlag).TakesValue(), nil
		}
		known = append(known, flagName(f.Names()[0]))
	}
	if name == "help" || name == "h" {
		return false, nil
	}
	known = slices.DeleteFunc(known, func(s string) bool { return s == "" })
	if s := diag.Suggest(flagName(name), known); s != "" {
		return false, usageErr("%s: unknown flag %s; did you mean %s?", cmd.Name, flagName(name), s)
	}
	return false, usageErr("%s: unknown flag %s; tamis %s --help lists its flags", cmd.Name, flagName(name), cmd.Name)
}

// flagName writes a flag as it is typed.
func flagName(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}
