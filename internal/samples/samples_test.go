package samples

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

const testdata = "../../testdata"

func load(t *testing.T) []Doc {
	t.Helper()
	docs, err := Load(filepath.Join(testdata, "gen", "docs"))
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func TestUpToDate(t *testing.T) {
	stale, err := Stale(testdata)
	if err != nil {
		t.Fatal(err)
	}
	if len(stale) > 0 {
		t.Errorf("not what the sources make, run go run ./testdata/gen: %s", strings.Join(stale, " "))
	}
}

func TestWriteHealsAFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "gen", "docs"), os.DirFS(filepath.Join(testdata, "gen", "docs"))); err != nil {
		t.Fatal(err)
	}
	stranger := filepath.Join(dir, "documents", "news", "stranger.txt")
	if err := os.MkdirAll(filepath.Dir(stranger), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(stranger, []byte("?"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stranger); err == nil {
		t.Error("a document without a source stays")
	}
	if stale, err := Stale(dir); err != nil || len(stale) > 0 {
		t.Errorf("still stale: %q %v", stale, err)
	}
}

// original reads a file of testdata as tamis's readers have to, by other means than the generator.
func original(t *testing.T, d Doc) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, "documents", file(d)))
	if err != nil {
		t.Fatal(err)
	}
	if d.Front.Charset != "" {
		enc, err := htmlindex.Get(d.Front.Charset)
		if err != nil {
			t.Fatal(err)
		}
		if data, err = enc.NewDecoder().Bytes(data); err != nil {
			t.Fatal(err)
		}
	}
	return strings.TrimPrefix(string(data), "\uFEFF")
}

// TestTruthPointsAtTheText holds every offset of the truth against the files as they are on disk.
func TestTruthPointsAtTheText(t *testing.T) {
	texts := texts(t)
	problems, err := Truth(testdata)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		text, ok := texts[p.Document+"/"+p.Column]
		switch {
		case !ok:
			t.Errorf("%s: no such document", p.Document)
		case p.Text == nil && (p.Start != 0 || p.End != len(text)):
			t.Errorf("%s: %s is not the whole document: [%d,%d) of %d", p.Document, p.Problem, p.Start, p.End, len(text))
		case p.Text != nil && (p.End > len(text) || text[p.Start:p.End] != *p.Text):
			t.Errorf("%s: %s at [%d,%d) is not %q", p.Document, p.Problem, p.Start, p.End, *p.Text)
		case p.Of != "" && texts[p.Of+"/"] == "":
			t.Errorf("%s: %s of %s, which is not there", p.Document, p.Problem, p.Of)
		}
	}
	if len(problems) < 300 {
		t.Errorf("only %d problems", len(problems))
	}
}

// texts reads the text and title of every document from the files: "<document>/" and "<document>/title".
func texts(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	records := map[string][][2]string{
		"archive.jsonl.zst": readJSONL(t), "letters.csv": readCSV(t), "survey.parquet": readParquet(t),
	}
	next := map[string]int{}
	for _, d := range load(t) {
		name, _, found := strings.Cut(d.Document, "#")
		if !found {
			out[d.Document+"/"] = original(t, d)
			continue
		}
		r := records[name][next[name]]
		next[name]++
		out[d.Document+"/"], out[d.Document+"/title"] = r[0], r[1]
	}
	return out
}

