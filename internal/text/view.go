package text

import "unsafe"

// Span is a half-open range of bytes of a text.
type Span struct{ Start, End int32 }

// Of returns the span's part of a text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// A Splitter says what the words and the sentences of a text are. It is the plug for other people's rules: a
// package that knows some declares one, and who asks a View for words names it.
type Splitter struct {
	Name string
	// Words and Sentences append the spans of a text in order; they don't overlap. A splitter without
	// sentences of its own leaves the second nil.
	Words, Sentences func(text string, dst []Span) []Span
}

// Plain splits words at white space and sentences by the rules of SentenceEnd.
var Plain = &Splitter{Name: "plain", Words: AppendFields, Sentences: AppendSentences}

// Own splits words as CountWords counts them.
var Own = &Splitter{Name: "tamis", Words: AppendWords, Sentences: AppendSentences}

// View holds what was found out about one text, so that it is found once for all who ask. Each part is found
// when it is first asked for, into buffers that the next text uses again. What it returns is valid until the
// view is shown another text, and must not be changed.
type View struct {
	text            string
	at              place
	splits          []split
	lines           part
	textLines       part
	paragraphs      part
	pairs           part
	lineCopies      equalPart
	paragraphCopies equalPart
	chars           int // code points of the text
	charsKnown      bool
	counts          Counts
	counted         bool
	wide            flag
	otherEnds       flag
}

// place is where a text stands in memory: another one of the same length is elsewhere as long as this one is held.
type place struct {
	data *byte
	n    int
}

func placeOf(s string) place { return place{unsafe.StringData(s), len(s)} }

// part is one kind of spans, with its buffer.
type part struct {
	spans []Span
	found bool
}

// split is what one Splitter makes of the text.
type split struct {
	by               *Splitter
	words, sentences part
	chars            int // code points of the words
	charsKnown       bool
}

// Show makes v a view of a text. What was found out about the same text stays.
func (v *View) Show(s string) {
	if at := placeOf(s); at != v.at {
		v.forget()
		v.text, v.at = s, at
	}
}

// Text returns the text.
func (v *View) Text() string { return v.text }

// forget empties v and keeps its buffers.
func (v *View) forget() {
	v.text, v.at = "", place{}
	for i := range v.splits {
		v.splits[i].words.found, v.splits[i].sentences.found, v.splits[i].charsKnown = false, false, false
	}
	v.lines.found, v.textLines.found, v.paragraphs.found, v.pairs.found = false, false, false, false
	v.lineCopies.found, v.paragraphCopies.found = false, false
	v.chars, v.charsKnown = 0, false
	v.counted, v.wide, v.otherEnds = false, unknown, unknown
}

// keptSpans is how many spans a buffer may have room for and be kept from one batch to the next: those of a
// text of some hundred kilobytes. What a single huge document took goes back.
const keptSpans = 1 << 16

func (p *part) release() {
	p.found = false
	if cap(p.spans) > keptSpans {
		p.spans = nil
	}
}

// release forgets the text and gives large buffers back.
func (v *View) release() {
	v.forget()
	for i := range v.splits {
		v.splits[i].words.release()
		v.splits[i].sentences.release()
	}
	v.lines.release()
	v.textLines.release()
	v.paragraphs.release()
	v.pairs.release()
	v.lineCopies.release()
	v.paragraphCopies.release()
}

// of returns what is known by a splitter's rules.
func (v *View) of(by *Splitter) *split {
	for i := range v.splits {
		if v.splits[i].by == by {
			return &v.splits[i]
		}
	}
	v.splits = append(v.splits, split{by: by})
	return &v.splits[len(v.splits)-1]
}

// Words returns the words by a splitter's rules.
func (v *View) Words(by *Splitter) []Span {
	return v.of(by).words.find(v.text, by.Words)
}

// Sentences returns the sentences by a splitter's rules.
func (v *View) Sentences(by *Splitter) []Span {
	return v.of(by).sentences.find(v.text, by.Sentences)
}

// Lines returns what stands between line feeds: always one more than there are of them, and one of an empty text.
func (v *View) Lines() []Span { return v.lines.find(v.text, AppendLines) }

