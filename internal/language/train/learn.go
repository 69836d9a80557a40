package main

import (
	"log"
	"math"
	"math/bits"

	"github.com/tamis-data/tamis/internal/language"
)

const dims = language.Dims

// trainer learns rows of parts and of languages by stochastic gradient descent on the softmax of their products, as
// fastText does.
type trainer struct {
	*texts
	bits    uint
	parts   []uint32
	of      [][]int32 // by word: the buckets of its parts
	rows    [][dims]float32
	outputs [][dims]float32
	scores  []float32
	random  uint64
	sample  []int32
}

// The schedule: epochs over perLanguage samples of the largest languages, fewer of those with less text, so that
// none is learned by heart.
const (
	epochs      = 14
	perLanguage = 12000
	rate        = 1.2
)

// often are languages that stand in most sets of texts. They are shown more often, so that a word that several
// languages share is rather theirs.
var often = map[string]float64{"en": 3, "es": 1.5, "fr": 1.5, "de": 1.5, "it": 1.5, "pt": 1.5, "nl": 1.5, "pl": 1.5, "id": 1.5, "ru": 1.5}

func newTrainer(t *texts, parts []uint32, size uint) *trainer {
	tr := &trainer{texts: t, bits: size, parts: parts, random: 1, rows: make([][dims]float32, len(parts)),
		outputs: make([][dims]float32, len(t.languages)), scores: make([]float32, len(t.languages))}
	for _, hashes := range t.words {
		var buckets []int32
		for _, h := range hashes {
			if b := h >> (32 - size); parts[b] == h {
				buckets = append(buckets, int32(b))
			}
		}
		tr.of = append(tr.of, buckets)
	}
	for i := range tr.rows {
		for j := range tr.rows[i] {
			tr.rows[i][j] = (float32(tr.next()>>40)/(1<<24) - 0.5) / dims
		}
	}
	return tr
}

