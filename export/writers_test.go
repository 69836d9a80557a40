package export

import (
	"os"
	"strings"
	"testing"
)

func TestWritersAreThoseOfGoMod(t *testing.T) {
	raw, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for name, version := range Writers() {
		if strings.Contains(name, ".") && !strings.Contains(string(raw), name+" "+version) {
			t.Errorf("go.mod does not pin %s at %s", name, version)
		}
	}
}
