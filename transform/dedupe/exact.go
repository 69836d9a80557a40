package dedupe

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Exact is the transform dedupe.exact.
var Exact = transform.Spec{
	Name:    "dedupe.exact",
	Summary: "Keeps one of all documents that are equal after a declared normalisation",
	Doc:     exactDoc,
	Params: append([]transform.Param{
		{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "spaces"}, Enum: text.FoldNames(),
			Doc: "What is taken for equal; `[]` compares bytes. Line breaks and composed accents differ between copies that everybody calls equal, case and digits do not."},
		{Name: "by", Type: transform.ParamColumns, Doc: "Compare these columns in place of the text, one or several of any scalar type: a url, an id of the source, `[url, title]`."},
		{Name: "url", Type: transform.ParamStrings, Default: urlDefault, Enum: urlNames(),
			Doc: "What is taken for equal in URLs that stand in columns of `by`; `[]` compares them as text. The default joins what RFC 3986 calls equivalent and what a server is never told; the rest can join two pages of some site."},
	}, policyParams()...),
	On:      transform.OnText,
	Reads:   readsPolicy,
	Writes:  writesPolicy,
	Apart:   apartPolicy,
	Check:   checkExact,
	Rejects: true,
	Version: 4,
	New:     newExact,
	Examples: []transform.Example{
		{Note: "Spaces and line ends do not count.", Docs: []string{"The same\ntext.", "Another text.", "The  same text.\n"}, Gives: []string{"The same\ntext.", "Another text."}},
		{Note: "By a column; null is equal to nothing, nor is an empty one.", Args: "{by: url}", Docs: []string{"a", "b", "c", "d", "e", "f"},
			Given: []string{"url=https://example.org/1", "url=https://example.org/1", "url=null", "url=null", `url=""`, `url=""`}, Gives: []string{"a", "c", "d", "e", "f"}},
		{Note: "One page under three URLs, and another one.", Args: "{by: url, url: [syntax, fragment, tracking, scheme], keep: longest}", Docs: []string{"a", "bb", "c", "d"},
			Given: []string{"url=http://Example.org:80/%7Eamy/./news?utm_source=x#top", "url=https://example.org/~amy/news", "url=https://example.org/~amy/news?fbclid=1", "url=https://example.org/~amy/news?page=2"},
			Gives: []string{"bb", "d"}},
		{Note: "The best one stays.", Args: "{normalise: [case], keep: max(stars)}", Docs: []string{"Same", "same", "SAME"},
			Given: []string{"stars=1", "stars=4", "stars=null"}, Gives: []string{"same"}},
		{Note: "Label in place of dropping.", Args: "{on_match: label}", Docs: []string{"one", "one", "two"},
			Rows: []string{"exact__failed=[] cluster_size=2 similarity=null", "exact__failed=[duplicate] cluster_size=2 similarity=1.0",
				"exact__failed=[] cluster_size=1 similarity=null"}},
	},
}

// urlDefault is what is taken for equal in URLs unless the recipe says otherwise.
var urlDefault = []string{"syntax", "fragment"}

const exactDoc = `Documents are equal where the columns of ` + "`on`" + ` are, each normalised, in order; they are compared by 128
bits of the SHA-256 of them, with their lengths, so that nothing slides from one into the next. A
document without any of these columns, or with nothing but white space in those of ` + "`by`" + `, is equal to nothing;
an empty text is equal to an empty text. The
others are rejected by the rule duplicate.

With ` + "`by`" + ` a string is normalised as a text is and then, where it is a URL with a scheme and a host, as ` + "`url`" + `
says. ` + "`syntax`" + ` is RFC 3986 §6.2.2 and §6.2.3: scheme and host in lower case, hosts with letters beyond ASCII
in one form whether written in punycode or not, no default port, escapes only where one is needed and in upper
case, letters beyond ASCII as escapes, no segments ` + "`.` and `..`" + `, a path of / where there is none.
` + "`fragment`" + ` leaves out what follows #, but for #! and #/, which name pages. ` + "`tracking`" + ` leaves out utm_ and
click and mailing numbers of the kind that Firefox and Brave strip from links (gclid, fbclid, msclkid, mc_eid …).
` + "`scheme`" + ` takes http for https, ` + "`www`" + ` leaves out a leading www., ` + "`slash`" + ` slashes at the end of the path,
` + "`index`" + ` a last segment such as index.html, ` + "`query`" + ` sorts parameters by name. No address is ever asked, and
the column itself stays as it is.

` + policyDoc

// exact is dedupe.exact with its arguments.
type exact struct {
	on   []int
	by   bool // columns that the recipe names in place of the text
	fold text.Fold
	url  urlForm // nothing for texts
	policy
}

