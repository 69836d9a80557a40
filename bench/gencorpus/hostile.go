package main

import (
	"bufio"
	"fmt"
	"io"

	"github.com/tamis-data/tamis/internal/sketch"
)

// What is hostile to near-duplicate search, and plain: as many documents of the same length that have
// nothing to do with each other.
var hostile = map[string]func(*crowd, int) []token{
	"plain":   func(c *crowd, n int) []token { return c.fresh(n, crowdWords) },
	"same":    func(c *crowd, _ int) []token { return c.core },
	"cluster": (*crowd).oneWordOther,
	"band":    (*crowd).oneBand,
}

// crowdWords is the length of each document; crowdCore of these words are common to all of a set
// "band". 160 of 187 shingles leave pairs at a similarity of about .75.
const (
	crowdWords = 187
	crowdCore  = 160
)

// crowd makes documents that share a text.
type crowd struct {
	*generator
	core     []token
	sketcher *sketch.Sketcher
	band     uint64 // first key of the core
}

// Hostile writes n documents of a kind.
func Hostile(docs io.Writer, kind string, seed uint64, n int) error {
	c := &crowd{generator: newGenerator(seed)}
	c.core = c.fresh(-1, crowdWords)
	if kind == "band" {
		c.core = c.core[:crowdCore]
		bands, rows := sketch.Solve(0.8)
		s := sketch.Shingling{Length: 5}
		s.Take([]string{"nfc", "case"})
		c.sketcher = sketch.NewSketcher(s, bands, rows, sketch.NewKey(0)) // as a recipe with seed 0 has it
		c.band = c.firstKey(c.core)
	}
	w := bufio.NewWriterSize(docs, 1<<20)
	for i := range n {
		writeTokens(w, name(uint64(i)), hostile[kind](c, i))
	}
	return w.Flush()
}

// fresh is the n-th text of its own.
func (c *crowd) fresh(n, words int) []token {
	r := rng(mix(c.seed, uint64(n+1)))
	return c.tokens(&r, words)
}

// oneWordOther is the common text with another word at one place: all are near to all.
func (c *crowd) oneWordOther(n int) []token {
	out := append([]token(nil), c.core...)
	out[n%len(out)].word = fmt.Sprintf("w%d", n)
	return out
}

// oneBand is the common text and one of its own, drawn until the first band is that of the common text:
// all meet in one band and no two are near.
func (c *crowd) oneBand(n int) []token {
	r := rng(mix(c.seed, uint64(n+1)))
	for {
		out := append(c.core[:crowdCore:crowdCore], c.tokens(&r, crowdWords-crowdCore)...)
		if c.firstKey(out) == c.band {
			return out
		}
	}
}

func (c *crowd) firstKey(text []token) uint64 {
	s := ""
	for _, t := range text {
		s += t.word + t.tail
	}
	return c.sketcher.AppendKeys(nil, []string{s})[0]
}
