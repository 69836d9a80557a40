// Package transform is the contract between steps and everything that runs them: four kinds of
// step and the Spec that declares one. It holds no step itself.
package transform

import (
	"context"
	"iter"

	"github.com/tamis-data/tamis/schema"
)

// Step is what Spec.New returns: exactly one of Mapper (or Gatherer), Judge (or Verifier, Matcher, Tracer), Learner, Assigner.
type Step any

// A Mapper looks at one document at a time: it edits its text, sets its columns or drops it.
// Map runs on many goroutines and depends on d and its own arguments alone. An error is a bug or
// a limit of the recipe (a text grown too long rejects the document), never bad data.
type Mapper interface {
	Map(ctx context.Context, d *schema.Doc) error
}

// A Looker is a Mapper that works from the shared views of a text (internal/text.View), which exist for one
// document per worker. From the first to the last of them in a row of Mappers the engine takes each document
// through all steps before the next one, so that what one found out is there for the others.
type Looker interface {
	Mapper
	Looks()
}

// A Judge decides about documents from what the whole set holds. Claims reads d and emits what is
// to be compared; claims are sorted by (key, rank, ordinal, seq), spilling to disk. Decide sees each
// run of equal keys, which may be longer than memory and may be ranged over more than once, and
// addresses verdicts to claims of the run. Settle gets the verdicts of one document, in order of
// (seq of the claim, order of ruling), and acts on it.
type Judge interface {
	Claims(d *schema.Doc, emit func(Key, Rank, []byte))
	Decide(run iter.Seq[Claim], rule func(to Claim, v Verdict)) error
	Settle(d *schema.Doc, vs []Verdict) error
}

// An Equaller is a Judge of documents that are equal after a normalisation. Its one claim is what Equal returns,
// with the rank of the document; the leak check between splits asks the same of the released documents.
type Equaller interface {
	Judge
	Rank(d *schema.Doc) Rank
	// Equal returns what is the same for documents that are equal; false for one that is equal to nothing.
	Equal(d *schema.Doc) (Key, bool)
	// OverTexts says that it is texts that are compared, not what stands beside them.
	OverTexts() bool
}

// Key is what claims are compared by: 128 bits, since 64 would be expected to collide 2.7 times
// among 10^10 documents.
type Key struct{ Hi, Lo uint64 }

// Rank orders the claims of a key, smallest first, compared as bytes; then source order decides.
type Rank [16]byte

// Claim is one claim as Decide sees it.
type Claim struct {
	Key     Key
	Rank    Rank
	Ord     int64    // ordinal of the document
	Seq     uint32   // number of the claim within its document
	Content [16]byte // first bytes of the document's Content
	Note    []byte   // what Claims gave along; valid until the next claim
	// Of an Inheritor alone: 1 + the class that the document had in an earlier release, 0 for none; by what it was
	// found there; and that this run dropped it before, so that no verdict reaches it.
	Earlier int
	By      Identity
	Gone    bool
}

// Verdict is what a Judge tells one claim's document.
type Verdict struct {
	Kind         VerdictKind
	Seq          uint32   // of the claim, filled by the engine
	Other        int64    // ordinal of the document it is measured against
	OtherContent [16]byte // that document's Content, for a Link
	Start, End   int32    // a span, for cuts
	Num          int64    // a position, a count, a class
	Similarity   float64
}

// VerdictKind says what a Verdict is; the engine itself reads Link alone.
type VerdictKind uint8

// Link joins the two documents into one cluster; others are the Judge's own, but that a Verifier's
// Class tells a document that it stays for others.
const (
	Link VerdictKind = 1 + iota
	Reject
	Cut
	Class
)

// A Sitter is a Judge whose decisions about a run depend on those before it, which come in the order of their keys,
// or that has figures for the manifest. Sit begins anew; what it returns decides about one whole set.
type Sitter interface {
	Judge
	Sit() Sitting
}

// Sitting decides about a whole set, run by run.
type Sitting interface {
	Decide(run iter.Seq[Claim], rule func(to Claim, v Verdict)) error
	// Notes are what the manifest says of the step, once all runs are decided; nil for nothing.
	Notes() map[string]int64
}

// A Requiring Sitting says after all runs what a whole set lacks for it. It is not asked where documents are looked at
// that are not all there are.
type Requiring interface{ Lacks() error }

// Sit begins to decide about a set, whether runs depend on each other or not.
func Sit(j Judge) Sitting {
	if s, ok := j.(Sitter); ok {
		return s.Sit()
	}
	return apart{j}
}

// apart is a Judge that decides about each run by itself.
type apart struct{ Judge }

// Notes implements Sitting.
func (apart) Notes() map[string]int64 { return nil }

// A Merger is a Judge whose verdicts about one document can be said in fewer, so that those about millions of its
// lines need not be held. Merge takes next, which follows in the order of Settle, into the one before it; false
// leaves both as they are. Settle must act the same on either.
type Merger interface {
	Merge(into *Verdict, next Verdict) bool
}

