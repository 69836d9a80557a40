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
	rows = append(rows, [2]string{"help [COMMAND]", "this text, or a command's flags; also COMMAND --help"}, [2]string{"--version", "the version"})
	writeRows(&b, rows)
	return b.String() + "\n" + exitHelp
}

// groupHelp is what tamis FIRST --help prints where FIRST begins commands of two words; else "".
func groupHelp(app *cli.App, args []string) string {
	if len(args) != 3 || args[2] != "--help" && args[2] != "-h" {
		return ""
	}
	words := secondWords(app, args[1])
	if words == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "usage: tamis %s %s [flags] [arguments]\n\ncommands:\n", args[1], strings.Join(words, "|"))
	var rows [][2]string
	for _, word := range words {
		c := app.Command(args[1] + " " + word)
		rows = append(rows, [2]string{synopsis(c), c.Usage})
	}
	writeRows(&b, rows)
	fmt.Fprintf(&b, "\ntamis help %s %s lists the flags of that command.\n\n%s", args[1], words[0], exitHelp)
	return b.String()
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

// helpCells is how wide help is set, on a terminal or not: what a window has when it is opened.
const helpCells = 80

// headCells bounds the first of two columns; what is longer has a line of its own.
const headCells = 28

// writeRows writes two columns, the second one wrapped.
func writeRows(b *strings.Builder, rows [][2]string) {
	width := 0
	for _, r := range rows {
		if n := cells(r[0]); n <= headCells {
			width = max(width, n)
		}
	}
	indent := strings.Repeat(" ", width+4)
	for _, r := range rows {
		head, pad := "  "+r[0], width-cells(r[0])
		if pad < 0 {
			head, pad = head+"\n  ", width
		}
		text := strings.Join(wrap(r[1], helpCells-len(indent)), "\n"+indent)
		fmt.Fprintf(b, "%s%s  %s\n", head, strings.Repeat(" ", pad), text)
	}
}

// wrap breaks text at spaces into lines of at most so many cells; a longer word stays whole.
func wrap(s string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		switch {
		case line == "":
			line = word
		case cells(line)+1+cells(word) > width:
			lines, line = append(lines, line), word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

// flagDoc is what help, man page and completion know of a flag.
type flagDoc struct {
	name, short string // without dashes; "" for none
	value       string // placeholder of its value, "" where it takes none
	usage, def  string
	choices     []string // allowed values, nil where free
}

// commandFlags reads the visible flags of a command from their declarations. A word in
// `backticks` of the usage is the placeholder of the value, and stays a word of the sentence.
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
	if _, rest, ok := strings.Cut(d.usage, "`"); ok {
		d.value, _, _ = strings.Cut(rest, "`")
		d.usage = strings.ReplaceAll(d.usage, "`", "")
	}
	if g, ok := f.(*cli.GenericFlag); ok {
		if ch, ok := g.Value.(*choice); ok {
			d.choices, d.value = ch.allowed, strings.Join(ch.allowed, "|")
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
