package recipe

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/internal/diag"
)

// checker reads the tree into a Recipe and collects what is wrong.
type checker struct {
	opt      Options
	specs    specIndex
	src      *source
	recipe   *Recipe
	problems []diag.Problem
	drafts   []*draft
	declared []declared
	covered  *node  // limits.uncovered
	uncover  *node  // uncovered
	indexed  *draft // export.ledger.index
}

// problem reports that something is wrong with a node.
func (c *checker) problem(n *node, hint, format string, args ...any) {
	p := n.src.problem(n.line, n.col, n.width, fmt.Sprintf(format, args...))
	p.Hint = hint
	c.problems = append(c.problems, p)
}

// warn reports that something may be wrong with a node.
func (c *checker) warn(n *node, hint, format string, args ...any) {
	c.problem(n, hint, format, args...)
	c.problems[len(c.problems)-1].Warning = true
}

// meant returns the hint that names the known word nearest to a wrong one, else the known words
// where they are few.
func meant(word string, known []string) string {
	if s := diag.Suggest(word, known); s != "" {
		return fmt.Sprintf("did you mean %q?", s)
	}
	if len(known) > 0 && len(known) <= 12 {
		return "known here: " + strings.Join(known, ", ")
	}
	return ""
}

func (c *checker) wrongKind(n *node, want nodeKind, what string) {
	if n.kind == badNode {
		return
	}
	hint := ""
	if want == listNode && n.kind != nullNode {
		hint = "write each member on its own line behind `- `, or all in [ ]"
	}
	c.problem(n, hint, "%s must be %s, not %s", what, want, n.kind)
}

