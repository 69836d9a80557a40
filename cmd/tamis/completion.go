package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/transform/catalog"
)

var shells = []string{"bash", "zsh", "fish"}

// completionCommand prints a script for a shell. It is made from the declarations and calls
// nothing back, so that completing costs no start of tamis.
func completionCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "completion",
		ArgsUsage: "bash|zsh|fish",
		Usage:     "a completion script for the shell",
		Description: "bash:  source <(tamis completion bash)\n" +
			"zsh:   tamis completion zsh > \"${fpath[1]}/_tamis\"\n" +
			"fish:  tamis completion fish > ~/.config/fish/completions/tamis.fish",
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 1, 1); err != nil {
				return err
			}
			script, ok := completion(c.App, c.Args().First())
			if !ok {
				return usageErr("completion: unknown shell %q; bash, zsh or fish", c.Args().First())
			}
			v.print(script)
			return nil
		},
	}
}

func completion(app *cli.App, shell string) (string, bool) {
	switch shell {
	case "bash":
		return bashCompletion(app), true
	case "zsh":
		return zshCompletion(app), true
	case "fish":
		return fishCompletion(app), true
	}
	return "", false
}

// fixedArgs lists the words that a command's argument is one of, nil where it is a file.
func fixedArgs(c *cli.Command) []string {
	switch c.Name {
	case "completion":
		return shells
	case "transforms":
		var out []string
		for _, s := range catalog.All {
			out = append(out, s.Name)
		}
		return out
	}
	return nil
}

func bashCompletion(app *cli.App) string {
	var b strings.Builder
	b.WriteString(`# bash completion of tamis
_tamis() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd=${COMP_WORDS[1]} flags= words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '` + names(app) + ` --help --version' -- "$cur"))
    return
  fi
`)
	for _, first := range twoWords(app) {
		fmt.Fprintf(&b, "  if [[ $cmd == %s ]]; then\n    if ((COMP_CWORD == 2)); then\n      COMPREPLY=($(compgen -W '%s' -- \"$cur\"))\n      return\n    fi\n    cmd=\"$cmd ${COMP_WORDS[2]}\"\n  fi\n",
			first, strings.Join(secondWords(app, first), " "))
	}
	b.WriteString(`  case "$cmd $prev" in
`)
	for _, c := range visible(app.Commands) {
		for _, f := range commandFlags(c) {
			if f.choices != nil {
				fmt.Fprintf(&b, "    '%s %s') COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", c.Name, flagName(f.name), strings.Join(f.choices, " "))
			}
		}
	}
	b.WriteString("  esac\n  case $cmd in\n")
	for _, c := range visible(app.Commands) {
		fmt.Fprintf(&b, "    %s) flags='%s' words='%s' ;;\n", shellName(c.Name), strings.Join(longFlags(c), " "), strings.Join(fixedArgs(c), " "))
	}
	b.WriteString(`  esac
  if [[ $cur == -* ]]; then words=$flags; fi
  if [[ $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -o default -F _tamis tamis
`)
	return b.String()
}

func names(app *cli.App) string {
	var out []string
	for _, c := range visible(app.Commands) {
		first, _, _ := strings.Cut(c.Name, " ")
		if !slices.Contains(out, first) {
			out = append(out, first)
		}
	}
	return strings.Join(out, " ")
}

// twoWords lists the first words of commands of two words, each once.
func twoWords(app *cli.App) []string {
	var out []string
	for _, c := range visible(app.Commands) {
		if first, _, ok := strings.Cut(c.Name, " "); ok && !slices.Contains(out, first) {
			out = append(out, first)
		}
	}
	return out
}

func longFlags(c *cli.Command) []string {
	var out []string
	for _, f := range commandFlags(c) {
		out = append(out, flagName(f.name))
	}
	return append(out, "--help")
}

