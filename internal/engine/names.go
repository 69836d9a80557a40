package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// naming gives documents their ids: the declared field, else the path for a file of one document,
// else the source and the hash of the text (DESIGN.md §4).
type naming struct {
	sources []string // names by source number
	source  []int    // source number by file number
	private bool     // hash the text after the last private step, not the original
	finders []finder // of the private steps: what an id, an origin, a path may not show
	shown   []string // names of the files as they may be shown
	hidden  []string // pairs for tidy: what a message may hold of a name, what stands in its place
}

func newNaming(r *recipe.Recipe, ns []*node) *naming {
	n := &naming{private: r.Private}
	for _, s := range r.Sources {
		n.sources = append(n.sources, s.Name)
	}
	for _, x := range ns {
		if x.finder != nil {
			n.finders = append(n.finders, finder{x.finder})
		}
	}
	return n
}

// nameFiles gives the files the names that they may be shown under, and returns their true ones.
func (n *naming) nameFiles(files []read.File) (trueNames []string) {
	for i := range files {
		f := &files[i]
		trueNames = append(trueNames, f.Name)
		if name := n.show(f.Name, i); name != f.Name {
			n.hidden = append(n.hidden, f.Path, name, f.Name, name)
			f.Name = name
		}
		n.shown = append(n.shown, f.Name)
		n.source = append(n.source, f.Source)
	}
	return trueNames
}

// hideFiles keeps the names of files of another set out of messages where they may not be shown. The files keep
// them: ids that are made from a name are asked about where they are told (shownOther).
func (n *naming) hideFiles(files []read.File) {
	for i, f := range files {
		if name := n.show(f.Name, i); name != f.Name {
			n.hidden = append(n.hidden, f.Path, name, f.Name, name)
		}
	}
}

// RecipeError says that the recipe itself holds what no release may show (exit 2).
type RecipeError struct {
	Pos     diag.Pos
	Message string
	Hint    string // what to do, or ""
}

// Error implements error.
func (e *RecipeError) Error() string {
	if e.Hint == "" {
		return e.Pos.String() + ": " + e.Message
	}
	return e.Pos.String() + ": " + e.Message + "\nhint: " + e.Hint
}

// recipeHides is an error where a path or a name of a source holds what a private step takes: both
// stand in the release. What it is stays unsaid.
func (n *naming) recipeHides(r *recipe.Recipe) error {
	for _, s := range r.Sources {
		if n.hit(s.Shown(r.Dir)) || n.hit(s.Name) {
			return &RecipeError{Pos: s.Pos, Message: "path or name of a source holds what a private step takes, and the release shows them; " +
				"give it a `name:` and write * in the path"}
		}
	}
	for _, s := range r.Steps {
		for _, res := range s.Resources {
			if n.hit(res.Name) {
				return &RecipeError{Pos: res.Pos, Message: "the path of a set or list holds what a private step takes, and the release shows it",
					Hint: "give it another name"}
			}
		}
	}
	return nil
}

// tidy puts the names that may be shown in place of true ones in a message.
func (n *naming) tidy(s string) string {
	if len(n.hidden) == 0 {
		return s
	}
	return strings.NewReplacer(n.hidden...).Replace(s)
}

// shownError is an error told with the names that may be shown.
func (n *naming) shownError(err error) error {
	if err == nil || n.tidy(err.Error()) == err.Error() {
		return err
	}
	var wrong *RecipeError
	if errors.As(err, &wrong) { // whose parts are shown one by one
		return &RecipeError{Pos: wrong.Pos, Message: n.tidy(wrong.Message), Hint: n.tidy(wrong.Hint)}
	}
	return &tidyError{n.tidy(err.Error()), err}
}

// cover takes what the finders hit out of an error that came before files had names.
func (n *naming) cover(err error) error {
	if !n.hit(err.Error()) {
		return err
	}
	return &tidyError{n.covered(err.Error()), err}
}

// covered is a text without what the finders hit.
func (n *naming) covered(text string) string {
	b, at := strings.Builder{}, 0
	for _, f := range n.finders {
		f.step.Find(text, func(start, end int) {
			b.WriteString(text[at:start] + "…")
			at = end
		})
		b.WriteString(text[at:])
		text, at = b.String(), 0
		b.Reset()
	}
	return text
}

// tidyError is an error with other words.
type tidyError struct {
	text string
	err  error
}

// Error implements error.
func (e *tidyError) Error() string { return e.text }

// Unwrap implements errors.Unwrap.
func (e *tidyError) Unwrap() error { return e.err }

// raw sets the id a document has before repeats are told apart.
func (n *naming) raw(d *schema.Doc) {
	file, record := int(d.Ord>>40), d.Ord&(1<<40-1)
	id := d.Str(schema.SlotID)
	switch {
	case !d.Values[schema.SlotID].IsNull():
		if n.hit(id) {
			id = fmt.Sprintf("doc-%d-%d", file, record)
		}
	case d.Read.Method == "file":
		id = d.Str(schema.SlotOrigin)
	default:
		id = n.sources[n.source[file]] + "/" + n.hash(d)
	}
	d.Set(schema.SlotID, schema.StringValue(id))
}

func (n *naming) hash(d *schema.Doc) string {
	if !n.private {
		return hex.EncodeToString(d.Content[:8])
	}
	sum := sha256.Sum256([]byte(d.Text()))
	return hex.EncodeToString(sum[:8])
}

// origin is where the document stands, with what the finders hit in its path replaced.
func (n *naming) origin(d *schema.Doc, file int, record int64) string {
	if d.Read.Method == "file" {
		return n.shown[file]
	}
	return n.shown[file] + "#" + strconv.FormatInt(record, 10)
}

func (n *naming) hit(s string) bool {
	found := false
	for _, f := range n.finders {
		f.step.Find(s, func(int, int) { found = true })
		if found {
			return true
		}
	}
	return false
}

// show returns a file's name with every element that a private finder hits replaced by file-<n>.
func (n *naming) show(name string, number int) string {
	if len(n.finders) == 0 {
		return name
	}
	parts := strings.Split(filepath.ToSlash(name), "/")
	for i, p := range parts {
		if n.hit(p) {
			parts[i] = fmt.Sprintf("file-%d", number)
		}
	}
	if s := strings.Join(parts, "/"); !n.hit(s) {
		return s
	}
	return fmt.Sprintf("file-%d", number)
}
