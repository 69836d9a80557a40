package engine

import (
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// labelling is what says of a document that a step labelled it: the first column that it writes, or a link.
type labelling struct {
	step  int
	slot  int  // -1: a link to what stands in another set
	facts bool // any value counts: a label.* step states facts, others say what they would have set aside
}

// labellings lists the steps that say what they found in place of acting on it.
func labellings(r *recipe.Recipe) []labelling {
	var out []labelling
	for i, s := range r.Steps {
		room, _, _ := strings.Cut(s.Spec.Name, ".")
		at := slices.IndexFunc(s.Writes, func(slot int) bool { return !r.Layout.Columns[slot].Metric })
		switch {
		case at >= 0 && slices.Contains([]string{"label", "filter", "dedupe", "decontaminate"}, room):
			out = append(out, labelling{i, s.Writes[at], room == "label"})
		case s.Other() != "" && s.Args.String("on_match") == "keep":
			out = append(out, labelling{i, -1, false})
		}
	}
	return out
}

// holds says whether the step labelled a document.
func (l labelling) holds(d *schema.Doc) bool {
	if l.slot < 0 {
		return slices.ContainsFunc(d.Links, func(k schema.Link) bool { return k.Step == l.step })
	}
	v := d.Values[l.slot]
	switch {
	case v.IsNull():
		return false
	case l.facts:
		return true
	case v.Kind() == schema.List:
		return len(v.List()) > 0
	case v.Kind() == schema.Bool:
		return v.Bool()
	case v.Kind() == schema.Int32, v.Kind() == schema.Int64:
		return v.Int() != 0
	}
	return true
}

// zeros is a count for each step that labels.
func zeros(labels []labelling) map[int]*int64 {
	out := make(map[int]*int64, len(labels))
	for _, l := range labels {
		out[l.step] = new(int64)
	}
	return out
}

// label counts a document for the steps that labelled it. One that is rejected did not reach those behind, also where
// its columns are there: a repeated id is seen once all ids are known.
func (a *account) label(d *schema.Doc) {
	for _, l := range a.labels {
		if (d.Kept() || l.step < d.Reject.Step) && l.holds(d) {
			*a.labelled[l.step]++
		}
	}
}