func zshCompletion(app *cli.App) string {
	var b strings.Builder
	b.WriteString("#compdef tamis\n_tamis() {\n  if ((CURRENT == 2)); then\n    local -a commands=(\n")
	for _, c := range visible(app.Commands) {
		if !strings.Contains(c.Name, " ") {
			fmt.Fprintf(&b, "      %s\n", shellQuote(c.Name+":"+c.Usage))
		}
	}
	for _, first := range twoWords(app) {
		fmt.Fprintf(&b, "      %s\n", shellQuote(first+":"+strings.Join(secondWords(app, first), " or ")))
	}
	b.WriteString("    )\n    _describe command commands\n    return\n  fi\n  local cmd=${words[2]}\n")
	for _, first := range twoWords(app) {
		fmt.Fprintf(&b, "  if [[ $cmd == %s ]]; then\n    if ((CURRENT == 3)); then\n      compadd %s\n      return\n    fi\n    cmd=\"$cmd ${words[3]}\"\n  fi\n",
			first, strings.Join(secondWords(app, first), " "))
	}
	b.WriteString("  case $cmd in\n")
	for _, c := range visible(app.Commands) {
		fmt.Fprintf(&b, "    %s) _arguments", shellName(c.Name))
		for _, f := range commandFlags(c) {
			b.WriteString(" " + shellQuote(zshFlag(f)))
		}
		b.WriteString(" " + shellQuote("--help[this text]") + " " + shellQuote("*:argument:"+zshArgs(c)) + " ;;\n")
	}
	b.WriteString("  esac\n}\nif [[ $funcstack[1] == _tamis ]]; then _tamis \"$@\"; else compdef _tamis tamis; fi\n")
	return b.String()
}

// shellName quotes a command's name where it has two words.
func shellName(name string) string {
	if strings.Contains(name, " ") {
		return shellQuote(name)
	}
	return name
}

func zshFlag(f flagDoc) string {
	s := "*" + flagName(f.name) + "[" + strings.NewReplacer("[", "(", "]", ")", ":", "\\:").Replace(f.usage) + "]"
	switch {
	case f.choices != nil:
		s += ":" + "value:(" + strings.Join(f.choices, " ") + ")"
	case f.value != "":
		s += ":" + "value:_files"
	}
	return s
}

func zshArgs(c *cli.Command) string {
	if words := fixedArgs(c); words != nil {
		return "(" + strings.Join(words, " ") + ")"
	}
	return "_files"
}

func fishCompletion(app *cli.App) string {
	var b strings.Builder
	b.WriteString("# fish completion of tamis\ncomplete -c tamis -n __fish_use_subcommand -l version -d 'the version'\n")
	for _, first := range twoWords(app) {
		fmt.Fprintf(&b, "complete -c tamis -f -n __fish_use_subcommand -a %s -d %s\n", first, shellQuote(strings.Join(secondWords(app, first), " or ")))
	}
	for _, c := range visible(app.Commands) {
		first, second, two := strings.Cut(c.Name, " ")
		on := shellQuote("__fish_seen_subcommand_from " + first)
		if two {
			fmt.Fprintf(&b, "complete -c tamis -f -n %s -a %s -d %s\n", on, second, shellQuote(c.Usage))
			on = shellQuote("__fish_seen_subcommand_from " + first + "; and __fish_seen_subcommand_from " + second)
		} else {
			fmt.Fprintf(&b, "complete -c tamis -f -n __fish_use_subcommand -a %s -d %s\n", first, shellQuote(c.Usage))
		}
		for _, f := range commandFlags(c) {
			fmt.Fprintf(&b, "complete -c tamis -n %s -l %s%s -d %s\n", on, f.name, fishValue(f), shellQuote(f.usage))
		}
		if words := fixedArgs(c); words != nil {
			fmt.Fprintf(&b, "complete -c tamis -f -n %s -a %s\n", on, shellQuote(strings.Join(words, " ")))
		}
	}
	return b.String()
}

func fishValue(f flagDoc) string {
	switch {
	case f.choices != nil:
		return " -x -a " + shellQuote(strings.Join(f.choices, " "))
	case f.value != "":
		return " -r"
	}
	return ""
}

// shellQuote quotes for all three shells.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
