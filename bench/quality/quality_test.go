package main

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/samples"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// demo is a text with two tags planted round a word, a glued comma, and a guard.
func demo() garble.Text {
	const text = "See <b>here</b>, or a < b."
	return garble.Text{Clean: "See here, or a < b.", Damaged: text, Guards: []garble.Guard{{Kind: "less than", Span: garble.Span{Start: 20, End: 25}}},
		Plants: []garble.Plant{plant(text, 4, 7, ""), plant(text, 11, 15, "")}}
}

func plant(text string, start, end int, want string) garble.Plant {
	return garble.Plant{Kind: "k", Start: start, End: end, Text: text[start:end], Want: want, Room: garble.Span{Start: start, End: end}}
}

// apply makes the outcome of changes.
func apply(text string, changes ...change) outcome {
	r := region{start: 0, end: len(text), changes: changes}
	return outcome{text: r.is(text), changes: changes}
}

func TestBytes(t *testing.T) {
	d := demo()
	for name, c := range map[string]struct {
		changes []change
		want    tally
	}{
		"nothing":      {nil, tally{miss: 7, texts: 1}},
		"all":          {[]change{{4, 7, ""}, {11, 15, ""}}, tally{hit: 7, texts: 1, exact: 1}},
		"half":         {[]change{{4, 7, ""}}, tally{hit: 3, miss: 4, texts: 1}},
		"white space":  {[]change{{3, 7, ""}, {11, 15, ""}}, tally{hit: 7, texts: 1}}, // glues two words: not exact
		"too much":     {[]change{{4, 15, ""}}, tally{hit: 7, wrong: 4, texts: 1}},
		"wrong place":  {[]change{{22, 23, ""}}, tally{miss: 7, wrong: 1, texts: 1}},
		"put in":       {[]change{{1, 1, "xy"}}, tally{miss: 7, wrong: 2, texts: 1}},
		"not the word": {[]change{{4, 7, "* "}, {11, 15, ""}}, tally{hit: 7, texts: 1}},
	} {
		if got := score(d, apply(d.Damaged, c.changes...), garble.Bytes, nil); got != c.want {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
}

// A ledger joins what one step did side by side; each plant is judged all the same.
func TestBytesJoined(t *testing.T) {
	d := garble.Text{Clean: "\u00e9\u00e8!", Damaged: "&eacute;&egrave;!"}
	d.Plants = []garble.Plant{plant(d.Damaged, 0, 8, "\u00e9"), plant(d.Damaged, 8, 16, "\u00e8")}
	if got := score(d, apply(d.Damaged, change{0, 16, "\u00e9\u00e8"}), garble.Bytes, nil); got != (tally{hit: 16, texts: 1, exact: 1}) {
		t.Errorf("%+v", got)
	}
}

// Where something stands in a plant's place, it has to be the right thing.
func TestBytesReplaced(t *testing.T) {
	d := garble.Text{Clean: "caf\u00e9 & bar", Damaged: "caf&eacute; &amp; bar"}
	d.Plants = []garble.Plant{plant(d.Damaged, 3, 11, "\u00e9"), plant(d.Damaged, 12, 17, "&")}
	right := apply(d.Damaged, change{3, 11, "\u00e9"}, change{13, 17, ""})
	if got := score(d, right, garble.Bytes, nil); got != (tally{hit: 12, texts: 1, exact: 1}) {
		t.Errorf("right: %+v", got)
	}
	wrong := apply(d.Damaged, change{3, 11, "e"}, change{13, 17, ""})
	if got := score(d, wrong, garble.Bytes, nil); got != (tally{hit: 4, miss: 8, texts: 1}) {
		t.Errorf("wrong: %+v", got)
	}
}

// What may be taken beside a plant, or lies in a span that is free, is no fault.
func TestRoom(t *testing.T) {
	d := garble.Text{Damaged: "go https://me:pw@x.example now"}
	p := plant(d.Damaged, 11, 16, "")
	p.Room = garble.Span{Start: 3, End: 26}
	d.Plants = []garble.Plant{p}
	if got := score(d, apply(d.Damaged, change{3, 26, ""}), garble.Bytes, nil); got.hit != 5 || got.wrong != 0 {
		t.Errorf("the whole address: %+v", got)
	}
	if got := score(d, apply(d.Damaged, change{27, 30, ""}), garble.Bytes, []garble.Span{{Start: 27, End: 30}}); got.wrong != 0 {
		t.Errorf("free: %+v", got)
	}
}

func TestChanges(t *testing.T) {
	d := garble.Text{Clean: "One, two. The end.", Damaged: "One,two.  the end."}
	d.Plants = []garble.Plant{plant(d.Damaged, 4, 4, " "), plant(d.Damaged, 9, 10, ""), plant(d.Damaged, 10, 11, "T")}
	for name, c := range map[string]struct {
		changes          []change
		hit, miss, wrong int64
	}{
		"nothing":         {nil, 0, 3, 0},
		"all":             {[]change{{4, 4, " "}, {9, 11, "T"}}, 3, 0, 0},
		"the other blank": {[]change{{4, 4, " "}, {8, 9, ""}, {10, 11, "T"}}, 3, 0, 0},
		"a wrong letter":  {[]change{{4, 4, " "}, {10, 11, "D"}}, 1, 2, 1},
		"a false alarm":   {[]change{{4, 4, " "}, {14, 15, "E"}}, 1, 2, 1},
		"a longer edit":   {[]change{{4, 7, " two"}, {9, 13, "The"}}, 3, 0, 0},
	} {
		got := score(d, apply(d.Damaged, c.changes...), garble.Changes, nil)
		if got.hit != c.hit || got.miss != c.miss || got.wrong != c.wrong {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestCells(t *testing.T) {
	const right, was = "| A | B |\n|---|---|\n| 1 | 2 |", "A | B |\n---|---\n1 | 2 |"
	d := garble.Text{Clean: right, Damaged: was, Plants: []garble.Plant{plant(was, 0, len(was), right)}}
	for with, want := range map[string]int64{right: 1, "|A|B|\n|:-:|---|\n|1 |2|": 1, "| A | B |\n|---|---|\n| 1 |  |": 0, "A B\n1 2": 0} {
		if got := score(d, apply(was, change{0, len(was), with}), garble.Cells, nil); got.hit != want || got.hit+got.miss != 1 {
			t.Errorf("%q: %+v", with, got)
		}
	}
}

func TestShares(t *testing.T) {
	x := tally{hit: 90, miss: 10, wrong: 30}
	if x.precision() != 0.75 || x.recall() != 0.9 || (tally{}).precision() != 1 {
		t.Errorf("%v %v", x.precision(), x.recall())
	}
	if got := (alarm{bytes: 20000, changed: 3}).rate(3); math.Abs(got-1.5) > 1e-9 {
		t.Errorf("rate %v", got)
	}
}

// cutter is a step for these tests: it takes every "<" with what follows up to ">".
type cutter struct{}

func (cutter) Map(_ context.Context, d *schema.Doc) error {
	e, text := d.Edit(schema.SlotText), d.Text()
	for at := 0; at < len(text); {
		start := strings.IndexByte(text[at:], '<')
		if start < 0 {
			break
		}
		end := strings.IndexByte(text[at+start:], '>')
		if end < 0 {
			break
		}
		e.Cut(at+start, at+start+end+1, 0)
		at += start + end + 1
	}
	return d.Apply(e)
}

func cutterSpec(name string) transform.Spec {
	return transform.Spec{Name: name, Summary: "cuts", Doc: "cuts", On: transform.OnText, EditsText: true, Version: 1,
		Kinds: func(transform.Args) []string { return []string{"tag"} }, New: func(transform.Args) (transform.Step, error) { return cutter{}, nil },
		Params: []transform.Param{
			{Name: "markdown", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "strip"}, Doc: "x."},
			{Name: "kinds", Type: transform.ParamStrings, Default: []string{"a"}, Enum: []string{"a", "b"}, Doc: "x."},
			{Name: "bylines", Type: transform.ParamBool, Default: false, Doc: "x."},
		}}
}

// A step is planned, run and measured, and options are found by the names of their values.
func TestRunner(t *testing.T) {
	spec := cutterSpec("clean.markup")
	r := runner{[]transform.Spec{spec}}
	d := demo()
	out, err := r.run(&spec, "{markdown: strip, kinds: [a, b]}", []string{d.Damaged, "plain"})
	if err != nil {
		t.Fatal(err)
	}
	if out[0].text != "See here, or a < b." || !slices.Equal(out[0].changes, []change{{4, 7, ""}, {11, 15, ""}}) || len(out[1].changes) > 0 {
		t.Errorf("%+v", out)
	}
	for choose, want := range map[string]string{"strip": "{markdown: strip, kinds: [a, b]}", "bylines": "{kinds: [a, b], bylines: true}", "": "{kinds: [a, b]}"} {
		if got, ok := arguments(&spec, choose); got != want || !ok {
			t.Errorf("%q gives %q %v", choose, got, ok)
		}
	}
	if _, ok := arguments(&spec, "none of them"); ok {
		t.Error("an option that there is not was found")
	}
}

// The bench goes from kinds to a page; a step that is not there yet is named.
func TestPage(t *testing.T) {
	b := bench{options: options{seed: 1, texts: 4, only: "markup"}, runner: runner{[]transform.Spec{cutterSpec("clean.markup")}}}
	page, err := b.page()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| clean.markup | 0.99 / 0.99 | open | 23 |", "| markup/tags | clean.markup | bytes |", "| clean.casing | 0.995 / 0.9 | open | 0 | | | | | | not measured |", "| clean.markup | less than |"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %q:\n%.3000s", want, page)
		}
	}
	again, err := (&bench{options: b.options, runner: b.runner}).page()
	if err != nil || string(again) != string(page) {
		t.Errorf("a second page differs: %v", err)
	}
	none := bench{options: options{seed: 1, texts: 2, only: "pii/email"}}
	if page, err := none.page(); err != nil || !strings.Contains(string(page), "no step redact.pii") {
		t.Errorf("%v: %s", err, page)
	}
}

// A step that undoes every plant scores one, whatever the kind: the measures agree with the truth.
func TestPerfectStep(t *testing.T) {
	for _, h := range halves() {
		for _, k := range h.kinds {
			for _, x := range k.Texts(9, 3, h.negatives) {
				var changes []change
				for _, p := range x.Plants {
					changes = append(changes, change{p.Start, p.End, p.Want})
				}
				got := score(x, apply(x.Damaged, changes...), k.Measure, nil)
				if got.miss+got.wrong > 0 || got.exact != 1 {
					t.Errorf("%s %s (%s): %+v", h.name, k.Name, x.Lang, got)
				}
				if idle := score(x, outcome{text: x.Damaged}, k.Measure, nil); idle.hit > 0 || idle.wrong > 0 {
					t.Errorf("%s %s: a step that does nothing gets %+v", h.name, k.Name, idle)
				}
			}
		}
	}
}

// A change of white space is widened to the left of one that is none; both are applied in order.
func TestRegionsKeepOrder(t *testing.T) {
	d := garble.Text{Clean: "a x b", Damaged: "a   b"}
	d.Plants = []garble.Plant{plant(d.Damaged, 2, 2, "x"), plant(d.Damaged, 3, 4, "")}
	got := score(d, apply(d.Damaged, change{2, 2, "x"}, change{3, 4, ""}), garble.Changes, nil)
	if got.hit != 2 || got.wrong != 0 {
		t.Errorf("%+v", got)
	}
}

// Masks that a redacting step sets are taken out before texts are compared.
func TestMasksDoNotCount(t *testing.T) {
	o := apply("mail a@b.example or c@d.example", change{5, 16, "<email>"}, change{20, 31, "<email>"})
	got := asCut(garble.Kind{Step: "redact.pii"}, o)
	if got.text != "mail  or " || got.changes[1].with != "" || o.changes[1].with == "" {
		t.Errorf("%q %+v", got.text, got.changes)
	}
}

func TestTruth(t *testing.T) {
	docs, err := samples.Load("../../testdata/gen/docs")
	if err != nil {
		t.Fatal(err)
	}
	planted, marked := map[string]int{}, map[string]int{}
	for _, d := range docs {
		for _, p := range d.Problems {
			if p.Column == "" && p.Text != nil && !beyondHelp(p) {
				marked[named(p)]++
			}
		}
		for _, j := range judged {
			x, _, _ := truthText(d, j.problem)
			planted[j.problem] += len(x.Plants)
			for _, p := range x.Plants {
				if x.Damaged[p.Start:p.End] != p.Text {
					t.Errorf("%s: %s at %d is not what stands there", d.Document, p.Kind, p.Start)
				}
			}
		}
	}
	for _, j := range judged {
		if planted[j.problem] == 0 || planted[j.problem] < marked[j.problem]-2 { // few lie in one another
			t.Errorf("%d plants of %d marks of %s", planted[j.problem], marked[j.problem], j.problem)
		}
	}
}

// The false-alarm texts are there, and are prose.
func TestLibraries(t *testing.T) {
	got := plainParagraphs([]string{"# Head\n\nThis is a paragraph that is long enough to be taken as prose\nand wrapped by hand.\n\nThis one has a <b>tag</b>, although it is as long as the one above it."})
	if want := "This is a paragraph that is long enough to be taken as prose and wrapped by hand."; len(got) != 1 || got[0] != want {
		t.Errorf("%q", got)
	}
	if got := escaped("github.com/BurntSushi/toml"); got != "github.com/!burnt!sushi/toml" {
		t.Error(got)
	}
	if got := count("x", []string{"a b"}, []outcome{{changes: []change{{1, 2, ""}, {2, 3, "cd"}}}}); got.changed != 4 || got.visible != 3 || got.bytes != 3 {
		t.Errorf("%+v", got)
	}
}
