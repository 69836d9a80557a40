package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
)

// showMatches puts a document without copies in the release beside what a step found for it in another set;
// without such a match none is what to say.
func showMatches(v *voice, c *cli.Context, release *export.Release, none error) error {
	story, err := release.Explain(c.String("cluster"))
	if err != nil {
		return fmt.Errorf("show: %w", err)
	}
	found := false
	for _, a := range story.Accounts {
		for _, m := range a.Matches {
			text, err := newMatchView(v, c, release).pair(a, m)
			if err != nil {
				return fmt.Errorf("show: %w", err)
			}
			v.print(text)
			found = true
		}
	}
	if !found {
		return none
	}
	return nil
}

// matchView prints a document beside one of another set, where that one can be read.
type matchView struct {
	clusterView
	out string // where releases live, by --out
}

func newMatchView(v *voice, c *cli.Context, release *export.Release) *matchView {
	view := newClusterView(release, &export.Cluster{}, diffView{paint{v.outColor}, v.outWidth()})
	return &matchView{*view, c.String("out")}
}

// pair prints the one in the other set, then the document with its differences.
func (w *matchView) pair(a *export.Account, m export.Member) (string, error) {
	x := &export.Copy{Doc: a.Doc, ID: a.ID, Origin: a.Origin, Outcome: a.Outcome, Step: a.Step, Rule: a.Rule, Link: &m, Columns: a.Columns}
	other, why, err := w.other(m)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "match of %s in %s\n\n", safe(a.ID), safe(m.KeptIn))
	fmt.Fprintf(&b, "%s  %s\n", w.paint.bold("── "+safe(m.KeptID)), "stands in "+safe(m.KeptIn))
	if other == nil {
		b.WriteString(w.paint.dim("its text is not shown: "+safe(why)) + "\n\n")
		return b.String() + w.alone(x), nil
	}
	b.WriteString(w.paint.dim(columnsText(other)) + "\n\n" + w.opening(other.Column("text").Str()) + "\n")
	w.byID[m.KeptID] = other
	return b.String() + w.copy(x), nil
}

// alone prints a document that nothing stands beside.
func (w *matchView) alone(x *export.Copy) string {
	head := fmt.Sprintf("%s  %s\n", w.paint.bold("── "+safe(x.ID)), safe(copyState(x)))
	if x.Columns == nil {
		return head + w.absent(x) + "\n"
	}
	return head + w.paint.dim(columnsText(x)) + "\n\n" + w.opening(x.Column("text").Str()) + "\n"
}

// other reads the document of the other set, or says why it can't be shown.
func (w *matchView) other(m export.Member) (doc *export.Copy, why string, err error) {
	set, why := w.set(m.KeptIn)
	if set == nil {
		return nil, why, nil
	}
	if doc, err = set.Kept(m.KeptID); err != nil || doc != nil && doc.Columns != nil {
		return doc, "", err
	}
	return nil, set.Dir + " has no document of this id", nil
}

// set finds the release that was compared with: the digest says whether it is that one.
func (w *matchView) set(name string) (set *export.Release, why string) {
	why = "only documents of releases can be shown, and none of that name is here"
	for _, at := range w.places(name) {
		if export.IsRelease(at) {
			if set, why = w.same(at, name); set != nil {
				return set, ""
			}
		}
	}
	return nil, why
}

// places are where the release of a name may lie: from here, from the folder of the recipe, or below --out.
func (w *matchView) places(name string) []string {
	below := filepath.Dir(filepath.Dir(w.release.Dir))
	places := []string{name}
	for _, out := range []string{w.out, below} {
		places = append(places, filepath.Join(filepath.Dir(out), filepath.FromSlash(name)))
		if set, version, ok := strings.Cut(name, "@"); ok {
			places = append(places, filepath.Join(out, set, version))
		}
	}
	return places
}

// same opens a release and holds it against the digest that was compared with.
func (w *matchView) same(at, name string) (*export.Release, string) {
	set, err := export.Load(at)
	if err != nil {
		return nil, err.Error()
	}
	if set.Digest != w.release.Pinned(name) {
		return nil, at + " is another release than the one compared with"
	}
	return set, ""
}
