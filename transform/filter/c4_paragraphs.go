package filter

import (
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Metrics of filter.c4-paragraphs, in the order of its design.
const (
	c4ParagraphLines = iota
	c4ParagraphThird
)

var c4ParagraphsDesign = design{
	name:    "filter.c4-paragraphs",
	summary: "Drops pages without three long lines, as mC4 does",
	doc: `The rule by which mC4 (Xue et al. 2021, "mT5", section 3.1) told pages of text from lists of links in a hundred languages: three
lines of 200 characters or more. TensorFlow Datasets (c4_utils.py) and datatrove (C4ParagraphFilter) have it alike. A line ends at a line feed
alone, and its white space counts.`,
	metrics: []transform.Metric{
		c4ParagraphLines: {Name: "lines", Whole: true, Doc: "Lines, empty ones too."},
		c4ParagraphThird: {Name: "third_longest", Whole: true, Doc: "Length of the third longest line in code points, 0 where there are fewer."},
	},
	thresholds: []threshold{
		{name: "min_lines", value: 3, doc: "Least number of lines; 3 in mC4."},
		{name: "min_length", value: 200, doc: "Least length of the third longest line in code points; 200 in mC4."},
	},
	rules: []transform.Rule{
		{Name: "few-lines", Metric: "lines", Fails: transform.Below, Param: "min_lines"},
		{Name: "short-paragraphs", Metric: "third_longest", Fails: transform.Below, Param: "min_length"},
	},
	version: 1,
	build:   func(transform.Args) (measurer, error) { return c4Paragraphs{}, nil },
	examples: []transform.Example{
		{Note: "The third longest line decides.", Args: "{min_length: 12}",
			Docs: []string{"The sea is calm.\nThe boats are out.\nThe pier is open.\nHome", "The sea is calm.\nThe boats are out.\nHome"}, Gives: []string{"The sea is calm.\nThe boats are out.\nThe pier is open.\nHome"}},
		{Note: "Label in place of dropping: all rules that fail.", Args: "{on_fail: label}",
			Docs: []string{"The sea is calm."}, Rows: []string{"c4_paragraphs__failed=[few-lines, short-paragraphs]"}},
		{Note: "In another language lines may be shorter.", Args: "{min_length: 20, by: {language: {zh: {min_length: 5}}}}",
			Docs:  []string{"大海很平静。\n船都出海了。\n码头开放着。", "The sea is calm.\nBoats are out.\nIt is open."},
			Given: []string{"language=zh", "language=en"}, Gives: []string{"大海很平静。\n船都出海了。\n码头开放着。"}},
	},
}

// C4Paragraphs is the transform filter.c4-paragraphs.
var C4Paragraphs = c4ParagraphsDesign.spec()

type c4Paragraphs struct{}

func (c4Paragraphs) measure(v *text.View, m *sheet) {
	lines := 0
	var top [3]int // longest first
	for b := v.LineBlocks(); b.Next(); {
		lines += len(b.Spans)
		for _, line := range b.Spans {
			if int(line.End-line.Start) <= top[2] {
				continue // no more bytes than that: no more characters
			}
			for i, n := 0, v.Chars(line); i < len(top); i++ {
				if n > top[i] {
					top[i], n = n, top[i]
				}
			}
		}
	}
	m.count(c4ParagraphLines, lines)
	m.count(c4ParagraphThird, top[2])
}
