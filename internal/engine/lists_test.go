package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

const listRecipe = `sources: [{path: in/*.jsonl, fields: {id: id, url: url}, columns: {lang: string}}]
steps:
  - filter.url: {domains: lists/domains.txt}
  - filter.words: {words: lists/en.txt, by: {lang: {de: {words: lists/de.txt}}}}
`

// Lists are opened beside the recipe, those in the rows of a table too, pinned by their digests, and another list
// is another release.
func TestLists(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", `{"id":"1","text":"a darn thing","url":"http://x.example/","lang":"en"}
{"id":"2","text":"a darn thing","url":"http://x.example/","lang":"de"}
{"id":"3","text":"verflixt","url":"http://x.example/","lang":"de"}
{"id":"4","text":"fine","url":"http://www.spam.example/","lang":"en"}
`)
	s.file("lists/domains.txt", "spam.example\n")
	s.file("lists/en.txt", "darn\n")
	s.file("lists/de.txt", "verflixt\n")
	res := s.run(s.recipe(listRecipe), Options{})
	s.holds(res, "data", []string{"id"}, []string{"2"})
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	var pinned []string
	for _, r := range rel.Manifest.Resources {
		pinned = append(pinned, r.Path)
	}
	slices.Sort(pinned)
	if want := []string{"lists/de.txt", "lists/domains.txt", "lists/en.txt"}; !slices.Equal(pinned, want) {
		t.Errorf("pinned %q", pinned)
	}
	s.file("lists/de.txt", "nichts\n")
	again := s.recipe(strings.Replace("tamis: 1\nname: test\nversion: 1.0.1\nlicense: CC0-1.0\n"+listRecipe, "1.0.0", "1.0.1", 1))
	s.holds(s.run(again, Options{}), "data", []string{"id"}, []string{"2", "3"})
}

// A list that is not there is found while the recipe is checked, with its place.
func TestListThatIsNotThere(t *testing.T) {
	s := newSite(t)
	s.file("lists/de.txt", "verflixt\n")
	text := "tamis: 1\nname: test\nversion: 1.0.0\nlicense: CC0-1.0\n" + strings.Replace(listRecipe, "de.txt", "dee.txt", 1)
	look := func(path string, t transform.ParamType) (string, string) { return Look(s.dir, path, t) }
	_, problems := recipe.Parse([]byte(text), "recipe.yaml", recipe.Options{Dir: s.dir, Catalog: catalog.All, Look: look})
	var got []string
	for _, p := range problems {
		got = append(got, p.String()+" "+p.Hint)
	}
	if !slices.ContainsFunc(got, func(p string) bool {
		return strings.Contains(p, "recipe.yaml:8:") && strings.Contains(p, "list lists/dee.txt: there is no such file") && strings.Contains(p, `did you mean "lists/de.txt"?`)
	}) {
		t.Errorf("problems are %q", got)
	}
}
