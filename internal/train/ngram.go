package train

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/tamis-data/tamis/internal/ngram"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// Ngram says how a model of n-grams is made.
type Ngram struct {
	Input
	How       ngram.How
	Order     int
	MaxWords  int
	MinCount  int
	Prune     int64 // leave out the longest n-grams that stand so often or less
	HeldOut   float64
	Seed      uint64
	Out, Work string
	Memory    int64
	Step      func(what string)
}

// NgramReport says what was made.
type NgramReport struct {
	Model      string       `json:"model"`
	SHA256     string       `json:"sha256"`
	Bytes      int64        `json:"bytes"`
	Texts      int64        `json:"texts"`
	Unread     int64        `json:"unread"`
	Ngrams     []int        `json:"ngrams"` // by length
	Discounts  [][3]float64 `json:"discounts"`
	Fallback   bool         `json:"fallback"` // a length had too few counts for discounts of its own
	HeldOut    int64        `json:"held_out"`
	Perplexity float64      `json:"perplexity"` // of the texts held out
	Unknown    float64      `json:"unknown"`    // share of their words that the model does not have
	FirstLost  string       `json:"-"`
}

// Run counts, estimates and writes a model. The same texts and options give the same bytes.
func (n *Ngram) Run(ctx context.Context) (*NgramReport, error) {
	work, err := os.MkdirTemp(n.Work, "tamis-train-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for work: %w", err)
	}
	r, err := n.run(ctx, work)
	return r, errors.Join(err, os.RemoveAll(work))
}

func (n *Ngram) run(ctx context.Context, work string) (*NgramReport, error) {
	n.say("counting words")
	words, read, err := n.words(ctx, work)
	if err != nil {
		return nil, err
	}
	g := &grams{n: n, ids: map[string]uint32{}, budget: min(max(n.Memory/int64(4*n.Order), 1<<20), 256<<20)}
	for i, w := range words {
		g.ids[w] = uint32(ngram.FirstWord + i)
	}
	for range n.Order {
		g.sums = append(g.sums, spill.NewSummer(work, g.budget))
	}
	defer g.close()
	n.say("counting n-grams")
	if _, err := n.each(ctx, g.take); err != nil {
		return nil, err
	}
	if err := g.shorter(ctx); err != nil {
		return nil, err
	}
	n.say("estimating")
	e := ngram.NewEstimate(n.How, words)
	for k, s := range g.sums {
		prune := int64(0)
		if k > 0 && k == n.Order-1 {
			prune = n.Prune
		}
		if err := errors.Join(e.Add(s.Seq(), prune), s.Err()); err != nil {
			return nil, err
		}
	}
	if err := publish(n.Out, e.Write); err != nil {
		return nil, err
	}
	return n.report(ctx, e, read)
}

func (n *Ngram) say(what string) {
	if n.Step != nil {
		n.Step(what)
	}
}

// held says whether a text is kept from training, by its hash.
func (n *Ngram) held(text string) bool {
	hash := sha256.Sum256(append(binary.LittleEndian.AppendUint64(nil, n.Seed), text...))
	return float64(binary.LittleEndian.Uint64(hash[16:])>>11)/(1<<53) < n.HeldOut
}

// words takes the most frequent words; of equal ones the first by their bytes.
func (n *Ngram) words(ctx context.Context, work string) ([]string, Read, error) {
	sums := spill.NewSummer(work, min(max(n.Memory/4, 1<<20), 256<<20))
	defer func() { _ = sums.Close() }()
	read, err := n.each(ctx, func(docs []schema.Doc) error {
		var own spill.Sums
		r := &ngram.Reader{How: n.How, Word: func(w []byte) uint32 {
			if len(w) <= ngram.MaxWord && !ngram.IsMark(w) {
				own.Add(w, 1)
			}
			return 0
		}}
		n.texts(docs, false, func(v *text.View) { r.Each(v, func([]uint32) {}) })
		return sums.Append(&own)
	})
	if err != nil {
		return nil, read, err
	}
	var all []counted
	err = sums.All(func(key []byte, c int64) error {
		if c >= int64(n.MinCount) {
			if all = append(all, counted{string(key), c}); len(all) >= 2*n.MaxWords+1 {
				all = frequent(all, n.MaxWords)
			}
		}
		return ctx.Err()
	})
	var out []string
	for _, w := range frequent(all, n.MaxWords) {
		out = append(out, w.name)
	}
	return out, read, err
}

