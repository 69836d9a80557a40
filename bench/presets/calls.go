package main

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// call is how a document stands to a rule, in words.
type call struct{ rule, value, threshold, doc string }

// standing is a rule of a step with its threshold and a document's value.
type standing struct {
	step, doc string
	bar       transform.Bar
	value     float64
}

func (s standing) call() call {
	return call{s.step + " / " + s.bar.Rule.Name, number(s.value), string(s.bar.Fails) + " " + number(s.bar.Limit), s.doc}
}

// margin is how far the value lies from the threshold, as a share of the greater of the two.
func (s standing) margin() float64 {
	return math.Abs(s.value-s.bar.Limit) / max(math.Abs(s.value), math.Abs(s.bar.Limit))
}

// standings are the rules in force with what was measured of a document.
func standings(a account, m *schema.Manifest) (out []standing) {
	for _, s := range m.Steps {
		spec := catalog.Find(s.Transform)
		if spec == nil {
			continue
		}
		args := spec.Recorded(s.Args)
		for _, r := range spec.Rules {
			value := metricOf(a, transform.Prefix(s.Name)+"__"+r.Metric)
			if bar := r.Bar(args); r.Of(args.String("definition")) && value != nil && !bar.Off {
				out = append(out, standing{s.Name, docOf(spec, r.Metric), bar, *value})
			}
		}
	}
	return out
}

func metricOf(a account, name string) *float64 {
	for _, m := range a.Metrics {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

func docOf(spec *transform.Spec, metric string) string {
	for _, m := range spec.Metrics {
		if m.Name == metric {
			return strings.TrimSuffix(m.Doc, ".")
		}
	}
	return ""
}

// nearest is the rule whose threshold a kept document came nearest to.
func nearest(a account, release *export.Release) call {
	all := slices.DeleteFunc(standings(a, release.Manifest), func(s standing) bool { return s.bar.Limit == 0 })
	if len(all) == 0 {
		return call{}
	}
	return slices.MinFunc(all, func(x, y standing) int { return cmp.Compare(x.margin(), y.margin()) }).call()
}

// decided is what a document was rejected for.
func decided(a account, release *export.Release) call {
	for _, s := range standings(a, release.Manifest) {
		if s.step == a.Step && s.bar.Rule.Name == a.Rule {
			return s.call()
		}
	}
	c := call{rule: a.Step + " / " + a.Rule}
	for _, s := range release.Manifest.Steps {
		if expr, ok := s.Args["expr"].(string); ok && s.Name == a.Step {
			c.value, c.threshold, c.doc = columnsIn(a, expr), "not true", "`"+expr+"`"
		}
	}
	if a.Similarity != nil {
		c.value, c.doc = number(*a.Similarity), "similarity to the document that was kept"
	}
	return c
}

// columnsIn are a document's values of the columns that an expression names.
func columnsIn(a account, expr string) string {
	var out []string
	for _, c := range a.Columns {
		if c.Column.Name == "language" || c.Column.Name == "language_score" {
			if strings.Contains(expr, c.Column.Name) && !c.Value.IsNull() {
				out = append(out, valueText(c.Value))
			}
		}
	}
	return strings.Join(out, ", ")
}

func valueText(v schema.Value) string {
	if v.Kind() == schema.String {
		return v.Str()
	}
	return number(v.Float())
}

func number(v float64) string {
	if v == math.Trunc(v) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}

// summary writes how many documents each rule rejected, with the first of them.
func (b *bench) summary(accounts []account, release *export.Release) {
	kept := 0
	first, count := map[string]account{}, map[string]int{}
	for _, a := range accounts {
		if a.Outcome == "kept" {
			kept++
			continue
		}
		key := a.Step + " / " + a.Rule
		if count[key]++; count[key] == 1 {
			first[key] = a
		}
	}
	fmt.Fprintf(&b.page, "\nOf %d documents of testdata %d are kept.\n\n| rule | rejects | the first of them | measured | threshold | what is measured |\n|---|---:|---|---:|---:|---|\n", len(accounts), kept)
	var keys []string
	for key := range count {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(x, y string) int {
		return cmp.Or(cmp.Compare(order(release, x), order(release, y)), cmp.Compare(x, y))
	})
	for _, key := range keys {
		c := decided(first[key], release)
		fmt.Fprintf(&b.page, "| %s | %d | %s | %s | %s | %s |\n", key, count[key], shortID(first[key].ID), c.value, c.threshold, c.doc)
	}
}

// order is the place of a rule's step in the recipe.
func order(release *export.Release, key string) int {
	step, _, _ := strings.Cut(key, " / ")
	return slices.IndexFunc(release.Manifest.Steps, func(s schema.ManifestStep) bool { return s.Name == step })
}

// shortID is a document of testdata by its folder and name.
func shortID(id string) string {
	return filepath.Base(filepath.Dir(id)) + "/" + filepath.Base(id)
}
