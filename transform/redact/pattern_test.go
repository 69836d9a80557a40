package redact

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

func redacted(t testing.TB, args, text string) string {
	t.Helper()
	s := steptest.New(t, Pattern, args, []string{text}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}

func TestPattern(t *testing.T) {
	for _, c := range []struct{ args, in, want string }{
		{`{patterns: [{kind: n, pattern: '\d+'}]}`, "a 12 b 3", "a <n> b <n>"},
		{`{patterns: [{kind: n, pattern: '\d*'}]}`, "a 12 b", "a <n> b"}, // empty matches are none
		{`{patterns: [{kind: a, pattern: 'x'}, {kind: b, pattern: 'xy'}]}`, "xy", "<a>y"},
		{`{patterns: [{kind: b, pattern: 'xy'}, {kind: a, pattern: 'x'}]}`, "xy x", "<b> <a>"},
		{`{patterns: [{kind: z, pattern: 'a|ab'}]}`, "ab", "<z>b"}, // as Perl: the first alternative
		{`{patterns: [{kind: k, pattern: '(?i)secret'}], replace: ""}`, "a SECRET b", "a  b"},
		{`{patterns: [{kind: k, pattern: '^\w+'}]}`, "one two\nthree", "<k> two\nthree"},
		{`{patterns: [{kind: k, pattern: '(?m)^[a-z]+$'}]}`, "one two\nthree\n", "one two\n<k>\n"},
		{`{patterns: [{kind: k, pattern: '\bcat\b'}]}`, "cat concat cat", "<k> concat <k>"},
		{`{patterns: [{kind: a, pattern: 'x', replace: '$1 {kind}'}]}`, "x", "$1 a"},
		{`{patterns: [{kind: a, pattern: '\d{3}-\d{4}'}, {kind: b, pattern: '^9'}]}`, "9555-0100", "<b><a>"}, // the loser is looked for again
		{`{patterns: [{kind: q, pattern: '\(\)'}], replace: ""}`, "a((()))b", "ab"},                          // formed by joining
	} {
		if got := redacted(t, c.args, c.in); got != c.want {
			t.Errorf("%s of %q is %q, not %q", c.args, c.in, got, c.want)
		}
	}
}

// A text that goes on matching is replaced whole in the end, and still settles.
func TestPatternNeverSettling(t *testing.T) {
	got := redacted(t, `{patterns: [{kind: q, pattern: '\(\)', replace: ""}, {kind: x, pattern: 'zz'}]}`, strings.Repeat("(", 500)+strings.Repeat(")", 500))
	if got != "" {
		t.Errorf("got %q", got)
	}
	got = redacted(t, `{patterns: [{kind: grow, pattern: 'ab', replace: 'bba'}]}`, strings.Repeat("a", 4)+strings.Repeat("b", 200))
	if got != "bba" && strings.Contains(got, "ab") {
		t.Errorf("still matches: %q", got)
	}
}

func TestPatternFaults(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{`{patterns: []}`, "no pattern"},
		{`{patterns: [{kind: "Not a name", pattern: a}]}`, "is not a name"},
		{`{patterns: [{kind: k, pattern: '(a'}]}`, "missing"},
		{`{patterns: [{kind: k, pattern: '(?=a)'}]}`, "invalid"},
		{`{patterns: [{kind: k, pattern: '^'}]}`, "empty text"},
		{`{patterns: [{kind: k, pattern: '(x{100}){10}(y{100}){10}(z{100}){10}(v{100}){10}(w{100}){10}(u{100}){10}'}]}`, "too large"},
		{`{patterns: [{kind: k, pattern: '<\w+>'}]}`, "matches the pattern of k"},
		{`{patterns: [{kind: a, pattern: '\d'}, {kind: b, pattern: 'x', replace: "1"}]}`, "replacement \"1\" of b matches the pattern of a"},
		{`{patterns: [{kind: k, pattern: '` + strings.Repeat("a", 1001) + `'}]}`, "1000"},
	} {
		set, problems := steptest.Plan(Pattern, c.args, []string{""}, nil)
		var all []string
		for _, p := range problems {
			all = append(all, p.Message)
		}
		if set != nil || !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("%.60s: %q, not %q", c.args, all, c.want)
		}
	}
}

