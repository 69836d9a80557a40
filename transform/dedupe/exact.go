package dedupe

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
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
		{Name: "by", Type: transform.ParamColumn, Doc: "Compare this column in place of the text: a url, an id of the source."},
	}, policyParams()...),
	On:      transform.OnText,
	Reads:   readsPolicy,
	Writes:  writesPolicy,
	Check:   checkPolicy,
	Rejects: true,
	Version: 2,
	New:     newExact,
	Examples: []transform.Example{
		{Note: "Spaces and line ends do not count.", Docs: []string{"The same\ntext.", "Another text.", "The  same text.\n"}, Gives: []string{"The same\ntext.", "Another text."}},
		{Note: "By a column; null is equal to nothing.", Args: "{by: url}", Docs: []string{"a", "b", "c", "d"},
			Given: []string{"url=https://example.org/1", "url=https://example.org/1", "url=null", "url=null"}, Gives: []string{"a", "c", "d"}},
		{Note: "The best one stays.", Args: "{normalise: [case], keep: max(stars)}", Docs: []string{"Same", "same", "SAME"},
			Given: []string{"stars=1", "stars=4", "stars=null"}, Gives: []string{"same"}},
		{Note: "Label in place of dropping.", Args: "{on_match: label}", Docs: []string{"one", "one", "two"},
			Rows: []string{"exact__failed=[] cluster_size=2 similarity=null", "exact__failed=[duplicate] cluster_size=2 similarity=1.0",
				"exact__failed=[] cluster_size=1 similarity=null"}},
	},
}

const exactDoc = `Documents are equal where the columns of ` + "`on`" + ` are, each normalised, in order; they are compared by 128
bits of the SHA-256 of them, with their lengths, so that nothing slides from one into the next. A
document without any of these columns is equal to nothing; an empty text is equal to an empty text. The
others are rejected by the rule duplicate.

` + policyDoc

// exact is dedupe.exact with its arguments.
type exact struct {
	on   []int
	fold text.Fold
	policy
}

func newExact(a transform.Args) (transform.Step, error) {
	x := &exact{on: a.On, fold: text.NewFold(a.Strings("normalise"))}
	if a.Has("by") {
		x.on = []int{a.Slot(a.String("by"))}
	}
	var err error
	x.policy, err = newPolicy(a, "duplicate")
	return x, err
}

// Claims implements transform.Judge: one claim, unless every column is null.
func (x *exact) Claims(d *schema.Doc, emit func(transform.Key, transform.Rank, []byte)) {
	if x.has(d) {
		emit(x.key(d), x.rank(d), nil)
	}
}

// has says that a document has any of the columns.
func (x *exact) has(d *schema.Doc) bool {
	return slices.ContainsFunc(x.on, func(slot int) bool { return !d.Values[slot].IsNull() })
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
			b = x.fold.Append(b, v.Str())
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
