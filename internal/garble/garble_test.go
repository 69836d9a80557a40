package garble

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

// A page says where its damage is and what stood there.
func TestPlantsSayWhatTheyDid(t *testing.T) {
	p := &Page{Rand: NewRand(1, "x"), Lang: "en", kind: "demo", clean: "The ferry, late, left."}
	p.Replace(10, 11, "")
	p.Insert(17, "<b>")
	got := p.Text()
	if got.Damaged != "The ferry,late, <b>left." {
		t.Fatalf("damaged: %q", got.Damaged)
	}
	want := []Plant{{Kind: "demo", Start: 10, End: 10, Want: " ", Room: Span{10, 10}}, {Kind: "demo", Start: 16, End: 19, Text: "<b>", Room: Span{16, 19}}}
	if !slices.Equal(got.Plants, want) {
		t.Errorf("plants: %+v", got.Plants)
	}
	if got.Restore() != p.clean {
		t.Errorf("restored: %q", got.Restore())
	}
}

// What is added later moves what was there before.
func TestSentencesMovePlants(t *testing.T) {
	p := &Page{Rand: NewRand(1, "x"), Lang: "en", kind: "demo", clean: "One.\n\nTwo."}
	p.Guarded("odd", "Odd: a < b.", false)
	p.Carry("Write to ", "a@example.org", " now.", 0, 0)
	p.Sentence("More.")
	got := p.Text()
	if err := got.Check(); err != nil {
		t.Fatal(err)
	}
	g := got.Guards[0]
	if got.Damaged[g.Start:g.End] != "Odd: a < b." || got.Plants[0].Text != "a@example.org" {
		t.Errorf("%+v in %q", got, got.Damaged)
	}
}

// A plant that ends a paragraph stays with its own sentence when another one follows.
func TestPlantsAtTheEndStay(t *testing.T) {
	p := &Page{Rand: NewRand(1, "x"), Lang: "en", kind: "demo", clean: "One."}
	p.Carry("Contact: ", "a@example.org", "", 0, 0)
	p.Sentence("More.")
	if got := p.Text().Damaged; got != "One. Contact: a@example.org More." {
		t.Errorf("%q", got)
	}
}

// Check finds a truth that is not true.
func TestCheckFindsFaults(t *testing.T) {
	good := Text{Clean: "a b", Damaged: "a, b", Plants: []Plant{{Kind: "k", Start: 1, End: 2, Text: ",", Room: Span{1, 2}}}}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Text){
		"moved":   func(x *Text) { x.Plants[0].Start, x.Plants[0].End = 2, 3 },
		"wrong":   func(x *Text) { x.Plants[0].Want = ";" },
		"beyond":  func(x *Text) { x.Plants[0].End = 9 },
		"nothing": func(x *Text) { x.Plants[0].Want = "," },
		"room":    func(x *Text) { x.Plants[0].Room = Span{2, 2} },
		"guard":   func(x *Text) { x.Guards = []Guard{{Kind: "g", Span: Span{2, 9}}} },
		"bytes":   func(x *Text) { x.Clean, x.Damaged = "a b\xff", "a, b\xff" },
	} {
		bad := good
		bad.Plants = slices.Clone(good.Plants)
		spoil(&bad)
		if bad.Check() == nil {
			t.Errorf("%s: not found", name)
		}
	}
}

// The truth of every kind is exact, in every language, and there is damage in most texts.
func TestTruthIsExact(t *testing.T) {
	for _, k := range Open() {
		for _, fault := range k.Check(Negatives()) {
			t.Error(fault)
		}
	}
}

// The same seed gives the same texts; another one others.
func TestSeeded(t *testing.T) {
	for _, k := range Open() {
		a, b, c := k.Texts(1, 3, Negatives()), k.Texts(1, 3, Negatives()), k.Texts(2, 3, Negatives())
		if a[2].Damaged != b[2].Damaged {
			t.Errorf("%s: not repeatable", k.Name)
		}
		if a[0].Damaged == c[0].Damaged {
			t.Errorf("%s: the seed counts for nothing", k.Name)
		}
	}
}

