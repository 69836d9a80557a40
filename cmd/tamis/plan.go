package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
)

// planCommand says what a run would do.
func planCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:      "plan",
		ArgsUsage: "RECIPE",
		Usage:     "what a run would read, do and write, with all defaults",
		Flags: slices.Concat(placeFlags(), effortFlags(), []cli.Flag{
			setFlag(),
			&cli.BoolFlag{Name: "resolved", Usage: "print the recipe with every default spelled out, and nothing else"},
		}),
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 1, 1); err != nil {
				return err
			}
			r, err := mustRecipe(v, c)
			if err != nil {
				return err
			}
			if c.Bool("resolved") {
				v.print(string(r.Resolved()))
				return nil
			}
			o, err := engineOptions(v, c)
			if err != nil {
				return err
			}
			p, err := engine.NewPlan(c.Context, r, o)
			if err != nil {
				return runError(err)
			}
			for _, w := range p.Warnings {
				v.say("warning: %s", w)
			}
			v.print(planText(r, p))
			return nil
		},
	}
}

// rowsText says in what order and which folders the rows of data/ will stand.
func rowsText(e recipe.Export) string {
	s := "rows in the order of the sources"
	switch {
	case e.Order == export.OrderShuffled:
		s = "rows shuffled by the seed"
	case e.Sort != nil:
		s = "rows " + safe(e.Order)
	}
	if e.Subsets != nil {
		s += ", in a folder for each value of " + safe(e.Subsets.Name)
	}
	return s
}

// filesShown is how many inputs a plan lists by name; the rest is counted.
const filesShown = 20

// planText is the plan for people.
func planText(r *recipe.Recipe, p *engine.Plan) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n\n", safe(r.Name), safe(r.Version))
	fmt.Fprintf(&b, "reads   %s, %s\n", plural(len(p.Files), "file"), sizeText(p.Bytes))
	b.WriteString(planFiles(r, p) + planLists(p.Lists) + planSets(p.Sets) + "\n")
	fmt.Fprintf(&b, "does    %s, passes over the documents: %d\n%s\n", plural(len(p.Steps), "step"), p.Passes, planSteps(p.Steps))
	fmt.Fprintf(&b, "writes  %s\n        %s\n", safe(p.Release), rowsText(r.Export))
	fmt.Fprintf(&b, "work    %s, %s\n", safe(p.Work), spaceText(p.WorkSpace))
	if p.UpToDate == "" {
		fmt.Fprintf(&b, "time    %s\n", estimateText(p))
	}
	fmt.Fprintf(&b, "memory  %s with %s (at least %s)\n", sizeText(p.Memory), plural(p.Workers, "worker"), sizeText(p.Floor))
	if p.UpToDate != "" {
		fmt.Fprintf(&b, "\nup to date: %s\n", safe(p.UpToDate))
	}
	return b.String()
}

// planFiles lists the inputs; paths that leave the recipe's folder are marked, since whoever runs
// a stranger's recipe should see them.
func planFiles(r *recipe.Recipe, p *engine.Plan) string {
	var b strings.Builder
	for _, s := range r.Sources {
		if outside(s.Path) {
			fmt.Fprintf(&b, "        outside the recipe's folder: %s\n", safe(s.Path))
		}
	}
	for i, f := range p.Files[:min(len(p.Files), filesShown)] {
		fmt.Fprintf(&b, "        %s  %s\n", safe(p.Names[i]), sizeText(f.Size))
	}
	if n := len(p.Files) - filesShown; n > 0 {
		fmt.Fprintf(&b, "        and %s more\n", countText(int64(n)))
	}
	return b.String()
}

// planLists lists the lists and models that steps work with.
func planLists(lists []engine.PlanList) string {
	var b strings.Builder
	for _, l := range lists {
		if outside(l.Path) {
			fmt.Fprintf(&b, "        outside the recipe's folder: %s\n", safe(l.Path))
		}
		size := sizeText(l.Bytes)
		switch {
		case l.Entries == 1:
			size = "1 entry, " + size
		case l.Type == transform.ParamList:
			size = countText(int64(l.Entries)) + " entries, " + size
		}
		fmt.Fprintf(&b, "%-7s %s  %s, %s… (%s", l.Type, safe(l.Path), size, l.Digest[:min(len(l.Digest), shortDigest)], safe(l.Step)+": "+l.Param)
		if l.Row != "" {
			b.WriteString(" of " + safe(l.Row))
		}
		b.WriteString(")\n")
	}
	return b.String()
}

