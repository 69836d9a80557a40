package engine

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// earlier is a release in whose splits documents stay.
type earlier struct {
	set   *otherSet // which pins it; its files are those that are read
	rel   *export.Release
	step  string
	names map[string]bool // of its splits that hold documents
}

// openEarlier opens the release that a step names and holds it against its digest.
func (b *build) openEarlier(step *recipe.Step, res recipe.Resource) (*earlier, error) {
	s := &otherSet{res: res, alias: -1, what: "previous"}
	full := beside(b.r, res.Path)
	if !export.IsRelease(full) {
		if fault, hint := Look(b.r.Dir, res.Path, res.Type); fault != "" {
			return nil, &RecipeError{Pos: res.Pos, Message: strings.Replace(fault, "set ", "previous ", 1), Hint: strings.Replace(hint, "a set is", "previous names", 1)}
		}
		return nil, s.wrong("name the folder of a release, as ../releases/news/1.0.0", "it is no release")
	}
	if err := s.openRelease(full); err != nil {
		return nil, err
	}
	rel, err := export.Sealed(full)
	if err != nil {
		return nil, s.wrong("", "%v", err)
	}
	if err := b.notOwnLink(s, full, rel.Manifest); err != nil {
		return nil, err
	}
	e := &earlier{set: s, rel: rel, step: step.Name, names: map[string]bool{}}
	for name, n := range rel.Manifest.Accounting.Splits {
		e.names[name] = n > 0
	}
	if !b.r.Private && !rel.Manifest.Private {
		if err := e.openLedger(); err != nil {
			return nil, err
		}
	}
	for _, f := range s.files {
		s.bytes += f.Size
	}
	if err := b.confinedTo(s.files); err != nil {
		return nil, s.wrong("", "%v", err)
	}
	return e, b.pin(s)
}

// notOwnLink refuses the link that the run itself moves: the next one would keep the splits of what this one made.
func (b *build) notOwnLink(s *otherSet, full string, m *schema.Manifest) error {
	moved := "latest"
	if b.drafts() {
		moved = "draft"
	}
	if _, err := os.Readlink(full); err != nil || filepath.Base(full) != moved || m.Name != b.r.Name {
		return nil
	}
	return s.wrong("name it by its version: "+path.Join(path.Dir(path.Clean(s.res.Path)), m.Version), "this run moves the link to what it publishes")
}

// openLedger adds the table that holds the digests of originals. Without it the same recipe would give another
// result.
func (e *earlier) openLedger() error {
	files, err := e.rel.TableFiles(export.TableDocuments)
	if err != nil {
		return e.set.wrong("get the whole release, or a copy with its ledger/", "%v", err)
	}
	e.set.take(files)
	return nil
}

// fits holds the splits of the release against those of the step.
func (e *earlier) fits(classes []string) error {
	for _, name := range slices.Sorted(maps.Keys(e.names)) {
		if e.names[name] && !slices.Contains(classes, name) {
			return e.set.wrong(fmt.Sprintf("%s declares %s: declare %s too", e.step, strings.Join(classes, ", "), name),
				"documents of its split %s would have none to stay in", name)
		}
	}
	return nil
}

// unchanged holds every file that is read against the digest that the release's SHA256SUMS pins.
func (e *earlier) unchanged(ctx context.Context) error {
	for i, f := range e.set.files {
		sum, err := hashFile(ctx, f.Path)
		if err == nil && sum != e.set.sums[i] {
			return fmt.Errorf("read previous %s: %s: %s", e.set.res.Path, f.Name, e.set.changed())
		}
		if err != nil {
			return fmt.Errorf("read previous %s: %s: %w", e.set.res.Path, f.Name, err)
		}
	}
	return nil
}

// identity is what a document is looked up by: 128 bits of a SHA-256, apart for each kind.
type identity [16]byte

func identityOf(by transform.Identity, value []byte) identity {
	h := sha256.New()
	fmt.Fprintf(h, "tamis/previous %d\x00", by)
	h.Write(value)
	var sum [32]byte
	return identity(h.Sum(sum[:0])[:16])
}

// placed is the form of an id that a private step left of one it hit: it names a place, where another document may
// stand in another release.
var placed = regexp.MustCompile(`^doc-[0-9]+-[0-9]+$|(^|/)file-[0-9]+(/|$|-[0-9]+$)`)

// identities says what is known of a document; private tells that ids may be places and that no digest of an original
// may decide anything. Where original is nil there is none.
func identities(id, text string, original []byte, private bool, found func(transform.Identity, identity)) {
	if id != "" && !(private && placed.MatchString(id)) {
		found(transform.ByID, identityOf(transform.ByID, []byte(id)))
	}
	if original != nil && !private {
		found(transform.ByOriginal, identityOf(transform.ByOriginal, original))
	}
	sum := sha256.Sum256([]byte(text))
	found(transform.ByText, identityOf(transform.ByText, sum[:]))
}

