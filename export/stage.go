package export

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/tamis-data/tamis/schema"
)

// Names inside <out>/<name> that are no releases. A reader never looks at them.
const (
	stagingPrefix = ".staging-" // a release being built; dead once its lock is free
	trashPrefix   = ".trash-"   // a draft on its way out
	keptName      = ".staged"   // the result of a run that a limit stopped
	lockName      = ".lock"
)

// StageOptions says where a release is built.
type StageOptions struct {
	Out, Name, Version string
	// Wait is how long to wait for another run that writes the same release; 0: not at all.
	Wait time.Duration
	// KeepDrafts is how many drafts stay, the new one among them; 0: 3, which covers a result, the
	// one before it and the one it is held against. Negative: all.
	KeepDrafts int
}

// Stage is a release under construction, in a folder beside the place where it will stand. Nothing
// is visible under a final name before Publish. A Stage holds the lock of its release's folder
// until Publish, Discard or Keep; use it from one goroutine.
type Stage struct {
	fs       FS
	o        StageOptions
	home     string // <out>/<name>
	dir      string // the staging folder
	lock     io.Closer
	manifest *schema.Manifest
	digest   string
	upToDate bool
	renamed  bool // the release has its name
	pruned   []string
}

// NewStage is OpenStage without waiting, with three drafts kept.
func NewStage(fsys FS, out, name, version string) (*Stage, error) {
	return OpenStage(context.Background(), fsys, StageOptions{Out: out, Name: name, Version: version})
}

// OpenStage takes the lock of <out>/<name>, removes what dead runs left there and makes an empty
// staging folder of mode 0700. Where another run holds the lock after o.Wait, the error is ErrLocked.
func OpenStage(ctx context.Context, fsys FS, o StageOptions) (*Stage, error) {
	if fault := nameFault(o.Name); fault != "" {
		return nil, errors.New(fault)
	}
	if _, err := parseVersion(o.Version); err != nil {
		return nil, err
	}
	if _, _, retracted := splitRetracted(o.Version); retracted {
		return nil, fmt.Errorf("version %s: names of this form are for retracted releases", o.Version)
	}
	if o.KeepDrafts == 0 {
		o.KeepDrafts = 3
	}
	s := &Stage{fs: fsys, o: o, home: filepath.Join(o.Out, o.Name)}
	if err := makeDirs(fsys, s.home); err != nil {
		return nil, fmt.Errorf("stage %s: %w", o.Name, err)
	}
	lock, err := waitLock(ctx, fsys, s.home, o.Wait)
	if err != nil {
		return nil, fmt.Errorf("stage %s: %w", o.Name, err)
	}
	s.lock = lock
	if err := s.open(); err != nil {
		return nil, errors.Join(fmt.Errorf("stage %s: %w", o.Name, err), s.unlock())
	}
	return s, nil
}

