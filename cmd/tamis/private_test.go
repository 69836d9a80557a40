package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
)

// plantedValues is how many private values the law is held to.
const plantedValues = 500

// leakBytes is the length of the beginnings that are looked up: none of the forms is shorter.
const leakBytes = 8

// leakFinder finds forms of private values in anything: their first bytes lead to them.
type leakFinder struct {
	t     *testing.T
	forms map[[leakBytes]byte][]leakForm
	found int
}

type leakForm struct{ form, what string }

func (l *leakFinder) add(form, what string) {
	if len(form) < leakBytes {
		return
	}
	var key [leakBytes]byte
	copy(key[:], form)
	l.forms[key] = append(l.forms[key], leakForm{form, what})
}

// newLeakFinder knows each value as it stands, in lower case, escaped for URLs, HTML and JSON, in Base64 at
// every alignment, in hexadecimal digits; and of each text that holds one its hash.
func newLeakFinder(t *testing.T, s *plantedSite) *leakFinder {
	l := &leakFinder{t: t, forms: map[[leakBytes]byte][]leakForm{}}
	for _, v := range s.values {
		forms := map[string]bool{}
		for _, x := range []string{v.value, strings.ToLower(v.value), strings.ToUpper(v.value)} {
			for _, f := range []string{x, url.QueryEscape(x), url.PathEscape(x), html.EscapeString(x), strings.ReplaceAll(x, "\n", `\n`), hex.EncodeToString([]byte(x)), strings.ReplaceAll(x, "@", `\u0040`), strings.ReplaceAll(x, "@", "&#64;")} {
				forms[f] = true
			}
		}
		for shift := range 3 {
			forms[inner64(base64.StdEncoding, v.value, shift)], forms[inner64(base64.URLEncoding, v.value, shift)] = true, true
		}
		for f := range forms {
			l.add(f, v.value)
		}
		l.hash(v.value)
		l.hash(v.said)
	}
	for _, text := range s.texts {
		for _, v := range s.values {
			if strings.Contains(text, v.value) {
				l.hash(text)
				break
			}
		}
	}
	for _, text := range s.files {
		l.hash(text)
	}
	return l
}

// inner64 is how a value looks within the Base64 of a longer text, at one of the three alignments.
func inner64(enc *base64.Encoding, v string, shift int) string {
	code := strings.TrimRight(enc.EncodeToString([]byte(strings.Repeat("x", shift)+v)), "=")
	from := (shift*8 + 5) / 6
	return code[from : len(code)-1]
}

func (l *leakFinder) hash(text string) {
	sum := sha256.Sum256([]byte(text))
	l.add(hex.EncodeToString(sum[:])[:16], "a hash")
	l.add(base64.StdEncoding.EncodeToString(sum[:])[:16], "a hash in Base64")
	l.add(string(sum[:leakBytes]), "a hash in binary")
}

func (l *leakFinder) look(where, text string) {
	l.t.Helper()
	var key [leakBytes]byte
	for i := 0; i+leakBytes <= len(text); i++ {
		copy(key[:], text[i:])
		for _, f := range l.forms[key] {
			if strings.HasPrefix(text[i:], f.form) {
				if l.found++; l.found < 40 {
					l.t.Errorf("%s gives away %q at byte %d: %q", where, f.what, i, text[max(0, i-40):min(len(text), i+60)])
				}
			}
		}
	}
}

// release looks at every file of a release: its name, its bytes, and for tables every value.
func (l *leakFinder) release(dir string) {
	l.t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		l.look("the name of "+rel, rel)
		l.look("the bytes of "+rel, string(raw))
		if filepath.Dir(rel) == "." {
			return nil
		}
		return export.ReadTable(path, func(cols []schema.Column, row []schema.Value) error {
			for i, v := range row {
				l.value(rel+", column "+cols[i].Name, v)
			}
			return nil
		})
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *leakFinder) value(where string, v schema.Value) {
	l.look(where, v.Str())
	for _, x := range v.List() {
		l.value(where, x)
	}
}

