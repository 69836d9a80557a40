// Command labels measures the labels that find structure and facts in news-like text, and writes docs/bench/labels.md:
// precision and recall of label.blocks, label.qa, label.entities, label.consistency and label.rewritten on generated documents, the last
// one also on testdata's truth and on clean prose.
//
//	go run ./bench/labels                          from the root of the repository
//	go run ./bench/labels -o - -only entities -show 20    also misses and false alarms
//
// The page depends on the steps, the seed and the texts alone.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
	"github.com/tamis-data/tamis/internal/samples"
)

func main() {
	var b bench
	out := flag.String("o", "docs/bench/labels.md", "file to write; - is standard output")
	flag.Uint64Var(&b.seed, "seed", 1, "another seed draws other texts")
	flag.IntVar(&b.texts, "texts", 400, "texts a label")
	flag.StringVar(&b.only, "only", "", "one label: blocks, qa, entities, consistency, rewritten")
	flag.StringVar(&b.root, "root", ".", "root of the repository")
	flag.IntVar(&b.show, "show", 0, "show that many misses and false alarms")
	flag.Parse()
	if err := b.write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "labels:", err)
		os.Exit(1)
	}
}

// bench says what is measured and holds the page.
type bench struct {
	seed       uint64
	texts      int
	only, root string
	show       int
	page       bytes.Buffer
}

