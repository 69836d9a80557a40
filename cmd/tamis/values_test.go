package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// planted is one private value: what must not come out, and the words it needs around it to be known.
type planted struct{ value, said string }

// plant draws n values of all kinds, each another one; the same for the same seed.
func plant(seed uint64, n int) []planted {
	r := garble.NewRand(seed, "values")
	kinds := valueKinds()
	seen := map[string]bool{}
	var out []planted
	for i := 0; len(out) < n; i++ {
		v := kinds[i%len(kinds)](r)
		if len(v.value) < 8 || seen[v.value] {
			continue
		}
		seen[v.value] = true
		out = append(out, v)
	}
	return out
}

// valueKinds draw values of one kind each. None is a real person's: names, ranges and hosts are those
// that registries keep for examples, keys are drawn.
func valueKinds() []func(r *garble.Rand) planted {
	bare := func(pattern string) func(r *garble.Rand) planted {
		return func(r *garble.Rand) planted { v := r.Shape(pattern); return planted{v, v} }
	}
	named := func(name string, draw func(r *garble.Rand) string) func(r *garble.Rand) planted {
		return func(r *garble.Rand) planted { v := draw(r); return planted{v, name + v} }
	}
	inside := func(before, pattern, after string) func(r *garble.Rand) planted {
		return func(r *garble.Rand) planted { v := r.Shape(pattern); return planted{v, before + v + after} }
	}
	return []func(r *garble.Rand) planted{
		bare("‹w›.‹w›‹d4›@example.org"), bare("‹w›‹d4› (at) ‹w› dot com"), bare("‹W›‹d5›@Mail.Example.Net"),
		bare("+1 202-555-01‹D2› ext. ‹d4›"), bare("+44 20 7946 0‹D3›"), bare("(303) 555-01‹D2›"), bare("+49 30 23125‹D4›"),
		bare("192.0.2.1‹D2›"), bare("2001:db8:‹x4›:‹x4›:‹x4›:‹x4›:‹x4›:‹x4›"), bare("02:1a:‹x2›:‹x2›:‹x2›:‹x2›"),
		func(r *garble.Rand) planted {
			n := "411111" + r.Of(garble.Digits, 9)
			v := garble.Grouped(n+garble.Luhn(n), garble.Pick(r, []string{"", " ", "-"}), 4)
			return planted{v, v}
		},
		func(r *garble.Rand) planted {
			v := garble.Grouped(garble.IBAN("DE", "99"+r.Of(garble.Digits, 16)), garble.Pick(r, []string{"", " "}), 4)
			return planted{v, v}
		},
		bare("7‹d2›-1‹d1›-‹d4›"),
		named("DNI ", func(r *garble.Rand) string {
			n := r.Number(8)
			return n + string("TRWAGMYFPDXBNJZSQVHLCKE"[garble.Remainder(n, 23)])
		}),
		named("passport ", func(r *garble.Rand) string { return r.Shape("C‹d8›") }),
		named("", func(r *garble.Rand) string { return garble.Base58Check(0, r.Bytes(20)) }),
		named("", func(r *garble.Rand) string { return garble.Segwit("bc", r.Bytes(20)) }),
		bare("‹d3›2 North Mill Road, Apt. ‹d2›, Pellworth, NY 1‹D4›"), bare("Lindenstraße ‹d3›, 1‹D4› Altenhafen"),
		inside("https://", "‹w›:‹a12›", "@git.example.org/x"), inside("/home/", "‹w›‹d5›", "/notes.txt"),
		named("", func(r *garble.Rand) string { return garble.GitHub(r, "ghp") }), bare("AKIA‹S16›"),
		named("", func(r *garble.Rand) string { return garble.JWT(r, "HS256") }),
		inside(`password = "`, "‹a6›!‹a5›7x", `"`), inside("api_key: ", "‹a16›7Xq‹a9›", ""),
		named("", func(r *garble.Rand) string { return garble.PEM(r, "EC PRIVATE") }),
	}
}

// plantedSite is a set of documents that hold values in every place, and the texts whose hash would give
// one away.
type plantedSite struct {
	files  map[string]string
	texts  []string
	values []planted
}

