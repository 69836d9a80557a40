package main

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/diff"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/catalog"
)

// showCluster puts the copies of a document beside it, or beside the one that they went for.
func showCluster(v *voice, c *cli.Context, release *export.Release) error {
	for _, flag := range []string{"where", "split"} {
		if c.String(flag) != "" {
			return usageErr("show: --cluster shows all documents of a cluster: it goes with --limit, not with --%s", flag)
		}
	}
	if c.Args().Len() > 1 {
		return usageErr("show: --cluster takes one ID, and no other beside it")
	}
	limit := c.Int("limit")
	if limit < 0 {
		return usageErr("show: --limit is not negative")
	}
	cluster, err := release.Cluster(c.String("cluster"), limit)
	if errors.Is(err, export.ErrNoCluster) {
		return showMatches(v, c, release, fmt.Errorf("show: %w", err))
	}
	if err != nil {
		return fmt.Errorf("show: %w", err)
	}
	view := newClusterView(release, cluster, diffView{paint{v.outColor}, v.outWidth()})
	if err := view.print(c, v); err != nil {
		return err
	}
	if n := cluster.Others - len(cluster.Copies); n > 0 {
		v.say("show: %s of the cluster not shown; --limit 0 shows all", plural(n, "document"))
	}
	if cluster.Bare {
		v.say("show: this copy of the release has no ledger: documents that were dropped are not known")
	}
	return nil
}

// clusterView prints a cluster: the one that stays, then the others.
type clusterView struct {
	release *export.Release
	cluster *export.Cluster
	byID    map[string]*export.Copy // of its documents
	labels  []string                // columns that steps write about documents
	diffView
}

// newClusterView knows which document each copy is to stand beside.
func newClusterView(release *export.Release, cluster *export.Cluster, view diffView) *clusterView {
	w := &clusterView{release, cluster, map[string]*export.Copy{}, labelsOf(release), view}
	for _, c := range cluster.Copies {
		w.byID[c.ID] = c
	}
	for id, c := range cluster.Between {
		if c != nil {
			w.byID[id] = c
		}
	}
	if s := cluster.Survivor; s != nil {
		w.byID[s.ID] = s
	}
	return w
}

func (w *clusterView) print(c *cli.Context, v *voice) error {
	v.print(w.head())
	if s := w.cluster.Survivor; s != nil {
		if err := w.release.Fill([]*export.Copy{s}); err != nil {
			return err
		}
		v.print(w.survivor(s))
	}
	for _, batch := range export.Batches(w.cluster.Copies) {
		if err := w.release.Fill(slices.Concat(batch, w.bases(batch))); err != nil {
			return err
		}
		for _, x := range batch {
			if err := c.Context.Err(); err != nil {
				return err
			}
			v.print(w.copy(x))
		}
		for _, x := range slices.Concat(batch, w.bases(batch)) {
			if x != w.cluster.Survivor {
				x.Columns = nil
			}
		}
	}
	return nil
}

func (w *clusterView) head() string {
	s := fmt.Sprintf("cluster %s: %s", safe(w.cluster.ID), plural(w.cluster.Others+1, "document"))
	if !w.cluster.Bare {
		s += ", " + countText(int64(w.cluster.Dropped)) + " dropped"
	}
	return s + "\n\n"
}

// bases are the documents that copies are compared with.
func (w *clusterView) bases(copies []*export.Copy) []*export.Copy {
	seen := map[*export.Copy]bool{nil: true}
	var out []*export.Copy
	for _, x := range copies {
		if b := w.base(x); !seen[b] {
			seen[b], out = true, append(out, b)
		}
	}
	return out
}

// base is the document that a copy went for, or the survivor where that one is not of this cluster.
func (w *clusterView) base(x *export.Copy) *export.Copy {
	if x.Link != nil && w.byID[x.Link.KeptID] != nil {
		return w.byID[x.Link.KeptID]
	}
	return w.cluster.Survivor
}

// survivor prints the document that stands for the cluster: its columns and how its text begins.
func (w *clusterView) survivor(s *export.Copy) string {
	var b strings.Builder
	state := "stays for the others"
	if s.Outcome != "kept" {
		state = "stayed for the others, then " + rejectedBy(s)
	}
	fmt.Fprintf(&b, "%s  %s\n", w.paint.bold("── "+safe(s.ID)), safe(state))
	if s.Columns == nil {
		return b.String() + w.absent(s) + "\n"
	}
	b.WriteString(w.paint.dim(columnsText(s)) + "\n\n")
	return b.String() + w.opening(s.Column("text").Str()) + "\n"
}

// copy prints one of the others.
func (w *clusterView) copy(x *export.Copy) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", w.paint.bold("── "+safe(x.ID)), safe(copyState(x)))
	base := w.base(x)
	switch {
	case x.Columns == nil:
		return b.String() + w.absent(x) + "\n"
	case base == nil || base.Columns == nil:
		if base != nil {
			b.WriteString(w.absent(base))
		}
		return b.String() + w.paint.dim(columnsText(x)) + "\n\n" + w.opening(x.Column("text").Str()) + "\n"
	}
	b.WriteString(w.columnDiff(base, x) + "\n\n")
	old, text := base.Column("text").Str(), x.Column("text").Str()
	if old == text {
		return b.String() + w.paint.dim("the text is that of "+safe(base.ID)) + "\n\n"
	}
	return b.String() + w.titles(base, x) + w.render(old, text) + "\n"
}

