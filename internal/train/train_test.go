package train

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/fasttext"
	"github.com/tamis-data/tamis/internal/ngram"
)

// labelled is a text with its label.
type labelled struct{ text, label string }

func (l labelled) line() string {
	b, _ := json.Marshal(map[string]string{"text": l.text, "label": l.label})
	return string(b) + "\n"
}

// topics draws texts of labels with words of their own and common ones.
func topics(n int, labels ...string) []labelled {
	r := rand.New(rand.NewPCG(3, 5))
	var out []labelled
	for i := range n {
		label := labels[i%len(labels)]
		words := []string{fmt.Sprint("n", i)}
		for range 4 + r.IntN(6) {
			words = append(words, fmt.Sprintf("%s%d", label, r.IntN(8)), fmt.Sprintf("all%d", r.IntN(20)))
		}
		out = append(out, labelled{strings.Join(words, " "), label})
	}
	return out
}

// write writes texts to so many files of a new folder, in turn.
func write(t *testing.T, files int, lines []string) string {
	t.Helper()
	dir := t.TempDir()
	parts := make([]string, files)
	for i, line := range lines {
		parts[i%files] += line
	}
	for i, part := range parts {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.jsonl", i)), []byte(part), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func lines(set []labelled) (out []string) {
	for _, l := range set {
		out = append(out, l.line())
	}
	return out
}

// classifier is one of the texts in a folder, that goes to a folder of its own.
func classifier(t *testing.T, dir string) *Classifier {
	return &Classifier{Input: Input{Paths: []string{dir}, Text: "text", Label: "label", Workers: 1}, Out: filepath.Join(t.TempDir(), "m.bin"), Work: t.TempDir(),
		MaxWords: 1000, HeldOut: 0.25, Memory: 256 << 20,
		Training: fasttext.Training{Dim: 8, Epochs: 3, MinCount: 1, WordNgrams: 2, Bucket: 512, LR: 0.5, Seed: 1}}
}

// made runs it and returns the model's bytes.
func made(t *testing.T, c *Classifier) (*Report, []byte) {
	t.Helper()
	r, err := c.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(c.Out)
	if err != nil {
		t.Fatal(err)
	}
	leavesNothing(t, c.Work)
	return r, data
}

func leavesNothing(t *testing.T, dir string) {
	t.Helper()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// The same texts give the same model and report, however many workers read them, in however many files, in whatever
// order and memory; texts that stand twice with two labels too. Another seed gives another model.
func TestClassifierSameBytes(t *testing.T) {
	set := topics(400, "sea", "sky", "soil")
	set = append(set, labelled{set[0].text, "sky"}, labelled{set[0].text, "sea"}, set[1], set[1])
	all := lines(set)
	first := classifier(t, write(t, 1, all))
	want, model := made(t, first)
	if want.Trained+want.HeldOut != int64(len(set)) || want.HeldOut < 60 || want.Accuracy < 0.8 {
		t.Errorf("report is %+v", want)
	}
	for i, files := range []int{1, 2, 7} {
		mixed := slices.Clone(all)
		rand.New(rand.NewPCG(uint64(i), 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		c := classifier(t, write(t, files, mixed))
		c.Workers, c.Memory = 1+2*i, first.Memory>>i
		r, data := made(t, c)
		if r.Model = want.Model; !bytes.Equal(data, model) || !reflect.DeepEqual(r, want) {
			t.Errorf("%d files, %d workers: another model or report:\n%+v\n%+v", files, c.Workers, r, want)
		}
	}
	first.Seed++
	if _, data := made(t, first); bytes.Equal(data, model) {
		t.Error("another seed gives the same model")
	}
}

// The report is what the model, read back, says of the texts that are held out.
func TestReportAgainstConfusion(t *testing.T) {
	c := classifier(t, write(t, 2, lines(topics(300, "sea", "sky", "soil", "sun"))))
	c.Epochs = 1
	r, _ := made(t, c)
	held, right := int64(0), int64(0)
	byLabel, given, hit := map[string]int64{}, map[string]int64{}, map[string]int64{}
	for _, x := range r.Confusions {
		held += x.Texts
		byLabel[x.Label] += x.Texts
		given[x.Given] += x.Texts
		if x.Label == x.Given {
			right += x.Texts
			hit[x.Label] += x.Texts
		}
	}
	if held != r.HeldOut || right != r.Right || r.Accuracy != float64(right)/float64(held) {
		t.Errorf("%d of %d right by the pairs, and the report is %+v", right, held, r)
	}
	sum := 0.0
	for _, l := range r.Labels {
		p, rec := float64(hit[l.Label])/float64(max(given[l.Label], 1)), float64(hit[l.Label])/float64(byLabel[l.Label])
		f1 := 2 * float64(hit[l.Label]) / float64(given[l.Label]+byLabel[l.Label])
		if l.HeldOut != byLabel[l.Label] || l.Precision != p || l.Recall != rec || l.F1 != f1 {
			t.Errorf("%+v, not %v, %v, %v", l, p, rec, f1)
		}
		sum += f1
	}
	if r.MacroF1 != sum/float64(len(r.Labels)) {
		t.Errorf("macro F1 is %v, not %v", r.MacroF1, sum/4)
	}
}

// A label of which no text is held out has no part in the mean, one of which none trains is never right.
func TestRareLabels(t *testing.T) {
	common := topics(200, "sea", "sky")
	trainedAlone, heldAlone := 0, 0
	for i := range 12 {
		c := classifier(t, write(t, 1, lines(append(slices.Clone(common), labelled{fmt.Sprint("one of its kind ", i), "rare"}))))
		r, _ := made(t, c)
		rare := slices.IndexFunc(r.Labels, func(l LabelLine) bool { return l.Label == "rare" })
		if rare >= 0 {
			trainedAlone++
			if l := r.Labels[rare]; l.Trained != 1 || l.HeldOut != 0 || l.Recall != 0 || r.MacroF1 != (r.Labels[0].F1+r.Labels[1].F1)/2 {
				t.Errorf("%+v of %+v", l, r)
			}
			continue
		}
		heldAlone++
		if !slices.ContainsFunc(r.Confusions, func(x Confusion) bool { return x.Label == noLabel && x.Given != noLabel && x.Texts == 1 }) {
			t.Errorf("pairs are %+v", r.Confusions)
		}
	}
	if trainedAlone == 0 || heldAlone == 0 {
		t.Errorf("%d trained, %d held out: too little is tried", trainedAlone, heldAlone)
	}
}

// Two texts are enough, with nothing held out.
func TestTinySet(t *testing.T) {
	c := classifier(t, write(t, 1, []string{labelled{"waves", "sea"}.line(), labelled{"clouds", "sky"}.line()}))
	c.HeldOut = 0
	if r, data := made(t, c); r.Trained != 2 || r.HeldOut != 0 || r.Accuracy != 0 || len(data) == 0 || len(r.Labels) != 2 {
		t.Errorf("report is %+v", r)
	}
}

// What can't be trained is said, and a model that is there stays.
func TestClassifierFaults(t *testing.T) {
	good := lines(topics(300, "sea", "sky"))
	damaged := slices.Clone(good)
	for i := range 12 {
		damaged[20*i+5] = "{\"text\": \"cut off\n"
	}
	for name, c := range map[string]struct {
		lines []string
		held  float64
		want  string
	}{
		"one label":          {lines(topics(50, "sea")), 0.1, "train classifier: 1 labels are too few to tell apart"},
		"all held out":       {good[:4], 0.999999, "train classifier: 0 labels are too few to tell apart"},
		"damaged":            {damaged, 0.1, "read inputs: 12 of 300 records can't be read, the first at "},
		"all without labels": {[]string{"{\"text\": \"a\"}\n", "{\"text\": \"b\"}\n"}, 0.1, "/0.jsonl, byte 0: no label in field label"},
		"empty":              {[]string{""}, 0.1, "read inputs: there is no document in them"},
	} {
		k := classifier(t, write(t, 1, c.lines))
		k.HeldOut = c.held
		if err := os.WriteFile(k.Out, []byte("the old one"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Run(context.Background()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %s", name, err, c.want)
		}
		if data, err := os.ReadFile(k.Out); err != nil || string(data) != "the old one" {
			t.Errorf("%s: the old model is %q, %v", name, data, err)
		}
		if beside, _ := os.ReadDir(filepath.Dir(k.Out)); len(beside) != 1 {
			t.Errorf("%s: beside the model lies %v", name, beside)
		}
		leavesNothing(t, k.Work)
	}
}

// A few records that can't be read are counted, with the first one's place, and the others train.
func TestFewDamaged(t *testing.T) {
	all := lines(topics(300, "sea", "sky"))
	all[3] = "no JSON\n"
	want := len(all[0]) + len(all[1]) + len(all[2])
	c := classifier(t, write(t, 1, all))
	c.Workers = 3
	if r, _ := made(t, c); r.Unread != 1 || r.Trained+r.HeldOut != 299 || !strings.Contains(r.FirstLost, fmt.Sprintf("/0.jsonl, byte %d: ", want)) {
		t.Errorf("report is %+v, %s", r, r.FirstLost)
	}
}

// A run that is stopped leaves nothing.
func TestClassifierStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c := classifier(t, write(t, 1, lines(topics(300, "sea", "sky"))))
	c.Step = func(epoch int) { cancel() }
	if _, err := c.Run(ctx); err == nil {
		t.Error("it went on")
	}
	if _, err := os.Stat(c.Out); err == nil {
		t.Error("a model was written")
	}
	leavesNothing(t, c.Work)
}

func ngrams(t *testing.T, dir string) *Ngram {
	return &Ngram{Input: Input{Paths: []string{dir}, Text: "text", Workers: 1}, How: ngram.Words, Order: 3, MaxWords: 500, MinCount: 1, HeldOut: 0.2, Seed: 1,
		Out: filepath.Join(t.TempDir(), "m.ng"), Work: t.TempDir(), Memory: 256 << 20}
}

func madeNgram(t *testing.T, n *Ngram) (*NgramReport, []byte) {
	t.Helper()
	r, err := n.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(n.Out)
	if err != nil {
		t.Fatal(err)
	}
	leavesNothing(t, n.Work)
	return r, data
}

// A model of n-grams is the same by any workers, files, order and memory, and so is its report; of what is held out
// nothing is counted.
func TestNgramSameBytes(t *testing.T) {
	all := lines(topics(400, "sea", "sky"))
	want, model := madeNgram(t, ngrams(t, write(t, 1, all)))
	if want.Texts != 400 || want.HeldOut < 40 || want.Perplexity < 1 || want.Unknown <= 0 {
		t.Errorf("report is %+v", want)
	}
	for i, files := range []int{2, 5} {
		mixed := slices.Clone(all)
		slices.Reverse(mixed)
		n := ngrams(t, write(t, files, mixed))
		n.Workers, n.Memory = 2+3*i, 64<<20
		r, data := madeNgram(t, n)
		if r.Model = want.Model; !bytes.Equal(data, model) || !reflect.DeepEqual(r, want) {
			t.Errorf("%d files: another model or report:\n%+v\n%+v", files, r, want)
		}
	}
	n := ngrams(t, write(t, 1, all))
	kept := slices.DeleteFunc(topics(400, "sea", "sky"), func(l labelled) bool { return n.held(l.text) })
	n.Paths, n.HeldOut = []string{write(t, 1, lines(kept))}, 0
	if r, data := madeNgram(t, n); !bytes.Equal(data, model) || r.HeldOut != 0 || r.Perplexity != 0 {
		t.Error("what is held out is part of the model")
	}
}

// A single text makes a model; none, or damaged ones, make none.
func TestNgramTinyAndDamaged(t *testing.T) {
	n := ngrams(t, write(t, 1, []string{"{\"text\": \"the ferry is late\"}\n"}))
	n.HeldOut = 0
	if r, data := madeNgram(t, n); len(data) == 0 || r.Texts != 1 || !r.Fallback || len(r.Ngrams) != 3 {
		t.Errorf("report is %+v", r)
	}
	for _, line := range []string{"", "{\"text\": \n", "{\"text\": \"...\"}\n"} {
		n := ngrams(t, write(t, 1, []string{line}))
		n.HeldOut = 0
		if _, err := n.Run(context.Background()); err == nil {
			t.Errorf("%q made a model", line)
		}
		if _, err := os.Stat(n.Out); err == nil {
			t.Errorf("%q left a model", line)
		}
		leavesNothing(t, n.Work)
	}
}
