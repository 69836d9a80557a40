package text

import (
	"os"
	"strings"
	"testing"
	"unsafe"
)

func unsafeString(b []byte) string { return unsafe.String(&b[0], len(b)) }

// prose is what a benchmark reads: the file that BENCH_TEXT names, cut into pieces of some kilobytes, else this
// repository's own pages.
func prose(b *testing.B) []string {
	b.Helper()
	names := []string{"../../README.md", "../../docs/architecture.md", "../../docs/format.md"}
	if name := os.Getenv("BENCH_TEXT"); name != "" {
		names = []string{name}
	}
	var out []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Skip(err)
		}
		for s := strings.ToValidUTF8(string(data), ""); s != ""; {
			n := min(len(s), 3000)
			if at := strings.IndexByte(s[n:], '\n'); at >= 0 {
				n += at + 1
			} else {
				n = len(s)
			}
			out, s = append(out, s[:n]), s[n:]
		}
	}
	return out
}

// BenchmarkView measures each part of a view over prose.
func BenchmarkView(b *testing.B) {
	texts := prose(b)
	bytes := 0
	for _, s := range texts {
		bytes += len(s)
	}
	for name, ask := range map[string]func(v *View){
		"words-plain": func(v *View) { v.Words(Plain) },
		"words-own":   func(v *View) { v.Words(Own) },
		"lines":       func(v *View) { v.Lines() },
		"textlines":   func(v *View) { v.TextLines() },
		"paragraphs":  func(v *View) { v.Paragraphs() },
		"sentences":   func(v *View) { v.Sentences(Plain) },
		"counts":      func(v *View) { v.Counts() },
		"linecopies":  func(v *View) { v.LineCopies() },
		"ascii":       func(v *View) { v.ASCII() },
	} {
		b.Run(name, func(b *testing.B) {
			var v View
			b.SetBytes(int64(bytes))
			for b.Loop() {
				for _, s := range texts {
					v.Show(s)
					ask(&v)
				}
			}
		})
	}
}
