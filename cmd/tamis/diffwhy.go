package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/changes"
)

// why says in words what made documents differ.
func (t *diffText) why(c changes.Cause) string {
	switch c.Change {
	case changes.Changed:
		return t.whyChanged(c)
	case changes.Moved:
		if c.Reason == changes.SameOriginal {
			return "the same original under another id"
		}
		return "the same text under another id"
	}
	other, verb := t.a, "has"
	if c.Change == changes.Removed {
		other = t.b
	}
	switch c.Reason {
	case changes.NewFile:
		return fmt.Sprintf("from input files that %s does not have", other)
	case changes.NewInFile:
		if c.Change == changes.Removed {
			return "gone from input files that both have"
		}
		return "new in input files that both have"
	case changes.Quarantined:
		return fmt.Sprintf("%s could not read them: their place is in its quarantine", other)
	case changes.NotRead:
		return fmt.Sprintf("%s did not read them", other)
	case changes.NoLedger:
		return fmt.Sprintf("%s %s no such documents; whether it read them its copy can't tell", other, verb)
	}
	s := fmt.Sprintf("%s rejects them by %s", t.b, stepRule(c))
	if c.Change == changes.Added {
		s = fmt.Sprintf("%s rejected them by %s", t.a, stepRule(c))
	}
	return s + t.whyRejected(c)
}

func stepRule(c changes.Cause) string { return safe(c.Step) + " (" + safe(c.Rule) + ")" }

// whyRejected is the second half of the sentence: what of it is another in the other release.
func (t *diffText) whyRejected(c changes.Cause) string {
	other, reads, rejects := t.a, "did not read", "rejected"
	if c.Change == changes.Added {
		other, reads, rejects = t.b, "does not read", "rejects"
	}
	switch c.Reason {
	case changes.StepAdded, changes.StepRemoved:
		return ", a step that " + other + " does not have"
	case changes.StepChanged, changes.StepVersion:
		return ", which changed: " + t.stepChanges(c.Step)
	case changes.InputChanged:
		return "; their originals changed"
	case changes.InputAndStep:
		return "; their originals changed and so did the step: which of both did it can't be told"
	case changes.SplitContact:
		return ": their groups touch a more protected split of the previous release"
	case changes.OtherSet:
		return "; lists or other sets that steps read changed"
	case changes.EarlierStep:
		return "; a step before it changed: " + t.earlier(c.Step)
	case changes.CopyNew:
		return ", for a document that " + other + " " + reads
	case changes.CopyRejected:
		return ", for a document that " + other + " " + rejects
	case changes.CopyKept:
		return ", for a document that both hold"
	case changes.WholeSet:
		return "; the step is the same, but the inputs are others, and so may be what it knows of the whole set"
	case changes.Unexplained:
		return "; why not in both the ledgers don't tell"
	}
	return ""
}

func (t *diffText) whyChanged(c changes.Cause) string {
	switch c.Reason {
	case changes.InputChanged:
		return "their originals changed"
	case changes.Edits:
		return t.whyEdited(c.Step)
	case changes.Text:
		return "their texts differ; by which step can't be told"
	case changes.SplitStep:
		return "in another split: " + safe(c.Step) + " changed: " + t.stepChanges(c.Step)
	case changes.SplitSeed:
		return "in another split: the seed changed"
	case changes.SplitCluster:
		return "in another split: they are in another cluster of duplicates"
	case changes.SplitContact:
		return "in another split: their groups touch a more protected one of the previous release, and contact is move"
	case changes.Split:
		return "in another split: the step splits by what the whole set holds"
	case changes.Cluster:
		return "in another cluster of duplicates"
	case changes.Copies:
		return "there in more or fewer copies"
	case changes.Place:
		return "elsewhere in the inputs"
	}
	return "other values in columns"
}

func (t *diffText) whyEdited(step string) string {
	if step == "" {
		return "edited otherwise"
	}
	s := "edited otherwise by " + safe(step)
	inA, inB := slices.Contains(stepNames(t.d, 0), step), slices.Contains(stepNames(t.d, 1), step)
	switch {
	case inB && !inA:
		return s + ", a step that " + t.a + " does not have"
	case inA && !inB:
		return s + ", a step that " + t.b + " does not have"
	}
	if changed := t.stepChanges(step); changed != "" {
		return s + ", which changed: " + changed
	}
	return s
}

// stepChanges tells what of a step changed.
func (t *diffText) stepChanges(step string) string {
	var parts []string
	for _, s := range t.d.Settings {
		if s.What != "step" || s.Name != step {
			continue
		}
		switch {
		case s.Key == "" && s.A == nil:
			parts = append(parts, "it is new")
		case s.Key == "":
			parts = append(parts, "it is gone")
		case s.Key == previousDigest:
		case s.Key == previousRelease:
			parts = append(parts, "previous "+t.fromToRelease(s))
		default:
			parts = append(parts, safe(strings.TrimPrefix(s.Key, "arguments."))+" "+fromTo(s))
		}
	}
	return strings.Join(parts, ", ")
}

