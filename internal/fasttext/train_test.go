package fasttext

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
)

// A small set in which words tell the label, with one word that both have.
func trained(t testing.TB, o Training) ([]byte, []Example) {
	t.Helper()
	var xs []Example
	counts, labels := map[string]int64{End: 0}, make([]int64, 2)
	v := &Vocabulary{Labels: []string{"fruit", "tool"}}
	for i := range 200 {
		x := Example{fmt.Sprintf("the %s %s", []string{"apple", "hammer"}[i%2], []string{"tree", "nail", "leaf", "saw"}[(i%2)+2*(i/2%2)]), i % 2}
		EachWord(x.Text, func(w string) bool { counts[w]++; return true })
		counts[End]++
		labels[x.Label]++
		v.Tokens += Tokens(x.Text)
		xs = append(xs, x)
	}
	for _, w := range []string{End, "the", "apple", "hammer", "leaf", "nail", "saw", "tree"} {
		v.Words, v.Counts = append(v.Words, w), append(v.Counts, counts[w])
	}
	v.LabelCounts = labels
	r, err := NewTrainer(o, v)
	if err != nil {
		t.Fatal(err)
	}
	for range o.Epochs {
		for _, x := range xs {
			r.Learn(x)
		}
	}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), xs
}

var trainings = map[string]Training{
	"softmax":  {Dim: 8, Epochs: 5, LR: 0.5, WordNgrams: 1},
	"ova":      {Dim: 8, Epochs: 5, LR: 0.5, WordNgrams: 1, OneVsAll: true},
	"ngrams":   {Dim: 8, Epochs: 5, LR: 0.5, WordNgrams: 3, Bucket: 50, Seed: 7},
	"subwords": {Dim: 5, Epochs: 5, LR: 0.5, WordNgrams: 1, MinN: 2, MaxN: 4, Bucket: 100},
	"both":     {Dim: 20, Epochs: 5, LR: 0.5, WordNgrams: 2, MinN: 3, MaxN: 3, Bucket: 100, OneVsAll: true},
}

// A trained model is read back, knows what it was shown, and is the same bytes each time.
func TestTrain(t *testing.T) {
	for name, o := range trainings {
		data, xs := trained(t, o)
		again, _ := trained(t, o)
		if !bytes.Equal(data, again) {
			t.Errorf("%s: other bytes", name)
		}
		m := load(t, data)
		p := m.NewPredictor()
		for _, x := range xs {
			if got := p.Predict(x.Text, 1, 0, nil); got[0].Label != x.Label || got[0].Probability < 0.8 {
				t.Fatalf("%s: %q is %v", name, x.Text, got)
			}
		}
		o.Seed++
		if other, _ := trained(t, o); bytes.Equal(data, other) {
			t.Errorf("%s: the seed changes nothing", name)
		}
	}
}

// One step does what the formulas of a softmax over a mean of rows say, worked out in double precision.
func TestStep(t *testing.T) {
	v := &Vocabulary{Words: []string{"a", "b"}, Counts: []int64{1, 1}, Labels: []string{"x", "y", "z"}, LabelCounts: []int64{1, 1, 1}, Tokens: 4}
	r, err := NewTrainer(Training{Dim: 2, Epochs: 1, LR: 0.5, WordNgrams: 1}, v)
	if err != nil {
		t.Fatal(err)
	}
	copy(r.input, []float32{0.5, -0.25, 1, 0.75})
	copy(r.output, []float32{0.1, 0.2, -0.3, 0.4, 0.5, -0.6})
	r.Learn(Example{"a b", 1})
	h := []float64{0.75, 0.25}
	w := [][]float64{{0.1, 0.2}, {-0.3, 0.4}, {0.5, -0.6}}
	var e [3]float64
	sum := 0.0
	for i := range w {
		e[i] = math.Exp(w[i][0]*h[0] + w[i][1]*h[1])
		sum += e[i]
	}
	var grad [2]float64
	for i := range w {
		want := 0.0
		if i == 1 {
			want = 1
		}
		by := 0.5 * (want - e[i]/sum)
		for j := range h {
			grad[j] += by * w[i][j]
			near(t, r.output[2*i+j], w[i][j]+by*h[j])
		}
	}
	for j := range h {
		near(t, r.input[j], []float64{0.5, -0.25}[j]+grad[j]/2)
		near(t, r.input[2+j], []float64{1, 0.75}[j]+grad[j]/2)
	}
}

func near(t *testing.T, got float32, want float64) {
	t.Helper()
	if math.Abs(float64(got)-want) > 1e-6 {
		t.Errorf("%v, not %v", got, want)
	}
}

// Numbers that ran away are an error, not a file.
func TestTrainRunsAway(t *testing.T) {
	v := &Vocabulary{Words: []string{"a"}, Counts: []int64{1}, Labels: []string{"x", "y"}, LabelCounts: []int64{1, 1}, Tokens: 1}
	r, err := NewTrainer(Training{Dim: 2, Epochs: 1, LR: 1, WordNgrams: 1}, v)
	if err != nil {
		t.Fatal(err)
	}
	r.input[0] = float32(math.Inf(1))
	if err := r.Check(); err == nil || !strings.Contains(err.Error(), "learning rate") {
		t.Error(err)
	}
}

// What can't be trained is said before memory is taken.
func TestTrainingFaults(t *testing.T) {
	for _, o := range []Training{{}, {Dim: 1, Epochs: 1, LR: math.NaN(), WordNgrams: 1}, {Dim: 1, Epochs: 1, LR: 1, WordNgrams: 2},
		{Dim: 1, Epochs: 1, LR: 1, WordNgrams: 1, MaxN: 3, Bucket: 1}, {Dim: 1, Epochs: 1, LR: 1, WordNgrams: 99, Bucket: 1}} {
		if o.Check() == nil {
			t.Errorf("%+v passes", o)
		}
	}
}
