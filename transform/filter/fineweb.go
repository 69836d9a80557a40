package filter

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.fineweb, in the order of its design.
const (
	fineWebLines = iota
	fineWebMarks
	fineWebShort
	fineWebCopies
	fineWebNewlines
)

var fineWebDesign = design{
	name:    "filter.fineweb",
	summary: "Drops texts that fail FineWeb's own rules: lines that end with a mark, short lines, repeated lines, line feeds for each word",
	doc: `The rules that FineWeb found by comparing histograms of better and worse text (Penedo et al. 2024, "The FineWeb Datasets", section 3.6),
to stand behind Gopher's and C4's. They find lists, menus and tables of links.

A line ends at a line feed alone; lines of white space are left out, and white space around the others counts. Marks are those with which
sentences end in any script (158 of them), quotation marks are none.`,
	definitions: []definition{
		{"datatrove", "Hugging Face datatrove 0.10, which made FineWeb: words are those of spaCy's English tokenizer, so that marks are words too."},
		{"tamis", "The same with words between white space, which holds for more languages and costs less. There are fewer of them, so that a text has more line feeds for each."},
	},
	metrics: []transform.Metric{
		fineWebLines:    {Name: "lines", Whole: true, Doc: "Lines that hold more than white space."},
		fineWebMarks:    {Name: "end_mark_lines", Doc: "Share of them that end with a mark."},
		fineWebShort:    {Name: "short_lines", Doc: "Share of them that are short."},
		fineWebCopies:   {Name: "duplicate_line_chars", Doc: "Code points of lines that stood before, for each of the text without line feeds."},
		fineWebNewlines: {Name: "newlines_per_word", Doc: "Line feeds for each word."},
	},
	thresholds: []threshold{
		{name: "min_lines", value: 1, doc: "Least number of lines that hold something; datatrove drops empty texts."},
		{name: "min_end_mark_lines", value: 0.12, max: transform.Bound(1), doc: "Least share of lines that end with a mark; 0.12 in FineWeb."},
		{name: "max_short_lines", value: 0.67, max: transform.Bound(1), doc: "Greatest share of short lines; 0.67 in FineWeb."},
		{name: "max_duplicate_line_chars", value: 0.01, max: transform.Bound(1), doc: "Greatest share of characters in repeated lines; 0.01 in FineWeb."},
		{name: "max_newlines_per_word", value: 0.3, doc: "Most line feeds for each word; 0.3 in FineWeb."},
	},
	rules: []transform.Rule{
		{Name: "empty", Metric: "lines", Fails: transform.Below, Param: "min_lines"},
		{Name: "few-end-marks", Metric: "end_mark_lines", Fails: transform.Below, Param: "min_end_mark_lines"},
		{Name: "short-lines", Metric: "short_lines", Fails: transform.Above, Param: "max_short_lines"},
		{Name: "duplicate-lines", Metric: "duplicate_line_chars", Fails: transform.Above, Param: "max_duplicate_line_chars"},
		{Name: "list", Metric: "newlines_per_word", Fails: transform.Above, Param: "max_newlines_per_word"},
	},
	params: []transform.Param{
		{Name: "short_line", Type: transform.ParamInt, Default: int64(30), Min: transform.Bound(0), Doc: "A line of that many code points or fewer is short; 30 in FineWeb."},
	},
	vary:    []string{"short_line"},
	version: 1,
	build:   newFineWeb,
	examples: []transform.Example{
		{Note: "A menu is no text.", Args: "",
			Docs: []string{"Home\nBoats\nPrices", "The ferry leaves at seven and comes back before noon."}, Gives: []string{"The ferry leaves at seven and comes back before noon."}},
		{Note: "Label in place of dropping: all rules that fail.", Args: "{on_fail: label}",
			Docs: []string{"Home\nHome\nThe ferry leaves at seven and comes back before noon."}, Rows: []string{"fineweb__failed=[duplicate-lines]"}},
		{Note: "Thresholds by language.", Args: "{by: {language: {zh: {short_line: 5, max_newlines_per_word: null}}}}",
			Docs:  []string{"渡轮七点离开港口。\n中午之前会回来的。"},
			Given: []string{"language=zh"}, Gives: []string{"渡轮七点离开港口。\n中午之前会回来的。"}},
	},
}

// FineWeb is the transform filter.fineweb.
var FineWeb = fineWebDesign.spec()

type fineWeb struct {
	words *text.Splitter
	short int
}

func newFineWeb(a transform.Args) (measurer, error) {
	f := fineWeb{words: datatroveWords, short: int(a.Int("short_line"))}
	if a.String("definition") == "tamis" {
		f.words = text.Plain
	}
	return f, nil
}

// fineWebLook is what is counted of lines.
type fineWebLook struct{ lines, all, marks, short, copied int }

func (f fineWeb) measure(v *text.View, m *sheet) {
	var n fineWebLook
	copies := v.LineCopies()
	for b := v.LineBlocks(); b.Next(); {
		for i, span := range b.Spans {
			f.line(&n, v, span, copies.Later(b.First+i))
		}
		n.lines += len(b.Spans)
	}
	feeds := n.lines - 1
	m.count(fineWebLines, n.all)
	m.share(fineWebMarks, n.marks, n.all)
	m.share(fineWebShort, n.short, n.all)
	if n.all > 0 {
		m.share(fineWebCopies, n.copied, v.TextChars()-feeds)
	}
	m.share(fineWebNewlines, feeds, len(v.Words(f.words)))
}

func (f fineWeb) line(n *fineWebLook, v *text.View, span text.Span, copied bool) {
	line := span.Of(v.Text())
	if isBlank(line) {
		return
	}
	n.all++
	if endsWithMark(line) {
		n.marks++
	}
	if len(line) <= f.short || len(line) <= utf8.UTFMax*f.short && v.Chars(span) <= f.short {
		n.short++
	}
	if copied {
		n.copied += v.Chars(span)
	}
}

// isBlank says whether a line is of white space alone.
func isBlank(line string) bool {
	if line != "" && line[0] > ' ' && line[0] < utf8.RuneSelf {
		return false
	}
	return text.TrimStart(line) == ""
}

// endsWithMark says whether a line ends with a mark that ends sentences.
func endsWithMark(line string) bool {
	if c := line[len(line)-1]; c < utf8.RuneSelf {
		return strings.IndexByte(".!?", c) >= 0
	}
	r, _ := utf8.DecodeLastRuneInString(line)
	return isEndMark(r)
}
