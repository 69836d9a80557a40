package recipe

import (
	"regexp"
	"strings"
	"testing"
)

// TestIsSourceName holds the function to the pattern that it stands for.
func TestIsSourceName(t *testing.T) {
	plain := regexp.MustCompile(`^[\p{L}\p{N}_][\p{L}\p{N}._-]{0,99}$`)
	for name, want := range map[string]bool{
		"news": true, "Nachrichten_2": true, "été.v1": true, "漢字": true, "_": true, "a-b": true, "½": true,
		"": false, ".hidden": false, "-x": false, "a b": false, "a/b": false, "a\n": false, "*.txt": false, "a\xff": false, "a\ufffd": false,
		strings.Repeat("é", 100): true, strings.Repeat("é", 101): false,
	} {
		if isSourceName(name) != want || plain.MatchString(name) != want {
			t.Errorf("%q: %v, the pattern says %v, want %v", name, isSourceName(name), plain.MatchString(name), want)
		}
	}
}
