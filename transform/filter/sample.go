package filter

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/bits"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

var sampleRate = transform.Param{Name: "rate", Type: transform.ParamFloat, Min: transform.Bound(0), Max: transform.Bound(1),
	Doc: "Share that stays, in the mean; counted in whole billionths."}

// Sample is the transform filter.sample.
var Sample = transform.Spec{
	Name:    "filter.sample",
	Summary: "Keeps a share of the documents, chosen by a hash, the same share or another for each value of a column",
	Doc: `Nothing but the document and the recipe's seed decides, so a document that stays does so when others come or go, and what a
smaller rate keeps a larger one keeps too. The number h is the first 64 bits, big-endian, of

    sha256("tamis/sample" 0x00, seed as 8 bytes big-endian, key)

and a document stays where h lies below rate × 2^64. The key is a byte for its kind and the first 16 bytes of the SHA-256 of the
original, or with ` + "`key`" + ` the value of a column, by which documents stay or go together; null is taken by content.

Equal texts stay or go together, so a sample holds about as many copies as the set does: dedupe first. Shares hold in the mean. The
ledger names rule sample and no number: the hash of an original is nobody's business. Two steps with one seed keep the same: the
second takes from what the first left by the same order, and with a rate that is not smaller nothing.`,
	Params: []transform.Param{
		with(sampleRate, func(p *transform.Param) { p.Required = true }),
		{Name: "key", Type: transform.ParamColumn, Doc: "Column whose value decides, as `url`; without one the content does."},
		{Name: "by", Type: transform.ParamTable, Fields: []transform.Param{with(sampleRate, func(p *transform.Param) { p.Required = true })},
			Doc: "Rates that differ by the value of a column, as `{language: {en: {rate: 0.1}}}`; a value that is not named has the rate above."},
	},
	Short:   "rate",
	Check:   checkSample,
	Rejects: true,
	Version: 1,
	New:     newSample,
	Examples: []transform.Example{
		{Note: "A bare number is the rate.", Args: "0.4", Docs: []string{"one", "two", "three", "four", "five", "six"}, Gives: []string{"two", "three", "five", "six"}},
		{Note: "A larger rate keeps those too.", Args: "0.8", Docs: []string{"one", "two", "three", "four", "five", "six"}, Gives: []string{"one", "two", "three", "five", "six"}},
		{Note: "All of one language, none of another, half of the rest.", Args: "{rate: 0.5, by: {language: {de: {rate: 1}, fr: {rate: 0}}}}",
			Docs: []string{"eins", "un", "one", "zwei", "deux", "two"}, Given: []string{"language=de", "language=fr", "language=en", "language=de", "language=fr", "language=en"},
			Gives: []string{"eins", "one", "zwei", "two"}},
		{Note: "All pages of an author, or none.", Args: "{rate: 0.5, key: author}", Docs: []string{"a", "b", "c", "d", "e"},
			Given: []string{"author=Ada", "author=Bo", "author=Ada", "author=Cy", "author=Dan"}, Gives: []string{"a", "c", "e"}},
	},
}

func with(p transform.Param, change func(*transform.Param)) transform.Param {
	change(&p)
	return p
}

func checkSample(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	if rows := a.Table("by").Rows; a.Float("rate") < 0.5/billion && len(rows) == 0 {
		faults = append(faults, transform.Fault{Param: "rate", Message: "at rate 0 no document stays", Hint: "rate is the share that stays: 0.1 keeps a tenth"})
	}
	for _, row := range a.Table("by").Rows {
		if !row.Value.Has("rate") {
			faults = append(faults, transform.Fault{Param: "by." + row.Name, Message: row.Name + " has no rate", Hint: "write " + row.Name + ": {rate: 0.1}"})
		}
	}
	return faults
}

// sample is filter.sample with its arguments; key and by are slots, -1 where not given.
type sample struct {
	key, by int
	usual   share
	rows    map[string]share
	head    []byte // what stands before the key
}

// share keeps numbers below an end, or all.
type share struct {
	end uint64
	all bool
}

func shareOf(rate float64) share {
	parts := uint64(math.Round(rate * billion))
	if parts >= billion {
		return share{all: true}
	}
	end, _ := bits.Div64(parts, 0, billion)
	return share{end: end}
}

func newSample(a transform.Args) (transform.Step, error) {
	s := &sample{key: -1, by: -1, usual: shareOf(a.Float("rate")), rows: map[string]share{}}
	s.head = binary.BigEndian.AppendUint64([]byte("tamis/sample\x00"), a.Seed)
	if a.Has("key") {
		s.key = a.Slot(a.String("key"))
	}
	if t := a.Table("by"); t.Column != "" {
		s.by = a.Slot(t.Column)
		for _, row := range t.Rows {
			s.rows[row.Name] = shareOf(row.Value.Float("rate"))
		}
	}
	return s, nil
}

// Map implements transform.Mapper.
func (s *sample) Map(_ context.Context, d *schema.Doc) error {
	if r := s.rate(d); !r.all && s.number(d) >= r.end {
		d.Drop(schema.Reject{Rule: "sample"})
	}
	return nil
}

func (s *sample) rate(d *schema.Doc) share {
	if s.by >= 0 && !d.Values[s.by].IsNull() {
		if r, ok := s.rows[d.Str(s.by)]; ok {
			return r
		}
	}
	return s.usual
}

// Kinds of keys.
const (
	sampleContent = 'c'
	sampleValue   = 'v'
)

func (s *sample) number(d *schema.Doc) uint64 {
	var room [96]byte
	b := append(room[:0], s.head...)
	if s.key >= 0 && !d.Values[s.key].IsNull() {
		b = transform.AppendValue(append(b, sampleValue), d.Values[s.key])
	} else {
		b = append(append(b, sampleContent), d.Content[:16]...)
	}
	sum := sha256.Sum256(b)
	return binary.BigEndian.Uint64(sum[:8])
}