func newExact(a transform.Args) (transform.Step, error) {
	x := &exact{on: a.On, fold: text.NewFold(a.Strings("normalise"))}
	if a.Has("by") {
		x.by, x.on, x.url = true, nil, newURLForm(a.Strings("url"))
		for _, name := range a.Strings("by") {
			x.on = append(x.on, a.Slot(name))
		}
	}
	var err error
	x.policy, err = newPolicy(a, "duplicate")
	return x, err
}

// Claims implements transform.Judge: one claim, unless there is nothing to compare.
func (x *exact) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	if x.has(d) {
		emit(x.key(d), x.rank(d), nil)
	}
}

// Equal implements transform.Equaller.
func (x *exact) Equal(d *schema.Doc) (transform.Key, bool) {
	if !x.has(d) {
		return transform.Key{}, false
	}
	return x.key(d), true
}

// Rank implements transform.Equaller.
func (x *exact) Rank(d *schema.Doc) transform.Rank { return x.rank(d) }

// OverTexts implements transform.Equaller.
func (x *exact) OverTexts() bool { return !x.by }

// has says that a document has any of the columns; of those named by `by` an empty one is as good as none,
// since exports write "" for no url.
func (x *exact) has(d *schema.Doc) bool {
	return slices.ContainsFunc(x.on, func(slot int) bool {
		v := d.Values[slot]
		return !v.IsNull() && !(x.by && v.Kind() == schema.String && strings.TrimSpace(v.Str()) == "")
	})
}

// forms holds the memory of what is hashed.
var forms = sync.Pool{New: func() any { return new([]byte) }}

// key hashes the columns, each as its kind, its length and its normalised bytes.
func (x *exact) key(d *schema.Doc) transform.Key {
	form := forms.Get().(*[]byte)
	defer forms.Put(form)
	b := (*form)[:0]
	for _, slot := range x.on {
		v := d.Values[slot]
		head := len(b)
		b = append(b, byte(v.Kind()), 0, 0, 0, 0, 0, 0, 0, 0)
		if v.Kind() == schema.String {
			b = x.form(b, v.Str())
		} else {
			b = transform.AppendValue(b, v)
		}
		binary.BigEndian.PutUint64(b[head+1:], uint64(len(b)-head-9))
	}
	if cap(b) <= keptForm {
		*form = b
	}
	sum := sha256.Sum256(b)
	return transform.Key{Hi: binary.BigEndian.Uint64(sum[:]), Lo: binary.BigEndian.Uint64(sum[8:])}
}

// form appends a string as it is compared.
func (x *exact) form(b []byte, s string) []byte {
	from := len(b)
	b = x.fold.Append(b, s)
	if x.url == (urlForm{}) {
		return b
	}
	return x.url.append(b[:from], string(b[from:]))
}

// checkExact holds what the policy is held to, and that `by` names columns, each once; `url` is of use with them alone.
func checkExact(a transform.Args) []transform.Fault {
	faults := checkPolicy(a)
	by := a.Strings("by")
	if a.Has("by") && len(by) == 0 {
		faults = append(faults, transform.Fault{Param: "by", Message: "by names no column", Hint: "leave it out to compare the text"})
	}
	if !a.Has("by") && !slices.Equal(a.Strings("url"), urlDefault) {
		faults = append(faults, transform.Fault{Param: "url", Message: "url says how URLs in the columns of by are compared, and by is not there",
			Hint: "add by: url, or leave it out"})
	}
	if a.Has("by") && !slices.Equal(a.OnNames, []string{"text"}) {
		faults = append(faults, transform.Fault{Param: "by", Message: "on and by both say which columns are compared", Hint: "leave one of them out"})
	}
	for i, name := range by {
		if slices.Contains(by[:i], name) {
			faults = append(faults, transform.Fault{Param: "by", Message: "column \"" + name + "\" stands twice"})
		}
	}
	return faults
}

// keptForm keeps one long text from holding its memory for the rest of the run.
const keptForm = 1 << 20

// Decide implements transform.Judge: the first of a run stays, the others are linked to it.
func (x *exact) Decide(run iter.Seq[transform.Claim], rule func(transform.Claim, transform.Verdict)) error {
	size := x.count(run)
	var kept transform.Claim
	first := true
	for c := range run {
		switch {
		case !first:
			v := transform.LinkTo(kept, 1)
			v.Num = size
			rule(c, v)
		case size > 1:
			rule(c, transform.Verdict{Kind: transform.Class, Other: c.Ord, Num: size})
		}
		if first {
			kept, first = c, false
		}
	}
	return nil
}

// count returns how many claims a run holds, where somebody is told.
func (x *exact) count(run iter.Seq[transform.Claim]) (n int64) {
	if !x.labels() {
		return 0
	}
	for range run {
		n++
	}
	return n
}
