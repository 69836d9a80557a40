package garble

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

// Page is a clean text at work: sentences and lookalikes, and what was planted so far. A Kind's
// Plant gets one and adds to it.
type Page struct {
	Rand   *Rand
	Lang   string
	kind   string
	clean  string
	ops    []op
	guards []Guard
}

// NewPage returns a page of n sentences of a language in paragraphs parted by sep.
func NewPage(r *Rand, kind, lang, sep string, n int) *Page {
	p := &Page{Rand: r, Lang: lang, kind: kind}
	p.clean = prose.Paragraphs(r.Rand, lang, prose.Mix(r.Rand, lang, n), sep)
	return p
}

// Clean returns the right text as it is now.
func (p *Page) Clean() string { return p.clean }

// Text returns the page with its damage.
func (p *Page) Text() Text { return build(p.Lang, p.clean, p.ops, p.guards) }

// Replace plants text in place of the bytes [start, end) of the clean text.
func (p *Page) Replace(start, end int, text string) {
	p.ops = append(p.ops, op{kind: p.kind, start: start, end: end, text: text})
}

// Insert plants text at a place of the clean text.
func (p *Page) Insert(at int, text string) { p.Replace(at, at, text) }

// Wrap plants before and after around [start, end).
func (p *Page) Wrap(start, end int, before, after string) {
	p.Insert(start, before)
	p.Insert(end, after)
}

// free says whether [start, end) and n bytes around hold no guard and no plant.
func (p *Page) free(start, end, n int) bool {
	for _, g := range p.guards {
		if g.Start < end && start < g.End {
			return false
		}
	}
	for _, o := range p.ops {
		if o.start <= end+n && start <= o.end+n {
			return false
		}
	}
	return true
}

// apart is how many bytes of clean text lie between two plants that are chosen at random, so that
// each can be judged alone.
const apart = 12

// Some returns up to n of the spans in order of the text, drawn at random, free and apart.
func (p *Page) Some(spans []Span, n int) []Span {
	var out []Span
	for _, i := range p.Rand.Perm(len(spans)) {
		s := spans[i]
		if len(out) == n {
			break
		}
		near := func(o Span) bool { return o.Start < s.End+apart && s.Start < o.End+apart }
		if p.free(s.Start, s.End, apart) && !slices.ContainsFunc(out, near) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Span) int { return a.Start - b.Start })
	return out
}

// Words returns the runs of letters and their marks of the clean text, those in guards left out. Scripts without
// spaces give long ones.
func (p *Page) Words() []Span {
	const joiner = '\u200c' // Persian writes it within words
	return p.runs(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || r == joiner })
}

// Lines returns the lines of the clean text that are not blank and hold no guard.
func (p *Page) Lines() []Span { return p.runs(inLine) }

func inLine(r rune) bool { return r != '\n' }

func (p *Page) runs(in func(rune) bool) []Span {
	return slices.DeleteFunc(p.all(in), func(s Span) bool { return !p.free(s.Start, s.End, 0) })
}

// all returns the runs of runes for which in says yes.
func (p *Page) all(in func(rune) bool) []Span {
	var out []Span
	start := -1
	for i, r := range p.clean + "\n" {
		inside := i < len(p.clean) && in(r)
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			out = append(out, Span{start, i})
			start = -1
		}
	}
	return out
}

// Breaks returns the places where a line begins, as empty spans; those within a guard left out, and
// those before a quotation, whose > would close what is planted before it.
func (p *Page) Breaks() []Span {
	out := p.all(inLine)
	for i := range out {
		out[i].End = out[i].Start
	}
	return slices.DeleteFunc(out, func(s Span) bool {
		return !p.free(s.Start, s.End, 0) || s.Start < len(p.clean) && p.clean[s.Start] == '>'
	})
}

// Runes returns where a rune that fits stands. The rune before it and itself stand in no guard.
func (p *Page) Runes(fits func(before, r, after rune) bool) []Span {
	var out []Span
	before := '\n'
	for i, r := range p.clean {
		size := utf8.RuneLen(r)
		after, _ := utf8.DecodeRuneInString(p.clean[i+size:])
		if fits(before, r, after) && p.free(max(0, i-utf8.RuneLen(before)), i+size, 0) {
			out = append(out, Span{i, i + size})
		}
		before = r
	}
	return out
}

// Guarded adds clean text that is not to be touched: a sentence at the end of a paragraph, or a
// block of its own.
func (p *Page) Guarded(kind, text string, block bool) {
	at := p.splice(text, block)
	p.guards = append(p.guards, Guard{kind, Span{at, at + len(text)}, text, block})
}

// Sentence adds a clean sentence like any other, and says where it stands.
func (p *Page) Sentence(text string) Span {
	at := p.splice(text, false)
	return Span{at, at + len(text)}
}

// Block adds a clean block that stands alone, for a kind that damages it, and says where it stands.
func (p *Page) Block(text string) Span {
	at := p.splice(text, true)
	return Span{at, at + len(text)}
}

// Head adds a clean line above the text.
func (p *Page) Head(text string) { p.insertClean(0, text+"\n\n") }

// Carry adds a clean sentence, before+after, and plants text between. A step may take lead and tail bytes
// around the plant with it.
func (p *Page) Carry(before, text, after string, lead, tail int) {
	p.CarryBlock(before, text, after, lead, tail, false)
}

// CarryBlock is Carry with a block of its own where block is set.
func (p *Page) CarryBlock(before, text, after string, lead, tail int, block bool) {
	at := p.splice(before+after, block) + len(before)
	p.ops = append(p.ops, op{kind: p.kind, start: at, end: at, text: text, lead: lead, tail: tail})
}

// splice puts clean text at the end of a paragraph, or behind it as a block, and says where it stands.
func (p *Page) splice(text string, block bool) int {
	var ends []int
	for i, r := range p.clean + "\n" {
		if r == '\n' && p.clean[i-1] != '\n' && p.outside(i) {
			ends = append(ends, i)
		}
	}
	at, joint := len(p.clean), " "
	if len(ends) > 0 {
		at = Pick(p.Rand, ends)
	}
	if block || len(ends) == 0 {
		joint = "\n\n"
	}
	p.insertClean(at, joint+text)
	return at + len(joint)
}

// outside says whether a place lies neither in nor at the end of a guard that stands alone, or a
// plant of several lines: a sentence must not be hung to a poem.
func (p *Page) outside(at int) bool {
	for _, g := range p.guards {
		if g.Block && g.Start <= at && at <= g.End {
			return false
		}
	}
	for _, o := range p.ops {
		if o.start == at && strings.Contains(o.text, "\n") {
			return false
		}
	}
	return true
}

// insertClean makes the clean text longer and moves what stands behind.
func (p *Page) insertClean(at int, text string) {
	p.clean = p.clean[:at] + text + p.clean[at:]
	for i := range p.ops {
		if o := &p.ops[i]; o.start > at { // one that ends a paragraph stays there
			o.start += len(text)
			o.end += len(text)
		}
	}
	for i := range p.guards {
		if g := &p.guards[i]; g.Start >= at {
			g.Start += len(text)
			g.End += len(text)
		}
	}
}