func TestRecordsAreNamedByLine(t *testing.T) {
	for name, text := range map[string]string{
		"archive.jsonl.zst#1": "The pond behind", "archive.jsonl.zst#6": "A \"quoted\" word",
		"letters.csv#2": "Sir, the bell", "letters.csv#3": "Sir, Mrs Brenn", "letters.csv#6": "Sir, my letters", "survey.parquet#1": "We walked",
	} {
		if got := texts(t)[name+"/"]; !strings.HasPrefix(got, text) {
			t.Errorf("%s is %.30q", name, got)
		}
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, "documents", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readJSONL(t *testing.T) (out [][2]string) {
	t.Helper()
	r, err := zstd.NewReader(bytes.NewReader(readFile(t, "archive.jsonl.zst")))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for dec := json.NewDecoder(r); dec.More(); {
		var d struct{ Body, Headline string }
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		out = append(out, [2]string{d.Body, d.Headline})
	}
	return out
}

func readCSV(t *testing.T) (out [][2]string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(readFile(t, "letters.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		out = append(out, [2]string{r[5], r[1]})
	}
	return out
}

func readParquet(t *testing.T) (out [][2]string) {
	t.Helper()
	data := readFile(t, "survey.parquet")
	rows, err := parquet.Read[parquetRecord](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		title := ""
		if r.Title != nil {
			title = *r.Title
		}
		out = append(out, [2]string{r.Text, title})
	}
	return out
}

func TestTheCollectionIsLargeAndVaried(t *testing.T) {
	docs := load(t)
	if len(docs) < 100 {
		t.Errorf("%d documents", len(docs))
	}
	seen := map[string]int{}
	for _, d := range docs {
		if !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text, openMark+closeMark+shouldMark) {
			t.Errorf("%s: not UTF-8, or a mark is left", d.Document)
		}
		if len(d.Text) > 6000 {
			t.Errorf("%s: %d bytes", d.Document, len(d.Text))
		}
		for _, p := range d.Problems {
			seen[p.Problem]++
			if p.Problem == "language" {
				seen["language "+p.Detail]++
			}
		}
	}
	for problem, least := range map[string]int{
		"none": 8, "mojibake": 20, "markup": 30, "table": 6, "glued": 10, "casing": 10, "spacing": 8, "paragraph": 3,
		"gibberish": 6, "boilerplate": 40, "email": 15, "phone": 15, "ip": 5, "secret": 4, "repeat": 5, "control": 8,
		"unicode": 5, "newlines": 4, "charset": 6, "quality": 8, "duplicate-of": 4, "near-duplicate-of": 6, "rewrite-of": 2,
		"language de": 1, "language fr": 1, "language es": 1, "language ru": 1, "language ar": 1, "language hi": 1,
		"language zh": 1, "language ja": 1, "language th": 1, "language ko": 1, "language tr": 1, "language am": 1,
	} {
		if seen[problem] < least {
			t.Errorf("%s: %d times, wanted %d", problem, seen[problem], least)
		}
	}
}

// TestRightDocumentsHaveNoOtherProblem keeps `none` honest.
func TestRightDocumentsHaveNoOtherProblem(t *testing.T) {
	for _, d := range load(t) {
		if slices.ContainsFunc(d.Problems, func(p Problem) bool { return p.Problem == "none" }) && len(d.Problems) != 1 {
			t.Errorf("%s is all right and has %d problems", d.Document, len(d.Problems))
		}
	}
}

func TestBoilerplateRecursOverDocuments(t *testing.T) {
	in := map[string]int{}
	for _, d := range load(t) {
		lines := strings.Split(d.Text, "\n")
		slices.Sort(lines)
		for _, line := range slices.Compact(lines) {
			in[line]++
		}
	}
	for _, line := range []string{
		"Home | News | Sport | Weather | Letters | Contact",
		"© 2024 The Oldhaven Courier. All rights reserved.",
		"We use cookies to make this site work and to count our readers. Accept all | Settings | Reject",
		"Share this: Facebook Twitter WhatsApp E-mail Print",
	} {
		if in[line] < 7 {
			t.Errorf("%q stands in %d documents", line, in[line])
		}
	}
}

func TestTheInventoryIsOneLongLine(t *testing.T) {
	if line := inventory(); len([]rune(line)) <= 1000 || strings.Contains(line, "\n") {
		t.Errorf("%d characters", len([]rune(line)))
	}
}

// reserved lists what may stand in a document: domains and networks that nobody can own, numbers
// that the numbering authorities keep free for fiction.
var (
	mailLike = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)
	webLike  = regexp.MustCompile(`(?i)(https?://|www\.)[\w.-]+`)
	ipLike   = regexp.MustCompile(`\b\d{1,3}(\.\d{1,3}){3}\b`)
	reserved = regexp.MustCompile(`(?i)(^|[@./])example\.(org|com|net)$`)
	docNets  = regexp.MustCompile(`^(192\.0\.2|198\.51\.100|203\.0\.113)\.`)
	fiction  = regexp.MustCompile(`555[-. \n]*01\d\d$|20 7946 0018$|0491 570 156$|23125[ -]014$|01 99 00 12 34$`)
)

func TestAddressesBelongToNobody(t *testing.T) {
	// 999.… is out of range and 4.3.2.1 a section's number: both stand there to be left alone.
	fake := []string{"999.1.2.300", "4.3.2.1"}
	for _, d := range load(t) {
		for _, m := range append(mailLike.FindAllString(d.Text, -1), webLike.FindAllString(d.Text, -1)...) {
			if !reserved.MatchString(strings.TrimRight(m, ".")) {
				t.Errorf("%s: %s is not reserved", d.Document, m)
			}
		}
		for _, m := range ipLike.FindAllString(d.Text, -1) {
			if !docNets.MatchString(m) && !slices.Contains(fake, m) {
				t.Errorf("%s: %s is not set aside for documentation", d.Document, m)
			}
		}
		for _, p := range d.Problems {
			if p.Problem == "phone" && !fiction.MatchString(*p.Text) {
				t.Errorf("%s: %s is not set aside for fiction", d.Document, *p.Text)
			}
		}
	}
}

// TestMojibakeIsReversible undoes the garbling by hand, but where the characters are lost.
func TestMojibakeIsReversible(t *testing.T) {
	undo := map[string]func(string) string{
		"utf-8 as windows-1252":        back(charmap.Windows1252),
		"utf-8 as windows-1252, twice": twice(back(charmap.Windows1252)),
		"utf-8 as iso-8859-1":          back(charmap.ISO8859_1),
		"utf-8 as windows-1251":        back(charmap.Windows1251),
		"utf-8 as windows-1250":        back(charmap.Windows1250),
		"utf-8 as macintosh":           back(charmap.Macintosh),
		"utf-8 as ibm437":              back(charmap.CodePage437),
	}
	n := 0
	for _, d := range load(t) {
		for _, p := range d.Problems {
			if f := undo[p.Detail]; f != nil {
				n++
				if got := f(*p.Text); got != *p.Should {
					t.Errorf("%s: %q undone is %q, not %q", d.Document, *p.Text, got, *p.Should)
				}
			}
			if p.Problem == "mojibake" && !strings.HasPrefix(p.Detail, "us-ascii") && strings.Contains(*p.Text, "\uFFFD") {
				t.Errorf("%s: %s lost a character", d.Document, p.Detail)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d to undo", n)
	}
}

func back(cm *charmap.Charmap) func(string) string {
	return func(s string) string {
		var b []byte
		for _, r := range s {
			c, ok := cm.EncodeRune(r)
			if !ok {
				c = byte(r)
			}
			b = append(b, c)
		}
		return string(b)
	}
}
