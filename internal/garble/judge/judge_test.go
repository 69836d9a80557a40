package judge

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/sealed"
)

// The truth of every kind is exact. Messages name kinds and places; they hold no text.
func TestTruthIsExact(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds() {
		if seen[k.Name] {
			t.Errorf("two kinds are called %s", k.Name)
		}
		seen[k.Name] = true
		for _, fault := range k.Check(Negatives()) {
			t.Error(fault)
		}
	}
}

// Each language of a kind has damage, and damaged text differs from the clean one.
func TestEveryLanguageHasDamage(t *testing.T) {
	for _, k := range Kinds() {
		texts, damaged := map[string]int{}, map[string]int{}
		for _, x := range k.Texts(5, max(148, 4*len(k.Langs)), Negatives()) {
			texts[x.Lang]++
			if len(x.Plants) > 0 {
				damaged[x.Lang]++
				if x.Clean == x.Damaged {
					t.Errorf("%s (%s): plants change nothing", k.Name, x.Lang)
				}
			}
		}
		for lang := range texts {
			if damaged[lang] == 0 {
				t.Errorf("%s: no damage in %d texts of %s", k.Name, texts[lang], lang)
			}
		}
	}
}

func TestSeeded(t *testing.T) {
	for _, k := range Kinds() {
		a, b, c := k.Texts(1, 3, Negatives()), k.Texts(1, 3, Negatives()), k.Texts(2, 3, Negatives())
		for i := range a {
			if a[i].Damaged != b[i].Damaged {
				t.Errorf("%s: not repeatable", k.Name)
			}
		}
		if a[0].Damaged == c[0].Damaged {
			t.Errorf("%s: the seed counts for nothing", k.Name)
		}
	}
}

// Each room has kinds here, and no text of some length stands in both halves.
func TestHalves(t *testing.T) {
	rooms, open := map[string]int{}, map[string]bool{}
	for _, k := range Kinds() {
		rooms[k.Room()]++
	}
	for _, k := range slices.Concat(garble.Open(), sealed.Kinds()) {
		if rooms[k.Room()] < 4 {
			t.Errorf("%d kinds in %s", rooms[k.Room()], k.Room())
		}
		for _, x := range k.Texts(1, 20, nil) {
			for _, p := range x.Plants {
				open[k.Room()+" "+p.Text] = len(p.Text) > 15 // longer than an address of the few networks that nobody has
			}
		}
	}
	for _, k := range Kinds() {
		for i, x := range k.Texts(1, 20, nil) {
			for _, p := range x.Plants {
				if open[k.Room()+" "+p.Text] {
					t.Errorf("%s, text %d: the plant at %d stands in the open half too", k.Name, i, p.Start)
				}
			}
		}
	}
}

// Nobody but the bench imports this package, tests included.
func TestOnlyTheBenchImports(t *testing.T) {
	root := os.DirFS("../../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "build" || name != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasPrefix(name, "bench/quality/"):
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return nil // somebody is writing it; the compiler will say so
		}
		for _, imp := range file.Imports {
			if strings.HasSuffix(strings.Trim(imp.Path.Value, `"`), "internal/garble/judge") {
				t.Errorf("%s imports the judge's half", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Numbers pass their own checks, and published examples come out as they were published.
func TestNumbers(t *testing.T) {
	if got := taproot([]byte{0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07, 0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98}); got != "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0" {
		t.Errorf("taproot: %s", got)
	}
	r := garble.NewRand(1, "numbers")
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, s)
	}
	for range 300 {
		if n := digits(nhs(r)); len(n) != 10 || garble.Weighted(n, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)%11 != 0 {
			t.Error("NHS number")
		}
		if n := digits(ahv(r)); garble.Weighted(n, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1)%10 != 0 {
			t.Error("AHV")
		}
		if n := digits(tfn(r)); garble.Weighted(n, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 != 0 {
			t.Error("TFN")
		}
		if n := digits(rodne(r)); len(n) != 10 || garble.Remainder(n, 11) != 0 {
			t.Error("rodné číslo")
		}
		if n := southAfrican(r); len(n) != 13 || garble.Luhn(n[:12]) != n[12:] {
			t.Error("South African number")
		}
		if n := digits(nif(r)); len(n) != 9 || garble.Weighted(n, 9, 8, 7, 6, 5, 4, 3, 2, 1)%11 > 1 {
			t.Error("NIF")
		}
		if n := curp(r); len(n) != 18 {
			t.Error("CURP")
		}
		if n := strings.NewReplacer(" ", "", "\u00a0", "", "-", "").Replace(iban(r)); garble.Remainder(n[4:]+n[:4], 97) != 1 || !slices.Contains([]int{18, 20, 24, 27, 28, 31}, len(n)) {
			t.Errorf("IBAN of %d", len(n))
		}
		if n := digits(card(r)); garble.Luhn(n[:len(n)-1]) != n[len(n)-1:] {
			t.Error("card")
		}
	}
	// Examples that authorities and encyclopedias print.
	for got, want := range map[string]string{nieLetter("01234567"): "L", rutDigit("12345678"): "5", egnDigit("752316926"): "3", cnpDigit("180010122114"): "4", isikukoodDigit("3760503029"): "9"} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// Tables and halves of pairs look as the programs write them that they are named after.
func TestForms(t *testing.T) {
	table := garble.Table{{"Port", "Boats"}, {"Kestrin", "12"}}
	for got, want := range map[string]string{
		org(table):     "| Port    | Boats |\n|---------+-------|\n| Kestrin | 12    |",
		simple(table):  "=======   =====\nPort      Boats\n=======   =====\nKestrin   12\n=======   =====",
		leading(table): "| Port | Boats\n|--- | ---\n| Kestrin | 12",
		client(table):  "+---------+-------+\n| Port    | Boats |\n+---------+-------+\n| Kestrin | 12    |\n+---------+-------+",
		half(0xd83d):   "\u00ed\u00a0\u00bd",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if got := syllable("remaining", "en", 6); got != 5 {
		t.Errorf("cut at %d", got)
	}
}

// Lookalikes differ from the open ones and are guarded.
func TestNegatives(t *testing.T) {
	var open []string
	for _, n := range slices.Concat(garble.Negatives(), sealed.Negatives()) {
		open = append(open, n.Make(garble.NewRand(1, n.Kind)))
	}
	for _, n := range Negatives() {
		s := n.Make(garble.NewRand(1, n.Kind))
		if slices.Contains(open, s) {
			t.Errorf("%s is an open negative", n.Kind)
		}
		if s == "" || !utf8.ValidString(s) || !n.Block && strings.Contains(s, "\n") {
			t.Errorf("%s is malformed", n.Kind)
		}
	}
}
