package recipe

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// topKeys are the keys of a recipe, in the order in which they are written.
func topKeys() []string {
	return []string{"tamis", "name", "version", "title", "license", "description", "homepage", "authors", "citation",
		"keywords", "language", "date", "seed", "sources", "ids", "steps", "limits", "uncovered", "expect", "export"}
}

// top reads the whole tree.
func (c *checker) top(root *node) {
	c.keys(root, "the recipe", topKeys())
	for _, key := range []string{"tamis", "name", "version", "sources"} {
		if root.get(key) == nil {
			c.problems = append(c.problems, c.src.problem(1, 1, 1, "the recipe has no "+strconv.Quote(key)))
		}
	}
	c.format(root.get("tamis"))
	c.identity(root)
	c.seed(root.get("seed"))
	c.sources(root.get("sources"))
	c.ids(root.get("ids"))
	c.limits(root.get("limits"))
	c.export(root.get("export"))
	c.steps(root.get("steps"))
	c.uncover = root.get("uncovered")
	c.list(c.uncover, "uncovered", &c.recipe.Uncovered)
	c.expect(root.get("expect"))
}

func (c *checker) format(n *node) {
	if n == nil {
		return
	}
	if v, ok := c.integer(n, "tamis"); ok && v != FormatVersion {
		c.problem(n, "write tamis: 1", "this tamis reads recipes of format %d, not %d", FormatVersion, v)
	}
}

var (
	nameShape     = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,99}$`)
	versionShape  = regexp.MustCompile(`^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)
	leadingZero   = regexp.MustCompile(`[-.]0\d+(\.|\+|$)`)
	licenseShape  = regexp.MustCompile(`^\(*[A-Za-z0-9][A-Za-z0-9.+:-]*\)*( (AND|OR|WITH) \(*[A-Za-z0-9][A-Za-z0-9.+:-]*\)*)*$`)
	languageShape = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// identity reads the keys that say what the release is.
func (c *checker) identity(root *node) {
	r := c.recipe
	if n := root.get("name"); c.text(n, "name", &r.Name) && !nameShape.MatchString(r.Name) {
		hint := strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(r.Name), "-"), "-")
		if hint != "" {
			hint = "write " + hint
		}
		c.problem(n, hint, "name must be small letters, digits and -")
	}
	c.version(root.get("version"))
	c.text(root.get("title"), "title", &r.Title)
	c.text(root.get("description"), "description", &r.Description)
	c.text(root.get("citation"), "citation", &r.Citation)
	c.list(root.get("authors"), "authors", &r.Authors)
	c.list(root.get("keywords"), "keywords", &r.Keywords)
	c.license(root.get("license"), &r.License)
	c.homepage(root.get("homepage"), &r.Homepage)
	if n := root.get("language"); c.text(n, "language", &r.Language) && !languageShape.MatchString(r.Language) {
		c.warn(n, "write en, de, pt-BR", "language is no code of BCP 47")
	}
	if n := root.get("date"); c.text(n, "date", &r.Date) && !isDate(r.Date) {
		c.problem(n, "", "date must be YYYY-MM-DD, or a time with its zone")
	}
}

func (c *checker) version(n *node) {
	if n == nil || n.kind == badNode {
		return
	}
	if n.kind == scalarNode && numberLike.MatchString(n.text) {
		c.problem(n, "write "+n.text+strings.Repeat(".0", max(2-strings.Count(n.text, "."), 1)), "version must be major.minor.patch")
		return
	}
	s, ok := c.str(n, "version")
	core, _, _ := strings.Cut(s, "+")
	_, tag, _ := strings.Cut(core, "-")
	if ok && (!versionShape.MatchString(s) || len(s) > 100 || leadingZero.MatchString("-"+tag)) {
		c.problem(n, "write 1.0.0, or 1.0.0-dev for a draft", "version is no semantic version")
		return
	}
	c.recipe.Version = s
}

func (c *checker) license(n *node, out *string) {
	if c.text(n, "license", out) && !licenseShape.MatchString(*out) {
		c.warn(n, "write an identifier as CC0-1.0, CC-BY-4.0 or MIT", "license is no SPDX expression")
	}
}

func (c *checker) homepage(n *node, out *string) {
	if c.text(n, "homepage", out) && !strings.HasPrefix(*out, "https://") && !strings.HasPrefix(*out, "http://") {
		c.problem(n, "", "homepage must begin with https:// or http://")
	}
}

func isDate(s string) bool {
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return true
	}
	_, err := time.Parse(time.RFC3339Nano, s)
	return err == nil
}

