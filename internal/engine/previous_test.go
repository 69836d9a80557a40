package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
)

// note is a document of the worlds below.
type note struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Author string `json:"author"`
	Lang   string `json:"lang"`
	Day    string `json:"day"`
	Score  int    `json:"score"`
	Given  string `json:"given"`
}

func noteLines(notes []note) string {
	var b strings.Builder
	for _, n := range notes {
		line, _ := json.Marshal(n)
		b.Write(append(line, '\n'))
	}
	return b.String()
}

func newNote(rng *rand.Rand, id int) note {
	text := fmt.Sprintf("the note about %s", word(rng.IntN(400)))
	for range 12 {
		text += " " + word(rng.IntN(300))
	}
	return note{ID: fmt.Sprint("n", id), Text: text, Author: word(rng.IntN(60)), Lang: []string{"en", "de", "fr"}[rng.IntN(3)],
		Day: fmt.Sprintf("2024-%02d-%02d", 1+rng.IntN(12), 1+rng.IntN(28)), Score: rng.IntN(100), Given: []string{"train", "validation", "test"}[rng.IntN(3)]}
}

// world makes two states of a set: in the second some documents are gone, some new, some edited, renamed, of another
// author, and some new ones are near old ones, so that groups join.
func world(seed uint64) (before, after []note) {
	rng := rand.New(rand.NewPCG(seed, 3))
	for i := range 150 {
		before = append(before, newNote(rng, i))
	}
	for i := range 10 { // clusters from the start
		n := before[rng.IntN(100)]
		n.ID, n.Text = fmt.Sprint("c", i), n.Text+" twin"
		before = append(before, n)
	}
	for i, n := range before {
		switch rng.IntN(10) {
		case 0:
			continue
		case 1:
			n.Text += " edited"
		case 2:
			n.ID = fmt.Sprint("renamed", i)
		case 3:
			n.Author = word(rng.IntN(60))
		case 4:
			n.Text = newNote(rng, i).Text
		case 5:
			n.Score = rng.IntN(100)
		}
		after = append(after, n)
	}
	for i := range 60 {
		n := newNote(rng, 1000+i)
		if i%3 == 0 { // half of one text and half of another: near both
			a, b := before[rng.IntN(len(before))].Text, before[rng.IntN(len(before))].Text
			n.Text = a + " " + b
		}
		after = append(after, n)
	}
	rng.Shuffle(len(after), func(i, j int) { after[i], after[j] = after[j], after[i] })
	return before, after
}

// told is what a release says of a document.
type told struct{ id, split, rule, detail, cluster, original, text string }

func tellAll(t *testing.T, path string) map[string]told {
	t.Helper()
	rel, err := export.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]told{}
	for row, err := range rel.Rows("ledger/documents") {
		if err != nil {
			t.Fatal(err)
		}
		out[row.Str("id")] = told{id: row.Str("id"), split: row.Str("split"), rule: row.Str("rule"), detail: row.Str("detail"),
			cluster: row.Str("cluster"), original: row.Str("original_sha256")}
	}
	for row, err := range rel.Rows("data") {
		if err != nil {
			t.Fatal(err)
		}
		x := out[row.Str("id")]
		x.text = row.Str("text")
		out[x.id] = x
	}
	return out
}

// order is how protected splits are in these tests.
func order(split string) int {
	return slices.Index([]string{"fold_0", "fold_1", "fold_2", "train", "validation", "test"}, split)
}

// inherit says which split each document of the second release had in the first: by id, original, text.
func inheritOracle(before, after map[string]told, notes []note) map[string]string {
	byID, byOriginal, byText := map[string]string{}, map[string]string{}, map[string]string{}
	put := func(m map[string]string, key, split string) {
		if key != "" && order(split) > order(m[key]) {
			m[key] = split
		}
	}
	for _, d := range before {
		if d.split != "" {
			put(byID, d.id, d.split)
			put(byOriginal, d.original, d.split)
			put(byText, d.text, d.split)
		}
	}
	out := map[string]string{}
	for _, n := range notes { // no step of these recipes edits
		for _, s := range []string{byID[n.ID], byOriginal[after[n.ID].original], byText[n.Text]} {
			if s != "" && out[n.ID] == "" {
				out[n.ID] = s
			}
		}
	}
	return out
}

