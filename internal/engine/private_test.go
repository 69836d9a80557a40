package engine

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// secretRecipe has steps in front of the private one that take away, move and join what it would
// have found.
const secretRecipe = `
sources:
  - {path: "mail/**/*.txt", name: mail}
  - {path: dump.jsonl, name: dump, fields: {id: id, title: head, url: link}, columns: {author: string?, note: string?, extra: string?}}
  - {path: more.jsonl, name: more, columns: {author: string?, note: string?, extra: string?}}
limits: {quarantine: %s, uncovered: error, document: 64KiB}
uncovered: [exact__failed]
ids: {repeated: %s}
steps:
  - clean.unicode
  - redact.recurring: {min_documents: 3}
  - redact.pattern: {patterns: [{kind: markup, pattern: '</?b>'}, {kind: signature, pattern: '(?m)^-- \n.*$'}], replace: "", private: false, on: [text]}
    as: tags
  - label.counts
  - filter.where: {expr: 'words >= 3'}
  - column.set: {column: title, expr: '"a title of " + string(len(text))'}
    before_redaction: ok
  - column.rename: {author: written_by}
  - column.drop: [note]
  - dedupe.exact: {on_match: label}
    before_redaction: ok
  - redact.pattern:
      patterns:
        - {kind: email, pattern: '(?i)[a-z0-9.+_-]+@[a-z0-9-]+(\.[a-z0-9-]+)+'}
        - {kind: phone, pattern: '\+\d{2} \d{3} \d{4}'}
      on: [text, title, url, written_by, extra]
    as: personal
  - clean.whitespace
  - filter.top: {share: 0.9, by: words}
  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}
export:
  arrow: {compression: zstd}
  jsonl: {compression: gzip}
  ledger: {edits: full, rejects: full}
`

// secretTexts are documents with what must not come out; each secret stands in one place of its own,
// so that whatever leaks says from where.
var secretTexts = map[string]string{
	"plain.txt":           "Write to plain.in.text@example.org about the harbour, or call +99 123 4567 today.",
	"joined.txt":          "Write to joined.by.ada@exa\u200bmple.org about the harbour and its boats.",
	"markup.txt":          "Write to cut.by.<b>markup</b>@example.org about the harbour and its boats.",
	"signature.txt":       "A letter about the harbour and its boats.\n-- \nsignature.line@example.org\n",
	"few.txt":             "rejected.few@example.org",
	"fold/a.txt":          "Tell recurring.line@example.org if you like to hear less\nThe first of three stories.",
	"fold/b.txt":          "Tell recurring.line@example.org if you like to hear less\nThe second of three stories.",
	"fold/c.txt":          "Tell recurring.line@example.org if you like to hear less\nThe third of three stories.",
	"twin.1.txt":          "A letter that stands twice, from twin.text@example.org as it says.",
	"twin.2.txt":          "A letter that stands twice, from twin.text@example.org as it says.",
	"for.a@example.org/x": "", // the folder alone
}

// secretLines are records: ids, titles, links and columns hold secrets too.
var secretLines = []map[string]any{
	{"id": "id.of@example.org", "text": "A record about the ferry and its crew.", "head": "Title by title.of@example.org", "author": "author.of@example.org",
		"note": "dropped.note@example.org", "extra": "see extra.of@example.org", "link": "https://example.net/?to=link.of@example.org"},
	{"id": "id.of@example.org", "text": "Another record about the ferry and its crew."},
	{"id": "r1", "text": "A record whose id comes back."},
	{"id": "r1", "text": "A record of repeated.id@example.org that is rejected for its id."},
	{"id": "r2", "text": 12, "author": "quarantined.line@example.org"},
	{"id": "long", "text": "too.long@example.org" + strings.Repeat(" more", 20000)},
}

// secrets are what the finder takes, as it stands there.
var secrets = []string{
	"plain.in.text@example.org", "+99 123 4567", "joined.by.ada", "cut.by.", "signature.line", "rejected.few", "recurring.line", "twin.text",
	"id.of@example.org", "title.of", "author.of", "dropped.note", "extra.of", "link.of", "repeated.id@", "more.text@", "quarantined.line", "too.long@",
	"for.a@example.org", "file.name@example.org", "for.a%40example.org", "ada@exa",
}

