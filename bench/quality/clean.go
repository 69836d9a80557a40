package main

import (
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// library is a set of clean texts in which a step has nothing to change. In one that is not tidy
// clean.whitespace finds trailing blanks, doubled and no-break spaces, as it should: there the bar
// counts what is no white space.
type library struct {
	name, about string
	texts       []string
	tidy        bool
}

// alarm is what a step changed in a library: bytes removed and inserted, and those that are no white space.
type alarm struct {
	step             string
	bytes            int64
	changed, visible int64
	texts, failed    int // with any change; on which the step gave up
}

// rate returns n in 10,000 bytes.
func (a alarm) rate(n int64) float64 { return 10000 * share(n, max(a.bytes, 1)) }

// alarmed lists the steps that must leave clean text alone.
var alarmed = []string{"clean.mojibake", "clean.markup", "clean.tables", "clean.unicode", "clean.spacing", "clean.casing", "clean.paragraphs",
	"clean.whitespace", "redact.gibberish",
	"redact.boilerplate", "redact.repeats", "redact.pii", "redact.secrets"}

// together is the row of all steps of the bar, one after another.
const together = "clean.* and redact.gibberish in a row"

func (b *bench) measureAlarms(l library) ([]alarm, error) {
	var out []alarm
	all, texts := alarm{step: together}, slices.Clone(l.texts)
	for _, name := range alarmed {
		a, _, err := b.alarm(name, l.texts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.name, err)
		}
		if a.step == "" {
			continue
		}
		out = append(out, a)
		if !barred(name) {
			continue
		}
		if a, texts, err = b.alarm(name, texts); err != nil {
			return nil, fmt.Errorf("%s: %w", l.name, err)
		}
		all.changed, all.visible, all.failed = all.changed+a.changed, all.visible+a.visible, all.failed+a.failed
	}
	all.bytes = int64(total(l.texts))
	for i, text := range texts {
		if text != l.texts[i] {
			all.texts++
		}
	}
	return append(out, all), nil
}

// barred says whether the bar on clean text is set for the step.
func barred(step string) bool { return strings.HasPrefix(step, "clean.") || step == "redact.gibberish" }

// alarm runs one step over texts and returns what it made of them; nothing where the catalog lacks it.
func (b *bench) alarm(name string, texts []string) (alarm, []string, error) {
	spec := b.find(name)
	if spec == nil {
		return alarm{}, texts, nil
	}
	args, ok := "", false
	if name == "redact.gibberish" { // the documentation holds code, which may be kept on request
		args, ok = arguments(spec, "code")
	}
	if !ok {
		args, _ = arguments(spec, "")
	}
	outcomes, err := b.run(spec, args, texts)
	if err != nil {
		return alarm{}, nil, err
	}
	after := make([]string, len(outcomes))
	for i, o := range outcomes {
		after[i] = o.text
	}
	return count(name, texts, outcomes), after, nil
}

func count(step string, texts []string, outcomes []outcome) alarm {
	a := alarm{step: step}
	for i, o := range outcomes {
		a.bytes += int64(len(texts[i]))
		if len(o.changes) > 0 {
			a.texts++
		}
		if o.err != nil {
			a.failed++
		}
		for _, c := range o.changes {
			was := texts[i][c.start:c.end]
			a.changed += int64(len(was) + len(c.with))
			a.visible += visible(was) + visible(c.with)
		}
	}
	return a
}

// libraries returns the clean texts of this machine's Go and of the module cache, and our own prose.
func (b *bench) libraries() ([]library, error) {
	root, cache, err := goPlaces()
	if err != nil {
		return nil, err
	}
	docs, err := goDocs(root)
	if err != nil {
		return nil, err
	}
	raw, err := readmes(b.root, cache)
	if err != nil {
		return nil, err
	}
	return []library{
		{"Go documentation", "comments of the standard library, paragraphs unwrapped", docs, true},
		{"READMEs, prose", "of the modules in go.mod: paragraphs without markup, code or tables, unwrapped", plainParagraphs(raw), true},
		{"READMEs, as they are", "with the badges, HTML, tables and hard-wrapped lines that they have", raw, false},
		{"own prose, open", "37 languages with the open lookalikes", quiet(b.seed, garble.Negatives()), false},
		{"own prose, sealed", "the same with the sealed lookalikes", quiet(b.seed+1, halves()[1].negatives), false},
	}, nil
}

