package export

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
)

// TestSortKeyIsExact: keys of bytes sort as values do, and none begins with another.
func TestSortKeyIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var values []schema.Value
	for range 200 {
		b := make([]byte, rng.IntN(5))
		for i := range b {
			b[i] = []byte{0, 1, 'a', 0xff}[rng.IntN(4)]
		}
		values = append(values, schema.StringValue(string(b)))
	}
	for _, a := range values {
		for _, b := range values {
			want := strings.Compare(a.Str(), b.Str())
			up, down := cmp.Compare(string(SortKey(nil, a, false)), string(SortKey(nil, b, false))), cmp.Compare(string(SortKey(nil, a, true)), string(SortKey(nil, b, true)))
			if up != want || down != -want || want != 0 && strings.HasPrefix(string(SortKey(nil, a, true)), string(SortKey(nil, b, true))) {
				t.Fatalf("%q and %q: %d and %d, want %d", a.Str(), b.Str(), up, down, want)
			}
		}
	}
	for range 1000 {
		a, b := rng.NormFloat64()*math.Pow(10, float64(rng.IntN(40)-20)), rng.NormFloat64()
		if (floatOrder(a) < floatOrder(b)) != (a < b) {
			t.Fatalf("%g and %g", a, b)
		}
	}
}

// Rows that do not stand in the order which the manifest names are told with their file, in every subset and across shards.
func TestVerifyOrder(t *testing.T) {
	for order, want := range map[string]string{
		"sorted(id)":       "",
		"sorted(id desc)":  "does not stand in the order sorted(id desc): the row before it comes later",
		"sorted(words)":    "does not stand in the order sorted(words)",
		"shuffle":          "does not stand in the order shuffle",
		"sorted(nowhere)":  `order "sorted(nowhere)" is none that its rows can stand in`,
		"source":           "",
		"sorted(cluster)":  "",
		"sorted( id)":      "is none that its rows can stand in",
		"sorted(id":        "is none that its rows can stand in",
		"sorted(doc desc)": "is none that its rows can stand in",
	} {
		for _, f := range []fixture{{n: 60, order: order}, {n: 60, order: order, copies: "good", shard: 1 << 10, formats: true}} {
			r, err := Verify(f.release(t, t.TempDir(), "news", "1.0.0"), VerifyOptions{})
			must(t, err)
			told := slices.ContainsFunc(r.Problems, func(p Problem) bool { return strings.Contains(p.Message, want) })
			if want == "" && !r.OK() || want != "" && !told {
				t.Errorf("%s: %v", order, r.Problems)
			}
		}
	}
}

// The last row of a shard is held against the first of the next one.
func TestVerifyOrderAcrossShards(t *testing.T) {
	c := &checker{r: &Report{}, seen: map[string]int{}, actual: map[string]string{}}
	dir := fixture{n: 60, shard: 1 << 10}.release(t, t.TempDir(), "news", "1.0.0")
	rel, err := Load(dir)
	must(t, err)
	c.rel, c.dir = rel, dir
	data := tableNamed(rel.Manifest, TableData)
	for _, f := range data.Files {
		c.actual[f.Path] = f.SHA256
	}
	data.Order = OrderBy("id", false)
	c.checkOrder()
	if len(c.r.Problems) > 0 || len(data.Files) < 4 {
		t.Fatalf("%v of %d files", c.r.Problems, len(data.Files))
	}
	data.Files[0], data.Files[1] = data.Files[1], data.Files[0]
	c.checkOrder()
	if len(c.r.Problems) != 1 || !strings.HasPrefix(c.r.Problems[0].Message, "row 1 does not stand") {
		t.Errorf("%v", c.r.Problems)
	}
}
