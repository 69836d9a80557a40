package recipe

import "github.com/tamis-data/tamis/internal/diag"

// ExpectKind says what an expectation is about.
type ExpectKind uint8

// The kinds of expectation. The first two are about one text that Mappers alone work on, the
// others about the whole set.
const (
	ExpectGives    ExpectKind = iota // Text becomes Gives
	ExpectDrop                       // Text is rejected, by Rule where that is set
	ExpectRows                       // rows of data/ are within Min and Max
	ExpectKept                       // kept documents are
	ExpectRejected                   // rejected documents are
	ExpectMaxLoss                    // rejected ÷ read is at most Share
)

// Expect is one entry of expect.
type Expect struct {
	Kind     ExpectKind
	Text     string
	Title    *string // nil where absent
	Gives    string
	Rule     string   // "" for any
	Steps    []string // names of the steps that run; nil for all Mappers
	Min, Max int64
	Share    float64
	Pos      diag.Pos

	nodes []*node // of Steps
}

func (c *checker) expect(n *node) {
	if n == nil || n.kind == nullNode {
		return
	}
	if n.kind != listNode {
		c.wrongKind(n, listNode, "expect")
		return
	}
	for _, it := range n.items {
		before := len(c.problems)
		if e := c.expectation(it); len(c.problems) == before {
			c.recipe.Expect = append(c.recipe.Expect, e)
		}
	}
}

// setKinds are the expectations about the whole set by their key.
func setKinds() []string { return []string{"rows", "kept", "rejected", "max_loss"} }

func (c *checker) expectation(n *node) Expect {
	e := Expect{Pos: n.pos()}
	if n.kind == mapNode && n.get("text") != nil {
		c.keys(n, "an expectation about a text", []string{"text", "title", "gives", "rejected", "steps"})
		c.expectText(n, &e)
		return e
	}
	if !c.keys(n, "an expectation", append([]string{"text"}, setKinds()...)) {
		return e
	}
	if len(n.entries) != 1 {
		c.problem(n, "", "an expectation is about a text, or about one of rows, kept, rejected, max_loss")
		return e
	}
	v := n.entries[0].value
	switch n.entries[0].key.text {
	case "rows":
		e.Kind = ExpectRows
	case "kept":
		e.Kind = ExpectKept
	case "rejected":
		e.Kind = ExpectRejected
	case "max_loss":
		e.Kind = ExpectMaxLoss
		c.share(v, "max_loss", &e.Share)
		return e
	default:
		return e
	}
	c.count(v, &e)
	return e
}

// expectText reads an expectation about one text.
func (c *checker) expectText(n *node, e *Expect) {
	c.text(n.get("text"), "text", &e.Text)
	if t := n.get("title"); t != nil {
		e.Title = new(string)
		c.text(t, "title", e.Title)
	}
	gives, rejected := n.get("gives"), n.get("rejected")
	switch {
	case gives != nil && rejected != nil:
		c.problem(n, "", "a text is either changed (gives) or rejected, not both")
	case gives != nil:
		c.text(gives, "gives", &e.Gives)
	case rejected != nil:
		e.Kind = ExpectDrop
		if rejected.kind != nullNode && !(rejected.style == 'p' && rejected.text == "true") {
			c.text(rejected, "rejected", &e.Rule)
		}
	default:
		c.problem(n, "", "an expectation about a text says what it gives, or that it is rejected")
	}
	if s := n.get("steps"); s != nil {
		e.Steps, e.nodes, _ = c.strings(s, "steps")
	}
}

// count reads n or [min, max].
func (c *checker) count(n *node, e *Expect) {
	if n.kind != listNode {
		v, ok := c.integer(n, "a count")
		if ok && v < 0 {
			c.problem(n, "", "a count must not be negative")
		}
		e.Min, e.Max = v, v
		return
	}
	if len(n.items) != 2 {
		c.problem(n, "", "a range of counts is [least, most]")
		return
	}
	least, ok := c.integer(n.items[0], "a count")
	most, good := c.integer(n.items[1], "a count")
	if ok && good && (least < 0 || most < least) {
		c.problem(n, "", "a range of counts is [least, most]")
	}
	e.Min, e.Max = least, most
}