// LinkTo returns the verdict that a claim's document is a duplicate of kept's.
func LinkTo(kept Claim, similarity float64) Verdict {
	return Verdict{Kind: Link, Other: kept.Ord, OtherContent: kept.Content, Similarity: similarity}
}

// A Verifier is a Judge about pairs: it says which documents may belong together by keys that are
// nothing but a first guess, and then decides about each such pair from a record of either document.
// Both are made in the engine's compact form, so that a document may have hundreds of keys and a record
// as long as its text.
//
// The candidates follow from the keys alone. The documents that share one stand in order of rank; each
// is compared with the first Probes of them and the Probes before it, so that a key which all documents
// share costs no more than any other. Of two that are linked the one of higher rank stays: with Chains
// whatever is linked, over any number of documents, is one cluster and the smallest of it stays;
// without, a document goes only for one that stays and that it is linked with itself, decided in order
// of rank, for the smallest such.
//
// Settle gets a Link with the similarity to the document that stays for each one that goes, a Class for
// one that stays for others; Num of both is the size of the cluster.
type Verifier interface {
	Keyed
	Pairing() Pairing
	// Rank is asked where Pairing says Ranked.
	Rank(d *schema.Doc) Rank
	// Linked and Similarity compare two records; neither depends on their order.
	Linked(a, b []byte) bool
	Similarity(a, b []byte) float64
	Settle(d *schema.Doc, vs []Verdict) error
}

// Pairing says how a Verifier's candidates are made and what becomes of links.
type Pairing struct {
	Probes int
	Ranked bool // documents are ordered by Rank; else by their ordinals
	Chains bool
}

// A Tracer is a Judge about passages: it says which parts of documents say what another part says that
// stands before them in the set. It is asked in three rounds, so that what stands in the set once costs a
// key and no more.
//
// Keys are nothing but a first guess: a part that repeats has one in common with what it repeats. Then
// each document with keys that the set holds more than once hands over the Passages that they stand for.
// Of those with equal keys and equal digests all but the first repeat. Where passages of one key have
// several digests, the first of each is taken into Parts, and of all parts with equal digests all but the
// first repeat. The order is that of rank, ordinal and start; with All the first ones repeat too, where
// there is a second.
//
// Settle gets a Cut for each stretch of repeats, in order, with touching and overlapping ones joined;
// Other is the document of the first one that its beginning repeats.
type Tracer interface {
	Tracing() Tracing
	// Keys appends the keys of d, one for each place that has it; of many equal ones two will do.
	Keys(d *schema.Doc, keys []uint64) []uint64
	// Rank is asked where Tracing says Ranked.
	Rank(d *schema.Doc) Rank
	// Passages hands over the passage of each place whose key is shared; no two have one start.
	Passages(d *schema.Doc, shared func(key uint64) bool, found func(Passage))
	// Parts takes those passages apart whose start is asked for.
	Parts(d *schema.Doc, asked func(start int32) bool, found func(Passage))
	Settle(d *schema.Doc, vs []Verdict) error
}

// Tracing says how a Tracer's passages are ordered and which repeat.
type Tracing struct {
	Ranked bool // documents are ordered by Rank; else by their ordinals
	All    bool
}

// Passage is a part of a document in units of the step's own, from 0 to 2^30, at most MaxPassage long.
// What has equal digests is taken for equal, so that they are cut from a cryptographic hash.
type Passage struct {
	Key        uint64 // of the place; a part has none
	Start, End int32
	Digest     [16]byte
}

// MaxPassage bounds the length of a Passage.
const MaxPassage = 1<<11 - 1

// A Learner reads the whole set once and then maps it. Sums are added up by key through the same
// spilling sorter and arrive in key order; Learn prunes them by a declared threshold to a table
// that fits memory.
type Learner interface {
	Observe(d *schema.Doc, add func(key []byte, n int64))
	Learn(sums iter.Seq2[[]byte, int64]) (Mapper, error)
}

// Tallying is a Learner that counts a batch of documents at once, where handing over each document's
// sums by itself would cost more than the counting. What a Tally hands over must add up to what
// Observe does for its documents one by one.
type Tallying interface{ Tally() Tally }

// Tally counts for one goroutine; Flush hands the sums of the documents observed since the last one over.
type Tally interface {
	Observe(d *schema.Doc)
	Flush(add func(key []byte, n int64))
}

// Sized is a Learner that is told about how large the set is before it observes: the bytes of its inputs as
// they are stored, 0 where they are not known.
type Sized interface{ Size(bytes int64) }

// An Assigner puts every document into one of a closed set of classes by its key and the recipe's seed.
type Assigner interface {
	Classes() []string
	Key(d *schema.Doc) []byte
	Assign(key []byte, seed uint64) int
}

// A Finder is a private Mapper that can also say what it would take out of any text, so that the
// engine can look for it in what other steps removed (DESIGN.md §4). Spans are bytes, in order.
type Finder interface {
	Find(text string, found func(start, end int))
}

// Learned is a Mapper that a Learner returned and that can name what it learned by a digest, so that
// what lies behind it is reused as long as the table stays the same.
type Learned interface{ Table() [32]byte }
