// Command pairs writes the table of letter pairs in package text: how much likelier a letter is
// behind another in language than in a random row of letters.
//
//	go run ./internal/garble/pairs        from the root of the repository
//
// It learns from the sentences of package prose and from more.txt, both written for tamis, every
// language with the same weight, so that a pair that is common in one is not odd in any. A test
// builds the table anew and compares it.
package main

import (
	_ "embed"
	"fmt"
	"math"
	"os"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

//go:embed more.txt
var more string

const file = "internal/text/pairs_table.go"

func main() {
	if err := os.WriteFile(file, []byte(source()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "pairs:", err)
		os.Exit(1)
	}
}

// The alphabets, one behind the other: a letter's class is 1 + its place here.
const alphabets = "abcdefghijklmnopqrstuvwxyz" + "абвгдежзийклмнопрстуфхцчшщъыьэюя" + "αβγδεζηθικλμνξοπρστυφχψω"

// Where each alphabet begins in classes, and the end of the last.
var borders = [...]int{1, 27, 59, 83}

const classes = 83

// kin are letters that are no base letter with a mark, by the letter that they stand in for.
var kin = map[rune]rune{'ß': 's', 'æ': 'e', 'œ': 'e', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 't', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'ŋ': 'n', 'ə': 'e', 'ŧ': 't', 'ſ': 's',
	'і': 'и', 'є': 'е', 'ґ': 'г', 'ј': 'й', 'љ': 'л', 'њ': 'н', 'џ': 'ж', 'ћ': 'ч', 'ђ': 'д', 'ѕ': 'з', 'қ': 'к', 'ғ': 'г', 'ң': 'н', 'ө': 'о', 'ү': 'у', 'ұ': 'у', 'һ': 'х', 'ә': 'а',
	'ҳ': 'х', 'ҷ': 'ч', 'җ': 'ж', 'ҫ': 'с', 'ҙ': 'з', 'ҡ': 'к', 'ҥ': 'н', 'ς': 'σ'}

// classOf returns the class of a letter, 0 for what is none of the alphabets.
func classOf(r rune) int {
	r = unicode.ToLower(r)
	for range 3 {
		if i := strings.IndexRune(alphabets, r); i >= 0 {
			return 1 + len([]rune(alphabets[:i]))
		}
		if k, ok := kin[r]; ok {
			r = k
			continue
		}
		for _, base := range norm.NFD.String(string(r)) {
			r = base
			break
		}
	}
	return 0
}

// counts holds how often a class stands behind another; class 0 is the border of a word.
type counts [classes][classes]float64

func (c *counts) add(text string) {
	last := 0
	for _, r := range text + " " {
		if unicode.IsMark(r) {
			continue
		}
		class := classOf(r)
		if class > 0 || last > 0 {
			c[last][class]++
		}
		last = class
	}
}

// shares adds to sum the share of each pair among those with the same first letter.
func (c *counts) shares(sum, weight *counts) {
	for a := range c {
		for _, span := range spans(a) {
			var all float64
			for b := span[0]; b < span[1]; b++ {
				all += c[a][b]
			}
			if all == 0 {
				continue
			}
			// A letter that a language hardly has says little about what stands behind it.
			w := all / (all + 12)
			for b := span[0]; b < span[1]; b++ {
				sum[a][b] += w * c[a][b] / all
				weight[a][b] += w
			}
		}
	}
}

// spans are the ranges of classes that can stand behind a class: its own alphabet with the border,
// behind the border any.
func spans(a int) [][2]int {
	var out [][2]int
	for i := 0; i+1 < len(borders); i++ {
		if a == 0 || a >= borders[i] && a < borders[i+1] {
			out = append(out, [2]int{borders[i], borders[i+1]})
		}
	}
	return out
}

// table returns the scores in eighths of a bit.
func table() *[classes][classes]int {
	var sum, weight counts
	for _, text := range texts() {
		var c counts
		c.add(text)
		c.shares(&sum, &weight)
	}
	var out [classes][classes]int
	for a := range out {
		for b := range out[a] {
			out[a][b] = -most
		}
		for _, span := range spans(a) {
			n := float64(span[1] - span[0])
			for b := span[0]; b < span[1]; b++ {
				const doubt = 0.35 // languages' worth of even chance
				share := (sum[a][b] + doubt/n) / (weight[a][b] + doubt)
				out[a][b] = min(most, max(-most, int(math.Round(8*math.Log2(share*n)))))
			}
		}
	}
	ends(&out)
	return &out
}

// ends sets what a letter at the end of a word is worth: its share at the end against its share of all.
func ends(out *[classes][classes]int) {
	var end, all [classes]float64
	for _, text := range texts() {
		var c counts
		c.add(text)
		var ends, letters float64
		for a := 1; a < classes; a++ {
			for b := range c[a] {
				letters += c[a][b]
			}
			ends += c[a][0]
		}
		for a := 1; a < classes && ends > 0; a++ {
			end[a] += c[a][0] / ends
			for b := range c[a] {
				all[a] += c[a][b] / letters
			}
		}
	}
	for a := 1; a < classes; a++ {
		out[a][0] = min(most, max(-most, int(math.Round(8*math.Log2((end[a]+.02)/(all[a]+.02))))))
	}
	out[0][0] = 0
}

const most = 28

// texts returns the text of each language.
func texts() []string {
	var out []string
	for _, lang := range prose.Languages() {
		var b strings.Builder
		for _, s := range prose.Sentences(lang) {
			b.WriteString(s.Text + " ")
		}
		out = append(out, b.String())
	}
	for line := range strings.Lines(more) {
		if _, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			out = append(out, text)
		}
	}
	return out
}

func source() string {
	var b strings.Builder
	b.WriteString("package text\n\n// Code generated by internal/garble/pairs. DO NOT EDIT.\n\n")
	b.WriteString("// pairScores[a*pairClasses+b] is 'P' + the eighths of a bit by which class b is likelier behind class a in\n// language than in a random row of letters.\nconst pairScores = \"\" +\n")
	t := table()
	for a := range t {
		line := make([]byte, classes)
		for i, v := range t[a] {
			line[i] = byte('P' + v)
		}
		fmt.Fprintf(&b, "\t%q%s\n", line, plus(a+1 < classes))
	}
	writeClasses(&b, "pairClasses0", "U+0000–U+052F", 0, 0x530)
	writeClasses(&b, "pairClasses1E", "U+1E00–U+1FFF", 0x1E00, 0x2000)
	return b.String()
}

func writeClasses(b *strings.Builder, name, about string, from, to rune) {
	fmt.Fprintf(b, "\n// %s holds 0x20 + the class of %s.\nconst %s = \"\" +\n", name, about, name)
	for r := from; r < to; r += 64 {
		line := make([]byte, 0, 64)
		for k := r; k < min(to, r+64); k++ {
			line = append(line, byte(0x20+classOf(k)))
		}
		fmt.Fprintf(b, "\t%q%s\n", line, plus(r+64 < to))
	}
}

func plus(more bool) string {
	if more {
		return " +"
	}
	return ""
}