// quiet leaves out tables set by hand: clean.tables writes them in GitHub's syntax, which is its task and no
// false alarm. The other steps have them as guards beside their damage.
func quiet(seed uint64, negatives []garble.Negative) []string {
	var out []string
	negatives = slices.DeleteFunc(slices.Clone(negatives), func(n garble.Negative) bool { return slices.Contains(n.Not, "tables") })
	for _, lang := range prose.Languages() {
		out = append(out, damaged(garble.Quiet(seed, 8, lang, negatives))...)
	}
	return out
}

// goPlaces asks the go command for its root and its module cache.
func goPlaces() (root, cache string, err error) {
	out, err := exec.Command("go", "env", "GOROOT", "GOMODCACHE").Output()
	if err != nil {
		return "", "", fmt.Errorf("ask go for its folders: %w", err)
	}
	root, cache, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
	return root, cache, nil
}

// goDocs returns one text for each package of the standard library: its comments, each paragraph on a line.
func goDocs(root string) ([]string, error) {
	src := filepath.Join(root, "src")
	byDir := map[string][]string{}
	var dirs []string
	err := filepath.WalkDir(src, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"internal", "vendor", "testdata", "cmd"}, d.Name()):
			return fs.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			dir := filepath.Dir(name)
			if byDir[dir] == nil {
				dirs = append(dirs, dir)
			}
			byDir[dir] = append(byDir[dir], name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read Go's documentation: %w", err)
	}
	var out []string
	for _, dir := range dirs {
		if text := packageDoc(byDir[dir]); len(text) > 200 {
			out = append(out, text)
		}
	}
	return out, nil
}

// packageDoc joins the comments above the declarations of a package's files.
func packageDoc(files []string) string {
	var b strings.Builder
	printer := comment.Printer{TextWidth: -1}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			continue // for other versions of the language
		}
		for _, group := range docsOf(file) {
			var p comment.Parser
			b.Write(printer.Text(p.Parse(group.Text())))
			b.WriteString("\n")
		}
	}
	return strings.TrimSpace(b.String()) + "\n"
}

func docsOf(file *ast.File) []*ast.CommentGroup {
	var out []*ast.CommentGroup
	add := func(g *ast.CommentGroup) {
		if g != nil && len(g.Text()) > 0 {
			out = append(out, g)
		}
	}
	add(file.Doc)
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			add(d.Doc)
		case *ast.GenDecl:
			add(d.Doc)
		}
	}
	return out
}

// readmes returns the READMEs of the modules that go.mod names, as far as the cache has them.
func readmes(root, cache string) ([]string, error) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, fmt.Errorf("read READMEs: %w", err)
	}
	var out []string
	for line := range strings.Lines(string(mod)) {
		fields := strings.Fields(line)
		if len(fields) < 2 || !strings.HasPrefix(line, "\t") {
			continue
		}
		files, err := filepath.Glob(filepath.Join(cache, escaped(fields[0])+"@"+fields[1], "README*"))
		if err != nil {
			return nil, fmt.Errorf("read READMEs: %w", err)
		}
		for _, f := range files {
			if data, err := os.ReadFile(f); err == nil && len(data) > 200 {
				out = append(out, string(data))
			}
		}
	}
	return out, nil
}

// escaped writes a module path as the cache does: capitals as ! and a small letter.
func escaped(path string) string {
	var b strings.Builder
	for _, r := range path {
		if unicode.IsUpper(r) {
			b.WriteByte('!')
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plainParagraphs keeps the paragraphs that are prose alone, their lines joined.
func plainParagraphs(texts []string) []string {
	var out []string
	for _, text := range texts {
		var kept []string
		for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
			first := strings.TrimLeft(p, "\n")
			odd := strings.ContainsAny(p, "<>|`[]{}_#=\t\\*$") || strings.Contains(p, "  ") || strings.Contains(p, "://") || strings.Contains(p, "&")
			if len(first) > 60 && unicode.IsLetter(rune(first[0])) && !odd {
				kept = append(kept, strings.Join(strings.Fields(first), " "))
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, "\n\n"))
		}
	}
	return out
}
