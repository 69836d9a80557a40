package dedupe

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Against is the transform dedupe.against.
var Against = transform.Spec{
	Name:    "dedupe.against",
	Summary: "Finds documents that stand in another set already: a release, a folder of files, or an index of one",
	Doc:     againstDoc,
	Short:   "set",
	Params: slices.Concat(
		transform.DocumentsParams("set", "The other set: the folder of a release, a file, a folder or a glob of files, or the files of a release's `ledger/index`."),
		[]transform.Param{{Name: "method", Type: transform.ParamStrings, Default: []string{"exact", "near"}, Enum: []string{"exact", "near"},
			Doc: "What counts as a match: equal after `normalise`, near by `threshold`, or either. Equal texts of fewer words than a shingle has are found by either."}},
		keyParams,
		[]transform.Param{
			{Name: "probes", Type: transform.ParamInt, Default: 16, Min: transform.Bound(1), Max: transform.Bound(1024),
				Doc: "With how many documents of the other set that share a band each is compared. Releases hold few documents that are near to each other, so that more would find no more."},
			{Name: "on_match", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "label", "keep"},
				Doc: "Drop the new document; keep it and say so in the columns `<step>__failed` and `<step>__similarity`; or keep it, preferred over the one in the other set, and say so in the ledger alone."},
		}),
	On:      transform.OnText,
	Writes:  writesAgainst,
	Check:   checkAgainst,
	Rejects: true,
	Version: 2,
	New:     newAgainst,
	Index:   &transform.IndexSpec{Params: keyParams, Check: checkShingles, New: newIndex},
	Examples: []transform.Example{
		{Note: "What the other set holds goes: equal but for white space, or near. The rest stays.", Args: "{set: old.jsonl, threshold: 0.5, shingle: {words: 3}}",
			Other: []string{"The ferry is back in service, and the pilots return to work on Monday morning.", "Harbour notices."},
			Docs: []string{"Harbour  notices.", "The ferry is back in service, and the pilots return to work on Tuesday morning.",
				"The pilots say that the ferry will not be back before the winter."},
			Gives: []string{"The pilots say that the ferry will not be back before the winter."}},
		{Note: "Documents of the run are not compared with each other.", Args: "{set: old.jsonl, method: exact}",
			Other: []string{"one"}, Docs: []string{"two", "two", "one"}, Gives: []string{"two", "two"}},
		{Note: "Label in place of dropping.", Args: "{set: old.jsonl, threshold: 0.5, shingle: {words: 1}, on_match: label}",
			Other: []string{"one two three", "one two three four"}, Docs: []string{"one two three", "one two three five", "six"},
			Rows: []string{"against__failed=[duplicate] against__similarity=1.0", "against__failed=[near-duplicate] against__similarity=0.75",
				"against__failed=[] against__similarity=null"}},
		{Note: "By a column: whatever was published under the same address; an empty one is equal to nothing.", Args: "{set: old.jsonl, method: exact, on: [url], on_match: label}",
			Other: []string{"https://example.org/1", ""}, Docs: []string{"a", "b", "c"}, Given: []string{"url=https://example.org/1", "url=null", `url=""`},
			Rows: []string{"url=https://example.org/1 against__failed=[duplicate] against__similarity=1.0", "url=null against__failed=[] against__similarity=null",
				`url="" against__failed=[] against__similarity=null`}},
	},
}

// keyParams are what keys and records are made by.
var keyParams = []transform.Param{
	{Name: "normalise", Type: transform.ParamStrings, Default: []string{"nfc", "spaces"}, Enum: text.FoldNames(),
		Doc: "What `exact` takes for equal, as in dedupe.exact."},
	{Name: "threshold", Type: transform.ParamFloat, Default: 0.8, Min: transform.Bound(0.1), Max: transform.Bound(1),
		Doc: "Jaccard similarity of the shingles from which on `near` matches, as in dedupe.near."},
	{Name: "shingle", Type: transform.ParamObject, Fields: shingleFields, Default: map[string]int{"words": 5},
		Doc: "What a shingle is, as in dedupe.near."},
	{Name: "shingle_normalise", Type: transform.ParamStrings, Default: []string{"nfc", "case"}, Enum: sketch.Names(),
		Doc: "What `near` takes for equal, as `normalise` of dedupe.near."},
	{Name: "bands", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(256),
		Doc: "Bands of the signature; with `rows`. Where both are absent they are solved from the threshold."},
	{Name: "rows", Type: transform.ParamInt, Min: transform.Bound(1), Max: transform.Bound(128), Doc: "Values in a band; with `bands`, and 1,024 values at most."},
}

