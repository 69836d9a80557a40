package export

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// ConflictError says that an immutable version is published with another result.
type ConflictError struct {
	Name, Version string
	Differs       []string // what differs between its causes, or where they are the same its content
}

// Error implements error.
func (e *ConflictError) Error() string {
	what := "the inputs or what came of them"
	if len(e.Differs) > 0 {
		what = strings.Join(e.Differs, "; ")
	}
	return fmt.Sprintf("%s %s is published and can't change; what differs: %s; raise the version in the recipe or retract it",
		e.Name, e.Version, what)
}

// Publish gives the finished release its name by one rename, syncs the folder, then sets the links
// and removes older drafts. Where the same release stands there already it is left alone (UpToDate);
// an immutable version with another digest gives a *ConflictError. With an error the path is ""
// unless the release itself stands: then the next run completes links and drafts. After an error
// the stage stays open, to be discarded.
func (s *Stage) Publish() (string, error) {
	if s.lock == nil || s.manifest == nil {
		return "", errors.New("publish: the release is not finished")
	}
	target := filepath.Join(s.home, s.manifest.Version)
	if err := s.publish(target); err != nil {
		if !s.renamed {
			target = ""
		}
		return target, fmt.Errorf("publish %s %s: %w", s.o.Name, s.manifest.Version, err)
	}
	return target, s.unlock()
}

func (s *Stage) publish(target string) error {
	there, err := s.standing(target)
	if err != nil {
		return err
	}
	if s.upToDate {
		if err := removeAll(s.fs, s.dir); err != nil {
			return err
		}
		return s.link()
	}
	if err := s.fs.Chmod(s.dir, 0o755); err != nil {
		return err
	}
	if err := s.fs.Sync(s.dir); err != nil {
		return err
	}
	if err := s.announce(); err != nil {
		return err
	}
	if there { // a draft with the same data but another ledger or card
		if err := s.trash(s.manifest.Version); err != nil {
			return err
		}
	}
	if err := s.fs.Rename(s.dir, target); err != nil {
		return err
	}
	s.renamed = true
	if err := s.fs.Sync(s.home); err != nil {
		return err
	}
	if err := s.link(); err != nil {
		return err
	}
	return s.prune()
}

// standing looks at what stands at target: nothing, the same release, or another one, which only a
// draft may replace.
func (s *Stage) standing(target string) (there bool, err error) {
	there, err = exists(s.fs, target)
	if err != nil || !there {
		return there, err
	}
	old, err := s.read(filepath.Join(target, SumsName))
	if err != nil {
		return there, fmt.Errorf("what stands there is no release: %w", err)
	}
	if digestOf(old) == s.digest {
		s.upToDate = true
		return there, nil
	}
	if v, err := parseVersion(s.manifest.Version); err != nil || v.draft() {
		return there, err
	}
	return there, s.conflict(target)
}

func (s *Stage) conflict(target string) error {
	e := &ConflictError{Name: s.o.Name, Version: s.manifest.Version}
	b, err := s.read(filepath.Join(target, ManifestName))
	if err != nil {
		return err
	}
	old, err := ParseManifest(b)
	if err != nil {
		return err
	}
	e.Differs = Differences(old, s.manifest)
	return e
}

func (s *Stage) read(path string) ([]byte, error) { return readLimited(s.fs, path, manifestLimit) }

// readLimited reads a file of at most limit bytes.
func readLimited(fsys FS, path string, limit int64) ([]byte, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(b)) > limit {
		err = fmt.Errorf("read %s: more than %d bytes", path, limit)
	}
	return b, errors.Join(err, f.Close())
}

// trash moves a draft aside by one rename, so that it is whole or absent, then removes it.
func (s *Stage) trash(version string) error {
	aside := filepath.Join(s.home, trashPrefix+version)
	if err := s.fs.Rename(filepath.Join(s.home, version), aside); err != nil {
		return err
	}
	if err := s.fs.Sync(s.home); err != nil {
		return err
	}
	return removeAll(s.fs, aside)
}

// prune removes the oldest drafts beyond KeepDrafts, never one that a link or another release names.
func (s *Stage) prune() error {
	if s.o.KeepDrafts < 0 {
		return nil
	}
	list, err := releases(s.fs, s.home)
	if err != nil {
		return err
	}
	named, whole, err := namedDigests(s.fs, s.home, list)
	if err != nil || !whole {
		return err
	}
	drafts := slices.DeleteFunc(list, func(r Entry) bool { return !r.Draft || r.Version == s.manifest.Version })
	if len(drafts)+1 <= s.o.KeepDrafts {
		return nil
	}
	if err := addNamedElsewhere(s.fs, s.home, named); err != nil {
		return err
	}
	slices.SortStableFunc(drafts, func(a, b Entry) int { return b.Finished.Compare(a.Finished) })
	for i, r := range drafts {
		if i+1 < s.o.KeepDrafts || named[r.Version] || named[r.digest] {
			continue
		}
		if err := s.trash(r.Version); err != nil {
			return err
		}
		s.pruned = append(s.pruned, r.Version)
	}
	return nil
}
