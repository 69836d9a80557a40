package changes

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// side is one of the two releases.
type side struct {
	rel     *export.Release
	ledger  bool     // it has ledger/documents
	reads   bool     // and ledger/reads
	columns []string // of data/, without the id
	text    int      // where among them the text stands
	inputs  map[string]schema.ManifestInput
	steps   map[string]int // places in the chain
	lost    quarantine
	sorted  *spill.Sorted // what is said of each id
}

func newSide(rel *export.Release) *side {
	s := &side{rel: rel, ledger: rel.Has(export.TableDocuments), inputs: map[string]schema.ManifestInput{}, steps: map[string]int{}}
	s.reads = s.ledger && rel.Has(export.TableReads)
	for _, t := range rel.Manifest.Tables {
		if t.Name != export.TableData {
			continue
		}
		for _, c := range t.Columns {
			if c.Name != "id" && !(rel.Copied() && c.Name == schema.CopyColumn) {
				s.columns = append(s.columns, c.Name)
			}
		}
	}
	s.text = slices.Index(s.columns, "text")
	for _, in := range rel.Manifest.Inputs {
		s.inputs[in.Path] = in
	}
	for i, step := range rel.Manifest.Steps {
		s.steps[step.Name] = i
	}
	return s
}

// Kinds of records of one id, in the order in which they are sorted.
const (
	kindData = iota
	kindKept
	kindRejected
	kindCopy // a further row of data/
)

// gather sorts what a release says of its documents by their ids.
func (s *side) gather(ctx context.Context, dir string, memory int64, edits bool) error {
	if !s.rel.Has(export.TableData) || s.text < 0 {
		return fmt.Errorf("%s has no documents to compare", s.rel.Dir)
	}
	w := newWriter(dir, memory)
	err := s.gatherData(ctx, w)
	if err == nil && s.ledger {
		err = s.gatherLedger(ctx, w, edits)
	}
	if err == nil {
		err = s.lost.read(s.rel)
	}
	if err != nil {
		_ = w.sorter.Close() // the first error counts
		return fmt.Errorf("compare %s: %w", s.rel.Dir, err)
	}
	s.sorted, err = w.sort()
	return err
}

func (s *side) gatherData(ctx context.Context, w *writer) error {
	var b []byte
	n, read := uint64(0), 0 // documents, rows
	for row, err := range s.rel.Rows(export.TableData, s.rel.WithCopy(append([]string{"id"}, s.columns...)...)...) {
		if err != nil {
			return err
		}
		number, id := s.rel.CopyOf(row)
		if b = append(b[:0], kindCopy); number == 1 {
			b = binary.AppendUvarint(append(b[:0], kindData), n)
			for _, v := range row.Values()[1 : 1+len(s.columns)] {
				b = appendCell(b, v)
			}
			n++
		}
		if read++; read%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := w.add([]byte(id), b); err != nil {
			return err
		}
	}
	return nil
}

// ledgerColumns are those of ledger/documents that are compared.
var ledgerColumns = []string{"doc", "id", "outcome", "step", "rule", "value", "threshold", "detail", "kept_id", "original_sha256", "title_original_sha256"}

func (s *side) gatherLedger(ctx context.Context, w *writer, edits bool) error {
	reads, changes := noRows(), noRows()
	if s.reads {
		reads = newCursor(s.rel.Rows(export.TableReads, "doc", "file", "byte_start", "byte_end"))
	}
	if edits {
		changes = newCursor(s.rel.Rows(export.TableEdits, "doc", "column", "step", "kind", "start", "removed_bytes", "inserted"))
	}
	defer func() { reads.stop(); changes.stop() }()
	columns := ledgerColumns
	if s.hasColumn(export.TableDocuments, "kept_in") {
		columns = append(slices.Clone(columns), "kept_in")
	}
	var b []byte
	var sums editSums
	n := 0
	for row, err := range s.rel.Rows(export.TableDocuments, columns...) {
		if err != nil {
			return err
		}
		b = appendLedger(b[:0], row)
		file, start, end := "", int64(0), int64(0)
		if err := reads.take(row.Int("doc"), func(r export.Row) {
			file, start, end = r.Str("file"), r.Int("byte_start"), r.Int("byte_end")
		}); err != nil {
			return err
		}
		b = binary.AppendVarint(binary.AppendVarint(appendBytes(b, file), start), end)
		sums.reset()
		if err := changes.take(row.Int("doc"), sums.add); err != nil {
			return err
		}
		b = sums.append(b)
		if err := w.add([]byte(row.Str("id")), b); err != nil {
			return err
		}
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func (s *side) hasColumn(table, column string) bool {
	for _, t := range s.rel.Manifest.Tables {
		if t.Name == table {
			return slices.ContainsFunc(t.Columns, func(c schema.ManifestColumn) bool { return c.Name == column })
		}
	}
	return false
}

func appendLedger(b []byte, row export.Row) []byte {
	kind := byte(kindRejected)
	if row.Str("outcome") == "kept" {
		kind = kindKept
	}
	b = binary.BigEndian.AppendUint64(append(b, kind), uint64(row.Int("doc")))
	b = appendBytes(appendBytes(b, row.Str("step")), row.Str("rule"))
	b = appendFloat(appendFloat(b, row.Value("value")), row.Value("threshold"))
	b = appendBytes(appendBytes(b, row.Str("kept_id")), row.Str("kept_in"))
	b = appendBytes(b, movedMark(row.Str("detail")))
	return appendBytes(appendBytes(b, halfHex(row.Str("original_sha256"))), halfHex(row.Str("title_original_sha256")))
}

// movedMark says that contact moved a kept document into another split.
func movedMark(detail string) string {
	if strings.HasPrefix(detail, "moved from ") {
		return "moved"
	}
	return ""
}

// halfHex is the first 128 bits of a digest in hex, nothing where there is none.
func halfHex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) < 16 {
		return nil
	}
	return b[:16]
}

// placesHeld is how many places of a quarantine are held; what lies in others counts as gone.
const placesHeld = 1 << 16

// quarantine holds the places of each input file that could not be read.
type quarantine struct {
	places map[string][][2]int64
	held   int
	more   bool
}

func (q *quarantine) read(rel *export.Release) error {
	q.places = map[string][][2]int64{}
	if !rel.Has(export.TableQuarantine) {
		return nil
	}
	for row, err := range rel.Rows(export.TableQuarantine, "file", "byte_start", "byte_end") {
		if err != nil {
			return err
		}
		if q.held++; q.held > placesHeld {
			q.more = true
			return nil
		}
		file := row.Str("file")
		q.places[file] = append(q.places[file], [2]int64{row.Int("byte_start"), row.Int("byte_end")})
	}
	return nil
}

// holds says whether a range of a file has a byte in quarantine.
func (q *quarantine) holds(file string, start, end int64) bool {
	return slices.ContainsFunc(q.places[file], func(p [2]int64) bool { return p[0] < end && start < max(p[1], p[0]+1) })
}
