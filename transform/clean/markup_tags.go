package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// pageTag is a whole tag, comment or declaration of a text, outside of code.
type pageTag struct {
	text.Tag
	start   int
	mate    int32 // the tag that closes or opens it, -1 for none
	kind    uint8
	certain bool  // can be nothing but markup
	spared  bool  // means itself: between quotes, or a word about a tag
	head    uint8 // of <![CDATA[ … ]]>, and of a comment that holds prose, the marks alone go: how long they are
	tail    uint8
	torn    bool // it took a piece of a broken tag into it
	alone   bool // nothing but tags stands in its line
	strange bool // its brackets are others than < and >
}

// findTags collects the tags of the text in order, pairs them and counts the certain ones.
func (p *page) findTags() {
	s, hint := p.text, 0
	w := declarations{text: s}
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '<')
		if n < 0 {
			break
		}
		at += n
		if text.InCode(p.code, at, &hint) {
			at = max(at+1, p.code[hint].End)
			if at > len(s) {
				break
			}
			continue
		}
		t, ok := w.tagAt(at)
		if !ok {
			at++
			continue
		}
		p.tags = append(p.tags, t)
		if at = t.End; len(p.tags) > maxPieces {
			return
		}
	}
	p.findStrange()
	p.pair()
	p.hide()
	p.findAlone()
	for i := range p.tags {
		p.judge(&p.tags[i])
		p.widen(i)
	}
}

// findAlone marks the tags in whose lines nothing but tags stands.
func (p *page) findAlone() {
	s := p.text
	for i := 0; i < len(p.tags); {
		j := i + 1
		for j < len(p.tags) && trimWhite(s[p.tags[j-1].End:p.tags[j].start]) == "" {
			j++
		}
		from, to := p.tags[i].start, skipBlanks(s, p.tags[j-1].End, len(s))
		for from > 0 && isBlank(s[from-1]) {
			from--
		}
		alone := (from == 0 || s[from-1] == '\n') && (to == len(s) || s[to] == '\n' || s[to] == '\r')
		for ; i < j; i++ {
			p.tags[i].alone = alone
		}
	}
}

// widen takes brackets that were doubled into a tag: `<<b>>`.
func (p *page) widen(i int) {
	s, t := p.text, &p.tags[i]
	if t.kind != kindTag || t.strange || t.Element == 0 {
		return
	}
	both := t.start > 0 && s[t.start-1] == '<' && t.End < len(s) && s[t.End] == '>'
	if !t.certain && (!both || t.Element&text.Word != 0) {
		return
	}
	doubled := t.start > 0 && s[t.start-1] == '<' && (i == 0 || p.tags[i-1].End < t.start)
	if doubled {
		t.start--
	}
	if t.End < len(s) && s[t.End] == '>' && (doubled || t.End+1 < len(s) && wordy(s[t.End+1])) {
		t.End++
	}
}

// pair finds for each closing tag the last open one of its name. While tags are open, mate leads from each
// to the one of its name before it, below -1.
func (p *page) pair() {
	if p.open == nil {
		p.open = make(map[string]int32)
	}
	clear(p.open)
	var buf [32]byte
	for i := range p.tags {
		t := &p.tags[i]
		if t.kind != kindTag || t.Closed {
			continue
		}
		name := pairName(t, buf[:0])
		top, known := p.open[string(name)]
		switch {
		case !t.Closing:
			if t.mate = -2; known {
				t.mate = -3 - top
			}
			p.open[string(name)] = int32(i)
		case known:
			under := p.tags[top].mate
			t.mate, p.tags[top].mate = top, int32(i)
			if under == -2 {
				delete(p.open, string(name))
			} else {
				p.open[string(name)] = -3 - under
			}
		}
	}
	for i := range p.tags {
		p.tags[i].mate = max(p.tags[i].mate, -1)
	}
}

// pairName returns the name by which tags are paired: without regard to case, but for names of no element.
func pairName(t *pageTag, buf []byte) []byte {
	if len(t.Name) > cap(buf) || t.Element == 0 && strings.IndexByte(t.Name, ':') < 0 {
		return append(buf, t.Name...)
	}
	for i := 0; i < len(t.Name); i++ {
		b := t.Name[i]
		if 'A' <= b && b <= 'Z' {
			b |= 0x20
		}
		buf = append(buf, b)
	}
	return buf
}

// hide makes one piece of each element whose content is no text, scripts above all, and pairs what
// is left anew.
func (p *page) hide() {
	out := p.tags[:0]
	for i := 0; i < len(p.tags); i++ {
		t := p.tags[i]
		if t.kind == kindTag && t.Element&text.Hidden != 0 && !t.Closing && t.mate > int32(i) && !p.showsWords(&t) {
			t.End, t.kind, t.certain = p.tags[t.mate].End, hiddenKind(t.Name), true
			i = int(t.mate)
		}
		out = append(out, t)
	}
	if len(out) == len(p.tags) {
		return
	}
	p.tags = out
	for i := range p.tags {
		p.tags[i].mate = -1
	}
	p.pair()
}

// showsWords says whether a ref is a link of TEI, whose words are seen, and no note of a wiki.
func (p *page) showsWords(t *pageTag) bool {
	whole := p.text[t.start:t.End]
	return t.Valued && strings.EqualFold(t.Name, "ref") && !strings.Contains(whole, "name") && !strings.Contains(whole, "group")
}