// newPlantedSite spreads the values: each stands in one place, so that whatever comes out says from where.
func newPlantedSite(seed uint64, n int) *plantedSite {
	s := &plantedSite{files: map[string]string{}, values: plant(seed, n)}
	var lines strings.Builder
	for i, v := range s.values {
		for _, record := range s.records(i, v) {
			b, _ := json.Marshal(record)
			lines.Write(append(b, '\n'))
			for _, x := range record {
				s.texts = append(s.texts, fmt.Sprint(x))
			}
		}
		if i%17 == 3 { // damaged: not a record, quarantined
			lines.WriteString(`{"key": "broken` + fmt.Sprint(i) + `", "body": "` + strings.ReplaceAll(v.said, "\n", " ") + "\n")
		}
	}
	s.files["records.jsonl"] = lines.String()
	return s
}

// records puts a value into one of the places.
func (s *plantedSite) records(i int, v planted) []map[string]any {
	record := map[string]any{"key": fmt.Sprintf("r%04d", i), "body": fmt.Sprintf("Record %d tells about the harbour, the boats and the weather of that day.", i)}
	text := fmt.Sprintf("Record %d tells about the harbour and the boats. Then: %s\nand nothing more of that.", i, v.said)
	const places = 16
	switch i / len(valueKinds()) % places { // a whole round of kinds for each place
	case 0:
		record["body"] = text
	case 1:
		record["head"] = "About " + v.said
	case 2:
		record["link"] = "https://example.net/?q=" + v.said
	case 3:
		record["key"] = "of " + v.said
		record["body"] = fmt.Sprintf("Another %d tells about nothing but fog, rain and the old ferry.", i)
	case 4:
		record["author"] = v.said
	case 5:
		record["note"] = "see " + v.said // a column that is dropped
	case 6:
		record["body"] = v.said // too short: filter.where rejects it
	case 7:
		twin := map[string]any{"key": record["key"].(string) + "b", "body": text} // dedupe.exact rejects one
		record["body"] = text
		return []map[string]any{record, twin}
	case 8:
		record["body"] = strings.Replace(text, v.said, "<p class=x><b>"+v.said+"</b></p><br>", 1)
	case 9:
		record["body"] = strings.Replace(text, v.value, v.value[:3]+"\u200b"+v.value[3:], 1)
	case 10:
		record["body"] = "Home | News\n" + strings.ReplaceAll(text, ". ", " .  ") + "\nHome | News\n\n\n\n"
	case 11:
		record["body"] = fmt.Sprintf("THE RECORD %d TELLS ABOUT THE HARBOUR, THE BOATS AND THE WEATHER.\n%s\n-- \nSigned by %s\n", i, text, v.said)
	case 12: // only clean.markup makes it one, a character at a time
		record["body"] = strings.Replace(text, v.value, entities(v.value), 1)
		record["head"] = "About " + strings.Replace(v.said, v.value, entities(v.value), 1)
	case 13: // and too short: rejected with it
		record["body"] = strings.Replace(v.said, v.value, entities(v.value), 1)
		record["author"] = v.said
	case 14: // a lost line end and tags within
		record["body"] = strings.Replace(text, v.value, v.value[:4]+"<b></b>"+v.value[4:], 1)
	default:
		same := "Tell " + v.said + " if you like to hear less of it" // recurs in three documents
		var all []map[string]any
		for k := range 3 {
			all = append(all, map[string]any{"key": fmt.Sprintf("r%04d-%d", i, k), "body": fmt.Sprintf("%s\nStory %d of %d tells about the harbour and its boats.", same, k, i)})
		}
		return all
	}
	return []map[string]any{record}
}

// entities writes a value as pages do that hide it from robots.
func entities(v string) string {
	var b strings.Builder
	for _, r := range v {
		if r == '\n' {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "&#%d;", r)
	}
	return b.String()
}

const plantedRecipe = `tamis: 1
name: planted
version: %s
license: CC0-1.0
sources:
  - {path: records.jsonl, name: records, fields: {id: key, text: body, title: head, url: link}, columns: {author: string?, note: string?}}
limits: {quarantine: 0.5, uncovered: error}
ids: {repeated: reject}
steps:
  - clean.unicode
  - clean.markup
  - clean.spacing
  - clean.casing
  - redact.recurring: {min_documents: 3}
  - clean.paragraphs
  - redact.pii: {on: [text, title, url, author, note]}
  - redact.secrets: {on: [text, title, url, author, note]}
  - clean.whitespace
  - label.counts
  - filter.where: {expr: 'words >= 9'}
  - column.drop: [note]
  - dedupe.exact: {on_match: %s}
  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}
export:
  arrow: {compression: zstd}
  jsonl: {compression: gzip}
  ledger: {edits: full, rejects: full}
`