// TestNothingPrivateAnywhere is the law of private steps: after a run over documents that hold 500 values
// in texts, titles, URLs, ids and columns, kept, rejected, quarantined and edited around by other steps,
// none of them nor a hash of what held one stands in a release, or in anything that any command says.
func TestNothingPrivateAnywhere(t *testing.T) {
	s := newPlantedSite(1, plantedValues)
	l := newLeakFinder(t, s)
	dir := t.TempDir()
	for name, text := range s.files {
		writeFile(t, filepath.Join(dir, name), text)
	}
	recipe := filepath.Join(dir, "recipe.yaml")
	say := func(args ...string) error {
		t.Helper()
		v, out, said := testVoice()
		v.outColor = true // as on a terminal
		err := runApp(context.Background(), v, append([]string{"tamis"}, args...))
		if err != nil {
			v.exit(err, nil)
		}
		what := strings.Join(args[:1], " ")
		l.look("what "+what+" prints", out.String())
		l.look("what "+what+" says", said.String())
		l.look("the error of "+what, fmt.Sprint(err))
		return err
	}
	must := func(args ...string) {
		t.Helper()
		if err := say(args...); err != nil {
			t.Fatal(err)
		}
	}
	writeFile(t, recipe, fmt.Sprintf(plantedRecipe, "1.0.0", "drop"))
	must("check", recipe)
	must("plan", recipe)
	must("run", recipe, "--json")
	release := filepath.Join(dir, "releases", "planted", "1.0.0")
	l.release(release)
	l.fragments(release)
	l.folder("the work folder", filepath.Join(dir, ".tamis"))
	must("try", recipe, "--sample", "2000")
	must("try", recipe, "--sample", "2000", "--stats")
	must("show", release, "--limit", "2000")
	must("verify", release)
	for _, id := range idsOf(t, release) {
		must("explain", release, id)
	}
	// Runs that fail say why, and no more.
	writeFile(t, recipe, strings.Replace(fmt.Sprintf(plantedRecipe, "1.0.1", "drop"), "quarantine: 0.5", "quarantine: 0", 1))
	say("run", recipe)
	writeFile(t, recipe, strings.Replace(fmt.Sprintf(plantedRecipe, "1.0.2", "drop"), "repeated: reject", "repeated: fail", 1))
	say("run", recipe, "--progress", "plain")
	l.folder("what failed runs left", filepath.Join(dir, "releases"))
	// Nothing compressed, so that the bytes of dictionaries, statistics and indexes are seen.
	plain := strings.NewReplacer("zstd}", "none}", "gzip}", "none}", "export:\n", "export:\n  parquet: {compression: none}\n").Replace(fmt.Sprintf(plantedRecipe, "1.0.3", "drop"))
	writeFile(t, recipe, plain)
	must("run", recipe, "--depfile", filepath.Join(dir, "made.d"), "--stamp", filepath.Join(dir, "made.stamp"))
	l.release(filepath.Join(dir, "releases", "planted", "1.0.3"))
	l.fragments(filepath.Join(dir, "releases", "planted", "1.0.3"))
	l.folder("the work folder", filepath.Join(dir, ".tamis"))
	for _, f := range []string{"made.d", "made.stamp"} {
		raw, err := os.ReadFile(filepath.Join(dir, f))
		if err != nil {
			t.Error(err)
		}
		l.look(f, string(raw))
	}
	if l.found > 0 {
		t.Errorf("%d places give something away", l.found)
	}
	l.everyKindWasTaken(release)
}

// folder looks at the names and bytes of all files below a folder that is no release.
func (l *leakFinder) folder(what, dir string) {
	l.t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		if strings.Contains(rel, "checkpoints") { // what a run that is stopped needs: for its user alone
			if info, err := e.Info(); err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
				l.t.Errorf("%s, %s may be read by others: %v, %v", what, rel, info.Mode(), err)
			}
			return nil
		}
		raw, err := os.ReadFile(path)
		l.look(what+", the name of "+rel, rel)
		l.look(what+", "+rel, string(raw))
		return err
	})
	if err != nil {
		l.t.Error(err)
	}
}

