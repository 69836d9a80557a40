package export

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// VerifyOptions says how much Verify looks at.
type VerifyOptions struct {
	// Replay rebuilds every original from its released text and its edits.
	Replay bool
	// Expect is the digest that the release must have, with or without sha256: before it; "" for any.
	Expect string
	// Originals feeds the originals from the inputs in order of their ordinals, slot being text or
	// title: then replay goes forward as well. It may be called more than once; nil without inputs.
	Originals func(yield func(doc int64, slot, original string) bool)
	// OriginalsErr is asked once Originals returned; nil where it can't fail.
	OriginalsErr func() error
	// Index makes the entries of ledger/index anew; nil where that can't be, and then IndexWhy may say why.
	Index    *Indexing
	IndexWhy error
	// Leaks compares the splits anew; nil where that can't be.
	Leaks *Leaking
	// Memory bounds what tables of ids and of documents hold, in bytes; 0: 64 MiB, which takes 4
	// million ids at once. Larger releases are gone through in more passes.
	Memory int64
}

// Problem is one difference between a release and what it says of itself.
type Problem struct {
	File    string // below the release; "" for the release as a whole
	Message string
}

// String returns the problem as one line.
func (p Problem) String() string {
	if p.File == "" {
		return p.Message
	}
	return fmt.Sprintf("%s: %s", visible(p.File), p.Message)
}

// Report is what Verify found. A release is good when Problems is empty.
type Report struct {
	Name, Version string
	Digest        string // sha256:<hex> of SHA256SUMS
	Files         int    // held against their digests
	Bytes         int64
	Documents     int64 // rows of data/
	Problems      []Problem
	More          int      // problems beyond those listed
	Unchecked     []string // what could not be checked, and why
	Replay        *ReplayReport
}

// OK says whether nothing differs.
func (r *Report) OK() bool { return len(r.Problems) == 0 }

// problemLimit is how many problems of one file are listed: a table that is wrong everywhere would
// else hide what is wrong elsewhere.
const problemLimit = 10

// checker is one Verify at work.
type checker struct {
	dir    string
	o      VerifyOptions
	r      *Report
	rel    *Release               // nil where the manifest can't be read
	files  map[string]fs.FileInfo // regular files of the release by path
	sums   map[string]string      // digest by path, from SHA256SUMS
	actual map[string]string      // digest by path, from the bytes
	seen   map[string]int         // problems by file
	bare   bool                   // a copy without ledger/
}

// Verify holds a release against what it says of itself: every file against SHA256SUMS, the manifest
// against the files, every table against its rows, columns and logical digest, ids, splits,
// accounting and edits against one another, and with Replay texts and edits against the originals'
// digests. What differs is in the report; an error means that it could not look. Memory is
// bounded by o.Memory and one row group per open table.
func Verify(dir string, o VerifyOptions) (*Report, error) {
	dir, _ = releaseFolder(dir)
	if o.Memory <= 0 {
		o.Memory = 64 << 20
	}
	c := &checker{dir: dir, o: o, r: &Report{}, files: map[string]fs.FileInfo{}, sums: map[string]string{}, actual: map[string]string{}, seen: map[string]int{}}
	folders, err := c.walk()
	if err != nil {
		return nil, fmt.Errorf("verify %s: %w", dir, err)
	}
	c.checkSums(folders)
	c.checkManifestFile()
	if c.rel != nil {
		c.checkNames()
		c.checkFiles()
		if err := c.checkTables(); err != nil {
			return nil, fmt.Errorf("verify %s: %w", dir, err)
		}
	}
	slices.SortStableFunc(c.r.Problems, func(a, b Problem) int { return strings.Compare(a.File, b.File) })
	return c.r, nil
}

// problem notes a difference.
func (c *checker) problem(file, format string, args ...any) {
	c.seen[file]++
	if c.seen[file] > problemLimit {
		c.r.More++
		return
	}
	c.r.Problems = append(c.r.Problems, Problem{file, fmt.Sprintf(format, args...)})
}

func (c *checker) unchecked(format string, args ...any) {
	c.r.Unchecked = append(c.r.Unchecked, fmt.Sprintf(format, args...))
}

// walk lists what lies in the release without following links. Whatever is neither folder nor
// regular file is a problem.
func (c *checker) walk() (folders []string, err error) {
	root, err := filepath.EvalSymlinks(c.dir)
	if err != nil {
		return nil, err
	}
	c.dir = root
	err = filepath.WalkDir(root, func(full string, e fs.DirEntry, err error) error {
		if err != nil || full == root {
			return err
		}
		rel, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if e.IsDir() {
			folders = append(folders, rel)
			return nil
		}
		st, err := e.Info()
		if err != nil {
			return err
		}
		if !st.Mode().IsRegular() {
			c.problem(rel, "is no regular file")
			return nil
		}
		c.files[rel] = st
		return nil
	})
	return folders, err
}

