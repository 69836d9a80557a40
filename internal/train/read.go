// Package train makes models from document sets: a classifier that fastText reads, and a model of n-grams.
package train

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// Input says what is read.
type Input struct {
	Paths       []string // files, directories or globs
	Text, Label string   // fields; Label "" where there is none
	Workers     int
	Child       func() *exec.Cmd // reads Arrow files
}

// Read is what came of reading.
type Read struct {
	Files, Texts, Places int64
	First                string // where and why the first place could not be read
}

// maxPlaces is the share of records that may be unreadable, as in a recipe; below leastPlaces none is judged by.
const (
	maxPlaces   = 0.01
	leastPlaces = 10
)

// maxText is how many bytes of a text are looked at: what comes later changes a model little.
const maxText = 100_000

// each reads all inputs and hands their texts over, from several goroutines at once, a batch to each call. What is
// made of them must not depend on the order.
func (in *Input) each(ctx context.Context, batch func(docs []schema.Doc) error) (Read, error) {
	sources := make([]read.Source, len(in.Paths))
	for i, path := range in.Paths {
		sources[i] = read.Source{Path: path, Fields: map[string]string{"text": in.Text}}
		if in.Label != "" {
			sources[i].Fields["id"] = in.Label // of all roles the one that takes words and numbers alike
		}
	}
	files, err := read.Find(".", sources, nil)
	if err != nil {
		return Read{}, err
	}
	r := &reading{in: in, sources: sources, batch: batch, chunks: make(chan *read.Chunk, 1), sum: Read{Files: int64(len(files))}}
	if err := r.run(ctx, files); err != nil {
		return r.sum, err
	}
	return r.sum, r.sum.check()
}

func (s *Read) check() error {
	switch {
	case s.Places >= leastPlaces && float64(s.Places) > maxPlaces*float64(s.Places+s.Texts):
		return fmt.Errorf("read inputs: %d of %d records can't be read, the first at %s", s.Places, s.Places+s.Texts, s.First)
	case s.Texts == 0 && s.Places > 0:
		return fmt.Errorf("read inputs: no record can be read, the first at %s", s.First)
	case s.Texts == 0:
		return errors.New("read inputs: there is no document in them")
	}
	return nil
}

// reading is one pass over the inputs.
type reading struct {
	in      *Input
	sources []read.Source
	batch   func([]schema.Doc) error
	chunks  chan *read.Chunk

	mu    sync.Mutex
	sum   Read
	first schema.Place
	names []string
	err   error
}

func (r *reading) run(ctx context.Context, files []read.File) error {
	for _, f := range files {
		r.names = append(r.names, f.Name)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for range max(r.in.Workers, 1) {
		wg.Go(func() {
			for c := range r.chunks {
				if r.note(r.parse(c)) {
					cancel()
				}
			}
		})
	}
	for _, f := range files {
		if r.note(r.file(ctx, f)) {
			break
		}
	}
	close(r.chunks)
	wg.Wait()
	return r.err
}

// note keeps the first error.
func (r *reading) note(err error) (failed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
	return r.err != nil
}

// file hands the chunks of a file to the workers.
func (r *reading) file(ctx context.Context, f read.File) error {
	in, err := read.Open(f, r.sources[f.Source], read.Options{Child: r.in.Child, NoDigest: true})
	if err != nil {
		return err
	}
	for err == nil {
		var c *read.Chunk
		if c, err = in.Next(); err != nil {
			break
		}
		select {
		case r.chunks <- c:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, in.Close())
}

func (r *reading) parse(c *read.Chunk) error {
	docs, places, _, err := c.Parse()
	if err != nil {
		return err
	}
	r.mu.Lock()
	r.sum.Texts += int64(len(docs))
	for _, p := range places {
		if r.sum.Places++; r.sum.Places == 1 || p.File < r.first.File || p.File == r.first.File && p.Start < r.first.Start {
			r.first = p
			r.sum.First = fmt.Sprintf("%s, byte %d: %s", r.names[p.File], p.Start, r.in.reason(p.Reason))
		}
	}
	r.mu.Unlock()
	return r.batch(docs)
}

// reason says what a record lacks in the words of the command line: readers know a label as an id, and no field of the text.
func (in *Input) reason(s string) string {
	switch {
	case in.Label != "" && s == "no id in field "+in.Label:
		return "no label in field " + in.Label + "; --label names another"
	case s == "no text":
		return "no text in field " + in.Text + "; --text names another"
	}
	return s
}

// headOf is the part of a text that is looked at.
func headOf(s string) string {
	if len(s) <= maxText {
		return s
	}
	end := maxText
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}