const noteHead = `tamis: 1
name: %s
version: %s
license: CC0-1.0
sources: [{path: in.jsonl, name: in, fields: {id: id}, columns: {author: string, lang: string, day: string, score: int64, given: string}}]
steps:
  - filter.where: 'score >= 10'
%s`

func withPrevious(step, previous string) string {
	return strings.Replace(step, "PREVIOUS", previous, 1)
}

// keepers are the steps that keep splits, and what stays together with each.
var keepers = map[string]struct{ steps, by string }{
	"ratios by author":  {"  - split.hash: {ratios: {train: 0.6, validation: 0.2, test: 0.2}, by: author PREVIOUS}\n", "author"},
	"ratios by cluster": {"  - dedupe.near: {threshold: 0.3, on_match: label}\n  - split.hash: {ratios: {train: 0.6, validation: 0.2, test: 0.2} PREVIOUS}\n", "cluster"},
	"survivors":         {"  - dedupe.near: {threshold: 0.3, keep: longest}\n  - split.hash: {ratios: {train: 0.6, validation: 0.2, test: 0.2} PREVIOUS}\n", "cluster"},
	"sizes":             {"  - split.hash: {sizes: {test: 30, validation: 30, train: rest}, by: author PREVIOUS}\n", "author"},
	"folds":             {"  - split.folds: {k: 3, by: author PREVIOUS}\n", "author"},
	"stratified":        {"  - split.stratified: {column: lang, ratios: {train: 0.6, validation: 0.2, test: 0.2}, by: author, tiny: reject, min_class: 5 PREVIOUS}\n", "author"},
	"time":              {"  - split.time: {column: day, ratios: {train: 0.6, validation: 0.2, test: 0.2}, embargo: 3d PREVIOUS}\n", "id"},
	"time by author":    {"  - split.time: {column: day, begins: {train: start, validation: 2024-08-01, test: 2024-10-01}, by: author PREVIOUS}\n", "author"},
	"given":             {"  - split.given: {splits: [train, validation, test], column: given PREVIOUS}\n", "id"},
}

func groupsOf(by string, notes []note, after map[string]told) map[string]string {
	out := map[string]string{}
	for _, n := range notes {
		switch g := after[n.ID].cluster; {
		case by == "author":
			out[n.ID] = n.Author
		case by == "cluster" && g != "":
			out[n.ID] = g
		default:
			out[n.ID] = n.ID
		}
	}
	return out
}

// TestPreviousAgainstOracle holds every split step to what previous promises, by a plain account of both releases.
func TestPreviousAgainstOracle(t *testing.T) {
	for name, k := range keepers {
		t.Run(name, func(t *testing.T) { holdPrevious(t, k.steps, k.by, "reject", 1) })
	}
	for _, name := range []string{"ratios by author", "survivors", "stratified"} {
		t.Run(name+", moved", func(t *testing.T) { holdPrevious(t, keepers[name].steps, keepers[name].by, "move", 2) })
	}
}

