package garble

import (
	"maps"
	"slices"
	"strings"
)

// Keys returns the keys of a table of phrases, English first and twice: most pages are.
func Keys(phrases map[string][]string) []string {
	return append([]string{"en"}, slices.Sorted(maps.Keys(phrases))...)
}

// Repeat plants a changed copy of a paragraph somewhere below it.
func Repeat(p *Page, change func(string) string) {
	lines := p.Lines()
	if len(lines) < 2 {
		return
	}
	from := p.Rand.IntN(len(lines) - 1)
	text := change(p.clean[lines[from].Start:lines[from].End])
	to := p.Rand.Between(from+1, len(lines)-1)
	p.Insert(lines[to].End, "\n\n"+text)
}

func plantExactRepeat(p *Page) { Repeat(p, func(s string) string { return s }) }

// plantNearRepeat leaves one word in the middle out, so that the first copy is the more complete one.
func plantNearRepeat(p *Page) {
	Repeat(p, func(s string) string {
		words := strings.Fields(s)
		if len(words) < 12 {
			return s
		}
		at := len(words)/2 + p.Rand.IntN(3)
		return strings.Join(slices.Delete(words, at, at+1), " ")
	})
}

// plantTwice sets the whole document under itself.
func plantTwice(p *Page) { p.Insert(len(p.clean), "\n\n"+p.clean) }

func repeatKinds() []Kind {
	kind := func(name string, plant func(p *Page)) Kind {
		return Kind{Name: "repeats/" + name, Step: "redact.repeats", Length: 12, Plant: plant}
	}
	return []Kind{kind("exact", plantExactRepeat), kind("near", plantNearRepeat), kind("whole", plantTwice)}
}
