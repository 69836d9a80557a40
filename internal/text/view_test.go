package text

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// slowFields are the words of plain splitting by their definition.
func slowFields(s string) []string { return strings.FieldsFunc(s, isPySpace) }

// isPySpace is what Python's str.isspace says of a character.
func isPySpace(r rune) bool { return unicode.Is(unicode.White_Space, r) || r >= 0x1C && r <= 0x1F }

func cut(s string, spans []Span) (out []string) {
	for _, x := range spans {
		out = append(out, x.Of(s))
	}
	return out
}

// scrap is text of what splits words and lines, and of what looks alike.
func scrap(r *rand.Rand, n int) string {
	pieces := []string{"a", "word", "longer-word", "B2", " ", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x1f", "\x00", "\x1b", "\x7f",
		"\u0085", "\u00A0", "\u1680", "\u180E", "\u2000", "\u200A", "\u200B", "\u2027", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\u3001", "é", "â", "漢", "字", "🚀", "…", "."}
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func TestIsSpace(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if IsSpace(r) != isPySpace(r) {
			t.Fatalf("%U is white space: %v", r, IsSpace(r))
		}
	}
}

func TestFieldsAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for i := range 20000 {
		s := scrap(r, i%300)
		if got, want := cut(s, AppendFields(s, nil)), slowFields(s); !slices.Equal(got, want) {
			t.Fatalf("words of %+q are %+q, not %+q", s, got, want)
		}
	}
}

// A character of white space that lies across two blocks of 64 bytes parts words as any other.
func TestFieldsAcrossBlocks(t *testing.T) {
	for at := range 200 {
		for _, space := range []string{" ", "\u0085", "\u00A0", "\u1680", "\u2003", "\u3000"} {
			s := strings.Repeat("x", at) + space + strings.Repeat("y", 70)
			if got, want := cut(s, AppendFields(s, nil)), slowFields(s); !slices.Equal(got, want) {
				t.Fatalf("words of %+q are %+q", s, got)
			}
		}
	}
}

// Words are as many as CountWords counts, and hold nothing but them.
func TestWordsAreCounted(t *testing.T) {
	for s, want := range map[string][]string{
		"Don't, e.g. 1,234.5!": {"Don't", "e.g", "1,234.5"},
		"a' b. 3, x_y":         {"a", "b", "3", "x_y"},
		"東京タワー a":              {"東", "京", "タワー", "a"},
	} {
		if got := cut(s, AppendWords(s, nil)); !slices.Equal(got, want) {
			t.Errorf("words of %q are %q, not %q", s, got, want)
		}
	}
	r := rand.New(rand.NewPCG(2, 1))
	for i := range 20000 {
		s := scrap(r, i%200) + string(rune(r.IntN(0x3100)))
		s = strings.ToValidUTF8(s, "")
		if got := AppendWords(s, nil); len(got) != CountWords(s) {
			t.Fatalf("%+q has %d words, counted %d", s, len(got), CountWords(s))
		}
	}
}

// slowTextLines are the lines of Python's str.splitlines.
func slowTextLines(s string) (out []string) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for _, end := range []string{"\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\u0085", "\u2028", "\u2029"} {
		s = strings.ReplaceAll(s, end, "\n")
	}
	out = strings.Split(s, "\n")
	if out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

func TestViewAgainstDefinitions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	var v View
	for i := range 20000 {
		s := scrap(r, i%200)
		v.Show(s)
		if got, want := cut(s, v.Lines()), strings.Split(s, "\n"); !slices.Equal(got, want) {
			t.Fatalf("lines of %+q are %+q", s, got)
		}
		if got, want := cut(s, v.TextLines()), slowTextLines(s); !slices.Equal(got, want) {
			t.Fatalf("text lines of %+q are %+q, not %+q", s, got, want)
		}
		checkParagraphs(t, s, cut(s, v.Paragraphs()))
		if got, want := v.Counts().Chars(), utf8.RuneCountInString(s); got != want || countChars(s) != want {
			t.Fatalf("%+q has %d or %d characters", s, got, countChars(s))
		}
		for b := range 256 {
			if got, want := v.Counts().Bytes[b], strings.Count(s, string([]byte{byte(b)})); b < 0x80 && got != int32(want) {
				t.Fatalf("%+q holds %#x %d times, not %d", s, b, got, want)
			}
		}
		chars := map[*Splitter]int{}
		for _, by := range []*Splitter{Plain, Own} {
			for _, w := range v.Words(by) {
				chars[by] += utf8.RuneCountInString(w.Of(s))
			}
			if got := v.WordChars(by); got != chars[by] {
				t.Fatalf("words of %+q have %d characters, not %d", s, got, chars[by])
			}
		}
		for _, w := range v.Words(Plain) {
			if got, want := v.Chars(w), utf8.RuneCountInString(w.Of(s)); got != want {
				t.Fatalf("%+q has %d characters, not %d", w.Of(s), got, want)
			}
		}
	}
}

