package sealed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// plantBroken puts a break in place of blanks so that lines have about width runes. A page of old mail
// leaves the blank before the line feed.
func plantBroken(least, most int, breaks ...string) func(p *garble.Page) {
	return func(p *garble.Page) {
		width, feed := p.Rand.Between(least, most), garble.Pick(p.Rand, breaks)
		for _, l := range p.Lines() {
			text := p.Clean()[l.Start:l.End]
			if utf8.RuneCountInString(text) < 2*most {
				continue
			}
			column := 0
			for i, r := range text {
				next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
				if column++; r == ' ' && column >= width && unicode.IsLetter(next) && len(text)-i > width/3 {
					p.Replace(l.Start+i, l.Start+i+1, feed)
					column = 0
				}
			}
		}
	}
}

// plantSoft cuts long words with a soft hyphen, or a hard one and a blank, at a line's end.
func plantSoft(p *garble.Page) {
	words := slices.DeleteFunc(p.Words(), func(s garble.Span) bool {
		return utf8.RuneCountInString(p.Clean()[s.Start:s.End]) < 9 || unicode.IsUpper([]rune(p.Clean()[s.Start:s.End])[0])
	})
	for _, s := range p.Some(words, 3) {
		letters := []rune(p.Clean()[s.Start:s.End])
		at := s.Start + len(string(letters[:len(letters)/2]))
		p.Insert(at, garble.Pick(p.Rand, []string{"\u00ad\n", "-\n"}))
	}
}

// plantBlankLines puts lines of blanks between paragraphs and at the end.
func plantBlankLines(p *garble.Page) {
	for _, s := range p.Some(p.Breaks(), 3) {
		if s.Start > 0 {
			p.Insert(s.Start, garble.Pick(p.Rand, []string{" \n\t\n\n", "\u00a0\n\n", "  \n\n\n\n"}))
		}
	}
	p.Insert(len(p.Clean()), garble.Pick(p.Rand, []string{" \n \n", "\n\n\n\n\n", "\n\t\n\n"}))
}

// plantFirstLines sets the first line of every paragraph in, as books do.
func plantFirstLines(p *garble.Page) {
	blanks := garble.Pick(p.Rand, []string{"\u00a0\u00a0\u00a0", "     ", "\t\t", "\u3000"})
	for _, l := range p.Lines() {
		p.Insert(l.Start, blanks)
	}
}

// plantTrailing leaves blanks at the ends of lines.
func plantTrailing(p *garble.Page) {
	for _, l := range p.Lines() {
		p.Insert(l.End, strings.Repeat(" ", p.Rand.Between(1, 4)))
	}
}

func paragraphKinds() []garble.Kind {
	spaced := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Spaced(l) })
	kind := func(name string, langs []string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "paragraphs/" + name, Step: "clean.paragraphs", Measure: garble.Changes, Langs: langs, Length: 12, Plant: plant}
	}
	return []garble.Kind{
		kind("narrow", spaced, plantBroken(28, 36, "\n")), kind("flowed", spaced, plantBroken(64, 72, " \n", "\n ")),
		kind("cut-words", []string{"en", "de", "fr", "es", "it", "nl", "pl", "ru", "fi"}, plantSoft), kind("blank-lines", spaced, plantBlankLines),
		kind("first-lines", spaced, plantFirstLines), {Name: "paragraphs/trailing", Step: "clean.whitespace", Measure: garble.Changes, Langs: spaced, Length: 12, Plant: plantTrailing},
	}
}