// earlier names the steps before one that changed.
func (t *diffText) earlier(step string) string {
	before := map[string]bool{}
	for _, steps := range [][]string{stepNames(t.d, 0), stepNames(t.d, 1)} {
		for _, name := range steps {
			if name == step {
				break
			}
			before[name] = true
		}
	}
	var names []string
	for _, s := range t.d.Settings {
		if s.What == "step" && before[s.Name] {
			names = append(names, safe(s.Name))
			delete(before, s.Name)
		}
	}
	if len(names) == 0 {
		return "their order"
	}
	return strings.Join(names, ", ")
}

func stepNames(d *changes.Diff, i int) []string {
	m := d.A.Manifest
	if i == 1 {
		m = d.B.Manifest
	}
	var names []string
	for _, s := range m.Steps {
		names = append(names, s.Name)
	}
	return names
}

// namesShown is how many names of inputs are listed.
const namesShown = 3

// settings tells how the releases were made otherwise; inputs are counted.
func (t *diffText) settings() string {
	var b strings.Builder
	files := map[string][3][]string{}
	for _, s := range t.d.Settings {
		switch s.What {
		case "input", "resource":
			l := files[s.What]
			i := 2
			if s.A == nil {
				i = 0
			} else if s.B == nil {
				i = 1
			}
			l[i] = append(l[i], s.Name)
			files[s.What] = l
		default:
			if text := t.setting(s); text != "" {
				b.WriteString("  " + text + "\n")
			}
		}
	}
	for _, what := range []string{"input", "resource"} {
		for i, word := range []string{"new", "gone", "changed"} {
			if names := files[what][i]; len(names) > 0 {
				b.WriteString("  " + filesText(what, word, names) + "\n")
			}
		}
	}
	return b.String()
}

func filesText(what, word string, names []string) string {
	s := plural(len(names), map[string]string{"input": "input file", "resource": "list or other set"}[what]) + " " + word + ": "
	shown := names[:min(len(names), namesShown)]
	s += safe(strings.Join(shown, ", "))
	if n := len(names) - len(shown); n > 0 {
		s += " and " + countText(int64(n)) + " more"
	}
	return s
}

// Arguments of a split step that name an earlier release: the manifest has its digest in place of the path, and
// once more where the recipe pins it.
const (
	previousRelease = "arguments.previous.release"
	previousDigest  = "arguments.previous.digest"
	previousContact = "arguments.previous.contact"
)

// setting is a line about a setting; "" where another one says it.
func (t *diffText) setting(s changes.Setting) string {
	switch {
	case s.What != "step":
	case s.Key == previousDigest, s.Key == previousContact && (s.A == nil || s.B == nil):
		return ""
	case s.Key == previousRelease:
		return safe(s.Name) + " keeps the splits of: " + t.fromToRelease(s)
	}
	return settingText(s)
}

func (t *diffText) fromToRelease(s changes.Setting) string {
	return t.release(s.A) + " → " + t.release(s.B)
}

// digestShown is how much of a digest tells a release that is not at hand.
const digestShown = len("sha256:") + 12

// release names a release by its digest.
func (t *diffText) release(digest any) string {
	switch d, _ := digest.(string); {
	case d == "":
		return "none"
	case d == t.d.A.Digest:
		return t.a
	case d == t.d.B.Digest:
		return t.b
	default:
		return safe(d[:min(len(d), digestShown)]) + "…"
	}
}

func settingText(s changes.Setting) string {
	switch {
	case s.What == "source" && s.A == nil:
		return "source " + safe(s.Name) + " is new"
	case s.What == "source" && s.B == nil:
		return "source " + safe(s.Name) + " is gone"
	case s.What != "step":
		name := s.What
		if s.What == "about" || s.What == "recipe" {
			name = ""
		} else if s.What == "order" {
			name = "order of the steps"
		}
		return safe(strings.TrimSpace(name+" "+s.Name)) + ": " + fromTo(s)
	}
	name := s.Name
	if s.Name != s.Transform && s.Transform != "" {
		name += " (" + s.Transform + ")"
	}
	switch {
	case s.Key == "" && s.A == nil:
		return "step " + safe(name) + " is new"
	case s.Key == "":
		return "step " + safe(name) + " is gone"
	case strings.HasPrefix(s.Key, "arguments."):
		return safe(name+strings.TrimPrefix(s.Key, "arguments")) + ": " + fromTo(s)
	}
	return safe(name+" "+s.Key) + ": " + fromTo(s)
}

func fromTo(s changes.Setting) string { return settingValue(s.A) + " → " + settingValue(s.B) }

// settingValue is a value as a recipe would write it.
func settingValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case string:
		return "'" + safe(elideMiddle(v, 2*cellChars)) + "'"
	}
	b, err := json.Marshal(v)
	if err != nil {
		return safe(fmt.Sprint(v))
	}
	return safe(elideMiddle(string(b), 2*cellChars))
}
