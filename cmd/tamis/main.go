// Command tamis turns sets of messy documents into dataset releases: declare it once, and every
// document and every byte is accounted for.
package main

import (
	"context"
	"os"
)

func main() { os.Exit(tamis(os.Args)) }

// tamis runs one command line and returns its exit code.
func tamis(args []string) int {
	v := newVoice(os.Stdin, os.Stdout, os.Stderr)
	ctx, signals := watchSignals(context.Background(), v)
	defer signals.stop()
	err := runApp(ctx, v, args)
	v.endStatus()
	return v.exit(err, signals.caught())
}