// waitLock asks for the lock of a release's folder every 20 ms: a queue of runs that take seconds.
func waitLock(ctx context.Context, fsys FS, home string, wait time.Duration) (io.Closer, error) {
	for end := time.Now().Add(wait); ; {
		lock, err := fsys.Lock(filepath.Join(home, lockName))
		if !errors.Is(err, ErrLocked) || time.Now().After(end) {
			return lock, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// open sweeps, finishes links that a killed run left half done, and makes the staging folder.
func (s *Stage) open() error {
	if err := sweep(s.fs, s.home); err != nil {
		return err
	}
	if err := repairLinks(s.fs, s.home); err != nil {
		return err
	}
	var tag [4]byte
	_, _ = rand.Read(tag[:]) // never fails; the name does not outlive the run
	s.dir = filepath.Join(s.home, stagingPrefix+s.o.Version+"-"+hex.EncodeToString(tag[:]))
	return s.fs.Mkdir(s.dir, 0o700)
}

// sweep removes staging folders, trash and kept results: the lock is ours, so their runs are dead.
func sweep(fsys FS, home string) error {
	entries, err := fsys.ReadDir(home)
	if err != nil {
		return err
	}
	for _, e := range entries {
		n := e.Name()
		if strings.HasPrefix(n, stagingPrefix) || strings.HasPrefix(n, trashPrefix) || n == keptName {
			if err := removeAll(fsys, filepath.Join(home, n)); err != nil {
				return fmt.Errorf("sweep %s: %w", n, err)
			}
		}
	}
	return nil
}

// Dir returns the staging folder, where tables are to be written.
func (s *Stage) Dir() string { return s.dir }

// Finish completes the release: m lists the tables that stand in Dir; resolved becomes recipe.yaml.
// It fills m.Format, m.Recipe and, for a draft, m.Version (DESIGN.md §6), writes card, manifest and
// SHA256SUMS, syncs every file and folder and reads every file back against its digest. The result
// is the release's digest, sha256:<hex> of SHA256SUMS.
func (s *Stage) Finish(m *schema.Manifest, resolved []byte, card Card) (string, error) {
	m.Format, m.Name, m.Recipe = schema.FormatVersion, s.o.Name, digestOf(resolved)
	v, err := releaseVersion(s.o.Version, m)
	if err != nil {
		return "", fmt.Errorf("finish %s: %w", s.o.Name, err)
	}
	m.Version = v
	digest, err := s.finish(m, resolved, card)
	if err != nil {
		return "", fmt.Errorf("finish %s %s: %w", s.o.Name, v, err)
	}
	s.manifest, s.digest = m, digest
	return digest, nil
}

// releaseVersion returns the version under which a recipe's version is published: itself, or for a
// draft with .x and 8 digits of a sha256 over the public fingerprint and the content of data/.
func releaseVersion(recipe string, m *schema.Manifest) (string, error) {
	v, err := parseVersion(recipe)
	if err != nil || !v.draft() {
		return recipe, err
	}
	data := tableNamed(m, "data")
	if data == nil || !isDigest(m.Fingerprint) {
		return "", errors.New("the manifest has no fingerprint or no table data")
	}
	h := sha256.Sum256([]byte("tamis/draft\x00" + m.Fingerprint + "\x00" + data.Logical))
	base, build, found := strings.Cut(recipe, "+")
	if found {
		build = "+" + build
	}
	return base + ".x" + hex.EncodeToString(h[:4]) + build, nil
}

func (s *Stage) finish(m *schema.Manifest, resolved []byte, card Card) (string, error) {
	sums, err := tableSums(m)
	if err != nil {
		return "", err
	}
	if err := s.settle(sums); err != nil {
		return "", err
	}
	manifest, err := MarshalManifest(m)
	if err != nil {
		return "", err
	}
	if _, err := ParseManifest(manifest); err != nil { // what we can't read back we don't publish
		return "", err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{RecipeName, resolved}, {CardName, card.render(m)}, {ManifestName, manifest}} {
		if err := s.write(f.name, f.data); err != nil {
			return "", err
		}
		sums = append(sums, sumLine{f.name, strings.TrimPrefix(digestOf(f.data), "sha256:")})
	}
	list := formatSums(sums)
	if err := s.write(SumsName, list); err != nil {
		return "", err
	}
	if err := s.readBack(append(sums, sumLine{SumsName, strings.TrimPrefix(digestOf(list), "sha256:")})); err != nil {
		return "", err
	}
	return digestOf(list), s.fs.Sync(s.dir)
}

func (s *Stage) write(name string, data []byte) error {
	full := filepath.Join(s.dir, name)
	if err := writeFile(s.fs, full, data); err != nil {
		return err
	}
	return s.fs.Chmod(full, 0o644)
}

// tableSums lists the files of all tables.
func tableSums(m *schema.Manifest) ([]sumLine, error) {
	var sums []sumLine
	for _, t := range m.Tables {
		if err := checkTable(t, map[string]bool{}); err != nil {
			return nil, err
		}
		for _, f := range t.Files {
			sums = append(sums, sumLine{f.Path, strings.TrimPrefix(f.SHA256, "sha256:")})
		}
	}
	return sums, nil
}

// settle gives the files and folders of the tables their modes, whatever the umask, syncs them, and
// holds that there is nothing but what the manifest names.
func (s *Stage) settle(sums []sumLine) error {
	want := map[string]bool{}
	for _, f := range sums {
		want[f.path] = true
	}
	if err := s.settleFolder("", want); err != nil {
		return err
	}
	for _, f := range sums {
		if want[f.path] {
			return fmt.Errorf("table file %s is missing", f.path)
		}
	}
	return nil
}

// settleFolder settles one folder, deepest first, and takes what it met out of want.
func (s *Stage) settleFolder(rel string, want map[string]bool) error {
	dir := filepath.Join(s.dir, filepath.FromSlash(rel))
	entries, err := s.fs.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := s.settleEntry(path.Join(rel, e.Name()), e, want); err != nil {
			return err
		}
	}
	return s.fs.Sync(dir)
}

func (s *Stage) settleEntry(rel string, e fs.DirEntry, want map[string]bool) error {
	full := filepath.Join(s.dir, filepath.FromSlash(rel))
	if e.IsDir() {
		if err := s.fs.Chmod(full, 0o755); err != nil {
			return err
		}
		return s.settleFolder(rel, want)
	}
	if !e.Type().IsRegular() || !want[rel] {
		return fmt.Errorf("%s stands in the release and in no table", rel)
	}
	delete(want, rel)
	if err := s.fs.Chmod(full, 0o644); err != nil {
		return err
	}
	return s.fs.Sync(full)
}

// readBack holds every file against the digest that its writer computed from memory.
func (s *Stage) readBack(sums []sumLine) error {
	for _, f := range sums {
		got, _, err := s.hash(f.path)
		if err != nil {
			return fmt.Errorf("read back %s: %w", f.path, err)
		}
		if got != "sha256:"+f.hex {
			return fmt.Errorf("read back %s: the disk gives other bytes than were written", f.path)
		}
	}
	return nil
}

func (s *Stage) hash(rel string) (string, int64, error) {
	f, err := s.fs.Open(filepath.Join(s.dir, filepath.FromSlash(rel)))
	if err != nil {
		return "", 0, err
	}
	digest, n, err := digestReader(f)
	return digest, n, errors.Join(err, f.Close())
}

// UpToDate says after Publish that the same release stood there already and nothing was touched.
func (s *Stage) UpToDate() bool { return s.upToDate }

// Pruned lists after Publish the drafts that went to make room, by version.
func (s *Stage) Pruned() []string { return s.pruned }

// Discard removes the staging folder and gives the lock back. After Publish or Keep it does nothing,
// so that it can be deferred.
func (s *Stage) Discard() error {
	if s.lock == nil {
		return nil
	}
	return errors.Join(removeAll(s.fs, s.dir), s.unlock())
}

// Keep sets the staged result aside for `tamis show --staged` and gives the lock back; the next run
// removes it. The path is <out>/<name>/.staged.
func (s *Stage) Keep() (string, error) {
	if s.lock == nil {
		return "", errors.New("keep: the stage is closed")
	}
	to := filepath.Join(s.home, keptName)
	err := errors.Join(removeAll(s.fs, to), s.fs.Rename(s.dir, to), s.fs.Sync(s.home), s.unlock())
	return to, err
}

// Staged returns the folder that Keep left for a release's name.
func Staged(out, name string) string { return filepath.Join(out, name, keptName) }

func (s *Stage) unlock() error {
	lock := s.lock
	s.lock = nil
	if lock == nil {
		return nil
	}
	return lock.Close()
}