func (c *checker) seed(n *node) {
	if n == nil {
		return
	}
	if n.kind == scalarNode && n.style == 'p' && n.text != "0" && !strings.HasPrefix(n.text, "0") {
		if v, err := strconv.ParseUint(n.text, 10, 64); err == nil {
			c.recipe.Seed = v
			return
		}
	}
	v, ok := c.integer(n, "seed")
	if ok && v < 0 {
		c.problem(n, "", "seed must not be negative")
		return
	}
	c.recipe.Seed = uint64(v)
}

func (c *checker) ids(n *node) {
	c.recipe.Repeated = "reject"
	if n == nil || !c.keys(n, "ids", []string{"repeated"}) {
		return
	}
	c.enum(n.get("repeated"), "repeated", repeatedWays(), &c.recipe.Repeated)
}

func repeatedWays() []string { return []string{"reject", "number", "fail"} }

// The bounds of limits.document: edits count in 32 bits, and each worker holds eight documents.
const (
	leastDocument = 1 << 10
	mostDocument  = 1 << 30
)

func (c *checker) limits(n *node) {
	l := &c.recipe.Limits
	*l = Limits{Quarantine: 0.01, Rejected: 1, Document: 16 << 20, Uncovered: "warn", Leaks: "warn"}
	if n == nil || !c.keys(n, "limits", []string{"quarantine", "rejected", "document", "uncovered", "leaks"}) {
		return
	}
	c.share(n.get("quarantine"), "quarantine", &l.Quarantine)
	c.share(n.get("rejected"), "rejected", &l.Rejected)
	c.size(n.get("document"), "document", leastDocument, mostDocument, &l.Document)
	c.covered = n.get("uncovered")
	c.enum(c.covered, "uncovered", []string{"warn", "error"}, &l.Uncovered)
	c.enum(n.get("leaks"), "leaks", []string{"warn", "error"}, &l.Leaks)
}

// The bounds of shard_bytes: a shard holds at least a row group's header, and 1 TiB is more than
// any one file should be.
const (
	leastShard   = 1 << 10
	mostShard    = 1 << 40
	defaultShard = 256 << 20
)

func (c *checker) export(n *node) {
	e := &c.recipe.Export
	*e = Export{Order: "source", Edits: "full", Rejects: "full"}
	e.Parquet = Physical{Compression: "zstd", Level: "default", ShardBytes: defaultShard}
	if n == nil || !c.keys(n, "export", []string{"parquet", "arrow", "jsonl", "order", "subsets", "ledger"}) {
		return
	}
	if p := n.get("parquet"); p != nil {
		e.Parquet = *c.physical(p, "parquet", columnar(), "level", "shard_bytes")
	}
	if p := n.get("arrow"); p != nil {
		e.Arrow = c.physical(p, "arrow", columnar())
	}
	if p := n.get("jsonl"); p != nil {
		e.JSONL = c.physical(p, "jsonl", textual(), "level")
	}
	c.order(n.get("order"))
	c.subsets(n.get("subsets"))
	if l := n.get("ledger"); l != nil && c.keys(l, "ledger", []string{"edits", "rejects", "index"}) {
		c.enum(l.get("edits"), "edits", []string{"full", "private", "counts"}, &e.Edits)
		c.enum(l.get("rejects"), "rejects", []string{"full", "sample", "none"}, &e.Rejects)
		c.index(l.get("index"))
	}
}

func columnar() []string { return []string{"zstd", "none"} }
func textual() []string  { return []string{"zstd", "gzip", "none"} }
func levels() []string   { return []string{"fastest", "default", "better"} }

// physical reads how a format is written; nothing behind its key takes the defaults. Arrow and JSONL
// are cut where data/ is, so they have no shard_bytes; Arrow's compressor has one level.
func (c *checker) physical(n *node, what string, compressions []string, more ...string) *Physical {
	p := &Physical{Compression: "zstd", Level: "default", ShardBytes: defaultShard}
	if n.kind == nullNode || !c.keys(n, what, append([]string{"compression"}, more...)) {
		return p
	}
	c.enum(n.get("compression"), "compression", compressions, &p.Compression)
	if slices.Contains(more, "level") {
		c.enum(n.get("level"), "level", levels(), &p.Level)
	}
	if slices.Contains(more, "shard_bytes") {
		c.size(n.get("shard_bytes"), "shard_bytes", leastShard, mostShard, &p.ShardBytes)
	}
	return p
}
