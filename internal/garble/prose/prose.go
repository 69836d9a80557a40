// Package prose holds clean text in many languages: sentences that nothing has to be mended in, and a seeded mixer.
//
// The sentences were written for tamis; persons and places in them are invented. Each stands on a
// line of text/<language>.txt; in the English file a line that begins with # names the register of
// those that follow.
package prose

import (
	"embed"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed text/*.txt
var files embed.FS

// Sentence is one clean sentence.
type Sentence struct {
	Text     string
	Register string // news manual dialogue science minutes recipes faq letters; "" outside English
}

// load reads all languages once.
var load = sync.OnceValue(func() map[string][]Sentence {
	out := map[string][]Sentence{}
	names, err := files.ReadDir("text")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	for _, e := range names {
		data, err := files.ReadFile("text/" + e.Name())
		if err != nil {
			panic(err) // as above
		}
		lang := strings.TrimSuffix(e.Name(), path.Ext(e.Name()))
		out[lang] = parse(lang, string(data))
	}
	return out
})

func parse(lang, data string) []Sentence {
	var out []Sentence
	register := ""
	for line := range strings.Lines(data) {
		line = strings.TrimSuffix(line, "\n")
		if name, ok := strings.CutPrefix(line, "# "); ok {
			register = name
			continue
		}
		if lang == "fr" {
			line = french(line, len(out))
		}
		out = append(out, Sentence{line, register})
	}
	return out
}

// Spaces that French sets before ; : ? ! % » and behind «. Printers use the narrow one, typewriters
// a plain one, the web all three, and all are right.
var frenchSpaces = []string{" ", "\u00a0", "\u202f"}

func french(line string, n int) string {
	space := frenchSpaces[n%len(frenchSpaces)]
	for _, mark := range []string{";", ":", "?", "!", "%", "»"} {
		line = strings.ReplaceAll(line, " "+mark, space+mark)
	}
	return strings.ReplaceAll(line, "« ", "«"+space)
}

// Languages returns the codes of all languages there are, sorted.
func Languages() []string {
	var out []string
	for lang := range load() {
		out = append(out, lang)
	}
	slices.Sort(out)
	return out
}

// Sentences returns the sentences of a language in the order of its file, nil for one that there
// is not. The caller leaves them as they are.
func Sentences(lang string) []Sentence { return load()[lang] }

// Registers returns the registers of English, in order of the file.
func Registers() []string {
	var out []string
	for _, s := range load()["en"] {
		if !slices.Contains(out, s.Register) {
			out = append(out, s.Register)
		}
	}
	return out
}

// Of returns the sentences of a language in a register; "" stands for all of them.
func Of(lang, register string) []string {
	var out []string
	for _, s := range load()[lang] {
		if register == "" || s.Register == register {
			out = append(out, s.Text)
		}
	}
	return out
}

// Joint is what stands between two sentences of a paragraph.
func Joint(lang string) string {
	if lang == "zh" || lang == "ja" {
		return ""
	}
	return " "
}

// Cased says whether the language's script tells capitals from small letters.
func Cased(lang string) bool { return !slices.Contains(caseless, lang) }

var caseless = []string{"am", "ar", "bn", "fa", "he", "hi", "ja", "ka", "ko", "ta", "th", "ur", "zh"}

// Spaced says whether the language sets a space behind commas and full stops.
func Spaced(lang string) bool { return lang != "zh" && lang != "ja" && lang != "th" }

// Mix returns n different sentences of a language (fewer where there are not so many), in an order
// drawn from r. English ones are of one register, as a document's are.
func Mix(r *rand.Rand, lang string, n int) []string {
	register := ""
	if lang == "en" {
		all := Registers()
		register = all[r.IntN(len(all))]
	}
	pool := Of(lang, register)
	order := r.Perm(len(pool))
	out := make([]string, 0, n)
	for _, i := range order[:min(n, len(order))] {
		out = append(out, pool[i])
	}
	return out
}

// Paragraphs sets sentences in paragraphs of two to four, parted by sep.
func Paragraphs(r *rand.Rand, lang string, sentences []string, sep string) string {
	var b strings.Builder
	for len(sentences) > 0 {
		n := min(2+r.IntN(3), len(sentences))
		if b.Len() > 0 {
			b.WriteString(sep)
		}
		b.WriteString(strings.Join(sentences[:n], Joint(lang)))
		sentences = sentences[n:]
	}
	return b.String()
}