// fragments puts together what the edits of each document removed and what they inserted: a value must not
// come out a character at a time.
func (l *leakFinder) fragments(release string) {
	l.t.Helper()
	files, _ := filepath.Glob(filepath.Join(release, "ledger", "edits-*.parquet"))
	parts := map[string]*strings.Builder{}
	var order []string
	for _, f := range files {
		err := export.ReadTable(f, func(cols []schema.Column, row []schema.Value) error {
			who := ""
			for i, c := range cols {
				if c.Name == "doc" || c.Name == "step" || c.Name == "column" {
					who += " " + fmt.Sprint(row[i])
				}
			}
			for i, c := range cols {
				if c.Name != "removed" && c.Name != "inserted" {
					continue
				}
				key := c.Name + " of" + who
				if parts[key] == nil {
					parts[key] = &strings.Builder{}
					order = append(order, key)
				}
				parts[key].WriteString(row[i].Str())
			}
			return nil
		})
		if err != nil {
			l.t.Fatal(err)
		}
	}
	if len(order) == 0 {
		l.t.Error("no edits say what they removed or inserted")
	}
	for _, key := range order {
		l.look("the fragments "+key, parts[key].String())
	}
}

// everyKindWasTaken holds the test itself: what it looks for was there and was found by the steps.
func (l *leakFinder) everyKindWasTaken(release string) {
	kinds := map[string]int{}
	files, _ := filepath.Glob(filepath.Join(release, "ledger", "edits-*.parquet"))
	for _, f := range files {
		err := export.ReadTable(f, func(cols []schema.Column, row []schema.Value) error {
			for i, c := range cols {
				if c.Name == "kind" {
					kinds[row[i].Str()]++
				}
			}
			return nil
		})
		if err != nil {
			l.t.Fatal(err)
		}
	}
	for _, kind := range []string{"email", "phone", "ip", "mac", "card", "iban", "ssn", "national_id", "crypto", "address", "credentials", "username", "github-token", "aws-access-key", "jwt", "password", "secret", "private-key"} {
		if kinds[kind] < 5 {
			l.t.Errorf("%d edits of kind %s", kinds[kind], kind)
		}
	}
}

// idsOf lists some documents of a release, kept and rejected.
func idsOf(t *testing.T, release string) []string {
	var ids []string
	files, _ := filepath.Glob(filepath.Join(release, "ledger", "documents-*.parquet"))
	for _, f := range files {
		err := export.ReadTable(f, func(cols []schema.Column, row []schema.Value) error {
			for i, c := range cols {
				if c.Name == "id" && row[i].Str() != "" {
					ids = append(ids, row[i].Str())
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(ids) < plantedValues {
		t.Errorf("%d documents", len(ids))
	}
	var some []string
	for i := 0; i < len(ids); i += 9 {
		some = append(some, ids[i])
	}
	return some
}

// The finder finds what it is for.
func TestLeakFinder(t *testing.T) {
	s := newPlantedSite(1, 40)
	for i, give := range []func(v string) string{
		func(v string) string { return "x" + v + "y" },
		func(v string) string { return base64.StdEncoding.EncodeToString([]byte("ab" + v + "cd")) },
		func(v string) string { return base64.URLEncoding.EncodeToString([]byte("a" + v + "cd")) },
		func(v string) string { return "?q=" + url.QueryEscape(v) },
		func(v string) string { return hashHex(v) },
	} {
		var probe testing.T
		l := newLeakFinder(t, s)
		l.t = &probe
		for _, v := range s.values {
			l.found = 100 // silent
			if l.look("here", give(v.value)); l.found == 100 {
				t.Errorf("%d: %q was not found", i, v.value)
			}
		}
	}
}

func hashHex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
