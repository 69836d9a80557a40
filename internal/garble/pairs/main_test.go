package main

import (
	"os"
	"testing"
)

// The table in package text is what this command writes.
func TestTableIsFresh(t *testing.T) {
	old, err := os.ReadFile("../../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	if source() != string(old) {
		t.Errorf("%s is not what go run ./internal/garble/pairs writes", file)
	}
}
