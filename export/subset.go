package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// A subset of data/ is a folder that holds the rows of one value of a column. Its name is the value where that is
// safe on every file system and with every loader: letters, digits, `.`, `_` and `-` of ASCII stand for themselves,
// all other bytes as ~ and two hexadecimal digits. Not %: a name stands in URLs and globs, which read that
// themselves. Not name=value: loaders would make a column of it.
const (
	subsetNull  = "null"  // no value
	subsetEmpty = "empty" // the empty string
	// longSubset is how long a name may get before it is cut; Windows allows 260 bytes for a whole path.
	longSubset = 64
	cutSubset  = 48
)

// SubsetText is a value as text: what the name of its folder is made of.
func SubsetText(v schema.Value) string {
	switch v.Kind() {
	case schema.String:
		return v.Str()
	case schema.Bool:
		return strconv.FormatBool(v.Bool())
	case schema.Null:
		return ""
	}
	return strconv.FormatInt(v.Int(), 10)
}

// SubsetName returns the name of a value's folder. Different values have different names; those may differ by
// case alone (ApartByCase).
func SubsetName(v schema.Value) string {
	text := SubsetText(v)
	switch {
	case v.IsNull():
		return subsetNull
	case text == "":
		return subsetEmpty
	}
	name := escapeSubset(text)
	if len(name) <= longSubset {
		return name
	}
	sum := sha256.Sum256([]byte(text))
	head := name[:cutSubset]
	if i := strings.LastIndexByte(head, '~'); i > cutSubset-3 { // not within an escape
		head = head[:i]
	}
	return head + "~~" + hex.EncodeToString(sum[:16])
}

// HiddenSubset is the name of a folder whose value may not name one: by the file and record of its first document.
func HiddenSubset(file, record int64) string { return fmt.Sprintf("subset~-%d-%d", file, record) }

func isHiddenSubset(name string) bool { return strings.HasPrefix(name, "subset~-") }

func escapeSubset(text string) string {
	var b strings.Builder
	first := reservedName(text)
	for i := 0; i < len(text) && b.Len() <= longSubset; i++ {
		c := text[i]
		if plainByte(c) && !(i == 0 && (first || c == '.' || c == '_' || c == '-')) && !(i == len(text)-1 && c == '.') {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "~%02x", c)
		}
	}
	return b.String()
}

func plainByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-'
}

// reservedName says that a text can't name a folder as it is: a device of Windows, with any ending; a name that
// stands for something else here; or that of another table's config in the card.
func reservedName(text string) bool {
	lower := strings.ToLower(text)
	stem, _, _ := strings.Cut(lower, ".")
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, stem) {
		return true
	}
	if len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && '0' <= stem[3] && stem[3] <= '9' {
		return true
	}
	return lower == subsetNull || lower == subsetEmpty || lower == "default" || strings.HasPrefix(lower, "ledger-")
}

// ApartByCase returns the names under which folders stand, by those that SubsetName gave: where several differ by
// case alone, capitals are escaped, since many file systems take such names for one.
func ApartByCase(names []string) map[string]string {
	alike := map[string]int{}
	for _, name := range names {
		alike[strings.ToLower(name)]++
	}
	out := map[string]string{}
	for _, name := range names {
		out[name] = name
		if alike[strings.ToLower(name)] > 1 {
			out[name] = escapeCapitals(name)
		}
	}
	return out
}

func escapeCapitals(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if c := name[i]; 'A' <= c && c <= 'Z' {
			fmt.Fprintf(&b, "~%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Subset says that the documents which follow go to a folder of this name, each at most once. Before the first
// one they go to data/ itself.
func (t *Tables) Subset(name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.ready(); err != nil {
		return err
	}
	if fault := subsetFault(name); fault != "" || slices.ContainsFunc(t.data.parts, func(p *part) bool { return p.subset == name }) {
		return fmt.Errorf("open subset %q: not a name, or one that stood there", name)
	}
	if err := t.endSplit(nil); err != nil {
		return err
	}
	if t.data.parts[0].subset == "" {
		t.data.parts = nil
	}
	t.subset = len(t.data.parts)
	for _, split := range t.o.Splits {
		t.data.addPart(name, split)
	}
	for _, k := range t.data.kinds {
		if err := os.MkdirAll(filepath.Join(t.dir, k.folder, name), 0o755); err != nil {
			return err
		}
	}
	return nil
}

// endSplit closes the split of a subset that is under way where p is another one: rows of the same stand together.
func (t *Tables) endSplit(p *part) error {
	last := t.under
	if t.under = p; last == nil || last == p || last.subset == "" {
		return nil
	}
	return last.seal(true)
}

// subsetFault says what is wrong with the name of a subset's folder, "" for nothing.
func subsetFault(name string) string {
	if fault := pathFault(name); fault != "" || strings.Contains(name, "/") {
		return "a subset's name is that of one folder"
	}
	return ""
}

// digestName is the name of a part in the logical digest, which the paths of its files begin with below the
// table's folder.
func digestName(subset, name string) string { return path.Join(subset, name) }