const againstDoc = `Each document is compared with those of the other set, never with another one of the run (that is
dedupe.exact and dedupe.near). ` + "`exact`" + ` compares 128 bits of the SHA-256 of the columns of ` + "`on`" + ` after ` + "`normalise`" + `
(without the text among them a document with nothing but white space in them is equal to nothing, as with ` + "`by`" + ` there);
` + "`near`" + ` finds candidates by the bands of signatures and holds each to the true Jaccard similarity of the whole sets of
shingles, both as the steps of these names do. What a document is compared by is its text as of this step: put the
step behind those that the other set's texts went through, and above those that cut by what else the set holds (dedupe.lines,
dedupe.substrings, redact.recurring): what they take hides matches, and ` + "`tamis plan`" + ` warns of it. Of several matches the
ledger names the best: an equal one before a near one, then the most similar, then the first in the order of the other set. Among documents that
share a band with one of the run, the first ` + "`probes`" + ` of the other set are looked at.

The other set is a release of tamis (the folder of a version: its ` + "`data/`" + ` is held against its sums), one or more files of
a format with fields, or the files ` + "`ledger/index-*.parquet`" + ` of a release that wrote an index (` + "`export: {ledger: {index: {}}}`" + `):
an index of the same texts gives the same matches, and serves where the texts can't be handed on. It is read and never written:
its documents are not counted, copied or split. A place of it that can't be read is told, and stops the run
beyond ` + "`limits.quarantine`" + `.

` + "`digest`" + ` pins the set: of a release it is the release's digest (the sha256 of its SHA256SUMS), of one file its sha256, of
several the sha256 of a line for each, ` + "`<sha256>  <name>`" + ` with the name relative to the folder, in the order of the
names, as ` + "`sha256sum`" + ` writes it. ` + "`tamis plan`" + ` prints it. A draft may do without.

Rejected documents have the rule duplicate or near-duplicate. In ` + "`ledger/documents`" + ` and ` + "`ledger/clusters`" + `
` + "`kept_id`" + ` is then the id of the match in the other set and ` + "`kept_in`" + ` that set. A match is no
cluster: ` + "`cluster`" + ` joins documents of one release, and splits go by it. The manifest counts the documents of the
other set (other_documents), the pairs (candidate_pairs), and the runs in which the other set had more documents
than are looked at (long_runs).`

// Columns of dedupe.against where it labels.
const againstSimilarity = "__similarity"

func writesAgainst(a transform.Args) []schema.Column {
	if a.String("on_match") != "label" {
		return nil
	}
	return []schema.Column{
		{Name: failedColumn, Type: schema.ListOf(schema.Type{Kind: schema.String}), Doc: "Holds the rule where the other set has this document already."},
		{Name: againstSimilarity, Type: schema.Type{Kind: schema.Float}.OrNull(), Doc: "Similarity to the match in the other set; null without one."},
	}
}

func checkAgainst(a transform.Args) []transform.Fault {
	faults := append(transform.CheckDocuments(a), checkShingles(a)...)
	if len(a.Strings("method")) == 0 {
		faults = append(faults, transform.Fault{Param: "method", Message: "method is empty", Hint: "exact, near, or both"})
	}
	return faults
}

// The classes of a match, the better first, and the rules that they are rejected by.
const (
	classExact int64 = iota
	classNear
)

var classRules = [...]string{classExact: "duplicate", classNear: "near-duplicate"}

// against is dedupe.against with its arguments.
type against struct {
	exact      *exact // nil where the method is near alone
	near       *near  // nil where it is exact alone
	probes     int
	drop       bool
	failed     int // slots of the columns; -1 where it does not label
	similarity int
	parameters map[string]string
}

func newAgainst(a transform.Args) (transform.Step, error) {
	x := newKeyed(a, a.Strings("method"))
	x.probes, x.drop = int(a.Int("probes")), a.String("on_match") == "drop"
	if a.String("on_match") == "label" {
		x.failed, x.similarity = a.Slot(failedColumn), a.Slot(againstSimilarity)
	}
	return x, nil
}

