package changes

import (
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// recipes compares what the recipes of two releases say beyond their manifests: how sources are read, limits,
// what is expected, how it is exported. What stands in a source or step that one alone has goes without saying.
func recipes(a, b *export.Release) (out settingList, unknown []string) {
	var told [2]*recipe.Told
	for i, r := range []*export.Release{a, b} {
		text, err := r.Recipe()
		if err == nil {
			told[i], err = recipe.Tell(text)
		}
		if err != nil {
			return nil, []string{releaseName(r) + ": its recipe.yaml can't be read: what differs in sources, limits and export can't be told"}
		}
	}
	x, y := told[0], told[1]
	if !slices.Equal(x.Sources, y.Sources) && sameNames(x.Sources, y.Sources) {
		out.compare("recipe", "order of the sources", jsonText(x.Sources), jsonText(y.Sources))
	}
	skipped := alone(a, b, x, y)
	paths := maps.Clone(x.Values)
	maps.Copy(paths, y.Values)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if !slices.ContainsFunc(skipped, func(prefix string) bool { return strings.HasPrefix(path, prefix) }) &&
			jsonText(x.Values[path]) != jsonText(y.Values[path]) {
			out = append(out, Setting{What: "recipe", Name: path, A: x.Values[path], B: y.Values[path]})
		}
	}
	return out, nil
}

// sameNames says that two lists hold the same names, in whatever order.
func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// alone lists the beginnings of paths that lead into sources or steps which one release alone has.
func alone(a, b *export.Release, x, y *recipe.Told) []string {
	var out []string
	for _, name := range oneSided(x.Sources, y.Sources) {
		out = append(out, "sources."+name+".")
	}
	for _, name := range oneSided(stepNames(a.Manifest), stepNames(b.Manifest)) {
		out = append(out, "steps."+name+".")
	}
	return out
}

func oneSided(a, b []string) []string {
	var out []string
	for _, name := range a {
		if !slices.Contains(b, name) {
			out = append(out, name)
		}
	}
	for _, name := range b {
		if !slices.Contains(a, name) {
			out = append(out, name)
		}
	}
	return out
}

func stepNames(m *schema.Manifest) []string {
	var out []string
	for _, s := range m.Steps {
		out = append(out, s.Name)
	}
	return out
}
