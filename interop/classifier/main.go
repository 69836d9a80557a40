// Command classifier says what our reader of fastText models makes of each text of a JSONL file: a line of labels
// with the bits of their probabilities.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/tamis-data/tamis/internal/fasttext"
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
	m, err := fasttext.Load(data)
	if err != nil {
		return err
	}
	f, err := os.Open(texts)
	if err != nil {
		return err
	}
	defer f.Close()
	p, out := m.NewPredictor(), json.NewEncoder(os.Stdout)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var doc struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			return err
		}
		said := [][2]any{}
		for _, x := range p.Predict(doc.Text, 3, 0, nil) {
			said = append(said, [2]any{m.Labels()[x.Label], math.Float32bits(x.Probability)})
		}
		if err := out.Encode(said); err != nil {
			return err
		}
	}
	return lines.Err()
}
