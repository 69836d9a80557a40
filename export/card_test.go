package export

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/tamis-data/tamis/schema"
)

// head returns the YAML head of a card, parsed.
func head(t *testing.T, card string) map[string]any {
	t.Helper()
	_, rest, ok := strings.Cut(card, "---\n")
	text, _, ok2 := strings.Cut(rest, "\n---\n")
	if !ok || !ok2 {
		t.Fatal("the card has no head")
	}
	var v map[string]any
	must(t, yaml.Unmarshal([]byte(text), &v))
	return v
}

func TestCardOfARelease(t *testing.T) {
	dir := fixture{n: 20, word: "lake", private: true}.release(t, t.TempDir(), "news", "1.0.0")
	card := slurp(t, dir, CardName)
	h := head(t, card)
	if h["license"] != "cc0-1.0" || h["pretty_name"] != `Two "news" | of the day` {
		t.Errorf("head: %v", h)
	}
	if a, b := h["configs"].([]any)[0].(map[string]any), h["configs"].([]any)[1].(map[string]any); a["default"] != true ||
		a["description"] == b["description"] || !strings.HasPrefix(a["description"].(string), "news 1.0.0 sha256:") {
		t.Errorf("configs %v, %v", a, b)
	}
	for _, want := range []string{
		"20 documents were read; 16 are kept, 4 are set aside",
		"| `spacing` | One space for several | 20 | 20 |",
		"what the steps `phones` removed",
		"pandas.read_parquet(\"data\")",
		"SELECT * FROM 'data/*.parquet'",
		"    data_files:\n      - split: \"test\"\n        path: \"data/test-?????-of-?????.parquet\"\n      - split: \"train\"\n",
		"sha256sum -c SHA256SUMS",
	} {
		if !strings.Contains(card, want) {
			t.Errorf("no %q in\n%s", want, card)
		}
	}
}

// TestCardTakesNothingFromStrangers puts YAML and Markdown into every field that others write.
func TestCardTakesNothingFromStrangers(t *testing.T) {
	for _, evil := range []string{
		"x\n---\nconfigs: []\n", "\"\nlicense: mit\n#", "`rm` <script>alert(1)</script>", "| a | b |\n| --- |", "![x](http://example.org/x.png)",
		"\u202egnp.x", "a\u2028b\u0085c\x7f", "``` `` `", "# heading\n\n- list", "1. one", "\\", "\ufeff\u200b", "'{}[]&*!%@", "\x00\x1b[31m",
	} {
		m := smallManifest()
		m.Title, m.Description, m.License, m.Homepage, m.Citation, m.Language, m.Date, m.Tool = evil, evil, evil, evil, evil, evil, evil, evil
		m.Authors, m.Keywords = []string{evil}, []string{evil}
		m.Sources = []schema.ManifestSource{{Name: evil, License: evil, Homepage: evil, Citation: evil}}
		m.Steps = []schema.ManifestStep{{Name: evil, Transform: evil}}
		m.Private = true
		m.Accounting.Splits = map[string]int64{evil: 1}
		m.Tables[0].Columns = []schema.ManifestColumn{{Name: evil, Type: evil, Doc: evil}}
		card := string(Card{Summaries: map[string]string{evil: evil}, PrivateSteps: []string{evil}}.render(m))
		if h := head(t, card); h["pretty_name"] != evil || len(h["configs"].([]any)) != 1 {
			t.Errorf("%q: head %v", evil, h)
		}
		_, prose, _ := strings.Cut(card, "\n---\n")
		for _, bad := range []string{"<script", "![", "\x1b", "\x00", "\u202e", "\n# heading", "\n1. one"} {
			if strings.Contains(strings.ReplaceAll(prose, "`` `rm` <script", ""), bad) && !inCode(prose, bad) {
				t.Errorf("%q: the card holds %q", evil, bad)
			}
		}
		checkTables(t, evil, prose)
	}
}

// inCode says whether every place of s in a card stands in a code span, where it does nothing.
func inCode(card, s string) bool {
	for _, line := range strings.Split(card, "\n") {
		if i := strings.Index(line, s); i >= 0 && !strings.Contains(line[:i], "`") {
			return false
		}
	}
	return true
}

// checkTables holds that every row of a table has as many cells as its head.
func checkTables(t *testing.T, evil, prose string) {
	t.Helper()
	cells := 0
	for _, line := range strings.Split(prose, "\n") {
		if !strings.HasPrefix(line, "|") {
			cells = 0
			continue
		}
		n := 0
		for i := range line {
			if line[i] == '|' && (i == 0 || line[i-1] != '\\' || i > 1 && line[i-2] == '\\') {
				n++
			}
		}
		if cells > 0 && n != cells {
			t.Errorf("%q: a row of %d cells under %d: %s", evil, n-1, cells-1, line)
		}
		cells = n
	}
}

func TestNumbersOfTheCard(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := commas(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

// The card counts documents and copies apart, and says what an earlier release decided and what was looked for in splits.
func TestCardOfCopiesAndSplits(t *testing.T) {
	m := smallManifest()
	m.Accounting = schema.Accounting{Read: 20, Kept: 24, Rejected: 3, Copies: 7, Splits: map[string]int64{"train": 24}}
	m.Previous = "sha256:abc"
	m.Steps = []schema.ManifestStep{{Name: "split.hash", Transform: "split.hash", Notes: map[string]int64{"seen_before": 1200, "contact_rejected": 3, "contact_moved": 0}}}
	m.Leaks = &schema.Leaks{Splits: []string{"train", "test"}, Near: &schema.LeakCheck{Step: "dedupe.near", Threshold: 0.7}}
	card := string(Card{}.render(m))
	for _, want := range []string{
		"20 documents were read; 17 are kept, 3 are set aside",
		"A step made 7 copies of documents kept, so that `data/` has 24 rows; in the column `copy` a document itself has 1.\n\n| split | rows |",
		"Leaks between splits: none. Looked for: equal texts, near-duplicates as dedupe.near finds them from a similarity of 0.7 on.\n",
		"Documents of an earlier release (digest `sha256:abc`) keep the splits that they have there. Found again: 1,200; in their splits: 1,197. " +
			"Set aside by rule `split.contact`: 3, since a document of their group is in a more protected split there.\n",
	} {
		if !strings.Contains(card, want) {
			t.Errorf("no %q in\n%s", want, card)
		}
	}
	if strings.Contains(card, "Moved") {
		t.Error("nothing was moved")
	}
}
