package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/schema"
)

// runSummary is what a person sees at the end of a run, on a terminal of so many cells or, with 0, elsewhere: the way of the documents through the
// steps, how fast it was, and where the release is.
func runSummary(r *engine.Result, width int) string {
	var b strings.Builder
	b.WriteString(funnelTable(r.Funnel, width))
	if len(r.Funnel) > 0 {
		b.WriteString("\n")
	}
	b.WriteString(accountLine(r.Accounting))
	b.WriteString(copiesLine(r.Accounting))
	b.WriteString(sampleLines(r.Funnel))
	b.WriteString(splitLines(r))
	b.WriteString(leakLines(r.Leaks))
	if speed := speedText(r.Bytes, r.Wall); speed != "" {
		b.WriteString(speed + "\n")
	}
	verb := "published"
	if r.UpToDate {
		verb = "up to date:"
	}
	fmt.Fprintf(&b, "%s %s\n%s\n", verb, safe(r.Path), safe(r.Digest))
	b.WriteString(loadLines(r.Path, r.Data))
	for _, p := range r.Pruned {
		fmt.Fprintf(&b, "removed old draft %s\n", safe(p))
	}
	return b.String()
}

// accountLine says what came of all documents, and what could not be read as one.
func accountLine(a schema.Accounting) string {
	s := fmt.Sprintf("%s read, %s released", plural(int(a.Read), "document"), countText(a.Kept-a.Copies))
	rejected := int64(0)
	for _, n := range a.ReadRejected {
		rejected += n
	}
	if rejected > 0 {
		s += ", " + countText(rejected) + " rejected by the reader"
	}
	if a.Places > 0 {
		s += ", " + plural(int(a.Places), "place") + " quarantined"
		var sizes []string
		if a.QuarantineBytes > 0 {
			sizes = append(sizes, sizeText(a.QuarantineBytes))
		}
		if a.QuarantineRows > 0 {
			sizes = append(sizes, plural(int(a.QuarantineRows), "row"))
		}
		if len(sizes) > 0 {
			s += " (" + strings.Join(sizes, ", ") + ")"
		}
		s += ": ledger/quarantine says where and why"
	}
	return s + "\n"
}

// loadLines say how to read the release in what most people have at hand.
func loadLines(path, glob string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	data, files := filepath.ToSlash(filepath.Join(path, "data")), filepath.ToSlash(path)+"/"+glob
	return safeLines(fmt.Sprintf("\npandas  pd.read_parquet(\"%s\")\nDuckDB  SELECT * FROM '%s'\n", escape.Replace(data), strings.ReplaceAll(files, "'", "''")))
}

// speedText is the run as a whole: 64.6 MB in 0.61 s, 106 MB/s.
func speedText(n int64, wall time.Duration) string {
	if n <= 0 || wall <= 0 {
		return ""
	}
	s := fmt.Sprintf("%s in %s", sizeText(n), secondsText(wall.Seconds()))
	if rate := rateText(n, wall); rate != "" {
		s += ", " + rate
	}
	return s
}

// funnelTable shows the documents on their way: one line a step, with the rules that rejected and
// the bytes that edits removed and inserted. Columns in which nothing happened are left out; where a terminal of
// so many cells has no room for all, the rules stand below each other.
func funnelTable(stages []engine.Stage, width int) string {
	if len(stages) == 0 {
		return ""
	}
	rows := [][]string{{"step", "in", "kept", "rejected", "labelled", "removed", "inserted", "time"}}
	for _, s := range stages {
		rows = append(rows, []string{
			safe(s.Step), countText(s.In), countText(s.Kept), rejectedText(s.Rejected), labelledText(s.Labelled),
			orBlank(s.Removed), orBlank(s.Inserted), timeText(s.Seconds),
		})
	}
	return table(foldColumn(dropBlankColumns(rows), 3, width), "<>><>>>>")
}

func timeText(s float64) string {
	if s <= 0 {
		return ""
	}
	return secondsText(s)
}

// labelledText counts what a step labelled; one that labels nothing has no count.
func labelledText(n *int64) string {
	if n == nil {
		return ""
	}
	return countText(*n)
}

func orBlank(n int64) string {
	if n == 0 {
		return ""
	}
	return sizeText(n)
}

// rejectedText lists the rules, the busiest first: 12 duplicate, 3 language.
func rejectedText(rules map[string]int64) string {
	names := slices.Sorted(maps.Keys(rules))
	slices.SortStableFunc(names, func(a, b string) int { return int(max(-1, min(1, rules[b]-rules[a]))) })
	var parts []string
	for _, n := range names {
		if rules[n] > 0 {
			parts = append(parts, countText(rules[n])+" "+safe(n))
		}
	}
	return strings.Join(parts, ", ")
}

// blank marks a column that is left out, in the row of heads.
const blank = "\x00"

// dropBlankColumns marks the columns that hold nothing below their head.
func dropBlankColumns(rows [][]string) [][]string {
	for col := range rows[0] {
		used := false
		for _, r := range rows[1:] {
			used = used || r[col] != ""
		}
		if !used {
			rows[0][col] = blank
		}
	}
	return rows
}

// table sets rows in columns, aligned by a mark for each: < left, > right. Cells are safe text; a
// head that is blank leaves its column out.
func table(rows [][]string, align string) string {
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			widths[i] = max(widths[i], cells(c))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		var line strings.Builder
		for i, c := range r {
			if rows[0][i] == blank {
				continue
			}
			pad := strings.Repeat(" ", widths[i]-cells(c))
			if align[i] == '>' {
				c, pad = pad+c, ""
			}
			if line.Len() > 0 {
				line.WriteString("  ")
			}
			line.WriteString(c + pad)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
