package main

import (
	"fmt"
	"hash/fnv"
	"html"
	"math/rand/v2"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// original names the document itself among its copies.
const original = "as-it-is"

// mangles make a copy of a text each.
var mangles = []struct {
	name string
	of   func(r *rand.Rand, text string) string
}{
	{"lines-ends", func(_ *rand.Rand, s string) string { return strings.ReplaceAll(s, "\n", " \r\n") + "\n\n" }},
	{"upper-case", func(_ *rand.Rand, s string) string { return strings.ToUpper(s) }},
	{"words-1", func(r *rand.Rand, s string) string { return changeWords(r, s, 0.01) }},
	{"words-3", func(r *rand.Rand, s string) string { return changeWords(r, s, 0.03) }},
	{"words-5", func(r *rand.Rand, s string) string { return changeWords(r, s, 0.05) }},
	{"words-8", func(r *rand.Rand, s string) string { return changeWords(r, s, 0.08) }},
	{"neighbours-swapped", swapNeighbours},
	{"mojibake", func(_ *rand.Rand, s string) string { return misread(s) }},
	{"mojibake-twice", func(_ *rand.Rand, s string) string { return misread(misread(s)) }},
	{"html", func(_ *rand.Rand, s string) string { return page(s, "", "") }},
	{"html-with-menu", func(_ *rand.Rand, s string) string { return page(s, lead, tail) }},
	{"boilerplate", func(_ *rand.Rand, s string) string { return lead + "\n\n" + s + "\n\n" + tail }},
	{"paragraphs-moved", moveParagraphs},
	{"end-cut-off", func(_ *rand.Rand, s string) string { return cutAt(s, 0.9) }},
	{"begins-late", func(_ *rand.Rand, s string) string { return strings.TrimPrefix(s, cutAt(s, 0.15)) }},
	{"glued-commas", func(_ *rand.Rand, s string) string { return strings.ReplaceAll(s, ", ", ",") }},
	{"glued-stops", func(_ *rand.Rand, s string) string { return strings.ReplaceAll(s, ". ", ".") }},
	{"white-space", blanks},
	{"soft-hyphens", softHyphens},
	{"decomposed-straight", func(_ *rand.Rand, s string) string { return norm.NFD.String(straight.Replace(s)) }},
}

var straight = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "\u00A0", " ")

const (
	lead = "Home | News | Sport | Weather\nAccept all our cookies\nSign in to read on"
	tail = "Share this on your favourite network\nRead more like this\nAll rights reserved"
)

// copiesOf makes the document and its copies. Each copy's draws hang on its name alone.
func copiesOf(name, text string) (out []line) {
	out = append(out, line{ID: name + "/" + original, Text: text})
	for _, m := range mangles {
		out = append(out, line{ID: name + "/" + m.name, Text: m.of(draw(name+m.name), text)})
	}
	for rank, i := range draw(name + "ranks").Perm(len(out)) {
		out[i].Rank = rank
	}
	return out
}

func draw(name string) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprint(h, name)
	return rand.New(rand.NewPCG(h.Sum64(), 1))
}

func shuffle(set []line) {
	draw("set").Shuffle(len(set), func(i, j int) { set[i], set[j] = set[j], set[i] })
}

// others are words that come in for those of a text.
var others = strings.Fields("harbour lantern seventeen quietly orchard measured ferry copper winter ledger signal bridge meadow turning")

func changeWords(r *rand.Rand, text string, share float64) string {
	words := strings.SplitAfter(text, " ")
	n := max(1, int(share*float64(len(words))))
	for _, i := range r.Perm(len(words))[:n] {
		words[i] = others[r.IntN(len(others))] + " "
	}
	return strings.Join(words, "")
}

// swapNeighbours swaps one word in fifty with the next.
func swapNeighbours(r *rand.Rand, text string) string {
	words := strings.Split(text, " ")
	for range len(words) / 50 {
		i := r.IntN(len(words) - 1)
		words[i], words[i+1] = words[i+1], words[i]
	}
	return strings.Join(words, " ")
}

// misread is the text as somebody sees it who takes its UTF-8 for Windows-1252. Bytes that mean nothing
// there stand for themselves, as browsers have it.
func misread(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if r := charmap.Windows1252.DecodeByte(text[i]); r != '\uFFFD' {
			b.WriteRune(r)
		} else {
			b.WriteRune(rune(text[i]))
		}
	}
	return b.String()
}

func page(text, before, behind string) string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><style>p { margin: 1em }</style></head><body>\n")
	for _, part := range []string{before, text, behind} {
		for _, p := range strings.FieldsFunc(part, func(r rune) bool { return r == '\n' }) {
			fmt.Fprintf(&b, "<p class=\"text\">%s</p>\n", strings.ReplaceAll(html.EscapeString(p), "’", "&rsquo;"))
		}
	}
	return b.String() + "</body></html>\n"
}

// moveParagraphs puts the last third of the lines first; a text of one line, of its sentences.
func moveParagraphs(_ *rand.Rand, text string) string {
	sep := "\n"
	if strings.Count(strings.TrimSpace(text), sep) < 3 {
		sep = ". "
	}
	parts := strings.Split(strings.TrimSpace(text), sep)
	at := len(parts) * 2 / 3
	return strings.Join(slices.Concat(parts[at:], parts[:at]), sep)
}

// cutAt is the beginning of a text, up to a word.
func cutAt(text string, share float64) string {
	at := int(share * float64(len(text)))
	return text[:strings.LastIndexByte(text[:at], ' ')+1]
}

func blanks(r *rand.Rand, text string) string {
	between := []string{" ", " ", "  ", "\t", "\u00A0", " \n", "\u3000"}
	var b strings.Builder
	for _, w := range strings.SplitAfter(text, " ") {
		b.WriteString(strings.TrimSuffix(w, " "))
		if strings.HasSuffix(w, " ") {
			b.WriteString(between[r.IntN(len(between))])
		}
	}
	return b.String()
}

// softHyphens puts hints at breaks into long words, and a mark of no width before some.
func softHyphens(r *rand.Rand, text string) string {
	words := strings.SplitAfter(text, " ")
	for i, w := range words {
		if runes := []rune(w); len(runes) > 8 && r.IntN(3) == 0 {
			words[i] = string(runes[:4]) + "\u00AD" + string(runes[4:])
		} else if r.IntN(20) == 0 {
			words[i] = "\u200B" + w
		}
	}
	return strings.Join(words, "")
}