// secretSite writes the inputs and returns all hashes that would give them away.
func secretSite(t *testing.T) (s *site, hashes []string) {
	s = newSite(t)
	write := func(name, text string) {
		s.file(name, text)
		hashes = append(hashes, hashText(text), hashText(strings.TrimSuffix(text, "\n")))
	}
	for name, text := range secretTexts {
		if text != "" {
			write("mail/"+name, text)
		}
	}
	write("mail/for.a@example.org/letter.txt", "A letter in a folder of a person, about nothing much.")
	write("mail/file.name@example.org.txt", "A letter in a file of a person, about nothing much.")
	var dump strings.Builder
	for _, line := range secretLines {
		b, _ := json.Marshal(line)
		dump.Write(append(b, '\n'))
		for _, v := range line {
			hashes = append(hashes, hashText(fmt.Sprint(v)))
		}
	}
	write("dump.jsonl", dump.String())
	const nameless = "A record without an id, whose hash of more.text@example.org would make one."
	hashes = append(hashes, hashText(nameless))
	write("more.jsonl", `{"text": "`+nameless+"\"}\n")
	for _, secret := range secrets {
		hashes = append(hashes, hashText(secret))
	}
	return s, hashes
}

func hashText(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// leaks finds secrets and hashes in a text, in their usual forms.
type leaks struct {
	t     *testing.T
	forms map[string]string // how it looks → what it is
}

func newLeaks(t *testing.T, hashes []string) *leaks {
	l := &leaks{t, map[string]string{}}
	for _, s := range secrets {
		for _, form := range []string{s, base64.StdEncoding.EncodeToString([]byte(s)), base64.RawURLEncoding.EncodeToString([]byte(s)),
			url.QueryEscape(s), url.PathEscape(s), hex.EncodeToString([]byte(s)), strings.ReplaceAll(s, "@", `\u0040`)} {
			l.forms[strings.ToLower(form)] = s
		}
	}
	for _, h := range hashes {
		l.forms[h[:16]] = "a hash" // as much of one as an id holds
		raw, _ := hex.DecodeString(h)
		l.forms[strings.ToLower(base64.StdEncoding.EncodeToString(raw)[:20])] = "a hash in base64"
		l.forms[strings.ToLower(string(raw[:8]))] = "a hash in binary"
	}
	return l
}

func (l *leaks) look(where, text string) {
	l.t.Helper()
	text = strings.ToLower(text)
	for form, what := range l.forms {
		if at := strings.Index(text, form); at >= 0 {
			l.t.Errorf("%s gives away %q at byte %d of %d", where, what, at, len(text))
		}
	}
}

// release looks at every file of a release: its bytes, its name, and for tables every value.
func (l *leaks) release(dir string) {
	l.t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		raw, err := os.ReadFile(path)
		l.look("the name of "+rel, rel)
		l.look("the bytes of "+rel, string(raw))
		if folder := strings.SplitN(filepath.ToSlash(rel), "/", 2)[0]; folder != rel {
			l.table(path, rel)
		}
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *leaks) table(path, rel string) {
	l.t.Helper()
	err := export.ReadTable(path, func(cols []schema.Column, row []schema.Value) error {
		for i, v := range row {
			l.look(rel+", column "+cols[i].Name, textsOf(v))
		}
		return nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// textsOf puts all strings of a value one behind the other.
func textsOf(v schema.Value) string {
	s := v.Str()
	for _, x := range v.List() {
		s += " " + textsOf(x)
	}
	return s
}

// TestNothingPrivateLeaves looks at everything that a run with private steps lets out: the release,
// events, errors, the plan, run.json.
func TestNothingPrivateLeaves(t *testing.T) {
	s, hashes := secretSite(t)
	l := newLeaks(t, hashes)
	listen := Options{Workers: 2, Events: func(e Event) { l.look("an event", fmt.Sprintf("%+v", e)) }}
	res := s.run(s.recipe(fmt.Sprintf(secretRecipe, "0.5", "reject")), listen)
	if res.Accounting.Read != 17 || res.Accounting.Places != 2 || res.Accounting.Rejected < 2 {
		t.Errorf("the set is another one: %+v", res.Accounting)
	}
	l.release(res.Path)
	for _, f := range []string{".tamis/test/run.json", ".tamis/test.stamp", ".gitignore"} {
		raw, err := os.ReadFile(filepath.Join(s.dir, f))
		if err != nil {
			t.Fatal(err)
		}
		l.look(f, string(raw))
	}
	l.look("the result", fmt.Sprintf("%+v", res))
	plan, err := NewPlan(context.Background(), s.recipe(fmt.Sprintf(secretRecipe, "0.5", "reject")), listen)
	if err != nil {
		t.Fatal(err)
	}
	plan.Files = nil // with the paths to open; what is shown is in Names
	l.look("the plan", fmt.Sprintf("%+v %s", plan, plan.Resolved))
	// The other side: the finder's work is there, and what it took can still be proved from the inputs.
	kinds := strings.Join(s.rows(res, "ledger/edits", "kind"), " ")
	if !strings.Contains(kinds, "email") || !strings.Contains(kinds, "phone") {
		t.Errorf("kinds of edits: %s", kinds)
	}
}

// TestErrorsGiveNothingAway makes runs fail in several ways.
func TestErrorsGiveNothingAway(t *testing.T) {
	good := fmt.Sprintf(secretRecipe, "0.5", "reject")
	for name, c := range map[string]struct {
		body string
		hurt func(s *site)
		says string
	}{
		"a quarantined place too many": {fmt.Sprintf(secretRecipe, "0", "reject"), nil, "dump.jsonl line 5"},
		"an id that stands twice":      {fmt.Sprintf(secretRecipe, "0.5", "fail"), nil, "stands twice"},
		"a file that can't be read": {good, func(s *site) {
			broken := filepath.Join(s.dir, "mail", "file.name@example.org.txt")
			if err := os.Remove(broken); err != nil {
				s.t.Fatal(err)
			}
			if err := os.Symlink(filepath.Join(s.dir, "nowhere"), broken); err != nil {
				s.t.Fatal(err)
			}
		}, "mail/"},
		"another release stands there": {good, func(s *site) {
			s.run(s.recipe(good), Options{})
			s.file("mail/file.name@example.org.txt", "It says something else now, and about other things.")
		}, "is published and can't change"},
		"a source named after a person": {strings.Replace(good, "path: dump.jsonl", "path: \"for.a@example.org/*\"", 1), nil, "what a private step takes"},
	} {
		t.Run(name, func(t *testing.T) {
			s, hashes := secretSite(t)
			if s.t = t; c.hurt != nil {
				c.hurt(s)
			}
			_, err := Run(context.Background(), s.recipe(c.body), Options{})
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v", err)
			}
			newLeaks(t, hashes).look("the error", err.Error())
		})
	}
}

// TestErrorsNameFilesAsShown: whoever made the error.
func TestErrorsNameFilesAsShown(t *testing.T) {
	n := &naming{finders: []finder{{finds("a@b")}}}
	n.nameFiles([]read.File{{Path: "/data/in/a@b.txt", Name: "in/a@b.txt"}, {Path: "/data/in/c.txt", Name: "in/c.txt"}})
	cause := errors.New("open /data/in/a@b.txt and in/a@b.txt, not in/c.txt")
	err := n.shownError(fmt.Errorf("read: %w", cause))
	if want := "read: open in/file-0 and in/file-0, not in/c.txt"; err.Error() != want || !errors.Is(err, cause) {
		t.Errorf("%v, want %s", err, want)
	}
	covered := n.cover(errors.New("a@b is a pipe, a@b too"))
	if want := "… is a pipe, … too"; covered.Error() != want {
		t.Errorf("%v, want %s", covered, want)
	}
}

// finds is a private step that takes one string.
type finds string

// Find implements transform.Finder.
func (f finds) Find(text string, found func(start, end int)) {
	for at := 0; ; {
		n := strings.Index(text[at:], string(f))
		if n < 0 {
			return
		}
		found(at+n, at+n+len(f))
		at += n + len(f)
	}
}

// TestAPrivateStepThatCannotWork: where the replacement would make a text too long, the text is rejected
// and withheld, not shown as it was.
func TestAPrivateStepThatCannotWork(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", strings.Repeat("x@y.z ", 10000))
	s.file("in/b.txt", "Nothing of this kind.")
	res := s.run(s.recipe(`
sources: [{path: in}]
uncovered: [title, url]
limits: {document: 64KiB}
steps:
  - redact.pattern: {patterns: [{kind: email, pattern: 'x@y.z', replace: "<a mail address stood here>"}], on: [text]}
`), Options{})
	s.holds(res, "ledger/rejects", []string{"id", "text"}, []string{"in/a.txt 0"})
	s.holds(res, "ledger/documents", []string{"id", "rule"}, []string{"in/a.txt too-long", "in/b.txt -"})
	l := &leaks{t, map[string]string{"x@y.z": "x@y.z"}}
	for _, f := range []string{"data", "ledger"} {
		l.release(filepath.Join(res.Path, f))
	}
}

// TestFormatsAreSeenByTheTrueName: a file whose name may not be shown is read as what it is.
func TestFormatsAreSeenByTheTrueName(t *testing.T) {
	s := newSite(t)
	s.file("in/list.of@example.org.csv", "text\n\"one, with a comma\"\ntwo\n")
	res := s.run(s.recipe(`
sources: [{path: in, name: in}]
uncovered: [title, url]
steps: [redact.pattern: {patterns: [{kind: email, pattern: '[a-z.]+@[a-z.]+'}], on: [text]}]
`), Options{})
	s.holds(res, "data", []string{"text", "origin"}, []string{"one, with a comma in/file-0#2", "two in/file-0#3"})
}
