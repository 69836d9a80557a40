package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// manCommand prints the manual page; the library's own would bring a Markdown renderer along.
func manCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:        "man",
		Usage:       "the manual page",
		Description: "tamis man > tamis.1; or: tamis man | man -l -",
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 0, 0); err != nil {
				return err
			}
			v.print(manPage(c.App))
			return nil
		},
	}
}

// manPage writes all commands and flags in the macros of man(7).
func manPage(app *cli.App) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH TAMIS 1 \"\" \"tamis %s\" \"User Commands\"\n", roff(app.Version))
	fmt.Fprintf(&b, ".SH NAME\ntamis \\- %s\n.SH SYNOPSIS\n.B tamis\n.I COMMAND\n[flags] [arguments]\n.SH COMMANDS\n", roff(app.Usage))
	for _, c := range visible(app.Commands) {
		manCommandPart(&b, c)
	}
	b.WriteString(".SH EXIT STATUS\n.nf\n")
	for _, line := range strings.Split(strings.TrimSpace(exitHelp), "\n")[1:] {
		b.WriteString(roff(strings.TrimSpace(line)) + "\n")
	}
	b.WriteString(".fi\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set, nothing is coloured.\n")
	return b.String()
}

func manCommandPart(b *strings.Builder, c *cli.Command) {
	fmt.Fprintf(b, ".SS \"tamis %s\"\n%s.\n", roff(usageLine(c)), roff(upperFirst(c.Usage)))
	if c.Description != "" {
		fmt.Fprintf(b, ".PP\n.nf\n%s\n.fi\n", roff(c.Description))
	}
	for _, f := range commandFlags(c) {
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(f.synopsis()), roff(f.text()))
	}
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// roff escapes what troff would read as a request or an escape.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, `"`, `\(dq`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
