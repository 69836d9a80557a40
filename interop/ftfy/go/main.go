// Command go runs clean.mojibake over texts, for interop/ftfy/compare.py to hold against ftfy.
//
//	go run ./interop/ftfy/go < cases.jsonl > results.jsonl
//
// A case is {"args": "{by: line}", "text": "…"}, a result {"text": "…"}, with "fault" where a law is
// broken: the edits must replay to the text, and a second run must find nothing.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/clean"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "interop/ftfy:", err)
		os.Exit(1)
	}
}

type testCase struct{ Args, Text string }

type result struct {
	Text  string `json:"text"`
	Fault string `json:"fault,omitempty"`
}

func run(in io.Reader, out io.Writer) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	steps := map[string]*step{}
	for dec := json.NewDecoder(in); ; {
		var c testCase
		if err := dec.Decode(&c); errors.Is(err, io.EOF) {
			return w.Flush()
		} else if err != nil {
			return fmt.Errorf("read case: %w", err)
		}
		s := steps[c.Args]
		if s == nil {
			var err error
			if s, err = plan(c.Args); err != nil {
				return err
			}
			steps[c.Args] = s
		}
		if err := enc.Encode(s.try(c.Text)); err != nil {
			return fmt.Errorf("write result: %w", err)
		}
	}
}

// step is a planned clean.mojibake.
type step struct {
	mapper  transform.Mapper
	layout  *schema.Layout
	scratch schema.Scratch
}

func plan(args string) (*step, error) {
	src := "tamis: 1\nname: interop\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources:\n  - path: x.txt\nsteps:\n  - clean.mojibake: " + args + "\n"
	r, problems := recipe.Parse([]byte(src), "recipe.yaml", recipe.Options{Catalog: []transform.Spec{clean.Mojibake}})
	if r == nil {
		return nil, fmt.Errorf("plan %s: %v", args, problems)
	}
	m, ok := r.Steps[0].Step.(transform.Mapper)
	if !ok {
		return nil, fmt.Errorf("plan %s: no Mapper", args)
	}
	return &step{mapper: m, layout: r.Layout}, nil
}

// try runs the step over a text, and once more over what it made of it.
func (s *step) try(text string) result {
	d := schema.Doc{Values: make([]schema.Value, len(s.layout.Columns))}
	d.Set(schema.SlotText, schema.StringValue(text))
	once, err := s.run(&d)
	if err != nil {
		return result{Fault: err.Error()}
	}
	out := result{Text: once}
	if fault := replay(&d, text); fault != nil {
		out.Fault = fault.Error()
	} else if twice, err := s.run(&d); err != nil || twice != once {
		out.Fault = fmt.Sprintf("a second run gives %q %v", twice, err)
	}
	return out
}

func (s *step) run(d *schema.Doc) (string, error) {
	d.Begin(s.layout, 0, &s.scratch)
	err := s.mapper.Map(context.Background(), d)
	return d.Text(), err
}

func replay(d *schema.Doc, original string) error {
	var rows []schema.Row
	d.Rows(func(r schema.Row) { rows = append(rows, r) })
	text, err := schema.Replay(original, rows)
	if err == nil && text != d.Text() {
		err = errors.New("the edits replay to another text")
	}
	return err
}
