package main

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func corpus(t testing.TB, size int64, seed uint64) (docs, truth []byte) {
	t.Helper()
	var d, c bytes.Buffer
	if err := Write(&d, &c, size, seed, nil); err != nil {
		t.Fatal(err)
	}
	return d.Bytes(), c.Bytes()
}

type doc struct{ ID, Text, Source string }

func parse(t *testing.T, data []byte) []doc {
	t.Helper()
	var out []doc
	for dec := json.NewDecoder(bytes.NewReader(data)); dec.More(); {
		var d doc
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func TestSameBytesAndPrefix(t *testing.T) {
	small, _ := corpus(t, 1e6, 1)
	large, _ := corpus(t, 2e6, 1)
	if !bytes.HasPrefix(large, small) {
		t.Error("the small set is not the beginning of the large one")
	}
	if other, _ := corpus(t, 1e6, 2); bytes.Equal(other, small) {
		t.Error("another seed gives the same set")
	}
	if len(small) < 1e6 || len(small) > 1e6+1e5 {
		t.Errorf("%d bytes", len(small))
	}
}

func TestShape(t *testing.T) {
	data, truth := corpus(t, 12e6, 1)
	docs := parse(t, data)
	var lengths []int
	words := map[string]int{}
	byID := map[string]string{}
	for _, d := range docs {
		lengths = append(lengths, len(d.Text))
		byID[d.ID] = d.Text
		for _, w := range strings.Fields(d.Text) {
			words[strings.ToLower(strings.Trim(w, `.,?!"`))]++
		}
	}
	slices.Sort(lengths)
	if m := lengths[len(lengths)/2]; m < 1700 || m > 2300 {
		t.Errorf("median length %d", m)
	}
	if p := lengths[len(lengths)*95/100]; p < 5000 || p > 14000 {
		t.Errorf("95 %% are below %d", p)
	}
	if len(words) < 30_000 || words["the"] < words["three"]*10 {
		t.Errorf("%d forms, the %d, three %d", len(words), words["the"], words["three"])
	}
	if !bytes.Contains(data, []byte(`\"`)) || !bytes.Contains(data, []byte(`\n\n`)) || !bytes.Contains(data, []byte("–")) {
		t.Error("no quotes, newlines or letters beyond ASCII")
	}
	checkCopies(t, truth, byID)
}

// checkCopies holds the truth against the texts.
func checkCopies(t *testing.T, truth []byte, text map[string]string) {
	t.Helper()
	found := map[string]int{}
	for dec := json.NewDecoder(bytes.NewReader(truth)); dec.More(); {
		var c struct{ ID, Of, Kind string }
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		found[c.Kind]++
		if c.Kind == "near" && text[c.ID] != text[c.Of] {
			found["changed"]++
		}
		if a, b := text[c.ID], text[c.Of]; c.Kind == "near" && a[len(a)-5:] == b[len(b)-5:] {
			found["ends alike"]++
		}
		same := text[c.ID] == text[c.Of]
		if c.Kind == "exact" && !same {
			t.Fatalf("%s is not a copy of %s", c.ID, c.Of)
		}
		if words := len(strings.Fields(text[c.Of])); c.Kind == "near" && words > 300 {
			if j := shingleOverlap(text[c.ID], text[c.Of]); j < 0.5 {
				t.Errorf("%s and %s share %.2f of their shingles", c.ID, c.Of, j)
			}
		}
	}
	for _, kind := range []string{"exact", "near", "changed", "ends alike"} { // a short near copy may have no edit, or end in one
		if share := found[kind] * 1000 / len(text); share < 40 || share > 60 {
			t.Errorf("%s: %d of 1,000", kind, share)
		}
	}
}

// shingleOverlap is the Jaccard index of the 5-word shingles.
func shingleOverlap(a, b string) float64 {
	x, y := shingles(a), shingles(b)
	both := 0
	for s := range x {
		if y[s] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func shingles(s string) map[string]bool {
	w, out := strings.Fields(s), map[string]bool{}
	for i := 0; i+5 <= len(w); i++ {
		out[strings.Join(w[i:i+5], " ")] = true
	}
	return out
}

// TestCompressesLikeProse holds the size of the texts behind zstd to that of real prose.
func TestCompressesLikeProse(t *testing.T) {
	data, _ := corpus(t, 12e6, 1)
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		t.Fatal(err)
	}
	var packed, plain int
	for _, d := range slices.Collect(slices.Chunk(data, 1<<20)) { // as in pages of 1 MiB
		packed += len(w.EncodeAll(d, nil))
		plain += len(d)
	}
	ratio := float64(plain) / float64(packed)
	t.Logf("ratio %.3f", ratio)
	if ratio < 2.5 || ratio > 2.8 {
		t.Errorf("zstd shrinks it %.2f times", ratio)
	}
}

func BenchmarkWrite(b *testing.B) {
	const size = 20e6
	b.SetBytes(size)
	for b.Loop() {
		if err := Write(io.Discard, io.Discard, size, 1, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// TestGrid: as many pairs in each cell, lengths exact, edits about as many as said.
func TestGrid(t *testing.T) {
	var d, c bytes.Buffer
	if err := Grid(&d, &c, 1, 40, []int{30, 300}, []int{5, 20}); err != nil {
		t.Fatal(err)
	}
	text := map[string]string{}
	for _, doc := range parse(t, d.Bytes()) {
		text[doc.ID] = doc.Text
	}
	type cell struct{ Words, Percent int }
	pairs, kept := map[cell]int{}, map[cell]float64{}
	for dec := json.NewDecoder(&c); dec.More(); {
		var p struct {
			ID, Of string
			cell
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if n := len(strings.Fields(text[p.Of])); n != p.Words {
			t.Errorf("%s has %d words, not %d", p.Of, n, p.Words)
		}
		pairs[p.cell]++
		kept[p.cell] += shingleOverlap(text[p.ID], text[p.Of]) / 40
	}
	if len(text) != 320 || len(pairs) != 4 {
		t.Fatalf("%d documents, %d cells", len(text), len(pairs))
	}
	for k, n := range pairs {
		if j := kept[k]; n != 40 || k.Percent == 5 && (j < .5 || j > .75) || k.Percent == 20 && (j < .1 || j > .35) {
			t.Errorf("%v: %d pairs, mean similarity %.2f", k, n, j)
		}
	}
}

// TestHostile: what the sets promise of any two documents.
func TestHostile(t *testing.T) {
	for kind, want := range map[string][2]float64{"same": {1, 1}, "cluster": {.88, .99}, "band": {.7, .795}, "plain": {0, .05}} {
		var d bytes.Buffer
		if err := Hostile(&d, kind, 1, 20); err != nil {
			t.Fatal(err)
		}
		docs := parse(t, d.Bytes())
		if len(docs) != 20 {
			t.Fatalf("%s: %d documents", kind, len(docs))
		}
		for i := range docs[1:] {
			if j := shingleOverlap(docs[i].Text, docs[i+1].Text); j < want[0] || j > want[1] {
				t.Errorf("%s: similarity %.3f, not in %v", kind, j, want)
			}
		}
	}
}
