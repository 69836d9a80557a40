package text

import (
	"fmt"
	"strings"
	"testing"
)

func ExampleTongueOf() {
	fmt.Println(TongueOf("The boats of the town were at the pier, and nobody had seen them.") == English)
	fmt.Println(TongueOf("Die Boote lagen am Steg, und niemand hat sie an dem Tag gesehen.") == German)
	fmt.Println(TongueOf("Boats!") == NoTongue)
	// Output:
	// true
	// true
	// true
}

func TestTongueOf(t *testing.T) {
	for want, s := range map[Tongue]string{
		French:     "Le bateau est dans le port et les pilotes ne sont pas sur la mer.",
		Spanish:    "El barco está en el puerto y los pilotos no han visto la luz que hay sobre la torre.",
		Italian:    "La barca è nel porto e i piloti non hanno visto la luce che è sulla torre.",
		Portuguese: "O barco está no porto e os pilotos não viram a luz que estava na torre.",
		Dutch:      "De boot ligt in de haven en niemand heeft het licht van de toren gezien.",
		Swedish:    "Båten ligger i hamnen och ingen har sett ljuset som var på tornet.",
		Russian:    "Лодка стоит в порту, и никто не видел, что на башне был свет.",
		Ukrainian:  "Човен стоїть у порту, і ніхто не бачив, що на вежі було світло.",
		Polish:     "Łódź stoi w porcie i nikt nie widział, że na wieży było światło.",
		Turkish:    "Tekne bir limanda ve kimse kulede ne olduğunu görmedi ama bu çok güzel.",
		Finnish:    "Vene on satamassa, ja kukaan ei ole nähnyt, että tornissa oli valo.",
		NoTongue:   "船は港にあります。",
	} {
		if got := TongueOf(s); got != want {
			t.Errorf("%q is %d, not %d", s, got, want)
		}
	}
}

// A long word, marks and a text without letters are no trouble.
func TestNextRun(t *testing.T) {
	for s, want := range map[string]string{"": "", "  7 ": "", " a1b": "a", "«été»": "été", "cafe\u0301 x": "cafe\u0301", strings.Repeat("я", 3) + ".": "яяя"} {
		start, end := NextRun(s, 0)
		if got := s[start:end]; got != want {
			t.Errorf("%q has %q, not %q", s, got, want)
		}
	}
}

func TestFunctionWord(t *testing.T) {
	if !FunctionWord("the") || !FunctionWord("und") || FunctionWord("boat") || !English.Has("the") || German.Has("the") {
		t.Error("the lists do not hold what they should")
	}
}

func TestCodeCues(t *testing.T) {
	for s, want := range map[string]int{
		"The U.S. envoy, Mr. McDonald, left at 10:30; nobody (really) knew why - or how.": 0,
		"Call parseInt() on snake_case.":     3,
		"x := y == z && w":                   3,
		"use `go test` here":                 1,
		"std::vector and p->next":            2,
		"a smiley ;-) and :) and => nothing": 0,
		"if x {\n\treturn\n}\nf(1);\n":       2,
		"He said (with some reason) that it's fine; she didn't, though.\n": 0,
	} {
		if got, _ := CodeCues(s, len(s)); got != want {
			t.Errorf("%q has %d cues, not %d", s, got, want)
		}
	}
	if cues, words := CodeCues("parseInt parseInt parseInt", 10); cues != 1 || words != 2 {
		t.Errorf("reads beyond the limit: %d cues in %d words", cues, words)
	}
}

// CodeCues is what a look at each byte and the one before it gives.
func TestCodeCuesPlain(t *testing.T) {
	plain := func(s string) (cues, words int) {
		var last, word byte = ' ', ' '
		for i := 0; i < len(s); i++ {
			b := s[i]
			switch {
			case cueClass[b] == cueLetter && !wordByte(last):
				words, word = words+1, b
			case cueClass[b] == cueLetter && upper(b) && lower(last) && lower(word):
				cues++
			case cueClass[b] == cueSymbol:
				cues += symbolCue(s, i, last)
			}
			last = b
		}
		return cues, words
	}
	for _, s := range []string{"parseInt(x) := y_z", "iPhone McKay 3dPrint aB9cD éÉa x->y a::b()", "", "A", "we saw it, and it was (as they say) good; a = b == c"} {
		cues, words := CodeCues(s, len(s))
		if wantCues, wantWords := plain(s); cues != wantCues || words != wantWords {
			t.Errorf("%q has %d cues in %d words, not %d in %d", s, cues, words, wantCues, wantWords)
		}
	}
}