// Patterns that bring out what the windows could get wrong.
var tricky = []string{`[\w.+-]+@[\w-]+(\.[\w-]+)+`, `\b\d{1,3}(\.\d{1,3}){3}\b`, `\+?\d[\d -]{6,}\d`, `(?i)k+ey`, `(?i)ab@`, `^a`, `a$`, `(?m)^a+$`, `\ba`, `a\b`, `\Ba`, `a|@b|\.c`,
	`(?s)a.b`, `a.b`, `a[^b]c`, `é+`, `[à-ÿ]@`, `a*`, `@?`, `(a|b)*@`, `@(a|b)*`, `1{2,3}@?`, `[ab]@|@[ab]`, `a\n?b`, `\pL+1`, `(?U)a+@`, `(?:)`, `a{0}b`, `[^a-z]{2}`, `\x{10FFFF}|a`}

// The windows that a finder searches hold exactly the matches of the whole text.
func TestFinderAgainstRegexp(t *testing.T) {
	for _, pattern := range tricky {
		f, err := newFinder(pattern)
		if err != nil {
			t.Fatal(err)
		}
		re := regexp.MustCompile(pattern)
		rapid.Check(t, func(t *rapid.T) {
			s := rapid.StringOf(rapid.SampledFrom([]rune("aabbcc11 1.@@+-\nkKeEyYéK"))).Draw(t, "text")
			var want []hit
			for _, m := range re.FindAllStringIndex(s, -1) {
				if m[1] > m[0] {
					want = append(want, hit{m[0], m[1], 0})
				}
			}
			if got := f.appendHits(nil, s, 0); !slices.Equal(got, want) {
				t.Fatalf("%s in %q: %v, not %v (literals %q, shortest %d)", pattern, s, got, want, f.literals, f.shortest)
			}
		})
	}
}

// FuzzFinder compares windows and whole texts for patterns of the fuzzer's making.
func FuzzFinder(f *testing.F) {
	for _, p := range tricky {
		f.Add(p, "ada@example.org 555-0100 aab@")
	}
	f.Fuzz(func(t *testing.T, pattern, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil || len(pattern) > 200 || len(s) > 2000 {
			return
		}
		if p, err := syntax.Compile(tree.Simplify()); err != nil || len(p.Inst) > maxInstructions {
			return
		}
		finder, err := newFinder(pattern)
		if err != nil {
			return
		}
		var want []hit
		for _, m := range finder.re.FindAllStringIndex(s, -1) {
			if m[1] > m[0] {
				want = append(want, hit{m[0], m[1], 0})
			}
		}
		if got := finder.appendHits(nil, s, 0); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, not %v", pattern, s, got, want)
		}
	})
}

func TestLiterals(t *testing.T) {
	for pattern, want := range map[string][]string{
		`[\w.]+@[\w.]+`: {"@"},
		`https?://\S+`:  {"http"},
		`(?i)no\. 12`:   {". 12"},
		`(?i)secret`:    nil,
		`cat|dog`:       {"cat", "dog"},
		`cat|\d`:        nil,
		`(foo|bar)@x`:   {"foo", "bar"},
		`\d+`:           nil,
		`a?b`:           {"b"},
		`(ab)*`:         nil,
		`[.:]\d`:        {".", ":"},
	} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := literals(tree); !slices.Equal(got, want) {
			t.Errorf("literals of %s are %q, not %q", pattern, got, want)
		}
	}
}

// Texts without a match cost no allocation.
func TestPatternMissIsFree(t *testing.T) {
	s := steptest.New(t, Pattern, `{patterns: [{kind: email, pattern: '[\w.+-]+@[\w-]+(\.[\w-]+)+'}, {kind: phone, pattern: '\+?\d[\d ()-]{6,}\d'}]}`,
		[]string{strings.Repeat("Nothing in here, 12 times.\n", 100)}, nil)
	docs, scratch := s.Docs(), schema.Scratch{}
	docs[0].Begin(s.Plan.Layout, 0, &scratch)
	if n := testing.AllocsPerRun(20, func() { _ = s.Step().(*patternStep).column(&docs[0], schema.SlotText) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkPattern(b *testing.B) {
	s := steptest.New(b, Pattern, `{patterns: [{kind: email, pattern: '[\w.+-]+@[\w-]+(\.[\w-]+)+'}, {kind: phone, pattern: '\+?\d[\d ()-]{6,}\d'}, {kind: ip, pattern: '\b\d{1,3}(\.\d{1,3}){3}\b'}]}`, []string{""}, nil)
	p := s.Step().(*patternStep)
	text := strings.Repeat("The ferry is back in service since 12.30, and the pilots return to work. Call the office, or write.\n", 1000)
	for name, text := range map[string]string{"none": text, "some": text + "desk@example.org\n" + text + "+1 (202) 555-0142"} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				p.hits(text)
			}
		})
	}
}
