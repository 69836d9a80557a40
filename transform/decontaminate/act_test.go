package decontaminate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// against runs a step over one document and a set.
func against(t *testing.T, spec transform.Spec, args, doc string, set ...string) *schema.Doc {
	t.Helper()
	s := steptest.New(t, spec, args, []string{doc}, nil).Against(set)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return &docs[0]
}

// Of items with equal shares in one stretch the first of the set is named, wherever it stands in the text.
func TestNearNamesTheFirst(t *testing.T) {
	for _, set := range [][]string{{"d e f g h i j k", "a b c d e f g h"}, {"a b c d e f g h", "d e f g h i j k"}} {
		d := against(t, Near, "{set: s.jsonl, on_match: label}", "a b c d e f g h i j k", set...)
		spans := d.Values[len(d.Values)-1].List()
		if len(spans) != 1 || spans[0].List()[0].Str() != "other/1" {
			t.Errorf("%q: %v", set, spans)
		}
	}
}

// As many words as min_left asks for are enough.
func TestMinLeft(t *testing.T) {
	for least, stays := range map[int]bool{2: true, 3: false} {
		d := against(t, NGrams, fmt.Sprintf("{set: s.jsonl, ngram: 3, on_match: cut, min_left: %d}", least), "left one two three over", "one two three")
		if d.Kept() != stays || stays && d.Text() != "left over" {
			t.Errorf("min_left %d: %q, %+v", least, d.Text(), d.Reject)
		}
	}
}

// However many items a document holds, what is said of it is bounded.
func TestBoundsOfWhatIsSaid(t *testing.T) {
	var set []string
	for i := range mostSpans + 10 {
		set = append(set, fmt.Sprintf("one%d two three", i))
	}
	d := against(t, NGrams, "{set: s.jsonl, ngram: 3, on_match: label}", strings.Join(set, " between "), set...)
	if spans := d.Values[len(d.Values)-1].List(); len(spans) != mostSpans || len(d.Links) != mostLinks {
		t.Errorf("%d spans, %d links", len(spans), len(d.Links))
	}
}

// An item that stands there twice, one right behind the other, is found twice.
func TestNearTwice(t *testing.T) {
	item := "a b c d e f g h"
	d := against(t, Near, "{set: s.jsonl, on_match: label}", item+" "+item, item)
	if spans := d.Values[len(d.Values)-1].List(); len(spans) != 2 || spans[0].List()[3].Int() != int64(len(item)) {
		t.Errorf("%v", spans)
	}
	if d := against(t, Near, "{set: s.jsonl, on_match: cut}", "so "+item+" "+item+" it goes", item); d.Text() != "so it goes" {
		t.Errorf("%q", d.Text())
	}
}