func (b *bench) write(out string) error {
	fmt.Fprintf(&b.page, pageHead, b.seed, b.texts)
	for _, part := range []struct {
		name string
		run  func() error
	}{{"blocks", b.blocks}, {"qa", b.pairs}, {"entities", b.entities}, {"consistency", b.consistency}, {"rewritten", b.rewritten}} {
		if b.only != "" && b.only != part.name {
			continue
		}
		if err := part.run(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	if out == "-" {
		_, err := os.Stdout.Write(b.page.Bytes())
		return err
	}
	return os.WriteFile(out, b.page.Bytes(), 0o644)
}

// maker makes one text.
type maker func(r *garble.Rand) *story

// stories makes the texts of a part.
func (b *bench) stories(name string, make maker) (all []*story, texts []string) {
	for i := range b.texts {
		s := make(garble.NewRand(b.seed, fmt.Sprintf("%s/%d", name, i)))
		all, texts = append(all, s), append(texts, s.text.String())
	}
	return all, texts
}

func (b *bench) measure(step string, all []*story, texts []string, whole bool) (tallies, error) {
	rows, _, err := label(step, texts)
	t := tallies{}
	for i := range rows {
		t.compare(all[i], rows[i], whole, &b.show)
	}
	return t, err
}

func (b *bench) table(t tallies) {
	b.page.WriteString("| kind | marked | found | wrong | precision | recall |\n|---|---|---|---|---|---|\n")
	var all tally
	for _, kind := range t.kinds() {
		one := t[kind]
		b.line(kind, *one)
		all.marked, all.hit, all.wrong = all.marked+one.marked, all.hit+one.hit, all.wrong+one.wrong
	}
	b.line("**all**", all)
	b.page.WriteString("\n")
}

func (b *bench) line(kind string, t tally) {
	fmt.Fprintf(&b.page, "| %s | %d | %d | %d | %s | %s |\n", kind, t.marked, t.hit, t.wrong, t.precision(), t.recall())
}

func (b *bench) blocks() error {
	all, texts := b.stories("blocks", blockPage)
	t, err := b.measure("label.blocks", all, texts, true)
	b.page.WriteString(blocksHead)
	b.table(t)
	if err != nil {
		return err
	}
	return b.truthTables()
}

// truthTables says how many of testdata's marked tables, all of them damaged, lie in a block that is one.
func (b *bench) truthTables() error {
	docs, err := samples.Load(filepath.Join(b.root, "testdata", "gen", "docs"))
	if err != nil {
		return err
	}
	var texts []string
	for _, d := range docs {
		texts = append(texts, d.Text)
	}
	rows, _, err := label("label.blocks", texts)
	if err != nil {
		return err
	}
	marked, found := 0, 0
	for i, d := range docs {
		for _, p := range d.Problems {
			if p.Problem != "table" || p.Column != "" {
				continue
			}
			marked++
			if slices.ContainsFunc(rows[i], func(r row) bool { return r.words[0] == "table" && r.start < p.End && p.Start < r.end }) {
				found++
			} else {
				shown(&b.show, "missed table %q", d.Text[p.Start:p.End])
			}
		}
	}
	fmt.Fprintf(&b.page, "Of the %d tables that testdata's truth marks, all damaged, %d meet a block that is a table.\n\n", marked, found)
	return nil
}

// pairs measures whole pairs: a question and its answer, both with their borders behind the label.
func (b *bench) pairs() error {
	all, texts := b.stories("blocks", blockPage)
	rows, _, err := label("label.qa", texts)
	t := tallies{}
	for i, s := range all {
		t.comparePairs(s, rows[i], &b.show)
	}
	b.page.WriteString(pairsHead)
	b.table(t)
	return err
}

func (b *bench) entities() error {
	all, texts := b.stories("entities", nameStory)
	b.page.WriteString(entitiesHead)
	for _, whole := range []bool{true, false} {
		t, err := b.measure("label.entities", all, texts, whole)
		if err != nil {
			return err
		}
		if whole {
			b.page.WriteString("Borders and kind:\n\n")
		} else {
			b.page.WriteString("Overlap and kind:\n\n")
		}
		b.table(t)
	}
	return b.annotated()
}

// annotated measures the entities of texts that were written as news are and marked by hand.
func (b *bench) annotated() error {
	b.page.WriteString(annotatedHead)
	for _, name := range []string{"known", "fresh"} {
		data, err := os.ReadFile(filepath.Join(b.root, "bench", "labels", "annotated", name+".txt"))
		if err != nil {
			return err
		}
		var all []*story
		var texts []string
		for _, text := range strings.Split(string(data), "\n\n") {
			s := marks(text)
			all, texts = append(all, s), append(texts, s.text.String())
		}
		show := b.show
		if name == "fresh" {
			b.show = 0 // nobody looks at its misses
		}
		t, err := b.measure("label.entities", all, texts, true)
		if b.show = show; err != nil {
			return err
		}
		fmt.Fprintf(&b.page, "%s.txt, borders and kind:\n\n", name)
		b.table(t)
	}
	return nil
}

// marks reads a text with marks: ⟦person:Ada Holm⟧.
func marks(text string) *story {
	s := new(story)
	for {
		before, rest, found := strings.Cut(text, "⟦")
		s.put(before)
		if !found {
			return s
		}
		inside, after, _ := strings.Cut(rest, "⟧")
		kind, said, _ := strings.Cut(inside, ":")
		s.marked(kind, said)
		text = after
	}
}

func (b *bench) consistency() error {
	t := tallies{}
	for i := range max(1, b.texts/20) {
		set := newPeopleSet(garble.NewRand(b.seed, fmt.Sprintf("consistency/%d", i)), 96)
		rows, _, err := label("label.consistency", set.texts)
		if err != nil {
			return err
		}
		t.compareClaims(set, rows, &b.show)
	}
	b.page.WriteString(consistencyHead)
	b.table(t)
	return nil
}

func (t tallies) compareClaims(set peopleSet, rows [][]row, show *int) {
	told := map[claimed]bool{}
	for i := range rows {
		for _, r := range rows[i] {
			c := claimed{i, r.words[0], r.words[1]}
			if told[c] = true; !set.truth[c] {
				t.of(c.kind).wrong++
				shown(show, "wrong %s %v in %q", c.kind, r.words, set.texts[i])
			}
		}
	}
	for c := range set.truth {
		t.of(c.kind).marked++
		if told[c] {
			t.of(c.kind).hit++
		} else {
			shown(show, "missed %s in %q", c.kind, set.texts[c.document])
		}
	}
}

func (b *bench) rewritten() error {
	all, texts := b.stories("rewritten", slipStory)
	t, err := b.measure("label.rewritten", all, texts, false)
	if err != nil {
		return err
	}
	b.page.WriteString(rewrittenHead)
	b.table(t)
	if err := b.truth(); err != nil {
		return err
	}
	return b.alarms()
}

// truth measures the marks of testdata that are signs: glued marks and lost capitals of English texts.
func (b *bench) truth() error {
	docs, err := samples.Load(filepath.Join(b.root, "testdata", "gen", "docs"))
	if err != nil {
		return err
	}
	var all []*story
	var texts []string
	for _, d := range docs {
		s := new(story)
		s.put(d.Text)
		for _, p := range d.Problems {
			kind := map[string]string{"glued": "glued", "casing": "capital"}[p.Problem]
			if kind != "" && p.Column == "" && p.End > p.Start {
				s.marks = append(s.marks, mark{kind: kind, start: p.Start, end: p.End})
			}
		}
		all, texts = append(all, s), append(texts, d.Text)
	}
	t, err := b.measure("label.rewritten", all, texts, false)
	b.page.WriteString(truthHead)
	b.table(t)
	return err
}

// alarms counts signs in clean prose of all languages.
func (b *bench) alarms() error {
	languages, signs, with := prose.Languages(), 0, []string{}
	for _, lang := range languages {
		var texts []string
		for i := range 20 {
			r := garble.NewRand(b.seed, fmt.Sprintf("clean/%s/%d", lang, i))
			texts = append(texts, prose.Paragraphs(r.Rand, lang, prose.Mix(r.Rand, lang, 20), "\n\n"))
		}
		rows, scores, err := label("label.rewritten", texts)
		if err != nil {
			return err
		}
		for i := range rows {
			signs += len(rows[i])
			for _, r := range rows[i] {
				shown(&b.show, "alarm %s %q in %q", r.words[0], texts[i][r.start:r.end], around(texts[i], r.start, r.end))
			}
		}
		if highest := slices.Max(scores); highest > 0 {
			with = append(with, fmt.Sprintf("%s (up to %d points)", lang, highest))
		}
	}
	if len(with) == 0 {
		with = append(with, "none")
	}
	fmt.Fprintf(&b.page, alarmsHead, len(languages), signs, strings.Join(with, ", "))
	return nil
}
