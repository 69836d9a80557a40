package filter

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"testing"

	"github.com/tamis-data/tamis/transform/steptest"
)

func sampled(t *testing.T, args string, texts, given []string) map[string]int {
	t.Helper()
	set := steptest.New(t, Sample, args, texts, given)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	kept := map[string]int{}
	for i := range docs {
		if docs[i].Kept() {
			kept[texts[i]]++
		} else if docs[i].Reject.HasValue {
			t.Error("the ledger is told a number")
		}
	}
	return kept
}

// What stays is what the formula of the reference says, and a larger rate holds all of a smaller.
func TestSampleByTheFormula(t *testing.T) {
	var texts []string
	for i := range 2000 {
		texts = append(texts, fmt.Sprint("text ", i))
	}
	before := map[string]int{}
	for _, rate := range []string{"0.000000001", "0.001", "0.1", "0.333333333", "0.5", "0.999", "1.0"} {
		kept := sampled(t, "{rate: "+rate+"}", texts, nil)
		for text := range before {
			if kept[text] == 0 {
				t.Fatalf("rate %s loses %q", rate, text)
			}
		}
		exact, _ := new(big.Rat).SetString(rate)
		for _, text := range texts {
			content := sha256.Sum256([]byte(text))
			sum := sha256.Sum256(append([]byte("tamis/sample\x00\x00\x00\x00\x00\x00\x00\x00\x00c"), content[:16]...))
			h := new(big.Rat).SetFrac(new(big.Int).SetUint64(binary.BigEndian.Uint64(sum[:8])), new(big.Int).Lsh(big.NewInt(1), 64))
			if stays := h.Cmp(exact) < 0; stays != (kept[text] > 0) {
				t.Fatalf("rate %s keeps %q: %v", rate, text, !stays)
			}
		}
		before = kept
	}
	if n := len(sampled(t, "0.5", texts, nil)); n < 900 || n > 1100 {
		t.Errorf("half of 2,000 are %d", n)
	}
}

func TestSampleByLabelAndKey(t *testing.T) {
	var texts, given []string
	for i := range 300 {
		texts = append(texts, fmt.Sprint(i))
		given = append(given, fmt.Sprintf("lang=%s author=a%d", []string{"en", "de", "null"}[i%3], i%30))
	}
	kept := sampled(t, "{rate: 0, by: {lang: {en: {rate: 1}}}}", texts, given)
	for i, text := range texts {
		if want := i%3 == 0; want != (kept[text] == 1) {
			t.Fatalf("document %d of %s: kept %v", i, given[i], !want)
		}
	}
	kept = sampled(t, "{rate: 0.5, key: author}", texts, given)
	for i, text := range texts {
		if kept[text] != kept[texts[i%30]] {
			t.Fatalf("%s is parted", given[i])
		}
	}
}

func TestSampleFaults(t *testing.T) {
	for _, args := range []string{"", "1.5", "{rate: 0.5, by: {lang: {en: {}}}}", "{rate: 0.5, by: {n: {a: {rate: 1}}}}", "{rate: 0.5, key: nothing}", "{by: {lang: {en: {rate: 1}}}}"} {
		if s, _ := steptest.Plan(Sample, args, []string{"x"}, []string{"lang=en n=3"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