// next is splitmix64.
func (t *trainer) next() uint64 {
	t.random += 0x9e3779b97f4a7c15
	z := t.random
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// train goes through the languages in turn, so that each step sees them evenly.
func (t *trainer) train() {
	share := make([]float64, len(t.lines))
	for l, lines := range t.lines {
		words := 0
		for _, line := range lines {
			words += len(line)
		}
		share[l] = math.Min(1, math.Sqrt(float64(words)/60000)) * max(1, often[t.languages[l]])
	}
	steps, step := epochs*perLanguage, 0
	for ; step < steps; step++ {
		lr := float32(rate * (1 - float64(step)/float64(steps)))
		for l := range t.lines {
			for left := share[l]; float64(t.next()>>11)/(1<<53) < left; left-- {
				t.step(l, lr)
			}
		}
	}
	log.Printf("%s: %d languages, %d words", t.script, len(t.languages), len(t.words))
}

// draw fills sample with the buckets of a piece of a line of language l: a word or two, a handful, or up to thirty.
func (t *trainer) draw(l int) {
	t.drawFrom(t.lines[l])
}

func (t *trainer) drawFrom(lines [][]int32) {
	line := lines[t.next()%uint64(len(lines))]
	n := 30
	switch t.next() % 8 {
	case 0:
		n = 1
	case 1:
		n = 2
	case 2, 3:
		n = 3 + int(t.next()%5)
	}
	from := 0
	if len(line) > n {
		from = int(t.next() % uint64(len(line)-n+1))
	}
	t.sample = t.sample[:0]
	for _, w := range line[from:min(from+n, len(line))] {
		t.sample = append(t.sample, t.of[w]...)
	}
}

func (t *trainer) step(l int, lr float32) {
	t.draw(l)
	if len(t.sample) == 0 {
		return
	}
	var mean, grad [dims]float32
	for _, b := range t.sample {
		row := &t.rows[b]
		for i := range mean {
			mean[i] += row[i]
		}
	}
	each := 1 / float32(len(t.sample))
	for i := range mean {
		mean[i] *= each
	}
	t.softmax(&mean)
	for k := range t.outputs {
		alpha := -t.scores[k] * lr
		if k == l {
			alpha += lr
		}
		out := &t.outputs[k]
		for i := range mean {
			grad[i] += alpha * out[i]
			out[i] += alpha * mean[i]
		}
	}
	for i := range grad {
		grad[i] *= each
	}
	for _, b := range t.sample {
		row := &t.rows[b]
		for i := range row {
			row[i] += grad[i]
		}
	}
}

func (t *trainer) softmax(mean *[dims]float32) {
	top := float32(math.Inf(-1))
	for k := range t.outputs {
		out, sum := &t.outputs[k], float32(0)
		for i := range mean {
			sum += mean[i] * out[i]
		}
		t.scores[k] = sum
		top = max(top, sum)
	}
	total := float32(0)
	for k, s := range t.scores {
		t.scores[k] = float32(math.Exp(float64(s - top)))
		total += t.scores[k]
	}
	for k := range t.scores {
		t.scores[k] /= total
	}
}

// group rounds what was learned to whole numbers.
func (t *trainer) group(script language.Script) language.Group {
	var square float64
	n := 0
	for b, row := range t.rows {
		if t.parts[b] == 0 {
			continue
		}
		for _, x := range row {
			square += float64(x) * float64(x)
			n++
		}
	}
	unit := 4 * math.Sqrt(square/float64(n)) / 127 // beyond four deviations rows are cut: that is one number in some hundreds
	g := language.Group{Script: script, Languages: t.languages, Bits: t.bits, Parts: t.parts, Bias: make([]int32, len(t.languages))}
	for b, row := range t.rows {
		if t.parts[b] == 0 {
			row = [dims]float32{}
		}
		for _, x := range row {
			g.Rows = append(g.Rows, int8(math.Max(-127, math.Min(127, math.Round(float64(x)/unit)))))
		}
	}
	largest := 0.0
	for _, out := range t.outputs {
		for _, x := range out {
			largest = math.Max(largest, math.Abs(float64(x)))
		}
	}
	wide := largest / 32000
	for _, out := range t.outputs {
		for _, x := range out {
			g.Outputs = append(g.Outputs, int16(math.Round(float64(x)/wide)))
		}
	}
	g.Scale = unit * wide
	return g
}

// cool finds for each size of texts the temperature at which the probabilities of held-out texts are likeliest: a mean of
// few parts strays further than one of many, and is worth less.
func (t *trainer) cool(g *language.Group) {
	var sums [language.Coolings][temperatures]float64
	for n := range 200000 {
		l := n % len(t.held)
		if len(t.held[l]) == 0 {
			continue
		}
		if t.drawFrom(t.held[l]); len(t.sample) > 0 {
			size := min(bits.Len(uint(len(t.sample))), language.Coolings) - 1
			logits := t.logits()
			for i := range temperatures {
				sums[size][i] += surprise(logits, l, temperature(i))
			}
		}
	}
	last := uint16(1024)
	for size := range sums {
		best := 0
		for i, s := range sums[size] {
			if s < sums[size][best] {
				best = i
			}
		}
		if sums[size][0] > 0 {
			last = uint16(1024 * temperature(best))
		}
		g.Cool[size] = last
	}
	log.Printf("%s: temperatures %v", t.script, g.Cool)
}

const temperatures = 30

func temperature(i int) float64 { return 0.5 * math.Pow(1.05, float64(i)) }

func (t *trainer) logits() []float64 {
	var mean [dims]float64
	for _, b := range t.sample {
		for i, x := range t.rows[b] {
			mean[i] += float64(x) / float64(len(t.sample))
		}
	}
	out := make([]float64, len(t.outputs))
	for k := range t.outputs {
		for i, x := range t.outputs[k] {
			out[k] += float64(x) * mean[i]
		}
	}
	return out
}

// surprise is -log p of the true language.
func surprise(logits []float64, l int, temperature float64) float64 {
	sum := 0.0
	for _, x := range logits {
		sum += math.Exp((x - logits[l]) / temperature)
	}
	return math.Log(sum)
}