func holdPrevious(t *testing.T, steps, by, contact string, seed uint64) {
	s := newSite(t)
	before, after := world(seed)
	s.file("in.jsonl", noteLines(before))
	first := s.run(s.recipe(fmt.Sprintf(noteHead, "notes", "1.0.0", withPrevious(steps, ""))), Options{})
	s.file("in.jsonl", noteLines(after))
	previous := fmt.Sprintf(", previous: {release: releases/notes/1.0.0, digest: %q, contact: %s}", first.Digest, contact)
	body := fmt.Sprintf(noteHead, "notes", "1.1.0", withPrevious(steps, previous))
	second := s.run(s.recipe(body), Options{})
	a, b := tellAll(t, first.Path), tellAll(t, second.Path)
	earlier, groups := inheritOracle(a, b, after), groupsOf(by, after, b)
	class := map[string]string{}
	for _, n := range after {
		if s, g := earlier[n.ID], groups[n.ID]; s != "" && order(s) > order(class[g]) {
			class[g] = s
		}
	}
	counts := map[string]int64{}
	whole := map[string]string{}
	for _, n := range after {
		d, was, group := b[n.ID], earlier[n.ID], groups[n.ID]
		want := class[group]
		if d.split == "" && d.rule != "split.contact" {
			if want != "" && (d.rule == "undated" || d.rule == "embargo" || d.rule == "tiny-class") {
				t.Errorf("%s: %q touches the earlier release and is rejected by %s", n.ID, group, d.rule)
			}
			continue
		}
		if was != "" {
			counts["seen_before"]++
		}
		switch {
		case want == "": // by the rule of the step, the group as a whole
			if g, ok := whole[group]; ok && g != d.split {
				t.Errorf("group %s stands in %s and %s", group, g, d.split)
			}
			if whole[group] = d.split; d.detail != "" {
				t.Errorf("%s: detail %q", n.ID, d.detail)
			}
		case was == "":
			counts["with_seen"]++
			if d.split != want || d.detail != "split of its group in the previous release" {
				t.Errorf("new %s of group %s: %+v, not in %s", n.ID, group, d, want)
			}
		case was == want:
			if d.split != want || !strings.HasPrefix(d.detail, "split of the same ") {
				t.Errorf("%s was in %s: %+v", n.ID, was, d)
			}
		case contact == "move":
			counts["contact_moved"]++
			if d.split != want || !strings.HasPrefix(d.detail, "moved from "+was+" to "+want) {
				t.Errorf("%s was in %s, its group in %s: %+v", n.ID, was, want, d)
			}
		default:
			counts["contact_rejected"]++
			if d.rule != "split.contact" || !strings.Contains(d.detail, was+" in the previous release, where its group touches "+want) {
				t.Errorf("%s was in %s, its group in %s: %+v", n.ID, was, want, d)
			}
		}
	}
	if counts["seen_before"] < 50 {
		t.Errorf("no test: %v", counts)
	}
	rel, err := export.Load(second.Path)
	if err != nil {
		t.Fatal(err)
	}
	m := rel.Manifest
	notes := m.Steps[len(m.Steps)-1].Notes
	for _, n := range []string{"seen_before", "with_seen", "contact_moved", "contact_rejected"} {
		if notes[n] != counts[n] {
			t.Errorf("%s: the manifest says %d, counted %d", n, notes[n], counts[n])
		}
	}
	if m.Previous != first.Digest {
		t.Errorf("the manifest names previous %q", m.Previous)
	}
	holdAlone(t, s, steps, earlier, b, notes["would_have_moved"])
	if again := s.run(s.recipe(body), Options{}); !again.UpToDate {
		t.Error("a second run is not up to date")
	}
	holdBytes(t, s, body, second.Digest)
}

