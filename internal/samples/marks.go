package samples

import (
	"fmt"
	"strconv"
	"strings"
)

// Problem is one line of testdata/truth.jsonl: what is wrong where, and what right text would be.
type Problem struct {
	Document string  `json:"document"`         // its origin below testdata/documents
	Column   string  `json:"column,omitempty"` // "" is text
	Problem  string  `json:"problem"`
	Start    int     `json:"start"` // bytes in the decoded UTF-8 original, half-open
	End      int     `json:"end"`
	Text     *string `json:"text,omitempty"`   // what stands there; absent: the whole document
	Should   *string `json:"should,omitempty"` // what should stand there; absent: a matter of policy
	Of       string  `json:"of,omitempty"`     // the other document
	Detail   string  `json:"detail,omitempty"` // a language, a charset, a kind of mojibake
	whole    bool
}

// The marks. They stand in no document.
const (
	openMark, closeMark = "⟦", "⟧"
	shouldMark          = "⇒"
)

// cutByDefault lists the problems whose text should go altogether where the mark doesn't say otherwise.
var cutByDefault = map[string]bool{"markup": true, "boilerplate": true, "gibberish": true, "control": true, "repeat": true}

// marks is a parser of a text with marks.
type marks struct {
	in  string
	out strings.Builder
	ps  []Problem
}

// parseMarks strips the marks from a text and returns what they say, outer before inner, by start.
func parseMarks(in string) (string, []Problem, error) {
	m := &marks{in: in}
	for m.in != "" {
		if err := m.next(); err != nil {
			return "", nil, err
		}
	}
	return m.out.String(), m.ps, nil
}

// next copies plain text up to a mark, or takes one mark.
func (m *marks) next() error {
	at := strings.Index(m.in, openMark)
	if stray := strings.Index(m.in, closeMark); stray >= 0 && (at < 0 || stray < at) {
		return fmt.Errorf("%s without %s: %.40q", closeMark, openMark, m.in[stray:])
	}
	if at < 0 {
		at = len(m.in)
	}
	m.out.WriteString(m.in[:at])
	m.in = m.in[at:]
	if m.in == "" {
		return nil
	}
	return m.mark()
}

// mark takes the mark at the front of the input.
func (m *marks) mark() error {
	m.in = m.in[len(openMark):]
	if strings.HasPrefix(m.in, "U+") {
		return m.codePoints()
	}
	name, ok := m.take(":")
	if !ok || name == "" || strings.ContainsAny(name, " \n⟦⟧") {
		return fmt.Errorf("a mark without a name: %.40q", m.in)
	}
	name, kind, made := strings.Cut(name, "!")
	if made {
		return m.makeText(name, kind)
	}
	return m.span(name)
}

// take cuts the input behind the next sep.
func (m *marks) take(sep string) (string, bool) {
	before, after, ok := strings.Cut(m.in, sep)
	if ok {
		m.in = after
	}
	return before, ok
}

// span takes the marked text, other marks in it included, up to its own end.
func (m *marks) span(name string) error {
	i := len(m.ps)
	m.ps = append(m.ps, Problem{Problem: name, Start: m.out.Len()})
	for {
		at := strings.IndexAny(m.in, openMark+closeMark+shouldMark)
		if at < 0 {
			return fmt.Errorf("mark %s has no end", name)
		}
		m.out.WriteString(m.in[:at])
		m.in = m.in[at:]
		if !strings.HasPrefix(m.in, openMark) {
			break
		}
		if err := m.mark(); err != nil {
			return err
		}
	}
	return m.end(i)
}

// end takes `⇒should⟧` or `⟧` and finishes problem i.
func (m *marks) end(i int) error {
	p := &m.ps[i]
	p.End = m.out.Len()
	text := strings.Clone(m.out.String()[p.Start:])
	p.Text = &text
	rest, should := strings.CutPrefix(m.in, shouldMark)
	m.in = rest
	want, ok := m.take(closeMark)
	if !ok || strings.Contains(want, openMark) || !should && want != "" {
		return fmt.Errorf("mark %s does not end well: %.40q", p.Problem, rest)
	}
	if should || cutByDefault[p.Problem] {
		p.Should = &want
	}
	return nil
}

// codePoints takes ⟦U+200B U+00A0⟧: characters that can't be seen in a source.
func (m *marks) codePoints() error {
	list, ok := m.take(closeMark)
	if !ok {
		return fmt.Errorf("code points without an end: %.40q", m.in)
	}
	for _, field := range strings.Fields(list) {
		n, err := strconv.ParseInt(strings.TrimPrefix(field, "U+"), 16, 32)
		if err != nil {
			return fmt.Errorf("code point %q: %w", field, err)
		}
		m.out.WriteRune(rune(n))
	}
	return nil
}

// makeText takes ⟦mojibake!kind:right text⟧ and ⟦gibberish!kind:⟧, whose text the program makes.
func (m *marks) makeText(name, kind string) error {
	right, ok := m.take(closeMark)
	if !ok {
		return fmt.Errorf("mark %s!%s has no end", name, kind)
	}
	text, detail, err := made(name, kind, right)
	if err != nil {
		return err
	}
	p := Problem{Problem: name, Start: m.out.Len(), Text: &text, Should: &right, Detail: detail}
	m.out.WriteString(text)
	p.End = m.out.Len()
	m.ps = append(m.ps, p)
	return nil
}