func TestQuietTextsHaveNoDamage(t *testing.T) {
	for _, lang := range prose.Languages() {
		for _, x := range Quiet(1, 3, lang, Negatives()) {
			if err := x.Check(); err != nil || len(x.Plants) > 0 || x.Clean != x.Damaged {
				t.Errorf("%s: %v, %d plants", lang, err, len(x.Plants))
			}
		}
	}
}

// Shapes of the kinds, one example each, so that a reader sees what is meant.
func TestShapes(t *testing.T) {
	r := NewRand(7, "shapes")
	if got := r.Shape("‹d3›/‹x4›/‹w›/‹date›"); strings.ContainsAny(got, "‹›") || strings.Count(got, "/") != 3 {
		t.Errorf("shape: %q", got)
	}
	if got := Misread('é', charmap.Windows1252, 1); got != "Ã©" {
		t.Errorf("misread: %q", got)
	}
	if got := Misread('’', charmap.Windows1252, 2); got != "Ã¢â‚¬â„¢" {
		t.Errorf("misread twice: %q", got)
	}
	table := Table{{"Port", "Boats"}, {"Oldhaven", "12"}}
	for got, want := range map[string]string{
		table.GitHub():     "| Port | Boats |\n|---|---|\n| Oldhaven | 12 |",
		table.Trailing():   "Port | Boats |\n---|---\nOldhaven | 12 |",
		table.Aligned():    "Port       Boats\nOldhaven   12",
		table.Joined("\t"): "Port\tBoats\nOldhaven\t12",
	} {
		if got != want {
			t.Errorf("table: %q, not %q", got, want)
		}
	}
	if got := (Inventory{'а', 'я'}).Write(5, " "); got != "а б в г д" {
		t.Errorf("inventory: %q", got)
	}
	if got := hyphenPlace("the harbourmaster came", 4, 15); got != 13 {
		t.Errorf("hyphen at %d", got)
	}
}

// Well-known numbers pass their own checks.
func TestCheckDigits(t *testing.T) {
	if got := Luhn("411111111111111"); got != "1" {
		t.Errorf("Luhn: %s", got)
	}
	if got := IBAN("DE", "370400440532013000"); got != "DE89370400440532013000" {
		t.Errorf("IBAN: %s", got)
	}
	if got := IBAN("GB", "WEST12345698765432"); got != "GB82WEST12345698765432" {
		t.Errorf("IBAN with letters: %s", got)
	}
	if got := mod1110("8609574271"); got != "9" {
		t.Errorf("mod 11,10: %s", got)
	}
	if got := Base58Check(0, make([]byte, 20)); got != "1111111111111111111114oLvT2" {
		t.Errorf("base58: %s", got)
	}
	program := []byte{0x75, 0x1e, 0x76, 0xe8, 0x19, 0x91, 0x96, 0xd4, 0x54, 0x94, 0x1c, 0x45, 0xd1, 0xb3, 0xa3, 0x23, 0xf1, 0x43, 0x3b, 0xd6}
	if got := Segwit("bc", program); got != "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" {
		t.Errorf("bech32: %s", got)
	}
	if got := 97 - Remainder("1850578006084", 97); got != 91 {
		t.Errorf("NIR: %d", got)
	}
	if got := Weighted("44051401", 1, 3, 7, 9, 1, 3, 7, 9) % 10; got != (4+12+0+45+1+12+0+9)%10 {
		t.Errorf("weights: %d", got)
	}
	if got := "TRWAGMYFPDXBNJZSQVHLCKE"[Remainder("12345678", 23)]; got != 'Z' {
		t.Errorf("DNI: %c", got)
	}
}

// Negatives are guarded, and rooms in which they are damage do without them.
func TestNegatives(t *testing.T) {
	seen := map[string]bool{}
	for _, n := range Negatives() {
		seen[n.Kind] = true
		for seed := range uint64(6) {
			s := n.Make(NewRand(seed, n.Kind))
			if s == "" || !utf8.ValidString(s) || !n.Block && strings.Contains(s, "\n") {
				t.Errorf("%s: %q", n.Kind, s)
			}
		}
	}
	if len(seen) < 30 {
		t.Errorf("%d negatives", len(seen))
	}
	code := Set("code", "x").Except("dump")
	if code.fits(Kind{Name: "dump/hex"}) || !code.fits(Kind{Name: "markup/tags"}) {
		t.Error("Except says nothing")
	}
}