// keys reports keys of a mapping that are not known, and says whether n is a mapping at all.
func (c *checker) keys(n *node, what string, known []string) bool {
	if n.kind != mapNode {
		c.wrongKind(n, mapNode, what)
		return false
	}
	for _, e := range n.entries {
		if !contains(known, e.key.text) {
			c.problem(e.key, meant(e.key.text, known), "unknown key %q in %s", e.key.text, what)
		}
	}
	return true
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// text reads a string into out; absent leaves it as it is.
func (c *checker) text(n *node, what string, out *string) bool {
	if n == nil || n.kind == badNode {
		return false
	}
	s, ok := c.str(n, what)
	if ok {
		*out = s
	}
	return ok
}

var numberLike = regexp.MustCompile(`^[-+]?(\d[\d_]*)?\.?\d+([eE][-+]?\d+)?$|^0[xob][0-9a-fA-F_]+$`)

// str reads a string. Plain words that YAML or its readers take for something else must be quoted.
func (c *checker) str(n *node, what string) (string, bool) {
	switch {
	case n.kind == badNode:
		return "", false
	case n.kind == nullNode:
		c.problem(n, `write "" where it is meant to be empty`, "%s must be text, not nothing", what)
		return "", false
	case n.kind != scalarNode:
		c.problem(n, "", "%s must be text, not %s", what, n.kind)
		return "", false
	case n.style == 'p' && (numberLike.MatchString(n.text) || isBool(n.text) || special(n.text)):
		c.problem(n, fmt.Sprintf("write %q", n.text), "%s must be text; without quotes this is no text", what)
		return "", false
	}
	return n.text, true
}

func isBool(s string) bool {
	switch s {
	case "true", "false", "True", "False", "TRUE", "FALSE":
		return true
	}
	return false
}

// special says whether s is one of YAML's words for null, infinity and not-a-number.
func special(s string) bool {
	switch strings.ToLower(s) {
	case "~", "null", ".inf", "-.inf", "+.inf", ".nan":
		return true
	}
	return false
}

// enum reads one of a closed set of words.
func (c *checker) enum(n *node, what string, known []string, out *string) bool {
	var s string
	if !c.text(n, what, &s) {
		return false
	}
	if !contains(known, s) {
		c.problem(n, meant(s, known), "%s can't be %q", what, s)
		return false
	}
	*out = s
	return true
}

// boolean reads true or false.
func (c *checker) boolean(n *node, what string) (value, ok bool) {
	if n.kind == scalarNode && n.style == 'p' && (n.text == "true" || n.text == "false") {
		return n.text == "true", true
	}
	if n.kind != badNode {
		c.problem(n, "", "%s must be true or false", what)
	}
	return false, false
}

// integer reads a whole number in plain decimal.
func (c *checker) integer(n *node, what string) (int64, bool) {
	if n.kind == badNode {
		return 0, false
	}
	if n.kind != scalarNode || n.style != 'p' || !numberLike.MatchString(n.text) {
		c.problem(n, "", "%s must be a whole number", what)
		return 0, false
	}
	digits := strings.TrimLeft(n.text, "+-")
	if len(digits) > 1 && digits[0] == '0' && strings.Trim(digits, "0123456789_") == "" {
		plain := strings.TrimLeft(digits, "0_")
		c.problem(n, fmt.Sprintf("write %s, or %q where it is text", orZero(plain), n.text),
			"a number must not begin with 0: some readers take %s for octal", n.text)
		return 0, false
	}
	v, err := strconv.ParseInt(n.text, 10, 64)
	if err != nil {
		message := "must be a whole number in plain decimal digits"
		if strings.Trim(digits, "0123456789") == "" {
			message = "is too large"
		}
		c.problem(n, "", "%s %s", what, message)
		return 0, false
	}
	return v, true
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

// float reads a finite number.
func (c *checker) float(n *node, what string) (float64, bool) {
	if n.kind == badNode {
		return 0, false
	}
	if n.kind != scalarNode || n.style != 'p' || !numberLike.MatchString(n.text) {
		hint := ""
		if share, ok := strings.CutSuffix(n.text, "%"); ok && numberLike.MatchString(share) && n.kind == scalarNode {
			if v, err := strconv.ParseFloat(share, 64); err == nil {
				hint = "write " + numberText(math.Round(v*1e7)/1e9)
			}
		}
		c.problem(n, hint, "%s must be a number", what)
		return 0, false
	}
	if strings.Trim(n.text, "+-0123456789_") == "" {
		v, ok := c.integer(n, what)
		return float64(v), ok
	}
	v, err := strconv.ParseFloat(n.text, 64)
	if err != nil || math.IsInf(v, 0) || strings.Contains(n.text, "_") {
		c.problem(n, "", "%s must be a number in plain decimal digits", what)
		return 0, false
	}
	if v == 0 {
		v = 0 // -0.0 and 0 are one number
		return math.Abs(v), true
	}
	return v, true
}

// share reads a number from 0 to 1.
func (c *checker) share(n *node, what string, out *float64) {
	if n == nil {
		return
	}
	v, ok := c.float(n, what)
	if ok && (v < 0 || v > 1) {
		c.problem(n, "", "%s must be from 0 to 1", what)
		return
	}
	if ok {
		*out = v
	}
}

var sizeShape = regexp.MustCompile(`^([1-9][0-9]*)(KiB|MiB|GiB|TiB)?$`)

// size reads a number of bytes: 1024, 16MiB.
func (c *checker) size(n *node, what string, least, most int64, out *int64) {
	if n == nil || n.kind == badNode {
		return
	}
	m := sizeShape.FindStringSubmatch(n.text)
	if n.kind != scalarNode || m == nil {
		c.problem(n, "write a whole number of bytes, or of KiB, MiB, GiB: 16MiB", "%s must be a size", what)
		return
	}
	v, err := strconv.ParseInt(m[1], 10, 64)
	shift := map[string]uint{"": 0, "KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40}[m[2]]
	if err != nil || v > most>>shift || v<<shift < least {
		c.problem(n, "", "%s must be from %s to %s", what, sizeText(least), sizeText(most))
		return
	}
	*out = v << shift
}

// sizeText writes a number of bytes with the largest unit that divides it.
func sizeText(v int64) string {
	for _, u := range []struct {
		shift uint
		name  string
	}{{40, "TiB"}, {30, "GiB"}, {20, "MiB"}, {10, "KiB"}} {
		if v >= 1<<u.shift && v&(1<<u.shift-1) == 0 {
			return strconv.FormatInt(v>>u.shift, 10) + u.name
		}
	}
	return strconv.FormatInt(v, 10)
}

// strings reads a list of strings; a single string is a list of one.
func (c *checker) strings(n *node, what string) ([]string, []*node, bool) {
	if n.kind == scalarNode {
		s, ok := c.str(n, what)
		return []string{s}, []*node{n}, ok
	}
	if n.kind != listNode {
		c.wrongKind(n, listNode, what)
		return nil, nil, false
	}
	out, ok := make([]string, 0, len(n.items)), true
	for _, it := range n.items {
		s, good := c.str(it, "a member of "+what)
		out, ok = append(out, s), ok && good
	}
	return out, n.items, ok
}

// list reads an optional list of strings into out.
func (c *checker) list(n *node, what string, out *[]string) {
	if n == nil {
		return
	}
	if v, _, ok := c.strings(n, what); ok {
		*out = v
	}
}
