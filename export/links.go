package export

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tamis-data/tamis/schema"
)

// The links of a release's folder (DESIGN.md §6), and the name that a link has before it is put in
// its place by rename. The fresh draft link is made before the release's own rename, so that after
// a crash between the two the next run knows which draft was published last.
const (
	latestLink = "latest"
	draftLink  = "draft"
	freshLink  = ".link-"
)

// Entry is one release below <out>/<name>.
type Entry struct {
	Version  string
	Dir      string
	Draft    bool
	Finished time.Time // when its folder was completed, by the file system's clock; for choosing drafts to prune alone
	digest   string
}

// Releases lists the releases of a name by rising version, without retracted ones.
func Releases(out, name string) ([]Entry, error) {
	if fault := nameFault(name); fault != "" {
		return nil, errors.New(fault)
	}
	return releases(Disk{}, filepath.Join(out, name))
}

func releases(fsys FS, home string) ([]Entry, error) {
	entries, err := fsys.ReadDir(home)
	if err != nil {
		return nil, err
	}
	var list []Entry
	for _, e := range entries {
		if _, _, retracted := splitRetracted(e.Name()); !e.IsDir() || retracted {
			continue
		}
		v, err := parseVersion(e.Name())
		if err != nil {
			continue
		}
		st, err := e.Info()
		if err != nil {
			return nil, err
		}
		list = append(list, Entry{Version: v.text, Dir: filepath.Join(home, v.text), Draft: v.draft(), Finished: st.ModTime()})
	}
	slices.SortFunc(list, func(a, b Entry) int { return mustVersion(a.Version).compare(mustVersion(b.Version)) })
	return list, nil
}

// mustVersion parses what was parsed before.
func mustVersion(s string) version {
	v, _ := parseVersion(s)
	return v
}

// namedDigests fills in the digests of releases and returns what must not go: the versions that
// links name and the digests that parent and previous of any release name. Where a release is
// damaged or of a later format we can't tell what it names: then whole is false and nothing goes.
func namedDigests(fsys FS, home string, list []Entry) (named map[string]bool, whole bool, err error) {
	named = map[string]bool{}
	for _, link := range []string{latestLink, draftLink} {
		if v, err := readLink(fsys, home, link); err == nil {
			named[v] = true
		}
	}
	for i := range list {
		m, digest, err := readHead(fsys, list[i].Dir)
		if err != nil || m == nil {
			return nil, false, err
		}
		list[i].digest = digest
		named[m.Parent], named[m.Previous] = true, true
	}
	delete(named, "")
	return named, true, nil
}

// addNamedElsewhere adds the digests that releases of other names beside this one's name: a split may keep to a draft
// of another recipe. What can't be read there names nothing.
func addNamedElsewhere(fsys FS, home string, named map[string]bool) error {
	out := filepath.Dir(home)
	names, err := fsys.ReadDir(out)
	if err != nil {
		return err
	}
	for _, n := range names {
		if !n.IsDir() || nameFault(n.Name()) != "" || n.Name() == filepath.Base(home) {
			continue
		}
		list, err := releases(fsys, filepath.Join(out, n.Name()))
		if err != nil {
			continue
		}
		for _, e := range list {
			if m, _, err := readHead(fsys, e.Dir); err == nil && m != nil {
				named[m.Parent], named[m.Previous] = true, true
			}
		}
	}
	delete(named, "")
	return nil
}

