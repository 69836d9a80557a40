package clean

import (
	"context"
	"sync"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Markup is the transform clean.markup.
var Markup = transform.Spec{
	Name:    "clean.markup",
	Summary: "Cuts the markup that survived extraction: whole and broken tags, entities, scripts, wiki and forum marks",
	Doc:     markupDoc,
	Params: []transform.Param{
		{Name: "markdown", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "strip", "normalise"},
			Doc: "What becomes of Markdown: `keep` cuts links without words and notes without a text alone, `strip` leaves the words, `normalise` writes it in one way."},
		{Name: "keep", Type: transform.ParamStrings, Default: []string{}, Enum: markupKinds[:kindMarkdown],
			Doc: "Kinds that are left as they are."},
	},
	On:        transform.OnProse,
	Kinds:     func(transform.Args) []string { return markupKinds },
	EditsText: true,
	Version:   1,
	New:       newMarkup,
	Examples: []transform.Example{
		{Note: "Whole tags, with the scripts and comments between them, and entities.",
			Docs:  []string{"<div class=\"post\"><p>Fish &amp; chips at <b>noon</b>.</p><p>Bring &lt; 5&nbsp;crowns.</p><!-- end --></div>"},
			Gives: []string{"Fish & chips at noon.\n\nBring < 5 crowns."}},
		{Note: "Broken tags, as bad extraction and bad rewriting leave them.",
			Docs:  []string{"  • < strong >Glass:< strong /> without lids. li >\n  • < strong >Wood:< strong /> without nails. li > ul >\n\n<\n\n>\n<\n\nOpen at noon. p >"},
			Gives: []string{"  • Glass: without lids.\n  • Wood: without nails.\n\nOpen at noon."}},
		{Note: "The rows of a table in tags, whole or broken, become rows with pipes.",
			Docs:  []string{"Plan< th /> Cost< th /> tr >\nBridge< td /> 12< td /> tr >\nFerry< td /> 3< td /> tr >"},
			Gives: []string{"| Plan | Cost |\n|---|---|\n| Bridge | 12 |\n| Ferry | 3 |"}},
		{Note: "Style sheets and scripts that lost their tags, and references in disorder.",
			Docs:  []string{"The yard is open. .yard-map{float:left;width:50%} Bring glass.\nwindow.dataLayer = window.dataLayer || [];\ndataLayer.push({'page': 'yard'});\nIt's the caf& eacute; that don#8217;t open."},
			Gives: []string{"The yard is open. Bring glass.\nIt's the café that don’t open."}},
		{Note: "What only looks like markup stays: signs, arrows, generic types, mail addresses, quoting, code.",
			Docs:  []string{"If a < b and c > d, then x -> y; a List<String> of <ada@example.org>.\n> quoted\nWrite `<b>` or the <br> tag."},
			Gives: []string{"If a < b and c > d, then x -> y; a List<String> of <ada@example.org>.\n> quoted\nWrite `<b>` or the <br> tag."}},
		{Note: "Marks of wikis and forums.",
			Docs:  []string{"'''Tollund''' is a [[village (place)|village]].[1]{{citation needed}}\n[[Category:Villages]]", "[quote=\"Sigga\"]Come [b]soon[/b][/quote]"},
			Gives: []string{"Tollund is a village.\n", "Come soon"}},
		{Note: "Markdown down to its words; code stays as it is.", Args: "{markdown: strip}",
			Docs:  []string{"# Rye *bread*\n\nSee **[the book](https://example.org/b)** and `<b>`.\n"},
			Gives: []string{"Rye bread\n\nSee the book and `<b>`.\n"}},
	},
}

