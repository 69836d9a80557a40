package train

import (
	"cmp"
	"slices"

	"github.com/tamis-data/tamis/internal/fasttext"
)

// Report says how a classifier does on the texts that were kept from its training.
type Report struct {
	Model      string      `json:"model"`
	SHA256     string      `json:"sha256"`
	Bytes      int64       `json:"bytes"`
	Trained    int64       `json:"trained"`
	HeldOut    int64       `json:"held_out"`
	Unread     int64       `json:"unread"` // records that could not be read
	Words      int         `json:"words"`
	Right      int64       `json:"right"`
	Accuracy   float64     `json:"accuracy"`
	MacroF1    float64     `json:"macro_f1"`
	Labels     []LabelLine `json:"labels"`    // most frequent first
	Confusions []Confusion `json:"confusion"` // all pairs that occur, most frequent first
	FirstLost  string      `json:"-"`

	pairs map[[2]int]int64
	names []string
}

// LabelLine is what is known of a label.
type LabelLine struct {
	Label     string  `json:"label"`
	Trained   int64   `json:"trained"`
	HeldOut   int64   `json:"held_out"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// Confusion is how many held-out texts of one label were given another, or the same.
type Confusion struct {
	Label string `json:"label"`
	Given string `json:"given"`
	Texts int64  `json:"texts"`
}

// noLabel stands for texts that got none, and for labels that training did not see.
const noLabel = "(none)"

func newReport(c *Classifier, v *fasttext.Vocabulary, read Read) *Report {
	r := &Report{Model: c.Out, Unread: read.Places, FirstLost: read.First, Words: len(v.Words), pairs: map[[2]int]int64{}, names: v.Labels}
	for i, l := range v.Labels {
		r.Labels = append(r.Labels, LabelLine{Label: l, Trained: v.LabelCounts[i]})
		r.Trained += v.LabelCounts[i]
	}
	return r
}

// add counts a text with its true label and the one it was given, -1 for none.
func (r *Report) add(truth, said int) {
	r.pairs[[2]int{truth, said}]++
	r.HeldOut++
	if truth == said && truth >= 0 {
		r.Right++
	}
}

func (r *Report) finish() {
	given, right := make([]int64, len(r.names)), make([]int64, len(r.names))
	for pair, n := range r.pairs {
		if pair[0] >= 0 {
			r.Labels[pair[0]].HeldOut += n
		}
		if pair[1] >= 0 {
			given[pair[1]] += n
		}
		if pair[0] == pair[1] && pair[0] >= 0 {
			right[pair[0]] += n
		}
		r.Confusions = append(r.Confusions, Confusion{r.name(pair[0]), r.name(pair[1]), n})
	}
	slices.SortFunc(r.Confusions, func(a, b Confusion) int {
		return cmp.Or(cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Given, b.Given))
	})
	sum, seen := 0.0, 0
	for i := range r.Labels {
		l := &r.Labels[i]
		l.Precision, l.Recall = share(right[i], given[i]), share(right[i], l.HeldOut)
		l.F1 = share(2*right[i], given[i]+l.HeldOut)
		if l.HeldOut > 0 {
			sum, seen = sum+l.F1, seen+1
		}
	}
	r.Accuracy = share(r.Right, r.HeldOut)
	if seen > 0 {
		r.MacroF1 = sum / float64(seen)
	}
}

func (r *Report) name(i int) string {
	if i < 0 {
		return noLabel
	}
	return r.names[i]
}

func share(n, of int64) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