// each tells of every document of the release by what it can be found, and the name of its split. Rows of copies stand for
// no document: another one may have the id that a copy got.
func (e *earlier) each(ctx context.Context, private bool, found func(by transform.Identity, id identity, split string) error) error {
	if err := e.unchanged(ctx); err != nil {
		return err
	}
	n := 0
	wrap := func(err error) error { return fmt.Errorf("read previous %s: %w", e.set.res.Path, err) }
	for row, err := range e.rel.DocumentRows("id", "text", "split") {
		if n++; err == nil && n%1024 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return wrap(err)
		}
		identities(row.Str("id"), row.Str("text"), nil, private, func(by transform.Identity, id identity) {
			if err == nil {
				err = found(by, id, row.Str("split"))
			}
		})
		if err != nil {
			return err
		}
	}
	if private {
		return nil
	}
	for row, err := range e.rel.Rows(export.TableDocuments, "outcome", "split", "original_sha256") {
		if err != nil {
			return wrap(err)
		}
		original, err := hex.DecodeString(row.Str("original_sha256"))
		if row.Str("outcome") != "kept" || err != nil || len(original) != sha256.Size {
			continue
		}
		if err := found(transform.ByOriginal, identityOf(transform.ByOriginal, original), row.Str("split")); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// private says whether anything of the run or the release forbids digests of originals.
func (b *build) privateTo(e *earlier) bool { return b.r.Private || e.rel.Manifest.Private }

// previousDigest is what the manifest names, "" for none.
func (b *build) previousDigest() string {
	for _, e := range b.earlier {
		return e.set.digest // a recipe has one split
	}
	return ""
}

// Sides of a look-up, in the order they sort: the documents of the earlier release come first.
const (
	sideEarlier byte = iota
	sideOwn
)

// inheritSeq is where the claims that the engine adds for what it found begin.
const inheritSeq = 1 << 31

// inherits says how the documents of the run are looked up, nil where none are.
func (p *pass) inherits() transform.Inheritor {
	if p.st.judge == nil || p.earlier[p.st.judge.n] == nil {
		return nil
	}
	h, _ := p.st.judge.judge.(transform.Inheritor)
	return h
}

// lookUpOne notes by what a document can be found in the earlier release. Those that the reader rejected, which
// share an id with another one, were never there.
func (p *pass) lookUpOne(d *schema.Doc, w *worker) error {
	if !d.Kept() && d.Reject.Step < 0 {
		return nil
	}
	h := p.inherits()
	d.Begin(p.r.Layout, p.st.judge.n, &w.scratch)
	kin := h.Kin(d)
	w.note = binary.BigEndian.AppendUint64(w.note[:0], kin.Hi)
	w.note = binary.BigEndian.AppendUint64(w.note, kin.Lo)
	w.note = appendFlag(append(w.note, d.Content[:16]...), !d.Kept())
	var err error
	identities(d.Str(schema.SlotID), d.Text(), d.Content[:], p.privateTo(p.earlier[p.st.judge.n]), func(by transform.Identity, id identity) {
		w.key = claimOrd(append(append(w.key[:0], id[:]...), sideOwn), d.Ord)
		w.found.Add(append(w.key, byte(by)), w.note)
		if w.found.Bytes() >= blockBytes && err == nil {
			err = p.found.Append(&w.found)
		}
	})
	return err
}

// ownKey is the length of what lookUpOne notes: identity, side, ordinal, by what.
const ownKey = 16 + 1 + 8 + 1

// inherit looks the documents up and adds what it finds to the claims.
func (p *pass) inherit(h transform.Inheritor) error {
	e := p.earlier[p.st.judge.n]
	if err := p.addEarlier(e, h); err != nil {
		return err
	}
	sorted, err := p.found.Sort()
	if err != nil {
		return err
	}
	w := &p.workers[0]
	class, protection := -1, h.Protection()
	var at identity
	err = sorted.All(func(k, payload []byte) error {
		if identity(k[:16]) != at || class < 0 {
			at, class = identity(k[:16]), -1
		}
		if k[16] == sideEarlier {
			if c := int(binary.BigEndian.Uint32(payload)); class < 0 || protection[c] > protection[class] {
				class = c
			}
			return nil
		}
		if class < 0 {
			return nil
		}
		return p.tell(w, k, payload, class)
	})
	return errors.Join(err, p.claims.Append(&w.claims), sorted.Close())
}

// tell adds a claim of the document's group that says in which class it was.
func (p *pass) tell(w *worker, k, payload []byte, class int) error {
	be := binary.BigEndian
	by := k[ownKey-1]
	kin := transform.Key{Hi: be.Uint64(payload), Lo: be.Uint64(payload[8:])}
	w.key = claimKey(w.key[:0], kin, transform.Rank{}, parseOrd(k[17:]), inheritSeq+uint32(by))
	w.note = append(be.AppendUint32(append(w.note[:0], payload[16:32]...), uint32(class)), by, payload[32])
	w.claims.Add(w.key, w.note)
	if w.claims.Bytes() < blockBytes {
		return nil
	}
	return p.claims.Append(&w.claims)
}

// inheritFrom takes up what tell says.
func inheritFrom(c *transform.Claim, note []byte) {
	c.Earlier = int(binary.BigEndian.Uint32(note)) + 1
	c.By, c.Gone = transform.Identity(note[4]), note[5] == 1
}

// addEarlier adds the documents of the release.
func (p *pass) addEarlier(e *earlier, h transform.Inheritor) error {
	classes := map[string]int{}
	for i, name := range h.Classes() {
		classes[name] = i
	}
	w := &p.workers[0]
	err := e.each(p.ctx, p.privateTo(e), func(_ transform.Identity, id identity, split string) error {
		class, ok := classes[split]
		if !ok { // its manifest says otherwise, and fits has looked at that
			return fmt.Errorf("read previous %s: a document stands in split %s, which its manifest does not count", e.set.res.Path, split)
		}
		w.found.Add(append(append(w.key[:0], id[:]...), sideEarlier), binary.BigEndian.AppendUint32(nil, uint32(class)))
		if w.found.Bytes() < blockBytes {
			return nil
		}
		return p.found.Append(&w.found)
	})
	return errors.Join(err, p.found.Append(&w.found))
}
