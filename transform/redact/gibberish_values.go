package redact

import "strings"

// What a value of a setting or a row may be.
const (
	valueNone    = iota // nothing
	valueWords          // language
	valueWord           // a single word, or words in quotes
	valueMachine        // a number, a path, a name, a switch
)

// valueOf judges a value of a setting or a row.
func valueOf(v string) int {
	v = strings.TrimRight(strings.TrimSpace(v), ",;")
	if v == "" {
		return valueNone
	}
	bare := v
	if len(v) >= 2 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
		if bare = v[1 : len(v)-1]; strings.IndexByte(bare, ' ') >= 0 {
			if bare[0] <= '9' && plainWords(bare) == 0 {
				return valueMachine
			}
			return valueWord
		}
	}
	switch {
	case inBrackets(v), stampValue(bare):
		return valueMachine
	case strings.IndexByte(bare, ' ') >= 0:
		if plainWords(bare) == 0 && strings.ContainsAny(bare, "0123456789") && len(bare) < 60 && strings.Count(bare, " ") == 1 {
			return valueWord
		}
		return valueWords
	case switchWord(bare), oddValue(bare):
		return valueMachine
	}
	return valueWord
}

// stampValue says whether a value is a date with a time.
func stampValue(v string) bool {
	return len(v) >= 19 && len(v) < 40 && isDigits(v[0]) && v[4] == '-' && v[7] == '-' && clock(v[11:])
}

// inBrackets says whether a value is a list, or a block of braces that opens.
func inBrackets(v string) bool {
	return v[0] == '[' && v[len(v)-1] == ']' || v == "{" || v[0] == '{' && v[len(v)-1] == '}'
}

func switchWord(v string) bool {
	switch v {
	case "true", "false", "null", "nil", "yes", "no", "on", "off", "none", "None", "True", "False", "NULL", "NaN", "~", "|", ">", "-", "*", `\N`:
		return true
	}
	return false
}

// oddValue says whether a value without blanks holds what words do without: digits, slashes, underscores,
// points or large letters within.
func oddValue(v string) bool {
	for i := 0; i < len(v); i++ {
		switch b := v[i]; {
		case isDigits(b), strings.IndexByte(`/\_=@$%&*+{}[]<>#~!`, b) >= 0:
			return true
		case i > 0 && i+1 < len(v) && (b == '.' || b == ':' || b >= 'A' && b <= 'Z' && lowerCase(v[i-1])):
			return true
		}
	}
	return false
}

// maxSetting is the longest line that is taken for a setting.
const maxSetting = 100

// settingLine judges a line of a file of settings: name = value, name: value, [section], a bracket that opens
// or closes, a value in a list behind (inside) one of these.
func settingLine(l string, inside bool) int {
	if len(l) > maxSetting {
		return 0 // its tokens say more
	}
	switch {
	case l[0] == '[' && len(l) > 3 && l[len(l)-1] == ']' && settingName(strings.Trim(l, `[]"`)) > 0 && !isDigits(l[1]):
		return formHint
	case strings.Trim(l, "})];,") == "", l == `\.`:
		return 3 * bit
	case l[len(l)-1] == '{' && len(l) > 2:
		return blockHead(l)
	case strings.HasPrefix(l, "export "):
		l = l[len("export "):]
	case strings.HasPrefix(l, "- ") && len(l) > 4:
		if l = l[2:]; inside && strings.IndexByte("[*`#", l[0]) < 0 && strings.IndexByte(l, ' ') < 0 && strings.IndexByte(l, ':') < 0 {
			return formHint / 2 * btoi(valueOf(l) == valueMachine)
		}
	}
	if inside && l[len(l)-1] == ';' && strings.IndexByte(l, '=') < 0 && strings.Count(l, " ") <= 3 && strings.IndexByte(l, ' ') > 1 {
		return formHint // listen 80;
	}
	k := strings.IndexAny(l, "=:")
	if k < 2 || k > 80 {
		return typedField(l)
	}
	name := strings.TrimRight(l[:k], " \t")
	depth := settingName(strings.Trim(name, `"'`))
	if depth == 0 {
		return typedField(l)
	}
	return settingScore(l, k, depth, name[0] == '"')
}

// settingScore judges a line of which the name is known to be one: depth is more than 1 where only programs
// name things so.
func settingScore(l string, k, depth int, quoted bool) int {
	sign, rest := l[k], l[k+1:]
	if sign == ':' && rest != "" && rest[0] != ' ' && rest[0] != '\t' && !quoted && rest[0] != '"' {
		return 0
	}
	if sign == ':' && !quoted && depth == 1 && (l[0] < 'a' || l[0] > 'z') {
		return 0 // Name: value, as people write
	}
	score := 0
	switch valueOf(rest) {
	case valueNone:
		score = 3 * bit
	case valueMachine:
		score = 5 * bit
	case valueWord:
		score = 3 * bit
	case valueWords:
		return 0
	}
	if sign == '=' && (l[k-1] != ' ' || stated(rest)) {
		score += 3 * bit
	}
	if depth > 1 || quoted {
		score += 5 * bit
	}
	return score
}

// stated says whether a value is a number, a switch, a list or in quotes, as in settings, and no expression.
func stated(v string) bool {
	v = strings.TrimSpace(v)
	return v != "" && (isDigits(v[0]) || strings.IndexByte("\"'[{-/", v[0]) >= 0 || switchWord(strings.TrimRight(v, ";,")))
}

// settingName returns 0 where a text is no name of a setting, 1 where it is a single word, 2 where it has a sign
// or a large letter within as names of programs have.
func settingName(s string) int {
	if len(s) < 2 || !(s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] == '_' || s[0] == '.' || s[0] == '@') {
		return 0
	}
	depth := 1
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b == '_' || b == '.' || i > 0 && b >= 'A' && b <= 'Z' && lowerCase(s[i-1]):
			depth = 2
		case b == '-' || alnum(b) || b == '[' || b == ']' || b == '@':
		default:
			return 0
		}
	}
	return depth
}

// blockHead judges a line that opens a block: server {, type Query {, name: {, "x": [.
func blockHead(l string) int {
	words := 0
	for t := range strings.FieldsSeq(l[:len(l)-1]) {
		if words++; words > 4 || settingName(strings.Trim(t, `:="()`)) == 0 {
			return 0
		}
	}
	return formHint
}

// typedField judges a field of a schema: string name = 1;, optional int32 n = 2;.
func typedField(l string) int {
	k := strings.IndexByte(l, '=')
	if k < 4 || l[len(l)-1] != ';' || !onlyDigits(strings.Trim(l[k+1:], " ;")) {
		return 0
	}
	return formMost * btoi(plainWords(l[:k]) <= 3 && strings.Count(l[:k], " ") <= 4)
}