// hiddenKind says what an element is cut as that goes with what it holds.
func hiddenKind(name string) uint8 {
	if strings.EqualFold(name, "ref") || strings.EqualFold(name, "gallery") {
		return kindWiki
	}
	return kindScript
}

// wholeTags cuts the tags of the text, run by run: tags with nothing but white space between them.
func wholeTags(p *page, e *schema.Edits) {
	if p.holdsTags() {
		return
	}
	for i := 0; i < len(p.tags); {
		if !p.goes(&p.tags[i]) {
			i++
			continue
		}
		if p.tags[i].head > 0 {
			p.cutMarks(&p.tags[i], e)
			i++
			continue
		}
		j := i + 1
		for j < len(p.tags) && p.tags[j].head == 0 && p.goes(&p.tags[j]) && trimAll(p.text[p.tags[j-1].End:p.tags[j].start]) == "" {
			j++
		}
		p.cutRun(p.tags[i:j], e)
		i = j
	}
}

// cutMarks cuts the marks around what stays, with the lines that they fill.
func (p *page) cutMarks(t *pageTag, e *schema.Edits) {
	s := p.text
	for _, cut := range [2][2]int{{t.start, t.start + int(t.head)}, {t.End - int(t.tail), t.End}} {
		from, to := cut[0], cut[1]
		if (from == 0 || s[from-1] == '\n') && to < len(s) && s[to] == '\n' {
			to++
		}
		if to > from {
			e.Cut(from, to, kindComment)
		}
	}
}

// trimAll returns some text without the white space around it, line feeds and no-break spaces included.
func trimAll(s string) string {
	for {
		n := len(s)
		if s = trimWhite(s); s != "" && s[0] == '\n' {
			s = s[1:]
		}
		if s != "" && s[len(s)-1] == '\n' {
			s = s[:len(s)-1]
		}
		if len(s) == n {
			return s
		}
	}
}

// cutRun cuts a run of tags and puts in its place what keeps the words apart: nothing, a blank, a
// new line or a new paragraph.
func (p *page) cutRun(run []pageTag, e *schema.Edits) {
	s := p.text
	from, to := run[0].start, run[len(run)-1].End
	for from > 0 && isBlank(s[from-1]) {
		from--
	}
	for to < len(s) && isBlank(s[to]) {
		to++
	}
	begins := from == 0 || s[from-1] == '\n'
	if begins && (to == len(s) || s[to] == '\n') {
		e.Cut(from, p.wholeLine(run, from, to), run[0].kind)
		return
	}
	gap := p.between(run, from, to)
	if begins {
		from = run[0].start // its indent stays
	}
	cutPieces(run, from, to, gap, e)
}

// wholeLine returns where the cut of lines of tags alone ends: with its line feed, unless a blank
// line has to stay between two paragraphs.
func (p *page) wholeLine(run []pageTag, from, to int) int {
	s := p.text
	if to == len(s) {
		return to
	}
	first := from == 0 || from > 1 && s[from-2] == '\n'
	last := to+1 == len(s) || s[to+1] == '\n'
	for i := range run {
		if run[i].breaks() == 2 && !first && !last {
			return to
		}
	}
	return to + 1
}

// between returns what is to stand in place of [from,to), a run of tags with the blanks around it.
func (p *page) between(run []pageTag, from, to int) string {
	s := p.text
	begins := from == 0 || s[from-1] == '\n'
	ends := to == len(s) || s[to] == '\n' || s[to] == '\r'
	breaks := 0
	for i := range run {
		breaks = max(breaks, run[i].breaks())
	}
	inner := strings.Count(s[from:to], "\n")
	for i := range run { // those within a tag part no words
		inner -= strings.Count(s[run[i].start:run[i].End], "\n")
	}
	switch {
	case begins:
		if breaks == 2 && from > 1 && s[from-2] != '\n' {
			return "\n"
		}
		return ""
	case ends:
		if breaks == 2 && to < len(s) && to+1 < len(s) && s[to] == '\n' && s[to+1] != '\n' {
			return "\n"
		}
		return ""
	case breaks > 0:
		return "\n\n"[:min(2, max(breaks, inner))]
	case inner > 0:
		return "\n"
	case from < run[0].start || to > run[len(run)-1].End || run[0].Element&text.Cell != 0 || inside(run, s):
		return " "
	}
	return ""
}

// inside says whether blanks stand between the tags of a run.
func inside(run []pageTag, s string) bool {
	for i := 1; i < len(run); i++ {
		if run[i].start > run[i-1].End {
			return true
		}
	}
	return false
}

// breaks returns 2 for a tag that ends a paragraph, 1 for one that ends a line, else 0.
func (t *pageTag) breaks() int {
	switch {
	case t.kind != kindTag:
		return 0
	case t.Element&text.Block != 0:
		return 2
	case t.Element&text.Line != 0:
		return 1
	}
	return 0
}

// cutPieces replaces [from,to) by gap, each tag under its own kind.
func cutPieces(run []pageTag, from, to int, gap string, e *schema.Edits) {
	at := from
	for i := range run {
		stop := run[i].End
		if i == len(run)-1 {
			stop = to
		}
		e.Replace(at, stop, gap, run[i].kind)
		at, gap = stop, ""
	}
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }
