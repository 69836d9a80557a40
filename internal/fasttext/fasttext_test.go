package fasttext

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// golden is what fasttext-predict 0.9.2.4 says; bits are those of the probabilities. testdata/README.md says how the
// models were made.
type golden struct {
	Text   string
	K      int
	Labels []string
	Bits   []uint32
}

func models(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, pattern := range []string{"testdata/*.bin", "testdata/*.ftz"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			out[path] = data
		}
	}
	if len(out) < 10 {
		t.Fatalf("%d models", len(out))
	}
	return out
}

func load(t testing.TB, data []byte) *Model {
	t.Helper()
	m, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Every loss, plain and quantized, pruned and not, gives the labels and the bits of the reference.
func TestReference(t *testing.T) {
	for path, data := range models(t) {
		m, file := load(t, data), path+".json"
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []golden
		if err := json.Unmarshal(raw, &cases); err != nil {
			t.Fatal(err)
		}
		p := m.NewPredictor()
		for _, expand := range []bool{true, false} {
			if !expand && strings.HasSuffix(path, ".ftz") {
				m.input.whole = nil // a matrix too large to be written out
			}
			for _, c := range cases {
				threshold := float32(0)
				if c.K > 1 {
					threshold = 0.01
				}
				labels, bits := show(m, p.Predict(c.Text, c.K, threshold, nil))
				if !slices.Equal(labels, c.Labels) || !slices.Equal(bits, c.Bits) {
					t.Errorf("%s, expanded %v, %.60q, k %d: %v %v, not %v %v", path, expand, c.Text, c.K, labels, bits, c.Labels, c.Bits)
				}
			}
		}
	}
}

func show(m *Model, ps []Prediction) (labels []string, bits []uint32) {
	for _, p := range ps {
		labels, bits = append(labels, m.Labels()[p.Label]), append(bits, math.Float32bits(p.Probability))
	}
	return labels, bits
}

// What a Predictor has seen before changes nothing: neither the cache nor its being emptied.
func TestCacheChangesNothing(t *testing.T) {
	data := models(t)["testdata/pruned.ftz"]
	m := load(t, data)
	used := m.NewPredictor()
	var long strings.Builder
	for i := range 60000 {
		long.WriteString(strings.Repeat(string(rune('a'+i%26)), 1+i%7))
		long.WriteString(string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + "äß ")
	}
	for _, text := range []string{"apple rain", long.String(), "apple rain", strings.Repeat("y", 70), ""} {
		_, want := show(m, m.NewPredictor().Predict(text, 5, 0, nil))
		if _, got := show(m, used.Predict(text, 5, 0, nil)); !slices.Equal(got, want) {
			t.Errorf("%.40q: %v, not %v", text, got, want)
		}
	}
}

// Sums of rows have the bits of one addition after the other.
func TestAddRowsPlainly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols, n := rapid.IntRange(1, 70).Draw(t, "cols"), rapid.IntRange(1, 9).Draw(t, "rows")
		whole := make([]byte, 4*cols*n)
		for i := range cols * n {
			b := math.Float32bits(rapid.Float32Range(-1e3, 1e3).Draw(t, "x"))
			whole[4*i], whole[4*i+1], whole[4*i+2], whole[4*i+3] = byte(b), byte(b>>8), byte(b>>16), byte(b>>24)
		}
		rows := rapid.SliceOfN(rapid.Int32Range(0, int32(n-1)), 0, 20).Draw(t, "order")
		got, want := make([]float32, cols), make([]float32, cols)
		addRows(got, whole, rows)
		addPlain(want, whole, rows, 0)
		if !slices.Equal(got, want) {
			t.Fatalf("%v, not %v", got, want)
		}
	})
}

// The exponential of single precision is right within a unit of the last place.
func TestExpf(t *testing.T) {
	for i := -8000; i < 8000; i++ {
		x := float32(i) / 90
		if got, want := float64(expf(x)), math.Exp(float64(x)); want < math.MaxFloat32 && math.Abs(got-want) > 6.1e-8*want+1e-44 {
			t.Fatalf("%g: %g, not %g", x, got, want)
		}
	}
	if expf(-1e9) != 0 || !math.IsInf(float64(expf(1e9)), 1) || expf(float32(math.NaN())) == expf(float32(math.NaN())) {
		t.Error("beyond the range")
	}
}

// A file cut anywhere, or with a byte changed, is an error or a model that can be asked.
func TestDamagedModels(t *testing.T) {
	for path, data := range models(t) {
		for n := 0; n < len(data); n += 1 + n/8 {
			if _, err := Load(data[:n]); err == nil {
				t.Fatalf("%s cut at %d loads", path, n)
			}
		}
		for at := 0; at < min(len(data), 4096); at += 1 + at/128*50 {
			for _, b := range []byte{0, 0x7f, 0xff} {
				ask(slices.Concat(data[:at], []byte{b}, data[at+1:]))
			}
		}
	}
}

