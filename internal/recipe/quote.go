package recipe

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var plainShape = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$`)

// yamlWords are plain words that some YAML reader takes for a bool or null.
func yamlWords() []string {
	return []string{"y", "yes", "n", "no", "true", "false", "on", "off", "null"}
}

// quote writes a string: plain where every YAML reader takes it as text, else in double quotes
// with everything that can't be seen escaped.
func quote(s string) string {
	if plainShape.MatchString(s) && !slices.Contains(yamlWords(), strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		b.WriteString(escapeRune(r))
	}
	b.WriteByte('"')
	return b.String()
}

func escapeRune(r rune) string {
	switch {
	case r == '"' || r == '\\':
		return `\` + string(r)
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r < 0x20 || r == 0x7F:
		return fmt.Sprintf(`\x%02X`, r)
	case unicode.IsGraphic(r) && (r == ' ' || !unicode.IsSpace(r)):
		return string(r)
	case r > 0xFFFF:
		return fmt.Sprintf(`\U%08X`, r)
	}
	return fmt.Sprintf(`\u%04X`, r)
}