// shortDigest is how much of sha256:hex tells two files apart for people.
const shortDigest = len("sha256:") + 12

// planSets lists the other sets that steps compare with, each with the digest to pin it by.
func planSets(sets []engine.PlanSet) string {
	var b strings.Builder
	for _, s := range sets {
		if outside(s.Path) {
			fmt.Fprintf(&b, "        outside the recipe's folder: %s\n", safe(s.Path))
		}
		verb := "against"
		if s.Previous {
			verb = "keeps  "
		}
		fmt.Fprintf(&b, "%s %s  %s, %s, %s (%s)\n", verb, safe(s.Path), safe(s.Kind), plural(s.Files, "file"), sizeText(s.Bytes), safe(s.Step))
		state := "not pinned: a draft alone may do without"
		if s.Pinned {
			state = "pinned"
		}
		fmt.Fprintf(&b, "        digest: %s  %s\n", s.Digest, state)
	}
	return b.String()
}

func outside(path string) bool {
	return filepath.IsAbs(path) || !filepath.IsLocal(filepath.FromSlash(path)) || strings.Contains(path, "://")
}

// planSteps lists the chain with every argument.
func planSteps(steps []engine.PlanStep) string {
	var b strings.Builder
	for i, s := range steps {
		fmt.Fprintf(&b, "  %3d  %s", i+1, safe(s.Name))
		if s.Name != s.Transform {
			fmt.Fprintf(&b, " (%s)", safe(s.Transform))
		}
		fmt.Fprintf(&b, "  %s", s.Kind)
		for _, mark := range stepMarks(s) {
			b.WriteString(", " + mark)
		}
		b.WriteString("\n")
		if args := argsText(s.Args); args != "" {
			fmt.Fprintf(&b, "       %s\n", args)
		}
	}
	return b.String()
}

func stepMarks(s engine.PlanStep) []string {
	var marks []string
	if s.Private {
		marks = append(marks, "private")
	}
	if s.Cached {
		marks = append(marks, "cached")
	}
	return marks
}

// argsText writes arguments on one line, by name.
func argsText(args map[string]any) string {
	if len(args) == 0 {
		return ""
	}
	var b strings.Builder
	enc := json.NewEncoder(&b) // sorted keys
	enc.SetEscapeHTML(false)
	if err := enc.Encode(args); err != nil {
		return ""
	}
	return safe(strings.TrimSpace(b.String()))
}

// spaceText says how much of the disk checkpoints and spills may take.
func spaceText(n [2]int64) string {
	switch {
	case n[1] == 0:
		return "next to nothing"
	case n[0] == n[1]:
		return "about " + sizeText(n[0])
	}
	return "some " + sizeText(n[0]) + " to " + sizeText(n[1])
}

// estimateText says how long a run may take and how that is known.
func estimateText(p *engine.Plan) string {
	e := p.Estimate
	s := "up to " + roundSeconds(e.High)
	if e.Low >= 1 {
		s = roundSeconds(e.Low) + " to " + roundSeconds(e.High)
	}
	s += ", by what steps cost elsewhere; after a run it is known better"
	if e.Measured {
		s = "about " + secondsText(e.Low) + ", as the last whole run took"
	}
	if slices.ContainsFunc(p.Steps, func(s engine.PlanStep) bool { return s.Cached }) {
		s += "; less where steps are cached"
	}
	return s
}

// roundSeconds tells a bound as roughly as it is known.
func roundSeconds(s float64) string {
	switch {
	case s < 1:
		return "1 s"
	case s < 60:
		return fmt.Sprintf("%.0f s", s)
	case s < 5400:
		return plural(int(s/60+0.5), "minute")
	}
	return plural(int(s/3600+0.5), "hour")
}
