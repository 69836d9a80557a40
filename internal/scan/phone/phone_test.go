package phone

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"github.com/tamis-data/tamis/internal/scan/phone/gen/plan"
)

func ExampleValid() {
	fmt.Println(Valid([]byte("442079460018")), Valid([]byte("440000000000")), Possible([]byte("12025550142")))
	// Output: true false true
}

func ExampleFindRegion() {
	germany, _ := FindRegion("DE")
	fmt.Println(germany.Valid([]byte("03023125014")), germany.Valid([]byte("12")))
	// Output: true false
}

// table.bin is what gen writes.
func TestTable(t *testing.T) {
	if testing.Short() {
		t.Skip("takes five seconds")
	}
	metadata, err := phonenumbers.MetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	want, err := plan.Table(metadata)
	if err != nil {
		t.Fatal(err)
	}
	if have, err := os.ReadFile("table.bin"); err != nil || !slices.Equal(have, want) {
		t.Errorf("table.bin is stale: go run ./internal/scan/phone/gen (%v)", err)
	}
}

// The example number of every type and region is valid, behind a plus sign and at home.
func TestExamples(t *testing.T) {
	for _, name := range Regions() {
		region, _ := FindRegion(name)
		for kind := phonenumbers.FIXED_LINE; kind <= phonenumbers.VOICEMAIL; kind++ {
			n := phonenumbers.GetExampleNumberForType(name, kind)
			if n == nil {
				continue
			}
			if e164 := phonenumbers.Format(n, phonenumbers.E164); !Valid([]byte(e164[1:])) || !Possible([]byte(e164[1:])) && len(e164) != len("+13101234") {
				t.Errorf("%s: %s is not valid", name, e164)
			}
			if home := phonenumbers.GetNationalSignificantNumber(n); !region.Valid([]byte(home)) {
				t.Errorf("%s: %s is not valid at home", name, home)
			}
		}
	}
}

// On random digits the automaton says what the library says, but for the ranges kept for fiction
// and numbers that one of several countries with a calling code has and another one claims.
func TestAgainstLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	valid, differ := 0, 0
	for range 4000 {
		n := phonenumbers.GetExampleNumber(Regions()[r.IntN(len(Regions()))])
		digits := []byte(phonenumbers.Format(n, phonenumbers.E164)[1:])
		for k := r.IntN(5); k > 0; k-- { // change the last digits, sometimes the length
			digits[len(digits)-1-r.IntN(6)] = byte('0' + r.IntN(10))
		}
		if r.IntN(8) == 0 {
			digits = append(digits, '7')
		}
		parsed, err := phonenumbers.Parse("+"+string(digits), "")
		want := err == nil && phonenumbers.IsValidNumber(parsed) && phonenumbers.Format(parsed, phonenumbers.E164)[1:] == string(digits)
		if want {
			valid++
		}
		if got := Valid(digits); got != want {
			differ++
		}
	}
	if valid < 1000 || differ > 4 {
		t.Errorf("%d of 4000 valid, %d differ from the library", valid, differ)
	}
}

func TestGarbage(t *testing.T) {
	for _, s := range []string{"", "0", "a", "+1", "9999999999999999999999", "\x00", "12025550142x"} {
		if Valid([]byte(s)) || Possible([]byte(s)) || National([]byte(s)) {
			t.Errorf("%q is a number", s)
		}
	}
}

func BenchmarkValid(b *testing.B) {
	n := []byte("442079460018")
	for b.Loop() {
		if !Valid(n) {
			b.Fatal("not valid")
		}
	}
}
