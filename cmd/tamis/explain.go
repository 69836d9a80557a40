package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
)

// explainCommand tells what happened to one document.
func explainCommand(v *voice) *cli.Command {
	return &cli.Command{
		Name:        "explain",
		ArgsUsage:   "RELEASE ID",
		Usage:       "everything that happened to one document",
		Description: "ID is a document's id, or its origin.\n" + releaseHelp,
		Flags:       []cli.Flag{stagedFlag(), outFlag()},
		Action: func(c *cli.Context) error {
			if err := wantArgs(c, 2, 2); err != nil {
				return err
			}
			release, err := openRelease(v, c)
			if err != nil {
				return err
			}
			story, err := release.Explain(c.Args().Get(1))
			if err != nil {
				return err
			}
			v.print(storyText(story, release.Manifest, releaseWords(c), paint{v.outColor}))
			return nil
		},
	}
}

// releaseWords name the release in another command as it was named in this one.
func releaseWords(c *cli.Context) string {
	cmd := shellWord(c.Args().First())
	if c.Bool("staged") {
		cmd += " --staged"
	}
	if c.IsSet("out") {
		cmd += " --out " + shellWord(c.String("out"))
	}
	return cmd
}

// storyText tells all accounts of an id.
func storyText(s *export.Story, m *schema.Manifest, on string, p paint) string {
	var b strings.Builder
	for i, a := range s.Accounts {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(accountText(a, m, on, p))
	}
	return b.String()
}

// toldApart are the columns that an account tells in lines of their own, or leaves to show.
var toldApart = []string{"id", "text", "origin", "cluster", "split"}

func accountText(a *export.Account, m *schema.Manifest, on string, p paint) string {
	var b strings.Builder
	limits := limitTexts(m, a, p)
	fmt.Fprintf(&b, "%s  %s\n", p.bold(safe(a.ID)), outcomeText(a, p))
	line(&b, "why", safe(whyText(m, a)))
	line(&b, "origin", safe(a.Origin))
	line(&b, "read", readText(a.Read))
	line(&b, "split", splitText(a))
	line(&b, "cluster", safe(a.Cluster))
	for _, x := range a.Metrics {
		if x.Value != nil {
			line(&b, "metric", safe(x.Name)+" = "+metricText(*x.Value)+limits[x.Name])
		}
	}
	for _, c := range a.Columns {
		if !slices.Contains(toldApart, c.Column.Name) && c.Value.Kind() != schema.Null {
			line(&b, "column", safe(c.Column.Name)+" = "+cellText(c.Value))
		}
	}
	b.WriteString(membersText(a))
	if a.Cluster != "" || len(a.Matches) > 0 {
		line(&b, "compare", safe("tamis show "+on+" --cluster "+shellWord(a.ID)))
	}
	line(&b, "others", safe(othersCommand(m, a, on)))
	b.WriteString(editRows(a.Edits, p))
	return b.String()
}

// line writes a named fact, nothing where there is none.
func line(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "  %-8s %s\n", name, value)
	}
}

// splitText is a kept document's split, and why it is in it where an earlier release decided.
func splitText(a *export.Account) string {
	if a.Outcome != "kept" || a.Detail == "" {
		return safe(a.Split)
	}
	return safe(a.Split + " (" + a.Detail + ")")
}

func outcomeText(a *export.Account, p paint) string {
	if a.Outcome == "kept" && a.Copies > 0 {
		return fmt.Sprintf("kept, in %s rows", countText(1+a.Copies))
	}
	if a.Outcome == "kept" {
		return "kept"
	}
	s := "rejected by " + a.Step + " (" + a.Rule + ")"
	if a.Value != nil && a.Threshold != nil {
		s += ": " + measured(*a.Value, *a.Threshold)
	}
	switch {
	case a.KeptIn != "":
		s += ", " + a.KeptIn + " holds it as " + a.KeptID
	case a.KeptID != "":
		s += ", " + a.KeptID + " was kept"
	}
	if a.Similarity != nil {
		s += fmt.Sprintf(", similarity %.3g", *a.Similarity)
	}
	if a.Detail != "" {
		s += ": " + a.Detail
	}
	return p.red(safe(s))
}

func readText(r *export.ReadAccount) string {
	if r == nil {
		return ""
	}
	s := fmt.Sprintf("%s [%d, %d) by %s", r.File, r.Start, r.End, r.Reader)
	if r.Charset != "" {
		s += ", " + r.Charset + " (" + r.CharsetFrom + ")"
	}
	if r.Undecodable > 0 {
		s += fmt.Sprintf(", %d runs of bytes could not be decoded", r.Undecodable)
	}
	return safe(s)
}

// membersShown is how many links of a cluster an account lists; the rest is counted.
const membersShown = 10

// membersText lists the documents that went for this one, then those of its cluster that went for
// another.
func membersText(a *export.Account) string {
	var b strings.Builder
	shown := a.Members[:min(len(a.Members), membersShown)]
	for _, m := range shown {
		s := m.ID
		if m.KeptID != "" && m.KeptID != m.ID {
			s += fmt.Sprintf(", duplicate of %s by %s", m.KeptID, m.Step)
		}
		if m.Similarity != nil {
			s += fmt.Sprintf(", similarity %.3g", *m.Similarity)
		}
		line(&b, "member", safe(s))
	}
	if n := a.MembersTotal - len(shown); n > 0 {
		line(&b, "member", "and "+countText(int64(n))+" more")
	}
	for _, m := range a.Matches {
		s := m.KeptID + " of " + m.KeptIn + " by " + m.Step
		if m.Similarity != nil {
			s += fmt.Sprintf(", similarity %.3g", *m.Similarity)
		}
		line(&b, "match", safe(s))
	}
	return b.String()
}

// editRows lists the edits: where in the original, by which step, what became what.
func editRows(rows []export.EditAccount, p paint) string {
	var b strings.Builder
	for _, e := range rows {
		removed := ""
		switch {
		case e.RemovedBytes > 0 && e.Removed == nil:
			removed = p.red("[-" + withheld(e.Kind, int(e.RemovedChars)) + "-]")
		case e.Removed != nil && *e.Removed != "":
			removed = p.red("[-" + safe(elideMiddle(*e.Removed, 2*cellChars)) + "-]")
		}
		inserted := ""
		if e.Inserted != "" {
			inserted = p.green("{+" + safe(elideMiddle(e.Inserted, 2*cellChars)) + "+}")
		}
		fmt.Fprintf(&b, "  edit     %s %d: %s %s  %s%s\n", safe(e.Column), e.Start, safe(e.Step), safe(e.Kind), removed, inserted)
	}
	return b.String()
}