// checkSums holds every file against SHA256SUMS, and SHA256SUMS against the expected digest.
func (c *checker) checkSums(folders []string) {
	list, err := readInside(c.dir, SumsName, manifestLimit)
	if err != nil {
		c.problem(SumsName, "is missing or can't be read")
		list = nil
	} else {
		c.r.Digest = digestOf(list)
		c.checkExpected()
	}
	lines, faults := parseSums(list)
	for _, f := range faults {
		if list != nil {
			c.problem(SumsName, "%s", f)
		}
	}
	for _, l := range lines {
		c.sums[l.path] = "sha256:" + l.hex
	}
	c.hashFiles()
	c.bare = !slices.Contains(folders, "ledger") && slices.ContainsFunc(lines, func(l sumLine) bool { return strings.HasPrefix(l.path, "ledger/") })
	for _, l := range lines {
		c.checkSum(l)
	}
	c.checkExtra(folders, list != nil)
}

func (c *checker) checkExpected() {
	if c.o.Expect == "" {
		return
	}
	want := "sha256:" + strings.TrimPrefix(strings.ToLower(strings.TrimSpace(c.o.Expect)), "sha256:")
	if !isDigest(want) {
		c.problem(SumsName, "the expected digest is no sha256:<64 hexadecimal digits>")
	} else if want != c.r.Digest {
		c.problem(SumsName, "digest of the release is %s, expected %s", c.r.Digest, want)
	}
}

// hashFiles computes the digests of all files but SHA256SUMS, on as many cores as there are.
func (c *checker) hashFiles() {
	paths := make(chan string)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for rel := range paths {
				digest, n := c.hashFile(rel)
				mu.Lock()
				c.actual[rel] = digest
				c.r.Files++
				c.r.Bytes += n
				mu.Unlock()
			}
		})
	}
	for rel := range c.files {
		if rel != SumsName {
			paths <- rel
		}
	}
	close(paths)
	wg.Wait()
}

// hashFile returns the digest of a file, "" where it can't be read to its end.
func (c *checker) hashFile(rel string) (string, int64) {
	f, err := os.Open(filepath.Join(c.dir, filepath.FromSlash(rel)))
	if err != nil {
		return "", 0
	}
	defer func() { _ = f.Close() }() // nothing was written
	digest, n, err := digestReader(f)
	if err != nil {
		return "", n
	}
	return digest, n
}

// checkSum holds one line of SHA256SUMS against the file.
func (c *checker) checkSum(l sumLine) {
	want, got := "sha256:"+l.hex, c.actual[l.path]
	_, there := c.files[l.path]
	switch {
	case !there && c.bare && strings.HasPrefix(l.path, "ledger/"):
	case !there:
		c.problem(l.path, "is missing, %s lists it", SumsName)
	case got == "":
		c.problem(l.path, "can't be read")
	case got != want && nearDigests(got, want):
		c.problem(SumsName, "the line of %s was changed: its digest is that of the file but for a digit or two", l.path)
	case got != want:
		c.problem(l.path, "sha256 differs from %s%s", SumsName, c.otherName(l.path, got))
	}
}

// nearDigests says whether two digests differ in at most two digits. Those of different bytes do so
// with a probability below 10^-70: then the list was damaged, not the file.
func nearDigests(a, b string) bool {
	differ := 0
	for i := range a {
		if a[i] != b[i] {
			differ++
		}
	}
	return differ <= 2
}

// otherName says which other file's bytes stand here, where they are another's.
func (c *checker) otherName(rel, digest string) string {
	for _, other := range sortedKeys(c.sums) {
		if other != rel && c.sums[other] == digest {
			return fmt.Sprintf("; the bytes are those that it lists for %s", other)
		}
	}
	return ""
}

// checkExtra names files and folders that SHA256SUMS does not list. Signatures stand beside it.
func (c *checker) checkExtra(folders []string, listed bool) {
	used := map[string]bool{}
	for rel := range c.files {
		for d := rel; strings.Contains(d, "/"); {
			d = d[:strings.LastIndexByte(d, '/')]
			used[d] = true
		}
	}
	for _, d := range folders {
		if !used[d] {
			c.problem(d, "is a folder without files")
		}
	}
	for _, rel := range sortedKeys(c.files) {
		if rel == SumsName || c.sums[rel] != "" || !listed {
			continue
		}
		if strings.HasPrefix(rel, SumsName+".") {
			c.unchecked("%s: a signature is to be checked by the tool that made it", visible(rel))
			continue
		}
		c.problem(rel, "is not listed in %s", SumsName)
	}
}