// texts hands over those texts of a batch that train, or those that are held out.
func (n *Ngram) texts(docs []schema.Doc, held bool, f func(v *text.View)) {
	v := &text.View{}
	for i := range docs {
		if s := docs[i].Text(); n.held(s) == held {
			v.Show(s)
			f(v)
		}
	}
}

// grams are the counts by length.
type grams struct {
	n      *Ngram
	ids    map[string]uint32
	sums   []*spill.Summer // of k+1 words
	budget int64
}

func (g *grams) close() {
	for _, s := range g.sums {
		_ = s.Close()
	}
}

func (g *grams) id(word []byte) uint32 { return g.ids[string(word)] }

// take counts the longest n-grams of a batch, and the shorter ones with which sentences begin.
func (g *grams) take(docs []schema.Doc) error {
	own := make([]spill.Sums, len(g.sums))
	r := &ngram.Reader{How: g.n.How, Word: g.id}
	var words []uint32
	var key []byte
	order := len(g.sums)
	g.n.texts(docs, false, func(v *text.View) {
		r.Each(v, func(sentence []uint32) {
			words = append(append(append(words[:0], ngram.Begin), sentence...), ngram.End)
			for at := 0; at+order <= len(words); at++ {
				key = ngram.AppendKey(key[:0], words[at:at+order])
				own[order-1].Add(key, 1)
			}
			for k := 2; k < order && k <= len(words); k++ {
				key = ngram.AppendKey(key[:0], words[:k])
				own[k-1].Add(key, 1)
			}
		})
	})
	var err error
	for k := range own {
		err = errors.Join(err, g.sums[k].Append(&own[k]))
	}
	return err
}

// ngramBytes is what an n-gram takes while a model is estimated.
const ngramBytes = 32

// shorter counts behind how many different words the shorter n-grams stand: one for each longer one.
func (g *grams) shorter(ctx context.Context) error {
	total := int64(len(g.ids))
	for k := len(g.sums) - 1; k > 0; k-- {
		var own spill.Sums
		err := g.sums[k].All(func(key []byte, _ int64) error {
			if total++; total*ngramBytes > g.n.Memory/2 {
				return fmt.Errorf("more than %d million n-grams: their model does not fit --memory; a lower --order or --max-words makes it smaller", total/1e6)
			}
			own.Add(ngram.Tail(key), 1)
			if own.Bytes() < 1<<20 {
				return nil
			}
			return errors.Join(ctx.Err(), g.sums[k-1].Append(&own))
		})
		if err = errors.Join(err, g.sums[k-1].Append(&own)); err != nil {
			return err
		}
	}
	return nil
}

// report reads the model back as users will, and asks it about the texts held out.
func (n *Ngram) report(ctx context.Context, e *ngram.Estimate, read Read) (*NgramReport, error) {
	data, err := os.ReadFile(n.Out)
	if err != nil {
		return nil, err
	}
	m, err := ngram.Load(data)
	if err != nil {
		return nil, err
	}
	r := &NgramReport{Model: n.Out, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)), Bytes: int64(len(data)), Texts: read.Texts,
		Unread: read.Places, FirstLost: read.First, Ngrams: e.Size(), Discounts: e.Discounts, Fallback: e.Fallback}
	if n.HeldOut == 0 {
		return r, nil
	}
	n.say("reading what was held out")
	var mu sync.Mutex
	var sum ngram.Sum
	_, err = n.each(ctx, func(docs []schema.Doc) error {
		c, own, texts := m.NewScorer(n.How), ngram.Sum{}, int64(0)
		n.texts(docs, true, func(v *text.View) { c.Add(v, &own); texts++ })
		mu.Lock()
		defer mu.Unlock()
		sum.Add(own)
		r.HeldOut += texts
		return nil
	})
	r.Perplexity, r.Unknown = sum.Perplexity(), share(sum.Unknown, sum.Words)
	return r, err
}
