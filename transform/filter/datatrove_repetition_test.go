package filter

import (
	"testing"

	"github.com/tamis-data/tamis/transform/steptest"
)

// datatroveRepetition is what datatrove 0.10.1 answers for texts of our own (GopherRepetitionFilter and the functions it
// is made of, English): the reason and the values of the metrics in their order. Its words are those of plain splitting here.
var datatroveRepetition = []struct {
	text, rule string
	values     []float64
}{
	{"The ferry leaves at eight", "top-2-gram", []float64{1, 0, 0, 0, 0, 0.36, 0.64, 0.76, 0, 0, 0, 0, 0, 0}},
	{"row the boat row the boat to the shore row the boat row the boat", "top-2-gram", []float64{1, 0, 0, 0, 0, 0.4375, 0.75, 0.5, 0.25, 0.3125, 0, 0, 0, 0}},
	{"a bc d e f g h ab c d e f g h and so it ends where a bc d e f g h begins", "top-3-gram", []float64{1, 0, 0, 0, 0, 0.125, 0.20833333333333334, 0.2916666666666667, 0.16666666666666666, 0.19444444444444445, 0.2222222222222222, 0, 0, 0}},
	{"one\ntwo\n\none\n\ntwo\n", "duplicate-lines", []float64{5, 0.4, 0.3333333333333333, 0, 0, 0.7777777777777778, 0.6111111111111112, 0.8333333333333334, 0, 0, 0, 0, 0, 0}},
	{"\n\nfirst line here\nfirst line here\n\n\nfirst line here\n", "duplicate-lines", []float64{5, 0.6, 0.5769230769230769, 0, 0, 0.5769230769230769, 0.8653846153846154, 0.8076923076923077, 0.4230769230769231, 0.5, 0, 0, 0, 0}},
	{"la barque part à huit heures du vieux quai et la barque part à huit heures du vieux quai encore une fois demain", "top-3-gram", []float64{1, 0, 0, 0, 0, 0.16216216216216217, 0.25225225225225223, 0.2882882882882883, 0.15315315315315314, 0.2072072072072072, 0.22522522522522523, 0.2702702702702703, 0.3063063063063063, 0}},
	{"the boat and the boat and the boat and the boat and the boat and the boat and the boat and the boat and the boat and the boat and the boat and the boat and the boat", "top-2-gram", []float64{1, 0, 0, 0, 0, 0.6341463414634146, 0.8780487804878049, 1.170731707317073, 0.7134146341463414, 0.6097560975609756, 0.7134146341463414, 0.6524390243902439, 0.5487804878048781, 0.6097560975609756}},
	{"they sail at dawn with all the nets on board and they come back at dusk with all the nets on board and they sail at dawn with all the nets on board again", "top-3-gram", []float64{1, 0, 0, 0, 0, 0.1568627450980392, 0.23529411764705882, 0.3333333333333333, 0.3333333333333333, 0.27450980392156865, 0.3137254901960784, 0.35294117647058826, 0.19607843137254902, 0.22875816993464052}},
	{"  the pier is closed\n\nthe pier is open\n\nthe pier is closed  ", "duplicate-paragraphs", []float64{3, 0, 0, 0.3333333333333333, 0.3, 0.4, 0.55, 0.6, 0, 0, 0, 0, 0, 0}},
	{"x y z\nx y z\nx y z\nx y z", "duplicate-lines", []float64{4, 0.75, 0.6521739130434783, 0, 0, 0.5217391304347826, 0.8695652173913043, 0.9130434782608695, 0.21739130434782608, 0.2608695652173913, 0.30434782608695654, 0.34782608695652173, 0.391304347826087, 0}},
}

func TestGopherRepetitionAgainstDatatrove(t *testing.T) {
	var texts []string
	for _, c := range datatroveRepetition {
		texts = append(texts, c.text)
	}
	measured := repetitionOf(t, "datatrove", texts)
	set := steptest.New(t, GopherRepetition, "{definition: datatrove}", texts, nil)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i, c := range datatroveRepetition {
		for k, m := range gopherRepetitionDesign.metrics {
			if got := measured[i][m.Name]; got != c.values[k] {
				t.Errorf("%s of %q is %v, not %v", m.Name, c.text, got, c.values[k])
			}
		}
		if docs[i].Reject.Rule != c.rule {
			t.Errorf("%q fails by %q, not %s", c.text, docs[i].Reject.Rule, c.rule)
		}
	}
}