// ask loads what may be a model and takes predictions from it.
func ask(data []byte) {
	m, err := Load(data)
	if err != nil {
		return
	}
	p := m.NewPredictor()
	for _, text := range []string{"", "apple größer 鶴 __label__fruit the the", strings.Repeat("z", 100)} {
		for _, got := range p.Predict(text, 3, 0.001, nil) {
			_ = m.Labels()[got.Label]
		}
	}
}

// Pruned n-grams that were chosen to fall in one place are refused, and do not take a step for each pair of them.
func TestCrowdedNgrams(t *testing.T) {
	inverse := uint32(1)
	for range 5 {
		inverse *= 2 - 0x9e3779b1*inverse
	}
	const n = 1 << 14
	read := func(factor uint32) error {
		var data []byte
		for k := range uint32(n) {
			data = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(data, k*factor), k)
		}
		r, d := &cursor{data: data}, dictionary{}
		d.readKept(r, n)
		return r.err
	}
	for _, factor := range []uint32{1, 3, 122, 1 << 16} {
		if err := read(factor); err != nil {
			t.Errorf("%d: %v", factor, err)
		}
	}
	if err := read(inverse); err == nil {
		t.Error("crowded n-grams were taken")
	}
}

// The fuzzer overwrites parts of good models: given whole files it spends its time on making them smaller.
func FuzzLoad(f *testing.F) {
	var all [][]byte
	for _, data := range models(f) {
		all = append(all, data)
	}
	slices.SortFunc(all, func(a, b []byte) int { return len(a) - len(b) })
	f.Add(uint8(0), uint32(8), []byte{255, 255, 255, 127}, uint32(1<<30))
	f.Add(uint8(3), uint32(64), []byte{0, 0, 0, 0, 255}, uint32(500))
	f.Fuzz(func(t *testing.T, which uint8, at uint32, part []byte, cut uint32) {
		data := slices.Clone(all[int(which)%len(all)])
		if int(at) < len(data) {
			copy(data[at:], part)
		}
		ask(data[:min(int(cut), len(data))])
		ask(part)
	})
}

func FuzzPredict(f *testing.F) {
	var ps []*Predictor
	for _, data := range models(f) {
		ps = append(ps, load(f, data).NewPredictor())
	}
	f.Add("apple </s> \x80\xff 鶴")
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range ps {
			once := p.Predict(text, 2, 0, nil)
			if twice := p.Predict(text, 2, 0, nil); !slices.Equal(once, twice) {
				t.Fatalf("%v, then %v", once, twice)
			}
		}
	})
}

// A long text without white space takes time in its length and no memory for its n-grams.
func TestLongWord(t *testing.T) {
	m := load(t, models(t)["testdata/hierarchical.bin"])
	p, text, start := m.NewPredictor(), strings.Repeat("鶴鷹größer", 1<<19), time.Now()
	if got := p.Predict(text, 1, 0, nil); len(got) != 1 {
		t.Errorf("%v", got)
	}
	if len(p.buf) > flushRows || cap(p.buf) > 4*flushRows {
		t.Errorf("%d rows are held at once", cap(p.buf))
	}
	t.Log(len(text), time.Since(start))
}

func TestFaultsAreSaid(t *testing.T) {
	data := models(t)["testdata/softmax.bin"]
	vectors := slices.Clone(data)
	vectors[8+7*4] = 1
	for _, c := range []struct{ data, want string }{
		{"", "it does not begin as a fastText model"},
		{"no model at all", "it is text and no fastText model"},
		{strings.Repeat("größe", 99), "it is text and no fastText model"},
		{"tamisng1\x03\x00", "it is a model of n-grams"},
		{string(data[:40]), "the file ends where"},
		{string(data[:len(data)-1]), "do not fit the file"},
		{string(vectors), "it is a model of words, not of labels"},
	} {
		if _, err := Load([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, not %s", err, c.want)
		} else if _, hint := err.(*Fault).Fault(); hint == "" {
			t.Errorf("%v says not what to do", err)
		}
	}
}

// Several predictions take the place they were given; nothing is allocated for a text.
func TestNoAllocation(t *testing.T) {
	p := load(t, models(t)["testdata/pruned.ftz"]).NewPredictor()
	out := make([]Prediction, 0, 4)
	text := strings.Repeat("apple rain hammer größer 鶴 "+strings.Repeat("long", 40), 50)
	p.Predict(text, 2, 0, out)
	if n := testing.AllocsPerRun(20, func() { p.Predict(text, 2, 0, out) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
