package split

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

func assigner(t testing.TB, args string) transform.Assigner {
	return steptest.New(t, Hash, args, []string{""}, nil).Step().(transform.Assigner)
}

// The class is the one that the documented arithmetic gives, here with big integers.
func TestHashAsDocumented(t *testing.T) {
	a := assigner(t, "{ratios: {train: 0.7, validation: 0.05, test: 0.25}}")
	parts := []int64{700_000_000, 50_000_000, 250_000_000}
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SliceOf(rapid.Byte()).Draw(t, "key")
		seed := rapid.Uint64().Draw(t, "seed")
		b := binary.BigEndian.AppendUint64([]byte("tamis/split\x00"), seed)
		sum := sha256.Sum256(append(b, key...))
		h := new(big.Int).SetBytes(sum[:8])
		want, end := len(parts), big.NewInt(0)
		for i, p := range parts {
			end.Add(end, big.NewInt(p))
			upper := new(big.Int).Lsh(end, 64)
			if upper.Div(upper, big.NewInt(1_000_000_000)); h.Cmp(upper) < 0 {
				want = i
				break
			}
		}
		if got := a.Assign(key, seed); got != want {
			t.Fatalf("class %d, not %d", got, want)
		}
	})
}

// Shares hold in the mean.
func TestHashShares(t *testing.T) {
	a := assigner(t, "{train: 0.8, validation: 0.1, test: 0.1}")
	var n [3]int
	for i := range 20_000 {
		n[a.Assign(fmt.Append(nil, i), 0)]++
	}
	if n[0] < 15_800 || n[0] > 16_200 || n[1] < 1_850 || n[1] > 2_150 || n[2] < 1_850 || n[2] > 2_150 {
		t.Errorf("20,000 documents are split %v", n)
	}
}

// When a share grows at the cost of the next, documents move across that border alone.
func TestHashMonotone(t *testing.T) {
	before := assigner(t, "{a: 0.5, b: 0.3, c: 0.2}")
	after := assigner(t, "{a: 0.6, b: 0.2, c: 0.2}")
	for i := range 5_000 {
		key := fmt.Append(nil, i)
		from, to := before.Assign(key, 9), after.Assign(key, 9)
		if from != to && (from != 1 || to != 0) {
			t.Fatalf("a document moved from %d to %d", from, to)
		}
	}
}

func TestHashSeed(t *testing.T) {
	a := assigner(t, "{a: 0.5, b: 0.5}")
	moved := 0
	for i := range 1_000 {
		if key := fmt.Append(nil, i); a.Assign(key, 1) != a.Assign(key, 2) {
			moved++
		}
	}
	if moved < 400 || moved > 600 {
		t.Errorf("another seed moves %d of 1,000", moved)
	}
}

// By default a document goes with its cluster where there are clusters.
func TestHashByCluster(t *testing.T) {
	for clustered, want := range map[bool]byte{true: 7, false: 9} {
		step, err := newHash(transform.Args{Values: map[string]any{"ratios": []transform.Pair[float64]{{Name: "a", Value: 1}}}, Clustered: clustered})
		if err != nil {
			t.Fatal(err)
		}
		d := schema.Doc{Group: [16]byte{7}, Content: [32]byte{9}}
		if key := step.(*hash).Key(&d); key[1] != want {
			t.Errorf("clustered %v: key %v", clustered, key)
		}
	}
}

func TestHost(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.org/a?b#c": "example.org", "http://WWW.Example.ORG.:80": "example.org", "//example.org": "example.org",
		"https://user:secret@example.org:8443/": "example.org", "https://example.org?x=//y": "example.org", "https://[2001:db8::1]:80/": "[2001:db8::1",
		"mailto:ada": "", "": "", "https://": "", "ftp://a@b@example.org": "example.org",
	} {
		if got := transform.Host(url); got != want {
			t.Errorf("host of %q is %q, not %q", url, got, want)
		}
	}
}

func TestHashFaults(t *testing.T) {
	for _, args := range []string{"{ratios: {a: 0.5, b: 0.6}}", "{ratios: {a: -1, b: 2}}", "{ratios: {}}", "{ratios: {a/b: 1}}", "{ratios: {a: 1}, by: nothing}"} {
		if s, _ := steptest.Plan(Hash, args, []string{""}, nil); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
