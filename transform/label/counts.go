// Package label adds facts about documents as columns.
package label

import (
	"context"
	"regexp"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Counts is the transform label.counts.
var Counts = transform.Spec{
	Name:    "label.counts",
	Summary: "Counts bytes, characters, words and lines",
	Doc: `Columns: ` + "`bytes`" + ` of UTF-8; ` + "`chars`" + `, code points; ` + "`words`" + `; ` + "`lines`" + `, line feeds and one more where text
follows the last. All are int64 and 0 for an empty text. Counted over several columns they are sums.

A word is a run of letters, digits and their marks. ' ’ · and . join two letters ("don't", "e.g"),
. , and ; two digits ("1,234.5"), _ joins anything; a hyphen separates. Each Han ideograph is a word, so
is each run of hiragana and each run of katakana. Thai, Lao, Khmer and Myanmar write no spaces and
are not cut further: a run is one word.`,
	Params: []transform.Param{
		{Name: "prefix", Type: transform.ParamString, Default: "", Doc: "Put before the four names, as in `raw_` for raw_words: needed where the step stands twice."},
	},
	On:      transform.OnText,
	Writes:  countColumns,
	Check:   checkCounts,
	Version: 1,
	New:     newCounts,
	Examples: []transform.Example{
		{Note: "Two lines.", Docs: []string{"One two\nthree\n"}, Rows: []string{"bytes=14 chars=14 words=3 lines=2"}},
		{Note: "Code points are not bytes; apostrophes and decimal points do not part words.",
			Docs: []string{"Das Café kostet 3.50, don't ask"}, Rows: []string{"bytes=32 chars=31 words=6 lines=1"}},
		{Note: "An ideograph is a word, a run of kana is one.", Args: "{prefix: n_}",
			Docs: []string{"東京タワー", ""}, Rows: []string{"n_bytes=15 n_chars=5 n_words=3 n_lines=1", "n_bytes=0 n_chars=0 n_words=0 n_lines=0"}},
	},
}

var prefixPattern = regexp.MustCompile(`^([a-z][a-z0-9_]*)?$`)

func checkCounts(a transform.Args) []transform.Fault {
	if p := a.String("prefix"); !prefixPattern.MatchString(p) {
		return []transform.Fault{{Param: "prefix", Message: "a prefix begins with a letter and holds a-z, 0-9 and _", Hint: "raw_"}}
	}
	return nil
}

var countNames = [4]string{"bytes", "chars", "words", "lines"}

func countColumns(a transform.Args) []schema.Column {
	docs := [4]string{"Bytes of the text in UTF-8.", "Code points of the text.", "Words of the text.", "Lines of the text."}
	var out []schema.Column
	for i, name := range countNames {
		out = append(out, schema.Column{Name: a.String("prefix") + name, Type: schema.Type{Kind: schema.Int64}, Doc: docs[i]})
	}
	return out
}

// counts is label.counts with its arguments: the slots it reads and the four it writes.
type counts struct {
	on    []int
	slots [4]int
}

func newCounts(a transform.Args) (transform.Step, error) {
	c := &counts{on: a.On}
	for i, name := range countNames {
		c.slots[i] = a.Slot(a.String("prefix") + name)
	}
	return c, nil
}

// Map implements transform.Mapper.
func (c *counts) Map(_ context.Context, d *schema.Doc) error {
	var n [4]int
	for _, slot := range c.on {
		s := d.Str(slot)
		n[0] += len(s)
		n[1] += utf8.RuneCountInString(s)
		n[2] += text.CountWords(s)
		n[3] += text.CountLines(s)
	}
	for i, slot := range c.slots {
		d.Set(slot, schema.Int64Value(int64(n[i])))
	}
	return nil
}
