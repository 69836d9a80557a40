package label

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// spanned lists the labels with spans and the column that holds them.
var spanned = []struct {
	spec   transform.Spec
	column string
}{{Blocks, "blocks"}, {QA, "qa"}, {Entities, "entities"}, {Consistency, "consistency"}, {Rewritten, "rewritten_signs"}}

// runOver runs a label over texts and returns the elements of its column.
func runOver(t interface{ Fatal(...any) }, spec transform.Spec, column, args string, texts ...string) (docs []schema.Doc, rows [][][]schema.Value) {
	s, problems := steptest.Plan(spec, args, texts, nil)
	if s == nil {
		t.Fatal(problems)
	}
	docs = s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i := range docs {
		var list [][]schema.Value
		for _, v := range docs[i].Values[s.Plan.Layout.Slot(column)].List() {
			list = append(list, v.List())
		}
		rows = append(rows, list)
	}
	return docs, rows
}

// borders returns start and end of an element: the last four members are the borders.
func borders(row []schema.Value) (start, end int) {
	return int(row[len(row)-4].Int()), int(row[len(row)-3].Int())
}

func checkSpans(t interface{ Fatalf(string, ...any) }, name, text string, rows [][]schema.Value) {
	for _, row := range rows {
		start, end := borders(row)
		if start < 0 || end <= start || end > len(text) {
			t.Fatalf("%s: a span [%d,%d) of %d bytes", name, start, end, len(text))
		}
		if !utf8.RuneStart(text[start]) || end < len(text) && !utf8.RuneStart(text[end]) {
			t.Fatalf("%s: the span %q cuts a character", name, text[start:end])
		}
		chars := int(row[len(row)-2].Int())
		if chars != utf8.RuneCountInString(text[:start]) {
			t.Fatalf("%s: char_start %d of %q", name, chars, text[start:end])
		}
	}
}

// Texts without words and texts of one word or line have no facts, and no label fails on them.
func TestSmallTexts(t *testing.T) {
	for _, x := range spanned {
		for _, text := range []string{"", " ", " \n\t \r\n \u00a0\u3000\n", "\n\n\n", "word", "Word.", "|", ">", "#", "- ", "Q:", "A:", "?", "“”", "a", "an", "A 8", "Mr.", "Minister", "'", "’s", "…"} {
			_, rows := runOver(t, x.spec, x.column, "", text)
			checkSpans(t, x.spec.Name, text, rows[0])
			if strings.TrimSpace(text) == "" && len(rows[0]) > 0 {
				t.Errorf("%s finds %v in %q", x.spec.Name, rows[0], text)
			}
		}
	}
}

// hostileTexts are made of one piece again and again.
var hostileTexts = []string{"a ", "\n", "A a\n", "Q: b\nA: c\n", "A?\nb\n\n", "a,b;c.D ", "J. J. ", "Minister ", "Mr. Ada van der ", "United ", "Secretary of ", "- - - ", "> ", " |", "|---|\n", "\t", "1. a\n", "```\n", "~~~~\n", "# a\n",
	"“", "<", "a\u0301", "漢", "can not also ", "an hour a an ", "In a Important ", "de la van ", "al-", "O'", "\u00a0\n", "Ada Holm, the ", "x\n==\n"}

// No text takes more than time in proportion to its length, and of each the first elements stand in the column.
func TestLongTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("long texts")
	}
	for _, x := range spanned {
		for i, piece := range hostileTexts {
			size := 300_000
			if i%16 == 0 {
				size = 10_000_000
			}
			text := strings.Repeat(piece, size/len(piece))
			_, rows := runOver(t, x.spec, x.column, "{most: 100}", text)
			if len(rows[0]) > 100 {
				t.Errorf("%s of %q: %d elements", x.spec.Name, piece, len(rows[0]))
			}
		}
	}
}

// Whatever a text holds, spans lie in it, on borders of characters; blocks follow each other.
func TestLawSpans(t *testing.T) {
	pieces := append([]string{"Foreign Minister ", "Ada ", "Holm ", "holm", "said ", ", ", ". ", "can led ", "U.S. ", "é", "🚀", "\r\n", "\n\n", "  ", "Title: ", "By ", "FAQ\n", "**", "March 2023", "? ", "the ", "Geneva ", "(", ")", "’s "}, hostileTexts...)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
		for _, x := range spanned {
			_, rows := runOver(t, x.spec, x.column, "", text, text+"x")
			for i, list := range rows {
				checkSpans(t, x.spec.Name, text+"x"[:i], list)
			}
			if x.column != "blocks" {
				continue
			}
			last := 0
			for _, row := range rows[0] {
				start, end := borders(row)
				if start < last || strings.TrimSpace(text[start:end]) != text[start:end] && strings.TrimSpace(text[start:end]) == "" {
					t.Fatalf("blocks overlap or are empty: %v of %q", row, text)
				}
				if strings.ContainsAny(text[last:start], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789漢é") && !strings.Contains(text[last:start], "==") {
					t.Fatalf("%q of %q is in no block", text[last:start], text)
				}
				last = end
			}
		}
	})
}

// A span points into one text.
func TestSpansWorkOnOneColumn(t *testing.T) {
	for _, x := range spanned {
		if s, _ := steptest.Plan(x.spec, "{on: [text, title]}", []string{""}, nil); s != nil {
			t.Errorf("%s takes two columns", x.spec.Name)
		}
		s := steptest.New(t, x.spec, "{on: title}", []string{"A text."}, []string{`title="Foreign Minister Ada Holm can led"`})
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		if c := s.Plan.Layout.Columns[s.Plan.Layout.Slot(x.column)]; c.Spans != "title" {
			t.Errorf("%s points into %q", x.spec.Name, c.Spans)
		}
	}
}
