package sealed

import (
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/garble"
)

// The truth of every kind is exact, and no name stands in package garble too.
func TestTruthIsExact(t *testing.T) {
	names := map[string]bool{}
	for _, k := range garble.Open() {
		names[k.Name] = true
	}
	for _, k := range Kinds() {
		if names[k.Name] {
			t.Errorf("two kinds are called %s", k.Name)
		}
		names[k.Name] = true
		for _, fault := range k.Check(Negatives()) {
			t.Error(fault)
		}
	}
}

// Each room of package garble has kinds here too, and no text stands in both.
func TestHalves(t *testing.T) {
	rooms := map[string]int{}
	for _, k := range Kinds() {
		rooms[k.Room()]++
	}
	for _, k := range garble.Open() {
		if rooms[k.Room()] == 0 {
			t.Errorf("no kind in %s", k.Room())
		}
	}
	open := map[string]bool{}
	for _, k := range garble.Open() {
		for _, x := range k.Texts(1, 20, nil) {
			for _, p := range x.Plants {
				open[k.Room()+" "+p.Text] = len(p.Text) > 12
			}
		}
	}
	shared := 0
	for _, k := range Kinds() {
		for _, x := range k.Texts(1, 20, nil) {
			for _, p := range x.Plants {
				if open[k.Room()+" "+p.Text] {
					shared++
				}
			}
		}
	}
	if shared > 0 {
		t.Errorf("%d plants stand in both packages", shared)
	}
}

// Numbers that are known to be right come out right.
func TestCheckDigits(t *testing.T) {
	if got := verhoeff("236"); got != "3" {
		t.Errorf("Verhoeff: %s", got)
	}
	r := garble.NewRand(1, "numbers")
	for range 200 {
		if s := fiscale(r); len(s) != 16 {
			t.Errorf("codice fiscale of %d letters", len(s))
		}
		if s := kimlik(r); (garble.Weighted(s, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1))%10 != int(s[10]-'0') {
			t.Error("kimlik: the last digit is not the sum")
		}
		if s := strings.ReplaceAll(birth(r), " ", ""); garble.Weighted(s, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)%11 != 0 || garble.Weighted(s, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 != 0 {
			t.Error("fødselsnummer: check digits")
		}
		if s := personnummer(r); garble.Luhn(strings.Replace(s[:10], "-", "", 1)) != s[10:] {
			t.Error("personnummer: check digit")
		}
	}
}

func TestNegativesDiffer(t *testing.T) {
	var open []string
	for _, n := range garble.Negatives() {
		open = append(open, n.Make(garble.NewRand(1, n.Kind)))
	}
	for _, n := range Negatives() {
		if slices.Contains(open, n.Make(garble.NewRand(1, n.Kind))) {
			t.Errorf("%s is a negative of package garble", n.Kind)
		}
	}
}
