package export

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// cutSlow is the formula of DESIGN.md §5, word by word, in big integers.
func cutSlow(h uint32, target, size, b uint64) bool {
	n := func(v uint64) *big.Int { return new(big.Int).SetUint64(v) }
	mul := func(a uint64, x *big.Int) *big.Int { return new(big.Int).Mul(n(a), x) }
	s, t := n(target), n(size)
	if mul(2, t).Cmp(mul(5, s)) >= 0 {
		return true
	}
	k := uint64(25)
	switch {
	case mul(4, t).Cmp(s) < 0:
		k = 0
	case t.Cmp(s) <= 0:
		k = 2
	}
	right := new(big.Int).Lsh(mul(k, n(b)), 32)
	return mul(5, mul(uint64(h), s)).Cmp(right) < 0
}

func TestCutAgreesWithBigIntegers(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	cuts := 0
	for range 200_000 {
		h := r.Uint32()
		target := 1 + r.Uint64N(1<<(1+r.UintN(60)))
		size := 1 + r.Uint64N(4*target)
		b := r.Uint64N(size + 1)
		if r.IntN(2) == 0 { // right at the border of the inequality
			b = min(size, uint64(h)/5*(target>>32)+r.Uint64N(4))
		}
		got, want := cutAfter(target, size, b, func() uint32 { return h }), cutSlow(h, target, size, b)
		if got != want {
			t.Fatalf("cutAfter(S %d, size %d, b %d, h %d) = %v, want %v", target, size, b, h, got, want)
		}
		if got {
			cuts++
		}
	}
	if cuts < 20_000 || cuts > 180_000 {
		t.Errorf("%d cuts in 200,000: the test sees one side only", cuts)
	}
}

func TestCutHash(t *testing.T) {
	sum := sha256.Sum256([]byte("tamis/cut\x00news/001.txt"))
	if got, want := cutHash("news/001.txt"), binary.BigEndian.Uint32(sum[:4]); got != want {
		t.Errorf("cutHash = %d, want %d", got, want)
	}
}

// shardSizes cuts documents of the given sizes and returns the sizes of the shards.
func shardSizes(target uint64, docs []int64, name func(int) string) []int64 {
	c := cutter{target: target}
	var out []int64
	open := int64(0)
	for i, b := range docs {
		open += b
		if c.add(b, func() uint32 { return cutHash(name(i)) }) {
			out, open = append(out, open), 0
		}
	}
	return append(out, open)
}

func TestShardsAreNearTheirTarget(t *testing.T) {
	docs := make([]int64, 50000)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range docs {
		docs[i] = 100 + r.Int64N(900)
	}
	const target = 200_000
	sizes := shardSizes(target, docs, func(i int) string { return fmt.Sprint(i) })
	sum := int64(0)
	for i, s := range sizes {
		sum += s
		if s > target*5/2+1000 || s < target/4 && i < len(sizes)-1 {
			t.Errorf("shard %d has %d bytes", i, s)
		}
	}
	if mean := sum / int64(len(sizes)); mean < target/2 || mean > target*3/2 {
		t.Errorf("shards have %d bytes on average", mean)
	}
}

func TestChangeInOnePlaceLeavesOtherShards(t *testing.T) {
	o := tableOptions()
	o.Splits, o.Arrow, o.JSONL = []string{"train"}, nil, nil
	o.Parquet.ShardBytes = 40 << 10
	r := rand.New(rand.NewPCG(9, 9))
	var docs []*schema.Doc
	for i := range 6000 {
		d := randomDoc(r, int64(i), o.Layout)
		d.Split = 0
		docs = append(docs, d)
	}
	_, before, _ := build(t, o, docs)
	changed := slices.Clone(docs)
	changed[3000] = randomDoc(r, 3000, o.Layout)
	changed[3000].Values[schema.SlotText] = schema.StringValue(strings.Repeat("a new sentence. ", 40))
	changed[3000].Split, changed[3000].Content = 0, [32]byte{}
	changed = slices.Delete(changed, 3001, 3003)
	_, after, _ := build(t, o, changed)
	for i := range before {
		old := map[string]bool{}
		for _, f := range before[i].Files {
			old[f.SHA256] = true
		}
		fresh := 0
		for _, f := range after[i].Files {
			if !old[f.SHA256] {
				fresh++
			}
		}
		if len(before[i].Files) > 20 && fresh > len(after[i].Files)/4 {
			t.Errorf("%s: %d of %d shards are new", before[i].Name, fresh, len(after[i].Files))
		}
	}
	if n := len(tableOf(t, before, "data").Files); n < 20 {
		t.Errorf("data has only %d shards", n)
	}
}

func TestLedgerKeepsRowsOfADocumentTogether(t *testing.T) {
	o := tableOptions()
	o.Parquet.ShardBytes = 1000
	docs := randomDocs(11, 400, o.Layout)
	for _, d := range docs {
		for k := range 1 + int(d.Ord%5) {
			d.Links = append(d.Links, schema.Link{Step: 3, Kept: int64(k), Similarity: 0.5})
		}
	}
	dir, tables, _ := build(t, o, docs)
	at := map[int64]string{}
	tab := tableOf(t, tables, "ledger/clusters")
	for _, f := range tab.Files {
		err := ReadColumns(dir+"/"+f.Path, []string{"doc"}, func(_ []schema.Column, row []schema.Value) error {
			if other, ok := at[row[0].Int()]; ok && other != f.Path {
				return fmt.Errorf("document %d stands in %s and %s", row[0].Int(), other, f.Path)
			}
			at[row[0].Int()] = f.Path
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	if len(tab.Files) < 10 || len(at) != len(docs) {
		t.Errorf("%d files, %d documents", len(tab.Files), len(at))
	}
}
