package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func sentencesOf(line string) (out []string) {
	for at := 0; at < len(line); {
		r, n := utf8.DecodeRuneInString(line[at:])
		if unicode.IsSpace(r) {
			at += n
			continue
		}
		end := SentenceEnd(line, at)
		out = append(out, line[at:end])
		at = end
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, x := range []struct {
		line string
		want []string
	}{
		{"It rains. The ferry waits!  Who knows?", []string{"It rains.", "The ferry waits!", "Who knows?"}},
		{"No mark at the end", []string{"No mark at the end"}},
		{"He said: \"It rains.\" Then he left. (So did she.) Gone", []string{"He said: \"It rains.\"", "Then he left.", "(So did she.)", "Gone"}},
		{"“Why?” he asked. “Because.” So", []string{"“Why?” he asked.", "“Because.”", "So"}},
		{"See example.org for 3.14, v1.2. and so on.", []string{"See example.org for 3.14, v1.2. and so on."}},
		{"J. Smith and A. B. Jones met. Then", []string{"J. Smith and A. B. Jones met.", "Then"}},
		{"2. Results. More", []string{"2. Results.", "More"}},
		{"In 2024. Then", []string{"In 2024.", "Then"}},
		{"Wait... What?! Yes", []string{"Wait...", "What?!", "Yes"}},
		{"Und „so weiter.“ Dann", []string{"Und „so weiter.“ Dann"}}, // „…“ closes with what opens elsewhere
		{"渡轮恢复通航。明天呢？“好。”他说", []string{"渡轮恢复通航。", "明天呢？", "“好。”", "他说"}},
		{"नाव चलती है। कल नहीं। ", []string{"नाव चलती है।", "कल नहीं।"}},
		{"هل تعمل؟ نعم۔ لا", []string{"هل تعمل؟", "نعم۔", "لا"}},
		{"သင်္ဘော။နောက်", []string{"သင်္ဘော။", "နောက်"}},
		{"Паром вернулся. Лоцманы работают. и ждут", []string{"Паром вернулся.", "Лоцманы работают. и ждут"}},
		{"...", []string{"..."}},
		{"", nil},
	} {
		if got := sentencesOf(x.line); !slices.Equal(got, x.want) {
			t.Errorf("%q: %q, want %q", x.line, got, x.want)
		}
	}
}

// Sentences move on, end on a boundary of code points, and take no white space along at their ends' other side.
func TestSentencesCoverTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringOf(rapid.SampledFrom([]rune("aB1 .!?…\"“”()。।\u00a0é\xff"))).Draw(t, "line")
		rest := line
		for _, s := range sentencesOf(line) {
			if s == "" || !strings.HasPrefix(strings.TrimLeftFunc(rest, unicode.IsSpace), s) {
				t.Fatalf("%q in %q", s, line)
			}
			rest = strings.TrimLeftFunc(rest, unicode.IsSpace)[len(s):]
		}
		if strings.TrimSpace(rest) != "" {
			t.Fatalf("%q is left of %q", rest, line)
		}
	})
}
