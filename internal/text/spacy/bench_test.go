package spacy

import (
	"os"
	"strings"
	"testing"
)

// prose is English text of the size of a large page.
func prose(b *testing.B) string {
	b.Helper()
	data, err := os.ReadFile("../../garble/prose/text/en.txt")
	if err != nil {
		b.Fatal(err)
	}
	return strings.Repeat(string(data), 1+200_000/len(data))
}

func BenchmarkWords(b *testing.B) {
	text := prose(b)
	var dst []Span
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		dst = Words(text, dst[:0])
	}
}

func BenchmarkCountSentences(b *testing.B) {
	text := prose(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		CountSentences(text)
	}
}