// readHead returns the manifest and the digest of a release; a nil manifest where it has none that
// can be read.
func readHead(fsys FS, dir string) (*schema.Manifest, string, error) {
	sums, err := readLimited(fsys, filepath.Join(dir, SumsName), manifestLimit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	b, err := readLimited(fsys, filepath.Join(dir, ManifestName), manifestLimit)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	m, err := ParseManifest(b)
	if err != nil {
		return nil, "", nil
	}
	return m, digestOf(sums), nil
}

// readLink returns the version that a link names, whether it is a symlink or, where those fail, a
// text file. Whatever is no plain version is an error, so that no link leads out of the folder.
func readLink(fsys FS, home, link string) (string, error) {
	full := filepath.Join(home, link)
	target, err := fsys.Readlink(full)
	if err != nil {
		st, lerr := fsys.Lstat(full)
		if lerr != nil {
			return "", lerr
		}
		if !st.Mode().IsRegular() {
			return "", fmt.Errorf("%s is no link", full)
		}
		b, rerr := readLimited(fsys, full, 300)
		if rerr != nil {
			return "", rerr
		}
		target = strings.TrimSuffix(string(b), "\n")
	}
	if _, err := parseVersion(target); err != nil {
		return "", fmt.Errorf("link %s: %w", full, err)
	}
	return target, nil
}

// freshenLink makes the link that is to replace another one.
func freshenLink(fsys FS, home, link, version string) error {
	fresh := filepath.Join(home, freshLink+link)
	if err := removeAll(fsys, fresh); err != nil {
		return err
	}
	if fsys.Symlink(version, fresh) == nil {
		return nil
	}
	return writeFile(fsys, fresh, []byte(version+"\n"))
}

// setLink points a link at a version by rename; one that does already is left alone.
func setLink(fsys FS, home, link, version string) error {
	if now, err := readLink(fsys, home, link); err == nil && now == version {
		return removeAll(fsys, filepath.Join(home, freshLink+link))
	}
	if made, err := readLink(fsys, home, freshLink+link); err != nil || made != version {
		if err := freshenLink(fsys, home, link, version); err != nil {
			return fmt.Errorf("link %s: %w", link, err)
		}
	}
	if err := fsys.Rename(filepath.Join(home, freshLink+link), filepath.Join(home, link)); err != nil {
		return fmt.Errorf("link %s: %w", link, err)
	}
	return fsys.Sync(home)
}

// announce makes the fresh draft link of the release that is about to get its name.
func (s *Stage) announce() error {
	if v := mustVersion(s.manifest.Version); !v.draft() {
		return nil
	}
	if err := freshenLink(s.fs, s.home, draftLink, s.manifest.Version); err != nil {
		return err
	}
	return s.fs.Sync(s.home)
}

// link sets the links after the release's own rename.
func (s *Stage) link() error {
	if mustVersion(s.manifest.Version).draft() {
		return setLink(s.fs, s.home, draftLink, s.manifest.Version)
	}
	return setLatest(s.fs, s.home)
}

// setLatest points latest at the highest version without a tag, and takes it away where none is.
func setLatest(fsys FS, home string) error {
	list, err := releases(fsys, home)
	if err != nil {
		return err
	}
	for _, r := range slices.Backward(list) {
		if !r.Draft {
			return setLink(fsys, home, latestLink, r.Version)
		}
	}
	return dropLink(fsys, home, latestLink)
}

func dropLink(fsys FS, home, link string) error {
	err := fsys.Remove(filepath.Join(home, link))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("link %s: %w", link, err)
	}
	return fsys.Sync(home)
}

// RepairLinks completes the links of <out>/<name> where a run was killed between the rename of a
// release and theirs, and points draft at the version that this run gave anew; "" leaves it where it is.
// Where another run is writing it does nothing: that run repairs them.
func RepairLinks(fsys FS, out, name, draft string) error {
	if fault := nameFault(name); fault != "" {
		return errors.New(fault)
	}
	home := filepath.Join(out, name)
	if there, err := exists(fsys, home); err != nil || !there {
		return err
	}
	lock, err := fsys.Lock(filepath.Join(home, lockName))
	if errors.Is(err, ErrLocked) {
		return nil
	}
	if err != nil {
		return err
	}
	err = repairLinks(fsys, home)
	if err == nil && draft != "" {
		err = setLink(fsys, home, draftLink, draft)
	}
	return errors.Join(err, lock.Close())
}

func repairLinks(fsys FS, home string) error {
	if err := setLatest(fsys, home); err != nil {
		return err
	}
	list, err := releases(fsys, home)
	if err != nil {
		return err
	}
	drafts := slices.DeleteFunc(list, func(r Entry) bool { return !r.Draft })
	for _, link := range []string{freshLink + draftLink, draftLink} {
		v, err := readLink(fsys, home, link)
		if err == nil && slices.ContainsFunc(drafts, func(r Entry) bool { return r.Version == v }) {
			return errors.Join(setLink(fsys, home, draftLink, v), removeAll(fsys, filepath.Join(home, freshLink+latestLink)))
		}
	}
	if len(drafts) == 0 {
		return errors.Join(dropLink(fsys, home, draftLink), removeAll(fsys, filepath.Join(home, freshLink+draftLink)))
	}
	newest := slices.MaxFunc(drafts, func(a, b Entry) int { return a.Finished.Compare(b.Finished) })
	return setLink(fsys, home, draftLink, newest.Version)
}

