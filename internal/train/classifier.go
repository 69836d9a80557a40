package train

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/tamis-data/tamis/internal/fasttext"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// Classifier says how a classifier is made.
type Classifier struct {
	Input
	fasttext.Training
	Out, Work string
	MaxWords  int
	HeldOut   float64 // share of the texts that is kept from training, by a hash of the text
	Memory    int64
	Step      func(epoch int) // told when an epoch begins
}

// longestWord bounds the bytes of a word of the vocabulary; longer ones are known by their n-grams alone.
const longestWord = 256

// Run trains a model, writes it and says how it does on the texts kept from it. The same texts and options give the
// same bytes, whatever the files they stand in, their order, or how many workers read them.
func (c *Classifier) Run(ctx context.Context) (*Report, error) {
	if err := c.Training.Check(); err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp(c.Work, "tamis-train-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for work: %w", err)
	}
	r, err := c.run(ctx, work)
	return r, errors.Join(err, os.RemoveAll(work))
}

// examples are the texts of a set, sorted by a hash, with the words and labels of those that train.
type examples struct {
	train, held *spill.Sorter
	sums        *spill.Summer
}

func (c *Classifier) run(ctx context.Context, work string) (*Report, error) {
	budget := min(max(c.Memory/8, 1<<20), 256<<20)
	x := &examples{spill.NewSorter(work, budget), spill.NewSorter(work, budget), spill.NewSummer(work, budget)}
	defer x.close()
	read, err := c.each(ctx, func(docs []schema.Doc) error { return c.take(x, docs) })
	if err != nil {
		return nil, err
	}
	v, err := c.vocabulary(x.sums)
	if err != nil {
		return nil, err
	}
	if need := c.Bytes(v); need > c.Memory-3*budget {
		return nil, fmt.Errorf("the model takes %d MB beside %d MB for sorting, more than --memory allows; fewer buckets, words or dimensions make it smaller", need>>20, 3*budget>>20)
	}
	train, err := x.train.Sort()
	if err != nil {
		return nil, err
	}
	t, err := c.learn(ctx, train, v)
	if err = errors.Join(err, train.Close()); err != nil {
		return nil, err
	}
	if err := publish(c.Out, t.Write); err != nil {
		return nil, err
	}
	return c.report(x, v, read)
}

func (x *examples) close() {
	_, _, _ = x.train.Close(), x.held.Close(), x.sums.Close()
}

// take sorts a batch: where a text stands, and whether it trains, are told by its hash.
func (c *Classifier) take(x *examples, docs []schema.Doc) error {
	var train, held spill.Block
	var sums spill.Sums
	var key, rec []byte
	for i := range docs {
		text, label := headOf(docs[i].Text()), LabelName(docs[i].Values[schema.SlotID].Str())
		key = append(binary.LittleEndian.AppendUint64(key[:0], c.Seed), text...)
		hash := sha256.Sum256(key)
		rec = append(append(binary.AppendUvarint(rec[:0], uint64(len(label))), label...), text...)
		if float64(binary.LittleEndian.Uint64(hash[16:])>>11)/(1<<53) < c.HeldOut {
			held.Add(hash[:16], rec)
			continue
		}
		train.Add(hash[:16], rec)
		addWords(&sums, text)
		sums.Add([]byte("l"+label), 1)
	}
	return errors.Join(x.train.Append(&train), x.held.Append(&held), x.sums.Append(&sums))
}

// LabelName is a label as a model file can hold it: white space is what ends one there.
func LabelName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0 {
			return '_'
		}
		return r
	}, s)
}

func addWords(sums *spill.Sums, text string) {
	key := []byte{'w'}
	fasttext.EachWord(text, func(w string) bool {
		if len(w) <= longestWord && !fasttext.IsLabel(w) {
			sums.Add(append(key[:1], w...), 1)
		}
		return true
	})
	sums.Add([]byte("t"), fasttext.Tokens(text))
}

// counted is a word or label with how often it stands.
type counted struct {
	name string
	n    int64
}

// vocabulary takes the labels and the most frequent words; of equal ones the first by their bytes.
func (c *Classifier) vocabulary(sums *spill.Summer) (*fasttext.Vocabulary, error) {
	v := &fasttext.Vocabulary{}
	var words, labels []counted
	err := sums.All(func(key []byte, n int64) error {
		switch name := string(key[1:]); {
		case key[0] == 't':
			v.Tokens = n
		case key[0] == 'l':
			labels = append(labels, counted{name, n})
			if len(labels) > maxLabels {
				return fmt.Errorf("more than %d labels: is %s the field of labels?", maxLabels, c.Label)
			}
		case n >= int64(c.MinCount):
			words = append(words, counted{name, n})
			if len(words) >= 2*c.MaxWords+1 {
				words = frequent(words, c.MaxWords)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var texts int64
	for _, l := range frequent(labels, maxLabels) {
		v.Labels, v.LabelCounts = append(v.Labels, l.name), append(v.LabelCounts, l.n)
		texts += l.n
	}
	words = append(words, counted{fasttext.End, texts})
	for _, w := range frequent(words, c.MaxWords) {
		v.Words, v.Counts = append(v.Words, w.name), append(v.Counts, w.n)
	}
	return v, nil
}

// maxLabels bounds what a mistaken field can make of a model.
const maxLabels = 100_000

func frequent(words []counted, n int) []counted {
	slices.SortFunc(words, func(a, b counted) int { return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.name, b.name)) })
	return words[:min(n, len(words))]
}

// learn goes over the examples once an epoch.
func (c *Classifier) learn(ctx context.Context, train *spill.Sorted, v *fasttext.Vocabulary) (*fasttext.Trainer, error) {
	t, err := fasttext.NewTrainer(c.Training, v)
	if err != nil {
		return nil, fmt.Errorf("train classifier: %w", err)
	}
	ids := labelIDs(v)
	for epoch := range c.Epochs {
		if c.Step != nil {
			c.Step(epoch)
		}
		err := train.All(func(_, rec []byte) error {
			label, text := parseExample(rec)
			t.Learn(fasttext.Example{Text: text, Label: ids[label]})
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	return t, t.Check()
}

func labelIDs(v *fasttext.Vocabulary) map[string]int {
	ids := map[string]int{}
	for i, l := range v.Labels {
		ids[l] = i
	}
	return ids
}

func parseExample(rec []byte) (label, text string) {
	n, at := binary.Uvarint(rec)
	return string(rec[at : at+int(n)]), string(rec[at+int(n):])
}

// report reads the model back as users will, and asks it about the texts kept from training.
func (c *Classifier) report(x *examples, v *fasttext.Vocabulary, read Read) (*Report, error) {
	data, err := os.ReadFile(c.Out)
	if err != nil {
		return nil, err
	}
	m, err := fasttext.Load(data)
	if err != nil {
		return nil, err
	}
	held, err := x.held.Sort()
	if err != nil {
		return nil, err
	}
	r := newReport(c, v, read)
	r.Bytes, r.SHA256 = int64(len(data)), fmt.Sprintf("%x", sha256.Sum256(data))
	p, ids := m.NewPredictor(), labelIDs(v)
	var out []fasttext.Prediction
	err = held.All(func(_, rec []byte) error {
		label, text := parseExample(rec)
		out = p.Predict(text, 1, 0, out[:0])
		said := -1
		if len(out) > 0 {
			said = out[0].Label
		}
		truth, known := ids[label]
		if !known {
			truth = -1
		}
		r.add(truth, said)
		return nil
	})
	r.finish()
	return r, errors.Join(err, held.Close())
}
