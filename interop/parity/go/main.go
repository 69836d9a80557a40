// Command go splits texts as internal/text/spacy does, for interop/parity/words.py to hold against spaCy.
//
//	go run ./interop/parity/go < texts.jsonl > results.jsonl
//
// A text is {"text": "…"}, a result {"tokens": […], "sentences": […]}: starts and ends by turns, in code points.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text/spacy"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "interop/parity:", err)
		os.Exit(1)
	}
}

type result struct {
	Tokens    []int  `json:"tokens"`
	Sentences []int  `json:"sentences"`
	Fault     string `json:"fault,omitempty"`
}

func run(in io.Reader, out io.Writer) error {
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	dec := json.NewDecoder(bufio.NewReader(in))
	for {
		var c struct{ Text string }
		if err := dec.Decode(&c); errors.Is(err, io.EOF) {
			return w.Flush()
		} else if err != nil {
			return fmt.Errorf("read text: %w", err)
		}
		sentences := spacy.Sentences(c.Text, nil)
		r := result{Tokens: points(c.Text, spacy.Tokens(c.Text, nil)), Sentences: points(c.Text, sentences)}
		if n := spacy.CountSentences(c.Text); n != len(sentences) {
			r.Fault = fmt.Sprintf("%d sentences counted, %d found", n, len(sentences))
		}
		if err := enc.Encode(r); err != nil {
			return fmt.Errorf("write result: %w", err)
		}
	}
}

// points turns spans into code points. They don't overlap and stand in order.
func points(text string, spans []spacy.Span) []int {
	out := make([]int, 0, 2*len(spans))
	at, n := 0, 0
	for _, s := range spans {
		n += utf8.RuneCountInString(text[at:s.Start])
		out = append(out, n)
		n += utf8.RuneCountInString(text[s.Start:s.End])
		out = append(out, n)
		at = int(s.End)
	}
	return out
}