const markupDoc = `Kinds of edits, which are also the names under ` + "`keep`" + `:

| kind | what |
|---|---|
| comment | comments, declarations, processing instructions, also with dashes that were made long; of a comment that holds sentences the marks alone |
| script | scripts and style sheets in their tags, with what they hold |
| tag | whole tags, also in other brackets (` + "`＜b＞`, `‹b›`, `\\u003cb\\u003e`" + `); those that begin a line or a paragraph leave one |
| table | tables in whole or broken tags, as rows with pipes (see clean.tables, which does the same) |
| broken | tags that lost or gained brackets, blanks, slashes or quotes; attributes without a tag; brackets left alone |
| entity | character references: ` + "`&eacute;`, `&#8217;`, `&amp;nbsp;`, `&EACUTE;`, `& eacute ;`, `don#8217;t`" + ` |
| style | rules of style sheets and statements of scripts that lost their tags, lines of them or within one, in a text that is prose |
| wiki | links, bold and italic marks, headings, templates (of a measure all but what it shows), boxes of facts, categories, notes of MediaWiki |
| bbcode | tags in square brackets, of forums and of WordPress |
| template | places that a program should have filled: ` + "`{{ name }}`, `{% if %}`, `<%= x %>`, `%%NAME%%`, `${name}`, `%(name)s`, `$[[name]]`, `{if $x}`, `@endif`" + ` |
| front_matter | a block of YAML between two lines of dashes that begins the text; not what speakers say by turns |

The names of elements are those of HTML, and of feeds, DocBook and TEI where they are closed again or
have attributes; other words in angle brackets are never touched. A tag with attributes, or one that is
closed again, is cut anywhere but in code. A lone tag that could be a word about a tag is cut only if the
text holds others, or if it touches the words that it marks and its line doesn't speak of tags.

What is broken is read as a tag with one fault: a bracket, the slash or a quote lost, a blank too many or
too few, another character for a bracket. It is cut where nothing else is written so: a name that is no
word of a language (` + "`tbody >`" + `), a slash behind the bracket, an attribute with its quotes, or its
counterpart near by. ` + "`a < b > c`" + ` between single letters is a formula, ` + "`met < b > on`" + ` between words is none.
A line of brackets alone goes unless lines of the text are quoted with >. A tag that stands alone in its
line goes if it closes something, or if its name is no word and the text never speaks of markup.

A comment on lines of its own that holds two sentences or more, one of several paragraphs or a long one that
reads like prose, or one that another comment follows before it ends, loses its marks and keeps its words:
losing prose is worse than keeping a remark.

Style sheets are read by their grammar: selectors, declarations with at least one property that CSS knows,
rules within rules. A line is a script's if it shows several classes of what statements are made of
(keywords, calls, strings as arguments, objects, operators) and is as dense with signs as statements are,
or reaches for the page. Both stay behind a line that announces them, as an example is announced.

Code stays: fenced blocks, words between backquotes, blocks indented by four columns unless they read
like prose, and texts that are a program as a whole. So does quoting with > at the beginning of lines.
A Markdown text (two or more of: headings, fences, links, code, strong words) may hold HTML and
entities by right: with ` + "`markdown: keep`" + ` and ` + "`normalise`" + ` they stay, broken ones go.

Entities are decoded until none is left: ` + "`&amp;lt;`" + ` becomes <. After one level of it a second run
could not tell the rest from a text that was encoded once (docs/decisions/0006-entities.md).
An entity stays where it is meant itself: in code, alone between quotes, or alone in a line that
speaks of HTML or XML.

The parts are repeated until none finds anything. A text in which that does not end within 24 rounds
was made to be so; it is left as it is. So is one with more than 524,288 lines, tags or pieces.`

// Kinds of edits, by index; those before kindMarkdown can be kept.
const (
	kindComment = iota
	kindScript
	kindTag
	kindTable
	kindBroken
	kindEntity
	kindStyle
	kindWiki
	kindBBCode
	kindTemplate
	kindFrontMatter
	kindMarkdown
)

var markupKinds = []string{"comment", "script", "tag", "table", "broken", "entity", "style", "wiki", "bbcode", "template", "front_matter", "markdown"}

