package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Names of the files at the top of a release.
const (
	SumsName     = "SHA256SUMS"
	ManifestName = "manifest.json"
	CardName     = "README.md"
	RecipeName   = "recipe.yaml"
)

// sumLine is one line of SHA256SUMS.
type sumLine struct {
	path string // with slashes, below the release
	hex  string // 64 lower-case digits
}

// digestOf returns the sha256 of b as sha256:<hex>.
func digestOf(b []byte) string {
	s := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(s[:])
}

// digestReader returns the sha256 of what r gives as sha256:<hex>, and its length in bytes.
func digestReader(r io.Reader) (string, int64, error) {
	h := sha256.New()
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{r}, make([]byte, 64<<10))
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), n, err
}

// formatSums writes SHA256SUMS as sha256sum does: digest, two spaces, path; sorted by path.
func formatSums(sums []sumLine) []byte {
	slices.SortFunc(sums, func(a, b sumLine) int { return strings.Compare(a.path, b.path) })
	var b strings.Builder
	for _, s := range sums {
		b.WriteString(s.hex + "  " + s.path + "\n")
	}
	return []byte(b.String())
}

// parseSums reads SHA256SUMS. It keeps what it can read and names every line that is not as
// formatSums writes it, so that no byte of the file can change unseen.
func parseSums(b []byte) (sums []sumLine, faults []string) {
	text := string(b)
	for line := 1; text != ""; line++ {
		row, rest, ended := strings.Cut(text, "\n")
		text = rest
		s, fault := parseSum(row)
		if fault == "" && len(sums) > 0 && sums[len(sums)-1].path >= s.path {
			fault = "out of order or named twice"
		}
		if fault == "" && !ended {
			fault = "no line end"
		}
		if fault != "" {
			faults = append(faults, fmt.Sprintf("line %d: %s", line, fault))
			continue
		}
		sums = append(sums, s)
	}
	if len(b) == 0 {
		faults = append(faults, "empty")
	}
	return sums, faults
}

func parseSum(row string) (sumLine, string) {
	digits, name, ok := strings.Cut(row, "  ")
	if !ok {
		return sumLine{}, "not <sha256>, two spaces, <path>"
	}
	if !isHex(digits) {
		return sumLine{}, "not a sha256 in 64 lower-case digits"
	}
	if fault := pathFault(name); fault != "" {
		return sumLine{}, fault
	}
	return sumLine{name, digits}, ""
}

// isHex says whether s is a sha256 in lower-case hexadecimal digits.
func isHex(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// isDigest says whether s is sha256:<hex>.
func isDigest(s string) bool {
	digits, ok := strings.CutPrefix(s, "sha256:")
	return ok && isHex(digits)
}

// pathFault says what is wrong with the path of a file as a release names it, "" for nothing: such
// a path leads to no place outside the release, on any system.
func pathFault(name string) string {
	switch {
	case name == "" || name == "." || !utf8.ValidString(name) || strings.ContainsFunc(name, isControl):
		return "not a path"
	case strings.ContainsAny(name, `\:`) || path.Clean(name) != name || !filepath.IsLocal(filepath.FromSlash(name)):
		return "a path that could lead out of the release"
	case name == SumsName:
		return "names itself"
	}
	return ""
}

// isControl says whether r is a C0 or C1 control character or DEL.
func isControl(r rune) bool { return r < 0x20 || 0x7f <= r && r < 0xa0 }