func checkParagraphs(t *testing.T, s string, got []string) {
	t.Helper()
	var want []string
	for _, p := range strings.Split(s, "\n\n") {
		if p = strings.TrimLeft(p, "\n"); p != "" {
			want = append(want, p)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("paragraphs of %+q are %+q, not %+q", s, got, want)
	}
}

func TestTrim(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for i := range 5000 {
		s := scrap(r, i%40)
		if got, want := Trim(s), strings.TrimFunc(s, isPySpace); got != want {
			t.Fatalf("%+q trimmed is %+q", s, got)
		}
	}
}

func TestSentenceSpans(t *testing.T) {
	s := "One here.  Two there! \n\n three\n"
	if got, want := cut(s, AppendSentences(s, nil)), []string{"One here.", "Two there!", "three"}; !slices.Equal(got, want) {
		t.Errorf("sentences are %q", got)
	}
}

// holder is a document as far as views know one.
type holder struct {
	text string
	held any
	turn uint64
}

func (h *holder) Str(int) string         { return h.text }
func (h *holder) Shared() (*any, uint64) { return &h.held, h.turn }

// A view is found once, and anew where the text or the document is another.
func TestLookIsShared(t *testing.T) {
	calls := 0
	by := &Splitter{Name: "test", Words: func(s string, dst []Span) []Span { calls++; return AppendFields(s, dst) }}
	buffer := []byte("one two three")
	h := &holder{text: bufferText(buffer), turn: 1}
	ask := func(words, found int) {
		t.Helper()
		if n := len(Look(h, 0).Words(by)); n != words || calls != found {
			t.Errorf("%d words, found %d times; not %d and %d", n, calls, words, found)
		}
	}
	ask(3, 1)
	ask(3, 1)
	h.text = "one two three four"
	ask(4, 2)
	h.text = h.text[:7]
	ask(2, 3)
	h.text = bufferText(buffer)
	ask(3, 4)
	copy(buffer, "onetwo       ") // the next document's text lies where the last one's was
	h.turn++
	ask(1, 5)
	h.held.(*views).Release()
	ask(1, 6)
}

func bufferText(b []byte) string { return unsafeString(b) }

// Two columns of a document have views of their own.
func TestLookBySlot(t *testing.T) {
	h := &holder{text: "a b"}
	if Look(h, 1) == Look(h, 2) || Look(h, 1) != Look(h, 1) {
		t.Error("views are not told apart by slot")
	}
}

// What a huge text took goes back, what small ones take stays.
func TestReleaseGivesBack(t *testing.T) {
	h := &holder{text: strings.Repeat("a ", 2*keptSpans)}
	Look(h, 0).Words(Plain)
	h.held.(*views).Release()
	if v := h.held.(*views).views[0]; cap(v.of(Plain).words.spans) > keptSpans || v.text != "" {
		t.Error("a large buffer or the text is held")
	}
}

// After the first text none of the same size allocates.
func TestViewsAllocateNothing(t *testing.T) {
	s := strings.Repeat("Some words of a line, and more.\n\n", 200)
	var v View
	n := testing.AllocsPerRun(20, func() {
		v.forget()
		v.Show(s)
		v.Words(Plain)
		v.Words(Own)
		v.Lines()
		v.TextLines()
		v.Paragraphs()
		v.Counts()
		v.Sentences(Plain)
	})
	if n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzFields(f *testing.F) {
	f.Add("a b\u3000c\x1cd")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		if got, want := cut(s, AppendFields(s, nil)), slowFields(s); !slices.Equal(got, want) {
			t.Fatalf("words of %+q are %+q, not %+q", s, got, want)
		}
	})
}
