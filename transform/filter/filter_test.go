package filter

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// letters is a filter for tests: it counts letters a and lines that are too short.
var letters = design{
	name: "filter.letters", summary: "Counts a", doc: "For tests.", version: 1, lines: true,
	definitions: []definition{{"plain", "a"}, {"both", "a and A"}, {"none", "nothing but lines"}},
	metrics: []transform.Metric{
		{Name: "a", Whole: true, Doc: "Letters.", In: []string{"plain", "both"}},
		{Name: "share", Doc: "Their share."},
		{Name: "short", Whole: true, Doc: "Short lines."},
	},
	thresholds: []threshold{
		{name: "min_a", value: 1, other: map[string]any{"both": 2}, doc: "Least."},
		{name: "max_share", value: 1.0, other: map[string]any{"none": nil}, max: transform.Bound(1), doc: "Most."},
		{name: "min_line", value: 1, doc: "Least length of a line."},
	},
	rules: []transform.Rule{
		{Name: "few", Metric: "a", Fails: transform.Below, Param: "min_a", In: []string{"plain", "both"}},
		{Name: "many", Metric: "share", Fails: transform.AtLeast, Param: "max_share"},
		{Name: "line", Metric: "short", Param: "min_line", Lines: true},
	},
	build: func(a transform.Args) (measurer, error) {
		least, on := a.Number("min_line")
		return countA{int(least), on, a.String("definition") == "both"}, nil
	},
}

type countA struct {
	least    int
	on, both bool
}

func (c countA) measure(v *text.View, m *sheet) {
	n := strings.Count(v.Text(), "a")
	if c.both {
		n += strings.Count(v.Text(), "A")
	}
	m.count(0, n)
	m.share(1, n, len(v.Text()))
	short := 0
	for i, l := range v.Lines() {
		if c.on && int(l.End-l.Start) < c.least {
			m.line(2, i)
			short++
		}
	}
	m.count(2, short)
}

var lettersSpec = letters.spec()

func runLetters(t *testing.T, args string, texts, given []string) (*steptest.Set, []schema.Doc) {
	t.Helper()
	set := steptest.New(t, lettersSpec, args, texts, given)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return set, docs
}

func outcomes(docs []schema.Doc) (out []string) {
	for i := range docs {
		if out = append(out, "kept"); !docs[i].Kept() {
			out[i] = steptest.Reject(&docs[i])
		}
	}
	return out
}

func wantOutcomes(t *testing.T, docs []schema.Doc, want ...string) {
	t.Helper()
	if got := outcomes(docs); !slices.Equal(got, want) {
		t.Errorf("outcomes are %q, not %q", got, want)
	}
}

func TestDropNamesTheFirstRuleThatFails(t *testing.T) {
	set, docs := runLetters(t, "", []string{"ab", "b\n", "aa", "a\n"}, nil)
	wantOutcomes(t, docs, "kept", "few value=0 threshold=1", "many value=1 threshold=1", "line value=1 threshold=0")
	if m := metricsOf(set, &docs[1]); m["short"] != 1 || m["share"] != 0 {
		t.Errorf("metrics of a dropped document are %v", m)
	}
}

func TestLabelListsAllRules(t *testing.T) {
	set, docs := runLetters(t, "{on_fail: label}", []string{"b\n", "ab"}, nil)
	wantOutcomes(t, docs, "kept", "kept")
	if a, b := set.Row(&docs[0]), set.Row(&docs[1]); a != "letters__failed=[few, line]" || b != "letters__failed=[]" {
		t.Errorf("labels are %s and %s", a, b)
	}
}

func TestNullSwitchesOff(t *testing.T) {
	_, docs := runLetters(t, "{min_a: null, max_share: null, min_line: null}", []string{"b\n", "aa", ""}, nil)
	wantOutcomes(t, docs, "kept", "kept", "kept")
}

func TestDefinitionsHaveThresholdsOfTheirOwn(t *testing.T) {
	set, docs := runLetters(t, "{definition: both}", []string{"ab", "aAb"}, nil)
	wantOutcomes(t, docs, "few value=1 threshold=2", "kept")
	set, docs = runLetters(t, "{definition: none, min_line: 2}", []string{"b", "aa"}, nil)
	wantOutcomes(t, docs, "line value=1 threshold=0", "kept")
	if m := metricsOf(set, &docs[0]); len(m) != 2 {
		t.Errorf("definition none measures %v", m)
	}
	resolved := string(set.Plan.Resolved())
	if !strings.Contains(resolved, "max_share: null") || strings.Contains(resolved, "min_a") {
		t.Errorf("resolved to\n%s", resolved)
	}
}

