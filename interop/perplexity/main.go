// Command perplexity says what a model of n-grams makes of each text of a JSONL file: a line with the sum of the logarithms in
// millionths, the words and ends of sentences, and the words that the model does not have.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/tamis-data/tamis/internal/ngram"
	"github.com/tamis-data/tamis/internal/text"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(model, texts string) error {
	data, err := os.ReadFile(model)
	if err != nil {
		return err
	}
	m, err := ngram.Load(data)
	if err != nil {
		return err
	}
	f, err := os.Open(texts)
	if err != nil {
		return err
	}
	defer f.Close()
	c, v, out := m.NewScorer(m.How()), &text.View{}, json.NewEncoder(os.Stdout)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var doc struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			return err
		}
		v.Show(doc.Text)
		var sum ngram.Sum
		c.Add(v, &sum)
		if err := out.Encode([4]any{sum.Log, sum.Tokens, sum.Unknown, sum.Perplexity()}); err != nil {
			return err
		}
	}
	return lines.Err()
}
