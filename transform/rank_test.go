package transform

import (
	"bytes"
	"cmp"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
)

func order(v schema.Value, descending bool) string {
	b := bytes.Repeat([]byte{0xAA}, 16) // what was there must not show
	PutOrder(b, v, descending)
	return string(b)
}

// The bytes of two values compare as the values do, turned round where descending; null is last
// either way.
func TestPutOrder(t *testing.T) {
	check := func(t *rapid.T, a, b schema.Value, want int) {
		if got := cmp.Compare(order(a, false), order(b, false)); got != want {
			t.Fatalf("ascending %v, not %v", got, want)
		}
		if got := cmp.Compare(order(b, true), order(a, true)); got != want {
			t.Fatalf("descending %v, not %v", got, want)
		}
		for _, descending := range []bool{false, true} {
			if order(a, descending) >= order(schema.Value{}, descending) {
				t.Fatal("null is not last")
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		i, j := rapid.Int64().Draw(t, "i"), rapid.Int64().Draw(t, "j")
		check(t, schema.Int64Value(i), schema.Int64Value(j), cmp.Compare(i, j))
		check(t, schema.TimeValue(i), schema.TimeValue(j), cmp.Compare(i, j))
		f, g := rapid.Float64().Draw(t, "f"), rapid.Float64().Draw(t, "g")
		check(t, schema.FloatValue(f), schema.FloatValue(g), cmp.Compare(f, g))
		a, b := rapid.StringN(0, 15, 15).Draw(t, "a"), rapid.StringN(0, 15, 15).Draw(t, "b")
		if !bytes.Contains([]byte(a+b), []byte{0}) { // a NUL at the end is like no byte
			check(t, schema.StringValue(a), schema.StringValue(b), cmp.Compare(a, b))
		}
	})
	if order(schema.BoolValue(false), false) >= order(schema.BoolValue(true), false) {
		t.Error("false is not below true")
	}
	for _, f := range []float64{-math.MaxFloat64, -1, -math.SmallestNonzeroFloat64, 0} {
		if order(schema.FloatValue(f), false) >= order(schema.FloatValue(math.Nextafter(f, math.Inf(1))), false) {
			t.Errorf("%v is not below the next float", f)
		}
	}
}

// Keys of different values differ, also of values in a row.
func TestAppendValue(t *testing.T) {
	str := schema.StringValue
	keys := map[string]bool{}
	for _, vs := range [][]schema.Value{
		{{}}, {str("")}, {str("a"), str("b")}, {str("ab"), str("")}, {str(""), str("ab")}, {schema.ListValue(nil)}, {schema.ListValue([]schema.Value{str("a")})},
		{schema.ListValue([]schema.Value{str("a"), str("b")})}, {schema.Int64Value(0)}, {schema.FloatValue(0)}, {schema.BoolValue(false)}, {schema.BoolValue(true)}, {{}, {}},
	} {
		var key []byte
		for _, v := range vs {
			key = AppendValue(key, v)
		}
		if keys[string(key)] {
			t.Errorf("key %q stands for two", key)
		}
		keys[string(key)] = true
	}
}
