package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/language"
)

// texts are the lines of the languages of one script, as numbers of words.
type texts struct {
	languages []string
	lines     [][][]int32 // by language
	held      [][][]int32 // those kept from the training
	words     [][]uint32  // the hashes of the parts of each word
	numbers   map[string]int32
	script    language.Script
}

// read takes in the files of one script, those of the other languages last.
func read(folder string, script language.Script) (*texts, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*-"+script.String()+".txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	t := &texts{numbers: map[string]int32{}, script: script}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		code, _, _ := strings.Cut(filepath.Base(path), "-")
		t.languages = append(t.languages, code)
		lines, kept := t.split(string(data))
		t.lines, t.held = append(t.lines, lines), append(t.held, kept)
	}
	return t, nil
}

func (t *texts) split(data string) (lines, kept [][]int32) {
	for i, line := range strings.Split(data, "\n") {
		var words []int32
		language.Words(line, func(word []byte, script language.Script, parts []uint32) {
			if script == t.script {
				words = append(words, t.number(word, parts))
			}
		})
		switch {
		case len(words) == 0:
		case held(i):
			kept = append(kept, words)
		default:
			lines = append(lines, words)
		}
	}
	return lines, kept
}

func (t *texts) number(word []byte, parts []uint32) int32 {
	n, known := t.numbers[string(word)]
	if !known {
		n = int32(len(t.words))
		t.numbers[string(word)] = n
		t.words = append(t.words, slices.Clone(parts))
	}
	return n
}

// gain is what a part tells about the language, summed over the languages: Σ f and Σ f log f of its frequencies.
type gain struct {
	sum, entropy float64
	count        int32
}

// rare parts tell of a text, not of a language.
const rare = 4

// choose fills each bucket with the part that tells most of those that fall there: the gain of information over an
// even guess, weighted by how often it stands in a text.
func (t *texts) choose(bits uint) []uint32 {
	gains := map[uint32]gain{}
	for _, lines := range t.lines {
		counts, total := t.count(lines)
		for h, n := range counts {
			f := float64(n) / float64(total)
			g := gains[h]
			gains[h] = gain{g.sum + f, g.entropy + f*math.Log(f), g.count + n}
		}
	}
	best, chosen := make([]float64, 1<<bits), make([]uint32, 1<<bits)
	spread := math.Log(float64(len(t.languages)))
	for h, g := range gains {
		told := g.entropy - g.sum*math.Log(g.sum) + g.sum*spread
		b := h >> (32 - bits)
		if h != 0 && g.count >= rare && (told > best[b] || told == best[b] && h < chosen[b]) {
			best[b], chosen[b] = told, h
		}
	}
	return chosen
}

// count counts the parts of the words of lines.
func (t *texts) count(lines [][]int32) (map[uint32]int32, int) {
	words := map[int32]int32{}
	for _, line := range lines {
		for _, w := range line {
			words[w]++
		}
	}
	counts, total := map[uint32]int32{}, 0
	for w, n := range words {
		for _, h := range t.words[w] {
			counts[h] += n
			total += int(n)
		}
	}
	return counts, total
}
