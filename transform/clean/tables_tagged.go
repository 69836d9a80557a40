package clean

import "strings"

// tagRemains says whether a line holds nothing but what tags of tables and their attributes left: td
// tr, [table], colspan="2" |, ! !! !!. What has its brackets is left to clean.markup.
func tagRemains(l string) bool {
	if len(l) > 400 || strings.ContainsAny(l, "<>") {
		return false
	}
	names, signs := 0, 0
	for at := 0; at < len(l); {
		b := l[at]
		switch {
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			end := at
			for end < len(l) && (l[end]|0x20 >= 'a' && l[end]|0x20 <= 'z') {
				end++
			}
			word := l[at:end]
			switch {
			case end < len(l) && l[end] == '=' && tableAttribute(word):
				end = attributeEnd(l, end+1)
				names++
				signs++
			case tableTag(word):
				names++
			case strings.EqualFold(word, "nbsp"):
			default:
				return false
			}
			at = end
		case b >= '0' && b <= '9' || b >= 0x80:
			return false
		default:
			if strings.IndexByte("<>/[]{}|!", b) >= 0 {
				signs++
			}
			at++
		}
	}
	return names > 0 && signs > 0 || names > 1 || strings.HasPrefix(l, "! !!") || strings.HasPrefix(l, "!!") && strings.Trim(l, "! |") == "" && strings.IndexByte(l, ' ') > 0
}

// lowered returns a short word in small letters, nothing for a longer one.
func lowered(word string) []byte {
	var b [12]byte
	if len(word) > len(b) {
		return nil
	}
	for i := range word {
		b[i] = word[i] | 0x20
	}
	return b[:len(word)]
}

func tableTag(word string) bool {
	switch string(lowered(word)) {
	case "table", "tr", "td", "th", "tbody", "thead", "tfoot", "colgroup":
		return true
	}
	return false
}

func tableAttribute(name string) bool {
	switch string(lowered(name)) {
	case "colspan", "rowspan", "valign", "cellpadding", "cellspacing", "bgcolor", "align", "width", "border", "scope":
		return true
	}
	return false
}

// attributeEnd returns where the value of an attribute ends.
func attributeEnd(l string, at int) int {
	if at < len(l) && (l[at] == '"' || l[at] == '\'') {
		if n := strings.IndexByte(l[at+1:], l[at]); n >= 0 {
			return at + n + 2
		}
	}
	for at < len(l) && l[at] != ' ' && l[at] != '|' && l[at] != '>' {
		at++
	}
	return at
}
