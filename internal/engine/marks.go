package engine

import (
	"encoding/binary"
	"slices"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// marks has the steps that the leak check asks once more keep with each document what they compare it by, unless
// a later step may change what is compared. A document that comes out of an earlier run's checkpoint may lack a
// mark, or have another step's: the tag tells, and then it is made anew.
func (b *build) marks() {
	for _, n := range b.nodes {
		n.mark = 0
	}
	if b.leaks == nil {
		return
	}
	for _, s := range []*leakStep{b.leaks.equal, b.leaks.near} {
		if s == nil || changed(b.r.Steps, s.n, s.on) {
			continue
		}
		k := keyOf("tamis/mark", b.stepKey(b.nodes[s.n]))
		s.mark = binary.LittleEndian.Uint64(k[:]) | 1
		b.nodes[s.n].mark = s.mark
	}
}

// changed says whether any step behind step n, or one that is run once more at the end, may give the columns other values.
func changed(steps []recipe.Step, n int, slots []int) bool {
	i := -1
	return slices.ContainsFunc(steps, func(s recipe.Step) bool {
		i++
		return (i > n || s.Refresh) && slices.ContainsFunc(slots, func(slot int) bool { return slices.Contains(s.Edits, slot) || slices.Contains(s.Writes, slot) })
	})
}

// mark keeps with the documents of a batch what the step at the end of the stretch compares them by.
func (p *pass) mark(b *batch, w *worker) {
	n := p.st.judge
	if n == nil || n.mark == 0 {
		return
	}
	var words []uint64
	for i := range b.docs {
		d := &b.docs[i]
		if !d.Kept() {
			continue
		}
		d.Begin(p.r.Layout, n.n, &w.scratch)
		from := len(words)
		words = n.words(d, words)
		d.Marks = append(d.Marks, schema.Mark{Tag: n.mark, Words: words[from:len(words):len(words)]})
	}
}

// words appends what the step compares a document by: the keys of a Verifier, the key of an Equaller where the
// document has one.
func (n *node) words(d *schema.Doc, words []uint64) []uint64 {
	if n.meets != nil {
		return n.meets.Keys(d, words)
	}
	if k, ok := n.judge.(transform.Equaller).Equal(d); ok {
		words = append(words, k.Hi, k.Lo)
	}
	return words
}

func markedBy(tag uint64, d *schema.Doc) (words []uint64, ok bool) {
	if tag == 0 {
		return nil, false
	}
	return d.Marked(tag)
}

// marked returns the words of a document that is marked.
func (n *node) marked(d *schema.Doc) (words []uint64, ok bool) { return markedBy(n.mark, d) }

// claims asks the Judge for its claims, or takes the one that stands with the document.
func (n *node) claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	words, ok := n.marked(d)
	if !ok {
		n.judge.Claims(d, emit)
		return
	}
	if len(words) == 2 {
		emit(transform.Key{Hi: words[0], Lo: words[1]}, n.judge.(transform.Equaller).Rank(d), nil)
	}
}

// form returns what a document is equal by.
func (s *leakStep) form(d *schema.Doc) (k transform.Key, ok bool) {
	words, ok := markedBy(s.mark, d)
	if !ok {
		return s.equaller.Equal(d)
	}
	if len(words) != 2 {
		return k, false
	}
	return transform.Key{Hi: words[0], Lo: words[1]}, true
}
