//go:build unix

// Command ask says for each line of its input which language it is in and how sure that is: with -model a fastText model
// through internal/fasttext, else the built-in one. -quiet prints the CPU-seconds alone.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"syscall"

	"github.com/tamis-data/tamis/internal/fasttext"
	"github.com/tamis-data/tamis/internal/language"
)

func main() {
	model, builtin, quiet := flag.String("model", "", "a fastText model"), flag.String("builtin", "", "a model of internal/language; default: the one compiled in"), flag.Bool("quiet", false, "print the CPU-seconds alone")
	list := flag.Bool("languages", false, "list what the built-in model knows")
	flag.Parse()
	log.SetFlags(0)
	if *list {
		fmt.Println(strings.Join(language.Default().Languages(), " "))
		return
	}
	judge, err := judgeBy(*model, *builtin)
	if err != nil {
		log.Fatal(err)
	}
	in, out := bufio.NewScanner(os.Stdin), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in.Buffer(nil, 64<<20)
	used, bytes := 0.0, 0
	for in.Scan() {
		line := in.Text()
		before := cpu()
		code, score := judge(line)
		used += cpu() - before
		bytes += len(line)
		if !*quiet {
			fmt.Fprintf(out, "%s\t%.3f\n", code, score)
		}
	}
	if *quiet {
		fmt.Fprintf(out, "%.3f CPU-s for %d bytes\n", used, bytes)
	}
}

func judgeBy(model, builtin string) (func(string) (string, float64), error) {
	if model == "" {
		return ownJudge(builtin)
	}
	data, err := os.ReadFile(model)
	if err != nil {
		return nil, err
	}
	m, err := fasttext.Load(data)
	if err != nil {
		return nil, err
	}
	p := m.NewPredictor()
	var got []fasttext.Prediction
	return func(text string) (string, float64) {
		if got = p.Predict(text, 1, 0, got[:0]); len(got) == 0 {
			return language.Undetermined, 0
		}
		return strings.TrimPrefix(m.Labels()[got[0].Label], "__label__"), float64(got[0].Probability)
	}, nil
}

func ownJudge(path string) (func(string) (string, float64), error) {
	m := language.Default
	if path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		read, err := language.Read(data)
		if err != nil {
			return nil, err
		}
		m = func() *language.Model { return read }
	}
	d := m().NewDetector()
	return func(text string) (string, float64) {
		r := d.Detect(text)
		return r.Language, r.Score
	}, nil
}

// cpu is what this process has used, user and system.
func cpu() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
