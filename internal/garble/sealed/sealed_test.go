package sealed

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/garble"
)

// The truth of every sealed kind is exact. Messages name kinds and places; they hold no text.
func TestTruthIsExact(t *testing.T) {
	for _, k := range Kinds() {
		for _, fault := range k.Check(Negatives()) {
			t.Error(fault)
		}
	}
}

// Each room of the open kinds has sealed kinds, and no sealed text stands among the open ones.
func TestHalves(t *testing.T) {
	rooms := map[string]int{}
	for _, k := range Kinds() {
		rooms[k.Room()]++
	}
	for _, k := range garble.Open() {
		if rooms[k.Room()] == 0 {
			t.Errorf("no sealed kind in %s", k.Room())
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
		t.Errorf("%d plants stand in both halves", shared)
	}
}

// Nobody but the judge imports this package, tests included.
func TestOnlyTheJudgeImports(t *testing.T) {
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
			if strings.HasSuffix(strings.Trim(imp.Path.Value, `"`), "internal/garble/sealed") {
				t.Errorf("%s imports the judge's half", name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
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
			t.Errorf("%s is an open negative", n.Kind)
		}
	}
}
