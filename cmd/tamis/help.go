package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"
)

// quoteGo writes s as a string constant of a template.
func quoteGo(s string) string { return strconv.Quote(s) }

// appHelp is what tamis --help prints.
func appHelp(app *cli.App) string {
	var b strings.Builder
	fmt.Fprintf(&b, "tamis %s: %s\n\nusage: tamis COMMAND [flags] [arguments]\n\ncommands:\n", app.Version, app.Usage)
	var rows [][2]string
	for _, c := range visible(app.Commands) {
		rows = append(rows, [2]string{synopsis(c), c.Usage})
	}
	rows = append(rows, [2]string{"COMMAND --help", "a command's flags"}, [2]string{"--version", "the version"})
	writeRows(&b, rows)
	return b.String() + "\n" + exitHelp
}

// commandHelp is what tamis COMMAND --help prints.
func commandHelp(c *cli.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "tamis %s: %s\n\nusage: tamis %s\n", c.Name, c.Usage, usageLine(c))
	if c.Description != "" {
		fmt.Fprintf(&b, "\n%s\n", c.Description)
	}
	b.WriteString("\nflags:\n")
	var rows [][2]string
	for _, f := range commandFlags(c) {
		rows = append(rows, [2]string{f.synopsis(), f.text()})
	}
	writeRows(&b, append(rows, [2]string{"--help", "this text"}))
	return b.String() + "\n" + exitHelp
}

func visible(cs []*cli.Command) []*cli.Command {
	var out []*cli.Command
	for _, c := range cs {
		if !c.Hidden {
			out = append(out, c)
		}
	}
	return out
}

func synopsis(c *cli.Command) string { return strings.TrimSpace(c.Name + " " + c.ArgsUsage) }

func usageLine(c *cli.Command) string {
	flags := ""
	if len(c.Flags) > 0 {
		flags = "[flags] "
	}
	return strings.TrimSpace(c.Name + " " + flags + c.ArgsUsage)
}

// writeRows writes two columns; a first column beyond 28 cells has a line of its own.
func writeRows(b *strings.Builder, rows [][2]string) {
	width := 0
	for _, r := range rows {
		if n := cells(r[0]); n <= 28 {
			width = max(width, n)
		}
	}
	for _, r := range rows {
		pad := width - cells(r[0])
		if pad < 0 {
			fmt.Fprintf(b, "  %s\n  %s  %s\n", r[0], strings.Repeat(" ", width), r[1])
			continue
		}
		fmt.Fprintf(b, "  %s%s  %s\n", r[0], strings.Repeat(" ", pad), r[1])
	}
}

// flagDoc is what help, man page and completion know of a flag.
type flagDoc struct {
	name, short string // without dashes; "" for none
	value       string // placeholder of its value, "" where it takes none
	usage, def  string
	choices     []string // allowed values, nil where free
}

// commandFlags reads the visible flags of a command from their declarations. A word in
// `backticks` of the usage is the placeholder of the value.
func commandFlags(c *cli.Command) []flagDoc {
	var out []flagDoc
	for _, f := range c.Flags {
		if v, ok := f.(cli.VisibleFlag); ok && !v.IsVisible() || f.Names()[0] == "help" { // the library adds --help while it runs
			continue
		}
		out = append(out, describeFlag(f))
	}
	return out
}

func describeFlag(f cli.Flag) flagDoc {
	doc := f.(cli.DocGenerationFlag)
	d := flagDoc{name: f.Names()[0], usage: doc.GetUsage()}
	for _, n := range f.Names()[1:] {
		if len(n) == 1 {
			d.short = n
		}
	}
	if doc.TakesValue() {
		d.value = "VALUE"
		d.def = strings.Trim(doc.GetDefaultText(), `"`)
	}
	if before, rest, ok := strings.Cut(d.usage, "`"); ok {
		word, after, _ := strings.Cut(rest, "`")
		d.value, d.usage = word, strings.TrimSpace(before+after)
	}
	if g, ok := f.(*cli.GenericFlag); ok {
		if ch, ok := g.Value.(*choice); ok {
			d.choices = ch.allowed
		}
	}
	return d
}

func (d flagDoc) synopsis() string {
	s := flagName(d.name)
	if d.short != "" {
		s += ", -" + d.short
	}
	if d.value != "" {
		s += " " + d.value
	}
	return s
}

func (d flagDoc) text() string {
	if d.def == "" || d.def == "0" || d.def == "false" {
		return d.usage
	}
	return d.usage + " (default: " + d.def + ")"
}
