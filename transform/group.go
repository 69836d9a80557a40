package transform

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// Kinds of keys, their first byte. Documents without a value are taken by their content, and so are clusters of one.
const (
	groupContent = 'c'
	groupValue   = 'v'
	groupHost    = 'h'
)

// groupWords are the groups that are no columns.
var groupWords = map[string]bool{"content": true, "cluster": true, "url-host": true}

// Group makes the key of what stays together: `content`, `cluster`, `url-host` or the value of a column.
type Group struct {
	by   string
	slot int
}

// GroupReads names the column that a Group reads, for Spec.Reads.
func GroupReads(by string) []string {
	switch {
	case by == "url-host":
		return []string{"url"}
	case by != "" && !groupWords[by]:
		return []string{by}
	}
	return nil
}

// NewGroup makes the Group that parameter param names.
func NewGroup(param, by string, a Args) (Group, error) {
	g := Group{by: by, slot: -1}
	switch {
	case by == "url-host":
		g.slot = a.Slot("url")
	case !groupWords[by]:
		if g.slot = a.Slot(by); g.slot < 0 {
			return g, fmt.Errorf("%s: no column is named %q", param, by)
		}
	}
	return g, nil
}

// Key is equal for documents that stay together.
func (g Group) Key(d *schema.Doc) []byte {
	switch {
	case g.by == "cluster":
		return append([]byte{groupContent}, d.Group[:]...)
	case g.by == "url-host":
		if host := Host(d.Str(g.slot)); host != "" {
			return append([]byte{groupHost}, host...)
		}
	case g.slot >= 0 && !d.Values[g.slot].IsNull():
		return AppendValue([]byte{groupValue}, d.Values[g.slot])
	}
	return append([]byte{groupContent}, d.Content[:16]...)
}

// Host returns the host of a url in lower case, without user, port and a leading www.; "" where
// there is none.
func Host(url string) string {
	_, rest, ok := strings.Cut(url, "//")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#\\"); i >= 0 {
		rest = rest[:i]
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if strings.HasPrefix(rest, "[") { // an IPv6 address holds colons itself
		rest, _, _ = strings.Cut(rest, "]")
	} else {
		rest, _, _ = strings.Cut(rest, ":")
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(rest), "."), "www.")
}