// titles names the two columns.
func (w *clusterView) titles(base, x *export.Copy) string {
	each, ok := w.columns()
	if !ok {
		return ""
	}
	left := fit(safe(base.ID), each)
	pad := strings.Repeat(" ", each-cells(left))
	return w.paint.dim(left+pad+between+fit(safe(x.ID), each)) + "\n"
}

// copyState says what became of a copy and why.
func copyState(x *export.Copy) string {
	link := ""
	if x.Link != nil {
		link = "a copy of " + x.Link.KeptID + " by " + x.Link.Step
		if x.Link.Similarity != nil {
			link += fmt.Sprintf(", similarity %.3g", *x.Link.Similarity)
		}
	}
	switch {
	case x.Outcome == "kept" && link == "":
		return "kept"
	case x.Outcome == "kept":
		return "kept; " + link
	case x.Link != nil && x.Link.Step == x.Step:
		return "dropped (" + x.Rule + "); " + link
	case link == "":
		return rejectedBy(x)
	}
	return rejectedBy(x) + "; " + link
}

func rejectedBy(x *export.Copy) string { return "rejected by " + x.Step + " (" + x.Rule + ")" }

// absent says why a text is not there.
func (w *clusterView) absent(x *export.Copy) string {
	mode := w.release.Manifest.Ledger.Rejects
	why := "ledger/rejects of this release has no row for it"
	switch {
	case x.Outcome == "kept" && !w.release.Has(export.TableData):
		why = "this copy of the release lacks data/"
	case x.Outcome == "kept":
		why = "data/ has no row for it: tamis verify says what else differs"
	case mode == "none":
		why = "the recipe keeps no rejected documents (export.ledger.rejects: none)"
	case !w.release.Has(export.TableRejects):
		why = "this copy of the release lacks ledger/rejects"
	case mode == "sample":
		why = "only a sample of the rejected documents is kept (export.ledger.rejects)"
	}
	return w.paint.dim("the text of "+safe(x.ID)+" is not here: "+why) + "\n"
}

// apart are columns that say where a document stands, not what it is.
var apart = []string{"id", "text", "cluster", "split"}

// columnsText lists the columns of a document that hold something.
func columnsText(x *export.Copy) string {
	var parts []string
	for _, c := range x.Columns {
		if !slices.Contains(apart, c.Column.Name) && !c.Value.IsNull() {
			parts = append(parts, safe(c.Column.Name)+"="+cellText(c.Value))
		}
	}
	return strings.Join(parts, "  ")
}

// labelsOf names the columns in which a release's steps say what they found: that these differ says nothing about
// the documents which their texts don't say. None where the recipe is not one of this tamis.
func labelsOf(release *export.Release) []string {
	src, err := release.Recipe()
	if err != nil {
		return nil
	}
	r, _ := recipe.Parse(src, export.RecipeName, recipe.Options{Dir: release.Dir, Catalog: catalog.All})
	if r == nil {
		return nil
	}
	var names []string
	for _, s := range r.Steps {
		if strings.HasPrefix(s.Spec.Name, "column.") {
			continue // what its author puts there
		}
		for _, slot := range s.Writes {
			names = append(names, r.Layout.Columns[slot].Name)
		}
	}
	return names
}

// columnDiff lists the columns in which two documents differ, labels aside, and where the second one stood.
func (w *clusterView) columnDiff(a, b *export.Copy) string {
	parts := []string{w.paint.dim("origin=" + safe(b.Origin))}
	for _, c := range b.Columns {
		old := a.Column(c.Column.Name)
		if slices.Contains(apart, c.Column.Name) || slices.Contains(w.labels, c.Column.Name) || c.Column.Name == "origin" || reflect.DeepEqual(old, c.Value) {
			continue
		}
		parts = append(parts, safe(c.Column.Name)+"="+w.cellDiff(old, c.Value))
	}
	return strings.Join(parts, "  ")
}

// cellChunks is how many stretches of two values are set against each other: of a summary or a list in a string
// nobody reads thousands.
const cellChunks = 24

// cellDiff sets two values side by side; strings word by word.
func (w *clusterView) cellDiff(a, b schema.Value) string {
	if a.Kind() != schema.String || b.Kind() != schema.String {
		return w.paint.red("[-"+cellText(a)+"-]") + w.paint.green("{+"+cellText(b)+"+}")
	}
	chunks := diff.Words(a.Str(), b.Str())
	if len(chunks) > cellChunks {
		return w.cellPart(w.paint.red, "[-", a.Str(), "-]") + w.cellPart(w.paint.green, "{+", b.Str(), "+}")
	}
	var out strings.Builder
	for _, c := range chunks {
		if c.Same {
			out.WriteString(safe(elideMiddle(c.A, cellChars)))
			continue
		}
		out.WriteString(w.cellPart(w.paint.red, "[-", c.A, "-]") + w.cellPart(w.paint.green, "{+", c.B, "+}"))
	}
	return out.String()
}

func (w *clusterView) cellPart(colour func(string) string, open, s, end string) string {
	if s == "" {
		return ""
	}
	return colour(open + safe(elideMiddle(s, 2*cellChars)) + end)
}
