package export

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// version is a semantic version, compared by its precedence.
type version struct {
	text string
	core [3]string // decimal digits without leading zeros, of any length
	tags []string  // of a pre-release; none for an immutable version
}

var (
	namePattern    = regexp.MustCompile(`^[a-z0-9-]+$`)
	versionPattern = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$`)
)

// nameFault says what is wrong with the name of a release, "" for nothing.
func nameFault(name string) string {
	if len(name) > 200 || !namePattern.MatchString(name) {
		return fmt.Sprintf("release name %q is not of the form [a-z0-9-]+", name)
	}
	return ""
}

// parseVersion reads a semantic version; what follows a + has no rank, as the specification says.
func parseVersion(s string) (version, error) {
	m := versionPattern.FindStringSubmatch(s)
	if m == nil || len(s) > 200 {
		return version{}, fmt.Errorf("version %q is not a semantic version such as 1.0.0 or 1.0.0-dev", s)
	}
	v := version{text: s, core: [3]string{m[1], m[2], m[3]}}
	if m[4] != "" {
		v.tags = strings.Split(m[4], ".")
	}
	return v, nil
}

// draft says whether v has a pre-release tag: then it is replaced, not immutable (DESIGN.md §6).
// IsDraft says that a version has a pre-release tag.
func IsDraft(text string) bool {
	v, err := parseVersion(text)
	return err == nil && v.draft()
}

func (v version) draft() bool { return len(v.tags) > 0 }

// compare orders versions by precedence, then by their text so that the order is total.
func (v version) compare(w version) int {
	for i := range v.core {
		if c := compareDigits(v.core[i], w.core[i]); c != 0 {
			return c
		}
	}
	if v.draft() != w.draft() { // a tag ranks below none
		return cmp.Compare(len(w.tags), len(v.tags))
	}
	if c := slices.CompareFunc(v.tags, w.tags, compareTags); c != 0 {
		return c
	}
	return cmp.Compare(v.text, w.text)
}

func compareDigits(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

// compareTags compares two tags: numbers by value and below words, words by their bytes.
func compareTags(a, b string) int {
	numA, numB := strings.Trim(a, "0123456789") == "", strings.Trim(b, "0123456789") == ""
	switch {
	case numA && numB:
		return compareDigits(strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0"))
	case numA:
		return -1
	case numB:
		return 1
	}
	return cmp.Compare(a, b)
}

// LimitedVersion returns the draft version that a run with --limit builds for a recipe's version.
func LimitedVersion(s string) string {
	if v, err := parseVersion(s); err != nil || v.draft() {
		return s
	}
	base, build, found := strings.Cut(s, "+")
	if found {
		build = "+" + build
	}
	return base + "-limited" + build
}

// splitRetracted takes a folder name of the form <version>.retracted-<n> apart.
func splitRetracted(name string) (version string, n int, ok bool) {
	i := strings.LastIndex(name, ".retracted-")
	if i < 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(name[i+len(".retracted-"):])
	return name[:i], n, err == nil
}
