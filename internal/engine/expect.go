package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// Check is the outcome of one expectation of the recipe.
type Check struct {
	Expect  recipe.Expect
	OK      bool
	Message string // what came instead, where it failed
	Gives   string // the text that came out, for an expectation about a text
}

// Test checks the recipe's expectations. Those about the whole set are built in staging and nothing
// is published.
func Test(ctx context.Context, r *recipe.Recipe, o Options) (all []Check, err error) {
	if _, err := openResources(r); err != nil {
		return nil, err
	}
	checks, err := testTexts(ctx, r, nodes(r))
	if err != nil || !slices.ContainsFunc(r.Expect, aboutSet) {
		return checks, err
	}
	b, err := start(ctx, r, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = b.end(err) }()
	if err := b.build(ctx); err != nil {
		return nil, err
	}
	return append(checks, b.testSet(b.manifest())...), nil
}

// PassedOver names the steps that a text of an expectation does not go through, since they ask what the whole set or
// another one holds, where such an expectation is there. Splits change nothing that it could be about.
func PassedOver(r *recipe.Recipe) (names []string) {
	if !slices.ContainsFunc(r.Expect, func(e recipe.Expect) bool { return !aboutSet(e) && e.Steps == nil }) {
		return nil
	}
	for _, s := range r.Steps {
		if !recipe.OnText(s.Step) && !strings.HasPrefix(s.Spec.Name, "split.") {
			names = append(names, s.Name)
		}
	}
	return names
}

func aboutSet(e recipe.Expect) bool { return e.Kind >= recipe.ExpectRows }

// testTexts runs the Mappers over each text that an expectation names.
func testTexts(ctx context.Context, r *recipe.Recipe, ns []*node) ([]Check, error) {
	var out []Check
	for _, e := range r.Expect {
		if aboutSet(e) {
			continue
		}
		d, err := mapText(ctx, r, ns, e)
		if err != nil {
			return nil, err
		}
		out = append(out, checkText(e, d))
	}
	return out, nil
}

func checkText(e recipe.Expect, d *schema.Doc) Check {
	c := Check{Expect: e, Gives: d.Text()}
	switch {
	case e.Kind == recipe.ExpectGives && !d.Kept():
		c.Message = "the document was rejected by rule " + d.Reject.Rule
	case e.Kind == recipe.ExpectGives:
		if c.OK = d.Text() == e.Gives; !c.OK {
			c.Message = "the text became another one"
		}
	case d.Kept():
		c.Message = "the document was kept"
	default:
		if c.OK = e.Rule == "" || e.Rule == d.Reject.Rule; !c.OK {
			c.Message = "the document was rejected by rule " + d.Reject.Rule
		}
	}
	return c
}

// mapText makes a document of a text and runs the Mappers that the expectation names over it.
func mapText(ctx context.Context, r *recipe.Recipe, ns []*node, e recipe.Expect) (*schema.Doc, error) {
	d := &schema.Doc{Values: make([]schema.Value, len(r.Layout.Columns)), Split: -1}
	d.Set(schema.SlotID, schema.StringValue("expect"))
	d.Set(schema.SlotSource, schema.StringValue("expect"))
	d.Set(schema.SlotOrigin, schema.StringValue("expect"))
	d.Set(schema.SlotText, schema.StringValue(e.Text))
	if e.Title != nil {
		d.Set(schema.SlotTitle, schema.StringValue(*e.Title))
	}
	var s schema.Scratch
	for _, n := range ns {
		if _, assigns := n.mapper.(assigning); n.mapper == nil || assigns || e.Steps != nil && !slices.Contains(e.Steps, n.name) {
			continue
		}
		if !d.Kept() && !n.private {
			continue
		}
		if err := mapOne(ctx, r.Layout, n, d, &s); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// testSet checks the expectations about the whole set.
func (b *build) testSet(m *schema.Manifest) []Check {
	var out []Check
	a := m.Accounting
	var rows int64
	for _, t := range m.Tables {
		if t.Name == "data" {
			rows = t.Rows
		}
	}
	for _, e := range b.r.Expect {
		c := Check{Expect: e}
		switch e.Kind {
		case recipe.ExpectRows:
			c.within("rows", rows)
		case recipe.ExpectKept:
			c.within("kept", a.Kept)
		case recipe.ExpectRejected:
			c.within("rejected", a.Rejected)
		case recipe.ExpectMaxLoss:
			if c.OK = float64(a.Rejected) <= e.Share*float64(a.Read); !c.OK {
				c.Message = fmt.Sprintf("max_loss %g expected, %d of %d documents rejected", e.Share, a.Rejected, a.Read)
			}
		default:
			continue
		}
		out = append(out, c)
	}
	return out
}

func (c *Check) within(what string, n int64) {
	if c.OK = n >= c.Expect.Min && n <= c.Expect.Max; c.OK {
		return
	}
	want := fmt.Sprint(c.Expect.Min)
	if c.Expect.Max != c.Expect.Min {
		want = fmt.Sprintf("%d to %d", c.Expect.Min, c.Expect.Max)
	}
	c.Message = fmt.Sprintf("%s %s expected, %d came", what, want, n)
}

// unexpected tells the expectations about the whole set that a release does not meet.
func (b *build) unexpected(m *schema.Manifest) []string {
	var out []string
	for _, c := range b.testSet(m) {
		if !c.OK {
			out = append(out, fmt.Sprintf("%s:%d:%d: %s", c.Expect.Pos.File, c.Expect.Pos.Line, c.Expect.Pos.Col, c.Message))
		}
	}
	return out
}

// textsHold is an error where an expectation about a text fails: it is found before anything is read.
func textsHold(ctx context.Context, r *recipe.Recipe, ns []*node) error {
	checks, err := testTexts(ctx, r, ns)
	if err != nil {
		return err
	}
	var reasons []string
	for _, c := range checks {
		if !c.OK {
			reasons = append(reasons, fmt.Sprintf("%s:%d:%d: %s", c.Expect.Pos.File, c.Expect.Pos.Line, c.Expect.Pos.Col, c.Message))
		}
	}
	if len(reasons) > 0 {
		return &LimitError{Reasons: reasons}
	}
	return nil
}
