package main

import (
	"os"
	"os/exec"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/internal/read"
)

// arrowChildName is the command that a run starts for each foreign Arrow file: the Arrow library
// can end its process on a damaged one, past recover().
const arrowChildName = "arrow-child"

func arrowChildCommand() *cli.Command {
	return &cli.Command{
		Name:   arrowChildName,
		Usage:  "read one Arrow file for another tamis, by pipe",
		Hidden: true,
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 0, 0); err != nil {
				return err
			}
			return read.ServeArrow(os.Stdin, os.Stdout, 0, 0)
		},
	}
}

// arrowChild returns what makes the command that reads one Arrow file. It gets no environment:
// nothing in it may change what is read.
func arrowChild() (func() *exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return func() *exec.Cmd {
		cmd := exec.Command(self, arrowChildName)
		cmd.Env = []string{}
		return cmd
	}, nil
}
