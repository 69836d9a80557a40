package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// editView shows what became of a text: removed text in [-…-], inserted text in {+…+}, in the colour of
// the edit's kind where the terminal has colours, and of the text between as much as makes it readable.
// What a private step removed is shown nowhere: its kind and length stand there.
type editView struct {
	paint   paint
	context int // characters of unchanged text kept on each side of an edit
	// names tells steps, kinds and their colours; nil to leave them out.
	names *kindNames
}

// render shows a text from its original and the final rows of its edits, which are in order.
func (v editView) render(original string, rows []schema.Row) string {
	if len(rows) == 0 {
		return safeLines(elideEnd(original, 2*v.context)) + "\n"
	}
	var b strings.Builder
	at := 0
	for i, r := range rows {
		if r.Start < at || r.Start+r.RemovedBytes > len(original) {
			break // rows of another text
		}
		b.WriteString(v.between(original[at:r.Start], i == 0, false))
		v.edit(&b, original, r)
		at = r.Start + r.RemovedBytes
	}
	b.WriteString(v.between(original[at:], false, true))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// edit writes one row.
func (v editView) edit(b *strings.Builder, original string, r schema.Row) {
	gone, come := "31", "32"
	if v.names != nil {
		gone = v.names.colour(r)
		come = "4;" + gone
	}
	if r.RemovedBytes > 0 {
		b.WriteString(v.paint.wrap(gone, "[-"+v.removed(original, r)+"-]"))
	}
	if r.Inserted != "" {
		b.WriteString(v.paint.wrap(come, "{+"+marked(r.Inserted)+"+}"))
	}
	if v.names != nil {
		b.WriteString(v.paint.dim("‹" + safe(v.names.both(r)) + "›"))
	}
}

func (v editView) removed(original string, r schema.Row) string {
	if r.Private {
		kind := ""
		if v.names != nil {
			_, kind = v.names.of(r)
		}
		return withheld(kind, r.RemovedChars)
	}
	return marked(elideMiddle(original[r.Start:r.Start+r.RemovedBytes], 6*v.context))
}

// withheld stands in place of what a private step removed.
func withheld(kind string, chars int) string {
	if kind == "" {
		return fmt.Sprintf("%s withheld", plural(chars, "character"))
	}
	return fmt.Sprintf("%s, %s withheld", safe(kind), plural(chars, "character"))
}

// marked makes text inside marks safe, with line ends that can be seen as removed or inserted.
func marked(s string) string { return strings.ReplaceAll(safeLines(s), "\n", "⏎\n") }

// between shortens unchanged text to what stands next to an edit.
func (v editView) between(s string, first, last bool) string {
	switch {
	case first:
		return v.elision(elideStart(s, v.context))
	case last:
		return v.elision(elideEnd(s, v.context))
	}
	return v.elision(elideMiddle(s, 2*v.context))
}

// elision makes text safe and dims the mark of what was left out.
func (v editView) elision(s string) string {
	return strings.ReplaceAll(safeLines(s), cut, v.paint.dim(cut))
}

// cut marks text that was left out.
const cut = " […] "

func elideEnd(s string, keep int) string {
	if head := firstRunes(s, keep); len(head) < len(s) {
		return head + cut
	}
	return s
}

func elideStart(s string, keep int) string {
	if tail := lastRunes(s, keep); len(tail) < len(s) {
		return cut + tail
	}
	return s
}

func elideMiddle(s string, keep int) string {
	head, tail := firstRunes(s, keep/2), lastRunes(s, keep/2)
	if len(head)+len(tail)+len(cut) >= len(s) {
		return s
	}
	return head + cut + tail
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}
