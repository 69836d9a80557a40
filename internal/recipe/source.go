package recipe

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/diag"
)

// source is a text that problems point into: the recipe's file or one --set.
type source struct {
	file  string
	lines []string
	first int // number of lines[0]
}

func newSource(file, text string) *source {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimSuffix(lines[i], "\r")
	}
	return &source{file: file, lines: lines, first: 1}
}

// line returns a line of the source by its number, "" beyond the end.
func (s *source) line(n int) string {
	if n < s.first || n-s.first >= len(s.lines) {
		return ""
	}
	return s.lines[n-s.first]
}

// rest returns the line from a column on.
func (s *source) rest(line, col int) string {
	text := s.line(line)
	for i := 1; i < col && text != ""; i++ {
		_, n := utf8.DecodeRuneInString(text)
		text = text[n:]
	}
	return text
}

// problem makes a problem at a place of the source.
func (s *source) problem(line, col, width int, message string) diag.Problem {
	return diag.Problem{
		Pos:     diag.Pos{File: s.file, Line: line, Col: col},
		Message: message, Line: s.line(line), Width: width,
	}
}
