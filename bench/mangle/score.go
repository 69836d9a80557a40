package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
)

// found is a document of the release.
type found struct {
	ord           int64
	text, cluster string
	rank          int64
}

func load(dir string) (map[string]found, error) {
	rel, err := export.Load(dir)
	if err != nil {
		return nil, err
	}
	out := map[string]found{}
	for _, table := range []string{"data", "ledger/rejects"} {
		for row, err := range rel.Rows(table) {
			if err != nil {
				return nil, err
			}
			out[row.Str("id")] = found{text: row.Str("text"), rank: row.Int("rank")}
		}
	}
	for row, err := range rel.Rows("ledger/documents") {
		if err != nil {
			return nil, err
		}
		f := out[row.Str("id")]
		f.ord, f.cluster = row.Int("doc"), clusterOf(row.Value("cluster"), row.Str("id"))
		out[row.Str("id")] = f
	}
	return out, nil
}

// clusterOf is the id that stands for a document: its own where it has no cluster.
func clusterOf(v schema.Value, id string) string {
	if v.IsNull() {
		return id
	}
	return v.Str()
}

// score prints what was found of each document's copies and fails on what must not be.
func score(dir, keep string, threshold float64, words int, all bool) error {
	docs, err := load(dir)
	if err != nil {
		return err
	}
	families, seen, copies, missed, faults := familiesOf(docs), 0, 0, 0, 0
	stands := map[string]string{} // family by cluster
	for _, name := range slices.Sorted(maps.Keys(families)) {
		members := families[name]
		home := docs[name+"/"+original].cluster
		var in []string
		for _, id := range members {
			if docs[id].cluster == home {
				in = append(in, id)
			} else {
				near := similarity(shingles(docs[id].text, words), shingles(docs[home].text, words))
				fmt.Printf("not found: %s, similarity %.3f to %s\n", id, near, home)
				if missed++; near >= threshold || all {
					faults++
				}
			}
		}
		if want := survivor(docs, in, keep); want != home {
			fmt.Printf("survivor: %s stays, %s should\n", home, want)
			faults++
		}
		if other, ok := stands[home]; ok {
			fmt.Printf("%s and %s are one cluster\n", other, name)
			faults++
		}
		stands[home] = name
		seen, copies = seen+len(in)-1, copies+len(members)-1
	}
	fmt.Printf("keep %s: %d of %d copies of %d documents found, %d not found, threshold %v, %d faults\n", keep, seen, copies, len(families), missed, threshold, faults)
	if faults > 0 || copies == 0 {
		return errors.New("a copy is not found, or another survivor than declared")
	}
	return nil
}

// familiesOf lists the ids by document, ordered.
func familiesOf(docs map[string]found) map[string][]string {
	out := map[string][]string{}
	for _, id := range slices.Sorted(maps.Keys(docs)) {
		name, _, _ := strings.Cut(id, "/")
		out[name] = append(out[name], id)
	}
	return out
}

// survivor is the one that is to stay, by the declared policy and then the place.
func survivor(docs map[string]found, ids []string, keep string) string {
	value := func(id string) int64 {
		switch keep {
		case "longest":
			return int64(utf8.RuneCountInString(docs[id].text))
		case "max(rank)":
			return docs[id].rank
		}
		return 0
	}
	return slices.MinFunc(ids, func(a, b string) int {
		if x, y := value(a), value(b); x != y {
			return int(y - x)
		}
		return int(docs[a].ord - docs[b].ord)
	})
}

// shingles cuts a text with nothing but strings.
func shingles(text string, n int) map[string]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	out := map[string]bool{}
	for i := 0; i+n <= len(words); i++ {
		out[strings.Join(words[i:i+n], " ")] = true
	}
	return out
}

func similarity(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(a)+len(b)-both))
}
