package export

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// benchDocs makes documents of 2.5 kB on average out of words whose frequencies fall as those of a
// language do, so that zstd finds about as much as in prose.
func benchDocs(n int) (*schema.Layout, []*schema.Doc, int64) {
	l := &schema.Layout{Columns: schema.BuiltinColumns()}
	for i := range l.Columns {
		l.Export = append(l.Export, i)
	}
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 20000)
	for i := range words {
		b := make([]byte, 2+r.IntN(9))
		for k := range b {
			b[k] = "etaoinshrdlucmfwypvbgkjqxz"[min(r.IntN(26), r.IntN(26))]
		}
		words[i] = string(b)
	}
	zipf := rand.NewZipf(r, 1.1, 5, uint64(len(words)-1))
	docs, total := make([]*schema.Doc, n), int64(0)
	for i := range docs {
		var b strings.Builder
		for size := 500 + r.IntN(4000); b.Len() < size; {
			b.WriteString(words[zipf.Uint64()])
			b.WriteByte(' ')
		}
		docs[i] = benchDoc(l, int64(i+1), b.String())
		total += int64(b.Len())
	}
	return l, docs, total
}

func benchDoc(l *schema.Layout, ord int64, text string) *schema.Doc {
	d := &schema.Doc{Ord: ord, Values: make([]schema.Value, len(l.Columns)), Split: -1, Content: sha256.Sum256([]byte(text))}
	d.Values[schema.SlotID] = schema.StringValue(fmt.Sprintf("generated/%08d", ord))
	d.Values[schema.SlotText] = schema.StringValue(text)
	d.Values[schema.SlotSource] = schema.StringValue("generated")
	d.Values[schema.SlotOrigin] = schema.StringValue(fmt.Sprintf("generated.jsonl#%d", ord))
	d.Read = schema.Read{Start: ord * 3000, End: ord*3000 + 2500, Reader: "jsonl 1", Charset: "utf-8", CharsetFrom: "valid", Method: "line"}
	return d
}

func benchTables(b *testing.B, docs []*schema.Doc, total int64, o Options, write func(*Tables, *schema.Doc) error) {
	b.SetBytes(total)
	for b.Loop() {
		t, err := OpenTables(b.TempDir(), o)
		if err != nil {
			b.Fatal(err)
		}
		for _, d := range docs {
			if err := write(t, d); err != nil {
				b.Fatal(err)
			}
		}
		if _, _, err := t.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTables writes 50 MB of documents; MB/s are of text, of wall time with one worker.
func BenchmarkTables(b *testing.B) {
	l, docs, total := benchDocs(20000)
	o := tableOptions()
	o.Layout, o.Splits, o.Arrow, o.JSONL, o.Workers = l, []string{"train"}, nil, nil, 1
	both := func(t *Tables, d *schema.Doc) error {
		if err := t.Ledger(d); err != nil {
			return err
		}
		return t.Data(d)
	}
	b.Run("zstd", func(b *testing.B) {
		z, _ := newZstd("")
		var all, out []byte
		for _, d := range docs {
			all = append(all, d.Text()...)
		}
		b.SetBytes(total)
		for b.Loop() {
			for rest := all; len(rest) > 0; rest = rest[min(pageBytes, len(rest)):] {
				out = z.EncodeAll(rest[:min(pageBytes, len(rest))], out[:0])
			}
		}
	})
	b.Run("data", func(b *testing.B) { benchTables(b, docs, total, o, (*Tables).Data) })
	b.Run("ledger", func(b *testing.B) { benchTables(b, docs, total, o, (*Tables).Ledger) })
	b.Run("data+ledger", func(b *testing.B) { benchTables(b, docs, total, o, both) })
}