// Resolve finds the release that a RELEASE argument names: a folder, NAME@VERSION below out, or
// NAME (its latest, else its newest draft). An error says what stands there instead.
func Resolve(out, ref string) (string, error) {
	if dir, ok := releaseFolder(ref); ok {
		return dir, nil
	}
	name, v, pinned := strings.Cut(ref, "@")
	if nameFault(name) != "" {
		return "", fmt.Errorf("%s is neither a release's folder nor NAME or NAME@VERSION", ref)
	}
	home := filepath.Join(out, name)
	if !pinned {
		return resolveNewest(home, name)
	}
	if _, err := parseVersion(v); err != nil {
		return "", err
	}
	if dir, ok := releaseFolder(filepath.Join(home, v)); ok {
		return dir, nil
	}
	return "", fmt.Errorf("no release %s in %s%s", ref, out, versionsOf(home))
}

// releaseFolder returns the folder at a path, or the one that a link (a text file too) names.
func releaseFolder(path string) (string, bool) {
	disk := Disk{}
	if base := filepath.Base(path); base == latestLink || base == draftLink {
		home := filepath.Dir(path)
		v, err := readLink(disk, home, base)
		if err == nil {
			path = filepath.Join(home, v)
		}
	}
	st, err := disk.Lstat(filepath.Join(path, SumsName))
	if err == nil && st.Mode().IsRegular() {
		return path, true
	}
	st, err = disk.Lstat(filepath.Join(path, ManifestName)) // a copy that lost its SHA256SUMS is still to be verified
	return path, err == nil && st.Mode().IsRegular()
}

func resolveNewest(home, name string) (string, error) {
	for _, link := range []string{latestLink, draftLink} {
		if v, err := readLink(Disk{}, home, link); err == nil {
			if dir, ok := releaseFolder(filepath.Join(home, v)); ok {
				return dir, nil
			}
		}
	}
	return "", fmt.Errorf("no release of %s in %s", name, filepath.Dir(home))
}

func versionsOf(home string) string {
	list, err := releases(Disk{}, home)
	if err != nil || len(list) == 0 {
		return ""
	}
	var names []string
	for _, r := range list {
		names = append(names, r.Version)
	}
	return "; there are " + strings.Join(names, ", ")
}

// Retract renames a published release aside to <version>.retracted-<n> and repairs the links. The
// reason goes into <version>.retracted-<n>.txt beside it: a release's own files never change.
func Retract(fsys FS, dir, reason string) error {
	home, v := filepath.Split(filepath.Clean(dir))
	home = filepath.Clean(home)
	if _, err := parseVersion(v); err != nil {
		return fmt.Errorf("retract: %w", err)
	}
	if _, _, retracted := splitRetracted(v); retracted {
		return fmt.Errorf("retract %s: it is retracted already", v)
	}
	if strings.TrimSpace(reason) == "" {
		return fmt.Errorf("retract %s: no reason given", v)
	}
	lock, err := fsys.Lock(filepath.Join(home, lockName))
	if err != nil {
		return fmt.Errorf("retract %s: %w", v, err)
	}
	if err := errors.Join(retract(fsys, home, v, reason), lock.Close()); err != nil {
		return fmt.Errorf("retract %s: %w", v, err)
	}
	return nil
}

func retract(fsys FS, home, v, reason string) error {
	if there, err := exists(fsys, filepath.Join(home, v)); err != nil || !there {
		return errors.Join(err, errors.New("no such release"))
	}
	aside, err := freeRetracted(fsys, filepath.Join(home, v))
	if err != nil {
		return err
	}
	fresh := filepath.Join(home, freshLink+"reason")
	if err := removeAll(fsys, fresh); err != nil {
		return err
	}
	if err := writeFile(fsys, fresh, []byte(strings.TrimSpace(reason)+"\n")); err != nil {
		return err
	}
	if err := fsys.Rename(fresh, aside+".txt"); err != nil {
		return err
	}
	if err := fsys.Rename(filepath.Join(home, v), aside); err != nil {
		return err
	}
	if err := fsys.Sync(home); err != nil {
		return err
	}
	return repairLinks(fsys, home)
}

// freeRetracted returns the first name of its kind without a release; a reason that a killed run
// left there alone is written over.
func freeRetracted(fsys FS, dir string) (string, error) {
	for n := 1; ; n++ {
		aside := fmt.Sprintf("%s.retracted-%d", dir, n)
		there, err := exists(fsys, aside)
		if err != nil || !there {
			return aside, err
		}
	}
}
