// Command train makes the built-in model of label.language from a folder of texts as bench/language/gather.py writes
// them: <language>-<script>.txt, a sentence a line.
//
//	train TEXTS MODEL
//
// The same texts give the same model on machines of one kind: one goroutine learns each script, and what is random
// comes from a fixed seed. A line in twenty is held out; what the model says of it is printed.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/language"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: train TEXTS MODEL")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// sizes are the buckets of each script in bits: as many rows as its languages need to be told apart.
var sizes = []struct {
	script language.Script
	bits   uint
}{{language.Latin, 16}, {language.Cyrillic, 13}, {language.Arabic, 12}, {language.Devanagari, 12},
	{language.Ethiopic, 10}, {language.Hebrew, 10}, {language.Han, 12}}

func run(texts, model string) error {
	groups := make([]language.Group, len(sizes))
	errs := make([]error, len(sizes))
	var wait sync.WaitGroup
	for i, s := range sizes {
		wait.Go(func() { groups[i], errs[i] = learn(texts, s.script, s.bits) })
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	data, err := language.Write(groups)
	if err != nil {
		return err
	}
	m, err := language.Read(data)
	if err != nil {
		return err
	}
	report(m, texts)
	return os.WriteFile(model, data, 0o644)
}

func learn(texts string, script language.Script, bits uint) (language.Group, error) {
	c, err := read(texts, script)
	if err != nil {
		return language.Group{}, err
	}
	parts := c.choose(bits)
	t := newTrainer(c, parts, bits)
	t.train()
	g := t.group(script)
	t.cool(&g)
	return g, nil
}

// held says that a line is kept from the training.
func held(i int) bool { return i%20 == 19 }

// report prints how many of the held-out lines of each language are found.
func report(m *language.Model, texts string) {
	paths, _ := filepath.Glob(filepath.Join(texts, "*.txt"))
	slices.Sort(paths)
	d := m.NewDetector()
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		code, _, _ := strings.Cut(filepath.Base(path), "-")
		if code == language.Other {
			code = language.Undetermined
		}
		n, good, wrong := 0, 0, map[string]int{}
		for i, line := range strings.Split(string(data), "\n") {
			if held(i) && len(line) > 40 && n < 2000 {
				n++
				if got := d.Detect(line).Language; got == code {
					good++
				} else {
					wrong[got]++
				}
			}
		}
		fmt.Printf("%-12s %5d lines held out, %6.2f %% found; %v\n", strings.TrimSuffix(filepath.Base(path), ".txt"), n, 100*float64(good)/float64(max(n, 1)), wrong)
	}
}