// Ways with Markdown.
const (
	markdownKeep = iota
	markdownStrip
	markdownNormalise
)

// markup is clean.markup with its arguments.
type markup struct {
	on       []int
	keep     [kindMarkdown + 1]bool
	markdown int
	passes   []markupPass
}

// markupPass is one part of the step: may says, fast, whether a text may hold what it works on.
type markupPass struct {
	may  func(text string, has signs) bool
	edit func(p *page, e *schema.Edits)
}

func newMarkup(a transform.Args) (transform.Step, error) {
	m := &markup{on: a.On}
	for _, name := range a.Strings("keep") {
		for kind := range markupKinds {
			m.keep[kind] = m.keep[kind] || markupKinds[kind] == name
		}
	}
	switch a.String("markdown") {
	case "strip":
		m.markdown = markdownStrip
	case "normalise":
		m.markdown = markdownNormalise
	}
	m.arrange()
	return m, nil
}

// arrange lists the passes in the order in which they see a text: tables before the tags that they
// are made of, entities behind the tags, so that what was written about a tag is not taken for one.
func (m *markup) arrange() {
	add := func(may func(string, signs) bool, edit func(*page, *schema.Edits), kinds ...int) {
		for _, kind := range kinds {
			if !m.keep[kind] {
				m.passes = append(m.passes, markupPass{may, edit})
				return
			}
		}
	}
	add(mayFrontMatter, frontMatter, kindFrontMatter)
	add(mayLost, lostTables, kindTable)
	add(mayTag, wholeTags, kindComment, kindScript, kindTag)
	add(mayBroken, brokenTags, kindBroken)
	add(mayEntity, entities, kindEntity)
	add(mayWiki, wikiMarks, kindWiki)
	add(mayBBCode, bbcode, kindBBCode)
	add(mayTemplate, templateMarks, kindTemplate)
	add(mayStyle, styleRemains, kindStyle)
	if m.markdown == markdownKeep {
		add(mayLinks, (*page).markdownMarks, kindMarkdown)
	} else {
		add(mayMarkdown, (*page).markdownMarks, kindMarkdown)
	}
}

// Map implements transform.Mapper.
func (m *markup) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range m.on {
		s := d.Str(slot)
		has := signsOf(s)
		if m.clean(s, has) {
			continue
		}
		if err := m.settle(d, slot, has); err != nil {
			return err
		}
	}
	return nil
}

// clean says whether a text surely holds nothing to cut.
func (m *markup) clean(s string, has signs) bool {
	for _, p := range m.passes {
		if p.may(s, has) {
			return false
		}
	}
	return true
}

// maxRounds is how often the passes are repeated. Text of the world needs two or three; one that
// needs more was made so that each cut uncovers another.
const maxRounds = 24

var pagePool = sync.Pool{New: func() any { return new(page) }}

// settle runs all passes until none finds anything. A text that does not settle goes back to what
// it was: the same again in a second run.
func (m *markup) settle(d *schema.Doc, slot int, has signs) error {
	p := pagePool.Get().(*page)
	defer p.free()
	p.keep, p.way = &m.keep, m.markdown
	before := d.Str(slot)
	p.signed, p.has = before, has
	for range maxRounds {
		now := d.Str(slot)
		if err := m.round(d, slot, p); err != nil || d.Str(slot) == now {
			return err
		}
	}
	e := d.Edit(slot)
	e.Replace(0, len(d.Str(slot)), before, kindBroken)
	return d.Apply(e)
}

func (m *markup) round(d *schema.Doc, slot int, p *page) error {
	for _, pass := range m.passes {
		s := d.Str(slot)
		if !pass.may(s, p.signs(s)) {
			continue
		}
		p.read(s)
		if p.left {
			return nil
		}
		e := d.Edit(slot)
		pass.edit(p, e)
		if e.Len() == 0 {
			continue
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
	return nil
}