// newIndex makes the keys and records of an index: those of both methods.
func newIndex(a transform.Args) transform.Indexer { return newKeyed(a, []string{"exact", "near"}) }

// newKeyed makes the part that knows keys and records.
func newKeyed(a transform.Args, methods []string) *against {
	x := &against{failed: -1, parameters: map[string]string{}}
	on := "on=" + strings.Join(a.OnNames, ",")
	if slices.Contains(methods, "exact") {
		x.exact = &exact{on: a.On, by: !slices.Contains(a.On, schema.SlotText), fold: text.NewFold(a.Strings("normalise"))}
		x.parameters["exact"] = on + " normalise=" + named(text.FoldNames(), a.Strings("normalise"))
	}
	if slices.Contains(methods, "near") {
		x.near = newShingler(a, a.Strings("shingle_normalise"))
		bands, rows := nearBands(a)
		s := nearShingling(a, a.Strings("shingle_normalise"))
		unit := "words"
		if s.Characters {
			unit = "characters"
		}
		x.parameters["near"] = fmt.Sprintf("%s shingle=%s:%d shingle_normalise=%s bands=%d rows=%d seed=%d", on, unit, s.Length,
			named(sketch.Names(), a.Strings("shingle_normalise")), bands, rows, a.Seed)
	}
	return x
}

// named joins the names that are given, in the order of all.
func named(all, given []string) string {
	var out []string
	for _, n := range all {
		if slices.Contains(given, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, ",")
}

// Other implements transform.Matcher.
func (x *against) Other() string { return "set" }

// Probes implements transform.Matcher.
func (x *against) Probes() int { return x.probes }

// IndexParameters implements transform.Indexer: what the keys of each method depend on.
func (x *against) IndexParameters() map[string]string { return x.parameters }

// exactBytes is how much of a record is the key by which texts are equal; zeros where there is none. The
// set of shingles follows.
const exactBytes = 16

// Keys implements transform.Keyed: half of the exact key, and one for each band.
func (x *against) Keys(d *schema.Doc, keys []uint64) []uint64 {
	if x.exact != nil && x.exact.has(d) {
		keys = append(keys, x.exact.key(d).Hi)
	}
	if x.near != nil {
		keys = x.near.Keys(d, keys)
	}
	return keys
}

// Record implements transform.Keyed.
func (x *against) Record(d *schema.Doc, rec []byte) []byte {
	var k transform.Key
	if x.exact != nil && x.exact.has(d) {
		k = x.exact.key(d)
	}
	rec = binary.BigEndian.AppendUint64(rec, k.Hi)
	rec = binary.BigEndian.AppendUint64(rec, k.Lo)
	if x.near != nil {
		rec = x.near.Record(d, rec)
	}
	return rec
}

// Match implements transform.Matcher.
func (x *against) Match(mine, other []byte) (class int64, similarity float64, ok bool) {
	if k := mine[:exactBytes]; x.exact != nil && bytes.Equal(k, other[:exactBytes]) && !allZero(k) {
		return classExact, 1, true
	}
	if mine, other = mine[exactBytes:], other[exactBytes:]; x.near == nil || !x.near.Linked(mine, other) {
		return 0, 0, false
	}
	return classNear, x.near.Similarity(mine, other), true
}

func allZero(b []byte) bool { return len(bytes.Trim(b, "\x00")) == 0 }

// Settle implements transform.Matcher.
func (x *against) Settle(d *schema.Doc, vs []transform.Verdict) error {
	if x.failed >= 0 {
		d.Set(x.failed, schema.ListValue(nil))
	}
	for _, v := range vs {
		d.Links = append(d.Links, schema.Link{Step: d.Step(), Kept: v.Other, Similarity: v.Similarity})
		rule := classRules[v.Num]
		if x.failed >= 0 {
			d.Set(x.failed, schema.ListValue([]schema.Value{schema.StringValue(rule)}))
			d.Set(x.similarity, schema.FloatValue(v.Similarity))
		}
		if x.drop {
			d.Drop(schema.Reject{Rule: rule, Kept: 1 + v.Other, Similarity: v.Similarity})
		}
	}
	return nil
}