func TestByColumn(t *testing.T) {
	texts, given := []string{"ab", "ab", "ab", "ab"}, []string{"lang=en", "lang=fr", "lang=null", "lang=xx"}
	_, docs := runLetters(t, "{by: {lang: {en: {min_a: 3}, fr: {max_share: 0.1, min_a: null}}}}", texts, given)
	wantOutcomes(t, docs, "few value=1 threshold=3", "many value=0.5 threshold=0.1", "kept", "kept")
}

func TestRedactLinesCutsAndJudgesTheRest(t *testing.T) {
	_, docs := runLetters(t, "{on_fail: redact-lines, min_line: 2, min_a: 0}", []string{"aab\nx\nbbb\n", "x", "a\nb\nccc", "b\na", "aa"}, nil)
	wantOutcomes(t, docs, "kept", "kept", "kept", "kept", "many value=1 threshold=1")
	for i, want := range []string{"aab\nbbb", "", "ccc", ""} {
		if got := docs[i].Text(); got != want {
			t.Errorf("text %d is %q, not %q", i, got, want)
		}
	}
}

// What is left are the lines that stay, joined as they were, whichever fail.
func TestRedactLinesAgainstJoin(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 2000 {
		var lines, stay []string
		for range 1 + r.IntN(6) {
			lines = append(lines, strings.Repeat("b", r.IntN(4)))
		}
		for _, l := range lines {
			if len(l) >= 2 {
				stay = append(stay, l)
			}
		}
		s := strings.Join(lines, "\n")
		_, docs := runLetters(t, "{on_fail: redact-lines, min_line: 2, min_a: 0}", []string{s}, nil)
		if got, want := docs[0].Text(), strings.Join(stay, "\n"); got != want {
			t.Fatalf("%q becomes %q, not %q", s, got, want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, args := range []string{
		"{definition: none, min_a: 1}",
		"{by: {lang: {en: {}}}}",
		"{by: {lang: {en: {min_b: 1}}}}",
		"{by: {lang: {en: {min_a: many}}}}",
		"{by: {lange: {en: {min_a: 1}}}}",
		"{by: {created: {en: {min_a: 1}}}}",
		"{by: lang}",
		"{by: {lang: {en: {min_a: 1}}, source: {x: {min_a: 1}}}}",
		"{definition: none, by: {lang: {en: {min_a: 1}}}}",
		"{max_share: 1.5}",
		"{min_line: null, on_fail: keep}",
	} {
		if s, _ := steptest.Plan(lettersSpec, args, []string{"x"}, []string{"lang=en"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
	for _, args := range []string{"{min_words: 5, max_words: 4}", "{by: {lang: {en: {max_words: 4}}}}", "{stop_words: [a b]}", "{stop_words: ['']}", "{stop_words: [" + strings.Repeat("a", maxStopWord+1) + "]}", "{on_fail: redact-lines}"} {
		if s, _ := steptest.Plan(GopherQuality, args, []string{"x"}, []string{"lang=en"}); s != nil {
			t.Errorf("gopher-quality %s passes", args)
		}
	}
	if _, problems := steptest.Plan(GopherQuality, "{stop_words: ["+strings.Repeat("a", maxStopWord)+"]}", []string{"x"}, nil); problems != nil {
		t.Errorf("a stop word of %d bytes: %v", maxStopWord, problems)
	}
}

// What a design declares holds together: names and thresholds are there, the constants number the metrics.
func checkDesign(t *testing.T, f *design) {
	t.Helper()
	if len(f.metrics) > maxMetrics {
		t.Errorf("%s has %d metrics", f.name, len(f.metrics))
	}
	for _, r := range f.rules {
		if !slices.ContainsFunc(f.metrics, func(m transform.Metric) bool { return m.Name == r.Metric }) {
			t.Errorf("%s: rule %s fails by the unknown metric %q", f.name, r.Name, r.Metric)
		}
		if r.Param != "" && !slices.ContainsFunc(f.thresholds, func(x threshold) bool { return x.name == r.Param }) {
			t.Errorf("%s: rule %s has the unknown threshold %q", f.name, r.Name, r.Param)
		}
	}
	for _, d := range f.names() {
		for _, r := range f.rules {
			measured := slices.ContainsFunc(f.metrics, func(m transform.Metric) bool { return m.Name == r.Metric && in(m.In, d) })
			if in(r.In, d) && !measured {
				t.Errorf("%s: rule %s of %s fails by a metric that the definition has not", f.name, r.Name, d)
			}
		}
	}
}

func TestDesigns(t *testing.T) {
	for _, f := range []*design{&letters, &gopherQualityDesign, &c4Design, &c4ParagraphsDesign, &fineWebDesign, &refinedWebDesign} {
		checkDesign(t, f)
	}
}