// TextLines returns the lines by every line end of Unicode (AppendTextLines), none for an empty text.
func (v *View) TextLines() []Span {
	if v.hasOtherEnds() {
		return v.textLines.find(v.text, AppendTextLines)
	}
	return trimLast(v.text, v.Lines())
}

// trimLast takes the empty line behind a last line feed off.
func trimLast(s string, lines []Span) []Span {
	if n := len(lines) - 1; n >= 0 && lines[n].Start == lines[n].End && lines[n].End == int32(len(s)) {
		return lines[:n]
	}
	return lines
}

// Paragraphs returns what stands between empty lines (AppendParagraphs).
func (v *View) Paragraphs() []Span { return v.paragraphs.find(v.text, AppendParagraphs) }

// ASCII says whether every byte is a character.
func (v *View) ASCII() bool {
	if v.wide == unknown {
		v.wide = flagOf(isWide(v.text))
	}
	return v.wide == no
}

// Chars returns the number of code points of a span.
func (v *View) Chars(s Span) int {
	if v.ASCII() {
		return int(s.End - s.Start)
	}
	return countChars(v.text[s.Start:s.End])
}

// TextChars returns the number of code points of the text.
func (v *View) TextChars() int {
	if !v.charsKnown {
		v.chars, v.charsKnown = v.Chars(Span{End: int32(len(v.text))}), true
	}
	return v.chars
}

// WordChars returns the number of code points of all words by a splitter's rules: those of the text without what
// stands between words.
func (v *View) WordChars(by *Splitter) int {
	split := v.of(by)
	if !split.charsKnown {
		n := v.countWordChars(by) // which may move split
		split = v.of(by)
		split.chars, split.charsKnown = n, true
	}
	return split.chars
}

func (v *View) countWordChars(by *Splitter) int {
	words, n := v.Words(by), 0
	for _, w := range words {
		n += int(w.End - w.Start)
	}
	if v.ASCII() {
		return n
	}
	n -= len(v.text) - countChars(v.text)
	last := int32(0)
	for _, w := range words {
		if w.Start-last > 1 { // a single byte is ASCII
			n += continuations(v.text[last:w.Start])
		}
		last = w.End
	}
	return n + continuations(v.text[last:])
}

// continuations counts the bytes that continue a character.
func continuations(s string) int { return len(s) - countChars(s) }

// Counts returns how often each byte stands in the text.
func (v *View) Counts() *Counts {
	if !v.counted {
		v.counts.count(v.text)
		v.counted = true
	}
	return &v.counts
}

// flag is what one look at a text answers.
type flag uint8

const (
	unknown flag = iota
	no
	yes
)

func flagOf(is bool) flag {
	if is {
		return yes
	}
	return no
}

func (p *part) find(s string, by func(string, []Span) []Span) []Span {
	if !p.found {
		p.spans, p.found = by(s, p.spans[:0]), true
	}
	return p.spans
}

// Holder has texts by slot and a place where views of them are kept: schema.Doc. Turn changes when it
// becomes another document.
type Holder interface {
	Str(slot int) string
	Shared() (held *any, turn uint64)
}

// views are those of one document, by slot.
type views struct {
	turn  uint64
	slots []int
	views []*View
}

// Look returns the view of a document's text that all steps share.
func Look(d Holder, slot int) *View {
	held, turn := d.Shared()
	vs, ok := (*held).(*views)
	if !ok {
		vs = &views{}
		*held = vs
	}
	if vs.turn != turn {
		vs.turn = turn
		vs.forget()
	}
	v := vs.of(slot)
	v.Show(d.Str(slot))
	return v
}

func (vs *views) of(slot int) *View {
	for i, s := range vs.slots {
		if s == slot {
			return vs.views[i]
		}
	}
	vs.slots, vs.views = append(vs.slots, slot), append(vs.views, new(View))
	return vs.views[len(vs.views)-1]
}

func (vs *views) forget() {
	for _, v := range vs.views {
		v.forget()
	}
}

// Release forgets the texts, for a worker that is through with its batch.
func (vs *views) Release() {
	for _, v := range vs.views {
		v.release()
	}
}