// holdAlone runs the step without previous and counts which earlier documents it would put elsewhere.
func holdAlone(t *testing.T, s *site, steps string, earlier map[string]string, b map[string]told, moved int64) {
	t.Helper()
	alone, err := Run(context.Background(), s.recipe(fmt.Sprintf(noteHead, "alone", "1.1.0", withPrevious(steps, ""))), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var want int64
	for id, d := range tellAll(t, alone.Path) {
		reached := b[id].split != "" || b[id].rule == "split.contact"
		if reached && earlier[id] != "" && d.split != earlier[id] {
			want++
		}
	}
	if moved != want {
		t.Errorf("would have moved: the manifest says %d, without previous it is %d", moved, want)
	}
}

// holdBytes builds the same release under other conditions.
func holdBytes(t *testing.T, s *site, body, digest string) {
	t.Helper()
	for i, o := range []Options{{Workers: 3, Batch: 300, sort: 300, ids: 10}, {Workers: 1, sort: 2 << 10, ids: 1 << 20, links: 1}} {
		o.Out, o.Work = filepath.Join(s.dir, fmt.Sprint("out", i)), filepath.Join(s.dir, fmt.Sprint("work", i))
		res, err := Run(context.Background(), s.recipe(body), o)
		if err != nil || res.Digest != digest {
			t.Errorf("%+v gives %v, %v, not %s", o, res, err, digest)
		}
	}
}

// TestPreviousFaults: what is wrong with previous stops the run before anything is read, and says what to write.
func TestPreviousFaults(t *testing.T) {
	s := newSite(t)
	before, _ := world(1)
	s.file("in.jsonl", noteLines(before))
	steps := keepers["ratios by author"].steps
	first := s.run(s.recipe(fmt.Sprintf(noteHead, "notes", "1.0.0", withPrevious(steps, ""))), Options{})
	s.file("plain/a.txt", "no release")
	wrong := "sha256:" + strings.Repeat("0", 64)
	cases := map[string]struct{ version, previous, says string }{
		"unpinned":    {"1.1.0", "{release: releases/notes/1.0.0}", "write digest: " + first.Digest},
		"wrong":       {"1.1.0", "{release: releases/notes/1.0.0, digest: \"" + wrong + "\"}", "its digest is not " + wrong},
		"wrong draft": {"1.1.0-dev", "{release: releases/notes/1.0.0, digest: \"" + wrong + "\"}", "digest: " + first.Digest},
		"missing":     {"1.1.0-dev", "{release: releases/notes/0.9.0}", "previous releases/notes/0.9.0"},
		"no release":  {"1.1.0-dev", "{release: plain}", "it is no release"},
		"own latest":  {"1.1.0", "{release: releases/notes/latest, digest: \"" + first.Digest + "\"}", "name it by its version: releases/notes/1.0.0"},
		"a home":      {"1.1.0-dev", "{release: releases/notes}", "it holds releases and is none itself"},
	}
	for name, c := range cases {
		body := fmt.Sprintf(noteHead, "notes", c.version, withPrevious(steps, ", previous: "+c.previous))
		_, err := Run(context.Background(), s.recipe(body), Options{})
		var fault *RecipeError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	draft := s.run(s.recipe(fmt.Sprintf(noteHead, "notes", "1.1.0-dev", withPrevious(steps, ", previous: {release: releases/notes/latest}"))), Options{})
	if !slices.ContainsFunc(draft.Warnings, func(w string) bool { return strings.Contains(w, "not pinned; write digest: "+first.Digest) }) {
		t.Errorf("warnings %q", draft.Warnings)
	}
	if _, err := Run(context.Background(), s.recipe(fmt.Sprintf(noteHead, "notes", "1.1.0-dev", withPrevious(steps, ", previous: {release: releases/notes/draft}"))), Options{}); err == nil ||
		!strings.Contains(err.Error(), "name it by its version: releases/notes/"+filepath.Base(draft.Path)) {
		t.Errorf("a draft on top of itself: %v", err)
	}
	other := s.run(s.recipe(fmt.Sprintf(noteHead, "other", "1.0.0", withPrevious(steps, fmt.Sprintf(", previous: {release: releases/notes/latest, digest: %q}", first.Digest)))), Options{})
	if rel, err := export.Load(other.Path); err != nil || rel.Manifest.Previous != first.Digest {
		t.Errorf("the latest of another name: %v", err)
	}
	folds := fmt.Sprintf(noteHead, "other", "1.0.0-dev", "  - split.folds: {k: 3, previous: {release: releases/notes/1.0.0}}\n")
	if _, err := Run(context.Background(), s.recipe(folds), Options{}); err == nil || !strings.Contains(err.Error(), "of its split test would have none to stay in") {
		t.Errorf("splits that are not declared: %v", err)
	}
}

// TestPreviousDamaged: a release whose files are not those that it pins gives an error, whatever is wrong with them.
func TestPreviousDamaged(t *testing.T) {
	s := newSite(t)
	before, _ := world(1)
	s.file("in.jsonl", noteLines(before))
	steps := keepers["ratios by author"].steps
	first := s.run(s.recipe(fmt.Sprintf(noteHead, "notes", "1.0.0", withPrevious(steps, ""))), Options{})
	body := fmt.Sprintf(noteHead, "notes", "1.1.0", withPrevious(steps, fmt.Sprintf(", previous: {release: releases/notes/1.0.0, digest: %q}", first.Digest)))
	for _, name := range []string{"data/train-00000-of-00001.parquet", "ledger/documents-00000-of-00001.parquet", "manifest.json"} {
		path := filepath.Join(first.Path, name)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, damaged := range [][]byte{append(slices.Clone(whole[:len(whole)/2]), append([]byte{whole[len(whole)/2] ^ 1}, whole[len(whole)/2+1:]...)...), whole[:len(whole)/2], nil} {
			err := os.WriteFile(path, damaged, 0o644)
			if damaged == nil {
				err = os.Remove(path)
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Run(context.Background(), s.recipe(body), Options{}); err == nil {
				t.Errorf("%s of %d bytes: no error", name, len(damaged))
			}
		}
		if err := os.WriteFile(path, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.run(s.recipe(body), Options{})
}

// TestPreviousWithoutSplits: whoever had everything in train keeps it there; only what is new is split.
func TestPreviousWithoutSplits(t *testing.T) {
	s := newSite(t)
	before, after := world(5)
	s.file("in.jsonl", noteLines(before))
	first := s.run(s.recipe(fmt.Sprintf(noteHead, "raw", "1.0.0", "")), Options{})
	s.file("in.jsonl", noteLines(after))
	body := fmt.Sprintf(noteHead, "notes", "1.0.0", fmt.Sprintf("  - split.hash: {sizes: {test: 20, train: rest}, by: id, previous: {release: releases/raw/1.0.0, digest: %q}}\n", first.Digest))
	second := tellAll(t, s.run(s.recipe(body), Options{}).Path)
	earlier := inheritOracle(tellAll(t, first.Path), second, after)
	n := 0
	for id, d := range second {
		if d.split == "test" {
			n++
			if earlier[id] != "" {
				t.Errorf("%s was in train", id)
			}
		}
	}
	if n != 20 {
		t.Errorf("%d documents in test, not 20", n)
	}
}

// TestPreviousPrivate: with a private step on either side documents are found by id and released text, never by what
// an original gives away, and never by an id that is a place.
func TestPreviousPrivate(t *testing.T) {
	const steps = "  - redact.pattern: {patterns: [{kind: mail, pattern: '[a-z]+@example[.]org'}]}\n  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: id PREVIOUS}\nuncovered: [author, lang, day, given]\n"
	s := newSite(t)
	rng := rand.New(rand.NewPCG(9, 9))
	var before, after []note
	for i := range 60 {
		n := newNote(rng, i)
		n.Score, n.Text = 50, n.Text+fmt.Sprintf(" write to %s@example.org", word(i))
		if i%3 == 0 {
			n.ID = word(i) + "@example.org" // shown as the place
		}
		before = append(before, n)
		if i%2 == 0 {
			n.Text = strings.Replace(n.Text, word(i)+"@", word(i+900)+"@", 1) // the released text stays
		}
		after = append(after, n)
	}
	slices.Reverse(after)
	s.file("in.jsonl", noteLines(before))
	first := s.run(s.recipe(fmt.Sprintf(noteHead, "notes", "1.0.0", withPrevious(steps, ""))), Options{})
	s.file("in.jsonl", noteLines(after))
	body := fmt.Sprintf(noteHead, "notes", "1.1.0", withPrevious(steps, fmt.Sprintf(", previous: {release: releases/notes/1.0.0, digest: %q}", first.Digest)))
	second := s.run(s.recipe(body), Options{})
	was := map[string]string{}
	for _, d := range tellAll(t, first.Path) {
		was[d.text] = d.split
	}
	details := map[string]int{}
	for _, d := range tellAll(t, second.Path) {
		if details[d.detail]++; d.split != was[d.text] {
			t.Errorf("%s was in %s: %+v", d.id, was[d.text], d)
		}
		if strings.HasPrefix(d.id, "doc-") && !strings.Contains(d.detail, "same text") {
			t.Errorf("%s is a place: %s", d.id, d.detail)
		}
	}
	want := map[string]int{"split of the same id in the previous release": 40, "split of the same text in the previous release": 20}
	if !maps.Equal(details, want) {
		t.Errorf("details %v", details)
	}
}

// Drafts that another release keeps the splits of are never pruned, whatever that one is called.
func TestPreviousIsNotPruned(t *testing.T) {
	s := newSite(t)
	before, _ := world(1)
	s.file("in.jsonl", noteLines(before[:20]))
	steps := keepers["ratios by author"].steps
	first := s.run(s.recipe(fmt.Sprintf(noteHead, "raw", "1.0.0-dev", "")), Options{KeepDrafts: 1})
	name := filepath.Base(first.Path)
	keeps := s.run(s.recipe(fmt.Sprintf(noteHead, "notes", "1.0.0-dev", withPrevious(steps, ", previous: {release: releases/raw/"+name+"}"))), Options{KeepDrafts: 1})
	for n := 5; n < 8; n++ {
		s.file("in.jsonl", noteLines(before[:n]))
		s.run(s.recipe(fmt.Sprintf(noteHead, "raw", "1.0.0-dev", "")), Options{KeepDrafts: 1})
	}
	drafts, err := os.ReadDir(filepath.Join(s.dir, "releases", "raw"))
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, d := range drafts {
		if d.IsDir() {
			left = append(left, d.Name())
		}
	}
	if len(left) != 2 || !slices.Contains(left, name) {
		t.Errorf("of the drafts %q are left, and %s is what %s names", left, name, keeps.Path)
	}
}

// TestRatiosMoveClustersAlone: without previous a split by ratios moves no document but those whose cluster changed.
func TestRatiosMoveClustersAlone(t *testing.T) {
	stayed, moved := 0, 0
	for seed := range uint64(3) {
		s := newSite(t)
		before, after := world(10 + seed)
		steps := withPrevious(keepers["ratios by cluster"].steps, "")
		var told [2]map[string]told
		for i, notes := range [][]note{before, after} {
			s.file("in.jsonl", noteLines(notes))
			res, err := Run(context.Background(), s.recipe(fmt.Sprintf(noteHead, "notes", fmt.Sprintf("1.%d.0", i), steps)), Options{})
			if err != nil {
				t.Fatal(err)
			}
			told[i] = tellAll(t, res.Path)
		}
		a, b := clusterTexts(told[0]), clusterTexts(told[1])
		for id, d := range told[1] {
			was, there := told[0][id]
			if !there || was.split == "" || d.split == "" || was.original != d.original {
				continue
			}
			switch {
			case was.split == d.split:
				stayed++
			case a[was.cluster] == b[d.cluster] || was.cluster == "" && d.cluster == "":
				t.Errorf("%s moved from %s to %s, and its cluster is the same", id, was.split, d.split)
			default:
				moved++
			}
		}
	}
	if stayed < 100 || moved == 0 {
		t.Errorf("no test: %d stayed, %d moved", stayed, moved)
	}
}

// clusterTexts tells for each cluster what its members hold.
func clusterTexts(docs map[string]told) map[string]string {
	members := map[string][]string{}
	for _, d := range docs {
		if d.cluster != "" {
			members[d.cluster] = append(members[d.cluster], d.original)
		}
	}
	out := map[string]string{}
	for cluster, originals := range members {
		slices.Sort(originals)
		out[cluster] = strings.Join(originals, " ")
	}
	return out
}
